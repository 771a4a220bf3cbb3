"""Repeals in real laws and plans, against a sample of 100 checked by hand (`tests/gold/registers/repeals.json`)."""

from __future__ import annotations

import json
from pathlib import Path

from alignment.force.events import events_of
from alignment.reading.segment import segment
from revtrack.ingest.split import split

GOLD = Path(__file__).parents[1] / "gold" / "registers" / "repeals.json"
#: Documents that the seeds end, by file.
SEEDS = {"002": 16, "000": 0, "001": 0, "003": 0, "004": 0}


def repealed(text: str) -> list[str]:
    return [one.title for one in events_of(segment(text, "new")) if one.kind == "repeal" and not one.part]


def test_repeals_of_a_hundred_laws_are_found_and_no_others(evaluation: Path) -> None:
    told = json.loads(GOLD.read_text("utf-8"))
    right = found = wanted = 0
    for name, titles in told.items():
        read = set(repealed((evaluation / "laws" / name).read_text("utf-8")))
        right, found, wanted = right + len(read & set(titles)), found + len(read), wanted + len(set(titles))
    assert len(told) == 100
    assert right / found >= 0.97
    assert right / wanted >= 0.97


def test_everything_that_the_seeds_end_is_found_and_a_permit_is_none(evaluation: Path) -> None:
    for number, count in SEEDS.items():
        (file,) = (evaluation / "seeds").glob(f"{number}_*.txt")
        read = [title for one in split(file.read_text("utf-8")) for title in repealed(one.text)]
        assert len(read) == count, number
