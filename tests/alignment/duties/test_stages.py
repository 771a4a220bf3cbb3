"""How far a sentence goes with a measure, what it names, and its numbers."""

from __future__ import annotations

import pytest

from alignment.duties.stages import Stage, measures_in, numbers_in, sentence_with, stage_of


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("探索建立“一桩一码”制度", Stage.EXPLORE),
        ("在西湖区开展“一桩一码”试点", Stage.PILOT),
        ("全面推行“一桩一码”", Stage.GENERAL),
        ("将“一桩一码”推广到十个街道", Stage.EXTEND),
        ("推行“一桩一码”", Stage.PUSH),
        ("“一桩一码”已先期落实到位", Stage.DONE),
        ("停止实施“一桩一码”", Stage.ENDED),
        ("“一桩一码”是指每个充电桩有一个编码", Stage.MENTION),
    ],
)
def test_how_far_a_sentence_goes(sentence: str, stage: Stage) -> None:
    assert stage_of(sentence) is stage


def test_the_sentence_that_names_a_thing_is_found_whatever_marks_it_bears() -> None:
    text = "加强管理。推行“一桩一码”改革；公布名单。"
    assert sentence_with(text, "一桩一码改革") == "推行“一桩一码”改革；"
    assert sentence_with(text, "一车一证") == ""


def test_what_a_clause_names_and_its_numbers() -> None:
    text = "推行“一桩一码”，实行停车承诺制，覆盖80%的街道、300个泊位。"
    assert list(measures_in(text)) == ["一桩一码", "实行停车承诺制"]
    assert numbers_in(text) == ("80%", "300个")
