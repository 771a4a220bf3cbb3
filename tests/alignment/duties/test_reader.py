"""The duties that a text states: which there are, and for each who, how firmly, what kind, in which case."""

from __future__ import annotations

import pytest

from alignment import Knowledge
from alignment.duties.reader import DutyReader, Readers
from alignment.linking.localise import Localiser
from alignment.linking.units import units_of
from alignment.reading.segment import segment
from tests.alignment.saying import bearers, quotes, reading, readings, side_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区水务局应当清掏雨水口。", ["区水务局应当清掏雨水口"]),
        ("区水务局应当清掏雨水口，更换井盖。", ["区水务局应当清掏雨水口", "更换井盖"]),
        ("区水务局应当清掏雨水口；区民政局应当核查台账。", ["区水务局应当清掏雨水口", "区民政局应当核查台账"]),
        ("区水务局应当建立台账并公布结果。", ["区水务局应当建立台账并公布结果"]),
        ("发现井盖破损的，区水务局应当更换。", ["发现井盖破损的，区水务局应当更换"]),
        ("商铺不得堆放杂物或者占用盲道。", ["商铺不得堆放杂物或者占用盲道"]),
        ("商铺不得堆放杂物，或者占用盲道。", ["商铺不得堆放杂物，或者占用盲道"]),
        ("由区水务局责令改正，给予警告。", ["由区水务局责令改正，给予警告"]),
        ("区水务局清掏雨水口，6月底前更换井盖。", ["区水务局清掏雨水口", "6月底前更换井盖"]),
    ],
)
def test_which_duties_a_sentence_states(text: str, found: list[str]) -> None:
    assert quotes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "本办法所称公厕，是指供公众使用的厕所。", "本办法适用于云渡区的市容管理活动。", "本办法自2031年3月1日起施行。",
        "为了规范市容管理，制定本办法。",
        "公厕分为固定公厕和移动公厕。", "雨水口是街面排水设施。", "《云渡区公厕管理办法》同时废止。",
        "公厕包括固定公厕。", "以习近平新时代中国特色社会主义思想为指导。",
        "本办法施行前已经开办的浴室，视为已登记。",
    ],
)  # fmt: skip
def test_what_binds_nobody(text: str) -> None:
    assert quotes(text) == []
    assert quotes(text, "plan") == []


def test_headings_bind_nobody() -> None:
    assert quotes("整治街面。清掏雨水口。", "plan") == ["清掏雨水口"]
    assert quotes("整治街面\n1.清掏雨水口。\n2.更换井盖。", "plan") == ["清掏雨水口", "更换井盖"]


def test_a_quote_is_exact_and_stands_where_it_says() -> None:
    text = "区水务局应当清掏雨水口，并于6月底前更换井盖；发现破损的，及时修补。"
    side = side_of(text)
    for duty in readings(text):
        sentence = side.by_sentence[duty.sentence][1].text
        assert sentence[duty.start : duty.end] == duty.text
        assert not duty.text.startswith(("，", "并", "；"))
        assert not duty.text.endswith(("，", "。", "；"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区水务局应当清掏雨水口。", [[("区水务局", "responsible")]]),
        ("由区水务局清掏雨水口。", [[("区水务局", "responsible")]]),
        ("区水务局牵头清掏雨水口。", [[("区水务局", "lead")]]),
        ("区水务局配合清掏雨水口。", [[("区水务局", "support")]]),
        ("区水务局会同区民政局制定方案。", [[("区水务局", "responsible"), ("区民政局", "support")]]),
        ("区水务局牵头，区民政局配合。", [[("区水务局", "lead")], [("区民政局", "support")]]),
        ("区水务局应当清掏雨水口，更换井盖。", [[("区水务局", "responsible")]] * 2),
        (
            "区水务局应当清掏雨水口；区民政局应当核查台账。",
            [[("区水务局", "responsible")], [("区民政局", "responsible")]],
        ),
        ("当事人对决定不服的，可以申请复议。", [[("当事人", "responsible")]]),
        ("养老机构发现老年人走失的，应当立即报告。", [[("养老机构", "responsible")]]),
        ("摊主占用盲道的，由区水务局责令改正。", [[("区水务局", "responsible")]]),
        ("摊主未登记的，处一百元罚款。", [[]]),
        ("清掏雨水口。", [[]]),
        ("应当报区民政局备案。", [[]]),
        ("应当经区民政局批准。", [[]]),
    ],
)
def test_who_bears_a_duty_in_which_role(text: str, found: list[list[tuple[str, str]]]) -> None:
    assert [bearers(duty) for duty in readings(text)] == found


