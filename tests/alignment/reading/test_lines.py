"""Clauses as lines that are kept: what is read from them again is what was read from the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.comparing import compare, compare_sides
from alignment.model import Clause, Side
from alignment.reading.lines import from_lines, to_lines
from alignment.reading.segment import segment

PLAN = """云州市养老服务工作方案

为做好养老服务，制定本方案。
一、总体要求
坚持便民原则。
二、主要任务
（一）设立窗口。各区要在6月底前设立窗口。一是选好场地；二是配齐人员；三是公开流程。
（二）优化流程
1.压减材料。各街道应当压减材料。
2.缩短时限。
附件：1.事项清单
云州市人民政府
2024年3月18日
"""
LAW = "第一章　总则\n第一条　为了规范停车，制定本条例。\n第二条　停车场应当公示收费标准。\n不得强制收费。\n"


def clauses(side: Side) -> list[Clause]:
    """The clauses without the offsets in the source, which lines do not keep."""
    return [replace(clause, origin=()) for clause in side.clauses]


@pytest.mark.parametrize("text", [PLAN, LAW, "一句话。", ""])
def test_lines_give_the_same_clauses_again(text: str) -> None:
    side = segment(text, "old")
    again = from_lines(to_lines(side), "old")
    assert clauses(again) == clauses(side)
    assert (again.title, again.issued) == (side.title, side.issued)


def test_the_number_is_split_off_with_its_blanks() -> None:
    lines = to_lines(segment(LAW, "old"))
    assert [(line.number, line.text) for line in lines[1:3]] == [
        ("第一条　", "为了规范停车，制定本条例。"),
        ("第二条　", "停车场应当公示收费标准。"),
    ]
    assert [line.address for line in lines] == ["第一章", "第一条", "第二条/第一款", "第二条/第二款"]


def test_run_in_items_go_on_in_their_paragraph() -> None:
    lines = [line for line in to_lines(segment(PLAN, "old")) if line.address.startswith("二/（一）")]
    assert [line.runs_on for line in lines] == [False, True, True, True]
    assert "".join(line.whole for line in lines) in PLAN


def test_a_comparison_of_lines_is_a_comparison_of_texts() -> None:
    changed = PLAN.replace("6月底", "9月底").replace("（二）优化流程", "（二）优化服务流程")
    old, new = segment(PLAN, "old"), segment(changed, "new")
    direct = compare(PLAN, changed)
    kept = compare_sides(from_lines(to_lines(old), "old"), from_lines(to_lines(new), "new"))
    assert kept.rows == direct.rows
    assert kept.links == direct.links
    assert kept.obligations == direct.obligations


@given(st.text(alphabet="第一二三条章（）()1.、。；，：为了应当\t\n\u3000年月日甲乙", max_size=120))
def test_any_text_comes_back(text: str) -> None:
    side = segment(text, "old")
    lines = to_lines(side)
    assert not any("\n" in line.whole for line in lines)
    assert clauses(from_lines(lines, "old")) == clauses(side)


def test_real_texts_come_back(evaluation: Path) -> None:
    files = [*sorted((evaluation / "gold" / "raw").iterdir()), *sorted((evaluation / "laws").rglob("*.md"))[::100]]
    for file in files:
        side = segment(file.read_text("utf-8"), "old")
        assert clauses(from_lines(to_lines(side), "old")) == clauses(side), file.name
