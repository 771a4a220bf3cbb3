"""The page of jobs: how far each is, cancelling, doing again; and whether this process lives and jobs are done."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, Response

from revtrack import __version__
from revtrack.accounts.roles import Action
from revtrack.errors import RevtrackError
from revtrack.forms import jobs as jobs_json
from revtrack.words.jobs import JOB_SIGNS, job_words
from web.asking import jobs_of, tracker_of
from web.gate import may
from web.security import Refused, check_csrf
from web.site import Site, render, see

router = APIRouter(include_in_schema=False)
_SHOWN = 60
#: A queue whose oldest job could have been begun so many seconds ago is worked by nobody.
LATE_SECONDS = 300.0


@router.get("/jobs")
def jobs(request: Request) -> Response:
    """What goes on behind the pages, the newest first."""
    site, desk = Site.of(request, "/jobs"), jobs_of(request)
    found, age, say = desk.jobs(limit=_SHOWN), desk.age(), job_words(site.lang)
    return render(
        site,
        "jobs.html.jinja",
        say=say,
        signs=JOB_SIGNS,
        jobs=[
            (one, jobs_json.moment(one.made_at) or "", say.fault(one.fault, desk.error(one), site.say)) for one in found
        ],
        age=age,
        late=age.seconds > LATE_SECONDS,
        goes_on=any(not one.over for one in found),
    )


@router.post("/jobs")
def change(
    request: Request, job: Annotated[str, Form()], verdict: Annotated[str, Form()], csrf: Annotated[str, Form()] = ""
) -> Response:
    """Cancel a job, or have it done again."""
    check_csrf(request, csrf)
    desk = jobs_of(request)
    if not may(request, Action.OVERRULE) and desk.by(job) != Site.of(request).reviewer:
        raise Refused(403)
    if verdict == "again":
        desk.again(job)
    else:
        desk.cancel(job)
    return see("/jobs")


@router.get("/healthz")
def healthz(request: Request) -> Response:
    """That this process lives, with how its queue and its outbox stand: 200 whatever they say."""
    return JSONResponse({"status": "ok", "version": __version__, **_stands(request)[0]})


@router.get("/readyz")
def readyz(request: Request) -> Response:
    """Whether it can be asked: 503 where corpus or jobs cannot be used, or nobody does the jobs that wait."""
    told, faults = _stands(request)
    faults += [] if tracker_of(request).has_corpus() else ["no-corpus"]
    status = 503 if faults else 200
    return JSONResponse({"status": "unready" if faults else "ready", "faults": faults, **told}, status)


def _stands(request: Request) -> tuple[dict[str, Any], list[str]]:
    """(how queue and outbox stand, the kinds of what is wrong)."""
    told: dict[str, Any] = {}
    faults: list[str] = []
    try:
        age = jobs_of(request).age()
        told["queue"] = jobs_json.age(age)
        faults += ["queue-late"] if age.seconds > LATE_SECONDS else []
    except RevtrackError as error:
        faults.append(getattr(error, "kind", "jobs"))
    desk = tracker_of(request).watching
    if desk.has_state():
        try:
            delivery = desk.delivery()
            told["outbox"] = {
                "waiting": sum(one.waiting for one in delivery),
                "seconds": max((one.seconds for one in delivery), default=0.0),
                "alarms": sum(one.status == "alarm" for one in delivery),
            }
        except RevtrackError as error:  # who is told is no matter of whether pages can be had
            told["outbox"] = {"fault": getattr(error, "kind", "state")}
    return told, faults
