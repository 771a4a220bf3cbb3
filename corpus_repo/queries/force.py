"""Events of force, the days on which versions bind, and what binds no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from corpus_repo.answers import Ended, EventHit, EventRow, Filter, Page, SpanRow
from corpus_repo.database import portions
from corpus_repo.queries.asking import Asking, hidden

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row

#: Why no wording of a document binds any more, other than that it got another.
ENDINGS = ("repeal", "replace", "suspend", "expiry")
_WHERE = ("document", "id", "position", "status", "title", "date")


class ForceQueries(Asking):
    """Questions about what binds when."""

    def events_naming(self, title_keys: Sequence[str], number_keys: Sequence[str]) -> tuple[EventHit, ...]:
        """The events that happen to documents of these names, as texts that count state them, oldest text first."""
        from sqlalchemy import or_

        from corpus_repo.schema import events

        titles, numbers = [key for key in title_keys if key], [key for key in number_keys if key]
        return self._events(or_(events.c.title_key.in_(titles), events.c.number_key.in_(numbers)))

    def events_in(self, document: str) -> tuple[EventHit, ...]:
        """The events that the versions of a document state, in reading order."""
        from corpus_repo.schema import versions

        return self._events(versions.c.document == document)

    def all_events(self) -> tuple[EventHit, ...]:
        """Every event of the corpus."""
        from sqlalchemy import true

        return self._events(true())

    def waiting(self, *, offset: int = 0, limit: int = 20) -> Page[EventHit]:
        """Events that happen to documents which the corpus lacks, the newest text first."""
        from sqlalchemy import func, select

        from corpus_repo.schema import events, versions

        joined = events.join(versions, versions.c.number == events.c.version)
        count = select(func.count()).select_from(joined).where(events.c.waiting, ~hidden())
        with self._catalog.reading() as connection:
            total = connection.execute(count).scalar() or 0
        found = self._events(events.c.waiting, newest=True, offset=offset, limit=limit)
        return Page(total, found)

    def numbers_of(self) -> dict[str, int]:
        """The number of each version in the catalog, by its id."""
        from sqlalchemy import select

        from corpus_repo.schema import versions

        with self._catalog.reading() as connection:
            return dict(tuple(row) for row in connection.execute(select(versions.c.id, versions.c.number)).all())

    def span(self, version: str) -> SpanRow | None:
        """The days on which a version (its id) binds, as last made."""
        from sqlalchemy import select

        from corpus_repo.schema import spans, versions

        question = select(spans.c.since, spans.c.until, spans.c.ended).join(
            versions, versions.c.number == spans.c.version
        )
        with self._catalog.reading() as connection:
            row = connection.execute(question.where(versions.c.id == version)).first()
        return SpanRow(*row) if row else None

    def ended(self, day: str, asked: Filter | None = None, *, offset: int = 0, limit: int | None = 20) -> Page[Ended]:
        """Documents that bind no more on a day (YYYY-MM-DD), those that ended last first."""
        from sqlalchemy import func, select

        from corpus_repo.schema import documents, spans, versions

        asked = asked or Filter()
        joined = spans.join(versions, versions.c.number == spans.c.version).join(
            documents, documents.c.id == versions.c.document
        )
        conditions: list[ColumnElement[bool]] = [
            spans.c.ended.in_(ENDINGS),
            spans.c.until <= day,
            documents.c.merged_into == "",
            versions.c.id == documents.c.current,
            *self._about(documents.c, asked),
        ]
        if asked.words:
            conditions.append(documents.c.name.contains(self.fold(asked.words), autoescape=True))
        of_version = (versions.c.document, versions.c.id, versions.c.position)
        of_document = (documents.c.title, documents.c.doc_number, documents.c.issuers, documents.c.jurisdiction)
        columns = (*of_version, *of_document, spans.c.since, spans.c.until, spans.c.ended)
        question = select(*columns).select_from(joined).where(*conditions)
        order = (spans.c.until.desc(), versions.c.document)
        with self._catalog.reading() as connection:
            total = connection.execute(select(func.count()).select_from(joined).where(*conditions)).scalar() or 0
            rows = connection.execute(question.order_by(*order).offset(offset).limit(limit)).all()
        return Page(total, tuple(Ended(*row) for row in rows))

    def standings(self, documents: Sequence[str], day: str) -> dict[str, str]:
        """For each of these documents whose current version does not bind on a day: why not (see `SpanRow.ended`), or
        later where it has not begun."""
        from sqlalchemy import select

        from corpus_repo.schema import documents as table
        from corpus_repo.schema import spans, versions

        joined = table.join(versions, versions.c.id == table.c.current).join(
            spans, spans.c.version == versions.c.number
        )
        told: dict[str, str] = {}
        with self._catalog.reading() as connection:
            for some in portions(documents, 500):
                question = select(table.c.id, spans.c.since, spans.c.until, spans.c.ended).select_from(joined)
                for name, since, until, ended in connection.execute(question.where(table.c.id.in_(some))).all():
                    if ended == "draft" or (until and until <= day):
                        told[name] = ended
                    elif since > day:
                        told[name] = "later"
        return told

    def _events(
        self, condition: ColumnElement[bool], *, newest: bool = False, offset: int = 0, limit: int | None = None
    ) -> tuple[EventHit, ...]:
        from sqlalchemy import select

        from corpus_repo.schema import clauses, events, versions

        joined = events.join(versions, versions.c.number == events.c.version).outerjoin(
            clauses, (clauses.c.version == events.c.version) & (clauses.c.line == events.c.line)
        )
        columns = [events.c.number, *(versions.c[name] for name in _WHERE), clauses.c.address]
        columns += [events.c[name] for name in EventRow.__slots__]
        order = (versions.c.date.desc() if newest else versions.c.date, events.c.number)
        question = select(*columns).select_from(joined).where(condition, ~hidden()).order_by(*order)
        with self._catalog.reading() as connection:
            rows = connection.execute(question.offset(offset).limit(limit)).all()
        return tuple(_event_hit(row) for row in rows)


def _event_hit(row: Row[Any]) -> EventHit:
    """An event from a row that holds where it stands, then its own fields."""
    values = list[Any](row)
    split = len(values) - len(fields(EventRow))
    values[split - 1] = values[split - 1] or ""  # a clause without an address
    return EventHit(*values[:split], event=EventRow(*values[split:]))
