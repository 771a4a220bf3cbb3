"""The git repository: the only module that imports git. Append-only, one writer, compare-and-swap on the main branch.

Every write is one fast-import stream onto a private ref, and one transaction that moves `main` there if it still is
where the writer saw it. There is no index and no work tree; nothing from outside reaches git's command line but ids of
40 hexadecimal digits. A `Repo` object is not safe between threads, so each thread has its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
import subprocess
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from corpus_repo.errors import Damaged, MovedOn, WriteFailed
from corpus_repo.layout import is_hash

if TYPE_CHECKING:
    from git import Git

MAIN = "refs/heads/main"
_PRIVATE = "refs/revtrack/tx"
_NULL = "0" * 40
#: Every object is on the disk before a ref names it, and the ref before we say so (`core.fsync`).
_CONFIG = """\
[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
\tautocrlf = false
\tquotePath = false
\tfsync = all
[gc]
\tauto = 0
[transfer]
\tfsckObjects = true
[receive]
\tdenyNonFastForwards = true
"""
#: More loose objects or packs than this and the repository is packed anew at the end of a write.
_LOOSE, _PACKS = 4000, 30
_RECORD_END = "\x1e"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file to be written whose content is stored already."""

    id: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit to be made: its message, who makes it, and the files that change (None removes one)."""

    message: str
    author: str
    files: Mapping[str, bytes | Blob | None]


@dataclass(frozen=True, slots=True)
class Made:
    """A commit that was made; `at` is UTC, ISO 8601. `files` gives for each changed path (id before, id after)."""

    id: str
    at: str
    author: str
    message: str
    files: Mapping[str, tuple[str, str]]


def blob_id(data: bytes) -> str:
    """The id that git gives to a file's content."""
    return hashlib.sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()


class GitStore:
    """A bare repository at a path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    # --- making --------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, first: Commit) -> GitStore:
        """Make the repository with its first commit. It appears at `path` whole or not at all."""
        unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
        try:
            store = cls.bare(unfinished)
            store.write([first], expected="")
            store.close()
            unfinished.rename(path)
        except OSError as error:
            raise WriteFailed(str(path), error.strerror or str(error)) from error
        return cls(path)

    @classmethod
    def bare(cls, path: Path) -> GitStore:
        """An empty repository with our settings; no template, so that nobody's hooks get in."""
        path.mkdir(parents=True)
        store = cls(path)
        store._git.init("--quiet", "--template=", "--initial-branch=main", "--object-format=sha1")
        (path / "config").write_text(_CONFIG, "utf-8", newline="\n")
        return store

    def close(self) -> None:
        """End the helper processes of this thread."""
        git: Git | None = getattr(self._local, "git", None)
        if git is None:
            return
        for helper in (git.cat_file_all, git.cat_file_header):
            process = helper.proc if helper is not None else None
            if process is not None:
                process.kill()
                process.communicate()
        git.clear_cache()
        del self._local.git

    @property
    def _git(self) -> Git:
        git: Git | None = getattr(self._local, "git", None)
        if git is None:
            from git import Git

            git = Git(str(self.path))
            git.update_environment(**_environment(self.path))
            self._local.git = git
        return git

    # --- reading -------------------------------------------------------------------------------------------------

    def head(self) -> str:
        """The commit that main stands at. Raises `Damaged` where there is none."""
        try:
            found = self._git.rev_parse("--verify", "--quiet", MAIN)
        except _git_errors() as error:
            raise Damaged(str(self.path), "main names no commit") from error
        return str(found).strip()

    def blob(self, name: str) -> bytes:
        """The content of a blob by its id. Raises `Damaged` where it is missing or not what its id says."""
        if not is_hash(name):
            raise ValueError(f"no id of git: {name!r}")
        try:
            _, kind, _, data = self._git.get_object_data(name)
        except (*_git_errors(), ValueError, OSError) as error:
            self.close()
            raise Damaged(f"git object {name}", _reason(error)) from error
        if _text(kind) != "blob" or blob_id(data) != name:
            self.close()  # the pipe may be out of step
            raise Damaged(f"git object {name}", "the content does not match the id")
        return data

    def files(self, commit: str) -> Iterator[tuple[str, str]]:
        """(path, blob id) of every file of a commit."""
        if not is_hash(commit):
            raise ValueError(f"no id of git: {commit!r}")
        try:
            listed = str(self._git.ls_tree("-r", "-z", "--full-tree", commit))
        except _git_errors() as error:
            raise Damaged(f"git commit {commit}", _reason(error)) from error
        for entry in filter(None, listed.split("\0")):
            details, _, path = entry.partition("\t")
            yield path, details.split(" ")[2]

    def first(self) -> str:
        """The first commit of main. Raises `Damaged`."""
        try:
            return str(self._git.rev_list("--max-parents=0", MAIN, "--")).split()[-1]
        except (*_git_errors(), IndexError) as error:
            raise Damaged(str(self.path), _reason(error)) from error

    def file_id(self, path: str) -> str:
        """The blob id of a file of main by its path (one of ours, never one from outside), "" where there is none."""
        try:
            listed = str(self._git.ls_tree("-z", "--full-tree", MAIN, "--", path))
        except _git_errors() as error:
            raise Damaged(str(self.path), _reason(error)) from error
        return listed.partition("\t")[0].split(" ")[2] if listed else ""

    def show(self, commit: str) -> Made:
        """One commit of main with the files that it changed."""
        if not self.is_ancestor(commit):
            raise ValueError(f"no commit of main: {commit!r}")
        return next(self._told("-1", commit))

    def log(self, since: str = "", until: str = "") -> Iterator[Made]:
        """The commits of main behind `since` up to `until`, oldest first, each with the files that it changed."""
        for given in filter(None, (since, until)):
            if not is_hash(given):
                raise ValueError(f"no id of git: {given!r}")
        until = until or self.head()
        yield from self._told("--reverse", f"{since}..{until}" if since else until)

    def _told(self, *which: str) -> Iterator[Made]:
        form = f"{_RECORD_END}%H%x00%ct%x00%an%x00%B%x00"
        options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--root", f"--format={form}")
        try:
            told = self._git.log(*options, *which, "--", strip_newline_in_stdout=False, stdout_as_string=False)
        except _git_errors() as error:
            raise Damaged(f"git commit {which[-1]}", _reason(error)) from error
        data = told if isinstance(told, bytes) else str(told).encode("utf-8", "surrogateescape")
        for record in data.decode("utf-8", "surrogateescape").split(_RECORD_END)[1:]:
            commit, seconds, author, message, *raw = record.split("\0")
            files: dict[str, tuple[str, str]] = {}
            for details, path in itertools.pairwise(field.lstrip("\n") for field in raw):
                if details.startswith(":"):
                    before, after = details.split(" ")[2:4]
                    files[path] = (before if before != _NULL else "", after if after != _NULL else "")
            at = datetime.fromtimestamp(int(seconds), UTC).isoformat(timespec="seconds")
            yield Made(commit, at, author, message, files)

    def commits_beginning(self, prefix: str) -> list[str]:
        """The commits of main whose id begins with `prefix` (at least four hexadecimal digits)."""
        if not re.fullmatch(r"[0-9a-f]{4,40}", prefix):
            return []
        listed = str(self._git.rev_list(MAIN, "--")).split()
        return [commit for commit in listed if commit.startswith(prefix)]

    def is_ancestor(self, commit: str) -> bool:
        """Whether main stands at or behind a commit."""
        if not is_hash(commit):
            return False
        try:
            self._git.merge_base("--is-ancestor", commit, MAIN)
        except _git_errors():
            return False
        return True

    # --- writing (only under the lock) ---------------------------------------------------------------------------

    def write(self, commits: Sequence[Commit], expected: str) -> list[Made]:
        """Make commits on main, all or none, if main still stands at `expected` ("" for a new repository).

        Returns what was made, in order, without `files`. Raises `MovedOn` where main stands elsewhere and
        `WriteFailed` where the disk or a permission refuses; then nothing has changed but garbage for a later packing.
        """
        private = f"{_PRIVATE}/{uuid.uuid4().hex}"
        now = datetime.now(UTC)
        ids = self._import(private, commits, expected, int(now.timestamp()))
        moves = f"start\nupdate {MAIN} {ids[-1]} {expected or _NULL}\ndelete {private}\nprepare\ncommit\n"
        done = self._run(["update-ref", "--stdin"], moves.encode("ascii"))
        if done.returncode:
            reason = done.stderr.decode("utf-8", "replace").strip()
            self._drop_ref(private)
            if "but expected" in reason or "reference already exists" in reason:
                raise MovedOn(expected)
            raise WriteFailed(str(self.path), _last_line(reason))
        at = now.isoformat(timespec="seconds")
        return [
            Made(name, at, _name(commit.author), commit.message, {}) for name, commit in zip(ids, commits, strict=True)
        ]

    def _import(self, private: str, commits: Sequence[Commit], expected: str, seconds: int) -> list[str]:
        who = [f"{_name(commit.author)} <revtrack@localhost> {seconds} +0000" for commit in commits]
        stream: list[bytes] = []
        for number, (commit, author) in enumerate(zip(commits, who, strict=True), start=1):
            message = commit.message.encode("utf-8", "replace")
            stream.append(f"commit {private}\nmark :{number}\ncommitter {author}\n".encode())
            stream.append(b"data %d\n%b\n" % (len(message), message))
            if number == 1 and expected:
                stream.append(f"from {expected}\n".encode("ascii"))
            for path, content in commit.files.items():
                if content is None:
                    stream.append(f"D {path}\n".encode("ascii"))
                elif isinstance(content, Blob):
                    stream.append(f"M 100644 {content.id} {path}\n".encode("ascii"))
                else:
                    stream.append(f"M 100644 inline {path}\n".encode("ascii"))
                    stream.append(b"data %d\n%b\n" % (len(content), content))
        stream += [f"get-mark :{number}\n".encode("ascii") for number in range(1, len(commits) + 1)]
        stream.append(b"done\n")
        done = self._run(["fast-import", "--quiet", "--done", "--date-format=raw"], b"".join(stream))
        ids = done.stdout.decode("ascii", "replace").split()
        if done.returncode or len(ids) != len(commits):
            self._drop_ref(private)
            for report in self.path.glob("fast_import_crash_*"):
                report.unlink(missing_ok=True)
            raise WriteFailed(str(self.path), _last_line(done.stderr.decode("utf-8", "replace")))
        return ids

    def _run(self, command: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
        """A command of git that reads what it is given, started the way the library starts all."""
        started = self._git.execute(["git", *command], istream=subprocess.PIPE, as_process=True)
        process = cast("subprocess.Popen[bytes] | None", started.proc)  # pyright: ignore[reportUnknownMemberType]
        if process is None:  # it ended and was waited for before it was given anything
            return subprocess.CompletedProcess(command, 1, b"", b"git ended at once")
        try:
            out, err = process.communicate(given)
        except (BrokenPipeError, OSError):
            process.kill()
            out, err = process.communicate()
        return subprocess.CompletedProcess(command, process.returncode, out or b"", err or b"")

    def _drop_ref(self, name: str) -> None:
        with contextlib.suppress(*_git_errors()):
            self._git.update_ref("-d", name)

    # --- care ----------------------------------------------------------------------------------------------------

    def heal(self) -> list[str]:
        """Remove what a killed writer left: locks, private refs, unfinished packs. What was removed, by name."""
        removed: list[str] = []
        left = [
            *self.path.glob("*.lock"),
            *(self.path / "refs").rglob("*.lock"),
            *(self.path / "objects" / "info").glob("*.lock"),
            *(self.path / "objects" / "info" / "commit-graphs").glob("*.lock"),
            *(self.path / "objects" / "pack").glob("tmp_*"),
            *(self.path / "objects" / "pack").glob(".tmp-*"),
            *(self.path / "objects").glob("[0-9a-f][0-9a-f]/tmp_obj_*"),
            *self.path.glob("fast_import_crash_*"),
        ]
        for path in left:
            with contextlib.suppress(OSError):
                path.unlink()
                removed.append(str(path.relative_to(self.path)))
        for name in self._refs(_PRIVATE):
            self._drop_ref(name)
            removed.append(name)
        return removed

    def _refs(self, below: str) -> list[str]:
        if not (self.path / below).is_dir() and below not in self._packed_refs():
            return []
        return str(self._git.for_each_ref("--format=%(refname)", below)).split()

    def _packed_refs(self) -> str:
        with contextlib.suppress(OSError):
            return (self.path / "packed-refs").read_text("utf-8", "replace")
        return ""

    def pack(self, *, always: bool = False) -> bool:
        """Put loose objects into a pack where there are many (or `always`); whether it did. Only under the lock."""
        loose = sum(1 for shard in (self.path / "objects").glob("[0-9a-f][0-9a-f]") for _ in shard.iterdir())
        packs = sum(1 for _ in (self.path / "objects" / "pack").glob("*.pack"))
        if not always and loose < _LOOSE and packs < _PACKS:
            return False
        self._git.repack("-d", "-q", *(("-a",) if packs >= _PACKS or always else ()))
        self._git.prune_packed("-q")
        self._git.commit_graph("write", "--reachable", "--changed-paths", "--no-progress")
        return True

    def check(self) -> list[str]:
        """What git itself finds wrong, a line each; nothing for a sound repository."""
        done = self._run(["fsck", "--full", "--strict", "--no-dangling", "--no-progress"], b"")
        said = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
        faults = [line for line in said if line and not line.startswith(("dangling", "notice:", "Checking"))]
        return faults or ([f"git fsck: {done.returncode}"] if done.returncode else [])

    def bundle(self, target: BinaryIO) -> None:
        """Write main with all that led to it, as one file that plain `git clone` reads.

        Raises `Damaged` where objects are missing or broken.
        """
        try:
            self._git.execute(["git", "bundle", "create", "--quiet", "-", MAIN], output_stream=target)
        except _git_errors() as error:
            raise Damaged(str(self.path), _reason(error)) from error

    @classmethod
    def from_bundle(cls, bundle: Path, path: Path) -> GitStore:
        """The repository that a bundle holds, made at `path`. Raises `Damaged` where the bundle is no good."""
        try:
            store = cls.bare(path)
            store.fetch_bundle(bundle)
        except _git_errors() as error:
            raise Damaged(str(bundle), _reason(error)) from error
        return store

    def fetch_bundle(self, bundle: Path) -> None:
        """Bring main forward to what a bundle holds."""
        self._git.fetch("--quiet", str(bundle), f"{MAIN}:{MAIN}")


def _environment(path: Path) -> dict[str, str]:
    """The environment of git: what the caller's says of other repositories must not reach ours."""
    return {
        "GIT_DIR": str(path),
        "GIT_WORK_TREE": str(path),
        "GIT_OBJECT_DIRECTORY": str(path / "objects"),
        "GIT_INDEX_FILE": str(path / "no-index"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_NAMESPACE": "",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": "0",
        "GIT_CONFIG_PARAMETERS": "",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
    }


def _git_errors() -> tuple[type[Exception], ...]:
    from git.exc import BadName, GitCommandError, NoSuchPathError

    return (GitCommandError, BadName, NoSuchPathError)


def _reason(error: Exception) -> str:
    return _last_line(str(getattr(error, "stderr", "") or error))


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].strip("'\" ") if lines else "git gave no reason"


def _name(author: str) -> str:
    """An author's name as git can hold it."""
    return re.sub(r"[<>\x00-\x1f\x7f]+", " ", author).strip() or "revtrack"


def _text(value: str | bytes) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else value
