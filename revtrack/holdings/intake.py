"""Files that a person handed in and has not confirmed yet: kept aside, looked at, then taken in or thrown away.

They lie below `incoming/` in the home folder, one folder an upload, under numbers: no name from outside becomes a path.
Nothing of them is in the corpus before the person says so.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from corpus_repo import Corpus
from corpus_repo.answers import Progress
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.holdings.adding import Item, called, items_of
from revtrack.holdings.reading import Prepared, Reading, Refused, prepare
from revtrack.ingest.page.gathered import gathered
from revtrack.ingest.read import read_raw

FOLDER = "incoming"
_TOKEN = re.compile(r"[0-9a-f]{24}")
_NAMES = "names.json"
#: Whose an upload is: the id of an account.
_BY = "by"
_CHUNK = 1 << 20
#: What nobody came back for within a day is thrown away.
_KEPT_SECONDS = 24 * 3600
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be handed in at once, and how much may wait to be confirmed in all; `own_files` is how many files of
    one person with an account may, 0 for as many as in all."""

    files: int
    file_bytes: int
    waiting_files: int = 500
    waiting_bytes: int = 2_000_000_000
    own_files: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """An upload that nobody has confirmed yet: since when (seconds since 1970), its files and their bytes."""

    token: str
    since: float
    names: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document of a file that waits to be confirmed: `name` names it in `accept`, `known` is the document that the
    corpus has this very text of, "" for none."""

    name: str
    prepared: Prepared
    known: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in: the documents found in it, or what is wrong with it."""

    name: str
    size: int
    documents: tuple[Waiting, ...] = ()
    error: InvalidInput | None = None


#: What waits is counted and added to by one upload at a time.
_COUNTING = threading.Lock()


