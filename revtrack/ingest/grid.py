"""Tables of any format → the same lines: a row a line, cells apart by tabs, the names of the columns first.

A task list is read the same whether it came as Word, Excel, PDF, OFD or a web page: a cell that spans rows stands in
each of them, so that a row says by itself who must do what by when; a cell that spans columns stands in the first of
them; two rows of heads become one; heads that stand again are dropped; columns and rows without text are none; what
spans the whole table is a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Rows and columns that are read of one table; what lies beyond is no task list.
MOST_ROWS, MOST_COLUMNS = 50_000, 200
#: A longer text that spans rows stands once: it is no bearer, day or name of a task.
_LONGEST_REPEATED = 400
_WIDE = r"\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…"
_HEAD = re.compile(
    r"序\s*号|任务|事项|内容|措施|项目|指标|目标|单位|部门|牵头|责任|配合|时限|时间|期限|进度|备注|名称|类别|领域|依据|标准|要求|区县|主体|周期"
)
_LONGEST_HEAD = 30


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its place from 0, how many rows and columns it spans, and its text in one line."""

    row: int
    col: int
    text: str
    rows: int = 1
    cols: int = 1


def cell_text(pieces: Sequence[str]) -> str:
    """The paragraphs or lines of a cell as one line; a blank parts them, which compares as none.

    >>> cell_text(["区民政局", " 区财政局 ", ""])
    '区民政局 区财政局'
    """
    return " ".join(piece for given in pieces if (piece := " ".join(given.split())))


def wrapped(before: str, after: str) -> str:
    """Two printed lines of one paragraph: a blank only between words of Latin letters.

    >>> wrapped("区民政", "局"), wrapped("work", "plan")
    ('区民政局', 'work plan')
    """
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after


def table_lines(cells: Sequence[Cell]) -> list[str]:
    """The lines of a table."""
    return ["\t".join(row) for row in table_rows(cells)]


def table_rows(cells: Sequence[Cell]) -> list[list[str]]:
    """The rows of a table, each with the texts of its columns; what spans the whole table is a row of one."""
    placed = [cell for cell in cells if cell.row < MOST_ROWS and cell.col < MOST_COLUMNS]
    if not placed:
        return []
    matrix = _matrix(placed)
    columns = _columns(placed)
    rows: list[list[str]] = []
    head: list[str] | None = None
    skip = -1
    for at in sorted(matrix):
        if at == skip:
            continue
        row = matrix[at]
        texts = [row[column].text if column in row else "" for column in columns]
        if not any(texts):
            continue
        if _is_title(row, columns, texts):
            title = next(piece.cell for piece in row.values() if piece.text)
            if title.row == at:  # one that spans rows as well stands once
                rows.append([title.text])
            continue
        if head is None:
            below = matrix.get(at + 1, {})
            joined = _two_heads(row, below, columns)
            skip = at + 1 if joined else -1
            head = joined or [_close(text) if len(text) <= _LONGEST_HEAD else text for text in texts]
            rows.append(head)
        elif [_close(text) for text in texts] != [_close(text) for text in head] or not _is_head(head):
            rows.append(texts)
    return [_trimmed(row) for row in rows]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one place of the matrix shows: the text of a cell, whether it began above and goes on to the right."""

    text: str
    cell: Cell
    first: bool


def _matrix(cells: Sequence[Cell]) -> dict[int, dict[int, _Piece]]:
    matrix: dict[int, dict[int, _Piece]] = {}
    for cell in cells:
        repeated = cell.text if len(cell.text) <= _LONGEST_REPEATED else ""
        for row in range(cell.row, min(cell.row + max(1, cell.rows), MOST_ROWS)):
            text = cell.text if row == cell.row else repeated
            places = matrix.setdefault(row, {})
            for col in range(cell.col, min(cell.col + max(1, cell.cols), MOST_COLUMNS)):
                places.setdefault(col, _Piece(text if col == cell.col else "", cell, col == cell.col))
    return matrix


def _columns(cells: Sequence[Cell]) -> list[int]:
    """The columns in which some cell with text begins, those under a spanning head and nothing else left out."""
    used = {cell.col for cell in cells if cell.text.strip()}
    return sorted(used)


def _is_title(row: dict[int, _Piece], columns: list[int], texts: list[str]) -> bool:
    """Whether one cell with text spans all columns of a table, or stands alone over them."""
    filled = [piece for piece in row.values() if piece.text]
    if len(filled) != 1 or len(columns) < 2:
        return False
    cell = filled[0].cell
    return cell.col <= columns[0] and cell.col + cell.cols > columns[-1] and sum(bool(text) for text in texts) == 1


def _two_heads(row: dict[int, _Piece], below: dict[int, _Piece], columns: list[int]) -> list[str] | None:
    """The names of columns whose head has two rows: 责任单位 over 牵头 and 配合; None where it has one."""
    spanning = [piece for piece in row.values() if piece.first and piece.cell.cols > 1 and piece.text]
    if not spanning or not below:
        return None
    names: list[str] = []
    for column in columns:
        upper, lower = row.get(column), below.get(column)
        if upper is None:
            return None
        if upper.cell.rows > 1:
            names.append(_close(upper.cell.text))
        elif upper.cell.cols > 1 and lower is not None and lower.first and lower.cell.rows == 1:
            if len(lower.text) > _LONGEST_HEAD:
                return None
            names.append(_close(f"{upper.cell.text}/{lower.text}" if lower.text else upper.cell.text))
        elif lower is None or not lower.text:
            names.append(_close(upper.cell.text))
        else:
            return None
    return names


def _is_head(row: Sequence[str]) -> bool:
    """Whether a row holds the names of columns: short, and some of them names that such columns have."""
    return all(len(text) <= _LONGEST_HEAD for text in row) and sum(bool(_HEAD.search(text)) for text in row) >= 1


def _close(text: str) -> str:
    """A name without blanks beside wide characters: 完成 时限 is 完成时限."""
    return re.sub(rf"(?<=[{_WIDE}])\s+|\s{{1,200}}(?=[{_WIDE}])", "", text)


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row
