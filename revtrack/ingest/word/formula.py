"""A formula as a line of text: a/b, a^b, a_b, √(x), ∑; the way in which a person would type it."""

from __future__ import annotations

import re
from collections.abc import Callable

from revtrack.ingest.package import Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W_DEL = frozenset(
    f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}" for name in ("del", "moveFrom", "rPr")
)
#: What holds together without brackets: a word or a number.
_SIMPLE = re.compile(r"[\w.%％‰°]+$|[（(].*[）)]$", re.S)
#: How deep formulas nest; deeper ones are read as they stand.
_DEEPEST = 60


def linear(element: Element, depth: int = 0) -> str:
    """The text of a formula or a part of it."""
    name = str(element.tag)
    if name == f"{M}t":
        return element.text or ""
    if name in W_DEL or name.endswith("Pr") or depth > _DEEPEST:
        return ""
    shape = _SHAPES.get(name.removeprefix(M)) if name.startswith(M) else None

    def part(which: str) -> str:
        found = element.find(f"{M}{which}")
        return linear(found, depth + 1) if found is not None else ""

    if shape is not None:
        return shape(element, part)
    return "".join(linear(child, depth + 1) for child in element)


_Part = Callable[[str], str]


def _bracketed(text: str) -> str:
    return text if _SIMPLE.match(text) else f"({text})"


def _fraction(element: Element, part: _Part) -> str:
    kind = _property(element, "fPr", "type")
    above, below = part("num"), part("den")
    if kind == "noBar":
        return f"({above}, {below})"
    return f"{_bracketed(above)}/{_bracketed(below)}"


def _raised(_: Element, part: _Part) -> str:
    return f"{_bracketed(part('e'))}^{_bracketed(part('sup'))}"


def _lowered(_: Element, part: _Part) -> str:
    return f"{_bracketed(part('e'))}_{_bracketed(part('sub'))}"


def _both(_: Element, part: _Part) -> str:
    return f"{_bracketed(part('e'))}_{_bracketed(part('sub'))}^{_bracketed(part('sup'))}"


def _root(_: Element, part: _Part) -> str:
    degree = part("deg")
    return f"{degree}√({part('e')})" if degree else f"√({part('e')})"


def _many(element: Element, part: _Part) -> str:
    sign = _property(element, "naryPr", "chr") or "∫"
    low, high = part("sub"), part("sup")
    return sign + (f"_{_bracketed(low)}" if low else "") + (f"^{_bracketed(high)}" if high else "") + part("e")


def _enclosed(element: Element, _: _Part) -> str:
    opens, closes = _property(element, "dPr", "begChr", "("), _property(element, "dPr", "endChr", ")")
    parts = _property(element, "dPr", "sepChr", "|")
    return opens + parts.join(linear(child) for child in element.iterfind(f"{M}e")) + closes


def _limit(_: Element, part: _Part) -> str:
    return f"{part('e')}_{_bracketed(part('lim'))}"


def _named(_: Element, part: _Part) -> str:
    inner = part("e")
    return part("fName") + (inner if inner.startswith(("(", "（")) else f" {inner}" if inner else "")


def _rows(element: Element, _: _Part) -> str:
    return "；".join(linear(child) for child in element.iterfind(f"{M}e"))


def _matrix(element: Element, _: _Part) -> str:
    rows = (", ".join(linear(cell) for cell in row.iterfind(f"{M}e")) for row in element.iterfind(f"{M}mr"))
    return "；".join(rows)


def _before(_: Element, part: _Part) -> str:
    return f"_{_bracketed(part('sub'))}^{_bracketed(part('sup'))}{part('e')}"


_SHAPES: dict[str, Callable[[Element, _Part], str]] = {
    "f": _fraction,
    "sSup": _raised,
    "sSub": _lowered,
    "sSubSup": _both,
    "rad": _root,
    "nary": _many,
    "d": _enclosed,
    "limLow": _limit,
    "limUpp": _limit,
    "func": _named,
    "eqArr": _rows,
    "m": _matrix,
    "sPre": _before,
}


def _property(element: Element, properties: str, name: str, otherwise: str = "") -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return otherwise if found is None else found.get(f"{M}val", otherwise)
