"""What a text points at and does not have: annexes, its own articles, short titles. The door to all findings.

Precision comes first: a finding that a reader proves wrong costs the trust in all others. Where the text leaves it open
whether something is missing, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from alignment.findings.faults import (
    contradictory_numbers,
    deep_numbering,
    invisible_characters,
    numbering_faults,
    overlong_lines,
    passed_deadlines,
)
from alignment.limits import Limits
from alignment.model import Clause, Finding, Kind, Side
from alignment.reading.normalize import fold
from alignment.reading.numerals import Label, Level, parse_numeral, read_label

#: Kinds of finding that are worth a line in the margin, not at the top.
QUIET_KINDS = frozenset({"numbering-fault", "invisible-characters", "overlong-line", "numbering-too-deep"})

_CN = "〇零一二三四五六七八九十百千两"
#: How far back a reference is read: farther off nothing belongs to it, and no text costs more than its length.
_REACH = 400
_MOST_TITLES = 200


def find_findings(old: Side, new: Side, limits: Limits | None = None) -> tuple[Finding, ...]:
    """What a careful reader would point at in either text, the old one first, each in reading order.

    Args:
        old, new: the two texts; each is looked at by itself.
        limits: the bounds that the texts were read with (they say what line is endless).
    """
    bounds = limits or Limits()
    return (*_findings_of(old, bounds), *_findings_of(new, bounds))


def _findings_of(side: Side, limits: Limits) -> list[Finding]:
    place = {clause.id: index for index, clause in enumerate(side.clauses)}
    found = chain(
        dangling_annexes(side),
        dangling_articles(side),
        dangling_terms(side),
        passed_deadlines(side),
        contradictory_numbers(side),
        numbering_faults(side),
        invisible_characters(side),
        overlong_lines(side, limits),
        deep_numbering(side, limits),
    )
    once = {(item.kind, item.clause, item.quote): item for item in found}
    return sorted(once.values(), key=lambda item: place[item.clause])


# --- annexes -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Annexes:
    """The annexes that a text lists or contains: titles by number ("" where none is given), and those unnumbered.

    `opaque`: something follows under a bare 附：, and there is no telling what of it is which annex.
    """

    titles: dict[int, str] = field(default_factory=dict[int, str])
    unnumbered: list[str] = field(default_factory=list[str])
    tables: bool = False
    opaque: bool = False

    def __bool__(self) -> bool:
        return bool(self.titles or self.unnumbered)

    def all_titles(self) -> list[str]:
        return [title for title in (*self.titles.values(), *self.unnumbered) if title][:_MOST_TITLES]


_LISTED = re.compile(
    rf"附(?:件|录)(?:\s?(?P<number>\d{{1,2}}|[{_CN}]{{1,3}})(?![\d{_CN}]"
    r"|[、，和及与])(?:-\d+)?)?\s?(?P<colon>[：:.．、])?\s?"
)
_LIST_ITEM = re.compile(r"(?:^|[\s；;。）)》])(?P<number>\d{1,2})\s?[.．、]\s?")
#: What may stand before a numbered annex for it to be this text's own: not the name of another paper.
_REFERENCE = re.compile(
    rf"""
    (?P<lead>详?见|参[见照]|按照?|依[照据]|根据|填写|填报|使用|[（(])?
    (?P<own>本(?:办法|方案|通知|规定|细则|条例|意见|规划|措施|计划|标准|规则|法|文件?)(?:的|中)?)?
    附(?P<what>件|表|录)
    (?:\s?(?P<number>\d{{1,2}}|[{_CN}]{{1,3}})(?![\d{_CN}年月日]))?
    """,
    re.X,
)
_NOUNS = ("名单", "名录", "目录", "清单", "样式", "式样", "一览表", "明细表", "分工表", "流程图")
_APPENDED = re.compile(rf"(?P<noun>{'|'.join(_NOUNS)})附后")
#: A title that can hold a list of members or bodies.
_ROSTER = re.compile(r"名单|名录|成员|组成|人员|小组|专班|联席会议|职责|分工|机构|单位|部门|专家|一览|名册|花名")


def dangling_annexes(side: Side) -> Iterator[Finding]:
    """References to an annex that the text neither lists nor contains, or to a list of names that no annex is."""
    annexes, heads = _read_annexes(side)
    if annexes.opaque:
        return
    headings = _nouns_in_headings(side)
    told: set[str] = set()
    for clause in side.clauses:
        if clause.kind is Kind.TOC or clause.id in heads or "附" not in clause.text:
            continue
        for match in _REFERENCE.finditer(clause.text):
            target = f"附{match['what']}{match['number'] or ''}"
            if target in told or not _points_here(clause.text, match):
                continue
            for finding in _missing_annex(side, clause, match, annexes, headings):
                told.add(target)
                yield finding
        for match in _APPENDED.finditer(clause.text):
            if not annexes and match["noun"] not in headings:
                quote = _quote(clause.text, match.start(), match.end())
                yield _finding(
                    side,
                    clause,
                    quote,
                    f"“{quote}”：文后没有{match['noun']}",
                    {"target": match["noun"], "listed": "无"},
                )


def _read_annexes(side: Side) -> tuple[_Annexes, frozenset[str]]:
    """The annexes of a text, and the clauses that list or head them."""
    annexes = _Annexes()
    heads: set[str] = set()
    open_list = 0  # the number that the next line of an annex list should bear
    for index, clause in enumerate(side.clauses):
        text = clause.text.strip()
        if re.fullmatch(r"附\s?[：:]?", text):
            annexes.opaque = True
            continue
        if re.match(r"附表|表\s?\d{1,2}[\s：:]", text) and len(text) < 80:
            annexes.tables = True
            heads.add(clause.id)
            continue
        match = _LISTED.match(text)
        if match and (match["colon"] or len(text) <= 8 or clause.kind is Kind.BACK or text[match.end() - 1].isspace()):
            heads.add(clause.id)
            open_list = _add_listed(annexes, text, match, _next_line(side, index)) + 1
            continue
        label = read_label(text) if open_list else None
        if label and label.level is Level.POINT and label.value == open_list and len(text) <= 120:
            annexes.titles[label.value] = text[label.end :]
            heads.add(clause.id)
            open_list += 1
        elif clause.kind is Kind.BACK and open_list and label is None and _continues_list(text):
            annexes.unnumbered.append(text)
            heads.add(clause.id)
        else:
            open_list = 0
    return annexes, frozenset(heads)


def _add_listed(annexes: _Annexes, text: str, match: re.Match[str], next_line: str) -> int:
    """Enter the annex (or the whole list on one line) that `text` announces; returns the last number of it."""
    rest = text[match.end() :]
    if match["number"]:
        number = parse_numeral(fold(match["number"])) or 0
        annexes.titles[number] = rest or annexes.titles.get(number, "") or next_line
        # a list that lost its line ends: 附件一 … 附件二 …
        for more in re.finditer(rf"\s附件\s?(\d{{1,2}}|[{_CN}]{{1,3}})[\s：:.．、](.*?)(?=\s附件|$)", rest):
            annexes.titles.setdefault(parse_numeral(fold(more[1])) or 0, more[2])
        return number
    marks = list(_LIST_ITEM.finditer(rest))
    if marks and marks[0].start() == 0:
        for wanted, (mark, after) in enumerate(pairwise([*marks, None]), start=1):
            if mark is None or parse_numeral(fold(mark["number"])) != wanted:
                return wanted - 1
            annexes.titles[wanted] = rest[mark.end() : after.start() if after else len(rest)]
        return len(marks)
    if rest or next_line:
        annexes.unnumbered.append(rest or next_line)
    return 0


def _next_line(side: Side, index: int) -> str:
    """The line after a bare 附件, when it is a title and not the first item of a list."""
    after = side.clauses[index + 1].text.strip() if index + 1 < len(side.clauses) else ""
    return "" if read_label(after) or len(after) > 60 or after.endswith("。") else after


def _continues_list(text: str) -> bool:
    return len(text) <= 60 and not re.search(r"[。，：:]|年\d{1,2}月\d{1,2}日|^[（(]", text)


def _points_here(text: str, match: re.Match[str]) -> bool:
    """Whether a mention of an annex is a reference to one of this text's own."""
    if _inside_quotation(text, match.start()):
        return False
    if re.match(r"(?:中的)?(?:材料|资料)|不予公开", text[match.end() :]):
        return False
    if match["own"]:
        return True
    if match["lead"] in (None, "") or (match["lead"] in "（(" and not match["number"]):
        return False
    # （国办发〔2022〕30号附件1）, 《…》（附件3）: the annex of what was named just before
    if match["lead"] in "（(":
        return not text[max(match.start() - 2, 0) : match.start()].endswith(("》", "号", "文件"))
    return bool(match["number"]) or match["lead"].endswith("见")


def _missing_annex(
    side: Side, clause: Clause, match: re.Match[str], annexes: _Annexes, headings: frozenset[str]
) -> Iterator[Finding]:
    name = f"附{match['what']}{match['number'] or ''}"
    quote = match[0].lstrip("（(")
    if (match["lead"] or "").endswith("见"):
        quote = _quote(clause.text, match.start(), match.end())
    facts = {"target": name, "listed": _listing(annexes)}
    number = parse_numeral(fold(match["number"])) if match["number"] else None
    if match["what"] == "表":
        if not annexes.tables and not any("表" in title for title in annexes.all_titles()) and not annexes.unnumbered:
            yield _finding(side, clause, quote, f"“{quote}”：文中没有{name}", facts)
        return
    if number is not None and number not in annexes.titles:
        # one annex without a number is annex 1; several lines without numbers are counted
        if number > len(annexes.unnumbered):
            wanted = f"文后列出的附件为{facts['listed']}，没有{name}" if annexes else f"文后没有列出{name}"
            yield _finding(side, clause, quote, f"“{quote}”：{wanted}", facts)
        return
    if not annexes:
        if not any(noun in quote for noun in headings):
            yield _finding(side, clause, quote, f"“{quote}”：文后没有{name}", facts)
        return
    titles = annexes.all_titles() if number is None else [annexes.titles.get(number, "")]
    wants_names = "名单" in quote and all(titles) and "名单" not in headings
    if wants_names and not _roster_among(clause.text[max(match.start() - _REACH, 0) : match.start()], titles):
        yield _finding(side, clause, quote, f"“{quote}”：所列附件（{facts['listed']}）中没有名单", facts)


def _roster_among(before: str, titles: list[str]) -> bool:
    """Whether one of the titles can be the list of names that the words before the reference speak of."""
    if any(_ROSTER.search(title) for title in titles):
        return True
    about = re.sub(r"具体|详细|相关|有关|及|和|名单|职责", "", before[-24:])
    words = {about[at : at + 2] for at in range(len(about) - 1)}
    return any(title[at : at + 2] in words for title in titles for at in range(len(title) - 1))


def _nouns_in_headings(side: Side) -> frozenset[str]:
    """What short lines in the last third of the text are headed by: a list may stand there without the word 附件."""
    tail = side.clauses[-max(6, len(side.clauses) // 3) :]
    lines = [clause.text for clause in tail if len(clause.text) <= 40 and not re.search(r"[。，；]", clause.text)]
    return frozenset(noun for noun in _NOUNS for line in lines if noun in line)


def _listing(annexes: _Annexes) -> str:
    names = [f"附件{number}" for number in sorted(annexes.titles)] + ["附件"] * bool(annexes.unnumbered)
    return "、".join(names) or "无"


# --- articles ----------------------------------------------------------------------------------------------------

_OWN_ARTICLE = re.compile(
    rf"""
    本(?:法|办法|条例|规定|细则|规则|章程|准则|规范|解释|制度|方案)
    第(?P<article>[{_CN}]{{1,7}}|\d{{1,4}})条(?P<sub>之[{_CN}]{{1,3}})?
    (?:第(?P<paragraph>[{_CN}]{{1,3}})款)?
    """,
    re.X,
)
#: Texts that quote the articles of others.
_AMENDING = re.compile(r"修改.{0,60}的?(?:决定|决议)|修正案|废止|关于.{0,60}的(?:解释|批复|答复|复函)")


def dangling_articles(side: Side) -> Iterator[Finding]:
    """References to an article or paragraph that a text with numbered articles does not have: 本办法第九十条."""
    paragraphs = _paragraphs_by_article(side)
    # an excerpt, a text with gaps or an amending decision gives no certainty about what is missing
    if len(paragraphs) < 5 or min(paragraphs) != 1 or _AMENDING.search(side.title):
        return
    last = max(paragraphs)
    if len(paragraphs) != last:
        return
    told: set[str] = set()
    for clause in side.clauses:
        if clause.kind is not Kind.BODY:
            continue
        for match in _OWN_ARTICLE.finditer(clause.text):
            if match["sub"] or match[0] in told or _inside_quotation(clause.text, match.start()):
                continue
            number = parse_numeral(fold(match["article"]))
            if number is None:
                continue
            facts = {"target": match[0], "articles": str(last)}
            if number > last:
                told.add(match[0])
                yield _finding(side, clause, match[0], f"“{match[0]}”：本文只有{last}条", facts)
            elif match["paragraph"]:
                wanted = parse_numeral(match["paragraph"])
                have = paragraphs[number]
                if wanted and wanted > have:
                    told.add(match[0])
                    facts["paragraphs"] = str(have)
                    yield _finding(side, clause, match[0], f"“{match[0]}”：该条只有{have}款", facts)
    yield from _dangling_before(side)


def _dangling_before(side: Side) -> Iterator[Finding]:
    """前条 in the first article."""
    for clause, label in _articles(side):
        if label.value != 1:
            continue
        match = re.search(r"前[一二两三]?条(?!件)", clause.text[label.end :])
        if match and not _inside_quotation(clause.text, label.end + match.start()):
            yield _finding(side, clause, match[0], f"“{match[0]}”：前面没有条文", {"target": match[0], "articles": "1"})
        return


def _articles(side: Side) -> Iterator[tuple[Clause, Label]]:
    for clause in side.clauses:
        label = read_label(clause.text) if clause.kind is Kind.BODY and clause.number.startswith("第") else None
        if label and label.level is Level.ARTICLE:
            yield clause, label


def _paragraphs_by_article(side: Side) -> dict[int, int]:
    """How many paragraphs (款) each article has at most: its first one and every unnumbered one up to the next."""
    counts: dict[int, int] = {}
    current = 0
    for clause in side.clauses:
        if clause.kind is Kind.TOC:
            continue
        label = read_label(clause.text) if clause.number.startswith("第") else None
        if label and label.level is Level.ARTICLE:
            current = label.value
            counts[current] = counts.get(current, 0) + 1
        elif label:
            current = 0
        elif current and clause.kind is Kind.BODY and not clause.number:
            counts[current] += 1
    return counts


# --- short titles ------------------------------------------------------------------------------------------------

_KINDS = "措施|方案|意见|办法|清单|计划|规划|要点|细则|规定|指引"
_SHORT_TITLE = re.compile(rf"《(?P<title>[^《》〈〉]{{0,4}}(?P<kind>{_KINDS}))》")
_DEFINED = re.compile(r"(?:以下|下)[简统通合均]?称为?[：:]?[“”《‘’\"]{0,2}(?P<term>[^“”《》‘’\"）)，。]{1,20})")
_FULL_TITLE = re.compile(r"[《〈]([^《》〈〉]{5,200}(?:[〈《][^〉》]{0,80}[〉》])?[^《》〈〉]{0,80})")


def dangling_terms(side: Side) -> Iterator[Finding]:
    """A short title such as 《若干措施》 that stands for a paper which the text neither defines nor names in full."""
    defined = {match["term"] for clause in side.clauses for match in _DEFINED.finditer(clause.text)}
    named = {title for clause in side.clauses for title in _FULL_TITLE.findall(clause.text)}
    seen: set[str] = set()
    for clause in side.clauses:
        if clause.kind is Kind.TOC:
            continue
        for match in _SHORT_TITLE.finditer(clause.text):
            term, kind = match["title"], match["kind"]
            if term in seen:
                continue
            seen.add(term)
            if any(term in other or other in term for other in defined):
                continue
            # its own title, or any paper of that kind named in full or without marks, may be what is meant
            if kind in side.title or any(kind in title for title in named) or _named_plainly(side, term):
                continue
            message = f"“{match[0]}”：文中没有全称，也没有“以下简称”的说明"
            yield _finding(side, clause, match[0], message, {"target": term, "listed": "无"})


def _named_plainly(side: Side, term: str) -> bool:
    """Whether the words stand somewhere outside such marks, so that the text itself says what they mean."""
    return any(term in re.sub(r"《[^《》]*》", "", clause.text) for clause in side.clauses)


# --- shared ------------------------------------------------------------------------------------------------------


def _inside_quotation(text: str, at: int) -> bool:
    before = text[max(at - _REACH, 0) : at]
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


def _quote(text: str, start: int, end: int) -> str:
    """From the last punctuation before `start` to `end`: the words that make the reference, 30 characters at most."""
    low = max(start - 30, 0)
    before = text[low:start]
    cut = max((before.rfind(mark) for mark in "，。；：、（(）)！？“”\n"), default=-1)
    begin = low + cut + 1
    while begin < end and text[begin] in "（( ":
        begin += 1
    return text[begin:end]


def _finding(side: Side, clause: Clause, quote: str, message: str, facts: dict[str, str]) -> Finding:
    return Finding("dangling-reference", side.name, clause.id, quote, message, facts)
