"""Targets of plans against lists made by hand (`tests/gold/registers/indicators.json`).

A list says [what is measured in a word, the number with its unit, its bound] for each target of some lines of a file.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from alignment.indicators.model import Target
from alignment.indicators.of_text import targets_of
from alignment.reading.flat import flatten
from alignment.reading.segment import segment

GOLD: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "gold" / "registers" / "indicators.json").read_text("utf-8")
)


def read(evaluation: Path, told: dict[str, Any]) -> list[Target]:
    (file,) = (evaluation / "seeds").glob(f"{told['file']}_*.txt")
    first, last = told["lines"]
    text = "\n".join(file.read_text("utf-8").splitlines()[first - 1 : last])
    return [one for one in targets_of(segment(text, "new"), told["title"]) if one.bound != "words"]


def matched(found: list[Target], wanted: list[list[str]]) -> dict[int, int]:
    """Which of those found is which of those wanted: the same thing, number, unit and bound."""
    pairs: dict[int, int] = {}
    for at, one in enumerate(found):
        number = re.sub(r"[\s,]", "", flatten(one.written)).replace("~", "-")
        for other, (name, value, bound) in enumerate(wanted):
            if other in pairs.values() or bound != one.bound or name not in one.scope + flatten(one.name):
                continue
            if re.search(rf"(?<![\d.]){re.escape(value)}", number):
                pairs[at] = other
                break
    return pairs


@pytest.mark.parametrize("name", sorted(GOLD))
def test_the_targets_of_a_plan_are_found_and_no_others(evaluation: Path, name: str) -> None:
    told = GOLD[name]
    found = read(evaluation, told)
    right = len(matched(found, told["targets"]))
    assert right / len(found) >= 0.9
    assert right / len(told["targets"]) >= 0.85
    if told["year"]:
        assert [one.year for one in found].count(told["year"]) >= 0.9 * len(found)
