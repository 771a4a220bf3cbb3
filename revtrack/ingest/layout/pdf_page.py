"""One page of a PDF → its characters with their places, the lines drawn on it, and the pictures it shows.

Boxes are pdfium's loose ones: they follow from the widths that the file itself gives, so that the fonts of the machine
have no say in them. A page that is turned, or whose text is, is turned upright.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from revtrack.ingest.layout.characters import plain
from revtrack.ingest.layout.glyphs import Glyph, Ink
from revtrack.ingest.layout.ruled import Rule

#: Objects of a page that are looked at for lines; more are a map or a drawing.
_MOST_PATHS, _MOST_SEGMENTS = 8_000, 60_000
#: A filled strip thinner than this is a line.
_THIN = 3.0
_QUARTER = 1.5707963
_DARK = 0.6
#: A picture covers a page that takes this share of it.
_COVERS = 0.6
_INVISIBLE = 3
_MOST_ANNOTATIONS = 5_000
#: The share of a Chinese character that stands above the base line.
_ASCENT = 0.86

_Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class PdfPage:
    """What stands on a page.

    `unmapped` counts characters for which the file gives no meaning, `notes` are remarks of readers that lie over the
    page, `values` what is filled into its form.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list[Glyph])
    rules: list[Rule] = field(default_factory=list[Rule])
    dark: list[tuple[float, float, float, float]] = field(default_factory=list[tuple[float, float, float, float]])
    unmapped: int = 0
    pictured: bool = False
    covered: bool = False
    invisible: int = 0
    notes: list[str] = field(default_factory=list[str])
    values: list[str] = field(default_factory=list[str])


def load_page(document: pdfium.PdfDocument, number: int) -> PdfPage:
    """Read one page. Raises what pdfium raises."""
    page = document[number]
    try:
        left, bottom, right, top = page.get_cropbox()
        frame = _Frame(min(left, right), min(bottom, top), max(left, right), max(bottom, top), 0)
        textpage = page.get_textpage()
        try:
            found, frame = _read_glyphs(textpage, number, frame)
        finally:
            textpage.close()
        _read_objects(page, found, frame)
        _read_annotations(page, found)
        return found
    finally:
        page.close()


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible part of a page in the file's coordinates, and how many quarters its text is turned."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int

    @property
    def size(self) -> tuple[float, float]:
        wide, tall = max(self.right - self.left, 1.0), max(self.top - self.bottom, 1.0)
        return (wide, tall) if self.quarter % 2 == 0 else (tall, wide)

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """A point as points from the upper left corner, the text held upright."""
        if self.quarter == 0:
            return x - self.left, self.top - y
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) of a box."""
        (a, b), (c, d) = self.upright(left, bottom), self.upright(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def _read_glyphs(textpage: pdfium.PdfTextPage, number: int, frame: _Frame) -> tuple[PdfPage, _Frame]:
    count = textpage.count_chars()
    turns = [raw.FPDFText_GetCharAngle(textpage, at) for at in range(count)]
    frame = _Frame(frame.left, frame.bottom, frame.right, frame.top, _quarter(textpage, turns))
    wide, tall = frame.size
    found = PdfPage(number, wide, tall)
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    inks: dict[int, Ink] = {}
    high = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(textpage, at)
        made = raw.FPDFText_IsGenerated(textpage, at) == 1
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        if not made and code and (raw.FPDFText_HasUnicodeMapError(textpage, at) == 1 or code == 0xFFFD):
            found.unmapped += 1
        text = plain(chr(code)) if code else ("" if made else "\ufffd")
        if not text:
            continue
        raw.FPDFText_GetLooseCharBox(textpage, at, box)
        left, top, right, bottom = frame.box(box.left, box.bottom, box.right, box.top)
        raw.FPDFText_GetMatrix(textpage, at, matrix)
        size = raw.FPDFText_GetFontSize(textpage, at) * math.hypot(matrix.c, matrix.d)
        if not made:
            # a box is as high as the line: fonts without measures give that of the ink, and 一 would be flat
            raw.FPDFText_GetCharOrigin(textpage, at, x, y)
            _, base = frame.upright(x.value, y.value)
            top, bottom = base - _ASCENT * size, base + (1 - _ASCENT) * size
        ink = _ink(textpage, at, inks)
        found.invisible += not ink.drawn and not made
        turn = turns[at] - frame.quarter * _QUARTER
        turn = (turn + 2 * _QUARTER) % (4 * _QUARTER) - 2 * _QUARTER
        found.glyphs.append(Glyph(text, left, right, top, bottom, size, turn, ink, made))
    return found, frame


def _quarter(textpage: pdfium.PdfTextPage, turns: list[float]) -> int:
    """How many quarters most of a page's text is turned."""
    seen: Counter[int] = Counter()
    for turn in turns[:4000]:
        quarters = turn / _QUARTER
        if abs(quarters - round(quarters)) < 0.05:
            seen[round(quarters) % 4] += 1
    if not seen:
        return 0
    quarter = seen.most_common(1)[0][0]
    return quarter if quarter in {0, 2} else _direction(textpage, turns, quarter)


