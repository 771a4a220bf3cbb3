"""Targets of plans against lists made by hand (`tests/gold/registers/indicators.json`).

A list says [what is measured in a word, the number with its unit, its bound] for each target of some lines of a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alignment.indicators.model import Target
from alignment.indicators.of_text import targets_of
from alignment.reading.flat import flatten
from alignment.reading.segment import segment
from revtrack.indicators.model import Row, Turn
from revtrack.service import Tracker
from revtrack.settings import load_settings

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


@pytest.fixture(scope="module")
def seeds(evaluation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """A corpus of two of the seed files, their targets read."""
    with Tracker(load_settings(), tmp_path_factory.mktemp("seeds") / "home") as tracker:
        tracker.init()
        for number in ("002", "003"):
            (file,) = (evaluation / "seeds").glob(f"{number}_*.txt")
            tracker.add([file], believed=True)
        tracker.read_targets()
        yield tracker


def values(row: Row) -> list[tuple[int, str, Turn]]:
    return [(step.hit.target.year, step.hit.target.value, step.turn) for step in row.steps]


def test_a_yearly_value_stands_before_that_of_the_five_years(seeds: Tracker) -> None:
    """P24: the same thing under three names, and not the patents that are counted otherwise."""
    (row,) = seeds.indicator("每万人高价值发明专利").indicator.rows
    assert values(row) == [(2023, "11/20", Turn.FIRST), (2025, "3/5", Turn.HIGHER), (2025, "3/5", Turn.BOUND)]
    (other,) = seeds.indicator("每万人有效发明专利数").indicator.rows
    assert [value for _, value, _ in values(other)] == ["9/5"]


def test_a_line_of_plans_has_what_city_and_districts_are_to_reach(seeds: Tracker) -> None:
    """P16: two years of all-online services in two scopes; the hours at the border are the same with another word."""
    found = {
        row.scope: {value for _, value, _ in values(row)} for row in seeds.indicator("全程网办事项比例").indicator.rows
    }
    assert found == {"市": {"9/10", "19/20"}, "区": {"4/5", "9/10"}}
    (hours,) = seeds.indicator("进口整体通关时间").indicator.rows
    assert [(value, turn) for _, value, turn in values(hours)] == [("30", Turn.FIRST), ("30", Turn.SAME)]
