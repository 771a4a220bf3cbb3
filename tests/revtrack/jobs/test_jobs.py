"""Jobs: each done once in effect, none lost and none stuck, whatever becomes of its workers; on both engines."""

from __future__ import annotations

import multiprocessing
import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest
from sqlalchemy import create_engine, inspect, text

from revtrack.errors import InvalidInput, OperationFailed
from revtrack.jobs import queue as queues
from revtrack.jobs.desk import JobDesk, NotYet
from revtrack.jobs.queue import MOST_DEATHS, Queue
from revtrack.jobs.results import packed, unpacked
from revtrack.jobs.rows import Job
from revtrack.jobs.schema import metadata
from revtrack.jobs.worker import Kind, Progress
from tests.revtrack.jobs.killable import kinds_of, work


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty queue is, once in a file and once in a server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'jobs.db'}"
    url = str(request.getfixturevalue("postgres"))
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS revtrack_jobs CASCADE"))
    engine.dispose()
    return url


@pytest.fixture
def queue(where: str) -> Iterator[Queue]:
    with Queue(where) as made:
        yield made


@contextmanager
def desk_of(where: str, **kinds: Callable[[Mapping[str, object], Progress], object]) -> Iterator[JobDesk]:
    with JobDesk(partial(Queue, where), {name: Kind(do) for name, do in kinds.items()}) as desk:
        yield desk


def expire(where: str) -> None:
    """The time of every worker is over."""
    engine = create_engine(where)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET search_path TO revtrack_jobs"))
        connection.execute(text("UPDATE jobs SET held_until = 1 WHERE status = 'running'"))
    engine.dispose()


def test_the_migrations_make_the_schema(tmp_path: Path) -> None:
    Queue(tmp_path / "jobs.db").close()
    found = inspect(create_engine(f"sqlite:///{tmp_path / 'jobs.db'}"))
    assert set(found.get_table_names()) == {*metadata.tables, "jobs_version", "revtrack_owner"}
    for name, table in metadata.tables.items():
        columns = {column["name"]: str(column["type"]) for column in found.get_columns(name)}
        assert columns == {column.name: str(column.type) for column in table.columns}
        assert {index["name"] for index in found.get_indexes(name)} == {index.name for index in table.indexes}


