"""The list of a source, page by page: as far as the source says, later on as far as something is new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from revtrack.watch.answers import Answers, discovered, score_of_failure
from revtrack.watch.bookkeeping import Begun, Seen
from revtrack.watch.faults import ListFailed
from revtrack.watch.kinds import KINDS
from revtrack.watch.lists.item import Discovered, Item
from revtrack.watch.net.fetched import FetchFailed
from revtrack.watch.sources import Source
from revtrack.watch.work import Work


@dataclass(frozen=True, slots=True)
class Listing:
    """The items that the pages of a list gave, how many the first page had, and whether that was the whole list."""

    items: tuple[Item, ...]
    first: int
    complete: bool


class Lists:
    """Reads the list of one source in one run; what it meets on the way is counted in `seen`."""

    def __init__(self, work: Work, source: Source, begun: Begun, seen: Seen, now: datetime) -> None:
        self._work = work
        self._source = source
        self._begun = begun
        self._seen = seen
        self._answers = Answers(work.fetcher, source, seen)
        self._today = now.astimezone(ZoneInfo(source.time_zone)).date()

    async def read(self) -> Listing | None:
        """The items of the list; None where the server says that its first page is as it was.

        A further page that cannot be had ends the list there (`Seen.partial`). Raises `ListFailed` for the first one.
        """
        source, known, deep = self._source, self._begun.items, self._begun.deep
        address, waiting = source.address, list[str]()
        items: list[Item] = []
        asked: set[str] = set()
        first = count = 0
        complete = KINDS[source.kind].complete == "always"
        while address:
            asked.add(address)
            try:
                page = await self._page(address, conditional=count == 0 and not deep)
            except ListFailed as failed:
                if count == 0:
                    raise
                self._seen.partial = failed.fault
                self._seen.notes.append(f"{address}: {failed.fault} {failed.message}".strip())
                break
            if page is None:
                return None
            items += page.items
            count += 1
            first = first or len(page.items)
            waiting += [place for place in page.further if place not in asked]
            following = page.next_address if page.next_address not in asked else ""
            if KINDS[source.kind].complete == "at-end" and count > 1 and not following:
                complete = True
            settled = not deep and page.items and all(item.address in known for item in page.items)
            if (following or waiting) and (settled or count >= source.pages):
                complete = False
                break
            address = following or (waiting.pop(0) if waiting else "")
        return Listing(tuple(once(items)), first, complete)

    async def _page(self, address: str, *, conditional: bool) -> Discovered | None:
        """One page of the list, None where it is as it was. Raises `ListFailed`."""
        kept: Mapping[str, str] = self._begun.source.validators.get(address, {}) if conditional else {}
        try:
            fetched = await self._answers.get(
                address,
                etag=kept.get("etag", ""),
                last_modified=kept.get("last_modified", ""),
                validated=kept.get("address", ""),
            )
        except FetchFailed as failure:
            raise self._failure(failure) from failure
        if fetched.unchanged:
            return None
        self._seen.hashes[address] = hashlib.sha256(fetched.body).hexdigest()
        found, score = await self._work.in_reader(discovered, self._source, fetched, address, self._today)
        self._seen.notes += [f"{note.kind} {note.detail}".strip() for note in found.diagnostics]
        if not found.items and not found.further:
            self._seen.list_score = max(self._seen.list_score, score.score)
            if score.blocked:
                raise ListFailed("blocked", score.reasons[0] if score.reasons else "wall", " ".join(score.reasons))
        if fetched.etag or fetched.last_modified:
            said = {"etag": fetched.etag, "last_modified": fetched.last_modified, "address": fetched.address}
            self._seen.validators[address] = said
        return found

    def _failure(self, failure: FetchFailed) -> ListFailed:
        score = score_of_failure(failure)
        self._seen.list_score = max(self._seen.list_score, score.score if score else 0.0)
        facts = " ".join(f"{name}={value}" for name, value in failure.facts.items())
        return ListFailed("failed", failure.kind, facts)


def once(items: Iterable[Item]) -> list[Item]:
    """The items of all pages, one that slid from a page to the next while we read only once."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.address, item)
    return list(found.values())


def why_empty(notes: Iterable[str]) -> str:
    """Why a list gave nothing, by the notes on its pages."""
    kinds = [note.partition(" ")[0] for note in notes]
    return next((kind for kind in kinds if kind != "no-items"), "no-items")
