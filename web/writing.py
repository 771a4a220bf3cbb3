"""The API's calls that change the corpus: files handed in and confirmed, documents joined, reviews, undo."""

from __future__ import annotations

import tempfile
from typing import Annotated, Any, BinaryIO, cast

from fastapi import APIRouter, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from revtrack.accounts.roles import Action
from revtrack.errors import InvalidInput
from revtrack.forms import corpus as corpus_json
from revtrack.forms import jobs as jobs_json
from revtrack.forms import uploads as uploads_json
from revtrack.holdings.adding import Addition
from revtrack.holdings.intake import Bounds, Handed
from revtrack.holdings.judging_entries import KIND
from revtrack.holdings.saying import Put, Word
from revtrack.jobs.desk import NotYet
from revtrack.terms import Verdict
from web.answering import OTHERWISE, Doc, Limit, Offset, answer, portion
from web.asking import jobs_of, tracker_of
from web.compare import task_of
from web.gate import account_of, may
from web.given import (
    ChangedForm,
    Confirmation,
    DiscardedForm,
    Joining,
    Reviewing,
    Undoing,
    UploadForm,
    UploadsForm,
)
from web.security import Refused
from web.site import Site
from web.uploads import AT_ONCE, Confirmed, begin_storing, forget_jobs, reading_of, storing_of

router = APIRouter(prefix="/api/v1", responses=OTHERWISE)
#: Seconds that an answer about an upload waits for reading or storing, at most.
_MOST_PATIENT = 20.0
_NAME = 255
Upload = Annotated[str, Path(description="the id of an upload")]
Wait = Annotated[float, Query(ge=0, le=_MOST_PATIENT, description="seconds to wait until it is read or stored")]
#: What is sent as files: a form, or the bytes of one.
_FILES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1}
                    },
                    "required": ["files"],
                }
            },
            "application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}},
        },
    }
}


def whoever_says(request: Request, given: str = "") -> str:
    """Whose change it is: the account's; without accounts the name that is given, or the one of the settings."""
    return account_of(request) or " ".join(given.split())[:60] or tracker_of(request).settings.author


@router.post("/uploads", status_code=202, responses={202: {"model": UploadForm}}, openapi_extra=_FILES)
async def upload_files(
    request: Request,
    name: Annotated[str, Query(max_length=_NAME, description="what the file is called, where its bytes are sent")] = "",
) -> Response:
    """Keep files aside and begin to read them; nothing is stored before they are confirmed."""
    bounds, state = cast("Bounds", request.app.state.bounds), request.app.state
    if state.receiving >= AT_ONCE:
        raise Refused(429)
    state.receiving += 1
    try:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            async with request.form(max_files=bounds.files + 1, max_fields=20) as form:
                sent = [item for item in form.getlist("files") if isinstance(item, UploadFile) and item.filename]
                files: list[tuple[str, BinaryIO]] = [(item.filename or "", item.file) for item in sent]
                token = await run_in_threadpool(tracker_of(request).receive, files, bounds, account_of(request))
        else:
            token = await _bytes(request, name, bounds)
    finally:
        state.receiving -= 1
    return await run_in_threadpool(lambda: answer(request, _stands(request, token, 0.0), 202))


async def _bytes(request: Request, name: str, bounds: Bounds) -> str:
    """Keep the bytes of one file aside. Raises `InvalidInput` (no-upload) for none."""
    with tempfile.TemporaryFile() as file:
        async for chunk in request.stream():
            file.write(chunk)
        size = file.tell()
        file.seek(0)
        files: list[tuple[str, BinaryIO]] = [(name or "upload.txt", cast("BinaryIO", file))] if size else []
        return await run_in_threadpool(tracker_of(request).receive, files, bounds, account_of(request))


@router.get("/uploads", responses={200: {"model": UploadsForm}})
def list_uploads(request: Request, offset: Offset = 0, limit: Limit = 50) -> Response:
    """What was handed in and nobody confirmed yet, the oldest first."""
    found = [uploads_json.waiting(one) for one in tracker_of(request).waiting_uploads()]
    return answer(request, portion(request, "uploads", found, offset, limit))


@router.get("/uploads/{upload}", responses={200: {"model": UploadForm}})
def get_upload(request: Request, upload: Upload, wait: Wait = 0.0) -> Response:
    """How far an upload is: being read, read (what was found), being stored, stored (what became of it)."""
    return answer(request, _stands(request, upload, wait))


@router.post("/uploads/{upload}/confirm", responses={200: {"model": UploadForm}})
def confirm_upload(request: Request, upload: Upload, said: Confirmation, wait: Wait = 5.0) -> Response:
    """Have the documents of an upload that was read stored."""
    jobs = jobs_of(request)
    only = said.documents
    if only is None and jobs.find(storing_of(upload)) is None:
        handed = _read(request, upload, _MOST_PATIENT)
        found = [item for file in handed for item in file.documents]
        only = [item.name for item in found if not item.known and not item.prepared.question]
    if only == [] and jobs.find(storing_of(upload)) is None:
        raise InvalidInput("nothing-confirmed")
    if said.into:
        tracker_of(request).document(said.into)
    each = {name: values.said() for name, values in said.each.items()}
    begin_storing(request, upload, Confirmed(only or [], said.values.said(), each, said.into))
    return answer(request, _stands(request, upload, wait))


