"""What a row quotes of two notes of responsibility: what changed in them, with a short clause before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from alignment.duties.duty import Duty, quote_edges
from alignment.duties.linked import LinkedTexts, Prepared
from alignment.duties.parts import Parts
from alignment.duties.rows import quoted
from alignment.linking.units import comma_segments
from alignment.model import Clause, Obligation, Role
from alignment.reading.values import tokenise

#: A clause is shown with its note where both are no longer than so many times what changed in the note.
_MUCH = 2.5
#: What parts the statements of a note, or the columns of a row: who, by when.
_STATEMENT = re.compile(r"[^；;\t]*[；;\t]?")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A note that binds a duty: the clause that it stands in and where, its words from the clause before it on too."""

    clause: Clause
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.clause.text[self.start : self.end]

    @property
    def lead(self) -> int:
        """Where the last part of the sentence before the note begins; at the note where none stands before it."""
        before = [
            one for one in self.clause.sentences if one.start < self.start and one.role is not Role.RESPONSIBILITY
        ]
        if not before:
            return self.start
        lead = before[-1].start + comma_segments(before[-1].text)[-1][0]
        return quote_edges(self.clause.text, lead, self.end)[0]


def quotes_of_notes(texts: LinkedTexts, old: Duty, new: Duty) -> tuple[Obligation, Obligation]:
    """The quotes of two duties whose notes differ: the statements of the notes that differ.

    Both show the clause before the note, or neither does; a duty without a note is quoted by its own words.
    """
    left, right = _notes(texts.old, old), _notes(texts.new, new)
    before, after = _differing(left, right), _differing(right, left)
    spans = _changed(before, after), _changed(after, before)
    alone = any(
        placed is not None and placed.end - placed.lead > _MUCH * (high - low)
        for placed, (low, high) in zip((before, after), spans, strict=True)
    )
    return _quoted(texts.old, old, before, spans[0], alone=alone), _quoted(texts.new, new, after, spans[1], alone=alone)


def _notes(text: Prepared, duty: Duty) -> list[_Placed]:
    """The clauses with a note that binds a duty, in order."""
    placed: dict[str, _Placed] = {}
    for name in duty.around_text.note_at:
        clause, sentence = text.side.by_sentence[name]
        start = placed[clause.id].start if clause.id in placed else sentence.start
        placed[clause.id] = _Placed(clause, start, sentence.start + len(sentence.text))
    return list(placed.values())


def _differing(held: list[_Placed], others: list[_Placed]) -> _Placed | None:
    """The last clause of a note whose words the other note has not: 牵头单位：甲局⏎完成时限：6月底."""
    same = [_said(other.words) for other in others]
    differing = [one for one in held if _said(one.words) not in same] or held
    return differing[-1] if differing else None


def _changed(note: _Placed | None, other: _Placed | None) -> tuple[int, int]:
    """[start, end) in its clause of a note less the statements at its ends that the other note has too."""
    if note is None:
        return 0, 0
    statements, others = (
        [(match.start(), match.end(), _said(match[0])) for match in _STATEMENT.finditer(words) if match[0]]
        for words in (note.words, other.words if other else "")
    )
    shorter = min(len(statements), len(others))
    first = 0
    while first < shorter and statements[first][2] == others[first][2]:
        first += 1
    last = 0
    while last < shorter - first and statements[-1 - last][2] == others[-1 - last][2]:
        last += 1
    kept = statements[first : len(statements) - last] or statements
    return quote_edges(note.clause.text, note.start + kept[0][0], note.start + kept[-1][1])


def _quoted(text: Prepared, duty: Duty, placed: _Placed | None, span: tuple[int, int], *, alone: bool) -> Obligation:
    """What a duty obliges to, with the changed part of its note as the quote, or all from the clause before it on."""
    found = quoted(Parts(duty, text.reader), text, *duty.quote())
    if placed is None:
        return found
    start, end = span if alone or placed.lead == placed.start else (placed.lead, placed.end)
    sentence = [one for one in placed.clause.sentences if one.start <= start][-1]
    at = start - sentence.start
    words = placed.clause.text[start:end]
    return replace(found, clause=placed.clause.id, sentence=sentence.id, text=words, start=at, end=at + len(words))


def _said(words: str) -> list[object]:
    """What words say by value: 12月底前 and 年底前 are one day."""
    return [token.key for token in tokenise(words) if token.kind != "mark"]
