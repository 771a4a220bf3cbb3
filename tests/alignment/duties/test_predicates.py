"""Where a predicate begins behind what leads to it, and where its verb ends."""

from __future__ import annotations

import pytest

from alignment import Knowledge
from alignment.duties.bodies import BodyReader
from alignment.duties.pieces import PieceReader
from alignment.duties.predicates import Leads, PredicateReader


@pytest.fixture(scope="module")
def predicates() -> PredicateReader:
    knowledge = Knowledge.shipped()
    return PredicateReader(PieceReader(knowledge, BodyReader(knowledge)).verb_at)


@pytest.mark.parametrize(
    ("text", "verb", "does"),
    [
        ("按照技术规范更换井盖", "更换井盖", Leads.BASIS),
        ("依托街道平台登记摊位", "登记摊位", Leads.BASIS),
        # places, before verbs that the lexicon lacks
        ("在门前码放雨伞架", "码放雨伞架", Leads.BASIS),
        ("在学校周边码放雨伞架", "码放雨伞架", Leads.BASIS),
        ("在公厕入口处码放雨伞架", "码放雨伞架", Leads.BASIS),
        # what it is done to
        ("将摊位台账纳入街道平台", "纳入街道平台", Leads.OBJECT),
        ("对雨水口进行码放", "进行码放", Leads.OBJECT),
        ("对破损井盖码放。", "码放。", Leads.OBJECT),
        ("对摊主给予一百元补贴", "给予一百元补贴", Leads.BASIS),
        # cases
        ("在紧急情况下启动水泵", "启动水泵", Leads.CASE),
    ],
)
def test_where_a_predicate_begins(predicates: PredicateReader, text: str, verb: str, does: Leads) -> None:
    led = predicates.led(text, 0)
    assert led is not None
    assert (text[led.verb :], led.does) == (verb, does)


@pytest.mark.parametrize("text", ["清掏雨水口", "在开业前码放雨伞架", "在码放"])
def test_what_leads_to_nothing(predicates: PredicateReader, text: str) -> None:
    assert predicates.led(text, 0) is None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("清掏雨水口", "清掏"),
        ("清掏、疏通雨水口", "清掏、疏通"),
        ("及时清掏雨水口", "及时清掏"),
        ("加强监督检查", "加强监督检查"),
        ("检查重点单位", "检查"),
        ("配备消毒柜", "配备"),
        ("更新检测设备", "更新"),
        ("雨水口", ""),
    ],
)
def test_where_a_verb_ends(predicates: PredicateReader, text: str, verb: str) -> None:
    assert text[: predicates.verb_end(text, 0)] == verb
