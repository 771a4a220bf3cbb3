"""Clauses of any version that hold some words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus_repo.answers import Filter, Hit, Page
from corpus_repo.queries.asking import HIT_FIELDS, ONCE, Asking, by_day, each_once, hidden
from corpus_repo.search import full_text, runs

if TYPE_CHECKING:
    from sqlalchemy import Row


class ClauseQueries(Asking):
    """Full text over all clauses."""

    def search(
        self,
        words: str,
        asked: Filter | None = None,
        *,
        sort: str = "",
        once: bool = False,
        offset: int = 0,
        limit: int = 20,
    ) -> Page[Hit]:
        """Clauses of any version that hold `words`, the best first or as `sort` says.

        `once`: the same text of several versions of a document is one hit, where there are no more than `ONCE`.

        Where more than `ONCE` clauses hold them, they come in the order of the corpus, newest first, as they are.

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
        of_version, of_clause = HIT_FIELDS[:6], HIT_FIELDS[6:]
        columns = [versions.c["id" if name == "version" else name] for name in of_version]
        columns += [clauses.c[name] for name in of_clause]
        question = select(*columns).select_from(joined).where(*conditions)
        newest = found.c.number.desc()
        with self._catalog.reading() as connection:
            if wanted != terms:
                rows = connection.execute(question.order_by(*by_day(sort), newest)).all()
                kept = [row for row in rows if all(term in self.fold(row.label + row.text) for term in terms)]
                return _page([_hit(row) for row in kept], offset, limit, once=once)
            # where nothing is filtered the index alone can count, which a common word needs
            plain = asked is None or asked == Filter()
            plain = plain and not connection.execute(select(versions.c.number).where(hidden()).limit(1)).first()
            source = found if plain else joined
            counted = select(func.count()).select_from(source).where(*([] if plain else conditions))
            total = connection.execute(counted).scalar() or 0
            # the word counts for more in a heading, and in a short clause
            fit = (case((clauses.c.kind == "heading", 0), else_=1), func.length(clauses.c.text))
            ordered = question.order_by(*(by_day(sort) or (fit if total <= ONCE else ())), newest)
            if once and total <= ONCE:
                return _page([_hit(row) for row in connection.execute(ordered).all()], offset, limit, once=True)
            rows = connection.execute(ordered.limit(limit).offset(offset)).all()
        return Page(total, tuple(_hit(row) for row in rows))


def _page(hits: list[Hit], offset: int, limit: int, *, once: bool) -> Page[Hit]:
    kept = each_once(hits, lambda hit: (hit.text,)) if once and len(hits) <= ONCE else hits
    return Page(len(kept), tuple(kept[offset : offset + limit]))


def _hit(row: Row[Any]) -> Hit:
    """A hit from a row that holds its fields in order, with the number of the clause before its text."""
    values = dict(zip(HIT_FIELDS, row, strict=True))
    label = values.pop("label")
    return Hit(**{**values, "text": label + values["text"]})
