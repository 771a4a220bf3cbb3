"""The training of decisions: the regression that it fits, what it leaves out, what it keeps."""

from __future__ import annotations

import numpy as np
import pytest

from alignment.linking.evidence import NAMES
from alignment.linking.learned import Regression
from benchmarks import linking


def sample(count: int = 400, seed: int = 5) -> linking.Sample:
    """Rows whose answer depends on the first column only."""
    draw = np.random.default_rng(seed)
    table = draw.normal(size=(count, 3)) * np.array([1.0, 5.0, 1.0]) + np.array([0.0, 10.0, 0.0])
    chances = 1 / (1 + np.exp(-(2 * table[:, 0] - 1)))
    return linking.Sample(table, (draw.random(count) < chances).astype(np.float64))


def test_a_fit_finds_the_column_that_matters_and_is_calibrated() -> None:
    one = sample(4000)
    found = linking.fit([one])
    slopes = found.weights / found.scales
    assert slopes[0] == pytest.approx(2, abs=0.25)
    assert abs(slopes[1]) < 0.05
    chances = found.probability(one.table)
    assert chances.mean() == pytest.approx(one.answers.mean(), abs=0.01)


def test_a_fit_is_the_same_each_time_and_from_wherever_it_begins() -> None:
    first, again = (linking.fit([sample(), sample(seed=6)]) for _ in range(2))
    assert first.weights.tolist() == again.weights.tolist()
    begun = linking.fit([sample(), sample(seed=6)], Regression(first.means, first.scales, np.zeros(3), 0.0))
    assert begun.weights.tolist() == pytest.approx(first.weights.tolist(), abs=1e-4)


def test_a_column_that_never_varies_has_no_weight() -> None:
    one = sample()
    table = np.hstack([one.table, np.full((len(one.table), 1), 7.0)])
    assert linking.fit([linking.Sample(table, one.answers)]).weights[-1] == pytest.approx(0)


def test_the_kept_table_names_its_evidence_and_every_decision() -> None:
    width = len(NAMES)
    one = Regression(np.zeros(width), np.ones(width), np.full(width, 1 / 3), 0.123456)
    table = linking.as_table({(question, genre): one for question in linking.QUESTIONS for genre in linking.GENRES})
    assert tuple(table["evidence"]) == NAMES
    assert table["best"]["article"]["constant"] == 0.1235
    assert set(table["further"]["heading"]["weights"]) == {0.3333}
