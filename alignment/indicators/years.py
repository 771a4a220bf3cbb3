"""By which year a target holds: as its sentence, the head of its column or the title of its text say."""

from __future__ import annotations

import re

from alignment.force.period import period_of
from alignment.reading.numerals import parse_numeral

_FIVE = re.compile(
    r"(?P<count>[一二三四五六七八九]|十[一二三四五六七八九]?)五[”\"]?(?:期)?(?:规划期?)?(?:末|期末|时期末|规划末)"
)
_YEAR = re.compile(r"(?<![\d〔(])([12]\d{3})\s?年(?!度?(?:版|修))")
#: Such a year is where something begins, or what it is compared with: 较2020年增长.
_BEFORE = re.compile(r"(?:较|比|自|从|以|对比|相比|与|超过|高于|低于|以来)$")
_SPAN = re.compile(r"(?<!\d)[12]\d{3}\s?年?(?:-{1,2}|~|至|到)([12]\d{3})\s?年")
_THIS = re.compile(r"年内|全年|当年|今年|本年度|年底前|年底|年末|年度")
_FIRST = 1953


def year_said(flat: str, at: int, default: int, issued: str = "") -> int:
    """By which year a number at `at` of a flat sentence is to be reached: the last one named before it, else of the
    whole sentence's five years, else this year's where it says so, else `default`."""
    said = default
    head = flat[:at]
    spans = {match.start(): int(match[1]) for match in _SPAN.finditer(head)}
    for match in _YEAR.finditer(head):
        if not _BEFORE.search(head[max(0, match.start() - 2) : match.start()]):
            said = int(match[1])
    if spans:
        said = max(spans[max(spans)], said)
    for match in _FIVE.finditer(head):
        count = parse_numeral(match["count"]) or 0
        said = _FIRST + 5 * count + (2 if count > 2 else -1)
    if said == default == 0 and issued and _THIS.search(flat):
        said = int(issued[:4])
    return said


def years_of_title(title: str) -> tuple[int, int]:
    """The first and the last year of the period that a plan's title names, 0 for none.

    >>> years_of_title("云州市“十四五”时期停车规划"), years_of_title("云州市停车办法")
    ((2021, 2025), (0, 0))
    """
    first, last = period_of(title)
    return int(first[:4] or 0), int(last[:4] or 0)


def year_of_head(head: str) -> int:
    """The year that the head of a column names: 2030年, 2030年目标值.

    >>> year_of_head("2030年目标"), year_of_head("属性")
    (2030, 0)
    """
    found = re.search(r"(?<!\d)(20\d{2}|19\d{2})(?!\d)", head)
    return int(found[1]) if found else 0
