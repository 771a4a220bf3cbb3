"""Duties of any version, as far as they have been read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from corpus_repo.answers import DutyFilter, DutyHit, DutyRow, Filter, Page
from corpus_repo.database import portions
from corpus_repo.queries.asking import HIT_FIELDS, ONCE, Asking, by_day, each_once

if TYPE_CHECKING:
    from sqlalchemy import Row


class DutyQueries(Asking):
    """Questions about duties."""

    def duties(
        self,
        wanted: DutyFilter,
        asked: Filter | None = None,
        *,
        sort: str = "",
        once: bool = False,
        offset: int = 0,
        limit: int = 20,
    ) -> Page[DutyHit]:
        """Duties that are like that, those with a deadline first and by it, or as `sort` says.

        `once`: the same duty of several versions of a document is one hit, where there are no more than `ONCE`.
        """
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
        where = [versions.c["id" if name == "version" else name] for name in HIT_FIELDS[:6]]
        columns = [*where, clauses.c.address, *(duties.c[name] for name in DutyRow.__slots__)]
        undated = case((duties.c.last_day == "", 1), else_=0)
        order = (*by_day(sort), undated, duties.c.last_day, versions.c.date.desc(), duties.c.number)
        question = select(*columns).select_from(joined).where(*conditions).order_by(*order)
        with self._catalog.reading() as connection:
            total = connection.execute(select(func.count()).select_from(joined).where(*conditions)).scalar() or 0
            if not once or total > ONCE:
                rows = connection.execute(question.limit(limit).offset(offset)).all()
                return Page(total, tuple(_duty_hit(row) for row in rows))
            rows = connection.execute(question).all()
        kept = each_once([_duty_hit(row) for row in rows], _words)
        return Page(len(kept), tuple(kept[offset : offset + limit]))

    def duties_in(self, versions_of: Iterable[str]) -> tuple[DutyHit, ...]:
        """The duties of some versions (by their ids), in reading order."""
        from sqlalchemy import select

        from corpus_repo.schema import clauses, duties, versions

        joined = duties.join(versions, versions.c.number == duties.c.version).join(
            clauses, (clauses.c.version == duties.c.version) & (clauses.c.line == duties.c.line)
        )
        where = [versions.c["id" if name == "version" else name] for name in HIT_FIELDS[:6]]
        columns = [*where, clauses.c.address, *(duties.c[name] for name in DutyRow.__slots__)]
        found: list[DutyHit] = []
        with self._catalog.reading() as connection:
            for some in portions(versions_of, 500):
                question = select(*columns).select_from(joined).where(versions.c.id.in_(some))
                rows = connection.execute(question.order_by(versions.c.number, duties.c.number)).all()
                found += [_duty_hit(row) for row in rows]
        return tuple(found)


def _words(hit: DutyHit) -> tuple[str, ...]:
    """What makes a duty the same one in another version: its words, whom it binds, by when."""
    return hit.duty.quote, hit.duty.actor, hit.duty.deadline


def _duty_hit(row: Row[Any]) -> DutyHit:
    """A duty from a row that holds where it stands, then its own fields."""
    values = list[Any](row)
    split = len(values) - len(fields(DutyRow))
    return DutyHit(*values[:split], duty=DutyRow(*values[split:]))
