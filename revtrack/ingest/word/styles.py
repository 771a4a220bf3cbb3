"""How Word shows a run: struck, hidden, or so that nobody sees it; by itself or by its styles."""

from __future__ import annotations

from dataclasses import dataclass

from revtrack.ingest.account import Reason
from revtrack.ingest.figures import whole
from revtrack.ingest.package import Element
from revtrack.ingest.word.numbering import W

_OFF = frozenset(("0", "false", "none", "off"))
#: Half points: smaller letters are there for machines only.
_TINY = 2
_NO_FILL = frozenset(("", "auto", "ffffff"))


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    strike: bool | None
    double: bool | None
    vanish: bool | None


class Styles:
    """The styles of a document, as far as they strike or hide text."""

    def __init__(self, styles: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._usual = ""
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            name = style.get(f"{W}styleId", "")
            look = style.find(f"{W}rPr")
            parent = style.find(f"{W}basedOn")
            self._styles[name] = _Style(
                parent.get(f"{W}val", "") if parent is not None else "",
                switch(look, "strike"),
                switch(look, "dstrike"),
                switch(look, "vanish"),
            )
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _OFF:
                self._usual = name

    def paragraph_style(self, paragraph: Element) -> str:
        """The style of a paragraph, the document's usual one where it names none."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style.get(f"{W}val", "") if style is not None else self._usual

    def out_of_sight(self, run: Element, style: str, *, coloured: bool) -> Reason | None:
        """Why a run in a paragraph of a style is not read as text in force, None where it is.

        `coloured` says that it stands on a ground of its own (a table, a box), where white letters may well be seen.
        """
        look = run.find(f"{W}rPr")
        own = self._chain(_value(look, "rStyle"))
        outer = self._chain(style)
        if self._toggled(switch(look, "vanish"), own[2], outer[2]):
            return Reason.HIDDEN
        double = next((given for given in (switch(look, "dstrike"), own[1], outer[1]) if given is not None), False)
        if double or self._toggled(switch(look, "strike"), own[0], outer[0]):
            return Reason.STRUCK
        return Reason.HIDDEN if look is not None and _unseen(look, coloured) else None

    @staticmethod
    def _toggled(direct: bool | None, own: bool | None, outer: bool | None) -> bool:
        """Word's rule: what a run says itself wins; a character style turns over what the paragraph's style says."""
        return direct if direct is not None else bool(own) != bool(outer)

    def _chain(self, name: str) -> tuple[bool | None, bool | None, bool | None]:
        """(struck, struck twice, hidden) as a style or the nearest that it is based on says."""
        strike: bool | None = None
        double: bool | None = None
        vanish: bool | None = None
        seen: set[str] = set()
        while name and name not in seen and name in self._styles:
            seen.add(name)
            style = self._styles[name]
            strike = style.strike if strike is None else strike
            double = style.double if double is None else double
            vanish = style.vanish if vanish is None else vanish
            name = style.parent
        return strike, double, vanish


def switch(look: Element | None, name: str) -> bool | None:
    """A property that is on or off, None where it is not given."""
    found = look.find(f"{W}{name}") if look is not None else None
    return None if found is None else (found.get(f"{W}val") or "1").lower() not in _OFF


def _value(look: Element | None, name: str) -> str:
    found = look.find(f"{W}{name}") if look is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _unseen(look: Element, coloured: bool) -> bool:
    size = whole(_value(look, "sz"))
    if size is not None and size <= _TINY:
        return True
    if coloured or _value(look, "color").lower() != "ffffff" or look.find(f"{W}highlight") is not None:
        return False
    ground = look.find(f"{W}shd")
    return ground is None or ground.get(f"{W}fill", "").lower() in _NO_FILL
