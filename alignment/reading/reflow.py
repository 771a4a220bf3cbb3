"""Lines of a file → natural paragraphs: undo hard wraps, page marks and page furniture, keep every character's place.

Text taken from a PDF is cut at the width of its column, and often again at every comma and quotation mark that the
typesetter stretched: one printed line then stands on several lines of the file. The printed lines are found again by
their common width; a printed line that is full runs on, one that stops short ends its paragraph. A text that a program
cut after so many characters is told by its longest lines, which are all of one length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from alignment.model import Discarded
from alignment.reading.comments import blanked, comments_in
from alignment.reading.normalize import INVISIBLE, Traced, concatenate, drop_stray_blanks
from alignment.reading.numerals import Level, read_label
from alignment.reading.tables import is_row, is_rule

#: A line ends: at every kind of line and page break.
_LINE_END = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029\x85]")
#: ## Page 3:
_PAGE_MARK = re.compile(r"#*\s*Page\s*\d+\s*[:：]?", re.I)
#: — 3 —, 第3页 共9页.
_PAGE_NUMBER = re.compile(r"[-—–―－─]+\s*\d+\s*[-—–―－─]+|第\s*\d+\s*页(?:\s*(?:[,，/]\s*)?共\s*\d+\s*页)?")
#: 3, beside a page mark.
_BARE_NUMBER = re.compile(r"\d{1,4}")
#: 【字号：大 中 小】, 打印本页, 责任编辑：….
_FURNITURE = re.compile(
    r"[【\[]?(?:打印字号|字号|字体大小|分享到|分享|打印本页|打印|关闭窗口|关闭本页|返回顶部|扫一扫|文件来源|来源"
    r"|责任编辑"
    r"|浏览次数|您当前的位置)"
    r"[】\]]?\s*(?:[:：][^。；]{0,60}|[大中小\s|]{0,20})"
)
#: Markdown at the head of a line or within it: ##, -, **.
_MARKUP = re.compile(r"(?:#{1,6}|>|[-*+])(?=\s)\s*|\*\*|__")
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_INVISIBLE = "".join(INVISIBLE)

_ENDERS = "。！？!?"
_CLOSERS = "”’』」）)》〉〕】\"'"
#: What a paragraph ends with.
_STOPPED = _ENDERS + "；;：:" + _CLOSERS
_OPENERS = "“‘『「（(《〈〔【"
_SOFT_END = "，、,；;—–-" + _OPENERS
_SOFT_START = "，、。；：,;:！？…%％" + "”’』」）)》〉〕】"
#: A line that is a paragraph by its form: （此件公开发布）, 霁政办发〔2031〕5号, 2031年3月1日, 抄送：…, 各区政府：
_STANDING = re.compile(
    r"[（(](?:此件|公开形式|联系人|联系电话)"
    r"|[^。，；]{2,12}[〔\[（(]\d{4}[〕\]）)]\s*(?:第\s*)?\d+\s*号$"
    r"|(?:[12]\d{3}|[二一][〇○零一二三四五六七八九]{3})年\s?\d{0,2}[一二三四五六七八九十]{0,3}\s?月"
    r"\s?\d{0,2}[一二三四五六七八九十]{0,3}\s?日$"
    r"|抄送[：:]|目\s*录$|特此(?:通知|公告|函复|批复)[。]?$"
    r"|(?:各|区政府|市政府|县政府|省政府)[^。；]{1,90}[：:]$"
)
#: A date on a line of its own: the second half of a signature.
_DATE_LINE = re.compile(
    r"(?:[12]\d{3}|[二一][〇○零一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,3}月"
    r"[\d一二三四五六七八九十]{1,3}日$"
)
#: The name of a body on a line of its own: the first half.
_BODY_LINE = re.compile(
    r"[^，。；：、《》“”\d]{2,30}(?:政府|办公厅|办公室|委员会|局|厅|部|院|会|署|党委|中心|公司|处)$"
)
#: What a document is called.
_TITLE_KIND = r"方案|办法|规定|措施|意见|计划|规划|要点|条例|细则|通知|决定|清单|纲要|公告|批复|制度|指引|指南"
#: The second half of a title that its own width broke in two: …|管理办法（试行）.
_TITLE_TAIL = re.compile(
    rf"[^。；，]{{2,60}}(?:{_TITLE_KIND})(?:[（(][^）)]*[）)])?$|[^。；，]{{1,20}}[（(][12]\d{{3}}年[^）)]*日?[）)]$"
)
#: A title that is not over yet: “…关于印发2031年…” without the kind of document that it announces.
_OPEN_TITLE = re.compile(
    r"关于(?![^。，]{0,200}(?:通知|意见|决定|办法|方案|规定|公告|批复|函)[）)]?$)[^。，]{0,200}$"
    r"|《[^》]{0,200}$|〈[^〉]{0,200}$|[（(][^）)]{0,200}$"
)
#: A numbered line without a stop that ends in a bracket.
_HEADING_LINE = re.compile(r"[^，。；,;]{4,40}[）)]")
#: 为规范停车秩序, 根据….
_PREAMBLE = re.compile(r"为[^，。]{2,}|根据|依据|按照")
#: A note of responsibility on a line of its own.
_NOTE = re.compile(r"(?:责任|牵头|配合|主责|协办|完成)[^，。；：]{0,4}[：:]")
#: No program cuts a text shorter than this.
_SHORTEST_CUT = 16
#: So many lines of one length are no chance where nearly all of them, `_BROKEN_OFF`, break off in mid-sentence.
_FEWEST_CUTS = 4
_BROKEN_OFF = 0.75


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One natural paragraph: its text with source offsets, and the first line (from 1) it stands on."""

    text: Traced
    line: int


