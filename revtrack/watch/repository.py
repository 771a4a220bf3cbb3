"""Git repositories of others as files: what a repository says of itself is data, and none of it is obeyed.

A repository may name commands in its configuration (transports, hooks, filters, monitors), other folders to take
objects from, or servers to fetch them from. One of this machine is therefore read through a repository of our own, made
anew for each look, which borrows nothing but its packs and loose objects. What is missing there is missing.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from revtrack.errors import InvalidInput
from revtrack.ingest.folders import read_below
from revtrack.watch.faults import ItemFailed, ListFailed
from revtrack.watch.net.addresses import AddressRefused, Allowances, CheckedNetwork, NameUnresolved, read_target

#: How long git may take to fetch or list, and to give one file.
_SECONDS, _BLOB_SECONDS = 600, 60
#: What git may list: trees can be made that name one file a billion times.
_MOST_LISTED = 64_000_000
#: The memory of git in KB, and what it keeps of packs and bases: a delta may stand on a base of any size.
_KILOBYTES = 2_000_000
_CONFIG = """\
[core]
\trepositoryformatversion = {version}
\tbare = true
\tpackedGitLimit = 256m
\tpackedGitWindowSize = 32m
\tdeltaBaseCacheLimit = 64m
{extensions}"""
_SHA256 = "[extensions]\n\tobjectFormat = sha256\n"
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REF = re.compile(r"refs/[^\x00-\x20\x7f~^:?*\[\\]{1,400}")
_LOOSE, _PACK = re.compile(r"[0-9a-f]{2}"), re.compile(r"pack-[0-9a-f]{40,64}\.(?:pack|idx)")
_REF_BYTES, _PACKED_BYTES = 4096, 32_000_000
#: A name that leads to a name that leads to a name.
_CHAIN = 5


@dataclass(frozen=True, slots=True)
class Blob:
    """A file at the tip of a repository: its path in it and the id of its content."""

    path: str
    id: str


@dataclass(frozen=True, slots=True)
class Tip:
    """A commit in a repository of ours, from which files are read."""

    repository: Path
    commit: str

    async def blobs(self) -> list[Blob]:
        """The regular files of the commit. Raises `ListFailed`."""
        listed = await _git(self.repository, "ls-tree", "-r", "-z", "--full-tree", self.commit)
        found: list[Blob] = []
        for line in filter(None, listed.split(b"\0")):
            said, _, raw = line.partition(b"\t")
            mode, _, blob = said.decode("ascii").split(" ")[:3]
            if mode.startswith("100"):
                found.append(Blob(raw.decode("utf-8", "replace"), blob))
        return found

    async def sizes(self, blobs: Sequence[Blob]) -> dict[str, int]:
        """How large contents are, by id; those that are missing or broken are left out. Raises `ListFailed`."""
        asked = "".join(f"{blob.id}\n" for blob in blobs).encode("ascii")
        form = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
        told = await _git(self.repository, "cat-file", form, given=asked) if blobs else b""
        rows = [line.split(" ") for line in told.decode("utf-8", "replace").splitlines()]
        return {row[0]: int(row[2]) for row in rows if len(row) == 3 and row[1] == "blob" and row[2].isdigit()}

    def read(self, blob: Blob, size: int | None, max_bytes: int) -> bytes:
        """A content whose size was asked before; one that is too large is not read.

        Raises `InvalidInput` (too-large) and `ItemFailed` (git-object) where it is missing or broken.
        """
        if size is None:
            raise ItemFailed("git-object")
        if size > max_bytes:
            raise InvalidInput("too-large", blob.path, facts={"size": f"{size:,}", "limit": f"{max_bytes:,}"})
        command = _command(self.repository, "cat-file", "blob", blob.id)
        try:
            done = subprocess.run(  # noqa: S603 - a command of ours, with an id that git gave
                command, env=_environment(self.repository), capture_output=True, timeout=_BLOB_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ItemFailed("git-object") from error
        if done.returncode or len(done.stdout) != size:
            raise ItemFailed("git-object")
        return done.stdout


# --- a repository of this machine ------------------------------------------------------------------------------------


def borrowed(folder: Path, view: Path) -> Tip:
    """The tip of the repository in a folder, through one of our own at `view`, which is made anew.

    Raises `ListFailed` (failed: not-a-repository, repository-elsewhere, no-commit, git).
    """
    theirs = _git_folder(folder)
    commit = _tip(theirs)
    try:
        shutil.rmtree(view, ignore_errors=True)
        objects = view / "objects"
        (objects / "pack").mkdir(parents=True)
        (view / "refs").mkdir()
        (view / "HEAD").write_text("ref: refs/heads/none\n", "ascii")
        sha256 = len(commit) == 64
        config = _CONFIG.format(version=int(sha256), extensions=_SHA256 if sha256 else "")
        (view / "config").write_text(config, "ascii")
        _borrow(theirs / "objects", objects)
    except OSError as error:
        raise ListFailed("failed", "git", f"{error.filename}: {error.strerror or error}") from error
    return Tip(view, commit)


def _git_folder(folder: Path) -> Path:
    """Where the repository of a folder is kept, in the folder itself. Raises `ListFailed`."""
    inner = folder / ".git"
    if inner.is_symlink() or inner.is_file():  # a work tree or module of a repository that nobody named
        raise ListFailed("failed", "repository-elsewhere", str(folder))
    theirs = inner if inner.is_dir() else folder
    objects, alternates = theirs / "objects", theirs / "objects" / "info" / "alternates"
    if objects.is_symlink() or (theirs / "commondir").exists() or (alternates.exists() and alternates.stat().st_size):
        raise ListFailed("failed", "repository-elsewhere", str(folder))
    if not objects.is_dir():
        raise ListFailed("failed", "not-a-repository", str(folder))
    return theirs


def _borrow(theirs: Path, ours: Path) -> None:
    """Links to loose objects and packs, and to nothing else: alternates and promises stay where they are."""
    with os.scandir(theirs) as entries:
        for entry in entries:
            if _LOOSE.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                (ours / entry.name).symlink_to(Path(entry.path).resolve())
    try:
        with os.scandir(theirs / "pack") as entries:
            if (theirs / "pack").is_symlink():
                return
            for entry in entries:
                if _PACK.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    (ours / "pack" / entry.name).symlink_to(Path(entry.path).resolve())
    except FileNotFoundError:
        return


def _tip(theirs: Path) -> str:
    """The commit that HEAD leads to. Raises `ListFailed`."""
    name = "HEAD"
    for _ in range(_CHAIN):
        said = _said(theirs, name)
        if _ID.fullmatch(said):
            return said
        name = said.removeprefix("ref:").strip()
        if not said.startswith("ref:") or not _REF.fullmatch(name) or ".." in name:
            break
    raise ListFailed("failed", "no-commit", name[:200])


def _said(theirs: Path, name: str) -> str:
    """What a name stands for, by itself or among those that are packed."""
    try:
        return read_below(theirs, theirs / name, max_bytes=_REF_BYTES).decode("utf-8", "replace").strip()
    except InvalidInput as error:
        if error.kind != "missing":
            raise ListFailed("failed", "git", f"{name}: {error.kind}") from error
    try:
        packed = read_below(theirs, theirs / "packed-refs", max_bytes=_PACKED_BYTES).decode("utf-8", "replace")
    except InvalidInput as error:
        raise ListFailed("failed", "no-commit", name[:200]) from error
    rows = (line.split(" ", 1) for line in packed.splitlines() if line[:1] not in {"#", "^", ""})
    return next((row[0] for row in rows if len(row) == 2 and row[1] == name), "")


# --- a repository of the web -----------------------------------------------------------------------------------------


async def fetched(address: str, clone: Path, allowances: Allowances) -> Tip:
    """The tip of a repository of the web, in a clone of ours that is brought up to date.

    The name is resolved and judged here, and git is told where to connect. Raises `ListFailed`.
    """
    try:
        target = read_target(address, allowances)
        found = await CheckedNetwork(allowances).addresses(target.host, target.port)
    except AddressRefused as refused:
        raise ListFailed("failed", "refused-address", refused.found) from refused
    except NameUnresolved as unresolved:
        raise ListFailed("failed", "dns", unresolved.reason) from unresolved
    if not clone.is_dir():
        clone.parent.mkdir(parents=True, exist_ok=True)
        await _git(clone, "init", "--quiet", "--bare", "--template=")
    pinned = f"{target.host}:{target.port}:{','.join(map(str, found))}"
    options = ("-c", f"http.curloptResolve={pinned}", "-c", "http.followRedirects=false", "-c", "http.proxy=")
    fetch = ("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", target.address, "HEAD")
    await _git(clone, *options, *fetch, protocols="http:https", bounded=False)
    return Tip(clone, "FETCH_HEAD")


# --- git -------------------------------------------------------------------------------------------------------------


def _environment(repository: Path, protocols: str = "none") -> dict[str, str]:
    """Nobody's configuration, no questions, no lazy fetches, and no transports but those that are named."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "GIT_DIR": str(repository),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": protocols,
        "LC_ALL": "C.UTF-8",
    }


