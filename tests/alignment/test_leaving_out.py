"""What is left out of a text is told: numbers always, all else but for headings and words that carry nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.alignment.leaving_out import Silent, silent

TEXTS = Path(__file__).parents[1] / "gold" / "texts"
#: Proofs by which nearly all silent words went when the texts were last looked through; see the module.
SHARE = 0.15


@pytest.fixture(scope="module", params=["own_plan_markets_old", "own_measures_baths_new"])
def found(request: pytest.FixtureRequest) -> list[Silent]:
    return list(silent((TEXTS / f"{request.param}.txt").read_text("utf-8"), 7, 80))


def test_a_number_that_is_left_out_is_told(found: list[Silent]) -> None:
    within = [one for one in found if re.search(r"[0-9]", one.words) and one.before.strip() and "\n" not in one.before]
    assert [str(one) for one in within] == []


def test_few_words_carry_nothing(found: list[Silent]) -> None:
    assert len(found) <= SHARE * 80, "\n".join(map(str, found))
    assert all(one.proofs for one in found)