def test_the_subject_of_a_clause_is_inherited_by_the_next() -> None:
    first, second = readings("区水务局应当清掏雨水口，更换井盖。")
    assert [bearer.source for bearer in first.bearers + second.bearers] == ["words", "inherited"]
    assert second.read_from["actor"] == "sentence"


def test_the_subject_of_a_sentence_holds_in_the_next_one_of_its_clause() -> None:
    first, second = readings("区水务局应当清掏雨水口。发现破损的，应当更换井盖。")
    assert bearers(first) == bearers(second) == [("区水务局", "responsible")]


ITEMS = "{}\n（一）清扫街面；\n（二）受理投诉；\n（三）公示价格。"


@pytest.mark.parametrize(
    ("stem", "polarity", "force", "kind"),
    [
        ("商铺不得有下列行为：", "prohibition", "shall", "prohibition"),
        ("商铺应当履行下列职责：", "duty", "shall", "duty"),
        ("商铺应当：", "duty", "shall", "duty"),
        ("商铺可以依法采取下列各项措施：", "permission", "plain", "permission"),
        ("区水务局可以依法采取下列各项措施：", "permission", "plain", "power"),
        ("商铺可以采取下列措施：", "permission", "plain", "permission"),
    ],
)
def test_items_of_a_list_are_duties_with_what_their_stem_says(stem: str, polarity: str, force: str, kind: str) -> None:
    found = [duty for duty in readings(ITEMS.format(stem)) if duty.text in ("清扫街面", "受理投诉", "公示价格")]
    assert [duty.text for duty in found] == ["清扫街面", "受理投诉", "公示价格"]
    for duty in found:
        assert (duty.polarity, duty.force, duty.type) == (polarity, force, kind)
        assert [name for name, _ in bearers(duty)] == [stem[: 4 if stem.startswith("区") else 2]]
        assert duty.read_from["stem"] == stem


@pytest.mark.parametrize(
    "stem", ["商铺有下列行为之一的，由区水务局责令改正：", "申请人应当提交下列材料：", "本办法所称下列用语的含义："]
)
def test_grounds_things_and_facts_are_no_duties_of_their_own(stem: str) -> None:
    assert not {"清扫街面", "受理投诉", "公示价格"} & set(quotes(ITEMS.format(stem)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("整治街面。清掏雨水口。更换井盖。（责任单位：区水务局）", [[("区水务局", "responsible")]] * 2),
        (
            "整治街面。清掏雨水口。（责任单位：区水务局）修剪枯枝。（责任单位：区园林绿化局）",
            [[("区水务局", "responsible")], [("区园林绿化局", "responsible")]],
        ),
        ("清掏雨水口。（区水务局牵头，区民政局配合）", [[("区水务局", "lead"), ("区民政局", "support")]]),
        ("区水务局清掏雨水口。（责任单位：区民政局）", [[("区水务局", "responsible")]]),
        ("清掏雨水口。〔区水务局牵头，各镇按职责分工负责〕", [[("区水务局", "lead"), ("各镇", "responsible")]]),
    ],
)
def test_brackets_bind_their_own_item(text: str, found: list[list[tuple[str, str]]]) -> None:
    said = readings(text, "plan")
    assert [bearers(duty) for duty in said] == found
    for duty in said:
        assert (
            "（" in duty.read_from.get("actor", "（") or "〔" in duty.read_from["actor"]
        ) or duty.actor == "区水务局"


def test_a_bracket_gives_its_date() -> None:
    (duty,) = readings("清掏雨水口。（责任单位：区水务局；完成时限：6月底前）", "plan")
    assert duty.due is not None
    assert (duty.due.quote, duty.due.by, duty.due.kind, duty.due.source) == (
        "6月底前",
        "2031-06-30",
        "date",
        "inherited",
    )
    assert duty.read_from["deadline"] == "（责任单位：区水务局；完成时限：6月底前）"


def test_a_stage_heading_gives_its_date() -> None:
    text = "云渡区整治方案\n一、实施步骤\n（一）实施阶段（2031年5月至8月）\n清掏雨水口。\n二、保障措施\n加强巡查。\n"
    found = {duty.text: duty for duty in readings(text, "whole")}
    assert found["清掏雨水口"].deadline == "2031年5月至8月"
    assert found["加强巡查"].deadline == ""


