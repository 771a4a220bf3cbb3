"""Clauses of any version that hold some words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus_repo.answers import Filter, Hit, Page
from corpus_repo.queries.asking import HIT_FIELDS, Asking, hidden
from corpus_repo.search import full_text, runs

if TYPE_CHECKING:
    from sqlalchemy import Row

#: More clauses than this hold the query: they come in the order of the corpus, newest first, not by how well they fit.
_RANKED = 2_000


class ClauseQueries(Asking):
    """Full text over all clauses."""

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
        of_version, of_clause = HIT_FIELDS[:6], HIT_FIELDS[6:]
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
            plain = plain and not connection.execute(select(versions.c.number).where(hidden()).limit(1)).first()
            source = found if plain else joined
            counted = select(func.count()).select_from(source).where(*([] if plain else conditions))
            total = connection.execute(counted).scalar() or 0
            # the word counts for more in a heading, and in a short clause
            fit = (case((clauses.c.kind == "heading", 0), else_=1), func.length(clauses.c.text))
            order = (newest,) if total > _RANKED else (*fit, newest)
            rows = connection.execute(question.order_by(*order).limit(limit).offset(offset)).all()
        return Page(total, tuple(_hit(row) for row in rows))


def _hit(row: Row[Any]) -> Hit:
    """A hit from a row that holds its fields in order, with the number of the clause before its text."""
    values = dict(zip(HIT_FIELDS, row, strict=True))
    label = values.pop("label")
    return Hit(**{**values, "text": label + values["text"]})
