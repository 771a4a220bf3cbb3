"""Clauses as lines that can be kept: one clause a line with its number split off, so that line tools speak in clauses.

An inserted article is then one more line of text, whatever happens to the numbers behind it. The lines give back the
issuer's text and, read again, the same clauses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alignment.limits import Limits
from alignment.model import Kind, Side, SideName
from alignment.reading.normalize import Traced
from alignment.reading.reflow import Paragraph
from alignment.reading.segment import segment_paragraphs


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause: its number as written with the blanks behind it, its own text, and where it stands.

    `line` is the line of the source (from 1); `runs_on` says that it goes on in the paragraph of the line before.
    """

    number: str
    text: str
    address: str
    kind: Kind
    line: int
    runs_on: bool = False

    @property
    def whole(self) -> str:
        """The clause as the issuer wrote it."""
        return self.number + self.text


def to_lines(side: Side) -> tuple[ClauseLine, ...]:
    """The clauses of a text in reading order, a line each."""
    lines: list[ClauseLine] = []
    for clause in side.clauses:
        end = len(clause.number)
        while clause.number and end < len(clause.text) and clause.text[end].isspace():
            end += 1
        lines.append(
            ClauseLine(
                clause.text[:end], clause.text[end:], clause.address, clause.kind, clause.line, runs_on=clause.runs_on
            )
        )
    return tuple(lines)


def from_lines(lines: Iterable[ClauseLine], name: SideName, limits: Limits | None = None) -> Side:
    """The text that `to_lines` was given, read again from its lines: the same clauses, addresses and sentences.

    What was discarded is not in the lines. `origin` of a clause counts in the text of the lines, a paragraph a line.
    """
    paragraphs: list[tuple[str, ClauseLine]] = []
    for line in lines:
        if line.runs_on and paragraphs:
            before, first = paragraphs[-1]
            paragraphs[-1] = (before + line.whole, first)
        else:
            paragraphs.append((line.whole, line))
    read: list[tuple[Paragraph, Kind]] = []
    at = 0
    for text, first in paragraphs:
        read.append((Paragraph(Traced.of(text, at), first.line), first.kind))
        at += len(text) + 1
    return segment_paragraphs(read, name, limits)
