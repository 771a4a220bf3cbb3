"""How days, moments and numbers are written in each language."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revtrack.words.language import Lang

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def say_day(day: date, lang: Lang) -> str:
    """A day in words: 2026年3月5日, 5 March 2026."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_moment(moment: datetime, lang: Lang) -> str:
    """A moment to the second: 2026年3月5日 07:04:09, 5 Mar 2026, 07:04:09."""
    if lang == "zh":
        return f"{say_day(moment, lang)} {moment:%H:%M:%S}"
    return f"{moment.day} {_MONTHS[moment.month - 1][:3]} {moment.year}, {moment:%H:%M:%S}"


def say_number(number: float) -> str:
    """A number with at most three decimals, its thousands marked: 1,234.5; alike in both languages."""
    return f"{number:,.3f}".rstrip("0").rstrip(".")
