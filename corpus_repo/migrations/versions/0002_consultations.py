"""The day until which a document is open for comment; everything is read from git again to fill it.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from corpus_repo.search import full_text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = ("state", "documents", "versions", "changes", "clauses", "duties")


def upgrade() -> None:
    """Add the column and empty the tables."""
    op.add_column("documents", sa.Column("consultation_until", sa.Text, nullable=False, server_default=""))
    op.create_index("documents_by_consultation", "documents", ["consultation_until"])
    op.create_index("changes_by_time", "changes", ["at"])
    connection = op.get_bind()
    full_text(op.get_context().dialect.name).clear(connection)
    for table in _TABLES:
        connection.execute(sa.table(table).delete())
