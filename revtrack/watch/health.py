"""Whether the watch sees what it should: for each source how it fares and why, as kinds; and numbers for Prometheus.

A source that answers and never brings anything new is the costliest fault there is: silence is measured against the
habit of the source, and a list that is suddenly empty or cut short is an alarm of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from revtrack.watch.kinds import KINDS
from revtrack.watch.net.blocked import BLOCKED
from revtrack.watch.posting import Delivery
from revtrack.watch.sources import Source
from revtrack.watch.state import Run, SourceState, State, moment_of
from revtrack.watch.timetable import Cron, Interval, parse_schedule

Status = Literal["ok", "warning", "alarm", "off"]
ReasonKind = Literal[
    "never-run",  # it has not been looked at yet
    "overdue",  # its time has come and gone: is the watch running?
    "failing",  # so many runs in a row failed; `detail` is the kind of the last failure
    "blocked",  # what comes is a wall; `value` is the score
    "empty",  # the list says nothing at all
    "shrunk",  # the list is much shorter than it was, or most of it is missing
    "silent",  # nothing new for much longer than usual; `value` is the days, `usual` those of its habit
    "items-failing",  # so many items cannot be had; `usual` is the share of those asked for lately that could not
    "incomplete",  # a page of the list is missing; `detail` is the kind of the failure
    "gap",  # all that a list showed was new: what came before it may have been missed; `value` is the days since
]

_DAY = 86_400.0
#: Failures in a row, and shares of items that fail, from which on it is an alarm.
_FAILURES, _SHARE_WARNING, _SHARE_ALARM = 3, 0.2, 0.5
#: So many times its habit, or its longest gap, a source may be silent, but never less than some days.
_HABIT, _LONGEST, _SILENT_DAYS = 4.0, 1.5, 7.0
#: Where no habit is known, silence is told from so many days on.
_UNKNOWN_DAYS = 60.0
#: Runs by which the share of failed items is told.
_RUNS = 10


@dataclass(frozen=True, slots=True)
class HealthReason:
    """One thing that is wrong with a source; words are chosen where it is shown."""

    kind: ReasonKind
    status: Status
    value: float = 0.0
    usual: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source fares. Ages and habit are in days, None where they are not known."""

    source: str
    title: str
    status: Status
    reasons: tuple[HealthReason, ...] = ()
    last_run: str = ""
    last_good: str = ""
    last_outcome: str = ""
    next_due: str = ""
    last_new: str = ""
    age: float | None = None
    habit: float | None = None
    failed_share: float = 0.0
    blocked: float = 0.0
    failures: int = 0
    items: int = 0
    pending: int = 0
    latest: Run | None = field(default=None, compare=False)

    @property
    def to_settle(self) -> bool:
        """Whether something is wrong that ends when a person says that she looked after it."""
        return any(reason.kind in {"empty", "shrunk", "gap"} for reason in self.reasons)


def health(sources: Sequence[Source], state: State, *, now: datetime) -> tuple[Health, ...]:
    """How each source fares, in their order."""
    known = {one.name: one for one in state.sources()}
    shown, failing = state.shown(), state.failing()
    waiting: dict[str, int] = {}
    for entry in state.entries("pending"):
        waiting[entry.source] = waiting.get(entry.source, 0) + 1
    found: list[Health] = []
    for source in sources:
        one = known.get(source.name)
        runs = state.runs(source.name, limit=_RUNS)
        counts = shown.get(source.name, 0), waiting.get(source.name, 0)
        found.append(_judged(source, one, runs, now, *counts, failing=failing.get(source.name, 0)))
    return tuple(found)


def worst(found: Iterable[Health | Delivery]) -> Status:
    """The worst of several: what a command ends with, or a page leads with."""
    order: tuple[Status, ...] = ("alarm", "warning", "ok")
    statuses = {one.status for one in found}
    for status in order:
        if status in statuses:
            return status
    return "ok"


