"""The policy line of a document: proposed, confirmed by a reader, with the course of its measures."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from revtrack.export.diffusion_tables import said_day
from revtrack.words.diffusion import diffusion_words
from revtrack.words.lines import line_words
from web.asking import an_id, tracker_of
from web.security import check_csrf
from web.site import Site, render, see

router = APIRouter(include_in_schema=False)


@router.get("/documents/{name}/line")
def line(request: Request, name: str) -> Response:
    """The line, the earliest text first, and the measures that several of its texts name."""
    site = Site.of(request, "/documents")
    say, stages = line_words(site.lang), diffusion_words(site.lang)
    found = tracker_of(request).line(an_id(name))
    return render(
        site,
        "line.html.jinja",
        say=say,
        stages=stages.stages,
        found=found,
        title=found.named.version.value("title") or site.corpus.untitled,
        members=[(one, said_day(one.item.date, one.year, stages)) for one in found.members],
        courses=[(one, f"/measures?{urlencode({'name': one.name})}") for one in found.courses],
        any_confirmed=any(one.confirmed for one in found.members),
    )


@router.post("/documents/{name}/line")
def confirm(
    request: Request,
    name: str,
    other: Annotated[list[str] | None, Form()] = None,
    leave: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Confirm those that were chosen, or take the document's own confirmation back."""
    check_csrf(request, csrf)
    tracker = tracker_of(request)
    if leave:
        tracker.leave_line(an_id(name))
    elif other:
        tracker.confirm_line(an_id(name), [an_id(one) for one in other[:100]])
    return see(f"/documents/{name}/line")
