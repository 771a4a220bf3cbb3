"""A file that is replaced whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from revtrack.errors import InvalidInput, OperationFailed


def write_file(path: Path, text: str, *, inputs: Iterable[str] = ()) -> None:
    """Writes `text` as UTF-8 to `path`, through a temporary file beside it and a rename.

    A symbolic link is followed; a device or pipe is written to directly. Raises `InvalidInput` where the target is a
    folder or one of the `inputs`, `OperationFailed` where it cannot be written; then the old file is untouched.
    """
    write_bytes(path, text.encode("utf-8", "replace"), inputs=inputs)


def write_bytes(path: Path, data: bytes, *, inputs: Iterable[str] = ()) -> None:
    """`write_file` for bytes as they are."""
    check_target(path, inputs)
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            with target.open("wb") as stream:
                stream.write(data)
            return
        _replace(target, data)
    except OSError as error:
        raise OperationFailed("write", str(path), facts={"reason": error.strerror or str(error)}) from error


def check_target(path: Path, inputs: Iterable[str] = ()) -> None:
    """Refuses a target that is a folder or one of the inputs, before any work is done for it."""
    if path.is_dir():
        raise InvalidInput("output-directory", str(path))
    if any(_is_same(Path(name), path) for name in inputs):
        raise InvalidInput("output-is-input", str(path))


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names mean one regular file; a device may well be read and written."""
    try:
        return one.samefile(other) and stat.S_ISREG(other.stat().st_mode)
    except (OSError, ValueError):
        return False


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{target.name[:100]}.{os.urandom(6).hex()}.tmp")
    # O_EXCL: never through a file or link that someone put there.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
