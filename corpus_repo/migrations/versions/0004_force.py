"""What texts say of force, kept as events, and the days on which each version binds.

Both are read from the texts again to fill the tables.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def upgrade() -> None:
    """Make the tables, empty."""
    op.add_column("versions", _text("events_by"))
    op.create_index("versions_by_events", "versions", ["events_by"])
    op.create_table(
        "events",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        _number("version"),
        _number("line"),
        *(_text(name) for name in ("kind", "quote", "title", "title_key", "doc_number", "number_key", "made", "day")),
        _number("months"),
        _text("part"),
        sa.Column("waiting", sa.Boolean, nullable=False, server_default="0"),
    )
    op.create_index("events_by_version", "events", ["version", "line"])
    op.create_index("events_by_title", "events", ["title_key"])
    op.create_index("events_by_number", "events", ["number_key"])
    op.create_index("events_by_waiting", "events", ["waiting"])
    op.create_table(
        "spans",
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        *(_text(name) for name in ("since", "until", "ended")),
    )
    op.create_index("spans_by_end", "spans", ["until"])
