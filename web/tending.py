"""The API's calls that look after what goes on: sources, what waits in the inbox, jobs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from revtrack.accounts.roles import Action
from revtrack.errors import InvalidInput
from revtrack.forms import jobs as jobs_json
from revtrack.forms import watch as watch_json
from revtrack.watch.source_files import is_source_name
from web.answering import OTHERWISE, Limit, Offset, answer, next_of, portion
from web.asking import check_address, jobs_of, tracker_of
from web.gate import may
from web.given import (
    AcceptedForm,
    Accepting,
    DeclinedForm,
    DroppedForm,
    JobForm,
    JobsForm,
    Looking,
    OneSourceForm,
    SourcesForm,
    SourceText,
    StartedForm,
)
from web.site import Site
from web.watch import RUN
from web.writing import whoever_says

router = APIRouter(prefix="/api/v1", responses=OTHERWISE)
#: Jobs that are listed, in all.
_MOST_JOBS = 1_000
Name = Annotated[str, Path(description="the name of a source")]
Item = Annotated[str, Path(description="the token of an item of the inbox, or its beginning")]
JobId = Annotated[str, Path(description="the id of a job, or its beginning")]


# --- sources ---------------------------------------------------------------------------------------------------------


@router.get("/sources", responses={200: {"model": SourcesForm}})
def list_sources(request: Request, offset: Offset = 0, limit: Limit = 100) -> Response:
    """The sources that are watched."""
    say = Site.of(request).say
    found, faults = tracker_of(request).watching.sources()
    form = portion(request, "sources", [watch_json.source(one) for one in found], offset, limit)
    return answer(request, {**form, "faults": [line for fault in faults for line in fault.lines(say)]})


@router.get("/sources/{name}", responses={200: {"model": OneSourceForm}})
def get_source(request: Request, name: Name) -> Response:
    """A source with its file."""
    return answer(request, _source(request, name))


@router.put("/sources/{name}", responses={200: {"model": OneSourceForm}})
def put_source(request: Request, name: Name, said: SourceText) -> Response:
    """Keep a source, new or changed, as its file is written."""
    if not is_source_name(name):
        raise InvalidInput("unknown-source", facts={"name": name, "known": ""})
    desk = tracker_of(request).watching
    desk.keep_text(name, said.text.replace("\r\n", "\n"), lambda one: check_address(request, one))
    return answer(request, _source(request, name))


@router.delete("/sources/{name}", responses={200: {"model": DroppedForm}})
def drop_source(request: Request, name: Name) -> Response:
    """Watch a source no more; what it brought stays."""
    tracker_of(request).watching.drop(name)
    return answer(request, {"dropped": name})


@router.post("/watch/run", status_code=202, responses={202: {"model": StartedForm}})
def run_sources(request: Request, said: Looking) -> Response:
    """Look at sources now."""
    desk, by = tracker_of(request).watching, Site.of(request).reviewer
    names = [desk.source(name).name for name in said.sources]
    job = jobs_of(request).start_anew("watch", {"sources": names}, name=RUN, title="、".join(names), by=by)
    address = f"{request.scope.get('root_path', '')}/api/v1/jobs/{job.id}"
    return answer(request, {"job": jobs_json.job(job), "address": address}, 202)


def _source(request: Request, name: str) -> dict[str, Any]:
    desk = tracker_of(request).watching
    return {**watch_json.source(desk.source(name)), "text": desk.text_of(name)}


# --- the inbox -------------------------------------------------------------------------------------------------------


@router.post("/inbox/{item}/accept", responses={200: {"model": AcceptedForm}})
def accept_item(request: Request, item: Item, said: Accepting) -> Response:
    """Take an item into the corpus: as proposed, as a version of a document, or as a document of its own."""
    desk = tracker_of(request).watching
    made = desk.accept(item, said.into.strip(), as_new=said.as_new, author=whoever_says(request))
    form = {"item": watch_json.entry(made.entry), "document": made.document, "version": made.version}
    return answer(request, {**form, "commit": made.commit or None})


@router.post("/inbox/{item}/decline", responses={200: {"model": DeclinedForm}})
def decline_item(request: Request, item: Item) -> Response:
    """Leave an item out."""
    made = tracker_of(request).watching.decline(item, author=whoever_says(request))
    return answer(request, {"item": watch_json.entry(made)})


# --- jobs ------------------------------------------------------------------------------------------------------------


@router.get("/jobs", responses={200: {"model": JobsForm}})
def list_jobs(request: Request, offset: Offset = 0, limit: Limit = 50) -> Response:
    """What goes on behind the pages, the newest first."""
    desk = jobs_of(request)
    found = desk.jobs(limit=_MOST_JOBS)
    form = jobs_json.jobs(found[offset : offset + limit], desk.age())
    following = next_of(request, offset, limit, len(found))
    return answer(request, {**form, "total": len(found), "offset": offset, "next": following})


@router.get("/jobs/{job}", responses={200: {"model": JobForm}})
def get_job(request: Request, job: JobId) -> Response:
    """How far a job is."""
    return answer(request, jobs_json.job(jobs_of(request).job(job)))


@router.post("/jobs/{job}/cancel", responses={200: {"model": JobForm}})
def cancel_job(request: Request, job: JobId) -> Response:
    """Do a job no more; that of somebody else takes an administrator."""
    desk = jobs_of(request)
    found = _own(request, job)
    return answer(request, jobs_json.job(desk.cancel(found)))


@router.post("/jobs/{job}/again", responses={200: {"model": JobForm}})
def do_job_again(request: Request, job: JobId) -> Response:
    """Do a job that failed or was cancelled once more."""
    desk = jobs_of(request)
    found = _own(request, job)
    return answer(request, jobs_json.job(desk.again(found)))


def _own(request: Request, job: str) -> str:
    """The id of a job that whoever asks may change. Raises `InvalidInput` (unknown-job, others-change)."""
    found = jobs_of(request).job(job)
    if not may(request, Action.OVERRULE) and found.by != Site.of(request).reviewer:
        raise InvalidInput("others-change")
    return found.id
