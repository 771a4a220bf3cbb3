"""What those who cite a document call it, where it has lost title, number or day, and what it rests on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from revtrack.words.citers import citer_words
from web.asking import MOST_WORDS, an_id, tracker_of
from web.security import check_csrf
from web.site import Site, name_reviewer, render, see

router = APIRouter(include_in_schema=False)
#: What may be taken over; a day that is only not later than one may not.
_FIELDS = ("title", "doc_number")


@router.get("/documents/{name}/called")
def called(request: Request, name: str) -> Response:
    """What citers say, each with the words that say it, and the basis."""
    site = Site.of(request, "/documents")
    found = tracker_of(request).called(an_id(name))
    return render(
        site,
        "called.html.jinja",
        say=citer_words(site.lang),
        found=found,
        title=found.own["title"] or site.corpus.untitled,
        fields=_FIELDS,
    )


@router.post("/documents/{name}/called")
def take(
    request: Request,
    name: str,
    field: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Take over what a citer says."""
    check_csrf(request, csrf)
    tracker = tracker_of(request)
    said = {(one.field, one.value) for one in tracker.called(an_id(name)).called}
    if field not in _FIELDS or (field, value[:MOST_WORDS]) not in said:
        raise HTTPException(400)
    tracker.edit(an_id(name), {field: value}, author=name_reviewer(request, ""))
    return see(f"/documents/{name}")
