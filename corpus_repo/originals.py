"""Originals: bytes exactly as received, by their hash, beside the repository (they would outgrow the texts in it).

An original is written before the commit that names it: a file in the same folder, flushed to the disk, then renamed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus_repo.errors import Damaged, WriteFailed

_NAME = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".part"
#: Flushes wait for the disk, not for us: several at once are one write of its journal.
_FLUSHES = 8


class Originals:
    """The folder `originals/<2 hex>/<sha256>`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where an original stands. Raises `ValueError` for what is no SHA-256 in hexadecimal digits."""
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"no hash of an original: {sha256!r}")
        return self.folder / sha256[:2] / sha256

    def put(self, contents: Iterable[bytes]) -> list[str]:
        """Store bytes; their hashes, in order. All of them are on the disk when this returns.

        Raises `WriteFailed` where one cannot be stored; those before it may be there, which harms nothing.
        """
        data = list(contents)
        hashes = [hashlib.sha256(content).hexdigest() for content in data]
        new = {name: content for name, content in zip(hashes, data, strict=True) if not self.path(name).exists()}
        try:
            if len(new) > 1:
                with ThreadPoolExecutor(_FLUSHES) as pool:
                    list(pool.map(self._write, new, new.values()))
            else:
                for name, content in new.items():
                    self._write(name, content)
            for shard in {self.path(name).parent for name in new}:
                flush_folder(shard)
        except OSError as error:
            raise WriteFailed(str(error.filename or self.folder), error.strerror or str(error)) from error
        return hashes

    def mend(self, content: bytes) -> bool:
        """Store bytes again where they are missing or are not those that were stored; whether they were stored.

        Raises `WriteFailed`.
        """
        name = hashlib.sha256(content).hexdigest()
        try:
            self.get(name)
        except Damaged:
            try:
                self._write(name, content)
                flush_folder(self.path(name).parent)
            except OSError as error:
                raise WriteFailed(str(self.path(name)), error.strerror or str(error)) from error
            return True
        return False

    def get(self, sha256: str) -> bytes:
        """The bytes of an original. Raises `Damaged` where they are missing, unreadable or not those stored."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError as error:
            raise Damaged(f"originals/{sha256}", error.strerror or str(error)) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged(f"originals/{sha256}", "the bytes do not match the hash")
        return data

    def names(self) -> Iterator[str]:
        """The hashes of all originals there are."""
        for shard in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in shard.iterdir() if _NAME.fullmatch(path.name))

    def drop_unfinished(self) -> int:
        """Remove what a killed process left half written; how many files that were. Only under the lock."""
        dropped = 0
        for path in self.folder.glob(f"[0-9a-f][0-9a-f]/*{_UNFINISHED}"):
            with contextlib.suppress(OSError):
                path.unlink()
                dropped += 1
        return dropped

    def _write(self, name: str, content: bytes) -> None:
        target = self.path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{name}.{os.getpid()}{_UNFINISHED}")
        try:
            with unfinished.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(target)
        except OSError:
            with contextlib.suppress(OSError):
                unfinished.unlink()
            raise


def flush_folder(folder: Path) -> None:
    """Make what was made or renamed in a folder last; some file systems do this for folders by themselves."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
