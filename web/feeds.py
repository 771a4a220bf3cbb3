"""Feeds: new documents, the changes of one document, one jurisdiction; calendars of consultations and promises."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from revtrack.export.body_tables import turned
from revtrack.features.bodies import AskedOfBody
from revtrack.terms import Filter, Happened
from revtrack.words.bodies import body_words
from revtrack.words.language import LANGUAGES
from revtrack.words.promises import promise_words
from web.asking import MOST_WORDS, an_id, day_of, tracker_of
from web.front import path_within
from web.site import Site, environment, now, with_names

router = APIRouter(prefix="/feeds", include_in_schema=False)
_ENTRIES = 50
_MANY = 200
_NEWS = ("add",)
_FOLD = 73


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `id` never changes, `path` is within the site."""

    id: str
    title: str
    updated: str
    author: str
    path: str
    summary: str


@router.get("/documents.atom")
def new_documents(request: Request) -> Response:
    """Documents and versions as they come in."""
    site = Site.of(request)
    changes = tracker_of(request).recent(kinds=_NEWS, limit=_ENTRIES)
    return feed_of(request, "documents", site.ui.feed_documents, "/documents", _entries(changes, site))


@router.get("/documents/{name}.atom")
def of_document(request: Request, name: str) -> Response:
    """What becomes of one document."""
    site, tracker = Site.of(request), tracker_of(request)
    found = tracker.document(an_id(name))
    changes = tracker.recent(words=found.id, limit=_ENTRIES)
    title = changes[0].title if changes else found.id
    return feed_of(request, f"document:{found.id}", title, f"/documents/{found.id}", _entries(changes, site))


@router.get("/jurisdictions/{place}.atom")
def of_jurisdiction(request: Request, place: str) -> Response:
    """Documents of one place as they come in."""
    site, tracker = Site.of(request), tracker_of(request)
    listed = tracker.documents(Filter(jurisdiction=place), limit=_ENTRIES).items
    entries = [
        Entry(
            f"tag:revtrack,2026:document:{item.id}",
            item.title,
            item.updated,
            item.issuers or "revtrack",
            f"/documents/{item.id}",
            " ".join(filter(None, (site.corpus.statuses[item.status], item.doc_number, item.date))),
        )
        for item in listed
    ]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    return feed_of(request, f"jurisdiction:{place}", place, "/documents", entries)


def _entries(changes: Iterable[Happened], site: Site) -> list[Entry]:
    return [
        Entry(
            f"tag:revtrack,2026:change:{item.commit}",
            f"{site.corpus.kinds[item.kind]} {item.title or site.corpus.untitled}",
            item.at,
            item.author,
            f"/documents/{item.document}" + (f"?version={item.version}" if item.version else ""),
            " ".join(filter(None, (site.reviews.detail(item.kind, item.detail), item.reason))),
        )
        for item in changes
    ]


def feed_of(request: Request, name: str, title: str, page: str, entries: list[Entry], *, updated: str = "") -> Response:
    """A feed of entries; `updated` says since when it is as it is where it has none."""
    body = (
        environment()
        .get_template("feeds/feed.atom.jinja")
        .render(
            id=f"tag:revtrack,2026:{name}",
            lang=LANGUAGES[Site.of(request).lang].tag,
            title=title,
            updated=max((entry.updated for entry in entries), default=updated or now()),
            base=str(request.base_url).rstrip("/"),
            path=path_within(request.scope),
            page=page,
            entries=entries,
        )
    )
    return Response(with_names(Site.of(request), body), media_type="application/atom+xml")


@router.get("/consultations.ics")
def consultations(request: Request) -> Response:
    """The last day of each open consultation, as all-day events."""
    site, tracker = Site.of(request), tracker_of(request)
    today = date.today()  # noqa: DTZ011 - a deadline ends where the reader is
    events = [
        Event(
            f"{item.id}-{item.consultation_until}",
            date.fromisoformat(item.consultation_until),
            f"{site.corpus.fields['consultation_until']} {item.title}",
            item.issuers,
            f"documents/{item.id}",
            item.title,
        )
        for item in tracker.consultations(today.isoformat())
    ]
    return _calendar(request, "consultations", site.ui.calendar, events)


