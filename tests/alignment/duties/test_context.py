"""What binds a sentence from outside: stems of lists, notes of responsibility, dates of headings, addressees."""

from __future__ import annotations

import pytest

from alignment.duties.context import ListKind, list_kind, surroundings
from alignment.model import Section, Side
from alignment.reading.segment import segment
from tests.alignment.saying import bearers, not_yet, readings, side_of


@pytest.mark.parametrize(
    ("stem", "kind"),
    [
        ("食堂不得有下列行为：", "PROHIBITIONS"),
        ("禁止在公园内从事下列活动：", "PROHIBITIONS"),
        ("严禁下列行为：", "PROHIBITIONS"),
        ("经营者应当履行下列职责：", "DUTIES"),
        ("经营者应当：", "DUTIES"),
        ("区民政局承担下列职责：", "DUTIES"),
        ("各单位要做好以下工作：", "DUTIES"),
        ("居民享有下列权利：", "RIGHTS"),
        ("执法人员可以采取下列措施：", "RIGHTS"),
        ("申请人有权：", "RIGHTS"),
        ("鼓励下列行为：", "ENCOURAGED"),
        ("本区支持开展以下活动：", "ENCOURAGED"),
        ("开办食堂应当具备下列条件：", "CONDITIONS"),
        ("申请补贴应当符合下列条件：", "CONDITIONS"),
        ("有下列情形之一的，处五百元以下罚款：", "GROUNDS"),
        ("有下列行为之一的，由区城市管理部门责令改正：", "GROUNDS"),
        ("摊主有以下情形之一的，可以不予处罚：", "GROUNDS"),
        ("申请人应当提交下列材料：", "THINGS"),
        ("公示牌应当载明以下内容：", "THINGS"),
        ("方案应当包括下列内容：", "THINGS"),
        ("本办法所称下列用语的含义：", "FACTS"),
        ("公厕分为下列类别：", "FACTS"),
    ],
)
def test_what_the_items_of_a_list_are(stem: str, kind: str) -> None:
    assert list_kind(stem) is ListKind[kind]
    assert list_kind(stem.replace("：", ":")) is ListKind[kind]


def around(side: Side, words: str):
    found = surroundings(side)
    return next(found[sentence.id] for _, sentence in side.sentences() if words in sentence.text)


def test_an_item_knows_its_stem_and_what_follows_the_list_does_not() -> None:
    side = side_of("食堂不得有下列行为：\n（一）使用过期食材；\n（二）露天堆放垃圾。\n食堂应当每日清扫。")
    stem = around(side, "过期食材").stem
    assert stem is not None
    assert (stem.kind, stem.sentence.text) == (ListKind.PROHIBITIONS, "食堂不得有下列行为：")
    assert around(side, "露天堆放").stem == stem
    assert around(side, "每日清扫").stem is None
    assert around(side, "不得有下列").stem is None


def test_a_label_is_no_stem() -> None:
    side = segment("云渡区工作要点\n一、重点任务：\n（一）清掏雨水口。\n（二）修剪枯枝。\n", "new")
    assert around(side, "清掏雨水口").stem is None


PLAN = "云渡区城区品质提升方案\n一、重点任务\n{body}\n二、组织实施\n各街道办事处加强巡查。\n"


def plan(body: str) -> Side:
    return segment(PLAN.format(body=body), "new")


def names(side: Side, words: str) -> list[str]:
    note = around(side, words).note
    return [bearer.name for bearer in note.bearers] if note else []


def test_a_bracket_binds_the_sentences_of_its_own_item_before_it() -> None:
    side = plan(
        "（一）清掏雨水口。更换井盖。（责任单位：区水务局）\n（二）修剪枯枝。（责任单位：区园林绿化局）\n（三）增设座椅。"
    )
    assert names(side, "清掏雨水口") == names(side, "更换井盖") == ["区水务局"]
    assert names(side, "修剪枯枝") == ["区园林绿化局"]
    assert names(side, "增设座椅") == []


def test_two_brackets_of_one_paragraph_bind_what_stands_before_each() -> None:
    side = plan("（一）清掏雨水口。（责任单位：区水务局）修剪枯枝。（责任单位：区园林绿化局）")
    assert names(side, "清掏雨水口") == ["区水务局"]
    assert names(side, "修剪枯枝") == ["区园林绿化局"]


