"""The trace matrix as a workbook and as a Word table, and citations as GraphML."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from revtrack.export.changes_table import Column, Table, Value
from revtrack.export.docx_parts import PLAIN, Look, Run, Sheet
from revtrack.export.office_package import repacked
from revtrack.export.places import say_address
from revtrack.export.unseen import show_unseen
from revtrack.export.xlsx import workbook
from revtrack.export.xml_parts import xml_text
from revtrack.tracing.matrix import Cell, Row
from revtrack.tracing.measures import Coverage, Figures
from revtrack.words.comparison import words
from revtrack.words.exports import export_words
from revtrack.words.language import Lang
from revtrack.words.trace import TraceWords, cell_sign, trace_words

if TYPE_CHECKING:
    from revtrack.holdings.naming import Named
    from revtrack.tracing.stored import Graph, Traced

_BOLD = Look(bold=True)
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
#: Twips of a landscape page for the clause, the addressee, and all lower texts together.
_CLAUSE_SHARE, _ADDRESSED_SHARE, _CELLS_SHARE = 46, 10, 44
_QUOTE = 160


def cell_text(cell: Cell, say: TraceWords, lang: Lang) -> str:
    """What a cell says: its sign and word, what changed in the duties, and where the counterpart stands."""
    sign = cell_sign(cell.status.value, cell.addressed.value, cell.leaning)
    if cell.status.value == "absent":
        return f"{sign} {say.statuses['absent'] if cell.expected else say.addressed[cell.addressed.value]}"
    vocabulary = words(lang)
    parts = [f"{sign} {say.statuses[cell.status.value]}"]
    parts += [vocabulary.field_change(name, direction) for name, direction in cell.directions.items()]
    parts += [vocabulary.listed([say_address(address) for address in cell.addresses if address])]
    return " · ".join(part for part in parts if part)


def title_of(named: Named) -> str:
    """What a version is called in the head of a column."""
    return named.version.value("title") or named.document.id


def trace_xlsx(found: Traced, lang: Lang) -> bytes:
    """The matrix, the figures of each lower text, their own additions and the deadlines, as a workbook."""
    say, vocabulary = trace_words(lang), export_words(lang)
    names = [title_of(one) for one in found.lower]
    matrix = Table(
        (
            Column(words(lang).address, 14),
            Column(say.clause, 60),
            Column(say.addressed_to, 14),
            Column(say.deadline, 18),
            Column(say.taken_by, 8),
            *(Column(name, 28) for name in names),
        ),
        tuple(_matrix_row(row, say, lang) for row in found.trace.rows),
    )
    return workbook(
        f"{say.matrix} {title_of(found.higher)}",
        [
            (say.matrix, matrix),
            (say.coverage, _figures(found, say, lang)),
            (say.own_additions, _additions(found, say, lang)),
            (say.deadline, _deadlines(found, say, lang)),
        ],
        _about(found, say),
        vocabulary,
    )


def _matrix_row(row: Row, say: TraceWords, lang: Lang) -> tuple[Value, ...]:
    return (
        say_address(row.address),
        row.text,
        say.addressed[row.addressed.value],
        words(lang).listed(list(row.deadlines)),
        row.taken_by,
        *(cell_text(cell, say, lang) for cell in row.cells),
    )


def _figures(found: Traced, say: TraceWords, lang: Lang) -> Table:
    columns = (
        Column(say.lower, 40),
        Column(say.coverage, 12),
        Column(say.coverage_of.format(carried="", total="").strip(), 30),
        Column(say.rewording, 12),
        *(Column(name, 10) for name in say.statuses.values()),
        Column(say.addressed["no"], 10),
        Column(say.own_additions, 12),
        Column(say.duties, 60),
    )
    rows: list[tuple[Value, ...]] = []
    for one, column in zip(found.lower, found.trace.columns, strict=True):
        coverage = column.coverage
        rows.append(
            (
                title_of(one),
                share_text(coverage),
                coverage_text(found, len(rows), say),
                round(column.rewording, 2),
                *column.counts.values(),
                column.beside,
                column.figures.added,
                figures_text(column.figures, say, lang),
            )
        )
    return Table(columns, tuple(rows))


def share_text(coverage: Coverage) -> str:
    """The share of the addressed duties that is carried over, rounded once for every surface; "" where none is."""
    return "" if coverage.share is None else f"{coverage.share:.0%}"


def figures_text(figures: Figures, say: TraceWords, lang: Lang) -> str:
    """The duties of a lower text by what became of them, as every surface tells them."""
    vocabulary = words(lang)
    names = vocabulary.changes["derivation"]
    told = [
        (names["carried"], figures.carried),
        (names["modified"], figures.changed),
        (names["removed"], figures.absent),
        (names["added"], figures.added),
        (names["beside"], figures.beside),
    ]
    whom = vocabulary.listed([f"{say.whom[name]} {count}" for name, count in figures.whom.items() if count])
    return " · ".join(f"{name} {count}" for name, count in told) + (vocabulary.bracketed(whom) if whom else "")


def coverage_text(found: Traced, at: int, say: TraceWords) -> str:
    """How many of the duties addressed to lower bodies a lower text carries over, in words."""
    coverage = found.trace.columns[at].coverage
    if not coverage.addressed:
        return say.none_addressed
    told = say.coverage_of.format(carried=coverage.carried, total=coverage.addressed)
    if coverage.unclear:
        told += f" · {say.unclear_of.format(carried=coverage.unclear_carried, total=coverage.unclear)}"
    return told


def _additions(found: Traced, say: TraceWords, lang: Lang) -> Table:
    columns = (
        Column(say.lower, 34),
        Column(words(lang).address, 14),
        Column(say.own_additions, 80),
        Column(say.deadline, 20),
    )
    rows = tuple(
        (
            title_of(one),
            say_address(item.address),
            item.text,
            words(lang).listed(list(dict.fromkeys(duty.deadline for duty in item.duties if duty.deadline))),
        )
        for one, column in zip(found.lower, found.trace.columns, strict=True)
        for item in column.additions
    )
    return Table(columns, rows)


def _deadlines(found: Traced, say: TraceWords, lang: Lang) -> Table:
    vocabulary = words(lang)
    columns = (
        Column(say.lower, 34),
        Column(vocabulary.address, 14),
        Column(say.higher, 26),
        Column(vocabulary.new, 26),
        Column(vocabulary.change, 18),
    )
    rows = tuple(
        (title_of(one), say_address(item.address), item.old, item.new, deadline_word(item.direction, say, lang))
        for one, column in zip(found.lower, found.trace.columns, strict=True)
        for item in column.deadlines
    )
    return Table(columns, rows)


def deadline_word(direction: str, say: TraceWords, lang: Lang) -> str:
    """What became of a deadline, in a word."""
    if not direction:
        return say.kept
    return say.absent if direction == "absent" else words(lang).field_change("deadline", direction)


def _about(found: Traced, say: TraceWords) -> Iterator[tuple[str, str]]:
    yield say.higher, title_of(found.higher)
    for one in found.lower:
        yield say.lower, title_of(one)
    yield say.legend, legend(say)


def legend(say: TraceWords) -> str:
    """The signs of the cells with their words, in one line."""
    told = [f"{cell_sign(status, 'yes', '')} {name}" for status, name in say.statuses.items()]
    return "   ".join([*told, f"{cell_sign('absent', 'no', '')} {say.addressed['no']}"])


def trace_docx(found: Traced, lang: Lang) -> bytes:
    """The matrix as a Word document for the office: a row a clause, a column a lower text, on landscape pages."""
    say, vocabulary = trace_words(lang), export_words(lang)
    title = f"{say.matrix}：{title_of(found.higher)}" if lang == "zh" else f"{say.matrix}: {title_of(found.higher)}"
    sheet = Sheet(
        title=title,
        creator="revtrack",
        page_words=(vocabulary.page_before, vocabulary.page_between, vocabulary.page_after),
    )
    sheet.add([(title, PLAIN)], style="Title", align="center")
    for at, one in enumerate(found.lower):
        sheet.add([(f"{title_of(one)} ", _BOLD), (coverage_text(found, at, say), PLAIN)])
    sheet.add([(f"{say.legend} ", _BOLD), (legend(say), PLAIN)])
    share = max(1, _CELLS_SHARE // max(1, len(found.lower)))
    grid = sheet.grid((_CLAUSE_SHARE, _ADDRESSED_SHARE, *([share] * len(found.lower))))
    grid.head((say.clause, say.addressed_to, *(title_of(one) for one in found.lower)))
    for row in found.trace.rows:
        text = row.text if len(row.text) <= _QUOTE else f"{row.text[:_QUOTE]}…"
        cells: list[Sequence[Sequence[Run]]] = [
            [[(say_address(row.address), _BOLD)], [(text, PLAIN)]],
            [[(say.addressed[row.addressed.value], PLAIN)]],
            *([[(cell_text(cell, say, lang), PLAIN)]] for cell in row.cells),
        ]
        grid.row(cells, whole=True)
    target = io.BytesIO()
    sheet.document.save(target)
    return repacked(target.getvalue())


def graphml(found: Graph) -> bytes:
    """The graph of citations as GraphML, for whatever draws graphs."""
    root = etree.Element(f"{{{_GRAPHML}}}graphml", nsmap={None: _GRAPHML})  # pyright: ignore[reportArgumentType] - None is its default namespace
    for name, about, kind in (
        ("title", "node", "string"),
        ("known", "node", "boolean"),
        ("jurisdiction", "node", "string"),
        ("date", "node", "string"),
        ("relation", "edge", "string"),
    ):
        etree.SubElement(root, f"{{{_GRAPHML}}}key", {"id": name, "for": about, "attr.name": name, "attr.type": kind})
    drawn = etree.SubElement(root, f"{{{_GRAPHML}}}graph", {"id": "citations", "edgedefault": "directed"})
    numbers = {node.id: f"n{at}" for at, node in enumerate(found.nodes)}
    for node in found.nodes:
        element = etree.SubElement(drawn, f"{{{_GRAPHML}}}node", {"id": numbers[node.id]})
        facts = {
            "title": node.title,
            "known": str(node.known).lower(),
            "jurisdiction": node.jurisdiction,
            "date": node.date,
        }
        for name, value in facts.items():
            if value:
                etree.SubElement(element, f"{{{_GRAPHML}}}data", {"key": name}).text = xml_text(show_unseen(value))
    for at, edge in enumerate(found.edges):
        ends = {"id": f"e{at}", "source": numbers[edge.source], "target": numbers[edge.target]}
        element = etree.SubElement(drawn, f"{{{_GRAPHML}}}edge", ends)
        etree.SubElement(element, f"{{{_GRAPHML}}}data", {"key": "relation"}).text = edge.relation
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
