"""Changes of what duties inherit: notes of responsibility, stage headings, addressees; a row each, where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from alignment.duties.actors import ActorComparer
from alignment.duties.bodies import is_body_list
from alignment.duties.deadlines import heading_change, note_change
from alignment.duties.duty import Duty
from alignment.duties.judged import FieldChange, Spot
from alignment.duties.linked import LinkedTexts
from alignment.duties.noted import quotes_of_notes
from alignment.duties.rows import Rows
from alignment.linking.units import Unit
from alignment.model import Obligation, Task
from alignment.reading.flat import flatten

#: Longer than any sentence: a spot that ends here holds all of it.
_ALL = 1_000_000


class InheritedComparer:
    """Compares what binds from outside and tells its changes as rows."""

    def __init__(self, texts: LinkedTexts, actors: ActorComparer, task: Task, rows: Rows) -> None:
        self._texts, self._actors, self._task, self._rows = texts, actors, task, rows

    def notes(self, pairs: Iterable[tuple[Duty, Duty]]) -> set[str]:
        """Tell what changed in the notes of responsibility that bind pairs of duties, each pair of notes once.

        Returns the sentences of the notes that say the same as their counterparts, in whatever form they are.
        """
        seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
        same: set[str] = set()
        for old, new in pairs:
            names = tuple(old.around_text.note_at), tuple(new.around_text.note_at)
            if any(names) and names not in seen:
                seen.add(names)
                if not self._note(old, new) and self._actors.same_notes(old, new):
                    same.update(*names)
        return same

    def headings(self) -> None:
        """Tell what changed in linked stage headings and in the addressees."""
        units = self._texts.old.units, self._texts.new.units
        for a, b in sorted(self._texts.links, key=lambda pair: self._texts.position(pair[1])):
            left, right = units[0][a], units[1][b]
            if left.key == right.key:
                continue
            if left.group == right.group == "heading":
                self._heading(left, right)
            elif left.group == right.group == "front" and left.sentence.text.rstrip().endswith(("：", ":")):
                self._addressee(left, right)

    def _note(self, old: Duty, new: Duty) -> bool:
        spots = (
            tuple(Spot(name, 0, _ALL) for name in old.around_text.note_at),
            tuple(Spot(name, 0, _ALL) for name in new.around_text.note_at),
        )
        changes = self._actors.noted(old, new, spots)
        dated = note_change(old, new, spots)
        if dated is not None:
            changes.append(dated)
        if changes:
            quotes = quotes_of_notes(self._texts, old, new)
            self._rows.outside(*quotes, changes, "note")
        return bool(changes)

    def _heading(self, left: Unit, right: Unit) -> None:
        """A heading gives its items their date or their bearer: told once, where it stands."""
        change = self._heads(left, right) or heading_change(left.sentence.text, right.sentence.text)
        if change is None or change.direction in ("set", "dropped"):
            return
        days = (change.old, change.new) if change.field == "deadline" else ("", "")
        old, new = _whole(left, days[0]), _whole(right, days[1])
        self._rows.outside(old, new, [_all_of(change, left, right)], "heading")

    def _heads(self, left: Unit, right: Unit) -> FieldChange | None:
        """A heading that is the name of a body binds it to what stands under it: 一、区体育局."""
        if self._task != "revision" or not all(_names_bodies(unit) for unit in (left, right)):
            return None
        return self._actors.addressees(left.sentence.text, right.sentence.text)

    def _addressee(self, left: Unit, right: Unit) -> None:
        """The addressees are the bodies that the whole text binds."""
        if self._task != "revision":
            return
        change = self._actors.addressees(left.sentence.text, right.sentence.text)
        if change is not None:
            self._rows.outside(_whole(left, ""), _whole(right, ""), [_all_of(change, left, right)], "addressee")


def _names_bodies(unit: Unit) -> bool:
    """Whether a heading is nothing but names of bodies."""
    return is_body_list(flatten(unit.sentence.text.removeprefix(unit.clause.number)).strip("、.．:： "))


def _whole(unit: Unit, deadline: str) -> Obligation:
    """The row's quote of a heading or of addressees: all of it."""
    text = unit.sentence.text
    return Obligation(unit.clause.id, unit.sentence.id, text, 0, len(text), strength=4, deadline=deadline)


def _all_of(change: FieldChange, left: Unit, right: Unit) -> FieldChange:
    """A change with the whole of both sentences as its places."""
    return replace(
        change,
        old_spots=(Spot(left.sentence.id, 0, len(left.sentence.text)),),
        new_spots=(Spot(right.sentence.id, 0, len(right.sentence.text)),),
    )
