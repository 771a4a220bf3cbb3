"""Sources: what is watched, where, how often, and how its items are found. One TOML file each, named for the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Accept = Literal["none", "new", "versions", "all"]


#: What a source asks for each day where its file says nothing: pages of its list, and requests for what is known.
DEEP, LOOKS = 10, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """How items and their fields are found; "" means: found automatically.

    On pages these are CSS selectors, the fields within the item; `selector@name` takes an attribute (`a@title`). In
    JSON they are dotted paths, `item` to the array (a star: all entries of one, put together) and the fields within an
    entry; `link` may be a pattern with paths in braces: "https://…/detail?id={docId}". `next` may also be "?page": that
    number in the address, or in what is sent, is counted up; "?after=data.cursor" takes what the page says there.
    """

    item: str = ""
    title: str = ""
    link: str = ""
    date: str = ""
    number: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What is believed of a document where it does not say otherwise; `status` is draft, issued, amended or ""."""

    jurisdiction: str = ""
    status: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One thing that is watched. `name` is the stem of its file, `kind` one of `kinds.KINDS`; `address` a web address,
    or a path for folders.

    `accept` says what is taken without asking: nothing, new documents, new versions of known ones, or all.
    `tell` names who is told; `jitter` is in seconds; `pages` is how many pages of the list are followed. Once a day as
    many as `deep`, and `looks` requests a day are for what is known: whether its texts are as they were. What has none
    of the words of `include` in title, number or issuers is passed over, as is what has one of `exclude`. `post` is
    what is sent for its list, by POST: an object in JSON, or the pairs of a form.
    """

    name: str
    title: str
    kind: str
    address: str
    schedule: str = "every 6h"
    time_zone: str = "Asia/Shanghai"
    jitter: int = 300
    pages: int = 1
    deep: int = DEEP
    looks: int = LOOKS
    accept: Accept = "none"
    tell: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    browser: bool = False
    encoding: str = ""
    post: str = ""
    enabled: bool = True
    find: Find = field(default_factory=Find)
    defaults: Defaults = field(default_factory=Defaults)
