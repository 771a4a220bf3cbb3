"""What a source lists: items, and what was noticed while they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from revtrack.watch.lists.sent import Sent

#: What can be noticed while a list is read; the words for a reader are chosen elsewhere.
DiagnosticKind = Literal[
    "address",  # the address of the list itself is no web address
    "undecodable",  # the bytes fit no encoding
    "damaged-characters",  # some characters were broken and left out
    "markup",  # nesting or attributes that no person or tool would write
    "xml",  # no well-formed feed or sitemap; what could be read was
    "entities",  # an XML that declares entities of its own is not read
    "json",  # no JSON
    "too-large",  # more than the limit; the rest was left out
    "path-missing",  # a dotted path leads nowhere
    "selector",  # a selector that cannot be read
    "selector-missing",  # a selector finds nothing on the page
    "no-items",  # nothing that looks like a list
    "untitled",  # items without a title, left out
    "dropped-links",  # links of items that lead to no page
    "foreign-next",  # the next page stands on another host and is not followed
    "binary",  # no text at all
]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something worth telling about a list: its kind, how often or how much, and a word of detail from the page."""

    kind: DiagnosticKind
    count: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list. `address` is canonical; `date` is YYYY-MM-DD or ""; `number` the document number or "".

    `extra` may hold: "until" (a consultation's last day, YYYY-MM-DD), "date-from" ("address" where the date was read
    from the address, "guessed" where the list names no year), "date-words" (a date that could not be completed),
    "summary", "id", and whatever else the source names.
    """

    address: str
    title: str
    date: str = ""
    number: str = ""
    extra: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)


@dataclass(frozen=True, slots=True)
class Discovered:
    """What one page of a list gave: its items in the order of the page, and the address of the next page or "".

    `next_sent` is what is sent for it, where a form of the page asks for it by POST; `further` are lists that this one
    points to (the parts of a sitemap), newest first.
    """

    items: tuple[Item, ...] = ()
    next_address: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    further: tuple[str, ...] = ()
    next_sent: Sent | None = None


class Notes:
    """Collects diagnostics: each kind once with its count and the first detail."""

    def __init__(self) -> None:
        self._counts: dict[DiagnosticKind, int] = {}
        self._details: dict[DiagnosticKind, str] = {}

    def add(self, kind: DiagnosticKind, detail: str = "") -> None:
        """Counts one more of a kind."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        self._details.setdefault(kind, detail[:200])

    def all(self) -> tuple[Diagnostic, ...]:
        """What was collected, in the order it was first noticed."""
        return tuple(Diagnostic(kind, count, self._details[kind]) for kind, count in self._counts.items())
