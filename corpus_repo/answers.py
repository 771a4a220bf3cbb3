"""What queries to the catalog are asked with and return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Item = TypeVar("Item")
#: Told of how far something is: (done, total).
Progress = Callable[[int, int], None]
#: What texts are read for once and kept: the name of its table, which a version's row says by which rules it was read.
Readings = Literal["duties", "events", "targets"]


#: How hits are sorted: as the question has it, or by the day of their version.
SORTS: tuple[str, ...] = ("", "newest", "oldest")


@dataclass(frozen=True, slots=True)
class Filter:
    """What documents, clauses or duties must be like; "" and 0 ask for nothing. Words are parts of the value.

    `in_force_on` (YYYY-MM-DD) leaves out what is known not to bind on that day: drafts, what was ended, amended or had
    not begun. Where nothing tells, a text stays. `current` leaves the version that stands for each document.
    """

    words: str = ""
    jurisdiction: str = ""
    issuer: str = ""
    status: str = ""
    since: int = 0
    until: int = 0
    document: str = ""
    withdrawn: bool = False
    in_force_on: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as lists show it. `date` is that of its current version, `current` the id of it."""

    id: str
    title: str
    doc_number: str
    issuers: str
    jurisdiction: str
    status: str
    date: str
    versions: int
    current: str
    created: str
    updated: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """A draft that may be commented on, with the last day (YYYY-MM-DD)."""

    id: str
    title: str
    issuers: str
    jurisdiction: str
    current: str
    consultation_until: str


@dataclass(frozen=True, slots=True)
class Found:
    """A version with the document that holds it; `number` is its key in the catalog."""

    number: int
    id: str
    document: str
    position: int
    status: str
    date: str
    text: str
    structure: str
    withdrawn: bool
    superseded: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """One change as history tells it."""

    commit: str
    document: str
    kind: str
    version: str
    at: str
    author: str
    title: str
    detail: str
    reason: str
    undoes: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that holds a query; `also` counts the other places where the same text stands, which are not listed."""

    document: str
    version: str
    position: int
    status: str
    title: str
    date: str
    line: int
    address: str
    kind: str
    text: str
    also: int = 0


@dataclass(frozen=True, slots=True)
class DutyRow:
    """An obligation as the catalog keeps it: the line of its clause in text.txt, quote, fields as written.

    `actor_key` is the actor folded; `first_day` and `last_day` are the days that the deadline names (YYYY-MM-DD, "").
    `bearers` and `quantities` are lists of objects in JSON, each in the words of the text.
    """

    line: int
    quote: str
    polarity: str
    strength: int
    modality: str = ""
    actor: str = ""
    actor_key: str = ""
    action: str = ""
    object: str = ""
    deadline: str = ""
    first_day: str = ""
    last_day: str = ""
    quantity: str = ""
    reporting: str = ""
    condition: str = ""
    scope: str = ""
    type: str = ""
    force: str = ""
    deadline_kind: str = ""
    recipient: str = ""
    penalty_for: str = ""
    bearers: str = "[]"
    quantities: str = "[]"


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """What a duty must be like: words in its actor or its quote, its polarity, its strength from (1 to 6) on, and a
    deadline whose last day lies in [after, before] (YYYY-MM-DD)."""

    actor: str = ""
    words: str = ""
    polarity: str = ""
    strength: int = 0
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class DutyHit:
    """A duty found, with where it stands; `also` counts the other places where it stands in the same words."""

    document: str
    version: str
    position: int
    status: str
    title: str
    date: str
    address: str
    duty: DutyRow
    also: int = 0


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A name of a body in one document, as its wording that counts writes it: its key (folded) and in how many duties
    it stands there in a role."""

    key: str
    name: str
    role: str
    document: str
    duties: int


@dataclass(frozen=True, slots=True)
class Borne:
    """A duty with the name and role (lead, responsible, support, recipient) by which it names a body; `received` is
    when its text came in, `current` says that this wording stands for its document."""

    hit: DutyHit
    name: str
    role: str
    received: str
    current: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of force as the catalog keeps it: the line of its clause in text.txt, quote, and what it says.

    `title_key` and `number_key` are the forms in which the document that it happens to is looked up; `day` is from when
    (YYYY-MM-DD, "" where it follows from the text's own day), `months` a term, `part` what of the document it is about.
    """

    line: int
    kind: str
    quote: str
    title: str = ""
    title_key: str = ""
    doc_number: str = ""
    number_key: str = ""
    made: str = ""
    day: str = ""
    months: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class EventHit:
    """An event with the text that states it: `number` is its key in the catalog, `version` the id of the text."""

    number: int
    document: str
    version: str
    position: int
    status: str
    title: str
    date: str
    address: str
    event: EventRow


@dataclass(frozen=True, slots=True)
class SpanRow:
    """The days on which the wording of a version binds: from `since` on, from `until` on no more; "" is not known, or
    without end. `ended` says why it ends, or that it never binds (draft)."""

    since: str = ""
    until: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target as the catalog keeps it: the line of its clause in text.txt, quote, and what it says.

    `key` is the name folded; `value` and `high` are fractions in the base of the `family` ("3/5", "" for words in place
    of a number); `year` is the one by which it holds, 0 for none.
    """

    line: int
    quote: str
    name: str
    key: str
    scope: str = ""
    bound: str = ""
    value: str = ""
    high: str = ""
    unit: str = ""
    family: str = ""
    written: str = ""
    change: str = ""
    year: int = 0
    base: str = ""


@dataclass(frozen=True, slots=True)
class TargetText:
    """A text as the register of targets names it; `current` says that it stands for its document."""

    document: str
    version: str
    position: int
    status: str
    title: str
    date: str
    jurisdiction: str
    issuers: str
    current: bool


@dataclass(frozen=True, slots=True)
class TargetHit:
    """A target with the text that sets it and the address of its clause."""

    text: TargetText
    address: str
    target: TargetRow


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """What is measured, by its key: one of its names, how many documents and targets speak of it, and until when."""

    key: str
    name: str
    documents: int
    targets: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A document of which no wording binds any more, by its last version."""

    document: str
    version: str
    position: int
    title: str
    doc_number: str
    issuers: str
    jurisdiction: str
    since: str
    until: str
    ended: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of what was found: all of it counts `total`."""

    total: int
    items: tuple[Item, ...]
