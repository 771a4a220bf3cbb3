"""The tables of the watch's own database: one schema for SQLite and PostgreSQL. None of it can be made again.

`migrations/` brings a database to this schema; a test holds the two against each other. Times are UTC, ISO 8601.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, UniqueConstraint

from corpus_repo.columns import flag, number, share, text

metadata = MetaData()

#: Facts about this database itself.
facts = Table("watch_facts", metadata, Column("name", Text, primary_key=True), text("value"))

#: One row an item that a source listed: what it was called, what became of it, and what it said when last fetched.
#: `position` is its place in the list then; `digest` is the hash of its text,
#: `original` that of its bytes; `retry_at` is when a failed one is due again. `looked_at` is when its text was last
#: looked at, `parts` JSON: what each of its files said of its state then; `lacks` names the files that it has and that
#: could not be had; `missed` is since when its page is not there any more.
items = Table(
    "watch_items",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    text("source"),
    text("address"),
    text("title"),
    text("date"),
    text("number"),
    text("extra"),
    text("first_seen"),
    text("last_seen"),
    text("gone"),
    number("position"),
    flag("baseline"),
    text("digest"),
    text("original"),
    text("etag"),
    text("last_modified"),
    text("outcome"),
    text("fault"),
    number("attempts"),
    text("retry_at"),
    text("document"),
    text("version"),
    number("run"),
    text("looked_at"),
    text("parts"),
    text("lacks"),
    text("missed"),
    UniqueConstraint("source", "address", name="watch_items_once"),
    Index("watch_items_by_digest", "digest"),
    Index("watch_items_by_outcome", "source", "outcome"),
)

#: One row a source that was looked at. `listed` is how many items its list had when all was well, `failures` and
#: `odd` how many runs in a row failed or found the list empty or cut short; `habit` is the usual gap between new
#: items, `longest` a long one (in seconds); `validators` is JSON: what each page of the list said of its state.
#: `deep_at` is when its list was last gone through further than usual, `reach` whether that came to its end ("end") or
#: not ("more"); `gap` is since when something may have been missed; `looks` are the requests for known items on `day`;
#: `shut_until` is until when its host asked to be left alone.
sources = Table(
    "watch_sources",
    metadata,
    Column("name", Text, primary_key=True),
    text("first_run"),
    text("baseline"),
    text("last_run"),
    text("last_good"),
    text("last_outcome"),
    text("last_fault"),
    text("next_due"),
    text("last_new"),
    number("failures"),
    number("odd"),
    number("listed"),
    share("habit"),
    share("longest"),
    share("blocked"),
    text("validators"),
    text("deep_at"),
    text("reach"),
    text("gap"),
    text("day"),
    number("looks"),
    text("shut_until"),
)

#: One row a look at a source. `statuses` is JSON: how often each HTTP status came; `hashes` that of each list page.
runs = Table(
    "watch_runs",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    text("source"),
    text("started"),
    text("ended"),
    share("seconds"),
    text("outcome"),
    text("fault"),
    text("message"),
    flag("baseline"),
    number("listed"),
    number("new"),
    number("changed"),
    number("gone"),
    number("fetched"),
    number("unchanged"),
    number("known"),
    number("failed"),
    number("stored"),
    share("blocked"),
    text("statuses"),
    text("hashes"),
    flag("deep"),
    number("looks"),
    Index("watch_runs_by_source", "source", "key"),
    Index("watch_runs_by_time", "started"),
)

#: One row a document that waits for a decision, or waited. `folder` and `file` say where its bytes are kept aside,
#: `place` where in the file it stands; `read` is JSON: what the text says of itself, `listed` what the list said.
inbox = Table(
    "watch_inbox",
    metadata,
    Column("token", Text, primary_key=True),
    text("source"),
    text("address"),
    text("title"),
    text("page"),
    text("folder"),
    number("file"),
    text("name"),
    text("place"),
    text("sha256"),
    text("digest"),
    text("body"),
    text("read"),
    text("listed"),
    text("kind"),
    text("target"),
    text("target_title"),
    text("reason"),
    share("share"),
    text("status"),
    text("announce"),
    text("found_at"),
    text("decided_by"),
    text("decided_at"),
    text("document"),
    text("version"),
    number("run"),
    UniqueConstraint("digest", name="watch_inbox_once"),
    Index("watch_inbox_by_status", "status", "found_at"),
    Index("watch_inbox_by_item", "source", "address"),
    Index("watch_inbox_by_version", "version"),
    Index("watch_inbox_by_body", "body"),
)

#: One row something that befell a known item and is no text: `kind` as in `rows.EventKind`; `document` is what the item
#: had become.
events = Table(
    "watch_events",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    text("source"),
    text("address"),
    text("title"),
    text("kind"),
    text("at"),
    text("document"),
    number("run"),
    Index("watch_events_by_item", "source", "address"),
)

#: What is owed to whom: a row is there with what causes it, in one transaction. `message` is the id of the message that
#: tells it, "" as long as there is none; `sent` is when that was sent.
ledger = Table(
    "watch_ledger",
    metadata,
    Column("what", Text, primary_key=True),
    Column("whom", Text, primary_key=True),
    text("at"),
    text("sent"),
    text("message"),
    Index("watch_ledger_by_message", "message", "sent"),
)

#: One row an addressee and message, told in the order of `key`. `id` is what a repeat carries again; whoever sends it
#: holds it until `taken_until`; `due_at` is when it is tried again, `fault` what kept it from being sent.
outbox = Table(
    "watch_outbox",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    text("id"),
    text("whom"),
    text("kind"),
    text("title"),
    text("body"),
    text("made_at"),
    text("status"),
    text("due_at"),
    text("fault"),
    text("sent_at"),
    number("attempts"),
    text("taken_by"),
    text("taken_until"),
    UniqueConstraint("id", name="watch_outbox_once"),
    Index("watch_outbox_by_whom", "status", "whom", "key"),
)

#: One row a subscription: whose it is ("" without accounts), `wanted` JSON (what is asked), and where it is told;
#: `secret` signs what a webhook gets, `feed` is the name of its feed; `seen` is the commit up to which the corpus was
#: gone through for it, `seen_at` when that was made.
subscriptions = Table(
    "watch_subscriptions",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    text("token"),
    text("owner"),
    text("kind"),
    text("wanted"),
    text("title"),
    text("channel"),
    text("address"),
    text("secret"),
    text("feed"),
    text("lang"),
    text("made_at"),
    text("seen"),
    text("seen_at"),
    UniqueConstraint("token", name="watch_subscriptions_once"),
    UniqueConstraint("feed", name="watch_subscriptions_by_feed"),
    Index("watch_subscriptions_by_owner", "owner", "key"),
)

#: One row a version in which something new was found for a subscription: `told` is JSON, what was found. Once each.
matches = Table(
    "watch_matches",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    text("subscription"),
    text("document"),
    text("version"),
    text("title"),
    text("at"),
    text("told"),
    UniqueConstraint("subscription", "version", name="watch_matches_once"),
)

#: One row a task, as in `rows.Task`: what (`kind` as in `TaskKind`), for which account, by which, until which day;
#: `state` as in `TaskState`; `told_given` and `told_due` are the messages that told of it and of its day, "" before.
tasks = Table(
    "watch_tasks",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    text("token"),
    text("kind"),
    text("old"),
    text("new"),
    text("way"),
    text("title"),
    text("assignee"),
    text("made_by"),
    text("due"),
    text("state"),
    text("note"),
    text("made_at"),
    text("changed_at"),
    text("changed_by"),
    text("told_given"),
    text("told_due"),
    UniqueConstraint("token", name="watch_tasks_once"),
    Index("watch_tasks_by_assignee", "assignee", "state"),
    Index("watch_tasks_by_thing", "old", "new"),
)
