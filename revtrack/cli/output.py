"""Standard output and standard error, which may close at any time."""

from __future__ import annotations

import contextlib
import errno
import os
import sys

from revtrack.errors import OperationFailed


def write_stdout(text: str) -> None:
    """Writes UTF-8 to standard output. A reader that went away is no error; a full disk is `OperationFailed`."""
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] -- None where the caller closed it
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except OSError as error:
        _abandon_stdout()
        if error.errno not in {errno.EPIPE, errno.EINVAL}:
            raise OperationFailed("write", "stdout", facts={"reason": error.strerror or str(error)}) from error


def _abandon_stdout() -> None:
    """Points standard output nowhere, so that the interpreter's last flush does not fail a second time."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def stderr_line(line: str) -> None:
    """One line for people on standard error; what it quotes may hold anything, and nobody may be listening."""
    from revtrack.export.unseen import show_unseen

    with contextlib.suppress(OSError, ValueError, AttributeError):
        shown = show_unseen(line).replace("\n", "‹U+000A›")
        sys.stderr.buffer.write(f"{shown}\n".encode("utf-8", "replace"))
        sys.stderr.buffer.flush()