def _command(repository: Path, *words: str, bounded: bool = True) -> list[str]:
    """A command of git, with a bound on its memory where it reads what others packed."""
    git = ["git", "-c", "core.hooksPath=/dev/null", f"--git-dir={repository}", *words]
    return ["/bin/sh", "-c", f'ulimit -v {_KILOBYTES}; exec "$@"', "sh", *git] if bounded else git


async def _git(
    repository: Path, *words: str, given: bytes = b"", protocols: str = "none", bounded: bool = True
) -> bytes:
    """What git answers. Raises `ListFailed`."""
    try:
        process = await asyncio.create_subprocess_exec(
            *_command(repository, *words, bounded=bounded),
            env=_environment(repository, protocols),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as error:
        raise ListFailed("failed", "git", error.strerror or str(error)) from error
    try:
        async with asyncio.timeout(_SECONDS):
            out, err, _ = await asyncio.gather(
                _bounded(process.stdout), _bounded(process.stderr), _give(process.stdin, given)
            )
            await process.wait()
    except TimeoutError:
        await _end(process)
        raise ListFailed("failed", "timeout", "git") from None
    except BaseException:
        await _end(process)
        raise
    if process.returncode:
        raise ListFailed("failed", "git", err.decode("utf-8", "replace").strip()[:500])
    return out


async def _bounded(stream: asyncio.StreamReader | None) -> bytes:
    """What a stream gives. Raises `ListFailed` where it gives more than any list of files."""
    parts: list[bytes] = []
    size = 0
    while stream is not None and (part := await stream.read(1 << 16)):
        size += len(part)
        if size > _MOST_LISTED:
            raise ListFailed("failed", "too-large", f"> {_MOST_LISTED:,}")
        parts.append(part)
    return b"".join(parts)


async def _give(stream: asyncio.StreamWriter | None, data: bytes) -> None:
    if stream is not None:
        try:
            stream.write(data)
            await stream.drain()
        except (BrokenPipeError, ConnectionResetError):
            return  # it ended without reading: its exit code says why
        finally:
            stream.close()


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
