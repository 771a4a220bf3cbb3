"""The period that a title names: 十四五 is 2021 to 2025, a plan of 2031 that year, （2031—2033年） those three."""

from __future__ import annotations

import re

from alignment.reading.numerals import parse_numeral

_YEAR = r"([12]\d{3})"
_YEARS = re.compile(rf"(?<!\d){_YEAR}年?\s?(?:[-—－–~～]{{1,2}}|至|到)\s?{_YEAR}年?(?!\d)")
_FIVE = re.compile(
    r"[“\"]?(?P<count>[一二三四五六七八九]|十[一二三四五六七八九]?)五[”\"]?(?:时期|期间|规划|发展|[\u4e00-\u9fff]{0,12}规划)"
)
_ONE = re.compile(rf"(?<![\d〔（(]){_YEAR}年(?:度)?(?![度\d]?[）)〕]?(?:版|修|修订|修正|第))")
#: What is made for a period; a decision of a year is not made for that year.
_PLAN = re.compile(r"计划|规划|方案|要点|任务|纲要|行动|清单|安排|目标|工作")
#: The years of the first five-year plan.
_FIRST = 1953


def period_of(title: str) -> tuple[str, str]:
    """(first, last) day of the period that a plan's title names, ("", "") where it names none.

    >>> period_of("云州市2031年政务公开工作要点"), period_of("云州市“十四五”时期停车规划")
    (('2031-01-01', '2031-12-31'), ('2021-01-01', '2025-12-31'))
    """
    if not _PLAN.search(title):
        return "", ""
    if match := _YEARS.search(title):
        return _days(int(match[1]), int(match[2])) if match[1] <= match[2] else ("", "")
    if match := _FIVE.search(title):
        count = parse_numeral(match["count"]) or 0
        # the third to the fifth began a little late; those since keep step
        first = _FIRST + 5 * (count - 1) + (3 if count > 2 else 0)
        return _days(first, first + 4)
    if match := _ONE.search(title):
        return _days(int(match[1]), int(match[1]))
    return "", ""


def _days(first: int, last: int) -> tuple[str, str]:
    return f"{first:04}-01-01", f"{last:04}-12-31"
