"""A file that holds many documents → the documents.

Two kinds of compilation are met. Printed ones number their documents under headings of places; the heading gives the
title and the day (1. X关于印发《Y》的通知（2023年5月9日）) and may run over several lines and a page. Texts gathered
from the web stand one behind the other: a blank line between paragraphs is missing where the next document begins, or
its first line is glued to the last sentence before, or more blank lines stand there than anywhere else. Annexes, lists
and sections of a notice look like beginnings and are none: what follows must be what only begins a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from alignment.reading.dates import iso_date
from revtrack.ingest.found import FoundDocument
from revtrack.ingest.tables import rebuild_tables
from revtrack.ingest.titles import cited_titles

_PAGE_MARK = re.compile(
    r"\s*(?:#\s*Page\s+\d+(?:\s*[:：])?|[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)\s*$", re.I
)
#: At the very end of a text a number alone is the number of its page, too.
_END_MARK = re.compile(rf"{_PAGE_MARK.pattern}|\s*\d{{1,3}}\s*$", re.I)
_ORDINAL = re.compile(r"\s*(\d{1,3})\s?[.．、]\s?(?!\d)")
_HEADING_DATE = re.compile(r"[（(]\s?(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日\s?[）)]$")
_REGION = re.compile(r"\s*（[一二三四五六七八九十]{1,3}）\s*([\u4e00-\u9fff]{2,8})\s*$")
#: Lines that a heading of a compilation may run over.
_HEADING_LINES = 6

_KINDS = (
    "方案|办法|规定|措施|意见|计划|规划|要点|条例|细则|通知|决定|清单|纲要|公告|通告|批复|制度|指引|指南|规则|规程|标准|"
    "重点任务|任务|三十条|[一二三四五六七八九十\\d]{1,6}条"
)
_SUFFIX = r"(?:[（(][^（）()。]{1,24}[）)]){0,4}"
_TITLE = re.compile(rf"[^。；：！？，]{{4,90}}(?:{_KINDS}){_SUFFIX}$")
_ADDRESSEE = re.compile(
    r"(?![^。；：:]*(?:如下|下列|以下|进一步|现就|按照|为了|应当|要[^素点]|做好))(?:[^。；：:]{2,120}(?:政府|机构|部门|单位|局|委|办|院校|企业|公司|镇|街道)[^。；：:]{0,40}|各[^。；：:]{2,120})[：:]$"
)
_OPENING = re.compile(r"(?:第[一1][章编]\s*\S{0,10}|序\s?言|前\s?言|引\s?言)$")
_PREAMBLE = re.compile(
    r"(?:为|为了|根据|按照|依据|依照|经|遵照|《|近年来|当前|现将|最近|第[一1][条章编]|一、|发挥|“|各|本|北?京?\S{2,12}人民政府决定)"
)
_FURNITURE = re.compile(
    r"\[文件来源\]|打印字号|【?\s?字体|\[?(?:发文机构|发文字号|成文日期|发布日期|有效性|主题分类)\]?"
)
_ANNEX = re.compile(r"附\s*件|附\s*表|附\s*图|专栏|表\s*\d|图\s*\d")
_AMENDED = re.compile(r"附[：:]?$")
_LATER_NUMBER = re.compile(
    r"(?:第[二三四五六七八九十\d]+[条章]|[二三四五六七八九十]+、|[（(][二三四五六七八九十]+[）)]|[2-9]\s?[.．、])"
)
#: The items of a list that a colon opens.
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]+[）)]|\d{1,3}\s?[.．、]|[①-⑳]")
_NUMBER_LINE = re.compile(r"[\u4e00-\u9fff]{2,14}[〔\[（(]\s?\d{4}\s?[〕\]）)]\s?(?:第\s?)?\d+\s?号$")
_WIDE = re.compile(r"[\u4e00-\u9fff“”‘’《》（）、]")
_STOP = "。！？；）)”’"
#: A tail longer than this is no title.
_TAIL = 110


@dataclass(frozen=True, slots=True)
class _Start:
    line: int
    col: int = 0
    heading: str = ""
    date: str = ""
    region: str = ""


def split(text: str) -> tuple[FoundDocument, ...]:
    """The documents of a decoded text, in order; a text that is one document comes back as one.

    Lines before the first heading of a printed compilation belong to nothing, nor do headings of places.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    starts = list(_printed(lines))
    if len(starts) < 2 and not _alone(lines, starts):
        starts = list(_gathered(lines))
    found = tuple(_documents(lines, starts)) if starts else ()
    cited = cited_titles(text) if len(found) > 1 else ()
    return tuple(replace(item, mentioned=cited) for item in found) if cited else found


