"""Promises: texts that somebody is to make or change, by body and by day, and what keeps them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from revtrack.words.promises import promise_words
from web.asking import day_of, filter_of, offset_of, page_of, place_options, tracker_of
from web.site import PAGE, Shown, Site, render

router = APIRouter(include_in_schema=False)


@router.get("/promises")
def promises(request: Request, body: str = "", state: str = "") -> Response:
    """The list, the one due first first."""
    site, tracker, query = Site.of(request, "/promises"), tracker_of(request), request.query_params
    say, page = promise_words(site.lang), page_of(query)
    chosen = state if state in say.states else ""
    wanted = body.strip()[:100]
    found = tracker.promises(wanted, day_of(query.get("on", "")), filter_of(query), (chosen,) if chosen else ())
    at = offset_of(page)
    return render(
        site,
        "promises.html.jinja",
        say=say,
        body=wanted,
        state=chosen,
        asked=filter_of(query),
        items=found.items[at : at + PAGE],
        shown=Shown(len(found.items), page, "/promises", {**query, "page": ""}),
        coverage=""
        if found.covered == found.versions
        else site.corpus.coverage.format(covered=found.covered, versions=found.versions),
        states=[("", say.any_state), *say.states.items()],
        places=place_options(site, tracker),
    )
