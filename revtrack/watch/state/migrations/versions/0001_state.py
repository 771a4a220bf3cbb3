"""The watch's database as it first was: items, sources, runs, inbox, ledger.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names]


def _number(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False, server_default="0") for name in names]


def _share(*names: str) -> list[sa.Column[float]]:
    return [sa.Column(name, sa.Float, nullable=False, server_default="0") for name in names]


def _flag(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean, nullable=False, server_default="0") for name in names]


def _key() -> sa.Column[int]:
    return sa.Column("key", sa.Integer, primary_key=True, autoincrement=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table("watch_facts", sa.Column("name", sa.Text, primary_key=True), *_text("value"))
    op.create_table(
        "watch_items",
        _key(),
        *_text("source", "address", "title", "date", "number", "extra", "first_seen", "last_seen", "gone"),
        *_number("position"),
        *_flag("baseline"),
        *_text("digest", "original", "etag", "last_modified", "outcome", "fault"),
        *_number("attempts"),
        *_text("retry_at", "document", "version"),
        *_number("run"),
        sa.UniqueConstraint("source", "address", name="watch_items_once"),
    )
    op.create_index("watch_items_by_digest", "watch_items", ["digest"])
    op.create_index("watch_items_by_outcome", "watch_items", ["source", "outcome"])
    op.create_table(
        "watch_sources",
        sa.Column("name", sa.Text, primary_key=True),
        *_text("first_run", "baseline", "last_run", "last_good", "last_outcome", "last_fault", "next_due", "last_new"),
        *_number("failures", "odd", "listed"),
        *_share("habit", "longest", "blocked"),
        *_text("validators"),
    )
    op.create_table(
        "watch_runs",
        _key(),
        *_text("source", "started", "ended"),
        *_share("seconds"),
        *_text("outcome", "fault", "message"),
        *_flag("baseline"),
        *_number("listed", "new", "changed", "gone", "fetched", "unchanged", "known", "failed", "stored"),
        *_share("blocked"),
        *_text("statuses", "hashes"),
    )
    op.create_index("watch_runs_by_source", "watch_runs", ["source", "key"])
    op.create_index("watch_runs_by_time", "watch_runs", ["started"])
    op.create_table(
        "watch_inbox",
        sa.Column("token", sa.Text, primary_key=True),
        *_text("source", "address", "title", "page", "folder"),
        *_number("file"),
        *_text("name", "place", "sha256", "digest", "body", "read", "listed", "kind", "target", "target_title"),
        *_text("reason"),
        *_share("share"),
        *_text("status", "announce", "found_at", "decided_by", "decided_at", "document", "version"),
        *_number("run"),
        sa.UniqueConstraint("digest", name="watch_inbox_once"),
    )
    op.create_index("watch_inbox_by_status", "watch_inbox", ["status", "found_at"])
    op.create_index("watch_inbox_by_item", "watch_inbox", ["source", "address"])
    op.create_index("watch_inbox_by_version", "watch_inbox", ["version"])
    op.create_index("watch_inbox_by_body", "watch_inbox", ["body"])
    op.create_table(
        "watch_ledger",
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("whom", sa.Text, primary_key=True),
        *_text("at", "sent"),
    )
