"""Faults of a text in itself: deadlines past on the day of issue, a number with two values, numbering, odd signs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from alignment.limits import Limits
from alignment.model import Clause, Finding, Kind, Side
from alignment.reading.normalize import INVISIBLE, fold
from alignment.reading.numerals import Label, Level, parse_numeral, read_label, to_numeral

_CN = "〇○零一二三四五六七八九十"
_READ = (Kind.HEADING, Kind.BODY)
#: How far around a date or a number the text is read: no text costs more than its length.
_REACH = 400

# --- deadlines past on the day of issue ----------------------------------------------------------------------------

_YEAR = rf"(?P<year>[12]\d{{3}}|二[{_CN}]{{3}})年度?"
_DEADLINE = re.compile(
    rf"""
    (?:{_YEAR})?
    (?:
        (?(year)|(?<![\d{_CN}年]))(?P<month>\d{{1,2}}|十[一二]?|[一二三四五六七八九])月
        (?: (?P<day>\d{{1,2}}|[{_CN}]{{1,3}})日 | (?P<part>底|末|上旬|中旬|下旬)? )
      | (?P<half>上半年) | 第?(?P<quarter>[一二三四])季度[末底]?
      | (?:年?[底末])
    )
    (?:之|以)?前
    """,
    re.X,
)
_EXPLICIT = re.compile(rf"{_YEAR}(?:(?P<month>\d{{1,2}})月)?")
#: The date comes round again, counts from elsewhere or tells history.
_RECURRING = re.compile(r"每年|每一?年|逐年|[次翌来当同该各]年|[上下]一?年|每季|每月|每半年|连续")
_HISTORY = re.compile(r"截[至止]|已[经于]?|曾|以来|原定|遗留|此前|以往|自(?!行|主|愿|觉|动|查|然|身|由|我)")
#: What a deadline goes on with; anything else after the date may say whom or what it picks out.
_GOES_ON = re.compile(
    r"[，,）)；;。]|(?:要|应当?|须|必须|需|可|将|力争|争取|确保|全部|全面|基本|率先|再|分别|先行|正式|统一|陆续|逐步"
    r"|各|由|对|向|在|市|区|县|省)?"
    r"(?:完成|实现|建成|报|上报|印发|出台|制定|制订|明确|上线|实施|达到|公布|启动|开展|形成|建立|提交|提出|取消|推出"
    r"|落实|到位|投入|开通"
    r"|发布|编制|设立|设置|组织|推进|推行|实行|整改|梳理|公开|覆盖|接入|配备|各|由|对|向|在|市|区|县|省|全)"
)


@dataclass(frozen=True, slots=True)
class _Due:
    """The last day that a deadline leaves, and where its year was read."""

    day: date
    year_from: str


def passed_deadlines(side: Side) -> Iterator[Finding]:
    """Deadlines that had passed on the day the text was issued; nothing where that day is unknown.

    A date whose year stands nowhere counts only where the text leaves no doubt about it.
    """
    if not side.issued or _restated(side):
        return
    issued = date.fromisoformat(side.issued)
    years = _years_of(side)
    for clause in side.clauses:
        if clause.kind not in _READ:
            continue
        for match in _DEADLINE.finditer(clause.text):
            if not _binds(clause.text, match):
                continue
            due = _due(side, clause, match, issued, years)
            if due is None or due.day >= issued:
                continue
            facts = {"deadline": due.day.isoformat(), "issued": side.issued, "year_from": due.year_from}
            message = f"“{match[0]}”：期限为{due.day.isoformat()}，印发日{side.issued}已过"
            yield Finding("deadline-passed-at-issue", side.name, clause.id, match[0], message, facts)


def _restated(side: Side) -> bool:
    """Whether the text was amended and published anew: its older deadlines are then no fault."""
    return any(re.search(r"修正|修订|修改", clause.text) for clause in side.clauses[:6] if clause.kind is Kind.FRONT)


def _binds(text: str, match: re.Match[str]) -> bool:
    """Whether the date says by when something is to be done, rather than which things are meant or what has been."""
    start, end = match.span()
    before = text[max(start - _REACH, 0) : start]
    if before.count("《") > before.count("》") or before.count("“") > before.count("”"):
        return False
    opening = max(before.rfind(mark) for mark in "。；;！？") + 1
    lead = before[opening:]
    clause_lead = lead[max(lead.rfind("，"), lead.rfind(",")) + 1 :]
    if _RECURRING.search(lead) or _HISTORY.search(clause_lead):
        return False
    after = text[end : end + _REACH]
    if not _GOES_ON.match(after) or (after[:1] in "。；;" and not clause_lead.endswith(("于", "在", "限", "：", ":"))):
        return False
    follows = re.match(r"[，,]?(?P<own>[^，,。；;]*)(?P<stop>[，,]?)", after)
    own = follows["own"] if follows else ""
    if _HISTORY.search(own[:6]):
        return False
    # 2020年底前建成的小区, 2019年底前，取得证书的，…: the date picks out what is meant
    picks_out = re.match(r"[，,]?[^对将把各]{1,14}的", own) or own.endswith("的")
    return not picks_out


def _due(side: Side, clause: Clause, match: re.Match[str], issued: date, years: frozenset[int]) -> _Due | None:
    if match["year"]:
        year, source = _number(match["year"]), "explicit"
    else:
        year, source = _inherited_year(side, clause, match, issued, years)
    if year is None or not 1949 <= year <= 2100:
        return None
    if match["month"]:
        month = _number(match["month"]) or 0
        if not 1 <= month <= 12:
            return None
        last = _month_end(year, month)
        day = _number(match["day"]) if match["day"] else {"上旬": 10, "中旬": 20}.get(match["part"] or "", last.day)
        return _Due(last.replace(day=day), source) if day and day <= last.day else None
    if match["half"]:
        return _Due(_month_end(year, 6), source)
    if match["quarter"]:
        return _Due(_month_end(year, 3 * (_number(match["quarter"]) or 4)), source)
    return _Due(_month_end(year, 12), source)


def _inherited_year(
    side: Side, clause: Clause, match: re.Match[str], issued: date, years: frozenset[int]
) -> tuple[int | None, str]:
    """The year of a date that names none: the date before it, its stage heading, the title, or the only year there is.

    Only the year of issue is inherited: an earlier one beside it is history more often than not.
    """
    month = _number(match["month"]) if match["month"] else None
    near = [*_EXPLICIT.finditer(_without_citations(clause.text[max(match.start() - _REACH, 0) : match.start()]))]
    if near:
        year = _number(near[-1]["year"])
        named = _number(near[-1]["month"]) if near[-1]["month"] else None
        in_order = named is None or month is None or month >= named
        return (year, "clause") if year == issued.year and in_order else (None, "")
    for heading in reversed(clause.path):
        staged = {_number(found["year"]) for found in _EXPLICIT.finditer(side.by_clause[heading].text[:60])}
        if staged:
            return (issued.year, "heading") if staged == {issued.year} else (None, "")
    if _RECURRING.search(clause.text, max(match.start() - _REACH, 0), match.end() + _REACH):
        return None, ""
    title = {_number(found["year"]) for found in _EXPLICIT.finditer(side.title)}
    if title:
        return (issued.year, "title") if title == {issued.year} else (None, "")
    return (issued.year, "text") if years == frozenset({issued.year}) else (None, "")


def _years_of(side: Side) -> frozenset[int]:
    """Every year that the body names, other than in titles and document numbers."""
    return frozenset(
        _number(found["year"]) or 0
        for clause in side.clauses
        if clause.kind in _READ
        for found in _EXPLICIT.finditer(_without_citations(clause.text))
    )


def _without_citations(text: str) -> str:
    """The text without titles and document numbers: their years date other papers."""
    return re.sub(r"《[^》]*》?|[〔\[（(]\d{4}[〕\]）)]\d*号?", lambda found: "□" * len(found[0]), text)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _number(text: str) -> int | None:
    return parse_numeral(fold(text).replace("○", "〇"))


# --- one number with two values ------------------------------------------------------------------------------------

_MEASURE = "个家项条件类处所名座张种台辆户支套"
_COUNTED = re.compile(
    rf"(?P<number>(?<![\d.．第—–~～至到-])\d{{1,5}}(?![\d.．%％]))(?P<measure>[{_MEASURE}])(?P<noun>[\u4e00-\u9fff]{{2,16}})"
)
#: Words of a count that is part of another, a bound, an addition, a share or a rate.
_PARTIAL = re.compile(
    r"新增|新建|新设|增加|增设|每|各|首批|[一二三四五六七八九十]批|其中|至少|不[少低多高超]|超过|以上|约|近|左右|余"
    r"|多|再|另|试点|选[取择树]"
    r"|评选|培育|打造|示范|重点|完成|改造|扩大|以内|以下|累计|现有|已|原|拟|前|达到?"
)
_SCOPE = re.compile(r"全(?:市|区|省|县|旗|州|国|镇|乡)")
#: Nouns that a text counts again and again, each time others of them.
_COMMON = re.compile(
    r"工作日|自然日|月|小时|百分|方面|部门|单位|环节|层次|阶段|季度|年度|周期|以[上内下]|左右|地区|地方|城市|问题"
    r"|条件|要求|以外|关键|重大|重要"
)
_NOUN_END = re.compile(r"[的要和及与等应须可为在由向对将被已]|全部|推行|开展|实现|进行|率先|形成|完成|纳入")


@dataclass(frozen=True, slots=True)
class _Count:
    clause: Clause
    value: int
    measure: str
    after: str  # what follows the measure word, up to punctuation
    quote: str
    scope: str
    years: frozenset[str]


def contradictory_numbers(side: Side) -> Iterator[Finding]:
    """One thing counted twice with two values, and a title whose number of items is not that of the items."""
    counts = [count for clause in side.clauses if clause.kind in _READ for count in _counts(clause)]
    groups: defaultdict[tuple[str, str], list[_Count]] = defaultdict(list)
    for count in counts:
        groups[count.measure, _noun(count.after)].append(count)
    for (measure, noun), found in groups.items():
        if noun:
            yield from _contradiction(side, measure, noun, found)
    yield from _miscounted_title(side)


def _counts(clause: Clause) -> Iterator[_Count]:
    text = clause.text
    for match in _COUNTED.finditer(text):
        low = max(match.start() - _REACH, 0)
        opening = max(low, *(text.rfind(mark, low, match.start()) + 1 for mark in "。；;！？"))
        lead = text[opening : match.start()]
        segment = lead[max(lead.rfind(mark) for mark in "，,：:（(") + 1 :]
        near = segment[-10:]
        if _PARTIAL.search(near) or _COMMON.match(match["noun"]):
            continue
        scope = _SCOPE.search(segment)
        yield _Count(
            clause,
            int(match["number"]),
            match["measure"],
            match["noun"],
            match["number"] + match["measure"] + _noun(match["noun"]),
            scope[0] if scope else "",
            frozenset(re.findall(r"\d{4}年", text[opening : match.end()])),
        )


def _noun(after: str) -> str:
    """The noun at the head of what follows a measure word, "" where it is no certain name of a thing."""
    end = _NOUN_END.search(after)
    noun = after[: end.start()] if end else after
    return noun if len(noun) >= 2 and not _PARTIAL.match(noun) else ""


def _contradiction(side: Side, measure: str, noun: str, found: list[_Count]) -> Iterator[Finding]:
    values = Counter(count.value for count in found)
    if len(values) != 2 or len({count.clause.id for count in found}) < 2:
        return
    if len({year for count in found for year in count.years}) > 1:
        return  # a target a year, not one number
    (usual, times), (odd, odd_times) = values.most_common()
    # either both speak of the whole, or one value is the rule and the other stands alone
    whole = len({count.scope for count in found}) == 1 and found[0].scope and len(noun) >= 4
    settled = times >= 3 and odd_times == 1 and min(usual, odd) >= 10 and max(usual, odd) <= 2 * min(usual, odd)
    if not whole and not settled:
        return
    last = next(count for count in reversed(found) if count.value == (odd if settled else found[-1].value))
    other = next(count for count in found if count.value != last.value)
    facts = {
        "thing": noun,
        "values": "、".join(f"{value}{measure}" for value in dict.fromkeys(count.value for count in found)),
        "other_clause": other.clause.id,
        "other_quote": other.quote,
    }
    place = f"在“{other.clause.address}”处" if other.clause.address else "另一处"
    message = f"“{last.quote}”：同一数量{place}写作“{other.quote}”"
    yield Finding("contradictory-number", side.name, last.clause.id, last.quote, message, facts)


_TITLE_COUNT = re.compile(
    rf"(?P<number>\d{{1,3}}|[{_CN}百]{{1,5}})条(?:政策|工作|具体|改革)?(?:措施|举措|意见|政策"
    r"|规定)?(?:[（(][^）)]{0,100}[）)]){0,4}$"
)


def _miscounted_title(side: Side) -> Iterator[Finding]:
    match = _TITLE_COUNT.search(side.title)
    said = _number(match["number"]) if match else None
    if match is None or said is None or said < 5:
        return
    runs = {level: _run_through(side, level) for level in (Level.COMMA, Level.PAREN, Level.POINT, Level.ARTICLE)}
    counts = {count for count in runs.values() if count}
    likely = [count for count in counts if said / 2 < count < said * 2]
    if said in counts or len(likely) != 1:
        return
    # an item whose number is damaged still opens with it
    digits, numeral = str(said), to_numeral(said)
    if any(re.match(rf"[（(]?(?:{digits}(?!\d)|{numeral}[、）)])", clause.text) for clause in side.clauses):
        return
    holder = next((clause for clause in side.clauses if side.title in clause.text), None)
    if holder is None:
        return
    quote = match[0]
    facts = {"title": quote, "counted": str(likely[0])}
    message = f"标题称“{quote}”，正文实有{likely[0]}条"
    yield Finding("contradictory-number", side.name, holder.id, quote, message, facts)


def _run_through(side: Side, level: Level) -> int:
    """The number of items at a level where they run through the text from 1 without a gap or a restart, else 0."""
    numbers = [label.value for _, _, label in _numbered(side) if label.level is level]
    return len(numbers) if len(numbers) >= 5 and numbers == list(range(1, len(numbers) + 1)) else 0


# --- numbering -----------------------------------------------------------------------------------------------------

_CHECKED = (Level.COMMA, Level.PAREN, Level.POINT, Level.ARTICLE, Level.CHAPTER)


def numbering_faults(side: Side) -> Iterator[Finding]:
    """A number that stands twice among its siblings, or one that is left out."""
    last_of: dict[tuple[tuple[str, ...], Level], int] = {}
    place: dict[tuple[tuple[str, ...], Level], int] = {}
    for index, clause, label in _numbered(side):
        if label.level not in _CHECKED:
            continue
        group = (() if label.level in (Level.ARTICLE, Level.CHAPTER) else clause.path, label.level)
        before, previous = last_of.get(group), place.get(group)
        last_of[group], place[group] = label.value, index
        if "之" in label.name or before is None or label.value == 1:
            continue
        number = clause.number or label.text
        if label.value == before:
            fault, message = "duplicate", f"编号“{number}”重复"
        elif label.value == before + 2:
            missing = _written(label, before + 1)
            if previous is not None and _stands_between(side, previous, index, label, before + 1):
                continue
            fault, message = "skipped", f"编号“{number}”之前缺“{missing}”"
        else:
            continue  # further apart it is more likely that the text was cut or restarts
        facts = {"fault": fault, "number": number, "before": str(before)}
        yield Finding("numbering-fault", side.name, clause.id, number, message, facts)


def _written(label: Label, value: int) -> str:
    """The number `value` in the style of `label`."""
    if label.text.isascii() or label.level is Level.POINT:
        return re.sub(r"\d+", str(value), label.text)
    return re.sub(rf"[{_CN}百千]+", to_numeral(value), label.text)


def _stands_between(side: Side, first: int, last: int, label: Label, value: int) -> bool:
    """Whether the number stands after all, inside a line or without its point: the text is not at fault."""
    written = re.escape(_written(label, value))
    if label.level is Level.POINT:
        written = rf"(?:{written}|(?:^|[。；）)])\s?{value}(?![\d%％年月日个项家]))"
    return any(re.search(written, clause.text) for clause in side.clauses[first:last])


def _numbered(side: Side) -> Iterator[tuple[int, Clause, Label]]:
    for index, clause in enumerate(side.clauses):
        label = read_label(clause.text) if clause.number and clause.kind in _READ else None
        if label is not None:
            yield index, clause, label


# --- characters, lines, depth --------------------------------------------------------------------------------------

_INVISIBLE = re.compile(f"[{''.join(map(re.escape, sorted(INVISIBLE)))}]")
_NAMES = {0x00AD: "软连字符", 0xFEFF: "零宽不换行空格"}


def _kind_of(code: int) -> str:
    if 0x202A <= code <= 0x202E or code in (0x200E, 0x200F, 0x061C) or 0x2066 <= code <= 0x2069:
        return "双向控制符"
    return _NAMES.get(code, "零宽字符")


def invisible_characters(side: Side) -> Iterator[Finding]:
    """One finding for all zero-width, bidi and soft-hyphen characters of a text, at the first of them."""
    counted: Counter[int] = Counter()
    first: tuple[Clause, int] | None = None
    for clause in side.clauses:
        for match in _INVISIBLE.finditer(clause.text):
            counted[ord(match[0])] += 1
            first = first or (clause, match.start())
    if first is None:
        return
    clause, at = first
    total = sum(counted.values())
    kinds = "、".join(dict.fromkeys(_kind_of(code) for code in sorted(counted)))
    facts = {
        "characters": "、".join(f"U+{code:04X}×{times}" for code, times in sorted(counted.items())),
        "count": str(total),
        "line": str(clause.line),
    }
    message = f"文中有{total}个不可见字符（{kinds}），首处在第{clause.line}行；比对时不计"
    yield Finding("invisible-characters", side.name, clause.id, clause.text[max(0, at - 6) : at + 7], message, facts)


def overlong_lines(side: Side, limits: Limits) -> Iterator[Finding]:
    """Paragraphs longer than `limits.max_line`: a file that lost its line ends, or no text at all."""
    for clause in side.clauses:
        if len(clause.text) > limits.max_line:
            facts = {"length": str(len(clause.text)), "limit": str(limits.max_line), "line": str(clause.line)}
            message = f"第{clause.line}行有{len(clause.text)}字未分段，结果可能较粗"
            yield Finding("overlong-line", side.name, clause.id, clause.text[:20], message, facts)


def deep_numbering(side: Side, limits: Limits) -> Iterator[Finding]:
    """The first clause whose numbering reaches the depth beyond which levels are no longer told apart."""
    for clause in side.clauses:
        if clause.number and len(clause.path) >= limits.max_depth - 1:
            facts = {"limit": str(limits.max_depth), "line": str(clause.line)}
            message = f"编号层级达到上限（{limits.max_depth}层），更深的层级不再区分"
            yield Finding("numbering-too-deep", side.name, clause.id, clause.number, message, facts)
            return
