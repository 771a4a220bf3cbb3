"""How the cells of a workbook look: number format, struck, letters that nobody sees."""

from __future__ import annotations

from dataclasses import dataclass

from revtrack.ingest.figures import whole
from revtrack.ingest.package import Element
from revtrack.ingest.sheet.number_formats import BUILT_IN

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFF = frozenset(("0", "false"))
_WHITE = frozenset(("FFFFFFFF", "00FFFFFF"))


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The format code of a style, and whether it strikes its text or shows it in the colour of the ground."""

    code: str = "General"
    struck: bool = False
    unseen: bool = False


class Styles:
    """The styles of a workbook by their index."""

    def __init__(self, part: Element | None) -> None:
        self._styles: list[CellStyle] = []
        if part is None:
            return
        codes = dict(BUILT_IN)
        for item in part.iterfind(f"{_S}numFmts/{_S}numFmt"):
            if (number := whole(item.get("numFmtId"))) is not None:
                codes[number] = item.get("formatCode", "General")
        fonts = [(self.strikes(font), _is_white(font)) for font in part.iterfind(f"{_S}fonts/{_S}font")]
        grounds = [_has_ground(fill) for fill in part.iterfind(f"{_S}fills/{_S}fill")]
        for style in part.iterfind(f"{_S}cellXfs/{_S}xf"):
            font, fill = _index(style, "fontId"), _index(style, "fillId")
            struck, white = fonts[font] if font < len(fonts) else (False, False)
            ground = grounds[fill] if fill < len(grounds) else False
            self._styles.append(
                CellStyle(codes.get(_index(style, "numFmtId"), "General"), struck, white and not ground)
            )

    def of(self, index: str) -> CellStyle:
        """The style of a cell by its attribute; the usual one where there is none."""
        at = whole(index) or 0
        return self._styles[at] if at < len(self._styles) else CellStyle()

    @staticmethod
    def strikes(look: Element) -> bool:
        """Whether a font strikes its text."""
        struck = look.find(f"{_S}strike")
        return struck is not None and struck.get("val", "1") not in _OFF


def _is_white(font: Element) -> bool:
    colour = font.find(f"{_S}color")
    return colour is not None and (colour.get("rgb", "").upper() in _WHITE or colour.get("theme") == "0")


def _has_ground(fill: Element) -> bool:
    pattern = fill.find(f"{_S}patternFill")
    if pattern is None:
        return fill.find(f"{_S}gradientFill") is not None
    return pattern.get("patternType", "none") != "none"


def _index(style: Element, name: str) -> int:
    return whole(style.get(name)) or 0
