"""Numbers as policy texts write them, with their unit and bound, as values: 三成 = 30%, 1.5亿元 = 15000万元.

Everything reads *flat* text (`alignment.reading.flat`): one character for each of the source, so that places agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from alignment.reading.measures import FAMILIES, UNIT, UNITS, family_of
from alignment.reading.numbers import CHINESE, NUMBER, value_of

__all__ = ["FAMILIES", "UNITS", "Amount", "Bound", "amounts", "family_of", "value_of"]

Bound = Literal["min", "max", "above", "below", "exact", "about"]

#: Units in letters that no table knows: 5NTU, 300mg/L. What family they are is their own name.
_LETTERS = r"[A-Za-zμ]{1,6}(?:/[A-Za-z]{1,4}[23]?)?(?![A-Za-z0-9])"
#: 不得|超过, 不|低于: a comparison that is denied.
_NOT = r"(?:(?<=不得)|(?<=不应)|(?<=不能)|(?<=不可)|不)"
#: A comparison that is not denied.
_FREE = r"(?<!不得)(?<!不应)(?<!不能)(?<!不可)(?<!不)"
#: 不少于|三次, 至少|三次.
_LOWER = rf"{_NOT}(?:少于|低于|小于|短于|早于)|年满|(?<![不未期届])满|至少|最低|最少|最短|起码|大于等于|≥"
#: 不超过|三次, 最高|三万元.
_UPPER = rf"{_NOT}(?:超过|高于|多于|大于|超出|长于|迟于|晚于)|至多|最多|最高|最长|最大|小于等于|≤"
#: 超过|三次, 过|半数, 过|三分之二: the number itself is not meant.
_ABOVE = rf"{_FREE}(?:高于|多于|大于|超过|超出)|>|(?<![不通])超?过(?=半数|[{CHINESE}\d]{{1,3}}分之)"
#: 不足|三次.
_BENEATH = rf"{_FREE}(?:低于|少于|小于|短于)|不足|不满|未满|<"
#: What bounds a number from before, and words that only lead to it: 共计|30座.
_BEFORE = (
    rf"(?P<lower>{_LOWER})|(?P<upper>{_UPPER})|(?P<over>{_ABOVE})|(?P<under>{_BENEATH})|(?P<about>约|大约|将近|近)"
    r"|(?P<plain>各|共|共计|总计|累计|合计|达到|达|为|到|至)"
)
#: What bounds it from behind: 30座|以上, 30座|左右.
_AFTER = r"(?P<above>及?以上|以外|起|及其以上)|(?P<below>及?以下|以内|之内|内|为止|封顶)|(?P<roughly>左右|上下)"
#: What an amount is counted for: 每小时20公里, 每户不高于12元.
_EACH = (
    r"小时|分钟|秒|立方米|升|公里|千米|平方米|千克|公斤|吨|亩|人|户|件|次|台|辆|间|家|栋|座|名|张|株"
    r"|年|季度|个?月|周|日|天|学期"
)
#: The same before a word or two: 每户收费标准为|12元.
_EACH_BEFORE = re.compile(
    rf"每(?P<each>{_EACH})(?:收费|租金|补贴|补助|奖励|给予|支付|缴纳)?(?:标准)?(?:为|按)?"
    r"(?:应当|应|不得|不应|不能|不)?$"
)
#: 5|—|10万元.
_SEPARATOR = r"\s?(?:-{1,2}|~|至|到)\s?"
#: 至少|设置|三处: a bound that a verb stands between.
_BOUND_BEFORE = re.compile(rf"(?:(?P<lower>至少|最少|起码)|至多|最多)[^\d{CHINESE}半每,。;:、]{{1,4}}$")
#: So many signs before a number such a bound may begin.
_BOUND_REACH = 8
#: Behind a number, what makes it greater: 30|余|万.
_SCALE = r"[百千]?[万亿]{1,2}"
#: What an amount may begin with: at any other sign none of its many forms need be tried.
_OPENING = rf"(?=[\d{CHINESE}半万每不年满至最起大≥多小≤超高长迟晚少低短早>未<过约将近各共总累合达为到人Ⅰ-Ⅹ-])"
#: 一半; 2/3以上; 三成五; 百分之三十至四十; 三分之一; 半年; 5—10万元; 每户300余元/年.
_AMOUNT = re.compile(
    rf"""
    {_OPENING}
    (?:(?P<before>{_BEFORE})\s?)?
    (?:
        (?P<half_of>一半|半数)
      | (?<![\d/])(?P<over_of>\d{{1,3}})/(?P<under_of>\d{{1,3}})(?![\d/年月])(?=以上|以下|的|多数|,|。|$)
      | (?P<tenths>{NUMBER})成(?P<tenths_half>[半一二三四五六七八九])
      | (?P<percent>(?:百分之|千分之|万分之)(?:{NUMBER}))
        (?:{_SEPARATOR}(?P<percent_to>(?:(?:百分之|千分之|万分之)?(?:{NUMBER}))))?
      | (?P<of>[{CHINESE}\d]{{1,6}})分之(?P<part>[{CHINESE}\d]{{1,6}})
      | (?P<roman>[Ⅰ-Ⅹ])\s?级(?!联)
      | (?P<half>半)\s?(?P<half_unit>年|个月|天|日|小时|个小时|数)(?!度)
      | (?P<first>{NUMBER})(?:\s?(?P<more>余|多|几))?(?:\s?(?P<first_scale>{_SCALE}))?(?:\s?(?P<first_unit>{UNIT}))?
        {_SEPARATOR}(?P<second>{NUMBER})(?:\s?(?P<second_unit>{UNIT}))(?P<per_range>/(?:{UNIT}|[A-Za-z]{{1,6}}))?
      | (?:每(?P<each>{_EACH}|个[^\d,。;]{{1,2}}?)\s?)?
        (?:人民币\s?)?(?:(?P<minus>零下|(?<![\d年月日])-(?=\d{{1,3}}(?:\.\d{{1,3}})?\s?(?:℃|摄氏度)))\s?)?
        (?P<number>{NUMBER})(?:\s?(?P<many>余|多|几))?(?:\s?(?P<scale>{_SCALE}))?
        \s?(?P<unit>{UNIT}|(?<=\d){_LETTERS}|(?<=\d\s){_LETTERS})
        (?P<per>/(?:{UNIT}|[A-Za-z]{{1,6}}))?(?P<half_more>半)?
    )
    (?:\s?(?P<after>{_AFTER}))?
    """,
    re.X,
)
#: Behind these 一 is part of a word: 统一|回收, 逐一.
_ONE_OF_WORD = "统唯同专单逐任之进万每"
#: Without a digit no number: most sentences have none.
_POSSIBLE = re.compile(rf"[\d{CHINESE}半Ⅰ-Ⅹ]")
#: A year of the calendar: 2031|年, 二〇三一|年.
_CALENDAR_YEAR = re.compile(r"[12]\d{3}|[一二][零〇一二三四五六七八九]{3}")
#: 提高到四成 sets a level, 提高四成 adds to one.
_CHANGE = re.compile(
    r"(?:提高|提升|增加|增长|降低|下降|减少|压减|压缩|缩短|扩大|上升|上浮|下浮|上调|下调|精简)(?:了)?(?P<to>到|至|为)?"
    r"(?:现有|原有|原来|目前|上年)?的?$"
)
#: How many of a period a year has.
_PERIODS: Mapping[str, int] = {"年": 1, "季度": 4, "月": 12, "个月": 12, "周": 52, "日": 365, "天": 365, "学期": 2}
#: Units that also number the years, sessions and grades of a series.
_SERIAL = frozenset(("年度", "年", "季度", "月", "学期", "级", "次", "届", "期", "轮"))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit at [start, end) of a text, as a value in the base of its family.

    `value` is in the family's base unit (元, 米, 克, a share of one); of a range it is the lower end and `high` the
    upper one. `unit` is as written; `bound` says which side the number closes; `mode` whether something changes by or
    to it; `per_year` how often a year an amount for each period falls due, of which `value` is the year's.
    """

    start: int
    end: int
    family: str
    value: Fraction
    bound: Bound
    unit: str
    high: Fraction | None = None
    written: str = ""
    mode: str = ""
    per_year: int = 1

    def moved(self, by: int) -> Amount:
        """The same so many characters further on."""
        return replace(self, start=self.start + by, end=self.end + by) if by else self

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for amounts that say the same, however they are written."""
        return ("amount", self.family, self.value, self.high, self.bound, self.mode)


class _Value(NamedTuple):
    """What a number with its unit is worth, in the base of its family."""

    value: Fraction | None
    family: str
    unit: str
    high: Fraction | None = None
    per_year: int = 1


@lru_cache(maxsize=16_384)
def amounts(flat: str) -> tuple[Amount, ...]:
    """Every number with a unit in a flat text, from left to right. Days and years of the calendar are not told apart
    here: `alignment.reading.values` takes them out first.

    >>> [(a.family, str(a.value), a.bound) for a in amounts("处五万元以上10万元以下罚款")]
    [('money', '50000', 'min'), ('money', '100000', 'max')]
    """
    if not _POSSIBLE.search(flat):
        return ()
    found = (_amount(match) for match in _AMOUNT.finditer(flat))
    return tuple(amount for amount in found if amount is not None)


def _amount(match: re.Match[str]) -> Amount | None:
    """What `_AMOUNT` found as an amount; None where it has no value or only numbers a year or a series."""
    read = next(read for group, read in _READERS.items() if match[group])(match)
    if read.value is None or _of_calendar(match, read.unit):
        return None
    bound = "about" if match["many"] or match["more"] else _bound(match)
    return Amount(
        match.start(),
        match.end(),
        read.family,
        read.value,
        bound,
        read.unit,
        read.high,
        match[0],
        _mode(match),
        read.per_year,
    )


def _half_of(_: re.Match[str]) -> _Value:
    """一半."""
    return _Value(Fraction(1, 2), "ratio", "%")


def _over_of(match: re.Match[str]) -> _Value:
    """2/3以上."""
    over, under = int(match["over_of"]), int(match["under_of"])
    return _Value(Fraction(over, under) if 0 < over < under <= 100 else None, "ratio", "%")


def _tenths(match: re.Match[str]) -> _Value:
    """三成五, 三成半."""
    whole, half = value_of(match["tenths"]), match["tenths_half"]
    rest = Fraction(1, 2) if half == "半" else (value_of(half) or Fraction(0)) / 10
    return _Value((whole + rest) / 10 if whole is not None else None, "ratio", "成")


def _percentage(match: re.Match[str]) -> _Value:
    """百分之三十至四十."""
    high = _percent(match["percent_to"], match["percent"][:3]) if match["percent_to"] else None
    return _Value(_percent(match["percent"]), "ratio", "%", high)


def _percent(words: str, base: str = "百分之") -> Fraction | None:
    head = words[:3] if words[:3] in ("百分之", "千分之", "万分之") else ""
    value = value_of(words[len(head) :])
    scale = {"百分之": 100, "千分之": 1000, "万分之": 10_000}[head or base]
    return value / scale if value is not None else None


def _part_of(match: re.Match[str]) -> _Value:
    """三分之一."""
    whole, part = value_of(match["of"]), value_of(match["part"])
    return _Value(part / whole if whole and part is not None else None, "ratio", "%")


def _roman(match: re.Match[str]) -> _Value:
    """Ⅱ级 is 二级."""
    return _Value(Fraction(ord(match["roman"]) - ord("Ⅰ") + 1), "level", "级")


def _half(match: re.Match[str]) -> _Value:
    """半年, 半数."""
    unit = match["half_unit"]
    if unit == "数":
        return _Value(Fraction(1, 2), "ratio", unit)
    family, factor = family_of(unit)
    return _Value(factor / 2, family, unit)


def _range(match: re.Match[str]) -> _Value:
    """5—10万元, 3个月至1年: the scale and unit of the upper end are those of the lower one too, where it has none."""
    unit, own, per = match["second_unit"], match["first_unit"], match["per_range"] or ""
    family, factor = family_of(unit)
    value, high = value_of(match["first"] + (match["first_scale"] or "")), value_of(match["second"])
    if value is None or high is None:
        return _Value(None, family, unit)
    scale = re.search(r"(?:[百千]|(?<![万亿]))[万亿]+$", match["second"])
    if scale and not match["first_scale"] and not own and value < high and not re.search("[万亿]", match["first"]):
        value = value_of(match["first"] + scale[0]) or value
    first_family, first_factor = family_of(own) if own else (family, factor)
    if first_family != family:
        return _Value(None, family, unit)
    return _Value(value * first_factor, family + per, unit + per, high * factor)


def _single(match: re.Match[str]) -> _Value:
    """每户300余元/年."""
    per = match["per"] or ""
    family, factor = family_of(match["unit"])
    value = value_of(match["number"] + (match["scale"] or ""))
    if value is None:
        return _Value(None, family, match["unit"] + per)
    value = (value + Fraction(1, 2) if match["half_more"] else value) * (-factor if match["minus"] else factor)
    before = None
    if not match["each"] and not per:
        before = _EACH_BEFORE.search(match.string[max(0, match.start() - 14) : match.start()])
    each = match["each"] or (before["each"] if before else "")
    value_of_year, family_of_each, per_year = _for_each(value, family, per[1:] or each)
    return _Value(value_of_year, family_of_each, match["unit"] + per, per_year=per_year)


#: How each way of writing is read, by a group of `_AMOUNT` that only this way has.
_READERS: Mapping[str, Callable[[re.Match[str]], _Value]] = {
    "half_of": _half_of,
    "over_of": _over_of,
    "tenths": _tenths,
    "percent": _percentage,
    "of": _part_of,
    "roman": _roman,
    "half": _half,
    "first": _range,
    "number": _single,
}


def _for_each(value: Fraction, family: str, each: str) -> tuple[Fraction, str, int]:
    """An amount for each of something: of a period it is brought to the year, so that 每月 and 每年 compare.

    Gives the amount, its family, and how many of the period a year has.
    """
    if not each or family in ("events", "hours"):
        return value, family, 1
    if each in _PERIODS:
        return value * _PERIODS[each], f"{family}/年", _PERIODS[each]
    return value, f"{family}/{each}", 1


def _mode(match: re.Match[str]) -> str:
    """Whether something changes "to" an amount or "by" it, "" where nothing changes."""
    head = match.string[max(0, match.start() - 8) : match.start()] + (match["plain"] or "")
    found = _CHANGE.search(head)
    return "" if found is None else "to" if found["to"] else "by"


def _of_calendar(match: re.Match[str], unit: str) -> bool:
    """2023年版, 上一年度, 第三年: years of the calendar and places in a row, no length of time."""
    number = match["number"] or ""
    before = match.string[max(0, match.start() - 1) : match.start()]
    if match.string[max(0, match.start() - 2) : match.start()] in ("以上", "以下"):
        before = ""  # 三年以上|七年以下
    if unit == "年" and _CALENDAR_YEAR.fullmatch(number):
        return True
    if number == "一" and before and before in _ONE_OF_WORD:
        return True
    return before == "第" or (unit in _SERIAL and before in ("上", "下", "本", "前", "后", "每", "按", "同"))


def _bound(match: re.Match[str]) -> Bound:
    if match["lower"] or match["above"]:
        return "min"
    if match["upper"] or match["below"]:
        return "max"
    if match["over"] or match["under"]:
        return "above" if match["over"] else "below"
    if match["about"] or match["roughly"]:
        return "about"
    if match["before"]:
        return "exact"
    before = _BOUND_BEFORE.search(match.string[max(0, match.start() - _BOUND_REACH) : match.start()])
    return "exact" if before is None else "min" if before["lower"] else "max"
