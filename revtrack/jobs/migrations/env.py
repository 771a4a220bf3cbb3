"""Run by Alembic: applies the steps over the connection that `revtrack.jobs.queue` hands in."""

from __future__ import annotations

from alembic import context

from revtrack.jobs.schema import metadata

# A name of its own, as the catalog and the watch have.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="jobs_version",
)
with context.begin_transaction():
    context.run_migrations()
