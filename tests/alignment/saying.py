"""What the library says of sentences of our own within a text of their kind: readings of one, rows of two."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from _pytest.mark.structures import ParameterSet

from alignment import Knowledge, compare
from alignment.duties.bodies import BodyReader
from alignment.duties.of_text import obligations_of
from alignment.duties.reader import Duty, DutyReader
from alignment.linking.localise import Localiser, own_places
from alignment.linking.units import Unit, units_of
from alignment.model import Comparison, Obligation, Side, Task
from alignment.reading.numerals import to_numeral
from alignment.reading.segment import segment
from tests.alignment.minimal_pairs import framed

#: (change, {field: direction}, old quote, new quote)
Row = tuple[str, dict[str, str], str, str]


def not_yet(reason: str, *values: object) -> ParameterSet:
    """A case that is right and does not hold yet; when it does, the test says so."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


@cache
def side_of(text: str, frame: str = "article") -> Side:
    """Sentences within the frame of a law (article) or plan, or as they are (whole), read as the new side."""
    return segment(framed(text, frame), "new")


def law(*articles: str) -> str:
    """A law of a few articles that a comparison takes as it is (frame whole)."""
    numbered = (f"第{to_numeral(at)}条　{text}\n" for at, text in enumerate(articles, start=1))
    return f"云渡区街面管理办法\n{''.join(numbered)}"


def within(side: Side, text: str, frame: str) -> Callable[[str], bool]:
    """Whether a clause of a framed text (by id) is one of the sentences and none of the frame."""
    start = framed("{text}", frame).find("{text}")
    own = {
        clause.id
        for clause in side.clauses
        if clause.origin and start <= clause.origin[-1].source + clause.origin[-1].length - 1 < start + len(text)
    }
    return own.__contains__


@cache
def readings(text: str, frame: str = "article") -> tuple[Obligation, ...]:
    """The duties that sentences state, those of the frame left out."""
    side = side_of(text, frame)
    own = within(side, text.strip("\n"), frame)
    return tuple(duty for duty in obligations_of(side) if own(duty.clause))


def quotes(text: str, frame: str = "article") -> list[str]:
    """The quotes of the duties that sentences state."""
    return [duty.text for duty in readings(text, frame)]


def reading(text: str, frame: str = "article") -> Obligation:
    """The one duty that a sentence states."""
    found = readings(text, frame)
    assert len(found) == 1, [duty.text for duty in found]
    return found[0]


def bearers(duty: Obligation) -> list[tuple[str, str]]:
    """Who bears a duty, in which role."""
    return [(bearer.name, bearer.role) for bearer in duty.bearers]


@cache
def duties(text: str, frame: str = "article") -> tuple[Duty, ...]:
    """The duties of sentences as the reader gives them, further predicates and items of lists each by itself."""
    side = side_of(text, frame)
    knowledge = Knowledge.shipped()
    units = units_of(side, Localiser(knowledge, own_places(side)))
    reader = DutyReader(side, units, knowledge)
    own = within(side, text.strip("\n"), frame)
    return tuple(duty for unit in units if own(unit.clause.id) for duty in reader.duties(unit))


def units(text: str, frame: str = "article") -> list[Unit]:
    """The sentences of a framed text made ready for linking."""
    side = side_of(text, frame)
    return units_of(side, Localiser(Knowledge.shipped(), own_places(side)))


@cache
def compared(old: str, new: str, frame: str = "article", task: Task = "revision") -> Comparison:
    """Two forms of sentences compared within their frame."""
    return compare(framed(old, frame), framed(new, frame), task=task)


def rows(old: str, new: str, frame: str = "article", task: Task = "revision") -> list[Row]:
    """The rows of duties that are told of two forms of sentences."""
    return [
        (
            change.change,
            dict(change.directions),
            change.old.text if change.old else "",
            change.new.text if change.new else "",
        )
        for change in compared(old, new, frame, task).obligations
    ]


def turned(old: str, new: str, frame: str = "article", task: Task = "revision") -> dict[str, str]:
    """The fields that changed with their directions, where one duty is modified and nothing else is told."""
    found = compared(old, new, frame, task)
    assert [change.change for change in found.obligations] == ["modified"], rows(old, new, frame, task)
    assert [(entry.cls, entry.kind) for entry in found.account if entry.row] == []
    return dict(found.obligations[0].directions)


def silent(old: str, new: str, frame: str = "article", task: Task = "revision") -> bool:
    """Whether nothing above wording is told of two forms of sentences."""
    return not compared(old, new, frame, task).differs


@cache
def bodies() -> BodyReader:
    """A reader of bodies with the shipped lexicon."""
    return BodyReader(Knowledge.shipped())


def entries(old: str, new: str, frame: str = "article", task: Task = "revision") -> set[tuple[str, str]]:
    """The class and kind of each entry of the account of two forms of sentences."""
    return {(entry.cls, entry.kind) for entry in compared(old, new, frame, task).account}


def places(found: Comparison, kind: str) -> tuple[list[str], list[str]]:
    """The words of either side that the entries of a kind own."""
    texts = {"old": found.old, "new": found.new}
    out: dict[str, list[str]] = {"old": [], "new": []}
    for entry in found.account:
        for span in entry.spans if entry.kind == kind else ():
            out[span.side].append(texts[span.side].by_clause[span.clause].text[span.start : span.end])
    return out["old"], out["new"]