def _alone(lines: list[str], starts: list[_Start]) -> bool:
    """Whether a file is one numbered document of a compilation: its heading stands at the top."""
    first = next((at for at, line in enumerate(lines) if line.strip() and not _PAGE_MARK.match(line)), 0)
    return bool(starts) and (starts[0].line <= first + 1 or bool(starts[0].region))


def _documents(lines: list[str], starts: list[_Start]) -> Iterator[FoundDocument]:
    regions = {start.line: start.region for start in starts}
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        end, cut = (following.line, following.col) if following else (len(lines), 0)
        body = lines[start.line : end]
        if following and cut:
            body = [*body, lines[end][:cut]] if end > start.line else [lines[end][:cut]]
        if body:
            body[0] = body[0][start.col :] if start.line != end or not cut else lines[end][start.col : cut]
        while body and (
            not body[-1].strip() or _END_MARK.match(body[-1]) or _is_region(lines, start.line, body, regions)
        ):
            body.pop()
        if not any(line.strip() for line in body):
            continue
        yield FoundDocument(
            start_line=start.line + 1,
            start_col=start.col + 1,
            end_line=start.line + len(body),
            text=rebuild_tables("\n".join(body)),
            heading=start.heading,
            heading_date=start.date,
            region=start.region,
        )


def _is_region(lines: list[str], begin: int, body: list[str], regions: dict[int, str]) -> bool:
    """Whether the last line of a body is the heading of the place under which the next document stands."""
    match = _REGION.match(body[-1])
    after = begin + len(body)
    upcoming = next((region for line, region in regions.items() if line >= after), "")
    return bool(match and match[1] == upcoming and after <= len(lines))


# --- printed compilations ------------------------------------------------------------------------------------------


def _printed(lines: list[str]) -> Iterator[_Start]:
    """Where numbered headings with a title and a day stand."""
    region = ""
    at = 0
    while at < len(lines):
        number = _ORDINAL.match(lines[at])
        found = _heading(lines, at, number.end()) if number else None
        if number and found:
            if number[1] == "1":
                region = _region_above(lines, at) or region
            title, date, last = found
            yield _Start(at, 0, title, date, region)
            at = last
        at += 1


def _heading(lines: list[str], at: int, after_number: int) -> tuple[str, str, int] | None:
    """(title, day, last line) of the heading that begins on a line, None where it is none."""
    text = lines[at][after_number:].strip()
    for last in range(at, min(at + 2 * _HEADING_LINES, len(lines))):
        line = lines[last].strip()
        if last > at:
            if not line or _PAGE_MARK.match(line):
                continue
            if _ORDINAL.match(line) or last - at > _HEADING_LINES:
                return None
            text += line
        if "。" in text or "；" in text:
            return None
        match = _HEADING_DATE.search(text)
        if match:
            title = _without_stray_blanks(text[: match.start()])
            named = len(title) >= 6 and re.search(rf"关于|印发|(?:{_KINDS}){_SUFFIX}$", title)
            return (title, iso_date(*match.groups()), last) if named else None
    return None


def _without_stray_blanks(text: str) -> str:
    """A title without the blanks beside its wide characters and marks."""

    def joined(match: re.Match[str]) -> str:
        around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        return "" if _WIDE.search(around) else match[0]

    return re.sub(r"\s+", joined, text)


def _region_above(lines: list[str], at: int) -> str:
    for line in reversed(lines[max(0, at - 8) : at]):
        if not line.strip() or _PAGE_MARK.match(line):
            continue
        match = _REGION.match(line)
        return match[1] if match else ""
    return ""


# --- texts gathered one behind the other ---------------------------------------------------------------------------