@pytest.mark.parametrize(
    ("text", "polarity", "force", "modality"),
    [
        ("清掏雨水口。", "duty", "plain", ""),
        ("区水务局应当清掏雨水口。", "duty", "shall", "应当"),
        ("商铺必须登记。", "duty", "must", "必须"),
        ("商铺不得占用盲道。", "prohibition", "shall", "不得"),
        ("严禁占用盲道。", "prohibition", "must", "严禁"),
        ("摊主可以夜间经营。", "permission", "plain", "可以"),
        ("鼓励商铺开放厕所。", "encouragement", "plain", "鼓励"),
        ("绝不允许商铺占用盲道。", "prohibition", "must", "绝不允许"),
        # a list of what is not punished is no ban
        ("完善不予处罚清单制度。", "duty", "plain", ""),
        ("对初次违规的，不予处罚。", "prohibition", "plain", "不予"),
        ("申请人无需提交复印件。", "release", "plain", "无需"),
        ("推动老旧小区加装电梯。", "duty", "push", "推动"),
        ("探索设置共享车位。", "duty", "explore", "探索"),
        ("商铺原则上应当登记。", "duty", "plain", "应当"),
        ("商铺均应当登记。", "duty", "must", "应当"),
    ],
)
def test_force_and_polarity(text: str, polarity: str, force: str, modality: str) -> None:
    duty = reading(text)
    assert (duty.polarity, duty.force, duty.modality) == (polarity, force, modality)


def test_the_force_of_a_chain_carries_over_and_ends_at_a_semicolon() -> None:
    found = readings("区水务局应当清掏雨水口，更换井盖；修补路面。")
    assert [duty.force for duty in found] == ["shall", "shall", "plain"]


@pytest.mark.parametrize("joint", ["或者", "，或者"])
def test_what_goes_on_behind_or_stays_forbidden(joint: str) -> None:
    found = readings(f"严禁在楼道堆放杂物{joint}停放车辆。")
    assert {duty.polarity for duty in found} == {"prohibition"}
    assert any("停放车辆" in duty.text for duty in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("商铺应当登记。", "duty"),
        ("商铺不得占用盲道。", "prohibition"),
        ("摊主可以夜间经营。", "permission"),
        ("区水务局可以查阅记录。", "power"),
        ("鼓励商铺开放厕所。", "encouragement"),
        ("申请人无需提交复印件。", "release"),
        ("占用盲道的，由区水务局处一百元罚款。", "penalty"),
        ("占用盲道的，由区水务局责令限期改正。", "penalty"),
        ("造成损失的，应当依法赔偿。", "liability"),
        ("具体办法由区水务局制定。", "delegation"),
        ("具体办法由区水务局另行制定。", "delegation"),
    ],
)
def test_what_kind_of_duty_it_is(text: str, kind: str) -> None:
    assert reading(text).type == kind


def test_a_penalty_knows_whom_it_strikes_who_inflicts_it_and_its_range() -> None:
    duty = reading("摊主占用盲道的，由区水务局处五百元以上二千元以下罚款。")
    assert bearers(duty) == [("区水务局", "responsible")]
    assert (duty.type, duty.penalty_for, duty.recipient) == ("penalty", "摊主", "摊主")
    assert [(item.bound, item.value, item.unit) for item in duty.quantities] == [
        ("min", "500", "元"),
        ("max", "2000", "元"),
    ]
    assert duty.condition == "摊主占用盲道的"


def test_tiers_of_a_penalty_strike_the_same() -> None:
    found = readings("摊主占用盲道的，由区水务局责令改正；逾期不改正的，处一百元罚款；情节严重的，吊销许可证。")
    assert [duty.penalty_for for duty in found] == ["摊主"] * 3
    assert [duty.condition for duty in found] == ["摊主占用盲道的", "逾期不改正的", "情节严重的"]


def test_a_prohibited_act_that_names_a_sanction_is_no_penalty() -> None:
    found = readings("区水务局不得有下列行为：\n（一）违规罚款；\n（二）擅自收费。")
    assert {duty.type for duty in found} == {"prohibition"}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("发现井盖破损的，区水务局应当更换。", "发现井盖破损的"),
        ("未经批准，任何单位不得占用盲道。", "未经批准"),
        ("如遇强降雨，区水务局应当加密巡查。", "如遇强降雨"),
        ("区水务局应当清掏雨水口。", ""),
    ],
)
def test_in_which_case_a_duty_holds(text: str, condition: str) -> None:
    assert reading(text).condition == condition


@pytest.mark.parametrize(
    ("text", "report", "recipient"),
    [
        ("商铺应当报区民政局备案。", "报区民政局备案", "区民政局"),
        ("养老机构应当立即向区应急局报告。", "向区应急局报告", "区应急局"),
        ("区水务局应当向社会公布结果。", "", "社会"),
        ("区水务局应当清掏雨水口。", "", ""),
    ],
)
def test_to_whom_a_duty_is_done(text: str, report: str, recipient: str) -> None:
    duty = reading(text)
    assert (duty.reporting, duty.recipient) == (report, recipient)


