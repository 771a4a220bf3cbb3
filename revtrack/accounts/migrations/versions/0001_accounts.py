"""Accounts, sessions, links, failed logins and the audit log as they first were.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names]


def _times(*names: str) -> list[sa.Column[float]]:
    return [sa.Column(name, sa.Float, nullable=False, server_default="0") for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text, primary_key=True),
        *_texts("name", "shown", "role", "password", "totp"),
        _number("totp_used"),
        sa.Column("removed", sa.Boolean, nullable=False, server_default="0"),
        *_times("made_at", "password_at"),
        sa.UniqueConstraint("name", name="accounts_by_name"),
    )
    op.create_table(
        "accounts_sessions",
        sa.Column("hash", sa.Text, primary_key=True),
        *_texts("account", "client", "agent"),
        *_times("made_at", "seen_at", "until"),
    )
    op.create_index("accounts_sessions_of", "accounts_sessions", ["account"])
    op.create_table(
        "accounts_links", sa.Column("hash", sa.Text, primary_key=True), *_texts("account", "made_by"), *_times("until")
    )
    op.create_table(
        "accounts_attempts", sa.Column("what", sa.Text, primary_key=True), _number("count"), *_times("last_at")
    )
    op.create_table(
        "accounts_audit",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        *_times("at"),
        *_texts("account", "client", "request", "kind", "what"),
    )
    op.create_index("accounts_audit_of", "accounts_audit", ["account", "key"])
