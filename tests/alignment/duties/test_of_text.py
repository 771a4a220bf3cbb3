"""The duties of one text."""

from __future__ import annotations

from alignment.duties.of_text import obligations_of
from alignment.reading.segment import segment

PLAN = """临江区停车治理方案

一、主要任务
（一）完善设施。区交通委要在2024年9月底前建成12处停车场，不得占用绿地。
（二）加强宣传。各街道可以组织宣传活动。
"""


def test_duties_have_quote_actor_polarity_and_deadline() -> None:
    side = segment(PLAN, "new")
    found = {duty.text: duty for duty in obligations_of(side)}
    built = next(duty for text, duty in found.items() if "12处" in text)
    assert (built.actor, built.modality, built.polarity) == ("区交通委", "要", "duty")
    assert built.due is not None
    assert built.due.by == "2024-09-30"
    assert any(duty.polarity == "prohibition" and "绿地" in text for text, duty in found.items())
    assert any(duty.polarity == "permission" and duty.actor == "各街道" for duty in found.values())
    for duty in found.values():
        assert side.by_sentence[duty.sentence][1].text[duty.start : duty.end] == duty.text


def test_goals_and_definitions_hold_no_duty() -> None:
    text = "第一条　为了规范停车，制定本条例。\n第二条　本条例所称停车场，是指停放车辆的场所。\n"
    assert obligations_of(segment(text, "new")) == ()
