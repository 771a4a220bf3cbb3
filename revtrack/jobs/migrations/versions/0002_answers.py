"""Answers that are given once.

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
    """Make their table."""
    op.create_table(
        "jobs_answers",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("until", sa.Float, nullable=False, server_default="0"),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
