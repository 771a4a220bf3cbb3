"""The forms of documents in the description of the API: lists, versions, texts, citations, clauses and duties found."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, JsonValue

from web.schemas import Form, example

#: A field of the metadata: one value, or several.
Value = str | list[str]
_ID, _VERSION, _AT = "3f2a90c1d4e5", "51119173b961", "2026-01-05T08:00:00+00:00"
_TITLE = "云州市推进社区养老服务“一站通办”实施方案"
_LISTED: dict[str, JsonValue] = {
    "id": _ID,
    "title": _TITLE,
    "doc_number": "云州政办发〔2024〕6号",
    "issuers": ["云州市人民政府办公室"],
    "jurisdiction": "云州市",
    "status": "issued",
    "date": "2024-03-18",
    "versions": 1,
    "current": _VERSION,
    "created": _AT,
    "updated": _AT,
}
_WHERE: dict[str, JsonValue] = {
    "document": _ID,
    "version": _VERSION,
    "position": 1,
    "status": "issued",
    "title": _TITLE,
}
_CLAUSE: dict[str, JsonValue] = {
    "line": 1,
    "address": "一",
    "kind": "heading",
    "number": "一、",
    "text": "一、总体要求",
    "source_line": 3,
}


class Coverage(Form):
    """How many of all versions have been read."""

    read: int
    versions: int


class ListedForm(Form):
    """A document as lists show it: `date` is that of its current version, `versions` how many there are."""

    id: str
    title: str
    doc_number: str
    issuers: list[str]
    jurisdiction: str
    status: str
    date: str
    versions: int
    current: str
    created: str
    updated: str


class DocumentsForm(Form):
    """Documents, and how many there are in all."""

    total: int
    documents: list[ListedForm]
    offset: int
    next: str | None
    model_config = example({"total": 1, "documents": [_LISTED], "offset": 0, "next": None})


class OriginalForm(Form):
    """The bytes as they were received."""

    sha256: str
    name: str
    size: int


class WithdrawnForm(Form):
    """That a version no longer counts, and why."""

    reason: str
    at: str


class VersionForm(Form):
    """A version: every field of its metadata as it holds now, what was read with its words, and what was corrected."""

    id: str
    position: int
    status: str
    metadata: dict[str, Value]
    dates: dict[str, str | None]
    read: dict[str, Value]
    read_from: dict[str, str]
    corrected: dict[str, Value]
    original: OriginalForm | None
    source: str
    received: str
    extractor: str
    remarks: list[str]
    account: dict[str, int]
    reextracts: str | None
    joined_from: str | None
    withdrawn: WithdrawnForm | None


class DocumentForm(Form):
    """A document with its versions, the first first."""

    id: str
    title: str
    doc_number: str
    issuers: list[str]
    jurisdiction: str
    status: str
    created: str
    current: str | None
    derives_from: list[str]
    corrected: dict[str, Value]
    versions: list[VersionForm]
    model_config = example(
        {
            **{name: value for name, value in _LISTED.items() if name not in {"date", "versions", "updated"}},
            "derives_from": [],
            "corrected": {},
            "versions": [
                {
                    "id": _VERSION,
                    "position": 1,
                    "status": "issued",
                    "metadata": {"title": _TITLE, "issuers": ["云州市人民政府办公室"], "issued": "2024-03-18"},
                    "dates": {"issued": "2024-03-18", "effective": None},
                    "read": {"title": _TITLE, "issued": "2024-03-18"},
                    "read_from": {"issued": "2024年3月18日"},
                    "corrected": {},
                    "original": {"sha256": "856dc8e7d2616659", "name": "方案.docx", "size": 20480},
                    "source": "方案.docx",
                    "received": _AT,
                    "extractor": "docx/1",
                    "remarks": [],
                    "account": {"held": 1830, "read": 1830, "lost": 0},
                    "reextracts": None,
                    "joined_from": None,
                    "withdrawn": None,
                }
            ],
        }
    )


class ChangeForm(Form):
    """A change of the corpus: its commit, what was done by whom, and which one it takes back."""

    commit: str
    kind: str
    document: str
    version: str
    at: str
    author: str
    title: str
    detail: str
    reason: str
    undoes: str


class HistoryForm(Form):
    """Changes, oldest first."""

    changes: list[ChangeForm]
    offset: int
    next: str | None
    model_config = example(
        {
            "changes": [
                {
                    "commit": "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567",
                    "kind": "add",
                    "document": _ID,
                    "version": _VERSION,
                    "at": _AT,
                    "author": "revtrack",
                    "title": _TITLE,
                    "detail": "",
                    "reason": "",
                    "undoes": "",
                }
            ],
            "offset": 0,
            "next": None,
        }
    )


class ClauseForm(Form):
    """A clause of a text: `line` is its own in the stored text, `source_line` that in the file."""

    line: int
    address: str
    kind: str
    number: str
    text: str
    source_line: int


class NamedForm(Form):
    """A version and its document, by what identifies them."""

    document: str
    version: str
    position: int
    status: str
    title: str


class PlacedForm(NamedForm):
    """Where in a version something stands: the day of the version, the clause's address, its line."""

    date: str
    address: str
    line: int