@dataclass(frozen=True, slots=True)
class Reflowed:
    """The paragraphs of a text in order, what was discarded, and whether hard wraps were undone."""

    paragraphs: tuple[Paragraph, ...]
    discarded: tuple[Discarded, ...]
    wrapped: bool


@dataclass(slots=True)
class _Line:
    text: Traced
    number: int
    length: int  # characters as the file has them, blanks at its ends too
    width: float
    indented: bool
    gap: bool  # a blank line stands before
    page: bool  # a page mark stands before


def reflow(source: str) -> Reflowed:
    """Paragraphs of `source`, in which line ends are what a file or an extraction tool made of them."""
    lines, discarded = _read_lines(source)
    cut = _cut_length(lines)
    width = cut or _column_width(lines)
    groups = _group_cut(lines, cut) if cut else _group_wrapped(lines, width) if width else _group_lines(lines)
    paragraphs = tuple(Paragraph(_tidy(_join([line.text for line in group])), group[0].number) for group in groups)
    return Reflowed(paragraphs, tuple(sorted(discarded, key=lambda piece: piece.at)), width > 0)


def _tidy(line: Traced) -> Traced:
    """Blanks between Chinese characters taken out, but for the tabs that part the cells of a row."""
    return line if is_row(line.text) else drop_stray_blanks(line)


def _read_lines(source: str) -> tuple[list[_Line], list[Discarded]]:
    starts, ends = [0], list[int]()
    for match in _LINE_END.finditer(source):
        ends.append(match.start())
        starts.append(match.end())
    ends.append(len(source))
    comments = list(comments_in(source))
    bare = blanked(source, comments)
    discarded = [Discarded(bisect_right(starts, low), source[low:high], "comment", low) for low, high in comments]
    raw: list[tuple[int, str, int, bool]] = []  # line number, text, offset, indented
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        text = bare[start:end]
        left = len(text) - len(text.lstrip())
        raw.append((number, text.strip(), start + left, left > 1 or text[:1] == "\u3000"))

    running = _running_lines([text for _, text, _, _ in raw])
    lines: list[_Line] = []
    gap = page = False
    for index, (number, text, offset, indented) in enumerate(raw):
        why = _why_discarded(raw, index, running)
        if not text:
            gap = True
        elif why:
            discarded.append(Discarded(number, text, why, offset))
            page = page or why in ("page mark", "page number")
        else:
            traced = _tidy(_without_markup(Traced.of(text, offset), number, discarded))
            if traced.text.strip():
                width = _width(traced.text)
                length = ends[index] - starts[index]
                lines.append(_Line(traced, number, length, width, indented, gap and not page, page))
                gap = page = False
    return lines, discarded


