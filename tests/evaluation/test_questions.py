"""The nineteen questions about pairs of real documents (docs/questions.md): what the pages named there say.

Skipped with the reason where the folder of real documents is missing.
"""

from __future__ import annotations

import re

from alignment.duties.stages import Stage
from revtrack.features.bodies import AskedOfBody
from revtrack.service import Tracker
from revtrack.tracing.diffusion import Moved
from revtrack.tracing.promises import Kept
from revtrack.tracing.stored import Step
from tests.revtrack.tracing.one_account import check_one_account

DRAFT, FINAL, CITY = "全面推行“一业一证”改革方案", "顺政办发〔2023〕2号", "京政办发〔2023〕5号"
SHANXI, LANGFANG, TAIYUAN = "晋政办发〔2023〕4号", "61条措施", "并政办发〔2023〕13号"
HEBEI_IP, SHANXI_IP = "冀市监函〔2023〕113号", "2023年知识产权行政保护工作方案"
ZHANGJIAKOU, HOHHOT = "张政办函〔2023〕86号", "呼政办发〔2023〕20号"
HEBEI = "河北省/自然资源厅"


def spots(tracker: Tracker, name: str) -> dict[str, Moved]:
    """Where a measure stands, by a part of each title."""
    return {one.spot.title: one for one in tracker.diffusion(name).moved}


def one_of(found: dict[str, Moved], words: str) -> Moved:
    (one,) = [moved for title, moved in found.items() if words in title]
    return one


def test_p1_what_consultation_changed(seeds: Tracker) -> None:
    comparison = seeds.comparison(DRAFT, FINAL).judged.comparison
    told = [(one.change, dict(one.directions)) for one in comparison.obligations]
    assert ("modified", {"actor": "wider"}) in told
    assert ("modified", {"deadline": "later"}) in told
    assert ("modified", {"deadline": "dropped"}) in told
    gone = " ".join(one.old.text for one in comparison.obligations if one.change == "removed" and one.old)
    assert "实施细则" in gone
    assert "办公室" in gone
    come = " ".join(one.new.text for one in comparison.obligations if one.change == "added" and one.new)
    assert "15家" in come
    assert {one.kind for one in comparison.findings} >= {"deadline-passed-at-issue", "dangling-reference"}


def test_p2_p3_what_the_district_and_its_draft_made_of_the_city_plan(seeds: Tracker) -> None:
    for lower in (FINAL, DRAFT):
        (column,) = seeds.trace(CITY, [lower]).trace.columns
        assert column.coverage.addressed == 47
        assert column.coverage.carried >= 42
        assert column.figures.absent == column.coverage.addressed - column.coverage.carried
        kept = {one.old: one.direction for one in column.deadlines}
        assert kept["到2023年11月底"] == ""
        assert "later" in kept.values()
        assert column.additions


def test_the_plan_of_the_city_finds_who_takes_it_up_and_they_find_it(seeds: Tracker) -> None:
    plan = "北京市全面优化营商环境助力企业高质量发展实施方案"
    lower = {one.version.value("title"): one.document.id for one in seeds.trace(plan).lower}
    wanted = ("通州区", "北京经济技术开发区", "北京市交通委员会")
    assert [sum(title.startswith(name) for title in lower) for name in wanted] == [1, 1, 1]
    assert len(lower) == 3
    check_one_account(seeds, plan, list(lower.values()))
    tongzhou = seeds.trace(plan, ["通州区全面优化营商环境助力企业高质量发展实施方案"])
    figures = tongzhou.trace.columns[0].figures
    # of 430 duties that the district's plan lacks ten are the district's business
    assert figures.absent <= 12
    assert figures.beside >= 400
    stations = seeds.lineage("通州区全面优化营商环境助力企业高质量发展实施方案", "二/（一）/1")
    assert stations[0].named.version.value("title") == plan
    assert Step.INTRODUCED not in stations[-1].steps


def test_the_districts_of_the_seeds_are_told_the_same_on_each_surface(seeds: Tracker) -> None:
    for higher, lower in ((CITY, FINAL), (CITY, DRAFT), (SHANXI, TAIYUAN)):
        check_one_account(seeds, higher, [lower])


def test_p7_each_order_of_the_decision_was_carried_out(seeds: Tracker) -> None:
    checked = seeds.amendments("关于修改《北京市建筑工程施工许可办法》的决定")
    assert [one.outcome for one in checked.checks] == ["carried-out"] * 5


def test_p8_p9_a_text_printed_twice_is_one_document(seeds: Tracker) -> None:
    assert len([one for one in seeds.documents().items if one.doc_number == CITY]) == 1


