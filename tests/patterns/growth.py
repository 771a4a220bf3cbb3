"""How the work of a pattern grows as a string doubles: about twice where it is linear, four times where it is not.

Work is measured as time of the processor, but only times of one pattern on one kind of string are compared, the least
of several runs of each, and what is steep is measured again. Patterns are tried in a process of its own, which is ended
where it no longer answers.
"""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import IO

from tests.patterns.attacks import Attack, attacks
from tests.patterns.collected import ROOT, Asked

#: Work that grows by so much as a string doubles, twice running, is not linear.
STEEP = 3.3
#: As a string grows to four times its length, work may grow by so much unsuspected.
UNSUSPECTED = 6.0
#: Seconds under which nothing is measured; after which a run is not made longer; and for all attacks on one pattern.
NOISE, ENOUGH, PATIENCE = 0.0004, 0.4, 60.0
#: Runs of which the quickest counts.
RUNS = 3


@dataclass(frozen=True, slots=True)
class Slow:
    """A pattern whose work is not linear; `growth` is by how much it grew at the last doublings, none if it hung."""

    asked: Asked
    attack: Attack
    growth: tuple[float, ...]
    seconds: float

    def __str__(self) -> str:
        grew = ", ".join(f"×{factor:.1f}" for factor in self.growth) or "no answer"
        return f"{self.asked.where} [{self.asked.use}] {self.asked.pattern[:120]!r}: {tuple(self.attack)!r} {grew}"


def slow_ones(patterns: Sequence[Asked], length: int, most: int, patience: float = PATIENCE) -> Iterator[Slow]:
    """Those that are not linear, by strings of up to `length` characters and longer, of `most` kinds for each."""
    left = list(patterns)
    while left:
        done = 0
        with subprocess.Popen(
            [sys.executable, "-m", "tests.patterns.growth", str(length), str(most)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) as child:  # fmt: skip
            assert child.stdin
            assert child.stdout
            child.stdin.write(json.dumps([asdict(item) for item in left]) + "\n")
            child.stdin.flush()
            trying = Attack("", "", "")
            lines = _lines(child.stdout)
            while done < len(left):
                try:
                    line = lines.get(timeout=patience)
                except queue.Empty:
                    line = ""
                if not line:
                    child.kill()
                    yield Slow(left[done], trying, (), patience)
                    done += 1
                    break
                said = json.loads(line)
                if "trying" in said:
                    trying = Attack(*said["trying"])
                    continue
                if said["attack"]:
                    yield Slow(left[done], Attack(*said["attack"]), tuple(said["growth"]), said["seconds"])
                done += 1
            child.stdin.close()
        left = left[done:]


def surely_slow(patterns: Sequence[Asked], length: int, most: int) -> list[str]:
    """Those that are not linear when they are tried a second time either: a busy machine blames one, but not again."""
    doubtful = [slow.asked for slow in slow_ones(patterns, length, most)]
    return [str(slow) for slow in slow_ones(doubtful, length, most)]


def _lines(stream: IO[str]) -> queue.Queue[str]:
    """The lines of a stream as they come, "" for its end."""
    said: queue.Queue[str] = queue.Queue()

    def read() -> None:
        for line in stream:
            said.put(line)
        said.put("")

    threading.Thread(target=read, daemon=True).start()
    return said


# --- the child -------------------------------------------------------------------------------------------------------


def main() -> int:
    """The child: patterns from standard input, for each a line of what was found."""
    warnings.simplefilter("ignore")
    length, most = int(sys.argv[1]), int(sys.argv[2])
    for item in json.loads(sys.stdin.readline()):
        asked = Asked(**item)
        found = worst(asked, attacks(asked.pattern, asked.flags)[:most], length)
        attack, growth, seconds = found or ((), (), 0.0)
        print(json.dumps({"attack": attack, "growth": growth, "seconds": seconds}), flush=True)
    return 0


def worst(asked: Asked, strings: Iterable[Attack], length: int) -> tuple[Attack, tuple[float, ...], float] | None:
    """The first attack under which the work of a pattern is not linear, with how it grew."""
    run = _runner(asked)
    for attack in strings:
        if not _suspicious(run, attack, length):
            continue
        growth, seconds = _growth(run, attack, length)
        if growth and (growth := _growth(run, attack, length)[0]):
            return attack, growth, seconds
    return None


def _suspicious(run: Callable[[str], None], attack: Attack, length: int) -> bool:
    """Whether four times the length cost far more than four times the work, twice."""
    least = _timed(run, attack.of(length // 16))
    if least > ENOUGH / 100:  # told before it is tried at lengths at which it may hang
        print(json.dumps({"trying": attack}), flush=True)
    short = _timed(run, attack.of(length // 4))
    if short < UNSUSPECTED * least or short > ENOUGH:
        return short > ENOUGH
    long = _timed(run, attack.of(length))
    return long >= UNSUSPECTED * short and long > NOISE


def _growth(run: Callable[[str], None], attack: Attack, length: int) -> tuple[tuple[float, ...], float]:
    """By how much the work grew at the last two doublings, where that is too much twice."""
    at = max(64, length // 8)
    times = [_least(run, attack.of(at))]
    steep: list[float] = []
    # on to the end where there is time: a repeat that is bounded grows like one that is not until it is full
    while times[-1] < ENOUGH and at < 4 * length:
        at *= 2
        times.append(_least(run, attack.of(at)))
        factor = times[-1] / max(times[-2], 1e-9)
        steep = [*steep, factor] if factor >= STEEP and times[-2] > NOISE / 8 else []
    return tuple(steep[-2:]) if len(steep) > 1 else (), times[-1]


def _least(run: Callable[[str], None], text: str) -> float:
    first = _timed(run, text)
    return first if first > ENOUGH / 4 else min(first, *(_timed(run, text) for _ in range(RUNS - 1)))


def _timed(run: Callable[[str], None], text: str) -> float:
    begun = time.process_time()
    run(text)
    return time.process_time() - begun


def _runner(asked: Asked) -> Callable[[str], None]:
    compiled = re.compile(asked.pattern.encode("latin-1") if asked.bytes else asked.pattern, asked.flags & ~re.DEBUG)

    def given(text: str) -> str:
        return text.encode("utf-8") if asked.bytes else text  # type: ignore[return-value]

    if asked.use == "match":
        return lambda text: void(compiled.match(given(text)))
    if asked.use == "fullmatch":
        return lambda text: void(compiled.fullmatch(given(text)))

    def everywhere(text: str) -> None:
        for _ in compiled.finditer(given(text)):
            pass

    return everywhere


def void(_: object) -> None:
    """What a run found does not matter."""


if __name__ == "__main__":
    sys.exit(main())
