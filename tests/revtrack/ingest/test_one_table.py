"""One task table in each format of files: the same lines, so that the same table in two formats is no change."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from revtrack.ingest.read import read_bytes
from tests.revtrack.ingest.made_files import Paper, ofd, ofd_line, ofd_text, p, tr, word

TITLE = "栗川区社区食堂重点任务分工表"
ROWS = (
    ("序号", "任务内容", "责任单位", "完成时限"),
    ("1", "建立供餐台账制度，每月汇总供餐人次和补贴金额并向社会公示", "区民政局、各街道办事处", "2027年3月底前"),
    ("2", "核定餐费补贴标准，按季度拨付补贴资金", "区财政局", "2027年6月底前"),
    ("3", "对社区食堂灶具和食材开展抽查", "区市场监督管理局、区应急管理局", "每季度"),
)
WANTED = [TITLE, *("\t".join(row) for row in ROWS)]


def as_word() -> bytes:
    rows = "".join(tr(*row) for row in ROWS)
    return word(p(TITLE) + f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")


def as_workbook() -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in ((TITLE,), *ROWS):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    book.save(buffer)
    return buffer.getvalue()


def as_page() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td><p>{text}</p></td>' for text in row)}</tr>" for row in ROWS)
    return f"<html><body><h1>{TITLE}</h1><table border=1>{rows}</table></body></html>".encode()


def as_pdf() -> bytes:
    paper = Paper().text(200, 60, TITLE, 18)
    paper.table(100, (40, 220, 130, 85), ROWS)
    return paper.done()


def set_in(left: float, top: float, text: str) -> str:
    """A piece of text, figures half as wide as characters."""
    steps = " ".join("1.5" if char.isascii() else "3" for char in text[:-1])
    return (
        f'<ofd:TextObject Boundary="{left} {top} 100 4" Size="3"><ofd:TextCode X="0" Y="3" DeltaX="{steps}">{text}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def as_ofd() -> bytes:
    edges, top, high = (15, 25, 125, 175, 205), 40, 8
    content = ofd_text(60, 20, TITLE, size=6)
    for at, row in enumerate(ROWS):
        for left, text in zip(edges, row, strict=False):
            content += set_in(left + 1, top + at * high + 1, text)
    for at in range(len(ROWS) + 1):
        content += ofd_line(edges[0], top + at * high, edges[-1], top + at * high)
    for edge in edges:
        content += ofd_line(edge, top, edge, top + len(ROWS) * high)
    return ofd(content)


def as_text() -> bytes:
    return "\n".join(WANTED).encode()


@pytest.mark.parametrize("made", [as_word, as_workbook, as_page, as_pdf, as_ofd, as_text])
def test_a_task_table_has_the_same_lines_in_each_format(made: Callable[[], bytes]) -> None:
    found = read_bytes(made(), name="表")
    assert found.text.splitlines() == WANTED
    assert found.account.unexplained == 0