def _direction(textpage: pdfium.PdfTextPage, turns: list[float], quarter: int) -> int:
    """Whether text on its side runs up or down: the library's sense of an angle does not matter here."""
    x, y = ctypes.c_double(), ctypes.c_double()
    up = down = 0
    before: float | None = None
    for at in range(min(len(turns), 2000)):
        if abs(turns[at] - quarter * _QUARTER) > 0.1 or raw.FPDFText_IsGenerated(textpage, at) == 1:
            before = None
            continue
        raw.FPDFText_GetCharOrigin(textpage, at, x, y)
        if before is not None:
            up += y.value > before
            down += y.value < before
        before = y.value
    return 1 if up >= down else 3


def _ink(textpage: pdfium.PdfTextPage, at: int, inks: dict[int, Ink]) -> Ink:
    item = raw.FPDFText_GetTextObject(textpage, at)
    key = ctypes.cast(item, ctypes.c_void_p).value or 0
    known = inks.get(key)
    if known is None:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        raw.FPDFText_GetFillColor(textpage, at, red, green, blue, alpha)
        light = (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255
        mode = raw.FPDFTextObj_GetTextRenderMode(item) if item else 0
        known = inks[key] = Ink(key, light, alpha.value / 255, mode != _INVISIBLE)
    return known


# --- lines and pictures ----------------------------------------------------------------------------------------------


def _read_objects(page: pdfium.PdfPage, found: PdfPage, frame: _Frame) -> None:
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    paths = segments = 0
    area = found.width * found.height
    for item in page.get_objects(filter=kinds, max_depth=4):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictured = True
            matrix = _matrix(item)
            left, top, right, bottom = _spread(matrix, frame)
            found.covered |= (
                max(0.0, min(right, found.width) - max(left, 0)) * max(0.0, min(bottom, found.height) - max(top, 0))
                >= _COVERS * area
            )
            found.dark.append((left, top, right, bottom))
            continue
        paths += 1
        count = raw.FPDFPath_CountSegments(item.raw)
        segments += max(count, 0)
        if paths > _MOST_PATHS or segments > _MOST_SEGMENTS:
            continue
        _read_path(item, count, found, frame)


def _read_annotations(page: pdfium.PdfPage, found: PdfPage) -> None:
    """Remarks of readers, and what was filled into the fields of a form."""
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == raw.FPDF_ANNOT_WIDGET:
                found.values.append(_words(annotation, b"V"))
            elif kind in {raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT}:
                found.notes.append(_words(annotation, b"Contents"))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _words(annotation: object, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size < 200_000:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _read_path(item: pdfium.PdfObject, count: int, found: PdfPage, frame: _Frame) -> None:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, mode, stroked)
    filled = mode.value != 0
    if not filled and not stroked.value:
        return
    matrix = _matrix(item)
    for points in _outlines(item, count, matrix, frame):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if right - left <= _THIN and bottom - top <= _THIN:
            if filled or right - left > 0.5 or bottom - top > 0.5:
                _rule(found, left, top, right, bottom)  # a dot of a dotted line
        elif right - left <= _THIN or bottom - top <= _THIN:
            _rule(found, left, top, right, bottom)
        elif stroked.value or _is_box(points):
            for (a, b), (c, d) in pairwise(points):
                if abs(a - c) <= 0.8 or abs(b - d) <= 0.8:
                    _rule(found, min(a, c), min(b, d), max(a, c), max(b, d))
        if filled and right - left > 12 and bottom - top > 6 and _fill_light(item) < _DARK:
            found.dark.append((left, top, right, bottom))


def _rule(found: PdfPage, left: float, top: float, right: float, bottom: float) -> None:
    if right - left >= bottom - top:
        found.rules.append(Rule(False, (top + bottom) / 2, left, right))
    else:
        found.rules.append(Rule(True, (left + right) / 2, top, bottom))


def _outlines(
    item: pdfium.PdfObject, count: int, matrix: _Matrix, frame: _Frame
) -> Iterator[list[tuple[float, float]]]:
    """The outlines of a path as points; curves end them."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(item.raw, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        place = frame.upright(
            matrix[0] * x.value + matrix[2] * y.value + matrix[4], matrix[1] * x.value + matrix[3] * y.value + matrix[5]
        )
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [place]
        elif kind == raw.FPDF_SEGMENT_LINETO:
            points.append(place)
        else:
            if len(points) > 1:
                yield points
            points = [place]
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_box(points: list[tuple[float, float]]) -> bool:
    """Whether an outline is an upright rectangle: the ground of a cell has borders where it ends."""
    return len(points) in {4, 5} and all(abs(a - c) <= 0.8 or abs(b - d) <= 0.8 for (a, b), (c, d) in pairwise(points))


def _fill_light(item: pdfium.PdfObject) -> float:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha):
        return 0.0  # a pattern: what it shows is not known
    return (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255


def _matrix(item: pdfium.PdfObject) -> _Matrix:
    """From the coordinates of an object to those of the page, through the forms that hold it."""
    matrix: _Matrix = item.get_matrix().get()
    above = item.container
    while above is not None:
        matrix = _times(matrix, above.get_matrix().get())
        above = above.container
    return matrix


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _spread(matrix: _Matrix, frame: _Frame) -> tuple[float, float, float, float]:
    """The box of what a matrix makes of the unit square."""
    corners = [
        frame.upright(matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])
        for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
