"""The forms of the watch in the description of the API: the inbox, health, what is told, events, looks."""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from web.schemas import Form, example

_AT = "2026-01-05T08:00:00+00:00"


class EntryForm(Form):
    """An item of the inbox: what it is likely to be, what its text says of itself, and what the list said."""

    token: str
    source: str
    address: str
    page: str
    title: str
    kind: str
    target: str
    target_title: str
    reason: str
    share: float
    status: str
    found_at: str
    decided_by: str
    decided_at: str
    document: str
    version: str
    read: dict[str, str]
    listed: dict[str, str]


ENTRY: dict[str, JsonValue] = {
    "token": "1b4f643b",
    "source": "jiashi",
    "address": "https://policy.example/zcwj/1.html",
    "page": "https://policy.example/zcwj/1.html",
    "title": "嘉实市停车管理办法",
    "kind": "new",
    "target": "",
    "target_title": "",
    "reason": "",
    "share": 0.0,
    "status": "pending",
    "found_at": _AT,
    "decided_by": "",
    "decided_at": "",
    "document": "",
    "version": "",
    "read": {"title": "嘉实市停车管理办法"},
    "listed": {"date": "2026-01-04"},
}


class InboxForm(Form):
    """What waits for a decision."""

    items: list[EntryForm]
    total: int
    offset: int
    next: str | None
    model_config = example({"items": [ENTRY], "total": 1, "offset": 0, "next": None})


class ReasonForm(Form):
    """One thing that is wrong with a source."""

    kind: str
    status: str
    value: float
    usual: float
    detail: str


class FaresForm(Form):
    """How a source fares; ages are in days."""

    source: str
    title: str
    status: str
    last_run: str
    last_good: str
    last_outcome: str
    next_due: str
    last_new: str
    age: float | None
    habit: float | None
    failed_share: float
    blocked: float
    failures: int
    items: int
    pending: int
    reasons: list[ReasonForm]


class DeliveryForm(Form):
    """How telling somebody fares: what waits since when, and what is wrong."""

    whom: str
    status: Literal["ok", "warning", "alarm"]
    waiting: int
    oldest: str | None
    seconds: float
    attempts: int
    kind: str | None
    detail: str | None


_DELIVERY: dict[str, JsonValue] = {
    "whom": "office",
    "status": "ok",
    "waiting": 0,
    "oldest": None,
    "seconds": 0.0,
    "attempts": 0,
    "kind": None,
    "detail": None,
}


class HealthForm(Form):
    """How each source fares, and telling."""

    sources: list[FaresForm]
    delivery: list[DeliveryForm]
    model_config = example(
        {
            "sources": [
                {
                    "source": "jiashi",
                    "title": "嘉实市人民政府",
                    "status": "ok",
                    "last_run": _AT,
                    "last_good": _AT,
                    "last_outcome": "ok",
                    "next_due": _AT,
                    "last_new": _AT,
                    "age": 0.5,
                    "habit": 3.0,
                    "failed_share": 0.0,
                    "blocked": 0.0,
                    "failures": 0,
                    "items": 20,
                    "pending": 1,
                    "reasons": [],
                }
            ],
            "delivery": [_DELIVERY],
        }
    )


class MessageForm(Form):
    """Something that is told; a repeat carries the same id."""

    id: str
    whom: str
    kind: str
    title: str
    status: Literal["waiting", "sent", "dropped"]
    made_at: str
    sent_at: str
    due_at: str
    attempts: int
    fault: str


class OutboxForm(Form):
    """What is told."""

    delivery: list[DeliveryForm]
    messages: list[MessageForm]
    offset: int
    next: str | None
    model_config = example(
        {
            "delivery": [_DELIVERY],
            "messages": [
                {
                    "id": "5f0c2a91be37@revtrack",
                    "whom": "office",
                    "kind": "digest",
                    "title": "……",
                    "status": "sent",
                    "made_at": _AT,
                    "sent_at": _AT,
                    "due_at": "",
                    "attempts": 1,
                    "fault": "",
                }
            ],
            "offset": 0,
            "next": None,
        }
    )


class EventForm(Form):
    """What befell a known item: its page is gone, it is listed no longer, it is back."""

    source: str
    address: str
    title: str
    kind: Literal["deleted", "unlisted", "back"]
    at: str
    document: str | None


class WatchEventsForm(Form):
    """What befell known items."""

    events: list[EventForm]
    offset: int
    next: str | None
    model_config = example(
        {
            "events": [
                {
                    "source": "jiashi",
                    "address": "https://policy.example/zcwj/1.html",
                    "title": "……",
                    "kind": "deleted",
                    "at": _AT,
                    "document": None,
                }
            ],
            "offset": 0,
            "next": None,
        }
    )


class RunForm(Form):
    """A look at a source: when, what came of it, what it saw."""

    source: str
    started: str
    ended: str
    seconds: float
    outcome: str
    fault: str
    message: str
    baseline: bool
    listed: int
    new: int
    changed: int
    gone: int
    fetched: int
    unchanged: int
    known: int
    failed: int
    stored: int
    blocked: float
    deep: bool
    looks: int
    statuses: dict[str, int]
    hashes: dict[str, str]


class RunsForm(Form):
    """Looks at sources."""

    runs: list[RunForm]
    offset: int
    next: str | None
    model_config = example(
        {
            "runs": [
                {
                    **dict.fromkeys(("changed", "gone", "unchanged", "known", "failed", "looks"), 0),
                    "source": "jiashi",
                    "started": _AT,
                    "ended": _AT,
                    "seconds": 4.2,
                    "outcome": "ok",
                    "fault": "",
                    "message": "",
                    "baseline": False,
                    "listed": 20,
                    "new": 1,
                    "fetched": 2,
                    "stored": 1,
                    "blocked": 0.0,
                    "deep": False,
                    "statuses": {"200": 2},
                    "hashes": {},
                }
            ],
            "offset": 0,
            "next": None,
        }
    )
