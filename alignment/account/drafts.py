"""An entry of the account in the making: its class, its words, and the places that it owns so far."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from alignment.duties.duty import Duty
from alignment.duties.found import Told
from alignment.model import Affected, Entry, EntryClass, Side, SideName, Span
from alignment.reading.normalize import fold

#: One of the two texts: 0 the old one, 1 the new one.
SideNumber = Literal[0, 1]
BOTH: tuple[SideNumber, SideNumber] = (0, 1)
NAMES: tuple[SideName, SideName] = ("old", "new")


class Place(NamedTuple):
    """A stretch [start, end) of the text of a sentence of one side."""

    side: SideNumber
    sentence: str
    start: int
    end: int


@dataclass
class Draft:
    """An entry in the making. `numbers` are spans of the numbers of clauses, which belong to no sentence."""

    cls: EntryClass
    kind: str
    proof: str = ""
    old: str = ""
    new: str = ""
    told: Told | None = None
    places: list[Place] = field(default_factory=list[Place])
    numbers: list[Span] = field(default_factory=list[Span])
    duties: list[Affected] = field(default_factory=list[Affected])

    @property
    def id(self) -> str:
        """A name that stays as long as the class, kind and words do."""
        words = "\n".join((self.cls, self.kind, fold(self.old), fold(self.new)))
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @property
    def told_without_places(self) -> bool:
        """Whether it is told where it owns nothing: a row always is, and so is what moved or refers otherwise."""
        return self.cls in ("duty", "moved") or self.kind == "reference"

    def affect(self, side: SideNumber, duty: Duty) -> None:
        """Name a duty that it affects."""
        self.duties.append(Affected(NAMES[side], duty.unit.sentence.id, quote_of(duty)))

    def entry(self, name: str, sides: tuple[Side, Side]) -> Entry:
        """The entry, under a name."""
        return Entry(name, self.cls, self.kind, self._spans(sides), tuple(self.duties), self.proof, self.old, self.new)

    def _spans(self, sides: tuple[Side, Side]) -> tuple[Span, ...]:
        spans = list(self.numbers)
        for place in self.places:
            clause, sentence = sides[place.side].by_sentence[place.sentence]
            spans.append(Span(NAMES[place.side], clause.id, sentence.start + place.start, sentence.start + place.end))
        return tuple(spans)


def quote_of(duty: Duty) -> str:
    """The words of a duty as they are shown."""
    start, end = duty.quote()
    return duty.unit.sentence.text[start:end]
