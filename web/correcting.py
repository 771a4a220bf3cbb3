"""The API's calls that put right what the corpus holds: documents edited, moved, withdrawn, parted; lines, bodies."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from revtrack.forms import corpus as corpus_json
from revtrack.forms import lines as lines_json
from web.answering import OTHERWISE, Doc, answer
from web.asking import tracker_of
from web.correcting_given import Deriving, Editing, JoiningBodies, Lining, Moving, PartingBodies, Withdrawing
from web.document import download
from web.given import ChangedForm
from web.register_schemas import BodyJoinedForm, BodyPartedForm
from web.wording_schemas import BlameForm, LineForm
from web.writing import whoever_says

router = APIRouter(prefix="/api/v1", responses=OTHERWISE)
Version = Annotated[str, Query(description="position, id, status or day; the current version by default")]


@router.post("/documents/{doc}/edit", responses={200: {"model": ChangedForm}})
def edit_document(request: Request, doc: Doc, said: Editing) -> Response:
    """Correct metadata: what belongs to the whole document there, the rest at the version."""
    values: dict[str, str] = {**said.values}
    made = tracker_of(request).edit(_named(doc, said.version), values, author=whoever_says(request))
    return answer(request, corpus_json.changed(made))


@router.post("/documents/{doc}/move", responses={200: {"model": ChangedForm}})
def move_version(request: Request, doc: Doc, said: Moving) -> Response:
    """Put one version under another document."""
    made = tracker_of(request).move(_named(doc, said.version), said.into, author=whoever_says(request))
    return answer(request, corpus_json.changed(made))


@router.post("/documents/{doc}/withdraw", responses={200: {"model": ChangedForm}})
def withdraw_version(request: Request, doc: Doc, said: Withdrawing) -> Response:
    """Say that a version no longer counts; its text stays, and stays citable."""
    made = tracker_of(request).withdraw(_named(doc, said.version), said.reason, author=whoever_says(request))
    return answer(request, corpus_json.changed(made))


@router.post("/documents/{doc}/part", responses={200: {"model": ChangedForm}})
def part_documents(request: Request, doc: Doc) -> Response:
    """Part what was joined: the document by its own id, or what it was joined to."""
    made = tracker_of(request).unlink(doc, author=whoever_says(request))
    return answer(request, corpus_json.changed(made))


@router.post("/documents/{doc}/derive", responses={200: {"model": ChangedForm}})
def derive_document(request: Request, doc: Doc, said: Deriving) -> Response:
    """Say which documents of higher bodies a document takes up."""
    made = tracker_of(request).derive(doc, said.higher, author=whoever_says(request))
    return answer(request, corpus_json.changed(made))


@router.post("/documents/{doc}/line", responses={200: {"model": LineForm}})
def confirm_line(request: Request, doc: Doc, said: Lining) -> Response:
    """Say that documents are of one policy line with this one."""
    return answer(request, lines_json.line(tracker_of(request).confirm_line(doc, said.others)))


@router.delete("/documents/{doc}/line", responses={200: {"model": LineForm}})
def leave_line(request: Request, doc: Doc) -> Response:
    """Say that a document is of no line that a person confirmed; what is proposed stays."""
    tracker = tracker_of(request)
    tracker.leave_line(doc)
    return answer(request, lines_json.line(tracker.line(doc)))


@router.post("/bodies/join", responses={200: {"model": BodyJoinedForm}})
def join_bodies(request: Request, said: JoiningBodies) -> Response:
    """Say that two bodies are one."""
    made = tracker_of(request).join_bodies(said.name.strip(), said.other.strip())
    return answer(request, {"key": made.key, "joined": list(made.joined)})


@router.post("/bodies/part", responses={200: {"model": BodyPartedForm}})
def part_bodies(request: Request, said: PartingBodies) -> Response:
    """Say that a body is one by itself again."""
    tracker_of(request).part_bodies(said.key)
    return answer(request, {"parted": said.key.strip()})


@router.get("/documents/{doc}/blame", responses={200: {"model": BlameForm}})
def blame(request: Request, doc: Doc, version: Version = "") -> Response:
    """Which version brought each clause of a version."""
    return answer(request, corpus_json.blamed(tracker_of(request).blame(_named(doc, version))))


@router.get("/documents/{doc}/original", response_class=Response, responses={200: {"content": {"*/*": {}}}})
def original(request: Request, doc: Doc, version: Version = "") -> Response:
    """The file of a version as it was received."""
    name, data = tracker_of(request).original(_named(doc, version))
    return download(data, name, "application/octet-stream")


def _named(doc: str, version: str) -> str:
    return f"{doc}@{version}" if version else doc
