"""What is true of a change: the words that changed, and what a careful reader may call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.alignment.minimal_pairs import OPPOSITE

Change = Literal["added", "removed", "modified", ""]


@dataclass(frozen=True, slots=True)
class Reading:
    """One defensible reading: a row of a duty with its change (one of the fields, in one of its directions, where it is
    modified), or other substance of a kind."""

    change: Change = ""
    fields: tuple[tuple[str, frozenset[str]], ...] = ()
    entry: str = ""

    def __str__(self) -> str:
        """modified deadline later, or the kind of other substance."""
        ways = (f"{name} {'|'.join(sorted(ways))}" for name, ways in self.fields)
        return self.entry or " ".join((self.change, " or ".join(ways))).strip()

    def turned(self) -> Reading:
        """The same read backwards."""
        fields = tuple((name, frozenset(OPPOSITE.get(way, way) for way in ways)) for name, ways in self.fields)
        change: Change = "removed" if self.change == "added" else "added" if self.change == "removed" else self.change
        return Reading(change, fields, self.entry)


@dataclass(frozen=True, slots=True)
class Truth:
    """The words of each side that changed ("" where a side has none of them), and the readings that are right."""

    old: str
    new: str
    readings: tuple[Reading, ...]

    def turned(self) -> Truth:
        """The same read backwards."""
        return Truth(self.new, self.old, tuple(reading.turned() for reading in self.readings))


def truth(old: str, new: str, *readings: Reading) -> Truth:
    """What is true of a change of words."""
    return Truth(old, new, readings)


def modified(**fields: str) -> Reading:
    """A duty changed in one of these fields, in one of the directions named (blanks between)."""
    return Reading("modified", tuple((name, frozenset(ways.split())) for name, ways in fields.items()))


def substance(kind: str) -> Reading:
    """Other substance of a kind."""
    return Reading(entry=kind)


ADDED = Reading("added")
REMOVED = Reading("removed")
