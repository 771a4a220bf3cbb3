"""Fuzzing in small: seeds, what was found once, and a few mutated inputs of each target; `make fuzz` runs for long."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutating import LARGEST, mutated
from tests.fuzz.targets import CORPUS, FOUND, TARGETS
from tests.fuzz.working import MEGABYTES, SECONDS

ROOT = Path(__file__).resolve().parents[1]
#: Mutated inputs of each target in `make test`.
FEW = 40


@pytest.mark.parametrize("name", TARGETS)
def test_a_few_mutated_inputs_break_nothing(name: str) -> None:
    target = TARGETS[name]
    for number in range(len(target.seeds()) + FEW):
        target.check(target.input(name, 20_311, number))


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.bin")), ids=lambda path: path.stem)
def test_what_was_found_once_breaks_nothing_any_more(path: Path) -> None:
    name = path.stem.rpartition("-")[0]
    target = next(target for known, target in TARGETS.items() if known.replace(" ", "-") == name)
    target.check(path.read_bytes())


PIECES = st.sampled_from(
    [line.encode() for path in sorted(CORPUS.glob("*.txt")) for line in path.read_text("utf-8").splitlines() if line]
)


@given(st.lists(PIECES, max_size=6), st.lists(PIECES, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_lines_in_any_order_compare_to_themselves_and_balance(old: list[bytes], new: list[bytes]) -> None:
    TARGETS["itself"].check(b"\n".join(old))
    TARGETS["another"].check(b"\n".join(old) + b"\x1e" + b"\n".join(new))


def test_an_input_is_made_again_by_its_number() -> None:
    for name, target in TARGETS.items():
        made = [target.input(name, 7, number) for number in range(30)]
        assert made == [target.input(name, 7, number) for number in range(30)]
        assert len(set(made)) > 15, name


def test_mutations_are_bounded() -> None:
    seeds = [b"a" * LARGEST, b"\x00" * 10]
    assert all(len(mutated(seeds, Random(at))) <= LARGEST for at in range(500))  # noqa: S311


def test_the_bounds_are_those_that_are_promised() -> None:
    said = (ROOT / "SECURITY.md").read_text("utf-8")
    assert f"{SECONDS} seconds" in said
    assert MEGABYTES == 1_000
    assert "1 GB" in said
