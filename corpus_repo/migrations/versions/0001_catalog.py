"""The catalog as it first was: documents, versions, changes, clauses with their index, duties.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from corpus_repo.search import full_text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names]


def _number(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False, server_default="0") for name in names]


def _flag(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean, nullable=False, server_default="0") for name in names]


def _key() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True, autoincrement=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table("state", sa.Column("name", sa.Text, primary_key=True), *_text("value"))
    op.create_table(
        "documents",
        sa.Column("id", sa.Text, primary_key=True),
        *_text("title", "name", "doc_number", "number_key", "issuers", "jurisdiction", "status", "date", "created"),
        *_text("updated", "merged_into", "current"),
        *_number("versions"),
        *_text("record"),
    )
    op.create_index("documents_by_name", "documents", ["name"])
    op.create_index("documents_by_date", "documents", ["date", "id"])
    op.create_index("documents_by_number", "documents", ["number_key"])
    op.create_index("documents_by_target", "documents", ["merged_into"])
    op.create_table(
        "versions",
        _key(),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *_text("document"),
        *_number("position"),
        *_text("status", "title", "issuers", "jurisdiction", "date"),
        *_number("year"),
        *_text("received", "text", "structure", "digest", "body", "original"),
        *_flag("withdrawn", "superseded"),
        *_text("duties_by"),
    )
    op.create_index("versions_by_document", "versions", ["document", "position"])
    op.create_index("versions_by_digest", "versions", ["digest"])
    op.create_index("versions_by_body", "versions", ["body"])
    op.create_index("versions_by_original", "versions", ["original"])
    op.create_index("versions_by_duties", "versions", ["duties_by"])
    op.create_table(
        "changes",
        _key(),
        *_text("commit", "document", "kind", "version", "at", "author", "title", "detail", "reason", "undoes"),
    )
    op.create_index("changes_by_document", "changes", ["document", "number"])
    op.create_index("changes_by_commit", "changes", ["commit"])
    op.create_table(
        "clauses",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *_number("version", "line"),
        *_text("label", "address", "kind", "text"),
    )
    op.create_index("clauses_by_version", "clauses", ["version", "line"])
    for statement in full_text(op.get_context().dialect.name).create():
        op.execute(statement)
    op.create_table(
        "duties",
        _key(),
        *_number("version", "line"),
        *_text("quote", "polarity"),
        *_number("strength"),
        *_text("modality", "actor", "actor_key", "action", "object", "deadline", "first_day", "last_day", "quantity"),
        *_text("reporting", "condition", "scope"),
    )
    op.create_index("duties_by_version", "duties", ["version", "line"])
    op.create_index("duties_by_day", "duties", ["last_day"])
