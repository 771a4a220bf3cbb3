"""The tables of the catalog."""

from __future__ import annotations

from pathlib import Path

from corpus_repo import Corpus
from corpus_repo.catalog import REVISION


def test_the_migrations_make_the_schema(corpus: Corpus) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from corpus_repo import schema

    def ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and str(name).startswith(("clause_pairs", "revtrack_owner")))

    with corpus.catalog.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, schema.metadata) == []
    assert ScriptDirectory(str(Path(schema.__file__).parent / "migrations")).get_current_head() == REVISION
