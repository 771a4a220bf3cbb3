"""What the pages share in asking: the tracker, filters from an address, options of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from fastapi import Request
from starlette.exceptions import HTTPException

from revtrack.jobs.desk import JobDesk
from revtrack.service import Tracker
from revtrack.terms import SORTS, Filter, Status
from revtrack.watch.roots import check_root
from web.site import PAGE, Site

_ID = re.compile(r"[0-9a-f]{12}")
MOST_WORDS = 200
Options = list[tuple[str, str]]


def tracker_of(request: Request) -> Tracker:
    """The application service."""
    return request.app.state.tracker


def jobs_of(request: Request) -> JobDesk:
    """What goes on in the background."""
    return tracker_of(request).jobs


def check_address(request: Request, address: str) -> None:
    """Raises `InvalidInput` where whoever has an account may not have an address watched: folders below roots alone."""
    if request.scope.get("revtrack.guarded"):
        check_root(address, tracker_of(request).settings.source_roots)


def an_id(text: str) -> str:
    """An id from an address. Raises 404 for anything else: nothing from outside is looked up by another name."""
    if not _ID.fullmatch(text):
        raise HTTPException(404)
    return text


def named_by(document: str, version: str) -> str:
    """DOC or DOC@VERSION from the ids of an address. Raises 404 for what is none."""
    return f"{an_id(document)}@{an_id(version)}" if version else an_id(document)


def filter_of(query: Mapping[str, str], words: str = "") -> Filter:
    """What a list or a search is narrowed to; values that make no sense ask for nothing."""
    status = query.get("status", "")
    return Filter(
        words=words[:MOST_WORDS],
        jurisdiction=query.get("jurisdiction", "")[:MOST_WORDS],
        issuer=query.get("issuer", "")[:MOST_WORDS],
        status=status if status in {known.value for known in Status} else "",
        since=_year(query.get("since", "")),
        until=_year(query.get("until", "")),
        in_force_on=day_of(query.get("in_force_on", "")),
        current=query.get("current") == "1",
    )


def sort_of(query: Mapping[str, str]) -> str:
    """How hits are sorted; what makes no sense asks for nothing."""
    sort = query.get("sort", "")
    return sort if sort in SORTS else ""


def page_of(query: Mapping[str, str]) -> int:
    """The page of a list, from 1."""
    asked = query.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def offset_of(page: int) -> int:
    """The first item of a page."""
    return (page - 1) * PAGE


def day_of(text: str) -> str:
    """A day (YYYY-MM-DD), "" for anything else."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _year(text: str) -> int:
    return int(text) if len(text) == 4 and text.isdecimal() and int(text) >= 1000 else 0


def status_options(site: Site, any_word: str) -> Options:
    """The statuses to choose from, with a word for none of them."""
    return [("", any_word), *site.corpus.statuses.items()]


def place_options(site: Site, tracker: Tracker) -> Options:
    """The places to choose from, the most frequent first."""
    return [("", site.ui.any), *((name, f"{name} ({count})") for name, count in tracker.jurisdictions()[:300])]
