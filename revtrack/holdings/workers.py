"""Worker processes that read files side by side: one that a file takes down is replaced, and no other file suffers."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Self

from revtrack.holdings.reading import Prepared, Reading, Refused, prepare

#: What became of a file's bytes.
Result = tuple[Prepared, ...] | Refused


class Workers:
    """So many processes, to be entered before use."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = _pool(count)
        #: One process for those that were being read when the others died: which of them did it shows by itself.
        self._single: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        if self._single is not None:
            self._single.shutdown()

    def begin(self, data: bytes, name: str, reading: Reading) -> Future[Result]:
        """`prepare` in one of the processes, to be awaited by `end`."""
        try:
            return self._pool.submit(prepare, data, name, reading)
        except BrokenExecutor:
            self._pool.shutdown()
            self._pool = _pool(self._count)
            return self._pool.submit(prepare, data, name, reading)

    def end(self, future: Future[Result], data: bytes, name: str, reading: Reading) -> Result:
        """What `begin` was asked for; a file that takes its process down, by itself too, is refused."""
        try:
            return future.result()
        except BrokenExecutor:
            self._single = self._single or _pool(1)
        try:
            return self._single.submit(prepare, data, name, reading).result()
        except BrokenExecutor as error:
            self._single.shutdown()
            self._single = None
            return Refused.bug(name, error)


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"))
