"""What binds duties from outside changes where it stands: one row a note, a stage heading, the addressees."""

from __future__ import annotations

import pytest

from tests.alignment.saying import Row, entries, rows

NOTE = "（一）清掏雨水口。更换井盖。（责任单位：区水务局；完成时限：6月底前）"


@pytest.mark.parametrize(
    ("gone", "come", "directions"),
    [
        ("区水务局", "区民政局", {"actor": "other"}),
        ("区水务局", "区水务局、区民政局", {"actor": "wider"}),
        ("6月底", "9月底", {"deadline": "later"}),
        ("；完成时限：6月底前", "", {"deadline": "dropped"}),
        ("区水务局；完成时限：6月底前", "区民政局；完成时限：5月底前", {"actor": "other", "deadline": "earlier"}),
    ],
)
def test_a_note_that_binds_two_duties_is_one_row(gone: str, come: str, directions: dict[str, str]) -> None:
    found = rows(NOTE, NOTE.replace(gone, come), "items")
    assert [(row[0], row[1]) for row in found] == [("modified", directions)]
    assert gone.strip("；") in found[0][2]


@pytest.mark.parametrize(
    "numbers", [("一是", "二是"), ("一要", "二要"), ("第一，", "第二，"), ("（一）", "（二）"), ("1.", "2.")]
)
@pytest.mark.parametrize(
    ("gone", "come", "field"),
    [
        ("区水务局牵头，区民政局配合", "区民政局牵头，区水务局配合", "actor"),
        ("区水务局牵头", "区教育局牵头", "actor"),
        ("9月底", "10月底", "deadline"),
    ],
)
def test_the_note_of_a_line_binds_it_however_the_line_is_numbered(
    numbers: tuple[str, str], gone: str, come: str, field: str
) -> None:
    old = (
        f"云渡区整治方案\n一、主要任务\n{numbers[0]}清掏雨水口和检查井。（区水务局牵头，区民政局配合；6月底前完成）\n"
        f"{numbers[1]}更换全区破损的井盖。（责任单位：区城管委；完成时限：9月底前）"
    )
    assert [row[1].keys() for row in rows(old, old.replace(gone, come), "whole")] == [{field: ""}.keys()]


@pytest.mark.parametrize(
    "note",
    [
        "（区水务局负责，6月底前完成）",
        "（责任部门：区水务局；完成时间：6月底前）",
    ],
)
def test_a_note_in_another_form_is_wording(note: str) -> None:
    new = f"（一）清掏雨水口。更换井盖。{note}"
    assert entries(NOTE, new, "plan") == {("wording", "note")}


def test_a_note_keeps_its_row_where_the_duty_before_it_changes_too() -> None:
    found = rows(NOTE, NOTE.replace("更换井盖", "每年更换井盖").replace("区水务局", "区民政局"), "items")
    assert sorted(tuple(row[1]) for row in found) == [("actor",), ("deadline",)]


STAGES = (
    "云渡区整治方案\n一、实施步骤\n（一）准备阶段（2031年3月至4月）\n区水务局制定清单。\n"
    "（二）实施阶段（2031年5月至8月）\n区水务局清掏雨水口。区民政局更换井盖。\n"
)


def heading(new: str) -> list[Row]:
    return rows(STAGES, new, "whole")


def test_a_stage_heading_is_one_row_however_many_duties_it_dates() -> None:
    found = heading(STAGES.replace("至8月", "至10月"))
    assert found == [("modified", {"deadline": "later"}, "实施阶段（2031年5月至8月）", "实施阶段（2031年5月至10月）")]
    assert heading(STAGES.replace("2031年5月至8月", "2031年5月—8月")) == []


NOTICE = (
    "云渡区人民政府关于清掏雨水口的通知\n各街道办事处，区政府各部门：\n请各单位于2031年3月20日前报送台账。\n"
    "一、任务\n清掏雨水口。\n"
)


def test_who_is_addressed_is_who_is_bound() -> None:
    narrower = NOTICE.replace("，区政府各部门", "")
    assert rows(NOTICE, narrower, "whole") == [
        ("modified", {"actor": "narrower"}, "各街道办事处，区政府各部门：", "各街道办事处：")
    ]
    assert [row[1] for row in rows(narrower, NOTICE, "whole")] == [{"actor": "wider"}]
    assert rows(NOTICE, NOTICE.replace("办事处，区", "办事处、区"), "whole") == []


def test_a_lower_text_has_addressees_of_its_own() -> None:
    assert rows(NOTICE, NOTICE.replace("，区政府各部门", ""), "whole", "derivation") == []
