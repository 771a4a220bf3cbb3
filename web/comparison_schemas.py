"""The form of a comparison in the description of the API: schema revtrack.comparison/1 (docs/json.md)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from web.document_schemas import BearerForm, QuantityForm
from web.schemas import Form, example


class SentenceForm(Form):
    """A sentence of a clause; `start` is its place in the text of that."""

    id: str
    text: str
    role: str
    start: int


class ComparedClauseForm(Form):
    """A clause of one side."""

    id: str
    address: str
    kind: str
    number: str
    section: str
    responsibility: str
    text: str
    line: int
    sentences: list[SentenceForm]


class DiscardedForm(Form):
    """What of a file is no text of the issuer."""

    line: int
    text: str
    why: str


class SideForm(Form):
    """One text of a comparison."""

    title: str
    issued: str
    discarded: list[DiscardedForm]
    clauses: list[ComparedClauseForm]


class CountsForm(Form):
    """Clauses and duties by what became of them."""

    unchanged: int
    modified: int
    added: int
    removed: int
    renumbered: int
    moved: int
    localised: int
    obligations_added: int
    obligations_removed: int
    obligations_modified: int
    findings: int
    obligations_carried: int
    obligations_beside: int


class RowForm(Form):
    """Counterpart clauses by their ids, or clauses without any on the other side."""

    old: list[str]
    new: list[str]
    change: Literal["unchanged", "modified", "added", "removed"]
    moved: bool
    renumbered: bool
    localised: bool
    split: bool
    merged: bool
    score: float
    matched_by: str


class LinkForm(Form):
    """Counterpart sentences by their ids, and what was the next best."""

    old: list[str]
    new: list[str]
    relation: str
    score: float
    margin: float
    matched_by: str
    runner_up: str
    runner_up_score: float
    note: str


class StretchForm(Form):
    """A stretch of a sentence."""

    sentence: str
    start: int
    end: int


class SegmentForm(Form):
    """A part of a sentence that survives within another."""

    old: StretchForm
    new: StretchForm
    kind: str
    score: float


class DueForm(Form):
    """When a duty is due, and where that is said."""

    quote: str
    by: str
    kind: str
    since: str
    from_: Annotated[str, Field(alias="from")]


class ObligationForm(Form):
    """A duty of one side: its exact words, and its fields as they are written."""

    clause: str
    sentence: str
    text: str
    start: int
    end: int
    polarity: str
    actor: str
    modality: str
    action: str
    object: str
    deadline: str
    quantity: str
    scope: str
    condition: str
    reporting: str
    read_from: dict[str, str]
    type: str
    force: str
    bearers: list[BearerForm]
    due: DueForm | None
    quantities: list[QuantityForm]
    recipient: str
    penalty_for: str


class ObligationChangeForm(Form):
    """A duty added, removed or modified; `fields` changed, in `directions`; `entry` is its id in the account."""

    change: Literal["added", "removed", "modified"]
    fields: list[str]
    directions: dict[str, str]
    score: float
    matched_by: str
    why: str
    old: ObligationForm | None
    new: ObligationForm | None
    type: str
    entry: str


class SpanForm(Form):
    """A stretch of a clause."""

    side: Literal["old", "new"]
    clause: str
    start: int
    end: int


class AffectedForm(Form):
    """A duty that a difference affects."""

    side: Literal["old", "new"]
    sentence: str
    text: str


class AccountEntryForm(Form):
    """One difference between the texts, told once."""

    id: str
    class_: Annotated[str, Field(alias="class")]
    kind: str
    proof: str
    old: str
    new: str
    spans: list[SpanForm]
    duties: list[AffectedForm]


class FateForm(Form):
    """A duty of the higher text: to whom it speaks, and what became of it."""

    clause: str
    sentence: str
    text: str
    addressed: str
    fate: Literal["kept", "changed", "absent", "beside"]
    entry: str


class FindingForm(Form):
    """What a careful reader would point at."""

    kind: str
    side: Literal["old", "new"]
    clause: str
    quote: str
    message: str
    facts: dict[str, str]


class PassageForm(Form):
    """The words that somebody spoke of; what is not known is left out."""

    digest: str | None = None
    sentence: str | None = None
    quote: str | None = None
    duty: dict[str, str] | None = None


class RightForm(Form):
    """The words and values that a correction puts on both sides."""

    old: PassageForm | None = None
    new: PassageForm | None = None


class PairForm(Form):
    """Two sentences by their ids."""

    old: str | None
    new: str | None


class ReviewForm(Form):
    """What a person said, and whether it still holds of these texts; what she did not say is left out."""

    id: str
    at: str
    by: str
    about: str
    verdict: str
    standing: str
    sentences: PairForm
    entry: str | None
    change: int | None
    old: PassageForm | None = None
    new: PassageForm | None = None
    fields: dict[str, str] | None = None
    right: RightForm | None = None
    kind: str | None = None
    note: str | None = None
    versions: list[str] | None = None


_COUNTS: dict[str, JsonValue] = {
    **dict.fromkeys(CountsForm.model_fields, 0),
    "unchanged": 11,
    "modified": 1,
    "obligations_modified": 1,
}
_DUTY: dict[str, JsonValue] = {
    **dict.fromkeys(("modality", "scope", "condition", "reporting", "recipient", "penalty_for"), ""),
    "clause": "c7",
    "sentence": "c7.1",
    "text": "停车场应当在三十日内备案",
    "start": 0,
    "end": 12,
    "polarity": "duty",
    "actor": "停车场",
    "action": "备案",
    "object": "",
    "deadline": "三十日内",
    "quantity": "",
    "read_from": {},
    "type": "duty",
    "force": "must",
    "bearers": [{"name": "停车场", "role": "responsible", "from": "words"}],
    "due": {"quote": "三十日内", "by": "", "kind": "term", "since": "", "from": "words"},
    "quantities": [],
}


class ComparisonForm(Form):
    """Schema revtrack.comparison/1, with what people said of it under `reviews`."""

    schema_: Annotated[str, Field(alias="schema")]
    task: Literal["revision", "derivation"]
    knowledge: str
    fallback: str
    counts: CountsForm
    old: SideForm
    new: SideForm
    alignment: list[RowForm]
    sentence_alignment: list[LinkForm]
    segment_alignment: list[SegmentForm]
    obligations: list[ObligationChangeForm]
    account: list[AccountEntryForm]
    measures: list[FateForm]
    findings: list[FindingForm]
    reviews: list[ReviewForm]
    model_config = example(
        {
            "schema": "revtrack.comparison/1",
            "task": "revision",
            "knowledge": "0d5e7c",
            "fallback": "",
            "counts": _COUNTS,
            "old": {"title": "停车管理办法（征求意见稿）", "issued": "", "discarded": [], "clauses": []},
            "new": {"title": "停车管理办法", "issued": "2024-03-18", "discarded": [], "clauses": []},
            "alignment": [],
            "sentence_alignment": [],
            "segment_alignment": [],
            "obligations": [
                {
                    "change": "modified",
                    "fields": ["deadline"],
                    "directions": {"deadline": "earlier"},
                    "score": 0.9,
                    "matched_by": "alike",
                    "why": "",
                    "old": _DUTY,
                    "new": {**_DUTY, "text": "停车场应当在十五日内备案", "deadline": "十五日内"},
                    "type": "duty",
                    "entry": "e1",
                }
            ],
            "account": [],
            "measures": [],
            "findings": [],
            "reviews": [],
        }
    )
