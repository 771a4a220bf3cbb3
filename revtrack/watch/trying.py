"""Dry runs: how an address may be watched, and what a source gives now. Nothing is kept."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_network
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from revtrack.errors import InvalidInput, OperationFailed
from revtrack.watch.answers import Answers
from revtrack.watch.bookkeeping import Seen
from revtrack.watch.files import local_folder
from revtrack.watch.kinds import KINDS, items_in
from revtrack.watch.lists.body import body_text
from revtrack.watch.lists.discover import Proposal, kept_elsewhere, propose
from revtrack.watch.lists.item import Discovered, Notes
from revtrack.watch.lists.sent import BODY_WANTED, is_body
from revtrack.watch.net.addresses import PORTS
from revtrack.watch.net.blocked import BlockScore, block_score
from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.net.fetched import Fetched, FetchFailed
from revtrack.watch.sources import Source

MakeFetcher = Callable[[], Fetcher]
#: Below this nothing is proposed, only said; and so many rows make a page of a list that probably goes on.
_SURE, _PAGE = 0.5, 10
#: Below this a page is looked through for where else its list may be kept.
_NEARLY_SURE = 0.7


@dataclass(frozen=True, slots=True)
class Looked:
    """A dry run: what a source's page gives as it is read now. Nothing is stored.

    `fetched` is None for a folder or a repository; `block` scores whether the page is a wall.
    """

    source: Source
    discovered: Discovered
    fetched: Fetched | None = None
    block: BlockScore | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """How an address may be watched, with what that finds; `source` is not kept yet."""

    source: Source
    proposal: Proposal
    looked: Looked

    @property
    def is_empty(self) -> bool:
        """Whether a list was found in which nothing stands, so that it would never bring anything."""
        on_web = KINDS[self.source.kind].on_web
        return on_web and not (self.proposal.items or self.proposal.found.further) and self.proposal.confidence < _SURE

    @property
    def ends_here(self) -> bool:
        """Whether a list that looks as if it went on shows no page that could be followed."""
        found = self.proposal.found
        return KINDS[self.source.kind].complete == "at-end" and len(found.items) >= _PAGE and not found.next_address


class Trying:
    """Looks at pages without keeping anything; `make_fetcher` makes what fetches them."""

    def __init__(self, make_fetcher: MakeFetcher) -> None:
        self._make_fetcher = make_fetcher

    def propose(self, address: str, taken: Iterable[str], *, name: str = "", post: str = "") -> Proposed:
        """How an address (or a folder of this machine) is best watched, with a dry run; `taken` are names that are
        other sources'. `post` is what is sent for it by POST. Where a page keeps its list in a frame or in JSON that
        its script names, that is what is watched.

        Raises `OperationFailed` (fetch) where the page cannot be had, `InvalidInput` (source-value) for a `post` that
        cannot be sent.
        """
        path = local_folder(address)
        if path is not None:
            path = path.absolute()  # whoever watches later stands elsewhere
            kind = "git" if (path / ".git").exists() or (path / "HEAD").is_file() else "folder"
            source = Source(
                name=_free(name or path.name, taken), title=path.name or str(path), kind=kind, address=str(path)
            )
            looked = Looked(source, Discovered())
            return Proposed(source, Proposal(source, Discovered(), 1.0, ()), looked)
        if post and not is_body(post):
            raise InvalidInput("source-value", facts={"key": "post", "wanted": BODY_WANTED})
        given = Source(name="", title="", kind="list", address=address, post=post) if post else None
        fetched = self._fetch(address, given)
        made = _read(fetched, post)
        for place in () if post or made.confidence >= _NEARLY_SURE else kept_elsewhere(*_told(fetched)):
            try:
                inner = self._fetch(place)
            except OperationFailed:
                continue  # what cannot be had holds nothing that could be watched
            there = _read(inner, "")
            if there.items and there.confidence > made.confidence:
                title = there.source.title if there.source.title != urlsplit(place).netloc else made.source.title
                made, fetched = replace(there, source=replace(there.source, title=title)), inner
        source = replace(made.source, name=_free(name or made.source.name, taken))
        return Proposed(source, made, Looked(source, made.found, fetched, _block(fetched, address)))

    def check(self, source: Source) -> Looked:
        """What a source gives as it is read now. Raises `OperationFailed` (fetch)."""
        if not KINDS[source.kind].on_web:
            return Looked(source, Discovered())
        fetched = self._fetch(source.address, source)
        today = datetime.now(UTC).astimezone(ZoneInfo(source.time_zone)).date()
        found = Discovered()
        if KINDS[source.kind].read:
            found = items_in(source, fetched.body, fetched.address, fetched.content_type, today=today)
        return Looked(source, found, fetched, _block(fetched, source.address, source.encoding))

    def _fetch(self, address: str, source: Source | None = None) -> Fetched:
        """What an address answers, for a source as its looks get it: by a browser where it says so."""

        async def get() -> Fetched:
            async with self._make_fetcher() as fetcher:
                if source is not None:
                    return await Answers(fetcher, source, Seen()).page(address)
                return await fetcher.get(address)

        try:
            return asyncio.run(get())
        except FetchFailed as failed:
            raise fetch_error(failed, address) from failed


def _read(fetched: Fetched, post: str) -> Proposal:
    today = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).date()
    return propose(*_told(fetched), today=today, post=post)


def _told(fetched: Fetched) -> tuple[bytes, str, str]:
    return fetched.body, fetched.address, fetched.content_type


def fetch_error(failed: FetchFailed, address: str) -> OperationFailed:
    """A failed fetch as an error with words."""
    given = dict(failed.facts)
    if failed.kind == "refused-address" and given.get("reason") in {"address", "port"}:
        # an address of the house needs both, and is refused for one after the other
        given["allow"] = _allow(address, given["reason"], given.get("found", ""))
    facts = ", ".join(f"{name}={value}" for name, value in given.items())
    return OperationFailed("fetch", address, facts={"kind": failed.kind, "facts": facts})


def _allow(address: str, reason: str, found: str) -> str:
    """What the setting watch_allow must name for an address of the house: its network and, but for the usual, its
    port."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    host = found if reason == "address" else parts.hostname or ""
    try:
        network = str(ip_network(host))
    except ValueError:
        network = "" if reason == "port" else host
    return ", ".join(filter(None, (network, f":{port}" if port not in {None, *PORTS} else "")))


def _block(fetched: Fetched, asked: str, encoding: str = "") -> BlockScore:
    text, _ = body_text(fetched.body, fetched.content_type, encoding, Notes())
    return block_score(text, fetched.status, asked=asked, address=fetched.address)


def _free(name: str, taken: Iterable[str]) -> str:
    """A name for a source that is not taken yet, of the characters that such names have."""
    stem = re.sub(r"[^a-z0-9\u4e00-\u9fff]+", "-", name.lower()).strip("-")[:50] or "source"
    known = set(taken)
    if stem not in known:
        return stem
    return next(f"{stem}-{number}" for number in range(2, 10_000) if f"{stem}-{number}" not in known)
