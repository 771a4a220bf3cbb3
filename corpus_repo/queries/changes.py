"""What became of documents."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_repo.answers import Happened
from corpus_repo.queries.asking import Asking


class ChangeQueries(Asking):
    """Questions about the log of changes."""

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

    def author_of(self, commit: str) -> str:
        """Who made the change of a commit, by its whole id; "" where there is none."""
        from sqlalchemy import select

        from corpus_repo.schema import changes

        with self._catalog.reading() as connection:
            return str(connection.execute(select(changes.c.author).where(changes.c.commit == commit)).scalar() or "")

    def last_change(self) -> str:
        """The commit of the last change, "" where there was none."""
        from sqlalchemy import select

        from corpus_repo.schema import changes

        with self._catalog.reading() as connection:
            return str(connection.execute(select(changes.c.commit).order_by(changes.c.number.desc())).scalar() or "")

    def changes_after(self, commit: str) -> tuple[Happened, ...] | None:
        """All that became of documents after the change of a commit ("": from the first on), the oldest first; None
        where no change is of that commit, as in another corpus."""
        from sqlalchemy import func, select

        from corpus_repo.schema import changes

        columns = [changes.c[name] for name in Happened.__slots__]
        with self._catalog.reading() as connection:
            last = select(func.max(changes.c.number)).where(changes.c.commit == commit)
            number = connection.execute(last).scalar() if commit else 0
            if number is None:
                return None
            rows = connection.execute(select(*columns).where(changes.c.number > number).order_by(changes.c.number))
            return tuple(Happened(*row) for row in rows)

    def recent(
        self,
        since: str = "",
        kinds: Sequence[str] = (),
        *,
        documents: Sequence[str] = (),
        author: str = "",
        limit: int = 50,
    ) -> tuple[Happened, ...]:
        """The latest changes of the corpus, the newest first: those after `since` (UTC, ISO 8601), of some kinds, of
        some documents, of an author. A change that touched several documents is told once."""
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
        if author:
            question = question.where(changes.c.author == author)
        with self._catalog.reading() as connection:
            rows = connection.execute(question.order_by(changes.c.number.desc()).limit(2 * limit)).all()
        told = {row.commit: Happened(*row) for row in reversed(rows)}
        return tuple(reversed(told.values()))[:limit]
