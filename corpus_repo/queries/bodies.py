"""Bodies as duties name them: which names there are, and the duties of some of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from corpus_repo.answers import Borne, DutyHit, DutyRow, Filter, NamedBody
from corpus_repo.database import portions
from corpus_repo.queries.asking import HIT_FIELDS, Asking, hidden

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


class BodyQueries(Asking):
    """Questions about who bears duties."""

    def named_bodies(self) -> tuple[NamedBody, ...]:
        """Every name by which a wording that stands for its document names a body; drafts bind nobody."""
        from sqlalchemy import func, select

        from corpus_repo.schema import bearers, documents, versions

        texts = versions.join(documents, documents.c.current == versions.c.id)
        counted = bearers.join(texts, versions.c.number == bearers.c.version)
        columns = (bearers.c.key, func.min(bearers.c.name), bearers.c.role, versions.c.document, func.count())
        question = select(*columns).select_from(counted).where(versions.c.status != "draft", ~hidden())
        with self._catalog.reading() as connection:
            grouped = question.group_by(bearers.c.key, bearers.c.role, versions.c.document)
            return tuple(NamedBody(*row) for row in connection.execute(grouped).all())

    def borne_by(self, keys: Iterable[str], asked: Filter | None = None) -> tuple[Borne, ...]:
        """The duties that name a body by one of these keys, in all wordings but drafts, the newest text first."""
        from corpus_repo.schema import bearers

        conditions = self._of_versions(asked or Filter())
        return tuple(one for some in portions(keys, 500) for one in self._borne(*conditions, bearers.c.key.in_(some)))

    def borne_in(self, versions_of: Iterable[str]) -> tuple[Borne, ...]:
        """The duties that name any body, in some versions (by their ids) but drafts."""
        from corpus_repo.schema import versions

        return tuple(one for some in portions(versions_of, 500) for one in self._borne(versions.c.id.in_(some)))

    def _borne(self, *conditions: ColumnElement[bool]) -> list[Borne]:
        from sqlalchemy import select

        from corpus_repo.schema import bearers, clauses, documents, duties, versions

        joined = (
            bearers.join(duties, duties.c.number == bearers.c.duty)
            .join(versions, versions.c.number == bearers.c.version)
            .join(documents, documents.c.id == versions.c.document)
            .join(clauses, (clauses.c.version == duties.c.version) & (clauses.c.line == duties.c.line))
        )
        where = [versions.c["id" if name == "version" else name] for name in HIT_FIELDS[:6]]
        columns = [bearers.c.name, bearers.c.role, versions.c.received, documents.c.current, *where, clauses.c.address]
        columns += [duties.c[name] for name in DutyRow.__slots__]
        question = select(*columns).select_from(joined).where(versions.c.status != "draft", *conditions)
        order = (versions.c.date.desc(), versions.c.number, duties.c.number)
        with self._catalog.reading() as connection:
            return [_borne(list[Any](row)) for row in connection.execute(question.order_by(*order)).all()]


def _borne(values: list[Any]) -> Borne:
    name, role, received, current, *rest = values
    hit = DutyHit(*rest[:7], duty=DutyRow(*rest[7:]))
    return Borne(hit, name, role, received, current == hit.version)
