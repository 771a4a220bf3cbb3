"""The tables of the catalog: one schema for SQLite and PostgreSQL. All of it is derived from git.

`migrations/` brings a database to this schema; a test holds the two against each other.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

from corpus_repo.columns import flag, number, text

metadata = MetaData()

#: What the catalog was made from: `main` is the commit up to which it speaks.
state = Table("state", metadata, Column("name", Text, primary_key=True), text("value"))

#: One row a document. `record` is its JSON record; `name` its folded title, by which it is looked up.
documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    text("title"),
    text("name"),
    text("doc_number"),
    text("number_key"),
    text("issuers"),
    text("jurisdiction"),
    text("status"),
    text("date"),
    text("created"),
    text("updated"),
    text("merged_into"),
    text("current"),
    number("versions"),
    text("record"),
    text("consultation_until"),
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
    text("document"),
    number("position"),
    text("status"),
    text("title"),
    text("issuers"),
    text("jurisdiction"),
    text("date"),
    number("year"),
    text("received"),
    text("text"),
    text("structure"),
    text("digest"),
    text("body"),
    text("original"),
    flag("withdrawn"),
    flag("superseded"),
    text("duties_by"),
    text("events_by"),
    text("targets_by"),
    Index("versions_by_document", "document", "position"),
    Index("versions_by_digest", "digest"),
    Index("versions_by_body", "body"),
    Index("versions_by_original", "original"),
    Index("versions_by_duties", "duties_by"),
    Index("versions_by_events", "events_by"),
    Index("versions_by_targets", "targets_by"),
)

#: One row for each document that a commit touched.
changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    text("commit"),
    text("document"),
    text("kind"),
    text("version"),
    text("at"),
    text("author"),
    text("title"),
    text("detail"),
    text("reason"),
    text("undoes"),
    Index("changes_by_document", "document", "number"),
    Index("changes_by_commit", "commit"),
    Index("changes_by_time", "at"),
)

#: One row a clause of any version; `line` is its line in text.txt, from 1.
clauses = Table(
    "clauses",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    number("version"),
    number("line"),
    text("label"),
    text("address"),
    text("kind"),
    text("text"),
    Index("clauses_by_version", "version", "line"),
)

#: One row an obligation of any version, as far as they have been read (`versions.duties_by`).
duties = Table(
    "duties",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    number("version"),
    number("line"),
    text("quote"),
    text("polarity"),
    number("strength"),
    text("modality"),
    text("actor"),
    text("actor_key"),
    text("action"),
    text("object"),
    text("deadline"),
    text("first_day"),
    text("last_day"),
    text("quantity"),
    text("reporting"),
    text("condition"),
    text("scope"),
    text("type"),
    text("force"),
    text("deadline_kind"),
    text("recipient"),
    text("penalty_for"),
    text("bearers"),
    text("quantities"),
    Index("duties_by_version", "version", "line"),
    Index("duties_by_day", "last_day"),
)

#: One row for each body that a duty names, with its role there (lead, responsible, support, recipient: whom it reports
#: to); `key` is the name folded. Filled with the duties, from their `bearers` and `recipient`.
bearers = Table(
    "bearers",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    number("version"),
    number("duty"),
    text("key"),
    text("name"),
    text("role"),
    Index("bearers_by_version", "version", "duty"),
    Index("bearers_by_key", "key", "version"),
    Index("bearers_by_duty", "duty"),
)

#: One row an event of force that a version states, as far as they were read (`versions.events_by`). `title_key` and
#: `number_key` name what it happens to, whether the corpus has that or not; `waiting` says that it has not.
events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    number("version"),
    number("line"),
    text("kind"),
    text("quote"),
    text("title"),
    text("title_key"),
    text("doc_number"),
    text("number_key"),
    text("made"),
    text("day"),
    number("months"),
    text("part"),
    flag("waiting"),
    Index("events_by_version", "version", "line"),
    Index("events_by_title", "title_key"),
    Index("events_by_number", "number_key"),
    Index("events_by_waiting", "waiting"),
)

#: One row a version: from which day its wording binds and from which no more ("": not known, or without end), and why.
spans = Table(
    "spans",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    text("since"),
    text("until"),
    text("ended"),
    Index("spans_by_end", "until"),
)

#: One row a target of any version, as far as they were read (`versions.targets_by`); `key` is what is measured, folded.
targets = Table(
    "targets",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    number("version"),
    number("line"),
    text("quote"),
    text("name"),
    text("key"),
    text("scope"),
    text("bound"),
    text("value"),
    text("high"),
    text("unit"),
    text("family"),
    text("written"),
    text("change"),
    number("year"),
    text("base"),
    Index("targets_by_version", "version", "line"),
    Index("targets_by_key", "key"),
)
