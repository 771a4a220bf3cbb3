"""Compares in processes of their own: two hostile texts can take one of those only, and not for long.

Each has limits on memory and on seconds of the processor, and can be ended from outside; what it held goes with it.
They are last resorts: what a comparison may take is counted in it (`budget`), so that no result depends on the clock.
Starting one takes a second, so that one that did well is kept for the next comparison.
"""

from __future__ import annotations

import contextlib
import copyreg
import resource
import signal
import threading
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from alignment.knowledge import Knowledge
from alignment.limits import Limits
from alignment.linking.background import shipped_background
from alignment.linking.learned import shipped_judge
from alignment.model import Comparison, Decided, Side, Task
from revtrack.budget import compared_within
from revtrack.errors import InvalidInput, OperationFailed

#: A process that waits for the machine is given so many times its seconds by the clock, and some to start.
_PATIENCE, _START_SECONDS = 3, 30
#: Comparisons that one process makes, and the megabytes that it may have grown to, before it is replaced.
_MOST_COMPARISONS, _MOST_GROWN = 200, 400
#: What a process answers: a comparison, the kind of a refusal with its facts, or what a bug of ours printed.
_Answer = (
    tuple[Literal["compared"], Comparison, int]
    | tuple[Literal["refused"], str, dict[str, str]]
    | tuple[Literal["bug"], str]
)


def _as_dict(mapping: MappingProxyType[Any, Any]) -> tuple[type[dict[Any, Any]], tuple[dict[Any, Any]]]:
    return dict, (dict(mapping),)


# the empty mappings that the words of a comparison have by default
copyreg.pickle(MappingProxyType, _as_dict)  # pyright: ignore[reportArgumentType]


@dataclass(frozen=True, slots=True)
class ApartBounds:
    """What one comparison may take: seconds of the processor and megabytes; and how many are made side by side."""

    seconds: int
    megabytes: int
    at_once: int = 2


class Apart:
    """Compares texts in processes of their own. Safe to be used by several threads; to be closed."""

    def __init__(self, bounds: ApartBounds) -> None:
        self._bounds = bounds
        self._places = threading.BoundedSemaphore(bounds.at_once)
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        #: Comparisons under way by name: the process that makes each, None while it waits for a place.
        self._under_way: dict[str, _Process | None] = {}
        self._ended: set[str] = set()
        self._closed = False

    def __call__(
        self,
        old: Side,
        new: Side,
        limits: Limits,
        *,
        task: Task = "revision",
        decided: Decided | None = None,
        name: str = "",
    ) -> Comparison:
        """The comparison of two sides.

        Raises `InvalidInput` (too-long, too-much-work, compare-slow, compare-memory) where it takes more than it may,
        `OperationFailed` (compare-ended) where its process was ended from outside.
        """
        with self._process(name) as process:
            try:
                return process.compare((old, new, limits, task, decided), self._bounds.seconds)
            except (OSError, EOFError):
                code, late = process.end(), process.late
                if late or code == -signal.SIGXCPU:
                    raise InvalidInput("compare-slow", facts=self._facts) from None
                raise OperationFailed("compare-ended", facts={"code": str(code)}) from None
            except _Refused as refused:
                if refused.kind == "compare-memory":
                    process.end()
                    raise InvalidInput("compare-memory", facts=self._facts) from None
                raise InvalidInput(refused.kind, facts=refused.facts) from None

    def warm(self) -> None:
        """Start a process now, so that the first comparison need not wait for it."""
        with contextlib.suppress(OperationFailed, OSError, EOFError), self._process("") as process:
            process.wait_until_ready()

    def end(self, name: str) -> bool:
        """End a comparison that is under way or waits for its turn; whether there was one of that name."""
        with self._lock:
            if name not in self._under_way:
                return False
            self._ended.add(name)
            process = self._under_way[name]
        if process is not None:
            process.kill()
        return True

    def close(self) -> None:
        """End all processes; comparisons under way fail."""
        with self._lock:
            self._closed = True
            left = [*self._idle, *(process for process in self._under_way.values() if process is not None)]
            self._idle.clear()
        for process in left:
            process.kill()
            process.end()

    @contextmanager
    def _process(self, name: str) -> Generator[_Process]:
        """A process for one comparison, kept afterwards where it did well."""
        with self._lock:
            name = name or f"unnamed {threading.get_ident()}"
            self._under_way[name] = None
        process: _Process | None = None
        try:
            with self._places:
                process = self._hired(name)
                yield process
        finally:
            with self._lock:
                self._under_way.pop(name, None)
                self._ended.discard(name)
                kept = process is not None and process.fit and not self._closed
                if kept and process is not None:
                    self._idle.append(process)
            if process is not None and not kept:
                process.end()

    def _hired(self, name: str) -> _Process:
        with self._lock:
            if self._closed or name in self._ended:
                raise OperationFailed("compare-ended", facts={"code": "0"})
            while self._idle:
                process = self._idle.pop()
                if process.alive:
                    self._under_way[name] = process
                    return process
                process.end()
            try:
                process = self._under_way[name] = _Process(self._bounds.megabytes)
            except OSError as error:
                raise OperationFailed("compare-ended", facts={"code": error.strerror or str(error)}) from error
            return process

    @property
    def _facts(self) -> dict[str, str]:
        return {"seconds": str(self._bounds.seconds), "megabytes": str(self._bounds.megabytes)}


