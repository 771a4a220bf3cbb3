"""Sentences made ready for matching: keys, kinds, the headings above them, their comma segments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from alignment.linking.localise import Localiser
from alignment.model import Clause, Kind, Role, Sentence, Side
from alignment.reading.normalize import fold
from alignment.reading.values import canonical

_EDGES = "。；;：:，,.、 \n()"
_IN_FORCE = re.compile(r"^.{2,12}自.{4,14}起施行")
_MARK = re.compile(r"[，；：︰﹕,;:。！？（(《〈〔“）)》〉〕”]")


@dataclass
class Unit:
    """One sentence of one side.

    `key` is its folded text without closing stop; `local` the same with places and bodies folded too.
    `group` keeps apart what never corresponds: text, headings, front and back matter, responsibility notes.
    """

    index: int
    clause: Clause
    sentence: Sentence
    key: str
    local: str
    group: str
    localiser: Localiser

    @cached_property
    def content(self) -> str:
        """The local key with the genre's set phrases blanked."""
        return self.localiser.content(self.local)

    @cached_property
    def formula(self) -> bool:
        """Whether the sentence is made of set phrases only (附则; 本条例自…起施行): alike in unrelated texts."""
        own = self.content.replace("\0", "")
        return len(own) < 4 or len(own) < 0.25 * len(self.local) or bool(_IN_FORCE.search(self.local))


@dataclass(slots=True)
class Segment:
    """A stretch of a sentence from comma to comma: offsets in the sentence's text, and its key."""

    unit: int
    start: int
    end: int
    key: str


def units_of(side: Side, localiser: Localiser) -> list[Unit]:
    """Every sentence of a side but those of the contents list."""
    units: list[Unit] = []
    for clause, sentence in side.sentences():
        if clause.kind is Kind.TOC:
            continue
        folded = fold(canonical(sentence.text))
        key = folded.strip(_EDGES) or folded  # punctuation alone is its own key
        local = localiser.key(key)
        units.append(Unit(len(units), clause, sentence, key, local, _group(clause, sentence), localiser))
    return units


def _group(clause: Clause, sentence: Sentence) -> str:
    if clause.kind in (Kind.FRONT, Kind.BACK):
        return clause.kind.value
    if sentence.role is Role.RESPONSIBILITY:
        return "responsibility"
    return "heading" if sentence.role is Role.HEADING else "body"


def segments_of(unit: Unit, localiser: Localiser) -> list[Segment]:
    """The comma segments of a sentence; brackets and quotations are not cut."""
    text = unit.sentence.text
    out: list[Segment] = []
    for start, end in comma_segments(text):
        key = localiser.key(fold(text[start:end]).strip(_EDGES))
        if key:
            out.append(Segment(unit.index, start, end, key))
    return out


def comma_segments(text: str) -> list[tuple[int, int]]:
    """Where the comma segments of a sentence stand, separators left out; brackets and quotations are not cut."""
    out: list[tuple[int, int]] = []
    start = depth = 0
    for match in _MARK.finditer(text):
        char = match[0]
        if char in "（(《〈〔“":
            depth += 1
        elif char in "）)》〉〕”":
            depth = max(0, depth - 1)
        elif char in ":：,，." and _between_digits(text, match.start()):
            continue  # 5：5, 9:30, 120,000
        elif not depth and (char not in "。！？" or match.end() < len(text)):
            out.append((start, match.start()))
            start = match.end()
    out.append((start, len(text)))
    return out


def _between_digits(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
