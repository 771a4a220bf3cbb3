"""The forms of what binds when in the description of the API: standing, wordings by day, articles, what ended."""

from __future__ import annotations

from pydantic import JsonValue

from web.document_schemas import ClauseForm, Coverage, PlacedForm
from web.schemas import Form, example

_ID, _VERSION, _TITLE = "3f2a90c1d4e5", "51119173b961", "云州市停车管理办法"


class ProofForm(Form):
    """Words that show something of a document's force, and where they stand."""

    kind: str
    day: str
    until_by: str
    quote: str
    document: str
    version: str
    title: str
    address: str
    line: int
    part: str
    sure: bool


class TurnForm(Form):
    """A day from which a document has some wording; `version` is null where the corpus lacks it."""

    kind: str
    day: str
    assumed: bool
    passed: str
    by: str
    version: str | None
    position: int | None
    proofs: list[ProofForm]


class StandingForm(Form):
    """How a document or version stands on a day, and what shows it."""

    document: str
    title: str
    doc_number: str
    on: str
    state: str
    version: str | None
    position: int | None
    since: str
    assumed: bool
    until: str
    provisional: bool
    period: list[str] | None
    proofs: list[ProofForm]
    partial: list[ProofForm]
    next: TurnForm | None


_PROOF: dict[str, JsonValue] = {
    "kind": "repeal",
    "day": "2024-07-01",
    "until_by": "",
    "quote": "《云州市停车管理办法》同时废止。",
    "document": "8c21aa90c1d4",
    "version": "0b9c3173b961",
    "title": "云州市停车条例",
    "address": "第三条",
    "line": 12,
    "part": "",
    "sure": True,
}
_TURN: dict[str, JsonValue] = {
    "kind": "enacted",
    "day": "2010-05-01",
    "assumed": False,
    "passed": "",
    "by": "",
    "version": _VERSION,
    "position": 1,
    "proofs": [],
}
_STANDING: dict[str, JsonValue] = {
    "document": _ID,
    "title": _TITLE,
    "doc_number": "云州政发〔2010〕6号",
    "on": "2025-01-01",
    "state": "repealed",
    "version": _VERSION,
    "position": 1,
    "since": "2010-05-01",
    "assumed": False,
    "until": "2024-07-01",
    "provisional": False,
    "period": None,
    "proofs": [_PROOF],
    "partial": [],
    "next": None,
}
_COVERAGE: dict[str, JsonValue] = {"read": 4, "versions": 4}


class ForceForm(StandingForm):
    """How a document or version stands on a day, what shows it, and the turns of its wording."""

    turns: list[TurnForm]
    coverage: Coverage
    model_config = example({**_STANDING, "turns": [_TURN], "coverage": _COVERAGE})


class TextOnForm(Form):
    """The wording of a document on a day: which version, whether in force or published, and its clauses."""

    document: str
    version: str | None
    position: int | None
    in_force: bool
    is_published: bool
    lacking: bool
    digest: str
    original: str
    force: StandingForm
    published: TurnForm | None
    before: TurnForm | None
    after: TurnForm | None
    clauses: list[ClauseForm]
    model_config = example(
        {
            "document": _ID,
            "version": _VERSION,
            "position": 1,
            "in_force": True,
            "is_published": True,
            "lacking": False,
            "digest": "856dc8e7d2616659e7a1b4a3132cf42cec73f79dc60cbef9f1a1619ef467fc31",
            "original": "",
            "force": {**_STANDING, "on": "2015-01-01", "state": "in-force", "until": "", "proofs": []},
            "published": _TURN,
            "before": None,
            "after": None,
            "clauses": [
                {
                    "line": 3,
                    "address": "第一条",
                    "kind": "body",
                    "number": "第一条",
                    "text": "第一条　……",
                    "source_line": 5,
                }
            ],
        }
    )


class ArticleClauseForm(Form):
    """A clause of an article."""

    line: int
    address: str
    text: str


class DutyTurnForm(Form):
    """What a turn did to a duty of an article."""

    change: str
    fields: list[str]
    directions: dict[str, str]
    old: str | None
    new: str | None


class ArticleStepForm(TurnForm):
    """What a turn did to an article: its clauses then, its duties, and who decided so."""

    what: list[str]
    address: str
    clauses: list[ArticleClauseForm]
    duties: list[DutyTurnForm]
    orders: list[ProofForm]
    not_held_before: int
    compared_with: str | None


class ArticleForm(Form):
    """One article, a step a turn of its document."""

    document: str
    title: str
    version: str
    address: str
    steps: list[ArticleStepForm]
    ended: list[ProofForm]
    model_config = example(
        {
            "document": _ID,
            "title": _TITLE,
            "version": _VERSION,
            "address": "第二条",
            "steps": [
                {
                    **_TURN,
                    "what": ["enacted"],
                    "address": "第二条",
                    "clauses": [{"line": 4, "address": "第二条", "text": "第二条　……"}],
                    "duties": [],
                    "orders": [],
                    "not_held_before": 0,
                    "compared_with": None,
                }
            ],
            "ended": [_PROOF],
        }
    )


class ForceEventForm(PlacedForm):
    """What a text says of another's force."""

    kind: str
    quote: str
    doc_number: str
    made: str
    day: str
    months: int
    part: str
    of: str


class WaitingEventsForm(Form):
    """What waits for a document that the corpus lacks."""

    total: int
    events: list[ForceEventForm]


class EndedForm(Form):
    """What is no longer in force on a day, and what waits for a document that the corpus lacks."""

    on: str
    total: int
    offset: int
    documents: list[StandingForm]
    waiting: WaitingEventsForm
    coverage: Coverage
    next: str | None
    model_config = example(
        {
            "on": "2025-01-01",
            "total": 1,
            "offset": 0,
            "documents": [_STANDING],
            "waiting": {"total": 0, "events": []},
            "coverage": _COVERAGE,
            "next": None,
        }
    )
