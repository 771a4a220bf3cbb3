"""Tables that text extraction has flattened, a wrapped cell a line → rows again, cells apart by tabs.

Such a table is known by its header, which stands again on each page: 序号 and the names of the other columns, a line
each. A row begins with the next number. Within it the text comes before the bodies: what ends in a full stop is
content, then the narrow column of who leads, then the wide one of who is responsible. Every row stands on the line of
its number, and the lines that it took are left empty, so that all other lines keep their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

_PAGE_MARK = re.compile(r"\s*(?:#\s*Page\s+\d+(?:\s*[:：])?|[-—–]\s*\d{1,4}\s*[-—–])\s*$", re.I)
_FIRST_COLUMN = re.compile(r"序\s*号$")
_COLUMN_NAME = re.compile(r"[\u4e00-\u9fff（）、/]{2,10}$")
_NUMBER = re.compile(r"\d{1,3}$")
_TASK = re.compile(r"\d{1,3}\s?[.．、]\s?(?!\d)")
_NONE = re.compile(r"[—–-]{1,2}$")
_ENDS = ("。", "；", "！")
#: Names of the columns that hold bodies: who leads, who is responsible.
_BODIES = re.compile(r"部门|单位|牵头|责任|配合|主体")
#: No column of bodies is narrower than this.
_NARROWEST = 6
_BODY_START = re.compile(r"(?:市|省|区|县|各|国网|天津|东疆|滨海|自治区|旗|盟)")
_BODY_END = re.compile(r"(?:局|委|办|厅|部|院|会|中心|公司|集团|银行|分行|政府|单位|部门|区|法院|总队|分局)$")


@dataclass(slots=True)
class _Row:
    """A row in the making: `pages` holds its lines, a list for each page that it stands on."""

    line: int
    number: str
    pages: list[list[str]] = field(default_factory=lambda: [list[str]()])


def rebuild_tables(text: str) -> str:
    """The text with its flattened tables as rows; as many lines as before, and all else as it was."""
    lines = text.split("\n")
    header = _header(lines)
    if not header:
        return text
    heads = [at for at in range(len(lines)) if _stands_at(lines, at, header)]
    if len(heads) < 2:
        return text
    task = ""
    narrow = _narrow(lines, heads, header)
    for row, taken in _rows(lines, heads, header):
        cells = _cells(row, header, task, narrow)
        task = cells[1] if len(header) > 4 else task
        for at in taken:
            lines[at] = ""
        lines[row.line] = "\t".join(cells)
    for at in heads[1:]:
        for offset in _header_lines(lines, at, header):
            lines[offset] = ""
    first = list(_header_lines(lines, heads[0], header))
    for offset in first:
        lines[offset] = ""
    lines[first[0]] = "\t".join(header)
    return "\n".join(lines)


def _header(lines: list[str]) -> list[str]:
    """The names of the columns of the first flattened table, [] where there is none."""
    for at, line in enumerate(lines):
        if not _FIRST_COLUMN.match(line.strip()):
            continue
        names = ["序号"]
        for following in lines[at + 1 : at + 12]:
            name = following.strip()
            if not _COLUMN_NAME.match(name):
                break
            names.append(name)
        while len(names) > 2:
            again = sum(_stands_at(lines, other, names) for other in range(len(lines)))
            if again > 1:
                return names
            names.pop()
    return []


def _stands_at(lines: list[str], at: int, header: list[str]) -> bool:
    return [re.sub(r"\s", "", line) for line in lines[at : at + len(header)]] == header


def _header_lines(lines: list[str], at: int, header: list[str]) -> range:
    return range(at, min(at + len(header), len(lines)))


def _rows(lines: list[str], heads: list[int], header: list[str]) -> Iterator[tuple[_Row, list[int]]]:
    """Each row with the lines that it takes: from its number to the next one."""
    skipped = {offset for at in heads for offset in _header_lines(lines, at, header)}
    row: _Row | None = None
    taken: list[int] = []
    expected = 1
    for at in range(heads[0], len(lines)):
        line = lines[at].strip()
        if at in skipped and at in heads and row is not None:
            row.pages.append([])
        if at in skipped or not line or _PAGE_MARK.match(line):
            continue
        if _NUMBER.match(line) and int(line) == expected:
            if row is not None:
                yield row, taken
            row, taken = _Row(at, line), [at]
            expected += 1
        elif row is not None:
            row.pages[-1] += _unglued(line)
            taken.append(at)
    if row is not None:
        yield row, _without_what_follows(row, taken)


def _without_what_follows(row: _Row, taken: list[int]) -> list[int]:
    """The lines of the last row without the text behind the table: a sentence after its bodies is no more of it."""
    page = row.pages[-1]
    bodies = next((at for at, line in enumerate(page) if at and _BODY_END.search(line)), len(page))
    behind = next((at for at in range(bodies, len(page)) if page[at].endswith(_ENDS) or page[at].startswith("附件")), 0)
    if not behind:
        return taken
    gone = len(page) - behind
    del page[behind:]
    return taken[:-gone]


def _narrow(lines: list[str], heads: list[int], header: list[str]) -> int:
    """How many characters a line of the first column of bodies holds: the longest first line behind a full stop."""
    widths = [
        len(after)
        for row, _ in _rows(list(lines), heads, header)
        for line, after in pairwise(row.pages[0])
        if line.endswith(_ENDS) and not after.endswith(_ENDS) and _BODY_START.match(after)
    ]
    widths.sort()
    return max(_NARROWEST, widths[int(0.9 * (len(widths) - 1))]) if widths else _NARROWEST


def _unglued(line: str) -> list[str]:
    """A line, or two where the next cell is glued to it: a body to the last sentence, "none" to a body."""
    if line.endswith("—") and _BODY_END.search(line[:-1]):
        return [line[:-1], "—"]
    at = max(line.rfind(end) for end in _ENDS) + 1
    tail = line[at:]
    return [line[:at], tail] if at and _BODY_START.match(tail) and _BODY_END.search(tail) else [line]


def _cells(row: _Row, header: list[str], task_before: str, narrow: int) -> list[str]:
    """The cells of a row; a task that is given once holds for the rows below it."""
    bodies = sum(1 for name in header[1:] if _BODIES.search(name))
    tasked = len(header) - bodies > 2
    pages = [list(page) for page in row.pages]
    task = (_task(pages[0]) if tasked else "") or task_before
    content: list[str] = []
    named = [""] * bodies
    for at, page in enumerate(pages):
        goes_on = any(line.endswith(_ENDS) for later in pages[at + 1 :] for line in later)
        own, rest = _content(page, narrow, cut=goes_on)
        content += own
        if at and bodies == 2 and _BODY_END.search(named[0]):
            named[1] += "".join(rest)  # the lead body was complete on the page before
        else:
            named = [before + more for before, more in zip(named, _bodies(rest, bodies, narrow), strict=True)]
    return [row.number, *([task] if tasked else []), "".join(content), *named]


def _task(lines: list[str]) -> str:
    """The numbered name of a task at the head of a row, taken off its lines; "" where there is none."""
    if not lines or not _TASK.match(lines[0]):
        return ""
    own = [lines.pop(0)]
    width = len(own[0])
    while lines and len(own[-1]) >= width - 1 and len(lines[0]) <= width + 1 and not lines[0].endswith(_ENDS):
        own.append(lines.pop(0))
        if len(own[-1]) < width - 1:
            break
    return "".join(own)


def _content(lines: list[str], narrow: int, *, cut: bool) -> tuple[list[str], list[str]]:
    """(content, bodies) of what stands of a row on one page.

    Content ends behind its last full stop; where the page `cut` it off, or it has none, the bodies begin with the first
    short line that opens like the name of one.
    """
    end = max((at + 1 for at, line in enumerate(lines) if line.endswith(_ENDS)), default=0)
    if cut or not end:
        opens = (at for at, line in enumerate(lines) if at >= max(end, 1) and _opens_body(line, narrow))
        end = next(opens, len(lines) if cut or not end else end)
    return lines[:end], lines[end:]


def _opens_body(line: str, narrow: int) -> bool:
    return len(line) <= narrow and bool(_BODY_START.match(line) or _BODY_END.search(line))


def _bodies(lines: list[str], count: int, narrow: int) -> list[str]:
    """The columns of bodies: the narrow one first, as long as its lines are and until a name is complete."""
    if count < 2:
        return ["".join(lines)] * count
    if lines and _NONE.match(lines[0]):
        return ["—", "".join(lines[1:]), *[""] * (count - 2)]
    lead: list[str] = []
    for at, line in enumerate(lines):
        if len(line) > narrow:
            break
        complete = bool(lead) and _BODY_END.search("".join(lead)) and not lead[-1].endswith("、")
        if complete and (_BODY_START.match(line) or _NONE.match(line)):
            return ["".join(lead), "".join(lines[at:]), *[""] * (count - 2)]
        lead.append(line)
    return ["".join(lead), "".join(lines[len(lead) :]), *[""] * (count - 2)]
