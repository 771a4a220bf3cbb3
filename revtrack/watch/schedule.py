"""The scheduler: each source in its turn, by its own words, in one process however many run.

Jobs live in memory and are made from the sources at every start; only when each is due next is kept. What was missed
while nothing ran is made up once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from revtrack.errors import InvalidInput, OperationFailed, RevtrackError
from revtrack.holdings.library import Library
from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.runs import SourceReport, Sweeper
from revtrack.watch.source_files import load_sources
from revtrack.watch.sources import Source
from revtrack.watch.state import State, moment_of
from revtrack.watch.timetable import Cron, Interval, parse_schedule

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler
    from apscheduler.triggers.base import BaseTrigger

_log = logging.getLogger(__name__)

#: The lock that the one runner holds, and how often others look whether it is free.
LOCK = "watch.lock"
_POLL, _RELOAD = 5.0, 30.0
#: What the state calls the right to run.
_RUNNER = "watch"
#: What runs when the watch is to stop may take so long to end; then it is cut off, which loses nothing.
_GRACE = 4.0
#: Runs that went well and brought nothing are remembered so long.
_KEPT_DAYS = 400
FOLDER = "sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is told what the watch does: each report, sources that cannot be read (each time they change), that another
    watches, and that the watch was told to end."""

    report: Callable[[SourceReport], None] = field(default=lambda _report: None)
    faults: Callable[[Sequence[InvalidInput]], None] = field(default=lambda _faults: None)
    waiting: Callable[[], None] = field(default=lambda: None)
    ending: Callable[[], None] = field(default=lambda: None)


class Watch:
    """Runs the sources of a home folder by their schedules until it is told to stop.

    `fetcher` makes the fetcher that all sweeps share; `limit` is how many sources are looked at at once.
    """

    def __init__(
        self,
        library: Library,
        state: State,
        fetcher: Callable[[], Fetcher],
        *,
        sources: Callable[[], tuple[list[Source], list[InvalidInput]]] | None = None,
        limit: int = 16,
        told: Told | None = None,
        poll: float = _POLL,
        reload: float = _RELOAD,
        grace: float = _GRACE,
    ) -> None:
        self._library = library
        self._state = state
        self._make_fetcher = fetcher
        self._load = sources or (lambda: load_sources(library.home / FOLDER))
        self._told = told or Told()
        self._poll, self._reload, self._grace = poll, reload, grace
        self._slots = asyncio.Semaphore(limit)
        self._stopping = asyncio.Event()
        self._sources: dict[str, Source] = {}
        self._faults: tuple[object, ...] = ()
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler: AsyncIOScheduler | None = None

    def stop(self) -> None:
        """End the watch: nothing new is begun, what runs is waited for a while. To be called in its event loop."""
        self._stopping.set()
        self._told.ending()

    async def run(self, *, signals: bool = False) -> None:
        """Watch until stopped; with `signals` by SIGTERM and SIGINT too. Waits while another process watches.

        Raises `InvalidInput` and `OperationFailed` where there is no corpus, or state cannot be kept.
        """
        with _signals(self.stop) if signals else contextlib.nullcontext():
            async with self._alone() as first:
                if not first:
                    return
                async with self._make_fetcher() as fetcher:
                    with Sweeper(self._library, self._state, fetcher) as sweeper:
                        await sweeper.recover((await asyncio.to_thread(self._load))[0])
                        before = datetime.now(UTC) - timedelta(days=_KEPT_DAYS)
                        for forget in (self._state.prune, self._state.tidy_outbox):
                            await sweeper.at_desk(forget, before.isoformat(timespec="seconds"))
                        await self._watch(sweeper)

    @asynccontextmanager
    async def _alone(self) -> AsyncGenerator[bool]:
        """The right to run, freed by the kernel when its holder dies; False where we were stopped while waiting."""
        path = self._library.home / LOCK
        lock = FileLock(str(path), timeout=0, thread_local=False)
        told = False
        while not self._stopping.is_set():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                lock.acquire()
            except Timeout:
                if not told:
                    told = True
                    self._told.waiting()
                await self._sleep(self._poll)
                continue
            except OSError as error:
                raise OperationFailed("write", str(path), facts={"reason": error.strerror or str(error)}) from error
            try:
                with self._state.alone(_RUNNER) as first:  # on a server, of whatever machine
                    if first:
                        yield True
                        return
            finally:
                lock.release()
            await self._sleep(self._poll)
        yield False

    async def _watch(self, sweeper: Sweeper) -> None:
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        # The sum of a night's missed runs is one run; a source that is still being looked at is not begun again.
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._scheduler = scheduler
        scheduler.start()
        try:
            while not self._stopping.is_set():
                await asyncio.to_thread(self._refresh_sources)
                await self._plan(scheduler, sweeper)
                await self._sleep(self._reload)
        finally:
            self._stopping.set()
            scheduler.shutdown(wait=False)
            await self._finish()

    def _refresh_sources(self) -> None:
        sources, faults = self._load()
        seen = tuple((fault.kind, fault.file, fault.line, tuple(sorted(fault.facts.items()))) for fault in faults)
        if seen != self._faults:
            self._faults = seen
            self._told.faults(faults)
        # a file that is being edited keeps its job: the source as it was last read
        broken = {Path(fault.file).stem for fault in faults}
        kept = {name: source for name, source in self._sources.items() if name in broken}
        self._sources = kept | {source.name: source for source in sources if source.enabled}

    async def _plan(self, scheduler: AsyncIOScheduler, sweeper: Sweeper) -> None:
        """Jobs for the sources there are: new ones made, changed ones replaced, others taken away."""
        jobs = {job.id: job for job in scheduler.get_jobs()}
        due = {one.name: one.next_due for one in await asyncio.to_thread(self._state.sources)}
        now = datetime.now(UTC)
        for name in jobs.keys() - self._sources.keys():
            scheduler.remove_job(name)
        for name, source in self._sources.items():
            job = jobs.get(name)
            if job is not None and job.args[0] == source:
                continue
            planned = moment_of(due.get(name, ""))
            trigger = trigger_of(source)
            if job is not None:  # its words have changed: what they say holds from now on
                planned = trigger.get_next_fire_time(None, now)
            first = max(planned, now) if planned is not None else now
            scheduler.add_job(
                self._fire,
                trigger,
                args=[source, sweeper],
                id=name,
                name=source.title,
                next_run_time=first,
                replace_existing=True,
            )
            await asyncio.to_thread(self._state.set_due, name, first.isoformat(timespec="seconds"))

    async def _fire(self, source: Source, sweeper: Sweeper) -> None:
        if self._stopping.is_set():
            return
        task = asyncio.create_task(self._look(source, sweeper))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            if not self._stopping.is_set():
                raise
            # the scheduler lets go of its jobs at the end; what runs is waited for in `_finish`

    async def _look(self, source: Source, sweeper: Sweeper) -> None:
        """One run of one source. When it is due next is only kept when it is done: one that was killed is made up."""
        async with self._slots:
            if self._stopping.is_set():
                return
            report = await sweeper.look(source, datetime.now(UTC))
            try:
                self._told.report(report)
            except Exception:  # noqa: BLE001 - that somebody cannot be told keeps nothing from being looked at again
                _log.exception("source %s", source.name)
            try:
                await self._keep_due(source)
            except RevtrackError:
                _log.exception("source %s", source.name)

    async def _keep_due(self, source: Source) -> None:
        scheduler = self._scheduler
        job = scheduler.get_job(source.name) if scheduler else None
        if job is not None and job.next_run_time is not None:
            due = job.next_run_time.astimezone(UTC).isoformat(timespec="seconds")
            await asyncio.to_thread(self._state.set_due, source.name, due)

    async def _finish(self) -> None:
        """Wait a while for what runs; then cut it off: what it has not written is found again."""
        running = list(self._running)
        if running:
            _, left = await asyncio.wait(running, timeout=self._grace)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


