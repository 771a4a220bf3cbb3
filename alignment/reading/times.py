"""Days, terms and recurrences as values: 年底 = 12月31日, 半年内 = 六个月内, 每季度 = 每三个月.

A *day* names a place in the calendar, a *term* a length of time and what it counts from, a *recurrence* how often.
Everything reads flat text (`alignment.reading.flat`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from alignment.reading.days import DATE, MONTH, POINT, YEAR, Day, dated, point
from alignment.reading.measures import UNIT, family_of
from alignment.reading.numbers import CHINESE, NUMBER, in_figures, value_of

TimeKind = Literal["day", "term", "recurrence", "clock"]

#: Before a day: 6月底|前; 前款 and 前期 are no such words.
_CLOSE = r"(?:之前|以前|前(?![款条项期述列置]))"
#: A day or a span of days: 最迟到|2031年6月底|前, 2031年3月|至|5月.
_DAY = re.compile(
    rf"""
    (?=[\s\d{CHINESE}最不到至截于在自从由公今明当本次翌同去后年上下月第])  # what a day may begin with
    (?P<open>(?:最迟|不晚于|不迟于)?(?:到|至|截至|截止到?|于|在|自|从|由)?\s?)
    (?P<first>{POINT}|[12]\d{{3}}(?=\s?(?:-{{1,2}}|~)\s?[12]\d{{3}}\s?年))
    (?:\s?(?:-{{1,2}}|~|至|到)\s?(?P<second>{POINT}|\d{{4}}\s?年?|长期))?
    (?P<close>\s?(?:{_CLOSE}|止|为止|之内|以内|(?<=年)内|(?<=月)内|起|以来|期间|以后|之后))?
    """,
    re.X,
)
#: The units of a term: 个工作日, 日, 年; 日报, 年级 and 周边 are none.
_LENGTH_UNIT = (
    r"(?:个?工作日|个?自然日|个?日历日|日(?!报|常|历|程|志)|天(?!然|气|文)|个月|个?季度"
    r"|年(?!度|级|龄|报|检|审|鉴|轻|代|会|限|底|末|初|前|月)|周(?!边|期|年|岁|密)"
    r"|个?星期|个?小时|分钟|刻钟|个?学期)"
)
#: A length of time: 十五日, 3至5个工作日, 一年半, 半年.
_LENGTH = (
    rf"(?:(?P<count>{NUMBER})(?:\s?(?:-|~|至|到)\s?(?P<upto>{NUMBER}))?\s?(?:个)?(?P<length>{_LENGTH_UNIT})"
    r"(?P<and_half>半)?|(?P<half>半)个?(?P<half_of>年(?!度)|月|天|小时|日))"
)
#: A length with what makes it a term: 不超过|十五日, 十五日|内, 提前|十日.
_TERM = re.compile(
    rf"(?=[\s\d{CHINESE}半不至最提逾超])"  # what a term may begin with
    r"(?P<before>不(?:得)?(?:少于|低于|短于)|至少|不(?:得)?(?:超过|长于|多于)|最长|最短|提前|逾期|超过)?\s?"
    rf"{_LENGTH}"
    r"(?P<after>\s?(?:之内|以内|内(?!部(?!署)|容(?!纳))|之前|以前|前(?![款条项期])|之后|以后|后|以上|以下|期满|届满))?"
)
#: 自公布之日|起三十日后施行: how a text says from when on it holds.
TAKES_EFFECT = rf"起(?:满?[\d{CHINESE}]{{1,4}}(?:个?工作日|日|天|个月|年)(?:之|以)?后)?(?:施行|实施|执行|生效|试行)"
#: 定期|检查: again and again; 不定期, 定期存款 and 发放定期补助 say something else.
REGULARLY = (
    r"(?<![不的])(?<!发放)(?<!领取)(?<!享受)(?<!停发)(?<!给予)定期"
    r"(?!存|限|票|刊|航|租|工|支付|利|抚恤|津贴|补助金|生活费|寿险|保险|债|合同)"
)
#: 每季度|首月|10日前: which month of the period it is.
_NTH_MONTH = r"(?:首个?月|第[一二三四五六123456]个?月|末个?月|最后一个月)"
#: How often: 每季度一次, 按月, 季调度, 一年两次.
_EVERY = re.compile(
    rf"""
    (?=[\d{CHINESE}每隔逐按分半月季年周旬个天日次下翌当])  # what a recurrence may begin with
    (?:
    (?:每|隔|逐)(?P<count>{NUMBER}|半)?\s?个?
        (?P<unit>季度|季|年度|年(?!度)|月(?!份报)|周|星期|日(?!常)|天|学期|工作日|小时|旬|届)(?:度)?
        (?P<on>\s?(?:{MONTH}\s?|{_NTH_MONTH})?{DATE}(?!\s?[-~至到])(?:{_CLOSE})?
            |\s?(?:{MONTH}|{_NTH_MONTH})?(?:底|末)(?:{_CLOSE})?)?
        (?:(?:至少|不少于|不得少于)?(?P<times>{NUMBER})\s?(?:次|轮|期|场)(?:以上)?)?
    | (?:按|分)(?P<per_unit>季度|年度|半年度?|月度|季(?!节)|年(?!龄)|月|周|旬|日)(?!期|程|志)
    | (?P<adverb_half>半)?(?P<adverb>月|季度?|年度?|周|旬)
        (?=调度|通报|报告制|报送|会商|例会|督查|考核|检查|监测|巡查|分析|一)
    | (?P<that>[次下翌当])个?月\s?(?P<that_day>{DATE}|底|末)(?!\s?[-~至到])(?:{_CLOSE})?
    | (?P<of_count>{NUMBER}|半)?(?P<of>年|个?月|个?季度|周|天|日)(?P<of_times>{NUMBER})(?:次|轮)
    )
    """,
    re.X,
)
#: What looks like a day and is the edition, the session or the report of a year: 2031年|版, 2031年|度计划.
_EDITION = re.compile(
    r"年\s?(?:版|度?(?:报告|计划|预算|考核|检查|调查|工作要点|重点|任务|行动|方案|目标))|以来|大会|届|会议"
)
#: Without one of these no time: most sentences have none.
_ANY = re.compile(r"[年月日天周时季旬分点秒:久身期限]")
#: 每月|800元 says how much, not how often.
_PRICED = re.compile(
    rf"\s?(?:约|近)?(?:{NUMBER})\s?(?!次|轮|场|期|个?工作日|日|天|个?月|年|小时|时|点|个?季度)(?:{UNIT})"
)
#: A number of a time of the day: 22, 十.
_OF_CLOCK = r"\d{1,2}|[零〇一二三四五六七八九十]{1,3}"
#: A time of the day: 22时30分, 晚上十点半, 22:30; 时间 and 点位 are none.
_CLOCK = re.compile(
    r"(?:于|在|自|从|至|到)?(?P<next>次日|翌日|第二[天日])?(?P<half>上午|下午|晚上|晚|早上|早|凌晨|中午)?"
    rf"(?:(?P<hour>{_OF_CLOCK})(?:时(?!间|期|代|效|段|限|刻)|点(?!击|位|对"
    rf"|[零〇一二三四五六七八九]{{1,4}}[米元倍成公厘平立升吨度个亿万]))"
    rf"(?:(?P<minute>{_OF_CLOCK})分|(?P<midway>半)|整)?"
    r"|(?P<hour_of>\d{1,2}):(?P<minute_of>\d{2})(?!\d))"
    rf"(?P<close>{_CLOSE})?"
)
#: 永久|保存.
_FOREVER = re.compile(r"(?:永久|终身|长期|无限期)(?=保存|保留|有效|留存|公开|禁止|免费|追究|禁业)|(?<=保存)永久")
#: A year of the calendar, no length of time: 2031|年.
_CALENDAR_YEAR = re.compile(r"[12]\d{3}|[一二][零〇一二三四五六七八九]{3}")
#: Behind these a period is a length and no adverb: 三|月, 每|周, 上|季度.
_COUNTING = "0123456789个零〇一二三四五六七八九十廿两几数当本上下每"
#: 次|月, 翌|日: the one that comes next.
_NEXT = "次下翌"
#: A number in Chinese characters: the 十五 of 每月十五日.
_WRITTEN = re.compile(rf"[{CHINESE}]{{1,3}}")
#: As long as anything lasts, in months.
_ALWAYS = Fraction(12_000)
#: The family of each period and how many of its base unit it is.
_PERIOD_UNITS = {
    "年": ("months", 12),
    "年度": ("months", 12),
    "季度": ("months", 3),
    "季": ("months", 3),
    "月": ("months", 1),
    "月度": ("months", 1),
    "半年": ("months", 6),
    "半年度": ("months", 6),
    "周": ("days", 7),
    "星期": ("days", 7),
    "旬": ("days", 10),
    "日": ("days", 1),
    "天": ("days", 1),
    "工作日": ("workdays", 1),
    "学期": ("months", 6),
    "小时": ("hours", 1),
    "届": ("session", 1),
    "个月": ("months", 1),
    "个季度": ("months", 3),
}


@dataclass(frozen=True, slots=True)
class Time:
    """A day, term or recurrence at [start, end) of a text.

    `first`, `last`: the days named, as (year | None, month, day), for a day; `length` and `family`: how long, for a
    term and a recurrence (base units of `amounts`), `upto` the upper end of a range; `times`: how often in one period;
    `side`: which side of it is open, or what a recurrence falls on.
    """

    start: int
    end: int
    kind: TimeKind
    written: str
    first: Day | None = None
    last: Day | None = None
    family: str = ""
    length: Fraction = Fraction(0)
    upto: Fraction | None = None
    times: Fraction = Fraction(1)
    side: str = ""

    def moved(self, by: int) -> Time:
        """The same so many characters further on."""
        return replace(self, start=self.start + by, end=self.end + by) if by else self

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for times that say the same, however they are written."""
        if self.kind == "day":
            return ("day", self.first if self.side in ("from", "span") else None, self.last, self.side)
        return (self.kind, self.family, self.length, self.upto, self.times, self.side)


