"""XLSX → its rows as Excel shows them: a task list row by row, each visible sheet under its name.

The XML is read as a stream: a cell at the far end of a sheet costs no more than one at its head. Rows and columns that
are hidden, and cells that are struck, are no text in force; they are counted and told.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Counting, Reason, ink
from revtrack.ingest.extracted import Extracted, Remark
from revtrack.ingest.figures import whole
from revtrack.ingest.grid import MOST_COLUMNS, MOST_ROWS, Cell, table_lines
from revtrack.ingest.package import RELATIONS, Element, Package, Relation
from revtrack.ingest.sheet.number_formats import hides, show_number, show_text
from revtrack.ingest.sheet.sheet_styles import Styles

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
#: Cells that are read of one file; more are no task list.
_MOST_CELLS = 2_000_000


def extract_xlsx(data: bytes, *, name: str) -> Extracted:
    """The text of a workbook: cells apart by tabs, merged cells given to each row that they span.

    Raises `InvalidInput` (see `Package`; also empty, pictures).
    """
    return _Workbook(Package(data, name), name).read()


@dataclass(frozen=True, slots=True)
class _Shared:
    """A text of the table of texts: as shown, what of it is struck, and readings that stand above it."""

    text: str
    struck: str = ""
    ruby: str = ""


class _Workbook:
    def __init__(self, package: Package, name: str) -> None:
        self._package, self._name = package, name
        path = package.main_part("xl/workbook.xml")
        root = package.part(path)
        if root is None:
            raise InvalidInput("office-broken", name, facts={"reason": path})
        self._root = root
        self._relations = package.relations(path)
        properties = root.find(f"{_S}workbookPr")
        self._since_1904 = properties is not None and properties.get("date1904", "0") in {"1", "true"}
        self._styles = Styles(self._related("styles"))
        self._shared = list(self._texts())
        self._count = Counting()
        self._cells = 0
        self._unsolved = 0
        self._hidden_rows = 0
        self._hidden_sheets: list[str] = []

    def read(self) -> Extracted:
        """All visible sheets."""
        found: list[tuple[str, list[str]]] = []
        for sheet in self._root.iterfind(f"{_S}sheets/{_S}sheet"):
            relation = self._relations.get(sheet.get(f"{RELATIONS}id", ""), Relation("", ""))
            title = sheet.get("name", "")
            visible = sheet.get("state", "visible") == "visible"
            if relation.kind != "worksheet" or not relation.target:
                continue
            lines = self._sheet(relation.target, visible=visible)
            if not visible and lines:
                self._hidden_sheets.append(title)
            elif lines:
                found.append((title, lines))
        lines = [line for title, own in found for line in ([title, *own] if len(found) > 1 else own)]
        if not lines:
            pictures = any("/media/" in part for part in self._package.names)
            raise InvalidInput("pictures" if pictures else "empty", self._name)
        return Extracted("\n".join(lines) + "\n", tuple(self._remarks()), self._count.done())

    def _remarks(self) -> Iterator[Remark]:
        account = self._count.done()
        if Reason.STRUCK in account.left:
            yield Remark("struck", {"count": str(account.left[Reason.STRUCK]), "words": account.words[Reason.STRUCK]})
        if Reason.HIDDEN in account.left:
            yield Remark("hidden", {"count": str(account.left[Reason.HIDDEN]), "words": account.words[Reason.HIDDEN]})
        if self._unsolved:
            yield Remark("formulas-unsolved", {"count": str(self._unsolved)})

    # --- sheets ------------------------------------------------------------------------------------------------------

    def _sheet(self, path: str, *, visible: bool) -> list[str]:
        data = self._package.xml_bytes(path)
        if data is None:
            return []
        reading = _Sheet(self, self._count, visible=visible)
        try:
            for event, element in etree.iterparse(
                io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False
            ):
                reading.take(event, element)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InvalidInput("office-broken", self._name, facts={"reason": f"{path}: {error}"}) from None
        lines = reading.lines()
        for relation in self._package.relations(path).values():
            if relation.kind == "drawing" and relation.target:
                lines += self._boxes(relation.target, visible=visible)
            elif relation.kind in {"comments", "threadedComment"} and relation.target:
                part = self._package.part(relation.target)
                words = "".join(item.text or "" for item in part.iter("{*}t", "{*}text")) if part is not None else ""
                self._count.hold(words)
                self._count.leave(Reason.COMMENT, words)
        return lines

    def _boxes(self, path: str, *, visible: bool) -> list[str]:
        """The words of boxes that lie over a sheet."""
        part = self._package.part(path)
        lines: list[str] = []
        for paragraph in part.iter(f"{_A}p") if part is not None else ():
            text = "".join(item.text or "" for item in paragraph.iter(f"{_A}t"))
            self._count.hold(text)
            if visible and text.strip():
                lines.append(self._count.read(text))
            else:
                self._count.leave(Reason.HIDDEN, text)
        return lines

    def show(self, cell: Element, kind: str) -> tuple[str, Reason | None]:
        """What a cell shows, and why it is not read, if so."""
        self._cells += 1
        style = self._styles.of(cell.get("s", ""))
        value = cell.findtext(f"{_S}v")
        text, struck, ruby = "", "", ""
        if kind == "s":
            at = whole(value)
            shared = self._shared[at] if at is not None and at < len(self._shared) else _Shared("")
            text, struck, ruby = shared.text, shared.struck, shared.ruby
        elif kind == "inlineStr":
            inline = cell.find(f"{_S}is")
            shared = _shared(inline, self._styles) if inline is not None else _Shared("")
            text, struck, ruby = shared.text, shared.struck, shared.ruby
        elif kind == "b":
            text = "TRUE" if value == "1" else "FALSE" if value else ""
        elif kind in {"str", "e"}:
            text = value or ""
        elif kind == "d":
            text = (value or "").removesuffix("T00:00:00")
        elif value and value.strip():
            text = _shown(value, style.code, since_1904=self._since_1904)
        if kind in {"s", "inlineStr", "str"} and text:
            text = show_text(text, style.code)
        if not value and cell.find(f"{_S}f") is not None and kind not in {"inlineStr", "s"}:
            self._unsolved += 1
            self._count.hold("？")
            self._count.leave(Reason.UNSUPPORTED, "？")
        self._count.hold(text + struck + ruby)
        self._count.leave(Reason.STRUCK, struck)
        self._count.leave(Reason.RUBY, ruby)
        if self._cells > _MOST_CELLS:
            return text, Reason.BEYOND
        if style.struck:
            return text, Reason.STRUCK
        return text, Reason.HIDDEN if style.unseen or hides(style.code) else None

    # --- parts -------------------------------------------------------------------------------------------------------

    def _related(self, kind: str) -> Element | None:
        target = next((item.target for item in self._relations.values() if item.kind == kind and item.target), "")
        return self._package.part(target) if target else None

    def _texts(self) -> Iterator[_Shared]:
        part = self._related("sharedStrings")
        for item in part.iterfind(f"{_S}si") if part is not None else ():
            yield _shared(item, self._styles)


class _Sheet:
    """A sheet in the making: its cells in force, with their places."""

    def __init__(self, book: _Workbook, count: Counting, *, visible: bool) -> None:
        self._book, self._count, self._visible = book, count, visible
        self._cells: dict[tuple[int, int], str] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._row, self._col = 0, 0
        self._row_hidden = False

    def take(self, event: str, element: Element) -> None:
        """Read one element of the stream, and let go of it."""
        tag = _usual(element.tag)
        if event == "start":
            if tag == "row":
                number = whole(element.get("r"))
                self._row = self._row + 1 if number is None else number
                self._col = 0
                height = element.get("ht", "")
                flat = bool(height) and element.get("customHeight", "") in {"1", "true"} and _float(height) == 0.0
                self._row_hidden = element.get("hidden", "0") in {"1", "true"} or flat
            return
        if tag == "col":
            wide = element.get("width", "")
            if element.get("hidden", "0") in {"1", "true"} or (wide and _float(wide) == 0.0):
                low, high = whole(element.get("min")), whole(element.get("max"))
                if low is not None and high is not None:
                    self._hidden_columns.append((low, high))
        elif tag == "c":
            self._cell(element)
            element.clear()
        elif tag == "row":
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]
        elif tag == "mergeCell":
            corners = [_PLACE.match(part) for part in element.get("ref", "").replace("$", "").split(":")]
            if len(corners) == 2 and corners[0] and corners[1]:
                (top, left), (bottom, right) = _place(corners[0]), _place(corners[1])
                self._merged.append((top, left, bottom, right))

    def _cell(self, cell: Element) -> None:
        match = _PLACE.match(cell.get("r", "").replace("$", ""))
        row, col = _place(match) if match else (self._row, self._col + 1)
        self._col = col
        _to_usual(cell)
        text, reason = self._book.show(cell, cell.get("t", "n"))
        if not ink(text):
            return
        hidden = self._row_hidden or not self._visible or any(low <= col <= high for low, high in self._hidden_columns)
        if hidden:
            reason = Reason.HIDDEN
        elif reason is None and (row > MOST_ROWS or len(self._cells) > MOST_ROWS * 20):
            reason = Reason.BEYOND
        if reason is not None:
            self._count.leave(reason, text)
            self._count.sentence(text, reason)
            return
        self._cells[row, col] = " ".join(text.split())

    def lines(self) -> list[str]:
        """The rows as lines."""
        if not self._cells:
            return []
        columns = sorted({col for _, col in self._cells})
        for (row, col), text in list(self._cells.items()):
            if col in columns[:MOST_COLUMNS]:
                self._count.read(text)
                self._count.sentence(text)
            else:
                self._count.leave(Reason.BEYOND, text)
                del self._cells[row, col]
        # columns without text have no place of their own; what a merged cell spans is counted in those that have
        place = {col: at for at, col in enumerate(columns[:MOST_COLUMNS])}
        last = max(row for row, _ in self._cells)
        spans = {(top, left): (bottom, right) for top, left, bottom, right in self._merged}
        cells: list[Cell] = []
        for (row, col), text in sorted(self._cells.items()):
            bottom, right = spans.get((row, col), (row, col))
            wide = sum(1 for other in place if col <= other <= right)
            cells.append(Cell(row - 1, place[col], text, min(bottom, last) - row + 1, max(1, wide)))
        return table_lines(cells)


def _shared(item: Element, styles: Styles) -> _Shared:
    """The runs of a text: those that are struck aside, and readings (phonetic) that stand above it."""
    shown: list[str] = []
    struck: list[str] = []
    for part in item:
        tag = _usual(part.tag)
        if tag == "t":
            shown.append(part.text or "")
        elif tag == "r":
            text = part.findtext(f"{_S}t") or ""
            look = part.find(f"{_S}rPr")
            (struck if look is not None and styles.strikes(look) else shown).append(text)
    ruby = "".join(reading.findtext(f"{_S}t") or "" for reading in item.iterfind(f"{_S}rPh"))
    return _Shared("".join(shown), "".join(struck), ruby)


def _shown(value: str, code: str, *, since_1904: bool) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if number != number or number in {float("inf"), float("-inf")}:
        return value
    return show_number(number, code, since_1904=since_1904)


def _place(match: re.Match[str]) -> tuple[int, int]:
    col = 0
    for letter in match[1]:
        col = col * 26 + ord(letter) - 64
    return int(match[2]), col


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0


def _usual(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _to_usual(cell: Element) -> None:
    """Give a cell of a Strict workbook the usual names."""
    if str(cell.tag).startswith(_S):
        return
    for element in cell.iter(etree.Element):
        element.tag = f"{_S}{_usual(element.tag)}"
