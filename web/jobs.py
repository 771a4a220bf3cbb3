"""Work that takes longer than a reader waits: done in the background, looked at by pages that reload."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from typing import Any

Progress = Callable[[int, int], None]
#: Finished work is kept for pages that come back to it, so many at most.
_KEPT = 200


@dataclass
class Job:
    """A piece of work: how far it is, and its result."""

    future: Future[Any]
    done: int = 0
    total: int = 0
    began: float = field(default_factory=time.monotonic)

    def result(self, seconds: float) -> Any:
        """The result, if it is there within so many seconds. Raises `NotYet`, or what the work raised."""
        return self.future.result(timeout=seconds)


class Jobs:
    """Named pieces of work; asked twice for the same one, it is done once."""

    def __init__(self, workers: int = 4) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="revtrack-job")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, name: str, work: Callable[[Progress], Any]) -> Job:
        """Begin a piece of work, or find the one of that name that is under way or done."""
        with self._lock:
            known = self._jobs.get(name)
            if known is not None:
                return known
            job = Job(Future())

            def progress(done: int, total: int) -> None:
                job.done, job.total = done, total

            job.future = self._pool.submit(work, progress)
            self._jobs[name] = job
            while len(self._jobs) > _KEPT:
                oldest = next(iter(self._jobs))
                if not self._jobs[oldest].future.done():
                    break
                del self._jobs[oldest]
            return job

    def find(self, name: str) -> Job | None:
        """The work of that name, if there is any."""
        with self._lock:
            return self._jobs.get(name)

    def forget(self, name: str) -> None:
        """Drop a piece of work, so that the name can be used again."""
        with self._lock:
            self._jobs.pop(name, None)

    def close(self) -> None:
        """Wait for nothing more: what runs goes on to its end, what waits is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)


__all__ = ["Job", "Jobs", "NotYet", "Progress"]