@router.get("/promises.ics")
def promises(request: Request, body: str = "") -> Response:
    """The day by which each text is due that somebody is to make or change, as all-day events; of one body."""
    site, tracker = Site.of(request), tracker_of(request)
    say = promise_words(site.lang)
    events: dict[str, Event] = {}
    for one in tracker.promises(body.strip()[:100], states=("due-later",)).items:
        key = _short(f"{one.promise.kind} {one.promise.name} {one.hit.duty.quote}")
        name = f"{say.kinds[one.promise.kind]} {one.promise.name}"
        events[f"{one.hit.document}-{key}"] = Event(
            f"{one.hit.document}-{key}",
            date.fromisoformat(one.due),
            name,
            f"{'、'.join(one.bearers)} {one.hit.title}".strip(),
            f"documents/{one.hit.document}?version={one.hit.version}#l{one.hit.duty.line}",
            name,
        )
    return _calendar(request, "promises", say.calendar, list(events.values()))


@router.get("/bodies.ics")
def deadlines(request: Request, name: str) -> Response:
    """The days that come by which a body is to do something, as all-day events."""
    site, today = Site.of(request), date.today().isoformat()  # noqa: DTZ011 - a deadline ends where the reader is
    found = tracker_of(request).body(name[:MOST_WORDS], AskedOfBody(after=today))
    say = body_words(site.lang)
    events = [
        Event(
            f"{one.hit.document}-{day}-{_short(one.hit.duty.quote)}",
            date.fromisoformat(day),
            f"{say.roles[one.roles[0]]} {one.hit.duty.quote}"[:200],
            one.hit.title,
            f"documents/{one.hit.document}?version={one.hit.version}#l{one.hit.duty.line}",
            one.hit.duty.quote[:200],
        )
        for one in found.duties
        for day in one.days
        if day >= today
    ]
    once = {event.id: event for event in events}
    return _calendar(request, "bodies", f"{say.calendar} {found.listing.office.said}", list(once.values()))


@router.get("/bodies.atom")
def changes_for_body(request: Request, name: str, changed_since: str = "") -> Response:
    """What changed in the duties of a body, by default in the last year."""
    site = Site.of(request)
    year_ago = (date.today() - timedelta(days=365)).isoformat()  # noqa: DTZ011 - as people count
    found = tracker_of(request).body(name[:MOST_WORDS], AskedOfBody(since=day_of(changed_since) or year_ago))
    say = body_words(site.lang)
    entries = [
        Entry(
            f"tag:revtrack,2026:body:{one.duty.hit.version}:{one.shift.value}:{_short(one.duty.hit.duty.quote)}",
            f"{say.shifts[one.shift.value]} {one.duty.hit.duty.quote}"[:300],
            f"{one.day}T00:00:00+00:00",
            "revtrack",
            f"/documents/{one.duty.hit.document}?version={one.duty.hit.version}#l{one.duty.hit.duty.line}",
            " ".join((*turned(one, say), one.duty.hit.title)),
        )
        for one in found.shifts[:_MANY]
    ]
    title = f"{say.title} {found.listing.office.said}"
    return feed_of(request, f"body:{found.key}", title, f"/bodies/one?name={quote(found.key)}", entries)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Event:
    """A day of a calendar; `id` never changes, `path` is within the site, `alarm` is said three days before."""

    id: str
    day: date
    summary: str
    description: str
    path: str
    alarm: str


def _calendar(request: Request, name: str, title: str, events: Iterable[Event]) -> Response:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//revtrack//{name}//ZH", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_escaped(title)}"]
    stamp = now().replace("-", "").replace(":", "").partition("+")[0] + "Z"
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.id}@revtrack",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(event.summary)}",
            f"DESCRIPTION:{_escaped(event.description)}",
            f"URL:{request.base_url}{event.path}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(event.alarm)}",
            "TRIGGER:-P3D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    body = "".join(f"{part}\r\n" for line in lines for part in _folded(line))
    return Response(body, media_type="text/calendar; charset=utf-8")


def _escaped(text: str) -> str:
    """A text value of RFC 5545: no line end or separator of it can end the line."""
    told = "".join(max(char, " ") for char in text)
    for char in ("\\", ";", ","):
        told = told.replace(char, f"\\{char}")
    return told


def _folded(line: str) -> list[str]:
    """A line in parts of at most 75 bytes, as RFC 5545 wants; no character is cut in two."""
    parts: list[str] = []
    part, size = "", 0
    for char in line:
        length = len(char.encode("utf-8", "replace"))
        if size + length > _FOLD:
            parts.append(part)
            part, size = " ", 1
        part, size = part + char, size + length
    return [*parts, part]