NOTICE = "云渡区人民政府关于清掏雨水口的通知\n各街道办事处，区政府各部门：\n{}\n一、任务\n清掏雨水口。\n"


def test_a_covering_notice_binds_its_addressees() -> None:
    found = readings(NOTICE.format("请各单位于2031年3月20日前报送台账。"), "whole")
    (duty,) = [duty for duty in found if "台账" in duty.text]
    assert duty.due is not None
    assert duty.due.by == "2031-03-20"


def test_a_notice_that_only_hands_on_binds_nobody() -> None:
    found = readings(NOTICE.format("现将《云渡区雨水口清掏方案》印发给你们，请认真贯彻执行。"), "whole")
    assert [duty.text for duty in found] == ["清掏雨水口"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一章　总则\n第一条　商铺应当登记。\n第二条　商铺应当打扫。\n第三条　商铺应当开放厕所。", 3),
        ("一、总体要求\n以习近平新时代中国特色社会主义思想为指导，坚持建管并重。\n二、任务\n清掏雨水口。", 1),
        ("一、工作回顾\n已建成公厕六座。\n二、任务\n清掏雨水口。", 1),
    ],
)
def test_general_provisions_bind_and_guidance_and_the_past_do_not(text: str, found: int) -> None:
    assert len(readings(f"云渡区公厕管理办法\n{text}\n", "whole")) == found


def test_a_text_without_a_title_that_ends_with_its_date_binds() -> None:
    found = readings("二、主要任务\n各区要在6月底前完成选址。\n2031年1月1日\n", "whole")
    assert [duty.text for duty in found] == ["各区要在6月底前完成选址"]
    assert found[0].due is not None
    assert found[0].due.by == "2031-06-30"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("如需延长，摊主应当提前十日申请。", ["如需延长，摊主应当提前十日申请"]),
        ("联系人：王五，联系电话：0000-12345。", []),
        ("在主干道，商铺不得堆放杂物。", ["在主干道，商铺不得堆放杂物"]),
        # what is put to a court is one case
        (
            "因井盖缺失造成损害，行人请求赔偿的，人民法院应予支持。",
            ["因井盖缺失造成损害，行人请求赔偿的，人民法院应予支持"],
        ),
        # a basis, and what is done on it
        (
            "产生餐厨垃圾的单位，应当按照国家规定和本市标准要求贮存餐厨垃圾，不得倾倒。",
            ["产生餐厨垃圾的单位，应当按照国家规定和本市标准要求贮存餐厨垃圾", "不得倾倒"],
        ),
        # a noun with what is said of it, 并 and all
        (
            "对已完成评估并纳入名录的街区，及时公开评估结果。",
            ["对已完成评估并纳入名录的街区，及时公开评估结果"],
        ),
        ("破除隐性门槛，把握出台时机，汇集各方意见。", ["破除隐性门槛", "把握出台时机", "汇集各方意见"]),
    ],
)
def test_which_duties_a_sentence_should_state(text: str, found: list[str]) -> None:
    assert quotes(text) == found


def test_texts_that_share_what_reads_them_are_read_as_each_by_itself() -> None:
    shared = Readers(Knowledge.shipped())
    for text in ("第一条 经营者应当在三日内向区商务局备案。", "第一条 经营者可以向区商务局备案，并由区商务局公示。"):
        side = segment(text, "old")
        units = units_of(side, Localiser(Knowledge.shipped()))
        together, alone = (DutyReader(side, units, Knowledge.shipped(), readers) for readers in (shared, None))
        said = [
            [(duty.force, duty.bearers, duty.text) for duty in reader.duties(units[-1])] for reader in (together, alone)
        ]
        assert said[0] == said[1] != []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # 处罚决定 is only spoken of: who has the case is the one who may
        ("当事人对处罚决定不服的，可以在十五日内向作出处罚决定的机关申请复议。", "当事人"),
        # the office that finds something acts itself
        ("行政执法机关发现正在搭建的，应当责令当事人停止建设。", "行政执法机关"),
        ("摊主未公示价格的，应当给予警告。", ""),
    ],
)
def test_whose_case_it_is_may_be_bound(text: str, name: str) -> None:
    assert reading(text).actor == name


def test_what_falls_due_again_and_again_is_recurring() -> None:
    due = reading("区水务局定期清掏雨水口。").due
    assert due is not None
    assert (due.quote, due.kind, due.by) == ("定期", "recurring", "")
    assert reading("区水务局不定期抽查雨水口。").due is None


def test_mere_things_are_no_case() -> None:
    assert reading("环卫、园林绿化等公共用水，应当在指定地点取水。").condition == ""
    assert reading("用户变更用水性质的，应当申请。").condition == "用户变更用水性质的"
