"""Tools that look things up: documents, their texts, clauses, duties, what binds when, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from corpus_repo import Document, Line
from corpus_repo.answers import DutyFilter
from corpus_repo.order import in_order
from revtrack.assistants.asked import (
    AboutClauses,
    AboutDocument,
    AboutDocuments,
    AboutDuties,
    AboutEnded,
    AboutForce,
    AboutNews,
    AboutText,
)
from revtrack.assistants.told import Form, Told, Unknown, cover, filled, told_part, without
from revtrack.errors import InvalidInput
from revtrack.features.inforce import today
from revtrack.force.texts import within
from revtrack.forms import corpus as corpus_json
from revtrack.forms import force as force_json
from revtrack.forms import watch as watch_json

if TYPE_CHECKING:
    from revtrack.service import Tracker

#: Versions whose duties are read before an answer without being asked to.
FEW = 100
#: Characters of a clause that are told in one piece; a longer one comes in several.
_PIECE = 4_000
#: Changes that are looked through.
_CHANGES = 1_000
#: The kinds of change by which something comes to the corpus or leaves it.
_ARRIVALS = ("add", "link", "withdraw")


def documents(tracker: Tracker, asked: AboutDocuments) -> Told:
    """The documents of the corpus, the newest first."""
    found = tracker.documents(asked.filter(asked.words), offset=asked.offset, limit=asked.limit)
    items = [
        {"document": item["id"], "version": item["current"], **without(item, "id", "current", "created")}
        for item in corpus_json.listed(found)["documents"]
    ]
    page = f"/documents?{urlencode({'q': asked.words})}" if asked.words else "/documents"
    return Told({}, "documents", items, found.total, asked.offset, page, _ready(tracker, asked.in_force_on))


def document(tracker: Tracker, asked: AboutDocument) -> Told:
    """A document: its metadata, its versions, how it stands today."""
    found = tracker.document(asked.document.rpartition("@")[0] or asked.document)
    shown = corpus_json.document(found)
    stands = tracker.force(found.id)
    facts = {
        "document": found.id,
        **without(shown, "id", "versions", "created"),
        "force": _standing(force_json.standing(stands.standing)),
    }
    items = [
        {
            "document": found.id,
            "version": one["id"],
            **without(one, "id", "account", "remarks", "read_from", "extractor"),
        }
        for one in shown["versions"]
    ]
    unknown = (Unknown("force"), *cover(stands.covered, stands.versions, "force"))
    return told_part(facts, "versions", items, asked, page=f"/documents/{found.id}", unknown=unknown)


def text(tracker: Tracker, asked: AboutText) -> Told:
    """The text of a document on a day, or of one of its versions; whole or one provision."""
    if asked.day:
        found = tracker.text_on(asked.document, asked.day, asked.address, as_published=asked.published)
        form = force_json.text_on(found)
        facts = {**without(form, "clauses", "digest", "original"), "force": _standing(form["force"])}
        unknown = [Unknown("force"), *cover(*tracker.force_cover(), "force")]
        unknown += [Unknown("lacks-text", {"day": asked.day})] if found.lacking else []
        unknown += [Unknown("assumed", {"day": found.standing.since})] if found.standing.assumed else []
        query = urlencode({name: value for name, value in (("clause", asked.address),) if value})
        page = f"/documents/{found.standing.document.id}/on/{asked.day}" + (f"?{query}" if query else "")
        of_version = f"/documents/{form['document']}?version={form['version']}"
        return told_part(facts, "clauses", _clauses(found.lines, of_version), asked, page=page, unknown=unknown)
    of = tracker.text(asked.document)
    lines = tuple(enumerate(of.lines, start=1))
    shown = within(lines, asked.address) if asked.address else lines
    page = f"/documents/{of.named.document.id}?version={of.named.version.id}"
    return told_part(corpus_json.named(of.named), "clauses", _clauses(shown, page), asked, page=page)


def _clauses(lines: Sequence[tuple[int, Line]], page: str) -> Iterator[Form]:
    """The clauses of a text, each with its address on the page of the text; one that is too long for an answer in
    pieces that follow each other."""
    for at, line in lines:
        form = without(corpus_json.clause(at, line), "source_line", "number")
        form["page"] = f"{page}#l{at}"
        whole = form["text"]
        if len(whole) <= _PIECE:
            yield form
            continue
        pieces = range(0, len(whole), _PIECE)
        for number, start in enumerate(pieces, start=1):
            yield {**form, "piece": number, "pieces": len(pieces), "text": whole[start : start + _PIECE]}


def clauses(tracker: Tracker, asked: AboutClauses) -> Told:
    """Clauses that hold words."""
    found = tracker.search(asked.words, asked.filter(), sort=asked.sort, offset=asked.offset, limit=asked.limit)
    items = corpus_json.hits(found, asked.offset)["hits"]
    page = f"/search?{urlencode({'q': asked.words})}"
    return Told({}, "clauses", items, found.total, asked.offset, page, _ready(tracker, asked.in_force_on))


def duties(tracker: Tracker, asked: AboutDuties) -> Told:
    """Duties by who bears them, words, days."""
    tracker.read_duties(most=FEW)
    wanted = DutyFilter(actor=asked.actor, words=asked.words, after=asked.due_after, before=asked.due_before)
    found = tracker.duties(wanted, asked.filter(), sort=asked.sort, offset=asked.offset, limit=asked.limit)
    items = [filled(one) for one in corpus_json.duties(found, asked.offset)["duties"]]
    query = {"in": "duties", "q": asked.words, "actor": asked.actor}
    page = f"/search?{urlencode({name: value for name, value in query.items() if value})}"
    unknown = (*cover(found.covered, found.versions, "duties"), *_ready(tracker, asked.in_force_on))
    return Told({}, "duties", items, found.page.total, asked.offset, page, unknown)


def in_force(tracker: Tracker, asked: AboutForce) -> Told:
    """How a document, or one of its versions, stands on a day, and the words that show it."""
    found = tracker.force(asked.document, asked.day)
    form = force_json.force(found)
    unknown = [*cover(found.covered, found.versions, "force")]
    unknown += [Unknown("assumed", {"day": found.standing.since})] if found.standing.assumed else []
    page = f"/documents/{found.named.document.id}?version={found.named.version.id}#force"
    return told_part(without(form, "turns", "coverage"), "turns", form["turns"], asked, page=page, unknown=unknown)


def ended(tracker: Tracker, asked: AboutEnded) -> Told:
    """Documents that bind no more on a day, or what was said of documents that the corpus lacks."""
    tracker.keep_force()
    ended_part = asked.part == "ended"
    at = (asked.offset, asked.limit) if ended_part else (0, 1)
    found = tracker.no_longer_in_force(asked.day, asked.filter(asked.words), offset=at[0], limit=at[1])
    waiting = tracker.force_waiting(offset=0 if ended_part else asked.offset, limit=1 if ended_part else asked.limit)
    form = force_json.ended(found, waiting, asked.offset)
    counts = {"ended": found.page.total, "waiting": waiting.total}
    items = [_standing(one) for one in form["documents"]] if ended_part else form["waiting"]["events"]
    facts = {"on": found.day, "parts": counts}
    unknown = cover(found.covered, found.versions, "force")
    return Told(facts, asked.part, items, counts[asked.part], asked.offset, "/force", unknown)


def news(tracker: Tracker, asked: AboutNews) -> Told:
    """What happened to the corpus since a day, the newest first; what waits in the inbox, what is open for comment."""
    since = datetime.fromisoformat(asked.since_day).astimezone(UTC).isoformat(timespec="seconds")
    kinds = () if asked.every_kind else _ARRIVALS
    changes = tracker.recent(since, kinds, words=asked.document, limit=_CHANGES)
    inbox = tracker.watching.inbox() if tracker.watching.has_state() else []
    parts: Mapping[str, Sequence[Form]] = {
        "changes": corpus_json.history(changes)["changes"],
        "inbox": [_waiting(watch_json.entry(one)) for one in inbox],
        "consultations": corpus_json.consultations(tracker.consultations(today()))["consultations"],
    }
    every = parts[asked.part]
    items = list(every[asked.offset : asked.offset + asked.limit])
    if asked.part == "changes":
        items = [_with_before(tracker, one) for one in items]
    facts = {"since": asked.since_day, "parts": {name: len(some) for name, some in parts.items()}}
    unknown = (Unknown("more-changes", {"most": _CHANGES}),) if len(changes) >= _CHANGES else ()
    page = "/inbox" if asked.part == "inbox" else "/"
    return Told(facts, asked.part, items, len(every), asked.offset, page, unknown)


def _waiting(entry: Form) -> Form:
    """An entry of the inbox: where it was found is no page of ours."""
    return {**without(entry, "read", "listed", "page"), "found_on": entry["page"]}


def _with_before(tracker: Tracker, change: Form) -> Form:
    """A change with the version before the one that came, which it can be compared with."""
    form = without(change, "undoes")
    if not change["version"]:
        return form
    try:
        found = tracker.document(change["document"])
    except InvalidInput:  # it was taken back since
        return form
    ids = _versions(found)
    at = ids.index(change["version"]) if change["version"] in ids else 0
    return {**form, "compare_with": ids[at - 1]} if at else form


def _versions(found: Document) -> list[str]:
    return [one.id for one in in_order(found.versions.values()) if not one.reextracts]


def _standing(form: Form) -> Form:
    """How a document stands, without the document itself where that is told around it."""
    return without(form, "title", "doc_number")


def _ready(tracker: Tracker, day: str) -> tuple[Unknown, ...]:
    """What is unknown of a list from which was left out what did not bind on a day."""
    return (Unknown("force"), *cover(*tracker.force_cover(), "force")) if day else ()
