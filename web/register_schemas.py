"""The forms of the registers in the description of the API: indicators, bodies, promises."""

from __future__ import annotations

from pydantic import JsonValue

from web.document_schemas import Coverage, PlacedForm
from web.schemas import Form, example

_ID, _VERSION = "3f2a90c1d4e5", "9c0d12ab34ef"
WHERE: dict[str, JsonValue] = {
    "document": _ID,
    "version": _VERSION,
    "position": 1,
    "status": "issued",
    "title": "停车管理办法",
    "date": "2031-02-01",
    "address": "二/（一）",
    "line": 4,
    "quote": "……",
}


class PlaceForm(PlacedForm):
    """Where something stands, and in which words."""

    quote: str


class MeasuredForm(Form):
    """What is measured: by how many documents and targets, and by when (0: no year is told)."""

    key: str
    name: str
    documents: int
    targets: int
    first: int
    last: int


class IndicatorsForm(Form):
    """What is measured in how many documents, and by when."""

    total: int
    offset: int
    indicators: list[MeasuredForm]
    coverage: Coverage
    next: str | None
    model_config = example(
        {
            "total": 1,
            "offset": 0,
            "next": None,
            "indicators": [
                {
                    "key": "护理型床位率",
                    "name": "护理型床位占比",
                    "documents": 2,
                    "targets": 2,
                    "first": 2027,
                    "last": 2030,
                }
            ],
            "coverage": {"read": 4, "versions": 4},
        }
    )


class TargetForm(PlaceForm):
    """A target: value and bound in the base of its family (null: words in place of a number), and the year."""

    jurisdiction: str
    current: bool
    name: str
    scope: str
    bound: str
    unit: str
    family: str
    written: str
    change: str
    base: str
    value: float | None
    high: float | None
    year: int | None


class TurnedForm(Form):
    """A target beside the one before; of a text that has it no more, that text and what it `was`."""

    turn: str
    document: str
    version: str
    position: int
    status: str
    title: str
    date: str
    jurisdiction: str
    current: bool
    address: str | None = None
    line: int | None = None
    quote: str | None = None
    name: str | None = None
    scope: str | None = None
    bound: str | None = None
    unit: str | None = None
    family: str | None = None
    written: str | None = None
    change: str | None = None
    base: str | None = None
    value: float | None = None
    high: float | None = None
    year: int | None = None
    was: TargetForm | None = None


class CourseForm(Form):
    """The targets of one place and scope, in their order."""

    place: str
    level: str
    scope: str
    values: list[TurnedForm]


class DoubtForm(Form):
    """Two targets that do not go together."""

    doubt: str
    year: int
    one: TargetForm
    other: TargetForm


class IndicatorForm(Form):
    """The course of one measured thing over documents, years and levels."""

    key: str
    names: list[str]
    lines: list[CourseForm]
    doubts: list[DoubtForm]
    coverage: Coverage
    model_config = example(
        {
            "key": "护理型床位率",
            "names": ["护理型床位占比"],
            "lines": [
                {
                    "place": "云州市",
                    "level": "city",
                    "scope": "",
                    "values": [
                        {
                            **WHERE,
                            "turn": "first",
                            "jurisdiction": "云州市",
                            "current": True,
                            "written": "达到60%以上",
                            "value": 0.6,
                            "bound": "min",
                            "year": 2030,
                        }
                    ],
                }
            ],
            "doubts": [],
            "coverage": {"read": 4, "versions": 4},
        }
    )


class TurnOfForm(Form):
    """What is other than in the text that it is seen against."""

    field: str
    old: str
    new: str


class BodyListedForm(Form):
    """A body with its names, and how many duties name it in each role."""

    key: str
    body: str
    place: str
    names: list[str]
    counts: dict[str, int]
    documents: int


class BodiesForm(Form):
    """Bodies, and how many duties name each in which role."""

    total: int
    offset: int
    bodies: list[BodyListedForm]
    coverage: Coverage
    next: str | None
    model_config = example(
        {
            "total": 1,
            "next": None,
            "offset": 0,
            "bodies": [
                {
                    "key": "云州市/交通运输局",
                    "body": "云州市交通运输局",
                    "place": "云州市",
                    "names": ["市交通局"],
                    "counts": {"lead": 2},
                    "documents": 1,
                }
            ],
            "coverage": {"read": 4, "versions": 4},
        }
    )


class BodyDutyForm(PlaceForm):
    """A duty, with the roles in which it names the body and the names by which it does."""

    roles: list[str]
    written: list[str]
    days: list[str]
    deadline: str
    reporting: str
    recipient: str
    strength: int
    quantity: str


class BodyChangeForm(Form):
    """What changed for a body since a day."""

    change: str
    day: str
    before: BodyDutyForm | None
    after: BodyDutyForm | None
    fields: list[TurnOfForm]


_BODY_DUTY: dict[str, JsonValue] = {
    **WHERE,
    "roles": ["lead"],
    "written": ["市交通局"],
    "days": ["2031-06-30"],
    "deadline": "2031年6月底前",
    "reporting": "",
    "recipient": "",
    "strength": 6,
    "quantity": "",
}


class BodyForm(BodyListedForm):
    """What one body is to do, and what changed since a day."""

    joined: list[str]
    total: int
    offset: int
    duties: list[BodyDutyForm]
    since: str | None
    changes: list[BodyChangeForm]
    coverage: Coverage
    next: str | None
    model_config = example(
        {
            "key": "云州市/交通运输局",
            "body": "云州市交通运输局",
            "place": "云州市",
            "names": ["市交通局"],
            "counts": {"lead": 1},
            "documents": 1,
            "joined": [],
            "total": 1,
            "offset": 0,
            "duties": [_BODY_DUTY],
            "since": "2031-01-01",
            "changes": [{"change": "new", "day": "2031-02-01", "before": None, "after": _BODY_DUTY, "fields": []}],
            "coverage": {"read": 4, "versions": 4},
            "next": None,
        }
    )


class BodyJoinedForm(Form):
    """A body that stands for several: the keys of all of them."""

    key: str
    joined: list[str]
    model_config = example({"key": "云州市/交通运输局", "joined": ["云州市/交通运输局", "云州市/交通局"]})


class BodyPartedForm(Form):
    """A body that is one by itself again."""

    parted: str
    model_config = example({"parted": "云州市/交通局"})


class KeptByForm(Form):
    """A document that keeps a promise."""

    document: str
    title: str
    date: str


class PromiseForm(PlaceForm):
    """A text that is to come: by whom and when, whether it came, and what keeps the promise."""

    kind: str
    name: str
    marked: bool
    bearers: list[str]
    due: str | None
    deadline: str
    state: str
    by: list[KeptByForm]
    looked_for: str


class PromisesForm(Form):
    """Texts that somebody is to make or change, and what keeps them."""

    on: str
    total: int
    offset: int
    promises: list[PromiseForm]
    coverage: Coverage
    next: str | None
    model_config = example(
        {
            "on": "2025-01-01",
            "total": 1,
            "offset": 0,
            "promises": [
                {
                    **WHERE,
                    "kind": "make",
                    "name": "停车设施建设实施细则",
                    "marked": False,
                    "bearers": ["市交通局"],
                    "due": "2031-06-30",
                    "deadline": "2031年6月底前",
                    "state": "due-later",
                    "by": [],
                    "looked_for": "停车设施建设实施细则",
                }
            ],
            "coverage": {"read": 4, "versions": 4},
            "next": None,
        }
    )
