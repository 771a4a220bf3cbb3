"""Duties of paragraphs that somebody else annotated before they were read (`tests/gold/registers/duties.json`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gold import duties

#: What was measured when the set was taken in, less a hundredth or two: (duties, bearers with role, deadlines,
#: recipients, conditions).
LEAST = {"F": (0.94, 0.85, 0.93, 0.82, 0.83), "G": (0.92, 0.91, 0.91, 0.79, 0.85)}
FIELDS = ("duties", "bearers+role", "deadline", "recipient", "condition")


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, item in value.items():
                yield from strings(item) if name != "file" else ()
        case list():
            for item in value:
                yield from strings(item)
        case _:
            pass


def test_the_truth_holds_places_and_no_words() -> None:
    assert [words for words in strings(duties.held()) if re.search(r"[\u4e00-\u9fff]{5}", words)] == []
    assert len(json.dumps(duties.held())) < 400_000


def test_every_place_is_in_its_text(evaluation: Path) -> None:
    found = duties.truth(evaluation)["paragraphs"]
    assert len(found) == 179
    for one in found:
        flat = one["text"].replace("\n", "")
        assert len(flat) > 10, one["id"]
        for duty in one["duties"]:
            assert duty["quote"], one["id"]
            assert duty["quote"] in flat
            assert all(bearer["name"] for bearer in duty["bearers"])


@pytest.mark.parametrize("begins", sorted(LEAST))
def test_duties_of_paragraphs_are_read_as_well_as_when_they_were_measured(evaluation: Path, begins: str) -> None:
    found = duties.scores(evaluation, begins)
    for field, least in zip(FIELDS, LEAST[begins], strict=True):
        assert found[field]["f1"] >= least, field


def test_the_development_set_keeps_its_bar(evaluation: Path) -> None:
    gold = json.loads((evaluation / "gold" / "duties_dev.json").read_text(encoding="utf-8"))
    score_duties = duties.scorer(evaluation, "score_duties")
    found = score_duties.summary(score_duties.score(gold, duties.readings(gold))[0])
    assert found["duties"]["f1"] >= 0.92
    assert found["bearers+role"]["f1"] >= 0.85
    assert found["deadline"]["f1"] >= 0.90
    assert found["recipient"]["f1"] >= 0.80
    assert found["quantities"]["f1"] >= 0.90
    assert found["condition"]["f1"] >= 0.75
    assert found["polarity"]["accuracy"] >= 0.99
