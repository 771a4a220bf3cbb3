"""The worker: input after input in a process with bounds, each finding told as a line of JSON.

`python -m tests.fuzz.working TARGET SEED FIRST SECONDS PLACE`: `PLACE` is a file that always holds the number of the
input under work, so that one that takes the process down is known too.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.targets import TARGETS

#: Seconds of the processor and megabytes that one input may take.
SECONDS, MEGABYTES = 10, 1_000
#: As many inputs are worked on before memory is looked after.
_BETWEEN = 500


def main(name: str, seed: int, first: int, seconds: float, place: Path) -> None:
    """Work on inputs from a number on for so many seconds; says what was found, and how many there were."""
    target = TARGETS[name]
    target.check(target.input(name, seed, 0))  # loads what it needs
    held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEGABYTES * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT)
    until, number, slowest, slowest_at = time.monotonic() + seconds, first, 0.0, first
    while time.monotonic() < until:
        os.pwrite(handle, f"{number:20d}".encode("ascii"), 0)
        data = target.input(name, seed, number)
        began = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(began) + SECONDS + 2, hard))
        try:
            target.check(data)
        except Exception:  # noqa: BLE001 - every one is a finding
            _say(found=number, trace=traceback.format_exc())
        took = time.process_time() - began
        if took > SECONDS:
            _say(found=number, trace=f"Slow: {took:.0f} s")
        if took > slowest:
            slowest, slowest_at = took, number
        number += 1
        if number % _BETWEEN == 0:
            gc.collect()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    _say(next=number, slowest=round(slowest, 2), slowest_at=slowest_at, peak=peak)


def _say(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), Path(sys.argv[5]))
