"""The JSON form of enforcement: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.tracing.enforcement import Enforced, Enforcement, Sanction

Form = dict[str, Any]


def enforcement(found: Enforcement) -> Form:
    """`revtrack enforcement`."""
    return {
        "document": found.named.document.id,
        "version": found.named.version.id,
        "title": found.named.version.value("title"),
        "total": len(found.clauses),
        "without": found.without,
        "clauses": [_clause(one) for one in found.clauses],
        "whole": [sanction(one) for one in found.whole],
        "more": found.more,
    }


def _clause(one: Enforced) -> Form:
    return {
        "line": one.line,
        "address": one.address,
        "text": one.text,
        "sanctions": [sanction(item) for item in one.sanctions],
    }


def sanction(one: Sanction) -> Form:
    """A clause that punishes."""
    where = ("document", "version", "title", "date", "line", "address", "text", "score")
    told = {name: getattr(one, name) for name in where}
    points_at = [{"title": title, "document": document or None} for title, document in one.points_at]
    return {"how": one.how.value, **told, "points_at": points_at}
