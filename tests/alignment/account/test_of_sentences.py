"""What no duty explains: headings, front matter, notes and facts find their owner."""

from __future__ import annotations

import pytest

from alignment.model import Task
from tests.alignment.saying import compared, entries, law, places

PLAN = (
    "云渡区公厕方案\n云政办发〔2031〕5号\n一、工作内容\n（一）整治公厕\n区城市管理局清扫公厕。\n二、保障\n"
    "区财政局核拨经费。\n云渡区人民政府办公室\n2031年3月5日\n"
)


@pytest.mark.parametrize(
    ("gone", "come", "task", "found"),
    [
        ("工作内容", "重点工作", "revision", {("wording", "heading")}),
        ("整治公厕", "整治12座公厕", "revision", {("substance", "other")}),
        ("〔2031〕5号", "〔2031〕6号", "revision", {("substance", "status")}),
        ("〔2031〕5号", "〔2031〕6号", "derivation", {("localised", "localised")}),
        ("3月5日", "4月6日", "derivation", {("localised", "localised")}),
    ],
)
def test_the_owner_of_what_no_duty_explains(gone: str, come: str, task: Task, found: set[tuple[str, str]]) -> None:
    assert entries(PLAN, PLAN.replace(gone, come), "whole", task) == found


def test_the_words_of_a_heading_belong_to_the_change_below_it() -> None:
    new = PLAN.replace("整治公厕", "整治全部公厕").replace("清扫公厕", "每日清扫公厕")
    found = compared(PLAN, new, "whole")
    assert [(entry.cls, entry.kind) for entry in found.account] == [("duty", "modified")]
    assert places(found, "modified") == ([], ["每日", "全部"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("（责任单位：区水务局）", "（区水务局负责）"),
        ("（责任单位：区水务局、区民政局）", "（责任单位：区民政局、区水务局）"),
        ("（责任单位：区水务局）", "〔责任部门：区水务局〕"),
    ],
)
def test_a_note_that_says_the_same_in_another_form_is_wording(old: str, new: str) -> None:
    assert entries(f"（一）清掏雨水口。{old}", f"（一）清掏雨水口。{new}", "items") == {("wording", "note")}


def test_a_note_belongs_to_the_row_of_what_it_binds() -> None:
    note = "（一）清掏雨水口。（责任单位：{}）"
    found = compared(note.format("区水务局"), note.format("区民政局"), "items")
    assert [(entry.cls, entry.kind) for entry in found.account] == [("duty", "modified")]
    assert places(found, "modified") == (["水务"], ["民政"])


def test_a_fact_that_is_new_is_other_substance_from_end_to_end() -> None:
    found = compared("商铺应当登记。", "商铺应当登记。本办法所称店招，是指商铺门前的招牌。")
    assert [(entry.cls, entry.kind) for entry in found.account] == [("substance", "definition")]
    assert places(found, "definition") == ([], ["本办法所称店招，是指商铺门前的招牌。"])


def test_a_comma_in_a_fact_is_punctuation() -> None:
    assert entries("公厕分为甲类、乙类。", "公厕分为甲类，乙类。") == {("wording", "punctuation")}


@pytest.mark.xfail(
    strict=True, reason="told for whole clauses alone: a sentence that went to another article has no entry"
)
def test_a_sentence_that_went_to_another_article_is_moved() -> None:
    old = law("区水务局应当清掏雨水口。商铺应当登记进货来源。", "摊主应当清扫门前街面。")
    new = law("商铺应当登记进货来源。", "摊主应当清扫门前街面。区水务局应当清掏雨水口。")
    assert entries(old, new, "whole") == {("moved", "moved")}


def test_a_sign_that_differs_in_a_fact_is_punctuation() -> None:
    assert entries("公厕分为“甲类”和“乙类”。", "公厕分为甲类和乙类。") == {("wording", "punctuation")}
