"""The obligation changes as a table of plain values: what the spreadsheet and the CSV file share."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from alignment.duties.table import FIELDS
from alignment.model import Comparison, ObligationChange
from revtrack.export.beside import Other
from revtrack.export.entries import Entry, Fact
from revtrack.export.presentation import CONTEXT_FIELDS, Report
from revtrack.export.quotes import Quote, quoted
from revtrack.words.exports import ExportWords
from revtrack.words.reviews import review_words

Value = str | int | float

#: A spreadsheet takes a cell that begins so for a formula, be the sign full-width or small.
_FORMULA_SIGNS = frozenset("=+-@")
_FORMULA_CONTROLS = frozenset("\t\r\n")
#: The field of both sides that stands on paper, those that only a screen has: quotes say them.
_ON_PAPER, *_OFF_PAPER = CONTEXT_FIELDS
#: The fields that are told only where they changed.
_FURTHER_FIELDS = tuple(name for name in FIELDS if name not in CONTEXT_FIELDS)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, how wide its cells are in characters, and whether it goes onto paper (the first ones do)."""

    head: str
    width: int
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and the rows below them; every row has a value for each column, "" where there is none."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula when it reads it from a file.

    >>> could_be_formula("＝1+1"), could_be_formula("期限"), could_be_formula(" @x")
    (True, False, True)
    """
    if text[:1] in _FORMULA_CONTROLS:
        return True
    # Blanks in front do not save a cell: some programs trim them.
    return unicodedata.normalize("NFKC", text.lstrip()[:1]) in _FORMULA_SIGNS


def changes_table(comparison: Comparison, report: Report, vocabulary: ExportWords) -> Table:
    """One row an obligation change, then one each other change of substance, then what was renamed, localised or moved.

    The columns are the same for every comparison, so that the rows of several can stand in one table. The texts are
    as the issuer wrote them: whoever writes them must see to what the format cannot hold.
    """
    say = report.words
    judging = review_words(say.lang)
    sides = (report.old.role, report.new.role)

    def both(label: str, width: int, *, printed: bool = True) -> Iterator[Column]:
        for side in sides:
            yield Column(vocabulary.bracketed.format(outer=label, inner=side), width, printed)

    # What goes onto paper is as wide as A4 landscape at the size of the screen; the rest repeats what quotes say.
    columns = (
        Column(vocabulary.number, 5),
        Column(say.change, 9),
        Column(vocabulary.changed_how, 18),
        *both(say.field(_ON_PAPER), 12),
        *(column for pair in zip(both(say.address, 11), both(say.quote, 36), strict=True) for column in pair),
        Column(vocabulary.changed_fields, 16, printed=False),
        *(column for name in _OFF_PAPER for column in both(say.field(name), 18, printed=False)),
        *(Column(say.field(name), 26, printed=False) for name in _FURTHER_FIELDS),
        Column(say.score, 8, printed=False),
        Column(say.matched_by, 18, printed=False),
        *(
            Column(head, width, printed=False)
            for head, width in ((judging.status, 14), (judging.by, 12), (judging.at, 18), (judging.note, 26))
        ),
        Column(judging.address, 40, printed=False),
    )
    rows = [_row(entry, change, report) for entry, change in zip(report.entries, comparison.obligations, strict=True)]
    rows += [_other_row(other, report.words.other_substance, columns, report) for other in report.others]
    rows += [_other_row(other, report.words.the_rest, columns, report) for rest in report.rest for other in rest.rows]
    return Table(columns, tuple(rows))


def rejected_rows(table: Table, report: Report) -> tuple[tuple[Value, ...], ...]:
    """What people took away, as rows of the table of changes."""
    name = review_words(report.words.lang).rejected
    return tuple(
        _padded([row.number or "", name, row.name, *_bearers(row), *_places(row.quotes)], row, table.columns, report)
        for row in report.rejected
    )


def _bearers(row: Entry | Other) -> tuple[str, str]:
    return _sides(_fact(row, _ON_PAPER)) if isinstance(row, Entry) else ("", "")


def _fact(entry: Entry, name: str) -> Fact | None:
    return next((fact for fact in entry.facts if fact.name == name), None)


def _other_row(other: Other, name: str, columns: Sequence[Column], report: Report) -> tuple[Value, ...]:
    """A difference beside the duties: its kind stands where the fields of a duty's change stand."""
    return _padded([other.number, name, other.name, "", "", *_places(other.quotes)], other, columns, report)


def _padded(cells: Sequence[Value], row: Entry | Other, columns: Sequence[Column], report: Report) -> tuple[Value, ...]:
    """Cells of the first columns, and what people said in the last ones."""
    said = _said(row, report)
    return (*cells, *("" for _ in range(len(columns) - len(cells) - len(said))), *said)


def _said(row: Entry | Other, report: Report) -> tuple[str, ...]:
    """What people said of a row: each of its parts with a line for each word, and where the row stands."""
    told = row.reviews
    unreviewed = review_words(report.words.lang).unreviewed if report.address else ""
    parts = ("\n".join(part).strip() for part in zip(*((one.by, one.at, one.note) for one in told), strict=True))
    status = "\n".join(one.status for one in told) or unreviewed
    by, at, note = parts if told else ("", "", "")
    return status, by, at, note, f"{report.address}#{row.id}" if report.address else ""


def _row(entry: Entry, change: ObligationChange, report: Report) -> tuple[Value, ...]:
    say = report.words
    facts = {fact.name: fact for fact in entry.facts}
    bearer, *context = (facts.get(name) for name in (_ON_PAPER, *_OFF_PAPER))
    further = [facts.get(name) for name in _FURTHER_FIELDS]
    return (
        entry.number,
        entry.name,
        say.joiner.join(entry.phrases),
        *_sides(bearer),
        *_places(entry.quotes),
        say.joiner.join(say.field(name) for name in entry.fields),
        *(value for fact in context for value in _sides(fact)),
        *(both_values(fact, report) if fact else "" for fact in further),
        round(change.score, 4) if change.old and change.new else "",
        say.match(change.matched_by) if change.matched_by else "",
        *_said(entry, report),
    )


def _sides(fact: Fact | None) -> tuple[str, str]:
    return (fact.old, fact.new) if fact else ("", "")


def _places(quotes: Iterable[Quote | None]) -> Iterator[str]:
    """The address and the words of each side."""
    for quote in quotes:
        yield quote.address if quote else ""
        yield quoted(quote)


def told_phrases(entry: Entry, report: Report, vocabulary: ExportWords) -> Iterator[str]:
    """How each field changed, with both values where it has any: 期限延后（6月底前 → 9月底前）."""
    facts = {fact.name: fact for fact in entry.facts if fact.phrase}
    for name, phrase in zip(entry.fields, entry.phrases, strict=True):
        if fact := facts.get(name):
            yield vocabulary.bracketed.format(outer=phrase, inner=both_values(fact, report))
        else:
            yield phrase


def both_values(fact: Fact, report: Report) -> str:
    """A field on both sides: 应当 → 力争."""
    say = report.words
    return f"{fact.old or say.not_set} {say.arrow} {fact.new or say.not_set}"