def trigger_of(source: Source) -> BaseTrigger:
    """The schedule of a source as the scheduler understands it. Raises `InvalidInput` (source-value)."""
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.interval import IntervalTrigger

    zone = ZoneInfo(source.time_zone)
    jitter = source.jitter or None
    match parse_schedule(source.schedule):
        case Interval(seconds=seconds):
            # never so much that a run could come before the one it follows
            return IntervalTrigger(seconds=seconds, timezone=zone, jitter=min(jitter, seconds // 2) if jitter else None)
        case Cron(minute=minute, hour=hour, day=day, month=month, weekday=weekday):
            return CronTrigger(
                minute=minute, hour=hour, day=day, month=month, day_of_week=weekday, timezone=zone, jitter=jitter
            )
        case None:
            facts = {"key": "schedule", "wanted": '"every 6h" | "0 7 * * *"'}
            raise InvalidInput("source-value", source.name, facts=facts)


def next_run(source: Source, after: datetime) -> datetime | None:
    """When a schedule comes next after a moment, jitter aside."""
    from dataclasses import replace

    return trigger_of(replace(source, jitter=0)).get_next_fire_time(None, after)


@contextlib.contextmanager
def _signals(stop: Callable[[], None]) -> Generator[None]:
    """SIGTERM and SIGINT stop the watch, as long as it runs."""
    loop = asyncio.get_running_loop()
    taken: list[signal.Signals] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):  # not the main thread: its own affair
            loop.add_signal_handler(number, stop)
            taken.append(number)
    try:
        yield
    finally:
        for number in taken:
            loop.remove_signal_handler(number)
