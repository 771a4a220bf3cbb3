"""The wording of a document on a day: the one in force and the one published by then, each said apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alignment.reading.numerals import to_numeral
from corpus_repo import Corpus, Line, Version
from revtrack.errors import InvalidInput
from revtrack.force.model import Course, Standing, State, Turn
from revtrack.force.standing import standing_on
from revtrack.holdings.folding import lookup_key

#: Of a document that stands so there is a wording to be read; where nothing tells, the reader judges.
_SHOWN = frozenset((State.IN_FORCE, State.PERIOD_OVER, State.UNKNOWN))
#: Such a document has a wording, which the corpus may lack.
_LACKING = frozenset((State.IN_FORCE, State.PERIOD_OVER, State.AMENDED))
_DIGITS = re.compile(r"第(\d{1,4})(?=[编章节条款项])")


@dataclass(frozen=True)
class TextOn:
    """What a document says on a day.

    `standing` says whether and in which version it binds. `published` is the turn of the newest text made known by that
    day, whether it bound already, still or not. `version` is the text that `lines` are of, with their numbers in it
    (from 1; those of one provision where one was asked for): the one in force, or the published one where that was
    asked for; None where there is none, or the corpus lacks it. `before` and `after` are then the nearest turns of
    which the corpus has the text.
    """

    standing: Standing
    version: Version | None
    lines: tuple[tuple[int, Line], ...]
    published: Turn | None
    before: Turn | None = None
    after: Turn | None = None
    address: str = ""

    @property
    def lacking(self) -> bool:
        """Whether the document has a wording on that day that the corpus lacks."""
        return self.standing.version is None and self.standing.state in _LACKING


def text_on(corpus: Corpus, course: Course, day: str, address: str = "", *, as_published: bool = False) -> TextOn:
    """The wording of a document on a day (YYYY-MM-DD), whole or one provision (第三条): in force or published by then.

    Raises `InvalidInput` (unknown-address) for a provision that it does not have.
    """
    standing = standing_on(course, day)
    made = [turn for turn in course.turns if turn.version is not None and _made(turn) and _made(turn) <= day]
    published = max(made, key=lambda turn: (_made(turn), turn.day), default=None)
    version = standing.version if standing.state in _SHOWN else None
    if as_published:
        version = published.version if published else None
    if version is None:
        held = [turn for turn in course.turns if turn.version is not None]
        before = next((turn for turn in reversed(held) if turn.day <= day), None)
        after = next((turn for turn in held if turn.day > day), None)
        return TextOn(standing, None, (), published, before, after, address)
    lines = tuple(enumerate(corpus.lines(version), start=1))
    return TextOn(standing, version, within(lines, address) if address else lines, published, address=address)


def within(lines: tuple[tuple[int, Line], ...], address: str) -> tuple[tuple[int, Line], ...]:
    """The clauses of a provision and of what stands below it. Raises `InvalidInput` (unknown-address)."""
    key = address_key(address)
    found = tuple((at, line) for at, line in lines if is_within(line.address, key) and line.kind != "toc")
    if not found:
        known = "; ".join(dict.fromkeys(line.address for _, line in lines if line.address))
        raise InvalidInput("unknown-address", facts={"address": address, "known": known[:400]})
    return found


def address_key(address: str) -> str:
    """An address as a reader says it (二、（五）, 第3条第二款) in the form in which it is looked up."""
    counted = _DIGITS.sub(lambda match: f"第{to_numeral(int(match[1]))}", address)
    return lookup_key(counted.replace("、", "/").replace("//", "/").strip("/ "))


def is_within(address: str, key: str) -> bool:
    """Whether a clause stands at an address (by its key) or below it; 第三条第二款 may be said without the stroke."""
    own = lookup_key(address)
    return own == key or own.startswith(f"{key}/") or own.replace("/", "") == key


def _made(turn: Turn) -> str:
    """The day on which the text of a turn was made known: passed or published, else that from which it binds."""
    version: Version | None = turn.version
    published = version.value("published") if version is not None and turn.kind == "enacted" else ""
    return published or turn.passed or turn.day
