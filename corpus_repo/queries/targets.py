"""Targets of the texts: what is measured in how many documents, and every target of one measured thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from corpus_repo.answers import Filter, Page, TargetGroup, TargetHit, TargetRow, TargetText
from corpus_repo.queries.asking import Asking, hidden

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

_TEXT = ("document", "id", "position", "status", "title", "date", "jurisdiction", "issuers")
_ROW = tuple(field.name for field in fields(TargetRow))


class TargetQueries(Asking):
    """Questions about what is to be reached."""

    def target_groups(
        self, words: str, asked: Filter | None = None, *, offset: int = 0, limit: int = 20
    ) -> Page[TargetGroup]:
        """What is measured, with words in its name or key; what most documents speak of first. Words in place of a
        number count only where some text has a number."""
        from sqlalchemy import case, func, or_, select

        from corpus_repo.schema import targets, versions

        conditions: list[ColumnElement[bool]] = self._of_versions(asked or Filter())
        if words:
            conditions.append(
                or_(targets.c.name.contains(words, autoescape=True), targets.c.key.contains(words, autoescape=True))
            )
        documents = func.count(versions.c.document.distinct())
        numbers = func.sum(case((targets.c.value != "", 1), else_=0))
        first = func.min(case((targets.c.year > 0, targets.c.year)))
        grouped = (
            select(
                targets.c.key,
                func.min(targets.c.name),
                documents.label("documents"),
                func.count(),
                func.coalesce(first, 0),
                func.max(targets.c.year),
            )
            .select_from(targets.join(versions, versions.c.number == targets.c.version))
            .where(*conditions)
            .group_by(targets.c.key)
            .having(numbers > 0)
        )
        count = select(func.count()).select_from(grouped.with_only_columns(targets.c.key).subquery())
        with self._catalog.reading() as connection:
            total = connection.execute(count).scalar() or 0
            rows = connection.execute(
                grouped.order_by(documents.desc(), targets.c.key).offset(offset).limit(limit)
            ).all()
        return Page(total, tuple(TargetGroup(*row) for row in rows))

    def targets_with(self, key: str) -> tuple[TargetHit, ...]:
        """Every target of one measured thing (by its key) that a text which counts sets, the oldest text first."""
        from sqlalchemy import select

        from corpus_repo.schema import clauses, documents, targets, versions

        joined = (
            targets.join(versions, versions.c.number == targets.c.version)
            .join(documents, documents.c.id == versions.c.document)
            .outerjoin(clauses, (clauses.c.version == targets.c.version) & (clauses.c.line == targets.c.line))
        )
        columns = [*(versions.c[name] for name in _TEXT), documents.c.current, clauses.c.address]
        columns += [targets.c[name] for name in _ROW]
        question = select(*columns).select_from(joined).where(targets.c.key == key, ~hidden())
        with self._catalog.reading() as connection:
            rows = connection.execute(question.order_by(versions.c.date, targets.c.number)).all()
        found: list[TargetHit] = []
        for row in rows:
            values = list[Any](row)
            text = TargetText(*values[: len(_TEXT)], current=values[len(_TEXT)] == values[1])
            rest = values[len(_TEXT) + 1 :]
            found.append(TargetHit(text, rest[0] or "", TargetRow(*rest[1:])))
        return tuple(found)

    def texts_with_targets(self, jurisdictions: Sequence[str]) -> tuple[TargetText, ...]:
        """The texts of some jurisdictions that set any target, the oldest first."""
        from sqlalchemy import exists, select

        from corpus_repo.schema import documents, targets, versions

        joined = versions.join(documents, documents.c.id == versions.c.document)
        columns = [*(versions.c[name] for name in _TEXT), documents.c.current]
        sets = exists().where(targets.c.version == versions.c.number, targets.c.value != "")
        question = select(*columns).select_from(joined)
        question = question.where(versions.c.jurisdiction.in_(jurisdictions), sets, ~hidden())
        with self._catalog.reading() as connection:
            rows = connection.execute(question.order_by(versions.c.date, versions.c.position)).all()
        found = [list[Any](row) for row in rows]
        return tuple(TargetText(*row[:-1], current=row[-1] == row[1]) for row in found)
