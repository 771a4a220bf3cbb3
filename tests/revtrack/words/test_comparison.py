"""Both languages have a word for everything that a comparison or an error can be."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import revtrack
import web
from alignment.duties.table import DIRECTIONS, FIELDS
from alignment.model import ChangeKind, ClauseChange, Counts, Finding, Relation, SideName, Task
from revtrack.words.comparison import words
from revtrack.words.language import LANGUAGES
from revtrack.words.phrases import Words

PACKAGE = Path(revtrack.__file__).parent
WEB = Path(web.__file__).parent
BOTH = [words(lang) for lang in LANGUAGES]
COUNTS = Counts(9, 8, 7, 6, 5, 4, 3, 2, 1, 22, 11)


@pytest.mark.parametrize("language", BOTH, ids=LANGUAGES)
def test_every_word_of_the_model_has_a_word_for_the_reader(language: Words) -> None:
    for task in get_args(Task):
        assert language.task_name(task)
        for change in (*get_args(ChangeKind), *get_args(ClauseChange)):
            assert language.change_name(change, task)
        for side in get_args(SideName):
            assert language.side(side, task)
            assert language.short_side(side, task)
    for relation in get_args(Relation):
        assert language.relation(relation)
    for field in FIELDS:
        assert language.field(field)
        for direction in DIRECTIONS:
            assert language.direction(direction)
            assert language.field_change(field, direction)


def test_what_is_not_taken_up_is_never_called_removed() -> None:
    assert words("zh").change_name("removed", "derivation") == "未承接"
    assert words("en").change_name("removed", "derivation") == "not taken up"
    for language in BOTH:
        removed = language.change_name("removed", "revision")
        for line in (language.clause_counts(COUNTS, "derivation"), language.obligation_counts(COUNTS, "derivation")):
            assert language.change_name("removed", "derivation") in line
            assert removed not in line


def test_the_line_of_figures() -> None:
    assert words("en").counts(COUNTS, "revision") == (
        "25 obligation changes (1 removed · 2 added · 22 modified)   "
        "Clauses: 9 unchanged · 8 modified · 7 added · 6 removed · 5 renumbered · 4 moved · 3 localised   11 findings"
    )
    assert words("zh").counts(COUNTS, "revision") == (
        "25 项义务变化（删除 1 · 新增 2 · 修改 22）   "
        "条款 9 未变 · 8 修改 · 7 新增 · 6 删除 · 5 重新编号 · 4 移动 · 3 本地化   11 处疑点"
    )


def test_findings_in_english_are_made_of_their_facts() -> None:
    late = Finding(
        "deadline-passed-at-issue", "new", "n1", "4月底前", "…", {"deadline": "2024-04-30", "issued": "2024-05-24"}
    )
    assert words("en").finding(late) == (
        "“4月底前”: that day (2024-04-30) had passed when the text was issued on 2024-05-24."
    )
    assert words("zh").finding(late) == "…"
    skipped = Finding("numbering-fault", "new", "n1", "（四）", "…", {"fault": "skipped", "number": "（四）"})
    double = Finding("numbering-fault", "new", "n1", "（四）", "…", {"fault": "duplicate", "number": "（四）"})
    assert "missing" in words("en").finding(skipped)
    assert "twice" in words("en").finding(double)
    assert words("en").finding(Finding("brand-new-kind", "new", "n1", "q", "说明")) == "说明"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        words("fr")
