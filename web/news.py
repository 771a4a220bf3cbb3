"""What a reader who comes back wants first: what changed in duties, document by document, and which days come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from fastapi import Request

from revtrack.errors import InvalidInput, RevtrackError
from revtrack.export.entries import Entry
from revtrack.export.order import WEIGHTY, by_weight
from revtrack.export.quotes import quoted, shortened
from revtrack.terms import Document, Happened, Task, current, in_order
from web.asking import tracker_of
from web.compare import at_hand, query_of, report_of
from web.site import Site

if TYPE_CHECKING:
    from revtrack.holdings.comparing import Compared
    from revtrack.holdings.identity import Undecided
    from revtrack.service import Tracker

#: Documents told with their rows, rows of each, characters of a quote and of a value.
DOCUMENTS = 4
_ROWS, _QUOTE, _VALUE = 3, 60, 20


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two versions to be compared; `other` is the document that the older or newer one is of, where it is another that
    is told with this one; `title` and `status` are those of the other text."""

    old: str
    new: str
    task: Task
    other: str = ""
    title: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A change of a duty in one line, with the address that shows it."""

    name: str
    signs: str
    words: str
    values: str
    path: str


@dataclass(frozen=True, slots=True)
class News:
    """What happened to a document: the last change of it, against which text it is compared, and its weightiest rows.

    `path` is the comparison, "" where there is nothing to compare with; `counts` says all of it in a line, "" while it
    is still being compared or, where it `failed`, could not be.
    """

    happened: Happened
    document: str
    path: str = ""
    against: str = ""
    counts: str = ""
    rows: tuple[Row, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """A day that comes: `kind` is consultation or promise, `left` the days until then."""

    kind: str
    day: str
    left: int
    title: str
    path: str
    who: str


def news(request: Request, site: Site, changes: Sequence[Happened], undecided: Sequence[Undecided]) -> list[News]:
    """What changed, each document once, the newest first; comparisons that are not made yet are begun."""
    tracker = tracker_of(request)
    told: list[News] = []
    seen: set[str] = set()
    for happened in changes:
        try:
            document = tracker.document(happened.document)  # of a joined one, that which it is part of
        except InvalidInput:  # it was taken back
            continue
        if document.id in seen:
            continue
        seen.add(document.id)
        pair = _pair(tracker, document, undecided) if len(told) < DOCUMENTS else None
        if pair:
            seen.add(pair.other)  # the two are told together
        about = News(happened, document.id)
        told.append(_told(request, site, about, pair) if pair else about)
    return told


def coming(tracker: Tracker, today: date, most: int) -> list[Coming]:
    """The days that come next: ends of consultations, and days by which a text was promised."""

    def left(day: str) -> int:
        return (date.fromisoformat(day) - today).days

    found = [
        Coming(
            "consultation",
            item.consultation_until,
            left(item.consultation_until),
            item.title,
            f"/documents/{item.id}",
            item.issuers,
        )
        for item in tracker.consultations(today.isoformat())
    ]
    for one in tracker.promises(states=("due-later",)).items:
        if one.due:
            path = f"/documents/{one.hit.document}?version={one.hit.version}#l{one.hit.duty.line}"
            found.append(Coming("promise", one.due, left(one.due), one.promise.name, path, "、".join(one.bearers)))
    return sorted(found, key=lambda one: (one.day, one.title))[:most]


def _pair(tracker: Tracker, document: Document, undecided: Sequence[Undecided]) -> _Pair | None:
    """What a document is best compared with: its version before, what it is likely one with, what it takes up."""
    ordered = [one for one in in_order(document.versions.values()) if not one.reextracts and one.withdrawn is None]
    if not ordered:
        return None
    newest = ordered[-1]
    if len(ordered) > 1:
        return _Pair(ordered[-2].id, newest.id, "revision")
    likely = next((one.proposal for one in undecided if one.document == document.id), None)
    other = current(tracker.document(likely.document)) if likely else None
    if likely and other:
        old, new = (newest, other) if likely.kind.value == "draft-of" else (other, newest)
        return _Pair(old.id, new.id, "revision", likely.document, likely.title, other.status.value)
    higher, _ = tracker.relatives(document.id)
    return _Pair(higher[0].current, newest.id, "derivation", "", higher[0].title) if higher else None


def _told(request: Request, site: Site, about: News, pair: _Pair) -> News:
    path = f"/compare/{pair.old}/{pair.new}{query_of(pair.task)}"
    against = " ".join(filter(None, (site.corpus.statuses.get(pair.status, ""), pair.title)))
    try:
        found = at_hand(request, pair.old, pair.new, pair.task)
    except RevtrackError:  # the page of the comparison says why
        return replace(about, path=path, against=against, failed=True)
    about = replace(about, path=path, against=against)
    return _with_rows(site, about, found) if found else about


def _with_rows(site: Site, about: News, found: Compared) -> News:
    report = report_of(found, site)
    rows = tuple(
        Row(
            " · ".join((entry.name, *entry.phrases)),
            " ".join(entry.signs),
            shortened(quoted(entry.new or entry.old), _QUOTE),
            _values(entry, site),
            f"{about.path}#{entry.id}",
        )
        for entry in by_weight(report.entries)[:_ROWS]
    )
    return replace(about, counts=report.obligation_counts, rows=rows)


def _values(entry: Entry, site: Site) -> str:
    """The weightiest field that changed, before and after; "" where only one text has it."""
    changed = {
        fact.name: fact for fact in entry.facts if fact.phrase and fact.old and fact.new and fact.old != fact.new
    }
    fact = next((changed[name] for name in WEIGHTY if name in changed), None)
    return f" {site.say.arrow} ".join(shortened(one, _VALUE) for one in (fact.old, fact.new)) if fact else ""