def test_a_database_that_is_another_applications_is_refused(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'jobs.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE orders (id INTEGER)"))
    engine.dispose()
    with pytest.raises(OperationFailed) as refused:
        Queue(tmp_path / "jobs.db")
    assert refused.value.kind == "database-foreign"


def test_what_is_asked_for_twice_is_done_once(where: str) -> None:
    did: list[object] = []

    def note(given: Mapping[str, object], _: Progress) -> object:
        did.append(given["n"])
        return given["n"]

    with desk_of(where, note=note) as desk:
        first = desk.start("note", {"n": 1})
        assert desk.start("note", {"n": 1}).id == first.id
        with pytest.raises(NotYet):
            desk.result(first)
        with desk.working():
            assert desk.result(first, 10) == 1
            assert desk.result(desk.start("note", {"n": 1}), 10) == 1
            assert desk.result(desk.start("note", {"n": 2}), 10) == 2
        assert did == [1, 2]
        desk.forget(first.name)
        assert desk.start("note", {"n": 1}).id != first.id
        assert [job.status for job in desk.jobs()] == ["waiting", "done", "done"]


def test_what_is_over_is_done_anew_where_that_is_asked_and_what_is_under_way_is_not(where: str) -> None:
    with desk_of(where, add=lambda given, _: given["a"]) as desk:
        assert not desk.under_way("sum")
        first = desk.start_anew("add", {"a": 4}, name="sum")
        assert desk.under_way("sum")
        assert desk.start_anew("add", {"a": 4}, name="sum").id == first.id
        with desk.working():
            assert desk.result(first, 10) == 4
            assert not desk.under_way("sum")
            second = desk.start_anew("add", {"a": 5}, name="sum")
            assert second.id != first.id
            assert desk.result(second, 10) == 5


def test_an_answer_is_had_in_every_process(where: str) -> None:
    with desk_of(where, add=lambda given, _: ("sum", given["a"])) as one, desk_of(where) as other:
        job = other.start("add", {"a": 4}, name="sum")
        with one.working():
            assert other.result(job, 10) == ("sum", 4)
            assert other.start("add", {"a": 4}, name="sum").id == job.id


def test_an_answer_that_is_not_kept_any_more_is_made_anew(where: str) -> None:
    with desk_of(where, add=lambda given, _: given["a"]) as one:
        with one.working():
            job = one.start("add", {"a": 4})
            assert one.result(job, 10) == 4
        one.queue.tidy(jobs_before=0.0, results_before=time.time() + 1, most_bytes=1000)
    with desk_of(where, add=lambda given, _: given["a"]) as other, other.working():
        again = other.start("add", {"a": 4})
        assert again.id != job.id
        assert other.result(again, 10) == 4
        assert other.queue.tidy(jobs_before=time.time() + 1, results_before=0.0, most_bytes=1000) == 2
        assert other.jobs() == []


def test_the_latest_answers_are_kept_as_far_as_there_is_room(where: str) -> None:
    with desk_of(where, fill=lambda given, _: os.urandom(1000) + bytes([int(str(given["n"]))])) as desk:
        with desk.working():
            jobs = [desk.start("fill", {"n": at}) for at in range(4)]
            for job in jobs:
                desk.result(job, 10)
        desk.queue.tidy(jobs_before=0.0, results_before=0.0, most_bytes=2500)
    with desk_of(where) as other:
        assert [other.queue.result(job.id) is not None for job in jobs] == [False, False, True, True]
        with pytest.raises(OperationFailed):
            other.result(jobs[0])


def test_what_a_job_raises_is_raised_to_whoever_asks(where: str) -> None:
    def refuse(_: Mapping[str, object], __: Progress) -> object:
        raise InvalidInput("unknown-upload", "甲.txt", line=3, facts={"a": "b"})

    def bug(_: Mapping[str, object], __: Progress) -> object:
        raise ZeroDivisionError

    with desk_of(where, refuse=refuse, bug=bug) as desk, desk_of(where) as other, desk.working():
        with pytest.raises(InvalidInput) as told:
            desk.result(desk.start("refuse"), 10)
        with pytest.raises(ZeroDivisionError):
            desk.result(desk.start("bug"), 10)
        with pytest.raises(InvalidInput) as elsewhere:
            other.result(other.start("refuse"), 10)
    for one in (told.value, elsewhere.value):
        assert (one.kind, one.file, one.line, dict(one.facts)) == ("unknown-upload", "甲.txt", 3, {"a": "b"})


def test_what_fails_for_a_moment_is_tried_again_later(queue: Queue, tmp_path: Path) -> None:
    with JobDesk(lambda: Queue(queue.url), kinds_of(tmp_path)) as desk, desk.working():
        job = desk.start("shaky", {"name": "a"})
        end = time.monotonic() + 10
        while not (seen := desk.job(job.id)).attempts and time.monotonic() < end:
            time.sleep(0.02)
        assert isinstance(desk.error(seen), OperationFailed)
        assert desk.result(job, 10) == "answer a"
        found = desk.job(job.id)
        assert (found.attempts, found.fault) == (1, "")
        assert found.ended_at - found.made_at >= 1.0


def test_progress_is_seen_and_a_job_can_be_cancelled(where: str) -> None:
    began = threading.Event()

    def endless(_: Mapping[str, object], progress: Progress) -> object:
        at = 0
        while True:
            at += 1
            progress(min(at, 7), 10)
            began.set()
            time.sleep(0.01)

    with desk_of(where, endless=endless) as desk, desk_of(where) as other:
        waiting = desk.start("endless", {"n": 1})
        assert other.cancel(waiting.id).status == "cancelled"
        with pytest.raises(InvalidInput) as told:
            desk.result(waiting)
        assert told.value.kind == "job-cancelled"
        with desk.working():
            job = desk.start("endless", {"n": 2})
            assert began.wait(10)
            end = time.monotonic() + 10
            while (seen := other.job(job.id)).done < 7 and time.monotonic() < end:
                time.sleep(0.05)
            assert (seen.done, seen.total, seen.status) == (7, 10, "running")
            other.cancel(job.id[:6])
            with pytest.raises(InvalidInput):
                other.result(job, 10)
            again = desk.again(job.id)
            assert again.id != job.id
            assert desk.cancel(again.id)
        with pytest.raises(InvalidInput):
            desk.job("nothing")


def test_a_worker_that_stops_gives_back_what_it_does(where: str) -> None:
    began = threading.Event()

    def slow(_: Mapping[str, object], progress: Progress) -> object:
        while True:
            began.set()
            progress(1, 2)
            time.sleep(0.01)

    def deaf(_: Mapping[str, object], __: Progress) -> object:
        began.set()
        time.sleep(20)
        return "late"

    for do in (slow, deaf):
        began.clear()
        with desk_of(where, one=do) as desk, desk_of(where, one=lambda *_: "done") as other:
            desk.begin_work(1)
            job = desk.start("one", {"n": do.__name__})
            assert began.wait(10)
            before = time.monotonic()
            desk.end_work(0.5)
            assert time.monotonic() - before < 3
            left = other.job(job.id)
            assert (left.status, left.attempts, left.deaths) == ("waiting", 0, 0)
            with other.working():
                assert other.result(job, 10) == "done"


def test_a_dead_workers_job_is_anothers_and_what_it_says_later_counts_for_nothing(queue: Queue, where: str) -> None:
    queue.put("a", "a", {})
    dead = queue.take("dead", ["a"])
    assert dead is not None
    assert queue.take("other", ["a"]) is None
    assert queue.hold("dead", {dead.id: (1, 2)}) == set()
    expire(where)
    assert queue.age().waiting == 1
    other = queue.take("other", ["a"])
    assert other is not None
    assert (other.id, other.deaths) == (dead.id, 1)
    assert queue.hold("dead", {dead.id: (2, 2)}) == {dead.id}
    assert not queue.finish(dead, "done", packed("late"))
    queue.give_back(dead)
    assert queue.finish(other, "done", packed("right"))
    assert not queue.finish(other, "failed")
    assert queue.result(dead.id) == packed("right")


def test_a_job_that_outlives_its_workers_is_given_up(queue: Queue, where: str) -> None:
    queue.put("a", "a", {})
    for _ in range(MOST_DEATHS):
        assert queue.take("one", ["a"]) is not None
        expire(where)
    assert queue.take("one", ["a"]) is None
    found = queue.named("a")
    assert found is not None
    assert (found.status, found.fault) == ("failed", "died")
    with JobDesk(lambda: Queue(where), {}) as desk:
        with pytest.raises(OperationFailed) as told:
            desk.result(found)
        assert told.value.kind == "job-died"


def test_the_age_of_the_queue_is_that_of_the_oldest_that_could_be_begun(queue: Queue) -> None:
    assert (queue.age().waiting, queue.age().seconds) == (0, 0.0)
    queue.put("a", "a", {})
    time.sleep(0.05)
    job = queue.take("one", ["a"])
    assert job is not None
    assert (queue.age().waiting, queue.age().running) == (0, 1)
    queue.give_back(job, wait=60, fault="later")
    assert queue.age().waiting == 0
    assert queue.take("one", ["a"]) is None
    assert queue.take("one", ["b"]) is None


def test_four_workers_do_two_hundred_jobs_each_once(where: str) -> None:
    did: list[object] = []
    with desk_of(where, note=lambda given, _: did.append(given["n"])) as desk:
        jobs = [desk.start("note", {"n": at}) for at in range(200)]
        with desk.working(4):
            for job in jobs:
                desk.result(job, 60)
    assert sorted(did) == list(range(200))


# --- kills -----------------------------------------------------------------------------------------------------------


def _kill_workers(where: str, folder: Path, kills: int, count: int, seed: int) -> None:
    """Kill processes with four workers each at random moments, then let one come to the end of the queue."""
    chance = random.Random(seed)  # noqa: S311
    folder.mkdir()
    names = [f"{at:04d}" for at in range(count)]

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.revtrack.jobs.killable", "revtrack.jobs.queue"])
    with JobDesk(partial(Queue, where), kinds_of(folder)) as desk:
        jobs: list[Job] = []
        share = len(names) // kills
        for turn in range(kills):
            jobs += [
                desk.start(("quick", "steps", "shaky")[at % 3], {"name": name}, name=name)
                for at, name in enumerate(names[turn * share : (turn + 1) * share])
            ]
            ours, theirs = context.Pipe()
            working = context.Process(target=work, args=(where, folder, 4, theirs))
            working.start()
            assert ours.poll(60)
            ours.recv()
            time.sleep(chance.uniform(0.0, 0.12))
            working.kill()
            working.join()
            if turn % 3:
                expire(where)
        names = names[: share * kills]
        expire(where)
        with desk.working(4):
            for job in jobs:
                try:
                    assert desk.result(job, 60) == f"answer {job.name}"
                except OperationFailed:  # so many workers died over it, none of them its fault
                    assert desk.job(job.id).fault == "died"
                    assert desk.result(desk.again(desk.job(job.id).id), 60) == f"answer {job.name}"
        assert {path.name for path in folder.glob("done-*")} == {f"done-{name}" for name in names}
        assert desk.age().waiting == desk.age().running == 0
        assert {job.status for job in desk.jobs(limit=10_000)} == {"done"}
    tries = (folder / "tries").read_text().split()
    assert len(tries) - len(set(tries)) <= kills * 4, "only what a kill interrupted is done again"


def test_killed_workers_lose_no_job(where: str, tmp_path: Path) -> None:
    _kill_workers(where, tmp_path / "made", 4, 40, 1)


@pytest.mark.long
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seed", range(4))
def test_fifty_killed_workers_lose_no_job(where: str, tmp_path: Path, seed: int) -> None:
    _kill_workers(where, tmp_path / "made", 50, 400, seed)


def test_answers_come_back_as_they_were() -> None:
    table = MappingProxyType({"a": ("乙", MappingProxyType({1: 2}))})
    assert unpacked(packed(table)) == table
    with pytest.raises(ValueError, match="Error"):
        unpacked(b"from another program")


def test_the_time_that_a_worker_has_is_longer_than_it_is_silent() -> None:
    from revtrack.jobs import worker

    assert worker._SAY + worker._BEAT < queues.HELD / 2
