"""Targets of sentences and tables: what is measured, by how much, in which scope and by when."""

from __future__ import annotations

import pytest

from alignment.indicators.model import Target
from alignment.indicators.names import key_of
from alignment.indicators.of_text import targets_of
from alignment.reading.segment import segment

TITLE = "云州市“十五五”养老服务规划"
TABLE = """一、主要目标
序号\t指标\t单位\t2025年\t2030年\t属性
1\t护理型床位占比\t%\t50\t≥60\t约束性
2\t每万人养老护理员数\t人\t8\t12\t预期性
3\t社区食堂数量（家）\t\t80\t120左右\t预期性
"""


def targets(text: str, title: str = TITLE) -> tuple[Target, ...]:
    return targets_of(segment(text, "new"), title)


def said(text: str) -> list[tuple[str, str, str, str, int]]:
    return [(one.scope, one.name, one.bound, one.written, one.year) for one in targets(text)]


def test_a_sentence_says_what_is_reached_and_by_when() -> None:
    found = said("到2028年，全市护理型床位占比达到60%以上，新增老年餐桌300个左右。")
    assert found == [
        ("市", "护理型床位占比", "min", "达到60%以上", 2028),
        ("", "老年餐桌", "about", "300个左右", 2028),
    ]


def test_when_and_who_are_no_part_of_the_name() -> None:
    assert said("2028年10月底前全市新增老年助餐点不少于300个。区民政局每年培训养老护理员不少于200人次。") == [
        ("市", "老年助餐点", "min", "不少于300个", 2028),
        ("", "养老护理员", "min", "不少于200人次", 2030),
    ]


def test_without_a_year_the_period_of_the_plan_counts() -> None:
    (one,) = targets("护理型床位占比不低于60%。")
    assert (one.year, one.bound, one.key) == (2030, "min", "护理型床位率")


def test_two_numbers_said_apart_each_have_their_scope_or_name() -> None:
    found = said(
        "市、区两级网上办理事项比例分别达到90%和80%以上。入住、退住手续办理时间分别压缩至3小时以内和1.5小时以内。"
    )
    assert found == [
        ("市", "网上办理事项比例", "exact", "达到90%", 2030),
        ("区", "网上办理事项比例", "min", "80%以上", 2030),
        ("", "入住手续办理时间", "max", "至3小时以内", 2030),
        ("", "退住手续办理时间", "max", "1.5小时以内", 2030),
    ]


@pytest.mark.parametrize("name", ["培训率", "改造面积", "覆盖率"])
def test_a_verb_that_belongs_to_the_name_stays(name: str) -> None:
    assert [one.name for one in targets(f"{name}达到80%。") + targets(f"{name}达到80平方米。")] == [name] * 2


def test_what_an_income_is_of_belongs_to_its_name() -> None:
    (one,) = targets("力争到2030年养老产业实现营业收入1万亿元。")
    assert one.name == "养老产业营业收入"


def test_two_things_that_are_counted_together_are_two() -> None:
    assert [one.name for one in targets("建设4个老年食堂和1个助浴点。")] == ["老年食堂", "助浴点"]


def test_where_a_value_starts_from_is_its_base() -> None:
    (one,) = targets("每万人拥有养老护理员由8人提高到12人。")
    assert (one.base, one.value, one.key) == ("8人", 12, "每万人养老护理员")


def test_growth_is_another_thing_than_the_level() -> None:
    level, growth = targets("养老消费券核销额达到2000万元。养老消费券核销额同比增长10%以上。")
    assert (level.key, level.change) == ("养老消费券核销额", "")
    assert (growth.key, growth.change) == ("养老消费券核销额增速", "by")


def test_a_place_in_an_order_is_a_target() -> None:
    (one,) = targets("养老服务指标在全省排名不低于第6位。")
    assert (one.family, one.value, one.unit, one.bound) == ("rank", 6, "位", "min")


@pytest.mark.parametrize(
    "text",
    [
        "截至目前，已建成老年餐桌300个。",
        "对6家机构开展检查。",
        "支持投资超过1000万元的企业设立养老机构。",
        "拨打12345热线，按第5批名单办理。",
        "推进餐饮、洗浴、理发等40个行业的适老化改造。",
        "违反规定的，处5万元以上10万元以下罚款。",
        "在3个工作日内办结。",
        "对辖区内60周岁以上老年人开展摸底。",
        "一、发展基础\n（一）设施明显改善\n全市护理型床位占比达到45%。",
        "第三条　养老机构护理型床位占比不低于60%。",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert targets(text) == ()


def test_words_in_place_of_a_number_are_told_as_words() -> None:
    (one,) = targets("大幅提高护理型床位占比。")
    assert (one.value, one.bound, one.key, one.written) == (None, "words", "护理型床位率", "大幅提高护理型床位占比")


def test_a_table_has_a_target_for_each_indicator_and_year_of_the_plan() -> None:
    found = [(one.name, str(one.value), one.unit, one.bound, one.year, one.base) for one in targets(TABLE)]
    assert found == [
        ("护理型床位占比", "3/5", "%", "min", 2030, "50"),
        ("每万人养老护理员数", "12", "人", "exact", 2030, "8"),
        ("社区食堂数量", "120", "家", "about", 2030, "80"),
    ]


def test_a_table_of_two_years_of_the_plan_has_both() -> None:
    found = targets(TABLE.replace("2025年", "2027年"))
    assert [one.year for one in found] == [2027, 2030] * 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("万人高价值专利拥有量", "每万人拥有高价值发明专利", True),
        ("每万人高价值发明专利数", "每万人拥有高价值发明专利", True),
        ("每万人高价值发明专利", "高价值发明专利", False),
        ("质押融资金额", "质押融资额", True),
        ("网上办理比例", "网上办理率", True),
        ("老年餐桌数量", "老年餐桌", True),
    ],
)
def test_names_of_one_thing_have_one_key(one: str, other: str, *, same: bool) -> None:
    assert (key_of(one) == key_of(other)) is same
