"""Tasks: what somebody is to do by a day.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TEXTS = (
    *("token", "kind", "old", "new", "way", "title", "assignee", "made_by", "due", "state", "note", "made_at"),
    *("changed_at", "changed_by", "told_given", "told_due"),
)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "watch_tasks",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.Text, nullable=False, server_default="") for name in _TEXTS),
        sa.UniqueConstraint("token", name="watch_tasks_once"),
    )
    op.create_index("watch_tasks_by_assignee", "watch_tasks", ["assignee", "state"])
    op.create_index("watch_tasks_by_thing", "watch_tasks", ["old", "new"])