class Intake:
    """The uploads below one home folder."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def receive(self, files: Iterable[tuple[str, BinaryIO]], bounds: Bounds, by: str = "") -> str:
        """Keep files aside, `by` is the account that hands them in; the token by which they are asked for.

        Raises `InvalidInput` (too-many-files, too-large, no-upload, uploads-full, own-uploads-full) and
        `OperationFailed`; then nothing is kept.
        """
        with _COUNTING:
            return self._receive(files, bounds, by)

    def waiting(self) -> tuple[Left, ...]:
        """The uploads that nobody has confirmed yet, the oldest first."""
        found: list[Left] = []
        for folder in self._folders():
            try:
                names: list[str] = json.loads((folder / _NAMES).read_text("utf-8"))
                since, size = folder.stat().st_mtime, sum(one.stat().st_size for one in folder.iterdir())
            except (OSError, ValueError):  # one that is coming, or going
                continue
            found.append(Left(folder.name, since, tuple(names), size))
        return tuple(sorted(found, key=lambda one: (one.since, one.token)))

    def _receive(self, files: Iterable[tuple[str, BinaryIO]], bounds: Bounds, by: str) -> str:
        self._sweep()
        held_files, held_bytes = self._held()
        own = self._own(by) if by and bounds.own_files else None
        token = secrets.token_hex(12)
        folder = self._folder / token
        names: list[str] = []
        try:
            folder.mkdir(parents=True, mode=0o700)
            for name, stream in files:
                if len(names) >= bounds.files:
                    raise InvalidInput("too-many-files", facts={"limit": str(bounds.files)})
                shown = _shown(name, len(names))
                held_files += 1
                held_bytes += _copy(stream, folder / str(len(names)), shown, bounds.file_bytes)
                if held_files > bounds.waiting_files or held_bytes > bounds.waiting_bytes:
                    facts = {"files": f"{bounds.waiting_files:,}", "bytes": f"{bounds.waiting_bytes:,}"}
                    raise InvalidInput("uploads-full", facts=facts)
                names.append(shown)
                if own is not None and own + len(names) > bounds.own_files:
                    raise InvalidInput("own-uploads-full", facts={"files": f"{bounds.own_files:,}"})
            if not names:
                raise InvalidInput("no-upload")
            if by:
                (folder / _BY).write_text(by, "ascii")
            (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), "utf-8")
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise OperationFailed("write", str(folder), facts={"reason": error.strerror or str(error)}) from error
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return token

    def names(self, token: str) -> tuple[str, ...]:
        """The names of the files of an upload. Raises `InvalidInput` (unknown-upload)."""
        return tuple(json.loads((self._found(token) / _NAMES).read_text("utf-8")))

    def items(self, token: str, max_bytes: int) -> list[tuple[str, int, list[Item]]]:
        """(name, size, what is to be read) of each file of an upload. Raises `InvalidInput` (unknown-upload)."""
        folder, names = self._found(token), list(self.names(token))
        found: list[tuple[str, int, list[Item]]] = []
        for at, name in enumerate(names):
            path = folder / str(at)
            inside = items_of(Path(name), partial(self._page, folder, names, at, max_bytes))
            found.append((name, path.stat().st_size, inside))
        return found

    @staticmethod
    def _page(folder: Path, names: list[str], at: int, max_bytes: int) -> bytes:
        """The bytes of a file, with the other pages of its text where those were handed in with it."""

        def beside(name: str) -> bytes | None:
            return read_raw(folder / str(names.index(name)), max_bytes=max_bytes) if name in names else None

        return gathered(read_raw(folder / str(at), max_bytes=max_bytes), names[at], beside)

    def look(
        self,
        corpus: Corpus,
        token: str,
        reading: Reading,
        max_bytes: int,
        progress: Progress | None = None,
    ) -> tuple[Handed, ...]:
        """The documents in each file of an upload, with what each says of itself; nothing is stored."""
        given = self.items(token, max_bytes)
        seen: list[Handed] = []
        for at, (name, size, inside) in enumerate(given):
            if progress:
                progress(at, len(given))
            seen += [_looked(corpus, item, size if len(inside) == 1 else 0, reading) for item in inside]
            if not inside:
                seen.append(Handed(name, size))
        return tuple(seen)

    def discard(self, token: str) -> None:
        """Throw an upload away."""
        shutil.rmtree(self._found(token), ignore_errors=True)

    def _found(self, token: str) -> Path:
        folder = self._folder / token
        if not _TOKEN.fullmatch(token) or not (folder / _NAMES).is_file():
            raise InvalidInput("unknown-upload")
        return folder

    def _sweep(self) -> None:
        """Uploads that were never confirmed, and those that broke off."""
        for folder in self._left():
            shutil.rmtree(folder, ignore_errors=True)

    def _held(self) -> tuple[int, int]:
        """How many files wait to be confirmed, and their bytes; what an upload left that broke off counts too."""
        files = size = 0
        for folder in self._folders():
            with suppress(OSError):
                for one in folder.iterdir():
                    files += one.name not in {_NAMES, _BY}
                    size += one.stat().st_size
        return files, size

    def _own(self, by: str) -> int:
        """How many files of somebody's wait to be confirmed."""
        files = 0
        for folder in self._folders():
            with suppress(OSError):
                if (folder / _BY).read_text("ascii") == by:
                    files += sum(one.name not in {_NAMES, _BY} for one in folder.iterdir())
        return files

    def _folders(self) -> list[Path]:
        try:
            return list(self._folder.iterdir())
        except OSError:
            return []

    def _left(self) -> Iterator[Path]:
        for folder in self._folders():
            try:
                if time.time() - folder.stat().st_mtime > _KEPT_SECONDS:
                    yield folder
            except OSError:
                continue


def _looked(corpus: Corpus, item: Item, size: int, reading: Reading) -> Handed:
    data = item.loaded()
    if isinstance(data, Refused):
        return Handed(item.name, size, error=data.error())
    found = prepare(data, item.name, reading)
    if isinstance(found, Refused):
        return Handed(item.name, len(data), error=found.error())
    documents = tuple(Waiting(called(item.name, one), one, _known(corpus, one)) for one in found)
    return Handed(item.name, len(data), documents)


def _known(corpus: Corpus, prepared: Prepared) -> str:
    same = corpus.queries.with_digest(prepared.digest)
    return same[0].document if same else ""


def _copy(stream: BinaryIO, target: Path, name: str, limit: int) -> int:
    """Write a file; how many bytes it has."""
    size = 0
    with target.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise InvalidInput("too-large", name, facts={"size": f">{limit:,}", "limit": f"{limit:,}"})
            file.write(chunk)
    return size


def _shown(name: str, at: int) -> str:
    """The name of a handed-in file as it is shown: its last part, of a length that a person can read."""
    last = re.split(r"[\\/]", name)[-1].replace("\0", "").strip()
    stem, dot, suffix = last.rpartition(".")
    if len(last.encode("utf-8", "replace")) > _LONGEST_NAME:
        last = f"{stem[:60]}…{dot}{suffix[:8]}"
    return last or f"{at + 1}"