def test_p12_which_tasks_each_place_gave_a_number(seeds: Tracker) -> None:
    _, proposed = seeds.siblings_of(SHANXI)
    assert len(proposed) == 3
    found = spots(seeds, "一业一证")
    assert one_of(found, "山西省").spot.numbers == ("28个",)
    assert "40个" in one_of(found, "北京市推广").spot.numbers
    sides = seeds.siblings(SHANXI, [LANGFANG])
    numbers = {one.address: (one.numbers, one.other_numbers[0]) for one in sides.common}
    assert len(sides.common) >= 20
    assert numbers["一/（三）"] == (("28个",), ("378项",))
    assert numbers["二/（八）"][0] == ("至1%以下",)
    assert numbers["二/（九）"][1] == ("不低于4%", "3%")
    assert numbers["五/（二十一）"][1] == ("不少于30日",)


def test_p13_which_provincial_tasks_have_a_counterpart_in_the_city(seeds: Tracker) -> None:
    trace = seeds.trace(SHANXI, [TAIYUAN]).trace
    assert sum(row.taken_by for row in trace.rows) >= 12
    assert one_of(spots(seeds, "全程网办"), "太原市").spot.numbers == ("达到97%以上", "达到80%以上")
    bodies = seeds.bodies(place="山西省/太原市", limit=100)
    assert any(one.office.name == "行政审批和政务服务局" and one.roles["lead"] > 5 for one in bodies.items)


def test_p14_what_only_one_province_has_and_when_it_is_reported(seeds: Tracker) -> None:
    sides = seeds.siblings(HEBEI_IP, [SHANXI_IP])
    assert len(sides.common) == 17
    assert [len(own) for own in sides.only] == [3, 1]
    (duty,) = seeds.body("山西省/知识产权局知识产权保护发展处").duties
    assert duty.roles == ("recipient",)
    assert duty.days == ("2023-03-31", "2023-06-25", "2023-11-20")


def test_p15_which_topics_are_common_and_who_is_accountable(seeds: Tracker) -> None:
    sides = seeds.siblings(ZHANGJIAKOU, [HOHHOT])
    assert len(sides.common) == 11
    leads = [one for one in seeds.bodies(place="河北省/张家口市", limit=100).items if one.roles.get("lead")]
    assert len(leads) >= 30
    assert not any(one.roles.get("lead") for one in seeds.bodies(place="内蒙古自治区/呼和浩特市", limit=100).items)
    answers = seeds.body("河北省/张家口市/行政审批和政务服务局", AskedOfBody(words="答复")).duties
    limits = {one.hit.duty.deadline for one in answers}
    assert limits >= {"不超过5个工作日", "1个工作日内"}


def test_p16_which_targets_rose_and_which_went_into_words(seeds: Tracker) -> None:
    rows = {row.scope: row for row in seeds.indicator("全程网办事项比例").indicator.rows}
    values = {scope: {step.hit.target.value for step in row.steps} for scope, row in rows.items()}
    assert values == {"市": {"9/10", "19/20"}, "区": {"4/5", "9/10"}}
    (hours,) = seeds.indicator("进口整体通关时间").indicator.rows
    assert [step.hit.target.value for step in hours.steps] == ["30", "30"]
    found = spots(seeds, "跨省通办")
    assert one_of(found, "更好服务市场主体").spot.numbers == ("140项",)
    assert one_of(found, "全面优化营商环境助力企业高质量发展实施方案").spot.numbers == ("19项", "30项")
    removals = [one.spot.stage for one in seeds.diffusion("除名").moved]
    assert removals == [Stage.EXPLORE, Stage.EXPLORE]


def test_p16_the_line_of_the_plans_is_proposed_over_the_years(seeds: Tracker) -> None:
    found = seeds.line("北京市全面优化营商环境助力企业高质量发展实施方案")
    titles = [one.item.title for one in found.members]
    wanted = ("重点任务", "更好服务市场主体", "培育和激发市场主体活力", "创新试点工作")
    assert all(any(words in title for title in titles) for words in wanted)
    assert sum("通州区全面优化" in title for title in titles) == 1
    courses = {one.name: one.stages for one in found.courses}
    assert {Stage.PILOT, Stage.GENERAL} <= set(courses["一业一证"])


def test_p17_a_measure_goes_from_exploring_to_pushing(seeds: Tracker) -> None:
    found = spots(seeds, "一证多址")
    assert one_of(found, "培育和激发市场主体活力").spot.stage is Stage.EXPLORE
    assert one_of(found, "创新试点工作").spot.stage is Stage.PUSH


