"""Kills writers at random moments and says what the corpus lost: run by `test_faults`, as a process of its own.

Usage: python killing.py HOME ROUNDS SEED. One process forks a child for each round; the child adds files, one by one or
as a folder, and acknowledges each over a pipe; at some moment of the time that this takes undisturbed (measured first,
corrected by each round that ends before its kill or not) the child and its git die by SIGKILL. Prints a line of JSON:
rounds, kills that came in time, acknowledged files, starts that said they healed, and what is wrong.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from revtrack.holdings.adding import Addition, Outcome
from revtrack.service import Tracker
from revtrack.settings import load_settings


def text(number: int) -> bytes:
    """A text that no other round has."""
    items = "".join(f"第{at}条　各单位应当完成第{number}号任务的第{at}项。\n" for at in range(1, 12))
    return f"任务{number}管理办法\n\n{items}".encode()


def child(home: Path, folder: Path, pipe: int, singly: bool) -> None:
    """Add the files of a folder and acknowledge each."""
    os.setsid()

    def acknowledge(addition: Addition, _done: int, _total: int) -> None:
        name = hashlib.sha256(Path(addition.file).read_bytes()).hexdigest()
        if addition.outcome in (Outcome.ADDED, Outcome.KNOWN):
            os.write(pipe, f"{addition.document} {addition.version} {name}\n".encode())

    tracker = Tracker(load_settings(), home)
    for paths in [[path] for path in sorted(folder.iterdir())] if singly else [[folder]]:
        tracker.add(paths, report=acknowledge)
    os._exit(0)


def main(home: Path, rounds: int, seed: int) -> None:
    """Kill `rounds` times and look after each."""
    chance = random.Random(seed)  # noqa: S311
    Tracker(load_settings(), home).init()
    acknowledged: dict[str, tuple[str, str]] = {}
    healed = killed = 0
    wrong: list[str] = []
    takes: dict[bool, float] = {}
    for turn in range(-2, rounds):
        folder = home.parent / f"texts{turn}"
        folder.mkdir()
        for at in range(6):
            (folder / f"{at}.txt").write_bytes(text(turn * 100 + at))
        singly = turn % 2 == 0
        reading, writing = os.pipe()
        begun, moment = time.monotonic(), 0.0
        process = os.fork()
        if process == 0:
            os.close(reading)
            try:
                child(home, folder, writing, singly=singly)
            finally:
                os._exit(1)
        os.close(writing)
        if turn >= 0:
            moment = chance.uniform(0.0, takes[singly])
            time.sleep(moment)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        if turn < 0:
            takes[singly] = time.monotonic() - begun
        elif os.WIFSIGNALED(status):
            killed += 1
            takes[singly] *= 1.02
        else:
            takes[singly] = (takes[singly] + moment) / 2
        with os.fdopen(reading) as stream:
            for line in stream.read().splitlines():
                document, version, original = line.split()
                acknowledged[version] = (document, original)
        with Tracker(load_settings(), home) as tracker:
            said: list[object] = []
            tracker.library.on_healed = said.append
            held = {version for item in tracker.documents().items for version in tracker.document(item.id).versions}
            healed += bool(said)
            wrong += [f"round {turn}: lost {version}" for version in acknowledged if version not in held]
            if turn % 20 == 19 or turn == rounds - 1:
                found = tracker.verify()
                wrong += [f"round {turn}: {damage}" for damage in found.damage]
                for version, (document, original) in acknowledged.items():
                    kept = tracker.document(document).versions[version].original
                    if kept is None or kept.sha256 != original:
                        wrong.append(f"round {turn}: original of {version}")
    print(
        json.dumps(
            {"rounds": rounds, "killed": killed, "acknowledged": len(acknowledged), "healed": healed, "wrong": wrong}
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