def _why_discarded(raw: list[tuple[int, str, int, bool]], index: int, running: frozenset[str]) -> str:
    text = raw[index][1].strip(_INVISIBLE)
    if not text:
        return "blank" if raw[index][1] else ""
    if _PAGE_MARK.fullmatch(text):
        return "page mark"
    if _PAGE_NUMBER.fullmatch(text):
        return "page number"
    if _BARE_NUMBER.fullmatch(text):
        around = [raw[i][1] for i in (index - 1, index + 1) if 0 <= i < len(raw)]
        if all(not near or _PAGE_MARK.fullmatch(near) or _PAGE_NUMBER.fullmatch(near) for near in around):
            return "page number"
    if _FURNITURE.fullmatch(text):
        return "page furniture"
    if is_rule(text):
        return "markup"
    if running and _masked(text) in running and _beside_page_mark(raw, index):
        return "running header"
    return ""


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _beside_page_mark(raw: list[tuple[int, str, int, bool]], index: int) -> bool:
    for step in (-1, 1):
        near = index + step
        while 0 <= near < len(raw) and not raw[near][1]:
            near += step
        if 0 <= near < len(raw) and (_PAGE_MARK.fullmatch(raw[near][1]) or _PAGE_NUMBER.fullmatch(raw[near][1])):
            return True
    return False


def _running_lines(texts: list[str]) -> frozenset[str]:
    """Lines that recur beside at least three page marks: headers and footers, their numbers masked."""
    seen: Counter[str] = Counter()
    filled = [text for text in texts if text]
    for index, text in enumerate(filled):
        if _PAGE_MARK.fullmatch(text) or _PAGE_NUMBER.fullmatch(text):
            seen.update({_masked(filled[i]) for i in (index - 1, index + 1) if 0 <= i < len(filled)})
    return frozenset(text for text, times in seen.items() if times >= 3 and len(text) < 60 and read_label(text) is None)


def _without_markup(line: Traced, number: int, discarded: list[Discarded]) -> Traced:
    """Markdown signs (heads, bullets, emphasis) taken out of a line."""
    if not line.text.startswith(("#", "-", "*", "+", ">")) and "**" not in line.text and "__" not in line.text:
        return line
    kept: list[Traced] = []
    at = 0
    for match in _MARKUP.finditer(line.text):
        if match.start() and match[0].strip() not in ("**", "__"):
            continue
        kept.append(line.part(at, match.start()))
        discarded.append(Discarded(number, match[0].strip(), "markup", line.source_of(match.start())))
        at = match.end()
    kept.append(line.part(at, len(line.text)))
    return concatenate(kept)


def _width(text: str) -> float:
    """The width in ems: Chinese characters 1, Latin letters and digits a half, blanks a quarter."""
    seen = text.translate(_UNSEEN)
    narrow = len(seen.encode("ascii", "ignore"))
    return len(seen) - 0.5 * narrow - 0.25 * seen.count(" ")


def _cut_length(lines: list[_Line]) -> int:
    """After how many characters a program cut the paragraphs of a text, 0 where none did.

    Then no line is longer, several are just so long, and most of those break off in mid-sentence, which few others do.
    """
    following = [*lines[1:], None]
    plain = [(line, after) for line, after in zip(lines, following, strict=False) if not is_row(line.text.text)]
    longest = max((line.length for line, _ in plain), default=0)
    full = [(line.text.text, after) for line, after in plain if line.length == longest]
    if longest < _SHORTEST_CUT or len(full) < _FEWEST_CUTS:
        return 0
    broken = sum(after is not None and text[-1] not in _STOPPED and not _opens(after, text) for text, after in full)
    short = [(line.text.text, after) for line, after in plain if line.length < longest]
    ended = sum(after is None or text[-1] in _STOPPED or _opens(after, text) for text, after in short)
    return longest if broken >= _BROKEN_OFF * len(full) and ended >= _BROKEN_OFF * len(short) else 0


def _opens(line: _Line, before: str) -> bool:
    """Whether a line opens a paragraph by its form, or stands apart."""
    text = line.text.text
    return (
        line.gap or line.indented or _starts_block(text, before) or (before[-1] in _ENDERS and bool(_NOTE.match(text)))
    )


def _group_cut(lines: list[_Line], cut: int) -> list[list[_Line]]:
    """Lines that were cut after `cut` characters → paragraphs: a line just so long runs on, a shorter one ends."""
    groups: list[list[_Line]] = []
    runs_on = False
    for line in lines:
        before = groups[-1][-1].text.text if groups else ""
        if runs_on and not (before and _opens(line, before)) and not is_row(line.text.text):
            groups[-1].append(line)
        else:
            groups.append([line])
        runs_on = line.length == cut and not is_row(line.text.text)
    return groups


