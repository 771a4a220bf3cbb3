"""What is wrong with a request, for programs: problem+json (RFC 9457) with the kind and the facts of the error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from revtrack.errors import InvalidInput, InvalidInputs, OperationFailed, RevtrackError
from web.front import PROGRAMS, path_within
from web.site import Site

MEDIA_TYPE = "application/problem+json"
_UNKNOWN = (
    "unknown-document unknown-version no-version no-original unknown-upload unknown-job unknown-source unknown-item"
    " unknown-change unknown-message unknown-body unknown-subscription unknown-task link-over"
)
#: The statuses of what a user can mend, where it is none of the request's faults.
_STATUSES = {
    **dict.fromkeys(_UNKNOWN.split(), 404),
    **dict.fromkeys("uploads-full tasks-full jobs-full own-uploads-full login-later".split(), 429),
    **dict.fromkeys("item-decided upload-busy task-again task-changed".split(), 409),
    **dict.fromkeys("others-change task-others".split(), 403),
}


def is_of_programs(request: Request) -> bool:
    """Whether a program asks."""
    return path_within(request.scope).startswith(PROGRAMS)


def status_of(error: RevtrackError) -> int:
    """The status that an error is told with."""
    if isinstance(error, OperationFailed):
        return 503
    return _STATUSES.get(error.kind, 400) if isinstance(error, InvalidInput) else 400


def described(request: Request, error: RevtrackError, status: int) -> Response:
    """An error with its kind, its facts, and the words for people in the language that is asked for."""
    say = Site.of(request).say
    more: dict[str, Any] = {}
    if isinstance(error, InvalidInputs):
        more["errors"] = [
            {"kind": one.kind, "facts": dict(one.facts), "message": "\n".join(one.lines(say))} for one in error.errors
        ]
    kind, facts = getattr(error, "kind", "several"), dict(getattr(error, "facts", {}))
    return _problem(request, status, kind, "\n".join(error.lines(say)), facts, more)


def of_status(request: Request, status: int) -> Response:
    """A fault that its status tells."""
    site = Site.of(request)
    message = site.say.colon.join(site.ui.faults.get(status, site.ui.faults[400]))
    return _problem(request, status, "request", message, {}, {})


def of_parameters(request: Request, error: RequestValidationError) -> Response:
    """What of the parameters or the body is missing or of the wrong kind."""
    problems = [{"where": list(item["loc"]), "problem": item["msg"]} for item in error.errors()]
    message = Site.of(request).ui.faults[400][0]
    return _problem(request, 422, "parameters", message, {}, {"problems": problems})


def _problem(
    request: Request, status: int, kind: str, message: str, facts: Mapping[str, str], more: Mapping[str, Any]
) -> Response:
    title = Site.of(request).ui.faults.get(status, Site.of(request).ui.faults[400])[0]
    told = {"status": status, "kind": kind, "message": message, "facts": dict(facts), **more}
    form = {
        "type": f"urn:revtrack:problem:{kind}",
        "title": title,
        "status": status,
        "detail": message,
        "kind": kind,
        "facts": dict(facts),
        **more,
        "error": told,  # what answers had before they were problems
    }
    return JSONResponse(form, status, media_type=MEDIA_TYPE)