def _judged(
    source: Source,
    known: SourceState | None,
    runs: Sequence[Run],
    now: datetime,
    items: int,
    pending: int,
    *,
    failing: int,
) -> Health:
    if not source.enabled:
        return Health(source=source.name, title=source.title, status="off", items=items, pending=pending)
    if known is None or not known.last_run:
        reasons = [HealthReason("never-run", "warning")]
        if known is not None:
            reasons += _overdue(source, known, now)
        status = _worst(reasons)
        return Health(source=source.name, title=source.title, status=status, reasons=tuple(reasons))
    share = _failed_share(runs) if failing else 0.0  # what was had since is no fault any more
    age = _days(known.last_new, now)
    reasons = [
        *_overdue(source, known, now),
        *_of_runs(known, runs),
        *_of_items(share, failing),
        *_gap(known, now),
        *_silent(source, known, age),
    ]
    return Health(
        source=source.name,
        title=source.title,
        status=_worst(reasons),
        reasons=tuple(reasons),
        last_run=known.last_run,
        last_good=known.last_good,
        last_outcome=known.last_outcome,
        next_due=known.next_due,
        last_new=known.last_new,
        age=age,
        habit=known.habit / _DAY if known.habit else None,
        failed_share=share,
        blocked=known.blocked,
        failures=known.failures,
        items=items,
        pending=pending,
        latest=runs[0] if runs else None,
    )


def _of_runs(known: SourceState, runs: Sequence[Run]) -> list[HealthReason]:
    """What the last run says, and how many before it said so too."""
    reasons: list[HealthReason] = []
    outcome = known.last_outcome
    if outcome == "blocked" or known.blocked >= BLOCKED:
        reasons.append(HealthReason("blocked", "alarm", known.blocked, detail=known.last_fault))
    elif outcome == "failed":
        status: Status = "alarm" if known.failures >= _FAILURES else "warning"
        reasons.append(HealthReason("failing", status, known.failures, detail=known.last_fault))
    elif outcome == "empty":
        reasons.append(HealthReason("empty", "alarm", known.odd, known.listed, known.last_fault))
    elif outcome == "shrunk":
        reasons.append(HealthReason("shrunk", "alarm", runs[0].listed if runs else 0, known.listed))
    elif known.last_fault:
        reasons.append(HealthReason("incomplete", "warning", detail=known.last_fault))
    return reasons


def _gap(known: SourceState, now: datetime) -> list[HealthReason]:
    since = _days(known.gap, now)
    return [] if since is None else [HealthReason("gap", "alarm", round(max(since, 0.0), 1), detail=known.gap)]


def _of_items(share: float, failing: int) -> list[HealthReason]:
    if share < _SHARE_WARNING:
        return []
    return [HealthReason("items-failing", "alarm" if share >= _SHARE_ALARM else "warning", failing, share)]


def _silent(source: Source, known: SourceState, age: float | None) -> list[HealthReason]:
    """Nothing new for longer than the source's habit lets expect. One document may rest for years."""
    if age is None or KINDS[source.kind].rests:
        return []
    habit, longest = known.habit / _DAY, known.longest / _DAY
    usual = max(habit * _HABIT, longest * _LONGEST, _SILENT_DAYS) if habit else _UNKNOWN_DAYS
    if age <= usual:
        return []
    return [HealthReason("silent", "alarm" if age > 2 * usual else "warning", round(age, 1), round(usual, 1))]


def _overdue(source: Source, known: SourceState, now: datetime) -> list[HealthReason]:
    late = _days(known.next_due, now)
    if late is None:
        return []
    schedule = parse_schedule(source.schedule)
    # a run may take its time, and the watch be restarted
    allowed = 3600.0 + source.jitter
    match schedule:
        case Interval(seconds=seconds):
            allowed += seconds
        case Cron():
            allowed += _DAY / 4
        case None:
            pass
    if late * _DAY <= allowed:
        return []
    return [HealthReason("overdue", "alarm" if late * _DAY > 4 * allowed else "warning", round(late, 2))]


