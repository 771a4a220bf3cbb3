"""Character marks for the eye."""

from hypothesis import given
from hypothesis import strategies as st

from alignment.inline import Span, mark_changes

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)


@given(TEXTS, TEXTS)
def test_the_marks_give_both_texts_back(old: str, new: str) -> None:
    spans = mark_changes(old, new)
    assert "".join(span.text for span in spans if span.mark != "added") == old
    assert "".join(span.text for span in spans if span.mark != "removed") == new


def test_a_number_is_marked_whole() -> None:
    assert mark_changes("建成45个餐点", "建成52个餐点") == [
        Span("equal", "建成"),
        Span("removed", "45"),
        Span("added", "52"),
        Span("equal", "个餐点"),
    ]


def test_texts_too_long_to_align_are_marked_as_replaced() -> None:
    assert [span.mark for span in mark_changes("甲" * 7_000, "乙" * 7_000)] == ["removed", "added"]
