"""The JSON forms of jobs: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.jobs.rows import Age, Job


def job(one: Job) -> dict[str, Any]:
    """A job."""
    names = ("id", "kind", "title", "by", "status", "done", "total", "attempts", "fault")
    times = ("made_at", "began_at", "ended_at")
    return {
        **{name: getattr(one, name) for name in names},
        **{name: moment(getattr(one, name)) for name in times},
    }


def age(found: Age) -> dict[str, Any]:
    """How the queue stands."""
    return {"waiting": found.waiting, "seconds": round(found.seconds, 1), "running": found.running}


def jobs(found: Iterable[Job], stands: Age) -> dict[str, Any]:
    """`revtrack jobs`."""
    return {"queue": age(stands), "jobs": [job(one) for one in found]}


def moment(seconds: float) -> str | None:
    """A time of a job as everything else gives moments; None for none."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None
