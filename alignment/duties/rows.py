"""Obligation changes as rows: their quotes, the fields that changed, and where each stands in the reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from alignment.duties.duty import Duty, quote_edges
from alignment.duties.found import Told
from alignment.duties.judged import FieldChange, Spot
from alignment.duties.linked import LinkedTexts, Prepared
from alignment.duties.of_text import obligation_of
from alignment.duties.pairing import Candidate, Paired
from alignment.duties.parts import Parts
from alignment.model import ChangeKind, Obligation, ObligationChange


class _Place(NamedTuple):
    """Where a row stands in the reading order: sentence of the new text, offset; changed, then removed, then added."""

    sentence: int
    offset: int
    rank: int


class Rows:
    """The rows of a comparison in the making."""

    def __init__(self, texts: LinkedTexts) -> None:
        self._texts = texts
        self._placed: list[tuple[_Place, Told]] = []

    def in_order(self) -> list[Told]:
        """Every row, in the reading order of the text that holds it."""
        return [told for _, told in sorted(self._placed, key=lambda item: item[0])]

    def modified(self, one: Paired, changes: Sequence[FieldChange]) -> None:
        """Tell a duty that changed in some of its fields."""
        old, new = one.old.parts.duty, one.new.parts.duty
        link = self._texts.links.get((old.unit.sentence.id, new.unit.sentence.id))
        old_spots, new_spots = _spots(changes)
        change = _modified(
            changes,
            quoted(one.old.parts, self._texts.old, *_widened(old, old_spots)),
            quoted(one.new.parts, self._texts.new, *_widened(new, new_spots)),
            one.score,
            link.matched_by if link else one.how,
            new.kind if new.kind != "duty" else old.kind,
        )
        place = _Place(new.unit.index, new.start, 0)
        self._placed.append((place, Told(change, old, new, old_spots, new_spots)))

    def outside(self, old: Obligation, new: Obligation, changes: Sequence[FieldChange], how: str) -> None:
        """Tell what changed outside of the duties that it binds: in a note, a heading, the addressees."""
        place = _Place(self._texts.new.units[new.sentence].index, new.start, 0)
        change = _modified(changes, old, new, 1.0, how)
        self._placed.append((place, Told(change, None, None, *_spots(changes))))

    def alone(self, kind: ChangeKind, one: Candidate) -> None:
        """Tell a duty that has no counterpart: it was removed or added."""
        duty = one.parts.duty
        removed = kind == "removed"
        start, end = duty.quote(cases=True)
        quote = quoted(one.parts, self._texts.old if removed else self._texts.new, start, end)
        spots = (Spot(duty.unit.sentence.id, duty.start, duty.end),)
        change = ObligationChange(
            kind,
            old=quote if removed else None,
            new=None if removed else quote,
            matched_by="unmatched",
            why="its sentence has a counterpart, this clause has none"
            if self._texts.partners(duty.unit.sentence.id)
            else "no sentence of the other text corresponds",
            type=duty.kind,
        )
        if removed:
            place = _Place(self._anchors[duty.unit.index], start, 1)
            self._placed.append((place, Told(change, duty, None, spots)))
        else:
            self._placed.append((_Place(duty.unit.index, start, 2), Told(change, None, duty, (), spots)))

    @cached_property
    def _anchors(self) -> list[int]:
        """Where what went would stand in the new text, by old sentence: behind the counterpart of what it followed."""
        anchors: list[int] = []
        last = -1
        for sentence in self._texts.old.units:
            partners = self._texts.partners(sentence)
            last = max(map(self._texts.position, partners)) if partners else last
            anchors.append(last)
        return anchors


def quoted(parts: Parts, text: Prepared, start: int, end: int) -> Obligation:
    """The obligation that a quote [start, end) of the sentence of a duty states."""
    return obligation_of(parts, text.reader, text.side, start, end)


def _modified(
    changes: Sequence[FieldChange], old: Obligation, new: Obligation, score: float, how: str, kind: str = "duty"
) -> ObligationChange:
    """The row of a change in some fields."""
    directions = {change.field: change.direction for change in changes}
    why = "；".join(f"{change.field}: {change.old or '—'} → {change.new or '—'}" for change in changes)
    return ObligationChange("modified", tuple(directions), directions, old, new, score, how, why, type=kind)


def _spots(changes: Iterable[FieldChange]) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """The places that changes explain, of either side."""
    return (
        tuple(spot for change in changes for spot in change.old_spots),
        tuple(spot for change in changes for spot in change.new_spots),
    )


def _widened(duty: Duty, spots: Iterable[Spot]) -> tuple[int, int]:
    """The quote of a duty, wide enough to hold every place that changed in its sentence."""
    start, end = duty.quote()
    for spot in spots:
        if spot.sentence == duty.unit.sentence.id and duty.start <= spot.start and spot.end <= duty.end:
            for piece in duty.around:
                if piece.start <= spot.start < piece.end:
                    start = min(start, piece.start)
            start, end = min(start, spot.start), max(end, spot.end)
    return quote_edges(duty.unit.sentence.text, start, end)
