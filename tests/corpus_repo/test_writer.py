"""Changes staged, written and taken back."""

from __future__ import annotations

import pytest

from corpus_repo import Change, Corpus, Document, Kind
from corpus_repo.errors import NoSuchChange
from corpus_repo.layout import new_id
from tests.corpus_repo.stored import lines, put


def test_what_failed_in_the_block_is_not_written(corpus: Corpus) -> None:
    head = corpus.git.head()

    def fail_between() -> None:
        with corpus.writing("tester") as writer:
            writer.stage(Change(Kind.EDIT), [Document(id=new_id(), created="x")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_between()
    assert corpus.git.head() == head
    assert corpus.queries.documents().total == 0


def test_undo_takes_a_version_away_and_undoing_that_brings_it_back(corpus: Corpus) -> None:
    document, version, commit = put(corpus, "甲办法", "甲。")
    with corpus.writing("tester") as writer:
        writer.stage_undo(commit[:10])
        undone = writer.flush()[0].commit
    assert corpus.queries.record(document) is None
    assert corpus.queries.search("甲").total == 0
    with corpus.writing("tester") as writer:
        writer.stage_undo(undone)
    back = corpus.queries.record(document)
    assert back is not None
    assert corpus.lines(back.versions[version]) == tuple(lines("甲。"))
    assert corpus.queries.search("甲").total == 1


def test_undo_of_what_there_is_not(corpus: Corpus) -> None:
    with corpus.writing("tester") as writer:
        for asked in ("ffffffff", "zz", "", "--all", corpus.git.head()):
            with pytest.raises(NoSuchChange):
                writer.stage_undo(asked)
