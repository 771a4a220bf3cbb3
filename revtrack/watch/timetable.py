"""When a source is looked at: "every 6h", or five cron words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHORTEST_INTERVAL = 60
_EVERY = re.compile(r"every\s+([1-9]\d{0,4})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: From Sunday, as cron counts.
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Interval:
    """Runs every so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Cron:
    """Runs at the times that five cron words name; weekdays are names (cron and schedulers number them differently)."""

    minute: str
    hour: str
    day: str
    month: str
    weekday: str


def parse_schedule(words: str) -> Interval | Cron | None:
    """The schedule that "every 6h" (s, m, h, d; a minute at least) or five cron words name; None where they name none.

    A schedule that never comes (31 February), or that names days of the month and of the week at once (which programs
    read as "and" or as "or"), is none either.
    """
    text = words.strip().lower()
    every = _EVERY.fullmatch(text)
    if every is not None:
        seconds = int(every[1]) * _SECONDS[every[2]]
        return Interval(seconds) if _SHORTEST_INTERVAL <= seconds <= 366 * 86_400 else None
    parts = text.split()
    if len(parts) != 5:
        return None
    minute, hour, day, month, weekday = parts
    minutes, hours = _cron_numbers(minute, 0, 59), _cron_numbers(hour, 0, 23)
    days = _cron_numbers(day, 1, 31)
    months = _cron_numbers(month, 1, 12, _MONTHS, 1)
    weekdays = _cron_numbers(weekday, 0, 7, _WEEKDAYS)
    if not (minutes and hours and days and months and weekdays) or (day != "*" and weekday != "*"):
        return None
    if not any(min(days) <= _MONTH_DAYS[number - 1] for number in months):
        return None
    named = "*" if weekday == "*" else ",".join(_WEEKDAYS[number] for number in sorted({n % 7 for n in weekdays}))
    return Cron(minute, hour, day, "*" if month == "*" else ",".join(map(str, sorted(months))), named)


def _cron_numbers(
    word: str, lowest: int, highest: int, names: tuple[str, ...] = (), first_name: int = 0
) -> frozenset[int]:
    """The numbers that a cron word names; none where it is no cron word."""

    def number(text: str) -> int:
        if text in names:
            return names.index(text) + first_name
        value = int(text) if re.fullmatch(r"[0-9]{1,2}", text) else -1
        return value if lowest <= value <= highest else -1

    found: set[int] = set()
    for part in word.split(","):
        span, slash, step_text = part.partition("/")
        step = int(step_text) if re.fullmatch(r"[1-9][0-9]?", step_text) else 0
        if slash and not step:
            return frozenset()
        first_text, dash, last_text = span.partition("-")
        if span == "*":
            # Weekdays have two names for Sunday; a star means each day once.
            first, last = lowest, 6 if names is _WEEKDAYS else highest
        else:
            first = number(first_text)
            last = number(last_text) if dash else highest if slash else first
        if first < 0 or last < first:
            return frozenset()
        found.update(range(first, last + 1, step or 1))
    return frozenset(found)
