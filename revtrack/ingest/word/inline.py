"""What stands within a paragraph of Word: its text, and the boxes and notes that hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from revtrack.ingest.account import Counting, Reason
from revtrack.ingest.figures import whole
from revtrack.ingest.package import RELATIONS, Element
from revtrack.ingest.word.formula import M, linear
from revtrack.ingest.word.numbering import W
from revtrack.ingest.word.styles import Styles

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_PICTURE = frozenset(
    ("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic", "{urn:schemas-microsoft-com:vml}imagedata")
)
#: Elements whose text is text: of runs, formulas, drawings; what was deleted in review stands under a name of its own.
TEXTS = frozenset((f"{W}t", f"{W}delText", f"{M}t", f"{A}t"))
_DELETED = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_NO_TEXT = frozenset(
    f"{W}{name}"
    for name in ("instrText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "tblPr", "tcPr", "trPr", "rubyPr")
)
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}cr": "\n"}


def text_under(element: Element) -> str:
    """All text below an element, whatever becomes of it."""
    return "".join(item.text or "" for item in element.iter(*TEXTS))


def chosen(alternatives: Element) -> tuple[Element | None, list[Element]]:
    """The alternative that is read, the first with text or a drawing of any kind, and those that are not."""
    choices = [child for child in alternatives if child.tag in {f"{MC}Choice", f"{MC}Fallback"}]
    best = next((choice for choice in choices if text_under(choice)), choices[0] if choices else None)
    return best, [choice for choice in choices if choice is not best]


@dataclass(slots=True)
class Inline:
    """What was read of a paragraph: text in pieces, boxes and notes; `unseen` says why the rest is not text."""

    parts: list[str] = field(default_factory=list[str])
    boxes: list[Element] = field(default_factory=list[Element])
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    unseen: set[Reason] = field(default_factory=set[Reason])

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def extend(self, other: Inline) -> None:
        """Take in what follows: two paragraphs of which the first lost its mark."""
        self.parts += other.parts
        self.boxes += other.boxes
        self.notes += other.notes
        self.unseen |= other.unseen


class InlineReader:
    """Reads paragraphs; what it leaves out it counts."""

    def __init__(self, styles: Styles, count: Counting) -> None:
        self._styles = styles
        self._count = count
        #: How many pictures and formulas or other objects without text were met; charts and diagrams by their ids.
        self.pictures = 0
        self.objects = 0
        self.charts: list[str] = []

    def read(self, paragraph: Element, *, coloured: bool) -> Inline:
        """What stands in a paragraph."""
        found = Inline()
        self._walk(paragraph, found, self._styles.paragraph_style(paragraph), coloured)
        return found

    def _walk(self, parent: Element, found: Inline, style: str, coloured: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}t":
                found.parts.append(self._count.read(child.text or ""))
            elif tag in _CHARACTERS:
                found.parts.append(_CHARACTERS[str(tag)])
            elif tag == f"{W}br":
                found.parts.append("" if child.get(f"{W}type") in {"page", "column"} else "\n")
            elif tag == f"{W}r":
                self._run(child, found, style, coloured)
            elif tag in _NO_TEXT:
                continue
            elif tag in _DELETED:
                self._leave(Reason.DELETED, child, found)
            elif not self._special(child, found, style, coloured):
                self._walk(child, found, style, coloured)

    def _run(self, run: Element, found: Inline, style: str, coloured: bool) -> None:
        reason = self._styles.out_of_sight(run, style, coloured=coloured)
        if reason is None:
            self._walk(run, found, style, coloured)
        else:
            self._leave(reason, run, found)

    def _special(self, child: Element, found: Inline, style: str, coloured: bool) -> bool:
        """Read a child that is no plain wrapper; False where it is one."""
        tag = str(child.tag)
        if tag == f"{W}delText":
            self._leave(Reason.DELETED, child, found)
        elif tag in {f"{M}oMath", f"{M}oMathPara"}:
            self._formula(child, found)
        elif tag == f"{W}ruby":
            for part in child:
                if part.tag == f"{W}rubyBase":
                    self._walk(part, found, style, coloured)
                else:
                    self._leave(Reason.RUBY, part, found)
        elif tag == f"{MC}AlternateContent":
            best, others = chosen(child)
            for other in others:
                self._count.leave(Reason.REPEATED, text_under(other))
            if best is not None:
                self._walk(best, found, style, coloured)
        elif tag in {f"{W}txbxContent", f"{A}txBody"}:
            found.boxes.append(child)
        elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            found.notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", "")))
        elif tag in _SHOWN:
            found.parts.append(_SHOWN[tag](child))
        elif tag == f"{A}t":
            found.parts.append(self._count.read(child.text or ""))
        else:
            return self._drawing(child)
        return True

    def _drawing(self, child: Element) -> bool:
        """Take note of what is drawn and has its words elsewhere, or none; False for what is no drawing."""
        tag = child.tag
        if tag == _DIAGRAM:
            self.charts.append(child.get(f"{RELATIONS}dm", ""))
        elif tag == _CHART:
            self.charts.append(child.get(f"{RELATIONS}id", ""))
        elif tag in _PICTURE:
            self.pictures += 1
        elif tag == _OLE:
            self.objects += 1
        else:
            return False
        return True

    def _formula(self, element: Element, found: Inline) -> None:
        """Each formula of a group by itself: the lines of one that is broken over lines stay apart."""
        formulas = list(element.iterfind(f"{M}oMath")) if element.tag == f"{M}oMathPara" else [element]
        for at, formula in enumerate(formulas):
            gone = "".join(text_under(part) for part in _dropped(formula))
            self._count.leave(Reason.DELETED, gone)
            self._count.read("".join(item.text or "" for item in formula.iter(f"{M}t") if not _is_dropped(item)))
            found.parts.append(("\n" if at else "") + linear(formula))

    def _leave(self, reason: Reason, element: Element, found: Inline) -> None:
        text = text_under(element)
        self._count.leave(reason, text)
        if text:
            found.unseen.add(reason)


def _dropped(formula: Element) -> Iterator[Element]:
    return formula.iter(f"{W}del", f"{W}moveFrom")


def _is_dropped(item: Element) -> bool:
    return next(item.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None


def _symbol(child: Element) -> str:
    """A character given by its code; one of a symbol font's own codes is a bullet to a reader."""
    code = child.get(f"{W}char", "")
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "•" if "\uf000" <= char <= "\uf8ff" else char


def _field_value(data: Element) -> str:
    """What an old form field shows: the chosen entry of a list, a box that is ticked or not."""
    choice = data.find(f"{W}ddList")
    if choice is not None:
        entries = [entry.get(f"{W}val", "") for entry in choice.iterfind(f"{W}listEntry")]
        picked = choice.find(f"{W}result")
        if picked is None:
            picked = choice.find(f"{W}default")
        at = whole(picked.get(f"{W}val", "0")) if picked is not None else 0
        return entries[at] if at is not None and at < len(entries) else ""
    box = data.find(f"{W}checkBox")
    if box is None:
        return ""
    state = box.find(f"{W}checked")
    if state is None:
        state = box.find(f"{W}default")
    ticked = state is not None and state.get(f"{W}val", "1") not in {"0", "false", "off"}
    return "☑" if ticked else "☐"


#: Elements that show something other than text of their own.
_SHOWN = {f"{W}sym": _symbol, f"{W}ffData": _field_value}
