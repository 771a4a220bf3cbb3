"""The rows of a report: changes of duties with their facts, and findings, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.export.quotes import Quote
from revtrack.export.said import Told


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the duty on both sides; `phrase` says how it changed, "" where it is only context."""

    name: str
    label: str
    sign: str
    old: str
    new: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One obligation change. `old` or `new` is None where that side has nothing; `reasons` are (label, value).

    `polarity` and `type` are those of the duty as it now is, `reviews` are what people said of the change.
    """

    id: str
    number: int
    change: str
    name: str
    signs: tuple[str, ...]
    phrases: tuple[str, ...]
    fields: tuple[str, ...]
    actors: tuple[str, ...]
    old: Quote | None
    new: Quote | None
    facts: tuple[Fact, ...]
    reasons: tuple[tuple[str, str], ...]
    directions: Mapping[str, str]
    polarity: str
    type: str
    reviews: tuple[Told, ...] = ()

    @property
    def quotes(self) -> tuple[Quote | None, Quote | None]:
        """Old and new, in this order."""
        return (self.old, self.new)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding: what is odd, the words that show it, and where they stand."""

    id: str
    title: str
    message: str
    quote: str
    role: str
    address: str
    anchor: str
