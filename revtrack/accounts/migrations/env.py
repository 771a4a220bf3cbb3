"""Run by Alembic: applies the steps over the connection that `revtrack.accounts.store` hands in."""

from __future__ import annotations

from alembic import context

from revtrack.accounts.schema import metadata

# A name of its own, as the catalog, the watch and the jobs have.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="accounts_version",
)
with context.begin_transaction():
    context.run_migrations()
