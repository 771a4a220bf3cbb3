"""One file that holds everything which cannot be made again: repository, originals, settings, sources, watch state.

The catalog is left out: it is derived. A backup is a tar file; its first member says what it is and gives the hash of
every other, so that a damaged one is known before anything is put back.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from corpus_repo import layout, records
from corpus_repo.answers import Progress
from corpus_repo.corpus import CATALOG, LOCK, ORIGINALS, REPOSITORY, locked
from corpus_repo.errors import BadBackup, CorpusError, CorpusExists, Damaged, HomeHolds, NoCorpus, WriteFailed
from corpus_repo.git_files import from_plain_files, is_plain_file, plain_files
from corpus_repo.git_store import GitStore
from corpus_repo.originals import Originals

FORMAT = 1
_MANIFEST, _BUNDLE = "manifest.json", "corpus.bundle"
#: What of a user's home goes into every backup besides the corpus.
_FILES = ("revtrack.toml", "tell.toml", "bodies.toml", "lines.toml")
_FOLDERS, _DATABASES = ("sources", "watch-inbox"), ("state.db", "accounts.db")
#: Where the repository is made while a backup is put back, and how the names of the folders for that begin.
_REPOSITORY, _RESTORING = "made.git", ".restore-"
#: Seconds for which a restore waits: what a killed one had just begun holds the lock of the corpus a moment longer.
_PATIENCE = 5.0
#: Of what git finds wrong, so many lines are told.
_FAULTS = 20
#: A manifest larger than this is none.
_MANIFEST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds: originals, bytes in all, the commit of main ("" where it cannot be read), and what is
    `missing` because it cannot be read, a line each."""

    path: str
    main: str
    originals: int
    size: int
    missing: tuple[str, ...] = ()


def back_up(home: Path, target: Path, progress: Progress | None = None) -> BackedUp:
    """Write a backup, readable by its owner alone. The file appears whole or not at all, a corpus that is written
    meanwhile does no harm, and what cannot be read keeps nothing else out.

    Raises `NoCorpus` and `WriteFailed`.
    """
    if not (home / REPOSITORY).is_dir():
        raise NoCorpus(str(home))
    try:
        with tempfile.TemporaryFile() as spool, _whole(target) as stream:  # no name: gone with whoever is killed
            packing = _Packing(home, cast("BinaryIO", spool))
            made = packing.write(stream, progress)
        return replace(made, path=str(target), size=target.stat().st_size)
    except OSError as error:
        raise WriteFailed(str(target), error.strerror or str(error)) from error


@contextlib.contextmanager
def _whole(target: Path) -> Generator[BinaryIO]:
    """A file that appears under its name when the block ends well, and has none before, where the system can do so."""
    unfinished = target.with_name(f".{target.name[:200]}.part")
    try:
        handle = os.open(target.parent, os.O_TMPFILE | os.O_RDWR, 0o600)
        named = False
    except (OSError, AttributeError):
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        named = True
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if not named:
                unfinished.unlink(missing_ok=True)  # of one that was killed between the next two lines
                # a folder is named so that the link to the file is followed, not linked
                os.link(f"/proc/self/fd/{stream.fileno()}", unfinished, src_dir_fd=stream.fileno())
        unfinished.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise


@dataclass(frozen=True, slots=True)
class _Member:
    """A file of a backup: where its bytes stand, in the spool or by themselves."""

    name: str
    sha256: str
    size: int
    start: int = 0
    path: Path | None = None


