"""How firmly a clause binds: polarity, strength, and words that only look like force."""

from __future__ import annotations

import pytest

from alignment import Knowledge
from alignment.duties.force import FORCES, PLAIN, ForceReader

READER = ForceReader(Knowledge.shipped())


@pytest.mark.parametrize(
    ("text", "word", "polarity", "name"),
    [
        ("探索设置共享车位", "探索", "duty", "explore"),
        ("研究制定补贴办法", "研究", "duty", "explore"),
        ("在两条街试点夜间停车", "试点", "duty", "explore"),
        ("推动老旧小区加装电梯", "推动", "duty", "push"),
        ("力争建成六座公厕", "力争", "duty", "push"),
        ("清掏雨水口", "", "duty", "plain"),
        ("要清掏雨水口", "要", "duty", "shall"),
        ("区水务局要清掏雨水口", "要", "duty", "shall"),
        ("应当清掏雨水口", "应当", "duty", "shall"),
        ("商铺应保持整洁", "应", "duty", "shall"),
        ("方可营业", "方可", "duty", "shall"),
        ("必须清掏雨水口", "必须", "duty", "must"),
        ("务必清掏雨水口", "务必", "duty", "must"),
        ("须经消毒", "须", "duty", "must"),
        ("不得占用盲道", "不得", "prohibition", "shall"),
        ("严禁占用盲道", "严禁", "prohibition", "must"),
        ("禁止占用盲道", "禁止", "prohibition", "must"),
        ("不准占用盲道", "不准", "prohibition", "shall"),
        ("不予批准", "不予", "prohibition", "plain"),
        ("可以占用盲道", "可以", "permission", "plain"),
        ("可延长十日", "可", "permission", "plain"),
        ("有权查阅记录", "有权", "permission", "plain"),
        ("鼓励商铺开放厕所", "鼓励", "encouragement", "plain"),
        ("支持商铺开放厕所", "支持", "encouragement", "plain"),
        ("无需提交复印件", "无需", "release", "plain"),
        ("免予处罚", "免予", "release", "plain"),
    ],
)
def test_what_a_word_makes_of_a_clause(text: str, word: str, polarity: str, name: str) -> None:
    found = READER.read(text)
    assert (found.word, found.polarity, found.name) == (word, polarity, name)
    assert found.said is bool(word)
    if word:
        assert text[found.start : found.end] == word


@pytest.mark.parametrize(
    "text",
    [
        "供应早餐", "重要场所安装扶手", "主要街道清扫两遍", "完善应急预案", "应对强降雨", "提升可靠性", "许可证上墙",
        "聘请负责人", "落实要求", "整治“可以不做”现象",
        "学习《必须知道的常识》", "发布研究报告", "加大支持力度", "印发试点方案", "公示摘要", "清掏雨水口",
    ],
)  # fmt: skip
def test_what_only_looks_like_force(text: str) -> None:
    assert READER.read(text) == PLAIN


@pytest.mark.parametrize(
    ("bare", "stepped", "by"),
    [
        ("应当清掏雨水口", "原则上应当清掏雨水口", -1), ("应当清掏雨水口", "应当尽量清掏雨水口", -1),
        ("不得占道", "一般不得占道", -1), ("应当参加", "均应当参加", 1),
        ("要参加", "都要参加", 1), ("应当参加", "有条件的应当参加", -1), ("必须参加", "均必须参加", 0),
        ("可以参加", "均可以参加", 0),
    ],
)  # fmt: skip
def test_words_that_take_or_add_a_step(bare: str, stepped: str, by: int) -> None:
    one, other = READER.read(bare), READER.read(stepped)
    assert other.strength - one.strength == by
    assert other.polarity == one.polarity


@pytest.mark.parametrize(
    ("text", "word", "polarity"),
    [
        ("应当不予受理", "不予", "prohibition"),
        ("可以不予处罚", "可以", "permission"),
        ("要推动加装电梯", "要", "duty"),
        ("应当逐步更换", "应当", "duty"),
        ("鼓励企业探索共享车位", "鼓励", "encouragement"),
        ("严禁占用、不得堆放", "严禁", "prohibition"),
        ("双方可以协商", "可以", "permission"),
    ],
)
def test_of_several_words_the_one_that_governs(text: str, word: str, polarity: str) -> None:
    found = READER.read(text)
    assert (found.word, found.polarity) == (word, polarity)


def test_each_strength_has_a_name() -> None:
    assert sorted(FORCES) == [1, 2, 3, 4, 5, 6]
    strengths = {strength for words in Knowledge.shipped().modality.values() for strength in words.values()}
    assert strengths <= FORCES.keys()
