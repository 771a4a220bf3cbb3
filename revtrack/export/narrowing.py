"""Which rows of a report a filter keeps: values of one kind are alternatives, kinds narrow each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from revtrack.export.beside import Other
from revtrack.export.entries import Entry
from revtrack.export.quotes import quoted


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a reader wants to see: kinds of change or substance, fields, a body, a force, words; empty for all."""

    kinds: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    actor: str = ""
    force: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.kinds or self.fields or self.actor or self.force or self.words.strip())

    def entries(self, rows: Iterable[Entry]) -> tuple[Entry, ...]:
        """The changes of duties that fit."""
        return tuple(row for row in rows if self._entry(row) and self._says(row.name, *row.phrases, *_told(row)))

    def others(self, rows: Iterable[Other]) -> tuple[Other, ...]:
        """The other changes of substance that fit: they have no field, no body and no force."""
        if self.fields or self.actor or self.force:
            return ()
        kept = (row for row in rows if not self.kinds or row.kind in self.kinds)
        return tuple(row for row in kept if self._says(row.name, *_told(row)))

    def _entry(self, row: Entry) -> bool:
        return (
            (not self.kinds or row.change in self.kinds)
            and (not self.fields or not self.fields.isdisjoint(row.fields))
            and (not self.actor or self.actor in row.actors)
            and (not self.force or row.polarity == self.force)
        )

    def _says(self, *texts: str) -> bool:
        words = self.words.strip().lower()
        return not words or any(words in text.lower() for text in texts)


def _told(row: Entry | Other) -> Iterable[str]:
    """Each text of a row."""
    for quote in row.quotes:
        if quote:
            yield quote.address
            yield quoted(quote)
    yield from (told.line for told in row.reviews)
    if isinstance(row, Entry):
        for fact in row.facts:
            yield from (fact.label, fact.old, fact.new)
