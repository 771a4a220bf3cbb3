"""Home: what is open for comment, what waits for a decision, what is new since the reader last looked."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from revtrack.accounts.roles import Action
from revtrack.errors import InvalidInput, RevtrackError
from revtrack.jobs.desk import NotYet
from revtrack.words.home import home_words
from revtrack.words.language import LANGUAGES
from web.asking import jobs_of, tracker_of
from web.gate import may
from web.news import DOCUMENTS, coming, news
from web.security import Refused, check_csrf
from web.site import MOST_UNDONE, Site, name_reviewer, now, render, see, tell

if TYPE_CHECKING:
    from revtrack.holdings.identity import Undecided

router = APIRouter(include_in_schema=False)

#: A visit that begins within so many minutes of the last page is still the same one.
_VISIT_SECONDS = 1800
_NEWS = ("add", "link", "withdraw")
_SHOWN, _DAYS = 12, 8
#: Seconds that the page waits for what may be one.
_PROPOSING = 3.0


@router.get("/")
def home(request: Request) -> Response:
    """The first page."""
    site, tracker = Site.of(request, "/"), tracker_of(request)
    total = tracker.documents(limit=1).total
    since = _last_visit(request)
    today = date.today()  # noqa: DTZ011 - a deadline for comments ends where the reader is
    proposals = _proposals(request) if total else ()
    waits = (proposals or ())[:_SHOWN]
    derivations = tracker.derivations(limit=1)
    told = news(request, site, tracker.recent(since, _NEWS, limit=_SHOWN), waits) if total else []
    return render(
        site,
        "home.html.jinja",
        say=home_words(site.lang),
        total=total,
        bounds=request.app.state.bounds,
        inbox=len(tracker.watching.inbox()) if tracker.watching.has_state() else 0,
        proposing=proposals is None,
        undecided=[(item, tracker.liken(item.document, item.proposal.document)) for item in waits],
        news=told,
        told_most=DOCUMENTS,
        example=next((one for one in told if one.rows), next((one for one in told if one.path), None)),
        days=coming(tracker, today, _DAYS),
        traced=derivations[0][1] if derivations else None,
        looked=site.moment(since) if since else "",
    )


def _proposals(request: Request) -> tuple[Undecided, ...] | None:
    """Documents that are likely one with another, in the corpus as it stands; None until they are found."""
    tracker, jobs = tracker_of(request), jobs_of(request)
    name = f"propose {tracker.corpus_key()}"
    try:
        return cast("tuple[Undecided, ...]", jobs.result(jobs.start("propose", name=name), _PROPOSING))
    except NotYet:
        return None
    except RevtrackError:  # somebody cancelled it, or the corpus cannot be asked for a moment: the next look asks anew
        with suppress(RevtrackError):
            jobs.forget(name)
        return None


def is_another_visit(seen: str, moment: str) -> bool:
    """Whether somebody who was last seen at one moment (ISO 8601) and comes at another was away in between."""
    from datetime import datetime

    return (datetime.fromisoformat(moment) - datetime.fromisoformat(seen)).total_seconds() > _VISIT_SECONDS


def _last_visit(request: Request) -> str:
    """When the visit before this one ended; "" for a first visit."""
    session, moment = request.session, now()
    seen = str(session.get("seen", ""))
    if seen and is_another_visit(seen, moment):
        session["looked"] = seen
    session["seen"] = moment
    return str(session.get("looked", ""))


@router.get("/language")
def language(request: Request, to: str = "", next: str = "/") -> Response:  # noqa: A002 - the word in the address
    """Choose the language of the pages."""
    if to in LANGUAGES:
        request.session["lang"] = to
    return see(next)


@router.post("/reviewer")
def reviewer(
    request: Request,
    by: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",  # noqa: A002
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """The name that stands beside what the reader says."""
    check_csrf(request, csrf)
    name_reviewer(request, by)
    return see(next)


@router.post("/sample")
def sample(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """Load the sample corpus."""
    check_csrf(request, csrf)
    site, tracker = Site.of(request), tracker_of(request)
    tracker.load_samples()
    tell(request, site.ui.sample_loaded)
    return see("/")


@router.post("/decide")
def decide(
    request: Request,
    document: Annotated[str, Form()],
    other: Annotated[str, Form()],
    verdict: Annotated[str, Form()],
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Join two documents that are one, or say that they are two."""
    check_csrf(request, csrf)
    site, tracker = Site.of(request), tracker_of(request)
    join = verdict == "join"
    act = tracker.link if join else tracker.keep_apart
    made = act(document, other, author=site.reviewer)
    tell(request, site.ui.done["link" if join else "keep-apart"], made.commit)
    return see(f"/documents/{made.document}" if join else "/")


@router.post("/undo")
def undo(
    request: Request,
    commit: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",  # noqa: A002
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Take back one change, or all of a batch, the last one first."""
    check_csrf(request, csrf)
    site, tracker = Site.of(request), tracker_of(request)
    commits = commit.split()[:MOST_UNDONE] or [commit]
    if not may(request, Action.OVERRULE) and any(tracker.author_of(one) != site.reviewer for one in commits):
        raise Refused(403)
    made = [tracker.undo(one, author=site.reviewer) for one in reversed(commits)][-1]
    tell(request, site.ui.done["undo-batch" if len(commits) > 1 else "undo"].format(count=len(commits)))
    if made.document and next.startswith(f"/documents/{made.document}"):
        try:
            tracker.document(made.document)
        except InvalidInput:  # what was undone is what brought the document here
            return see("/documents")
    return see(next)