@router.delete("/uploads/{upload}", responses={200: {"model": DiscardedForm}})
def discard_upload(request: Request, upload: Upload) -> Response:
    """Throw away what was handed in."""
    tracker, jobs = tracker_of(request), jobs_of(request)
    tracker.handed_in(upload)
    if jobs.under_way(storing_of(upload)):
        raise InvalidInput("upload-busy")
    tracker.discard(upload)
    forget_jobs(jobs, upload)
    return answer(request, {"discarded": upload})


def _read(request: Request, upload: str, wait: float) -> tuple[Handed, ...]:
    """What was found in an upload. Raises `InvalidInput` (upload-busy) while it is still read, unknown-upload."""
    jobs, tracker = jobs_of(request), tracker_of(request)
    names, by = "、".join(tracker.handed_in(upload)), Site.of(request).reviewer
    reading = jobs.start("read-upload", {"upload": upload}, name=reading_of(upload), title=names, by=by)
    try:
        return cast("tuple[Handed, ...]", jobs.result(reading, wait))
    except NotYet:
        raise InvalidInput("upload-busy") from None
    except BaseException:
        jobs.forget(reading_of(upload))
        raise


def _stands(request: Request, upload: str, wait: float) -> dict[str, Any]:
    """How far an upload is. Raises `InvalidInput` (unknown-upload), and what made reading or storing fail."""
    jobs = jobs_of(request)
    form: dict[str, Any] = {"upload": upload, "names": [], "job": None, "files": [], "added": []}
    form["address"] = f"{request.scope.get('root_path', '')}/api/v1/uploads/{upload}"
    storing = jobs.find(storing_of(upload))
    if storing is not None:
        form["names"] = storing.title.split("、")
        try:
            added = cast("list[Addition]", jobs.result(storing, wait))
        except NotYet:
            return {**form, "status": "storing", "job": _job(request, storing_of(upload))}
        except BaseException:
            jobs.forget(storing_of(upload))
            raise
        return {**form, "status": "stored", "added": corpus_json.additions(added)["files"]}
    form["names"] = list(tracker_of(request).handed_in(upload))
    try:
        return {**form, "status": "read", "files": uploads_json.files(_read(request, upload, wait))}
    except InvalidInput as error:
        if error.kind != "upload-busy":
            raise
    return {**form, "status": "reading", "job": _job(request, reading_of(upload))}


def _job(request: Request, name: str) -> dict[str, Any] | None:
    found = jobs_of(request).find(name)
    return jobs_json.job(found) if found else None


@router.post("/documents/{doc}/join", responses={200: {"model": ChangedForm}})
def join_documents(request: Request, doc: Doc, said: Joining) -> Response:
    """Join two documents that are one policy; the older id stays, the other leads to it."""
    made = tracker_of(request).link(doc, said.other, author=whoever_says(request))
    return answer(request, corpus_json.changed(made))


@router.post("/documents/{doc}/apart", responses={200: {"model": ChangedForm}})
def keep_documents_apart(request: Request, doc: Doc, said: Joining) -> Response:
    """Say that two documents that look like one are two."""
    made = tracker_of(request).keep_apart(doc, said.other, author=whoever_says(request))
    return answer(request, corpus_json.changed(made))


@router.post("/undo", responses={200: {"model": ChangedForm}})
def undo_change(request: Request, said: Undoing) -> Response:
    """Take back one change by its commit; what others did takes an administrator."""
    tracker, by = tracker_of(request), whoever_says(request)
    if not may(request, Action.OVERRULE) and tracker.author_of(said.commit) != by:
        raise InvalidInput("others-change")
    return answer(request, corpus_json.changed(tracker.undo(said.commit, author=by)))


@router.post("/reviews", responses={200: {"model": ChangedForm}})
def review_comparison(request: Request, said: Reviewing) -> Response:
    """Confirm, correct or reject what a comparison found, pair sentences, or add what it missed."""
    fields = said.fields
    if said.kind:
        fields = {KIND: said.kind}
    elif fields is None and said.verdict in {Verdict.CORRECT, Verdict.ADD}:
        fields = {}
    sides = [Put(one.quote, one.values) if one else Put() for one in (said.old_words, said.new_words)]
    word = Word(
        by=whoever_says(request, said.by),
        verdict=said.verdict,
        old=said.old_sentence,
        new=said.new_sentence,
        change=-1 if said.change is None else said.change,
        entry=said.entry,
        fields=fields,
        put=(sides[0], sides[1]) if said.old_words or said.new_words or said.verdict is Verdict.ADD else None,
        note=said.note,
    )
    made = tracker_of(request).review(said.old, said.new, task_of(said.task), word)
    return answer(request, corpus_json.changed(made))
