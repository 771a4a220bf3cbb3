"""What is installed: Python's libraries at versions that we take, git, SQLite, and what brings more."""

from __future__ import annotations

import platform
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Generator, Mapping
from contextlib import closing
from importlib import import_module, metadata
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from revtrack import __version__
from revtrack.doctor.model import Area, Finding, Health, Sign

#: Before this git nothing is forced onto the disk by `core.fsync`.
_GIT = (2, 36)
#: What each extra brings, by the module that shows that it works.
_SHOWN_BY: Mapping[str, str] = {
    "postgres": "psycopg",
    "pdf": "weasyprint",
    "ocr": "rapidocr",
    "browser": "playwright",
    "mcp": "mcp",
    "parquet": "pyarrow",
}


class _Tool(NamedTuple):
    """A program of the system that is used where it is there, and Debian's packages with it."""

    programs: tuple[str, ...]
    packages: str


_TOOLS: Mapping[str, _Tool] = {
    "libreoffice": _Tool(("soffice", "libreoffice"), "libreoffice-writer-nogui libreoffice-calc-nogui"),
    "tesseract": _Tool(("tesseract",), "tesseract-ocr tesseract-ocr-chi-sim"),
    "chromium": _Tool(("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"), "chromium"),
}


def examine_program() -> Generator[Finding]:
    """The program, its libraries, git and SQLite."""
    facts = {"version": __version__, "python": platform.python_version(), "system": platform.platform(terse=True)}
    yield Finding(Area.PROGRAM, Health.OK, Sign.PROGRAM, facts)
    faults = list(_libraries(""))
    wanted = sum(1 for one in _requirements() if _asked(one, ""))
    yield from faults or [Finding(Area.PROGRAM, Health.OK, Sign.LIBRARIES, {"count": str(wanted)})]
    yield _git()
    lacking = _without_fts5()
    sqlite = {"version": sqlite3.sqlite_version, "reason": lacking}
    yield Finding(
        Area.PROGRAM, *((Health.FAULT, Sign.SQLITE_LACKS) if lacking else (Health.OK, Sign.SQLITE)), facts=sqlite
    )


def examine_extras(needed: Mapping[str, str]) -> Generator[Finding]:
    """Extras and programs of the system; `needed` names those without which something set does not work, and what."""
    for extra, module in _SHOWN_BY.items():
        facts = {"extra": extra, "setting": needed.get(extra, "")}
        lacking = [one for one in _libraries(extra) if one.sign is Sign.LIBRARY_MISSING]
        if lacking:
            health, sign = (Health.FAULT, Sign.EXTRA_NEEDED) if extra in needed else (Health.NOTE, Sign.EXTRA_MISSING)
            yield Finding(Area.EXTRAS, health, sign, facts)
            continue
        yield from _libraries(extra)
        reason = _broken(module)
        health = Health.OK if not reason else Health.FAULT if extra in needed else Health.WARNING
        sign = Sign.EXTRA_BROKEN if reason else Sign.EXTRA
        yield Finding(Area.EXTRAS, health, sign, {**facts, "reason": reason})
    for name, tool in _TOOLS.items():
        path = next(filter(None, map(shutil.which, tool.programs)), "")
        facts = {"tool": name, "path": path, "packages": tool.packages}
        needed_here = name == "chromium" and "browser" in needed
        missing = Health.FAULT if needed_here else Health.NOTE
        yield Finding(Area.EXTRAS, Health.OK if path else missing, Sign.TOOL if path else Sign.TOOL_MISSING, facts)


def _requirements() -> list[Requirement]:
    try:
        return [Requirement(line) for line in metadata.requires("revtrack") or ()]
    except metadata.PackageNotFoundError:  # a checkout that nobody installed
        return []


def _asked(one: Requirement, extra: str) -> bool:
    """Whether something is required by the program itself (""), or by an extra and not without it."""
    without = one.marker is None or one.marker.evaluate({"extra": ""})
    if not extra:
        return without
    return not without and one.marker is not None and one.marker.evaluate({"extra": extra})


def _libraries(extra: str) -> Generator[Finding]:
    """Those that lack, or stand at a version that we do not take."""
    area = Area.EXTRAS if extra else Area.PROGRAM
    for one in _requirements():
        if not _asked(one, extra):
            continue
        facts = {"name": canonicalize_name(one.name), "wanted": str(one.specifier)}
        try:
            found = metadata.version(one.name)
        except metadata.PackageNotFoundError:
            yield Finding(area, Health.FAULT, Sign.LIBRARY_MISSING, facts)
            continue
        if not one.specifier.contains(found, prereleases=True):
            yield Finding(area, Health.WARNING, Sign.LIBRARY_OTHER, {**facts, "found": found})


def _broken(module: str) -> str:
    """Why a module cannot be loaded, "" where it can."""
    try:
        import_module(module)
    except Exception as error:  # noqa: BLE001 -- whatever keeps a library from loading is what is asked for
        return " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return ""


def _git() -> Finding:
    program = shutil.which("git")
    if not program:
        return Finding(Area.PROGRAM, Health.FAULT, Sign.GIT_MISSING)
    said = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=20)  # noqa: S603
    found = re.search(r"(?<!\d)(\d{1,4})\.(\d{1,4})(?:\.\d{1,6}){0,4}", said.stdout.decode("utf-8", "replace"))
    if not found:
        return Finding(Area.PROGRAM, Health.FAULT, Sign.GIT_MISSING)
    old = (int(found[1]), int(found[2])) < _GIT
    facts = {"version": found[0], "least": ".".join(map(str, _GIT))}
    return Finding(Area.PROGRAM, Health.WARNING if old else Health.OK, Sign.GIT_OLD if old else Sign.GIT, facts)


def _without_fts5() -> str:
    """Why SQLite has no full-text search, "" where it has."""
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words, content='', tokenize='unicode61')")
    except sqlite3.Error as error:
        return str(error)
    return ""
