"""Tokens of programs.

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
    texts = ("account", "name", "scopes", "used_from")
    times = ("made_at", "used_at", "until")
    op.create_table(
        "accounts_tokens",
        sa.Column("hash", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False, server_default="") for name in texts),
        *(sa.Column(name, sa.Float, nullable=False, server_default="0") for name in times),
    )
    op.create_index("accounts_tokens_of", "accounts_tokens", ["account"])
