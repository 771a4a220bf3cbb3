"""One item of a source: fetched with its attachments, read, and put into the inbox where it is news."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import datetime

from revtrack.errors import InvalidInput, RevtrackError
from revtrack.ingest.page.gathered import goes_on_at, one_file
from revtrack.ingest.page.parts import MOST_PAGES
from revtrack.watch import deciding, inbox, kept
from revtrack.watch.answers import Answers, file_name, is_page, looked_at, score_of_failure
from revtrack.watch.bookkeeping import Begun, Seen, refused
from revtrack.watch.deciding import Take
from revtrack.watch.faults import ItemFailed
from revtrack.watch.likely import Facts, facts_of
from revtrack.watch.lists.item import Item
from revtrack.watch.net.fetched import Fetched, FetchFailed
from revtrack.watch.sources import Source
from revtrack.watch.state import SeenItem
from revtrack.watch.texts import FoundText, Part, chosen, is_thin, read_parts
from revtrack.watch.work import Work

_log = logging.getLogger(__name__)
#: Attachments of one item that are followed.
_ATTACHMENTS = 30
#: What another try will hardly heal.
_LASTING = frozenset(("robots", "refused-address", "scheme", "content-type", "too-large"))


class Items:
    """Takes items of one source in one run; what becomes of them is counted in `seen`."""

    def __init__(self, work: Work, source: Source, begun: Begun, seen: Seen, now: datetime) -> None:
        self._work = work
        self._source = source
        self._begun = begun
        self._seen = seen
        self._now = now
        self._answers = Answers(work.fetcher, source, seen)

    async def take(self, given: Take) -> None:
        """Fetch an item, read it, and put it where it belongs; whatever goes wrong is its outcome."""
        row = self._begun.row(given.item, given.place)
        await self.settle(row, given.known, self._take(given, row))

    async def settle(self, row: SeenItem, known: SeenItem | None, reading: Awaitable[None]) -> None:
        """Await what reads an item. Whatever goes wrong with it is the outcome of this item, and reaches no other.

        Raises `OperationFailed` for what concerns all of them: corpus, state or disk cannot be used.
        """
        self._seen.done_items += 1
        try:
            await reading
        except ItemFailed as failed:
            await self._refuse(row, failed, known)
        except InvalidInput as error:
            await self._refuse(row, ItemFailed(error.kind), known)
        except RevtrackError:
            raise
        except Exception as error:  # noqa: BLE001 - a bug that one item brings to light must not stop the others
            _log.exception("item %s", row.address)
            self._seen.notes.append(f"{row.address}: {type(error).__name__}: {error}")
            await self._refuse(row, ItemFailed("bug"), known)

    async def _take(self, given: Take, row: SeenItem) -> None:
        page = await self._get(given.item.address, given.known)
        if page is None:
            self._seen.unchanged += 1
            return
        parts, paged, missing = await self._parts(given.item, page)
        row = replace(row, etag=page.etag, last_modified=page.last_modified)
        await self.judge(row, parts, given.known, is_page=paged, missing=missing)

    async def _refuse(self, row: SeenItem, failed: ItemFailed, known: SeenItem | None) -> None:
        """Keep that an item could not be had, and when it is tried again."""
        self._seen.failed += 1
        self._seen.blocked_items += failed.outcome == "blocked"
        await self._work.at_desk(self._work.state.put, refused(row, failed, known, self._now))

    async def _get(self, address: str, known: SeenItem | None) -> Fetched | None:
        """The page of an item, None where it is as it was. Raises `ItemFailed`."""
        again = known if known and known.digest and not known.fault else None
        try:
            fetched = await self._answers.get(
                address,
                etag=again.etag if again else "",
                last_modified=again.last_modified if again else "",
            )
        except FetchFailed as failure:
            score = score_of_failure(failure)
            raise ItemFailed(
                _kind(failure),
                outcome="blocked" if score and score.blocked and failure.status in {401, 403, 412} else "failed",
                retry_after=failure.retry_after,
                lasting=failure.kind in _LASTING,
            ) from failure
        return None if fetched.unchanged else fetched

    async def _parts(self, item: Item, page: Fetched) -> tuple[list[Part], bool, str]:
        """(the files of an item, whether the first of them is a page, why an attachment is missing)."""
        if not is_page(page):
            return [Part(file_name(page, item.title), page.body, page.address)], False, ""
        attached, score = await self._work.in_reader(looked_at, page, item.address)
        if score.blocked:
            raise ItemFailed(score.reasons[0] if score.reasons else "wall", outcome="blocked")
        body, missing = await self._whole(page)
        parts = [Part(kept.shown_name(item.title, ".html"), body, page.address)]
        for attachment in attached[:_ATTACHMENTS]:
            try:
                file = await self._answers.get(attachment.address)
            except FetchFailed as failure:
                missing = _kind(failure)
                self._seen.notes.append(f"{attachment.address}: {missing}")
                continue
            if is_page(file):  # a wall or an error page where a file should be
                missing = "content-type"
                self._seen.notes.append(f"{attachment.address}: {missing} {file.content_type}")
                continue
            parts.append(Part(file_name(file, attachment.name), file.body, file.address))
        return parts, True, missing

    async def _whole(self, page: Fetched) -> tuple[bytes, str]:
        """(the page with those that its text goes on in, why one of them is missing)."""
        pages = [(page.address, page.body)]
        while len(pages) < MOST_PAGES:
            following = await self._work.in_reader(goes_on_at, pages[-1][1], pages[-1][0])
            if not following or following in {address for address, _ in pages}:
                break
            try:
                fetched = await self._answers.get(following)
            except FetchFailed as failure:
                self._seen.notes.append(f"{following}: {_kind(failure)}")
                return page.body, _kind(failure)
            pages.append((following, fetched.body))
        return (one_file(pages) if len(pages) > 1 else page.body), ""

    async def judge(
        self, row: SeenItem, parts: Sequence[Part], known: SeenItem | None, *, is_page: bool, missing: str = ""
    ) -> None:
        """Read the files of an item and put what is new of them into the inbox. Raises `ItemFailed`."""
        texts, faults = await self._work.in_reader(read_parts, parts, self._work.library.reading())
        self._seen.notes += [f"{one.file}: {one.kind}" for one in faults]
        picked = [text for text in chosen(texts, page=is_page) if text.weight or text.prepared.lines]
        covers = is_page and len(parts) > 1 and all(text.part == 0 for text in picked)
        if missing and (not picked or (is_page and is_thin(picked))):
            raise ItemFailed(missing)
        if not picked or (covers and faults and is_thin(picked)):
            raise ItemFailed(faults[0].kind if faults else "empty", outcome="unreadable", lasting=True)
        await self._work.at_desk(self._put, row, parts, picked, known)

    def _put(self, row: SeenItem, parts: Sequence[Part], picked: Sequence[FoundText], known: SeenItem | None) -> None:
        """Keep what became of an item that was read; with its bytes, where it is news."""
        state, library = self._work.state, self._work.library
        digests = [text.prepared.digest for text in picked]
        original = hashlib.sha256(parts[picked[0].part].data).hexdigest()
        row = replace(row, digest=deciding.digest_of(digests), original=original)
        before = deciding.as_before(row, known)
        if before is not None:
            state.put(before)
            self._seen.known += 1
            return
        row, news = deciding.judged(row, self._facts(row, picked, known))
        if not news:
            state.put(row)
            self._seen.known += 1
            return
        folder = kept.new_token()
        entries = [
            inbox.entry_of(
                row,
                facts.text,
                parts[facts.text.part],
                facts.likely,
                token=kept.new_token(),
                folder=folder,
                announce=self._begun.announce,
                found_at=self._begun.run.started,
                run=self._begun.run.key,
            )
            for facts in news
        ]
        kept.keep(library.home, row, entries, parts)
        fresh = state.put(row, entries, self._source.tell)
        self._seen.entries += fresh
        if not fresh and not any(found and found.folder == folder for found in map(state.with_text, digests)):
            kept.forget(library.home, folder)

    def _facts(self, row: SeenItem, picked: Sequence[FoundText], known: SeenItem | None) -> list[Facts]:
        """What corpus and inbox know of the texts of an item."""
        listed = {**row.extra, "title": row.title, "date": row.date, "number": row.number}
        before = known.document if known and len(picked) == 1 else ""
        with self._work.library.corpus() as corpus:
            return [
                facts_of(corpus, self._work.state, text, listed, self._source.defaults, document=before)
                for text in picked
            ]


def _kind(failure: FetchFailed) -> str:
    return failure.kind if failure.status is None else f"{failure.kind} {failure.status}"
