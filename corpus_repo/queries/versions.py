"""Which versions there are, by id, document, text or file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_repo.answers import Found
from corpus_repo.layout import is_id
from corpus_repo.queries.asking import PREFIX, Asking

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


class VersionQueries(Asking):
    """Questions about versions."""

    def version(self, prefix: str) -> tuple[Found, ...]:
        """The versions whose id begins with `prefix` (at least four hexadecimal digits)."""
        from corpus_repo.schema import versions

        return self._versions(versions.c.id.startswith(prefix)) if PREFIX.fullmatch(prefix) else ()

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
