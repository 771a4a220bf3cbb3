"""One document: its versions in time, its text with addresses, its metadata and where it was read, its citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from revtrack.export.places import say_address
from revtrack.holdings.blame import Blamed
from revtrack.holdings.library import TextOf
from revtrack.terms import DATES, METADATA_FIELDS, Document, Status, Version, as_text, current, document_facts, in_order
from revtrack.tracing.deciding import is_decision
from web.asking import an_id, day_of, named_by, tracker_of
from web.force import shown_turns
from web.security import check_csrf
from web.site import Site, name_reviewer, render, see, tell
from web.timeline import timeline

router = APIRouter(include_in_schema=False)
_CONTENTS_LEVELS = 3


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A clause of the text: `at` counts from 1, `level` is its depth, `brought` the version that gave it its words
    (None where that is the first one)."""

    at: int
    address: str
    kind: str
    text: str
    level: int
    brought: Version | None = None
    position: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the metadata: its value, how that is said, the words it was read from, and what it may be."""

    name: str
    value: str
    said: str
    words: str
    corrected: bool
    day: bool
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PairOfVersions:
    """Two versions that follow each other."""

    old: Version
    new: Version
    old_position: int
    new_position: int


@router.get("/documents/{name}")
def document(request: Request, name: str, version: str = "", on: str = "") -> Response:
    """The page of a document, by default with its current version; `on` is the day for which its force is told."""
    site, tracker = Site.of(request, "/documents"), tracker_of(request)
    found = tracker.document(an_id(name))
    if found.id != name:  # joined to another: the old address leads there
        return see(f"/documents/{found.id}?version={version}" if version else f"/documents/{found.id}")
    text = tracker.text(f"{found.id}@{an_id(version)}" if version else found.id)
    shown = text.named.version
    facts = document_facts(found)
    citations = tracker.citations(f"{found.id}@{shown.id}")
    higher, deriving = tracker.relatives(found.id)
    newest = current(found)
    is_current = newest is not None and newest.id == shown.id
    stands = tracker.force(found.id if is_current else f"{found.id}@{shown.id}", day_of(on))
    blamed = tracker.blame(f"{found.id}@{shown.id}") if len(found.versions) > 1 else ()
    lines = _lines(text, blamed)
    return render(
        site,
        "document.html.jinja",
        document=found,
        version=shown,
        is_current=is_current,
        standing=stands.standing,
        turns=shown_turns(stands.course),
        covered=stands.covered,
        versions_in_all=stands.versions,
        title=shown.value("title") or facts["title"] or site.corpus.untitled,
        number=shown.value("doc_number") or facts["doc_number"],
        issuers=shown.value("issuers") or facts["issuers"],
        jurisdiction=shown.value("jurisdiction") or facts["jurisdiction"],
        original=shown.original,
        timeline=timeline(found, site),
        pairs=_pairs(found),
        lines=lines,
        contents=[line for line in lines if line.kind == "heading" and line.level <= _CONTENTS_LEVELS],
        metadata=_metadata(found, shown, site),
        cites=citations.cites,
        cited_by=citations.cited_by,
        more_citing=citations.more,
        higher=higher,
        deriving=deriving,
        run=tracker.watching.run_of(shown.id),
        is_decision=is_decision(shown.value("title")),
        history=tracker.recent(words=found.id, limit=200),
    )


@router.get("/documents/{name}/original")
def original(request: Request, name: str, version: str = "") -> Response:
    """The file as it was received: always downloaded, never shown as a page of ours."""
    tracker = tracker_of(request)
    file, data = tracker.original(named_by(name, version))
    return download(data, file, "application/octet-stream")


@router.post("/documents/{name}/edit")
async def edit(request: Request, name: str) -> Response:
    """Correct metadata: what differs from what holds."""
    async with request.form(max_files=0, max_fields=60) as form:
        check_csrf(request, form.get("csrf"))
        given = {key: str(value) for key, value in form.items()}
    site, tracker = Site.of(request), tracker_of(request)
    which = f"{an_id(name)}@{an_id(given.get('version', ''))}"
    shown = tracker.text(which).named.version
    values = {
        field: given[f"field-{field}"].strip()
        for field in METADATA_FIELDS
        if f"field-{field}" in given and given[f"field-{field}"].strip() != shown.value(field)
    }
    by = name_reviewer(request, given.get("by", ""))
    if values:
        made = tracker.edit(which, values, author=by)
        tell(request, site.ui.done["edit"], made.commit)
    return see(f"/documents/{name}?version={shown.id}#metadata")


@router.post("/documents/{name}/withdraw")
async def withdraw(request: Request, name: str) -> Response:
    """Say that a version no longer counts."""
    async with request.form(max_files=0, max_fields=10) as form:
        check_csrf(request, form.get("csrf"))
        version, reason = str(form.get("version", "")), str(form.get("reason", "")).strip()
    site = Site.of(request)
    if not reason:
        raise HTTPException(400)
    made = tracker_of(request).withdraw(f"{an_id(name)}@{an_id(version)}", reason, author=site.reviewer)
    tell(request, site.ui.done["withdraw"], made.commit)
    return see(f"/documents/{name}?version={version}")


def download(data: str | bytes, name: str, media_type: str) -> Response:
    """An answer that is saved as a file under a name, and is no page of ours where a browser shows it all the same."""
    headers = {"content-disposition": _attachment(name), "content-security-policy": "sandbox"}
    return Response(data, media_type=media_type, headers=headers)


def _attachment(name: str) -> str:
    """A header that has a file saved under a name, whatever characters are in it."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._-") else "_" for char in name)[-80:]
    return f"attachment; filename=\"{plain or 'file'}\"; filename*=UTF-8''{quote(name, safe='')}"


def _lines(text: TextOf, blamed: Sequence[Blamed]) -> list[ShownLine]:
    lines: list[ShownLine] = []
    for at, line in enumerate(text.lines, start=1):
        by = blamed[at - 1].brought_by if blamed else None
        later = by if by and by.position > 1 else None
        lines.append(
            ShownLine(
                at,
                say_address(line.address),
                line.kind,
                line.whole,
                line.address.count("/") + 1 if line.address else 0,
                later.version if later else None,
                later.position if later else 0,
                _lineage(text, line.address) if line.kind == "body" and line.address else "",
            )
        )
    return lines


def _lineage(text: TextOf, address: str) -> str:
    asked = urlencode({"version": text.named.version.id, "address": address})
    return f"/documents/{text.named.document.id}/lineage?{asked}"


def _pairs(document: Document) -> list[PairOfVersions]:
    ordered = [
        (position, version)
        for position, version in enumerate(in_order(document.versions.values()), start=1)
        if not version.reextracts
    ]
    return [PairOfVersions(old, new, before, after) for (before, old), (after, new) in pairwise(ordered)]


def _metadata(document: Document, version: Version, site: Site) -> list[Fact]:
    facts: list[Fact] = []
    options = {
        "status": tuple((status.value, site.corpus.statuses[status.value]) for status in Status),
        "force": (("", "—"), *site.ui.forces.items()),
    }
    for name in METADATA_FIELDS:
        corrected = document.corrected.get(name)
        value = version.value(name)
        if corrected is not None and name not in version.corrected:
            value = as_text(corrected)
        names = dict(options.get(name, ()))
        facts.append(
            Fact(
                name,
                value,
                names.get(value, value),
                version.read_from.get(name, ""),
                corrected is not None or name in version.corrected,
                name in DATES,
                options.get(name, ()),
            )
        )
    return facts
