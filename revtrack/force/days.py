"""From which day a version binds and when it was made, as its text, its metadata and a person say."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus_repo import Status, Version
from corpus_repo.answers import EventHit


@dataclass(frozen=True, slots=True)
class Day:
    """A day (YYYY-MM-DD, "" unknown) with the event that names it; `assumed` where none does."""

    day: str
    assumed: bool
    hit: EventHit | None = None


def made_on(version: Version) -> str:
    """The day on which the first wording was made: published, else issued."""
    return version.value("published") or version.value("issued")


def amended_on(version: Version, own: Sequence[EventHit]) -> str:
    """The day of the last amendment that a version holds, "" for one that was not amended."""
    said = _corrected(version, "last_amended")
    noted = max((hit.event.day for hit in own if hit.event.kind == "amended"), default="")
    if said or noted:
        return said or noted
    return (version.value("last_amended") or version.date) if version.status is Status.AMENDED else ""


def as_of(version: Version, own: Sequence[EventHit]) -> str:
    """The day of which the wording of a version is: that of its last amendment, else that on which it was made."""
    return amended_on(version, own) or made_on(version) or version.date


def first_bound(version: Version, own: Sequence[EventHit]) -> Day:
    """From when the text says that it binds: the day of its last article, whatever was amended since.

    A person's word wins; where nothing tells, the day of issue is assumed.
    """
    if said := _corrected(version, "effective"):
        return Day(said, assumed=False)
    effects = [hit for hit in own if hit.event.kind == "effect"]
    dated = max((hit for hit in effects if hit.event.day), key=lambda hit: hit.event.day, default=None)
    if dated:
        return Day(dated.event.day, assumed=False, hit=dated)
    made = made_on(version)
    if effects and made:
        return Day(months_on(made, effects[-1].event.months), assumed=False, hit=effects[-1])
    if version.value("effective"):
        return Day(version.value("effective"), assumed=False)
    return Day(made or version.date, assumed=True, hit=effects[-1] if effects else None)


def expires(version: Version, own: Sequence[EventHit], since: str) -> tuple[str, EventHit | None]:
    """(the first day on which a version binds no more by its own words, the event that says so), else ("", None)."""
    if said := _corrected(version, "expires"):
        return day_after(said), None
    for hit in own:
        if hit.event.kind != "expiry":
            continue
        if hit.event.day:
            return day_after(hit.event.day), hit
        if since and hit.event.months:
            return months_on(since, hit.event.months), hit
    return "", None


def months_on(day: str, months: int) -> str:
    """The day so many months on: the same of its month, or the last that month has."""
    start = date.fromisoformat(day)
    at = start.month - 1 + months
    year, month = start.year + at // 12, at % 12 + 1
    return start.replace(year=year, month=month, day=min(start.day, calendar.monthrange(year, month)[1])).isoformat()


def day_after(day: str) -> str:
    """The next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _corrected(version: Version, name: str) -> str:
    value = version.corrected.get(name, "")
    return value if isinstance(value, str) else ""