@lru_cache(maxsize=16_384)
def times(flat: str) -> tuple[Time, ...]:
    """Every day, term and recurrence that a flat text names, from left to right, none inside another.

    >>> [(t.kind, t.written) for t in times("每季度一次检查,2023年底前完成,并在十五日内报告")]
    [('recurrence', '每季度一次'), ('day', '2023年底前'), ('term', '十五日内')]
    """
    if not _ANY.search(flat):
        return ()
    found: list[Time] = []
    for needed, read in _READERS:
        for item in read(flat) if needed.search(flat) else ():
            if not any(item.start < other.end and other.start < item.end for other in found):
                found.append(item)
    return tuple(sorted(found, key=lambda item: item.start))


# --- recurrences -------------------------------------------------------------------------------------------------


def _recurrences(flat: str) -> list[Time]:
    found = (_recurrence(match) for match in _EVERY.finditer(flat))
    return [item for item in found if item is not None]


def _recurrence(match: re.Match[str]) -> Time | None:
    """What `_EVERY` found as a recurrence; None where it says how much, or is part of a number."""
    often, on = Fraction(1), ""
    if match["unit"]:
        if not (match["count"] or match["times"] or match["on"]) and _PRICED.match(match.string, match.end()):
            return None
        unit, number = match["unit"], _counted(match["count"]) if match["count"] else Fraction(1)
        often = _often(match["times"])
        on = _within(match["on"] or "", _PERIOD_UNITS[unit][1])
    elif match["per_unit"]:
        unit, number = match["per_unit"], Fraction(1)
    elif match["that"]:
        unit, number = "月", Fraction(1)
        on = f"{int(match['that'] in _NEXT)}月{_within(match['that_day'], 1)}"
    elif match["adverb"]:
        if match.start() and match.string[match.start() - 1] in _COUNTING:
            return None
        unit, number = match["adverb"], Fraction(1, 2) if match["adverb_half"] else Fraction(1)
    else:
        unit, number = match["of"].removeprefix("个"), _counted(match["of_count"] or "")
        often = _often(match["of_times"])
    if number is None:
        return None
    family, length = _PERIOD_UNITS[unit]
    return Time(
        match.start(), match.end(), "recurrence", match[0], family=family, length=length * number, times=often, side=on
    )


