"""The comparison as a workbook: obligation changes, clauses, findings, and what was compared."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from alignment.model import Comparison
from revtrack.export.changes_table import Column, Table, Value, changes_table, could_be_formula, rejected_rows
from revtrack.export.clauses_table import clauses_table
from revtrack.export.office_package import FIXED_TIME, repacked
from revtrack.export.presentation import Report, present
from revtrack.export.said import NOTHING, Said
from revtrack.export.xml_parts import xml_text
from revtrack.words.exports import ExportWords, export_words
from revtrack.words.language import Lang
from revtrack.words.reviews import review_words

if TYPE_CHECKING:  # our stubs tell a sheet that is written from one that is read; the library has one class for both
    from openpyxl.workbook.workbook import WritableCell, WritableSheet

_CREATOR = "revtrack"
#: A cell with more UTF-16 units makes Excel call the whole file damaged.
_CELL_LIMIT = 32767
#: A spreadsheet reads `_x0041_` in a text as an "A"; its own way to say the underscore keeps the text as it is.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HEAD_COLOUR = "FFE7E6E6"
_A4 = 9
#: Inches left and right of what is printed: as little as every printer leaves.
_MARGIN = 0.28
#: Points: a line of the default font, and the most that a spreadsheet takes for a row.
_LINE_HEIGHT, _MOST_HEIGHT = 15.0, 405.0
#: A table that is wider (in characters) could not be read any more if it were made to fit on a page.
_WIDEST_PAGE = 260
#: The sheet that says what was compared: a narrow column of labels, a wide one of values.
_ABOUT_WIDTHS = (16, 90)


def render_xlsx(
    comparison: Comparison, *, lang: Lang = "zh", old_name: str = "", new_name: str = "", said: Said = NOTHING
) -> bytes:
    """The workbook as the bytes of a file, the same for the same comparison.

    Every text stands in it as text: none becomes a formula, a link or an error value.

    Args:
        comparison: what to write.
        lang: language of everything but the quotes.
        old_name, new_name: names of the files compared; "" where there are none.
        said: what people said of it.

    Raises:
        ValueError: there are no words in `lang`.
    """
    report = present(comparison, lang=lang, old_name=old_name, new_name=new_name, said=said)
    vocabulary = export_words(lang)
    changes = changes_table(comparison, report, vocabulary)
    gone = rejected_rows(changes, report)
    appendix = [(review_words(lang).rejected, Table(changes.columns, gone))] if gone else []
    return workbook(
        vocabulary.headlines[comparison.task].format(title=report.new.title),
        [
            (report.words.obligation_changes, changes),
            (vocabulary.clauses, clauses_table(comparison, report, vocabulary)),
            (report.words.findings, _findings(report, vocabulary)),
            *appendix,
        ],
        _about(report, vocabulary),
        vocabulary,
    )


def workbook(
    title: str, tables: Iterable[tuple[str, Table]], about: Iterable[tuple[str, str]], vocabulary: ExportWords
) -> bytes:
    """Tables as the sheets of a workbook, by their names, and a last sheet of labelled facts: the bytes of a file."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = _CREATOR
    book.properties.title = xml_text(title)
    book.properties.created = FIXED_TIME
    writer = _Writer(book, vocabulary.cut)
    for name, table in tables:
        writer.sheet(name, table)
    writer.about(vocabulary.about, about)
    target = io.BytesIO()
    book.save(target)
    return repacked(target.getvalue())


def _findings(report: Report, vocabulary: ExportWords) -> Table:
    say = report.words
    columns = (
        Column(vocabulary.number, 6),
        Column(say.findings, 18),
        Column(vocabulary.notes, 50),
        Column(say.quote, 50),
        Column(say.address, 24),
    )
    return Table(
        columns,
        tuple(
            (number, remark.title, remark.message, remark.quote, f"{remark.role} {remark.address}".strip())
            for number, remark in enumerate(report.remarks, start=1)
        ),
    )


