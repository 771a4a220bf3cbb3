"""Known items are looked at again, lists gone through further: what is kept of both, and what befell an item.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = {
    "watch_items": ("looked_at", "parts", "lacks", "missed"),
    "watch_sources": ("deep_at", "reach", "gap", "day", "shut_until"),
}
_NUMBERS = {"watch_sources": ("looks",), "watch_runs": ("looks",)}


def upgrade() -> None:
    """Add what is kept of looks, and the table of events."""
    for table, names in _TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=""))
    for table, names in _NUMBERS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    op.add_column("watch_runs", sa.Column("deep", sa.Boolean, nullable=False, server_default="0"))
    op.create_table(
        "watch_events",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        *(
            sa.Column(name, sa.Text, nullable=False, server_default="")
            for name in ("source", "address", "title", "kind", "at", "document")
        ),
        sa.Column("run", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("watch_events_by_item", "watch_events", ["source", "address"])
