"""Processes that do jobs until they are killed; run by `test_jobs` and `test_kinds`.

What a made-up job does is a file, the same however often it is done: as all work that comes to the same twice.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from revtrack.errors import OperationFailed
from revtrack.jobs.desk import JobDesk
from revtrack.jobs.queue import Queue
from revtrack.jobs.worker import Kind, Progress
from revtrack.service import Tracker
from revtrack.settings import load_settings


def kinds_of(folder: Path) -> dict[str, Kind]:
    """What the made-up jobs do: a quick one, one in steps, one that fails the first time."""

    def once(name: str) -> None:
        with (folder / "tries").open("a") as stream:
            stream.write(f"{name}\n")
        made = folder / f"{os.getpid()}-{time.monotonic_ns()}"
        made.write_text(name, "utf-8")
        made.replace(folder / f"done-{name}")

    def quick(given: Mapping[str, object], _: Progress) -> object:
        once(str(given["name"]))
        return f"answer {given['name']}"

    def steps(given: Mapping[str, object], progress: Progress) -> object:
        for at in range(8):
            progress(at, 8)
            time.sleep(0.004)
        return quick(given, progress)

    def shaky(given: Mapping[str, object], progress: Progress) -> object:
        tried = folder / f"tried-{given['name']}"
        if not tried.exists():
            tried.touch()
            raise OperationFailed("locked", facts={"seconds": "1"})
        return quick(given, progress)

    kinds: dict[str, Callable[[Mapping[str, object], Progress], object]] = {
        "quick": quick,
        "steps": steps,
        "shaky": shaky,
    }
    return {name: Kind(do) for name, do in kinds.items()}


def tracker_of(home: Path, url: str) -> Tracker:
    """A tracker whose catalog, state and jobs are in files, or at the URL of a server."""
    return Tracker(replace(load_settings(), catalog_url=url, state_url=url), home)


def work(where: str, folder: Path, count: int, ready: Connection) -> None:
    """Do made-up jobs until killed; says when it begins."""
    with JobDesk(partial(Queue, where), kinds_of(folder)) as desk:
        _work(desk, count, ready)


def work_for(home: Path, url: str, count: int, ready: Connection) -> None:
    """Do the jobs of a home folder until killed; says when it begins."""
    with tracker_of(home, url) as tracker:
        _work(tracker.jobs, count, ready)


def _work(desk: JobDesk, count: int, ready: Connection) -> None:
    desk.begin_work(count)
    ready.send("ready")
    while True:
        time.sleep(1)
