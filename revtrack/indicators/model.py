"""What became of one measured thing: its values, how each differs from the one before, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from corpus_repo.answers import TargetHit, TargetRow, TargetText


class Turn(StrEnum):
    """How a value differs from the one before it on its line. `words`: words took the place of a number; `number`: a
    number took the place of words; `undated`: another value, where nothing tells which came first; `dropped`: a later
    text of the same name and place has it no more."""

    FIRST = "first"
    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"
    BOUND = "bound"
    UNIT = "unit"
    WORDS = "words"
    NUMBER = "number"
    UNDATED = "undated"
    DROPPED = "dropped"


class Doubt(StrEnum):
    """What does not fit: `two-values` for one year in one scope and place; `below-city`: a district asks less than its
    city for the same year."""

    TWO_VALUES = "two-values"
    BELOW_CITY = "below-city"


@dataclass(frozen=True, slots=True)
class Step:
    """A value on a line, with how it differs from the one before; of `dropped` the text that has it no more, and the
    value that it had."""

    turn: Turn
    text: TargetText
    hit: TargetHit


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a measured thing in one place (by metadata, issuer or title; else of one issuer), at its level and in
    one scope, the earliest year first."""

    place: str
    level: str
    scope: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Two values that do not fit together, the one of the older text first (of below-city, that of the city)."""

    doubt: Doubt
    year: int
    one: TargetHit
    other: TargetHit


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measured thing: the key of its name, the names that texts give it, its lines and what is doubtful."""

    key: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    doubts: tuple[Doubtful, ...]


def value_of(target: TargetRow) -> Fraction | None:
    """The value of a target, None for words in place of one."""
    return Fraction(target.value) if target.value else None


def bare_of(target: TargetRow) -> str:
    """The number of a target with bound and unit, without the verb in front: 60%以上."""
    return target.written.lstrip("达到至为共")


def year_of(hit: TargetHit) -> int:
    """The year by which a target holds, else that of its text; 0 where neither is known."""
    if hit.target.year:
        return hit.target.year
    return int(hit.text.date[:4]) if hit.text.date[:4].isdigit() else 0
