"""What holds for every text, however odd."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment import compare
from alignment.reading.normalize import fold, fold_with_offsets
from alignment.reading.segment import segment

LINES = st.sampled_from(
    [
        "云州市厨房方案",
        "一、任务",
        "（一）修缮厨房",
        "1.修缮厨房。各街道要修缮厨房，添置灶具。",
        "第二条 厨房应当公示价格；不公示的，处五百元以下罚款。",
        "各街道2031年5月底前报送名单。",
        "附件：1.名单",
        "2031年3月5日",
        "# Page 12:",
        "- 3 -",
        "",
        "　　分两步走。一是修缮；二是培训。",
        "（市民政局牵头）",
        "“社区厨房”，",
        "<!-- 注 -->",
        "## 第一章 总则",
    ]
)
TEXTS = st.lists(LINES, max_size=14).map("\n".join)
ODD = st.text(st.characters(blacklist_categories=["Cs"]), max_size=120)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(st.one_of(TEXTS, ODD))
@settings(max_examples=150)
def test_clauses_and_discarded_pieces_give_the_input_back(text: str) -> None:
    side = segment(text, "old")
    pieces = [(piece.at, piece.text) for piece in side.discarded]
    for clause in side.clauses:
        pieces += [(run.source, clause.text[run.at : run.at + run.length]) for run in clause.origin]
    assert bare("".join(words for _, words in sorted(pieces, key=lambda item: item[0]))) == bare(text)


@given(st.one_of(TEXTS, ODD))
@settings(max_examples=100)
def test_every_clause_has_sentences_that_stand_in_it(text: str) -> None:
    for clause in segment(text, "new").clauses:
        assert clause.sentences
        for sentence in clause.sentences:
            assert clause.text[sentence.start : sentence.end] == sentence.text


@given(TEXTS)
@settings(max_examples=60)
def test_a_text_with_itself_does_not_differ(text: str) -> None:
    comparison = compare(text, text)
    assert not comparison.differs
    assert {row.change for row in comparison.rows} <= {"unchanged"}


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_every_clause_stands_in_exactly_one_row_and_swapping_mirrors(old: str, new: str) -> None:
    there, back = compare(old, new), compare(new, old)
    for side, names in (
        (there.old, [n for row in there.rows for n in row.old]),
        (there.new, [n for row in there.rows for n in row.new]),
    ):
        assert sorted(names) == sorted(clause.id for clause in side.clauses)
    assert there.counts.added == back.counts.removed
    assert there.counts.removed == back.counts.added


@given(ODD)
def test_folding_is_idempotent_and_knows_its_offsets(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert fold(folded) == folded
    assert len(offsets) == len(folded) + 1
    assert all(
        fold(text[at]).startswith(char) or char in fold(text[at]) for char, at in zip(folded, offsets, strict=False)
    )


def test_long_and_hostile_texts_come_to_an_end() -> None:
    for text in (
        "（" * 20_000,
        "一、" * 9_000,
        "，" * 50_000,
        "a" * 100_000,
        "第一条" * 9_000,
        "“一是" * 9_000,
        "\u202e\u200b" * 9_000,
    ):
        assert not compare(text, text).differs
