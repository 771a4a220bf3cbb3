"""The exit codes of every command: a contract with scripts, documented in the README."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
DIFFERENCES: Final = 1  # `compare --exit-code`: a clause or an obligation differs
INPUT: Final = 2  # the input or the command line is at fault
OPERATION: Final = 3  # the world is at fault: an output that cannot be written, a full disk
BUG: Final = 70  # we are at fault; the trace is in the log
INTERRUPTED: Final = 130
