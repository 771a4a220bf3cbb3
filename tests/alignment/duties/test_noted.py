"""What a row quotes of notes of responsibility that differ."""

from __future__ import annotations

import pytest

from tests.alignment.saying import rows

HEAD = "云渡区方案\n一、任务\n"


def quotes(old: str, new: str) -> list[tuple[str, str]]:
    return [row[2:] for row in rows(f"{HEAD}{old}\n", f"{HEAD}{new}\n", "whole")]


def test_only_the_statements_that_differ_are_quoted_where_the_clause_before_them_is_long() -> None:
    old = "（一）清掏主要道路沿线雨水口和检查井。（责任单位：区水务局；完成时限：6月底前）"
    assert quotes(old, old.replace("区水务局", "区民政局")) == [("（责任单位：区水务局", "（责任单位：区民政局")]
    assert quotes(old, old.replace("6月", "9月")) == [("完成时限：6月底前）", "完成时限：9月底前）")]


def test_a_short_clause_is_shown_with_its_note_on_both_sides_or_on_neither() -> None:
    old = "（一）清掏雨水口。（区水务局；持续推进）"
    assert quotes(old, old.replace("持续推进", "2031年9月底前完成")) == [("持续推进）", "2031年9月底前完成）")]
    assert quotes(old, "（一）清掏雨水口。（区民政局；2031年9月底前完成）") == [
        ("清掏雨水口。（区水务局；持续推进）", "清掏雨水口。（区民政局；2031年9月底前完成）")
    ]


def test_of_several_lines_of_responsibility_that_which_differs_is_quoted() -> None:
    old = "1.清掏雨水口。\n牵头单位：区水务局\n配合单位：区财政局\n完成时限：6月底"
    assert quotes(old, old.replace("区水务局", "区民政局")) == [("牵头单位：区水务局", "牵头单位：区民政局")]
    assert quotes(old, old.replace("6月", "9月")) == [("完成时限：6月底", "完成时限：9月底")]


def test_a_day_written_otherwise_is_no_part_of_what_differs() -> None:
    old = "序号\t任务\t责任单位\t完成时限\n1\t清掏主要道路沿线的雨水口\t区水务局\t2031年12月底前"
    new = old.replace("区水务局", "区民政局").replace("12月底", "年底")
    assert quotes(old, new) == [("区水务局", "区民政局")]


@pytest.mark.parametrize(
    "form", ["（{}）", "【{}】", "〔{}〕", "（{}、区财政局）", "（{}；6月底前）", "（{}，持续推进）"]
)
def test_bodies_alone_in_a_bracket_behind_a_stop_are_a_note(form: str) -> None:
    old, new = (f"（一）清掏雨水口。{form.format(name)}" for name in ("区水务局", "区民政局"))
    assert [row[:2] for row in rows(f"{HEAD}{old}\n", f"{HEAD}{new}\n", "whole")] == [("modified", {"actor": "other"})]


def test_a_bracket_within_a_sentence_is_part_of_it() -> None:
    assert quotes("（一）名单报区民政局（区救助站）。", "（一）名单报区民政局（区福利院）。")[0][0].startswith("名单报")
