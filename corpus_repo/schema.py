"""The tables of the catalog: one schema for SQLite and PostgreSQL. All of it is derived from git.

`migrations/` brings a database to this schema; a test holds the two against each other.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default="0")


#: What the catalog was made from: `main` is the commit up to which it speaks.
state = Table("state", metadata, Column("name", Text, primary_key=True), _text("value"))

#: One row a document. `record` is its JSON record; `name` its folded title, by which it is looked up.
documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    _text("title"),
    _text("name"),
    _text("doc_number"),
    _text("number_key"),
    _text("issuers"),
    _text("jurisdiction"),
    _text("status"),
    _text("date"),
    _text("created"),
    _text("updated"),
    _text("merged_into"),
    _text("current"),
    _number("versions"),
    _text("record"),
    _text("consultation_until"),
    Index("documents_by_name", "name"),
    Index("documents_by_date", "date", "id"),
    Index("documents_by_number", "number_key"),
    Index("documents_by_target", "merged_into"),
    Index("documents_by_consultation", "consultation_until"),
)

#: One row a version; `number` is its key in this database only, `position` its place in the reader's order (from 1).
versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    _text("document"),
    _number("position"),
    _text("status"),
    _text("title"),
    _text("issuers"),
    _text("jurisdiction"),
    _text("date"),
    _number("year"),
    _text("received"),
    _text("text"),
    _text("structure"),
    _text("digest"),
    _text("body"),
    _text("original"),
    _flag("withdrawn"),
    _flag("superseded"),
    _text("duties_by"),
    Index("versions_by_document", "document", "position"),
    Index("versions_by_digest", "digest"),
    Index("versions_by_body", "body"),
    Index("versions_by_original", "original"),
    Index("versions_by_duties", "duties_by"),
)

#: One row for each document that a commit touched.
changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    _text("commit"),
    _text("document"),
    _text("kind"),
    _text("version"),
    _text("at"),
    _text("author"),
    _text("title"),
    _text("detail"),
    _text("reason"),
    _text("undoes"),
    Index("changes_by_document", "document", "number"),
    Index("changes_by_commit", "commit"),
    Index("changes_by_time", "at"),
)

#: One row a clause of any version; `line` is its line in text.txt, from 1.
clauses = Table(
    "clauses",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _number("version"),
    _number("line"),
    _text("label"),
    _text("address"),
    _text("kind"),
    _text("text"),
    Index("clauses_by_version", "version", "line"),
)

#: One row an obligation of any version, as far as they have been read (`versions.duties_by`).
duties = Table(
    "duties",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    _number("version"),
    _number("line"),
    _text("quote"),
    _text("polarity"),
    _number("strength"),
    _text("modality"),
    _text("actor"),
    _text("actor_key"),
    _text("action"),
    _text("object"),
    _text("deadline"),
    _text("first_day"),
    _text("last_day"),
    _text("quantity"),
    _text("reporting"),
    _text("condition"),
    _text("scope"),
    Index("duties_by_version", "version", "line"),
    Index("duties_by_day", "last_day"),
)
