"""Indicators: what is measured, and the course of one thing as tables with a drawing beside each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from revtrack.indicators.model import Row, bare_of, value_of, year_of
from revtrack.service import Tracker
from revtrack.words.indicators import IndicatorWords, indicator_words
from web.asking import MOST_WORDS, filter_of, jobs_of, offset_of, page_of, place_options, tracker_of
from web.security import check_csrf
from web.site import PAGE, Shown, Site, render, see

router = APIRouter(include_in_schema=False)
_READING = "read targets"
#: As many versions are read while the reader waits; more are read in the background.
_FEW = 20
#: The drawing of a line, in units of its own: its size, its margins, and how much room a label needs.
_WIDTH, _HEIGHT, _SIDE, _TOP, _BOTTOM, _LABEL = 640, 180, 70, 34, 30, 90


@dataclass(frozen=True, slots=True)
class Point:
    """A value at its place, with the year and the value as text; `labelled` where there is room for them, `beside` it
    where other values of the year stand above or below."""

    x: int
    y: int
    year: int
    value: str
    labelled: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The values of one line by year: where each is, the line through them, and the same in words."""

    width: int
    height: int
    points: tuple[Point, ...]
    path: str
    described: str


@router.get("/indicators")
def indicators(request: Request, words: str = "") -> Response:
    """What is measured; what most documents speak of first."""
    site, tracker, query = Site.of(request, "/indicators"), tracker_of(request), request.query_params
    say, page, wanted = indicator_words(site.lang), page_of(query), words.strip()[:MOST_WORDS]
    keep(tracker)
    asked = filter_of(query)
    found = tracker.indicators(wanted, asked, offset=offset_of(page), limit=PAGE)
    return render(
        site,
        "indicators.html.jinja",
        say=say,
        words=wanted,
        asked=asked,
        items=found.page.items,
        shown=Shown(found.page.total, page, "/indicators", {**query, "page": ""}),
        covered=found.covered,
        versions=found.versions,
        reading=jobs_of(request).under_way(_READING),
        places=place_options(site, tracker),
    )


@router.get("/indicators/{name}")
def indicator(request: Request, name: str) -> Response:
    """The course of one measured thing; 404 where no text speaks of it."""
    site, tracker = Site.of(request, "/indicators"), tracker_of(request)
    say = indicator_words(site.lang)
    keep(tracker)
    found = tracker.indicator(name[:MOST_WORDS])
    rows = [(row, drawing(row, say)) for row in found.indicator.rows]
    return render(
        site,
        "indicator.html.jinja",
        200 if rows else 404,
        say=say,
        name=found.indicator.names[0] if rows else name[:MOST_WORDS],
        indicator=found.indicator,
        rows=rows,
        covered=found.covered,
        versions=found.versions,
        reading=jobs_of(request).under_way(_READING),
    )


@router.post("/indicators/read")
def read(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """Read the targets of all versions, in the background."""
    check_csrf(request, csrf)
    jobs_of(request).start_anew("read-targets", name=_READING, by=Site.of(request).reviewer)
    return see("/indicators")


def keep(tracker: Tracker) -> None:
    """Have the targets of all versions read: at once where few lack, else in the background."""
    if not tracker.has_corpus():
        return
    covered, versions = tracker.targets_cover()
    if versions - covered > _FEW:
        tracker.jobs.start_anew("read-targets", name=_READING)
    elif covered < versions:
        tracker.read_targets()


def drawing(row: Row, say: IndicatorWords) -> Drawing | None:
    """The drawing of a line; None where it has no two values of one kind that can be drawn."""
    steps = [step.hit for step in row.steps if step.turn != "dropped" and step.hit.target.value and year_of(step.hit)]
    if not steps:
        return None
    first = steps[0].target
    told = [
        (year_of(hit), value, bare_of(hit.target))
        for hit in steps
        if (value := value_of(hit.target)) is not None
        and (hit.target.family, hit.target.change) == (first.family, first.change)
    ]
    years, values = [year for year, _, _ in told], [value for _, value, _ in told]
    if len(told) < 2 or (max(years) == min(years) and max(values) == min(values)):
        return None
    wide, high = max(years) - min(years) or 1, max(values) - min(values)
    points: list[Point] = []
    free = -_LABEL
    for year, value, written in told:
        x = _SIDE + round((year - min(years)) / wide * (_WIDTH - 2 * _SIDE))
        share = float((value - min(values)) / high) if high else 0.5
        y = round(_HEIGHT - _BOTTOM - 20 - share * (_HEIGHT - _TOP - _BOTTOM - 20))
        labelled = x == free or x - free >= _LABEL
        free = x if labelled else free
        points.append(Point(x, y, year, written, labelled, beside=years.count(year) > 1))
    path = " ".join(f"{'L' if at else 'M'}{point.x} {point.y}" for at, point in enumerate(points))
    described = say.parting.join(say.point.format(year=point.year, value=point.value) for point in points)
    return Drawing(_WIDTH, _HEIGHT, tuple(points), path, say.described.format(points=described))
