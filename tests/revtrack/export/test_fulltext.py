"""The full text of a report: order, folds, marks; whatever is shown, the issuers' words come out whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alignment.model import Comparison, Task
from revtrack.export.fulltext import Fold, Row, Stretch, arrange
from revtrack.export.places import Places, say_address
from revtrack.words.comparison import words
from tests.revtrack.export.report_factory import make_clause, make_law, make_link, make_plan, make_row, make_side


def rows_of(comparison: Comparison) -> list[Row]:
    vocabulary = words("zh")
    passages = arrange(comparison, Places.of(comparison, vocabulary), vocabulary)
    return [row for passage in passages for row in passage.rows]


def row_at(comparison: Comparison, address: str) -> Row:
    return next(row for row in rows_of(comparison) if address in [place.address for place in (*row.new, *row.old)])


def said(stretches: tuple[Stretch, ...]) -> str:
    return "".join(stretch.text for stretch in stretches)


def simple(old: str, new: str, *links: tuple[str, str, str], task: Task = "revision") -> Comparison:
    """One clause on each side, its sentences linked as given."""
    return Comparison(
        task=task,
        old=make_side("old", "旧", make_clause("o1", old)),
        new=make_side("new", "新", make_clause("n1", new)),
        rows=(make_row("o1", "n1", "modified"),),
        links=tuple(make_link(first, second, relation, 0.8) for first, second, relation in links),  # pyright: ignore[reportArgumentType]
        segments=(),
        obligations=(),
        findings=(),
    )


@pytest.mark.parametrize("task", ["revision", "derivation"])
def test_no_word_of_either_side_is_lost_or_doubled(task: Task) -> None:
    comparison = make_plan(task)
    rows = rows_of(comparison)
    for side, name in ((comparison.old, "old"), (comparison.new, "new")):
        shown = sorted(
            said(line.old if name == "old" else line.new)
            for row in rows
            for line in row.lines
            if (line.old if name == "old" else line.new)
        )
        assert sorted("".join(shown)) == sorted("".join(clause.text for clause in side.clauses))
        for clause in side.clauses:
            row = next(row for row in rows if (clause.id in _ids(comparison, row, name)))
            assert (
                said(tuple(s for line in row.lines for s in (line.old if name == "old" else line.new))) == clause.text
            )


def _ids(comparison: Comparison, row: Row, name: str) -> list[str]:
    places = Places.of(comparison, words("zh"))
    side = comparison.old if name == "old" else comparison.new
    held = row.old if name == "old" else row.new
    return [clause.id for clause in side.clauses if places.clause(side.name, clause.id) in held]


def test_marks_say_which_side_a_character_stands_on() -> None:
    for row in rows_of(make_plan()):
        for line in row.lines:
            assert all(stretch.mark != "added" for stretch in line.old)
            assert all(stretch.mark != "removed" for stretch in line.new)
            if line.old and line.new:
                for side, other in ((line.old, "added"), (line.new, "removed")):
                    left = [stretch for stretch in line.merged if stretch.mark not in {other, "number"}]
                    assert said(tuple(left)) == said(tuple(s for s in side if s.mark != "number"))


def test_rows_follow_the_new_text_and_dropped_clauses_stand_where_they_stood() -> None:
    order = [(row.new or row.old)[0].address for row in rows_of(make_plan()) if row.part != "toc"]
    assert order == [
        "文首",
        "一、",
        "一、（一）",
        "一、（二）",
        "一、（三）",
        "二、",
        "二、（一）",
        "二、2.",
        "二、（二）",
        "二、（三）",
        "三、",
        "三、（二）",
        "三、（一）",
    ]


def test_a_clause_that_no_row_holds_is_shown_all_the_same() -> None:
    comparison = make_plan()
    bare = replace(comparison, rows=tuple(row for row in comparison.rows if row.old != ("o7",)))
    assert row_at(bare, "二、2.").change == "removed"


def test_unchanged_runs_fold_but_chapters_and_changes_do_not() -> None:
    comparison = make_plan()
    vocabulary = words("zh")
    passages = arrange(comparison, Places.of(comparison, vocabulary), vocabulary)
    folds = [passage for passage in passages if isinstance(passage, Fold)]
    assert [[place.address for row in fold.rows for place in row.new] for fold in folds] == [
        ["目录"],
        ["一、（一）", "一、（二）"],
    ]
    assert folds[1].text == "2 条未变化：一、（一） — 一、（二）"


def test_contents_list_is_neither_added_nor_removed() -> None:
    row = row_at(make_plan(), "目录")
    assert not row.changed
    assert {stretch.mark for line in row.lines for stretch in line.new} <= {"equal", "number"}


def test_move_and_renumbering_are_told_apart_from_editing() -> None:
    moved = row_at(make_plan(), "一、（三）")
    assert [note.kind for note in moved.notes] == ["moved", "renumbered"]
    assert moved.notes[0].text == "移自 三、（一）"
    assert moved.notes[1].text == "重新编号 （一） → （三）"
    assert [line.event for line in moved.lines] == ["same"]


def test_localised_difference_is_quiet() -> None:
    row = row_at(make_plan(), "二、（二）")
    tones = {stretch.tone for line in row.lines for stretch in line.merged if stretch.mark in {"added", "removed"}}
    assert tones == {"localised"}


def test_number_of_the_clause_is_not_marked_as_an_edit() -> None:
    row = row_at(make_plan(), "二、（一）")
    assert row.lines[0].old[0] == Stretch("number", "1.")
    assert row.lines[0].new[0] == Stretch("number", "（一）")
    assert {stretch.mark for stretch in row.lines[0].old[1:]} == {"equal"}


def test_what_survives_of_a_dropped_sentence_is_shown_with_its_new_place() -> None:
    line = row_at(make_plan(), "三、（二）").lines[0]
    assert [(stretch.mark, stretch.text) for stretch in line.old] == [
        ("number", "（二）"),
        ("kept", "加强宣传引导"),
        ("removed", "，营造良好氛围。"),
    ]
    assert line.notes[0].anchor == "c-三-（一）"


def test_removed_reads_not_taken_up_in_a_derivation() -> None:
    assert row_at(make_plan("revision"), "二、2.").lines[0].absent == "删除"
    row = row_at(make_plan("derivation"), "二、2.")
    assert (row.name, row.lines[0].absent) == ("未承接", "未承接")


def test_split_sentence_faces_both_halves_in_one_line() -> None:
    comparison = simple(
        "各街道应当每月巡查并公示结果，区城管委应当每季度通报情况。",
        "各街道应当每月巡查并公示结果。区城管委应当每季度通报情况。",
        ("o1.1", "n1.1", "edited"),
        ("o1.1", "n1.2", "edited"),
    )
    (line,) = rows_of(comparison)[0].lines
    assert said(line.new) == comparison.new.clauses[0].text
    assert [stretch.text for stretch in line.old if stretch.mark == "removed"] == ["，"]


def test_repeated_counterpart_is_shown_against_its_source_and_does_not_count_as_new() -> None:
    comparison = simple(
        "各街道应当每月巡查一次公厕。",
        "各街道应当每月巡查一次公厕。各街道应当每周巡查一次公厕。",
        ("o1.1", "n1.1", "same"),
        ("o1.1", "n1.2", "edited"),
    )
    first, second = rows_of(comparison)[0].lines
    assert first.event == "same"
    assert [stretch.text for stretch in second.new if stretch.mark == "added"] == ["周"]
    assert second.notes[0].text.startswith("另见")


def test_rewriting_without_common_ground_is_not_marked_character_by_character() -> None:
    comparison = simple(
        "切实抓好公厕日常保洁。", "健全厕所革命长效管护机制，提升群众满意度。", ("o1.1", "n1.1", "reworded")
    )
    (line,) = rows_of(comparison)[0].lines
    assert line.old == (Stretch("removed", "切实抓好公厕日常保洁。", "reworded"),)
    assert line.new == (Stretch("added", "健全厕所革命长效管护机制，提升群众满意度。", "reworded"),)


def test_difference_of_width_alone_is_shown_as_it_stands_and_not_marked() -> None:
    comparison = simple("实行“一厕一码”,按月更新。", '实行"一厕一码"，按月更新。', ("o1.1", "n1.1", "same"))
    (line,) = rows_of(comparison)[0].lines
    assert (said(line.old), said(line.new), said(line.merged)) == (
        "实行“一厕一码”,按月更新。",
        '实行"一厕一码"，按月更新。',
        '实行"一厕一码"，按月更新。',
    )
    assert {stretch.mark for stretch in (*line.old, *line.new)} == {"equal"}


def test_anchors_are_made_of_addresses_and_never_shared() -> None:
    comparison = make_plan()
    places = Places.of(comparison, words("zh"))
    anchors = [
        places.clause(side.name, clause.id).anchor
        for side in (comparison.old, comparison.new)
        for clause in side.clauses
    ]
    assert len(set(anchors)) == len(anchors)
    assert places.clause("new", "n6").anchor == "c-二-（一）"
    assert places.clause("old", "o6").anchor == "c-old-二-1."


@pytest.mark.parametrize(
    ("address", "spoken"),
    [
        ("四/（二）", "四、（二）"),
        ("三/（一）/1", "三、（一）1"),
        ("第五条/第二款", "第五条第二款"),
        ("附件1", "附件1"),
        ("", ""),
    ],
)
def test_addresses_are_said_as_a_reader_would(address: str, spoken: str) -> None:
    assert say_address(address) == spoken


def test_a_long_law_folds_and_keeps_its_changes_open() -> None:
    comparison = make_law(250)
    vocabulary = words("zh")
    passages = arrange(comparison, Places.of(comparison, vocabulary), vocabulary)
    shown = [passage for passage in passages if isinstance(passage, Row)]
    assert len(shown) == sum(row.change != "unchanged" for row in comparison.rows)
    assert sum(len(passage.rows) for passage in passages) == 250
