"""The forms of tracing in the description of the API: matrices, lineages, relatives, graphs, decisions on amending."""

from __future__ import annotations

from pydantic import JsonValue

from web.document_schemas import NamedForm
from web.schemas import Form, example

_HIGHER: dict[str, JsonValue] = {
    "document": "3f2a90c1d4e5",
    "version": "51119173b961",
    "position": 1,
    "status": "issued",
    "title": "云州市推进社区养老服务“一站通办”实施方案",
}


class FiguresForm(Form):
    """Duties of the higher text by what a lower one made of them; `whom`: those that are not its business."""

    carried: int
    changed: int
    absent: int
    added: int
    beside: int
    whom: dict[str, int]


class CarriedForm(Form):
    """How much of what is addressed to a lower body it carries; `share` is null where nothing is."""

    addressed: int
    carried: int
    share: float | None
    unclear: int
    unclear_carried: int


class KeptDeadlineForm(Form):
    """What became of a deadline: `direction` is null where it is kept."""

    clause: str
    address: str
    old: str
    new: str | None
    direction: str | None


class AddedDutyForm(Form):
    """A duty that stands below alone."""

    quote: str
    actor: str
    deadline: str
    quantity: str


class AdditionsForm(Form):
    """A clause of a lower text with the duties that have no source above."""

    clause: str
    address: str
    text: str
    weight: int
    duties: list[AddedDutyForm]


class LowerForm(NamedForm):
    """A lower text as a whole."""

    duties: FiguresForm
    coverage: CarriedForm
    rewording: float
    counts: dict[str, int]
    beside: int
    softened: list[str]
    deadlines: list[KeptDeadlineForm]
    additions: list[AdditionsForm]


class SentencePairForm(Form):
    """A sentence above and its counterpart below, by their ids."""

    old: str
    new: str


class CellDutyForm(Form):
    """A duty of a clause: to whom it speaks, what became of it, and the change that tells."""

    quote: str
    carried: bool
    change: int | None
    addressed: str
    fate: str


class CellForm(Form):
    """One clause in one lower text."""

    status: str
    addressed: str
    directions: dict[str, str]
    leaning: str | None
    links: list[SentencePairForm]
    addresses: list[str]
    changes: list[int]
    score: float
    by_person: bool
    measures: list[CellDutyForm]


class TraceRowForm(Form):
    """A clause of the higher text, with a cell a lower text."""

    clause: str
    address: str
    text: str
    addressed: str
    deadlines: list[str]
    bearers: list[str]
    taken_by: int
    cells: list[CellForm]


class TraceForm(Form):
    """A row a clause of the higher text, a cell a lower text."""

    higher: NamedForm
    lower: list[LowerForm]
    rows: list[TraceRowForm]
    taken_by_nobody: list[str]
    model_config = example(
        {
            "higher": _HIGHER,
            "lower": [],
            "rows": [
                {
                    "clause": "c7",
                    "address": "二/（一）",
                    "text": "……",
                    "addressed": "yes",
                    "deadlines": ["2025年6月底前"],
                    "bearers": ["市民政局"],
                    "taken_by": 1,
                    "cells": [
                        {
                            "status": "localised",
                            "addressed": "yes",
                            "directions": {},
                            "leaning": None,
                            "links": [{"old": "c7.1", "new": "c9.1"}],
                            "addresses": ["二/（一）"],
                            "changes": [],
                            "score": 0.98,
                            "by_person": False,
                            "measures": [],
                        }
                    ],
                }
            ],
            "taken_by_nobody": [],
        }
    )


class StationForm(NamedForm):
    """A clause in one text: its words, and what happened on the way there from the version `before`."""

    date: str | None
    task: str
    before: str | None
    present: bool
    addresses: list[str]
    texts: list[str]
    steps: list[str]
    score: float


class LineageForm(Form):
    """One clause, a station a text."""

    stations: list[StationForm]
    model_config = example(
        {
            "stations": [
                {
                    **_HIGHER,
                    "date": "2024-03-18",
                    "task": "revision",
                    "before": None,
                    "present": True,
                    "addresses": ["二/（一）"],
                    "texts": ["……"],
                    "steps": ["introduced"],
                    "score": 0.0,
                }
            ]
        }
    )


class EvidenceForm(Form):
    """What shows that documents are related: a `quote`, or a pair of clauses with how alike they are."""

    quote: str | None = None
    address: str | None = None
    text: str | None = None
    other_address: str | None = None
    other_text: str | None = None
    score: float | None = None


class RelativeForm(Form):
    """A related document, in which ways, and what shows it."""

    document: str
    title: str
    jurisdiction: str
    date: str | None
    level: str
    standing: str | None
    relation: list[str]
    bases: list[str]
    score: float
    share: float
    evidence: list[EvidenceForm]


class RelatedForm(Form):
    """Related documents, the closest first."""

    related: list[RelativeForm]
    offset: int
    next: str | None
    model_config = example(
        {
            "related": [
                {
                    "document": "0b1c2d3e4f50",
                    "title": "……",
                    "jurisdiction": "云州市",
                    "date": None,
                    "level": "higher",
                    "standing": "city",
                    "relation": ["source"],
                    "bases": [],
                    "score": 0.47,
                    "share": 0.4,
                    "evidence": [{"quote": "根据《……》"}],
                }
            ],
            "offset": 0,
            "next": None,
        }
    )


class NodeForm(Form):
    """A document of a graph; one that the corpus lacks (`known` false) has its title for an id."""

    id: str
    title: str
    known: bool
    jurisdiction: str
    date: str


class EdgeForm(Form):
    """`source` names `target`, as what `relation` says."""

    source: str
    target: str
    relation: str


class GraphForm(Form):
    """Documents and who names whom."""

    centre: str
    nodes: list[NodeForm]
    edges: list[EdgeForm]
    model_config = example(
        {
            "centre": "3f2a90c1d4e5",
            "nodes": [{"id": "3f2a90c1d4e5", "title": "……", "known": True, "jurisdiction": "云州市", "date": ""}],
            "edges": [],
        }
    )


class StepForm(Form):
    """A step of an instruction: what it expects of the amended text, and what stands there."""

    kind: str
    outcome: str
    reason: str | None
    addresses: list[str]
    expected: str
    found: str
    score: float


class AppliedForm(Form):
    """A step that was carried out on the base text, or why not."""

    kind: str
    applied: bool
    reason: str | None
    addresses: list[str]


class InstructionForm(Form):
    """An instruction of a decision, and what became of it (null where no amended text is known)."""

    number: str
    kind: str
    law: str | None
    quote: str
    line: int
    outcome: str | None
    score: float | None
    addresses: list[str]
    steps: list[StepForm]
    applied: list[AppliedForm]


class AmendmentsForm(Form):
    """The instructions of a decision with what became of each."""

    decision: NamedForm
    amended: NamedForm | None
    base: NamedForm | None
    instructions: list[InstructionForm]
    model_config = example(
        {
            "decision": _HIGHER,
            "amended": None,
            "base": None,
            "instructions": [
                {
                    "number": "一",
                    "kind": "replace-text",
                    "law": None,
                    "quote": "……",
                    "line": 3,
                    "outcome": "carried-out",
                    "score": 1.0,
                    "addresses": ["第二条"],
                    "steps": [],
                    "applied": [],
                }
            ],
        }
    )
