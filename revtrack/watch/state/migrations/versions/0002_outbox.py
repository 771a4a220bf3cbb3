"""What is to be told, one row an addressee and message; which message tells what is owed.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the outbox, and let what is owed name its message."""
    texts = ("id", "whom", "kind", "title", "body", "made_at", "status", "due_at", "fault", "sent_at")
    op.create_table(
        "watch_outbox",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.Text, nullable=False, server_default="") for name in texts),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("taken_by", sa.Text, nullable=False, server_default=""),
        sa.Column("taken_until", sa.Text, nullable=False, server_default=""),
        sa.UniqueConstraint("id", name="watch_outbox_once"),
    )
    op.create_index("watch_outbox_by_whom", "watch_outbox", ["status", "whom", "key"])
    op.add_column("watch_ledger", sa.Column("message", sa.Text, nullable=False, server_default=""))
    op.create_index("watch_ledger_by_message", "watch_ledger", ["message", "sent"])
