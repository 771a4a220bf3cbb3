"""The days that a deadline's words name: 2023年11月底前 → up to 2023-11-30; 十五日内 names a term and no day."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from alignment.reading.normalize import fold
from alignment.reading.numerals import parse_numeral

_CN = "〇零一二三四五六七八九十"
_POINT = re.compile(
    rf"""
      (?:(?P<year>[12]\d{{3}}|[{_CN}]{{4}})年(?:度)?(?![代期限内以])|(?P<relative>[今明当本次])年)?
      (?:(?P<month>\d{{1,2}}|[{_CN}]{{1,3}})月(?:份)?(?:(?P<day>\d{{1,2}}|[{_CN}]{{1,3}})日)?|第?(?P<quarter>[1-4一二三四])季度)?
      (?P<part>[底末初]|上旬|中旬|下旬|上半年|下半年)?
    """,
    re.X,
)
#: 十五日内, 3个月内, 每年3月: a term or a recurrence, no day in the calendar.
_NO_DAY = re.compile(
    rf"起[\d{_CN}]+个?(?:工作|自然)?[日天月年]|^[\d{_CN}]{{1,3}}个?(?:(?:工作|自然)?[日天周]|年|小时)|个月|每|次日起"
)
_MONTHS_OF = {"上半年": (1, 6), "下半年": (7, 12)}
_DAYS_OF = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


class Span(NamedTuple):
    """The first and the last day, as YYYY-MM-DD; "" on the side that the words leave open."""

    first: str
    last: str


def read_span(words: str, issued: str = "") -> Span | None:
    """The days that a deadline names, or None for a term, a recurrence, or a month without a year to put it in.

    Args:
        words: a deadline as an obligation gives it; of several joined by 、 the last decides.
        issued: day of issue as YYYY-MM-DD: a month without a year lies in its year.

    >>> read_span("2023年4月底前"), read_span("力争到2025年"), read_span("3月至5月", "2023-02-01")
    (Span(first='', last='2023-04-30'), Span(first='', last='2025-12-31'), Span(first='2023-03-01', last='2023-05-31'))
    """
    text = fold(words.rpartition("、")[2] or words)
    if _NO_DAY.search(text):
        return None
    year = int(issued[:4]) if issued[:4].isdigit() else 0
    points: list[tuple[str, str]] = []
    for match in _POINT.finditer(text):
        if (
            not any(match[name] for name in ("year", "relative", "month", "quarter"))
            and match["part"] not in _MONTHS_OF
        ):
            continue
        if match["year"]:
            year = parse_numeral(match["year"]) or 0
        elif match["relative"]:
            year = year and year + (match["relative"] in "明次")
        found = _days(match, year)
        if found is None:
            return None
        points.append(found)
    if not points:
        return None
    first, last = points[0][0], points[-1][1]
    if re.search(r"起$", text):
        return Span(first, "")
    if len(points) == 1 and re.search(r"(?:前|止|以前)$|^(?:力争|争取)?(?:到|至)", text):
        return Span("", last if not re.search(r"日(?:之|以)?前$", text) else points[0][1])
    return Span(first, last)


def _days(match: re.Match[str], year: int) -> tuple[str, str] | None:
    """The first and last day of one point in time, None where its year is unknown or there is no such day."""
    if not year:
        return None
    low, high = _MONTHS_OF.get(match["part"] or "", (1, 12))
    if match["month"]:
        low = high = parse_numeral(match["month"]) or 0
    elif match["quarter"]:
        quarter = parse_numeral(match["quarter"]) or 0
        low, high = 3 * quarter - 2, 3 * quarter
    elif match["part"] in ("底", "末"):
        low = 12
    if not 1 <= low <= high <= 12:
        return None
    end = monthrange(year, high)[1]
    start_day, end_day = _DAYS_OF.get(match["part"] or "", (1, end)) if match["month"] else (1, end)
    if match["day"]:
        start_day = end_day = parse_numeral(match["day"]) or 0
        if not 1 <= end_day <= end:
            return None
    return f"{year:04}-{low:02}-{start_day:02}", f"{year:04}-{high:02}-{min(end_day, end):02}"
