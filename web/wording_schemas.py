"""The forms of what texts share in the description of the API: measures, lines, siblings, sanctions, blame."""

from __future__ import annotations

from web.register_schemas import WHERE, TurnOfForm
from web.schemas import Form, example

_ID, _VERSION = "3f2a90c1d4e5", "9c0d12ab34ef"


class OwnNamesForm(Form):
    """What a version says of itself; null for what it has lost."""

    title: str | None
    doc_number: str | None
    issued: str | None


class CallingForm(Form):
    """What a citer says: title, number, or that it was there by a day (known_by)."""

    field: str
    value: str
    document: str
    version: str
    title: str
    address: str
    line: int
    quote: str
    share: float


class BaseForm(Form):
    """A text that a version rests on; `document` is null where the corpus lacks it."""

    title: str
    number: str
    document: str | None
    marked: bool
    address: str
    line: int


class CalledForm(Form):
    """What citers call a version, and what it rests on."""

    document: str
    version: str
    own: OwnNamesForm
    called: list[CallingForm]
    bases: list[BaseForm]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "version": "9c0d12ab34ef",
            "own": {"title": "停车管理办法", "doc_number": None, "issued": None},
            "called": [
                {
                    "field": "doc_number",
                    "value": "云政发〔2031〕7号",
                    "document": "0b1c2d3e4f50",
                    "version": "51119173b961",
                    "title": "停车管理实施细则",
                    "address": "一",
                    "line": 3,
                    "quote": "……",
                    "share": 1.0,
                }
            ],
            "bases": [],
        }
    )


class MemberForm(Form):
    """A text of a policy line, and why; `year` 0 is not known."""

    document: str
    title: str
    date: str
    place: str
    year: int
    estimated: bool
    reasons: list[str]
    shared: list[str]
    confirmed: bool


class StagesForm(Form):
    """How far each text of a line goes with a measure (null: it does not name it)."""

    name: str
    stages: list[str | None]


class LineForm(Form):
    """A policy line, the earliest text first, and the course of its measures."""

    document: str
    members: list[MemberForm]
    measures: list[StagesForm]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "members": [
                {
                    "document": "0b1c2d3e4f50",
                    "title": "停车管理办法",
                    "date": "2031-02-01",
                    "place": "云州市",
                    "year": 2031,
                    "estimated": False,
                    "reasons": ["title", "issuer"],
                    "shared": ["一桩一码"],
                    "confirmed": False,
                }
            ],
            "measures": [{"name": "一桩一码", "stages": ["pilot"]}],
        }
    )


class InRoleForm(Form):
    """A body in a role."""

    name: str
    role: str


class SpotForm(Form):
    """Where a measure stands in one document, and how far it goes there."""

    document: str
    version: str
    title: str
    place: str
    level: str
    status: str
    date: str
    year: int
    estimated: bool
    line: int
    address: str
    sentence: str
    strength: int
    score: float
    others: int
    stage: str
    bearers: list[InRoleForm]
    numbers: list[str]
    days: list[str]
    turns: list[TurnOfForm]


class MeasureForm(Form):
    """Where a measure stands, the earliest text first."""

    name: str
    origin: str | None
    total: int
    spots: list[SpotForm]
    more: bool
    model_config = example(
        {
            "name": "一桩一码",
            "origin": "3f2a90c1d4e5",
            "total": 1,
            "spots": [
                {
                    **{name: value for name, value in WHERE.items() if name not in {"position", "quote"}},
                    "place": "云州市",
                    "level": "city",
                    "year": 2031,
                    "estimated": False,
                    "sentence": "……",
                    "strength": 5,
                    "score": 1.0,
                    "others": 0,
                    "stage": "pilot",
                    "bearers": [{"name": "市交通运输局", "role": "lead"}],
                    "numbers": ["20个"],
                    "days": [],
                    "turns": [],
                }
            ],
            "more": False,
        }
    )


class SpreadForm(Form):
    """A measure that stands in other documents, too."""

    name: str
    line: int
    address: str
    documents: int
    earlier: int
    later: int
    places: list[str]


class MeasuresForm(Form):
    """The measures of a document that stand elsewhere, too."""

    document: str
    version: str
    measures: list[SpreadForm]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "version": "9c0d12ab34ef",
            "measures": [
                {
                    "name": "一桩一码",
                    "line": 4,
                    "address": "二/（一）",
                    "documents": 2,
                    "earlier": 0,
                    "later": 2,
                    "places": ["云州市"],
                }
            ],
        }
    )


class SiblingForm(Form):
    """A text of another place on the same basis."""

    document: str
    title: str
    place: str
    bases: list[str]


class BesideForm(Form):
    """A text that is set beside others."""

    document: str
    version: str
    title: str


class OtherNumbersForm(Form):
    """Where another text says it ("": nowhere), and its numbers."""

    address: str
    numbers: list[str]


class SharedForm(Form):
    """What several texts say."""

    address: str
    text: str
    bearers: list[str]
    numbers: list[str]
    others: list[OtherNumbersForm]


class OwnClauseForm(Form):
    """What one text says alone."""

    address: str
    text: str
    bearers: list[str]
    deadlines: list[str]
    numbers: list[str]


class SiblingsForm(Form):
    """Texts on the same basis, or side by side what is common and what stands only in one."""

    document: str | None = None
    siblings: list[SiblingForm] | None = None
    texts: list[BesideForm] | None = None
    common: list[SharedForm] | None = None
    some: list[SharedForm] | None = None
    only: list[list[OwnClauseForm]] | None = None
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "siblings": [{"document": "0b1c2d3e4f50", "title": "……", "place": "甲市", "bases": ["停车条例"]}],
        }
    )


class PointsAtForm(Form):
    """A text by whose rules something is punished; `document` is null where the corpus lacks it."""

    title: str
    document: str | None


class SanctionForm(Form):
    """A clause that punishes, how that is known, and how alike the words are."""

    how: str
    document: str
    version: str
    title: str
    date: str
    line: int
    address: str
    text: str
    score: float
    points_at: list[PointsAtForm]


class BindingForm(Form):
    """A clause that binds, with the clauses that punish its breach."""

    line: int
    address: str
    text: str
    sanctions: list[SanctionForm]


class EnforcementForm(Form):
    """Each duty of a version with the clauses that punish its breach."""

    document: str
    version: str
    title: str
    total: int
    without: int
    clauses: list[BindingForm]
    whole: list[SanctionForm]
    more: bool
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "version": "9c0d12ab34ef",
            "title": "停车管理办法",
            "total": 1,
            "without": 0,
            "clauses": [
                {
                    "line": 4,
                    "address": "第九条",
                    "text": "……",
                    "sanctions": [
                        {
                            "how": "names",
                            "document": _ID,
                            "version": _VERSION,
                            "title": "停车管理办法",
                            "date": "2031-02-01",
                            "line": 9,
                            "address": "第二十条",
                            "text": "……",
                            "score": 1.0,
                            "points_at": [],
                        }
                    ],
                }
            ],
            "whole": [],
            "more": False,
        }
    )


class BlamedForm(Form):
    """A clause, and the version that brought it its words."""

    line: int
    address: str
    text: str
    version: str
    position: int
    status: str
    date: str


class BlameForm(Form):
    """The clauses of a version, each with the version that brought it."""

    clauses: list[BlamedForm]
    model_config = example(
        {
            "clauses": [
                {
                    "line": 3,
                    "address": "第一条",
                    "text": "第一条　……",
                    "version": "51119173b961",
                    "position": 1,
                    "status": "issued",
                    "date": "2024-03-18",
                }
            ]
        }
    )
