"""What looks at sources share: the library, the state, the fetcher, and the threads in which these are used."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, Self, TypeVar

from revtrack.holdings.library import Library
from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.state import State

_P = ParamSpec("_P")
_R = TypeVar("_R")
#: What hosts send is read by so many threads.
_READERS = 2


class Work:
    """State, inbox and corpus are used by one thread, what came is read by others; to be entered before use.

    Raises `InvalidInput` (no-corpus) where there is none.
    """

    def __init__(self, library: Library, state: State, fetcher: Fetcher) -> None:
        library.open()
        self.library = library
        self.state = state
        self.fetcher = fetcher
        self._desk = ThreadPoolExecutor(1, "watch-state")
        self._readers = ThreadPoolExecutor(_READERS, "watch-read")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._readers.shutdown(cancel_futures=True)
        self._desk.shutdown(cancel_futures=True)

    async def at_desk(self, function: Callable[_P, _R], *args: _P.args, **named: _P.kwargs) -> _R:
        """Call what uses state, inbox or corpus."""
        return await asyncio.get_running_loop().run_in_executor(self._desk, lambda: function(*args, **named))

    async def in_reader(self, function: Callable[_P, _R], *args: _P.args, **named: _P.kwargs) -> _R:
        """Call what reads."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: function(*args, **named))