def test_a_further_bracket_behind_one_binds_the_same() -> None:
    side = plan("（一）清掏雨水口。（责任单位：区水务局）（完成时限：6月底前）")
    note = around(side, "清掏雨水口").note
    assert note is not None
    assert [bearer.name for bearer in note.bearers] == ["区水务局"]
    assert note.time is not None
    assert note.time.written == "6月底前"


def test_a_line_of_responsibility_binds_the_items_back_to_the_one_before() -> None:
    side = plan(
        "（一）清掏雨水口。\n（二）更换井盖。\n责任单位：区水务局\n（三）修剪枯枝。\n责任单位：区园林绿化局\n（四）增设座椅。"
    )
    assert names(side, "清掏雨水口") == names(side, "更换井盖") == ["区水务局"]
    assert names(side, "修剪枯枝") == ["区园林绿化局"]
    assert names(side, "增设座椅") == []


def test_lines_of_responsibility_bind_one_item_each_where_most_items_have_one() -> None:
    side = plan(
        "（一）清掏雨水口。\n责任单位：区水务局\n（二）更换井盖。\n（三）修剪枯枝。\n责任单位：区园林绿化局\n"
        "（四）增设座椅。\n责任单位：区民政局"
    )
    assert names(side, "清掏雨水口") == ["区水务局"]
    assert names(side, "更换井盖") == []
    assert names(side, "修剪枯枝") == ["区园林绿化局"]
    assert names(side, "增设座椅") == ["区民政局"]


def test_a_line_of_responsibility_below_an_item_binds_the_items_of_its_own_that_follow() -> None:
    side = plan(
        "（一）分步整治。\n责任单位：区水务局\n1.清掏雨水口；\n2.更换井盖。\n（二）修剪枯枝。\n责任单位：区园林绿化局"
    )
    assert names(side, "清掏雨水口") == names(side, "更换井盖") == ["区水务局"]
    assert names(side, "修剪枯枝") == ["区园林绿化局"]


def test_the_note_of_an_item_binds_the_items_of_its_own() -> None:
    side = plan("（一）分步整治街面和绿地。〔责任单位：区水务局〕\n1.清掏雨水口；\n2.更换井盖。\n（二）修剪枯枝。")
    assert names(side, "清掏雨水口") == names(side, "更换井盖") == ["区水务局"]
    assert names(side, "修剪枯枝") == []


def test_a_square_bracket_binds_its_whole_group() -> None:
    side = plan("（一）整治街面\n1.清掏雨水口。\n2.更换井盖。〔区水务局牵头，各镇按职责分工负责〕\n（二）修剪枯枝。")
    assert names(side, "清掏雨水口") == names(side, "更换井盖") == ["区水务局", "各镇"]
    assert names(side, "修剪枯枝") == []


def test_the_note_of_a_heading_binds_what_stands_below() -> None:
    side = plan("（一）整治街面（区水务局牵头）\n1.清掏雨水口。\n2.更换井盖。\n（二）绿化街面\n1.修剪枯枝。")
    assert names(side, "清掏雨水口") == names(side, "更换井盖") == ["区水务局"]
    assert names(side, "修剪枯枝") == []


def test_the_date_of_a_heading_is_that_of_what_stands_below() -> None:
    side = segment(
        "云渡区整治方案\n一、实施步骤\n（一）准备阶段（2031年3月至4月）\n制定清单。\n（二）实施阶段（2031年5月至8月）\n"
        "清掏雨水口。\n二、保障措施\n加强巡查。\n",
        "new",
    )
    dates = [around(side, words).heading for words in ("制定清单", "清掏雨水口", "加强巡查")]
    assert [date.written if date else "" for date in dates] == ["2031年3月至4月", "2031年5月至8月", ""]


NOTICE = (
    "云渡区人民政府关于清掏雨水口的通知\n各街道办事处，区政府各部门：\n请各单位于2031年3月20日前报送台账。\n一、任务\n"
    "清掏雨水口。\n"
)


