"""What texts are to reach: their targets, read from them again to fill the table.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BEFORE = ("quote", "name", "key", "scope", "bound", "value", "high", "unit", "family", "written", "change")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def upgrade() -> None:
    """Make the table, empty."""
    op.add_column("versions", _text("targets_by"))
    op.create_index("versions_by_targets", "versions", ["targets_by"])
    op.create_table(
        "targets",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        _number("version"),
        _number("line"),
        *(_text(name) for name in _BEFORE),
        _number("year"),
        _text("base"),
    )
    op.create_index("targets_by_version", "targets", ["version", "line"])
    op.create_index("targets_by_key", "targets", ["key"])
