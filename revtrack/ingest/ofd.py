"""OFD, the national layout format → its paragraphs: pages of text pieces with their places."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from revtrack.errors import InvalidInput
from revtrack.ingest.extracted import Extracted
from revtrack.ingest.package import Element, Package
from revtrack.ingest.printed import PrintedLine, paragraphs

_O = "{http://www.ofdspec.org/2016}"
#: Pieces whose baselines are nearer than this share of their size stand on one line.
_SAME_LINE = 0.5


def extract_ofd(data: bytes, *, name: str) -> Extracted:
    """The text of an OFD file. Raises `InvalidInput` (see `Package`; also scanned, empty)."""
    package = Package(data, name)
    lines: list[PrintedLine] = []
    pictures: list[str] = []
    count = 0
    for count, (path, height) in enumerate(_pages(package, name), start=1):
        page = package.part(path)
        found = list(_lines(page, height, count - 1)) if page is not None else []
        if not found and page is not None and next(page.iter(f"{_O}ImageObject"), None) is not None:
            pictures.append(str(count))
        lines += found
    if pictures:
        raise InvalidInput("scanned", name, facts={"pages": ", ".join(pictures)})
    text = "\n".join(paragraphs(lines, count))
    if not text.strip():
        raise InvalidInput("empty", name)
    return Extracted(text + "\n")


def _pages(package: Package, name: str) -> Iterator[tuple[str, float]]:
    """(path, height) of the pages in order."""
    root = package.part("OFD.xml")
    if root is None:
        raise InvalidInput("office-broken", name, facts={"reason": "OFD.xml"})
    for doc_root in root.iter(f"{_O}DocRoot"):
        path = _inside("", doc_root.text or "")
        document = package.part(path)
        if document is None:
            raise InvalidInput("office-broken", name, facts={"reason": path})
        height = _box(document.findtext(f".//{_O}PhysicalBox") or "")[3] or 297.0
        for page in document.iterfind(f"{_O}Pages/{_O}Page"):
            own = _inside(posixpath.dirname(path), page.get("BaseLoc", ""))
            content = package.part(own)
            box = content.findtext(f"{_O}Area/{_O}PhysicalBox") if content is not None else None
            yield own, _box(box or "")[3] or height


def _inside(folder: str, path: str) -> str:
    """A path within the package, however it is written; one that leads out of it names nothing."""
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))


def _lines(page: Element, height: float, number: int) -> Iterator[PrintedLine]:
    """The lines of a page: pieces of text by their baselines from above, each line from left to right."""
    pieces: list[tuple[float, float, float, float, str]] = []
    for item in page.iter(f"{_O}TextObject"):
        left, top, _, _ = _box(item.get("Boundary", ""))
        size = _number(item.get("Size", ""), 5.0)
        for code in item.iter(f"{_O}TextCode"):
            text = code.text or ""
            if text.strip():
                x, y = left + _number(code.get("X", ""), 0.0), top + _number(code.get("Y", ""), size)
                width = sum(_deltas(code.get("DeltaX", ""), len(text) - 1)) + size
                pieces.append((y, x, x + max(width, size), size, text))
    pieces.sort()
    row: list[tuple[float, float, float, float, str]] = []
    for piece in [*pieces, None]:
        if row and (piece is None or piece[0] - row[0][0] > _SAME_LINE * row[0][3]):
            row.sort(key=lambda item: item[1])
            base, size = row[0][0], row[0][3]
            text = "".join(item[4] for item in row)
            edges = min(item[1] for item in row), max(item[2] for item in row)
            yield PrintedLine(text, *edges, (base - size) / height, base / height, number)
            row = []
        if piece is not None:
            row.append(piece)


def _deltas(text: str, count: int) -> list[float]:
    """Steps from character to character: "4 4 4", or "g 3 4" for three of four; the last goes on."""
    steps: list[float] = []
    words = text.split()
    at = 0
    while at < len(words) and len(steps) < count:
        if words[at] == "g" and at + 2 < len(words):
            steps += [_number(words[at + 2], 0.0)] * min(int(_number(words[at + 1], 0.0)), count)
            at += 3
        else:
            steps.append(_number(words[at], 0.0))
            at += 1
    return (steps + [steps[-1]] * (count - len(steps)) if steps else [])[:count]


def _box(text: str) -> tuple[float, float, float, float]:
    numbers = [_number(part, 0.0) for part in text.split()[:4]]
    numbers += [0.0] * (4 - len(numbers))
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _number(text: str, otherwise: float) -> float:
    return float(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else otherwise
