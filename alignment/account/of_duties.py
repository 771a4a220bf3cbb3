"""Entries for what comparing the duties found: renames, rows, references, and the proofs of what needs no row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from alignment.account.drafts import BOTH, NAMES, Draft, Place, SideNumber, quote_of
from alignment.account.kinds import repeals
from alignment.account.ownership import Ownership
from alignment.duties.duty import Duty
from alignment.duties.found import Found, Told
from alignment.duties.hunks import Hunk
from alignment.duties.words import Words, synonymous
from alignment.model import Affected
from alignment.reading.flat import flatten


class DutyEntries:
    """Gives what comparing duties found the places that it explains. Its methods are called in their order here."""

    def __init__(self, own: Ownership, found: Found, words: Words) -> None:
        self._own, self._found, self._words = own, found, words
        #: For each sentence of which anything is proved to be wording: the characters that are.
        self._proved: dict[tuple[SideNumber, str], set[int]] = {}
        for old, new, hunk, _ in found.wording:
            for place in _places_of(old, new, hunk):
                self._proved.setdefault((place.side, place.sentence), set()).update(range(place.start, place.end))

    def renamed(self) -> None:
        """Each name that is another throughout the other text: told once, for all its places."""
        for gone, come in self._found.renames:
            draft = self._own.common("renamed", f"{gone}→{come}")
            draft.old, draft.new = gone, come
            for side, name in zip(BOTH, (gone, come), strict=True):
                for sentence in self._own.open_sentences(side):
                    for start, end in _occurrences(self._own.text(side, sentence), name):
                        self._own.take(draft, Place(side, sentence, start, end))

    def changed(self) -> None:
        """Each row of a duty, in the order of the rows."""
        for told in self._found.told:
            self._changed(told)

    def referring(self) -> None:
        """Duties that say the same but for what they refer to: other substance, of kind reference."""
        for old, new in self._found.references:
            kind = "repeal" if all(repeals(duty.unit) for duty in (old, new)) else "reference"
            draft = self._own.put(Draft("substance", kind, old=old.text, new=new.text))
            for side, duty in zip(BOTH, (old, new), strict=True):
                self._take_unproved(draft, _whole(side, duty))
                draft.affect(side, duty)

    def explained(self) -> None:
        """What needs no row: what stands elsewhere, is proved wording, moved, agrees, binds others or nobody."""
        for name in sorted(self._found.relisted):
            side = self._own.side_of(name)
            self._own.take(self._own.wording("list"), Place(side, name, 0, len(self._own.text(side, name))))
        self._survived()
        self._wording()
        self._moved()
        for old, new in self._found.agreed:
            self._agreed(0, old)
            self._agreed(1, new)
        for duty in self._found.elsewhere:
            self._own.take(self._own.common("localised", "not-addressed", "addressed"), _whole(0, duty))
        for duty in self._found.outcomes:
            self._own.take(self._own.wording("aim"), _whole(self._own.side_of(duty.unit.sentence.id), duty))

    def _changed(self, told: Told) -> None:
        change = told.change
        draft = self._own.put(
            Draft(
                "duty",
                change.change,
                old=change.old.text if change.old else "",
                new=change.new.text if change.new else "",
                told=told,
            )
        )
        for side, duty, spots in zip(BOTH, (told.old, told.new), (told.old_spots, told.new_spots), strict=True):
            for spot in spots:
                self._take_unproved(draft, Place(side, spot.sentence, spot.start, spot.end))
            if duty is not None:
                self._take_unproved(draft, _whole(side, duty))
                draft.affect(side, duty)
        if told.old is None and told.new is None:
            for side, quoted in zip(BOTH, (change.old, change.new), strict=True):
                if quoted is not None:
                    draft.duties.append(Affected(NAMES[side], quoted.sentence, quoted.text))

    def _take_unproved(self, draft: Draft, place: Place) -> None:
        """Take a place but for what is proved to be wording in it."""
        side, sentence, start, end = place
        proved_here = self._proved.get((side, sentence))
        if proved_here is None:
            self._own.take(draft, place)
            return
        characters = range(start, min(end, len(self._own.text(side, sentence))))
        for proved, run in groupby(characters, proved_here.__contains__):
            if not proved:
                low, *more = run
                self._own.take(draft, Place(side, sentence, low, more[-1] + 1 if more else low + 1))

    def _survived(self) -> None:
        """Duties whose sentence has no counterpart, but whose words stand elsewhere in the other text: they moved."""
        for duty in self._found.survived:
            side = self._own.side_of(duty.unit.sentence.id)
            quote = quote_of(duty)
            draft = Draft("moved", "moved", old="" if side else quote, new=quote if side else "")
            if self._own.take(draft, _whole(side, duty)):
                self._own.put(draft)

    def _wording(self) -> None:
        """What is proved to be wording, each proof once for the whole text."""
        for old, new, hunk, proof in self._found.wording:
            draft = self._own.localised(*_words(hunk)) if proof == "localised" else self._own.wording(proof)
            for place in _places_of(old, new, hunk):
                self._own.take(draft, place)

    def _moved(self) -> None:
        """Duties that stand elsewhere now, with what of them differs still."""
        for old, new in self._found.moved:
            draft = Draft("moved", "moved", old=quote_of(old), new=quote_of(new))
            if any([self._own.take(draft, _whole(0, old)), self._own.take(draft, _whole(1, new))]):
                self._own.put(draft)

    def _agreed(self, side: SideNumber, duty: Duty) -> None:
        """What differs in duties that say the same: values in other writing, marks."""
        sentence = duty.unit.sentence
        if not self._own.open_within(side, sentence.id, 0, len(sentence.text)):
            return
        start, end = duty.start, duty.end
        for token in self._words.tokens(sentence.text):
            if token.end <= start or token.start >= end:
                continue
            if self._own.open_within(side, sentence.id, token.start, token.end):
                proof = "punctuation" if token.kind == "mark" else "synonym" if synonymous(token) else "value"
                self._own.take(self._own.wording(proof), Place(side, sentence.id, token.start, token.end))


def _whole(side: SideNumber, duty: Duty) -> Place:
    return Place(side, duty.unit.sentence.id, duty.start, duty.end)


def _places_of(old: Duty, new: Duty, hunk: Hunk) -> Iterator[Place]:
    """The places of a difference between two duties."""
    for side, duty, placed in zip(BOTH, (old, new), (hunk.old, hunk.new), strict=True):
        yield from (Place(side, duty.unit.sentence.id, item.start, item.end) for item in placed)


def _occurrences(text: str, name: str) -> list[tuple[int, int]]:
    """Where a name (flat, without marks) stands in a text: (from, to), marks within it included."""
    flat = flatten(text)
    kept = [at for at, char in enumerate(flat) if char.isalnum()]
    bare = "".join(flat[at] for at in kept)
    out: list[tuple[int, int]] = []
    at = bare.find(name)
    while at >= 0:
        out.append((kept[at], kept[at + len(name) - 1] + 1))
        at = bare.find(name, at + len(name))
    return out


def _words(hunk: Hunk) -> tuple[str, str]:
    """The words of a difference with what belongs to them on either side: 各|区 → 我|区."""
    lead = hunk.before[-1:] if not (hunk.gone and hunk.come) else ""
    tail = hunk.after[:1] if re.match(r"[省市区县镇乡]", hunk.after) else ""
    return lead + hunk.gone + tail, lead + hunk.come + tail
