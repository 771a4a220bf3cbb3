"""What comparing the duties of two texts finds: the rows told, and everything that is explained without a row."""

from __future__ import annotations

from dataclasses import dataclass, field

from alignment.duties.duty import Duty
from alignment.duties.hunks import Hunk
from alignment.duties.judged import Spot
from alignment.model import Fate, Obligation, ObligationChange


@dataclass(frozen=True, slots=True)
class Told:
    """An obligation change with what it rests on: the duties of both sides and the places that explain it."""

    change: ObligationChange
    old: Duty | None
    new: Duty | None
    old_spots: tuple[Spot, ...] = ()
    new_spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """A duty of the higher text: to whom it speaks, what became of it, the place (from 0) of its row, -1 for none."""

    duty: Obligation
    addressed: str
    fate: Fate
    row: int = -1


@dataclass
class Found:
    """All that comparing duties found, pairs as (old, new).

    `told` are the changes in reading order; `wording` are hunks of two duties, each with its proof; `renames` are names
    that are others throughout. `paired` are all duties that were compared, `moved` those of them whose sentences are no
    counterparts, `agreed` those that say the same, `references` those that differ in references alone. Of duties with
    no counterpart, `survived` stand elsewhere in the other text, `outcomes` are aims that bind nobody, `elsewhere` bind
    others than the lower body. `notes` are the sentences of notes of responsibility that say the same as their
    counterparts, in whatever form;
    `relisted` those of lists that the other text says in a sentence. `measured` are, of a derivation, all duties of the
    higher text.
    """

    told: list[Told] = field(default_factory=list[Told])
    wording: list[tuple[Duty, Duty, Hunk, str]] = field(default_factory=list[tuple[Duty, Duty, Hunk, str]])
    renames: tuple[tuple[str, str], ...] = ()
    survived: list[Duty] = field(default_factory=list[Duty])
    paired: list[tuple[Duty, Duty]] = field(default_factory=list[tuple[Duty, Duty]])
    agreed: list[tuple[Duty, Duty]] = field(default_factory=list[tuple[Duty, Duty]])
    moved: list[tuple[Duty, Duty]] = field(default_factory=list[tuple[Duty, Duty]])
    outcomes: list[Duty] = field(default_factory=list[Duty])
    references: list[tuple[Duty, Duty]] = field(default_factory=list[tuple[Duty, Duty]])
    elsewhere: list[Duty] = field(default_factory=list[Duty])
    notes: set[str] = field(default_factory=set[str])
    relisted: set[str] = field(default_factory=set[str])
    measured: list[Measured] = field(default_factory=list[Measured])

    @property
    def changes(self) -> tuple[ObligationChange, ...]:
        """The obligation changes alone."""
        return tuple(told.change for told in self.told)