class _Packing:
    """Puts one backup together: what may change meanwhile is copied into `spool` first, originals never change."""

    def __init__(self, home: Path, spool: BinaryIO) -> None:
        self._home = home
        self._spool = spool
        self._git = GitStore(home / REPOSITORY)
        self._originals = Originals(home / ORIGINALS)
        self._members: list[_Member] = []
        self._missing: list[str] = []

    def write(self, stream: BinaryIO, progress: Progress | None) -> BackedUp:
        """Write the archive; what it holds."""
        try:
            main = self._repository()
            self._home_files()
            originals = self._take_originals(main)
        finally:
            self._git.close()
        manifest = {
            "revtrack backup": FORMAT,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "main": main,
            "files": {member.name: member.sha256 for member in self._members},
            "missing": self._missing,
        }
        with tarfile.open(fileobj=stream, mode="w") as archive:
            said = json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "replace")
            _put(archive, _MANIFEST, io.BytesIO(said), len(said))
            for at, member in enumerate(self._members, start=1):
                self._add(archive, member)
                if progress:
                    progress(at, len(self._members))
        return BackedUp("", main, originals, 0, tuple(self._missing))

    def _add(self, archive: tarfile.TarFile, member: _Member) -> None:
        if member.path is None:
            self._spool.seek(member.start)
            _put(archive, member.name, self._spool, member.size)
        else:
            with member.path.open("rb") as content:
                _put(archive, member.name, content, member.size)

    def _lacks(self, name: str, reason: object) -> None:
        self._missing.append(f"{name}: {reason}")

    def _spooled(self, name: str, fill: Callable[[BinaryIO], object]) -> None:
        """Keep what `fill` writes as a member."""
        start = self._spool.seek(0, io.SEEK_END)
        try:
            fill(self._spool)
        except BaseException:
            self._spool.truncate(start)
            raise
        size = self._spool.seek(0, io.SEEK_END) - start
        self._spool.seek(start)
        digest = hashlib.sha256()
        while chunk := self._spool.read(1 << 20):
            digest.update(chunk)
        self._members.append(_Member(name, digest.hexdigest(), size, start))

    def _copied(self, name: str, path: Path) -> None:
        try:
            with path.open("rb") as content:
                self._spooled(name, lambda spool: shutil.copyfileobj(content, spool))
        except FileNotFoundError:
            return  # decided meanwhile
        except OSError as error:
            self._lacks(name, error.strerror or error)

    def _repository(self) -> str:
        """The commits as a bundle, or where objects are missing the files of the repository; the commit of main."""
        # originals are written before the commit that names them: whatever is in the bundle, its originals are there
        try:
            main = self._git.head()
            self._spooled(_BUNDLE, self._git.bundle)
        except Damaged as error:
            self._lacks(REPOSITORY, error.reason)
            for path in plain_files(self._git.path):
                self._copied(f"{REPOSITORY}/{path.relative_to(self._git.path).as_posix()}", path)
            main = ""
        for fault in self._git.check()[:_FAULTS]:
            self._lacks(REPOSITORY, fault)
        return main

    def _home_files(self) -> None:
        for name in _FILES:
            if (self._home / name).is_file():
                self._copied(name, self._home / name)
        # the database first: what a row of it names was on the disk before the row
        for name in _DATABASES:
            if (self._home / name).is_file():
                try:
                    self._spooled(name, partial(_database, self._home / name))
                except sqlite3.Error as error:
                    self._lacks(name, f"{error}; kept as it is")
                    self._copied(name, self._home / name)
        for name in _FOLDERS:
            for path in sorted((self._home / name).rglob("*")):
                if path.is_file() and not path.is_symlink():
                    self._copied(path.relative_to(self._home).as_posix(), path)

    def _take_originals(self, main: str) -> int:
        taken: set[str] = set()
        for name in self._originals.names():
            path = self._originals.path(name)
            try:
                size, digest = path.stat().st_size, _hash(path)
            except OSError as error:
                self._lacks(f"{ORIGINALS}/{name}", error.strerror or error)
                continue
            if digest != name:
                self._lacks(f"{ORIGINALS}/{name}", "the bytes do not match the hash")
                continue
            taken.add(name)
            self._members.append(_Member(f"{ORIGINALS}/{name[:2]}/{name}", digest, size, path=path))
        told = {line.partition(":")[0] for line in self._missing}
        for name in sorted(self._named(main) - taken):
            if f"{ORIGINALS}/{name}" not in told:
                self._lacks(f"{ORIGINALS}/{name}", "no such file")
        return len(taken)

    def _named(self, main: str) -> set[str]:
        """The originals that versions name."""
        found: set[str] = set()
        with contextlib.suppress(Damaged):
            for path, blob in self._git.files(main) if main else ():
                if layout.document_of(path):
                    try:
                        document = records.from_bytes(self._git.blob(blob), path)
                    except CorpusError as error:
                        self._lacks(path, error)
                        continue
                    found |= {one.original.sha256 for one in document.versions.values() if one.original}
        return found


