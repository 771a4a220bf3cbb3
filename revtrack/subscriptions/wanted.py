"""What a subscription is to, as it is kept: a mapping of words, and the questions to the catalog that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from corpus_repo.answers import DutyFilter, Filter

#: What a search is narrowed to; what ends with time (`in_force_on`, `current`) is no matter of what comes in.
NARROWED = ("jurisdiction", "issuer", "status", "since", "until")
_OF_DUTIES = tuple(field.name for field in fields(DutyFilter))
#: Where a search looks: in clauses, or in duties.
DUTIES = "duties"


def search_wanted(words: str, asked: Filter | None = None, duties: DutyFilter | None = None) -> dict[str, str]:
    """A search as it is kept: words in clauses, or where `duties` is given duties that are like that."""
    asked = asked or Filter()
    kept = {name: str(getattr(asked, name) or "") for name in NARROWED}
    if duties is not None:
        kept |= {name: str(getattr(duties, name) or "") for name in _OF_DUTIES} | {"in": DUTIES}
    else:
        kept["words"] = words.strip()
    return {name: value for name, value in kept.items() if value}


def filter_of(wanted: Mapping[str, str], document: str) -> Filter:
    """What a kept search is narrowed to, within one document."""
    return Filter(
        jurisdiction=wanted.get("jurisdiction", ""),
        issuer=wanted.get("issuer", ""),
        status=wanted.get("status", ""),
        since=int(wanted.get("since", "") or 0),
        until=int(wanted.get("until", "") or 0),
        document=document,
    )


def duty_filter_of(wanted: Mapping[str, str]) -> DutyFilter:
    """What duties a kept search wants."""
    actor, words, polarity, after, before = (
        wanted.get(name, "") for name in ("actor", "words", "polarity", "after", "before")
    )
    return DutyFilter(actor, words, polarity, int(wanted.get("strength", "") or 0), after, before)


def is_empty(wanted: Mapping[str, str]) -> bool:
    """Whether a search asks for nothing at all: every text would be told."""
    asked = {name for name, value in wanted.items() if value} - {"in"}
    return not asked if wanted.get("in") == DUTIES else not wanted.get("words", "").strip()
