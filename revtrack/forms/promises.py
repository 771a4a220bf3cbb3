"""The JSON form of promises: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.features.tracing import FoundPromises
    from revtrack.tracing.promises import Promised

Form = dict[str, Any]


def promises(found: FoundPromises, offset: int, limit: int) -> Form:
    """`revtrack promises`."""
    return {
        "on": found.day,
        "total": len(found.items),
        "offset": offset,
        "coverage": {"read": found.covered, "versions": found.versions},
        "promises": [promised(one) for one in found.items[offset : offset + limit]],
    }


def promised(one: Promised) -> Form:
    """A promise with the duty that states it and what keeps it."""
    where = ("document", "version", "position", "status", "title", "date", "address")
    return {
        **{name: getattr(one.hit, name) for name in where},
        "line": one.hit.duty.line,
        "quote": one.hit.duty.quote,
        "kind": one.promise.kind,
        "name": one.promise.name,
        "marked": one.promise.marked,
        "bearers": list(one.bearers),
        "due": one.due or None,
        "deadline": one.hit.duty.deadline,
        "state": one.state.value,
        "by": [{"document": item.id, "title": item.title, "date": item.date} for item in one.by],
        "looked_for": one.looked_for,
    }
