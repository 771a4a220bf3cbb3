"""The forms of the API as pydantic models: for its description only; the answers themselves are docs/json.md's."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

_LISTED: dict[str, JsonValue] = {
    "id": "3f2a90c1d4e5",
    "title": "云州市推进社区养老服务“一站通办”实施方案",
    "doc_number": "云州政办发〔2024〕6号",
    "issuers": ["云州市人民政府办公室"],
    "jurisdiction": "云州市",
    "status": "issued",
    "date": "2024-03-18",
    "versions": 1,
    "current": "51119173b961",
    "created": "2026-01-05T08:00:00+00:00",
    "updated": "2026-01-05T08:00:00+00:00",
}


class Form(BaseModel):
    """Keys are added, never changed: a reader leaves aside what it does not know."""

    model_config = ConfigDict(extra="allow")


def example(form: dict[str, JsonValue]) -> ConfigDict:
    return ConfigDict(extra="allow", json_schema_extra={"examples": [form]})


class Fault(Form):
    """What was wrong: `kind` for programs, `message` with what to do for people, in the language asked for."""

    status: int
    kind: str
    message: str


class ErrorForm(Form):
    """Why a call has no other answer (RFC 9457): `kind` and `facts` for programs, `detail` for people; `error` is the
    same as answers once had it."""

    type: str
    title: str
    status: int
    detail: str
    kind: str
    facts: dict[str, str]
    error: Fault
    model_config = example(
        {
            "type": "urn:revtrack:problem:unknown-document",
            "title": "找不到这个页面",
            "status": 404,
            "detail": "……",
            "kind": "unknown-document",
            "facts": {"words": "3f2a"},
            "error": {"status": 404, "kind": "unknown-document", "message": "……", "facts": {"words": "3f2a"}},
        }
    )


class DocumentsForm(Form):
    """Documents, and how many there are in all."""

    total: int
    documents: list[dict[str, Any]]
    model_config = example({"total": 1, "documents": [_LISTED]})


class DocumentForm(Form):
    """A document with its versions, the first first."""

    id: str
    title: str
    versions: list[dict[str, Any]]
    current: str | None
    model_config = example({**_LISTED, "versions": [{"id": "51119173b961", "position": 1}]})


class HistoryForm(Form):
    """Changes, oldest first."""

    changes: list[dict[str, Any]]
    model_config = example({"changes": [{"kind": "add", "at": "2026-01-05T08:00:00+00:00", "author": "revtrack"}]})


class TextForm(Form):
    """A version's clauses."""

    document: str
    version: str
    clauses: list[dict[str, Any]]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "version": "51119173b961",
            "clauses": [{"line": 1, "address": "一", "kind": "heading", "number": "一、", "text": "一、总体要求"}],
        }
    )


class CitationsForm(Form):
    """Whom a version names, and who names its document."""

    cites: list[dict[str, Any]]
    cited_by: list[dict[str, Any]]
    model_config = example(
        {"cites": [{"title": "云州市养老服务条例", "relation": "basis", "documents": []}], "cited_by": []}
    )


class ComparisonForm(Form):
    """Schema revtrack.comparison/1, with what people said of it under `reviews`."""

    schema_: Annotated[str, Field(alias="schema")]
    task: str
    alignment: list[dict[str, Any]]
    obligations: list[dict[str, Any]]
    reviews: list[dict[str, Any]]
    model_config = example(
        {
            "schema": "revtrack.comparison/1",
            "task": "revision",
            "alignment": [],
            "obligations": [],
            "reviews": [],
        }
    )


class HitsForm(Form):
    """Clauses that hold the words."""

    total: int
    offset: int
    hits: list[dict[str, Any]]
    model_config = example({"total": 1, "offset": 0, "hits": [{"document": "3f2a90c1d4e5", "line": 12, "text": "……"}]})


class DutiesForm(Form):
    """Duties, and how many versions have been read for them."""

    total: int
    coverage: dict[str, int]
    duties: list[dict[str, Any]]
    model_config = example({"total": 0, "coverage": {"read": 4, "versions": 4}, "duties": []})


_PROOF: dict[str, JsonValue] = {
    "kind": "repeal",
    "day": "2024-07-01",
    "quote": "《云州市停车管理办法》同时废止。",
    "document": "8c21aa90c1d4",
    "version": "0b9c3173b961",
    "title": "云州市停车条例",
    "address": "第三条",
    "line": 12,
}


class ForceForm(Form):
    """How a document or version stands on a day, what shows it, and the turns of its wording."""

    document: str
    on: str
    state: str
    since: str
    until: str
    proofs: list[dict[str, Any]]
    turns: list[dict[str, Any]]
    coverage: dict[str, int]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "on": "2025-01-01",
            "state": "repealed",
            "since": "2010-05-01",
            "until": "2024-07-01",
            "proofs": [_PROOF],
            "turns": [{"kind": "enacted", "day": "2010-05-01", "version": "51119173b961"}],
            "coverage": {"read": 4, "versions": 4},
        }
    )


