"""Run by Alembic: applies the steps over the connection that `corpus_repo.catalog` hands in."""

from __future__ import annotations

from alembic import context

from corpus_repo.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
