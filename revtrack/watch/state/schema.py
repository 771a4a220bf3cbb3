"""The tables of the watch's own database: one schema for SQLite and PostgreSQL. None of it can be made again.

`migrations/` brings a database to this schema; a test holds the two against each other. Times are UTC, ISO 8601.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _share(name: str) -> Column[float]:
    return Column(name, Float, nullable=False, server_default="0")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default="0")


#: Facts about this database itself.
facts = Table("watch_facts", metadata, Column("name", Text, primary_key=True), _text("value"))

#: One row an item that a source listed: what it was called, what became of it, and what it said when last fetched.
#: `position` is its place in the list then; `digest` is the hash of its text,
#: `original` that of its bytes; `retry_at` is when a failed one is due again.
items = Table(
    "watch_items",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    _text("source"),
    _text("address"),
    _text("title"),
    _text("date"),
    _text("number"),
    _text("extra"),
    _text("first_seen"),
    _text("last_seen"),
    _text("gone"),
    _number("position"),
    _flag("baseline"),
    _text("digest"),
    _text("original"),
    _text("etag"),
    _text("last_modified"),
    _text("outcome"),
    _text("fault"),
    _number("attempts"),
    _text("retry_at"),
    _text("document"),
    _text("version"),
    _number("run"),
    UniqueConstraint("source", "address", name="watch_items_once"),
    Index("watch_items_by_digest", "digest"),
    Index("watch_items_by_outcome", "source", "outcome"),
)

#: One row a source that was looked at. `listed` is how many items its list had when all was well, `failures` and
#: `odd` how many runs in a row failed or found the list empty or cut short; `habit` is the usual gap between new
#: items, `longest` a long one (in seconds); `validators` is JSON: what each page of the list said of its state.
sources = Table(
    "watch_sources",
    metadata,
    Column("name", Text, primary_key=True),
    _text("first_run"),
    _text("baseline"),
    _text("last_run"),
    _text("last_good"),
    _text("last_outcome"),
    _text("last_fault"),
    _text("next_due"),
    _text("last_new"),
    _number("failures"),
    _number("odd"),
    _number("listed"),
    _share("habit"),
    _share("longest"),
    _share("blocked"),
    _text("validators"),
)

#: One row a look at a source. `statuses` is JSON: how often each HTTP status came; `hashes` that of each list page.
runs = Table(
    "watch_runs",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    _text("source"),
    _text("started"),
    _text("ended"),
    _share("seconds"),
    _text("outcome"),
    _text("fault"),
    _text("message"),
    _flag("baseline"),
    _number("listed"),
    _number("new"),
    _number("changed"),
    _number("gone"),
    _number("fetched"),
    _number("unchanged"),
    _number("known"),
    _number("failed"),
    _number("stored"),
    _share("blocked"),
    _text("statuses"),
    _text("hashes"),
    Index("watch_runs_by_source", "source", "key"),
    Index("watch_runs_by_time", "started"),
)

#: One row a document that waits for a decision, or waited. `folder` and `file` say where its bytes are kept aside,
#: `place` where in the file it stands; `read` is JSON: what the text says of itself, `listed` what the list said.
inbox = Table(
    "watch_inbox",
    metadata,
    Column("token", Text, primary_key=True),
    _text("source"),
    _text("address"),
    _text("title"),
    _text("page"),
    _text("folder"),
    _number("file"),
    _text("name"),
    _text("place"),
    _text("sha256"),
    _text("digest"),
    _text("body"),
    _text("read"),
    _text("listed"),
    _text("kind"),
    _text("target"),
    _text("target_title"),
    _text("reason"),
    _share("share"),
    _text("status"),
    _text("announce"),
    _text("found_at"),
    _text("decided_by"),
    _text("decided_at"),
    _text("document"),
    _text("version"),
    _number("run"),
    UniqueConstraint("digest", name="watch_inbox_once"),
    Index("watch_inbox_by_status", "status", "found_at"),
    Index("watch_inbox_by_item", "source", "address"),
    Index("watch_inbox_by_version", "version"),
    Index("watch_inbox_by_body", "body"),
)

#: What was told to whom: a row is there before anything is sent.
ledger = Table(
    "watch_ledger",
    metadata,
    Column("what", Text, primary_key=True),
    Column("whom", Text, primary_key=True),
    _text("at"),
    _text("sent"),
)
