"""Lines of OFD that a maker stretched over the gaps of what it drew apart, set back to where they were.

Makers that turn PDF into OFD draw a line font by font: the quotation marks where they stand, all else of the line as
one piece (or as several that follow each other) that is spread evenly over the whole width. Its characters then stand
beside their places, and the marks upon them. What is left between the marks tells where they were: where each gap is as
wide as the characters that it takes, and all are taken, they are set into the gaps; else nothing is moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from revtrack.ingest.layout.glyphs import Glyph

#: Steps of a stretched piece are wider than its characters by this share, and differ by less than the second one.
_STRETCHED, _EVEN = 1.001, 0.02
#: A gap may be wider or narrower than what it takes by this share of a character: a blank is not always drawn.
_FITS = 0.42
#: A Latin letter is so wide, at least and at most, as a share of a Chinese character.
_NARROWEST, _NARROW, _WIDEST = 0.2, 0.5, 0.8
#: Marks that cover a character by more than this share stand upon it; pieces of a line differ in height by less than
#: the second.
_UPON, _LEVEL = 0.2, 0.2
_LEAST, _MOST_APART = 4, 40


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters that were drawn one after the other."""

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    top: float
    size: float

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> _Piece:
        first, last = glyphs[0], glyphs[-1]
        right = max(glyph.right for glyph in glyphs)
        if len(glyphs) > 1:  # the last character is as wide as a step
            right = max(right, last.left + (last.left - first.left) / (len(glyphs) - 1))
        return cls(tuple(glyphs), min(glyph.left for glyph in glyphs), right, first.top, first.size)

    def goes_on_in(self, other: _Piece) -> bool:
        """Whether another piece stands one step behind the last character."""
        if abs(other.top - self.top) > _EVEN * self.size or other.size != self.size:
            return False
        return abs(other.left - self.right) < _EVEN * self.size and _step_of(self, other) is not None

    def holds(self, other: _Piece) -> bool:
        """Whether another piece stands within this one."""
        edge = _UPON * self.size
        return (
            abs(other.top - self.top) < _LEVEL * self.size
            and other.left > self.left - edge
            and other.right < self.right + edge
        )


def set_back(glyphs: Sequence[Glyph]) -> None:
    """Move the characters of stretched pieces to where they stood before."""
    pieces: list[_Piece] = []
    for _, run in groupby(glyphs, key=lambda glyph: glyph.ink.run):
        piece = _Piece.of(list(run))
        if pieces and pieces[-1].goes_on_in(piece):
            pieces[-1] = _Piece.of((*pieces[-1].glyphs, *piece.glyphs))
        else:
            pieces.append(piece)
    levels: dict[int, list[_Piece]] = {}
    for piece in pieces:
        levels.setdefault(round(piece.top), []).append(piece)
    for piece in pieces:
        if _is_stretched(piece):
            near = [other for level in (-1, 0, 1) for other in levels.get(round(piece.top) + level, ())]
            _into_gaps(piece, [other for other in near if other is not piece and piece.holds(other)])


def _step_of(*pieces: _Piece) -> float | None:
    """The step from each character to the next, None where they differ."""
    lefts = [glyph.left for piece in pieces for glyph in piece.glyphs]
    steps = [after - before for before, after in pairwise(lefts)]
    if not steps or max(steps) - min(steps) > _EVEN * pieces[0].size:
        return None
    return min(steps)


def _is_wide(glyph: Glyph) -> bool:
    return ord(glyph.text[:1] or " ") > 0x2E7F


def _is_stretched(piece: _Piece) -> bool:
    wide = sum(_is_wide(glyph) for glyph in piece.glyphs)
    if len(piece.glyphs) < _LEAST or not wide or any(glyph.turn for glyph in piece.glyphs):
        return False
    step = _step_of(piece)
    return step is not None and (wide < len(piece.glyphs) or step > _STRETCHED * piece.size)


def _into_gaps(piece: _Piece, others: Sequence[_Piece]) -> None:
    if not 0 < len(others) <= _MOST_APART or not any(_covers(other, piece) for other in others):
        return
    gaps: list[tuple[float, float]] = []
    left = piece.left
    for other in sorted(others, key=lambda item: item.left):
        gaps.append((left, other.left))
        left = other.right
    gaps.append((left, piece.right))
    widths = _widths(piece, sum(end - begin for begin, end in gaps))
    counts = _counts([end - begin for begin, end in gaps], widths, _FITS * piece.size)
    if counts is None:
        return
    at = 0
    for (begin, end), count in zip(gaps, counts, strict=True):
        own = widths[at : at + count]
        place, share = begin, (end - begin) / (sum(own) or 1.0)
        for glyph, width in zip(piece.glyphs[at : at + count], own, strict=True):
            glyph.left, glyph.right = place, place + width * min(share, 1.0)
            place += width * share
        at += count


def _widths(piece: _Piece, room: float) -> list[float]:
    """How wide each character is: Chinese ones as their size, the others as the room leaves them."""
    wide = sum(_is_wide(glyph) for glyph in piece.glyphs)
    narrow = len(piece.glyphs) - wide
    left = (room / piece.size - wide) / narrow if narrow else _NARROW
    share = left if _NARROWEST <= left <= _WIDEST else _NARROW
    return [piece.size * (1.0 if _is_wide(glyph) else share) for glyph in piece.glyphs]


def _counts(gaps: Sequence[float], widths: Sequence[float], most: float) -> list[int] | None:
    """How many characters each gap takes, in their order; None where one does not fit, or some are left over."""
    found: list[int] = []
    at = 0
    for gap in gaps:
        filled, count = 0.0, 0
        while at + count < len(widths) and filled + widths[at + count] / 2 < gap:
            filled += widths[at + count]
            count += 1
        if abs(filled - gap) > most:
            return None
        found.append(count)
        at += count
    return found if at == len(widths) else None


def _covers(other: _Piece, piece: _Piece) -> bool:
    return any(
        min(other.right, glyph.right) - max(other.left, glyph.left) > _UPON * min(piece.size, other.right - other.left)
        for glyph in piece.glyphs
    )
