"""What programs send to the API, as pydantic models, and what its writing calls answer, for its description."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from revtrack.terms import Verdict
from web.schemas import Form, example
from web.watch_schemas import ENTRY, EntryForm

Task = Literal["revision", "derivation"]
_ID = "3f2a90c1d4e5"
_UPLOAD = "5f0c2ab19d3e4f6a7b8c9d01"
_JOB: dict[str, JsonValue] = {
    "id": "9c1d2e3f4a5b6c7d",
    "kind": "store-upload",
    "title": "notice.docx",
    "by": "account-0123456789abcdef",
    "status": "running",
    "done": 1,
    "total": 2,
    "attempts": 0,
    "fault": "",
    "made_at": "2026-01-05T08:00:00+00:00",
    "began_at": "2026-01-05T08:00:01+00:00",
    "ended_at": None,
}


class Given(BaseModel):
    """What is sent: nothing is passed over in silence."""

    model_config = ConfigDict(extra="forbid")


def given(form: dict[str, JsonValue]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [form]})


Text = Annotated[str, Field(max_length=5_000)]
Name = Annotated[str, Field(max_length=200)]


class Values(Given):
    """Metadata that wins over what was read; what is left out stays as it was read."""

    title: Name = ""
    doc_number: Name = ""
    issued: Annotated[str, Field(max_length=200, description="a day, YYYY-MM-DD")] = ""
    status: Annotated[Literal["", "draft", "issued", "amended"], Field(description="by default as read")] = ""
    issuers: Annotated[str, Field(max_length=1_000, description="several are separated by 、")] = ""

    def said(self) -> dict[str, str]:
        """The fields that are said."""
        return {name: value for name, value in self.model_dump().items() if value}


class Confirmation(Given):
    """Which documents of an upload are stored, and what is put right of them."""

    documents: Annotated[
        list[Annotated[str, Field(max_length=1_000)]] | None,
        Field(
            max_length=10_000,
            description="names of the upload's documents; by default all that are neither in the "
            "corpus already nor in doubt",
        ),
    ] = None
    into: Annotated[Name, Field(description="DOC that they are versions of; by default documents of their own")] = ""
    values: Annotated[Values, Field(description="of all of them")] = Values()
    each: Annotated[dict[str, Values], Field(max_length=10_000, description="of one, by its name")] = {}
    model_config = given({"documents": ["通知.docx"], "into": "", "values": {"status": "issued"}, "each": {}})


class Joining(Given):
    """The other document: they are one policy."""

    other: Name
    model_config = given({"other": _ID})


class Undoing(Given):
    """A change by its commit."""

    commit: Annotated[str, Field(pattern="^[0-9a-f]{40}$")]
    model_config = given({"commit": "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567"})


class Said(Given):
    """The words of one side, and the values of the fields of its duty."""

    quote: Text = ""
    values: Annotated[dict[str, Text], Field(max_length=40)] = {}


class Reviewing(Given):
    """What a person says of a comparison, of exactly one of: an obligation change, an entry of the account, a pair of
    sentences, or (verdict `add`) what was missed."""

    old: Name
    new: Name
    task: Task = "revision"
    verdict: Verdict
    change: Annotated[int | None, Field(ge=0, le=1_000_000, description="its place in `obligations`, from 0")] = None
    entry: Annotated[Name, Field(description="an id of `account`")] = ""
    old_sentence: Annotated[Name, Field(description="an id of a sentence of the old text")] = ""
    new_sentence: Name = ""
    fields: Annotated[dict[str, Name] | None, Field(max_length=40, description="changed field to direction")] = None
    kind: Annotated[Name, Field(description="of a difference beside the duties")] = ""
    old_words: Said | None = None
    new_words: Said | None = None
    note: Annotated[str, Field(max_length=500)] = ""
    by: Annotated[Name, Field(description="who says so, where there are no accounts")] = ""
    model_config = given(
        {"old": "51119173b961", "new": "0b9c3173b961", "verdict": "confirm", "change": 0, "note": "与会签意见一致"}
    )


class SourceText(Given):
    """The file of a source (TOML)."""

    text: Annotated[str, Field(max_length=20_000)]
    model_config = given(
        {"text": 'title = "嘉实市人民政府"\nkind = "list"\naddress = "https://policy.example/zcwj/"\n'}
    )


class Looking(Given):
    """Sources to look at now."""

    sources: Annotated[list[Name], Field(max_length=1_000, description="names; by default all")] = []
    model_config = given({"sources": ["jiashi"]})


class Accepting(Given):
    """How an item of the inbox is taken in: by default as proposed."""

    into: Annotated[Name, Field(description="DOC that it is a version of")] = ""
    as_new: Annotated[bool, Field(description="as a document of its own, whatever is proposed")] = False
    model_config = given({"into": "", "as_new": False})


# --- answers ---------------------------------------------------------------------------------------------------------


class JobForm(Form):
    """A piece of work behind the pages."""

    id: str
    kind: str
    title: str
    by: str
    status: Literal["waiting", "running", "done", "failed", "cancelled"]
    done: int
    total: int
    attempts: int
    fault: str
    made_at: str | None
    began_at: str | None
    ended_at: str | None
    model_config = example(_JOB)


class QueueForm(Form):
    """How the queue stands: jobs that wait, for how long the oldest could have been begun, jobs that go on."""

    waiting: int
    seconds: float
    running: int


class JobsForm(Form):
    """Jobs, the newest first."""

    queue: QueueForm
    jobs: list[JobForm]
    total: int
    offset: int
    next: str | None
    model_config = example(
        {
            "queue": {"waiting": 0, "seconds": 0.0, "running": 1},
            "jobs": [_JOB],
            "total": 1,
            "offset": 0,
            "next": None,
        }
    )


class WaitingForm(Form):
    """An upload that waits to be confirmed."""

    upload: str
    names: list[str]
    size: int
    at: str


class UploadsForm(Form):
    """Uploads that nobody confirmed yet, the oldest first."""

    uploads: list[WaitingForm]
    total: int
    offset: int
    next: str | None
    model_config = example(
        {
            "uploads": [{"upload": _UPLOAD, "names": ["通知.docx"], "size": 20480, "at": "2026-01-05T08:00:00+00:00"}],
            "total": 1,
            "offset": 0,
            "next": None,
        }
    )


class ProposalForm(Form):
    """What a new document is likely to be, and why."""

    kind: str
    document: str
    title: str
    reason: str
    share: float


class ReadForm(Form):
    """Characters of a file: held, read, left out by reason with some of the words, unexplained, lost."""

    held: int
    read: int
    left: dict[str, int]
    words: dict[str, str]
    unexplained: int
    lost: int


class AdditionForm(Form):
    """What became of a document of a file."""

    file: str
    outcome: Literal["added", "known", "re-extracted", "refused", "asked"]
    document: str | None
    version: str | None
    commit: str | None
    title: str
    proposal: ProposalForm | None
    error: str | None
    question: str | None
    account: ReadForm | None
    remarks: list[str]


class FoundForm(Form):
    """A document that was found in a file: `name` names it when it is confirmed."""

    name: str
    title: str
    doc_number: str
    jurisdiction: str
    issued: str
    status: str
    issuers: list[str]
    clauses: int
    inferred: list[str]
    known: str | None
    question: str | None


class FileForm(Form):
    """A file of an upload."""

    file: str
    size: int
    error: str | None
    documents: list[FoundForm]


class UploadForm(Form):
    """How far an upload is: `read` has `files`, `stored` has `added`; while it is read or stored `job` says how far."""

    upload: str
    status: Literal["reading", "read", "storing", "stored"]
    names: list[str]
    job: JobForm | None
    files: list[FileForm]
    added: list[AdditionForm]
    address: str
    model_config = example(
        {
            "upload": _UPLOAD,
            "status": "read",
            "names": ["通知.docx"],
            "job": None,
            "files": [
                {
                    "file": "通知.docx",
                    "size": 20480,
                    "error": None,
                    "documents": [
                        {
                            "name": "通知.docx",
                            "title": "云州市停车管理办法",
                            "doc_number": "云州政发〔2024〕6号",
                            "jurisdiction": "云州市",
                            "issued": "2024-03-18",
                            "status": "issued",
                            "issuers": ["云州市人民政府"],
                            "clauses": 24,
                            "inferred": [],
                            "known": None,
                            "question": None,
                        }
                    ],
                }
            ],
            "added": [],
            "address": f"/api/v1/uploads/{_UPLOAD}",
        }
    )


class DiscardedForm(Form):
    """What was thrown away."""

    discarded: str
    model_config = example({"discarded": _UPLOAD})


class ChangedForm(Form):
    """A change of the corpus: `commit` takes it back by `undo`."""

    commit: str
    kind: str
    document: str
    title: str
    version: str | None
    model_config = example(
        {
            "commit": "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567",
            "kind": "link",
            "document": _ID,
            "title": "云州市停车管理办法",
            "version": None,
        }
    )


class SourceForm(Form):
    """A source."""

    name: str
    title: str
    kind: str
    address: str
    schedule: str
    time_zone: str
    accept: str
    enabled: bool
    tell: list[str]


_SOURCE: dict[str, JsonValue] = {
    "name": "jiashi",
    "title": "嘉实市人民政府",
    "kind": "list",
    "address": "https://policy.example/zcwj/",
    "schedule": "daily",
    "time_zone": "Asia/Shanghai",
    "accept": "ask",
    "enabled": True,
    "tell": [],
}


class SourcesForm(Form):
    """Every source by name, and what is wrong with files that cannot be read."""

    sources: list[SourceForm]
    faults: list[str]
    total: int
    offset: int
    next: str | None
    model_config = example({"sources": [_SOURCE], "faults": [], "total": 1, "offset": 0, "next": None})


class OneSourceForm(SourceForm):
    """A source with its file."""

    text: str
    model_config = example({**_SOURCE, "text": 'title = "嘉实市人民政府"\n'})


class DroppedForm(Form):
    """A source that is watched no more; what it brought stays."""

    dropped: str
    model_config = example({"dropped": "jiashi"})


class StartedForm(Form):
    """A job that was begun, and where it can be asked for."""

    job: JobForm
    address: str
    model_config = example({"job": _JOB, "address": "/api/v1/jobs/9c1d2e3f4a5b6c7d"})


_TAKEN: dict[str, JsonValue] = {**ENTRY, "status": "accepted", "document": _ID, "version": "51119173b961"}


class AcceptedForm(Form):
    """What an item became; `commit` is null where the corpus had it."""

    item: EntryForm
    document: str
    version: str
    commit: str | None
    model_config = example(
        {"item": _TAKEN, "document": _ID, "version": "51119173b961", "commit": "0f1e2d3c4b5a69788796"}
    )


class DeclinedForm(Form):
    """An item that was left out."""

    item: EntryForm
    model_config = example({"item": {**ENTRY, "status": "declined"}})
