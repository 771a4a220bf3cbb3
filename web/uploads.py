"""Uploads: files are kept aside, read in the background, shown for confirmation, and only then stored."""

from __future__ import annotations

from typing import Annotated, BinaryIO

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from revtrack.holdings.adding import Addition
from revtrack.holdings.intake import Bounds
from web.asking import jobs_of, status_options, tracker_of
from web.jobs import Jobs, NotYet, Progress
from web.security import check_csrf
from web.site import Site, render, see, tell

router = APIRouter(include_in_schema=False)
#: A page that takes longer shows how far the work is.
PATIENCE = 0.8
_KNOWN_SHOWN = 300


@router.post("/uploads")
async def receive(request: Request) -> Response:
    """Keep files aside."""
    bounds: Bounds = request.app.state.bounds
    async with request.form(max_files=bounds.files + 1, max_fields=20) as form:
        check_csrf(request, form.get("csrf"))
        files: list[tuple[str, BinaryIO]] = [
            (item.filename or "", item.file)
            for item in form.getlist("files")
            if isinstance(item, UploadFile) and item.filename
        ]
        token = await run_in_threadpool(tracker_of(request).receive, files, bounds)
    return see(f"/uploads/{token}")


@router.get("/uploads/{token}")
def look(request: Request, token: str) -> Response:
    """What was found in the files, or how far reading or storing them is."""
    site, tracker, jobs = Site.of(request, "/documents"), tracker_of(request), jobs_of(request)
    storing = jobs.find(_storing(token))
    if storing is not None:
        try:
            additions: list[Addition] = storing.result(PATIENCE)
        except NotYet:
            return _waiting(site, site.ui.storing_files, storing.done, storing.total)
        except BaseException:
            jobs.forget(_storing(token))
            raise
        return render(site, "stored.html.jinja", additions=additions)
    reading = jobs.start(_reading(token), lambda progress: tracker.look(token, progress))
    try:
        handed = reading.result(PATIENCE)
    except NotYet:
        return _waiting(site, site.ui.reading_files, reading.done, reading.total)
    except BaseException:
        jobs.forget(_reading(token))
        raise
    known = tracker.documents(limit=_KNOWN_SHOWN).items
    return render(
        site,
        "confirm.html.jinja",
        token=token,
        handed=handed,
        count=sum(len(file.documents) for file in handed),
        statuses=status_options(site, site.ui.as_read),
        known_documents=[
            ("", site.ui.own_documents),
            *((item.id, f"{item.title or site.corpus.untitled} {item.date}".strip()) for item in known),
        ],
    )


@router.post("/uploads/{token}")
def store(
    request: Request,
    token: str,
    verdict: Annotated[str, Form()] = "store",
    only: Annotated[list[str] | None, Form()] = None,
    status: Annotated[str, Form()] = "",
    document: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Store what was confirmed, or throw everything away."""
    check_csrf(request, csrf)
    site, tracker, jobs = Site.of(request), tracker_of(request), jobs_of(request)
    if verdict == "discard" or not only:
        tracker.discard(token)
        _forget(jobs, token)
        tell(request, site.ui.done["discard"])
        return see("/documents")
    values = {"status": status} if status else {}
    chosen, author = list(only), site.reviewer

    def work(progress: Progress) -> list[Addition]:
        def report(_: Addition, done: int, total: int) -> None:
            progress(done, total)

        return tracker.accept(token, chosen, values=values, document=document, author=author, report=report)

    jobs.start(_storing(token), work)
    jobs.forget(_reading(token))
    return see(f"/uploads/{token}")


def _waiting(site: Site, what: str, done: int, total: int) -> Response:
    return render(site, "waiting.html.jinja", status=202, what=what, done=done, total=total)


def _reading(token: str) -> str:
    return f"read {token}"


def _storing(token: str) -> str:
    return f"store {token}"


def _forget(jobs: Jobs, token: str) -> None:
    jobs.forget(_reading(token))
    jobs.forget(_storing(token))
