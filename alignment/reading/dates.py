"""Dates as policy texts write them, and the day of issue that a text gives itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from alignment.model import Clause, Kind
from alignment.reading.numerals import parse_numeral

_CN = "〇○零一二三四五六七八九十"
#: The pattern of 2031年3月1日 or 二〇三一年三月一日; its three groups are what `iso_date` takes.
WRITTEN_DAY = rf"([12]\d{{3}}|[{_CN}]{{4}})年(\d{{1,2}}|[{_CN}]{{1,3}})月(\d{{1,2}}|[{_CN}]{{1,3}})日"
_FULL = re.compile(WRITTEN_DAY)


def _number(text: str) -> int | None:
    return parse_numeral(text.replace("○", "〇"))


def iso_date(year: str, month: str, day: str) -> str:
    """A date as YYYY-MM-DD, "" where the parts make none.

    >>> iso_date("二〇二三", "五", "9"), iso_date("2023", "2", "30")
    ('2023-05-09', '')
    """
    parts = [_number(part) for part in (year, month, day)]
    if None in parts:
        return ""
    try:
        return date(*(part or 0 for part in parts)).isoformat()
    except ValueError:
        return ""


def read_issue_date(clauses: Iterable[Clause]) -> str:
    """The day of issue (成文日期) that the front or back matter gives, as YYYY-MM-DD; "" where it gives none."""
    dated: list[tuple[int, str]] = []
    for clause in clauses:
        if clause.kind not in (Kind.FRONT, Kind.BACK):
            continue
        text = re.sub(r"\s", "", clause.text)
        for match in _FULL.finditer(text):
            found = iso_date(*match.groups())
            if found:
                dated.append((_rank(text, match[0]), found))
    best = min((rank for rank, _ in dated), default=3)
    days = [found for rank, found in dated if rank == best]
    # the first signature is the notice's; of several adoptions the last made the text what it is
    return "" if best == 3 else days[-1] if best == 2 else days[0]


def _rank(text: str, words: str) -> int:
    """How surely a date in a line is the day of issue: 0 signs alone, 1 ends a compilation's heading, 2 an adoption."""
    if words == text.strip("（）()"):
        return 0
    if text.rstrip("）)").endswith(words):
        return 1
    return 2 if re.search("通过|修正|修订|公布", text) else 3
