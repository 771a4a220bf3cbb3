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
from revtrack.watch.net.addresses import Allowances
from revtrack.watch.repository import borrowed, fetched
from revtrack.watch.state import SeenItem

CLONES = "watch-git"


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


async def in_repository(
    address: str, kept: Path, allowances: Allowances, known: Mapping[str, SeenItem], max_bytes: int
) -> list[File]:
    """The texts at the tip of a repository; one from the web is kept as a clone at `kept` that is brought up to date.

    Contents are read when it is their turn: one that is missing or too large is no matter of the others. Raises
    `ListFailed`.
    """
    if "://" in address:
        tip = await fetched(address, kept.with_suffix(".git"), allowances)
    else:
        folder = local_folder(address)
        if folder is None:
            raise ListFailed("failed", "missing", address)
        tip = await asyncio.to_thread(borrowed, folder, kept.with_suffix(".view"))
    texts = [blob for blob in await tip.blobs() if splitext(blob.path)[1].lower() in ATTACHED | TEXTS | PAGES]
    fresh = [blob for blob in texts if is_new(known.get(f"{address}#{blob.path}"), blob.id)]
    sizes = await tip.sizes(fresh)
    return [
        File(f"{address}#{blob.path}", blob.path, blob.id, partial(tip.read, blob, sizes.get(blob.id), max_bytes))
        for blob in texts
    ]
