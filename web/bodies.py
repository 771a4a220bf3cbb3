"""Bodies: which there are, and what one is to do by role and day, with what changed since a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from revtrack.errors import InvalidInput
from revtrack.export.body_tables import body_xlsx, turned
from revtrack.export.formats import EXCEL
from revtrack.features.bodies import AskedOfBody
from revtrack.words.bodies import body_words
from web.asking import MOST_WORDS, day_of, filter_of, offset_of, page_of, place_options, tracker_of
from web.document import download
from web.security import check_csrf
from web.site import PAGE, Shown, Site, render, see

router = APIRouter(include_in_schema=False)
#: As many changes are shown on a page; the workbook has all.
_CHANGES = 100


@router.get("/bodies")
def bodies(request: Request, words: str = "") -> Response:
    """The list, the one with most duties first."""
    site, tracker, query = Site.of(request, "/bodies"), tracker_of(request), request.query_params
    page, wanted, place = page_of(query), words.strip()[:MOST_WORDS], filter_of(query).jurisdiction
    found = tracker.bodies(wanted, place, offset=offset_of(page), limit=PAGE)
    return render(
        site,
        "bodies.html.jinja",
        say=body_words(site.lang),
        words=wanted,
        place=place,
        items=[(one, path_of(one.office.key)) for one in found.items],
        shown=Shown(found.total, page, "/bodies", {**query, "page": ""}),
        coverage=coverage(site, found.covered, found.versions),
        places=place_options(site, tracker),
    )


@router.get("/bodies/one")
def body(request: Request, name: str = "") -> Response:
    """What one body is to do, the duty due first first; a name that may mean several leads to the list."""
    site, tracker, query = Site.of(request, "/bodies"), tracker_of(request), request.query_params
    say, page, wanted = body_words(site.lang), page_of(query), asked_of(query)
    asked = filter_of(query)
    try:
        found = tracker.body(name.strip()[:MOST_WORDS], wanted, asked)
    except InvalidInput as error:
        if error.kind == "ambiguous-body":
            return see(f"/bodies?{urlencode({'words': name.strip()[:MOST_WORDS]})}")
        raise
    at = offset_of(page)
    kept = {key: value for key, value in query.items() if value and key != "page"} | {"name": found.key}
    return render(
        site,
        "body.html.jinja",
        say=say,
        found=found,
        wanted=wanted,
        asked=asked,
        items=found.duties[at : at + PAGE],
        shown=Shown(len(found.duties), page, "/bodies/one", {**kept, "page": ""}),
        shifts=[(one, turned(one, say)) for one in found.shifts[:_CHANGES]],
        coverage=coverage(site, found.covered, found.versions),
        roles=[("", say.any_role), *say.roles.items()],
        workbook=f"/bodies/duties.xlsx?{urlencode(kept)}",
        feed=f"/feeds/bodies.atom?{urlencode({'name': found.key})}",
        calendar=f"/feeds/bodies.ics?{urlencode({'name': found.key})}",
    )


@router.get("/bodies/duties.xlsx")
def workbook(request: Request, name: str) -> Response:
    """The duties as asked, and the changes, as a workbook."""
    query = request.query_params
    found = tracker_of(request).body(name[:MOST_WORDS], asked_of(query), filter_of(query))
    return download(body_xlsx(found, Site.of(request).lang), f"{found.listing.office.said}.xlsx", EXCEL)


@router.post("/bodies/join")
def join(
    request: Request,
    name: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Say that another body is this one."""
    check_csrf(request, csrf)
    found = tracker_of(request).join_bodies(name[:MOST_WORDS], other.strip()[:MOST_WORDS])
    return see(path_of(found.key))


@router.post("/bodies/part")
def part(
    request: Request,
    name: Annotated[str, Form()] = "",
    key: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Say that a body is one by itself again."""
    check_csrf(request, csrf)
    tracker_of(request).part_bodies(key[:MOST_WORDS])
    return see(path_of(name[:MOST_WORDS]))


def path_of(key: str) -> str:
    """The page of a body."""
    return f"/bodies/one?name={quote(key)}"


def asked_of(query: Mapping[str, str]) -> AskedOfBody:
    """Which duties are wanted; values that make no sense ask for nothing."""
    role = query.get("role", "")
    return AskedOfBody(
        role=role if role in body_words("en").roles else "",
        words=query.get("q", "").strip()[:MOST_WORDS],
        after=day_of(query.get("after", "")),
        before=day_of(query.get("before", "")),
        since=day_of(query.get("changed_since", "")),
    )


def coverage(site: Site, covered: int, versions: int) -> str:
    """How far duties have been read, "" where all are."""
    return "" if covered == versions else site.corpus.coverage.format(covered=covered, versions=versions)
