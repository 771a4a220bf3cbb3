"""Who bears a duty, compared."""

from __future__ import annotations

import pytest

from tests.alignment.saying import compared, rows, silent, turned

BACK = {
    "wider": "narrower",
    "narrower": "wider",
    "set": "dropped",
    "dropped": "set",
    "weaker": "stronger",
    "stronger": "weaker",
    "other": "other",
}


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("区水务局应当清掏雨水口。", "区民政局应当清掏雨水口。", "other"),
        ("区水务局应当清掏雨水口。", "区水务局、区民政局应当清掏雨水口。", "wider"),
        ("区水务局会同区民政局制定方案。", "区水务局制定方案。", "narrower"),
        ("县级人民政府应当公布名录。", "县级以上人民政府应当公布名录。", "wider"),
        ("各级人民政府应当公布名录。", "县级以上人民政府应当公布名录。", "narrower"),
        ("有关部门应当公布名录。", "区水务局应当公布名录。", "narrower"),
        ("由区水务局清掏雨水口。", "由区民政局清掏雨水口。", "other"),
        ("物业服务企业应当清掏雨水口。", "业主委员会应当清掏雨水口。", "other"),
        ("市水务局应当清掏雨水口。", "区水务局应当清掏雨水口。", "other"),
        ("区水务局会同区民政局制定方案。", "区水务局会同区财政局制定方案。", "other"),
        ("区水务局会同区民政局清掏雨水口。", "区水务局清掏雨水口。", "narrower"),
    ],
)  # fmt: skip
def test_another_bearer_is_told(old: str, new: str, way: str) -> None:
    assert turned(old, new) == {"actor": way}
    assert turned(new, old) == {"actor": BACK[way]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("区人民政府应当公布名录。", "区政府应当公布名录。"),
        ("区城市管理委员会应当公布名录。", "区城市管理委应当公布名录。"),
        ("我区街道办事处应当公布名录。", "本区街道办事处应当公布名录。"),
        ("各有关部门应当公布名录。", "各相关部门应当公布名录。"),
        ("区水务局、区民政局应当公布名录。", "区水务局和区民政局应当公布名录。"),
        ("区水务局、区民政局应当公布名录。", "区民政局、区水务局应当公布名录。"),
        ("任何单位或者个人不得占用盲道。", "任何组织和个人不得占用盲道。"),
        ("任何单位、个人不得占用盲道。", "任何机构或者个人不得占用盲道。"),
    ],
)
def test_forms_of_one_name_are_silent(old: str, new: str) -> None:
    assert silent(old, new)
    assert silent(new, old)


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("区水务局牵头制定方案。", "区水务局配合制定方案。", {"actor": "weaker", "modality": "weaker"}),
        ("区水务局配合制定方案。", "区水务局牵头制定方案。", {"actor": "stronger", "modality": "stronger"}),
    ],
)
def test_who_no_longer_leads_is_bound_less(old: str, new: str, fields: dict[str, str]) -> None:
    found = turned(old, new, "plan")
    assert {field: found.get(field) for field in fields} == fields


NOTE = "清掏雨水口。更换井盖。（{}）"


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("责任单位：区水务局", "责任单位：区民政局", "other"),
        ("责任单位：区水务局", "责任单位：区水务局、区民政局", "wider"),
        ("责任单位：区水务局、区民政局", "责任单位：区水务局", "narrower"),
        ("区水务局牵头，区民政局配合", "区民政局牵头，区水务局配合", "other"),
        ("区水务局牵头，区民政局配合", "区水务局牵头，区财政局配合", "other"),
    ],
)
def test_the_bodies_of_a_note_are_told_once(old: str, new: str, way: str) -> None:
    (row,) = rows(NOTE.format(old), NOTE.format(new), "plan")
    assert row[0] == "modified"
    assert row[1]["actor"] == way


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("责任单位：区水务局、区民政局", "责任单位：区民政局、区水务局"),
        ("责任单位：区水务局、区民政局", "责任单位：区水务局，区民政局"),
        ("责任单位：区水务局", "责任单位:区水务局"),
        ("区水务局、区民政局", "责任单位：区水务局、区民政局"),
        ("区水务局牵头，区民政局配合", "牵头单位：区水务局；配合单位：区民政局"),
    ],
)
def test_one_note_in_another_form_is_silent(old: str, new: str) -> None:
    assert rows(NOTE.format(old), NOTE.format(new), "plan") == []


