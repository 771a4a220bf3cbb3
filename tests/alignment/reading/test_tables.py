"""Tables of tasks: rows of cells, heads, and tables that lost their rows to one cell a line."""

from __future__ import annotations

import pytest

from alignment.duties.of_text import obligations_of
from alignment.model import Role
from alignment.reading.segment import segment
from alignment.reading.tables import Cell, is_row, is_rule, tables

HEAD = "序号\t重点任务\t责任单位\t完成时限"
ROWS = ["1\t清掏背街雨水口\t区水务局\t6月底前", "2\t新建口袋公园三处\t区园林绿化局、各街道办事处\t2031年底"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (HEAD, True), (ROWS[0], True), ("| 1 | 新建公厕 | 甲局 |", True), ("|序号|任务|", True),
        ("（一）\t新建公厕", False), ("1.\t新建公厕", False), ("新建公厕。", False), ("", False), ("\t\t\t", False),
        ("甲|乙", False), ("|甲|", False),
        ("一\t\t二", False),
    ],
)  # fmt: skip
def test_what_a_row_is(text: str, row: bool) -> None:
    assert is_row(text) is row


@pytest.mark.parametrize(
    ("text", "rule"),
    [("| --- | --- |", True), ("|:---|---:|", True), ("---|---", True), ("----", False), ("| - | - |", False),
        ("|甲|---|", False), ("", False)],
)  # fmt: skip
def test_what_only_parts_the_head_from_the_rows(text: str, rule: bool) -> None:
    assert is_rule(text) is rule


def test_cells_know_their_place_and_the_head_of_their_column() -> None:
    found = tables(["说明。", HEAD, *ROWS, "以上任务按月通报。"])
    assert sorted(found) == [1, 2, 3]
    assert {cell.column for cell in found[1]} == {"#"}
    for at, row in zip((2, 3), ROWS, strict=True):
        assert [row[cell.start : cell.end] for cell in found[at]] == row.split("\t")
        assert [cell.column for cell in found[at]] == HEAD.split("\t")
        assert [cell.notes for cell in found[at]] == [False, False, True, True]
        assert [cell.numbers for cell in found[at]] == [True, False, False, False]


@pytest.mark.parametrize(
    ("column", "notes", "numbers"),
    [
        ("责任单位", True, False), ("牵头部门", True, False), ("配合单位", True, False), ("完成时限", True, False),
        ("时间安排", True, False), ("主责处室", True, False),
        ("工作任务", False, False), ("具体措施", False, False), ("备注", False, False), ("序号", False, True),
        ("编号", False, True), ("", False, False),
    ],
)  # fmt: skip
def test_what_a_column_says_of_its_cells(column: str, notes: bool, numbers: bool) -> None:
    cell = Cell(0, 3, column)
    assert (cell.notes, cell.numbers) == (notes, numbers)


def test_upright_strokes_part_cells_as_tabs_do() -> None:
    text = "| 1 | 清掏雨水口 | 区水务局 |"
    found = tables(["| 序号 | 任务 | 责任单位 |", text])
    assert [text[cell.start : cell.end].strip() for cell in found[1] if cell.end > cell.start] == [
        "1",
        "清掏雨水口",
        "区水务局",
    ]
    assert [cell.column for cell in found[1] if cell.end > cell.start] == ["序号", "任务", "责任单位"]


def test_a_row_of_another_width_and_a_table_without_a_head_have_no_columns() -> None:
    found = tables([HEAD, "1\t清掏雨水口\t区水务局"])
    assert {cell.column for cell in found[1]} == {""}
    assert {cell.column for cell in tables(["甲街\t三处\t已建"])[0]} == {""}


def test_a_second_table_has_a_head_of_its_own() -> None:
    found = tables([HEAD, ROWS[0], "另附物资清单。", "序号\t项目\t数量", "1\t座椅\t40张"])
    assert [cell.column for cell in found[4]] == ["序号", "项目", "数量"]


def test_a_table_of_one_cell_a_line_is_put_together() -> None:
    lines = [*HEAD.split("\t"), *ROWS[0].split("\t"), *ROWS[1].split("\t"), "以上任务按月通报。"]
    found = tables(lines)
    assert sorted(found) == list(range(12))
    assert {found[at][0].column for at in range(4)} == {"#"}
    assert [found[at][0].column for at in range(4, 12)] == HEAD.split("\t") * 2


def test_short_lines_that_are_no_heads_are_no_table() -> None:
    assert tables(["序号", "任务", "清掏雨水口", "1"]) == {}
    assert tables(["任务", "责任单位", "备注", "1", "2", "3"]) == {}


@pytest.mark.parametrize("layout", ["tabs", "strokes", "lines"])
def test_a_task_is_bound_by_the_cells_beside_it(layout: str) -> None:
    rows = [row.split("\t") for row in (HEAD, *ROWS)]
    if layout == "tabs":
        body = "\n".join("\t".join(row) for row in rows)
    elif layout == "strokes":
        body = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        body = body.replace("|\n| 1", "|\n| --- | --- | --- | --- |\n| 1")
    else:
        body = "\n".join(cell for row in rows for cell in row)
    side = segment(f"云渡区城区品质提升任务表\n2031年2月3日\n一、任务分工\n{body}\n", "new")
    found = {duty.text: duty for duty in obligations_of(side)}
    assert set(found) == {"清掏背街雨水口", "新建口袋公园三处"}
    drains, parks = found["清掏背街雨水口"], found["新建口袋公园三处"]
    assert [bearer.name for bearer in drains.bearers] == ["区水务局"]
    assert [bearer.name for bearer in parks.bearers] == ["区园林绿化局", "各街道办事处"]
    assert [duty.due.by if duty.due else "" for duty in (drains, parks)] == ["2031-06-30", "2031-12-31"]
    roles = [sentence.role for clause in side.clauses for sentence in clause.sentences if "区水务局" in sentence.text]
    assert roles == [Role.RESPONSIBILITY]
