"""All clauses of a comparison as a table of plain values, and what is remarked on each, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from alignment.model import Comparison, Task
from revtrack.export.changes_table import Column, Table
from revtrack.export.fulltext import Note, Row
from revtrack.export.places import Place, Places
from revtrack.export.presentation import Report
from revtrack.words.exports import ExportWords

#: The remarks that have a column of their own.
_OWN_COLUMN = ("moved", "renumbered", "localised")


def clauses_table(comparison: Comparison, report: Report, vocabulary: ExportWords) -> Table:
    """Every row of counterpart clauses in the reading order of the new text, unchanged ones too."""
    say = report.words
    texts = clause_texts(comparison, report)
    columns = (
        *(
            Column(vocabulary.bracketed.format(outer=label, inner=heading.role), width)
            for heading in report.headings
            for label, width in ((say.address, 12), (say.clause, 46))
        ),
        Column(say.change, 9),
        Column(say.moved, 12),
        Column(say.renumbered, 12),
        Column(say.localised, 9),
        Column(vocabulary.notes, 26),
    )
    rows = tuple(_cells(row, texts, report, comparison.task) for passage in report.passages for row in passage.rows)
    return Table(columns, rows)


def clause_texts(comparison: Comparison, report: Report) -> Mapping[str, str]:
    """The text of every clause of both sides by its anchor, as the issuer wrote it."""
    places = Places.of(comparison, report.words)
    return {
        places.clause(side.name, clause.id).anchor: clause.text
        for side in (comparison.old, comparison.new)
        for clause in side.clauses
    }


def addresses(places: Iterable[Place]) -> str:
    """Addresses as one text, each once."""
    return "、".join(dict.fromkeys(place.address for place in places if place.address))


def note_texts(notes: Iterable[Note]) -> Iterator[str]:
    """Notes in words, each once; those that only point to an obligation change are left out."""
    yield from dict.fromkeys(note.text for note in notes if note.kind != "change")


def change_numbers(row: Row) -> list[int]:
    """The numbers of the obligation changes that touch a row."""
    return [int(note.anchor.removeprefix("d-")) for note in row.notes if note.kind == "change"]


def _cells(row: Row, texts: Mapping[str, str], report: Report, task: Task) -> tuple[str, ...]:
    say = report.words
    own = {kind: say.joiner.join(note.text for note in row.notes if note.kind == kind) for kind in _OWN_COLUMN}
    others = list(note_texts(note for note in row.notes if note.kind not in _OWN_COLUMN))
    others += note_texts(note for line in row.lines for note in line.notes if note.text not in own.values())
    if numbers := change_numbers(row):
        others.append(f"{say.obligation_change} {say.joiner.join(str(number) for number in numbers)}")
    return (
        *(
            text
            for places in (row.old, row.new)
            for text in (addresses(places), "\n".join(texts[place.anchor] for place in places if place.anchor))
        ),
        say.change_name(row.change, task),
        *own.values(),
        "\n".join(dict.fromkeys(others)),
    )
