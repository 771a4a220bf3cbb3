"""Printed lines and tables with their places → natural paragraphs: headers, footers, page numbers and wraps go.

Serves every format that knows where its characters stand. Lengths are those of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from alignment.reading.numerals import read_label
from revtrack.ingest.account import Counting, Reason
from revtrack.ingest.grid import Cell, table_lines, wrapped

#: The zone at the top and the bottom of a page where headers and footers stand, as a share of its height.
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    r"[-—–―－·\s]{0,6}(?:第\s{0,3})?(?:\d{1,4}|[ivxlc]{1,6})(?:\s{0,3}页)?"
    r"(?:\s{0,3}[/／共,，]{0,2}\s{0,3}(?:共\s{0,3})?\d{1,4}\s{0,3}页?)?[-—–―－·\s]{0,6}",
    re.I,
)
_CONTINUED = re.compile(r"[（(]?\s?(?:续\s?表?|接上页|（续）)\s?\d{0,3}\s?[）)]?")
#: What stands at the end of a line that a sentence or an item ends with.
_ENDS = "。；：！？;:"
#: More room than so many times its height stands before a line that begins something.
_FAR = 2.5
#: Letters larger or smaller by this share are those of a title, and no paragraph goes on in them.
_OTHER_SIZE = 0.12
_STOP = re.compile(r"[。！？]")
_STOPPED = re.compile(r"[。！？：][”’」』）)]?$")
#: What no line end parts: a word or figure, or a character, with the marks that may not end or begin a line.
_UNIT = re.compile(r"[（《“‘「『〈【(]{0,3}(?:[A-Za-z0-9.,%]{1,20}|.)[、，。；：！？）》”’」』〉】]{0,3}", re.S)
_GOES_ON = "、，,至和或及与第—（(《“"
#: Columns' borders of the parts of one table differ by less than this share of its width.
_SAME_COLUMNS = 0.03


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page: its text, left and right edge, top and bottom as shares of the height from above (0…1).

    `column` counts the columns of a page that is set in several, `size` is that of its letters, 0 where not known.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int
    column: int = 0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table on a page: its cells, top and bottom as shares of the height, the borders of its columns."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float
    page: int
    columns: tuple[float, ...] = ()


def paragraphs(items: Sequence[PrintedLine | PrintedTable], pages: int, count: Counting | None = None) -> list[str]:
    """The natural paragraphs of printed lines in reading order, and the rows of tables between them.

    A line begins a paragraph where it is indented or centred, where the one before stops short of the right edge, where
    more than a line's space stands between them, or where it bears the next number of a list; page breaks are no space.
    A table that goes on over a page is one table.
    """
    count = count or Counting()
    lines = [item for item in items if isinstance(item, PrintedLine) and item.text.strip()]
    gone = _furniture(lines, pages)
    kept: list[PrintedLine | PrintedTable] = []
    for item in items:
        if isinstance(item, PrintedTable):
            kept.append(item)
        elif item.text.strip():
            if id(item) in gone:
                count.leave(Reason.FURNITURE, item.text)
            else:
                kept.append(item)
    own = [item for item in kept if isinstance(item, PrintedLine)]
    measures = {
        column: _Measures.of([line for line in own if line.column == column])
        for column in {line.column for line in own}
    }
    found: list[str] = []
    numbers: dict[int, int] = {}
    before: PrintedLine | None = None
    for item in _tables_joined(kept):
        if isinstance(item, PrintedTable):
            found += table_lines(item.cells)
            before = None
            continue
        text = item.text.strip()
        if before is None or _begins(item, before, measures[item.column], numbers):
            found.append(text)
            _note(text, numbers)
        else:
            found[-1] = wrapped(found[-1], text)
        before = item
    for item in kept:
        if isinstance(item, PrintedLine):
            count.read(item.text)
        else:
            count.read("".join(cell.text for cell in item.cells))
    for text in found:
        count.sentence(text)
    return found


@dataclass(frozen=True, slots=True)
class _Measures:
    """The width of a character, the edges of a column, and the distance from line to line.

    `ends_full` says how to read a full line that ends a sentence where first lines are not set in: as the end of its
    paragraph, if the text has more paragraphs than sentences within them.
    """

    em: float
    left: float
    right: float
    pitch: float
    ends_full: bool = False

    @classmethod
    def of(cls, lines: Sequence[PrintedLine]) -> _Measures:
        em = _em(lines)
        left = _edge(Counter(round(line.left / em) for line in lines), first=True) * em
        right = max(_typical_right(lines), left + em)
        indented = sum(left + 1.2 * em < line.left <= left + 3.4 * em for line in lines)
        short = sum(line.right < right - 1.6 * em for line in lines)
        within = sum(len(_STOP.findall(line.text.rstrip()[:-1])) for line in lines)
        return cls(em, left, right, _pitch(lines), indented < 0.05 * len(lines) and short > 1.5 * within)


def _begins(line: PrintedLine, before: PrintedLine, measures: _Measures, numbers: dict[int, int]) -> bool:
    left, right, em = measures.left, measures.right, measures.em
    if line.column != before.column or (line.page != before.page and line.column):
        # at the head of another column only a first line is set in
        return line.left > left + 1.2 * em or _is_next_number(line.text, before.text, numbers)
    short, room = (right - before.right) / em, _room(line.text)
    ended = _ended(before.text)
    if line.left > left + 1.2 * em or short > (1.6 if ended else max(1.6, room + 0.6)):
        return True
    if ended and (measures.ends_full or short > room + 0.3):
        return True
    if line.size and before.size and abs(line.size - before.size) > _OTHER_SIZE * before.size:
        return True
    tall = line.bottom - line.top
    if line.page == before.page and (
        line.top - before.top > 1.75 * measures.pitch or line.top - before.bottom > _FAR * tall
    ):
        return True
    # a line set in further than a first line is centred or signed: what follows it is another paragraph (an opening
    # bracket stands half a character further in by itself)
    return before.left > left + 3.4 * em or _is_next_number(line.text, before.text, numbers)


def _ended(text: str) -> bool:
    return bool(_STOPPED.search(text.rstrip()))


def _room(text: str) -> float:
    """How wide (in ems) the first part of a line is that could have been set on the line before, had it gone on."""
    first = _UNIT.match(text.lstrip())
    if first is None:
        return 1.0
    return sum(0.55 if char.isascii() else 1.0 for char in first[0])


def _is_next_number(text: str, before: str, numbers: dict[int, int]) -> bool:
    """Whether a line opens with a number of a list: after what ends a sentence, or with the next one of its list."""
    label = read_label(text.strip())
    ending = before.rstrip()[-1:]
    if label is None or ending in _GOES_ON:
        return False
    if ending in _ENDS:
        return True
    return label.value > 1 and numbers.get(int(label.level)) == label.value - 1


def _note(text: str, numbers: dict[int, int]) -> None:
    label = read_label(text)
    if label is not None:
        numbers[int(label.level)] = label.value


def _furniture(lines: Sequence[PrintedLine], pages: int) -> set[int]:
    """Lines in the margins that stand on half of the pages, digits aside, or that are a page number."""
    margins = [line for line in lines if line.top < _MARGIN or line.bottom > 1 - _MARGIN]
    seen: Counter[str] = Counter()
    for key in {(_masked(line.text), line.page) for line in margins}:
        seen[key[0]] += 1
    often = {text for text, count in seen.items() if pages > 1 and count >= max(2, pages / 2)}
    often |= {text for text, count in seen.items() if pages > 3 and count >= max(2, (pages - 1) / 2) and len(text) < 60}
    return {id(line) for line in margins if _masked(line.text) in often or _PAGE_NUMBER.fullmatch(line.text.strip())}


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", text))


# --- tables over pages -----------------------------------------------------------------------------------------------


def _tables_joined(items: Sequence[PrintedLine | PrintedTable]) -> list[PrintedLine | PrintedTable]:
    """The items with tables that go on over a page as one."""
    found: list[PrintedLine | PrintedTable] = []
    for item in items:
        last = found[-1] if found else None
        if isinstance(item, PrintedLine) and isinstance(last, PrintedTable) and _CONTINUED.fullmatch(item.text.strip()):
            continue
        if isinstance(item, PrintedTable) and isinstance(last, PrintedTable) and _goes_on(last, item):
            found[-1] = _joined(last, item)
        else:
            found.append(item)
    return found


def _goes_on(before: PrintedTable, after: PrintedTable) -> bool:
    if after.page != before.page + 1 or len(before.columns) != len(after.columns):
        return False
    width = max(before.columns[-1] - before.columns[0], 1.0)
    shift = after.columns[0] - before.columns[0]
    return all(abs(a - b - shift) <= _SAME_COLUMNS * width for a, b in zip(after.columns, before.columns, strict=True))


def _joined(before: PrintedTable, after: PrintedTable) -> PrintedTable:
    cells = list(before.cells)
    rows = max((cell.row + cell.rows for cell in cells), default=0)
    more = _without_heads(cells, list(after.cells))
    if not more:
        return replace(before, page=after.page, bottom=after.bottom)
    first = min(cell.row for cell in more)
    top = {cell.col: cell for cell in more if cell.row == first}
    last = {cell.col: cell for cell in cells if cell.row + cell.rows == rows}
    low = min(last, default=0)
    shift = rows - first
    if low in top and not top[low].text and low in last and last[low].text:
        if _is_row_cut(last, top, low):
            cells = [_longer(cell, top.get(cell.col)) if last.get(cell.col) is cell else cell for cell in cells]
            more = [cell for cell in more if cell.row != first]
            shift = rows - first - 1
        else:
            more = [
                replace(cell, text=last[cell.col].text)
                if cell.row == first and not cell.text and cell.col in last
                else cell
                for cell in more
            ]
    moved = [replace(cell, row=cell.row + shift) for cell in more]
    return PrintedTable((*cells, *moved), before.top, after.bottom, after.page, before.columns)


def _is_row_cut(last: dict[int, Cell], top: dict[int, Cell], low: int) -> bool:
    """Whether the first row of a page is the rest of the one before, and not a row under a cell that spans both."""
    if last[low].text.strip().isdigit():
        return True
    others = [col for col in top if col != low]
    return not all(top[col].text for col in others)


def _longer(cell: Cell, rest: Cell | None) -> Cell:
    return cell if rest is None or not rest.text else replace(cell, text=wrapped(cell.text, rest.text).strip())


def _without_heads(cells: Sequence[Cell], more: list[Cell]) -> list[Cell]:
    """The cells of a table's next part without the heads that stand again."""
    heads = _rows(cells, 3)
    for depth in (3, 2, 1):
        if len(heads) > depth and heads[:depth] == _rows(more, depth) and any(heads[0]):
            low = sorted({cell.row for cell in more})[depth:]
            return [cell for cell in more if low and cell.row >= low[0]]
    # a title over the table stands on its first page only
    if len(heads) > 1 and heads[1:2] == _rows(more, 1) and len([text for text in heads[0] if text]) == 1:
        low = sorted({cell.row for cell in more})[1:]
        return [cell for cell in more if low and cell.row >= low[0]]
    return more


