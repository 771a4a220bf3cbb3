"""Sweeps: each source is looked at once, what is new is followed, read and put into the inbox.

Whatever one item or one source does, the others go on: each has an outcome with its kind. A process may be killed at
any point: an item is in the inbox with its bytes on the disk, or it is not known at all and found again by the next
sweep, which goes through the whole list wherever the last one did not come to its end.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from revtrack.errors import InvalidInput, OperationFailed, RevtrackError
from revtrack.holdings.library import Library
from revtrack.watch import deciding, files, inbox
from revtrack.watch.bookkeeping import Begun, Ending, Seen, begin, end
from revtrack.watch.deciding import Take
from revtrack.watch.faults import ListFailed, kept
from revtrack.watch.identity import Covered, ItemChange, KnownItem, changes, covered_by, older
from revtrack.watch.inbox import Accepted
from revtrack.watch.items import Items
from revtrack.watch.kept import FOLDER, shown_name
from revtrack.watch.listing import Lists, why_empty
from revtrack.watch.lists.item import Item
from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.sources import Source
from revtrack.watch.state import Entry, Run, RunOutcome, State, moment_of
from revtrack.watch.texts import Part
from revtrack.watch.work import Work

_log = logging.getLogger(__name__)
_LOCKS, _SWEPT = ".locks", ".swept"
#: Failures that concern the corpus as a whole and not the item that met them.
_OF_CORPUS = frozenset(
    "locked write catalog damaged moved-on format state database-foreign database-other database-newer".split()
)


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One look at one source: the run as it is kept, what it put into the inbox, and what rules took in at once."""

    source: Source
    run: Run
    entries: tuple[Entry, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class SweepReport:
    """A look at several sources, in their order. `recovered` was found by runs that were killed before they ended;
    `untold` is what kept somebody from being told."""

    reports: tuple[SourceReport, ...]
    recovered: tuple[Entry, ...] = ()
    untold: RevtrackError | None = None

    @property
    def stored(self) -> int:
        """How many documents were put into the inbox."""
        return sum(report.run.stored for report in self.reports)


async def sweep(
    sources: Sequence[Source],
    library: Library,
    state: State,
    fetcher: Fetcher,
    *,
    now: datetime,
    limit: int = 16,
    on_report: Callable[[SourceReport], None] | None = None,
    known: Sequence[Source] = (),
) -> SweepReport:
    """Look at sources, at most `limit` at once, and tell what came of each; `fetcher` is entered, and `known` are those
    that there are besides.

    Raises `InvalidInput` (no-corpus) and `OperationFailed` where corpus or state cannot be used before anything is
    looked at; what is wrong with a source or an item is in the report.
    """
    reports: dict[str, SourceReport] = {}
    with Sweeper(library, state, fetcher) as sweeper:
        recovered = await sweeper.recover([*sources, *known])
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


class Sweeper(Work):
    """Looks at sources, one after the other or several at once."""

    async def recover(self, sources: Sequence[Source]) -> tuple[Entry, ...]:
        """Put back into the inbox what killed runs had kept aside, to be told as the sources say; what that was."""
        tell = {source.name: source.tell for source in sources}
        return tuple(await self.at_desk(inbox.recover, self.library, self.state, tell))

    async def look(self, source: Source, now: datetime) -> SourceReport:
        """Look at one source. Never raises: what goes wrong with it is in the report, and reaches no other source."""
        one = _Look(self, source, now.astimezone(UTC))
        try:
            return await one.run()
        except RevtrackError as error:  # not even that it was looked at could be kept
            return one.lost(*kept(error))
        except Exception as error:  # noqa: BLE001 - a bug that one source brings to light must not stop the others
            _log.exception("source %s", source.name)
            return one.lost("bug", f"{type(error).__name__}: {error}")


class _Look:
    """One run of one source."""

    def __init__(self, work: Work, source: Source, now: datetime) -> None:
        self._work = work
        self._source = source
        self._now = now
        self._at = now.isoformat(timespec="seconds")
        self._seen = Seen()
        self._begun = Begun.nothing(source.name, self._at)

    async def run(self) -> SourceReport:
        """Look, and keep what came of it. Raises `RevtrackError` where nothing can be kept."""
        root = self._work.library.home / FOLDER
        try:
            (root / _LOCKS).mkdir(parents=True, exist_ok=True)
            (root / _SWEPT).mkdir(parents=True, exist_ok=True)
            # freed by the kernel when its holder dies
            lock = FileLock(str(root / _LOCKS / self._source.name), timeout=0, thread_local=False)
            with lock:
                return await self._locked(root / _SWEPT / self._source.name)
        except Timeout:
            return SourceReport(self._source, replace(self._begun.run, outcome="busy"))
        except OSError as error:
            raise OperationFailed("write", str(root), facts={"reason": error.strerror or str(error)}) from error

    def lost(self, fault: str, message: str) -> SourceReport:
        """The report of a run that could not be kept to its end."""
        run = replace(self._begun.run, outcome="failed", fault=fault, message=message, stored=len(self._seen.entries))
        return SourceReport(self._source, run, tuple(self._seen.entries))

    async def _locked(self, swept: Path) -> SourceReport:
        started = time.monotonic()
        name, state = self._source.name, self._work.state
        self._begun = await self._work.at_desk(begin, state, name, self._at, swept=swept.exists())
        outcome: RunOutcome
        fault, message = "", ""
        try:
            outcome = await self._look()
            fault = self._seen.partial
        except ListFailed as failed:
            outcome, fault, message = failed.outcome, failed.fault, failed.message
        except RevtrackError as error:
            outcome = "failed"
            fault, message = kept(error)
        except Exception as error:  # noqa: BLE001 - as in `Sweeper.look`; here the run can be kept as well
            _log.exception("source %s", name)
            outcome, fault, message = "failed", "bug", f"{type(error).__name__}: {error}"
        accepted = await self._work.at_desk(self._accept_by_rule)
        ending = Ending(outcome, fault, message, round(time.monotonic() - started, 3))
        run, known = await self._work.at_desk(end, state, self._begun, self._seen, ending, self._now)
        if known.baseline and not swept.exists():
            swept.touch()
        return SourceReport(self._source, run, tuple(self._seen.entries), tuple(accepted))

    def _accept_by_rule(self) -> list[Accepted]:
        """Take in what the source's rule lets in, what killed runs left included; what cannot be, goes on waiting."""
        rule, defaults = self._source.accept, self._source.defaults
        library, state = self._work.library, self._work.state
        done: list[Accepted] = []
        if rule == "none":
            return done
        for waiting in state.entries("pending", source=self._source.name):
            try:
                # what came in beside it may have been accepted since
                entry = inbox.look_again(library, state, waiting, defaults)
                if deciding.lets_in(rule, entry):
                    who = f"watch: {self._source.name}"
                    done.append(inbox.accept(library, state, entry.token, author=who, defaults=defaults, looked=False))
            except InvalidInput as error:
                self._seen.notes.append(f"{waiting.token}: {kept(error)[1]}")
            except OperationFailed as error:
                self._seen.notes.append(f"{waiting.token}: {kept(error)[1]}")
                if error.kind in _OF_CORPUS:  # the next one would wait for the same lock, as long again
                    break
        return done

    # --- by kind -------------------------------------------------------------------------------------------------

    async def _look(self) -> RunOutcome:
        shut = moment_of(self._begun.source.shut_until)
        if shut is not None and shut > self._now:
            self._seen.shut = (shut - self._now).total_seconds()
            raise ListFailed("failed", "retry-later", self._begun.source.shut_until)
        match self._source.kind:
            case "document":
                return await self._document()
            case "folder":
                limit = self._work.library.settings.max_file_bytes
                found, passed_over = await self._work.in_reader(files.in_folder, self._source.address, limit)
                self._seen.notes += passed_over
                return await self._files(found)
            case "git":
                where = self._work.library.home / files.CLONES / self._source.name
                allowances, limit = self._work.fetcher.allowances, self._work.library.settings.max_file_bytes
                return await self._files(
                    await files.in_repository(self._source.address, where, allowances, self._begun.items, limit)
                )
            case _:
                return await self._list()

    async def _document(self) -> RunOutcome:
        source, seen = self._source, self._seen
        known = self._begun.items.get(source.address)
        seen.listed = 1
        seen.new += known is None
        if known is not None and known.parts:
            failed = await self._items.look_again(known)
            if failed is not None:
                raise ListFailed("blocked" if failed.outcome == "blocked" else "failed", failed.fault)
        else:
            await self._items.take(Take(Item(source.address, source.title), 0, known))
        now = await self._work.at_desk(self._work.state.item, source.name, source.address)
        if now is not None and now.fault and now.outcome in {"failed", "blocked", "unreadable"}:
            raise ListFailed("blocked" if now.outcome == "blocked" else "failed", now.fault)
        if known is not None and seen.unchanged:
            return "unchanged"
        seen.changed += known is not None and bool(seen.entries)
        return "ok"

    async def _list(self) -> RunOutcome:
        seen, known = self._seen, self._begun.items
        listing = await Lists(self._work, self._source, self._begun, seen, self._now).read()
        if listing is None:
            await self._take(deciding.due_again(known.values(), self._at))
            await self._look_again()
            return "unchanged"
        seen.listed = listing.first
        before = [
            KnownItem(item.address, item.title, item.date, item.number, item.address, bool(item.gone))
            for item in known.values()
        ]
        covered = covered_by(listing.items, complete=listing.complete, usual=self._begun.source.listed)
        if seen.partial:
            covered = Covered(usual=0)
        told = changes(before, listing.items, covered)
        passed = listing.beyond
        if not self._begun.run.baseline:
            passed = older(before, told, open_ended=self._begun.source.reach != "end")
        plan = deciding.plan(told, known, passed | deciding.excluded(self._source, told))
        seen.gap = listing.cut or self._is_gap(told)
        if not listing.items and not seen.partial:
            raise ListFailed("empty", why_empty(seen.notes))
        await self._follow(plan)
        if plan.odd and not seen.partial:
            seen.notes.append(f"missing: {plan.missing}")
            return "shrunk"
        return "ok"

    def _is_gap(self, told: Sequence[ItemChange]) -> bool:
        """Whether all that a list shows is new, so that others may have come and gone before it."""
        there = any(not item.gone for item in self._begun.items.values())
        shown = [change for change in told if change.now is not None]
        return there and bool(shown) and not any(change.before for change in shown)

    async def _follow(self, plan: deciding.Plan) -> None:
        """Do what a list asks for."""
        work, name, row = self._work, self._source.name, self._begun.row
        self._seen.new += plan.new
        self._seen.changed += plan.changed
        for one in plan.moved:
            await work.at_desk(work.state.moved, name, one.address, row(one.item, one.place))
        passed = [replace(row(one.item, one.place), outcome="passed") for one in plan.passed]
        await work.at_desk(work.state.pass_over, passed)
        await self._take(plan.take)
        same = [row(one.item, one.place, one.address) for one in plan.same]
        await work.at_desk(work.state.relist, name, same, self._at)
        if plan.gone:
            self._seen.gone += len(plan.gone)
            await work.at_desk(work.state.mark_gone, name, plan.gone, self._at)
        due = deciding.due_again(self._begun.items.values(), self._at, plan.looked_at)
        await self._take(due)
        await self._look_again(plan.looked_at | {one.item.address for one in due})

    async def _look_again(self, done: frozenset[str] = frozenset()) -> None:
        """Look whether known items are as they were, as far as the day's requests reach."""
        seen, used = self._seen, self._begun.looks
        for row in deciding.to_look_at(self._begun.items.values(), self._at, done):
            spent = used + seen.looks
            if spent and spent + max(1, len(row.parts)) > self._source.looks:
                seen.notes.append(f"looks: {spent}")
                return
            if self._source.looks:
                await self._items.look_again(row)

    async def _files(self, found: Sequence[files.File]) -> RunOutcome:
        """Files that are new or changed, and those that are gone."""
        work, name, seen, known = self._work, self._source.name, self._seen, self._begun.items
        seen.listed = len(found)
        plan = files.plan_files(found, known)
        for place, file in plan.read:
            before = known.get(file.address)
            seen.new += before is None
            seen.changed += before is not None
            await self._read(file, place)
        seen.unchanged += len(plan.same)
        same = [replace(self._begun.row(_item(file), place), etag=file.stamp) for place, file in plan.same]
        await work.at_desk(work.state.relist, name, same, self._at)
        if plan.odd:
            seen.notes.append(f"missing: {len(plan.gone)}")
            return "shrunk"
        if plan.gone:
            seen.gone = len(plan.gone)
            await work.at_desk(work.state.mark_gone, name, plan.gone, self._at)
        return "ok"

    async def _read(self, file: files.File, place: int) -> None:
        """Read a file and put it where it belongs; whatever goes wrong is its outcome."""
        known = self._begun.items.get(file.address)
        row = replace(self._begun.row(_item(file), place), etag=file.stamp)
        items = self._items

        async def reading() -> None:
            data = await self._work.in_reader(file.load)
            self._seen.fetched += 1
            path = Path(file.name)
            part = Part(shown_name(path.stem, path.suffix), data, file.address)
            await items.judge(row, [part], known, is_page=False)

        await items.settle(row, known, reading())

    async def _take(self, given: Sequence[Take]) -> None:
        for one in given:
            await self._items.take(one)

    @property
    def _items(self) -> Items:
        return Items(self._work, self._source, self._begun, self._seen, self._now)


def _item(file: files.File) -> Item:
    return Item(file.address, Path(file.name).stem)
