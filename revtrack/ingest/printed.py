"""Printed lines with their places on pages → natural paragraphs: headers, footers, page numbers and wraps go.

Serves every format that knows where its characters stand (PDF, later OFD). Lengths are those of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

#: The zone at the top and the bottom of a page where headers and footers stand, as a share of its height.
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?[\divxlc]{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d+\s*页?)?[-—–·\s]*", re.I
)
_NUMBERED = re.compile(
    r"(?:第[〇零一二三四五六七八九十百千\d]{1,7}[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}\s?[.．、](?!\d))"
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page: its text, left and right edge, top and bottom as shares of the height from above (0…1)."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int


def paragraphs(lines: Sequence[PrintedLine], pages: int) -> list[str]:
    """The natural paragraphs of printed lines in reading order.

    A line begins a paragraph where it is indented or centred, where the one before stops short of the right edge, or
    where more than a line's space stands between them; page breaks are no space.
    """
    kept = [line for line in _without_furniture(lines, pages) if line.text.strip()]
    if not kept:
        return []
    em = _em(kept)
    left = _edge(Counter(round(line.left / em) for line in kept), first=True) * em
    right = max(_typical_right(kept), left + em)
    pitch = _pitch(kept)
    found: list[str] = []
    before: PrintedLine | None = None
    for line in kept:
        text = line.text.strip()
        if before is None or _begins(line, before, left, right, em, pitch):
            found.append(text)
        else:
            found[-1] = _joined(found[-1], text)
        before = line
    return found


def _begins(line: PrintedLine, before: PrintedLine, left: float, right: float, em: float, pitch: float) -> bool:
    if line.left > left + 1.2 * em or before.right < right - 1.6 * em:
        return True
    if line.page == before.page and line.top - before.top > 1.75 * pitch:
        return True
    # a line set in further than a first line is centred or signed: what follows it is another paragraph (an opening
    # bracket stands half a character further in by itself)
    return before.left > left + 3.4 * em or bool(_NUMBERED.match(line.text) and before.text.rstrip()[-1:] in "。；：")


def _joined(before: str, after: str) -> str:
    """Two halves of a paragraph; a blank only between words of Latin letters."""
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after


def _without_furniture(lines: Sequence[PrintedLine], pages: int) -> list[PrintedLine]:
    """Lines in the margins that stand on half of the pages, digits aside, or that are a page number."""
    margins = [line for line in lines if line.top < _MARGIN or line.bottom > 1 - _MARGIN]
    seen: Counter[str] = Counter()
    for key in {(_masked(line.text), line.page) for line in margins}:
        seen[key[0]] += 1
    often = {text for text, count in seen.items() if pages > 1 and count >= max(2, pages / 2)}
    gone = {id(line) for line in margins if _masked(line.text) in often or _PAGE_NUMBER.fullmatch(line.text.strip())}
    return [line for line in lines if id(line) not in gone]


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", text))


def _em(lines: Sequence[PrintedLine]) -> float:
    """The width of a character: that of lines of many characters."""
    widths = [(line.right - line.left) / len(line.text) for line in lines if len(line.text) >= 8]
    widths = widths or [(line.right - line.left) / max(1, len(line.text)) for line in lines]
    return max(median(widths), 1e-6)


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
