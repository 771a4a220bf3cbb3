"""The JSON forms of what binds when: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus_repo.catalog import document_facts
from corpus_repo.order import in_order
from revtrack.forms.corpus import clause

if TYPE_CHECKING:
    from corpus_repo import Document, Version
    from corpus_repo.answers import EventHit, Page
    from revtrack.features.inforce import FoundEnded, FoundStanding
    from revtrack.force.articles import ArticleHistory, ArticleStep
    from revtrack.force.model import Proof, Standing, Turn
    from revtrack.force.texts import TextOn

Form = dict[str, Any]


def force(found: FoundStanding) -> Form:
    """`revtrack force DOC`."""
    return {
        **standing(found.standing),
        "turns": [turn(one, found.course.document) for one in found.course.turns],
        "coverage": {"read": found.covered, "versions": found.versions},
    }


def ended(found: FoundEnded, waiting: Page[EventHit], offset: int) -> Form:
    """`revtrack force`: what binds no more on a day, and what waits for a document that the corpus lacks."""
    return {
        "on": found.day,
        "total": found.page.total,
        "offset": offset,
        "documents": [standing(one) for one in found.page.items],
        "waiting": {"total": waiting.total, "events": [event(one) for one in waiting.items]},
        "coverage": {"read": found.covered, "versions": found.versions},
    }


def standing(of: Standing) -> Form:
    """How a document or version stands on a day."""
    facts = document_facts(of.document)
    return {
        "document": of.document.id,
        "title": facts["title"],
        "doc_number": facts["doc_number"],
        "on": of.day,
        "state": of.state.value,
        "version": of.version.id if of.version else None,
        "position": position(of.document, of.version) if of.version else None,
        "since": of.since,
        "assumed": of.assumed,
        "until": of.until,
        "provisional": of.provisional,
        "period": list(of.period) if of.period[0] else None,
        "proofs": [proof(one) for one in of.proofs],
        "partial": [proof(one) for one in of.partial],
        "next": turn(of.next, of.document) if of.next else None,
    }


def proof(one: Proof) -> Form:
    """Words that show something of a document's force."""
    names = ("kind", "day", "until_by", "quote", "document", "version", "title", "address", "line", "part", "sure")
    return {name: getattr(one, name) for name in names}


def turn(one: Turn, document: Document) -> Form:
    """A day from which a document has some wording."""
    return {
        "kind": one.kind,
        "day": one.day,
        "assumed": one.assumed,
        "passed": one.passed,
        "by": one.by,
        "version": one.version.id if one.version else None,
        "position": position(document, one.version) if one.version else None,
        "proofs": [proof(shown) for shown in one.proofs],
    }


def text_on(of: TextOn) -> Form:
    """`revtrack text DOC --on DAY`."""
    document = of.standing.document
    published = of.published.version if of.published else None
    return {
        "force": standing(of.standing),
        "lacking": of.lacking,
        "published": None if of.published is None else turn(of.published, document),
        "before": turn(of.before, document) if of.before else None,
        "after": turn(of.after, document) if of.after else None,
        "document": document.id,
        "version": of.version.id if of.version else None,
        "position": position(document, of.version) if of.version else None,
        "in_force": of.version is not None and of.version is of.standing.version and not of.lacking,
        "is_published": of.version is not None and published is not None and published.id == of.version.id,
        "digest": of.version.digest if of.version else "",
        "original": of.version.original.sha256 if of.version and of.version.original else "",
        "clauses": [clause(at, line) for at, line in of.lines],
    }


def article(of: ArticleHistory) -> Form:
    """`revtrack article`: an article, a step a turn of its document, the first first."""
    document = of.course.document
    return {
        "document": document.id,
        "title": document_facts(document)["title"],
        "version": of.named.version.id,
        "address": of.address,
        "steps": [article_step(one, document) for one in of.steps],
        "ended": [proof(one.proof) for one in of.endings],
    }


def article_step(step: ArticleStep, document: Document) -> Form:
    """What a turn did to an article, its clauses then, and what became of its duties since the text before."""
    return {
        **turn(step.turn, document),
        "what": [one.value for one in step.what],
        "address": step.address,
        "clauses": [{"line": at, "address": line.address, "text": line.whole} for at, line in step.lines],
        "duties": [
            {
                "change": change.change,
                "fields": list(change.fields),
                "directions": dict(change.directions),
                "old": change.old.text if change.old else None,
                "new": change.new.text if change.new else None,
            }
            for change in step.duties
        ],
        "orders": [proof(one) for one in step.orders],
        "not_held_before": len(step.since),
        "compared_with": step.before or None,
    }


def event(hit: EventHit) -> Form:
    """An event of force as a text states it."""
    where = ("document", "version", "position", "status", "title", "date", "address")
    said = ("line", "kind", "quote", "doc_number", "made", "day", "months", "part")
    return {
        **{name: getattr(hit, name) for name in where},
        **{name: getattr(hit.event, name) for name in said},
        "of": hit.event.title,
    }


def position(document: Document, version: Version) -> int:
    """The place of a version among those of its document, from 1."""
    return [one.id for one in in_order(document.versions.values())].index(version.id) + 1