def _within(words: str, months: int) -> str:
    """The place in a period as one form: 首月10日前 → 1月10日, of a quarter 末月底 → 3月底.

    >>> _within("首月十日前", 3), _within("末月底", 3), _within("5日前", 1)
    ('1月10日', '3月底', '5日')
    """
    place = re.sub(r"[\s之以]|前$", "", words)
    nth = re.match(_NTH_MONTH, place)
    if nth:
        number = value_of(nth[0][1]) if nth[0][0] == "第" else Fraction(1 if nth[0][0] == "首" else months)
        place = f"{number}月{place[nth.end() :]}"
    return _WRITTEN.sub(in_figures, place).replace("末", "底")


def _counted(words: str) -> Fraction | None:
    """How many periods: 半 is half of one."""
    return Fraction(1, 2) if words == "半" else value_of(words)


def _often(words: str | None) -> Fraction:
    """How many times in one period, once where it is not said."""
    return (value_of(words) if words else None) or Fraction(1)


# --- times of the day --------------------------------------------------------------------------------------------


def _clocks(flat: str) -> list[Time]:
    """Times of the day: 22时30分 = 22:30 = 晚上十点半."""
    found: list[Time] = []
    for match in _CLOCK.finditer(flat):
        hour = value_of(match["hour"] or match["hour_of"] or "")
        minute = value_of(match["minute"] or match["minute_of"] or "0")
        if hour is None or minute is None or hour > 24 or minute > 59:
            continue
        if match["half"] in ("下午", "晚上", "晚") and hour < 12:
            hour += 12
        if match["midway"]:
            minute = Fraction(30)
        if match["next"]:
            hour += 24  # 次日零时 = 24时
        length, side = hour * 60 + minute, "by" if match["close"] else ""
        found.append(Time(match.start(), match.end(), "clock", match[0], family="clock", length=length, side=side))
    return found


