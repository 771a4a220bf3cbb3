"""What of a page a reader does not see, or sees struck: by attributes, inline styles and the page's own style sheets.

Only what hides or strikes text is read of a style sheet, rule by rule in its order; a later rule may show again what an
earlier one hid. Nothing is fetched, so sheets outside the page have no say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from revtrack.ingest.page.nodes import attribute

#: Rules and nodes that are looked at; more would be there to keep us busy.
_MOST_RULES, _MOST_MATCHES, _MOST_SHEET = 400, 50_000, 2_000_000
_LENGTH = re.compile(r"(-?\d{0,6}\.?\d{1,6})\s*(px|em|rem|pt|cm|mm|in|vw|vh|%)?")
_PIXELS = {"em": 16.0, "rem": 16.0, "pt": 1.33, "cm": 37.8, "mm": 3.78, "in": 96.0, "vw": 10.0, "vh": 10.0, "%": 10.0}
#: Further left or above than this is off the screen.
_OFF_SCREEN = -400.0
_WHITE = frozenset(("#fff", "#ffffff", "white", "rgb(255,255,255)", "rgba(255,255,255,1)"))
#: Elements whose text is set as its source is broken into lines.
_BROKEN = frozenset(("pre", "listing", "xmp", "plaintext"))
_INTERESTING = re.compile(
    r"display|visibility|font|opacity|text-indent|position|clip|height|width|text-decoration|transform|color|margin|white-space"
)


@dataclass(frozen=True, slots=True)
class Look:
    """What an element says of its own look; None where it says nothing.

    `gone` takes everything in it out of sight; `visible`, `small` and `white` hold for its text until an element within
    says otherwise, and so do the line breaks of the source that `broken` shows; `struck` cannot be undone within.
    """

    gone: bool | None = None
    visible: bool | None = None
    small: bool | None = None
    white: bool | None = None
    ground: bool = False
    struck: bool = False
    broken: bool | None = None
    list_style: str = ""


class Sight:
    """The looks of the elements of one page."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._sheet: dict[int, dict[str, str]] = {}
        rules = 0
        for node in tree.css("style"):
            for selector, declared in _rules((node.text() or "")[:_MOST_SHEET]):
                rules += 1
                if rules > _MOST_RULES:
                    return
                self._apply(tree, selector, declared)

    def _apply(self, tree: LexborHTMLParser, selector: str, declared: dict[str, str]) -> None:
        try:
            found = tree.css(selector)
        except (ValueError, RuntimeError, SelectolaxError):  # a selector that the parser does not know
            return
        for node in found[:_MOST_MATCHES]:
            self._sheet.setdefault(node.mem_id, {}).update(declared)

    def look(self, node: LexborNode) -> Look:
        """The look of an element by itself."""
        style = attribute(node, "style")
        sheet = self._sheet.get(node.mem_id)
        tag = node.tag or ""
        declared = {**(sheet or {}), **(_declared(style) if style else {})}
        if tag in {"del", "s", "strike"}:
            declared.setdefault("text-decoration", "line-through")
        if tag == "font" and attribute(node, "color"):
            declared.setdefault("color", attribute(node, "color").lower())
        if attribute(node, "bgcolor") or attribute(node, "background"):
            declared.setdefault("background", "1")
        if tag in _BROKEN:
            declared.setdefault("white-space", "pre")
        if "hidden" in node.attributes and "display" not in declared:
            declared["display"] = "none"
        return _look(declared) if declared else _PLAIN


_PLAIN = Look()


def _look(declared: dict[str, str]) -> Look:
    visibility = declared.get("visibility", "")
    size = declared.get("font-size") or _size_in(declared.get("font", ""))
    colour = declared.get("color", "").replace(" ", "")
    decoration = f"{declared.get('text-decoration', '')} {declared.get('text-decoration-line', '')}"
    ground = any(
        name.startswith("background") and value not in {"none", "transparent"} for name, value in declared.items()
    )
    spaces = declared.get("white-space", "")
    return Look(
        gone=_is_gone(declared, colour),
        visible=None if not visibility else visibility not in {"hidden", "collapse"},
        small=None if not size else _pixels(size, 16.0) <= 1.0,
        white=None if not colour else colour in _WHITE,
        ground=ground,
        struck="line-through" in decoration,
        broken=None if not spaces else spaces.startswith(("pre", "break-spaces")),
        list_style=declared.get("list-style-type") or declared.get("list-style", ""),
    )


