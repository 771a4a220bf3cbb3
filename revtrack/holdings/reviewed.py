"""A review as it stands in one comparison, and what tells that a sentence is the one that was reviewed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from alignment.reading.normalize import fold
from corpus_repo import Review

#: An edited sentence shares at least this much with the one that was reviewed; below, it is another sentence.
EDITED = 0.6

Pair = tuple[str, str]


class Standing(StrEnum):
    """Whether a review still holds."""

    HOLDS = "holds"
    CARRIED = "carried"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review came to in one comparison: where it stands, and what it is about there.

    `pair` are sentence ids ("" for a side that has none); `change` is the number of the obligation change in the
    comparison, from 0, -1 where there is none; `entry` the id of another difference in its account, "" for none.
    """

    review: Review
    standing: Standing
    pair: Pair = ("", "")
    change: int = -1
    entry: str = ""


def digest_of(text: str) -> str:
    """The key of a sentence: the hash of its folded text."""
    return hashlib.sha256(fold(text).encode("utf-8", "surrogatepass")).hexdigest()[:32]
