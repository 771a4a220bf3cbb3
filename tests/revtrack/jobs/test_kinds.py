"""Jobs of every kind, whose workers are killed at random moments: each is done once in effect, and none is lost."""

from __future__ import annotations

import io
import multiprocessing
import random
import shutil
import time
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import create_engine, text

from revtrack.errors import OperationFailed
from revtrack.holdings.comparing import Compared
from revtrack.holdings.intake import Bounds
from revtrack.jobs.desk import JobDesk
from revtrack.jobs.rows import Job
from revtrack.service import Tracker
from tests.revtrack.jobs.killable import tracker_of, work_for

SAMPLES = Path(__file__).resolve().parents[3] / "revtrack" / "sample"
BOUNDS = Bounds(5, 2_000_000)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Where catalog, state and jobs are: in files, or in a server without schemas of ours."""
    if request.param == "sqlite":
        return ""
    found = str(request.getfixturevalue("postgres"))
    engine = create_engine(found)
    with engine.begin() as connection:
        names = connection.execute(text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'revtrack%'"))
        for name in names.scalars().all():
            connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))
    engine.dispose()
    return found


def policy(number: int) -> bytes:
    """A text that no other upload has."""
    items = "".join(f"第{at}条　第{number}号停车场应当在{at + number}日内备案。\n" for at in range(1, 8))
    return f"甲市第{number}号停车管理办法\n\n{items}".encode()


def expire(tracker: Tracker) -> None:
    """The time of every worker is over."""
    with tracker.jobs.queue.writing() as connection:
        connection.execute(text("UPDATE jobs SET held_until = 1 WHERE status = 'running'"))


def answer_of(desk: JobDesk, job: Job) -> object:
    """The answer of a job; one that four killed workers had in their hands is asked for again, as a person would."""
    for _ in range(20):
        try:
            return desk.result(desk.job(job.id), 60)
        except OperationFailed as error:
            if error.kind != "job-died":
                raise
            job = desk.again(job.id)
    raise AssertionError("it never comes to its end")


def asked(tracker: Tracker, turn: int, ids: list[str], versions: list[str]) -> list[Job]:
    """A job of every kind; the upload that is stored is another each turn."""
    desk = tracker.jobs
    read, store = (tracker.receive([("a.txt", io.BytesIO(policy(2 * turn + at)))], BOUNDS) for at in (0, 1))
    pair = {"old": versions[0], "new": versions[1], "task": "revision"}
    matrix = {"higher": ids[0], "lower": [ids[1]]}
    written = {"lang": "zh", "address": "", "rejected": True}
    said = {"values": {}, "each": {}, "document": "", "author": "王芳"}
    return [
        desk.start("read-upload", {"upload": read}, name=f"read {turn}"),
        desk.start("store-upload", {"upload": store, "only": ["a.txt"], **said}, name=f"store {turn}"),
        desk.start("read-duties", {}, name=f"duties {turn}"),
        desk.start("compare", pair, name=f"compare {turn}"),
        desk.start("export", {**pair, **written, "form": "docx"}, name=f"export {turn}"),
        desk.start("export-trace", {**matrix, "form": "xlsx", "lang": "en"}, name=f"matrix {turn}"),
        desk.start("index-wording", {}, name=f"index {turn}"),
        desk.start("relate", {"document": ids[0]}, name=f"relate {turn}"),
        desk.start("siblings", {"first": ids[0], "others": [ids[1]]}, name=f"siblings {turn}"),
        desk.start("trace", matrix, name=f"trace {turn}"),
        desk.start("propose", {}, name=f"propose {turn}"),
        desk.start("read-force", {}, name=f"force {turn}"),
        desk.start("read-targets", {}, name=f"targets {turn}"),
        desk.start("article", {"version": ids[0], "clause": "一"}, name=f"article {turn}"),
        desk.start("watch", {"sources": []}, name=f"watch {turn}"),
    ]


def _kill(home: Path, url: str, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.revtrack.jobs.killable", "revtrack.jobs.queue", "revtrack.watch.desk"])
    with tracker_of(home, url) as tracker:
        tracker.init()
        added = tracker.add([SAMPLES / "city_plan.txt", SAMPLES / "district_draft.txt"])
        ids, versions = [one.document for one in added], [one.version for one in added]
        folder = home.parent / "watched"
        folder.mkdir()
        shutil.copy(SAMPLES / "district_issued.txt", folder)
        tracker.watching.keep(tracker.watching.propose(str(folder), name="watched").source)
        jobs: list[Job] = []
        for turn in range(kills):
            jobs += asked(tracker, turn, ids, versions)
            ours, theirs = context.Pipe()
            working = context.Process(target=work_for, args=(home, url, 3, theirs))
            working.start()
            assert ours.poll(60)
            ours.recv()
            time.sleep(chance.uniform(0.0, 1.5))
            working.kill()
            working.join()
            if turn % 3:
                expire(tracker)
        expire(tracker)
        with tracker.jobs.working(2):
            answers = {job.name: answer_of(tracker.jobs, job) for job in jobs}
        kept = tracker.documents()
        assert kept.total == 2 + kills, "each upload that was stored is there, once"
        titles = [item.title for item in kept.items]
        assert len(set(titles)) == len(titles)
        assert len(tracker.watching.inbox()) == 1
        compared = [cast("Compared", answers[f"compare {turn}"]) for turn in range(kills)]
        assert len({one.key for one in compared}) == 1
        assert tracker.jobs.age().waiting == tracker.jobs.age().running == 0
        assert {job.status for job in tracker.jobs.jobs(limit=10_000)} == {"done"}
        found = tracker.verify()
        assert not found.damage


def test_a_killed_worker_loses_no_job_of_any_kind(tmp_path: Path, url: str) -> None:
    _kill(tmp_path / "home", url, 2, 3)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_sixty_killed_workers_lose_no_job_of_any_kind(tmp_path: Path, url: str) -> None:
    _kill(tmp_path / "home", url, 60, 4)
