"""A process that works on a queue of made-up jobs until it is killed; run by `test_jobs`.

What a job does is a line in a file, written once however often the job is done: as work that comes to the same twice.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from revtrack.errors import OperationFailed
from revtrack.jobs.desk import JobDesk
from revtrack.jobs.queue import Queue
from revtrack.jobs.worker import Kind, Progress


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


def work(where: str, folder: Path, count: int) -> None:
    """Work until killed; says when it begins."""
    with JobDesk(partial(Queue, where), kinds_of(folder)) as desk:
        desk.begin_work(count)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            time.sleep(1)


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
