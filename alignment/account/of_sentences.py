"""Entries for what no duty explains: sentences that moved, proved wording, headings, other substance by its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from itertools import chain

from alignment.account.drafts import BOTH, Draft, SideNumber
from alignment.account.kinds import kind_of, references_only
from alignment.account.ownership import Group, Ownership
from alignment.account.proofs import SentenceProofs, binds_nobody, decides, unmarked
from alignment.linking.units import Unit
from alignment.model import Kind, Task
from alignment.reading.values import tokenise

#: A sentence with a shorter key stands in many places and moved to none.
_TELLING = 6
#: An entry of other substance shows so many characters of either side.
_SHOWN = 400


class SentenceEntries:
    """Gives what is still open in sentences its owner. Its methods are called in their order here."""

    def __init__(self, own: Ownership, proofs: SentenceProofs, notes: Container[str], task: Task) -> None:
        self._own, self._proofs, self._notes = own, proofs, notes
        self._task: Task = task
        self._keys = tuple(
            {unit.key for unit in own.units[side].values() if len(unit.key) >= _TELLING} for side in BOTH
        )

    def sentences(self) -> None:
        """Linked sentences with an open place, headings left out."""
        for unit, group in self._own.open_groups(headings=False):
            self._own.take_group(self._owner(unit, group), group)

    def headings(self) -> None:
        """A heading belongs to what stands below it: its words to the first entry there that tells a duty's change."""
        below = self._below()
        for unit, group in self._own.open_groups(headings=True):
            clauses = (self._own.clause(side, name).id for side in (BOTH[1], BOTH[0]) for name in group[side])
            owner = next((below[clause] for clause in clauses if clause in below), None)
            self._own.take_group(owner or self._owner(unit, group), group)

    def _below(self) -> dict[str, Draft]:
        """For each clause the first entry of a duty's change in it or below it."""
        below: dict[str, Draft] = {}
        for draft in self._changes():
            for place in draft.places:
                clause = self._own.clause(place.side, place.sentence)
                for name in (*clause.path, clause.id):
                    below.setdefault(name, draft)
        return below

    def _changes(self) -> list[Draft]:
        return [draft for draft in self._own.drafts if draft.cls == "duty"]

    def _owner(self, unit: Unit, group: Group) -> Draft:
        """The entry that owns what is open in linked sentences, of which `unit` is one."""
        gone, come = self._own.open_words(group)
        linked = bool(group[0] and group[1])
        if not unmarked(gone + come):
            return self._own.wording("punctuation")
        elsewhere = unit.key in self._keys[1 - self._own.side_of(unit.sentence.id)]
        if not linked and elsewhere and not self._own.in_linked_row(unit):
            return self._own.put(Draft("moved", "moved", old=unit.sentence.text))
        if self._task == "derivation" and unit.clause.kind in (Kind.FRONT, Kind.BACK):
            return self._own.localised(gone, come)  # a lower text has a title, number and date of its own
        turned = linked and unit.group == "heading" and decides(gone, come)
        if not turned and binds_nobody(
            [self._own.units[side][name] for side in BOTH for name in group[side]], gone + come
        ):
            return self._own.wording("heading")
        if unit.group == "responsibility":
            same = all(name in self._notes for name in (*group[0], *group[1]))
            if same and not (linked and _other_values(*self._own.words(group))):
                return self._own.wording("note")
            if (owner := self._bound_by(group)) is not None:
                return owner
            if self._task == "derivation":
                return self._own.localised(gone, come)  # a lower text names bodies of its own
        old, new = self._own.words(group)
        proof = self._proofs.proof(unit, old, new, gone, come) if linked else ""
        if proof:
            return self._own.localised(gone, come) if proof == "localised" else self._own.wording(proof)
        kind = kind_of(unit, self._stem(unit), gone, come, only_reference=linked and references_only(old, new))
        return self._own.put(Draft("substance", kind, old=old[:_SHOWN], new=new[:_SHOWN]))

    def _bound_by(self, group: Group) -> Draft | None:
        """The entry of a duty that a note of responsibility binds, or of one that stands in its clause."""
        changes = self._changes()
        for side in BOTH:
            for name in group[side]:
                clause = self._own.clause(side, name).id
                bound = (draft for draft in changes if _is_bound(draft, side, name))
                beside = (draft for draft in changes if self._stands_in(draft, side, clause))
                if (owner := next(chain(bound, beside), None)) is not None:
                    return owner
        return None

    def _stands_in(self, draft: Draft, side: SideNumber, clause: str) -> bool:
        return any(place.side == side and self._own.clause(side, place.sentence).id == clause for place in draft.places)

    def _stem(self, unit: Unit) -> str:
        """The words above an item that say what the list is."""
        side = self._own.sides[self._own.side_of(unit.sentence.id)]
        if not unit.clause.path or not unit.clause.number:
            return ""
        above = side.by_clause[unit.clause.path[-1]].text
        return above if above.rstrip().endswith(("：", ":")) else ""


def _other_values(old: str, new: str) -> bool:
    """Whether two notes hold other numbers or days, however they were read; one alone may say them elsewhere."""
    left, right = (
        Counter(repr(token.key) for token in tokenise(words) if token.kind not in ("word", "mark"))
        for words in (old, new)
    )
    return bool(left and right) and left != right


def _is_bound(draft: Draft, side: SideNumber, note: str) -> bool:
    """Whether the duty of a row is bound by the note of responsibility that a sentence is."""
    duty = None if draft.told is None else draft.told.new if side else draft.told.old
    return duty is not None and note in duty.around_text.note_at
