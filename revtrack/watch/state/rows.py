"""What the watch remembers, as values: items seen, sources, runs, entries of the inbox. Times are UTC, ISO 8601."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

#: What became of an item: it waits in the inbox, its text was known, it could not be had (and is tried again), it
#: holds no text that can be read, what came was a wall and no text, it was listed before anybody watched and is passed.
ItemOutcome = Literal["pending", "known", "failed", "unreadable", "blocked", "passed"]
#: What became of a run. "empty" and "shrunk" are lists that suddenly say nothing or little; "failed", "blocked" lists
#: that could not be had; "interrupted" runs whose process died; "busy" a source that another process looks at.
RunOutcome = Literal["running", "ok", "unchanged", "empty", "shrunk", "blocked", "failed", "interrupted", "busy"]
EntryStatus = Literal["pending", "accepted", "declined"]
#: What a document is likely to be; "changed" texts of a known document are "version-of".
EntryKind = Literal["new", "version-of", "draft-of", "final-of", "derivative-of"]
#: What befell a known item: its page is gone, it is no longer listed but there, its page is back.
EventKind = Literal["deleted", "unlisted", "back"]
#: What became of a message. "dropped" is one that a person gave up.
MessageStatus = Literal["waiting", "sent", "dropped"]
#: What a subscription is to: words in clauses or duties, a body, a measured thing, a policy line, a document.
SubscriptionKind = Literal["search", "body", "indicator", "line", "document"]
#: How it is told besides its feed: not at all, by a signed call, by mail, at an address as Apprise writes it, or to
#: somebody of `tell.toml` by her name there.
Channel = Literal["feed", "webhook", "mail", "apprise", "name"]
#: What a task is about: a comparison of two versions, or an entry of the inbox.
TaskKind = Literal["comparison", "inbox"]
#: How far a task is: to be done, begun, done, or not to be done any more.
TaskState = Literal["open", "begun", "done", "dropped"]
#: How an entry is told: by itself, in the one digest of a source's first run, or not at all.
Announce = Literal["item", "digest", "quiet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenItem:
    """An item of a source as it was last listed, and what became of it; the columns of `schema.items`."""

    source: str
    address: str
    title: str = ""
    date: str = ""
    number: str = ""
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    first_seen: str = ""
    last_seen: str = ""
    gone: str = ""
    position: int = 0
    baseline: bool = False
    digest: str = ""
    original: str = ""
    etag: str = ""
    last_modified: str = ""
    outcome: str = ""
    fault: str = ""
    attempts: int = 0
    retry_at: str = ""
    document: str = ""
    version: str = ""
    run: int = 0
    looked_at: str = ""
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    lacks: str = ""
    missed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is known of a source from its runs; the columns of `schema.sources`."""

    name: str
    first_run: str = ""
    baseline: str = ""
    last_run: str = ""
    last_good: str = ""
    last_outcome: str = ""
    last_fault: str = ""
    next_due: str = ""
    last_new: str = ""
    failures: int = 0
    odd: int = 0
    listed: int = 0
    habit: float = 0.0
    longest: float = 0.0
    blocked: float = 0.0
    validators: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    deep_at: str = ""
    reach: str = ""
    gap: str = ""
    day: str = ""
    looks: int = 0
    shut_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One look at a source: when, what came of it, and what it saw; the columns of `schema.runs`."""

    source: str
    key: int = 0
    started: str = ""
    ended: str = ""
    seconds: float = 0.0
    outcome: str = "running"
    fault: str = ""
    message: str = ""
    baseline: bool = False
    listed: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    fetched: int = 0
    unchanged: int = 0
    known: int = 0
    failed: int = 0
    stored: int = 0
    blocked: float = 0.0
    statuses: Mapping[str, int] = field(default_factory=dict[str, int])
    hashes: Mapping[str, str] = field(default_factory=dict[str, str])
    deep: bool = False
    looks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that befell a known item and is no text; the columns of `schema.events`."""

    source: str
    address: str
    title: str
    kind: str
    at: str
    key: int = 0
    document: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document in the inbox, with what it is likely to be and why; the columns of `schema.inbox`.

    `read` is what its text says of itself, `listed` what the list said. `folder` below the inbox holds its bytes as
    `file`; `page` is the address that they came from.
    """

    token: str
    source: str
    address: str
    title: str = ""
    page: str = ""
    folder: str = ""
    file: int = 0
    name: str = ""
    place: str = ""
    sha256: str = ""
    digest: str = ""
    body: str = ""
    read: Mapping[str, str] = field(default_factory=dict[str, str])
    listed: Mapping[str, str] = field(default_factory=dict[str, str])
    kind: str = "new"
    target: str = ""
    target_title: str = ""
    reason: str = ""
    share: float = 0.0
    status: str = "pending"
    announce: str = "item"
    found_at: str = ""
    decided_by: str = ""
    decided_at: str = ""
    document: str = ""
    version: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something that is told to somebody, in the outbox until it is sent; the columns of `schema.outbox`.

    `id` is what a repeat carries again, `whom` a name of `tell.toml`: the address is looked up when it is sent.
    """

    id: str
    whom: str
    kind: str
    title: str
    body: str
    made_at: str
    key: int = 0
    status: str = "waiting"
    due_at: str = ""
    fault: str = ""
    sent_at: str = ""
    attempts: int = 0
    taken_by: str = ""
    taken_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What somebody wants to be told of; the columns of `schema.subscriptions`."""

    token: str
    kind: str
    wanted: Mapping[str, str]
    title: str
    owner: str = ""
    channel: str = "feed"
    address: str = ""
    secret: str = field(default="", repr=False)
    feed: str = ""
    lang: str = "zh"
    made_at: str = ""
    seen: str = ""
    seen_at: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A version in which something new was found for a subscription; the columns of `schema.matches`.

    `told` is what was found: as `forms.subscriptions` documents it.
    """

    subscription: str
    document: str
    version: str
    title: str
    at: str
    told: Mapping[str, Any]
    key: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What somebody is to do by a day; the columns of `schema.tasks`.

    A comparison is named by its versions and the `way` in which they are compared (an alignment's task), an entry of
    the inbox by its token in `old`.
    """

    token: str
    kind: str
    old: str
    new: str = ""
    way: str = ""
    title: str = ""
    assignee: str = ""
    made_by: str = ""
    due: str = ""
    state: str = "open"
    note: str = ""
    made_at: str = ""
    changed_at: str = ""
    changed_by: str = ""
    told_given: str = ""
    told_due: str = ""
    key: int = 0


def moment_of(text: str) -> datetime | None:
    """A moment as it is kept here, in UTC where it names no zone; None for "" and for what is no moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
