"""Uploads: files are kept aside, read in the background, shown for confirmation, and only then stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, BinaryIO, cast

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from revtrack.errors import InvalidInput
from revtrack.holdings.adding import Addition
from revtrack.holdings.changing import checked_value
from revtrack.holdings.identity import Likened
from revtrack.holdings.intake import Bounds, Handed
from revtrack.holdings.reading import Prepared
from revtrack.jobs.desk import JobDesk, NotYet
from revtrack.jobs.rows import Job
from revtrack.service import Tracker
from revtrack.words.home import home_words
from web.asking import jobs_of, status_options, tracker_of
from web.gate import account_of
from web.security import Refused, check_csrf
from web.site import Site, render, see, tell

router = APIRouter(include_in_schema=False)
#: A page that takes longer shows how far the work is.
PATIENCE = 0.8
_KNOWN_SHOWN = 300
#: What may be put right before anything is stored, for each document and for all.
SETTABLE = ("title", "doc_number", "issued", "status", "issuers")
_MOST_FIELDS = 20_000
#: Uploads that are received side by side.
AT_ONCE = 4


@router.post("/uploads")
async def receive(request: Request) -> Response:
    """Keep files aside."""
    bounds: Bounds = request.app.state.bounds
    state = request.app.state
    if state.receiving >= AT_ONCE:  # each is held on the disk until it is whole
        raise Refused(429)
    state.receiving += 1
    try:
        async with request.form(max_files=bounds.files + 1, max_fields=20) as form:
            check_csrf(request, form.get("csrf"))
            files: list[tuple[str, BinaryIO]] = [
                (item.filename or "", item.file)
                for item in form.getlist("files")
                if isinstance(item, UploadFile) and item.filename
            ]
            token = await run_in_threadpool(tracker_of(request).receive, files, bounds, account_of(request))
    finally:
        state.receiving -= 1
    return see(f"/uploads/{token}")


@dataclass(frozen=True, slots=True)
class ShownUpload:
    """An upload that waits to be confirmed; `at` is when it came (ISO 8601)."""

    token: str
    names: tuple[str, ...]
    size: int
    at: str


@router.get("/uploads")
def waiting(request: Request) -> Response:
    """What was handed in and waits to be confirmed."""
    site = Site.of(request, "/documents")
    shown = [
        ShownUpload(one.token, one.names, one.size, datetime.fromtimestamp(one.since, UTC).isoformat())
        for one in tracker_of(request).waiting_uploads()
    ]
    return render(site, "uploads.html.jinja", waiting=shown)


@router.get("/uploads/{token}")
def look(request: Request, token: str) -> Response:
    """What was found in the files, or how far reading or storing them is."""
    site, tracker, jobs = Site.of(request, "/documents"), tracker_of(request), jobs_of(request)
    storing = jobs.find(storing_of(token))
    if storing is not None:
        try:
            additions = cast("list[Addition]", jobs.result(storing, PATIENCE))
        except NotYet:
            return _waiting(site, site.ui.storing_files, jobs.find(storing_of(token)))
        except BaseException:
            jobs.forget(storing_of(token))
            raise
        likened = {
            item.document: _likened(tracker, item.document, item.proposal.document)
            for item in additions
            if item.proposal and item.document
        }
        say = home_words(site.lang).likeness
        return render(site, "stored.html.jinja", additions=additions, likened=likened, likeness=say)
    names = "、".join(tracker.handed_in(token))
    reading = jobs.start("read-upload", {"upload": token}, name=reading_of(token), title=names, by=site.reviewer)
    try:
        handed = cast("tuple[Handed, ...]", jobs.result(reading, PATIENCE))
    except NotYet:
        return _waiting(site, site.ui.reading_files, jobs.find(reading_of(token)))
    except BaseException:
        jobs.forget(reading_of(token))
        raise
    known = tracker.documents(limit=_KNOWN_SHOWN).items
    return render(
        site,
        "confirm.html.jinja",
        token=token,
        handed=handed,
        count=sum(len(file.documents) for file in handed),
        statuses=status_options(site, site.ui.as_read),
        settable=SETTABLE,
        questions={
            item.name: question_words(item.prepared, site)
            for file in handed
            for item in file.documents
            if item.prepared.question
        },
        known_documents=[
            ("", site.ui.own_documents),
            *((item.id, f"{item.title or site.corpus.untitled} {item.date}".strip()) for item in known),
        ],
    )


@router.get("/uploads/{token}/lines/{file}/{line}")
def picture(request: Request, token: str, file: int, line: int) -> Response:
    """The picture of a line that was recognised, by the numbers of file and line from 1."""
    jobs = jobs_of(request)
    reading = jobs.find(reading_of(token))
    try:
        handed = cast("tuple[Handed, ...]", jobs.result(reading) if reading is not None else ())
        found = handed[file - 1].documents[0].prepared.recognised[line - 1] if file > 0 and line > 0 else None
    except (NotYet, IndexError):
        found = None
    if found is None or not found.picture:
        raise Refused(404)
    return Response(found.picture, media_type="image/png")


async def _sent(request: Request) -> dict[str, list[str]]:
    """The fields of the form, each with its values: there are as many as documents times fields."""
    async with request.form(max_fields=_MOST_FIELDS, max_files=0) as form:
        fields: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields.setdefault(name, []).append(value)
        return fields


@router.post("/uploads/{token}")
def store(request: Request, token: str, sent: Annotated[dict[str, list[str]], Depends(_sent)]) -> Response:
    """Store what was confirmed, or throw everything away."""
    check_csrf(request, _one(sent, "csrf"))
    site, tracker, jobs = Site.of(request), tracker_of(request), jobs_of(request)
    only = sent.get("only", [])
    document = _one(sent, "document")
    if _one(sent, "verdict") == "discard" or not only:
        tracker.discard(token)
        forget_jobs(jobs, token)
        tell(request, site.ui.done["discard"])
        return see("/documents")
    values = {
        name: value for name in SETTABLE if (value := _one(sent, "status" if name == "status" else f"all:{name}"))
    }
    each = {name: changed for name in only if (changed := _changed(sent, name))}
    begin_storing(request, token, Confirmed(only, values, each, document))
    return see(f"/uploads/{token}")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person says of an upload: the names of the documents that are meant, metadata of all and of each by its
    name, the DOC that they are versions of ("" for documents of their own)."""

    only: list[str]
    values: dict[str, str]
    each: dict[str, dict[str, str]]
    document: str


