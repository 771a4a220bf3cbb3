"""What is proved to be wording, by which proof, and what never is."""

from __future__ import annotations

import pytest

from tests.alignment.saying import compared, not_yet, silent


def proofs(old: str, new: str, frame: str = "article") -> set[str]:
    """The proofs that the account names where nothing but wording differs."""
    found = compared(old, new, frame)
    assert [entry for entry in found.account if entry.told] == []
    assert found.obligations == ()
    return {entry.proof for entry in found.account}


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [
        ("区水务局应当采取措施清掏雨水口。", "区水务局应当采用措施清掏雨水口。", "synonym"),
        ("商铺没有按照规定登记的，责令改正。", "商铺未按照规定登记的，责令改正。", "synonym"),
        ("区人民政府应当公布名录。", "区政府应当公布名录。", "synonym"),
        ("区水务局应当对雨水口进行清掏。", "区水务局应当对雨水口清掏。", "idle"),
        ("区水务局应当对用户开展用水诊断。", "区水务局应当对用户进行用水诊断。", "synonym"),
        ("区水务局应当清掏雨水口、检查井。", "区水务局应当清掏检查井、雨水口。", "order"),
        ("区水务局应当清掏雨水口和检查井。", "区水务局应当清掏雨水口、检查井。", "punctuation"),
        ("区水务局应当在十五日内清掏雨水口。", "区水务局应当在15日内清掏雨水口。", "value"),
        ("商铺处五万元以下罚款。", "商铺处50000元以下罚款。", "value"),
        ("区水务局应当清掏“背街”雨水口。", "区水务局应当清掏背街雨水口。", "punctuation"),
        ("区水务局应当清掏雨水口；", "区水务局应当清掏雨水口。", "punctuation"),
        (
            "区水务局应当清掏雨水口，更换井盖。",
            "区水务局应当清掏雨水口、更换井盖。",
            "punctuation",
        ),
        (
            "区水务局应当清掏“三类”雨水口。",
            "区水务局应当清掏三类雨水口。",
            "punctuation",
        ),
        not_yet("一起 is read as an amount", "商铺应当一起清扫街面。", "商铺应当一并清扫街面。", "synonym"),
        ("商铺应当于第二天登记。", "商铺应当于次日登记。", "synonym"),
        ("区水务局应当规范招标投标。", "区水务局应当规范招投标。", "synonym"),
        ("浴室应当有给水、排水和通风设施。", "浴室应当有给排水和通风设施。", "synonym"),
        ("区水务局应当检查中学、小学食堂。", "区水务局应当检查中小学食堂。", "synonym"),
        ("区水务局应当在检查中登记结果。", "区水务局应当在检查登记结果。", "idle"),
        not_yet(
            "十分 is read as ten points",
            "路面十分湿滑的，区水务局应当撒盐。",
            "路面非常湿滑的，区水务局应当撒盐。",
            "synonym",
        ),
    ],
)
def test_a_difference_is_wording_by_a_named_proof(old: str, new: str, proof: str) -> None:
    assert proof in proofs(old, new) | proofs(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("区水务局应当先修缮后移交。", "区水务局应当先移交后修缮。"),
        ("区水务局应当先清掏再检查。", "区水务局应当先检查再清掏。"),
        ("检查后再清掏雨水口。", "清掏后再检查雨水口。"),
    ],
)
def test_the_order_of_steps_is_what_is_said(old: str, new: str) -> None:
    assert not silent(old, new)
    assert not silent(old, new, "plan")


def test_a_word_of_emphasis_that_looks_like_a_negation_is_none() -> None:
    assert proofs("不断规范摊位管理。", "规范摊位管理。", "plan") == {"emphasis"}
    assert not silent("不规范摊位管理。", "规范摊位管理。", "plan")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("加强街面巡查。", "进一步加强街面巡查。"),
        ("清掏雨水口。", "切实清掏雨水口。"),
        ("各街道办事处组织巡查。", "各街道办事处认真组织巡查。"),
    ],
)
def test_words_of_emphasis_carry_nothing_in_a_plan(old: str, new: str) -> None:
    assert silent(old, new, "plan")
    assert silent(new, old, "plan")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("区水务局应当清掏雨水口。", "区水务局应当全部清掏雨水口。"),
        ("区水务局应当检查小学食堂。", "区水务局应当检查中小学食堂。"),
        ("区水务局应当清理水道。", "区水务局应当清理下水道。"),
        ("区水务局应当规范投标。", "区水务局应当规范招投标。"),
        ("区水务局应当清掏雨水口。", "区水务局应当不清掏雨水口。"),
        ("区水务局应当清掏雨水口和检查井。", "区水务局应当清掏雨水口或者检查井。"),
        ("商铺除节假日外应当开放厕所。", "商铺应当开放厕所。"),
        ("商铺至少开放一处厕所。", "商铺开放一处厕所。"),
        ("区水务局应当首先清掏雨水口。", "区水务局应当清掏雨水口。"),
        ("商铺仅在白天开放厕所。", "商铺在白天开放厕所。"),
        ("区水务局应当执行A级标准。", "区水务局应当执行B级标准。"),
        ("区水务局应当执行GB 31654—2031标准。", "区水务局应当执行GB 31654—2033标准。"),
        ("噪声不得超过60分贝。", "噪声不得超过70分贝。"),
        ("新建浴室6处、食堂15家。", "新建浴室15处、食堂6家。"),
        ("区水务局应当清掏雨水口。", "区民政局应当清掏雨水口。"),
        ("区水务局应当按照第五条规定清掏雨水口。", "区水务局应当按照第六条规定清掏雨水口。"),
        ("区水务局应当在3日内清掏雨水口。", "区水务局应当在5日内清掏雨水口。"),
    ],
)
def test_weighty_differences_are_never_wording(old: str, new: str) -> None:
    assert not silent(old, new)
    assert not silent(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("新建浴室6处、食堂15家。", "新建食堂15家、浴室6处。"),
        ("区水务局应当清掏雨水口、检查井、化粪池。", "区水务局应当清掏化粪池、雨水口、检查井。"),
        ("区水务局、区民政局应当清掏雨水口。", "区民政局、区水务局应当清掏雨水口。"),
    ],
)
def test_the_order_of_a_list_is_wording(old: str, new: str) -> None:
    assert silent(old, new)
    assert silent(old, new, "plan")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("商铺不得堆放杂物、占用盲道。", "商铺不得占用盲道、堆放杂物。"),
        ("商铺不得堆放杂物，不得占用盲道。", "商铺不得占用盲道，不得堆放杂物。"),
    ],
)
def test_the_order_of_acts_is_wording(old: str, new: str) -> None:
    assert silent(old, new)
