"""The JSON form of bodies and their duties: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.bodies.changes import Shifted
    from revtrack.bodies.register import BodyDuty, Listing
    from revtrack.features.bodies import FoundBodies, FoundBody

Form = dict[str, Any]


def bodies(found: FoundBodies, offset: int) -> Form:
    """`revtrack bodies`, without a name or where several may be meant."""
    return {
        "total": found.total,
        "offset": offset,
        "bodies": [listing(one) for one in found.items],
        "coverage": {"read": found.covered, "versions": found.versions},
    }


def listing(one: Listing) -> Form:
    """A body with its names and how many duties name it in each role."""
    return {
        "key": one.office.key,
        "body": one.office.said,
        "place": one.office.place,
        "names": list(one.names),
        "counts": dict(one.roles),
        "documents": one.documents,
    }


def body(found: FoundBody, offset: int, limit: int) -> Form:
    """`revtrack bodies NAME`."""
    return {
        **listing(found.listing),
        "key": found.key,
        "joined": list(found.joined),
        "total": len(found.duties),
        "offset": offset,
        "duties": [duty(one) for one in found.duties[offset : offset + limit]],
        "since": found.asked.since or None,
        "changes": [shifted(one) for one in found.shifts],
        "coverage": {"read": found.covered, "versions": found.versions},
    }


def duty(one: BodyDuty) -> Form:
    """A duty with the roles in which it names the body."""
    where = ("document", "version", "position", "status", "title", "date", "address")
    return {
        **{name: getattr(one.hit, name) for name in where},
        "line": one.hit.duty.line,
        "quote": one.hit.duty.quote,
        "roles": list(one.roles),
        "written": list(one.names),
        "days": list(one.days),
        "deadline": one.hit.duty.deadline,
        "reporting": one.hit.duty.reporting,
        "recipient": one.hit.duty.recipient,
        "strength": one.hit.duty.strength,
        "quantity": one.hit.duty.quantity,
    }


def shifted(one: Shifted) -> Form:
    """A change since a day."""
    return {
        "change": one.shift.value,
        "day": one.day,
        "before": duty(one.before) if one.before else None,
        "after": duty(one.after) if one.after else None,
        "fields": [{"field": name, "old": old, "new": new} for name, old, new in one.fields],
    }
