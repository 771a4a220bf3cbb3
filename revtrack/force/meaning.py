"""Whether an event that names a document means this one: numbers, days, places tell namesakes apart."""

from __future__ import annotations

import re
from enum import Enum

from corpus_repo import Document, Version
from corpus_repo.answers import EventHit
from corpus_repo.catalog import document_facts
from revtrack.force.keys import is_serial, keys_of, title_key
from revtrack.ingest.places import place_of
from revtrack.tracing.standing import standing

#: A law, and texts of bodies that can neither amend nor end one.
_LAW = re.compile(r"中华人民共和国[^《》]{1,40}法$")
_NO_LAWGIVER = re.compile(r"最高人民(?:法院|检察院)|国务院")
_DAYS = ("published", "issued", "effective", "last_amended")


class Meant(Enum):
    """Whether a document is the one that an event names."""

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"


def meant(hit: EventHit, by: Version, said_in: Document, document: Document) -> Meant:
    """Whether the event that `by`, a version of `said_in`, states happens to a document whose name it gives."""
    titles, numbers = keys_of(document)
    event = hit.event
    if is_serial(event.number_key) and any(map(is_serial, numbers)):
        return Meant.YES if event.number_key in numbers else Meant.NO
    # the number of an order (第7号令) is of one body only, and says nothing without the title
    return _by_title(hit, by, said_in, document) if event.title_key in titles else Meant.NO


def _by_title(hit: EventHit, by: Version, said_in: Document, document: Document) -> Meant:
    days = {version.value(name) for version in document.versions.values() for name in _DAYS} - {""}
    if hit.event.made and days and not any(day[:4] == hit.event.made[:4] for day in days):
        return Meant.NO
    first, said = min(days, default=""), by.value("published") or by.value("issued") or by.date
    if first and said and first > said and hit.event.kind != "amend":
        return Meant.NO  # a later text of that name
    if title_key(hit.title) == hit.event.title_key and not first:
        return Meant.PERHAPS  # namesakes, and nothing tells which is the older one
    return _same_place(said_in, by, document, hit.event.title)


def _same_place(said_in: Document, by: Version, document: Document, title: str) -> Meant:
    """A body ends what it made itself, or what was made below it."""
    if _LAW.match(title) and _NO_LAWGIVER.match(document_facts(said_in)["title"]):
        return Meant.NO
    if place_of(title, "") is not None:
        return Meant.YES  # the name says where it is from
    other = document_facts(document)
    own = document_facts(said_in)
    above = standing(by.value("jurisdiction") or own["jurisdiction"], own["issuers"], own["title"])
    below = standing(other["jurisdiction"], other["issuers"], other["title"])
    if above.rank < 0 or below.rank < 0:
        same = bool(set(own["issuers"].split("、")) & set(other["issuers"].split("、")) - {""})
        return Meant.YES if same or above.rank == below.rank else Meant.PERHAPS
    if above.rank == 0 or below.path[: len(above.path)] == above.path:
        return Meant.YES
    return Meant.NO
