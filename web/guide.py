"""The help page: how each job is done, the keys, the signs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from revtrack.words.guide import guide_words
from web.site import Site, render

router = APIRouter(include_in_schema=False)


@router.get("/help")
def guide(request: Request) -> Response:
    """Help in the reader's language."""
    site = Site.of(request, "/help")
    return render(site, "guide.html.jinja", say=guide_words(site.lang))
