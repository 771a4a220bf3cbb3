"""The end of a process that was told to end: what takes too long is cut off, as a kill would, which loses nothing."""

from __future__ import annotations

import os
import threading

#: So many seconds after SIGTERM a process is gone, whatever it was doing.
SECONDS = 9.0


def cut_off(seconds: float = SECONDS, code: int = 0) -> None:
    """End this process in so many seconds, if it has not ended by itself; `code` is its exit code then.

    Everything that is kept is kept in one step, so that a process may be cut off between any two.
    """
    timer = threading.Timer(seconds, os._exit, (code,))
    timer.daemon = True
    timer.start()
