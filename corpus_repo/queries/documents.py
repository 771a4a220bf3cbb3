"""Which documents there are, by what a person may call them, and how they are related."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus_repo import records
from corpus_repo.answers import Consultation, Filter, Listed, Page
from corpus_repo.database import portions
from corpus_repo.model import Document
from corpus_repo.queries.asking import PREFIX, Asking, hidden, out_of_force

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


class DocumentQueries(Asking):
    """Questions about documents."""

    def documents(self, asked: Filter | None = None, *, offset: int = 0, limit: int | None = None) -> Page[Listed]:
        """Documents that are no redirects, the newest first."""
        from sqlalchemy import exists, func, select

        from corpus_repo.schema import documents, versions

        asked = asked or Filter()
        conditions = [documents.c.merged_into == "", *self._about(documents.c, asked)]
        if asked.words:
            conditions.append(documents.c.name.contains(self.fold(asked.words), autoescape=True))
        if asked.since:
            conditions.append(documents.c.date >= f"{asked.since:04}")
        if asked.until:
            conditions += [documents.c.date < f"{asked.until + 1:04}", documents.c.date != ""]
        if asked.in_force_on:
            binding = exists().where(versions.c.document == documents.c.id, ~hidden(), ~out_of_force(asked.in_force_on))
            conditions.append(binding)
        columns = [documents.c[name] for name in Listed.__slots__]
        question = select(*columns).where(*conditions).order_by(documents.c.date.desc(), documents.c.id)
        with self._catalog.reading() as connection:
            total = connection.execute(select(func.count()).select_from(documents).where(*conditions)).scalar() or 0
            rows = connection.execute(question.offset(offset).limit(limit)).all()
        return Page(total, tuple(Listed(*row) for row in rows))

    def record(self, document: str) -> Document | None:
        """A document by its whole id, redirects too."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        with self._catalog.reading() as connection:
            found = connection.execute(select(documents.c.record).where(documents.c.id == document)).scalar()
        return records.from_json(json.loads(found)) if found else None

    def records_of(self, names: Iterable[str]) -> dict[str, Document]:
        """Documents by their whole ids, redirects too; those that are not there are left out."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        found: list[str] = []
        with self._catalog.reading() as connection:
            for some in portions(names, 500):
                found += connection.execute(select(documents.c.record).where(documents.c.id.in_(some))).scalars()
        made = [records.from_json(json.loads(record)) for record in found]
        return {document.id: document for document in made}

    def ids(self) -> tuple[str, ...]:
        """The id of every document, redirects too."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        with self._catalog.reading() as connection:
            return tuple(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars())

    def all_records(self) -> dict[str, Document]:
        """Every document, redirects too."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        with self._catalog.reading() as connection:
            found = connection.execute(select(documents.c.record)).scalars().all()
        made = [records.from_json(json.loads(record)) for record in found]
        return {document.id: document for document in made}

    def named(self, words: str) -> tuple[Listed, ...]:
        """What a person may mean by `words`: an id or its beginning, a document number, a title or a part of one.

        The surest reading that finds anything decides; redirects lead to where they point.
        """
        from sqlalchemy import select

        from corpus_repo.schema import documents

        key = self.fold(words)
        readings: list[ColumnElement[bool]] = []
        if PREFIX.fullmatch(words):
            readings.append(documents.c.id.startswith(words))
        if key:
            readings += [
                documents.c.number_key == key,
                documents.c.name == key,
                documents.c.name.contains(key, autoescape=True),
            ]
        columns = [documents.c[name] for name in (*Listed.__slots__, "merged_into")]
        with self._catalog.reading() as connection:
            for reading in readings:
                rows = connection.execute(select(*columns).where(reading).order_by(documents.c.date.desc())).all()
                found: dict[str, Listed] = {}
                while rows:
                    found |= {row.id: Listed(*tuple(row)[:-1]) for row in rows if not row.merged_into}
                    targets = {row.merged_into for row in rows if row.merged_into}
                    rows = connection.execute(select(*columns).where(documents.c.id.in_(targets))).all()
                if found:
                    return tuple(found.values())
        return ()

    def called(self, titles: Iterable[str], numbers: Iterable[str]) -> dict[str, tuple[Listed, ...]]:
        """The documents that bear exactly these titles or numbers, by the folded title or number."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        columns = [documents.c[name] for name in Listed.__slots__]
        found: dict[str, list[Listed]] = {}
        with self._catalog.reading() as connection:
            for column, given in ((documents.c.name, titles), (documents.c.number_key, numbers)):
                keys = sorted({key for name in given if (key := self.fold(name))})
                for at in range(0, len(keys), 500):
                    conditions = (column.in_(keys[at : at + 500]), documents.c.merged_into == "")
                    question = select(column, *columns).where(*conditions).order_by(documents.c.date.desc())
                    for row in connection.execute(question).all():
                        found.setdefault(row[0], []).append(Listed(*tuple(row)[1:]))
        return {key: tuple(items) for key, items in found.items()}

    def deriving(self, document: str) -> tuple[Listed, ...]:
        """The documents that take up this one, as far as somebody or the corpus says so."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        columns = [documents.c[name] for name in Listed.__slots__]
        marked = documents.c.record.contains(f'"{document}"')  # narrowed below: any mention of the id
        question = select(*columns, documents.c.record).where(marked, documents.c.merged_into == "")
        with self._catalog.reading() as connection:
            rows = connection.execute(question.order_by(documents.c.date.desc())).all()
        return tuple(
            Listed(*tuple(row)[:-1]) for row in rows if document in json.loads(row.record).get("derives_from", ())
        )

    def derivations(self, limit: int) -> tuple[tuple[Listed, Listed], ...]:
        """(a document, one of a higher body that it takes up) for every such relation that is told, newest first."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        columns = [documents.c[name] for name in Listed.__slots__]
        marked = documents.c.record.contains('"derives_from"')
        question = select(*columns, documents.c.record).where(marked, documents.c.merged_into == "")
        pairs: list[tuple[Listed, Listed]] = []
        with self._catalog.reading() as connection:
            for row in connection.execute(question.order_by(documents.c.date.desc()).limit(limit)).all():
                lower = Listed(*tuple(row)[:-1])
                for name in json.loads(row.record).get("derives_from", ()):
                    pairs += [(lower, higher) for higher in self.named(name)]
        return tuple(pairs)

    def titled(self, base: str) -> tuple[Listed, ...]:
        """Documents whose title begins with `base`, the newest first: at most twenty."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        columns = [documents.c[name] for name in Listed.__slots__]
        key = self.fold(base)
        conditions = [documents.c.name.startswith(key, autoescape=True), documents.c.merged_into == ""]
        if self._catalog.dialect == "sqlite":  # compares by code points, so that the index can be used
            conditions += [documents.c.name >= key, documents.c.name < f"{key}\U0010ffff"]
        question = select(*columns).where(*conditions).order_by(documents.c.date.desc())
        with self._catalog.reading() as connection:
            return tuple(Listed(*row) for row in connection.execute(question.limit(20)).all())

    def redirects_to(self, document: str) -> tuple[str, ...]:
        """The ids of the documents that were joined to one, over any number of steps."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        found: list[str] = []
        waiting = [document]
        with self._catalog.reading() as connection:
            while waiting:
                question = select(documents.c.id).where(documents.c.merged_into.in_(waiting)).order_by(documents.c.id)
                waiting = [name for name in connection.execute(question).scalars() if name not in found]
                found += waiting
        return tuple(found)

    def consultations(self, today: str) -> tuple[Consultation, ...]:
        """Drafts that may still be commented on, the most urgent first; `today` is YYYY-MM-DD."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        columns = [documents.c[name] for name in Consultation.__slots__]
        question = select(*columns).where(documents.c.consultation_until >= today, documents.c.merged_into == "")
        with self._catalog.reading() as connection:
            rows = connection.execute(question.order_by(documents.c.consultation_until, documents.c.id)).all()
        return tuple(Consultation(*row) for row in rows)

    def jurisdictions(self) -> tuple[tuple[str, int], ...]:
        """The places that documents are from, each with how many there are, the most frequent first."""
        from sqlalchemy import func, select

        from corpus_repo.schema import documents

        count = func.count()
        question = (
            select(documents.c.jurisdiction, count)
            .where(documents.c.merged_into == "", documents.c.jurisdiction != "")
            .group_by(documents.c.jurisdiction)
            .order_by(count.desc(), documents.c.jurisdiction)
        )
        with self._catalog.reading() as connection:
            return tuple((row[0], row[1]) for row in connection.execute(question).all())
