"""When a duty is due, how much it asks, in which case it holds."""

from __future__ import annotations

import pytest

from alignment.duties.details import condition_of, due_of, measures_of
from tests.alignment.saying import duties, not_yet


@pytest.mark.parametrize(
    ("text", "quote", "by", "kind"),
    [
        ("区水务局应当在2031年6月底前清掏雨水口。", "在2031年6月底前", "2031-06-30", "date"),
        ("区水务局应当在6月底前清掏雨水口。", "在6月底前", "2031-06-30", "date"),
        ("自收到申请之日起十五日内，区民政局应当答复。", "自收到申请之日起十五日内", "", "term"),
        ("区民政局应当自收到申请之日起十五日内答复。", "自收到申请之日起十五日内", "", "term"),
        ("区民政局应当在五个工作日内答复。", "五个工作日内", "", "term"),
        ("区水务局应当每季度清掏雨水口。", "每季度", "", "recurring"),
        ("区水务局应当于每年3月31日前清掏雨水口。", "每年3月31日前", "", "recurring"),
        ("区水务局应当于每年3月底前清掏雨水口。", "每年3月底前", "", "recurring"),
        ("检测记录应当保存两年。", "两年", "", "term"),
        ("检测记录保存期限不得少于两年。", "不得少于两年", "", "term"),
        ("商铺应当在22时前关闭音响。", "22时前", "", "term"),
    ],
)  # fmt: skip
def test_when_a_duty_is_due(text: str, quote: str, by: str, kind: str) -> None:
    (duty,) = duties(text)
    found = due_of(duty, "2031-01-05")
    assert found is not None
    assert (found.by, found.kind, found.source) == (by, kind, "words")
    assert found.quote.removeprefix("在").removeprefix("于") == quote.removeprefix("在").removeprefix("于")


@pytest.mark.parametrize(
    "text",
    [
        "区水务局应当清掏雨水口。",
        "区水务局应当按照2029年版标准清掏雨水口。",
        "连续经营三年以上的商铺应当登记。",
        "区水务局应当落实2031年度清掏计划。",
        "养老机构应当聘请从业五年以上的护理员。",
    ],
)
def test_what_is_no_deadline(text: str) -> None:
    assert [due_of(duty) for duty in duties(text)] == [None]


def test_a_date_holds_for_what_follows_in_the_sentence() -> None:
    first, second = duties("2031年6月底前，区水务局清掏雨水口，更换破损井盖。", "plan")
    found = [due_of(duty) for duty in (first, second)]
    assert [due.by if due else "" for due in found] == ["2031-06-30", "2031-06-30"]
    assert [due.source if due else "" for due in found] == ["words", "inherited"]


def test_a_date_does_not_pass_a_semicolon() -> None:
    first, second = duties("区水务局6月底前清掏雨水口；区园林绿化局修剪枯枝。", "plan")
    assert due_of(first) is not None
    assert due_of(second) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("商铺占道不得超过二十厘米。", [("max", "20", "厘米")]),
        ("社区食堂应当配备四十个以上座位。", [("min", "40", "个")]),
        ("区城市管理部门处五百元以上二千元以下罚款。", [("min", "500", "元"), ("max", "2000", "元")]),
        ("区民政局给予五十万元补贴。", [("exact", "500000", "元")]),
        ("区民政局给予50万元补贴。", [("exact", "50", "万元")]),
        ("老旧井盖更换率应当达到百分之九十五以上。", [("min", "95", "%")]),
        ("老旧井盖更换率应当达到95%以上。", [("min", "95", "%")]),
        ("区园林绿化局新建三处口袋公园、二百张座椅。", [("exact", "3", "处"), ("exact", "200", "张")]),
        ("区园林绿化局新建约三百张座椅。", [("about", "300", "张")]),
        ("超过三十人的食堂应当备案。", [("min", "30", "人")]),
        # as written, not brought to the year
        ("摊主按照每日3%的标准缴纳滞纳金。", [("exact", "3", "%")]),
        ("区民政局每月补贴500元。", [("exact", "500", "元")]),
        ("区民政局每户每月补贴不超过八百元。", [("max", "800", "元")]),
        ("区水务局应当在十五日内清掏雨水口。", []),
        ("区水务局应当清掏一批雨水口。", []),
        ("各街道办事处实现“一网通办”。", []),
        ("区水务局应当执行第三批名单。", []),
        ("覆盖5G基站。", []),
    ],
)
def test_how_much_a_duty_asks(text: str, found: list[tuple[str, str, str]]) -> None:
    said = [(item.bound, item.value, item.unit) for duty in duties(text) for item in measures_of(duty)]
    assert said == found


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("区园林绿化局新建三处口袋公园。", ["口袋公园"]),
        ("区民政局给予50万元补贴。", ["补贴"]),
        ("老旧井盖更换率应当达到95%以上。", ["老旧井盖更换率"]),
        not_yet(
            "the other end of the range is taken for the thing",
            "区城市管理部门处五百元以上二千元以下罚款。",
            ["罚款", "罚款"],
        ),
    ],
)
def test_what_is_measured(text: str, what: list[str]) -> None:
    assert [item.what for duty in duties(text) for item in measures_of(duty)] == what


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("发现井盖破损的，区水务局应当在一日内更换。", "发现井盖破损的"),
        ("未经批准，任何单位和个人不得占用盲道。", "未经批准"),
        ("遇有强降雨时，区水务局应当加密巡查。", "遇有强降雨时"),
        ("除抢险外，施工单位不得夜间施工。", "除抢险外"),
        ("情节严重的，由区城市管理部门吊销许可证。", "情节严重的"),
        ("商铺逾期不改正，又拒绝检查的，由区城市管理部门处一百元罚款。", "商铺逾期不改正，又拒绝检查的"),
        ("汛期内，区水务局应当每日巡查。", "汛期内"),
        ("如果延长，摊主应当提前十日申请。", "如果延长"),
        ("如需延长，摊主应当提前十日申请。", "如需延长"),
        ("区水务局应当清掏雨水口。", ""),
        ("为了方便老年人，社区食堂应当设置轮椅席。", ""),
    ],
)
def test_in_which_case_a_duty_holds(text: str, condition: str) -> None:
    (duty,) = duties(text)
    assert condition_of(duty) == condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [("摊主经区城市管理部门同意后可以摆卖。", "经区城市管理部门同意后"), ("区水务局根据需要增设井盖。", "根据需要")],
)
def test_a_case_may_stand_within_the_predicate(text: str, condition: str) -> None:
    (duty,) = duties(text)
    assert condition_of(duty) == condition
