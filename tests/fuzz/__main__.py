"""`python -m tests.fuzz --seconds N [--seed S] [--jobs J] [TARGETS…]`: mutated inputs over readers and core."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from tests.fuzz.targets import FOUND, TARGETS

ROOT = Path(__file__).resolve().parents[2]
#: Seconds that a worker works on one target before the next one's turn.
_TURN = 20.0


@dataclass
class Told:
    """What became of a target so far."""

    name: str
    seed: int
    number: int = 0
    slowest: float = 0.0
    slowest_at: int = 0
    peak: int = 0
    found: dict[str, int] = field(default_factory=dict[str, int])

    def work(self, seconds: float) -> None:
        """Let a worker work for so many seconds; one that an input takes down is replaced by the next one."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 1:
            self._work(left)

    def _work(self, seconds: float) -> None:
        with tempfile.NamedTemporaryFile() as place:
            command = [sys.executable, "-m", "tests.fuzz.working", self.name, str(self.seed), str(self.number)]
            run = subprocess.run(
                [*command, str(seconds), place.name], cwd=ROOT, capture_output=True, text=True, check=False
            )
            last = Path(place.name).read_text("ascii").strip()
        said = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
        for one in said:
            if "found" in one:
                self._keep(one["found"], one["trace"])
            else:
                self.number, self.peak = one["next"], max(self.peak, one["peak"])
                if one["slowest"] > self.slowest:
                    self.slowest, self.slowest_at = one["slowest"], one["slowest_at"]
        if run.returncode:
            if not last:
                raise RuntimeError(run.stderr)
            self._keep(int(last), f"process ended: {run.returncode}\n{run.stderr[-2000:]}")
            self.number = int(last) + 1

    def _keep(self, number: int, trace: str) -> None:
        """Keep the first input of each kind of finding."""
        lines = [line.strip() for line in trace.strip().splitlines()]
        places = [line for line in lines if line.startswith("File ") and "site-packages" not in line]
        kind = f"{re.sub('[0-9]+', '#', lines[-1])[:60]} at {places[-1] if places else lines[0]}"
        self.found[kind] = self.found.get(kind, 0) + 1
        if self.found[kind] > 1:
            return
        data = TARGETS[self.name].input(self.name, self.seed, number)
        FOUND.mkdir(exist_ok=True)
        path = FOUND / f"{self.name.replace(' ', '-')}-{hashlib.sha256(data).hexdigest()[:10]}.bin"
        path.write_bytes(data)
        print(f"\n{self.name} {self.seed} {number}, {len(data)} bytes, kept as {path}\n{trace}", flush=True)


def main() -> int:
    """Work on all targets in turns; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"some of {', '.join(TARGETS)}")
    given = parser.parse_args()
    if unknown := set(given.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    told = [Told(name, given.seed) for name in given.targets or TARGETS]
    until = time.monotonic() + given.seconds
    with ThreadPoolExecutor(given.jobs) as pool:
        while (left := until - time.monotonic()) > 1:
            turn = min(_TURN, max(2.0, left * given.jobs / len(told)))
            list(pool.map(Told.work, told, repeat(turn)))
    print(f"\n{'target':12}{'inputs':>10}{'slowest':>10}{'number':>9}{'peak MB':>9}  found")
    for one in told:
        found = "; ".join(f"{times} × {kind}" for kind, times in one.found.items()) or "nothing"
        print(f"{one.name:12}{one.number:10,}{one.slowest:9.2f}s{one.slowest_at:9}{one.peak:9}  {found}")
    print(f"{sum(one.number for one in told):,} inputs, seed {given.seed}")
    return int(any(one.found for one in told))


if __name__ == "__main__":
    sys.exit(main())
