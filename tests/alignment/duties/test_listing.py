"""A list said as a sentence, or a sentence as a list, is wording; a list that says more, less or otherwise is not."""

from __future__ import annotations

import pytest

from tests.alignment.saying import compared, entries, not_yet, rows, silent

BANS = (
    "商铺不得在门前堆放空置货箱、占用盲道停放三轮车、遮挡消防栓。",
    "商铺不得有下列行为：\n（一）在门前堆放空置货箱；\n（二）占用盲道停放三轮车；\n（三）遮挡消防栓。",
)
TASKS = (
    "摊主应当登记进货来源、公示价格目录和清扫门前街面。",
    "摊主应当履行下列职责：\n（一）登记进货来源；\n（二）公示价格目录；\n（三）清扫门前街面。",
)
PAPERS = (
    "申请人应当提交营业场所权属证明、消防安全承诺书和从业人员健康证。",
    "申请人应当提交下列材料：\n（一）营业场所权属证明；\n（二）消防安全承诺书；\n（三）从业人员健康证。",
)


@pytest.mark.parametrize(("sentence", "listed"), [BANS, TASKS, PAPERS])
def test_a_list_and_the_sentence_that_says_it_are_one(sentence: str, listed: str) -> None:
    for old, new in ((sentence, listed), (listed, sentence)):
        found = compared(old, new)
        assert found.obligations == ()
        assert ("wording", "list") in entries(old, new)
        assert {entry.cls for entry in found.account} <= {"wording", "renumbered"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("商铺不得堆放杂物、占用盲道。", "商铺不得有下列行为：\n（一）堆放杂物；\n（二）占用盲道。"),
        not_yet(
            "the stem alone is told as one duty that went and one that came",
            "商铺应当：\n（一）登记；\n（二）公示价格。",
            "商铺应当履行下列职责：\n（一）登记；\n（二）公示价格。",
        ),
    ],
)
def test_a_list_in_another_form_is_silent(old: str, new: str) -> None:
    assert rows(old, new) == []


@pytest.mark.parametrize(
    ("gone", "come"),
    [
        ("遮挡消防栓", "遮盖消防栓"),
        ("商铺不得有", "商铺应当有"),
        ("；\n（三）遮挡消防栓", ""),
        ("遮挡消防栓", "遮挡消防栓；\n（四）露天烧烤食品"),
        ("占用盲道停放三轮车", "占用盲道停放两辆三轮车"),
    ],
)
def test_a_list_that_says_something_else_is_told(gone: str, come: str) -> None:
    sentence, listed = BANS
    for old, new in ((sentence, listed.replace(gone, come)), (listed.replace(gone, come), sentence)):
        assert rows(old, new)
        assert ("wording", "list") not in entries(old, new)


def test_a_list_with_another_order_of_items_is_no_turned_sentence() -> None:
    sentence, listed = BANS
    turned = listed.replace("遮挡消防栓", "甲").replace("在门前堆放空置货箱", "遮挡消防栓")
    assert not silent(sentence, turned.replace("甲", "占用绿地停放三轮车"))
