"""What a difference is that no value explains: the field that its place stands for, with its reach."""

from __future__ import annotations

import pytest

from alignment.duties.actions import severity, verb_rank
from alignment.duties.table import DIRECTIONS, FIELDS, TABLE
from tests.alignment.saying import compared, not_yet, rows, turned

BACK = {
    "wider": "narrower", "narrower": "wider", "set": "dropped", "dropped": "set", "weaker": "stronger",
    "stronger": "weaker",
    "other": "other",
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "field", "way"),
    [
        # the object
        ("区水务局应当清掏雨水口、检查井。", "区水务局应当清掏雨水口。", "object", "narrower"),
        ("区水务局应当清掏雨水口、检查井。", "区水务局应当清掏雨水口、检查井、化粪池。", "object", "wider"),
        ("商铺应当公示价格。", "商铺应当公示价格、产地。", "object", "wider"),
        ("商铺应当公示价格等信息。", "商铺应当公示价格。", "object", "narrower"),
        ("食堂应当配备冷藏柜。", "食堂应当配备消毒柜。", "object", "other"),
        ("商铺不得堆放杂物、货架。", "商铺不得堆放杂物。", "object", "narrower"),
        ("摊主应当持有健康证和培训证。", "摊主应当持有健康证。", "object", "narrower"),
        # the verb
        ("区水务局应当检查雨水口。", "区水务局应当清理雨水口。", "action", "other"),
        not_yet("取消 is read as a release, and 建立 as gone", "区水务局应当建立台账。", "区水务局应当取消台账。",
            "action", "other"),
        ("区水务局应当检查雨水口。", "区水务局应当检查、清掏雨水口。", "action", "wider"),
        # behind 推动 and its like stands what is moved, no verb
        ("推动清单事项网上办理。", "推动全部清单事项网上办理。", "object", "narrower"),
        ("推动早市摊位网上办理。", "推动夜市摊位网上办理。", "object", "other"),
        ("确保雨水口无堵塞。", "确保化粪池无堵塞。", "object", "other"),
        # the case
        ("商铺应当登记。", "变更名称的，商铺应当登记。", "condition", "set"),
        ("经区水务局批准后，商铺可以开挖路面。", "商铺可以开挖路面。", "condition", "dropped"),
        ("发热并且出疹的，食堂应当停止其工作。", "发热或者出疹的，食堂应当停止其工作。", "condition", "wider"),
        ("除抢险外，施工单位不得夜间施工。", "施工单位不得夜间施工。", "condition", "dropped"),
        ("明知危险而堆放杂物的，处一百元罚款。", "堆放杂物的，处一百元罚款。", "condition", "wider"),
        # the basis
        ("区水务局应当按照规定清掏雨水口。", "区水务局应当按照规定和年度计划清掏雨水口。", "condition", "other"),
        ("根据年度计划，区水务局应当清掏雨水口。", "区水务局应当清掏雨水口。", "condition", "dropped"),
        # where and for whom
        ("在主干道上，商铺不得堆放杂物。", "商铺不得堆放杂物。", "scope", "dropped"),
        ("商铺不得在学校周边经营。", "商铺不得在学校、医院周边经营。", "scope", "wider"),
        ("在主干道，商铺不得堆放杂物。", "商铺不得堆放杂物。", "scope", "dropped"),
        # the sanction
        ("情节严重的，由区水务局暂扣许可证。", "情节严重的，由区水务局吊销许可证。", "action", "stronger"),
        ("占用盲道的，由区水务局给予警告。", "占用盲道的，由区水务局处罚款。", "action", "stronger"),
        ("情节严重的，由区水务局责令停业整顿。", "情节严重的，由区水务局吊销许可证。", "action", "stronger"),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_the_field_of_its_place(old: str, new: str, field: str, way: str) -> None:
    assert turned(old, new) == {field: way}
    assert turned(new, old) == {field: BACK[way]}


@pytest.mark.parametrize(
    ("old", "new", "change", "words"),
    [
        ("区水务局应当清掏雨水口，更换井盖。", "区水务局应当清掏雨水口。", "removed", "更换井盖"),
        ("区水务局应当清掏雨水口。", "区水务局应当清掏雨水口，并公布结果。", "added", "公布结果"),
        ("商铺应当登记。", "商铺应当登记。商铺不得占用盲道。", "added", "商铺不得占用盲道"),
        ("清掏雨水口。更换井盖。", "清掏雨水口。", "removed", "更换井盖"),
    ],
)
def test_a_duty_that_comes_or_goes_is_a_row_of_its_own(old: str, new: str, change: str, words: str) -> None:
    (row,) = rows(old, new)
    assert row[0] == change
    assert words in row[2] + row[3]
    (back,) = rows(new, old)
    assert back[0] == {"added": "removed", "removed": "added"}[change]


def test_two_new_duties_are_two_rows() -> None:
    found = rows("商铺应当登记。", "商铺应当登记。商铺应当公示价格，不得占用盲道。")
    assert [row[0] for row in found] == ["added", "added"]


ITEMS = "{}\n（一）使用过期食材；\n（二）露天堆放垃圾；\n（三）拒绝检查。"


def test_an_item_of_a_list_of_prohibitions_is_a_duty() -> None:
    old = ITEMS.format("食堂不得有下列行为：")
    (row,) = rows(old, old.replace("（二）露天堆放垃圾；\n（三）", "（二）"))
    assert (row[0], row[2]) == ("removed", "露天堆放垃圾")


def test_an_item_of_a_list_of_grounds_is_a_change_of_the_penalty() -> None:
    old = ITEMS.format("食堂有下列行为之一的，由区水务局处一百元罚款：")
    found = compared(old, old.replace("（二）露天堆放垃圾；\n（三）", "（二）")).obligations
    assert [(change.change, change.type) for change in found] == [("removed", "penalty")]


def test_a_stem_that_changes_is_one_entry_with_the_items_that_it_alters() -> None:
    found = compared(ITEMS.format("食堂不得有下列行为："), ITEMS.format("食堂可以有下列行为："))
    assert {change.directions.get("modality") for change in found.obligations} == {"weaker"}
    assert len({change.entry for change in found.obligations}) == 1


@pytest.mark.parametrize(
    ("weak", "strong"),
    [("探索", "推动"), ("推动", "建立"), ("建立", "完成"), ("研究", "试点"), ("鼓励", "开展"), ("制定", "落实")],
)
def test_verbs_of_a_plan_promise_more_or_less(weak: str, strong: str) -> None:
    assert 0 < verb_rank(weak) < verb_rank(strong)


@pytest.mark.parametrize(
    ("weak", "strong"),
    [
        ("责令改正", "警告"), ("警告", "罚款"), ("罚款", "没收违法所得"), ("没收违法所得", "暂扣许可证"),
        ("暂扣许可证", "停产停业"),
        ("停产停业", "吊销许可证"), ("吊销许可证", "拘留"), ("拘留", "追究刑事责任"),
    ],
)  # fmt: skip
def test_sanctions_strike_harder_or_less(weak: str, strong: str) -> None:
    assert 0 < severity(weak) < severity(strong)
    assert severity(weak + strong) == severity(strong)


def test_what_is_no_sanction_or_promise_has_no_rank() -> None:
    assert severity("清掏雨水口") == verb_rank("清掏雨水口") == 0


def test_every_told_field_and_direction_stands_in_the_table() -> None:
    assert len(set(FIELDS)) == len(FIELDS) == len(TABLE) == 9
    for field in TABLE:
        assert "other" in field.directions
        assert set(field.directions) <= set(DIRECTIONS)
    told = turned("区水务局应当在十日内答复申请人。", "区水务局可以在二十日内答复申请人。")
    ways = {field.name: field.directions for field in TABLE}
    assert all(way in ways[name] for name, way in told.items())
