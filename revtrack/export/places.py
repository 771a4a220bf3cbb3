"""Where a clause stands: its anchor in a report, and its address as a reader would say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from alignment.model import Comparison, Kind, SideName
from revtrack.words.phrases import Words

_ANCHOR_UNSAFE = re.compile(r"[^\w（）()〔〕.\-~、①-⓿]+")
_BARE_ORDINAL = re.compile(r"[〇零一二三四五六七八九十百]+\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands: its anchor in the report and its address as a reader would say it."""

    anchor: str
    address: str


def say_address(address: str) -> str:
    """A canonical address as a reader would say it.

    >>> say_address("四/（二）")
    '四、（二）'
    """
    said = ""
    for step in address.split("/"):
        said += f"{step}、" if _BARE_ORDINAL.match(step) else step
    return said


@dataclass(frozen=True)
class Places:
    """The anchor and the spoken address of every clause of a comparison.

    Anchors are made of the address, so that a link into a report outlives a better comparison of the same texts:
    `c-…` in the new text, `c-old-…` in the old one; a repeated address gets `~2`, `~3` …
    """

    comparison: Comparison
    _places: Mapping[tuple[SideName, str], Place] = field(repr=False)

    @classmethod
    def of(cls, comparison: Comparison, vocabulary: Words) -> Places:
        """The places of all clauses of both sides."""
        unnumbered = {
            Kind.FRONT: vocabulary.front,
            Kind.BACK: vocabulary.back,
            Kind.TOC: vocabulary.toc,
            Kind.BODY: vocabulary.preamble,
            Kind.HEADING: vocabulary.heading,
        }
        taken: set[str] = set()
        places: dict[tuple[SideName, str], Place] = {}
        for side in (comparison.new, comparison.old):
            prefix = "c-" if side.name == "new" else "c-old-"
            for clause in side.clauses:
                stem = prefix + (_ANCHOR_UNSAFE.sub("-", clause.address).strip("-") or clause.kind.value)
                anchor, turn = stem, 1
                while anchor in taken:
                    turn += 1
                    anchor = f"{stem}~{turn}"
                taken.add(anchor)
                places[side.name, clause.id] = Place(anchor, say_address(clause.address) or unnumbered[clause.kind])
        return cls(comparison, places)

    def clause(self, side: SideName, clause: str) -> Place:
        """The place of a clause; one that the comparison does not hold has no anchor."""
        return self._places.get((side, clause)) or Place("", "")

    def sentence(self, sentence: str) -> Place:
        """The place of the clause that holds a sentence."""
        for side in (self.comparison.new, self.comparison.old):
            found = side.by_sentence.get(sentence)
            if found:
                return self.clause(side.name, found[0].id)
        return Place("", "")