def _column_width(lines: list[_Line]) -> float:
    """The width of the column that the text was cut at, 0 where it was not cut."""
    if len(lines) < 6:
        return 0.0
    widths = sorted(line.width for line in lines)
    column = widths[int(len(widths) * 0.95)]
    if not 16 <= column <= 90:
        return 0.0
    # the mode near the top is the column; a stray long line must not hide it
    column = Counter(round(width) for width in widths if width >= column - 4).most_common(1)[0][0]
    full = [line for line in lines if column - 3 <= line.width <= column + 3]
    running_on = [line for line in full if line.text.text[-1] not in _STOPPED]
    over = sum(line.width > column + 4 for line in lines)
    if len(full) < max(3, 0.12 * len(lines)) or len(running_on) < 0.5 * len(full) or over > 0.05 * len(lines):
        return 0.0
    return float(column)


def _starts_block(text: str, before: str) -> bool:
    """Whether a line opens a paragraph whatever stands before it."""
    if _STANDING.match(text):
        return True
    label = read_label(text)
    if label is None:
        return bool(_PREAMBLE.match(text) and _TITLE_TAIL.fullmatch(before))
    if before and before[-1] in "，、,—“‘（(《〈第至和或及" and not (before[-1] == "—" and label.level is Level.DASH):
        # “…第十条第” + “（二）项”: a number in mid-sentence; a lone “；” or “。” or nothing ends what stands before
        return False
    if label.level is Level.COMMA and label.value > 1 and before and before[-1] not in _STOPPED:
        return len(text) < 40
    return True


def _group_wrapped(lines: list[_Line], column: float) -> list[list[_Line]]:
    """File lines → paragraphs, by the cheapest way to set them as printed lines of width `column`.

    A shortest path: a step takes some file lines as one printed line, which either fills the column (the paragraph may
    run on) or stops short (it ends). A paragraph's first line is indented by two ems.
    """
    count = len(lines)
    texts = [line.text.text for line in lines]
    alone = [_stands_alone(texts, i) for i in range(count)]
    blocks = [
        alone[i] or (i > 0 and alone[i - 1]) or _starts_block(texts[i], texts[i - 1] if i else "") for i in range(count)
    ]
    ends = [_ending(text) for text in texts]
    indents = sum(line.indented for line in lines)
    indent_tells = 0.03 * count < indents < 0.7 * count
    infinity = float("inf")
    # cost and predecessor of reaching line i as the first of a paragraph (1) or as the next printed line of one (0)
    cost = [[infinity, infinity] for _ in range(count + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0), (0, 0)] for _ in range(count + 1)]
    cost[0][1] = 0.0
    for i in range(count):
        for first in (0, 1):
            here = cost[i][first]
            if here == infinity:
                continue
            width = 2.0 if first else 0.0
            joints = 0.0
            for j in range(i + 1, min(count, i + 16) + 1):
                line = lines[j - 1]
                width += line.width
                if j - 1 > i:
                    joints += _joint(lines[j - 2], line, blocks[j - 1], ends[j - 2], indent_tells)
                if width > column + 3 and j - 1 > i:
                    break
                off = abs(width - column)
                fills = 0.4 * max(0.0, off - 0.4) if width <= column + 3 else 0.4
                for then in (0, 1):
                    if j == count and not then:
                        continue
                    step = here + joints + _turn(lines, j, then, fills, off, j - i, first, blocks, ends, indent_tells)
                    if step < cost[j][then]:
                        cost[j][then] = step
                        back[j][then] = (i, first)
    starts: list[int] = []
    at, state = count, 1
    while at > 0:
        at, state = back[at][state]
        if state:
            starts.append(at)
    starts.reverse()
    return [lines[low:high] for low, high in zip(starts, [*starts[1:], count], strict=True)]


def _stands_alone(texts: list[str], i: int) -> bool:
    """Whether a file line is a paragraph by its form: a document number, a date, a note, a body that signs."""
    text = texts[i]
    if _STANDING.match(text) or is_row(text):
        return True
    j = i
    while j < len(texts) and j < i + 12 and _BODY_LINE.fullmatch(texts[j]):
        j += 1
    return j > i and j < len(texts) and _DATE_LINE.fullmatch(texts[j]) is not None


