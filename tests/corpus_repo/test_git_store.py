"""The repository: plain git sees what we see, and nothing from outside reaches it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from corpus_repo import Corpus
from corpus_repo.errors import Damaged, MovedOn
from corpus_repo.git_store import Commit, GitStore
from tests.corpus_repo.stored import fold, git, lines, put


def test_plain_git_speaks_in_clauses(corpus: Corpus, tmp_path: Path) -> None:
    document, _, _ = put(corpus, "甲办法", "甲。", "丙。", issued="2023-01-01")
    put(corpus, "甲办法", "甲。", "乙。", "丙。", document=document, issued="2024-01-01")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(corpus.git.path), str(clone)], check=True)
    shown = subprocess.run(["git", "-C", str(clone), "log", "-1", "-p", "--", "*.txt"], capture_output=True, check=True)
    patch = [line for line in shown.stdout.decode().splitlines() if line.startswith(("+", "-"))]
    changed = [line for line in patch if not line.startswith(("+++", "---"))]
    assert changed == ["+乙。"]
    assert subprocess.run(["git", "-C", str(clone), "fsck", "--strict"], capture_output=True, check=True).stdout == b""
    assert "tester" in git(corpus, "log", "-1", "--format=%an")


def test_what_the_environment_says_of_git_does_not_reach_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    Corpus.create(tmp_path / "home", "tester")
    with Corpus(tmp_path / "home", fold) as corpus:
        document, _, _ = put(corpus, "甲办法", "甲。")
        assert corpus.queries.record(document)
        assert corpus.git.check() == []
    assert not (tmp_path / "elsewhere").exists()


def test_who_writes_without_the_lock_is_noticed(corpus: Corpus) -> None:
    head = corpus.git.head()
    corpus.git.write([Commit("other", "x", {"a": b"1"})], head)
    with pytest.raises(MovedOn):
        corpus.git.write([Commit("late", "x", {"a": b"2"})], head)
    assert git(corpus, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/main"]


@pytest.mark.parametrize("name", ["HEAD", "--output=/tmp/x", "main", "a" * 39, "A" * 40])
def test_only_whole_ids_reach_git(corpus: Corpus, name: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        corpus.git.blob(name)
    with pytest.raises(ValueError, match="no id"):
        list(corpus.git.files(name))


def test_an_object_that_is_not_there_is_damage(corpus: Corpus) -> None:
    with pytest.raises(Damaged):
        corpus.git.blob("0" * 40)


def test_packing_keeps_everything(corpus: Corpus) -> None:
    document, version, _ = put(corpus, "甲办法", "甲。")
    assert corpus.git.pack(always=True)
    found = corpus.queries.record(document)
    assert found is not None
    assert corpus.lines(found.versions[version]) == tuple(lines("甲。"))
    assert not list((corpus.git.path / "objects").glob("[0-9a-f][0-9a-f]/*"))


def test_a_bundle_makes_the_same_repository(corpus: Corpus, tmp_path: Path) -> None:
    put(corpus, "甲办法", "甲。")
    with (tmp_path / "x.bundle").open("wb") as target:
        corpus.git.bundle(target)
    again = GitStore.from_bundle(tmp_path / "x.bundle", tmp_path / "again.git")
    assert again.head() == corpus.git.head()
    (tmp_path / "y.bundle").write_bytes(b"no bundle")
    with pytest.raises(Damaged):
        GitStore.from_bundle(tmp_path / "y.bundle", tmp_path / "never.git")
