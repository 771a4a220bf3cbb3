"""Values that can be written in more than one way: amounts, ranges, terms, days, recurrences, lists."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from typing import Literal

Writing = Literal["chinese", "arabic", "wan"]

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """A whole number below 10^12 in Chinese characters: 十二, 一百零五, 二十万."""
    if number >= 10_000:
        for size, name in ((100_000_000, "亿"), (10_000, "万")):
            if number >= size:
                head, rest = divmod(number, size)
                gap = "零" if rest and rest < size // 10 else ""
                return chinese(head) + name + (gap + _below_ten_thousand(rest, inner=True) if rest else "")
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int, *, inner: bool = False) -> str:
    if number >= 10_000:
        return chinese(number)
    if number == 0:
        return _DIGITS[0]
    out, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            out += (_DIGITS[0] if gap and out else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        else:
            gap = bool(out)
    return out[1:] if out.startswith("一十") and not inner else out


def numeral(number: int, writing: Writing) -> str:
    """A number as it is written."""
    if writing == "arabic" or (writing == "wan" and number % 10_000):
        return str(number)
    return f"{number // 10_000}万" if writing == "wan" and number >= 10_000 else chinese(number)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and the words of its bound (不得少于, 不超过, …) before it; % is a unit."""

    number: int
    unit: str
    writing: Writing = "chinese"
    bound: str = ""

    def say(self) -> str:
        """不得少于八平方米, 百分之三, 80%."""
        return self.bound + self.bare()

    def bare(self) -> str:
        """The number and its unit without the bound."""
        if self.unit != "%":
            return f"{numeral(self.number, self.writing)}{self.unit}"
        return f"百分之{chinese(self.number)}" if self.writing == "chinese" else f"{self.number}%"


@dataclass(frozen=True, slots=True)
class Range:
    """From one number to another of one unit: 一千元以上五千元以下."""

    low: int
    high: int
    unit: str = "元"
    writing: Writing = "chinese"

    def say(self) -> str:
        """一千元以上五千元以下; without a lower end 五千元以下."""
        high = f"{numeral(self.high, self.writing)}{self.unit}以下"
        return f"{numeral(self.low, self.writing)}{self.unit}以上{high}" if self.low else high


_HOURS = {"小时": 1, "日": 24, "个工作日": 34, "个月": 730, "年": 8760}


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time."""

    number: int
    unit: str
    writing: Writing = "chinese"

    def say(self) -> str:
        """十五个工作日, 30日."""
        return f"{numeral(self.number, self.writing)}{self.unit}"

    def hours(self) -> int:
        """Its length, to say which of two is the longer."""
        return self.number * _HOURS[self.unit]


@dataclass(frozen=True, slots=True)
class Day:
    """The last day of a month, or a day of it where one is named."""

    year: int
    month: int
    day: int = 0

    def say(self) -> str:
        """2031年6月底, 2031年6月15日."""
        return f"{self.year}年{self.month}月{f'{self.day}日' if self.day else '底'}"

    def named(self) -> Day:
        """The same day with its number: 6月底 is 6月30日."""
        return replace(self, day=self.day or monthrange(self.year, self.month)[1])


@dataclass(frozen=True, slots=True)
class Months:
    """From one month to another of one year."""

    year: int
    first: int
    last: int

    def say(self) -> str:
        """2031年3月至5月."""
        return f"{self.year}年{self.first}月至{self.last}月"


@dataclass(frozen=True, slots=True)
class Rate:
    """How often: the months between two times, and how that is written."""

    months: int
    words: str

    def say(self) -> str:
        """每季度."""
        return self.words


#: Recurrences, the more frequent first, with other writings of the same.
RATES = (Rate(1, "每月"), Rate(3, "每季度"), Rate(6, "每半年"), Rate(12, "每年"), Rate(24, "每两年"))
SAME_RATE = {"每季度": "每三个月", "每半年": "每六个月", "每年": "每十二个月"}


@dataclass(frozen=True, slots=True)
class Listing:
    """Things named one after the other: 甲、乙和丙. `last` joins the last one; `tail` closes the list (等)."""

    names: tuple[str, ...]
    last: str = "和"
    tail: str = ""

    def say(self) -> str:
        """甲、乙和丙."""
        head = self.names[0] if len(self.names) == 1 else "、".join(self.names[:-1]) + self.last + self.names[-1]
        return head + self.tail

    def with_one(self, name: str, at: int) -> Listing:
        """The list with one more name."""
        return replace(self, names=(*self.names[:at], name, *self.names[at:]))

    def without(self, at: int) -> Listing:
        """The list without one of its names."""
        return replace(self, names=(*self.names[:at], *self.names[at + 1 :]))

    def with_other(self, name: str, at: int) -> Listing:
        """The list with another name in the place of one."""
        return replace(self, names=(*self.names[:at], name, *self.names[at + 1 :]))


@dataclass(frozen=True, slots=True)
class Reference:
    """Another article of the same text, by the key of its clause; it is numbered when the text is written."""

    key: int

    def say(self) -> str:
        """A reference has no words before the text is numbered."""
        raise LookupError(self.key)


Value = Amount | Range | Term | Day | Months | Rate | Listing | Reference
