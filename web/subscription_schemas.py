"""The forms of subscriptions in the description of the API."""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from web.schemas import Form, example

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


class MatchedForm(Form):
    """What is new in a version: a clause, a duty, a target, the reason for a line, or the version itself."""

    kind: str
    change: str
    told: str
    address: str
    line: int
    quote: str
    was: str


class DutyChangeForm(Form):
    """A change of duties, as it is told."""

    change: str
    signs: str
    told: str
    fields: list[str]
    old: str
    new: str
    old_address: str
    new_address: str


class MatchForm(Form):
    """A version in which something was found: what is new, and what changed against the version before."""

    document: str
    version: str
    title: str
    at: str
    position: int
    status: str
    date: str
    doc_number: str
    issuers: str
    before: str
    found: list[MatchedForm]
    found_total: int
    changes: list[DutyChangeForm]
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
                    "position": 2,
                    "status": "issued",
                    "date": "2031-02-01",
                    "doc_number": "",
                    "issuers": "云州市人民政府",
                    "before": "51119173b961",
                    "found": [
                        {
                            "kind": "duty",
                            "change": "new",
                            "told": "",
                            "address": "第三条",
                            "line": 4,
                            "quote": "……",
                            "was": "",
                        }
                    ],
                    "found_total": 1,
                    "changes": [],
                    "changes_total": 0,
                }
            ],
            "offset": 0,
            "next": None,
        }
    )
