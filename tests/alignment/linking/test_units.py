"""Sentences made ready for linking."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment import Knowledge
from alignment.linking.localise import Localiser
from alignment.linking.units import comma_segments, segments_of, units_of
from alignment.model import Kind
from alignment.reading.segment import segment
from tests.alignment.saying import units

TEXT = """云渡区公厕管理方案
各街道办事处：
现将方案印发给你们。
2031年1月5日
一、整治街面
（一）清扫公厕。各街道办事处每日清扫公厕。（责任单位：区城市管理委；完成时限：6月底前）
二、附则
附件：1.公厕名录
"""


def test_groups_keep_apart_what_never_corresponds() -> None:
    side = segment(TEXT, "old")
    found = {unit.sentence.text: unit.group for unit in units_of(side, Localiser(Knowledge.shipped()))}
    assert found["云渡区公厕管理方案"] == "front"
    assert found["整治街面"] == "heading"
    assert found["清扫公厕。"] == "heading"
    assert found["各街道办事处每日清扫公厕。"] == "body"
    assert found["（责任单位：区城市管理委；完成时限：6月底前）"] == "responsibility"
    assert [group for text, group in found.items() if "名录" in text] == ["back"]


def test_units_are_numbered_in_order_and_leave_the_contents_out() -> None:
    body = (
        "第一章　登记\n第一条　商铺应当登记。\n第二章　打扫\n第二条　商铺应当打扫。\n第三章　公示\n"
        "第三条　商铺应当公示。\n"
    )
    side = segment(f"云渡区商铺管理办法\n目录\n第一章　登记\n第二章　打扫\n第三章　公示\n{body}", "old")
    found = units_of(side, Localiser(Knowledge.shipped()))
    assert [unit.index for unit in found] == list(range(len(found)))
    assert all(unit.clause.kind is not Kind.TOC for unit in found)
    assert any(clause.kind is Kind.TOC for clause in side.clauses)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("商铺应当在十五日内登记。", "商铺应当在15日内登记"), ("处五万元以下罚款。", "处50000元以下罚款。"),
        ("落实“三包”要求。", '落实"三包"要求。'),
        ("（商铺应当登记。）", "商铺应当登记。"),
    ],
)  # fmt: skip
def test_keys_are_equal_where_only_the_writing_differs(one: str, other: str) -> None:
    keys = [
        {unit.key for unit in units(text) if "商铺应当" in unit.key or "罚款" in unit.key or "三包" in unit.key}
        for text in (one, other)
    ]
    assert keys[0]
    assert keys[0] == keys[1]


def test_set_phrases_make_a_formula() -> None:
    found = {
        unit.sentence.text: unit.formula
        for unit in units("依法追究刑事责任。\n第九条　区水务局应当清掏背街小巷雨水口。")
    }
    assert found["依法追究刑事责任。"]
    assert not found["区水务局应当清掏背街小巷雨水口。"]
    assert found["本办法自2031年3月1日起施行。"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("清掏雨水口，更换井盖；修补路面。", ["清掏雨水口", "更换井盖", "修补路面。"]),
        ("清掏雨水口（含背街，小巷），更换井盖。", ["清掏雨水口（含背街，小巷）", "更换井盖。"]),
        ("落实“三包，四净”要求。", ["落实“三包，四净”要求。"]),
        ("《甲，乙》规定：商铺登记", ["《甲，乙》规定", "商铺登记"]),
        ("面积120,000平方米，9:30开门。", ["面积120,000平方米", "9:30开门。"]),
        ("清掏。更换。", ["清掏", "更换。"]),
        ("", [""]),
        ("）清掏，更换", ["）清掏", "更换"]),
    ],
)
def test_where_comma_segments_stand(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in comma_segments(text)] == pieces


@given(st.text("甲乙，；。：（）“”《》1,.:", max_size=30))
def test_segments_stand_in_order_and_only_marks_lie_between(text: str) -> None:
    found = comma_segments(text)
    assert all(start <= end for start, end in found)
    assert all(a[1] + 1 == b[0] for a, b in pairwise(found))
    assert (found[0][0], found[-1][1]) == (0, len(text))
    assert all(text[end] in "，,；;：:。！？." for _, end in found[:-1])


def test_segments_that_say_nothing_are_left_out() -> None:
    unit = next(unit for unit in units("清掏雨水口，，更换井盖。") if "井盖" in unit.key)
    found = segments_of(unit, unit.localiser)
    assert [part.key for part in found] == ["清掏雨水口", "更换井盖"]
    assert [unit.sentence.text[part.start : part.end].strip("。") for part in found] == ["清掏雨水口", "更换井盖"]
