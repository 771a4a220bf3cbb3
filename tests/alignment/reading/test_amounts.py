"""Numbers with their unit and bound, as values: whatever the writing, equal amounts are equal and others are not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from alignment.reading.amounts import FAMILIES, UNITS, amounts, family_of, value_of
from alignment.reading.flat import flatten


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("0", 0), ("7", 7), ("007", 7), ("50000", 50_000), ("50,000", 50_000), ("1,234,567", 1_234_567),
        ("3.25", Fraction(13, 4)),
        ("5万", 50_000), ("1.5万", 15_000), ("2千", 2_000), ("3百万", 3_000_000), ("1.5亿", 150_000_000),
        ("1亿2000万", 120_000_000),
        ("2万亿", 2_000_000_000_000), ("1,100万", 11_000_000),
        ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("九", 9), ("十", 10), ("十一", 11), ("二十", 20), ("九十九", 99),
        ("廿", 20), ("廿三", 23),
        ("卅", 30), ("一百", 100), ("一百零五", 105), ("一百一十五", 115), ("一百五", 150), ("二百五十", 250),
        ("一千零一", 1001),
        ("一千零一十", 1010), ("一千五", 1500), ("三千二百", 3200), ("一万", 10_000), ("一万五", 15_000),
        ("一万五千", 15_000),
        ("一万零五", 10_005), ("一万零五百", 10_500), ("十万零五千", 105_000), ("两万三千四百五十六", 23_456),
        ("一百二十万", 1_200_000),
        ("一亿", 100_000_000), ("一亿二千万", 120_000_000), ("三亿零五十万", 300_500_000),
        ("一万亿", 1_000_000_000_000),
        ("三点五", Fraction(7, 2)), ("零点零五", Fraction(1, 20)), ("十二点二五", Fraction(49, 4)),
        ("一点五万", 15_000), ("二点五亿", 250_000_000),
        ("二〇三一", 2031), ("二零三一", 2031), ("一二三四五", 12_345),
        ("壹拾贰", 12), ("伍佰", 500), ("贰仟叁佰", 2300), ("壹万伍仟", 15_000), ("玖拾捌", 98),
    ],
)  # fmt: skip
def test_a_number_in_any_writing_has_its_value(words: str, value: Fraction) -> None:
    assert value_of(words) == value


@pytest.mark.parametrize(
    "words",
    [
        "",
        "元",
        "五元",
        "1.2.3",
        "二百三四",
        "三点",
        "三点十",
        "12号",
        "一点五六元",
        "点五",
        "点",
        "一" * 5_000,
        "1" * 5_000,
    ],
)
def test_what_is_no_number_has_no_value(words: str) -> None:
    assert value_of(words) is None


#: Per line: writings of one amount. No two lines are equal.
ONE_AMOUNT = [
    ["五万元", "5万元", "50000元", "50,000元", "伍万元", "5.0万元"],
    ["不超过五万元", "不得超过5万元", "五万元以下", "50000元及以下", "至多五万元", "最高5万元"],
    ["不少于五万元", "不低于五万元", "五万元以上", "至少5万元", "不得少于50,000元"],
    ["超过五万元", "多于5万元", "高于50000元"],
    ["不足五万元", "低于5万元", "不满五万元"],
    ["约五万元", "5万元左右", "五万余元", "近五万元"],
    ["十万零五千元", "105000元", "10.5万元", "十万五千元"],
    ["1.5亿元", "15000万元", "一亿五千万元"],
    ["三成", "30%", "百分之三十", "30％", "十分之三"],
    ["三成五", "35%", "百分之三十五", "千分之三百五十"],
    ["四成半", "45%", "百分之四十五"],
    ["一半", "50%", "半数", "二分之一", "五成"],
    ["千分之三", "3‰", "0.3%"],
    ["三分之二以上", "2/3以上"],
    ["二分之一以下", "1/2以下", "百分之五十以下"],
    ["5万元以上10万元以下", "五万元以上十万元以下"],
    ["5—10万元", "5万元至10万元", "五至十万元", "5万-10万元"],
    ["两公里", "2千米", "2000米", "二千米", "2km"],
    ["五百米", "500米", "0.5公里"],
    ["30厘米", "三十厘米", "300毫米", "0.3米"],
    ["一公顷", "10000平方米", "1万平方米", "1公顷"],
    ["2公斤", "2千克", "两公斤", "2000克", "四斤"],
    ["3吨", "3000公斤", "三吨"],
    ["六十分贝", "60分贝", "60dB"],
    ["两倍", "2倍", "二倍"],
    ["三个百分点", "3个百分点", "3百分点"],
    ["十家", "10家", "10个", "十户"],
    ["每小时20公里", "每小时二十公里", "每小时20000米", "20公里/小时"],
    ["每户不高于12元", "每户不超过十二元"],
    ["每月不低于八十元", "每年不低于960元", "每月不少于80元"],
    ["5NTU", "5 NTU"],
]  # fmt: skip


def key(words: str) -> tuple[object, ...]:
    """The keys of all amounts of a stretch."""
    return tuple(item.key for item in amounts(flatten(words)))


@pytest.mark.parametrize("writings", ONE_AMOUNT, ids=lambda writings: writings[0])
def test_one_amount_has_one_key_in_every_writing(writings: list[str]) -> None:
    found = {words: key(words) for words in writings}
    assert all(found.values()), found
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize(("one", "other"), [("十千克", "10公斤"), ("二十千米", "20公里"), ("一百五十千瓦", "150千瓦")])
def test_thousand_in_a_unit_is_no_part_of_a_chinese_number(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_other_amounts_have_other_keys() -> None:
    keys = [key(writings[0]) for writings in ONE_AMOUNT]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("五万元", "五万美元"), ("5米", "5平方米"), ("5平方米", "5立方米"), ("三成", "三倍"), ("3%", "3个百分点"),
        ("3%", "3‰"), ("3折", "3成"),
        ("五个", "五次"), ("五人", "五人次"), ("60分贝", "60分"), ("60分贝", "60度"), ("5NTU", "5mg"), ("3级", "3岁"),
        ("10GB", "10TB"),
        ("提高到四成", "提高四成"), ("降低5分贝", "降低到5分贝"), ("提高三成", "降低到三成"), ("至少三家", "至多三家"),
        ("三家", "三家以上"),
        ("超过三家", "三家以上"), ("5—10万元", "5—15万元"), ("每小时20公里", "20公里"), ("每月八十元", "每年八十元"),
        ("每户12元", "每人12元"), ("一万五元", "一万零五元"), ("1050元", "1005元"),
    ],
)  # fmt: skip
def test_amounts_that_say_something_else_differ(left: str, right: str) -> None:
    assert key(left) != key(right)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("处五百元以上二千元以下罚款", [("money", 500, None, "min"), ("money", 2000, None, "max")]),
        ("座位不少于四十个，过道宽度不得低于1.2米",
            [("count", 40, None, "min"), ("length", Fraction(6, 5), None, "min")]),
        ("水温保持在38℃至42℃", [("temperature", 38, 42, "exact")]),
        ("补贴5—10万元", [("money", 50_000, 100_000, "exact")]),
        ("覆盖率达到百分之九十五以上", [("ratio", Fraction(19, 20), None, "min")]),
        ("费用降低30%—50%", [("ratio", Fraction(3, 10), Fraction(1, 2), "exact")]),
        ("人数不满三十人的", [("count", 30, None, "below")]),
        ("年满十八周岁", [("age", 18, None, "min")]),
        ("占用面积约两百平方米", [("area", 200, None, "about")]),
        ("车速每小时不得超过15公里", [("length/小时", 15_000, None, "max")]),
        ("新建公厕六座、座椅二百张", [("count", 6, None, "exact"), ("count", 200, None, "exact")]),
        ("每平方米租金不高于三元", [("money/平方米", 3, None, "max")]),
        ("安装半年", [("months", 6, None, "exact")]),
        ("一年半", [("months", 18, None, "exact")]),
        ("服务10万余人次", [("visits", 100_000, None, "about")]),
        ("抽取8‰", [("ratio", Fraction(1, 125), None, "exact")]),
    ],
)  # fmt: skip
def test_what_a_sentence_asks_for(text: str, found: list[tuple[str, Fraction, Fraction | None, str]]) -> None:
    assert [(item.family, item.value, item.high, item.bound) for item in amounts(flatten(text))] == found


@pytest.mark.parametrize(
    "text",
    [
        "", "应当按照规定投放垃圾", "第三次会议", "第五条", "2031年", "二〇三一年", "上一年度", "本年度", "按季度通报",
        "一次性补助", "三性审查",
        "一网通办", "千方百计", "统一标准", "万众一心", "第三年", "本级人民政府", "上级部门",
        "五里桥夜市", "热线110对接联动", "两对照",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_amount_is_none(text: str) -> None:
    assert amounts(flatten(text)) == ()


@pytest.mark.xfail(strict=True, reason="十分 (very) is read as ten points")
def test_an_adverb_is_no_amount() -> None:
    assert amounts(flatten("路面十分湿滑的，应当封闭")) == ()


def test_places_and_words_are_those_of_the_text() -> None:
    text = flatten("沿街商铺占道不得超过２０厘米，逾期处一千元罚款。")
    found = amounts(text)
    assert [(item.written, item.unit) for item in found] == [("超过20厘米", "厘米"), ("一千元", "元")]
    assert all(text[item.start : item.end] == item.written for item in found)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("补助标准提高到四百元", "to"), ("补助标准提高四百元", "by"), ("压减至五日", "to"), ("材料减少三成", "by"),
        ("补助四百元", ""),
        ("收费下调20%", "by"), ("提升为三倍", "to"),
    ],
)  # fmt: skip
def test_whether_something_changes_by_or_to_an_amount(text: str, mode: str) -> None:
    assert [item.mode for item in amounts(flatten(text))] == [mode]


def test_every_unit_is_of_a_family_and_has_a_factor() -> None:
    for unit, (family, factor) in UNITS.items():
        assert family in FAMILIES
        assert factor > 0
        assert family_of(unit) == (family, factor)
        (found,) = amounts(flatten(f"共3{unit}。")) or (None,)
        assert found is not None, unit
        assert (found.family, found.value) == (family, 3 * factor), unit


@pytest.mark.parametrize("unit", ["家", "座", "名", "项"])
def test_measure_words_count(unit: str) -> None:
    assert family_of(unit) == ("count", 1)


def test_letters_that_no_table_knows_are_a_family_of_their_own() -> None:
    assert family_of("ntu") == family_of("NTU") == ("NTU", 1)


@pytest.mark.parametrize("piece", ["百分之", "1,000", "三", "不少于", "5万", "1.5.", "2/3", "每小时", "万亿", "-"])
def test_long_runs_come_to_an_end(piece: str) -> None:
    assert isinstance(amounts(piece * 20_000), tuple)


@pytest.mark.parametrize(
    "lead",
    (
        "不超过 不少于 不低于 不短于 年满 满 至少 最低 最少 最短 起码 大于等于 ≥ 至多 最多 最高 最长 最大"
        " 小于等于 ≤ 高于 多于 大于 超过 超出 > 低于 少于 小于 短于 不足 不满 未满 < 约 大约 将近 近 各 共 共计"
        " 总计 累计 合计 达到 达 为 到 至 每年 每个站点"
    ).split(),
)
def test_an_amount_begins_with_what_bounds_it_or_leads_to_it(lead: str) -> None:
    assert [amount.written for amount in amounts(f"巡查{lead}5次")] == [f"{lead}5次"]


@pytest.mark.parametrize("words", "一半 半数 三成五 百分之三十 千分之三 万分之五 三分之一 半年 300元/年".split())
def test_an_amount_begins_with_each_sort_of_number(words: str) -> None:
    assert [amount.written for amount in amounts(f"清运{words}")] == [words]


@pytest.mark.parametrize("words", ["2031/2/3", "1/2/3的"])
def test_a_day_written_with_strokes_is_no_fraction(words: str) -> None:
    assert not any(item.family == "ratio" for item in amounts(flatten(words)))
