"""The files of one item: its page, those that it goes on in, what is attached; and whether they are as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from revtrack.ingest.page.gathered import goes_on_at, one_file
from revtrack.ingest.page.parts import MOST_PAGES
from revtrack.watch import kept
from revtrack.watch.answers import Answers, file_name, is_page, looked_at, score_of_failure
from revtrack.watch.bookkeeping import Seen
from revtrack.watch.faults import ItemFailed
from revtrack.watch.lists.item import Item
from revtrack.watch.net.fetched import Fetched, FetchFailed
from revtrack.watch.sources import Source
from revtrack.watch.state import SeenItem
from revtrack.watch.texts import Part
from revtrack.watch.work import Work

#: Attachments of one item that are followed.
_ATTACHMENTS = 30
#: What another try will hardly heal.
_LASTING = frozenset(("robots", "refused-address", "scheme", "content-type", "too-large"))
#: Statuses and signs of pages that are not there.
_GONE = frozenset((404, 410))
_GONE_SIGNS = frozenset(("missing", "home-page"))


@dataclass(slots=True)
class Gathered:
    """The files of an item: `paged` where the first of them is a page; `said` is what each said of its state.

    `missing` is why a file could not be had, `lacks` are the names of those.
    """

    parts: list[Part] = field(default_factory=list[Part])
    paged: bool = False
    said: dict[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    missing: str = ""
    lacks: list[str] = field(default_factory=list[str])

    def has(self, address: str, fetched: Fetched) -> None:
        """Note what a file said of its state."""
        self.said[address] = {
            "at": str(len(self.said)),
            "etag": fetched.etag,
            "last_modified": fetched.last_modified,
            "sha256": hashlib.sha256(fetched.body).hexdigest(),
        }


class Gatherer:
    """Fetches the files of items of one source in one run."""

    def __init__(self, work: Work, source: Source, seen: Seen) -> None:
        self._work = work
        self._seen = seen
        self._answers = Answers(work.fetcher, source, seen)

    async def page(self, address: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """The page of an item. Raises `ItemFailed`."""
        try:
            return await self._answers.get(address, etag=etag, last_modified=last_modified)
        except FetchFailed as failure:
            score = score_of_failure(failure)
            raise ItemFailed(
                kind_of(failure),
                outcome="blocked" if score and score.blocked and failure.status in {401, 403, 412} else "failed",
                retry_after=failure.retry_after,
                lasting=failure.kind in _LASTING,
                gone=failure.status in _GONE,
            ) from failure

    async def other(self, known: SeenItem) -> Fetched | None:
        """The page of a known item where it or one of its files is no longer what it was, None where all are.

        Raises `ItemFailed`; files that are gone are a difference.
        """
        files = sorted(known.parts.items(), key=lambda one: int(one[1].get("at", "0")))
        for at, (address, said) in enumerate(files):
            validators = {"etag": said.get("etag", ""), "last_modified": said.get("last_modified", "")}
            try:
                fetched = await self.page(address, **validators)
            except ItemFailed as failed:
                if at and failed.gone:
                    return await self.page(known.address)
                raise
            if fetched.unchanged or hashlib.sha256(fetched.body).hexdigest() == said.get("sha256"):
                continue
            return await self.page(known.address) if at else fetched
        return None if files else await self.page(known.address)

    async def whole(self, item: Item, page: Fetched) -> Gathered:
        """The files of an item, its page being there. Raises `ItemFailed` for a wall."""
        made = Gathered()
        made.has(item.address, page)
        if not is_page(page):
            made.parts.append(Part(file_name(page, item.title), page.body, page.address))
            return made
        made.paged = True
        files, score = await self._work.in_reader(looked_at, page, item.address)
        if score.blocked:
            gone = score.reasons[:1] and score.reasons[0] in _GONE_SIGNS
            raise ItemFailed(score.reasons[0] if score.reasons else "wall", outcome="blocked", gone=bool(gone))
        made.lacks += files.lacking
        if files.lacking:
            made.missing = "not-found"
        body = await self._following(page, made)
        made.parts.append(Part(kept.shown_name(item.title, ".html"), body, page.address))
        for attachment in files.attached[:_ATTACHMENTS]:
            try:
                file = await self._answers.get(attachment.address)
            except FetchFailed as failure:
                self._lack(made, attachment.address, attachment.name, kind_of(failure))
                continue
            if is_page(file):  # a wall or an error page where a file should be
                self._lack(made, attachment.address, attachment.name, "content-type")
                continue
            made.has(attachment.address, file)
            made.parts.append(Part(file_name(file, attachment.name), file.body, file.address))
        return made

    def _lack(self, made: Gathered, address: str, name: str, why: str) -> None:
        made.missing = why
        made.lacks.append(name or address)
        self._seen.notes.append(f"{address}: {why}")

    async def _following(self, page: Fetched, made: Gathered) -> bytes:
        """The page with those that its text goes on in; alone where one of them is missing."""
        pages = [(page.address, page.body)]
        while len(pages) < MOST_PAGES:
            following = await self._work.in_reader(goes_on_at, pages[-1][1], pages[-1][0])
            if not following or following in {address for address, _ in pages}:
                break
            try:
                fetched = await self._answers.get(following)
            except FetchFailed as failure:
                self._lack(made, following, following.rpartition("/")[2], kind_of(failure))
                return page.body
            made.has(following, fetched)
            pages.append((following, fetched.body))
        return one_file(pages) if len(pages) > 1 else page.body


def kind_of(failure: FetchFailed) -> str:
    """What a failure is called where it is kept."""
    return failure.kind if failure.status is None else f"{failure.kind} {failure.status}"
