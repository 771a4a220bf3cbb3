"""The events of force of all versions, read one after the other and kept in the catalog."""

from __future__ import annotations

from alignment.force.model import ForceEvent
from alignment.force.of_text import force_of
from alignment.model import Clause, Kind, Side
from corpus_repo import Corpus, Line
from corpus_repo.answers import EventRow, Found, Progress
from revtrack.force.keys import number_key, title_key
from revtrack.holdings.lacking import read_lacking, title_of
from revtrack.holdings.rules import rules_digest

_PORTION = 100


def read_by() -> str:
    """What names the rules that events are read with."""
    return rules_digest()


def read_events(corpus: Corpus, progress: Progress | None = None) -> int:
    """Read the events of every version that lacks them; how many versions that were.

    A catalog that may only be read is asked for what it holds.
    """
    if not corpus.catalog.writable:
        return 0

    def read(version: Found) -> tuple[EventRow, ...]:
        return events_of_lines(corpus.lines(version), title_of(corpus, version))

    put = corpus.catalog.put_events
    return read_lacking(corpus, "events", read, put, read_by=read_by(), portion=_PORTION, progress=progress)


def events_of_lines(lines: tuple[Line, ...], title: str) -> tuple[EventRow, ...]:
    """The events that a stored text states. They need clauses only, so that no sentence is cut for them."""
    clauses = tuple(
        Clause(
            f"n{at}", line.address, Kind(line.kind), line.whole, line.line, line.number.strip(), runs_on=line.runs_on
        )
        for at, line in enumerate(lines, start=1)
    )
    return tuple(_row(event) for event in force_of(Side("new", title, clauses), title))


def _row(event: ForceEvent) -> EventRow:
    return EventRow(
        line=int(event.clause[1:]),
        kind=event.kind,
        quote=event.quote,
        title=event.title,
        # who amended a text is named by its note, but nothing happens to that decision
        title_key=title_key(event.title) if event.kind != "amended" else "",
        doc_number=event.number,
        number_key=number_key(event.number) if event.kind != "amended" else "",
        made=event.made,
        day=event.day,
        months=event.months,
        part=event.part,
    )
