"""Interleaved timing, and memory of a child process."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


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


def peak_megabytes(code: str) -> float:
    """Peak resident memory of `code` run in a fresh interpreter, in MB (Linux reports kB)."""
    tail = "\nimport json, resource; print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1]) / 1024
