"""What lies below a folder that somebody named: nothing outside of it is read, and nothing but regular files is opened.

Folders come from colleagues: a link in one may lead to anything on the machine, a pipe has no end, a device does things
when it is opened. Both are passed over and told.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from revtrack.errors import InvalidInput

#: Folders within folders, beyond which no collection of documents goes.
_DEEPEST = 64
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Below:
    """What lies below a folder: regular files in order of name, and what was passed over with the reason."""

    files: tuple[Path, ...]
    passed_over: tuple[InvalidInput, ...]


def below(folder: Path, suffixes: frozenset[str]) -> Below:
    """The files below a folder that bear one of these suffixes, at any depth.

    What is hidden or bears another suffix is none of ours. Passed over are links (link), pipes, devices and sockets
    (not-regular), folders that cannot be looked into (unreadable).
    """
    files: list[Path] = []
    passed_over: list[InvalidInput] = []
    waiting = [(folder, 0)]
    while waiting:
        at, depth = waiting.pop()
        try:
            with os.scandir(at) as entries:
                found = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            passed_over.append(_unreadable(str(at), error))
            continue
        for entry in found:
            path = at / entry.name
            wanted = path.suffix.lower() in suffixes
            if entry.is_symlink():
                if wanted or entry.is_dir():
                    passed_over.append(InvalidInput("link", str(path)))
            elif entry.is_dir():
                if depth < _DEEPEST:
                    waiting.append((path, depth + 1))
                else:
                    passed_over.append(InvalidInput("unreadable", str(path), facts={"reason": f"> {_DEEPEST}"}))
            elif wanted and entry.is_file():
                files.append(path)
            elif wanted:
                passed_over.append(InvalidInput("not-regular", str(path)))
    return Below(tuple(sorted(files)), tuple(sorted(passed_over, key=lambda error: error.file)))


def read_below(folder: Path, path: Path, *, max_bytes: int) -> bytes:
    """The bytes of a file below a folder: no link behind the folder is followed, even one that was put there since.

    Raises `InvalidInput` (link, not-regular, missing, unreadable, too-large).
    """
    name = str(path)
    parts = PurePath(os.path.relpath(path, folder)).parts
    if not parts or os.pardir in parts:
        raise InvalidInput("link", name)
    with told_by_name(name):
        return _read(folder, parts, name, max_bytes)


@contextmanager
def told_by_name(name: str) -> Generator[None]:
    """What the system says while a file is read, said as `InvalidInput` of that file (missing, unreadable)."""
    try:
        yield
    except InvalidInput:
        raise
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise InvalidInput("missing", name) from None
    except OSError as error:
        raise _unreadable(name, error) from error


def read_regular(path: Path, *, max_bytes: int) -> bytes:
    """The bytes of a file that is ours to name (links are followed), where it is regular and no larger than this.

    Raises `InvalidInput` (not-regular, too-large) and `OSError`.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    return _content(handle, str(path), max_bytes)


def _read(folder: Path, parts: tuple[str, ...], name: str, max_bytes: int) -> bytes:
    handles = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
    try:
        for part in parts[:-1]:
            _refuse_link(handles[-1], part, name)
            handles.append(os.open(part, _FOLDER, dir_fd=handles[-1]))
        kind = _refuse_link(handles[-1], parts[-1], name)
        if not stat.S_ISREG(kind):  # a device is not even opened
            raise InvalidInput("directory" if stat.S_ISDIR(kind) else "not-regular", name)
        return _content(os.open(parts[-1], _FILE, dir_fd=handles[-1]), name, max_bytes)
    finally:
        for handle in handles:
            os.close(handle)


def _refuse_link(folder: int, part: str, name: str) -> int:
    kind = os.stat(part, dir_fd=folder, follow_symlinks=False).st_mode
    if stat.S_ISLNK(kind):
        raise InvalidInput("link", name)
    return kind


def _content(handle: int, name: str, max_bytes: int) -> bytes:
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise InvalidInput("not-regular", name)
        data = stream.read(max_bytes + 1) if status.st_size <= max_bytes else b""
        size = max(status.st_size, len(data))
        if size > max_bytes:
            raise InvalidInput("too-large", name, facts={"size": f"{size:,}", "limit": f"{max_bytes:,}"})
        return data


def _unreadable(name: str, error: OSError) -> InvalidInput:
    return InvalidInput("unreadable", name, facts={"reason": error.strerror or str(error)})
