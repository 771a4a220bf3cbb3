"""What comparing two duties yields, and what a comparison of two texts knows beyond two duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alignment.duties.duty import Duty
from alignment.duties.hunks import Hunk
from alignment.duties.parts import Parts, Placed, Region
from alignment.model import Task


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a sentence: [start, end) of its text."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a duty that changed: the two readings, the direction, the places that it explains."""

    field: str
    direction: str
    old: str
    new: str
    old_spots: tuple[Spot, ...] = ()
    new_spots: tuple[Spot, ...] = ()


@dataclass
class Judged:
    """What two duties differ in: the fields that changed, hunks that are wording, each with its proof, and references.

    `references` are what differs where nothing but references does; `retargeted`: one stays as written and yet names
    another article now.
    """

    changes: list[FieldChange] = field(default_factory=list[FieldChange])
    wording: list[tuple[Hunk, str]] = field(default_factory=list[tuple[Hunk, str]])
    references: list[Hunk] = field(default_factory=list[Hunk])
    retargeted: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a comparison of two texts knows beyond two duties: renames, renumbered articles, what is a plan."""

    task: Task
    plan: bool
    renamed: tuple[tuple[str, str], ...] = ()
    renumbered: Mapping[str, str] = field(default_factory=dict[str, str])
    issued: tuple[str, str] = ("", "")
    #: Whether a text says that the body that a note names first leads.
    first_leads: bool = False
    #: Clauses of headings (old id, new id) that are counterparts.
    linked_headings: frozenset[tuple[str, str]] = frozenset()


def spot(duty: Duty, start: int, end: int) -> Spot:
    """A place in the sentence of a duty."""
    return Spot(duty.unit.sentence.id, start, end)


def spots(duty: Duty, placed: Iterable[Placed]) -> tuple[Spot, ...]:
    """The places of tokens, those that touch as one."""
    out: list[Spot] = []
    for item in placed:
        if out and out[-1].end == item.start:
            out[-1] = Spot(out[-1].sentence, out[-1].start, item.end)
        else:
            out.append(spot(duty, item.start, item.end))
    return tuple(out)


def region_spots(parts: Parts, region: Region) -> tuple[Spot, ...]:
    """The places of a region of a duty."""
    return spots(parts.duty, (placed for placed in parts.tokens if placed.region is region))
