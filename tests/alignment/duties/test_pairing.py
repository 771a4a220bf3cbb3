"""Which duty is which: a predicate turned round is the same, another one is another."""

from __future__ import annotations

import pytest

from tests.alignment.saying import entries, rows, silent, turned


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("区水务局应当对配电箱进行检修。", "区水务局应当检修配电箱。"),
        ("商铺应当对门前雨水口进行清掏。", "商铺应当清掏门前雨水口。"),
        ("商铺应当将台账予以公示。", "商铺应当公示台账。"),
        ("区水务局应当对配电箱进行检修并公示结果。", "区水务局应当检修配电箱并公示结果。"),
    ],
)
def test_a_predicate_turned_round_says_the_same(old: str, new: str) -> None:
    assert silent(old, new)
    assert silent(new, old)
    assert entries(old, new) == {("wording", "order")}


def test_a_predicate_turned_round_with_another_object_does_not() -> None:
    found = rows("区水务局应当对配电箱进行检修。", "区水务局应当检修水泵。")
    assert [row[0] for row in found] == ["modified"]
    assert found[0][1]["object"] == "other"


def test_what_only_turns_a_predicate_round_is_no_change_of_another_field() -> None:
    assert turned("区水务局应当对配电箱进行检修。", "区水务局应当检修水泵。") == {"object": "other"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("商铺应当登记，并公示价格。", "商铺应当登记并公示价格。"),
    ],
)
def test_two_acts_in_one_clause_or_two_are_the_same(old: str, new: str) -> None:
    assert silent(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("改造道闸。设置公示牌。", "对道闸进行改造。设置公示牌。"),
        (
            "一是加装护栏；二是更换接送车辆；三是安装紫外线灯。",
            "一是加装护栏；二是对接送车辆进行更换；三是安装紫外线灯。",
        ),
    ],
)
def test_a_predicate_turned_round_is_the_same_where_its_sentences_share_too_little(old: str, new: str) -> None:
    assert silent(old, new)
    assert silent(new, old)


def test_duties_of_one_sentence_are_paired_by_what_they_say() -> None:
    old = "商铺应当在三日内登记进货来源，每年清洗遮阳棚，每月检修灯具。"
    new = "商铺应当每月检修灯具，在五日内登记进货来源，每年清洗遮阳棚。"
    assert turned(old, new) == {"deadline": "later"}


def test_what_stands_between_two_pairs_is_one_duty_rewritten() -> None:
    old = "商铺应当登记进货来源，张贴夜间营业提示，每月检修灯具。"
    new = "商铺应当登记进货来源，摆放夜间营业告示牌，每月检修灯具。"
    assert [row[0] for row in rows(old, new)] == ["modified"]


def test_what_has_nothing_in_common_is_one_that_went_and_one_that_came() -> None:
    old = "商铺应当登记进货来源。摊主应当在收摊后清运垃圾。"
    new = "商铺应当登记进货来源。区民政局组织开展志愿服务培训。"
    assert [row[0] for row in rows(old, new)] == ["removed", "added"]


def test_a_rule_for_one_case_is_another_than_the_rule_for_the_other() -> None:
    old = "材料齐全的，区水务局应当当场登记。材料不齐全的，区水务局应当一次告知。"
    new = "材料不齐全的，区水务局应当一次告知。材料齐全的，区水务局应当当场登记。"
    assert silent(old, new)
