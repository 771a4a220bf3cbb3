"""Modules with one job and classes that can be read at a sitting: how long they may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("alignment", "corpus_repo", "revtrack", "web")
LINES, CLASS_LINES, FUNCTION_LINES = 500, 300, 60
#: A file that is longer all the same says why in its first line.
REASON = "long because"
#: What is being rebuilt and will be cut then; a name that is short again is to be taken off.
BEING_REBUILT = frozenset(
    (
        "alignment/amending/check.py",
        "alignment/amending/steps.py",
        "alignment/reading/segment.py",
    )
)


def sources() -> Iterator[str]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name not in BEING_REBUILT:
                yield name


def too_long(name: str, text: str) -> list[str]:
    """What of a source is longer than it may be."""
    lines = text.splitlines()
    faults: list[str] = []
    if len(lines) > LINES and REASON not in lines[0]:
        faults.append(f"{name}: {len(lines)} lines")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > (CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES):
                faults.append(f"{name}: {node.name} has {length} lines")
    return faults


@pytest.mark.parametrize("name", tuple(sources()))
def test_a_module_can_be_read_at_a_sitting(name: str) -> None:
    assert too_long(name, (ROOT / name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('"""Short."""\n', 0),
        ('"""Words."""\n' + "x = 1\n" * 500, 1),
        ('"""Words; long because one table is easier to keep than two."""\n' + "x = 1\n" * 500, 0),
        ("class A:\n" + "    x = 1\n" * 300, 1),
        ("def f():\n" + "    x = 1\n" * 60, 1),
    ],
)
def test_what_is_too_long_is_seen(text: str, faults: int) -> None:
    assert len(too_long("a.py", text)) == faults
