"""The API's calls that put right what the corpus holds: documents edited, moved, withdrawn, parted; lines, bodies."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from revtrack.forms import corpus as corpus_json
from revtrack.forms import lines as lines_json
from web.answering import OTHERWISE, Doc, answer
from web.asking import tracker_of
from web.document import download
from web.given import ChangedForm, Given, Name, given
from web.register_schemas import BodyJoinedForm, BodyPartedForm
from web.wording_schemas import BlameForm, LineForm
from web.writing import whoever_says

router = APIRouter(prefix="/api/v1", responses=OTHERWISE)
_ID, _VERSION = "3f2a90c1d4e5", "51119173b961"
#: The fields of `corpus_repo`'s metadata: a test holds the two together.
FieldName = Literal[
    "title",
    "notice_title",
    "doc_number",
    "issuers",
    "jurisdiction",
    "level",
    "status",
    "force",
    "consultation_until",
    "issued",
    "published",
    "last_amended",
    "effective",
    "expires",
    "addressees",
    "comments_to",
    "basis",
    "repeals",
    "amends",
    "publicity",
]
OfVersion = Annotated[Name, Field(description="position, id, status or day; the current version by default")]
Version = Annotated[str, Query(description="position, id, status or day; the current version by default")]


class Editing(Given):
    """What is right of the metadata, field by field: "" takes a correction away, several are separated by 、."""

    version: Annotated[
        Name, Field(description="the version that is meant; by default the document, where it can be")
    ] = ""
    values: Annotated[dict[FieldName, Annotated[str, Field(max_length=1_000)]], Field(min_length=1)]
    model_config = given({"version": "", "values": {"title": "云州市停车管理办法", "issued": "2024-03-18"}})


class Moving(Given):
    """Where a version belongs."""

    version: OfVersion = ""
    into: Annotated[Name, Field(description="DOC that it is a version of")]
    model_config = given({"version": _VERSION, "into": _ID})


class Withdrawing(Given):
    """Which version no longer counts, and why."""

    version: OfVersion = ""
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    model_config = given({"version": _VERSION, "reason": "重复录入"})


class Deriving(Given):
    """The documents of higher bodies that a document takes up: those and no others."""

    higher: Annotated[list[Name], Field(max_length=100)]
    model_config = given({"higher": [_ID]})


class Lining(Given):
    """Documents of one policy line with this one."""

    others: Annotated[list[Name], Field(min_length=1, max_length=100)]
    model_config = given({"others": [_ID]})


class JoiningBodies(Given):
    """Two bodies that are one (renamed, merged): `name` stands for both."""

    name: Name
    other: Name
    model_config = given({"name": "云州市/交通运输局", "other": "云州市/交通局"})


class PartingBodies(Given):
    """A body that is one by itself again."""

    key: Name
    model_config = given({"key": "云州市/交通局"})


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
