"""What a comparison tells of a draw: whether a change is told and named, whether a rewriting is taken for a change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from alignment import compare
from alignment.model import Comparison, Entry, Obligation, ObligationChange
from tests.alignment.mutations.drawing import Draw
from tests.alignment.mutations.truth import Reading, Truth

_BLANK = re.compile(r"[\s，、；。：]+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a comparison tells, a row of a duty or an entry of other substance, with the words of each side."""

    shown: str
    change: str
    fields: dict[str, str]
    entry: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A draw with what was said of it. A rewriting is told where anything was said."""

    draw: Draw
    said: tuple[Said, ...]
    told: bool
    named: bool


@dataclass(slots=True)
class Tally:
    """How many draws of a kind, how many of them told, how many named."""

    draws: int = 0
    told: int = 0
    named: int = 0
    kinds: dict[str, Tally] = field(default_factory=dict[str, "Tally"])

    def add(self, one: Judged) -> None:
        """Count a draw, in all and by its kind."""
        for tally in (self, self.kinds.setdefault(one.draw.kind, Tally())):
            tally.draws += 1
            tally.told += one.told
            tally.named += one.named

    def share(self, what: int) -> float:
        """A count as a share of the draws; 1 of none."""
        return what / self.draws if self.draws else 1.0


def judge(draw: Draw) -> Judged:
    """Compare the two texts of a draw, and hold what is told against the truth."""
    said = tuple(everything(compare(draw.old, draw.new, task=draw.task)))
    if draw.truth is None:
        return Judged(draw, said, told=bool(said), named=False)
    counted = [one for one in said if one.entry != "other"]
    told = all(any(_holds(one, side, words) for one in counted) for side, words in _words(draw.truth))
    named = any(_right(one, draw.truth) for one in counted)
    return Judged(draw, said, told=told or named, named=named)


def score(judged: Iterable[Judged]) -> tuple[Tally, Tally]:
    """The changes and the rewritings, counted in all and by kind."""
    changes, rewritings = Tally(), Tally()
    for one in judged:
        (changes if one.draw.truth else rewritings).add(one)
    return changes, rewritings


def everything(found: Comparison) -> list[Said]:
    """The rows of duties and the entries of other substance of a comparison."""
    rows = [_row(change) for change in found.obligations]
    return rows + [_entry(entry) for entry in found.account if entry.cls == "substance"]


def _row(change: ObligationChange) -> Said:
    ways = ", ".join(f"{name} {way}" for name, way in change.directions.items())
    old, new = _quoted(change.old), _quoted(change.new)
    shown = f"{change.change} {ways}: {' | '.join(old)} -> {' | '.join(new)}"
    return Said(shown, change.change, dict(change.directions), "", old, new)


def _quoted(duty: Obligation | None) -> tuple[str, ...]:
    return (duty.text, *duty.read_from.values()) if duty else ()


def _entry(entry: Entry) -> Said:
    return Said(f"{entry.kind}: {entry.old} -> {entry.new}", "", {}, entry.kind, (entry.old,), (entry.new,))


def _flat(words: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", words).replace(",", "，").replace(";", "；").replace(":", "："))


def _words(true: Truth) -> list[tuple[str, str]]:
    return [(side, _flat(words)) for side, words in (("old", true.old), ("new", true.new)) if words]


def _holds(one: Said, side: str, words: str) -> bool:
    quotes = one.old if side == "old" else one.new
    return any(words in _flat(quote) for quote in quotes) or words in _flat("".join(quotes))


def _right(one: Said, true: Truth) -> bool:
    """Whether a row or an entry holds the words that changed and is one of the readings that are right."""
    holds = all(_holds(one, side, words) for side, words in _words(true))
    return holds and any(_is(one, reading) for reading in true.readings)


def _is(one: Said, reading: Reading) -> bool:
    if reading.entry or one.entry:
        return reading.entry == one.entry
    if reading.change != one.change:
        return False
    return reading.change != "modified" or any(one.fields.get(name) in ways for name, ways in reading.fields)
