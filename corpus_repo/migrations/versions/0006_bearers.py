"""Who bears the duties of the texts, name by name; duties are read again to fill the table.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def upgrade() -> None:
    """Make the table, empty, and have the duties read again."""
    op.create_table(
        "bearers",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        _number("version"),
        _number("duty"),
        _text("key"),
        _text("name"),
        _text("role"),
    )
    op.create_index("bearers_by_version", "bearers", ["version", "duty"])
    op.create_index("bearers_by_key", "bearers", ["key", "version"])
    op.create_index("bearers_by_duty", "bearers", ["duty"])
    op.execute("UPDATE versions SET duties_by = ''")
