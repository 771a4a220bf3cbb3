"""What binds when: what is no longer in force on a day, what waits, and how one document is shown to stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from revtrack.features.inforce import today
from revtrack.force.model import Course, Standing, Turn
from revtrack.forms.force import position
from revtrack.service import Tracker
from revtrack.terms import Document, Version, document_facts
from web.asking import day_of, filter_of, jobs_of, offset_of, page_of, place_options, tracker_of
from web.security import check_csrf
from web.site import PAGE, Shown, Site, render, see

router = APIRouter(include_in_schema=False)
_READING = "read force"
#: As many versions are read while the reader waits; more are read in the background.
_FEW = 100


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn of a document's wording: the version with its position, None where the corpus lacks it."""

    turn: Turn
    version: Version | None
    position: int


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """How a document stands: its title, the version with its position, and where its page is."""

    standing: Standing
    title: str
    number: str
    position: int
    path: str


@router.get("/force")
def force(request: Request, on: str = "") -> Response:
    """What is no longer in force on a day, and what waits for a text that the corpus lacks."""
    site, tracker, query = Site.of(request, "/force"), tracker_of(request), request.query_params
    day, page = day_of(on) or today(), page_of(query)
    keep(tracker)
    asked = filter_of(query, query.get("words", "").strip())
    found = tracker.no_longer_in_force(day, asked, offset=offset_of(page), limit=PAGE)
    return render(
        site,
        "force.html.jinja",
        day=day,
        asked=asked,
        items=[shown_standing(one) for one in found.page.items],
        shown=Shown(found.page.total, page, "/force", {**query, "page": ""}),
        waiting=tracker.force_waiting(limit=PAGE),
        covered=found.covered,
        versions=found.versions,
        reading=jobs_of(request).under_way(_READING),
        places=place_options(site, tracker),
    )


@router.post("/force/read")
def read(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """Read what all versions say of force, in the background."""
    check_csrf(request, csrf)
    jobs_of(request).start_anew("read-force", name=_READING, by=Site.of(request).reviewer)
    return see("/force")


def keep(tracker: Tracker) -> None:
    """Bring the register up to date: at once where little lacks, else in the background."""
    if not tracker.has_corpus():
        return
    covered, versions = tracker.force_cover()
    if versions - covered <= _FEW:
        tracker.keep_force()
    else:
        tracker.jobs.start_anew("read-force", name=_READING)


def shown_standing(standing: Standing) -> ShownStanding:
    """A standing as pages show it."""
    facts = document_facts(standing.document)
    at = position(standing.document, standing.version) if standing.version else 0
    path = f"/documents/{standing.document.id}"
    return ShownStanding(standing, facts["title"], facts["doc_number"], at, path)


def shown_turns(course: Course) -> list[ShownTurn]:
    """The turns of a document, the first first."""
    return [shown_turn(turn, course.document) for turn in course.turns]


def shown_turn(turn: Turn, document: Document) -> ShownTurn:
    """A turn as pages show it."""
    return ShownTurn(turn, turn.version, position(document, turn.version) if turn.version else 0)
