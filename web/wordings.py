"""The wording of a document on a day, and one article through all its wordings; what the corpus lacks is said."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from revtrack.export.places import say_address
from revtrack.force.articles import ArticleHistory
from revtrack.force.model import ENDED_BY
from revtrack.forms.force import position
from revtrack.terms import document_facts
from web.asking import an_id, day_of, jobs_of, named_by, tracker_of
from web.force import shown_turn
from web.site import Site, render, see
from web.waiting import Work, answered

router = APIRouter(include_in_schema=False)


@router.get("/documents/{name}/on")
def choose(name: str, day: str = "", clause: str = "") -> Response:
    """From the form of a document's page to the address of a day."""
    wanted = day_of(day)
    if not wanted:
        raise HTTPException(400)
    return see(_path(an_id(name), wanted, clause.strip()[:200]))


@router.get("/documents/{name}/on/{day}")
def wording(request: Request, name: str, day: str, clause: str = "", published: str = "") -> Response:
    """The text in force on a day, or published by then, whole or one provision."""
    site, tracker = Site.of(request, "/documents"), tracker_of(request)
    wanted = day_of(day)
    if not wanted:
        raise HTTPException(404)
    found = tracker.text_on(an_id(name), wanted, clause.strip()[:200], as_published=bool(published))
    document = found.standing.document
    facts = document_facts(document)
    near = [(label, turn) for label, turn in (("before", found.before), ("after", found.after)) if turn is not None]
    return render(
        site,
        "wording.html.jinja",
        document=document,
        title=facts["title"] or site.corpus.untitled,
        day=wanted,
        clause=clause,
        found=found,
        standing=found.standing,
        position=position(document, found.version) if found.version else 0,
        published=shown_turn(found.published, document) if found.published else None,
        near=[(label, shown_turn(turn, document)) for label, turn in near],
        lines=[(at, say_address(line.address), line.kind, line.whole) for at, line in found.lines],
        as_published=bool(published),
        other=_path(document.id, wanted, clause, published=not published),
    )


@router.get("/documents/{name}/article")
def article(request: Request, name: str, clause: str = "", version: str = "") -> Response:
    """One article through all versions: what each did to it and to its duties, and who decided so."""
    site, tracker = Site.of(request, "/documents"), tracker_of(request)
    words = named_by(name, version)
    wanted = clause.strip()[:200]
    key = f"article {tracker.text(words).named.version.id} {wanted}"
    work = Work("article", {"version": words, "clause": wanted}, key)
    made = answered(request, work, what=site.force.article_title, section="/documents")
    if isinstance(made, Response):
        return made
    found = cast("ArticleHistory", made)
    jobs_of(request).forget(key)  # the corpus may change; the comparisons are kept
    document = found.course.document
    return render(
        site,
        "article.html.jinja",
        document=document,
        title=document_facts(document)["title"] or site.corpus.untitled,
        address=say_address(found.address),
        steps=[(one, shown_turn(one.turn, document), say_address(one.address)) for one in found.steps],
        endings=found.endings,
        ended_by={kind: state.value for kind, state in ENDED_BY.items()},
    )


def _path(document: str, day: str, clause: str, *, published: bool = False) -> str:
    asked = {"clause": clause, "published": "1" if published else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/documents/{document}/on/{day}" + (f"?{query}" if query else "")
