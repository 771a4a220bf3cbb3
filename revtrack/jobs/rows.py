"""A job as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: Where a job stands. One whose worker died is "running" until its time is over, then anybody's.
JobStatus = Literal["waiting", "running", "done", "failed", "cancelled"]
#: Those that are over.
OVER: frozenset[JobStatus] = frozenset(("done", "failed", "cancelled"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work; the columns of `schema.jobs`. Times are seconds since 1970, 0 for none."""

    id: str
    name: str
    kind: str
    given: Mapping[str, object] = field(default_factory=dict[str, object])
    title: str = ""
    by: str = ""
    status: JobStatus = "waiting"
    holder: str = ""
    fault: str = ""
    done: int = 0
    total: int = 0
    attempts: int = 0
    deaths: int = 0
    made_at: float = 0.0
    due_at: float = 0.0
    began_at: float = 0.0
    ended_at: float = 0.0
    held_until: float = 0.0
    stop: bool = False

    @property
    def over(self) -> bool:
        """Whether nothing more becomes of it by itself."""
        return self.status in OVER


@dataclass(frozen=True, slots=True)
class Age:
    """How the queue stands: jobs that wait or whose worker died, for how long the oldest of them could have been begun,
    and how many are being done."""

    waiting: int
    seconds: float
    running: int
