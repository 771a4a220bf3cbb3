"""Changes of what duties inherit: notes of responsibility, stage headings, addressees; a row each, where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from alignment.duties.actors import ActorComparer
from alignment.duties.deadlines import heading_change, note_change
from alignment.duties.duty import Duty, quote_edges
from alignment.duties.judged import FieldChange, Spot
from alignment.duties.linked import LinkedTexts, Prepared
from alignment.duties.parts import Parts
from alignment.duties.rows import Rows, quoted
from alignment.linking.units import Unit, comma_segments
from alignment.model import Clause, Obligation, Role, Sentence, Task
from alignment.reading.flat import flatten

#: Longer than any sentence: a spot that ends here holds all of it.
_ALL = 1_000_000
#: A clause is shown with its note where both are no longer than so many times what changed in the note.
_MUCH = 2.5
#: What parts the statements of a note, or the columns of a row: who, by when.
_STATEMENT = re.compile(r"[^；;\t]*[；;\t]?")


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
            quotes = (
                _noted(self._texts.old, old, _words(self._texts.new, new)),
                _noted(self._texts.new, new, _words(self._texts.old, old)),
            )
            self._rows.outside(*quotes, changes, "note")
        return bool(changes)

    def _heading(self, left: Unit, right: Unit) -> None:
        """A stage heading gives the date of its items: told once, where it stands."""
        change = heading_change(left.sentence.text, right.sentence.text)
        if change is None or change.direction in ("set", "dropped"):
            return
        old, new = _whole(left, change.old), _whole(right, change.new)
        self._rows.outside(old, new, [_all_of(change, left, right)], "heading")

    def _addressee(self, left: Unit, right: Unit) -> None:
        """The addressees are the bodies that the whole text binds."""
        if self._task != "revision":
            return
        change = self._actors.addressees(left.sentence.text, right.sentence.text)
        if change is not None:
            self._rows.outside(_whole(left, ""), _whole(right, ""), [_all_of(change, left, right)], "addressee")


def _note_of(text: Prepared, duty: Duty) -> tuple[Clause, int, int] | None:
    """Where the last clause with a note that binds a duty has it: the clause and [start, end) of the note in it."""
    at = duty.around_text.note_at
    if not at:
        return None
    clause, last = text.side.by_sentence[at[-1]]
    first = next(sentence for sentence in clause.sentences if sentence.id in at)
    return clause, first.start, last.start + len(last.text)


def _words(text: Prepared, duty: Duty) -> str:
    """The words of the note that binds a duty, "" where none does."""
    placed = _note_of(text, duty)
    return placed[0].text[placed[1] : placed[2]] if placed else ""


def _changed(note: str, other: str) -> tuple[int, int]:
    """[start, end) of a note less the statements at its ends that the other note has too: from who to by when."""
    statements, others = (
        [(match.start(), match.end(), flatten(match[0])) for match in _STATEMENT.finditer(words) if match[0]]
        for words in (note, other)
    )
    shorter = min(len(statements), len(others))
    first = 0
    while first < shorter and statements[first][2] == others[first][2]:
        first += 1
    last = 0
    while last < shorter - first and statements[-1 - last][2] == others[-1 - last][2]:
        last += 1
    kept = statements[first : len(statements) - last]
    return (kept[0][0], kept[-1][1]) if kept else (0, len(note))


def _noted(text: Prepared, duty: Duty, other: str) -> Obligation:
    """The row's quote of a duty with its note: what `other` lacks, with the clause before it if short."""
    found = quoted(Parts(duty, text.reader), text, *duty.quote())
    placed = _note_of(text, duty)
    if placed is None:
        return found
    clause, start, end = placed
    low, high = _changed(clause.text[start:end], other)
    low, high = quote_edges(clause.text, start + low, start + high)
    before = [one for one in clause.sentences if one.start < start and one.role is not Role.RESPONSIBILITY]
    if before:
        lead = before[-1].start + comma_segments(before[-1].text)[-1][0]
        lead, _ = quote_edges(clause.text, lead, end)
        if end - lead <= _MUCH * (high - low):
            return _of_clause(found, clause, before[-1], lead, end)
    own = [one for one in clause.sentences if one.start <= low]
    return _of_clause(found, clause, own[-1], low, high)


def _of_clause(found: Obligation, clause: Clause, sentence: Sentence, start: int, end: int) -> Obligation:
    """An obligation with [start, end) of a clause as its quote, placed from one of its sentences."""
    place = start - sentence.start
    return replace(
        found,
        clause=clause.id,
        sentence=sentence.id,
        text=clause.text[start:end],
        start=place,
        end=place + end - start,
    )


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
