"""What the calls of the API share: what may be answered instead, how an answer is written, where the next part is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Path, Query, Request
from starlette.responses import Response

from web.schemas import ErrorForm

#: What every call may be answered instead: as `ErrorForm`, but for what has not changed since.
OTHERWISE: dict[int | str, dict[str, Any]] = {
    304: {"description": "who asks has it already"},
    **{
        status: {"model": ErrorForm, "description": told}
        for status, told in (
            (400, "what was asked for cannot be done; the message says what to do"),
            (404, "there is no such document, version or form"),
            (414, "the address is too long"),
            (421, "another host's name"),
            (422, "a parameter is missing or of the wrong kind"),
            (503, "the corpus is in use or out of reach, or a comparison was ended; again later"),
        )
    },
}
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="how many to pass over")]
Limit = Annotated[int, Query(ge=1, le=500, description="how many at most")]
Many = Annotated[int, Query(ge=1, le=100_000, description="how many at most")]
Doc = Annotated[str, Path(description="an id or its beginning, a document number, or a part of a title")]


def answer(request: Request, form: dict[str, Any], status: int = 200) -> Response:
    """A form as JSON, with an ETag: who has it already is told so."""
    body = json.dumps(form, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    if request.method != "GET":
        return Response(body, status, media_type="application/json", headers={"cache-control": "no-store"})
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    known = [given.strip().removeprefix("W/") for given in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, status, media_type="application/json", headers=headers)


def next_of(request: Request, offset: int, limit: int, total: int) -> str | None:
    """The address of what follows in a list, None where nothing does."""
    if offset + limit >= total:
        return None
    asked = request.url.include_query_params(offset=offset + limit, limit=limit)
    return f"{asked.path}?{asked.query}"


def listing(request: Request, form: dict[str, Any], offset: int, limit: int) -> dict[str, Any]:
    """A part of a list that says how many there are in all, with where it stands and where the next part is."""
    return {**form, "offset": offset, "next": next_of(request, offset, limit, form["total"])}


def part_of(request: Request, form: dict[str, Any], name: str, offset: int, limit: int) -> dict[str, Any]:
    """A form whose list is a part of what it was: of all from the first on, or of as many as `asked_for` says."""
    found: list[Any] = form[name]
    return {
        **form,
        name: found[offset : offset + limit],
        "offset": offset,
        "next": next_of(request, offset, limit, len(found)),
    }


def asked_for(offset: int, limit: int) -> int:
    """How many to ask for so that it is known whether more follow."""
    return offset + limit + 1


def portion(request: Request, name: str, items: Sequence[Any], offset: int, limit: int) -> dict[str, Any]:
    """A part of a list that is at hand, under its name, with how many there are and where the next part is."""
    return listing(request, {name: list(items[offset : offset + limit]), "total": len(items)}, offset, limit)
