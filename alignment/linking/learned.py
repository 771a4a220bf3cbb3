"""The learned decisions: how likely two sentences correspond, by logistic regressions trained on annotations.

`benchmarks/linking.py` trains them and says how right they are; `trained/links.json` holds the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from alignment.knowledge import read_trained
from alignment.linking.evidence import NAMES, Floats, Place

#: What is asked: whether the likeliest counterpart is one, and whether a further one is too.
Question = Literal["best", "further"]
#: What the sentences are: those of articles of law, those of other texts, headings.
Genre = Literal["article", "text", "heading"]
#: From which probability on a link is told.
THRESHOLDS: Mapping[tuple[Question, Genre], float] = {
    ("best", "article"): 0.35,
    ("best", "text"): 0.35,
    ("best", "heading"): 0.35,
    ("further", "article"): 0.45,
    ("further", "text"): 0.45,
    ("further", "heading"): 0.45,
}


@dataclass(frozen=True)
class Regression:
    """A logistic regression over standardised evidence: a weight a column, and a constant."""

    means: Floats
    scales: Floats
    weights: Floats
    constant: float

    def probability(self, table: Floats) -> NDArray[np.float64]:
        """The probability of each row, strictly between 0 and 1."""
        sums = ((table - self.means) / self.scales) @ self.weights + self.constant
        return 1 / (1 + np.exp(-np.clip(sums, -30, 30)))


class Judge:
    """Answers the questions by the regressions that it is given, one for each question and genre."""

    def __init__(self, regressions: Mapping[tuple[Question, Genre], Regression]) -> None:
        self._regressions = regressions

    def probabilities(
        self,
        question: Question,
        genre: Genre,
        pairs: Sequence[Place],  # noqa: ARG002 - what the rows are of, for a judge that keeps what it is asked
        table: Floats,
    ) -> NDArray[np.float64]:
        """How likely each of the pairs is a link, given the evidence for each."""
        return self._regressions[question, genre].probability(table)


@cache
def shipped_judge() -> Judge:
    """The decisions that come with the package.

    Raises:
        ValueError: the weights were trained on other evidence than is weighed now.
    """
    trained = read_trained("links")
    if tuple(trained["evidence"]) != NAMES:
        raise ValueError("trained/links.json is of other evidence: train anew, python -m benchmarks.linking --write")
    regressions: dict[tuple[Question, Genre], Regression] = {}
    for question in ("best", "further"):
        for genre in ("article", "text", "heading"):
            held = trained[question][genre]
            arrays = (np.array(held[key], dtype=np.float64) for key in ("means", "scales", "weights"))
            regressions[question, genre] = Regression(*arrays, constant=float(held["constant"]))
    return Judge(regressions)