RENAMED = "云渡区公厕管理办法\n" + "".join(
    f"第{at}条　区城市管理局应当{act}。\n"
    for at, act in zip(
        "一二三四五六", ("清扫公厕", "更换灯具", "修补地面", "公示时间", "培训保洁员", "受理投诉"), strict=True
    )
)


@pytest.mark.parametrize(
    "name",
    [
        "区市容管理局",
        "区城市运行局",
    ],
)
def test_a_body_that_is_another_throughout_is_renamed_once(name: str) -> None:
    found = compared(RENAMED, RENAMED.replace("区城市管理局", name), "whole")
    assert found.obligations == ()
    assert [(entry.cls, entry.old, entry.new) for entry in found.account if entry.row] == [
        ("renamed", "区城市管理局", name)
    ]


def test_a_body_that_is_another_in_one_place_is_another_body() -> None:
    found = compared(RENAMED, RENAMED.replace("区城市管理局应当清扫", "区市容管理局应当清扫"), "whole")
    assert [dict(change.directions) for change in found.obligations] == [{"actor": "other"}]


def test_addressees_that_change_are_told() -> None:
    text = "云渡区人民政府关于清掏雨水口的通知\n{}：\n请各单位于2031年3月20日前报送台账。\n一、任务\n清掏雨水口。\n"
    found = compared(text.format("各街道办事处"), text.format("各街道办事处，区政府各部门"), "whole").obligations
    assert [(change.change, dict(change.directions)) for change in found] == [("modified", {"actor": "wider"})]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("市水务局清掏雨水口。", "区水务局清掏雨水口。"),
        ("各区民政部门核查台账。", "区民政局核查台账。"),
        ("各区人民政府清掏雨水口。", "区人民政府清掏雨水口。"),
        ("各区民政部门要核查台账。", "区民政局要核查台账。"),
    ],
)
def test_in_a_derivation_a_body_of_the_own_level_is_the_same(old: str, new: str) -> None:
    higher = "栗川市城区整治方案\n一、任务\n（一）整治街面。{}\n二、要求\n（一）加强巡查。\n"
    found = compared(higher.format(old), higher.format(new).replace("栗川市", "栗川市云渡区"), "whole", "derivation")
    assert found.obligations == ()


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("商铺应当报区民政局批准。", "商铺应当报区民政局备案。", "weaker"),
        ("商铺应当报区民政局备案。", "商铺应当报区民政局审批。", "stronger"),
        ("商铺应当报区民政局备案。", "商铺应当报区财政局备案。", "other"),
        ("商铺应当报区政府批准。", "商铺应当报市政府批准。", "other"),
        ("商铺应当报区民政局备案。", "商铺应当报区民政局、区财政局备案。", "wider"),
    ],
)
def test_who_receives_a_report_and_what_is_asked_of_it(old: str, new: str, way: str) -> None:
    assert turned(old, new) == {"reporting": way}
    assert turned(new, old) == {"reporting": BACK[way]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("商铺应当报区人民政府备案。", "商铺应当报区政府备案。"),
        ("商铺应当报区民政局备案。", "商铺应当向区民政局备案。"),
        ("商铺应当报区民政局备案。", "商铺应当报区民政局报备。"),
    ],
)
def test_one_report_in_other_words_is_silent(old: str, new: str) -> None:
    assert silent(old, new)
    assert silent(new, old)


def test_who_is_named_beside_one_note_for_both_is_no_other_bearer() -> None:
    note = "（责任单位：区商务局）"
    assert rows(f"（一）登记空置时间。{note}", f"（一）夜市登记空置时间。{note}", "plan") == []
