"""Points in the calendar as their first and last day: 年底 = 12月31日, 二季度 = 4月1日 to 6月30日.

Everything reads flat text (`alignment.reading.flat`).
"""

from __future__ import annotations

import re
from calendar import monthrange

from alignment.reading.numbers import value_of

#: A day of the calendar: (year, month, day); a year below zero is told by where it lies, None is not told.
Day = tuple[int | None, int, int]

_CN = "零〇一二三四五六七八九十廿两"
#: 2031年, 二〇三一年, 今年, 次年.
YEAR = (
    r"(?:(?:公元)?(?:[12]\d{3}|[一二][零〇一二三四五六七八九]{3})\s?年(?:度)?(?![代来级])"
    r"|(?:今|明|当|本|次|翌|同|去|后)年(?:度)?(?![轻级会度])"
    # 年内完成; 三年内 and 周年内部 are none
    rf"|(?<![\d{_CN}百千万半几多数每周学历往近逐全年])年(?=内(?![部容涝外需])))"
)
#: 6月, 六月份.
MONTH = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})\s?月(?:份)?"
#: 30日, 三十号.
DATE = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})\s?[日号]"
#: Behind a month: 6月|底, 6月|上旬.
_PART = r"(?:[底末初中](?![期级等央])|上旬|中旬|下旬|上半月|下半月)"
#: Behind a year: 2031年|底, 2031年|上半年, 2031年|第二季度.
_YEAR_PART = r"(?:[底末初](?![期级])|年底|年末|年初|上半年|下半年|第?[1-4一二三四]季度(?:末|底)?)"
#: A point with or without its year: 2031年6月底, 6月30日, 年底, 第二季度.
POINT = (
    rf"(?:{YEAR}\s?(?:{MONTH}\s?(?:{DATE}|{_PART})?|{_YEAR_PART})?|{MONTH}\s?(?:{DATE}|{_PART})?"
    r"|(?:年底|年末|年初|上半年|下半年|(?:月底|月末)|第[1-4一二三四]季度(?:末|底)?"
    # 一季度完成; 每一季度 and 连续三季度 are no point, nor is one within a larger number
    r"|(?<![每隔逐续个共近第\d十百])[1-4一二三四]季度(?:末|底)?))"
)
#: The years that are told by where they lie; this year, 当年 and 同年 are -1.
_RELATIVE = {"明": -2, "次": -2, "翌": -2, "去": -3, "后": -4}
#: How many years behind the year of issue a year lies that is not named.
_BEHIND = {None: 0, -1: 0, -2: 1, -3: -1, -4: 2}
#: The parts of a month, as first and last day; 0 is the last of the month.
_DAYS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 0),
    "上半月": (1, 15),
    "下半月": (16, 0),
}
#: Some year that is no leap year.
_COMMON_YEAR = 2023


def point(words: str) -> tuple[Day, Day] | None:
    """The first and the last day of a point in time, None where it is none.

    The year is None where it is not named, below zero where it is relative (今年 -1, 明年 -2 …).

    >>> point("2031年6月底"), point("次年3月1日")
    (((2031, 6, 1), (2031, 6, 30)), ((-2, 3, 1), (-2, 3, 1)))
    """
    text = words.replace(" ", "").removeprefix("公元")
    if text == "年":
        text = "本年"  # 年内
    year: int | None = None
    named = re.match(YEAR, text)
    if named:
        year, text = _year(named[0]), text[named.end() :]
    elif text[:2] in ("年底", "年末", "年初"):
        text = text[1:]
    month = re.match(MONTH, text)
    if month:
        return _in_month(year, month[0], text[month.end() :])
    if text in ("月底", "月末"):
        return (None, 0, 1), (None, 0, 31)
    months = _months(text)
    if months is None and year is None:
        return None
    low, high = months or (1, 12)
    return (year, low, 1), (year, high, _length(year, high))


def _year(words: str) -> int:
    """A year as named: 2031年, 二〇三一年; below zero where it is told by where it lies."""
    value = value_of(re.sub(r"年.*", "", words)) if words[0] not in "今明当本次翌同去后" else None
    return int(value) if value is not None else _RELATIVE.get(words[0], -1)


def _in_month(year: int | None, month: str, rest: str) -> tuple[Day, Day] | None:
    """The days of a month that its date or its part names."""
    value = value_of(re.sub(r"月.*", "", month))
    if value is None or not 1 <= value <= 12:
        return None
    number = int(value)
    date = re.match(DATE, rest)
    if date:
        day = value_of(date[0][:-1])
        if day is None or not 1 <= day <= 31:
            return None
        return (year, number, int(day)), (year, number, int(day))
    low, high = next((days for part, days in _DAYS.items() if rest.startswith(part)), (1, 0))
    return (year, number, low), (year, number, high or _length(year, number))


def _months(text: str) -> tuple[int, int] | None:
    """The first and last month of a part of a year, None where no part is named."""
    part = text.removeprefix("年")[:1]
    if part in ("底", "末"):
        return 12, 12
    if part == "初":
        return 1, 1
    if text.startswith("上半年"):
        return 1, 6
    if text.startswith("下半年"):
        return 7, 12
    quarter = value_of(text.removeprefix("第")[:1]) if "季度" in text else None
    if quarter is None:
        return None
    last = 3 * int(quarter)
    return (last if text.endswith(("末", "底")) else last - 2), last


def _length(year: int | None, month: int) -> int:
    """How many days a month has."""
    return monthrange(year if year and year > 0 else _COMMON_YEAR, month)[1]


def dated(day: Day, issued: str, *, clipped: bool = False) -> str:
    """A day as YYYY-MM-DD, "" where its year or month is open.

    Args:
        day: the day; a year that is not named is that of the day of issue, or lies beside it.
        issued: the day of issue, as YYYY-MM-DD.
        clipped: whether a day that its month does not have is brought to the last one of the month.
    """
    year, month, number = day
    at = int(issued[:4]) if issued[:4].isdigit() else 0
    if year is None or year < 0:
        year = at and at + _BEHIND.get(year, 0)
    if not year or not month:
        return ""
    return f"{year:04}-{month:02}-{min(number, monthrange(year, month)[1]) if clipped else number:02}"
