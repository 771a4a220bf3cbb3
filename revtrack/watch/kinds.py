"""The kinds of sources: the one table.

A kind of list is its row here, the module that reads it (in `lists/`), its name in `words/watch.py` and its test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from revtrack.watch.checks import is_git_address, is_link_path, is_path, is_path_name, is_web_address, valid_selector
from revtrack.watch.lists.body import body_text
from revtrack.watch.lists.canonical import canonical_address
from revtrack.watch.lists.item import Discovered, Notes
from revtrack.watch.lists.readers import ListText, read_json, read_page, read_xml, zone_of
from revtrack.watch.lists.sent import named_page
from revtrack.watch.sources import Source


@dataclass(frozen=True, slots=True)
class Finding:
    """What the words are that say where items are found: how one is checked, one for links, and an example."""

    check: Callable[[str], bool]
    check_link: Callable[[str], bool]
    wanted: str


_SELECTORS = Finding(valid_selector, valid_selector, '"ul.list > li"')
_PATHS = Finding(is_path, is_link_path, '"data.list"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of source.

    `read` gives the items on one page of its list; None for what is no list. `complete` says when a list has shown all
    that there is: always, where its pages came to an end, or never. One that `rests` may bring nothing for years.
    """

    address: Callable[[str], bool] = is_web_address
    wanted: str = "https://…"
    finding: Finding = _SELECTORS
    read: Callable[[ListText], Discovered] | None = None
    complete: Literal["always", "at-end", "never"] = "never"
    rests: bool = False

    @property
    def on_web(self) -> bool:
        """Whether it is fetched from an address, rather than read where it lies or brought by git."""
        return self.address is is_web_address


KINDS: Mapping[str, Kind] = {
    "list": Kind(read=read_page, complete="at-end"),
    "feed": Kind(read=read_xml),
    "sitemap": Kind(read=read_xml, complete="always"),
    "json": Kind(read=read_json, finding=_PATHS),
    "document": Kind(rests=True),
    "folder": Kind(address=is_path_name, wanted="/…", rests=True),
    "git": Kind(address=is_git_address, wanted="https://… | /…", rests=True),
}


def items_in(source: Source, body: bytes, address: str, content_type: str, *, today: date | None = None) -> Discovered:
    """The items on one page of a source; `address` is where the body came from, after redirects.

    Never raises for what a page holds: what is wrong is among the diagnostics. `today` completes dates that name no
    year; without it those rows keep no date. Sources that are no lists (document, folder, git) give no items.
    """
    notes = Notes()
    place = canonical_address(named_page(source, address))
    if not place:
        notes.add("address", address)
        return Discovered(diagnostics=notes.all())
    text, encoding = body_text(body, content_type, source.encoding, notes)
    read = KINDS[source.kind].read
    if not text or read is None:
        return Discovered(diagnostics=notes.all())
    return read(ListText(text, place, encoding, source.find, zone_of(source.time_zone), today, notes))
