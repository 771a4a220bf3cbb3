"""The JSON forms of uploads: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus_repo.model import Value
    from revtrack.holdings.intake import Handed, Left, Waiting


def waiting(one: Left) -> dict[str, Any]:
    """An upload that nobody confirmed yet."""
    at = datetime.fromtimestamp(one.since, UTC).isoformat(timespec="seconds")
    return {"upload": one.token, "names": list(one.names), "size": one.size, "at": at}


def files(handed: Iterable[Handed]) -> list[dict[str, Any]]:
    """The files of an upload with the documents that were found in them."""
    return [
        {
            "file": one.name,
            "size": one.size,
            "error": str(one.error) if one.error else None,
            "documents": [_document(item) for item in one.documents],
        }
        for one in handed
    ]


def _document(one: Waiting) -> dict[str, Any]:
    values = one.prepared.values
    return {
        "name": one.name,
        **{name: _text(values.get(name, "")) for name in ("title", "doc_number", "jurisdiction", "issued")},
        "status": _text(values.get("status", "")) or "issued",
        "issuers": _parts(values.get("issuers", ())),
        "clauses": len(one.prepared.lines),
        "inferred": sorted(one.prepared.inferred),
        "known": one.known or None,
        "question": one.prepared.question or None,
    }


def _text(value: Value) -> str:
    return value if isinstance(value, str) else "、".join(value)


def _parts(value: Value) -> list[str]:
    return [value] if isinstance(value, str) and value else list(value)
