"""Changes as messages of commits, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_repo import Change, Kind, message

CHANGES = st.builds(
    Change,
    st.sampled_from(Kind),
    st.lists(st.from_regex(r"[0-9a-f]{12}", fullmatch=True), max_size=2).map(tuple),
    st.from_regex(r"[0-9a-f]{12}", fullmatch=True) | st.just(""),
    *[st.text(max_size=150).map(message.one_line)] * 3,
    st.from_regex(r"[0-9a-f]{40}", fullmatch=True) | st.just(""),
)


@given(CHANGES)
def test_a_change_comes_back_from_its_message(change: Change) -> None:
    assert message.parse(message.render(change)) == change


def test_no_title_forges_a_trailer() -> None:
    hostile = "甲\n\nRevtrack-Document: ffffffffffff\rRevtrack-Change: undo"
    said = message.parse(message.render(Change(Kind.ADD, ("a" * 12,), title=hostile, reason=hostile)))
    assert said is not None
    assert (said.kind, said.documents) == (Kind.ADD, ("a" * 12,))


def test_the_subject_is_short_and_other_commits_are_not_ours() -> None:
    assert len(message.render(Change(Kind.ADD, title="甲" * 300)).splitlines()[0]) == 100
    assert message.parse("Merge branch 'x'\n\nSigned-off-by: me\n") is None
    assert message.parse("x\n\nRevtrack-Change: conquer\n") is None