def _broken_title(before: str, text: str) -> bool:
    return (
        len(before) >= 10
        and not re.search("[，。；：]", before)
        and re.search(rf"(?:{_TITLE_KIND})(?:[（(].*)?$", before) is None
        and _TITLE_TAIL.fullmatch(text) is not None
        and read_label(text) is None
    )


def _ending(text: str) -> str:
    """How a file line ends: "stop" (a sentence), "soft" (in mid-sentence for sure), "open" (nothing to tell)."""
    tail = text[-1]
    label = read_label(text) if len(text) < 8 else None
    if label is not None and label.end == len(text) and label.level not in (Level.CHAPTER, Level.ANNEX):
        return "soft"  # a number alone on its line
    if tail in _ENDERS + "；;：:" or (tail in _CLOSERS and len(text) > 1 and text[-2] in _ENDERS):
        return "stop"
    return "soft" if tail in _SOFT_END else "open"


def _joint(before: _Line, line: _Line, block: bool, ending: str, indent_tells: bool) -> float:
    """The cost of two file lines being pieces of one printed line."""
    text = line.text.text
    if block or (line.gap and not line.page) or (indent_tells and line.indented):
        return 6.0
    if _HEADING_LINE.fullmatch(before.text.text) and read_label(before.text.text) is not None:
        return 1.5  # （一）动员阶段（1月至3月）: the bracket closes a heading, no stretched line
    if text[0] in _SOFT_START or ending == "soft":
        return 0.02
    if text[0] in _OPENERS or before.text.text[-1] in _CLOSERS or ending == "stop":
        return 0.15
    return 1.5


def _turn(
    lines: list[_Line],
    j: int,
    then: int,
    fills: float,
    off: float,
    pieces: int,
    first: int,
    blocks: list[bool],
    ends: list[str],
    indent_tells: bool,
) -> float:
    """The cost of a printed line that ends before file line `j`, the next one opening a paragraph (then=1) or not."""
    last = lines[j - 1].text.text
    ending = ends[j - 1]
    if j == len(lines):
        return min(fills, 0.3)
    line = lines[j]
    text = line.text.text
    gap = line.gap and not line.page
    if not then:  # runs on: the printed line should be full
        price = fills if off <= 3 else 2.2
        if blocks[j]:
            price += 6
        if gap:
            price += 2
        if indent_tells and line.indented:
            price += 3
        return 0.2 if price < 3 and _broken_title(last, text) else price
    if text[0] in _SOFT_START and not text.startswith(("——", "…")):
        return 9.0
    if ending == "stop":
        price = 0.25 if off > 1.5 else 0.45  # a full line that ends a sentence rather runs on
    elif ending == "soft":
        price = 4.0
    else:
        price = 0.5 if off > 3 else 2.6
        if off > 3 and not blocks[j - 1]:
            # a title or a heading has no comma and is no paragraph's second line
            price = 0.8 if first and not re.search("[，。；]", last) else 2.8
    if pieces > 1 and ending != "stop":
        price += 0.6
    if _OPEN_TITLE.search(last):
        price += 2.5
    if blocks[j] or gap or (indent_tells and line.indented):
        price = min(price, 0.3)
    elif _broken_title(last, text):
        price = 3.0
    return price


def _group_lines(lines: list[_Line]) -> list[list[_Line]]:
    """A text with a paragraph a line; only a paragraph that a page end cut in two is joined again."""
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _cut_in_two("".join(part.text.text for part in groups[-1]), line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _cut_in_two(before: str, line: _Line) -> bool:
    text = line.text.text
    if is_row(text) or is_row(before):
        return False
    if text[0] in _SOFT_START and text[0] != "…":
        return True
    if _starts_block(text, before) or before[-1] in _STOPPED:
        return False
    if before[-1] in "，、,":
        return True
    return len(before) >= 60 and "。" in before and len(text) >= 12 and text[-1] in _ENDERS + "；"


def _join(lines: list[Traced]) -> Traced:
    """Lines put together without a blank, except between Latin words."""
    pieces: list[Traced] = []
    for line in lines:
        if pieces and pieces[-1].text and line.text:
            left, right = pieces[-1].text[-1], line.text[0]
            if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
                end = pieces[-1].source_of(len(pieces[-1].text) - 1) + 1
                pieces.append(Traced.of(" ", end))
        pieces.append(line)
    return concatenate(pieces)
