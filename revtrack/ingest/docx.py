"""DOCX → its text: automatic numbers written out, tracked changes as accepted, tables row by row.

The XML is walked here and not by a library: those that read Word lose its numbers and what was inserted in review.
"""

from __future__ import annotations

from collections.abc import Iterator

from revtrack.errors import InvalidInput
from revtrack.ingest.extracted import Extracted, Remark
from revtrack.ingest.numbering import Numbering, W
from revtrack.ingest.package import Element, Package

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Deleted in review, moved away, commands of fields: no words of the text.
_SKIPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "tblPr", "tcPr", "trPr")
) | {f"{_MC}Fallback"}
_BREAKS = frozenset((f"{W}br", f"{W}cr"))
_OFF = frozenset(("0", "false", "none"))


def extract_docx(data: bytes, *, name: str) -> Extracted:
    """The text of a Word file. Raises `InvalidInput` (see `Package`; also empty, scanned for pictures without text)."""
    package = Package(data, name)
    document = package.part("word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if document is None or body is None:
        raise InvalidInput("office-broken", name, facts={"reason": "word/document.xml"})
    walk = _Walk(package)
    text = "\n".join(walk.block(body))
    if not text.strip():
        pictures = any(part.startswith("word/media/") for part in package.names)
        raise InvalidInput("pictures" if pictures else "empty", name)
    changes = sum(1 for _ in document.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"))
    remarks = (Remark("tracked-changes", {"count": str(changes)}),) if changes else ()
    return Extracted(text + "\n", remarks)


class _Walk:
    """One pass over a document: numbers are counted on the way."""

    def __init__(self, package: Package) -> None:
        self._numbering = Numbering(package.part("word/numbering.xml"), package.part("word/styles.xml"))
        notes = package.part("word/footnotes.xml")
        self._notes = (
            {note.get(f"{W}id", ""): note for note in notes.iterfind(f"{W}footnote")} if notes is not None else {}
        )

    def block(self, parent: Element) -> Iterator[str]:
        """The lines of what holds paragraphs and tables."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"}:
                yield from self.block(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        label = self._numbering.label(paragraph)
        boxes: list[Element] = []
        notes: list[str] = []
        text = "".join(self._runs(paragraph, boxes, notes))
        if text.strip() or label.strip():
            # a tab behind a number is only the distance to the text
            yield from f"{label.replace(chr(9), '')}{text}".split("\n")
        elif not boxes:
            yield ""
        for box in boxes:
            yield from self.block(box)
        for note in notes:
            if note in self._notes:
                yield from self.block(self._notes[note])

    def _runs(self, parent: Element, boxes: list[Element], notes: list[str]) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == f"{W}t":
                yield child.text or ""
            elif tag == f"{W}tab":
                yield "\t"
            elif tag in _BREAKS:
                yield "" if child.get(f"{W}type") in {"page", "column"} else "\n"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag == f"{W}footnoteReference":
                notes.append(child.get(f"{W}id", ""))
            elif tag == f"{W}r" and _hidden(child):
                continue
            else:
                yield from self._runs(child, boxes, notes)

    def _table(self, table: Element) -> Iterator[str]:
        """A row a line, cells apart by tabs; a cell that goes on from the row above stands once."""
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: list[str] = []
            for cell in row.iterfind(f"{W}tc"):
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merged is not None and merged.get(f"{W}val", "continue") != "restart"
                cells.append("" if goes_on else "".join(line.strip() for line in self.block(cell)))
            if any(cells):
                yield "\t".join(cells)


def _hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in _OFF


def _symbol(child: Element) -> str:
    """A character given by its code; one of a symbol font's own codes is a bullet to a reader."""
    code = child.get(f"{W}char", "")
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "•" if "\uf000" <= char <= "\uf8ff" else char