class _Refused(Exception):
    """What a process refused."""

    def __init__(self, kind: str, facts: dict[str, str]) -> None:
        self.kind, self.facts = kind, facts
        super().__init__(kind)


@contextmanager
def _closed_meanwhile() -> Generator[None]:
    """A pipe that another thread closed while this one waited at it has come to its end, whatever it raises."""
    try:
        yield
    except TypeError as error:  # its handle is gone
        raise EOFError from error


class _Process:
    """One process that compares, one comparison after the other."""

    def __init__(self, megabytes: int) -> None:
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, megabytes), name="revtrack-compare", daemon=True)
        self._process.start()
        other.close()
        self._ready = False
        self._made = 0
        self._grown = 0
        self._failed = False
        #: Whether it was ended because it took too long by the clock.
        self.late = False

    def compare(self, asked: tuple[Side, Side, Limits, Task, Decided | None], seconds: int) -> Comparison:
        """One comparison. Raises `_Refused`, OSError, EOFError."""
        self._made += 1
        watch = threading.Timer(_PATIENCE * seconds + _START_SECONDS, self._too_late)
        watch.daemon = True
        watch.start()
        try:
            self.wait_until_ready()
            with _closed_meanwhile():
                self._pipe.send((seconds, *asked))
                answer = cast("_Answer", self._pipe.recv())
        except BaseException:
            self._failed = True
            raise
        finally:
            watch.cancel()
        if answer[0] == "bug":
            raise RuntimeError(answer[1])
        if answer[0] == "refused":
            raise _Refused(answer[1], answer[2])
        self._grown = answer[2]
        return answer[1]

    def wait_until_ready(self) -> None:
        """Returns when the process has loaded what it needs. Raises OSError, EOFError."""
        if not self._ready:
            with _closed_meanwhile():
                self._pipe.recv()
            self._ready = True

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.is_alive()

    @property
    def fit(self) -> bool:
        """Whether the process may be kept."""
        worn = self._made >= _MOST_COMPARISONS or self._grown > _MOST_GROWN
        return not worn and not self._failed and self.alive

    def kill(self) -> None:
        """End the process at once; whoever waits for its answer gets an error."""
        with contextlib.suppress(ValueError):  # it is closed already
            self._process.kill()

    def end(self) -> int:
        """End the process and give back what it held; how it ended."""
        self._failed = True
        with contextlib.suppress(OSError):
            self._pipe.close()
        try:
            self._process.join(0.2)  # one that waits sees that nobody asks any more
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            return self._process.exitcode or 0
        except ValueError:
            return 0

    def _too_late(self) -> None:
        self.late = True
        self.kill()


# --- the process -----------------------------------------------------------------------------------------------------


def _serve(pipe: Connection, megabytes: int) -> None:
    """What the process does: comparisons as they are asked for, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the one who asks
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for load in (Knowledge.shipped, shipped_judge, shipped_background):
        load()
    _limit_memory(megabytes)
    with contextlib.suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            seconds, *asked = cast("tuple[Any, ...]", pipe.recv())
            used = resource.getrusage(resource.RUSAGE_SELF)
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + int(seconds), hard))
            try:
                pipe.send(_answer(*asked))
            except MemoryError:
                pipe.send(("refused", "compare-memory", {}))
            except Exception:  # noqa: BLE001 -- told where it was asked for, as a bug that happened there
                pipe.send(("bug", traceback.format_exc()))


def _answer(old: Side, new: Side, limits: Limits, task: Task, decided: Decided | None) -> _Answer:
    try:
        made = compared_within(old, new, limits, task=task, decided=decided)
    except InvalidInput as error:
        return "refused", error.kind, dict(error.facts)
    return "compared", made, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _limit_memory(megabytes: int) -> None:
    """Allow so much more than the program itself holds: a library may reserve much that it never uses."""
    held = 0
    with contextlib.suppress(OSError, ValueError, IndexError):
        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    most = held + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
