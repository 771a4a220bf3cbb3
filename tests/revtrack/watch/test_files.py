"""Folders and repositories as sources: what of their files is new, changed or gone, told from stamps alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.watch.faults import ListFailed
from revtrack.watch.files import File, in_folder, is_new, plan_files
from revtrack.watch.state import SeenItem


def file(name: str, stamp: str = "1") -> File:
    return File(f"file:///srv/{name}", name, stamp, lambda: b"")


def known(*names: str, stamp: str = "1", **more: object) -> dict[str, SeenItem]:
    rows = [SeenItem(source="a", address=f"file:///srv/{name}", etag=stamp, outcome="pending") for name in names]
    from dataclasses import replace

    return {row.address: replace(row, **more) for row in rows}  # type: ignore[arg-type]


def test_new_and_changed_files_are_read_and_the_others_are_not() -> None:
    found = plan_files([file("a"), file("b", "2"), file("c")], known("a", "b"))
    assert [(place, one.name) for place, one in found.read] == [(1, "b"), (2, "c")]
    assert [(place, one.name) for place, one in found.same] == [(0, "a")]
    assert (found.gone, found.odd) == ((), False)


@pytest.mark.parametrize("outcome", ["failed", "blocked"])
def test_what_could_not_be_had_is_read_again(outcome: str) -> None:
    (row,) = known("a", outcome=outcome).values()
    assert is_new(row, "1")
    assert not is_new(next(iter(known("a").values())), "1")
    assert is_new(None, "1")


def test_files_that_are_missing_are_gone_unless_most_are() -> None:
    few = plan_files([file("a"), file("b")], known("a", "b", "c"))
    assert (few.gone, few.odd) == (("file:///srv/c",), False)
    most = plan_files([file("a")], known("a", "b", "c", "d"))
    assert (len(most.gone), most.odd) == (3, True)
    again = plan_files([file("a")], known("a", "b", gone="2026-01-01"))
    assert again.gone == ()


def test_no_files_where_there_were_some_is_a_fault_and_none_where_there_were_none_is_not() -> None:
    with pytest.raises(ListFailed) as failed:
        plan_files([], known("a"))
    assert (failed.value.outcome, failed.value.fault) == ("empty", "no-files")
    assert plan_files([], {}).read == ()


def test_a_folder_gives_its_texts_by_when_they_changed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    (tmp_path / "b.jpg").write_bytes(b"no text")
    (tmp_path / ".hidden.txt").write_text("乙", "utf-8")
    (one,), _ = in_folder(str(tmp_path), 1000)
    assert (one.name, one.load()) == ("a.txt", "甲".encode())
    (tmp_path / "a.txt").write_text("甲乙", "utf-8")
    (again,), _ = in_folder(str(tmp_path), 1000)
    assert (again.address, again.stamp == one.stamp) == (one.address, False)


def test_a_folder_that_is_not_there_is_a_fault_and_an_empty_one_is_not(tmp_path: Path) -> None:
    with pytest.raises(ListFailed) as failed:
        in_folder(str(tmp_path / "nowhere"), 1000)
    assert failed.value.fault == "missing"
    assert in_folder(str(tmp_path), 1000) == ([], [])


def test_a_folder_gives_nothing_that_lies_outside_of_it_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (tmp_path / "tell.txt").write_text("秘密", "utf-8")
    (folder / "a.txt").symlink_to(tmp_path / "tell.txt")
    os.mkfifo(folder / "b.txt")
    (folder / "c.txt").write_text("甲", "utf-8")
    found, passed_over = in_folder(str(folder), 1000)
    assert [one.name for one in found] == ["c.txt"]
    assert [said.split()[0] for said in passed_over] == ["link", "not-regular"]
    (folder / "c.txt").unlink()
    (folder / "c.txt").symlink_to(tmp_path / "tell.txt")
    with pytest.raises(InvalidInput):
        found[0].load()
