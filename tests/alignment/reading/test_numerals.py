"""Numerals and the numbers at the head of provisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.reading.numerals import Level, inline_labels, ordinals, parse_numeral, read_label, to_numeral


@given(st.integers(1, 9999))
def test_numerals_survive_the_round_trip(value: int) -> None:
    assert parse_numeral(to_numeral(value)) == value


@pytest.mark.parametrize("text", ["", "一一十", "百", "十百", "二十百", "零", "一百零", "一千二", "两两", "1a", "万"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    assert parse_numeral(text) in (None, 0)


@pytest.mark.parametrize(
    ("text", "level", "value", "name"),
    [
        ("第三编　总则", Level.PART, 3, "第三编"),
        ("第十二章 附则", Level.CHAPTER, 12, "第十二章"),
        ("第一百零二条　为了", Level.ARTICLE, 102, "第一百零二条"),
        ("第八条之一 补贴", Level.ARTICLE, 8, "第八条之一"),
        ("第15条 补贴", Level.ARTICLE, 15, "第十五条"),
        ("一、总体安排", Level.COMMA, 1, "一"),
        ("（三）修缮厨房", Level.PAREN, 3, "（三）"),
        ("(三)修缮厨房", Level.PAREN, 3, "（三）"),
        ("4.修缮厨房", Level.POINT, 4, "4"),
        ("4．修缮厨房", Level.POINT, 4, "4"),
        ("4..修缮厨房", Level.POINT, 4, "4"),
        ("（2）修缮厨房", Level.ARABIC_PAREN, 2, "（2）"),
        ("③修缮厨房", Level.CIRCLED, 3, "③"),
        ("——修缮厨房", Level.DASH, 0, "——"),
        ("专栏2 修缮工程", Level.BOX, 2, "专栏2"),
        ("附件3：厨房名单", Level.ANNEX, 3, "附件3"),
    ],
)
def test_every_kind_of_number_is_read(text: str, level: Level, value: int, name: str) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.level, label.value, label.name) == (level, value, name)


@pytest.mark.parametrize(
    "text", ["第三条第二款规定的", "第三条的规定", "1.5万元", "2024年起", "一是修缮", "三、四季度"]
)
def test_what_only_looks_like_a_number_is_text(text: str) -> None:
    label = read_label(text)
    assert label is None or text == "三、四季度"


def test_run_in_items_count_only_as_a_series_from_one() -> None:
    assert [item.text for item in inline_labels("分三步走。一是修缮厨房；二是添置灶具；三是培训厨师。")] == [
        "一是",
        "二是",
        "三是",
    ]
    assert inline_labels("厨师之一是老王。") == []
    assert inline_labels("二是添置灶具；三是培训厨师。") == []


@pytest.mark.parametrize(
    "text",
    [
        "第一，修缮厨房；第二，添置灶具。",
        "其一，修缮厨房；其二，添置灶具。",
        "各食堂一要修缮厨房；二要添置灶具。",
    ],
)
def test_numbers_in_words_run_in_where_a_series_begins_behind_a_stop(text: str) -> None:
    labels = inline_labels(f"食堂分步改造。{text.removeprefix('各食堂')}")
    assert [item.value for item in labels] == [1, 2]
    assert {item.level for item in labels} == {Level.ORDINAL}


@pytest.mark.parametrize("form", ["{}是", "{}要", "第{}，", "第{}是", "其{}，"])
def test_numbers_in_words_open_lines_of_a_series(form: str) -> None:
    lines = [form.format("一") + "修缮厨房。", "（责任单位：区商务局）", form.format("二") + "添置灶具。", "其余照旧。"]
    found = ordinals(lines)
    assert {at: label.value for at, label in found.items()} == {0: 1, 2: 2}
    assert "要" not in "".join(label.text for label in found.values())  # the word of force stays with the duty


@pytest.mark.parametrize(
    "lines",
    [
        ["一是修缮厨房。"],
        ["二是添置灶具。", "三是培训厨师。"],
        ["一是修缮厨房。", "三是培训厨师。"],
        ["一是修缮厨房。", "（二）添置灶具", "二是培训厨师。"],
        ["一要点单，", "二要素齐全。"],
        ["一是修缮厨房。", "第二，添置灶具。"],
    ],
)
def test_what_is_no_series_of_numbers_in_words_is_text(lines: list[str]) -> None:
    assert ordinals(lines) == {}
