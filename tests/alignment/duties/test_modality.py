"""How firmly a duty binds, compared: polarity first, then strength."""

from __future__ import annotations

import pytest

from tests.alignment.saying import not_yet, silent, turned

OPPOSITE = {"stronger": "weaker", "weaker": "stronger", "other": "other"}


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("商铺应当开放厕所。", "商铺必须开放厕所。", "stronger"),
        ("商铺应当开放厕所。", "商铺可以开放厕所。", "weaker"),
        ("商铺应当开放厕所。", "鼓励商铺开放厕所。", "weaker"),
        ("商铺应当开放厕所。", "商铺原则上应当开放厕所。", "weaker"),
        ("商铺应当开放厕所。", "商铺均应当开放厕所。", "stronger"),
        ("商铺应当开放厕所。", "商铺不得开放厕所。", "other"),
        ("商铺不得占用盲道。", "商铺可以占用盲道。", "weaker"),
        ("商铺不得占用盲道。", "商铺原则上不得占用盲道。", "weaker"),
        ("商铺可以占用盲道。", "商铺应当占用盲道。", "stronger"),
        ("商铺应当提交复印件。", "商铺无需提交复印件。", "weaker"),
        ("区水务局根据实际情况决定。", "区水务局应当根据实际情况决定。", "stronger"),
        ("区水务局因抢险需要、确有困难且经过论证的，可以占用绿地。",
            "区水务局因抢险需要、确有困难且经过论证的，应当占用绿地。", "stronger"),
    ],
)  # fmt: skip
def test_force_in_an_article(old: str, new: str, way: str) -> None:
    for left, right, said in ((old, new, way), (new, old, OPPOSITE[way])):
        assert turned(left, right)["modality"] == said
    assert set(turned(old, new)) == {"modality"}


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("推动老旧小区加装电梯。", "老旧小区必须加装电梯。", "stronger"),
        ("力争新建公厕六座。", "新建公厕六座。", "stronger"),
        ("探索设置共享车位。", "设置共享车位。", "stronger"),
        ("各街道办事处开设助餐点。", "各街道办事处均要开设助餐点。", "stronger"),
        ("各街道办事处开设助餐点。", "有条件的街道办事处开设助餐点。", "weaker"),
        ("不再检查沿街商铺。", "原则上不再检查沿街商铺。", "weaker"),
    ],
)
def test_force_in_a_plan(old: str, new: str, way: str) -> None:
    assert turned(old, new, "plan").get("modality") == way
    assert turned(new, old, "plan").get("modality") == OPPOSITE[way]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("区水务局要开展巡查。", "区水务局开展巡查。"),
        ("区水务局应当开展巡查。", "区水务局要开展巡查。"),
        ("区水务局应当清掏雨水口。", "区水务局清掏雨水口。"),
        ("各街道办事处要开展巡查。", "各街道办事处开展巡查。"),
    ],
)
def test_in_a_plan_a_bare_verb_is_as_firm_as_its_force_word(old: str, new: str) -> None:
    assert silent(old, new, "plan")
    assert silent(new, old, "plan")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("商铺应当开放厕所。", "商铺应开放厕所。"),
        ("商铺必须开放厕所。", "商铺须开放厕所。"),
        ("商铺可以开放厕所。", "商铺可开放厕所。"),
        ("商铺不得占用盲道。", "商铺不准占用盲道。"),
        ("严禁商铺占用盲道。", "禁止商铺占用盲道。"),
    ],
)
def test_words_of_one_force_are_silent(old: str, new: str) -> None:
    assert silent(old, new)
    assert silent(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        not_yet(
            "不少于 says no force, 不得少于 shall: modality weaker is told",
            "座位不得少于四十个。",
            "座位不少于四十个。",
        ),
        ("座位应当不少于四十个。", "座位不得少于四十个。"),
    ],
)
def test_the_bound_of_a_quantity_is_no_prohibition(old: str, new: str) -> None:
    assert silent(old, new)
    assert silent(new, old)


def test_shall_by_either_word_is_shall() -> None:
    assert silent("商铺应当开放厕所。", "商铺要开放厕所。")


def test_a_prohibition_of_several_acts_keeps_its_force_behind_or() -> None:
    old = "商铺不得堆放杂物或者占用盲道。"
    assert turned(old, old.replace("不得", "可以")) == {"modality": "weaker"}
