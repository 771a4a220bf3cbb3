"""The list of a source, page by page: as far as the source says, later on as far as something is new.

Once a day it is gone through further: what is put on a list late with an earlier date stands where nobody looks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from revtrack.watch.answers import Answers, discovered, score_of_failure
from revtrack.watch.bookkeeping import Begun, Seen
from revtrack.watch.faults import ListFailed
from revtrack.watch.kinds import KINDS
from revtrack.watch.lists.canonical import same_place
from revtrack.watch.lists.item import Discovered, Item
from revtrack.watch.lists.sent import Sent
from revtrack.watch.net.blocked import Reason
from revtrack.watch.net.fetch import Visit
from revtrack.watch.net.fetched import FetchFailed
from revtrack.watch.sources import Source
from revtrack.watch.work import Work

#: What a list without entries shows of itself too: it is empty, and no wall.
_EMPTY: frozenset[Reason] = frozenset(("empty", "missing", "made-by-script"))
#: Pages that are followed at most where nothing known is reached.
_CATCH_UP = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """What the pages of a list gave: its items, how many the first page had, and whether that was the whole list.

    `beyond` are addresses on pages past those that the source asks for; `cut` says that the pages came to the limit
    before anything known.
    """

    items: tuple[Item, ...]
    first: int
    complete: bool
    beyond: frozenset[str] = frozenset()
    cut: bool = False


@dataclass(slots=True)
class _Pages:
    """The pages of a list as they come."""

    items: list[Item] = field(default_factory=list[Item])
    places: set[str] = field(default_factory=set[str])
    beyond: set[str] = field(default_factory=set[str])
    count: int = 0
    first: int = 0

    def take(self, found: Sequence[Item], *, within: bool) -> bool:
        """Take a page in; whether it said anything that no page before it had said."""
        fresh = [item for item in found if same_place(item.address) not in self.places]
        self.items += fresh
        self.places |= {same_place(item.address) for item in fresh}
        if not within:
            self.beyond |= {item.address for item in fresh}
        self.count += 1
        self.first = self.first or len(found)
        return bool(fresh)


class Lists:
    """Reads the list of one source in one run; what it meets on the way is counted in `seen`."""

    def __init__(self, work: Work, source: Source, begun: Begun, seen: Seen, now: datetime) -> None:
        self._work = work
        self._source = source
        self._begun = begun
        self._seen = seen
        self._answers = Answers(work.fetcher, source, seen, Visit())
        self._today = now.astimezone(ZoneInfo(source.time_zone)).date()
        self._known = {same_place(address) for address in begun.items}
        #: Once a day the list is gone through further, and at the first look to know what is there already.
        self._wide = begun.wide and source.deep > source.pages

    async def read(self) -> Listing | None:
        """The items of the list; None where the server says that its first page is as it was.

        A further page that cannot be had ends the list there (`Seen.partial`). Raises `ListFailed` for the first one.
        """
        source, pages = self._source, _Pages()
        address, waiting = source.address, list[str]()
        sent: Sent | None = None
        asked: set[str] = set()
        complete = KINDS[source.kind].complete == "always"
        cut = False
        while address:
            asked.add(address)
            try:
                page = await self._page(address, sent, conditional=not (pages.count or self._begun.deep or self._wide))
            except ListFailed as failed:
                if pages.count == 0:
                    raise
                complete = self._missing(address, failed, pages.count)
                break
            if page is None:
                return None
            told_more = pages.take(page.items, within=pages.count < source.pages)
            waiting += [place for place in page.further if place not in asked]
            following = page.next_address if page.next_address not in asked and told_more else ""
            if KINDS[source.kind].complete == "at-end" and pages.count > 1 and told_more and not following:
                complete = True
            if (following or waiting) and self._is_enough(page.items, pages.count):
                complete = False
                cut = pages.count >= _CATCH_UP and not self._reached(page.items)
                break
            address, sent = following or (waiting.pop(0) if waiting else ""), page.next_sent if following else None
        else:
            self._ended("end")
        return Listing(tuple(pages.items), pages.first, complete, frozenset(pages.beyond), cut)

    def _is_enough(self, found: Sequence[Item], count: int) -> bool:
        """Whether no further page is asked for: nothing is new on this one, or the limit is reached and something known
        with it. Where all that came is new, the list is followed past the limit."""
        new = any(same_place(item.address) not in self._known for item in found)
        if not (self._begun.deep or self._wide or new) and found:
            return True
        limit = max(self._source.pages, self._source.deep) if self._wide else self._source.pages
        if count < limit:
            return False
        self._ended("more")
        return self._begun.run.baseline or self._reached(found) or count >= _CATCH_UP

    def _reached(self, found: Sequence[Item]) -> bool:
        """Whether a page ends with something known: what stands at the top may be pinned there."""
        return not found or not self._known or same_place(found[-1].address) in self._known

    def _ended(self, where: str) -> None:
        self._seen.wide = self._wide
        if where == "end" or self._wide or not self._begun.source.reach:
            self._seen.reach = where

    def _missing(self, address: str, failed: ListFailed, count: int) -> bool:
        """A further page cannot be had; whether that is the end of the list. Past the pages that the source asks for
        it is noted, and the day's turn comes again with the next look."""
        if count >= self._source.pages and failed.status in {404, 410}:
            self._ended("end")
            return False
        if count < self._source.pages or not self._wide:
            self._seen.partial = failed.fault
        self._seen.notes.append(f"{address}: {failed.fault} {failed.message}".strip())
        return False

    async def _page(self, address: str, sent: Sent | None, *, conditional: bool) -> Discovered | None:
        """One page of the list, None where it is as it was. Raises `ListFailed`."""
        kept: Mapping[str, str] = self._begun.source.validators.get(address, {}) if conditional else {}
        try:
            fetched = await self._answers.page(
                address,
                sent,
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
            if score.reasons[:1] == ("home-page",):
                raise ListFailed("failed", "home-page", fetched.address)
            if score.blocked and not _EMPTY.issuperset(score.reasons):
                raise ListFailed("blocked", score.reasons[0] if score.reasons else "wall", " ".join(score.reasons))
        if fetched.etag or fetched.last_modified:
            said = {"etag": fetched.etag, "last_modified": fetched.last_modified, "address": fetched.address}
            self._seen.validators[address] = said
        return found

    def _failure(self, failure: FetchFailed) -> ListFailed:
        score = score_of_failure(failure)
        self._seen.list_score = max(self._seen.list_score, score.score if score else 0.0)
        self._seen.shut = failure.retry_after or 0.0
        facts = " ".join(f"{name}={value}" for name, value in failure.facts.items())
        return ListFailed("failed", failure.kind, facts, status=failure.status)


def why_empty(notes: Iterable[str]) -> str:
    """Why a list gave nothing, by the notes on its pages."""
    kinds = [note.partition(" ")[0] for note in notes]
    return next((kind for kind in kinds if kind != "no-items"), "no-items")
