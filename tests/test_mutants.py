"""The mutants of `alignment/`: what each operator makes of a line, that a seed repeats, that a deadly one dies."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.__main__ import EXCUSED, ROOT, draw
from tests.mutants.operators import mutants_of


@pytest.mark.parametrize(
    ("line", "operator", "mutated"),
    [
        ("x = a == b", "comparison", "x = a != b"),
        ("x = a < b", "boundary", "x = a <= b"),
        ("x = a < b", "comparison", "x = a >= b"),
        ("x = 市 in b", "comparison", "x = 市 not in b"),
        ("x = 3", "constant", "x = 4"),
        ("x = True", "constant", "x = False"),
        ("x = 0.5", "constant", "x = 0.8"),
        ("x = a and b", "branch", "x = (a) or (b)"),
        ("x = 1 if a else 2", "branch", "x = 1 if not (a) else 2"),
        ("f('区', a)", "dropped call", "pass"),
    ],
)
def test_each_operator_changes_a_line(line: str, operator: str, mutated: str) -> None:
    source = line.encode()
    found = {mutant.put_into(source).decode() for mutant in mutants_of("m.py", source) if mutant.operator == operator}
    assert mutated in found


def test_what_a_function_gives_back_is_taken_from_it() -> None:
    source = b"def f() -> int:\n    return g()\n"
    assert {mutant.put_into(source) for mutant in mutants_of("m.py", source)} == {b"def f() -> int:\n    return None\n"}


def test_words_about_the_code_are_left_alone() -> None:
    assert not list(mutants_of("m.py", b'"""Three things."""\nx: Literal[1]\n'))


@pytest.mark.long
def test_a_seed_draws_the_same_mutants_and_each_is_python() -> None:
    drawn = draw(3, 60)
    assert [one.name for one in drawn] == [one.name for one in draw(3, 60)]
    assert len({one.operator for one in drawn}) >= 5
    for one in drawn:
        ast.parse(one.put_into(Path(ROOT, one.path).read_bytes()))


def test_no_more_is_excused_than_a_twentieth_of_a_draw() -> None:
    lines = EXCUSED.read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line and not line.startswith("#")]) <= 15
