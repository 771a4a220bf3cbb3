"""Answers that are given once: what was asked under a key gets the same answer again, and is done no second time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, select, update

from revtrack.jobs.queue import Queue
from revtrack.jobs.results import packed, unpacked
from revtrack.jobs.schema import answers

#: How long an answer is kept, and how long one may be in the making before whoever made it is dead, in seconds.
KEPT, MAKING = 24 * 3600.0, 900.0


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: its status, the headers that belong to it, its body; `digest` is of what was asked."""

    digest: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Standing(StrEnum):
    """Where a key stands: nobody has used it, and now it is held; it is being answered."""

    HELD = "held"
    BUSY = "busy"


class Answers:
    """Answers by keys in the table of jobs' database; each method is one transaction."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def take(self, key: str) -> Answered | Standing:
        """The answer of a key; or whether the key is held from now on, or is by another."""
        now = time.time()
        with self._queue.writing() as connection:
            connection.execute(delete(answers).where(answers.c.until < now))
            row = connection.execute(select(answers).where(answers.c.key == key)).mappings().first()
            if row is None:
                connection.execute(answers.insert(), [{"key": key, "until": now + MAKING, "value": b""}])
                return Standing.HELD
        if not row["value"]:
            return Standing.BUSY
        known = unpacked(row["value"])
        return known if isinstance(known, Answered) else Standing.BUSY

    def keep(self, key: str, answer: Answered) -> None:
        """What a key that is held was answered."""
        with self._queue.writing() as connection:
            values = {"value": packed(answer), "until": time.time() + KEPT}
            connection.execute(update(answers).where(answers.c.key == key).values(**values))

    def drop(self, key: str) -> None:
        """Let a key be used again: nothing came of it."""
        with self._queue.writing() as connection:
            connection.execute(delete(answers).where(answers.c.key == key))
