"""Search over clauses and over duties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from revtrack.jobs.desk import JobDesk
from revtrack.service import Tracker
from revtrack.subscriptions.wanted import DUTIES, NARROWED, is_empty, search_wanted
from revtrack.terms import SORTS, DutyFilter
from web.asking import (
    day_of,
    filter_of,
    jobs_of,
    offset_of,
    page_of,
    place_options,
    sort_of,
    status_options,
    tracker_of,
)
from web.security import check_csrf
from web.site import PAGE, Shown, Site, render, see

router = APIRouter(include_in_schema=False)
_READING = "read duties"
#: As many versions are read at the start without being asked; more would be felt.
_FEW = 100


@router.get("/search")
def search(request: Request) -> Response:
    """Words in clauses, or duties by actor, deadline, kind and strength."""
    site, tracker, query = Site.of(request, "/search"), tracker_of(request), request.query_params
    kind = "duties" if query.get("in") == "duties" else "clauses"
    words = query.get("q", "").strip()[:200]
    asked, wanted, page = filter_of(query), duty_filter_of(query), page_of(query)
    sort = sort_of(query)
    hits, shown, coverage, reading = (), None, "", None
    if kind == "duties":
        found = tracker.duties(wanted, asked, sort=sort, offset=offset_of(page), limit=PAGE)
        hits = found.page.items
        shown = Shown(found.page.total, page, "/search", dict(query))
        if found.covered < found.versions:
            coverage = site.corpus.coverage.format(covered=found.covered, versions=found.versions)
            if jobs_of(request).under_way(_READING):
                reading = (found.covered, found.versions)
    elif words:
        page_found = tracker.search(words, asked, sort=sort, offset=offset_of(page), limit=PAGE)
        hits = page_found.items
        shown = Shown(page_found.total, page, "/search", dict(query))
    return render(
        site,
        "search.html.jinja",
        kind=kind,
        words=words,
        asked=asked,
        wanted=wanted,
        hits=hits,
        shown=shown,
        coverage=coverage,
        reading=reading,
        sort=sort,
        subscribable=_subscribable(query),
        sorts=[(name, site.ui.sorts[name]) for name in SORTS],
        places=place_options(site, tracker),
        statuses=status_options(site, site.ui.any),
        polarities=[("", site.ui.any), *site.say.polarities.items()],
        strengths=[(str(at), name) for at, name in enumerate(site.ui.strengths)],
    )


def _subscribable(query: Mapping[str, str]) -> dict[str, str]:
    """What asks for the form by which one subscribes to a search; nothing where it asks for nothing."""
    asked = filter_of(query)
    duties = duty_filter_of(query) if query.get("in") == DUTIES else None
    if is_empty(search_wanted(query.get("q", ""), asked, duties)):
        return {}
    names = (*("q", "in", "actor", "polarity", "strength", "after", "before"), *NARROWED)
    return {"kind": "search", **{name: query[name] for name in names if query.get(name)}}


@router.post("/duties/read")
def read_duties(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """Read the duties of the versions that lack them, in the background."""
    check_csrf(request, csrf)
    _read(jobs_of(request), by=Site.of(request).reviewer)
    return see("/search?in=duties")


def read_few(tracker: Tracker) -> None:
    """Read the duties of versions that lack them, where those are few enough to go unnoticed."""
    if tracker.has_corpus():
        _read(tracker.jobs, most=_FEW)


def _read(jobs: JobDesk, *, by: str = "", **given: object) -> None:
    """Read duties in the background, where that is not being done already."""
    jobs.start_anew("read-duties", given, name=_READING, by=by)


def duty_filter_of(query: Mapping[str, str]) -> DutyFilter:
    """What a duty must be like; values that make no sense ask for nothing."""
    strength = query.get("strength", "")
    polarity = query.get("polarity", "")
    return DutyFilter(
        actor=query.get("actor", "").strip()[:100],
        words=query.get("q", "").strip()[:200],
        polarity=polarity if polarity.isalpha() and polarity.isascii() else "",
        strength=int(strength) if strength in {"1", "2", "3", "4", "5", "6"} else 0,
        after=day_of(query.get("after", "")),
        before=day_of(query.get("before", "")),
    )