class TextForm(NamedForm):
    """A version's clauses."""

    clauses: list[ClauseForm]
    model_config = example({**_WHERE, "clauses": [_CLAUSE]})


class CitedForm(Form):
    """A text that is named: as what, with which words, and the documents of the corpus that it may mean."""

    title: str
    number: str
    relation: str
    quote: str
    address: str
    line: int
    times: int
    documents: list[ListedForm]


class CitingForm(Form):
    """A clause of another text that names the document."""

    document: str
    version: str
    title: str
    date: str
    address: str
    line: int
    text: str


class CitationsForm(Form):
    """Whom a version names, and who names its document; `more`: further clauses name it than were looked at."""

    cites: list[CitedForm]
    cited_by: list[CitingForm]
    more: bool
    model_config = example(
        {
            "cites": [
                {
                    "title": "云州市养老服务条例",
                    "number": "",
                    "relation": "basis",
                    "quote": "根据《云州市养老服务条例》",
                    "address": "",
                    "line": 2,
                    "times": 1,
                    "documents": [],
                }
            ],
            "cited_by": [],
            "more": False,
        }
    )


class HitForm(PlacedForm):
    """A clause that holds the words; `also`: other versions of the document with this very text."""

    kind: str
    text: str
    also: int


class HitsForm(Form):
    """Clauses that hold the words."""

    total: int
    offset: int
    hits: list[HitForm]
    next: str | None
    model_config = example(
        {
            "total": 1,
            "offset": 0,
            "hits": [
                {**_WHERE, "date": "2024-03-18", "line": 12, "address": "二", "kind": "body", "text": "……", "also": 0}
            ],
            "next": None,
        }
    )


class BearerForm(Form):
    """A body that a duty binds, in which role, and where that is said."""

    name: str
    role: str
    from_: Annotated[str, Field(alias="from")]


class QuantityForm(Form):
    """A quantity: its words, what is measured, its bound, value and unit."""

    quote: str
    what: str
    bound: str
    value: str
    unit: str


class WhenForm(Form):
    """When a duty is due: the words, the last day, and whether that is a date, a term or recurring."""

    quote: str
    by: str | None
    kind: str


class DutyForm(PlacedForm):
    """A duty, and where it stands."""

    also: int
    quote: str
    type: str
    polarity: str
    strength: int
    force: str
    modality: str
    actor: str
    action: str
    object: str
    deadline: WhenForm | None
    first_day: str
    last_day: str
    quantity: str
    reporting: str
    recipient: str
    condition: str
    scope: str
    penalty_for: str
    bearers: list[BearerForm]
    quantities: list[QuantityForm]


class DutiesForm(Form):
    """Duties, and how many versions have been read for them."""

    total: int
    offset: int
    coverage: Coverage
    duties: list[DutyForm]
    next: str | None
    model_config = example(
        {
            "total": 1,
            "offset": 0,
            "coverage": {"read": 4, "versions": 4},
            "duties": [
                {
                    **_WHERE,
                    "date": "2024-03-18",
                    "address": "二/（一）",
                    "line": 12,
                    "also": 0,
                    "quote": "区民政局应当于2025年6月底前建成老年助餐点30个",
                    "type": "duty",
                    "polarity": "duty",
                    "strength": 6,
                    "force": "must",
                    "modality": "应当",
                    "actor": "区民政局",
                    "action": "建成",
                    "object": "老年助餐点30个",
                    "deadline": {"quote": "2025年6月底前", "by": "2025-06-30", "kind": "date"},
                    "first_day": "2025-06-30",
                    "last_day": "2025-06-30",
                    "quantity": "30个",
                    "reporting": "",
                    "recipient": "",
                    "condition": "",
                    "scope": "",
                    "penalty_for": "",
                    "bearers": [{"name": "区民政局", "role": "responsible", "from": "words"}],
                    "quantities": [
                        {"quote": "30个", "what": "老年助餐点", "bound": "exact", "value": "30", "unit": "个"}
                    ],
                }
            ],
            "next": None,
        }
    )


class ConsultationForm(Form):
    """A draft that may be commented on, and until when."""

    document: str
    version: str
    title: str
    issuers: list[str]
    jurisdiction: str
    until: str


class ConsultationsForm(Form):
    """Drafts that are open for comment."""

    consultations: list[ConsultationForm]
    offset: int
    next: str | None
    model_config = example(
        {
            "consultations": [
                {
                    "document": _ID,
                    "version": _VERSION,
                    "title": _TITLE,
                    "issuers": ["云州市民政局"],
                    "jurisdiction": "云州市",
                    "until": "2026-12-01",
                }
            ],
            "offset": 0,
            "next": None,
        }
    )
