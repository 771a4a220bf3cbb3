"""The book of one run: what was known when it began, what it counted, and what follows for its source.

`begin` and `end` are the two steps that touch the database; what they write is worked out by the pure functions below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from revtrack.watch.faults import ItemFailed
from revtrack.watch.lists.item import Item
from revtrack.watch.state import Announce, Entry, Run, RunOutcome, SeenItem, SourceState, State, moment_of

#: Tries of an item wait so many hours, doubled each time up to the most; a lasting refusal waits the most.
_RETRY_HOURS, _RETRY_MOST = 1, 24 * 7
#: What is done once a day is due so long after the last time, for runs begin a little sooner or later.
DAY_HOURS = 20
#: Gaps between new items by which the habit of a source is known, and how many of them tell one.
_GAPS, _FEWEST_GAPS = 40, 3
_LONGEST_MESSAGE = 2000
_GOOD: frozenset[str] = frozenset(("ok", "unchanged"))


@dataclass(slots=True)
class Seen:
    """What a run counts while it goes on."""

    listed: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    fetched: int = 0
    unchanged: int = 0
    known: int = 0
    failed: int = 0
    blocked_items: int = 0
    done_items: int = 0
    list_score: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter[str])
    hashes: dict[str, str] = field(default_factory=dict[str, str])
    notes: list[str] = field(default_factory=list[str])
    #: A page of the list was missing: the next run goes through all of them.
    partial: str = ""
    #: Every entry was new: something before them may have been missed.
    gap: bool = False
    #: The list was gone through as far as the day's pass goes.
    wide: bool = False
    #: Where it was left: at its "end", or with "more" of it; "" where nothing is known of that.
    reach: str = ""
    #: Requests for items that were known.
    looks: int = 0
    #: So many seconds the host asks to be left alone.
    shut: float = 0.0
    entries: list[Entry] = field(default_factory=list[Entry])
    validators: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    @property
    def requests(self) -> int:
        """The requests until now."""
        return sum(self.statuses.values())


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that has begun, and what was known of its source before.

    `items` are those known, by address; `deep` says that the list is gone through as far as the source says, whatever
    is known of it, `wide` that it is the day's turn to go further.
    """

    run: Run
    source: SourceState
    items: Mapping[str, SeenItem]
    announce: Announce
    deep: bool
    wide: bool = False

    @property
    def looks(self) -> int:
        """The requests for known items that this day has had."""
        return self.source.looks if self.source.day == self.run.started[:10] else 0

    @classmethod
    def nothing(cls, name: str, at: str) -> Begun:
        """A run before its beginning is kept."""
        return cls(Run(source=name, started=at), SourceState(name=name), {}, "item", deep=False)

    def row(self, item: Item, place: int = 0, address: str = "") -> SeenItem:
        """An item as this run lists it."""
        return SeenItem(
            source=self.source.name,
            address=address or item.address,
            title=item.title,
            date=item.date,
            number=item.number,
            extra=item.extra,
            first_seen=self.run.started,
            last_seen=self.run.started,
            position=place,
            baseline=self.run.baseline,
            run=self.run.key,
        )


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: its outcome, the fault and what is to be said of it, and how long it took."""

    outcome: RunOutcome
    fault: str = ""
    message: str = ""
    seconds: float = 0.0


# --- the two steps that touch the database ---------------------------------------------------------------------------


def begin(state: State, name: str, at: str, *, swept: bool) -> Begun:
    """Begin a run of a source; `swept` says that it was swept before, whatever the database knows of it."""
    last = next(iter(state.runs(name, limit=1)), None)
    before = state.source(name) or SourceState(name=name)
    baseline = not before.baseline
    # what was swept before the database was lost is not told again
    announce: Announce = ("quiet" if swept else "digest") if baseline else "item"
    deep = baseline or last is None or last.outcome not in _GOOD or bool(last.fault)
    wide = is_past(before.deep_at, at, DAY_HOURS)
    known = {item.address: item for item in state.items(name)}
    key = state.begin_run(name, at, baseline=baseline)
    return Begun(Run(source=name, started=at, key=key, baseline=baseline), before, known, announce, deep, wide)


def end(state: State, begun: Begun, seen: Seen, ending: Ending, now: datetime) -> tuple[Run, SourceState]:
    """End a run: (the run as it is kept, what is known of its source now)."""
    run = ended(begun.run, seen, ending, now)
    known = after(begun.source, seen, run)
    if ending.outcome != "unchanged" or seen.entries or not known.last_new:
        known = with_habit(known, state.items(begun.source.name), now, new=bool(seen.new) and not begun.run.baseline)
    state.end_run(run, known)
    return run, known


# --- what they write -------------------------------------------------------------------------------------------------


def ended(run: Run, seen: Seen, ending: Ending, now: datetime) -> Run:
    """A run with what it counted and how it ended."""
    share = seen.blocked_items / seen.done_items if seen.done_items else 0.0
    return replace(
        run,
        ended=(now + timedelta(seconds=ending.seconds)).isoformat(timespec="seconds"),
        seconds=ending.seconds,
        outcome=ending.outcome,
        fault=ending.fault,
        message="; ".join(filter(None, (ending.message, *seen.notes)))[:_LONGEST_MESSAGE],
        listed=seen.listed,
        new=seen.new,
        changed=seen.changed,
        gone=seen.gone,
        fetched=seen.fetched,
        unchanged=seen.unchanged,
        known=seen.known,
        failed=seen.failed,
        stored=len(seen.entries),
        blocked=round(max(seen.list_score, share), 3),
        statuses=dict(seen.statuses),
        hashes=seen.hashes,
        deep=seen.wide,
        looks=seen.looks,
    )


def after(before: SourceState, seen: Seen, run: Run) -> SourceState:
    """What is known of a source after a run, its habit aside."""
    at, outcome = run.started, run.outcome
    good = outcome in _GOOD
    # a list that was not gone through to its end is asked for whole next time
    validators = seen.validators if outcome == "ok" and not run.fault else before.validators if good else {}
    return replace(
        before,
        last_run=at,
        last_outcome=outcome,
        last_fault=run.fault,
        last_good=at if good else before.last_good,
        baseline=before.baseline or (at if good and not run.fault else ""),
        failures=before.failures + 1 if outcome in {"failed", "blocked"} else 0,
        odd=before.odd + 1 if outcome in {"empty", "shrunk"} else 0 if good else before.odd,
        listed=seen.listed if outcome == "ok" and seen.listed else before.listed,
        blocked=run.blocked,
        validators=validators,
        deep_at=at if seen.wide and good else before.deep_at,
        reach=seen.reach if good and seen.reach else before.reach,
        gap=before.gap or (at if seen.gap else ""),
        day=at[:10],
        looks=seen.looks + (before.looks if before.day == at[:10] else 0),
        shut_until=_later(at, seen.shut),
    )


def _later(at: str, seconds: float) -> str:
    moment = moment_of(at)
    return (moment + timedelta(seconds=seconds)).isoformat(timespec="seconds") if moment and seconds else ""


def is_past(moment: str, at: str, hours: float) -> bool:
    """Whether a moment, "" being none, lies so many hours before `at`."""
    then, now = moment_of(moment), moment_of(at)
    return then is None or now is None or now - then >= timedelta(hours=hours)


def with_habit(known: SourceState, items: Iterable[SeenItem], now: datetime, *, new: bool) -> SourceState:
    """What is known of a source with when something new last came, and how long that usually takes: by the days that
    the list names, else by the times at which items were first seen. `new` says that something came just now."""
    items = list(items)
    today = now.date().isoformat()
    days = {item.date for item in items if item.date and item.date <= today}
    if len(days) <= _FEWEST_GAPS:
        days = {item.first_seen for item in items if not item.baseline and item.first_seen}
    moments = sorted(filter(None, map(moment_of, days)))[-_GAPS:]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    newest = max(moments).isoformat(timespec="seconds") if moments else ""
    if new:
        newest = known.last_run
    elif not newest and items:
        newest = min(item.first_seen for item in items)
    enough = len(gaps) >= _FEWEST_GAPS
    return replace(
        known,
        last_new=max(newest, known.last_new),
        habit=median(gaps) if enough else known.habit,
        longest=max(gaps) if enough else known.longest,
    )


def refused(row: SeenItem, failed: ItemFailed, known: SeenItem | None, now: datetime) -> SeenItem:
    """An item that could not be had, with when it is tried again."""
    attempts = known.attempts + 1 if known else 1
    hours = _RETRY_MOST if failed.lasting else min(_RETRY_HOURS * 2 ** min(attempts - 1, 10), _RETRY_MOST)
    wait = timedelta(seconds=failed.retry_after) if failed.retry_after is not None else timedelta(hours=hours)
    retry_at = (now + wait).isoformat(timespec="seconds")
    return replace(row, outcome=failed.outcome, fault=failed.fault, attempts=attempts, retry_at=retry_at)
