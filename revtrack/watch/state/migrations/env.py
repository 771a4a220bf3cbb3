"""Run by Alembic: applies the steps over the connection that `revtrack.watch.state` hands in."""

from __future__ import annotations

from alembic import context

from revtrack.watch.state.schema import metadata

# A name of its own: with PostgreSQL the catalog may live in the same database.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="watch_version",
)
with context.begin_transaction():
    context.run_migrations()
