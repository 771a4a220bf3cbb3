"""A PostgreSQL server for the tests of what is kept in databases."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def initdb() -> str:
    """The program that makes a server's folder; "" where the machine has none."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return shutil.which("initdb") or (str(binaries[-1]) if binaries else "")


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server of its own."""
    program = initdb()
    programs = Path(program).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="revtrack-pg-"))
    user: dict[str, Any] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        user = {"user": "nobody", "group": "nogroup"}
        shutil.chown(folder, **user)

    def run(*command: str | Path) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        subprocess.run(command, check=True, **quiet, **user)

    data = folder / "data"
    run(program, "-D", data, "-U", "revtrack", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust")
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    run(programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
    yield f"postgresql+psycopg://revtrack@/postgres?host={folder}"
    run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    shutil.rmtree(folder)