def _is_gone(declared: dict[str, str], colour: str) -> bool | None:
    display = declared.get("display", "")
    if display == "none" or colour == "transparent" or re.fullmatch(r"rgba\([^)]*,0?\.?0*\)", colour):
        return True
    if re.fullmatch(r"(?:0+|0*\.0+)%?", declared.get("opacity", "1")):
        return True
    placed = declared.get("position", "") in {"absolute", "fixed"}
    sides = [_pixels(declared.get(side, ""), 0.0) for side in ("left", "top")]
    far = [
        -_pixels(declared.get(side, ""), 0.0) for side in ("right", "bottom") if declared.get(side, "").startswith("-")
    ]
    if placed and (min(sides) <= _OFF_SCREEN or min([0.0, *(-abs(item) for item in far)]) <= _OFF_SCREEN):
        return True
    pushed = ("text-indent", "margin-left", "margin-top")
    if any(_pixels(declared.get(name, ""), 0.0) <= 2 * _OFF_SCREEN for name in pushed):
        return True
    clip = declared.get("clip", "") + declared.get("clip-path", "")
    if re.search(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?|inset\(\s*(?:50|100)%|circle\(\s*0", clip):
        return True
    if re.search(r"scale\(\s*0\s*[,)]|translate[xy]?\(\s*-\d{3,}", declared.get("transform", "")):
        return True
    closed = any(
        declared.get(name, "") and _pixels(declared[name], 16.0) <= 1.0 and "%" not in declared[name]
        for name in ("height", "max-height", "width", "max-width")
    )
    if closed and "hidden" in declared.get("overflow", ""):
        return True
    return False if display else None


def _size_in(font: str) -> str:
    """The size within the short form of a font: "bold 0/1 a"."""
    match = re.search(r"(?:^|\s)(0(?:px|pt|em)?)(?:/|\s)", font)
    return match[1] if match else ""


def _pixels(text: str, otherwise: float) -> float:
    match = _LENGTH.match(text.strip())
    if not match or match[1] in {"", "-", "."}:
        return otherwise
    return float(match[1]) * _PIXELS.get(match[2] or "px", 1.0)


def _declared(style: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in style.lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(selector, declarations) of the rules that may hide or strike text, those for print left out."""
    text = _without_comments(sheet.replace("<!--", " ").replace("-->", " "))
    at, end = 0, len(text)
    print_only = 0
    while at < end:
        opens, closes = text.find("{", at), text.find("}", at)
        if opens < 0 and closes < 0:
            return
        if closes >= 0 and (opens < 0 or closes < opens):
            print_only = max(0, print_only - 1)
            at = closes + 1
            continue
        head = text[at:opens].strip().rsplit(";", 1)[-1].strip()
        if head.startswith("@"):
            if re.match(r"@(?:media|supports|layer)", head, re.I):
                print_only += 1 if print_only or "print" in head.lower() else 0
                at = opens + 1
            else:  # fonts, keyframes, pages: their braces nest once
                at = _behind_block(text, opens)
            continue
        closes = text.find("}", opens)
        body = text[opens + 1 : closes if closes >= 0 else end]
        at = closes + 1 if closes >= 0 else end
        if print_only or not _INTERESTING.search(body):
            continue
        declared = _declared(body)
        for selector in head.split(","):
            if selector.strip() and ":" not in selector and len(selector) < 200:
                yield selector.strip(), declared


def _behind_block(text: str, opens: int) -> int:
    depth = 0
    for match in re.finditer(r"[{}]", text[opens : opens + 100_000]):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return opens + match.end()
    return len(text)


def _without_comments(text: str) -> str:
    parts: list[str] = []
    at = 0
    while (opens := text.find("/*", at)) >= 0:
        parts.append(text[at:opens])
        closes = text.find("*/", opens + 2)
        if closes < 0:
            return "".join(parts)
        at = closes + 2
    return "".join([*parts, text[at:]])
