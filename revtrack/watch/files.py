"""Folders and repositories as sources: the files there are, and which of them are new, changed or gone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from posixpath import splitext

from revtrack.holdings.adding import SUFFIXES
from revtrack.ingest.folders import below, read_below
from revtrack.ingest.formats import PAGES, TEXTS
from revtrack.watch.attachments import SUFFIXES as ATTACHED
from revtrack.watch.faults import ListFailed, kept
from revtrack.watch.net.addresses import AddressRefused, Allowances, CheckedNetwork, NameUnresolved, read_target
from revtrack.watch.state import SeenItem

CLONES = "watch-git"
_GIT_SECONDS = 600
#: The environment of git: nobody's configuration, no questions, no transports that run commands.
_GIT_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "http:https:file",
    "LC_ALL": "C.UTF-8",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a folder or a repository: `stamp` changes when it does."""

    address: str
    name: str
    stamp: str
    load: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What the files of a source ask for: (place, file) of those to read and of those as they were, addresses of those
    gone; `odd` says that most are missing at once."""

    read: tuple[tuple[int, File], ...]
    same: tuple[tuple[int, File], ...]
    gone: tuple[str, ...]
    odd: bool


def plan_files(files: Sequence[File], known: Mapping[str, SeenItem]) -> FilePlan:
    """What to do about the files there are; `known` are those there were, by address. A pure step.

    Raises `ListFailed` (empty) where there are none and were some.
    """
    there = {file.address for file in files}
    expected = [item for item in known.values() if not item.gone]
    gone = tuple(item.address for item in expected if item.address not in there)
    if not files and expected:
        raise ListFailed("empty", "no-files")
    read: list[tuple[int, File]] = []
    same: list[tuple[int, File]] = []
    for place, file in enumerate(files):
        (read if is_new(known.get(file.address), file.stamp) else same).append((place, file))
    return FilePlan(tuple(read), tuple(same), gone, len(gone) > 2 and len(gone) > len(expected) / 2)


def is_new(known: SeenItem | None, stamp: str) -> bool:
    """Whether a file is to be read: it is new, changed, or could not be had before."""
    return known is None or known.etag != stamp or known.outcome in {"failed", "blocked"}


def local_folder(address: str) -> Path | None:
    """The folder of this machine that an address names; None where it names none (nobody's home, a name too long)."""
    try:
        path = Path(address).expanduser()
        return path if "://" not in address and path.is_dir() else None
    except (OSError, RuntimeError):
        return None


def in_folder(address: str, max_bytes: int) -> tuple[list[File], list[str]]:
    """(the files of a folder, what was passed over with the reason). Raises `ListFailed` (missing)."""
    given = local_folder(address)
    if given is None:
        raise ListFailed("failed", "missing", address)
    root = given.resolve()
    there = below(root, SUFFIXES)
    found: list[File] = []
    for path in there.files:
        try:
            stat = path.lstat()
        except OSError:
            continue  # it went away while we looked
        stamp = f"{stat.st_mtime_ns}-{stat.st_size}"
        found.append(File(path.as_uri(), path.name, stamp, partial(read_below, root, path, max_bytes=max_bytes)))
    return found, [" ".join(kept(error)[1].split()) for error in there.passed_over]


async def in_repository(address: str, clone: Path, allowances: Allowances, known: Mapping[str, SeenItem]) -> list[File]:
    """The texts at the tip of a repository; one from the web is kept as a clone that is brought up to date.

    Raises `ListFailed`.
    """
    repository = local_folder(address)
    branch = "HEAD"
    if "://" in address:
        repository = clone
        await _bring(address, repository, allowances)
        branch = "FETCH_HEAD"
    elif repository is None:
        raise ListFailed("failed", "missing", address)
    listed = await _git(repository, "ls-tree", "-r", "-z", "--full-tree", branch)
    found: list[File] = []
    for line in filter(None, listed.split(b"\0")):
        said, _, raw = line.partition(b"\t")
        mode, _, blob = said.decode("ascii").split(" ")[:3]
        path = raw.decode("utf-8", "replace")
        if not mode.startswith("100") or splitext(path)[1].lower() not in ATTACHED | TEXTS | PAGES:
            continue
        place = f"{address}#{path}"
        data = await _git(repository, "cat-file", "blob", blob) if is_new(known.get(place), blob) else b""
        found.append(File(place, path, blob, lambda data=data: data))
    return found


async def _bring(address: str, clone: Path, allowances: Allowances) -> None:
    """Fetch the tip of a repository. The name is resolved and judged here, and git is told where to connect."""
    try:
        target = read_target(address, allowances)
        found = await CheckedNetwork(allowances).addresses(target.host, target.port)
    except AddressRefused as refused:
        raise ListFailed("failed", "refused-address", refused.found) from refused
    except NameUnresolved as unresolved:
        raise ListFailed("failed", "dns", unresolved.reason) from unresolved
    if not clone.is_dir():
        clone.parent.mkdir(parents=True, exist_ok=True)
        await _git(clone.parent, "init", "--quiet", "--bare", str(clone))
    pinned = f"{target.host}:{target.port}:{','.join(map(str, found))}"
    options = ("-c", f"http.curloptResolve={pinned}", "-c", "http.followRedirects=false", "-c", "http.proxy=")
    fetch = ("fetch", "--quiet", "--depth=1", "--no-tags", "--", target.address, "HEAD")
    await _git(clone, *options, *fetch)


async def _git(folder: Path, *words: str) -> bytes:
    """What git answers. Raises `ListFailed`."""
    try:
        process = await asyncio.create_subprocess_exec(
            "git",
            "-C",
            str(folder),
            *words,
            env=_GIT_ENVIRONMENT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as error:
        raise ListFailed("failed", "git", error.strerror or str(error)) from error
    try:
        async with asyncio.timeout(_GIT_SECONDS):
            out, err = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise ListFailed("failed", "timeout", "git") from None
    except BaseException:
        process.kill()
        raise
    if process.returncode:
        raise ListFailed("failed", "git", err.decode("utf-8", "replace").strip()[:500])
    return out
