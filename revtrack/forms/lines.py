"""The JSON form of policy lines: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.tracing.lines import PolicyLine


def line(found: PolicyLine) -> dict[str, Any]:
    """`revtrack line`."""
    return {
        "document": found.named.document.id,
        "members": [
            {
                "document": one.item.id,
                "title": one.item.title,
                "date": one.item.date,
                "place": one.place,
                "year": one.year,
                "estimated": one.estimated,
                "reasons": [reason.value for reason in one.reasons],
                "shared": list(one.shared),
                "confirmed": one.confirmed,
            }
            for one in found.members
        ],
        "measures": [
            {"name": one.name, "stages": [stage.value if stage else None for stage in one.stages]}
            for one in found.courses
        ],
    }
