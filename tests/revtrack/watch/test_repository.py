"""Repositories of others: nothing that they say of themselves runs, fetches or leads elsewhere; files come singly."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.watch.faults import ItemFailed, ListFailed
from revtrack.watch.files import File, in_repository
from revtrack.watch.net.addresses import Allowances

LIMIT = 1_000_000
NOBODY = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@a.test",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@a.test",
}


def git(folder: Path, *words: str, given: bytes | None = None) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *words], env={**os.environ, **NOBODY}, input=given, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def made(folder: Path, files: dict[str, str | bytes], *options: str) -> Path:
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main", *options)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "1")
    return folder


def read(folder: Path, kept: Path, limit: int = LIMIT) -> list[File]:
    return asyncio.run(in_repository(str(folder), kept, Allowances.of(), {}, limit))


def loaded(file: File) -> str:
    """The text of a file, or the kind of what keeps it from us."""
    try:
        return file.load().decode()
    except InvalidInput as error:
        return error.kind
    except ItemFailed as failed:
        return failed.fault


def texts(folder: Path, kept: Path) -> dict[str, str]:
    return {file.name: loaded(file) for file in read(folder, kept)}


def test_the_texts_of_the_tip_are_read_and_nothing_else(tmp_path: Path) -> None:
    work = made(tmp_path / "work", {"政策/甲.txt": "甲", "b.html": "乙", "c.jpg": b"\0", "d.txt": "丁"})
    (work / "d.txt").write_text("丁丁", "utf-8")  # not committed
    (work / "e.txt").symlink_to("/etc/passwd")
    git(work, "add", "e.txt")
    git(work, "commit", "--quiet", "-m", "2")
    assert texts(work, tmp_path / "kept") == {"政策/甲.txt": "甲", "b.html": "乙", "d.txt": "丁"}


@pytest.mark.parametrize("form", ["packed", "bare", "detached", "sha256", "packed refs", "branch of a branch"])
def test_repositories_of_every_form_are_read(tmp_path: Path, form: str) -> None:
    work = made(tmp_path / "work", {"a.txt": "甲"}, *(["--object-format=sha256"] if form == "sha256" else []))
    if form == "packed":
        git(work, "gc", "--quiet")
    elif form == "bare":
        git(tmp_path, "clone", "--quiet", "--bare", "work", "bare")
        work = tmp_path / "bare"
    elif form == "detached":
        git(work, "checkout", "--quiet", "--detach")
    elif form == "packed refs":
        git(work, "pack-refs", "--all")
    elif form == "branch of a branch":
        git(work, "symbolic-ref", "refs/heads/other", "refs/heads/main")
        git(work, "symbolic-ref", "HEAD", "refs/heads/other")
    assert texts(work, tmp_path / "kept") == {"a.txt": "甲"}
    assert texts(work, tmp_path / "kept") == {"a.txt": "甲"}, "and again"


def test_the_repository_of_somebody_else_is_read(tmp_path: Path) -> None:
    work = made(tmp_path / "work", {"a.txt": "甲"})
    if os.getuid() == 0:
        for path in [work, *work.rglob("*")]:
            os.chown(path, 12345, 12345)
    assert texts(work, tmp_path / "kept") == {"a.txt": "甲"}


def test_what_a_partial_clone_lacks_is_not_fetched_and_runs_nothing(tmp_path: Path) -> None:
    """Its own configuration names the program that answers a fetch: git runs it for the first file that is missing."""
    origin = made(tmp_path / "origin", {"a.txt": "甲", "b.txt": "乙"})
    git(origin, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--no-checkout", "--filter=blob:none", f"file://{origin}", "part")
    part, ran = tmp_path / "part", tmp_path / "ran"
    git(part, "config", "remote.origin.uploadpack", f"touch {ran}; git-upload-pack")
    here = git(part, "hash-object", "-w", "--stdin", given="乙".encode())
    assert here == git(origin, "rev-parse", "HEAD:b.txt")
    assert texts(part, tmp_path / "kept") == {"a.txt": "git-object", "b.txt": "乙"}
    assert not ran.exists()
    git(part, "cat-file", "blob", git(origin, "rev-parse", "HEAD:a.txt"))
    assert ran.exists(), "the trap is one"


def test_nothing_that_a_repository_says_of_itself_is_run(tmp_path: Path) -> None:
    work = made(tmp_path / "work", {"a.txt": "甲", ".gitattributes": "*.txt filter=x diff=x merge=x\n"})
    ran = tmp_path / "ran"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {ran}\n")
    trap.chmod(0o755)
    keys = (
        "core.fsmonitor core.sshCommand core.gitProxy core.pager core.editor core.askPass credential.helper "
        "filter.x.smudge filter.x.clean filter.x.process diff.x.textconv diff.x.command diff.external "
        "uploadpack.packObjectsHook remote.origin.uploadpack remote.origin.vcs alias.ls-tree alias.cat-file "
        "core.alternateRefsCommand gpg.program sequence.editor"
    )
    for key in keys.split():
        git(work, "config", key, str(trap))
    git(work, "config", "core.hooksPath", str(tmp_path / "hooks"))
    (tmp_path / "included").write_text(f"[core]\n\tfsmonitor = {trap}\n")
    git(work, "config", "include.path", str(tmp_path / "included"))
    for folder in (tmp_path / "hooks", work / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in (
            "post-checkout",
            "reference-transaction",
            "post-index-change",
            "pre-auto-gc",
            "fsmonitor-watchman",
        ):
            (folder / hook).write_text(trap.read_text())
            (folder / hook).chmod(0o755)
    assert texts(work, tmp_path / "kept") == {"a.txt": "甲"}
    assert not ran.exists()


def elsewhere(tmp_path: Path, how: str) -> Path:
    """A folder whose repository, or whose objects, lie in another one."""
    other = made(tmp_path / "other", {"a.txt": "甲"})
    given = tmp_path / "given"
    if how == "work tree":
        git(other, "worktree", "add", "--quiet", str(given), "-b", "x")
    elif how == "shared objects":
        git(tmp_path, "clone", "--quiet", "--shared", "other", "given")
    elif how == "inside of another":
        given = other / "within"
        given.mkdir()
    elif how == "link":
        given.mkdir()
        (given / ".git").symlink_to(other / ".git")
    elif how == "link of objects":
        git(tmp_path, "clone", "--quiet", "other", "given")
        (given / ".git" / "objects").rename(tmp_path / "moved")
        (given / ".git" / "objects").symlink_to(tmp_path / "moved")
    elif how == "link of packs":
        git(other, "gc", "--quiet")
        git(tmp_path, "clone", "--quiet", "--no-local", "other", "given")
        (given / ".git" / "objects" / "pack").rename(tmp_path / "moved")
        (given / ".git" / "objects" / "pack").symlink_to(tmp_path / "moved")
    elif how == "link of a branch":
        git(tmp_path, "clone", "--quiet", "other", "given")
        (given / ".git" / "refs" / "heads" / "main").unlink()
        (given / ".git" / "refs" / "heads" / "main").symlink_to(other / ".git" / "refs" / "heads" / "main")
    elif how == "branch outside":
        git(tmp_path, "clone", "--quiet", "other", "given")
        (given / ".git" / "HEAD").write_text("ref: refs/../../../other/.git/refs/heads/main\n")
    return given


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ("work tree", "repository-elsewhere"),
        ("shared objects", "repository-elsewhere"),
        ("inside of another", "not-a-repository"),
        ("link", "repository-elsewhere"),
        ("link of objects", "repository-elsewhere"),
        ("link of packs", "git"),
        ("link of a branch", "git"),
        ("branch outside", "no-commit"),
    ],
)
def test_nothing_outside_of_the_named_folder_is_read(tmp_path: Path, how: str, fault: str) -> None:
    with pytest.raises(ListFailed) as failed:
        read(elsewhere(tmp_path, how), tmp_path / "kept")
    assert (failed.value.outcome, failed.value.fault) == ("failed", fault)


def test_a_look_leaves_the_repository_as_it_was(tmp_path: Path) -> None:
    work = made(tmp_path / "work", {"a.txt": "甲"})

    def state() -> dict[str, tuple[int, int]]:
        return {str(path): (path.lstat().st_mtime_ns, path.lstat().st_size) for path in work.rglob("*")}

    before = state()
    texts(work, tmp_path / "kept")
    assert state() == before


def test_a_content_that_is_broken_or_too_large_is_no_matter_of_the_others(tmp_path: Path) -> None:
    work = made(tmp_path / "work", {"a.txt": "甲", "b.txt": "乙" * 400_000, "c.txt": "丙"})
    name = git(work, "rev-parse", "HEAD:a.txt")
    path = work / ".git" / "objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(b"\0" * 40)
    assert texts(work, tmp_path / "kept") == {"a.txt": "git-object", "b.txt": "too-large", "c.txt": "丙"}


@pytest.mark.long
def test_contents_are_read_one_by_one(tmp_path: Path) -> None:
    """Twelve files of four megabytes are listed without any of them, and what is too large is never held."""
    files: dict[str, str | bytes] = {f"{at}.txt": os.urandom(4_000_000) for at in range(12)}
    work = made(tmp_path / "work", {**files, "large.txt": b"\0" * 60_000_000})
    tracemalloc.start()
    found = read(work, tmp_path / "kept", 5_000_000)
    assert [loaded(file) for file in found if file.name == "large.txt"] == ["too-large"]
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    assert len({len(file.load()) for file in found if file.name != "large.txt"}) == 1
    assert tracemalloc.get_traced_memory()[1] < 16_000_000
    tracemalloc.stop()


def tree_of_trees(folder: Path) -> None:
    """A commit that names one file ten billion times."""
    blob = git(folder, "hash-object", "-w", "--stdin", given=b"a")
    rows = "".join(f"100644 blob {blob}\t{at}.txt\n" for at in range(10))
    tree = git(folder, "mktree", given=rows.encode())
    for _ in range(9):
        tree = git(folder, "mktree", given="".join(f"040000 tree {tree}\t{at}\n" for at in range(10)).encode())
    commit = git(folder, "commit-tree", tree, "-m", "1")
    git(folder, "update-ref", "refs/heads/main", commit)


def no_objects(folder: Path) -> None:
    (folder / ".git" / "refs" / "heads" / "main").write_text("0123456789" * 4 + "\n")


def odd_name(folder: Path) -> None:
    (folder / ".git" / "HEAD").write_text("ref: --upload-pack=touch\n")


def own_name(folder: Path) -> None:
    git(folder, "symbolic-ref", "refs/heads/main", "refs/heads/main")


def pipe(folder: Path) -> None:
    (folder / ".git" / "HEAD").unlink()
    os.mkfifo(folder / ".git" / "HEAD")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (tree_of_trees, "too-large"),
        (no_objects, "git"),
        (odd_name, "no-commit"),
        (own_name, "no-commit"),
        (pipe, "git"),
    ],
)
def test_what_is_no_repository_or_has_no_end_is_a_fault(
    tmp_path: Path, spoil: Callable[[Path], object], fault: str
) -> None:
    work = made(tmp_path / "work", {"a.txt": "甲"})
    spoil(work)
    with pytest.raises(ListFailed) as failed:
        read(work, tmp_path / "kept")
    assert failed.value.fault == fault
