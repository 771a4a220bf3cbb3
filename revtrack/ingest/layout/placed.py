"""Characters of a page → lines in reading order, columns one after the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from statistics import median

from revtrack.ingest.layout.glyphs import Glyph
from revtrack.ingest.layout.legible import plain_symbols
from revtrack.ingest.layout.printed import PrintedLine, PrintedTable
from revtrack.ingest.layout.ruled import lines_of

#: Characters whose middles are further apart than this share of their size stand on different lines.
_SAME_LINE = 0.6
#: Runs of characters that stand on one height differ by less than this share; they cover each other by less than the
#: second one, and stand beside each other where less than the third one lies between them.
_LEVEL, _UPON, _BESIDE = 0.3, 0.25, 0.6
_MOST_LEVEL = 60
#: Characters further apart than this (times their size) may stand in different columns.
_GAP = 1.6
#: So many lines on each side of a gutter make columns; so few of all lines may cross it.
_LEAST_LINES, _MOST_CROSSING = 6, 0.25


def lines_in_order(glyphs: Sequence[Glyph], width: float, height: float, page: int) -> list[PrintedLine]:
    """Lines as the order of the file gives them, put right where that is not the order of reading."""
    pieces = [line for run in _woven(_broken(glyphs)) if (line := _line(run, height, page)) is not None]
    gutter = _gutter(pieces, width)
    if gutter is not None:
        return _by_columns(pieces, gutter)
    lines = _side_by_side(pieces)
    inverted = any(after.bottom < before.top for before, after in pairwise(lines))
    return sorted(lines, key=lambda line: (line.top + line.bottom) / 2) if inverted else lines


def _broken(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    found: list[list[Glyph]] = []
    run: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text in {"\n", "\r"}:
            found.append(run)
            run, last = [], None
            continue
        if not glyph.made and glyph.text.strip():
            if last is not None and (
                abs(glyph.middle - last.middle) > _SAME_LINE * max(glyph.size, last.size)
                or glyph.left - last.right > _GAP * glyph.size
                or _goes_back(glyph, last)
            ):
                found.append(run)
                run = []
            last = glyph
        run.append(glyph)
    found.append(run)
    return found


def _goes_back(glyph: Glyph, last: Glyph) -> bool:
    return glyph.left < last.left - 0.5 * glyph.size and unicodedata.bidirectional(glyph.text[:1]) not in {"R", "AL"}


def _woven(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """The runs, those put together that fill each other's gaps: some makers draw a line font by font."""
    found: dict[int, list[Glyph]] = dict(enumerate(runs))
    for level in _levels(runs):
        pairs = list(combinations(sorted(level), 2))
        while (done := next((other for at, other in pairs if _woven_pair(found, at, other)), None)) is not None:
            pairs = [pair for pair in pairs if done not in pair]
    return [found[at] for at in sorted(found)]


def _levels(runs: list[list[Glyph]]) -> Iterator[set[int]]:
    """The runs that stand on one height, by their places in the file."""
    inked = {at: shown for at, run in enumerate(runs) if (shown := [item for item in run if _is_ink(item)])}
    level: set[int] = set()
    last = 0.0
    for middle, at in sorted((median(item.middle for item in shown), at) for at, shown in inked.items()):
        if level and (middle - last > _LEVEL * inked[at][0].size or len(level) >= _MOST_LEVEL):
            yield level
            level = set()
        level.add(at)
        last = middle
    yield level


def _woven_pair(runs: dict[int, list[Glyph]], at: int, other: int) -> bool:
    """Put two runs together if they are one line."""
    one, two = ([item for item in runs[place] if _is_ink(item)] for place in (at, other))
    if not _are_one_line(one, two, turn=other - at):
        return False
    lines = lines_of([*_with_blanks(runs[at]), *_with_blanks(runs[other])])
    if len(lines) != 1:
        return False
    runs[at] = lines[0]
    del runs[other]
    return True


def _is_ink(glyph: Glyph) -> bool:
    return bool(glyph.text.strip()) and not glyph.made


def _are_one_line(one: Sequence[Glyph], two: Sequence[Glyph], *, turn: int) -> bool:
    """Whether characters of two runs stand between each other, or right beside, and none upon another.

    Those that stand beside each other in the order of the file (`turn`) are left to it.
    """
    left, right = sorted((one, two), key=lambda run: min(item.left for item in run))
    gap = min(item.left for item in right) - max(item.right for item in left)
    if gap > _BESIDE * one[0].size or (gap >= 0 and turn == (1 if left is one else -1)):
        return False
    both = sorted((*one, *two), key=lambda item: item.left)
    return all(after.left >= before.right - _UPON * before.size for before, after in pairwise(both))


