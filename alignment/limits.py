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
    """

    max_depth: int = 10
    max_matrix: int = 250_000
    candidates: int = 12
    max_sentence: int = 2_000
    max_line: int = 20_000
    max_sentences: int = 60_000


class TooLong(ValueError):
    """Two texts of more sentences than may be compared; `sentences` is how many both have."""

    def __init__(self, sentences: int, limit: int) -> None:
        self.sentences = sentences
        self.limit = limit
        super().__init__(f"{sentences:,} sentences to compare, at most {limit:,}")