def begin_storing(request: Request, token: str, said: Confirmed) -> None:
    """Have the confirmed documents of an upload stored; sent twice it is done once.

    Raises `InvalidInput` (field-value, unknown-upload) before anything is thrown away.
    """
    tracker, jobs, by = tracker_of(request), jobs_of(request), Site.of(request).reviewer
    for values in (said.values, *said.each.values()):
        for name, value in values.items():
            checked_value(name, value)
    if jobs.find(storing_of(token)) is not None:
        return
    given = {"upload": token, "only": said.only, "values": said.values, "each": said.each, "document": said.document}
    title = "、".join(tracker.handed_in(token))
    jobs.start("store-upload", {**given, "author": by}, name=storing_of(token), title=title, by=by)
    jobs.forget(reading_of(token))


def _likened(tracker: Tracker, document: str, other: str) -> Likened | None:
    """How a stored document stands to the one it is likely one with; None where one of them is here no more."""
    try:
        return tracker.liken(document, other)
    except InvalidInput:
        return None


def question_words(prepared: Prepared, site: Site) -> str:
    """Why a person should look at a text before it is stored."""
    account = prepared.account
    words = site.corpus.questions[prepared.question]
    return words.format(lost=account.lost, held=account.held, judged=account.judged)


def _changed(sent: dict[str, list[str]], name: str) -> dict[str, str]:
    """What was put right of a document: fields whose value is another than the one that was shown."""
    return {
        field: value
        for field in SETTABLE
        if (value := _one(sent, f"set:{field}:{name}")) != _one(sent, f"was:{field}:{name}")
    }


def _one(sent: dict[str, list[str]], name: str) -> str:
    return sent.get(name, [""])[-1].strip()


def _waiting(site: Site, what: str, job: Job | None) -> Response:
    done, total = (job.done, job.total) if job else (0, 0)
    return render(site, "waiting.html.jinja", status=202, what=what, done=done, total=total)


def reading_of(token: str) -> str:
    """The name of the job that reads an upload."""
    return f"read {token}"


def storing_of(token: str) -> str:
    """The name of the job that stores an upload."""
    return f"store {token}"


def forget_jobs(jobs: JobDesk, token: str) -> None:
    """Let the jobs of an upload be begun anew."""
    jobs.forget(reading_of(token))
    jobs.forget(storing_of(token))
