"""What a course is drawn from: records and events, asked one by one or loaded at once for all documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Protocol

from corpus_repo import Corpus, Document
from corpus_repo.answers import EventHit
from revtrack.force.keys import keys_of


class Known(Protocol):
    """What is known of documents and of the events that texts state."""

    def record(self, document: str) -> Document | None:
        """A document by its id."""
        ...

    def stated_in(self, document: str) -> tuple[EventHit, ...]:
        """The events that the versions of a document state."""
        ...

    def naming(self, document: Document) -> tuple[EventHit, ...]:
        """The events that may happen to a document, by its names."""
        ...


class Asked:
    """Asks the catalog for each document."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._records: dict[str, Document | None] = {}
        self._stated: dict[str, tuple[EventHit, ...]] = {}

    def record(self, document: str) -> Document | None:
        """A document by its id."""
        if document not in self._records:
            self._records[document] = self._corpus.queries.record(document)
        return self._records[document]

    def stated_in(self, document: str) -> tuple[EventHit, ...]:
        """The events that the versions of a document state."""
        if document not in self._stated:
            self._stated[document] = self._corpus.queries.events_in(document)
        return self._stated[document]

    def naming(self, document: Document) -> tuple[EventHit, ...]:
        """The events that may happen to a document, by its names."""
        titles, numbers = keys_of(document)
        return self._corpus.queries.events_naming(sorted(titles), sorted(numbers))


class Loaded:
    """Everything at once, for who asks about all documents."""

    def __init__(self, corpus: Corpus) -> None:
        self.records = {name: one for name, one in corpus.queries.all_records().items() if not one.merged_into}
        self.events = corpus.queries.all_events()

    def record(self, document: str) -> Document | None:
        """A document by its id."""
        return self.records.get(document)

    def stated_in(self, document: str) -> tuple[EventHit, ...]:
        """The events that the versions of a document state."""
        return tuple(self._by_document[document])

    def naming(self, document: Document) -> tuple[EventHit, ...]:
        """The events that may happen to a document, by its names."""
        titles, numbers = keys_of(document)
        found = {hit.number: hit for key in titles for hit in self._by_title[key]}
        found |= {hit.number: hit for key in numbers for hit in self._by_number[key]}
        return tuple(sorted(found.values(), key=lambda hit: (hit.date, hit.number)))

    def called(self, title: str, number: str) -> tuple[Document, ...]:
        """The documents that bear a name, by the keys of a title and a number."""
        names = {*self._bearing[f"t{title}"], *self._bearing[f"n{number}"]} if title or number else set[str]()
        return tuple(self.records[name] for name in sorted(names))

    @cached_property
    def _bearing(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for document in self.records.values():
            titles, numbers = keys_of(document)
            for key in (*(f"t{one}" for one in titles), *(f"n{one}" for one in numbers)):
                found[key].append(document.id)
        return found

    @cached_property
    def _by_document(self) -> dict[str, list[EventHit]]:
        return self._index(lambda hit: hit.document)

    @cached_property
    def _by_title(self) -> dict[str, list[EventHit]]:
        return self._index(lambda hit: hit.event.title_key)

    @cached_property
    def _by_number(self) -> dict[str, list[EventHit]]:
        return self._index(lambda hit: hit.event.number_key)

    def _index(self, key: Callable[[EventHit], str]) -> dict[str, list[EventHit]]:
        found: dict[str, list[EventHit]] = defaultdict(list)
        for hit in self.events:
            if name := key(hit):
                found[name].append(hit)
        return found
