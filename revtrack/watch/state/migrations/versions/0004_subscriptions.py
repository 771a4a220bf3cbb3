"""Subscriptions: what somebody wants to be told of, and what was found for it.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _table(name: str, texts: tuple[str, ...], *constraints: sa.UniqueConstraint) -> None:
    op.create_table(
        name,
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        *(sa.Column(text, sa.Text, nullable=False, server_default="") for text in texts),
        *constraints,
    )


def upgrade() -> None:
    """Make the two tables."""
    _table(
        "watch_subscriptions",
        (
            *("token", "owner", "kind", "wanted", "title", "channel", "address", "secret", "feed", "lang", "made_at"),
            *("seen", "seen_at"),
        ),
        sa.UniqueConstraint("token", name="watch_subscriptions_once"),
        sa.UniqueConstraint("feed", name="watch_subscriptions_by_feed"),
    )
    op.create_index("watch_subscriptions_by_owner", "watch_subscriptions", ["owner", "key"])
    _table(
        "watch_matches",
        ("subscription", "document", "version", "title", "at", "told"),
        sa.UniqueConstraint("subscription", "version", name="watch_matches_once"),
    )
