"""The JSON forms of what the corpus answers: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from corpus_repo import records
from corpus_repo.catalog import document_facts
from corpus_repo.model import DATES, FIELDS, LISTS, Document, Version
from corpus_repo.order import current, in_order

if TYPE_CHECKING:
    from corpus_repo.answers import Consultation, DutyHit, Happened, Hit, Listed, Page
    from corpus_repo.lines import Line
    from corpus_repo.verify import Verified
    from revtrack.features.adding import SplitDocument
    from revtrack.holdings.adding import Addition
    from revtrack.holdings.backup import BackedUp
    from revtrack.holdings.blame import Blamed
    from revtrack.holdings.changing import Changed
    from revtrack.holdings.duties import FoundDuties
    from revtrack.holdings.identity import Proposal
    from revtrack.holdings.library import TextOf
    from revtrack.holdings.naming import Named
    from revtrack.ingest.account import Account
    from revtrack.tracing.citing import Citations

Form = dict[str, Any]


def dump(form: Form) -> str:
    """A form as JSON text."""
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def listed(page: Page[Listed]) -> Form:
    """`revtrack list`."""
    return {"total": page.total, "documents": [_listed(item) for item in page.items]}


def document(found: Document) -> Form:
    """`revtrack show`: a document with its versions from the first to the last."""
    shown = current(found)
    facts = document_facts(found)
    return {
        "id": found.id,
        **{name: facts[name] for name in ("title", "doc_number")},
        "issuers": _parts(facts["issuers"]),
        "jurisdiction": facts["jurisdiction"],
        "status": facts["status"],
        "created": found.created,
        "current": shown.id if shown else None,
        "derives_from": list(found.derives_from),
        "corrected": records.to_json(found).get("corrected", {}),
        "versions": [version(item, at) for at, item in enumerate(in_order(found.versions.values()), start=1)],
    }


def version(found: Version, position: int) -> Form:
    """A version: every field of its metadata as it holds now, and beside it what was read and what was corrected."""
    stored = records.version_to_json(found)
    return {
        "id": found.id,
        "position": position,
        "status": found.status.value,
        "metadata": {name: list(found.values(name)) if name in LISTS else found.value(name) for name in FIELDS},
        "dates": {name: found.value(name) or None for name in DATES},
        "read": stored.get("read", {}),
        "read_from": stored.get("read_from", {}),
        "corrected": stored.get("corrected", {}),
        "original": stored.get("original"),
        "source": found.source,
        "received": found.received,
        "extractor": found.extractor,
        "remarks": list(found.remarks),
        "account": dict(found.account),
        "reextracts": found.reextracts or None,
        "joined_from": found.joined_from or None,
        "withdrawn": stored.get("withdrawn"),
    }


def history(changes: Iterable[Happened]) -> Form:
    """`revtrack history`, oldest change first."""
    names = ("commit", "kind", "document", "version", "at", "author", "title", "detail", "reason", "undoes")
    return {"changes": [{name: getattr(change, name) for name in names} for change in changes]}


def clause(at: int, line: Line) -> Form:
    """A clause of a stored text, with the number of its line."""
    return {
        "line": at,
        "address": line.address,
        "kind": line.kind,
        "number": line.number.strip(),
        "text": line.whole,
        "source_line": line.line,
    }


def text(found: TextOf) -> Form:
    """`revtrack text`."""
    return {
        **named(found.named),
        "clauses": [clause(at, line) for at, line in enumerate(found.lines, start=1)],
    }


def blamed(clauses: Sequence[Blamed]) -> Form:
    """`revtrack blame`."""
    return {
        "clauses": [
            {
                "line": at,
                "address": item.line.address,
                "text": item.line.whole,
                "version": item.brought_by.version.id,
                "position": item.brought_by.position,
                "status": item.brought_by.version.status.value,
                "date": item.brought_by.version.date,
            }
            for at, item in enumerate(clauses, start=1)
        ]
    }


def hits(page: Page[Hit], offset: int) -> Form:
    """`revtrack search`."""
    names = ("document", "version", "position", "status", "title", "date", "line", "address", "kind", "text", "also")
    return {
        "total": page.total,
        "offset": offset,
        "hits": [{name: getattr(hit, name) for name in names} for hit in page.items],
    }


def duties(found: FoundDuties, offset: int) -> Form:
    """`revtrack duties`."""
    return {
        "total": found.page.total,
        "offset": offset,
        "coverage": {"read": found.covered, "versions": found.versions},
        "duties": [_duty(hit) for hit in found.page.items],
    }


def split(documents: Iterable[SplitDocument]) -> Form:
    """`revtrack split`: lines from 1 in the file; joint issuers are joined by 、 in the order of signature."""
    names = {"doc_number": "doc_number", "issuer": "issuers", "jurisdiction": "jurisdiction", "date": "issued"}
    names |= {"status": "status", "force": "force"}
    return {
        "documents": [
            {
                "title": item.metadata.text("title") or None,
                "notice_title": item.metadata.text("notice_title") or None,
                **{key: item.metadata.text(name) or None for key, name in names.items()},
                "start_line": item.found.start_line,
                "start_col": item.found.start_col,
                "end_line": item.found.end_line,
                "metadata": {
                    name: list(value) if isinstance(value, tuple) else value
                    for name, value in item.metadata.values.items()
                },
                "read_from": dict(item.metadata.read_from),
                "inferred": sorted(item.metadata.inferred),
                "text": item.found.text,
            }
            for item in documents
        ]
    }


def additions(items: Iterable[Addition]) -> Form:
    """`revtrack add`."""
    return {
        "files": [
            {
                "file": item.file,
                "outcome": item.outcome.value,
                "document": item.document or None,
                "version": item.version or None,
                "commit": item.commit or None,
                "title": item.title,
                "proposal": _proposal(item.proposal),
                "error": str(item.error) if item.error else None,
                "question": item.question or None,
                "account": _account(item.account),
                "remarks": list(item.remarks),
            }
            for item in items
        ]
    }


def citations(found: Citations) -> Form:
    """Whom a version names, each with the documents of the corpus that it may mean, and who names its document."""
    return {
        "cites": [
            {
                **{
                    name: getattr(item.citation, name)
                    for name in ("title", "number", "quote", "address", "line", "times")
                },
                "relation": item.citation.relation.value,
                "documents": [_listed(document) for document in item.documents],
            }
            for item in found.cites
        ],
        "cited_by": [
            {
                name: getattr(item.hit, name)
                for name in ("document", "version", "title", "date", "address", "line", "text")
            }
            for item in found.cited_by
        ],
        "more": found.more,
    }


def consultations(found: Iterable[Consultation]) -> Form:
    """Drafts that are open for comment."""
    return {
        "consultations": [
            {
                "document": item.id,
                "version": item.current,
                "title": item.title,
                "issuers": _parts(item.issuers),
                "jurisdiction": item.jurisdiction,
                "until": item.consultation_until,
            }
            for item in found
        ]
    }


def changed(change: Changed) -> Form:
    """What a command changed."""
    return {
        "commit": change.commit,
        "kind": change.kind,
        "document": change.document,
        "title": change.title,
        "version": change.version or None,
    }


def verified(found: Verified) -> Form:
    """`revtrack verify`."""
    names = ("kind", "what", "detail", "document", "version", "title")
    return {
        "documents": found.documents,
        "versions": found.versions,
        "originals": found.originals,
        "unnamed_originals": found.unnamed,
        "damage": [{name: getattr(item, name) for name in names} for item in found.damage],
        "characters": dict(found.characters),
        "partial": [
            {name: getattr(item, name) for name in ("document", "version", "title", "lost")} for item in found.partial
        ],
    }


def backed_up(made: BackedUp) -> Form:
    """`revtrack backup`."""
    figures: Form = {"path": made.path, "main": made.main, "originals": made.originals, "bytes": made.size}
    return {**figures, "missing": list(made.missing)}


def _listed(item: Listed) -> Form:
    names = ("id", "title", "doc_number", "jurisdiction", "status", "date", "versions", "current", "created", "updated")
    return {**{name: getattr(item, name) for name in names}, "issuers": _parts(item.issuers)}


def _duty(hit: DutyHit) -> Form:
    where = ("document", "version", "position", "status", "title", "date", "address", "also")
    of_duty = ("line", "quote", "type", "polarity", "strength", "force", "modality", "actor", "action", "object")
    more = ("first_day", "last_day", "quantity", "reporting", "recipient", "condition", "scope", "penalty_for")
    duty = hit.duty
    return {
        **{name: getattr(hit, name) for name in where},
        **{name: getattr(duty, name) for name in (*of_duty, *more)},
        "deadline": {"quote": duty.deadline, "by": duty.last_day or None, "kind": duty.deadline_kind}
        if duty.deadline
        else None,
        "bearers": json.loads(duty.bearers or "[]"),
        "quantities": json.loads(duty.quantities or "[]"),
    }


def named(found: Named) -> Form:
    """A version and the document it belongs to, by what identifies them."""
    return {
        "document": found.document.id,
        "version": found.version.id,
        "position": found.position,
        "status": found.version.status.value,
        "title": found.version.value("title"),
    }


def _account(account: Account | None) -> Form | None:
    if account is None:
        return None
    return {
        "held": account.held,
        "read": account.read,
        "left": {str(reason): count for reason, count in account.left.items()},
        "words": {str(reason): words for reason, words in account.words.items()},
        "unexplained": account.unexplained,
        "lost": account.lost,
    }


def _proposal(likely: Proposal | None) -> Form | None:
    if likely is None:
        return None
    return {
        "kind": likely.kind.value,
        "document": likely.document,
        "title": likely.title,
        "reason": likely.reason,
        "share": likely.share,
    }


def _parts(joined: str) -> list[str]:
    return [part for part in joined.split("、") if part]
