from datetime import datetime
from typing import BinaryIO

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Cell, Worksheet

class DocumentProperties:
    title: str | None
    creator: str | None
    created: datetime
    modified: datetime

class WritableCell(Cell):
    data_type: str
    alignment: Alignment
    font: Font
    fill: PatternFill
    quotePrefix: bool

class AutoFilter:
    ref: str | None

class ColumnDimension:
    width: float

class RowDimension:
    height: float

class PageSetup:
    orientation: str
    paperSize: int
    fitToWidth: int
    fitToHeight: int

class PageMargins:
    left: float
    right: float

class PageSetupProperties:
    fitToPage: bool

class SheetProperties:
    pageSetUpPr: PageSetupProperties

class WritableSheet(Worksheet):
    freeze_panes: str | None
    print_title_rows: str
    print_area: str
    auto_filter: AutoFilter
    column_dimensions: dict[str, ColumnDimension]
    row_dimensions: dict[int, RowDimension]
    page_setup: PageSetup
    page_margins: PageMargins
    sheet_properties: SheetProperties
    def cell(self, row: int, column: int) -> WritableCell: ...

class Workbook:
    properties: DocumentProperties
    def __init__(self) -> None: ...
    @property
    def active(self) -> WritableSheet: ...
    def create_sheet(self, title: str) -> WritableSheet: ...
    def remove(self, worksheet: WritableSheet) -> None: ...
    def save(self, filename: BinaryIO) -> None: ...
