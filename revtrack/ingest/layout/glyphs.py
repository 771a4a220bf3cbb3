"""Characters with their places, and what of them is no text: watermarks, what is out of sight, what is drawn twice.

Coordinates are points from the upper left corner of a page that is held upright.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from revtrack.ingest.account import Reason

#: A character turned by more than this (radians) from the upright is slanted.
_SLANT = 0.06
#: Lighter than this (0 black … 1 white) is pale, and nobody sees white on white.
_PALE, _WHITE = 0.55, 0.97
#: Fainter than this is a watermark where it is large.
_FAINT = 0.6
#: A watermark is larger than the text by this.
_LARGE = 1.45
_TINY = 1.2
#: A blank as wide as a character, which is drawn like one.
_WIDE_BLANK = "\u3000"
#: Words of watermarks that say what a text is.
DRAFT_WORDS = re.compile(
    r"征求意见稿?|送审稿|讨论稿|审议稿|草案|草稿|内部|样稿|初稿|作废|副本|仅供|禁止|DRAFT|SAMPLE", re.I
)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run of characters is drawn: lightness 0…1, opacity 0…1, whether it leaves ink at all; `run` tells runs
    apart."""

    run: int = 0
    light: float = 0.0
    opacity: float = 1.0
    drawn: bool = True


@dataclass(slots=True)
class Glyph:
    """A character (or what one code stands for), its box, its size, how far it is turned (radians), and its ink.

    `made` marks blanks and line ends that are not in the file but follow from places.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    turn: float = 0.0
    ink: Ink = Ink()
    made: bool = False

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Sorted:
    """The characters of a page that are its text, and runs that are not, with the reason for each."""

    text: list[Glyph]
    aside: list[tuple[Reason, str]]


def sort_out(
    glyphs: Sequence[Glyph],
    width: float,
    height: float,
    dark: Sequence[tuple[float, float, float, float]],
    everywhere: set[str],
) -> Sorted:
    """Part the text of a page from what is drawn over, under or beside it.

    `dark` are grounds on which white letters are seen; `everywhere` are pale words that stand on several pages.
    """
    sizes = [glyph.size for glyph in glyphs if not glyph.made and glyph.text.strip()]
    body = median(sizes) if sizes else 10.0
    aside: list[tuple[Reason, str]] = []
    text: list[Glyph] = []
    crowd = _Crowd(glyphs)
    for run in runs(glyphs):
        reason = _reason(run, body, width, height, dark, everywhere, crowd)
        if reason is None:
            text += run
        else:
            aside.append((reason, words_of(run)))
    kept, twice = _once(text)
    if twice:
        aside.append((Reason.REPEATED, twice))
    return Sorted(kept, aside)


def runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters drawn in one go."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and glyph.ink.run != run[-1].ink.run and not glyph.made and not _same_pale(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _same_pale(one: Glyph, other: Glyph) -> bool:
    """Whether two characters are drawn alike in pale letters: a watermark may be drawn letter by letter."""
    a, b = one.ink, other.ink
    return a.light >= _PALE and (a.light, a.opacity, one.size, one.turn) == (b.light, b.opacity, other.size, other.turn)


class _Crowd:
    """Where the characters of a page stand, to tell what is drawn over others."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._places: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            if not glyph.made and glyph.text.strip():
                self._places.setdefault(self._place(glyph), []).append(glyph)

    @staticmethod
    def _place(glyph: Glyph) -> tuple[int, int]:
        return int((glyph.left + glyph.right) / 16), int(glyph.middle / 8)

    def crossed(self, run: Sequence[Glyph]) -> bool:
        """Whether a run lies over other characters, or under them."""
        own = {glyph.ink.run for glyph in run}
        inked = [glyph for glyph in run if not glyph.made and glyph.text.strip()][:60]
        return sum(self._is_crossed(glyph, own) for glyph in inked) > 0.15 * len(inked)

    def _is_crossed(self, glyph: Glyph, own: set[int]) -> bool:
        low, high = int(glyph.left / 8), int(glyph.right / 8)
        top, bottom = int(glyph.top / 8), int(glyph.bottom / 8)
        if (high - low) * (bottom - top) > 4_000:
            return True
        return any(
            other.ink.run not in own
            and glyph.left < (other.left + other.right) / 2 < glyph.right
            and glyph.top < other.middle < glyph.bottom
            and abs(other.left - glyph.left) + abs(other.top - glyph.top) > 0.2 * glyph.size
            for x in range(low, high + 1)
            for y in range(top, bottom + 1)
            for other in self._places.get((x, y), ())
        )


def pale_words(glyphs: Sequence[Glyph]) -> set[str]:
    """What a page shows in pale letters: a watermark, if it is on other pages, too."""
    return {
        words
        for run in runs(glyphs)
        if len(words := words_of(run)) > 2 and (run[0].ink.light >= _PALE or run[0].ink.opacity <= _FAINT)
    }


def words_of(run: Sequence[Glyph]) -> str:
    """The words of a run, blanks and line ends aside."""
    return "".join("".join(glyph.text for glyph in run).split())


def _reason(
    run: list[Glyph],
    body: float,
    width: float,
    height: float,
    dark: Sequence[tuple[float, float, float, float]],
    everywhere: set[str],
    crowd: _Crowd,
) -> Reason | None:
    first = next((glyph for glyph in run if not glyph.made and glyph.text.strip()), None)
    if first is None:
        return None
    if abs(first.turn) > _SLANT and abs(abs(first.turn) - 1.5708) > _SLANT and abs(abs(first.turn) - 3.1416) > _SLANT:
        return Reason.WATERMARK
    if not first.ink.drawn:
        return None  # letters without ink lie over a picture of themselves
    if first.right < -2 or first.left > width + 2 or first.bottom < -2 or first.top > height + 2:
        return Reason.HIDDEN
    if first.size <= _TINY and body > 3 * _TINY:
        return Reason.HIDDEN
    grounded = _on_dark(first, dark)
    if (first.ink.light >= _PALE or first.ink.opacity <= _FAINT) and not grounded:
        words = words_of(run)
        large = first.size >= _LARGE * body
        telling = words in everywhere or DRAFT_WORDS.search(words) or first.ink.opacity <= _FAINT
        if (large and telling) or ((words in everywhere or DRAFT_WORDS.search(words)) and crowd.crossed(run)):
            return Reason.WATERMARK
    if first.ink.light >= _WHITE and not grounded:
        return Reason.HIDDEN
    if first.ink.opacity <= 0.02:
        return Reason.HIDDEN
    return None


def _on_dark(glyph: Glyph, dark: Sequence[tuple[float, float, float, float]]) -> bool:
    x, y = (glyph.left + glyph.right) / 2, glyph.middle
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in dark)


def _once(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], str]:
    """The characters without those that are drawn a second time in nearly the same place, to look bold."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    kept: list[Glyph] = []
    twice: list[str] = []
    for glyph in glyphs:
        if glyph.made or not (glyph.text.strip() or glyph.text == _WIDE_BLANK):
            kept.append(glyph)
            continue
        step = max(1.0, glyph.size * 0.5)
        x, y = glyph.left / step, glyph.top / step
        near = [seen.get((glyph.text, int(x) + dx, int(y) + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        tight = 0.2 * glyph.size
        if any(
            other is not None and abs(other.left - glyph.left) < tight and abs(other.top - glyph.top) < tight
            for other in near
        ):
            twice.append(glyph.text)
            continue
        seen[glyph.text, int(x), int(y)] = glyph
        kept.append(glyph)
    return kept, "".join(twice)
