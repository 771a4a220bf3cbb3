"""The JSON forms of the watch: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.watch.health import Health
    from revtrack.watch.posting import Delivery
    from revtrack.watch.sources import Source
    from revtrack.watch.state import Entry, Event, Message, Run
    from revtrack.watch.trying import Looked


def source(one: Source) -> dict[str, Any]:
    """A source."""
    names = ("name", "title", "kind", "address", "schedule", "time_zone", "accept", "enabled")
    return {**{name: getattr(one, name) for name in names}, "tell": list(one.tell)}


def looked(looked: Looked) -> dict[str, Any]:
    """A dry run: what a source gives now."""
    return {
        "source": source(looked.source),
        "items": [
            {"address": item.address, "title": item.title, "date": item.date or None, "number": item.number or None}
            for item in looked.discovered.items
        ],
        "diagnostics": [{"kind": one.kind, "count": one.count} for one in looked.discovered.diagnostics],
        "block_score": round(looked.block.score, 3) if looked.block else None,
    }


def run(run: Run) -> dict[str, Any]:
    """One look at a source."""
    names = (
        "source",
        "started",
        "ended",
        "seconds",
        "outcome",
        "fault",
        "message",
        "baseline",
        "listed",
        "new",
        "changed",
    )
    more = ("gone", "fetched", "unchanged", "known", "failed", "stored", "blocked", "deep", "looks")
    return {
        **{name: getattr(run, name) for name in (*names, *more)},
        "statuses": dict(run.statuses),
        "hashes": dict(run.hashes),
    }


def event(one: Event) -> dict[str, Any]:
    """What befell a known item."""
    names = ("source", "address", "title", "kind", "at", "document")
    return {name: getattr(one, name) or None if name == "document" else getattr(one, name) for name in names}


def fares(one: Health) -> dict[str, Any]:
    """How a source fares."""
    names = (
        "source",
        "title",
        "status",
        "last_run",
        "last_good",
        "last_outcome",
        "next_due",
        "last_new",
        "age",
        "habit",
    )
    more = ("failed_share", "blocked", "failures", "items", "pending")
    return {
        **{name: getattr(one, name) for name in (*names, *more)},
        "reasons": [
            {
                "kind": reason.kind,
                "status": reason.status,
                "value": reason.value,
                "usual": reason.usual,
                "detail": reason.detail,
            }
            for reason in one.reasons
        ],
    }


def delivery(one: Delivery) -> dict[str, Any]:
    """How telling somebody fares."""
    names = ("whom", "status", "waiting", "oldest", "seconds", "attempts", "kind", "detail")
    return {
        name: getattr(one, name) or None if name in {"oldest", "kind", "detail"} else getattr(one, name)
        for name in names
    }


def message(one: Message) -> dict[str, Any]:
    """A message of the outbox."""
    names = ("id", "whom", "kind", "title", "status", "made_at", "sent_at", "due_at", "attempts", "fault")
    return {name: getattr(one, name) for name in names}


def entry(one: Entry) -> dict[str, Any]:
    """A document in the inbox."""
    names = (
        "token",
        "source",
        "address",
        "page",
        "title",
        "kind",
        "target",
        "target_title",
        "reason",
        "share",
        "status",
        "found_at",
    )
    more = ("decided_by", "decided_at", "document", "version")
    return {
        **{name: getattr(one, name) for name in (*names, *more)},
        "read": dict(one.read),
        "listed": dict(one.listed),
    }
