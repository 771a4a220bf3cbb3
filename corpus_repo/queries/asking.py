"""What every question to the catalog shares: the connection, the filters, the fields of a hit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corpus_repo.answers import Filter

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from corpus_repo.catalog import Catalog, Fold

#: The beginning of an id.
PREFIX = re.compile(r"[0-9a-f]{4,12}")
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


def out_of_force(day: str) -> ColumnElement[bool]:
    """The versions that are known not to bind on a day (YYYY-MM-DD)."""
    from sqlalchemy import exists, or_

    from corpus_repo.schema import spans, versions

    later, over = spans.c.since > day, (spans.c.until != "") & (spans.c.until <= day)
    return exists().where(spans.c.version == versions.c.number, or_(spans.c.ended == "draft", later, over))
