"""Bounds that keep every input, however hostile, from stalling a comparison."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What the library will do at most; beyond a bound it does the coarser thing and says so.

    `max_depth`: levels of numbering that nest; deeper ones stay flat.
    `max_matrix`: pairs of sentences that are compared one by one; beyond it candidates come from an n-gram index.
    `candidates`: counterparts looked at for each sentence when they come from the index.
    `max_sentence`: characters of a sentence; a longer one is cut at the next comma, or hard.
    `max_line`: characters of a line before it is reported.
    `max_sentences`: sentences of both texts; more are not compared, which is said (`TooLong`).
    `max_steps`: steps of a comparison (`Steps`); one that needs more is given up, which is said (`TooMuchWork`).
    """

    max_depth: int = 10
    max_matrix: int = 250_000
    candidates: int = 12
    max_sentence: int = 2_000
    max_line: int = 20_000
    max_sentences: int = 60_000
    max_steps: int = 500_000


class TooLong(ValueError):
    """Two texts of more sentences than may be compared; `sentences` is how many both have."""

    def __init__(self, sentences: int, limit: int) -> None:
        self.sentences = sentences
        self.limit = limit
        super().__init__(f"{sentences:,} sentences to compare, at most {limit:,}")


class TooMuchWork(ValueError):
    """A comparison that takes more steps than it may; `limit` is how many that is."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"comparing takes more than {limit:,} steps")


class Steps:
    """Counts the work of one comparison. Work is counted, not timed, so that a result never depends on the machine.

    A step is about what weighing a pair of sentences costs: some 0.1 to 0.2 ms.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.taken = 0.0

    def take(self, times: float, *, to_a_step: int = 1) -> None:
        """Count work that is about to be done, so many `times` of a kind of which so many make a step.

        Raises `TooMuchWork` where that is more than is left.
        """
        self.taken += times / to_a_step
        if self.taken > self.limit:
            raise TooMuchWork(self.limit)
