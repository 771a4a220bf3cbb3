"""The JSON form of what citers call a document: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.tracing.citers import Calling


def calling(found: Calling) -> dict[str, Any]:
    """`revtrack called`."""
    return {
        "document": found.named.document.id,
        "version": found.named.version.id,
        "own": {name: value or None for name, value in found.own.items()},
        "called": [asdict(one) for one in found.called],
        "bases": [{**asdict(one), "document": one.document or None} for one in found.bases],
    }