def _failed_share(runs: Sequence[Run]) -> float:
    failed = sum(run.failed for run in runs)
    tried = failed + sum(run.known + run.stored for run in runs)
    return round(failed / tried, 3) if tried else 0.0


def _days(moment: str, now: datetime) -> float | None:
    """How many days ago a moment was, None for none."""
    then = moment_of(moment)
    return (now - then).total_seconds() / _DAY if then else None


def _worst(reasons: Iterable[HealthReason]) -> Status:
    found = {reason.status for reason in reasons}
    return "alarm" if "alarm" in found else "warning" if "warning" in found else "ok"


# --- Prometheus ------------------------------------------------------------------------------------------------------


def metrics(found: Sequence[Health], delivery: Sequence[Delivery] = (), *, now: datetime) -> str:
    """The health of the sources, and of telling, in the text format of Prometheus."""
    lines: list[str] = []

    def tell(name: str, kind: str, about: str, rows: Iterable[tuple[Mapping[str, str], float | None]]) -> None:
        lines.extend((f"# HELP revtrack_watch_{name} {about}", f"# TYPE revtrack_watch_{name} {kind}"))
        for labels, value in rows:
            if value is not None:
                words = ",".join(f'{key}="{_label(text)}"' for key, text in labels.items())
                lines.append(f"revtrack_watch_{name}{{{words}}} {value:.12g}")

    seconds = [({"source": one.source}, one) for one in found]
    numbers: dict[Status, float] = {"off": -1, "ok": 0, "warning": 1, "alarm": 2}
    tell("status", "gauge", "-1 off, 0 ok, 1 warning, 2 alarm.", ((at, numbers[one.status]) for at, one in seconds))
    tell(
        "problem",
        "gauge",
        "1 for each reason of a warning or an alarm.",
        (({"source": one.source, "kind": reason.kind}, 1.0) for one in found for reason in one.reasons),
    )
    for name, about, moment in (
        ("last_run", "When the source was last looked at.", "last_run"),
        ("last_good_run", "When that last went well.", "last_good"),
        ("last_new_item", "When it last listed something new.", "last_new"),
        ("next_run", "When it is to be looked at next.", "next_due"),
    ):
        rows = ((at, _seconds(str(getattr(one, moment)), now)) for at, one in seconds)
        tell(f"{name}_timestamp_seconds", "gauge", about, rows)
    tell(
        "habit_seconds",
        "gauge",
        "The usual gap between two new items.",
        ((at, one.habit * _DAY if one.habit else None) for at, one in seconds),
    )
    tell("failures", "gauge", "Runs in a row that failed.", ((at, float(one.failures)) for at, one in seconds))
    tell("failed_items_ratio", "gauge", "Items that could not be had.", ((at, one.failed_share) for at, one in seconds))
    tell("blocked_score", "gauge", "How surely the last answer was a wall.", ((at, one.blocked) for at, one in seconds))
    tell("items", "gauge", "Items that the list shows.", ((at, float(one.items)) for at, one in seconds))
    tell("inbox_pending", "gauge", "Documents that wait.", ((at, float(one.pending)) for at, one in seconds))
    tell(
        "run_seconds",
        "gauge",
        "How long the last run took.",
        ((at, one.latest.seconds if one.latest else None) for at, one in seconds),
    )
    told = [({"whom": one.whom}, one) for one in delivery]
    tell("outbox_waiting", "gauge", "Messages that wait.", ((at, float(one.waiting)) for at, one in told))
    tell("outbox_oldest_seconds", "gauge", "How long the oldest waits.", ((at, one.seconds) for at, one in told))
    tell("outbox_attempts", "gauge", "Failed tries of the next.", ((at, float(one.attempts)) for at, one in told))
    return "\n".join(lines) + "\n"


def _seconds(moment: str, now: datetime) -> float | None:
    days = _days(moment, now)
    return None if days is None else now.timestamp() - days * _DAY


def _label(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
