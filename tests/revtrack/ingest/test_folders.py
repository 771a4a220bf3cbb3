"""Folders of strangers: nothing outside of them is read, and nothing but regular files is opened."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.ingest.folders import below, read_below, read_regular

SUFFIXES = frozenset((".txt", ".html"))


def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text("秘密", "utf-8")
    return path


def bound(path: Path) -> None:
    """A socket in the file system; its name must be short."""
    with tempfile.TemporaryDirectory() as near:
        link = Path(near) / "a"
        link.symlink_to(path.parent)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(link / path.name))


ODD: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "link out": (lambda at, _: (at / "odd.txt").symlink_to("/etc/passwd"), "link"),
    "link to ours": (lambda at, secret: (at / "odd.txt").symlink_to(secret), "link"),
    "link by way of itself": (lambda at, secret: (at / "odd.txt").symlink_to(f"../{secret.name}"), "link"),
    "link to a link": (
        lambda at, secret: ((at / ".one").symlink_to(secret), (at / "odd.txt").symlink_to(".one")),
        "link",
    ),
    "link in a circle": (lambda at, _: (at / "odd.txt").symlink_to("odd.txt"), "link"),
    "link to nothing": (lambda at, _: (at / "odd.txt").symlink_to("nowhere"), "link"),
    "link to a folder": (lambda at, secret: (at / "odd").symlink_to(secret.parent), "link"),
    "link upwards": (lambda at, _: (at / "odd").symlink_to(".."), "link"),
    "link to a device": (lambda at, _: (at / "odd.txt").symlink_to("/dev/zero"), "link"),
    "link within": (lambda at, _: (at / "odd.txt").symlink_to("fine.txt"), "link"),
    "pipe": (lambda at, _: os.mkfifo(at / "odd.txt"), "not-regular"),
    "socket": (lambda at, _: bound(at / "odd.txt"), "not-regular"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "given" / "deeper"
    made.mkdir(parents=True)
    (made / "fine.txt").write_text("甲", "utf-8")
    return tmp_path / "given"


@pytest.mark.parametrize("odd", ODD)
def test_what_leads_out_or_is_no_file_is_passed_over_and_told(folder: Path, tmp_path: Path, odd: str) -> None:
    make, kind = ODD[odd]
    make(folder / "deeper", secret(tmp_path))
    found = below(folder, SUFFIXES)
    assert [path.name for path in found.files] == ["fine.txt"]
    assert [(error.kind, Path(error.file).stem) for error in found.passed_over] == [(kind, "odd")]


@pytest.mark.parametrize("odd", [name for name, (_, kind) in ODD.items() if "folder" not in name and "up" not in name])
def test_what_becomes_a_link_or_a_pipe_later_is_not_read_either(folder: Path, tmp_path: Path, odd: str) -> None:
    """It was a file when the folder was gone through: reading looks again, and never waits."""
    make, kind = ODD[odd]
    make(folder / "deeper", secret(tmp_path))
    with pytest.raises(InvalidInput) as refused:
        read_below(folder, folder / "deeper" / "odd.txt", max_bytes=1000)
    assert refused.value.kind == kind


def test_a_folder_that_becomes_a_link_later_is_not_gone_into(folder: Path, tmp_path: Path) -> None:
    secret(tmp_path)
    (folder / "deeper" / "fine.txt").unlink()
    (folder / "deeper").rmdir()
    (folder / "deeper").symlink_to(tmp_path)
    with pytest.raises(InvalidInput) as refused:
        read_below(folder, folder / "deeper" / "secret.txt", max_bytes=1000)
    assert refused.value.kind == "link"


@pytest.mark.parametrize("name", ["../secret.txt", "deeper/../../secret.txt", ".", ""])
def test_names_that_lead_out_are_refused(folder: Path, tmp_path: Path, name: str) -> None:
    secret(tmp_path)
    with pytest.raises(InvalidInput):
        read_below(folder, folder / name, max_bytes=1000)


def test_files_are_read_up_to_the_limit_and_the_named_folder_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "named").symlink_to(folder)
    path = tmp_path / "named" / "deeper" / "fine.txt"
    assert below(tmp_path / "named", SUFFIXES).files == (path,)
    assert read_below(tmp_path / "named", path, max_bytes=3) == "甲".encode()
    for limit, name, kind in ((2, "fine.txt", "too-large"), (9, "none.txt", "missing"), (9, "a\0.txt", "missing")):
        with pytest.raises(InvalidInput) as refused:
            read_below(folder, folder / "deeper" / name, max_bytes=limit)
        assert refused.value.kind == kind


def test_hidden_files_and_other_suffixes_are_none_of_ours(folder: Path, tmp_path: Path) -> None:
    for name in (".hidden.txt", "a.conf"):
        (folder / name).symlink_to(secret(tmp_path))
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_text("乙", "utf-8")
    os.mkfifo(folder / "pipe")
    found = below(folder, SUFFIXES)
    assert ([path.name for path in found.files], found.passed_over) == (["fine.txt"], ())


def test_folders_without_end_are_not_followed_to_it(folder: Path) -> None:
    deep = folder
    for _ in range(100):
        deep = deep / "a"
        deep.mkdir()
    (deep / "b.txt").write_text("乙", "utf-8")
    found = below(folder, SUFFIXES)
    assert ([path.name for path in found.files], len(found.passed_over)) == (["fine.txt"], 1)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_our_own_files_may_be_links_but_no_devices(tmp_path: Path, device: str) -> None:
    (tmp_path / "a.toml").symlink_to(secret(tmp_path))
    assert read_regular(tmp_path / "a.toml", max_bytes=100) == "秘密".encode()
    (tmp_path / "b.toml").symlink_to(device)
    with pytest.raises(InvalidInput) as refused:
        read_regular(tmp_path / "b.toml", max_bytes=100)
    assert refused.value.kind == "not-regular"
