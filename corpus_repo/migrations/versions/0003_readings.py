"""What a duty is, how firmly it binds, who bears it in which role, how much it asks, to whom it is done.

Duties are read from the texts again to fill the columns.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = ("type", "force", "deadline_kind", "recipient", "penalty_for", "bearers", "quantities")


def upgrade() -> None:
    """Add the columns and forget what was read without them."""
    for name in _COLUMNS:
        op.add_column("duties", sa.Column(name, sa.Text, nullable=False, server_default=""))
    connection = op.get_bind()
    connection.execute(sa.table("duties").delete())
    versions = sa.table("versions", sa.column("duties_by", sa.Text))
    connection.execute(versions.update().values(duties_by=""))