class TextOnForm(Form):
    """The wording of a document on a day: which version, whether in force or published, and its clauses."""

    document: str
    version: str | None
    in_force: bool
    is_published: bool
    lacking: bool
    digest: str
    force: dict[str, Any]
    clauses: list[dict[str, Any]]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "version": "51119173b961",
            "in_force": True,
            "is_published": True,
            "lacking": False,
            "digest": "856dc8e7d2616659e7a1b4a3132cf42cec73f79dc60cbef9f1a1619ef467fc31",
            "force": {"state": "in-force", "since": "2010-05-01", "until": ""},
            "clauses": [{"line": 3, "address": "第一条", "kind": "body", "text": "第一条　……"}],
        }
    )


class ArticleForm(Form):
    """One article, a step a turn of its document."""

    document: str
    address: str
    steps: list[dict[str, Any]]
    ended: list[dict[str, Any]]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "address": "第二条",
            "steps": [
                {"day": "2010-05-01", "what": ["enacted"], "address": "第二条", "duties": [], "orders": []},
                {"day": "2020-06-01", "what": ["amended"], "address": "第二条", "duties": [{"change": "modified"}]},
            ],
            "ended": [_PROOF],
        }
    )


class EndedForm(Form):
    """What is no longer in force on a day, and what waits for a document that the corpus lacks."""

    on: str
    total: int
    documents: list[dict[str, Any]]
    waiting: dict[str, Any]
    coverage: dict[str, int]
    model_config = example(
        {
            "on": "2025-01-01",
            "total": 1,
            "documents": [{"document": "3f2a90c1d4e5", "state": "repealed", "proofs": [_PROOF]}],
            "waiting": {"total": 1, "events": [{"kind": "repeal", "of": "云州市自行车停放规定"}]},
            "coverage": {"read": 4, "versions": 4},
        }
    )


class ConsultationsForm(Form):
    """Drafts that are open for comment."""

    consultations: list[dict[str, Any]]
    model_config = example({"consultations": [{"document": "3f2a90c1d4e5", "until": "2026-12-01", "title": "……"}]})


class TraceForm(Form):
    """A row a clause of the higher text, a cell a lower text."""

    higher: dict[str, Any]
    lower: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    model_config = example(
        {
            "higher": {"document": "3f2a90c1d4e5"},
            "lower": [],
            "rows": [{"address": "二/（一）", "addressed": "yes", "cells": [{"status": "localised", "score": 0.98}]}],
        }
    )


class LineageForm(Form):
    """One clause, a station a text."""

    stations: list[dict[str, Any]]
    model_config = example({"stations": [{"title": "……", "addresses": ["二/（一）"], "steps": ["introduced"]}]})


class RelatedForm(Form):
    """Related documents, the closest first."""

    related: list[dict[str, Any]]
    model_config = example({"related": [{"title": "……", "level": "higher", "relation": ["source"], "score": 0.47}]})


class GraphForm(Form):
    """Documents and who names whom."""

    centre: str
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    model_config = example({"centre": "3f2a90c1d4e5", "nodes": [], "edges": []})


class AmendmentsForm(Form):
    """The instructions of a decision with what became of each."""

    instructions: list[dict[str, Any]]
    model_config = example({"instructions": [{"number": "一", "kind": "replace-text", "outcome": "carried-out"}]})


class InboxForm(Form):
    """What waits for a decision."""

    items: list[dict[str, Any]]
    model_config = example({"items": [{"token": "1b4f643b", "title": "……", "kind": "version-of", "reason": "number"}]})


class HealthForm(Form):
    """How each source fares, and telling."""

    sources: list[dict[str, Any]]
    delivery: list[dict[str, Any]]
    model_config = example(
        {"sources": [{"source": "jiashi", "status": "ok", "reasons": []}], "delivery": [{"whom": "office"}]}
    )


class OutboxForm(Form):
    """What is told."""

    delivery: list[dict[str, Any]]
    messages: list[dict[str, Any]]
    model_config = example({"delivery": [{"whom": "office", "status": "ok"}], "messages": [{"status": "sent"}]})


class WatchEventsForm(Form):
    """What befell known items."""

    events: list[dict[str, Any]]
    model_config = example({"events": [{"source": "jiashi", "title": "……", "kind": "deleted"}]})


class RunsForm(Form):
    """Looks at sources."""

    runs: list[dict[str, Any]]
    model_config = example({"runs": [{"source": "jiashi", "outcome": "ok", "listed": 20, "new": 1, "stored": 1}]})
