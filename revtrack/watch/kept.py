"""The bytes of what waits for a decision, kept aside below `watch-inbox/` in the home folder.

One folder an item, under numbers: no name from outside becomes a path. Bytes are on the disk before a row speaks of
them, with what the row says beside them, so that nothing is lost with the database either.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus_repo.originals import flush_folder
from revtrack.errors import OperationFailed
from revtrack.watch.state import Entry, SeenItem
from revtrack.watch.texts import Part

FOLDER = "watch-inbox"
_MANIFEST, _UNFINISHED = "entries.json", ".part"
_UNFINISHED_SECONDS = 600
_TOKEN = re.compile(r"[0-9a-f]{16}")
_LONGEST_NAME = 80


def new_token() -> str:
    """The name of an entry or of a folder."""
    return secrets.token_hex(8)


def keep(home: Path, item: SeenItem, entries: Sequence[Entry], parts: Sequence[Part]) -> None:
    """Keep the files of an item aside, with what the inbox will say of them; on the disk when this returns.

    Raises `OperationFailed` (write); then nothing is kept.
    """
    folder = home / FOLDER / entries[0].folder
    unfinished = folder.with_name(folder.name + _UNFINISHED)
    said = {"item": asdict(item), "entries": [asdict(entry) for entry in entries]}
    try:
        unfinished.mkdir(parents=True, mode=0o700)
        for at, part in enumerate(parts):
            _write(unfinished / str(at), part.data)
        _write(unfinished / _MANIFEST, json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))
        flush_folder(unfinished)
        unfinished.rename(folder)
        flush_folder(folder.parent)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise OperationFailed("write", str(folder), facts={"reason": error.strerror or str(error)}) from error


def forget(home: Path, folder: str) -> None:
    """Throw the files of an item away. Who is killed meanwhile leaves them as unfinished, which are removed later."""
    if _TOKEN.fullmatch(folder):
        path = home / FOLDER / folder
        with contextlib.suppress(OSError):
            going = path.rename(path.with_name(f"{folder}{_UNFINISHED}"))
            shutil.rmtree(going, ignore_errors=True)


def folders(home: Path) -> list[str]:
    """The folders of kept items, by name."""
    try:
        return sorted(entry.name for entry in os.scandir(home / FOLDER) if _TOKEN.fullmatch(entry.name))
    except OSError:
        return []


def drop_unfinished(home: Path) -> None:
    """Remove what a killed process left half written; what is young may still be in the making."""
    with contextlib.suppress(OSError):
        for path in (home / FOLDER).glob(f"*{_UNFINISHED}"):
            if time.time() - path.stat().st_mtime > _UNFINISHED_SECONDS:
                shutil.rmtree(path, ignore_errors=True)


def manifest(home: Path, folder: str) -> tuple[SeenItem | None, list[Entry]]:
    """(an item that was kept, its entries) as `keep` was given them; None where a program to come wrote more."""
    try:
        said: dict[str, Any] = json.loads((home / FOLDER / folder / _MANIFEST).read_bytes())
        return SeenItem(**said["item"]), [Entry(**entry) for entry in said["entries"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None, []


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def bytes_of(home: Path, entry: Entry) -> bytes:
    """The bytes that an entry came from. Raises `OperationFailed` (inbox-bytes) where they are gone or damaged."""
    path = home / FOLDER / entry.folder / str(entry.file)
    try:
        if not _TOKEN.fullmatch(entry.folder):
            raise FileNotFoundError(entry.folder)
        return path.read_bytes()
    except OSError as error:
        facts = {"item": entry.token, "reason": error.strerror or str(error)}
        raise OperationFailed("inbox-bytes", str(path), facts=facts) from error


def has_bytes(home: Path, entry: Entry) -> bool:
    """Whether the file of an entry is still there."""
    return bool(_TOKEN.fullmatch(entry.folder)) and (home / FOLDER / entry.folder / str(entry.file)).is_file()


def shown_name(text: str, suffix: str) -> str:
    """The name of a file for a title: no path, and of a length that a person can read."""
    last = re.sub(r"[\\/\0\n\r:]+", " ", text).strip(" .")
    if last.lower().endswith(suffix.lower()):
        last = last[: len(last) - len(suffix)] if suffix else last
    return f"{last[:_LONGEST_NAME] or 'item'}{suffix}"