# --- days --------------------------------------------------------------------------------------------------------


def _days(flat: str) -> list[Time]:
    found = (_day(match) for match in _DAY.finditer(flat))
    return [item for item in found if item is not None]


def _day(match: re.Match[str]) -> Time | None:
    """What `_DAY` found as a day or span; None where it only names an edition, or is no day."""
    flat, words, opened = match.string, match["first"], match["open"].strip()
    if _EDITION.search(flat[match.start("first") : match.end() + 6]) and not match["close"]:
        return None
    before = flat[max(0, match.start() - 2) : match.start()]
    if before.endswith(("(", "《")) and re.match(r"\d{4}\s?\)", flat[match.start("first") :]):
        return None
    first = point(words if not words.isdigit() else words + "年")
    if first is None:
        return None
    closed = match["close"] or match["second"] or re.search("到|至|截", opened)
    if re.fullmatch(YEAR, words) and not closed:
        return None  # a bare year names an edition, not a time
    if re.fullmatch(MONTH, words) and re.match(rf"[{CHINESE}\d]", flat[match.end() :]):
        return None
    side = _side(match, spans=bool(match["second"]))
    start = match.start() if opened else match.start("first")
    written = flat[start : match.end()].strip()
    return Time(start, match.end(), "day", written, first=first[0], last=_last(first, match["second"]), side=side)