def test_a_notice_binds_its_addressees() -> None:
    side = segment(NOTICE, "new")
    assert around(side, "报送台账").addressees == ("各街道办事处", "区政府各部门")


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("云渡区方案\n一、总体要求\n坚持建管并重。\n二、重点任务\n清掏雨水口。\n", Section.GUIDANCE),
        (
            "第一章　总则\n第一条　商铺应当坚持建管并重。\n第二条　商铺应当打扫。\n第三条　商铺应当登记。\n",
            Section.NONE,
        ),
    ],
)
def test_general_provisions_of_a_law_guide_like_any_chapter(text: str, section: Section) -> None:
    assert around(segment(text, "new"), "建管并重").section is section


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("（一）工作回顾\n清掏雨水口三千处。", True),
        ("全区累计清掏雨水口三千处，同比增长两成，显著改善街面环境，已建成公厕六座。", True),
        ("（一）工作安排\n清掏雨水口三千处。", False),
        # what is to become better is no state of things
        ("（一）营造有活力的夜市发展环境\n清掏雨水口三千处。", False),
        ("（一）持续提升治理成效\n清掏雨水口三千处。", False),
        ("（一）夜市发展环境\n清掏雨水口三千处。", True),
        ("要累计清掏雨水口三千处，同比增长两成，显著改善街面环境，已建成的公厕要开放。", False),
    ],
)
def test_what_only_tells_of_the_past(text: str, told: bool) -> None:
    side = plan(text if text.startswith("（") else f"（一）{text}")
    assert around(side, "雨水口").told is told


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("（责任单位：区水务局）", "（责任单位：区水务局）", True),
        ("（责任单位：区水务局）", "（责任单位：区民政局）", False),
        ("（完成时限：6月底前）", "（完成时限：9月底前）", False),
        ("（责任单位：区水务局）", "", False),
    ],
)
def test_whether_two_sentences_are_bound_alike(one: str, other: str, alike: bool) -> None:
    left, right = (around(plan(f"（一）清掏雨水口。{note}"), "清掏雨水口") for note in (one, other))
    assert left.binds_like(right) is alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("商铺不得：", "商铺不得：", True), ("商铺不得：", "商铺应当：", False)],
)
def test_another_stem_binds_otherwise(one: str, other: str, alike: bool) -> None:
    left, right = (around(side_of(f"{stem}\n（一）堆放杂物；\n（二）占用盲道。"), "占用盲道") for stem in (one, other))
    assert left.binds_like(right) is alike


def test_columns_of_bodies_behind_a_task_say_who_leads_and_who_is_responsible() -> None:
    found = readings("增设助餐点。\n区民政局\n各街道办事处、区卫生健康委", "plan")
    assert [bearers(duty) for duty in found if duty.text == "增设助餐点"] == [
        [("区民政局", "lead"), ("各街道办事处", "responsible"), ("区卫生健康委", "responsible")]
    ]


def test_one_column_of_bodies_says_who_is_responsible() -> None:
    found = readings("增设助餐点。\n区民政局、各街道办事处", "plan")
    assert [bearers(duty) for duty in found if duty.text == "增设助餐点"] == [
        [("区民政局", "responsible"), ("各街道办事处", "responsible")]
    ]


@pytest.mark.parametrize("stem", [not_yet("a stem without a colon is none", "食堂不得有下列行为")])
def test_a_stem_may_lack_its_colon(stem: str) -> None:
    side = side_of(f"{stem}\n（一）使用过期食材；\n（二）露天堆放垃圾。")
    assert around(side, "过期食材").stem is not None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("责任单位：区水务局；完成时限：6月底前", [("区水务局", "responsible")]),
        ("责任单位：区水务局", [("区水务局", "responsible")]),
        ("责任单位：区水务局、各镇", [("区水务局", "responsible"), ("各镇", "responsible")]),
        ("牵头单位：区水务局\n配合单位：区民政局", [("区水务局", "lead"), ("区民政局", "support")]),
    ],
)  # fmt: skip
def test_who_a_line_of_responsibility_names(line: str, found: list[tuple[str, str]]) -> None:
    assert [bearers(duty) for duty in readings(f"清掏雨水口。\n{line}", "plan")] == [found]
