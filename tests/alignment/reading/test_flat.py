"""One character for each of the source, in its one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.reading.flat import flatten


@pytest.mark.parametrize(
    ("written", "flat"),
    [
        ("２０３１年", "2031年"), ("（一）", "(一)"), ("〔2031〕", "(2031)"), ("［甲］【乙】", "(甲)(乙)"),
        ("“试点”", '"试点"'), ("「试点」", '"试点"'),
        ("‘夜市’", "'夜市'"), ("5—10", "5-10"), ("5–10", "5-10"), ("5～10", "5~10"), ("事项︰", "事项:"),
        ("事项：", "事项:"), ("甲，乙；丙", "甲,乙;丙"),
        ("巿民", "市民"), ("臺账", "台账"), ("啟用", "启用"), ("二○三一", "二〇三一"), ("甲　乙", "甲 乙"),
        ("甲\t乙", "甲 乙"), ("甲\u200b乙", "甲 乙"),
        ("\ufeff甲", " 甲"), ("ＧＢ", "GB"), ("5％", "5%"), ("ﾃ", "テ"), ("", ""),
    ],
)  # fmt: skip
def test_forms_of_one_sign_are_one(written: str, flat: str) -> None:
    assert flatten(written) == flat


@pytest.mark.parametrize("text", ["㎡", "①", "ﬁ", "½", "Ⅳ", "℃"])
def test_a_sign_that_folds_to_several_stays_one_character(text: str) -> None:
    assert len(flatten(text)) == 1


@given(st.text(max_size=60))
def test_places_in_flat_text_are_places_in_the_text(text: str) -> None:
    flat = flatten(text)
    assert len(flat) == len(text)
    assert flatten(flat) == flat
    assert flatten(text[:7]) + flatten(text[7:]) == flat