def _about(report: Report, vocabulary: ExportWords) -> Iterable[tuple[str, str]]:
    say = report.words
    yield say.task, report.task_name
    if report.address:
        yield review_words(say.lang).address, report.address
    for heading in report.headings:
        for label, value in (
            (vocabulary.title, heading.title),
            (say.issued, heading.issued),
            (vocabulary.file, heading.name),
        ):
            if value:
                yield vocabulary.bracketed.format(outer=label, inner=heading.role), value
    others = (report.substance_counts,) if report.others else ()
    for figures in (report.obligation_counts, *others, report.clause_counts, report.finding_counts):
        yield vocabulary.figures, figures
    if report.lead:
        yield say.lead, report.lead_text
    if report.coarser:
        yield vocabulary.notes, report.coarser
    if report.knowledge:
        yield say.knowledge, report.knowledge
    yield say.product, say.origin


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column: not every program sees to the height of rows that it opens."""
    wide = (sum(2 if east_asian_width(char) in "WF" else 1 for char in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(units / (width - 1))) for units in wide)


class _Writer:
    """Writes tables into the sheets of a workbook."""

    def __init__(self, book: Workbook, cut: str) -> None:
        self._book = book
        self._cut = cut
        self._plain = Alignment(vertical="top", wrap_text=True)
        self._bold = Font(bold=True)
        self._fill = PatternFill("solid", start_color=_HEAD_COLOUR)

    def sheet(self, title: str, table: Table) -> None:
        """A sheet with the heads in the first row, frozen and with a filter, and the rows of the table below."""
        sheet = self._book.create_sheet(title)
        self._widths(sheet, [column.width for column in table.columns])
        for at, column in enumerate(table.columns, start=1):
            self._head(self._fill_cell(sheet.cell(1, at), column.head))
        for down, row in enumerate(table.rows, start=2):
            for at, value in enumerate(row, start=1):
                self._fill_cell(sheet.cell(down, at), value)
            lines = (_lines(str(value), column.width) for column, value in zip(table.columns, row, strict=True))
            sheet.row_dimensions[down].height = min(_LINE_HEIGHT * max(lines), _MOST_HEIGHT)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
        sheet.print_title_rows = "1:1"
        printed = [column for column in table.columns if column.printed]
        if sum(column.width for column in printed) <= _WIDEST_PAGE:
            if len(printed) < len(table.columns):
                sheet.print_area = f"A1:{get_column_letter(len(printed))}{len(table.rows) + 1}"
            self._page(sheet)

    def about(self, title: str, facts: Iterable[tuple[str, str]]) -> None:
        """A sheet of labelled facts."""
        sheet = self._book.create_sheet(title)
        self._widths(sheet, _ABOUT_WIDTHS)
        for down, (label, value) in enumerate(facts, start=1):
            self._head(self._fill_cell(sheet.cell(down, 1), label))
            self._fill_cell(sheet.cell(down, 2), value)
        self._page(sheet)

    def _widths(self, sheet: WritableSheet, widths: Sequence[int]) -> None:
        for at, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = width

    def _page(self, sheet: WritableSheet) -> None:
        """Printed, all columns fit on the width of a page."""
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.page_margins.left = sheet.page_margins.right = _MARGIN

    def _head(self, cell: WritableCell) -> None:
        cell.font = self._bold
        cell.fill = self._fill

    def _fill_cell(self, cell: WritableCell, value: Value) -> WritableCell:
        cell.alignment = self._plain
        if not isinstance(value, str):
            cell.value = value
            return cell
        if not value:
            return cell
        cell.value = self._fitting(xml_text(value))
        # The library guesses: a text that begins with "=" would be a formula, "#N/A" an error.
        cell.data_type = "s"
        # Who edits the cell, or has it read again, gets the text and not what the guess would make of it.
        cell.quotePrefix = could_be_formula(value)
        return cell

    def _fitting(self, text: str) -> str:
        escaped = _ESCAPE_LIKE.sub("_x005F_", text)
        units = escaped.encode("utf-16-le")
        if len(units) <= 2 * _CELL_LIMIT:
            return escaped
        room = 2 * (_CELL_LIMIT - len(self._cut))
        return units[:room].decode("utf-16-le", errors="ignore") + self._cut