def _with_blanks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters, with blanks that were only found between two of them standing there."""
    found: list[Glyph] = []
    for glyph, after in zip(glyphs, [*glyphs[1:], None], strict=True):
        if not glyph.made:
            found.append(glyph)
        elif glyph.text == " " and after is not None and not after.made and found and found[-1].right <= after.left:
            found.append(replace(after, text=" ", left=found[-1].right, right=after.left))
    return found


def _line(run: Sequence[Glyph], height: float, page: int) -> PrintedLine | None:
    inked = [glyph for glyph in run if glyph.text.strip() and not glyph.made]
    text = plain_symbols("".join(glyph.text for glyph in run)).strip()
    if not inked or not text:
        return None
    top, bottom = min(glyph.top for glyph in inked), max(glyph.bottom for glyph in inked)
    left, right = min(glyph.left for glyph in inked), max(glyph.right for glyph in inked)
    size = median(glyph.size for glyph in inked)
    return PrintedLine(text, left, right, top / height, bottom / height, page, size=size)


def _side_by_side(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Pieces of one printed line, drawn one after the other, as one."""
    found: list[PrintedLine] = []
    for line in lines:
        last = found[-1] if found else None
        tall = line.bottom - line.top
        if (
            last is not None
            and abs((line.top + line.bottom) - (last.top + last.bottom)) < tall * 0.8
            and line.left >= last.right - 0.3 * _em(last)
        ):
            gap = " " if line.left - last.right > 0.6 * _em(last) or _latin(last.text, line.text) else ""
            found[-1] = replace(
                last,
                text=f"{last.text}{gap}{line.text}",
                right=line.right,
                top=min(last.top, line.top),
                bottom=max(last.bottom, line.bottom),
            )
        else:
            found.append(line)
    return found


def _em(line: PrintedLine) -> float:
    return max((line.right - line.left) / max(len(line.text), 1), 1.0)


def _latin(before: str, after: str) -> bool:
    return before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()


def _gutter(lines: Sequence[PrintedLine], width: float) -> float | None:
    """Where the gap between two columns is, None where a page has one column."""
    long = [line for line in lines if line.right - line.left > 0.12 * width]
    if len(long) < 2 * _LEAST_LINES:
        return None
    best: tuple[int, float] | None = None
    for step in range(30, 71, 2):
        at = width * step / 100
        crossing = sum(line.left < at - 2 and line.right > at + 2 for line in long)
        lefts = [line for line in long if line.right <= at + 2]
        rights = [line for line in long if line.left >= at - 2]
        if crossing > _MOST_CROSSING * len(long) or min(len(lefts), len(rights)) < _LEAST_LINES:
            continue
        beside = sum(any(other.top < line.bottom and line.top < other.bottom for other in rights) for line in lefts)
        if beside >= 0.6 * min(len(lefts), len(rights)) and (best is None or crossing < best[0]):
            best = crossing, at
    return best[1] if best else None


def _by_columns(lines: Sequence[PrintedLine], gutter: float) -> list[PrintedLine]:
    """The left column, then the right one, between lines that run over both."""
    found: list[PrintedLine] = []
    band: list[PrintedLine] = []

    def close() -> None:
        for column, side in (
            (1, [line for line in band if line.left < gutter]),
            (2, [line for line in band if line.left >= gutter]),
        ):
            found.extend(replace(line, column=column) for line in sorted(side, key=lambda line: line.top))
        band.clear()

    for line in sorted(lines, key=lambda line: line.top):
        if line.left < gutter - 2 and line.right > gutter + 2:
            close()
            found.append(line)
        else:
            band.append(line)
    close()
    return found


def with_tables(lines: Sequence[PrintedLine], tables: Sequence[PrintedTable]) -> list[PrintedLine | PrintedTable]:
    """The lines and tables of a page in the order in which they stand on it."""
    found: list[PrintedLine | PrintedTable] = []
    waiting = sorted(tables, key=lambda table: table.top)
    for line in lines:
        while waiting and waiting[0].top < line.top:
            found.append(waiting.pop(0))
        found.append(line)
    return [*found, *waiting]


def lines_by_place(glyphs: Sequence[Glyph], width: float, height: float, page: int) -> list[PrintedLine]:
    """Lines by the places of characters alone, for files whose order says nothing."""
    rows = [_pieces(line) for line in lines_of(glyphs)]
    pieces = [line for row in rows for piece in row if (line := _line(piece, height, page)) is not None]
    gutter = _gutter(pieces, width)
    if gutter is not None:
        return _by_columns(pieces, gutter)
    found: list[PrintedLine] = []
    for row in rows:
        joined = [glyph for at, piece in enumerate(row) for glyph in ([_blank(row[at - 1][-1])] if at else []) + piece]
        line = _line(joined, height, page)
        if line is not None:
            found.append(line)
    return found


def _pieces(line: Sequence[Glyph]) -> list[list[Glyph]]:
    """A line cut where a gap is that no word makes."""
    found: list[list[Glyph]] = [[]]
    last: Glyph | None = None
    for glyph in line:
        if last is not None and not glyph.made and glyph.left - last.right > _GAP * glyph.size:
            found.append([])
        found[-1].append(glyph)
        last = last if glyph.made else glyph
    return [piece for piece in found if piece]


def _blank(before: Glyph) -> Glyph:
    return Glyph(" ", before.right, before.right, before.top, before.bottom, before.size, made=True)
