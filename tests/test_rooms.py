"""The rooms of the house: documents and tests say and mirror what there is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("alignment", "corpus_repo", "revtrack", "web")
#: Modules that only declare: what they declare is held against the rest by `test_lists.py`.
DECLARED = frozenset(("corpus_repo/answers.py", "corpus_repo/columns.py"))
#: Programs of the tests: they test no module, but measure all of them.
SUITES = ("alignment/mutations",)
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def rooms() -> list[str]:
    """Every folder with modules, steps of migrations aside."""
    found = {
        path.parent.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py")
    }
    return sorted(room for room in found if "migrations" not in room)


def modules(room: str) -> list[str]:
    return sorted(path.name for path in (ROOT / room).glob("*.py") if path.name != "__init__.py")


def said(room: str) -> str:
    """What a room says of itself: the first sentence of its docstring."""
    text = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8"))) or ""
    return re.split(r"(?<=\.)\s|\n\n", text.replace("\n", " ").strip())[0].rstrip(".")


def table(heading: str) -> dict[str, list[str]]:
    """The rows of the table below a heading, by their first cell."""
    section = ARCHITECTURE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return {cells[0].strip("`"): cells[1:] for cells in rows[2:]}


def test_the_table_of_rooms_is_what_there_is_and_says_what_the_rooms_say() -> None:
    told = {room.rstrip("/"): cells[0] for room, cells in table("Rooms").items()}
    assert list(told) == rooms()
    assert {room: text for room, text in told.items() if text != said(room)} == {}


def test_every_module_that_the_document_names_is_there() -> None:
    names = set(re.findall(r"(?<![\w/])((?:[a-z_0-9]+/)*[a-z_0-9]+\.py)\b", ARCHITECTURE))
    there = {path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    there |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}
    assert sorted(name for name in names if not any(one == name or one.endswith(f"/{name}") for one in there)) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_tests_stand_as_what_they_test(package: str) -> None:
    folders = {path.parent.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests" / package).rglob("*.py")}
    assert {folder for folder in folders if not folder.startswith(SUITES)} <= set(rooms())


def without_a_test(room: str) -> list[str]:
    """The modules of a room that have no test file of their own, other than those that only declare."""
    return [
        name
        for name in modules(room)
        if f"{room}/{name}" not in DECLARED and not (ROOT / "tests" / room / f"test_{name}").is_file()
    ]


@pytest.mark.parametrize("room", [room for room in rooms() if room.startswith("corpus_repo")])
def test_each_module_of_the_store_has_its_tests(room: str) -> None:
    # what a room shares within itself is tested by what it serves
    assert [name for name in without_a_test(room) if (room, name) != ("corpus_repo/queries", "asking.py")] == []
