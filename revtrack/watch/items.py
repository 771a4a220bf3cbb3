"""One item of a source: fetched with its attachments, read, and put into the inbox where it is news."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import datetime

from corpus_repo.model import as_text
from revtrack.errors import InvalidInput, RevtrackError
from revtrack.watch import deciding, inbox, kept
from revtrack.watch.bookkeeping import Begun, Seen, refused
from revtrack.watch.deciding import Take
from revtrack.watch.faults import ItemFailed
from revtrack.watch.gathering import Gathered, Gatherer
from revtrack.watch.likely import Facts, facts_of
from revtrack.watch.lists.item import Item
from revtrack.watch.net.fetched import Fetched
from revtrack.watch.sources import Source
from revtrack.watch.state import Event, EventKind, SeenItem
from revtrack.watch.texts import FoundText, Part, chosen, is_thin, read_parts
from revtrack.watch.work import Work

_log = logging.getLogger(__name__)
#: What cannot be looked at is tried again before the week is over.
_WEEK_DAYS = 7


class Items:
    """Takes items of one source in one run; what becomes of them is counted in `seen`."""

    def __init__(self, work: Work, source: Source, begun: Begun, seen: Seen, now: datetime) -> None:
        self._work = work
        self._source = source
        self._begun = begun
        self._seen = seen
        self._now = now
        self._at = begun.run.started
        self._gatherer = Gatherer(work, source, seen)

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
        known = given.known
        again = known if known and known.digest and not known.fault else None
        validators = {"etag": again.etag, "last_modified": again.last_modified} if again else {}
        page = await self._gatherer.page(given.item.address, **validators)
        if page.unchanged:
            self._seen.unchanged += 1
            await self._work.at_desk(self._work.state.relist, row.source, [row], self._at)
            return
        await self._judge_whole(row, page, await self._gatherer.whole(given.item, page), known)

    async def _judge_whole(self, row: SeenItem, page: Fetched, found: Gathered, known: SeenItem | None) -> None:
        row = replace(row, etag=page.etag, last_modified=page.last_modified)
        row = replace(row, looked_at=self._at, parts=found.said, lacks="；".join(found.lacks))
        await self.judge(row, found.parts, known, is_page=found.paged, missing=found.missing)

    async def look_again(self, known: SeenItem) -> ItemFailed | None:
        """Look whether a known item and its files are as they were; what is new of them goes into the inbox.

        One whose page is gone is asked for once more by the next run before that is told. What kept us from looking.
        """
        before = self._seen.requests
        item = Item(known.address, known.title, known.date, known.number, known.extra)
        row = replace(self._begun.row(item, known.position), last_seen=known.last_seen, gone=known.gone)
        try:
            page = await self._gatherer.other(known)
            found = await self._gatherer.whole(item, page) if page else None
        except ItemFailed as failed:
            self._seen.notes.append(f"{known.address}: {failed.fault}")
            await self._work.at_desk(self._missed, known, gone=failed.gone)
            return failed
        finally:
            self._seen.looks += self._seen.requests - before
        if page is None or found is None:
            self._seen.unchanged += 1
        else:
            await self.settle(row, known, self._judge_whole(row, page, found, known))
        await self._work.at_desk(self._found, known)
        return None

    def _missed(self, known: SeenItem, *, gone: bool) -> None:
        """A known item cannot be had: tomorrow again, or with the next run where its page seems gone."""
        state, event = self._work.state, None
        if gone and known.missed and known.fault != deciding.DELETED:
            event = self._event(known, "deleted")
        now = replace(known, looked_at=deciding.days_later(self._at, 1 - _WEEK_DAYS))
        if gone:
            now = replace(now, missed=known.missed or self._at, fault=deciding.DELETED if event else known.fault)
        state.looked(now, event, self._source.tell)

    def _found(self, known: SeenItem) -> None:
        """A known item was looked at and is there."""
        state = self._work.state
        row = state.item(known.source, known.address)
        if row is None:
            return
        event, tell = None, self._source.tell
        if known.fault == deciding.DELETED:
            event = self._event(known, "back")
        elif known.gone and known.looked_at < known.gone:
            event, tell = self._event(known, "unlisted"), ()
        fault = "" if row.fault == deciding.DELETED else row.fault
        state.looked(replace(row, looked_at=self._at, missed="", fault=fault), event, tell)

    def _event(self, known: SeenItem, kind: EventKind) -> Event:
        return Event(
            source=known.source,
            address=known.address,
            title=known.title,
            kind=kind,
            at=self._at,
            document=known.document,
            run=self._begun.run.key,
        )

    async def _refuse(self, row: SeenItem, failed: ItemFailed, known: SeenItem | None) -> None:
        """Keep that an item could not be had, and when it is tried again."""
        self._seen.failed += 1
        self._seen.blocked_items += failed.outcome == "blocked"
        await self._work.at_desk(self._work.state.put, refused(row, failed, known, self._now))

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
        wanted = [text for text in picked if deciding.is_wanted(self._source, _words(row, text))]
        if not wanted:
            state.put(replace(row, outcome="passed"))
            self._seen.known += 1
            return
        row, news = deciding.judged(row, self._facts(row, wanted, known))
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


def _words(row: SeenItem, text: FoundText) -> str:
    """What a text is called, by its list and by itself: title, number, issuers."""
    said = (as_text(text.prepared.values.get(name, "")) for name in ("title", "doc_number", "issuers"))
    return "\n".join((row.title, row.number, *said))
