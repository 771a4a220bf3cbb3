"""The table of jobs as it first was, and their results.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    texts = ("id", "name", "kind", "given", "title", "by", "status", "holder", "fault")
    numbers = ("done", "total", "attempts", "deaths")
    times = ("made_at", "due_at", "began_at", "ended_at", "held_until")
    op.create_table(
        "jobs",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.Text, nullable=False, server_default="") for name in texts),
        *(sa.Column(name, sa.Integer, nullable=False, server_default="0") for name in numbers),
        *(sa.Column(name, sa.Float, nullable=False, server_default="0") for name in times),
        sa.Column("stop", sa.Boolean, nullable=False, server_default="0"),
        sa.UniqueConstraint("id", name="jobs_by_id"),
        sa.UniqueConstraint("name", name="jobs_once"),
    )
    op.create_index("jobs_by_status", "jobs", ["status", "due_at"])
    op.create_table(
        "jobs_results",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
