"""Clauses under another number are one entry, each one that moved has its own."""

from __future__ import annotations

from tests.alignment.saying import compared, law, places

LINES = ("商铺应当登记进货来源。", "商铺应当清扫门前街面。", "摊主应当公示价格目录。", "区水务局应当清掏雨水口。")


def test_clauses_behind_one_that_went_are_renumbered_in_one_entry() -> None:
    found = compared(law(*LINES), law(*LINES[1:]), "whole")
    assert [(entry.cls, entry.kind) for entry in found.account] == [("duty", "removed"), ("renumbered", "renumbered")]
    assert places(found, "renumbered") == (
        ["第二条　", "第三条　", "第四条　"],
        ["第一条　", "第二条　", "第三条　"],
    )


def test_a_clause_that_moved_is_told_with_its_words() -> None:
    found = compared(law(*LINES), law(LINES[2], LINES[0], LINES[1], LINES[3]), "whole")
    moved = [entry for entry in found.account if entry.cls == "moved"]
    assert [(entry.old, entry.new) for entry in moved] == [(f"第三条　{LINES[2]}", f"第一条　{LINES[2]}")]
    assert found.obligations == ()


def test_a_clause_that_moved_and_changed_is_a_row() -> None:
    changed = LINES[2].replace("应当", "应当每日")
    found = compared(law(*LINES), law(changed, LINES[0], LINES[1], LINES[3]), "whole")
    assert [change.directions for change in found.obligations] == [{"deadline": "set"}]
    assert not [entry for entry in found.account if entry.cls == "moved"]
