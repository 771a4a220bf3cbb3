"""XLSX → its rows: a task list row by row, each visible sheet under its name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from revtrack.errors import InvalidInput
from revtrack.ingest.extracted import Extracted
from revtrack.ingest.package import Package

#: Rows and columns of a sheet that are read; what lies beyond is no task list.
_ROWS, _COLUMNS = 50_000, 200


def extract_xlsx(data: bytes, *, name: str) -> Extracted:
    """The text of a workbook: cells apart by tabs, merged cells given to each row that they span.

    Raises `InvalidInput` (see `Package`; also empty).
    """
    Package(data, name)  # refuses bombs, macros and what is encrypted
    try:
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise InvalidInput("office-broken", name, facts={"reason": f"{type(error).__name__}: {error}"}) from None
    lines: list[str] = []
    for sheet in book.worksheets:
        rows = list(_rows(sheet)) if sheet.sheet_state == "visible" else []
        if rows:
            lines += [sheet.title, *rows] if len(book.worksheets) > 1 else rows
    if not lines:
        raise InvalidInput("empty", name)
    return Extracted("\n".join(lines) + "\n")


def _rows(sheet: Worksheet) -> Iterator[str]:
    spans = {
        (row, merged.min_col): sheet.cell(merged.min_row, merged.min_col).value
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, min(merged.max_row, _ROWS) + 1)
    }
    last = min(sheet.max_row or 0, _ROWS), min(sheet.max_column or 0, _COLUMNS)
    for number, row in enumerate(sheet.iter_rows(max_row=last[0], max_col=last[1], values_only=True), start=1):
        cells = [_text(spans.get((number, at), value)) for at, value in enumerate(row, start=1)]
        while cells and not cells[-1]:
            cells.pop()
        if any(cells):
            yield "\t".join(cells)


def _text(value: object) -> str:
    """A cell as it is read: days as days, whole numbers without a point, one line."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
