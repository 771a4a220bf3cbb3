"""The JSON form of measures and siblings: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.holdings.naming import Named
    from revtrack.tracing.diffusion import Diffusion, Moved, Spread
    from revtrack.tracing.siblings import Own, Shared, Sibling, Siblings

Form = dict[str, Any]


def diffusion(found: Diffusion) -> Form:
    """`revtrack measures NAME`."""
    return {
        "name": found.name,
        "origin": found.origin.document if found.origin else None,
        "total": len(found.moved),
        "spots": [spot(one) for one in found.moved],
        "more": found.more,
    }


def spot(moved: Moved) -> Form:
    """Where a measure stands in one document, and what is other there."""
    one = moved.spot
    plain = ("document", "version", "title", "place", "level", "status", "date", "year", "estimated", "line", "address")
    rest = ("sentence", "strength", "score", "others")
    return {
        **{name: getattr(one, name) for name in (*plain, *rest)},
        "stage": one.stage.value,
        "bearers": [{"name": name, "role": role} for name, role in one.bearers],
        "numbers": list(one.numbers),
        "days": list(one.days),
        "turns": [{"field": name, "old": old, "new": new} for name, old, new in moved.turns],
    }


def spreads(found: Named, items: Iterable[Spread]) -> Form:
    """The named measures of a document that stand elsewhere, too."""
    told = ("name", "line", "address", "documents", "earlier", "later")
    return {
        "document": found.document.id,
        "version": found.version.id,
        "measures": [{**{name: getattr(one, name) for name in told}, "places": list(one.places)} for one in items],
    }


def proposals(found: Named, items: Iterable[Sibling]) -> Form:
    """`revtrack siblings DOC`."""
    return {
        "document": found.document.id,
        "siblings": [
            {"document": one.item.id, "title": one.item.title, "place": one.place, "bases": list(one.bases)}
            for one in items
        ],
    }


def siblings(found: Siblings) -> Form:
    """`revtrack siblings DOC OTHER...`: lists of texts in the order in which they were named."""
    return {
        "texts": [
            {"document": one.document.id, "version": one.version.id, "title": one.version.value("title")}
            for one in found.texts
        ],
        "common": [_shared(one) for one in found.common],
        "some": [_shared(one) for one in found.some],
        "only": [[_own(one) for one in own] for own in found.only],
    }


def _shared(one: Shared) -> Form:
    told = (one.addresses, one.other_numbers)
    others = [{"address": address, "numbers": list(numbers)} for address, numbers in zip(*told, strict=True)]
    own = {"address": one.address, "text": one.text, "bearers": list(one.bearers), "numbers": list(one.numbers)}
    return {**own, "others": others}


def _own(one: Own) -> Form:
    lists = {name: list(getattr(one, name)) for name in ("bearers", "deadlines", "numbers")}
    return {"address": one.address, "text": one.text, **lists}
