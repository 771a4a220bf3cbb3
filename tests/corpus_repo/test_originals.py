"""Bytes exactly as they came, by their hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus_repo.errors import Damaged, WriteFailed
from corpus_repo.originals import Originals


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals")


def test_what_is_put_comes_back_once_however_often_it_is_put(originals: Originals) -> None:
    data = [b"one", b"two", b"", b"one"]
    names = originals.put(data)
    assert names == [hashlib.sha256(one).hexdigest() for one in data]
    assert [originals.get(name) for name in names] == data
    assert sorted(originals.names()) == sorted(set(names))
    assert originals.put([b"one"]) == names[:1]


def test_what_is_stored_is_never_written_again(originals: Originals) -> None:
    (name,) = originals.put([b"one"])
    before = originals.path(name).stat().st_mtime_ns
    originals.put([b"one", b"two"])
    assert originals.path(name).stat().st_mtime_ns == before


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_missing_and_changed_bytes_are_damage(originals: Originals, harm: str) -> None:
    (name,) = originals.put([b"one"])
    if harm == "missing":
        originals.path(name).unlink()
    else:
        originals.path(name).write_bytes(b"other")
    with pytest.raises(Damaged) as error:
        originals.get(name)
    assert error.value.what == f"originals/{name}"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, f"{'0' * 64}\n"])
def test_only_hashes_become_paths(originals: Originals, name: str) -> None:
    with pytest.raises(ValueError, match="no hash"):
        originals.path(name)


def test_what_a_killed_process_left_is_removed_and_is_no_original(originals: Originals) -> None:
    (name,) = originals.put([b"one"])
    (originals.path(name).parent / f"{'0' * 64}.77.part").write_bytes(b"half")
    assert list(originals.names()) == [name]
    assert originals.drop_unfinished() == 1
    assert originals.drop_unfinished() == 0
    assert originals.get(name) == b"one"


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("in the way", "utf-8")
    with pytest.raises(WriteFailed):
        Originals(tmp_path / "originals").put([b"one"])
