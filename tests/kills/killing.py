"""Does a deed in a process of its own and kills it at a random moment, turn by turn."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import tempfile
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from tests.kills.deeds import DEEDS, Deed
from tests.kills.sweeping import Sweeping

ALL: dict[str, type[Deed]] = {**DEEDS, "sweep": Sweeping}
#: Turns that are let through first, to learn how long a deed takes.
_UNDISTURBED = 3
#: After so many turns everything stored is looked at.
_LOOK = 25


@dataclass
class Killed:
    """What came of a deed: turns, kills that came in time, what was acknowledged, what was wrong."""

    turns: int = 0
    kills: int = 0
    acknowledged: list[str] = field(default_factory=list[str])
    wrong: list[str] = field(default_factory=list[str])


class Killer:
    """Kills one deed, turn by turn."""

    def __init__(self, name: str, folder: Path, chance: Random) -> None:
        folder.mkdir()
        self._deed, self._chance = ALL[name](folder), chance
        self._deed.begin()
        self._takes = 0.0
        self.told = Killed()
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.kills.sweeping", "sqlalchemy.dialects.sqlite", "alembic.command"])
        self._context = context

    def turn(self) -> None:
        """One turn: the deed begun, killed, and looked after."""
        self._deed.prepare(self.told.turns)
        here, there = self._context.Pipe()
        process = self._context.Process(target=_do, args=(self._deed, there))
        process.start()
        there.close()
        here.recv()  # it has begun, in a group of its own
        began = time.monotonic()
        if self.told.turns >= _UNDISTURBED:
            time.sleep(self._chance.uniform(0.0, self._takes))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid or 0, signal.SIGKILL)
        process.join(120)
        if self.told.turns < _UNDISTURBED:
            self._takes = max(self._takes if self.told.turns > 1 else 0.0, time.monotonic() - began)
            if process.exitcode:
                raise RuntimeError(f"{type(self._deed).__name__} failed undisturbed")
        else:
            self.told.kills += process.exitcode == -signal.SIGKILL
        with contextlib.suppress(EOFError):
            while True:
                self.told.acknowledged.append(here.recv())
        here.close()
        self.told.wrong += [f"turn {self.told.turns}: {one}" for one in self._deed.wrong(self.told.acknowledged)]
        self.told.turns += 1
        if self.told.turns % _LOOK == 0 and not isinstance(self._deed, Sweeping):
            self.told.wrong += self._deed.at_last()

    def end(self) -> None:
        """The last look."""
        self.told.wrong += self._deed.at_last()


def _do(deed: Deed, pipe: Connection) -> None:
    os.setsid()  # so that what it starts (git) dies with it
    pipe.send("begun")
    deed.work(pipe.send)


def kill(count: int, seed: int, names: list[str], seconds: float = float("inf")) -> dict[str, Killed]:
    """Kill writers so many times in all, or for so many seconds."""
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        killers = {name: Killer(name, Path(folder) / name, Random(f"{seed} {name}")) for name in names}  # noqa: S311
        while sum(one.told.kills for one in killers.values()) < count and time.monotonic() < until:
            for name, one in killers.items():
                before = len(one.told.wrong)
                one.turn()
                for wrong in one.told.wrong[before:]:
                    print(f"{name}: {wrong}", flush=True)
        for one in killers.values():
            one.end()
        return {name: one.told for name, one in killers.items()}