def _last(first: tuple[Day, Day], second: str | None) -> Day:
    """The last day of a span, its year that of the first where it names none."""
    if not second or second == "长期":
        return first[1]
    end = point(second if not second.strip().isdigit() else second + "年")
    if end is None:
        return first[1]
    year = end[1][0] if end[1][0] is not None else first[1][0]
    return (year, *end[1][1:])


def _side(match: re.Match[str], *, spans: bool) -> str:
    close, opened = (match["close"] or "").strip(), match["open"]
    if close in ("起", "以来", "以后", "之后"):
        return "from"
    if spans:
        return "span"
    if close in ("之前", "以前", "前", "止", "为止", "之内", "以内", "内") or re.search("到|至|截|晚于|迟于", opened):
        return "by"
    return "on"


# --- terms -------------------------------------------------------------------------------------------------------


def _terms(flat: str) -> list[Time]:
    found = (_term(match) for match in _TERM.finditer(flat))
    return [item for item in found if item is not None]


def _term(match: re.Match[str]) -> Time | None:
    """What `_TERM` found as a term; None where it is a place in a row, a year of the calendar or a mere number."""
    flat = match.string
    before = flat[max(0, match.start() - 1) : match.start()]
    if before in ("第", "每") or (before and before in CHINESE and match["count"] is None):
        return None
    unit = match["length"] or match["half_of"]
    if unit == "年" and match["count"] and _CALENDAR_YEAR.fullmatch(match["count"]):
        return None
    family, factor = family_of({"日": "天", "月": "个月"}.get(unit, unit))
    count = Fraction(1, 2) if match["half"] else value_of(match["count"])
    if count is None:
        return None
    length = (count + Fraction(1, 2) if match["and_half"] else count) * factor
    upto = value_of(match["upto"]) if match["upto"] else None
    after, head = (match["after"] or "").strip(), match["before"] or ""
    if unit == "周" and not (after or head or re.search(r"[限期内前后天日]", flat[match.end() : match.end() + 2])):
        return None
    return Time(
        match.start(),
        match.end(),
        "term",
        match[0].strip(),
        family=family,
        length=length,
        upto=upto * factor if upto is not None else None,
        side=_term_side(head, after),
    )


def _term_side(head: str, after: str) -> str:
    if re.search("少于|低于|短于|至少|最短", head) or after == "以上":
        return "min"
    if head == "提前" or after in ("之前", "以前", "前"):
        return "before"
    if head in ("逾期", "超过") or after in ("之后", "以后", "后", "期满", "届满"):
        return "after"
    if after in ("之内", "以内", "内", "以下") or head:
        return "within"
    return "for"


def _forever(flat: str) -> list[Time]:
    """永久保存: a term longer than any."""
    return [
        Time(match.start(), match.end(), "term", match[0], family="months", length=_ALWAYS, side="for")
        for match in _FOREVER.finditer(flat)
    ]


#: The readers of each sort of time, the strongest first, and what a text without any such time lacks.
_READERS: tuple[tuple[re.Pattern[str], Callable[[str], list[Time]]], ...] = (
    (
        re.compile(
            r"[每隔逐按分次轮]|[月季度年周旬](?:调度|通报|报告制|报送|会商|例会|督查|考核|检查|监测|巡查|分析|一)"
        ),
        _recurrences,
    ),
    (re.compile(r"[年月季]"), _days),
    (re.compile(r"[时点:]"), _clocks),
    (re.compile(rf"[\d{CHINESE}半]"), _terms),
    (re.compile(r"[久身期]"), _forever),
)


# --- dates -------------------------------------------------------------------------------------------------------


def last_day(time: Time, issued: str = "") -> str:
    """The last day that a day names, as YYYY-MM-DD; a month without a year lies in the year of issue. "" for others."""
    if time.kind != "day" or time.last is None or time.side == "from":
        return ""
    return dated(time.last, issued, clipped=True)


def first_day(time: Time, issued: str = "") -> str:
    """The first day that a span names or that a day counts from, as YYYY-MM-DD; "" where it is open."""
    return dated(time.first, issued) if time.kind == "day" and time.first is not None and time.side != "by" else ""
