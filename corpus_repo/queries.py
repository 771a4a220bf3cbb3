"""Questions to the catalog: which documents, which versions, what became of them, which clauses say this."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from corpus_repo import records
from corpus_repo.answers import Consultation, DutyFilter, DutyHit, DutyRow, Filter, Found, Happened, Hit, Listed, Page
from corpus_repo.layout import is_id
from corpus_repo.model import Document
from corpus_repo.search import full_text, runs

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row

    from corpus_repo.catalog import Catalog, Fold

_PREFIX = re.compile(r"[0-9a-f]{4,12}")
#: More clauses than this hold the query: they come in the order of the corpus, newest first, not by how well they fit.
_RANKED = 2_000


_HIT_FIELDS = (
    *("document", "version", "position", "status", "title", "date"),
    *("line", "address", "kind", "label", "text"),
)


class Queries:
    """Answers from one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @property
    def fold(self) -> Fold:
        """How texts and queries are brought to one form."""
        return self._catalog.fold

    # --- documents -----------------------------------------------------------------------------------------------

    def documents(self, asked: Filter | None = None, *, offset: int = 0, limit: int | None = None) -> Page[Listed]:
        """Documents that are no redirects, the newest first."""
        from sqlalchemy import func, select

        from corpus_repo.schema import documents

        asked = asked or Filter()
        conditions = [documents.c.merged_into == "", *self._about(documents.c, asked)]
        if asked.words:
            conditions.append(documents.c.name.contains(self.fold(asked.words), autoescape=True))
        if asked.since:
            conditions.append(documents.c.date >= f"{asked.since:04}")
        if asked.until:
            conditions += [documents.c.date < f"{asked.until + 1:04}", documents.c.date != ""]
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
        if _PREFIX.fullmatch(words):
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

    def history(self, ids: Sequence[str]) -> tuple[Happened, ...]:
        """What became of documents, oldest change first; a change that touched several of them is told once."""
        from sqlalchemy import select

        from corpus_repo.schema import changes

        columns = [changes.c[name] for name in Happened.__slots__]
        question = select(*columns).where(changes.c.document.in_(list(ids))).order_by(changes.c.number)
        with self._catalog.reading() as connection:
            rows = connection.execute(question).all()
        told = {row.commit: Happened(*row) for row in reversed(rows)}
        return tuple(reversed(told.values()))

    def consultations(self, today: str) -> tuple[Consultation, ...]:
        """Drafts that may still be commented on, the most urgent first; `today` is YYYY-MM-DD."""
        from sqlalchemy import select

        from corpus_repo.schema import documents

        columns = [documents.c[name] for name in Consultation.__slots__]
        question = select(*columns).where(documents.c.consultation_until >= today, documents.c.merged_into == "")
        with self._catalog.reading() as connection:
            rows = connection.execute(question.order_by(documents.c.consultation_until, documents.c.id)).all()
        return tuple(Consultation(*row) for row in rows)

    def recent(
        self, since: str = "", kinds: Sequence[str] = (), *, documents: Sequence[str] = (), limit: int = 50
    ) -> tuple[Happened, ...]:
        """The latest changes of the corpus, the newest first: those after `since` (UTC, ISO 8601), of some kinds, of
        some documents. A change that touched several documents is told once."""
        from sqlalchemy import select

        from corpus_repo.schema import changes

        columns = [changes.c[name] for name in Happened.__slots__]
        question = select(*columns).where(changes.c.document != "")
        if since:
            question = question.where(changes.c.at > since)
        if kinds:
            question = question.where(changes.c.kind.in_(list(kinds)))
        if documents:
            question = question.where(changes.c.document.in_(list(documents)))
        with self._catalog.reading() as connection:
            rows = connection.execute(question.order_by(changes.c.number.desc()).limit(2 * limit)).all()
        told = {row.commit: Happened(*row) for row in reversed(rows)}
        return tuple(reversed(told.values()))[:limit]

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

    # --- versions ------------------------------------------------------------------------------------------------

    def version(self, prefix: str) -> tuple[Found, ...]:
        """The versions whose id begins with `prefix` (at least four hexadecimal digits)."""
        from corpus_repo.schema import versions

        return self._versions(versions.c.id.startswith(prefix)) if _PREFIX.fullmatch(prefix) else ()

    def versions(self, document: str) -> tuple[Found, ...]:
        """The versions of a document, from the first to the last."""
        from corpus_repo.schema import versions

        return self._versions(versions.c.document == document) if is_id(document) else ()

    def with_digest(self, digest: str) -> tuple[Found, ...]:
        """The versions that have this very text."""
        from corpus_repo.schema import versions

        return self._versions(versions.c.digest == digest)

    def with_body(self, body: str) -> tuple[Found, ...]:
        """The versions whose provisions are these very ones; none for no provisions."""
        from corpus_repo.schema import versions

        return self._versions(versions.c.body == body) if body else ()

    def with_original(self, sha256: str) -> tuple[Found, ...]:
        """The versions that were read from this very file."""
        from corpus_repo.schema import versions

        return self._versions(versions.c.original == sha256)

    def _versions(self, condition: ColumnElement[bool]) -> tuple[Found, ...]:
        from sqlalchemy import select

        from corpus_repo.schema import versions

        columns = [versions.c[name] for name in Found.__slots__]
        question = select(*columns).where(condition).order_by(versions.c.document, versions.c.position)
        with self._catalog.reading() as connection:
            return tuple(Found(*row) for row in connection.execute(question).all())

    # --- clauses -------------------------------------------------------------------------------------------------

    def search(self, words: str, asked: Filter | None = None, *, offset: int = 0, limit: int = 20) -> Page[Hit]:
        """Clauses of any version that hold `words`, the best first; see `_RANKED` for very many.

        A blank stands between words that need not stand together; punctuation within a word must be in the clause too.
        Nothing is found for no words.
        """

        from sqlalchemy import case, func, select

        from corpus_repo.schema import clauses, versions

        terms = [folded for word in words.split() if runs(folded := self.fold(word))]
        if not terms:
            return Page(0, ())
        wanted = [run for term in terms for run in runs(term)]
        found = full_text(self._catalog.dialect).numbers(wanted)
        joined = found.join(clauses, clauses.c.number == found.c.number).join(
            versions, versions.c.number == clauses.c.version
        )
        conditions = self._of_versions(asked or Filter())
        of_version, of_clause = _HIT_FIELDS[:6], _HIT_FIELDS[6:]
        columns = [versions.c["id" if name == "version" else name] for name in of_version]
        columns += [clauses.c[name] for name in of_clause]
        question = select(*columns).select_from(joined).where(*conditions)
        newest = found.c.number.desc()
        with self._catalog.reading() as connection:
            if wanted != terms:
                rows = connection.execute(question.order_by(newest)).all()
                kept = [row for row in rows if all(term in self.fold(row.label + row.text) for term in terms)]
                return Page(len(kept), tuple(_hit(row) for row in kept[offset : offset + limit]))
            # where nothing is filtered the index alone can count, which a common word needs
            plain = asked is None or asked == Filter()
            plain = plain and not connection.execute(select(versions.c.number).where(_hidden()).limit(1)).first()
            source = found if plain else joined
            counted = select(func.count()).select_from(source).where(*([] if plain else conditions))
            total = connection.execute(counted).scalar() or 0
            # the word counts for more in a heading, and in a short clause
            fit = (case((clauses.c.kind == "heading", 0), else_=1), func.length(clauses.c.text))
            order = (newest,) if total > _RANKED else (*fit, newest)
            rows = connection.execute(question.order_by(*order).limit(limit).offset(offset)).all()
        return Page(total, tuple(_hit(row) for row in rows))

    # --- duties --------------------------------------------------------------------------------------------------

    def duties(
        self, wanted: DutyFilter, asked: Filter | None = None, *, offset: int = 0, limit: int = 20
    ) -> Page[DutyHit]:
        """Duties that are like that, those with a deadline first and by it."""
        from sqlalchemy import case, func, select

        from corpus_repo.schema import clauses, duties, versions

        joined = duties.join(versions, versions.c.number == duties.c.version).join(
            clauses, (clauses.c.version == duties.c.version) & (clauses.c.line == duties.c.line)
        )
        conditions = self._of_versions(asked or Filter())
        if wanted.actor:
            conditions.append(duties.c.actor_key.contains(self.fold(wanted.actor), autoescape=True))
        if wanted.words:
            conditions.append(duties.c.quote.contains(wanted.words, autoescape=True))
        if wanted.polarity:
            conditions.append(duties.c.polarity == wanted.polarity)
        if wanted.strength:
            conditions.append(duties.c.strength >= wanted.strength)
        if wanted.before:
            conditions.append(duties.c.last_day.between("0", wanted.before))
        if wanted.after:
            conditions.append(duties.c.last_day >= wanted.after)
        where = [versions.c["id" if name == "version" else name] for name in _HIT_FIELDS[:6]]
        columns = [*where, clauses.c.address, *(duties.c[name] for name in DutyRow.__slots__)]
        undated = case((duties.c.last_day == "", 1), else_=0)
        order = (undated, duties.c.last_day, versions.c.date.desc(), duties.c.number)
        question = select(*columns).select_from(joined).where(*conditions).order_by(*order)
        with self._catalog.reading() as connection:
            total = connection.execute(select(func.count()).select_from(joined).where(*conditions)).scalar() or 0
            rows = connection.execute(question.limit(limit).offset(offset)).all()
        return Page(total, tuple(_duty_hit(row) for row in rows))

    def duties_cover(self, read_by: str) -> tuple[int, int]:
        """(versions whose duties were read by this knowledge, versions in all)."""
        from sqlalchemy import func, select

        from corpus_repo.schema import versions

        with self._catalog.reading() as connection:
            done = select(func.count()).select_from(versions).where(versions.c.duties_by == read_by)
            total = select(func.count()).select_from(versions)
            return connection.execute(done).scalar() or 0, connection.execute(total).scalar() or 0

    def lacking_duties(self, read_by: str, limit: int) -> tuple[Found, ...]:
        """Some versions whose duties this knowledge has not read yet, the newest first."""
        from sqlalchemy import select

        from corpus_repo.schema import versions

        columns = [versions.c[name] for name in Found.__slots__]
        question = select(*columns).where(versions.c.duties_by != read_by).order_by(versions.c.number.desc())
        with self._catalog.reading() as connection:
            return tuple(Found(*row) for row in connection.execute(question.limit(limit)).all())

    def _of_versions(self, asked: Filter) -> list[ColumnElement[bool]]:
        from corpus_repo.schema import versions

        conditions = self._about(versions.c, asked)
        if not asked.withdrawn:
            conditions.append(~_hidden())
        if asked.document:
            conditions.append(versions.c.document == asked.document)
        if asked.words:
            conditions.append(versions.c.title.contains(asked.words, autoescape=True))
        if asked.since:
            conditions.append(versions.c.year >= asked.since)
        if asked.until:
            conditions.append(versions.c.year.between(1, asked.until))
        return conditions

    def _about(self, columns: Any, asked: Filter) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if asked.jurisdiction:
            conditions.append(columns.jurisdiction.contains(asked.jurisdiction, autoescape=True))
        if asked.issuer:
            conditions.append(columns.issuers.contains(asked.issuer, autoescape=True))
        if asked.status:
            conditions.append(columns.status == asked.status)
        return conditions


def _hidden() -> ColumnElement[bool]:
    """The versions that nobody looks for: withdrawn ones, and texts that were read again by a better reader."""
    from corpus_repo.schema import versions

    return versions.c.withdrawn | versions.c.superseded


def _hit(row: Row[Any]) -> Hit:
    """A hit from a row that holds its fields in order, with the number of the clause before its text."""
    values = dict(zip(_HIT_FIELDS, row, strict=True))
    label = values.pop("label")
    return Hit(**{**values, "text": label + values["text"]})


def _duty_hit(row: Row[Any]) -> DutyHit:
    """A duty from a row that holds where it stands, then its own fields."""
    values = list[Any](row)
    split = len(values) - len(fields(DutyRow))
    return DutyHit(*values[:split], duty=DutyRow(*values[split:]))
