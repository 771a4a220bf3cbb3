"""The days of a document's versions in one line of time, each kind of day told apart."""

from __future__ import annotations

from dataclasses import dataclass

from revtrack.terms import DATES, Document, in_order
from web.site import Site

#: Each clock has a sign of its own: comments until, issued, published, amended, in force, expires; and what befell it.
_SIGNS = {
    "consultation_until": "◷",
    "issued": "●",
    "published": "◎",
    "last_amended": "◆",
    "effective": "▶",
    "expires": "■",
}
_RECEIVED, _WITHDRAWN = "○", "✕"


@dataclass(frozen=True, slots=True)
class Event:
    """One day of one version; `day` is YYYY-MM-DD, "" where a version bears no day at all."""

    day: str
    kind: str
    sign: str
    label: str
    version: str
    position: int
    status: str


def timeline(document: Document, site: Site) -> list[Event]:
    """Every day that the versions bear, the earliest first; a version without any stands where its order puts it."""
    ordered = in_order(document.versions.values())
    events: list[tuple[str, int, Event]] = []
    last = ""
    for position, version in enumerate(ordered, start=1):
        about = (version.id, position, version.status.value)
        days = [(name, version.value(name)) for name in DATES if version.value(name)]
        for name, day in days:
            events.append((day, position, Event(day, name, _SIGNS[name], site.corpus.fields[name], *about)))
        if not days:
            events.append((last, position, Event("", "undated", _RECEIVED, site.ui.received, *about)))
        last = max([last, *(day for name, day in days if name != "expires")])
        if version.withdrawn:
            day = version.withdrawn.at[:10]
            events.append((day, position, Event(day, "withdrawn", _WITHDRAWN, site.ui.withdraw, *about)))
    return [event for _, _, event in sorted(events, key=lambda item: (item[0], item[1]))]
