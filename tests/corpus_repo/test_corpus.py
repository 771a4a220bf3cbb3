"""The store as a program uses it: made, opened, healed, written and made anew."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from corpus_repo import Corpus
from corpus_repo.errors import CorpusExists, CorpusLocked, Damaged, FormatTooNew, NoCorpus
from corpus_repo.git_store import Commit
from corpus_repo.verify import verify
from tests.corpus_repo.stored import everything, fold, lines, put


def test_there_is_no_corpus_until_one_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoCorpus):
        Corpus(tmp_path, fold)
    Corpus.create(tmp_path, "tester")
    with pytest.raises(CorpusExists):
        Corpus.create(tmp_path, "tester")


def test_a_newer_format_is_left_alone(corpus: Corpus) -> None:
    head = corpus.git.head()
    corpus.git.write([Commit("newer", "x", {"FORMAT": b"revtrack corpus 99\n"})], head)
    with pytest.raises(FormatTooNew) as error:
        Corpus(corpus.home, fold)
    assert (error.value.found, error.value.known) == (99, 1)


def test_a_repository_of_others_is_no_corpus(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--bare", "-q", str(tmp_path / "corpus.git")], check=True)
    with pytest.raises(Damaged):
        Corpus(tmp_path, fold)


def test_a_version_comes_back_as_it_was_written(corpus: Corpus) -> None:
    document, version, commit = put(corpus, "甲办法", "第一句。", "第二句。", issued="2024-05-01")
    found = corpus.queries.record(document)
    assert found is not None
    assert corpus.lines(found.versions[version]) == tuple(lines("第一句。", "第二句。"))
    assert corpus.git.head() == commit
    assert [change.kind for change in corpus.queries.history([document])] == ["add"]


def test_a_second_writer_waits_and_then_says_so(corpus: Corpus) -> None:
    other = Corpus(corpus.home, fold, lock_seconds=0.2)
    with corpus.writing("tester"), pytest.raises(CorpusLocked), other.writing("tester"):
        pass
    other.close()


def test_deleting_the_catalog_loses_nothing(filed: Corpus) -> None:
    first, _, _ = put(filed, "甲办法", "甲一。", "甲二。", issued="2024-01-01")
    put(filed, "甲办法", "甲一。", "甲三。", document=first, issued="2025-01-01")
    _, _, commit = put(filed, "乙办法", "甲乙。")
    with filed.writing("tester") as writer:
        writer.stage_undo(commit)
    before = everything(filed)
    filed.close()
    for path in filed.home.glob("catalog.db*"):
        path.unlink()
    with Corpus(filed.home, fold) as again:
        assert everything(again) == before
        again.rebuild()
        assert everything(again) == before
        assert verify(again).damage == ()


def test_a_catalog_is_made_anew_beside_the_one_that_answers(filed: Corpus) -> None:
    first, _, _ = put(filed, "甲办法", "甲一。")
    put(filed, "乙办法", "甲乙。")
    before = everything(filed)
    seen: list[object] = []

    def look(_done: int, _total: int) -> None:
        with Corpus(filed.home, fold) as reader:
            seen.append(everything(reader))

    with filed.catalog.writing() as connection:  # what git does not say
        connection.execute(text("UPDATE documents SET title = 'other' WHERE id = :one"), {"one": first})
    harmed = everything(filed)
    assert harmed != before
    assert filed.rebuild(look) == 2
    assert seen == [harmed]
    assert everything(filed) == before
    assert list(filed.home.glob(".catalog.db.*")) == []


KILLED = """
import os, sys
from pathlib import Path
from corpus_repo import Corpus
from corpus_repo.catalog import Catalog
from tests.corpus_repo.stored import fold
stage = sys.argv[2]
if stage == "over":
    Catalog.take_over = lambda self, path: os._exit(9)
with Corpus(Path(sys.argv[1]), fold) as corpus:
    corpus.rebuild(lambda done, total: os._exit(9) if stage == "filling" else None)
"""


@pytest.mark.parametrize("stage", ["filling", "over"])
def test_whoever_is_killed_while_making_a_catalog_anew_leaves_the_old_one(stage: str, filed: Corpus) -> None:
    put(filed, "甲办法", "甲一。")
    before = everything(filed)
    run = [sys.executable, "-c", KILLED, str(filed.home), stage]
    assert subprocess.run(run, check=False, timeout=60).returncode == 9
    assert everything(filed) == before
    assert list(filed.home.glob(".catalog.db.*")) != []
    filed.rebuild()
    assert everything(filed) == before
    assert list(filed.home.glob(".catalog.db.*")) == []


def test_a_catalog_that_fell_behind_catches_up_and_says_so(filed: Corpus) -> None:
    put(filed, "甲办法", "甲。")
    filed.close()
    kept = filed.home / "kept.db"
    shutil.copy(filed.home / "catalog.db", kept)
    put(filed, "乙办法", "甲乙。")
    filed.close()
    for path in filed.home.glob("catalog.db*"):
        path.unlink()
    kept.rename(filed.home / "catalog.db")
    with Corpus(filed.home, fold) as again:
        assert again.healed.commits == 1
        assert again.queries.search("甲").total == 2
    with Corpus(filed.home, fold) as quiet:
        assert not quiet.healed
