"""Sweeps: each source is looked at once, what is new is followed, read and put into the inbox.

Whatever one item or one source does, the others go on: each has an outcome with its kind. A process may be killed at
any point: an item is in the inbox with its bytes on the disk, or it is not known at all and found again by the next
sweep, which goes through the whole list wherever the last one did not come to its end.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from posixpath import splitext
from statistics import median
from typing import Literal, ParamSpec, TypeVar
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from revtrack.errors import InvalidInput, OperationFailed, RevtrackError
from revtrack.holdings.adding import files_of
from revtrack.ingest.read import read_raw
from revtrack.service import Tracker
from revtrack.watch import inbox
from revtrack.watch.attachments import SUFFIXES, Attachment, attachments_in
from revtrack.watch.identity import Covered, ItemChange, KnownItem, changes, covered_by
from revtrack.watch.inbox import Accepted, FoundText, Part
from revtrack.watch.lists.discover import body_text, items_in
from revtrack.watch.lists.item import Discovered, Item, Notes
from revtrack.watch.net.addresses import AddressRefused, CheckedNetwork, NameUnresolved, read_target
from revtrack.watch.net.blocked import BlockScore, block_score
from revtrack.watch.net.fetch import Fetched, Fetcher, FetchFailed
from revtrack.watch.net.rendered import CannotRender, rendered
from revtrack.watch.sources import Accept, Source
from revtrack.watch.state import Announce, Entry, Run, RunOutcome, SeenItem, SourceState, State, moment_of

_log = logging.getLogger(__name__)
_P = ParamSpec("_P")
_R = TypeVar("_R")

#: Attachments of one item that are followed.
_ATTACHMENTS = 30
#: Tries of an item wait so many hours, doubled each time up to the most; a lasting refusal waits the most.
_RETRY_HOURS, _RETRY_MOST = 1, 24 * 7
_LASTING = frozenset(("robots", "refused-address", "scheme", "content-type", "too-large"))
#: Hosts that are asked at once; what they send is read by so many threads.
_READERS = 2
_HTML = frozenset(("text/html", "application/xhtml+xml"))
#: What servers call a file whose kind they do not know.
_VAGUE = frozenset(("", "text/plain", "application/octet-stream", "binary/octet-stream"))
_SUFFIX_OF_TYPE = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/ofd": ".ofd",
    "text/plain": ".txt",
}
_FILE_NAME = re.compile(r"filename\*\s*=\s*[\w-]+''([^;]+)|filename\s*=\s*\"?([^\";]+)", re.I)
_TEXT_SUFFIXES = frozenset((".txt", ".md"))
#: Gaps between new items by which the habit of a source is known, and how many of them tell one.
_GAPS, _FEWEST_GAPS = 40, 3
_LOCKS, _SWEPT, _CLONES = ".locks", ".swept", "watch-git"
_GIT_SECONDS = 600
#: The environment of git: nobody's configuration, no questions, no transports that run commands.
_GIT_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "http:https:file",
    "LC_ALL": "C.UTF-8",
}


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One look at one source: the run as it is kept, what it put into the inbox, and what rules took in at once."""

    source: Source
    run: Run
    entries: tuple[Entry, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class SweepReport:
    """A look at several sources, in their order. `recovered` was found by runs that were killed before they ended."""

    reports: tuple[SourceReport, ...]
    recovered: tuple[Entry, ...] = ()

    @property
    def stored(self) -> int:
        """How many documents were put into the inbox."""
        return sum(report.run.stored for report in self.reports)


async def sweep(
    sources: Sequence[Source],
    tracker: Tracker,
    state: State,
    fetcher: Fetcher,
    *,
    now: datetime,
    limit: int = 16,
    on_report: Callable[[SourceReport], None] | None = None,
) -> SweepReport:
    """Look at sources, at most `limit` at once, and tell what came of each; `fetcher` is entered.

    Raises `InvalidInput` (no-corpus) and `OperationFailed` where corpus or state cannot be used at all; what is wrong
    with a source or an item is in the report.
    """
    reports: dict[str, SourceReport] = {}
    with Sweeper(tracker, state, fetcher) as sweeper:
        recovered = await sweeper.recover()
        waiting = iter(sources)

        async def worker() -> None:
            for source in waiting:
                report = await sweeper.look(source, now)
                reports[source.name] = report
                if on_report:
                    on_report(report)

        async with asyncio.TaskGroup() as group:
            for _ in range(max(1, min(limit, len(sources)))):
                group.create_task(worker())
    return SweepReport(tuple(reports[source.name] for source in sources), recovered)


class Sweeper:
    """What looks at sources share: state, inbox and corpus are used by one thread, what came is read by others.

    To be entered before use. Raises `InvalidInput` (no-corpus) where there is none.
    """

    def __init__(self, tracker: Tracker, state: State, fetcher: Fetcher) -> None:
        inbox.corpus_of(tracker)
        self.tracker = tracker
        self.state = state
        self.fetcher = fetcher
        self._desk = ThreadPoolExecutor(1, "watch-state")
        self._readers = ThreadPoolExecutor(_READERS, "watch-read")

    def __enter__(self) -> Sweeper:
        return self

    def __exit__(self, *_: object) -> None:
        self._readers.shutdown(cancel_futures=True)
        self._desk.shutdown(cancel_futures=True)

    async def recover(self) -> tuple[Entry, ...]:
        """Put back into the inbox what killed runs had kept aside; what that was."""
        return tuple(await self.at_desk(inbox.recover, self.tracker, self.state))

    async def look(self, source: Source, now: datetime) -> SourceReport:
        """Look at one source. Raises `OperationFailed` where nothing can be kept."""
        return await _Look(self, source, now.astimezone(UTC)).run()

    async def at_desk(self, function: Callable[_P, _R], *args: _P.args, **named: _P.kwargs) -> _R:
        """Call what uses state, inbox or corpus."""
        return await asyncio.get_running_loop().run_in_executor(self._desk, lambda: function(*args, **named))

    async def in_reader(self, function: Callable[_P, _R], *args: _P.args, **named: _P.kwargs) -> _R:
        """Call what reads."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: function(*args, **named))


class _ListFailed(Exception):
    """A source could not be looked at: the outcome of its run and why."""

    def __init__(self, outcome: RunOutcome, fault: str, message: str = "") -> None:
        self.outcome: RunOutcome = outcome
        self.fault = fault
        self.message = message
        super().__init__(outcome, fault, message)


class _ItemFailed(Exception):
    """An item could not be had: why, and after how many seconds it may be asked for again (None: as usual)."""

    def __init__(
        self,
        fault: str,
        *,
        outcome: Literal["failed", "blocked", "unreadable"] = "failed",
        retry_after: float | None = None,
        lasting: bool = False,
    ) -> None:
        self.fault = fault
        self.outcome = outcome
        self.retry_after = retry_after
        self.lasting = lasting
        super().__init__(outcome, fault)


@dataclass(slots=True)
class _Seen:
    """What a run counts while it goes on."""

    listed: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    fetched: int = 0
    unchanged: int = 0
    known: int = 0
    failed: int = 0
    blocked_items: int = 0
    done_items: int = 0
    list_score: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter[str])
    hashes: dict[str, str] = field(default_factory=dict[str, str])
    notes: list[str] = field(default_factory=list[str])
    #: A page of the list was missing: the next run goes through all of them.
    partial: str = ""
    entries: list[Entry] = field(default_factory=list[Entry])
    validators: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])


@dataclass(frozen=True, slots=True)
class _Listing:
    """The items that the pages of a list gave, and what part of the list that was."""

    items: tuple[Item, ...]
    first: int
    complete: bool


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a folder or a repository: `stamp` changes when it does."""

    address: str
    name: str
    stamp: str
    load: Callable[[], bytes]


class _Look:
    """One run of one source."""

    def __init__(self, work: Sweeper, source: Source, now: datetime) -> None:
        self._work = work
        self._now = now
        self._at = now.isoformat(timespec="seconds")
        self._source = source
        self._state = work.state
        self._seen = _Seen()
        self._before = SourceState(name=source.name)
        self._known: dict[str, SeenItem] = {}
        self._baseline = False
        self._announce: Announce = "item"
        self._deep = False
        self._run = Run(source=source.name, started=self._at)

    async def run(self) -> SourceReport:
        """Look, and keep what came of it. Never raises for what is the source's fault."""
        root = self._work.tracker.home / inbox.FOLDER
        try:
            (root / _LOCKS).mkdir(parents=True, exist_ok=True)
            (root / _SWEPT).mkdir(parents=True, exist_ok=True)
            # freed by the kernel when its holder dies
            lock = FileLock(str(root / _LOCKS / self._source.name), timeout=0, thread_local=False)
            with lock:
                return await self._locked(root / _SWEPT / self._source.name)
        except Timeout:
            return SourceReport(self._source, replace(self._run, outcome="busy"))
        except OSError as error:
            raise OperationFailed("write", str(root), facts={"reason": error.strerror or str(error)}) from error

    async def _locked(self, swept: Path) -> SourceReport:
        started = time.monotonic()
        await self._work.at_desk(self._begin, swept)
        outcome: RunOutcome
        fault, message = "", ""
        try:
            outcome = await self._look()
            fault = self._seen.partial
        except _ListFailed as failed:
            outcome, fault, message = failed.outcome, failed.fault, failed.message
        except RevtrackError as error:
            outcome, fault, message = "failed", getattr(error, "kind", "system"), _facts_of(error)
        except Exception as error:  # noqa: BLE001 - a bug that one source brings to light must not stop the others
            _log.exception("source %s", self._source.name)
            outcome, fault, message = "failed", "bug", f"{type(error).__name__}: {error}"
        accepted: list[Accepted] = []
        try:
            accepted = await self._work.at_desk(self._accept_by_rule)
        except RevtrackError as error:
            self._seen.notes.append(_facts_of(error))
        seconds = round(time.monotonic() - started, 3)
        message = "; ".join(filter(None, (message, *self._seen.notes)))[:2000]
        run = await self._work.at_desk(self._end, outcome, fault, message, seconds, swept)
        return SourceReport(self._source, run, tuple(self._seen.entries), tuple(accepted))

    # --- beginning and end ---------------------------------------------------------------------------------------

    def _begin(self, swept: Path) -> None:
        name = self._source.name
        last = next(iter(self._state.runs(name, limit=1)), None)
        before = self._state.source(name)
        self._before = before or self._before
        self._baseline = not self._before.baseline
        # what was swept before the database was lost is not told again
        self._announce = ("quiet" if swept.exists() else "digest") if self._baseline else "item"
        self._deep = self._baseline or last is None or last.outcome not in {"ok", "unchanged"} or bool(last.fault)
        self._known = {item.address: item for item in self._state.items(name)}
        key = self._state.begin_run(name, self._at, baseline=self._baseline)
        self._run = replace(self._run, key=key, baseline=self._baseline)

    def _end(self, outcome: RunOutcome, fault: str, message: str, seconds: float, swept: Path) -> Run:
        seen, at = self._seen, self._at
        good = outcome in {"ok", "unchanged"}
        share = seen.blocked_items / seen.done_items if seen.done_items else 0.0
        run = replace(
            self._run,
            ended=(self._now + timedelta(seconds=seconds)).isoformat(timespec="seconds"),
            seconds=seconds,
            outcome=outcome,
            fault=fault,
            message=message,
            listed=seen.listed,
            new=seen.new,
            changed=seen.changed,
            gone=seen.gone,
            fetched=seen.fetched,
            unchanged=seen.unchanged,
            known=seen.known,
            failed=seen.failed,
            stored=len(seen.entries),
            blocked=round(max(seen.list_score, share), 3),
            statuses=dict(seen.statuses),
            hashes=seen.hashes,
        )
        before = self._before
        after = replace(
            before,
            last_run=at,
            last_outcome=outcome,
            last_fault=fault,
            last_good=at if good else before.last_good,
            baseline=before.baseline or (at if good and not fault else ""),
            failures=before.failures + 1 if outcome in {"failed", "blocked"} else 0,
            odd=before.odd + 1 if outcome in {"empty", "shrunk"} else 0 if good else before.odd,
            listed=seen.listed if outcome == "ok" and seen.listed else before.listed,
            blocked=run.blocked,
            # a list that was not gone through to its end is asked for whole next time
            validators=seen.validators if outcome == "ok" and not fault else before.validators if good else {},
        )
        after = self._with_habit(after, outcome)
        if after.baseline and not swept.exists():
            swept.touch()
        self._state.end_run(run, after)
        return run

    def _with_habit(self, after: SourceState, outcome: RunOutcome) -> SourceState:
        """When something new last came, and how long that usually takes: by the days that the list names, else by the
        times at which items were first seen."""
        if outcome == "unchanged" and not self._seen.entries and after.last_new:
            return after
        items = self._state.items(self._source.name)
        today = self._now.date().isoformat()
        days = {item.date for item in items if item.date and item.date <= today}
        dated = len(days) > _FEWEST_GAPS
        if not dated:
            days = {item.first_seen for item in items if not item.baseline and item.first_seen}
        moments = sorted(filter(None, map(moment_of, days)))[-_GAPS:]
        gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
        newest = max(moments).isoformat(timespec="seconds") if moments else ""
        if self._seen.new and not self._baseline:
            newest = self._at
        elif not newest and items:
            newest = min(item.first_seen for item in items)
        enough = len(gaps) >= _FEWEST_GAPS
        return replace(
            after,
            last_new=max(newest, after.last_new),
            habit=median(gaps) if enough else after.habit,
            longest=max(gaps) if enough else after.longest,
        )

    def _accept_by_rule(self) -> list[Accepted]:
        """Take in what the source's rule lets in, what killed runs left included; what cannot be, goes on waiting."""
        rule = self._source.accept
        if rule == "none":
            return []
        done: list[Accepted] = []
        for waiting in self._state.entries("pending", source=self._source.name):
            try:
                # what came in beside it may have been accepted since
                entry = inbox.look_again(self._work.tracker, self._state, waiting, self._source.defaults)
                if not _lets_in(rule, entry):
                    continue
                done.append(
                    inbox.accept(
                        self._work.tracker,
                        self._state,
                        entry.token,
                        author=f"watch: {self._source.name}",
                        defaults=self._source.defaults,
                    )
                )
            except RevtrackError as error:
                self._seen.notes.append(f"{waiting.token}: {_facts_of(error)}")
        return done

    # --- by kind -------------------------------------------------------------------------------------------------

    async def _look(self) -> RunOutcome:
        match self._source.kind:
            case "document":
                return await self._document()
            case "folder":
                return await self._files(await self._work.in_reader(self._folder))
            case "git":
                return await self._files(await self._git())
            case _:
                return await self._list()

    async def _document(self) -> RunOutcome:
        source, address = self._source, self._source.address
        item = Item(address, source.title)
        known = self._known.get(address)
        self._seen.listed = 1
        if known is None:
            self._seen.new += 1
        await self._take(item, known)
        now = await self._work.at_desk(self._state.item, source.name, address)
        if now is not None and now.fault and now.outcome in {"failed", "blocked", "unreadable"}:
            raise _ListFailed("blocked" if now.outcome == "blocked" else "failed", now.fault)
        if known is not None and self._seen.unchanged:
            return "unchanged"
        self._seen.changed += known is not None and bool(self._seen.entries)
        return "ok"

    async def _list(self) -> RunOutcome:
        listing = await self._listing()
        if listing is None:
            await self._retry(set())
            return "unchanged"
        self._seen.listed = listing.first
        known = [
            KnownItem(item.address, item.title, item.date, item.number, item.address, bool(item.gone))
            for item in self._known.values()
        ]
        covered = covered_by(listing.items, complete=listing.complete, usual=self._before.listed)
        if self._seen.partial:
            covered = Covered(usual=0)
        told = changes(known, listing.items, covered)
        odd = bool(told) and told[0].kind == "suspicious" and not self._seen.partial
        if not listing.items and not self._seen.partial:
            raise _ListFailed("empty", self._why_empty())
        await self._follow(told)
        if odd:
            self._seen.notes.append(f"missing: {told[0].count}")
            return "shrunk"
        return "ok"

    def _why_empty(self) -> str:
        kinds = [note.partition(" ")[0] for note in self._seen.notes]
        return next((kind for kind in kinds if kind != "no-items"), "no-items")

    async def _follow(self, told: Sequence[ItemChange]) -> None:
        """Do what the changes of a list ask for."""
        work, name = self._work, self._source.name
        places = {change.now.address: at for at, change in enumerate(told) if change.now}
        listed: list[SeenItem] = []
        gone: list[str] = []
        looked: set[str] = set()
        for change in told:
            item = change.now
            before = self._known.get(change.before.key) if change.before else None
            if item is None:
                gone += [before.address] if change.kind == "gone" and before else []
                continue
            place = places[item.address]
            if change.kind == "new" or before is None:
                self._seen.new += 1
                looked.add(item.address)
                await self._take(item, None, place)
                continue
            now = self._row(item, place, before.address)
            if change.kind == "moved":
                self._seen.changed += 1
                moved = replace(now, address=item.address)
                if await work.at_desk(self._state.moved, name, before.address, moved):
                    continue
            if self._differs(change, before, item):
                self._seen.changed += 1
                looked.add(before.address)
                await self._take(replace(item, address=before.address), before, place)
                continue
            listed.append(now)
        await work.at_desk(self._state.relist, name, listed, self._at)
        if gone:
            self._seen.gone += len(gone)
            await work.at_desk(self._state.mark_gone, name, gone, self._at)
        await self._retry(looked)

    def _differs(self, change: ItemChange, before: SeenItem, item: Item) -> bool:
        """Whether what the list says of an item asks for looking at it again."""
        dates = bool(item.date and before.date and item.date != before.date)
        numbers = bool(item.number and before.number and item.number != before.number)
        return change.kind == "retitled" or dates or numbers

    async def _retry(self, done: set[str]) -> None:
        """Ask again for what could not be had, where its time has come."""
        for known in list(self._known.values()):
            due = known.outcome in {"failed", "blocked"} and not known.gone and known.retry_at <= self._at
            if due and known.address not in done:
                item = Item(known.address, known.title, known.date, known.number, known.extra)
                await self._take(item, known, known.position)

    # --- lists ---------------------------------------------------------------------------------------------------

    async def _listing(self) -> _Listing | None:
        """The items of the list, page by page, as far as the source says or, later on, as something is new; None where
        the server says that its first page is as it was."""
        source = self._source
        address, waiting = source.address, list[str]()
        items: list[Item] = []
        seen: set[str] = set()
        first = count = 0
        complete = source.kind == "sitemap"
        while address:
            seen.add(address)
            try:
                page = await self._page(address, conditional=count == 0 and not self._deep)
            except _ListFailed as failed:
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
            waiting += [place for place in page.further if place not in seen]
            following = page.next_address if page.next_address not in seen else ""
            if source.kind == "list" and count > 1 and not following:
                complete = True
            settled = not self._deep and page.items and all(item.address in self._known for item in page.items)
            if (following or waiting) and (settled or count >= source.pages):
                complete = False
                break
            address = following or (waiting.pop(0) if waiting else "")
        return _Listing(tuple(_once(items)), first, complete)

    async def _page(self, address: str, *, conditional: bool) -> Discovered | None:
        """One page of the list, None where it is as it was. Raises `_ListFailed`."""
        kept: Mapping[str, str] = self._before.validators.get(address, {}) if conditional else {}
        try:
            fetched = await self._fetch(
                address,
                etag=kept.get("etag", ""),
                last_modified=kept.get("last_modified", ""),
                validated=kept.get("address", ""),
            )
        except FetchFailed as failure:
            raise self._list_failure(failure) from failure
        if fetched.unchanged:
            return None
        self._seen.hashes[address] = hashlib.sha256(fetched.body).hexdigest()
        today = self._now.astimezone(ZoneInfo(self._source.time_zone)).date()
        found, score = await self._work.in_reader(_discovered, self._source, fetched, address, today)
        self._seen.notes += [f"{note.kind} {note.detail}".strip() for note in found.diagnostics]
        if not found.items and not found.further:
            self._seen.list_score = max(self._seen.list_score, score.score)
            if score.blocked:
                raise _ListFailed("blocked", score.reasons[0] if score.reasons else "wall", " ".join(score.reasons))
        if fetched.etag or fetched.last_modified:
            said = {"etag": fetched.etag, "last_modified": fetched.last_modified, "address": fetched.address}
            self._seen.validators[address] = said
        return found

    def _list_failure(self, failure: FetchFailed) -> _ListFailed:
        score = _score_of_failure(failure)
        self._seen.list_score = max(self._seen.list_score, score.score if score else 0.0)
        facts = " ".join(f"{name}={value}" for name, value in failure.facts.items())
        return _ListFailed("failed", failure.kind, facts)

    async def _fetch(self, address: str, *, etag: str = "", last_modified: str = "", validated: str = "") -> Fetched:
        """An answer, counted."""
        try:
            if self._source.browser:  # what a script makes has no validators
                fetched = await self._rendered(address)
            else:
                fetched = await self._work.fetcher.get(
                    address, etag=etag, last_modified=last_modified, validated=validated
                )
        except FetchFailed as failure:
            self._seen.statuses[str(failure.status or failure.kind)] += 1
            raise
        self._seen.statuses.update(str(hop.status) for hop in fetched.hops)
        self._seen.statuses[str(fetched.status)] += 1
        self._seen.fetched += not fetched.unchanged
        return fetched

    async def _rendered(self, address: str) -> Fetched:
        try:
            return await rendered(self._work.fetcher, address)
        except CannotRender as error:
            raise FetchFailed("connect", address, {"reason": f"no {error.reason} to run scripts with"}) from error

    # --- items ---------------------------------------------------------------------------------------------------

    def _row(self, item: Item, place: int = 0, address: str = "") -> SeenItem:
        return SeenItem(
            source=self._source.name,
            address=address or item.address,
            title=item.title,
            date=item.date,
            number=item.number,
            extra=item.extra,
            first_seen=self._at,
            last_seen=self._at,
            position=place,
            baseline=self._baseline,
            run=self._run.key,
        )

    async def _take(self, item: Item, known: SeenItem | None, place: int = 0) -> None:
        """Fetch an item, read it, and put it where it belongs; whatever goes wrong is its outcome."""
        row = self._row(item, place)
        self._seen.done_items += 1
        try:
            page = await self._get(item.address, known)
            if page is None:
                self._seen.unchanged += 1
                return
            parts, is_page, missing = await self._parts(item, page)
            row = replace(row, etag=page.etag, last_modified=page.last_modified)
            await self._judge(row, parts, known, is_page=is_page, missing=missing)
        except _ItemFailed as failed:
            await self._note_failure(row, failed, known)

    async def _note_failure(self, row: SeenItem, failed: _ItemFailed, known: SeenItem | None) -> None:
        self._seen.failed += 1
        self._seen.blocked_items += failed.outcome == "blocked"
        attempts = known.attempts + 1 if known else 1
        hours = _RETRY_MOST if failed.lasting else min(_RETRY_HOURS * 2 ** min(attempts - 1, 10), _RETRY_MOST)
        wait = timedelta(seconds=failed.retry_after) if failed.retry_after is not None else timedelta(hours=hours)
        retry_at = (self._now + wait).isoformat(timespec="seconds")
        row = replace(row, outcome=failed.outcome, fault=failed.fault, attempts=attempts, retry_at=retry_at)
        await self._work.at_desk(self._state.put, row)

    async def _get(self, address: str, known: SeenItem | None) -> Fetched | None:
        """The page of an item, None where it is as it was. Raises `_ItemFailed`."""
        again = known if known and known.digest and not known.fault else None
        try:
            fetched = await self._fetch(
                address,
                etag=again.etag if again else "",
                last_modified=again.last_modified if again else "",
            )
        except FetchFailed as failure:
            score = _score_of_failure(failure)
            raise _ItemFailed(
                failure.kind if failure.status is None else f"{failure.kind} {failure.status}",
                outcome="blocked" if score and score.blocked and failure.status in {401, 403, 412} else "failed",
                retry_after=failure.retry_after,
                lasting=failure.kind in _LASTING,
            ) from failure
        return None if fetched.unchanged else fetched

    async def _parts(self, item: Item, page: Fetched) -> tuple[list[Part], bool, str]:
        """(the files of an item, whether the first of them is a page, why an attachment is missing)."""
        if not _is_page(page):
            name = _file_name(page, item.title)
            return [Part(name, page.body, page.address)], False, ""
        attached, score = await self._work.in_reader(_looked_at, page, item.address)
        if score.blocked:
            raise _ItemFailed(score.reasons[0] if score.reasons else "wall", outcome="blocked")
        parts = [Part(inbox.shown_name(item.title, ".html"), page.body, page.address)]
        missing = ""
        for attachment in attached[:_ATTACHMENTS]:
            try:
                file = await self._fetch(attachment.address)
            except FetchFailed as failure:
                missing = failure.kind if failure.status is None else f"{failure.kind} {failure.status}"
                self._seen.notes.append(f"{attachment.address}: {missing}")
                continue
            if _is_page(file):  # a wall or an error page where a file should be
                missing = "content-type"
                self._seen.notes.append(f"{attachment.address}: {missing} {file.content_type}")
                continue
            parts.append(Part(_file_name(file, attachment.name), file.body, file.address))
        return parts, True, missing

    async def _judge(
        self, row: SeenItem, parts: list[Part], known: SeenItem | None, *, is_page: bool, missing: str = ""
    ) -> None:
        """Read the files of an item and put what is new of them into the inbox. Raises `_ItemFailed`."""
        reading = inbox.reading_of(self._work.tracker)
        texts, refused = await self._work.in_reader(inbox.read_parts, parts, reading)
        self._seen.notes += [f"{one.file}: {one.kind}" for one in refused]
        picked = [text for text in inbox.chosen(texts, page=is_page) if text.weight or text.prepared.lines]
        covers = is_page and len(parts) > 1 and all(text.part == 0 for text in picked)
        if missing and (not picked or (is_page and inbox.is_thin(picked))):
            raise _ItemFailed(missing)
        if not picked or (covers and refused and inbox.is_thin(picked)):
            raise _ItemFailed(refused[0].kind if refused else "empty", outcome="unreadable", lasting=True)
        await self._work.at_desk(self._put, row, parts, picked, known)

    def _put(self, row: SeenItem, parts: Sequence[Part], picked: Sequence[FoundText], known: SeenItem | None) -> None:
        digests = [text.prepared.digest for text in picked]
        digest = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
        row = replace(row, digest=digest, original=hashlib.sha256(parts[picked[0].part].data).hexdigest())
        if known and known.digest == digest:
            outcome = known.outcome if known.outcome in {"pending", "known"} else "known"
            self._state.put(replace(row, outcome=outcome))
            self._seen.known += 1
            return
        corpus = inbox.corpus_of(self._work.tracker)
        entries: list[Entry] = []
        folder = inbox.new_token()
        for text in picked:
            there = inbox.known_version(corpus, text.prepared)
            if there is not None:
                if not row.document:
                    row = replace(row, document=there.document, version=there.id)
                continue
            if corpus.declined(text.prepared.digest):
                continue
            waiting = inbox.known_entry(self._state, text.prepared)
            if waiting is not None:
                if not row.document:
                    row = replace(row, document=waiting.document, version=waiting.version)
                continue
            listed = {**row.extra, "title": row.title, "date": row.date, "number": row.number}
            prepared = text.prepared
            values = inbox.believed(prepared.values, listed, self._source.defaults, prepared.read_from)
            before = known.document if known and len(picked) == 1 else ""
            what = inbox.likely(corpus, prepared, values, document=before)
            entries.append(
                inbox.entry_of(
                    row, text, parts[text.part], what, token=inbox.new_token(), folder=folder,
                    announce=self._announce, found_at=self._at, run=self._run.key,
                )
            )  # fmt: skip
        if not entries:
            self._state.put(replace(row, outcome="known"))
            self._seen.known += 1
            return
        row = replace(row, outcome="pending")
        inbox.keep(self._work.tracker.home, row, entries, parts)
        fresh = self._state.put(row, entries)
        self._seen.entries += fresh
        if not fresh and not any(kept and kept.folder == folder for kept in map(self._state.with_text, digests)):
            inbox.forget(self._work.tracker.home, folder)

    # --- folders and repositories --------------------------------------------------------------------------------

    async def _files(self, files: Sequence[_File]) -> RunOutcome:
        """Files that are new or changed, and those that are gone."""
        work, name = self._work, self._source.name
        self._seen.listed = len(files)
        there = {file.address for file in files}
        gone = [item.address for item in self._known.values() if not item.gone and item.address not in there]
        expected = sum(not item.gone for item in self._known.values())
        if not files and expected:
            raise _ListFailed("empty", "no-files")
        same: list[SeenItem] = []
        for at, file in enumerate(files):
            known = self._known.get(file.address)
            item = Item(file.address, Path(file.name).stem)
            row = replace(self._row(item, at), etag=file.stamp)
            if known and known.etag == file.stamp and known.outcome not in {"failed", "blocked"}:
                self._seen.unchanged += 1
                same.append(row)
                continue
            self._seen.new += known is None
            self._seen.changed += known is not None
            self._seen.done_items += 1
            try:
                data = await work.in_reader(file.load)
                self._seen.fetched += 1
                part = Part(inbox.shown_name(Path(file.name).stem, Path(file.name).suffix), data, file.address)
                await self._judge(row, [part], known, is_page=False)
            except InvalidInput as error:
                await self._note_failure(row, _ItemFailed(error.kind), known)
            except _ItemFailed as failed:
                await self._note_failure(row, failed, known)
        await work.at_desk(self._state.relist, name, same, self._at)
        if len(gone) > 2 and len(gone) > expected / 2:
            self._seen.notes.append(f"missing: {len(gone)}")
            return "shrunk"
        if gone:
            self._seen.gone = len(gone)
            await work.at_desk(self._state.mark_gone, name, gone, self._at)
        return "ok"

    def _folder(self) -> list[_File]:
        root = Path(self._source.address).expanduser()
        limit = self._work.tracker.settings.max_file_bytes
        if not root.is_dir():
            raise _ListFailed("failed", "missing", str(root))
        try:
            paths = files_of([root])
        except InvalidInput as error:
            if error.kind != "no-files":
                raise
            paths = []
        found: list[_File] = []
        for path in paths:
            try:
                stat = path.stat()
            except OSError:
                continue  # it went away while we looked
            stamp = f"{stat.st_mtime_ns}-{stat.st_size}"
            found.append(
                _File(path.resolve().as_uri(), path.name, stamp, lambda path=path: read_raw(path, max_bytes=limit))
            )
        return found

    async def _git(self) -> list[_File]:
        """The texts at the tip of a repository; one from the web is kept as a clone that is brought up to date."""
        address = self._source.address
        repository = Path(address).expanduser()
        branch = "HEAD"
        if "://" in address:
            repository = self._work.tracker.home / _CLONES / f"{self._source.name}.git"
            await self._bring(address, repository)
            branch = "FETCH_HEAD"
        elif not repository.is_dir():
            raise _ListFailed("failed", "missing", address)
        listed = await _git(repository, "ls-tree", "-r", "-z", "--full-tree", branch)
        found: list[_File] = []
        for line in filter(None, listed.split(b"\0")):
            said, _, raw = line.partition(b"\t")
            mode, _, blob = said.decode("ascii").split(" ")[:3]
            path = raw.decode("utf-8", "replace")
            if not mode.startswith("100") or splitext(path)[1].lower() not in SUFFIXES | _TEXT_SUFFIXES | {".html"}:
                continue
            data = await _git(repository, "cat-file", "blob", blob) if self._is_new(path, blob) else b""
            found.append(_File(f"{address}#{path}", path, blob, lambda data=data: data))
        return found

    def _is_new(self, path: str, blob: str) -> bool:
        known = self._known.get(f"{self._source.address}#{path}")
        return known is None or known.etag != blob or known.outcome in {"failed", "blocked"}

    async def _bring(self, address: str, clone: Path) -> None:
        """Fetch the tip of a repository. The name is resolved and judged here, and git is told where to connect."""
        allowances = self._work.fetcher.allowances
        try:
            target = read_target(address, allowances)
            network = CheckedNetwork(allowances)
            found = await network.addresses(target.host, target.port)
        except AddressRefused as refused:
            raise _ListFailed("failed", "refused-address", refused.found) from refused
        except NameUnresolved as unresolved:
            raise _ListFailed("failed", "dns", unresolved.reason) from unresolved
        if not clone.is_dir():
            clone.parent.mkdir(parents=True, exist_ok=True)
            await _git(clone.parent, "init", "--quiet", "--bare", str(clone))
        pinned = f"{target.host}:{target.port}:{','.join(map(str, found))}"
        options = ("-c", f"http.curloptResolve={pinned}", "-c", "http.followRedirects=false", "-c", "http.proxy=")
        fetch = ("fetch", "--quiet", "--depth=1", "--no-tags", "--", target.address, "HEAD")
        await _git(clone, *options, *fetch)


async def _git(folder: Path, *words: str) -> bytes:
    """What git answers. Raises `_ListFailed`."""
    try:
        process = await asyncio.create_subprocess_exec(
            "git",
            "-C",
            str(folder),
            *words,
            env=_GIT_ENVIRONMENT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as error:
        raise _ListFailed("failed", "git", error.strerror or str(error)) from error
    try:
        async with asyncio.timeout(_GIT_SECONDS):
            out, err = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise _ListFailed("failed", "timeout", "git") from None
    except BaseException:
        process.kill()
        raise
    if process.returncode:
        raise _ListFailed("failed", "git", err.decode("utf-8", "replace").strip()[:500])
    return out


def _discovered(source: Source, fetched: Fetched, asked: str, today: date) -> tuple[Discovered, BlockScore]:
    """The items on a page of a list; where there are none, how surely it is a wall."""
    found = items_in(source, fetched.body, fetched.address, _said_type(fetched), today=today)
    if found.items or found.further:
        return found, BlockScore(0.0, ())
    return found, _score(fetched, asked, source.encoding)


def _looked_at(page: Fetched, asked: str) -> tuple[tuple[Attachment, ...], BlockScore]:
    """The files attached to a page, and how surely it is a wall."""
    return attachments_in(page.body, page.address, _said_type(page)), _score(page, asked)


def _score(page: Fetched, asked: str, encoding: str = "") -> BlockScore:
    text, _ = body_text(page.body, _said_type(page), encoding, Notes())
    return block_score(text, page.status, size=len(page.body), asked=asked, address=page.address, headers=page.headers)


def _score_of_failure(failure: FetchFailed) -> BlockScore | None:
    """How surely the body of an error is a wall's."""
    if failure.status is None or not failure.body:
        return None
    text, _ = body_text(failure.body, "", "", Notes())
    return block_score(text, failure.status)


def _said_type(page: Fetched) -> str:
    return f"{page.content_type}; charset={page.charset}" if page.charset else page.content_type


def _is_page(page: Fetched) -> bool:
    """Whether an answer is a page, whatever the server calls it."""
    if page.content_type in _HTML:
        return not page.body.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    head = page.body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return page.content_type in _VAGUE | {"text/xml", "application/xml"} and (
        head.startswith((b"<!doctype html", b"<html")) or b"<html" in head
    )


def _file_name(page: Fetched, title: str) -> str:
    """What a file is called: as the server says, else the title that the page gives it; with the suffix of its kind."""
    said = _FILE_NAME.search(page.headers.get("content-disposition", ""))
    given = unquote((said[1] or said[2]).strip()) if said else ""
    path = unquote(urlsplit(page.address).path)
    suffixes = [splitext(name)[1].lower() for name in (given, title, path)]
    known = SUFFIXES | _TEXT_SUFFIXES
    suffix = next((one for one in suffixes if one in known), _SUFFIX_OF_TYPE.get(page.content_type, ".bin"))
    return inbox.shown_name(title or given or path.rpartition("/")[2], suffix)


def _lets_in(rule: Accept, entry: Entry) -> bool:
    """Whether a source's rule takes an entry without asking; that one takes up another is for a person to say."""
    match entry.kind:
        case "new":
            return rule in {"new", "all"}
        case "derivative-of":
            return rule == "all"
        case _:
            return rule in {"versions", "all"}


def _facts_of(error: RevtrackError) -> str:
    """An error as a run keeps it: kind and facts; words are chosen where it is shown."""
    if isinstance(error, InvalidInput | OperationFailed):
        facts = " ".join(f"{name}={value}" for name, value in error.facts.items())
        return " ".join(filter(None, (error.kind, error.file, facts)))
    return type(error).__name__


def _once(items: Iterable[Item]) -> list[Item]:
    """The items of all pages, one that slid from a page to the next while we read only once."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.address, item)
    return list(found.values())