def _database(path: Path, spool: BinaryIO) -> None:
    """A copy of a database as it is now, also of one in a folder that may not be written."""
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        try:
            with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)) as live:
                if live.execute("PRAGMA quick_check").fetchone() != ("ok",):
                    raise sqlite3.DatabaseError("damaged")
                spool.write(live.serialize())
                return
        except sqlite3.OperationalError:
            if "immutable" in mode:
                raise


def restore(source: Path, home: Path, progress: Progress | None = None) -> int:
    """Put a backup back into a home that holds no corpus; how many files that were.

    Everything is unpacked and checked beside it first; the repository comes last, so that a restore that was cut off
    leaves no corpus and can be run again. What is in the home already stays, and must be the same as in the backup.
    Raises `BadBackup`, `CorpusExists`, `HomeHolds`, `WriteFailed`.
    """
    if (home / REPOSITORY).exists():
        raise CorpusExists(str(home))
    try:
        home.mkdir(parents=True, exist_ok=True)
        with locked(home / LOCK, _PATIENCE):
            _sweep(home)
            with tempfile.TemporaryDirectory(prefix=_RESTORING, dir=home) as folder:
                count = _unpack(source, Path(folder), progress)
                _put_back(Path(folder), home)
                whole = home / f"{_RESTORING}whole"
                (Path(folder) / _REPOSITORY).rename(whole)
            _sweep(home, but=whole)  # the git of one that was killed may have written on for a while
            whole.rename(home / REPOSITORY)
            return count
    except Damaged as error:
        raise BadBackup(str(source), error.reason) from error
    except OSError as error:
        raise WriteFailed(str(home), error.strerror or str(error)) from error


def _sweep(home: Path, but: Path | None = None) -> None:
    """Remove what restores that were killed left."""
    for left in home.glob(f"{_RESTORING}*"):
        if left != but:
            shutil.rmtree(left, ignore_errors=True)


def _put_back(unpacked: Path, home: Path) -> None:
    """Make the repository, and move everything else that was unpacked to where it belongs."""
    repository = unpacked / _REPOSITORY
    if (unpacked / _BUNDLE).is_file():
        GitStore.from_bundle(unpacked / _BUNDLE, repository).close()
    else:
        from_plain_files(unpacked / REPOSITORY, repository)
    parts = [name for name in (*_FILES, *_DATABASES, *_FOLDERS) if (unpacked / name).exists()]
    other = [name for name in parts if _differ(unpacked / name, home / name)]
    if other:
        raise HomeHolds(str(home), other)
    (unpacked / ORIGINALS).mkdir(exist_ok=True)
    if (home / ORIGINALS).exists():
        shutil.copytree(unpacked / ORIGINALS, home / ORIGINALS, dirs_exist_ok=True)
    else:
        (unpacked / ORIGINALS).rename(home / ORIGINALS)
    for name in parts:
        if (home / name).is_dir():
            shutil.copytree(unpacked / name, home / name, dirs_exist_ok=True)
        elif not (home / name).exists():
            (unpacked / name).rename(home / name)
    for left in home.glob(f"{CATALOG}*"):  # of a corpus that was here before
        left.unlink()


def _differ(ours: Path, there: Path) -> bool:
    """Whether what is there already is something else; a folder may lack files, but have no others."""
    if not there.exists():
        return False
    if ours.is_file():
        return not there.is_file() or ours.read_bytes() != there.read_bytes()
    if not there.is_dir():
        return True
    return any(
        not (ours / path.relative_to(there)).is_file()
        or path.read_bytes() != (ours / path.relative_to(there)).read_bytes()
        for path in there.rglob("*")
        if not path.is_dir()
    )


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
    if path.parts[0] == REPOSITORY:
        return len(path.parts) > 1 and is_plain_file(path.parts[1:])
    return name == _BUNDLE or path.parts[0] in {ORIGINALS, *_FOLDERS} or name in {*_FILES, *_DATABASES}


def _put(archive: tarfile.TarFile, name: str, content: BinaryIO, size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    archive.addfile(member, content)


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
