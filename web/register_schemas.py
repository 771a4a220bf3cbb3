"""The forms of the registers in the description of the API: indicators, promises, bodies, sanctions, measures."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import JsonValue

from web.schemas import Form, example


class IndicatorsForm(Form):
    """What is measured in how many documents, and by when."""

    total: int
    offset: int
    indicators: list[dict[str, Any]]
    coverage: dict[str, int]
    model_config = example(
        {
            "total": 1,
            "offset": 0,
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


class IndicatorForm(Form):
    """The course of one measured thing over documents, years and levels."""

    key: str
    names: list[str]
    lines: list[dict[str, Any]]
    doubts: list[dict[str, Any]]
    coverage: dict[str, int]
    model_config = example(
        {
            "key": "护理型床位率",
            "names": ["护理型床位占比"],
            "lines": [
                {
                    "place": "云州市",
                    "level": "city",
                    "scope": "",
                    "values": [{"turn": "first", "written": "达到60%以上", "value": 0.6, "bound": "min", "year": 2030}],
                }
            ],
            "doubts": [],
            "coverage": {"read": 4, "versions": 4},
        }
    )


class CalledForm(Form):
    """What citers call a version, and what it rests on."""

    document: str
    version: str
    own: dict[str, Any]
    called: list[dict[str, Any]]
    bases: list[dict[str, Any]]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "version": "9c0d12ab34ef",
            "own": {"title": "停车管理办法", "doc_number": None, "issued": None},
            "called": [{"field": "doc_number", "value": "云政发〔2031〕7号", "document": "0b1c2d3e4f50", "share": 1.0}],
            "bases": [],
        }
    )


class LineForm(Form):
    """A policy line, the earliest text first, and the course of its measures."""

    document: str
    members: list[dict[str, Any]]
    measures: list[dict[str, Any]]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "members": [{"document": "0b1c2d3e4f50", "year": 2031, "reasons": ["title", "issuer"], "confirmed": False}],
            "measures": [{"name": "一桩一码", "stages": ["pilot", "general"]}],
        }
    )


class MeasureForm(Form):
    """Where a measure stands, the earliest text first."""

    name: str
    origin: str | None
    total: int
    spots: list[dict[str, Any]]
    more: bool
    model_config = example(
        {
            "name": "一桩一码",
            "origin": "3f2a90c1d4e5",
            "total": 1,
            "spots": [{"document": "3f2a90c1d4e5", "year": 2031, "stage": "pilot", "numbers": ["20个"], "turns": []}],
            "more": False,
        }
    )


class MeasuresForm(Form):
    """The measures of a document that stand elsewhere, too."""

    document: str
    version: str
    measures: list[dict[str, Any]]
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "version": "9c0d12ab34ef",
            "measures": [{"name": "一桩一码", "address": "二/（一）", "documents": 2, "earlier": 0, "later": 2}],
        }
    )


class SiblingsForm(Form):
    """Texts on the same basis, or side by side what is common and what stands only in one."""

    document: str | None = None
    siblings: list[dict[str, Any]] | None = None
    texts: list[dict[str, Any]] | None = None
    common: list[dict[str, Any]] | None = None
    some: list[dict[str, Any]] | None = None
    only: list[list[dict[str, Any]]] | None = None
    model_config = example(
        {
            "document": "3f2a90c1d4e5",
            "siblings": [{"document": "0b1c2d3e4f50", "title": "……", "place": "甲市", "bases": ["停车条例"]}],
        }
    )


class EnforcementForm(Form):
    """Each duty of a version with the clauses that punish its breach."""

    document: str
    version: str
    title: str
    total: int
    without: int
    clauses: list[dict[str, Any]]
    whole: list[dict[str, Any]]
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
                    "sanctions": [{"how": "names", "address": "第二十条", "text": "……", "points_at": []}],
                }
            ],
            "whole": [],
            "more": False,
        }
    )


class BodiesForm(Form):
    """Bodies, and how many duties name each in which role."""

    total: int
    offset: int
    bodies: list[dict[str, Any]]
    coverage: dict[str, int]
    model_config = example(
        {
            "total": 1,
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


class BodyForm(Form):
    """What one body is to do, and what changed since a day."""

    key: str
    body: str
    names: list[str]
    joined: list[str]
    total: int
    duties: list[dict[str, Any]]
    since: str | None
    changes: list[dict[str, Any]]
    coverage: dict[str, int]
    model_config = example(
        {
            "key": "云州市/交通运输局",
            "body": "云州市交通运输局",
            "names": ["市交通局"],
            "joined": [],
            "total": 1,
            "duties": [{"roles": ["lead"], "days": ["2031-06-30"], "quote": "……", "document": "3f2a90c1d4e5"}],
            "since": "2031-01-01",
            "changes": [{"change": "new", "day": "2031-02-01", "before": None, "fields": []}],
            "coverage": {"read": 4, "versions": 4},
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


class PromisesForm(Form):
    """Texts that somebody is to make or change, and what keeps them."""

    on: str
    total: int
    promises: list[dict[str, Any]]
    coverage: dict[str, int]
    model_config = example(
        {
            "on": "2025-01-01",
            "total": 1,
            "promises": [{"kind": "make", "name": "停车设施建设实施细则", "due": "2031-06-30", "state": "due-later"}],
            "coverage": {"read": 4, "versions": 4},
        }
    )


_SUBSCRIPTION: dict[str, JsonValue] = {
    "id": "5f0c2a91be37",
    "kind": "body",
    "title": "云州市 交通运输局",
    "wanted": {"body": "云州市/交通运输局"},
    "channel": "webhook",
    "to": "https://a.example/hook",
    "feed": "/feeds/subscriptions/Zm9v.atom",
    "language": "zh",
    "made_at": "2031-02-01T08:00:00+00:00",
    "seen_at": "2031-02-01T08:00:00+00:00",
    "matches": 1,
    "waiting": 0,
    "fault": "",
}


class SubscriptionForm(Form):
    """What somebody is told of, and how that goes: `matches` found, messages `waiting`, and what kept the next."""

    id: str
    kind: Literal["search", "body", "indicator", "line", "document"]
    title: str
    wanted: dict[str, str]
    channel: Literal["feed", "webhook", "mail", "apprise", "name"]
    to: str
    feed: str
    language: str
    made_at: str
    seen_at: str
    matches: int
    waiting: int
    fault: str
    model_config = example(_SUBSCRIPTION)


class SubscribedForm(SubscriptionForm):
    """A new subscription: by `secret` a webhook knows who calls it ("" where nothing is called)."""

    secret: str
    model_config = example({**_SUBSCRIPTION, "matches": 0, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})


class UnsubscribedForm(Form):
    """A subscription that is no more."""

    removed: str
    title: str
    model_config = example({"removed": "5f0c2a91be37", "title": "云州市 交通运输局"})


class SubscriptionsForm(Form):
    """What somebody is told of: a search, a body, an indicator, a policy line or a document each."""

    subscriptions: list[SubscriptionForm]
    offset: int
    next: str | None
    model_config = example({"subscriptions": [_SUBSCRIPTION], "offset": 0, "next": None})


class MatchForm(Form):
    """A version in which something was found: what is new, and what changed against the version before."""

    document: str
    version: str
    title: str
    at: str
    found: list[dict[str, Any]]
    found_total: int
    changes: list[dict[str, Any]]
    changes_total: int


class MatchesForm(Form):
    """A subscription, and the versions in which something new was found for it, with the changes of duties."""

    subscription: SubscriptionForm
    matches: list[MatchForm]
    offset: int
    next: str | None
    model_config = example(
        {
            "subscription": _SUBSCRIPTION,
            "matches": [
                {
                    "document": "3f2a90c1d4e5",
                    "version": "9b1c7d20aa34",
                    "title": "云州市停车管理办法",
                    "at": "2031-02-01T08:00:00+00:00",
                    "found": [{"kind": "duty", "change": "new", "quote": "……", "address": "第三条", "line": 4}],
                    "found_total": 1,
                    "changes": [],
                    "changes_total": 0,
                }
            ],
            "offset": 0,
            "next": None,
        }
    )
