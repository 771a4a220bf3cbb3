"""Ruled tables: lines that are drawn on a page → cells → the characters in each.

The lines are snapped to a grid; the fields of the grid between which no line is drawn are one cell. A table that is
open at its sides is closed by its own extent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from revtrack.ingest.grid import Cell, wrapped
from revtrack.ingest.layout.glyphs import Glyph

#: Lines nearer than this (points) are one; ends nearer than this meet.
_SAME, _MEETS, _GAP = 2.5, 4.0, 6.0
#: Shorter lines are parts of letters or pictures.
_SHORTEST = 9.0
#: A smaller thing of lines is a drawing, or letters that are drawn.
_NARROWEST, _LOWEST = 72.0, 16.0
#: A line divides two fields that covers this share of the border between them.
_DIVIDES = 0.55
_MOST_RULES, _MOST_COLUMNS, _MOST_ROWS = 6_000, 60, 400
#: A line of a cell that ends this many characters before its border ends a paragraph.
_SHORT_OF = 1.9
#: Blanks that a file may hold between characters.
_BLANKS = frozenset((" ", "\u3000"))
_FIGURE = re.compile(r"[-+−(（]?[¥$￥€]?\s?[\d.,，．%％\s]{1,20}[)）]?|[-–—]|N/?A", re.I)


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: upright or level, where, from and to."""

    upright: bool
    at: float
    low: float
    high: float


@dataclass(slots=True)
class RuledTable:
    """A table on a page: its borders, its columns' borders, its cells with their glyphs' text."""

    left: float
    top: float
    right: float
    bottom: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: list[Cell]
    page: int = 0
    glyphs: list[list[Glyph]] = field(default_factory=list[list[Glyph]])


