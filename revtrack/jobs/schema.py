"""The tables of jobs: one schema for SQLite and PostgreSQL. Times are seconds since 1970, which compare anywhere.

`migrations/` brings a database to this schema; a test holds the two against each other.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

from corpus_repo.columns import flag, number, share, text

metadata = MetaData()

#: One row a piece of work. `name` is what it is known by as long as its result is wanted: asked for twice it is done
#: once; `given` is JSON: what it works on. Its worker, `holder`, has it until `held_until` and says so again and again;
#: `attempts` are tries that failed, `deaths` workers that did not live to end it; `stop` asks the worker to give it up.
jobs = Table(
    "jobs",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    text("id"),
    text("name"),
    text("kind"),
    text("given"),
    text("title"),
    text("by"),
    text("status"),
    text("holder"),
    text("fault"),
    number("done"),
    number("total"),
    number("attempts"),
    number("deaths"),
    share("made_at"),
    share("due_at"),
    share("began_at"),
    share("ended_at"),
    share("held_until"),
    flag("stop"),
    UniqueConstraint("id", name="jobs_by_id"),
    UniqueConstraint("name", name="jobs_once"),
    Index("jobs_by_status", "status", "due_at"),
)

#: What came of a job: its answer, or the error that ended it.
results = Table(
    "jobs_results", metadata, Column("id", Text, primary_key=True), Column("value", LargeBinary, nullable=False)
)

#: What was answered to what was asked under a key of the asker's own, empty meanwhile; forgotten after `until`.
answers = Table(
    "jobs_answers",
    metadata,
    Column("key", Text, primary_key=True),
    share("until"),
    Column("value", LargeBinary, nullable=False),
)
