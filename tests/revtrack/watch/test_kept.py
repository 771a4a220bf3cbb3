"""Bytes that wait for a decision: on the disk with what is said of them, or not there at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from revtrack.errors import OperationFailed
from revtrack.watch import kept
from revtrack.watch.state import Entry, SeenItem
from revtrack.watch.texts import Part

ITEM = SeenItem(source="a", address="https://a.example/1", title="甲市停车管理办法")
PARTS = [Part("a.html", b"page", "https://a.example/1"), Part("../../b.pdf", b"file", "https://a.example/b")]


def entry(folder: str, file: int = 0) -> Entry:
    return Entry(token=kept.new_token(), source="a", address=ITEM.address, folder=folder, file=file, digest="d")


def test_what_is_kept_comes_back_with_what_was_said_of_it(tmp_path: Path) -> None:
    folder = kept.new_token()
    entries = [entry(folder), entry(folder, 1)]
    kept.keep(tmp_path, ITEM, entries, PARTS)
    assert kept.folders(tmp_path) == [folder]
    assert kept.manifest(tmp_path, folder) == (ITEM, entries)
    assert [kept.bytes_of(tmp_path, one) for one in entries] == [b"page", b"file"]
    assert not list(tmp_path.glob("*.pdf")), "no name from outside becomes a path"
    kept.forget(tmp_path, folder)
    assert kept.folders(tmp_path) == []
    assert not kept.has_bytes(tmp_path, entries[0])


@pytest.mark.parametrize("folder", ["", "..", "../elsewhere", "0" * 15, "g" * 16])
def test_only_tokens_become_folders(tmp_path: Path, folder: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "0").write_bytes(b"secret")
    with pytest.raises(OperationFailed) as error:
        kept.bytes_of(tmp_path, entry(folder))
    assert error.value.kind == "inbox-bytes"
    assert not kept.has_bytes(tmp_path, entry(folder))
    kept.forget(tmp_path, folder)
    assert (tmp_path / "elsewhere" / "0").exists()


def test_what_a_killed_process_left_half_written_goes_when_it_is_old(tmp_path: Path) -> None:
    young, old = (tmp_path / kept.FOLDER / f"{kept.new_token()}.part" for _ in range(2))
    for folder in (young, old):
        folder.mkdir(parents=True)
        (folder / "0").write_bytes(b"half")
    os.utime(old, (time.time() - 3600,) * 2)
    kept.drop_unfinished(tmp_path)
    assert (young.exists(), old.exists()) == (True, False)
    assert kept.folders(tmp_path) == []


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / kept.FOLDER).write_text("in the way", "utf-8")
    with pytest.raises(OperationFailed) as error:
        kept.keep(tmp_path, ITEM, [entry(kept.new_token())], PARTS)
    assert error.value.kind == "write"


def test_a_folder_of_a_program_to_come_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / kept.FOLDER / kept.new_token()
    folder.mkdir(parents=True)
    (folder / "entries.json").write_text('{"item": {"more": 1}, "entries": []}', "utf-8")
    assert kept.manifest(tmp_path, folder.name) == (None, [])


@pytest.mark.parametrize(
    ("title", "suffix", "name"),
    [
        ("甲市办法", ".html", "甲市办法.html"),
        ("甲市办法.HTML", ".html", "甲市办法.html"),
        ("../../etc/passwd", ".txt", "etc passwd.txt"),
        ("", ".pdf", "item.pdf"),
        ("办" * 200, ".pdf", "办" * 80 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_paths_and_of_a_length_to_read(title: str, suffix: str, name: str) -> None:
    assert kept.shown_name(title, suffix) == name