def find_tables(rules: Iterable[Rule], glyphs: Sequence[Glyph]) -> tuple[list[RuledTable], list[Glyph]]:
    """The tables of a page, and the characters that stand in none."""
    given = list(rules)[:_MOST_RULES]
    merged = [rule for rule in _merged(given) if rule.high - rule.low >= _SHORTEST]
    free = list(glyphs)
    tables: list[RuledTable] = []
    for group in sorted(_groups(merged), key=lambda group: -_area(group)):
        table, rest = _table(group, free)
        if table is not None:
            tables.append(table)
            free = rest
    return sorted(tables, key=lambda table: table.top), free


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line as one: dashes, and borders of neighbouring cells."""
    found: list[Rule] = []
    for upright in (True, False):
        own = sorted((rule for rule in rules if rule.upright is upright), key=lambda rule: rule.at)
        at = 0
        while at < len(own):
            end = at + 1
            while end < len(own) and own[end].at - own[end - 1].at <= _SAME / 2 and own[end].at - own[at].at <= _SAME:
                end += 1
            band = sorted(own[at:end], key=lambda rule: rule.low)
            place = sum(rule.at for rule in band) / len(band)
            low, high = band[0].low, band[0].high
            for rule in band[1:]:
                if rule.low <= high + _GAP:
                    high = max(high, rule.high)
                else:
                    found.append(Rule(upright, place, low, high))
                    low, high = rule.low, rule.high
            found.append(Rule(upright, place, low, high))
            at = end
    return found


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that meet or cross, together."""
    leader = list(range(len(rules)))

    def head(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    upright = [at for at, rule in enumerate(rules) if rule.upright]
    level = [at for at, rule in enumerate(rules) if not rule.upright]
    for one in upright:
        for other in level:
            a, b = rules[one], rules[other]
            if b.low - _MEETS <= a.at <= b.high + _MEETS and a.low - _MEETS <= b.at <= a.high + _MEETS:
                leader[head(one)] = head(other)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(head(at), []).append(rule)
    return [group for group in groups.values() if len(group) >= 3]


def _area(group: Sequence[Rule]) -> float:
    left, top, right, bottom = _extent(group)
    return (right - left) * (bottom - top)


def _extent(group: Sequence[Rule]) -> tuple[float, float, float, float]:
    xs = [x for rule in group for x in ((rule.at,) if rule.upright else (rule.low, rule.high))]
    ys = [y for rule in group for y in ((rule.low, rule.high) if rule.upright else (rule.at,))]
    return min(xs), min(ys), max(xs), max(ys)


def _table(group: list[Rule], glyphs: list[Glyph]) -> tuple[RuledTable | None, list[Glyph]]:
    left, top, right, bottom = _extent(group)
    if right - left < _NARROWEST or bottom - top < _LOWEST:
        return None, glyphs
    columns = _steps([*(rule.at for rule in group if rule.upright), left, right])
    rows = _steps([*(rule.at for rule in group if not rule.upright), top, bottom])
    if not 2 <= len(columns) <= _MOST_COLUMNS or not 2 <= len(rows) <= _MOST_ROWS or len(columns) + len(rows) < 5:
        return None, glyphs
    regions = _regions(group, columns, rows)
    if len(regions) < 2:
        return None, glyphs
    at_field = {field: index for index, fields in enumerate(regions) for field in fields}
    held: list[list[Glyph]] = [[] for _ in regions]
    free: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
        if not (left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1):
            free.append(glyph)
            continue
        index = at_field.get((_field(rows, y), _field(columns, x)))
        if index is not None:
            held[index].append(glyph)
    filled = [index for index, inside in enumerate(held) if any(glyph.text.strip() for glyph in inside)]
    if len(filled) < 2:
        return None, glyphs
    cells = _cells(regions, held, columns, len(rows) - 1)
    if max(sum(1 for cell in cells if cell.row <= row < cell.row + cell.rows) for row in range(len(rows) - 1)) < 2:
        return None, glyphs  # boxes one above the other: frames around text
    return RuledTable(left, top, right, bottom, tuple(columns), tuple(rows), cells, glyphs=held), free


def _cells(
    regions: Sequence[Sequence[tuple[int, int]]], held: Sequence[list[Glyph]], columns: Sequence[float], tall: int
) -> list[Cell]:
    """The cells of a table; a band that holds several rows with no line between them comes as those rows."""
    places = [
        (min(row for row, _ in own), max(row for row, _ in own), min(col for _, col in own), max(col for _, col in own))
        for own in regions
    ]
    bands = [
        _band(
            [
                (lines_of(inside), columns[high_col + 1] - columns[low_col])
                for (low, high, low_col, high_col), inside in zip(places, held, strict=True)
                if low == high == row
            ]
        )
        for row in range(tall)
    ]
    starts = [0]
    for band in bands:
        starts.append(starts[-1] + max(1, len(band)))
    cells: list[Cell] = []
    for (low, high, low_col, high_col), inside in zip(places, held, strict=True):
        left, right, wide = columns[low_col], columns[high_col + 1], high_col - low_col + 1
        band = bands[low] if low == high else []
        parted: list[list[Glyph]] = [[] for _ in band]
        for glyph in inside if band else ():
            parted[_nearest(band, glyph.middle)].append(glyph)
        for at, own in enumerate(parted):
            cells.append(Cell(starts[low] + at, low_col, cell_words(own, left, right), 1, wide))
        if not band:
            text = cell_words(inside, left, right)
            cells.append(Cell(starts[low], low_col, text, starts[high + 1] - starts[low], wide))
    return cells


def _nearest(places: Sequence[float], wanted: float) -> int:
    at = bisect_left(places, wanted)
    return min((item for item in (at - 1, at) if 0 <= item < len(places)), key=lambda item: abs(places[item] - wanted))


def _band(cells: Sequence[tuple[list[list[Glyph]], float]]) -> list[float]:
    """The heights of the rows within a band between two drawn lines, [] where it is one row.

    Rows are told by this, that most cells have as many lines, side by side, and that hardly one of them fills its cell
    as wrapped text does.
    """
    filled = [(lines, wide) for lines, wide in cells if lines]
    most = max((len(lines) for lines, _ in filled), default=0)
    many = [(lines, wide) for lines, wide in filled if len(lines) == most]
    if not 2 <= most <= _MOST_ROWS or len(many) < max(2, 0.6 * len(filled)) or len(filled) < 3:
        return []
    bases = [line[0].middle for line in many[0][0]]
    size = many[0][0][0][0].size
    for lines, _ in filled:
        if any(abs(bases[_nearest(bases, line[0].middle)] - line[0].middle) > 0.5 * size for line in lines):
            return []
    full = [_is_full(line, wide) for lines, wide in many for line in lines[:-1]]
    return bases if sum(full) <= 0.2 * len(full) else []


def _is_full(line: Sequence[Glyph], wide: float) -> bool:
    """Whether a line takes the width of its cell, as wrapped text does and a figure is not asked to."""
    text = "".join(glyph.text for glyph in line)
    return not _FIGURE.fullmatch(text) and line[-1].right - line[0].left >= wide - _SHORT_OF * line[-1].size


def _steps(places: Sequence[float]) -> list[float]:
    """Places without those that are nearly the same."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _MEETS:
            found.append(place)
    return found


def _field(steps: Sequence[float], place: float) -> int:
    low, high = 0, len(steps) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if steps[middle] <= place:
            low = middle
        else:
            high = middle
    return low


def _regions(group: Sequence[Rule], columns: Sequence[float], rows: Sequence[float]) -> list[list[tuple[int, int]]]:
    """The fields of the grid, those together between which no line is drawn."""
    wide, tall = len(columns) - 1, len(rows) - 1
    upright = [rule for rule in group if rule.upright]
    level = [rule for rule in group if not rule.upright]
    leader = list(range(wide * tall))

    def head(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for row in range(tall):
        for col in range(wide):
            here = row * wide + col
            if col + 1 < wide and not _divided(upright, columns[col + 1], rows[row], rows[row + 1]):
                leader[head(here)] = head(here + 1)
            if row + 1 < tall and not _divided(level, rows[row + 1], columns[col], columns[col + 1]):
                leader[head(here)] = head(here + wide)
    found: dict[int, list[tuple[int, int]]] = {}
    for at in range(wide * tall):
        found.setdefault(head(at), []).append(divmod(at, wide))
    return list(found.values())


def _divided(rules: Sequence[Rule], at: float, low: float, high: float) -> bool:
    covered = sum(max(0.0, min(rule.high, high) - max(rule.low, low)) for rule in rules if abs(rule.at - at) <= _MEETS)
    return covered >= _DIVIDES * (high - low)


# --- the words of a cell ---------------------------------------------------------------------------------------------


def cell_words(glyphs: Sequence[Glyph], left: float, right: float) -> str:
    """The lines of a cell as one; where a line stops short of the border, a blank parts it from the next."""
    rows = lines_of(glyphs)
    text = ""
    before: list[Glyph] | None = None
    margin = min((line[0].left for line in rows), default=left) - left
    for line in rows:
        words = "".join(glyph.text for glyph in line).strip()
        if before is None:
            text = words
        else:
            size = before[-1].size
            full = before[-1].right >= right - max(margin, 0.0) - _SHORT_OF * size
            text = wrapped(text, words) if full or _open(text) else f"{text} {words}"
        before = line
    return " ".join(text.split())


def lines_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters as lines from above, each from left to right."""
    lines: list[list[Glyph]] = []
    shown = [item for item in glyphs if item.text.strip() or (item.text in _BLANKS and not item.made)]
    for glyph in sorted(shown, key=lambda item: (item.middle, item.left)):
        if lines and glyph.middle - lines[-1][0].middle <= 0.5 * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    spaced = (_spaced(sorted(line, key=lambda item: (item.left, item.right))) for line in lines)
    return [line for line in spaced if line]


def _spaced(line: list[Glyph]) -> list[Glyph]:
    """A line with a blank where words stand apart: Latin ones by their places, others where the file holds one."""
    found: list[Glyph] = []
    held = False
    for glyph in line:
        if glyph.text == " ":
            held = True
            continue
        before = found[-1] if found else None
        if before is not None and glyph.left - before.right > 0.18 * glyph.size:
            latin = before.text[-1:].isascii() and glyph.text[:1].isascii()
            if held or latin or glyph.left - before.right > 0.9 * glyph.size:
                found.append(Glyph(" ", before.right, glyph.left, glyph.top, glyph.bottom, glyph.size, made=True))
        found.append(glyph)
        held = False
    return found


def _open(text: str) -> bool:
    """Whether a text breaks off where no paragraph ends."""
    return text[-1:] in "、，,—-－（(《“" or (bool(text) and text[-1:].isdigit())
