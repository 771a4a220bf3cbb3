"""What every question to the catalog shares: the connection, the filters, the fields of a hit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from corpus_repo.answers import DutyHit, Filter, Found, Hit, Readings

_Hit = TypeVar("_Hit", Hit, DutyHit)

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from corpus_repo.catalog import Catalog, Fold

#: The beginning of an id.
PREFIX = re.compile(r"[0-9a-f]{4,12}")
#: Up to so many hits the same text is shown once; of more, those that come first are shown as they are.
ONCE = 2_000
#: Where a hit stands and what it says, in order: first the columns of its version, then those of the clause.
HIT_FIELDS = (
    *("document", "version", "position", "status", "title", "date"),
    *("line", "address", "kind", "label", "text"),
)


class Asking:
    """Asks one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @property
    def fold(self) -> Fold:
        """How texts and queries are brought to one form."""
        return self._catalog.fold

    def cover(self, what: Readings, read_by: str) -> tuple[int, int]:
        """(versions that were read for something by these rules, versions in all)."""
        from sqlalchemy import func, select

        from corpus_repo.schema import versions

        with self._catalog.reading() as connection:
            done = select(func.count()).select_from(versions).where(versions.c[f"{what}_by"] == read_by)
            total = select(func.count()).select_from(versions)
            return connection.execute(done).scalar() or 0, connection.execute(total).scalar() or 0

    def lacking(self, what: Readings, read_by: str, limit: int, only: Sequence[str] = ()) -> tuple[Found, ...]:
        """Some versions (of `only`, by their ids, where any are named) that these rules have not read for something
        yet, the newest first."""
        from sqlalchemy import select

        from corpus_repo.schema import versions

        columns = [versions.c[name] for name in Found.__slots__]
        question = select(*columns).where(versions.c[f"{what}_by"] != read_by).order_by(versions.c.number.desc())
        if only:
            question = question.where(versions.c.id.in_(list(only)))
        with self._catalog.reading() as connection:
            return tuple(Found(*row) for row in connection.execute(question.limit(limit)).all())

    def _of_versions(self, asked: Filter) -> list[ColumnElement[bool]]:
        from corpus_repo.schema import versions

        conditions = self._about(versions.c, asked)
        if not asked.withdrawn:
            conditions.append(~hidden())
        if asked.document:
            conditions.append(versions.c.document == asked.document)
        if asked.words:
            conditions.append(versions.c.title.contains(asked.words, autoescape=True))
        if asked.since:
            conditions.append(versions.c.year >= asked.since)
        if asked.until:
            conditions.append(versions.c.year.between(1, asked.until))
        if asked.in_force_on:
            conditions.append(~out_of_force(asked.in_force_on))
        if asked.current:
            conditions.append(stands())
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


def hidden() -> ColumnElement[bool]:
    """The versions that nobody looks for: withdrawn ones, and texts that were read again by a better reader."""
    from corpus_repo.schema import versions

    return versions.c.withdrawn | versions.c.superseded


def stands() -> ColumnElement[bool]:
    """The versions that stand for their documents."""
    from sqlalchemy import exists

    from corpus_repo.schema import documents, versions

    return exists().where(documents.c.id == versions.c.document, documents.c.current == versions.c.id)


def by_day(sort: str) -> Sequence[ColumnElement[Any]]:
    """The order by the day of a version, undated ones last; nothing where it is not asked for."""
    from sqlalchemy import case

    from corpus_repo.schema import versions

    undated = case((versions.c.date == "", 1), else_=0)
    days: dict[str, Sequence[ColumnElement[Any]]] = {
        "newest": [undated, versions.c.date.desc()],
        "oldest": [undated, versions.c.date],
    }
    return days.get(sort, [])


def each_once(hits: Iterable[_Hit], told: Callable[[_Hit], tuple[str, ...]]) -> list[_Hit]:
    """Each text once, in the order given, with how many more places have it: one that several versions of a document
    have stands where the latest of them has it.

    `told` gives the words of a hit.
    """
    found: dict[tuple[str, ...], _Hit] = {}
    for hit in hits:
        key = (hit.document, *told(hit))
        known = found.get(key)
        if known is None:
            found[key] = hit
        else:
            found[key] = replace(max(known, hit, key=lambda one: one.position), also=known.also + 1)
    return list(found.values())


def out_of_force(day: str) -> ColumnElement[bool]:
    """The versions that are known not to bind on a day (YYYY-MM-DD)."""
    from sqlalchemy import exists, or_

    from corpus_repo.schema import spans, versions

    later, over = spans.c.since > day, (spans.c.until != "") & (spans.c.until <= day)
    return exists().where(spans.c.version == versions.c.number, or_(spans.c.ended == "draft", later, over))
