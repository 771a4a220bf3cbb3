"""Trace: the matrix of a policy and the texts that take it up, one of them, one clause through all, who is related."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from revtrack.export import trace_tables
from revtrack.export.formats import MATRICES
from revtrack.export.places import Places, say_address
from revtrack.holdings.judging import Judged
from revtrack.service import Tracker
from revtrack.tracing.matrix import Addressed, Cell, Column, Row, Status
from revtrack.tracing.stored import Graph, Relative, Traced
from revtrack.words.indicators import indicator_words
from revtrack.words.language import Lang
from revtrack.words.promises import promise_words
from revtrack.words.trace import TraceWords, cell_sign, trace_words
from web.asking import Options, an_id, named_by, tracker_of
from web.document import download
from web.site import Site, render, see
from web.waiting import OF_FILES, Work, answered, indexed, named_by_content

router = APIRouter(include_in_schema=False)
_CHOICES = 300
_SORTS = ("text", "taken")
_USUAL = frozenset(("all", "text"))
_FILTERS = ("all", "absent", "weaker", "deadline", "nobody")
#: Documents drawn on either side of the one in the middle.
_DRAWN = 10


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A duty of a cell: its words, what became of it, and where that is told ("" where it is as it was)."""

    text: str
    told: str
    path: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as it is shown: its sign, its words, and where the two texts stand side by side."""

    sign: str
    status: str
    told: str
    score: float
    path: str
    measures: tuple[ShownMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A clause of the higher text with its cells; `path` leads to its lineage."""

    clause: str
    address: str
    text: str
    addressed: str
    deadlines: tuple[str, ...]
    taken_by: int
    cells: tuple[ShownCell, ...]
    path: str


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A lower text in the head of the matrix."""

    title: str
    number: int
    path: str
    document: str
    share: str
    told: str
    rewording: float
    figures: str


@router.get("/trace")
def choose(request: Request, higher: str = "", lower: str = "") -> Response:
    """Choose a policy and the texts that may take it up; on to the matrix."""
    site, tracker = Site.of(request, "/trace"), tracker_of(request)
    if higher.strip():
        above = tracker.text(higher.strip()).named
        names = [line.strip() for line in lower.splitlines() if line.strip()]
        below = [tracker.text(name).named.version.id for name in names]
        return see(f"/trace/{above.version.id}{_query(below)}")
    options: Options = [
        (item.id, " ".join(filter(None, (item.title, item.doc_number, item.date))))
        for item in tracker.documents(limit=_CHOICES).items
    ]
    pairs: dict[str, str] = {}
    for _, above in tracker.derivations():
        pairs.setdefault(above.id, above.title)
    return render(
        site,
        "trace_choose.html.jinja",
        say=trace_words(site.lang),
        options=options,
        pairs=pairs,
        promised=promise_words(site.lang).title,
        measured=indicator_words(site.lang).title,
    )


@router.get("/trace/{higher}")
def matrix(request: Request, higher: str, show: str = "all", sort: str = "text") -> Response:
    """The matrix; `sort` is text (the order of the higher text) or taken (what fewest take up first)."""
    site, say = Site.of(request, "/trace"), trace_words(Site.of(request).lang)
    found = _traced(request, higher)
    if isinstance(found, Response):
        return found
    if show not in _FILTERS or sort not in _SORTS:
        raise HTTPException(404)
    below = [one.version.id for one in found.lower]
    moved = frozenset[str]().union(*(column.moved for column in found.trace.columns))
    rows = [row for row in found.trace.rows if _shown(row, show, moved)]
    if sort == "taken":
        rows.sort(key=lambda row: (row.taken_by, row.addressed is Addressed.NO))
    return render(
        site,
        "trace.html.jinja",
        say=say,
        found=found,
        title=trace_tables.title_of(found.higher),
        columns=[_column(found, at, say, site.lang) for at in range(len(found.lower))],
        rows=[_row(row, found, say, site) for row in rows],
        hidden=len(found.trace.rows) - len(rows),
        filters=[
            (
                name,
                say.filters[name],
                sum(_shown(row, name, moved) for row in found.trace.rows),
                f"/trace/{higher}{_query(below, show=name, sort=sort)}",
            )
            for name in _FILTERS
        ],
        shown=show,
        sorts=[(name, say.sorts[name], f"/trace/{higher}{_query(below, show=show, sort=name)}") for name in _SORTS],
        sorted_by=sort,
        exports=[(form, f"/trace/{higher}/export/{form}{_query(below)}") for form in MATRICES],
        legend=trace_tables.legend(say),
    )


@router.get("/trace/{higher}/export/{form}")
def exported(request: Request, higher: str, form: str) -> Response:
    """The matrix as a file."""
    chosen = MATRICES.get(form)
    if chosen is None:
        raise HTTPException(404)
    tracker, above = tracker_of(request), an_id(higher)
    title = trace_tables.title_of(tracker.text(above).named)
    given: dict[str, object] = {"higher": above, "lower": _below(request), "form": form, "lang": Site.of(request).lang}
    work = Work("export-trace", given, named_by_content("export-trace", tracker.corpus_key(), given), title)
    data = answered(request, work, OF_FILES)
    if isinstance(data, Response):
        return data
    return download(cast("bytes", data), f"{title[:60]}-{higher}.{form}", chosen.media_type)


@router.get("/trace/{higher}/{lower}")
def one_lower(request: Request, higher: str, lower: str) -> Response:
    """One lower text by itself: what it took over, what it softened, what it added."""
    site, say = Site.of(request, "/trace"), trace_words(Site.of(request).lang)
    found = _traced(request, higher, [an_id(lower)])
    if isinstance(found, Response):
        return found
    column = found.trace.columns[0]
    return render(
        site,
        "trace_one.html.jinja",
        say=say,
        found=found,
        title=trace_tables.title_of(found.lower[0]),
        above=trace_tables.title_of(found.higher),
        column=column,
        told=trace_tables.coverage_text(found, 0, say),
        share=trace_tables.share_text(column.coverage),
        counts=[
            *((say.statuses[status.value], count) for status, count in column.counts.items()),
            *([(say.addressed["no"], column.beside)] if column.beside else []),
        ],
        figures=trace_tables.figures_text(column.figures, say, site.lang),
        deadlines=[
            (say_address(item.address), item.old, item.new, trace_tables.deadline_word(item.direction, say, site.lang))
            for item in column.deadlines
        ],
        additions=[(say_address(item.address), item.text, item.duties) for item in column.additions],
        softened=[_row(row, found, say, site) for row in found.trace.rows if row.clause in set(column.softened)],
        absent=[
            _row(row, found, say, site)
            for row in found.trace.rows
            if row.cells[0].status is Status.ABSENT and row.cells[0].expected
        ],
        compare=f"/compare/{found.higher.version.id}/{lower}?task=derivation",
    )


@router.get("/documents/{name}/lineage")
def lineage(request: Request, name: str, address: str, version: str = "") -> Response:
    """One clause through versions and the texts that take it up."""
    site, tracker = Site.of(request, "/trace"), tracker_of(request)
    words = named_by(name, version)
    if waits := indexed(request):
        return waits
    stations = tracker.lineage(words, address)
    return render(
        site,
        "lineage.html.jinja",
        say=trace_words(site.lang),
        address=say_address(address),
        stations=[
            (
                one,
                trace_tables.title_of(one.named),
                [say_address(place) for place in one.addresses if place],
                f"/compare/{one.before}/{one.named.version.id}{'?task=derivation' if one.task == 'derivation' else ''}"
                if one.before
                else "",
            )
            for one in stations
        ],
    )


@router.get("/documents/{name}/related")
def related(request: Request, name: str) -> Response:
    """The documents related to one, and who names whom."""
    site, tracker = Site.of(request, "/documents"), tracker_of(request)
    found = tracker.document(an_id(name))
    name = f"relate {found.id} {tracker.corpus_key()}"
    what = trace_words(site.lang).relatives
    made = answered(request, Work("relate", {"document": found.id}, name, found.id), what=what, section="/documents")
    if isinstance(made, Response):
        return made
    relatives, graph = cast("tuple[tuple[Relative, ...], Graph]", made)
    centre = next(node for node in graph.nodes if node.id == graph.centre)
    return render(
        site,
        "related.html.jinja",
        say=trace_words(site.lang),
        title=centre.title,
        document=found.id,
        relatives=relatives,
        drawing=drawing(graph, site),
    )


@router.get("/documents/{name}/graph.graphml")
def graphml(request: Request, name: str) -> Response:
    """Who names whom, for whatever draws graphs."""
    graph = tracker_of(request).citation_graph(an_id(name))
    return download(trace_tables.graphml(graph), f"{name}.graphml", "application/graphml+xml")


@router.get("/documents/{name}/amendments")
def amendments(request: Request, name: str, amended: str = "") -> Response:
    """What became of each instruction of a decision."""
    site, say = Site.of(request, "/documents"), trace_words(Site.of(request).lang)
    found = tracker_of(request).amendments(an_id(name), amended)
    checks = {id(check.amendment): check for check in found.checks}
    return render(
        site,
        "amendments.html.jinja",
        say=say,
        title=trace_tables.title_of(found.decision),
        decision=found.decision,
        amended=found.amended,
        amended_title=trace_tables.title_of(found.amended) if found.amended else "",
        instructions=[(amendment, checks.get(id(amendment))) for amendment in found.amendments],
        place=say_address,
    )


def _below(request: Request) -> list[str]:
    """The lower texts that the address names."""
    return [an_id(name) for name in request.query_params.getlist("with")]


def _traced(request: Request, higher: str, lower: Sequence[str] | None = None) -> Traced | Response:
    """The matrix, or a page that waits for it."""
    tracker: Tracker = tracker_of(request)
    above = an_id(higher)
    below = list(lower) if lower is not None else _below(request)
    name = f"trace {above} {' '.join(below)} {tracker.corpus_key()}"
    work = Work("trace", {"higher": above, "lower": below}, name, above)
    return cast("Traced | Response", answered(request, work, what=Site.of(request).ui.comparing, section="/trace"))


def _query(below: Sequence[str], **more: str) -> str:
    asked = [("with", name) for name in below] + [(name, value) for name, value in more.items() if value not in _USUAL]
    return f"?{urlencode(asked)}" if asked else ""


def _shown(row: Row, show: str, moved: frozenset[str]) -> bool:
    cells: Sequence[Cell] = row.cells
    match show:
        case "absent":
            return any(cell.status is Status.ABSENT and cell.expected for cell in cells)
        case "weaker":
            return any(cell.leaning == "weaker" for cell in cells)
        case "deadline":
            return row.clause in moved
        case "nobody":
            return not row.taken_by and any(cell.expected for cell in cells)
        case _:
            return True


def _row(row: Row, found: Traced, say: TraceWords, site: Site) -> ShownRow:
    cells: list[ShownCell] = []
    for cell, lower, made in zip(row.cells, found.lower, found.comparisons, strict=True):
        comparison = made.judged.comparison
        anchor = Places.of(comparison, site.say).clause("old", row.clause).anchor
        page = f"/compare/{found.higher.version.id}/{lower.version.id}?task=derivation"
        sign = cell_sign(cell.status.value, cell.addressed.value, cell.leaning)
        told = trace_tables.cell_text(cell, say, site.lang).partition(" ")[2]
        status = cell.status.value if cell.status is not Status.ABSENT or cell.expected else "beside"
        measures = tuple(_measures(cell, made.judged, page, say, site))
        cells.append(ShownCell(sign, status, told, cell.score, f"{page}#{quote(anchor)}", measures))
    asked = urlencode({"version": found.higher.version.id, "address": row.address})
    return ShownRow(
        row.clause,
        say_address(row.address),
        row.text,
        say.addressed[row.addressed.value],
        row.deadlines,
        row.taken_by,
        tuple(cells),
        f"/documents/{found.higher.document.id}/lineage?{asked}" if row.address else "",
    )


def _measures(cell: Cell, judged: Judged, page: str, say: TraceWords, site: Site) -> Iterator[ShownMeasure]:
    """The duties of a cell, each with what became of it and the row of the comparison that tells."""
    for one in cell.measures:
        if one.change < 0:
            told = say.whom[one.addressed.value] if one.fate == "beside" else say.kept if one.carried else say.absent
            yield ShownMeasure(one.text, told, "")
            continue
        change = judged.comparison.obligations[one.change]
        fields = [site.say.field_change(name, change.directions.get(name, "")) for name in change.fields]
        told = (
            site.say.joiner.join(fields)
            if one.carried and fields
            else site.say.change_name(change.change, "derivation")
        )
        number = judged.numbers[one.change] + 1 if judged.numbers else one.change + 1
        yield ShownMeasure(one.text, told, f"{page}#d-{number}")


def _column(found: Traced, at: int, say: TraceWords, lang: Lang) -> ShownColumn:
    column: Column = found.trace.columns[at]
    one = found.lower[at]
    return ShownColumn(
        trace_tables.title_of(one),
        at + 1,
        f"/trace/{found.higher.version.id}/{one.version.id}",
        f"/documents/{one.document.id}?version={one.version.id}",
        trace_tables.share_text(column.coverage),
        trace_tables.coverage_text(found, at, say),
        column.rewording,
        trace_tables.figures_text(column.figures, say, lang),
    )


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A document of the drawing: its place, its title in as many characters as fit, and its page."""

    x: int
    y: int
    title: str
    relation: str
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The graph of citations as it is drawn: left whom the one in the middle names, right who names it."""

    width: int
    height: int
    centre: DrawnNode
    left: tuple[DrawnNode, ...]
    right: tuple[DrawnNode, ...]


_WIDTH, _ROW, _BOX, _FITS = 980, 44, 280, 18


def drawing(graph: Graph, site: Site) -> Drawing | None:
    """Where everything stands in the drawing; None where there is nothing to draw."""
    nodes = {node.id: node for node in graph.nodes}
    named = [(edge.target, edge.relation) for edge in graph.edges if edge.source == graph.centre]
    naming = [(edge.source, edge.relation) for edge in graph.edges if edge.target == graph.centre]
    if not named and not naming:
        return None
    named.sort(key=lambda item: not nodes[item[0]].known)

    def side(items: list[tuple[str, str]], x: int) -> tuple[DrawnNode, ...]:
        return tuple(
            DrawnNode(
                x,
                20 + at * _ROW,
                _fitting(nodes[name].title),
                site.ui.relations[relation],
                f"/documents/{name}" if nodes[name].known else "",
            )
            for at, (name, relation) in enumerate(items[:_DRAWN])
        )

    left, right = side(named, 0), side(naming, _WIDTH - _BOX)
    height = 20 + _ROW * max(len(left), len(right), 1)
    middle = DrawnNode((_WIDTH - _BOX) // 2, height // 2 - _ROW // 2, _fitting(nodes[graph.centre].title), "", "")
    return Drawing(_WIDTH, height, middle, left, right)


def _fitting(title: str) -> str:
    return title if len(title) <= _FITS else f"{title[: _FITS - 1]}…"
