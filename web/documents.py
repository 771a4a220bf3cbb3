"""Documents: the list with its filters."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from revtrack.terms import Filter
from web.asking import filter_of, offset_of, page_of, place_options, status_options, tracker_of
from web.site import PAGE, Shown, Site, render

router = APIRouter(include_in_schema=False)


@router.get("/documents")
def documents(request: Request) -> Response:
    """The list."""
    site, tracker, query = Site.of(request, "/documents"), tracker_of(request), request.query_params
    asked = filter_of(query, query.get("words", "").strip())
    page = page_of(query)
    found = tracker.documents(asked, offset=offset_of(page), limit=PAGE)
    return render(
        site,
        "documents.html.jinja",
        asked=asked,
        filtered=asked != Filter(),
        documents=found.items,
        shown=Shown(found.total, page, "/documents", {**query, "page": ""}),
        places=place_options(site, tracker),
        statuses=status_options(site, site.ui.any),
        bounds=request.app.state.bounds,
    )
