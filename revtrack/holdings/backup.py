"""One file that holds everything which cannot be made again: repository, originals, settings, sources, watch state.

The catalog is left out: it is derived. A backup is a tar file; its first member says what it is and gives the hash of
every other, so that a damaged one is known before anything is put back.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, cast

from corpus_repo.answers import Progress
from corpus_repo.corpus import ORIGINALS, REPOSITORY, Corpus
from corpus_repo.errors import BadBackup, CorpusExists, Damaged, WriteFailed
from corpus_repo.git_store import GitStore

FORMAT = 1
_MANIFEST, _BUNDLE = "manifest.json", "corpus.bundle"
#: What of a user's home goes into every backup besides the corpus.
_FILES, _FOLDERS, _DATABASES = ("revtrack.toml", "tell.toml"), ("sources", "watch-inbox"), ("state.db",)
#: A manifest larger than this is none.
_MANIFEST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds: originals, other files, bytes in all, and the commit of main."""

    path: str
    main: str
    originals: int
    size: int


def back_up(corpus: Corpus, target: Path, progress: Progress | None = None) -> BackedUp:
    """Write a backup. The file appears whole or not at all; a corpus that is written meanwhile does no harm.

    Raises `WriteFailed`.
    """
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="revtrack-") as folder:
            bundle = Path(folder) / _BUNDLE
            # originals are written before the commit that names them: whatever the bundle names is in this list
            corpus.git.bundle(bundle)
            members = [(_BUNDLE, bundle), *_home_files(corpus.home, Path(folder))]
            names = list(corpus.originals.names())
            members += [(f"{ORIGINALS}/{name[:2]}/{name}", corpus.originals.path(name)) for name in names]
            hashes = {name: _hash(path) for name, path in members}
            manifest = {
                "revtrack backup": FORMAT,
                "made": datetime.now(UTC).isoformat(timespec="seconds"),
                "main": corpus.git.head(),
                "files": hashes,
            }
            with unfinished.open("wb") as stream, tarfile.open(fileobj=stream, mode="w") as archive:
                _put(archive, _MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
                for at, (name, path) in enumerate(members, start=1):
                    archive.add(path, arcname=name, recursive=False)
                    if progress:
                        progress(at, len(members))
        unfinished.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise WriteFailed(str(target), error.strerror or str(error)) from error
    return BackedUp(str(target), str(manifest["main"]), len(names), target.stat().st_size)


def restore(source: Path, home: Path, progress: Progress | None = None) -> int:
    """Put a backup back into a home that holds no corpus; how many files that were.

    Everything is unpacked and checked beside it first; the repository comes last, so that a restore that was cut off
    leaves no corpus and can be run again. Raises `BadBackup`, `CorpusExists`, `WriteFailed`.
    """
    if (home / REPOSITORY).exists():
        raise CorpusExists(str(home))
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as folder:
            count = _unpack(source, Path(folder), progress)
            unpacked = Path(folder)
            GitStore.from_bundle(unpacked / _BUNDLE, unpacked / REPOSITORY).close()
            (unpacked / ORIGINALS).mkdir(exist_ok=True)
            if (home / ORIGINALS).exists():
                shutil.copytree(unpacked / ORIGINALS, home / ORIGINALS, dirs_exist_ok=True)
            else:
                (unpacked / ORIGINALS).rename(home / ORIGINALS)
            for name in (*_FILES, *_DATABASES, *_FOLDERS):
                if (unpacked / name).exists() and not (home / name).exists():
                    (unpacked / name).rename(home / name)
            (unpacked / REPOSITORY).rename(home / REPOSITORY)
            return count
    except Damaged as error:
        raise BadBackup(str(source), error.reason) from error
    except OSError as error:
        raise WriteFailed(str(home), error.strerror or str(error)) from error


def _unpack(source: Path, target: Path, progress: Progress | None) -> int:
    try:
        with source.open("rb") as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
            members = iter(archive)
            hashes = _manifest(archive, next(members, None), source)
            done = 0
            for member in members:
                wanted = hashes.pop(member.name, None)
                content = archive.extractfile(member) if member.isfile() else None
                if wanted is None or content is None or not _ours(member.name):
                    raise BadBackup(str(source), f"unexpected member {member.name!r}")
                path = target / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as copy:
                    shutil.copyfileobj(content, copy)
                if _hash(path) != wanted:
                    raise BadBackup(str(source), f"{member.name} does not match its hash")
                done += 1
                if progress:
                    progress(done, done + len(hashes))
    except (tarfile.TarError, EOFError) as error:
        raise BadBackup(str(source), str(error)) from error
    if hashes:
        raise BadBackup(str(source), f"lacks {min(hashes)} and {len(hashes) - 1} more")
    return done


def _manifest(archive: tarfile.TarFile, member: tarfile.TarInfo | None, source: Path) -> dict[str, str]:
    content = archive.extractfile(member) if member and member.name == _MANIFEST and member.isfile() else None
    if content is None or member is None or member.size > _MANIFEST_BYTES:
        raise BadBackup(str(source), f"no {_MANIFEST} of revtrack at its beginning")
    try:
        said = cast("dict[str, Any]", json.loads(content.read()))
        number = int(said["revtrack backup"])
        hashes = {str(name): str(value) for name, value in said["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBackup(str(source), f"{_MANIFEST}: {error}") from error
    if number > FORMAT:
        raise BadBackup(str(source), f"format {number}, this program reads up to {FORMAT}")
    return hashes


def _ours(name: str) -> bool:
    """Whether a member is one that we write: nothing else is ever unpacked."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    return name == _BUNDLE or path.parts[0] in {ORIGINALS, *_FOLDERS} or name in {*_FILES, *_DATABASES}


def _home_files(home: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    for name in _FILES:
        if (home / name).is_file():
            yield name, home / name
    # the database first: what a row of it names was on the disk before the row
    for name in _DATABASES:
        if (home / name).is_file():
            copy = scratch / name
            with (
                contextlib.closing(sqlite3.connect(home / name)) as live,
                contextlib.closing(sqlite3.connect(copy)) as own,
            ):
                live.backup(own)
            yield name, copy
    for name in _FOLDERS:
        for path in sorted((home / name).rglob("*")):
            inside = path.relative_to(home).as_posix()
            if path.is_file() and not path.is_symlink():
                copy = scratch / inside
                copy.parent.mkdir(parents=True, exist_ok=True)
                with contextlib.suppress(FileNotFoundError):  # decided meanwhile
                    shutil.copyfile(path, copy)
                    yield inside, copy


def _put(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
