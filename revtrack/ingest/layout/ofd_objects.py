"""The objects on a page of OFD (GB/T 33190): text with its places, drawn lines, pictures.

Names are taken by their local part: makers use the namespace of the standard, of its drafts, or several in one file.
Lengths come as millimetres and leave as points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from revtrack.ingest.layout.characters import plain
from revtrack.ingest.layout.glyphs import Glyph, Ink
from revtrack.ingest.layout.ruled import Rule
from revtrack.ingest.package import Element

POINTS = 72 / 25.4
_THIN = 3.0
#: How deep blocks and composite objects nest; how many objects a page may have.
_DEEPEST, _MOST_OBJECTS = 12, 200_000
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE]-?\d+)?")
_OFF = frozenset(("false", "0"))
#: Millimetres beyond which nothing lies; no product of a few such numbers is infinite.
_FAR = 1e6

Matrix = tuple[float, float, float, float, float, float]
_STILL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def named(parent: Element, name: str) -> Iterator[Element]:
    """All elements of a local name below one."""
    return (item for item in parent.iter("{*}" + name))


def child(parent: Element, name: str) -> Element | None:
    """The first child of a local name."""
    return parent.find("{*}" + name)


def numbers(text: str) -> list[float]:
    """The numbers of an attribute; what is off any page is brought to its edge."""
    return [max(-_FAR, min(_FAR, float(word))) for word in text.split() if _NUMBER.fullmatch(word)]


def box(text: str) -> tuple[float, float, float, float]:
    """A box of four numbers; those that are not given are zero."""
    given = (*numbers(text)[:4], 0.0, 0.0, 0.0, 0.0)
    return given[0], given[1], given[2], given[3]


@dataclass(slots=True)
class Spread:
    """Objects of text that a maker gave one place, that of their line: where, the last text, the first glyph."""

    place: tuple[str, ...] = ()
    text: str = ""
    first: int = 0


@dataclass(slots=True)
class Objects:
    """What stands on a page. `unseen` is text that the file itself says is not shown."""

    glyphs: list[Glyph] = field(default_factory=list[Glyph])
    rules: list[Rule] = field(default_factory=list[Rule])
    dark: list[tuple[float, float, float, float]] = field(default_factory=list[tuple[float, float, float, float]])
    pictures: list[str] = field(default_factory=list[str])
    unseen: list[str] = field(default_factory=list[str])
    seen: int = 0
    spread: Spread = field(default_factory=Spread)


def read_objects(
    root: Element, found: Objects, composites: Callable[[str], Element | None], matrix: Matrix = _STILL, depth: int = 0
) -> None:
    """Add the objects below an element; `matrix` leads from its coordinates (millimetres) to those of the page."""
    for item in root:
        name = local(item)
        found.seen += 1
        if found.seen > _MOST_OBJECTS or depth > _DEEPEST:
            return
        if name == "TextObject":
            _read_text(item, found, matrix)
        elif name == "PathObject":
            _read_path(item, found, matrix)
        elif name == "ImageObject":
            found.pictures.append(item.get("ResourceID", ""))
        elif name == "CompositeObject":
            unit = composites(item.get("ResourceID", ""))
            if unit is not None:
                read_objects(unit, found, composites, _times(_own(item), matrix), depth + 1)
        elif name not in {"Area", "Template", "Actions", "Clips", "Extendedtable"}:
            read_objects(item, found, composites, matrix, depth + 1)


def _own(item: Element) -> Matrix:
    """From the coordinates of an object to those around it."""
    left, top, _, _ = box(item.get("Boundary", ""))
    given = numbers(item.get("CTM", ""))
    a, b, c, d, e, f = given if len(given) == 6 else _STILL
    return (a, b, c, d, e + left, f + top)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return (
        (matrix[0] * x + matrix[2] * y + matrix[4]) * POINTS,
        (matrix[1] * x + matrix[3] * y + matrix[5]) * POINTS,
    )


# --- text ------------------------------------------------------------------------------------------------------------


def _read_text(item: Element, found: Objects, around: Matrix) -> None:
    codes = list(named(item, "TextCode"))
    if item.get("Visible", "true").lower() in _OFF or _is_clipped_away(item):
        found.unseen += [code.text or "" for code in codes]
        return
    matrix = _times(_own(item), around)
    size = next(iter(numbers(item.get("Size") or item.get("size", ""))), 4.0) or 4.0
    stretch = next(iter(numbers(item.get("HScale", ""))), 1.0) or 1.0
    upright = item.get("ReadDirection", "0") in {"90", "270"}
    ink = _ink(item, len(found.glyphs) + 1)
    turn = math.atan2(matrix[1], matrix[0])
    tall = size * math.hypot(matrix[2], matrix[3]) * POINTS
    x = y = 0.0
    begin = len(found.glyphs)
    for code in codes:
        text = code.text or ""
        x = next(iter(numbers(code.get("X", ""))), x)
        y = next(iter(numbers(code.get("Y", ""))), y or size)
        right = _deltas(code.get("DeltaX", ""), len(text))
        down = _deltas(code.get("DeltaY", ""), len(text))
        at, below = x, y
        for index, char in enumerate(text):
            advance = size * stretch * (1.0 if ord(char) > 0x2E7F else 0.55)
            wide = min(advance, right[index]) if right and 0 < right[index] < advance else advance
            corners = [_point(matrix, a, b) for a, b in ((at, below - 0.86 * size), (at + wide, below + 0.14 * size))]
            (left, top), (far, low) = corners
            shown = plain(char)
            if shown:
                found.glyphs.append(
                    Glyph(
                        shown, min(left, far), max(left, far), min(top, low), max(top, low), max(tall, 0.1), turn, ink
                    )
                )
            at += right[index] if right else (0.0 if down or upright else advance)
            below += down[index] if down else (advance if upright and not right else 0.0)
    if len(codes) == 1:
        place = (item.get("Boundary", ""), item.get("CTM", ""), codes[0].get("X", ""), codes[0].get("Y", ""))
        _set_apart(found, place, codes[0].text or "", begin)


def _is_clipped_away(item: Element) -> bool:
    """Whether only what lies within areas without a surface is shown of an object: nothing."""
    clips = child(item, "Clips")
    boxes = [box(path.get("Boundary", "")) for path in named(clips, "Path")] if clips is not None else []
    return bool(boxes) and all(min(wide, high) <= 0 for _, _, wide, high in boxes)


def _set_apart(found: Objects, place: tuple[str, ...], text: str, begin: int) -> None:
    """Set objects one after the other that stand upon each other: some makers give each the place of the whole line."""
    spread = found.spread
    if not place[0] or spread.place != place or text == spread.text:
        found.spread = Spread(place, text, begin)
        return
    spread.text = text
    glyphs = found.glyphs[spread.first :]
    step = box(place[0])[2] * POINTS / max(len(glyphs), 1)
    left = min((glyph.left for glyph in glyphs), default=0.0)
    found.glyphs[spread.first :] = [
        replace(glyph, left=left + at * step, right=left + (at + 1) * step) for at, glyph in enumerate(glyphs)
    ]


def _deltas(text: str, count: int) -> list[float]:
    """Steps from character to character: "4 4 4", or "g 3 4" for three of four; the last goes on. [] for none given."""
    steps: list[float] = []
    words = text.split()
    at = 0
    while at < len(words) and len(steps) < count:
        if words[at] == "g" and at + 2 < len(words):
            times, step = numbers(words[at + 1]), numbers(words[at + 2])
            steps += (step or [0.0])[:1] * min(int((times or [0.0])[0]), count)
            at += 3
        else:
            steps += numbers(words[at])[:1] or [0.0]
            at += 1
    return (steps + [steps[-1]] * (count - len(steps)))[:count] if steps else []


def _ink(item: Element, run: int) -> Ink:
    colour = child(item, "FillColor")
    light, opacity = 0.0, _alpha(item)
    if colour is not None:
        given = numbers(colour.get("Value", ""))
        if len(given) == 3:
            light = (0.299 * given[0] + 0.587 * given[1] + 0.114 * given[2]) / 255
        elif len(given) == 1:
            light = given[0] / 255
        elif len(given) == 4:
            light = 1 - min(1.0, (given[3] + sum(given[:3]) / 3) / 255)
        opacity *= _alpha(colour)
    drawn = item.get("Fill", "true").lower() not in _OFF or item.get("Stroke", "false").lower() not in _OFF
    return Ink(run, light, opacity, drawn)


def _alpha(item: Element) -> float:
    return next(iter(numbers(item.get("Alpha", ""))), 255.0) / 255


# --- lines -----------------------------------------------------------------------------------------------------------


def _read_path(item: Element, found: Objects, around: Matrix) -> None:
    if item.get("Visible", "true").lower() in _OFF:
        return
    data = child(item, "AbbreviatedData")
    matrix = _times(_own(item), around)
    filled = item.get("Fill", "false").lower() not in _OFF
    for points in _outlines((data.text or "") if data is not None else ""):
        placed = [_point(matrix, x, y) for x, y in points]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if right - left <= _THIN or bottom - top <= _THIN:
            _rule(found, left, top, right, bottom)
        else:
            for (a, b), (c, d) in pairwise(placed):
                if abs(a - c) <= 0.8 or abs(b - d) <= 0.8:
                    _rule(found, min(a, c), min(b, d), max(a, c), max(b, d))
            if filled:
                found.dark.append((left, top, right, bottom))


def _rule(found: Objects, left: float, top: float, right: float, bottom: float) -> None:
    if right - left >= bottom - top:
        found.rules.append(Rule(False, (top + bottom) / 2, left, right))
    else:
        found.rules.append(Rule(True, (left + right) / 2, top, bottom))


def _outlines(data: str) -> Iterator[list[tuple[float, float]]]:
    """The outlines of a path: S and M begin one, L goes on, C closes; curves (Q, B, A) end it."""
    points: list[tuple[float, float]] = []
    words = data.split()
    at = 0
    takes = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
    while at < len(words):
        command = words[at].upper()
        count = takes.get(command)
        if count is None:
            at += 1
            continue
        given = numbers(" ".join(words[at + 1 : at + 1 + count]))
        at += 1 + count
        if command == "C":
            if len(points) > 1:
                points.append(points[0])
            continue
        if len(given) < 2:
            continue
        place = (given[-2], given[-1])
        if command == "L":
            points.append(place)
            continue
        if len(points) > 1:
            yield points
        points = [place]
    if len(points) > 1:
        yield points
