from collections.abc import Iterator

class CellRange:
    min_row: int
    max_row: int
    min_col: int
    max_col: int

class MergedCells:
    ranges: list[CellRange]

class Cell:
    value: object

class Worksheet:
    title: str
    sheet_state: str
    max_row: int | None
    max_column: int | None
    merged_cells: MergedCells
    def cell(self, row: int, column: int) -> Cell: ...
    def iter_rows(
        self, max_row: int | None = None, max_col: int | None = None, values_only: bool = False
    ) -> Iterator[tuple[object, ...]]: ...
