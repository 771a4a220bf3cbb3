"""Two texts made ready for comparing their duties, and which sentences of theirs are linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from alignment.duties.reader import DutyReader
from alignment.linking.partners import Partners
from alignment.linking.units import Unit
from alignment.model import Link, Side


@dataclass(slots=True)
class Prepared:
    """One side made ready: its sentences by id in reading order, and what reads duties from them.

    `body` is all that is no front or back matter and no note, localised, for looking up what survives.
    """

    side: Side
    units: Mapping[str, Unit]
    reader: DutyReader
    body: str = field(init=False)

    def __post_init__(self) -> None:
        self.body = "\n".join(unit.local for unit in self.units.values() if unit.group in ("body", "heading"))


class LinkedTexts:
    """Two texts with the links between their sentences."""

    def __init__(self, old: Prepared, new: Prepared, links: Sequence[Link]) -> None:
        self.old, self.new = old, new
        #: The link of each pair of sentences (old id, new id), in the order of the links.
        self.links: dict[tuple[str, str], Link] = {(a, b): link for link in links for a in link.old for b in link.new}
        self._partners = Partners(links)

    def partners(self, sentence: str) -> list[str]:
        """The counterparts of a sentence of either text."""
        return self._partners.of(sentence)

    def position(self, sentence: str) -> int:
        """Where a sentence stands in the reading order of its text."""
        units = self.old.units if sentence in self.old.units else self.new.units
        return units[sentence].index

    def components(self) -> list[tuple[list[str], list[str]]]:
        """Sentences joined by links, in reading order; sentences alone make components of their own."""
        seen: set[str] = set()
        out: list[tuple[list[str], list[str]]] = []
        for text in (self.old, self.new):
            for sentence, unit in text.units.items():
                if sentence in seen or unit.group not in ("body", "front"):
                    continue
                joined = sorted(self._partners.together(sentence), key=self.position)
                seen.update(joined)
                olds = [name for name in joined if name in self.old.units]
                out.append((olds, [name for name in joined if name not in self.old.units]))
        return out
