"""The command `revtrack`: that of the command line, with the commands that serve pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from revtrack.cli import main as cli
from revtrack.cli.lazily import MODULES

MODULES["web.serving"] = ("serve", "demo")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code."""
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
