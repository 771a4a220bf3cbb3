"""Clauses as two files: text.txt and structure.tsv."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_repo import Line
from corpus_repo.errors import Damaged
from corpus_repo.lines import from_files, to_files

TEXT = st.text(alphabet=st.characters(exclude_characters="\n", exclude_categories=()), max_size=30)


@given(st.lists(st.builds(Line, st.text(max_size=6), TEXT, st.text(max_size=9), TEXT, st.integers(0), st.booleans())))
def test_lines_come_back(lines: list[Line]) -> None:
    assert from_files(*to_files(lines)) == tuple(lines)


def test_an_inserted_article_is_one_added_line() -> None:
    def article(number: str, text: str, at: int) -> Line:
        return Line(f"第{number}条　", text, f"第{number}条", "body", at)

    old = to_files([article("一", "甲。", 1), article("二", "丙。", 2)])[0].splitlines()
    new = to_files([article("一", "甲。", 1), article("二", "乙。", 2), article("三", "丙。", 3)])[0].splitlines()
    assert [line for line in new if line not in old] == ["乙。".encode()]
    assert [line for line in old if line not in new] == []


def test_a_line_feed_within_a_clause_is_refused() -> None:
    with pytest.raises(ValueError, match="line feed"):
        to_files([Line("", "甲\n乙", "", "body", 1)])


@pytest.mark.parametrize(
    ("text", "structure"),
    [(b"a\nb\n", b"\t\tbody\t1\t\n"), (b"a\n", b"\tbody\t1\n"), (b"a\n", b"\t\tbody\tx\t\n"), (b"\xff\n", b"")],
)
def test_files_that_do_not_fit_are_damage(text: bytes, structure: bytes) -> None:
    with pytest.raises(Damaged) as error:
        from_files(text, structure, "version 1")
    assert error.value.what == "version 1"