def _rows(cells: Sequence[Cell], most: int) -> list[list[str]]:
    """The texts of the first rows, blanks aside; one row more than asked for where there is one."""
    numbers = sorted({cell.row for cell in cells})[: most + (1 if most == 3 else 0)]
    return [
        ["".join(cell.text.split()) for cell in sorted(cells, key=lambda cell: cell.col) if cell.row == number]
        for number in numbers
    ]


# --- measures --------------------------------------------------------------------------------------------------------


def _em(lines: Sequence[PrintedLine]) -> float:
    """The width of a character: that of lines of many characters."""
    widths = [(line.right - line.left) / len(line.text) for line in lines if len(line.text) >= 8]
    widths = widths or [(line.right - line.left) / max(1, len(line.text)) for line in lines]
    return max(median(widths), 1e-6) if widths else 1.0


def _edge(counts: Counter[int], *, first: bool) -> int:
    """The leftmost (or rightmost) position at which a tenth of the lines or more stand."""
    enough = 0.1 * sum(counts.values())
    places = sorted(place for place, count in counts.items() if count >= enough) or sorted(counts)
    return places[0] if first else places[-1]


def _typical_right(lines: Sequence[PrintedLine]) -> float:
    """Where full lines end: the edge that many lines reach, not one that sticks out."""
    edges = sorted(line.right for line in lines)
    return edges[int(0.9 * (len(edges) - 1))] if len(edges) > 3 else edges[-1]


def _pitch(lines: Sequence[PrintedLine]) -> float:
    """The distance from line to line within paragraphs."""
    steps = [
        after.top - line.top for line, after in pairwise(lines) if line.page == after.page and after.top > line.top
    ]
    return sorted(steps)[len(steps) // 3] if steps else 1.0
