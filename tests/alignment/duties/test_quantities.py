"""How much a duty asks, compared."""

from __future__ import annotations

import pytest

from tests.alignment.saying import not_yet, rows, silent, turned


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("社区食堂应当配备四十个座位。", "社区食堂应当配备六十个座位。", "more"),
        ("社区食堂座位不得少于四十个。", "社区食堂座位不得少于三十个。", "fewer"),
        ("商铺占道不得超过二十厘米。", "商铺占道不得超过三十厘米。", "more"),
        ("商铺占道不得超过二十厘米。", "商铺占道不得超过0.3米。", "more"),
        ("食堂噪声不得超过60分贝。", "食堂噪声不得超过70分贝。", "more"),
        ("摊主应当自备3公斤灭火器。", "摊主应当自备5公斤灭火器。", "more"),
        ("区民政局给予五万元补贴。", "区民政局给予三万元补贴。", "fewer"),
        ("井盖更换率应当达到百分之九十。", "井盖更换率应当达到95%。", "more"),
        ("公厕间距不得大于五百米。", "公厕间距不得大于三百米。", "fewer"),
        ("社区食堂应当配备四十个座位。", "社区食堂应当配备座位。", "dropped"),
        ("社区食堂应当配备座位。", "社区食堂应当配备四十个座位。", "set"),
        ("社区食堂座位不得少于四十个。", "社区食堂座位不得超过四十个。", "other"),
        ("区民政局给予5—10万元补贴。", "区民政局给予5—15万元补贴。", "more"),
        ("由区城市管理部门处三倍以上五倍以下罚款。", "由区城市管理部门处五万元以上十万元以下罚款。", "other"),
        ("由区城市管理部门处五百元以上二千元以下罚款。", "由区城市管理部门处五百元以上五千元以下罚款。", "more"),
        ("由区城市管理部门处五百元以上二千元以下罚款。", "由区城市管理部门处二百元以上五千元以下罚款。", "other"),
        ("由区城市管理部门处一千元以下罚款。", "由区城市管理部门处二千元以下罚款。", "more"),
        ("区水务局应当执行GB 31654—2031标准。", "区水务局应当执行GB 31654—2033标准。", "other"),
        ("污水应当达到A级标准。", "污水应当达到B级标准。", "other"),
        ("基站应当支持5G。", "基站应当支持6G。", "more"),
        ("补助标准提高到四百元。", "补助标准提高四百元。", "other"),
        not_yet("action other is told besides", "每户补助不超过四百元。", "每人补助不超过四百元。", "other"),
        ("按营业收入的2%缴纳保证金。", "按净利润的2%缴纳保证金。", "other"),
    ],
)
def test_a_quantity_that_changes_is_told_with_its_direction(old: str, new: str, way: str) -> None:
    back = {"more": "fewer", "fewer": "more", "set": "dropped", "dropped": "set"}.get(way, way)
    assert turned(old, new) == {"quantity": way}
    assert turned(new, old) == {"quantity": back}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("由区城市管理部门处五万元以下罚款。", "由区城市管理部门处50000元以下罚款。"),
        ("区民政局给予十万零五千元补贴。", "区民政局给予105000元补贴。"),
        ("费用下降三成。", "费用下降30%。"),
        ("区民政局给予1.5亿元补贴。", "区民政局给予15000万元补贴。"),
        ("区民政局给予50,000元补贴。", "区民政局给予5万元补贴。"),
        ("公厕间距不得大于五百米。", "公厕间距不得大于0.5公里。"),
        ("座位不得少于四十个。", "座位不得低于40个。"),
        ("座位不得少于四十个。", "座位应当在四十个以上。"),
        not_yet("一次 alone is told as a quantity", "区水务局应当每年检查一次。", "区水务局应当每年检查。"),
        ("社区食堂应当配备四十个座位。", "社区食堂应当配备40个座位。"),
        ("社区食堂应当开放十家。", "社区食堂应当开放10个。"),
    ],
)
def test_equal_quantities_in_other_writing_are_silent(old: str, new: str) -> None:
    assert silent(old, new)
    assert silent(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("摊主应当自备十千克灭火器。", "摊主应当自备10公斤灭火器。"),
        ("摊主应当自备10千克灭火器。", "摊主应当自备10公斤灭火器。"),
    ],
)
def test_thousands_in_units(old: str, new: str) -> None:
    assert silent(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("重点整治40个行业。", "重点整治15家部门。"),
        ("新建口袋公园三处。", "新建社区食堂五处。"),
        ("更换井盖三十个。", "更换井盖二十米。"),
    ],
)
def test_numbers_of_other_things_are_not_held_against_each_other(old: str, new: str) -> None:
    found = rows(old, new, "plan")
    assert found
    assert all(row[1].get("quantity") not in ("more", "fewer") for row in found)


def test_a_ceiling_for_each_year_is_another_ceiling() -> None:
    found = turned("区民政局补贴不超过五万元。", "区民政局补贴每年不超过五万元。")
    assert found["quantity"] == "other"


def test_pairs_of_amounts_are_paired_by_their_bound() -> None:
    old = "由区城市管理部门处一千元以上五千元以下罚款。"
    assert turned(old, old.replace("一千元", "二千元")) == {"quantity": "more"}
    assert turned(old, old.replace("五千元", "三千元")) == {"quantity": "fewer"}
    assert turned(old, old.replace("一千元以上", "")) == {"quantity": "dropped"}
