"""The duties of one text, and the days that deadlines name."""

from __future__ import annotations

import pytest

from alignment.duties.of_text import obligations_of
from alignment.duties.timespans import read_span
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
    assert read_span(built.deadline) == ("", "2024-09-30")
    assert any(duty.polarity == "prohibition" and "绿地" in text for text, duty in found.items())
    assert any(duty.polarity == "permission" and duty.actor == "各街道" for duty in found.values())
    for duty in found.values():
        assert side.by_sentence[duty.sentence][1].text[duty.start : duty.end] == duty.text


def test_goals_and_definitions_hold_no_duty() -> None:
    text = "第一条　为了规范停车，制定本条例。\n第二条　本条例所称停车场，是指停放车辆的场所。\n"
    assert obligations_of(segment(text, "new")) == ()


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2023年4月底前", "", "2023-04-30"),
        ("2024年2月底前", "", "2024-02-29"),
        ("2023 年10 月底前", "", "2023-10-31"),
        ("力争到2025年", "", "2025-12-31"),
        ("2025年底", "2025-12-01", "2025-12-31"),
        ("6月底前", "", "2023-06-30"),
        ("3月至5月", "2023-03-01", "2023-05-31"),
        ("2022年12月至2023年2月", "2022-12-01", "2023-02-28"),
        ("明年3月中旬", "2024-03-11", "2024-03-20"),
        ("2023年第一季度", "2023-01-01", "2023-03-31"),
        ("下半年", "2023-07-01", "2023-12-31"),
        ("自2020年1月1日起", "2020-01-01", ""),
        ("二〇二四年六月底前", "", "2024-06-30"),
        ("2024年5月1日前、6月底前", "", "2023-06-30"),
    ],
)
def test_the_days_of_a_deadline(words: str, first: str, last: str) -> None:
    assert read_span(words, "2023-05-09") == (first, last)


@pytest.mark.parametrize(
    "words", ["十五日内", "自受理之日起10个工作日内", "3个月内", "每年12月31日前", "30日前", "2023年2月30日前", ""]
)
def test_a_term_names_no_day(words: str) -> None:
    assert read_span(words, "2023-05-09") is None


def test_a_month_without_a_year_names_no_day_in_an_undated_text() -> None:
    assert read_span("6月底前") is None