def _gathered(lines: list[str]) -> Iterator[_Start]:
    """Where documents begin in texts whose paragraphs stand apart by blank lines."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if not filled:
        return
    yield _Start(filled[0])
    before = [later - earlier - 1 for earlier, later in pairwise(filled)]
    spaced = sum(gap > 0 for gap in before) >= 0.8 * len(before) if before else False
    last = filled[0]
    for index, at in enumerate(filled):
        following = [lines[item].strip() for item in filled[index + 1 : index + 4]]
        if index and spaced and at > last and _begins(lines, filled, index, before[index - 1], following):
            if not _same_head(lines, filled, index, last):
                yield _Start(at)
                last = at
        elif index and not spaced and _front_matter(lines, filled, index) and at > last + 3:
            yield _Start(at)
            last = at
        col = _glued(lines[at], following) if spaced else 0
        if col:
            yield _Start(at, col)
            last = at


def _begins(lines: list[str], filled: list[int], index: int, gap: int, following: list[str]) -> bool:
    """Whether a document begins with a line: no blank line before it, or more than there ever are."""
    line, previous = lines[filled[index]], lines[filled[index - 1]].rstrip()
    bare = line.strip()
    if gap == 0:
        if _FURNITURE.match(bare):
            return True
        # a paragraph that goes on is indented like the others, a beginning is not
        if line.startswith("\u3000\u3000") or _ORDINAL.match(bare):
            return False
        after_end = previous[-1:] in _STOP or bool(_FURNITURE.match(previous.strip()))
        return after_end and bool(_looks_like_beginning(bare))
    if gap >= 3 and not _ANNEX.match(bare):
        return bool(_AMENDED.match(bare) or _looks_like_beginning(bare)) and bool(following)
    return False


def _looks_like_beginning(bare: str) -> bool:
    """Whether a line is what documents begin with: a title, an addressee, a first chapter, a preamble."""
    closed = re.sub(r"\s", "", bare)
    named = _TITLE.match(bare) or _ADDRESSEE.match(bare) or _OPENING.match(closed) or _FURNITURE.match(bare)
    return bool(named) or bool(_PREAMBLE.match(bare) and len(bare) > 30)


def _same_head(lines: list[str], filled: list[int], index: int, last: int) -> bool:
    """Whether a line still belongs to the head of the document that began just before: furniture, title, number."""
    since = [lines[at].strip() for at in filled[:index] if at >= last]
    return len(since) <= 4 and all(
        _FURNITURE.match(line) or _TITLE.match(line) or _NUMBER_LINE.match(re.sub(r"\s", "", line)) for line in since
    )


def _glued(line: str, following: list[str]) -> int:
    """Where in a line the next document begins behind the last sentence of the one before, 0 for nowhere."""
    text = line.rstrip()
    if not text or text[-1] in "。；！？;" or not following:
        return 0
    cut = max(text.rfind(stop) for stop in "。！？")
    tails = [at + 1 for at in {cut, text.rfind("）"), text.rfind(")")} if 3 < at + 1 < len(text)]
    for at in sorted(tails):
        tail = text[at:].strip()
        if not 2 <= len(tail) <= _TAIL or _ANNEX.match(tail) or _depth(text[:at]):
            continue
        if at - 1 != cut and (not _closes(text[:at]) or _ADDRESSEE.match(tail)):
            continue
        if _TITLE.match(tail) or _ADDRESSEE.match(tail) or _OPENING.match(re.sub(r"\s", "", tail)):
            return at + len(text[at:]) - len(text[at:].lstrip()) if _restarts(tail, following) else 0
    return 0


def _closes(text: str) -> bool:
    """Whether a bracket at the end of a text ends a paragraph: a note of who is responsible, a date, a source."""
    opened = max(text.rfind("（"), text.rfind("("))
    inside = text[opened + 1 : -1]
    return opened > 0 and bool(re.search(r"责任|牵头|单位|部门|局|委|\d{4}年|号", inside))


def _restarts(tail: str, following: list[str]) -> bool:
    """Whether what follows begins a text: a preamble or a first number, not the next number of what went before."""
    after = following[0]
    if _LATER_NUMBER.match(after) or (_ADDRESSEE.match(tail) and _ITEM.match(after)):
        return False
    if _OPENING.match(re.sub(r"\s", "", tail)) or _ADDRESSEE.match(tail):
        return True
    first = any(re.match(r"一、|第[一1][条章]|（一）|\(一\)|1\s?[.．、]", line) for line in following)
    return first or bool(_PREAMBLE.match(after))


def _front_matter(lines: list[str], filled: list[int], index: int) -> bool:
    """Whether a title stands here with its document number on one of the next lines: the head of an issued text."""
    bare = lines[filled[index]].strip()
    if not re.search(r"关于|印发", bare) or _ORDINAL.match(bare) or "。" in bare or bare.startswith(("《", "（", "(")):
        return False
    joined = ""
    for at in filled[index : index + 4]:
        line = re.sub(r"\s", "", lines[at])
        if _NUMBER_LINE.match(line):
            return bool(_TITLE.match(joined))
        joined += line
    return False


def _depth(text: str) -> int:
    """How many brackets and quotations are open at the end of a text."""
    return sum(max(0, text.count(a) - text.count(b)) for a, b in (("《", "》"), ("“", "”"), ("（", "）")))