def test_p18_which_promises_of_the_plan_have_a_document(seeds: Tracker) -> None:
    kept = [one for one in seeds.promises().items if one.state is Kept.KEPT]
    assert [(one.promise.kind, one.by[0].title) for one in kept] == [("revise", "北京市建筑工程施工许可办法")]
    course = [(one.spot.year, one.spot.stage) for one in seeds.diffusion("一业一证").moved]
    assert (2021, Stage.PILOT) in course
    assert (2023, Stage.GENERAL) in course


def test_p19_what_a_sector_plan_is_to_reach_beside_the_five_year_plan(seeds: Tracker) -> None:
    (robots,) = seeds.indicator("机器人核心产业收入").indicator.rows
    assert [step.hit.target.written for step in robots.steps] == ["达到300亿元以上"]
    (machines,) = seeds.indicator("智能制造与装备产业营业收入").indicator.rows
    assert [step.hit.target.written for step in machines.steps] == ["1万亿元"]


def test_p19_a_plan_that_lost_its_title_has_the_one_of_those_who_cite_it(seeds: Tracker) -> None:
    (untitled,) = [one.id for one in seeds.documents().items if not one.title]
    (title,) = [one for one in seeds.called(untitled).called if one.field == "title"]
    assert title.value.endswith("高精尖产业发展规划")
    told = {one.field: one.value for one in seeds.called("北京市全面优化营商环境助力企业高质量发展实施方案").called}
    assert told["doc_number"] == "京政办发〔2023〕8号"
    bases = {one.number: one.marked for one in seeds.called(TAIYUAN).bases}
    assert bases[SHANXI] is False


def test_p20_which_measures_of_the_plan_later_plans_take_up(seeds: Tracker) -> None:
    for name in ("脑机接口", "南箭北星"):
        moved = seeds.diffusion(name).moved
        assert len(moved) == 2
        assert moved[0].spot.year < moved[1].spot.year


def test_p21_from_building_the_list_to_managing_it(seeds: Tracker) -> None:
    notices = ("关于做好本市行政许可事项清单管理工作的通知", "行政许可事项清单（2023年版）")
    comparison = seeds.comparison(*notices).judged.comparison
    come = " ".join(one.new.text for one in comparison.obligations if one.change == "added" and one.new)
    assert "严控" in come
    assert "一年的实施期限" in come
    (ban,) = [one for one in comparison.obligations if one.old and "变相增设" in one.old.text]
    assert ban.new is not None
    assert "严防" in ban.new.text


def test_p23_which_pilot_measures_reached_the_province_and_in_whose_hands(seeds: Tracker) -> None:
    land = one_of(spots(seeds, "用地清单制"), "全面复制推广")
    assert land.spot.bearers == (("省发展改革委", "lead"), ("河北省自然资源厅", "support"))
    for name in ("用地清单制", "多测合一", "一照通办", "单位工程"):
        assert any("创新试点工作" in title for title in spots(seeds, name))
    for name in ("用地清单制", "一照通办", "单位工程"):
        assert any("全面复制推广" in title for title in spots(seeds, name))
    body = seeds.body(HEBEI)
    assert dict(body.listing.roles) == {"support": 9}


def test_p24_whether_the_year_is_on_the_path_to_the_five_years(seeds: Tracker) -> None:
    (patents,) = seeds.indicator("每万人高价值发明专利").indicator.rows
    told = [(step.hit.target.year, step.hit.target.value) for step in patents.steps]
    assert told == [(2023, "11/20"), (2025, "3/5"), (2025, "3/5")]
    (alliances,) = seeds.indicator("产业知识产权保护联盟").indicator.rows
    both = [(step.hit.target.year, step.hit.target.written) for step in alliances.steps]
    assert both == [(2023, "1个"), (2025, "1~2个")]
    loans = {one.name for one in seeds.indicators("质押融资").page.items}
    values = {
        (step.hit.target.year, re.sub(r"\s", "", step.hit.target.written))
        for name in loans
        for row in seeds.indicator(name).indicator.rows
        for step in row.steps
    }
    assert {(2023, "达到2000万元"), (2025, "超过1.5亿元")} <= values


def test_p25_a_task_repeated_without_its_day(seeds: Tracker) -> None:
    found = seeds.diffusion("", "通政办字〔2023〕26号", "三/（二）")
    again, first = found.moved
    assert found.origin is first.spot
    assert first.spot.days == ("2023-06-30",)
    assert again.spot.days == ()
    assert again.spot.score > 0.7
    assert again.spot.address == "二/（一）/1/（10）"
