"""Interleaved timing, and memory of a child process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, ours, the peer's ("" where there is none), the ratio peer / ours."""

    what: str
    ours: str
    peer: str = ""
    ratio: float | None = None
    note: str = ""


def seconds(call: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turn(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """(median of ours, median of the peer's, median of the ratios peer / ours), A B A B … in one process."""
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(b / a for a, b in pairs),
    )


def verdict(bar: str, reached: bool) -> str:
    """A bar for the table, with whether it is reached: a missed bar must not look like one that holds."""
    return f"bar: {bar}; {'reached' if reached else 'MISSED'}"


def peak_megabytes(code: str) -> float:
    """Peak resident memory of `code` run in a fresh interpreter, in MB; needs Linux.

    Not `getrusage`: its `ru_maxrss` begins at what the parent held when it started the child, so that a large parent
    is taken for a large child. `VmHWM` begins anew with the program.
    """
    tail = "\nprint(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return int(done.stdout.strip().splitlines()[-1]) / 1024


class Disturbance:
    """How many cores other programs used since this was made; needs Linux.

    Two runs beside each other slow ours and the peer's unevenly, and the figures still look sound.
    """

    #: More than this share of a core taken by others, and a table is not worth keeping.
    TOO_MUCH = 0.15

    def __init__(self) -> None:
        self._since = self._now()

    def cores(self) -> float:
        """Cores used by others, on average."""
        wall, busy, own = (now - then for now, then in zip(self._now(), self._since, strict=True))
        return max(0.0, busy - own) / max(wall, 1e-6)

    @staticmethod
    def _now() -> tuple[float, float, float]:
        """(wall clock, what all programs used, what this one and its children used), in seconds."""
        fields = [int(field) for field in Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]]
        busy = sum(fields[:3]) + sum(fields[5:8])  # all but idle and waiting for a disk
        return time.perf_counter(), busy / os.sysconf("SC_CLK_TCK"), sum(os.times()[:4])
