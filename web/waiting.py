"""Work that takes longer than a reader waits: a job named by what its answer depends on, and a page meanwhile."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from revtrack import __version__
from revtrack.errors import OperationFailed
from revtrack.jobs.desk import NotYet
from revtrack.words.jobs import job_words
from web.asking import jobs_of, tracker_of
from web.problems import is_of_programs
from web.site import Site, render
from web.uploads import PATIENCE

#: Seconds that a program waits for an answer, and a reader for a file: a page that waits stays behind what is saved.
_OF_PROGRAMS, OF_FILES = 120.0, 10.0


@dataclass(frozen=True, slots=True)
class Work:
    """A job of a kind, what it is given, and the name under which it is done once."""

    kind: str
    given: Mapping[str, object]
    name: str
    title: str = ""


def named_by_content(kind: str, content: str, given: Mapping[str, object]) -> str:
    """A name under which the same is made once of the same content, by this version of the program."""
    told = json.dumps([__version__, content, given], ensure_ascii=True, sort_keys=True)
    return f"{kind} {hashlib.sha256(told.encode()).hexdigest()}"


def answered(
    request: Request, work: Work, patience: float = PATIENCE, *, what: str = "", section: str = "", stop: str = ""
) -> object:
    """What a job answers, as soon as it does; for pages that is a page that waits, where it takes longer.

    That page says `what` it waits for (by default the kind of the job), stands in a `section` of the site, and may have
    an address at which to `stop` the work.

    Raises what the work raised, and for programs `OperationFailed` (job-waits).
    """
    site, jobs = Site.of(request, section), jobs_of(request)
    job = jobs.start(work.kind, work.given, name=work.name, title=work.title, by=site.reviewer)
    try:
        return jobs.result(job, _OF_PROGRAMS if is_of_programs(request) else patience)
    except NotYet:
        if is_of_programs(request):
            raise OperationFailed("job-waits", facts={"job": job.id}) from None
        what = what or job_words(site.lang).kinds[work.kind]
        return render(site, "waiting.html.jinja", status=202, what=what, done=job.done, total=job.total, stop=stop)
    except BaseException:
        jobs.forget(work.name)
        raise


def indexed(request: Request) -> Response | None:
    """See to it that the index of shared wording holds all texts; a page that waits, where that takes longer."""
    tracker = tracker_of(request)
    if tracker.wording_is_indexed():
        return None
    made = answered(request, Work("index-wording", {}, f"index-wording {tracker.corpus_key()}"))
    return made if isinstance(made, Response) else None
