"""Which entry owns which of the places that differ: a place is open until the first one that takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from alignment.account.drafts import BOTH, Draft, Place, SideNumber
from alignment.account.spans import Stretches, differing
from alignment.linking.partners import Partners
from alignment.linking.units import Unit
from alignment.model import Clause, EntryClass, Link, Side

#: Sentences that links join, of the old and of the new text, each in reading order; one of the two may be empty.
Group = tuple[tuple[str, ...], tuple[str, ...]]
#: An entry that gathers many places shows so many characters of their words.
_ENOUGH = 200


class Ownership:
    """The open places of two texts, and the drafts that own the others."""

    def __init__(
        self, sides: tuple[Side, Side], units: tuple[Sequence[Unit], Sequence[Unit]], links: Iterable[Link]
    ) -> None:
        partners = Partners(links)
        self.sides = sides
        self.units: tuple[Mapping[str, Unit], Mapping[str, Unit]] = (_by_sentence(units[0]), _by_sentence(units[1]))
        self.drafts: list[Draft] = []
        self._open: tuple[Mapping[str, Stretches], Mapping[str, Stretches]] = differing(*sides, partners)
        self._shared: dict[tuple[str, str, str], Draft] = {}
        self._partners = partners

    # --- sentences -----------------------------------------------------------------------------------------------

    def side_of(self, sentence: str) -> SideNumber:
        """Whose sentence it is."""
        return 0 if sentence in self.units[0] else 1

    def text(self, side: SideNumber, sentence: str) -> str:
        """The text of a sentence."""
        return self.sides[side].by_sentence[sentence][1].text

    def clause(self, side: SideNumber, sentence: str) -> Clause:
        """The clause that a sentence stands in."""
        return self.sides[side].by_sentence[sentence][0]

    def words(self, group: Group) -> tuple[str, str]:
        """The text of linked sentences, the old and the new."""
        old, new = ("".join(self.text(side, name) for name in group[side]) for side in BOTH)
        return old, new

    def open_words(self, group: Group) -> tuple[str, str]:
        """What is still open in linked sentences: the words that went and those that came."""
        gone, come = (
            "".join(
                self.text(side, name)[low:high] for name in group[side] for low, high in self._open[side][name].items
            )
            for side in BOTH
        )
        return gone, come

    def open_sentences(self, side: SideNumber) -> Iterable[str]:
        """The sentences of a side of which any place is open."""
        return [sentence for sentence, held in self._open[side].items() if held.items]

    def open_groups(self, *, headings: bool) -> Iterator[tuple[Unit, Group]]:
        """The groups of linked sentences that have an open place, each with the first sentence that has one.

        Args:
            headings: whether a heading counts as such a first sentence.
        """
        done: set[str] = set()
        for side in BOTH:
            for sentence, held in self._open[side].items():
                unit = self.units[side][sentence]
                if sentence in done or not held.items or (unit.group == "heading" and not headings):
                    continue
                group = self._together(sentence)
                done.update(*group)
                yield unit, group

    def in_linked_row(self, unit: Unit) -> bool:
        """Whether a sentence is a cell of a row of a table that the other text has, too."""
        cells = [one.id for one in unit.clause.sentences]
        own = self.side_of(unit.sentence.id)
        return "\t" in unit.clause.text and any(
            name not in self.units[own] for cell in cells for name in self._partners.together(cell)
        )

    def open_within(self, side: SideNumber, sentence: str, start: int, end: int) -> bool:
        """Whether any place of [start, end) of a sentence is open."""
        held = self._open[side].get(sentence)
        return held is not None and any(low < end and start < high for low, high in held.items)

    def _together(self, sentence: str) -> Group:
        """The sentences that links join with one."""
        joined = self._partners.together(sentence)
        old, new = (tuple(sorted(joined & units.keys(), key=lambda name: units[name].index)) for units in self.units)
        return old, new

    # --- taking places -------------------------------------------------------------------------------------------

    def take(self, draft: Draft, place: Place) -> bool:
        """Give a draft what of a place is still open; whether anything was."""
        held = self._open[place.side].get(place.sentence)
        taken = held.take(place.start, place.end) if held is not None else []
        draft.places += [Place(place.side, place.sentence, low, high) for low, high in taken]
        return bool(taken)

    def take_group(self, draft: Draft, group: Group) -> None:
        """Give a draft all that is still open in linked sentences."""
        for side in BOTH:
            for name in group[side]:
                self.take(draft, Place(side, name, 0, len(self.text(side, name))))

    # --- drafts --------------------------------------------------------------------------------------------------

    def put(self, draft: Draft) -> Draft:
        """Put a draft behind the others."""
        self.drafts.append(draft)
        return draft

    def common(self, cls: EntryClass, kind: str, proof: str = "") -> Draft:
        """The one draft that gathers all places of a class, kind and proof."""
        key = (cls, kind, proof)
        if key not in self._shared:
            self._shared[key] = self.put(Draft(cls, kind, proof))
        return self._shared[key]

    def wording(self, proof: str) -> Draft:
        """The one draft of the wording that has a proof."""
        return self.common("wording", proof, proof)

    def localised(self, gone: str, come: str) -> Draft:
        """The one draft of what only names the own place or its bodies, with words that it shows."""
        draft = self.common("localised", "localised", "localised")
        if len(draft.old) + len(draft.new) < _ENOUGH:
            draft.old, draft.new = _listed(draft.old, gone), _listed(draft.new, come)
        return draft


def _by_sentence(units: Iterable[Unit]) -> dict[str, Unit]:
    return {unit.sentence.id: unit for unit in units}


def _listed(words: str, more: str) -> str:
    """A list of words with one more, once each."""
    return "、".join(dict.fromkeys(word for word in (*words.split("、"), more) if word))
