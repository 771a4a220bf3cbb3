"""The body of a Word file: paragraphs with their numbers, tables row by row, parts that are taken in from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from revtrack.ingest.account import Counting, Reason
from revtrack.ingest.figures import whole
from revtrack.ingest.grid import Cell, cell_text, table_lines
from revtrack.ingest.package import RELATIONS, Element
from revtrack.ingest.word.formula import M
from revtrack.ingest.word.inline import MC, TEXTS, A, Inline, InlineReader, chosen, text_under
from revtrack.ingest.word.numbering import Numbering, W, apart
from revtrack.ingest.word.styles import switch

_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_NO_BLOCKS = frozenset(
    f"{W}{name}" for name in ("sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "sdtPr", "sdtEndPr", "pPr")
)
#: Tables within tables, and controls within controls: nobody writes deeper ones.
_DEEPEST = 30
#: A table of so few cells that holds another table is there for the looks of the page.
_LAYOUT_CELLS = 4


@dataclass(slots=True)
class _Row:
    """A row: cells with the column each begins in and how many it spans."""

    cells: list[tuple[int, int, Element]] = field(default_factory=list[tuple[int, int, Element]])


class BlockReader:
    """One pass over a document: numbers are counted on the way. `imported` reads what an altChunk points to."""

    def __init__(
        self,
        numbering: Numbering,
        inline: InlineReader,
        count: Counting,
        notes: Mapping[tuple[str, str], Element],
        imported: Callable[[str], list[str]],
    ) -> None:
        self._numbering = numbering
        self._inline = inline
        self._count = count
        self._notes = notes
        self._imported = imported
        self._noted: set[tuple[str, str]] = set()
        self._waiting: list[tuple[str, str]] = []

    def lines(self, body: Element) -> Iterator[str]:
        """The lines of what holds paragraphs and tables, with the notes that they call for."""
        yield from self._block(body, 0, coloured=False)

    def unread_notes(self) -> Iterator[Element]:
        """Notes that nothing in the text refers to."""
        return (note for key, note in self._notes.items() if key not in self._noted)

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _block(self, parent: Element, depth: int, *, coloured: bool) -> Iterator[str]:
        carried = Inline()
        for child in self._children(parent, 0):
            if child.tag in {f"{W}p", f"{A}p"}:
                found = self._inline.read(child, coloured=coloured)
                if _mark_gone(child):
                    carried.extend(found)  # its mark is deleted: it goes on in the next paragraph
                    continue
                carried.extend(found)
                yield from self._paragraph(child, carried, depth)
            else:
                if carried.text.strip():
                    yield from self._paragraph(None, carried, depth)
                yield from self._other(child, depth, coloured=coloured)
            carried = Inline()
        if carried.text.strip() or carried.boxes or carried.notes:
            yield from self._paragraph(None, carried, depth)

    def _other(self, child: Element, depth: int, *, coloured: bool) -> Iterator[str]:
        if child.tag == f"{W}tbl":
            yield from self._table(child, depth)
        elif child.tag == f"{W}altChunk":
            yield from self._imported(child.get(f"{RELATIONS}id", ""))
        else:
            yield from self._inline.read(_within(child), coloured=coloured).text.split("\n")

    def _children(self, parent: Element, depth: int) -> Iterator[Element]:
        """Paragraphs, tables and the like below an element, whatever controls are put around them."""
        for child in parent:
            tag = child.tag
            if tag in {f"{W}p", f"{A}p", f"{W}tbl", f"{W}altChunk", f"{M}oMathPara", f"{M}oMath"}:
                yield child
            elif tag in _NO_BLOCKS:
                continue
            elif tag in _GONE:
                self._count.leave(Reason.DELETED, text_under(child))
            elif tag == f"{MC}AlternateContent":
                best, others = chosen(child)
                for other in others:
                    self._count.leave(Reason.REPEATED, text_under(other))
                if best is not None:
                    yield from self._children(best, depth + 1)
            elif depth < _DEEPEST * 4:
                yield from self._children(child, depth + 1)

    def _paragraph(self, paragraph: Element | None, found: Inline, depth: int) -> Iterator[str]:
        text = found.text
        hidden = Reason.HIDDEN in found.unseen and not text.strip() and _mark_hidden(paragraph)
        is_word = paragraph is not None and paragraph.tag == f"{W}p"
        label = self._numbering.label(paragraph) if is_word and paragraph is not None and not hidden else ""
        self._count.sentence(text)
        if text.strip():
            yield from apart(label, text).split("\n")
        elif found.unseen & {Reason.STRUCK, Reason.HIDDEN}:
            pass  # all of it is struck or hidden: its number counts, and stands for nothing
        elif label.strip():
            yield label.replace("\t", "")
        elif not found.boxes:
            yield ""
        if depth < _DEEPEST:
            for box in found.boxes:
                yield from self._block(box, depth + 1, coloured=True)
        self._waiting += found.notes
        if depth == 0:
            yield from self._called_notes()

    def _called_notes(self) -> Iterator[str]:
        waiting, self._waiting = self._waiting, []
        for key in waiting:
            note = self._notes.get(key)
            if note is not None and key not in self._noted:
                self._noted.add(key)
                yield from (line for line in self._block(note, 1, coloured=False) if line.strip())

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: Element, depth: int) -> Iterator[str]:
        if depth >= _DEEPEST:
            self._count.leave(Reason.BEYOND, text_under(table))
            return
        rows = [row for element in self._wrapped(table, f"{W}tr") if (row := self._row(element)) is not None]
        every = [cell for row in rows for _, _, cell in row.cells]
        columns = max((col + span for row in rows for col, span, _ in row.cells), default=0)
        nested = any(next(cell.iter(f"{W}tbl"), None) is not None for cell in every)
        if columns <= 1 or len(every) == 1 or (nested and len(every) <= _LAYOUT_CELLS):
            for cell in every:
                yield from self._block(cell, depth + 1, coloured=True)
        else:
            yield from table_lines(self._cells(rows, depth))
        if depth == 0:
            yield from self._called_notes()

    def _row(self, row: Element) -> _Row | None:
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            self._count.leave(Reason.DELETED, text_under(row))
            return None
        if switch(properties, "hidden"):
            self._count.leave(Reason.HIDDEN, text_under(row))
            return None
        found = _Row()
        at = _number(properties, "gridBefore", 0)
        for cell in self._wrapped(row, f"{W}tc"):
            own = cell.find(f"{W}tcPr")
            if own is not None and own.find(f"{W}cellDel") is not None:
                self._count.leave(Reason.DELETED, text_under(cell))
                continue
            span = max(1, _number(own, "gridSpan", 1))
            found.cells.append((at, span, cell))
            at += span
        return found

    def _cells(self, rows: list[_Row], depth: int) -> list[Cell]:
        """Cells with their places; one that goes on from above is part of the one where it began."""
        found: list[Cell] = []
        open_at: dict[int, int] = {}  # column → index of the cell that may go on below
        for at, row in enumerate(rows):
            before: int | None = None
            for col, span, element in row.cells:
                own = element.find(f"{W}tcPr")
                aside, below = _merge(own, "hMerge"), _merge(own, "vMerge")
                above = open_at.get(col)
                if aside == "continue" and before is not None:
                    self._count.leave(Reason.HIDDEN, text_under(element))
                    cell = found[before]
                    found[before] = Cell(cell.row, cell.col, cell.text, cell.rows, col + span - cell.col)
                    continue
                if below == "continue" and above is not None:
                    self._count.leave(Reason.HIDDEN, text_under(element))
                    cell = found[above]
                    found[above] = Cell(cell.row, cell.col, cell.text, at - cell.row + 1, cell.cols)
                    before = above
                    continue
                text = cell_text(list(self._block(element, depth + 1, coloured=True)))
                found.append(Cell(at, col, text, 1, span))
                before = len(found) - 1
                open_at.pop(col, None)
                if below:
                    open_at[col] = before
        return found

    def _wrapped(self, parent: Element, wanted: str, depth: int = 0) -> Iterator[Element]:
        """Rows of a table or cells of a row, whatever controls are put around them."""
        for child in parent:
            if child.tag == wanted:
                yield child
            elif child.tag in _NO_BLOCKS:
                continue
            elif child.tag in _GONE:
                self._count.leave(Reason.DELETED, text_under(child))
            elif child.tag == f"{MC}AlternateContent":
                best, others = chosen(child)
                for other in others:
                    self._count.leave(Reason.REPEATED, text_under(other))
                if best is not None:
                    yield from self._wrapped(best, wanted, depth + 1)
            elif depth < _DEEPEST * 4 and child.tag not in TEXTS:
                yield from self._wrapped(child, wanted, depth + 1)


def _within(formula: Element) -> Element:
    """A formula between paragraphs, as if it stood in one."""
    parent = formula.makeelement(f"{W}p")
    parent.append(deepcopy(formula))
    return parent


def _mark_gone(paragraph: Element) -> bool:
    """Whether the mark at the end of a paragraph was deleted or moved away in review."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(name) is not None for name in _GONE)


def _mark_hidden(paragraph: Element | None) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr") if paragraph is not None else None
    return bool(switch(mark, "vanish"))


def _merge(properties: Element | None, name: str) -> str:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return "" if found is None else found.get(f"{W}val", "continue")


def _number(properties: Element | None, name: str, otherwise: int) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    number = whole(found.get(f"{W}val")) if found is not None else None
    return otherwise if number is None else min(number, 1000)
