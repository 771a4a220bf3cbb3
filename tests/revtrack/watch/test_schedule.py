"""The scheduler: one runner, missed runs made up once, a clean end, sources that come and go."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from revtrack.errors import InvalidInput
from revtrack.watch.runs import SourceReport
from revtrack.watch.schedule import LOCK, Told, Watch, next_run, trigger_of
from revtrack.watch.source_files import write_source
from revtrack.watch.sources import Source
from tests.revtrack.watch.made_up_sites import Site, fetcher, fill, source, state, tracker


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


def watch(home: Path, site: Site, sources: list[Source], during: Callable[[Watch], Awaitable[None]]) -> list[str]:
    """Run a watch while something happens; the outcomes of its runs by source."""
    told: list[str] = []

    def report(one: SourceReport) -> None:
        told.append(f"{one.source.name} {one.run.outcome}")

    async def go() -> None:
        with tracker(home) as one, state(home) as kept:
            made = Watch(
                one.library,
                kept,
                lambda: fetcher(site.port),
                sources=lambda: (sources, []),
                told=Told(report=report),
                poll=0.05,
                reload=0.05,
            )
            running = asyncio.create_task(made.run())
            try:
                async with asyncio.timeout(20):
                    await during(made)
            finally:
                made.stop()
                await running

    asyncio.run(go())
    return told


def runs(home: Path, name: str) -> int:
    with state(home) as kept:
        return len(kept.runs(name))


def due_in(home: Path, name: str) -> timedelta:
    """How long until a source is due, nothing where that is not known."""
    with state(home) as kept:
        known = kept.source(name)
    return datetime.fromisoformat(known.next_due) - datetime.now(UTC) if known and known.next_due else timedelta()


def has_run(home: Path, name: str) -> bool:
    """Whether a source was looked at once: a run is kept when it begins, when it is due next once it is done."""
    return runs(home, name) == 1 and due_in(home, name) > timedelta(minutes=1)


async def until(what: Callable[[], bool]) -> None:
    while not what():
        await asyncio.sleep(0.02)


def test_a_new_source_runs_at_once_and_is_due_again_later(tmp_path: Path, site: Site) -> None:
    fill(site, "a.test", 2)
    one = source(site, "a.test", schedule="every 6h", jitter=60)

    async def during(_: Watch) -> None:
        await until(lambda: has_run(tmp_path, one.name))

    assert watch(tmp_path, site, [one], during) == ["a-test ok"]
    due = due_in(tmp_path, one.name)
    assert timedelta(hours=5, minutes=50) < due < timedelta(hours=6, minutes=2)


def test_what_is_not_due_does_not_run_and_what_was_missed_runs_once(tmp_path: Path, site: Site) -> None:
    fill(site, "a.test", 1)
    fill(site, "b.test", 1)
    late = source(site, "a.test", schedule="every 1m", jitter=0)
    early = source(site, "b.test", schedule="every 1m", jitter=0)
    with state(tmp_path) as kept:
        kept.set_due(late.name, (datetime.now(UTC) - timedelta(days=3)).isoformat(timespec="seconds"))
        kept.set_due(early.name, (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds"))

    async def during(_: Watch) -> None:
        await until(lambda: runs(tmp_path, late.name) == 1)
        await asyncio.sleep(0.5)

    assert watch(tmp_path, site, [late, early], during) == ["a-test ok"]


def test_sources_come_change_and_go_while_it_runs(tmp_path: Path, site: Site) -> None:
    for host in ("a.test", "b.test"):
        fill(site, host, 1)
    one, other = source(site, "a.test"), source(site, "b.test")
    given = [one]

    async def during(_: Watch) -> None:
        await until(lambda: has_run(tmp_path, one.name))
        given.append(other)
        await until(lambda: has_run(tmp_path, other.name))
        given.remove(one)
        given[0] = replace(other, schedule="every 9h", jitter=0)
        await asyncio.sleep(0.3)

    assert watch(tmp_path, site, given, during) == ["a-test ok", "b-test ok"]
    with state(tmp_path) as kept:
        known = kept.source(other.name)
        assert known is not None
        assert datetime.fromisoformat(known.next_due) > datetime.now(UTC) + timedelta(hours=8)


def test_only_one_watches_and_another_takes_over(tmp_path: Path, site: Site) -> None:
    fill(site, "a.test", 1)
    one = source(site, "a.test")
    lock = FileLock(str(tmp_path / LOCK))
    lock.acquire()

    async def during(_: Watch) -> None:
        await asyncio.sleep(0.4)
        assert runs(tmp_path, one.name) == 0
        lock.release()
        await until(lambda: runs(tmp_path, one.name) == 1)

    assert watch(tmp_path, site, [one], during) == ["a-test ok"]


def test_it_can_be_stopped_while_it_waits_for_its_turn(tmp_path: Path, site: Site) -> None:
    with FileLock(str(tmp_path / LOCK)):

        async def during(_: Watch) -> None:
            await asyncio.sleep(0.2)

        assert watch(tmp_path, site, [], during) == []


def test_a_source_file_that_breaks_keeps_its_job_and_is_told_once(tmp_path: Path, site: Site) -> None:
    fill(site, "a.test", 1)
    folder = tmp_path / "sources"
    path = write_source(folder, source(site, "a.test"))
    told: list[int] = []

    async def go() -> None:
        with tracker(tmp_path) as one, state(tmp_path) as kept:
            made = Watch(
                one.library, kept, lambda: fetcher(site.port),
                told=Told(faults=lambda faults: told.append(len(faults))), poll=0.05, reload=0.05,
            )  # fmt: skip
            running = asyncio.create_task(made.run())
            await until(lambda: runs(tmp_path, "a-test") == 1)
            path.write_text("kind = 5", "utf-8")
            await asyncio.sleep(0.4)
            assert list(made._sources) == ["a-test"]
            made.stop()
            await running

    asyncio.run(go())
    assert len(told) == 1


def test_schedules_are_read_in_the_time_zone_of_the_source() -> None:
    one = Source(name="a", title="甲", kind="list", address="http://a.test/", schedule="30 7 * * mon")
    found = next_run(one, datetime(2026, 8, 1, tzinfo=UTC))
    assert found is not None
    assert found.isoformat() == "2026-08-03T07:30:00+08:00"
    every = next_run(replace(one, schedule="every 2h"), datetime(2026, 8, 1, tzinfo=UTC))
    assert every is not None
    with pytest.raises(InvalidInput):
        trigger_of(replace(one, schedule="now and then"))


WATCHING = """
import asyncio, sys
from pathlib import Path
from revtrack.watch.schedule import Watch
from tests.revtrack.watch.made_up_sites import fetcher, state, tracker
home, port = Path(sys.argv[1]), int(sys.argv[2])
async def go():
    with tracker(home) as one, state(home) as kept:
        watch = Watch(one.library, kept, lambda: fetcher(port), poll=0.05, reload=0.1)
        watching = asyncio.create_task(watch.run(signals=True))
        await asyncio.sleep(0)  # it has run up to its first wait: signals are its own now
        print("watching", flush=True)
        await watching
asyncio.run(go())
print("ended", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_and_two_processes_run_each_source_once(
    tmp_path: Path, site: Site, number: signal.Signals
) -> None:
    fill(site, "a.test", 2)
    write_source(tmp_path / "sources", source(site, "a.test"))
    tracker(tmp_path).close()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    command = [sys.executable, "-c", WATCHING, str(tmp_path), str(site.port)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(2)]
    assert [process.stdout and process.stdout.readline() for process in processes] == [b"watching\n"] * 2
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and runs(tmp_path, "a-test") == 0:
        time.sleep(0.05)
    time.sleep(0.5)
    for process in processes:
        process.send_signal(number)
    assert [process.communicate(timeout=30)[0] for process in processes] == [b"ended\n"] * 2
    assert runs(tmp_path, "a-test") == 1
