"""What binds on a day: how a document stands and why, what binds no more, what waits for texts not in the corpus."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from revtrack.errors import InvalidInput
from revtrack.features.feature import Feature

if TYPE_CHECKING:
    from corpus_repo import Filter
    from corpus_repo.answers import EventHit, Page, Progress
    from revtrack.force.model import Course, Standing
    from revtrack.force.texts import TextOn
    from revtrack.holdings.library import Library
    from revtrack.holdings.naming import Named

#: As many versions are read before a document is told of, without being asked to.
_FEW = 100
#: As many pages of what binds no more are remembered.
_KEPT = 100


@dataclass(frozen=True)
class FoundStanding:
    """How a document or version (`named`) stands on a day, with the course that says so, and how many of all versions
    have been read for what they say of force."""

    named: Named
    standing: Standing
    course: Course
    covered: int
    versions: int


@dataclass(frozen=True)
class FoundEnded:
    """Documents that bind no more on a day, and how many of all versions have been read for what they say of force."""

    day: str
    page: Page[Standing]
    covered: int
    versions: int


class InForce(Feature):
    """Tells what binds when."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._keeping = threading.Lock()
        #: (what the days of versions follow from, pages of what binds no more by what was asked): pages ask often.
        self._ended: tuple[str, dict[tuple[object, ...], Page[Standing]]] = ("", {})

    def keep_force(self, progress: Progress | None = None) -> int:
        """Read what all versions say of force, as far as that was not done, and draw from it on which days each binds;
        how many versions were read. May be stopped and taken up again; costs nothing where nothing changed."""
        from revtrack.force.register import keep_register

        with self.library.corpus() as corpus, self._keeping:
            return keep_register(corpus, progress)

    def read_force(self, progress: Progress | None = None) -> int:
        """Read what all versions say of force, as far as that was not done; how many were read."""
        from revtrack.force.reading import read_events

        with self.library.corpus() as corpus, self._keeping:
            return read_events(corpus, progress)

    def force_cover(self) -> tuple[int, int]:
        """(versions that were read for what they say of force, versions in all)."""
        from revtrack.force.reading import read_by

        with self.library.corpus() as corpus:
            return corpus.queries.cover("events", read_by())

    def force(self, words: str, on: str = "") -> FoundStanding:
        """How DOC, or the wording of DOC@VERSION, stands on a day (YYYY-MM-DD, by default today), as far as read; where
        few versions lack, they are read first."""
        from revtrack.force.register import course
        from revtrack.force.standing import standing_on, version_on
        from revtrack.holdings.naming import find_version

        day = on or today()
        self.read_few_for_force()
        with self.library.corpus() as corpus:
            found = find_version(corpus, words)
            drawn = course(corpus, found.document.id)
            whole = "@" not in words and words.strip() != found.version.id
            standing = standing_on(drawn, day) if whole else version_on(drawn, found.version, day)
        return FoundStanding(found, standing, drawn, *self.force_cover())

    def text_on(self, words: str, on: str, address: str = "", *, as_published: bool = False) -> TextOn:
        """What DOC says on a day (YYYY-MM-DD), in force or as published by then; of one provision, where one is named.

        Raises `InvalidInput` (unknown-address, field-value for DOC@VERSION: the day chooses the version).
        """
        from revtrack.force.register import course
        from revtrack.force.texts import text_on

        if "@" in words:
            raise InvalidInput("field-value", facts={"field": "DOC", "value": words, "wanted": "DOC"})
        document = self.library.document(words)
        self.read_few_for_force()
        with self.library.corpus() as corpus:
            return text_on(corpus, course(corpus, document.id), on, address, as_published=as_published)

    def no_longer_in_force(
        self, on: str = "", asked: Filter | None = None, *, offset: int = 0, limit: int = 20
    ) -> FoundEnded:
        """Documents of which no wording binds any more on a day, those that ended last first."""
        from corpus_repo.answers import Page
        from revtrack.force.course import course_of
        from revtrack.force.known import Asked
        from revtrack.force.standing import standing_on

        day = on or today()
        key = (day, asked, offset, limit)
        with self.library.corpus() as corpus:
            made_from = corpus.catalog.spans_of()
            if not made_from or self._ended[0] != made_from or len(self._ended[1]) >= _KEPT:
                self._ended = made_from, {}
            found = self._ended[1].get(key)
            if found is None:
                page = corpus.queries.ended(day, asked, offset=offset, limit=limit)
                known = Asked(corpus)
                records = [known.record(item.document) for item in page.items]
                items = tuple(standing_on(course_of(record, known), day) for record in records if record)
                found = self._ended[1][key] = Page(page.total, items)
        return FoundEnded(day, found, *self.force_cover())

    def _ready(self, asked: Filter | None) -> None:
        """Have the days on which versions bind at hand, where they are asked for."""
        if asked is not None and asked.in_force_on:
            self.keep_force()

    def read_few_for_force(self) -> None:
        """Read what versions say of force where few were not read, so that nobody need ask for it."""
        covered, versions = self.force_cover()
        if covered < versions <= covered + _FEW:
            self.read_force()

    def force_waiting(self, *, offset: int = 0, limit: int = 20) -> Page[EventHit]:
        """Repeals, replacements and amendments of documents that the corpus lacks, the newest first."""
        with self.library.corpus() as corpus:
            return corpus.queries.waiting(offset=offset, limit=limit)


def today() -> str:
    """This day (YYYY-MM-DD) where the machine stands."""
    return date.today().isoformat()  # noqa: DTZ011 - laws bind by the calendar of the place
