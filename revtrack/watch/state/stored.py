"""The database of the watch: SQLite in a file by default, PostgreSQL by URL; its schema, and rows as values."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import text
from sqlalchemy.engine import RowMapping

from corpus_repo.database import storable
from corpus_repo.ownership import Owner
from revtrack.errors import OperationFailed
from revtrack.holdings.owned import OwnedDatabase
from revtrack.watch.state.rows import Entry, Event, Match, Message, Run, SeenItem, SourceState, Subscription, Task
from revtrack.watch.state.schema import metadata

#: The migration that makes the schema of this program.
REVISION = "0005"
#: Tables that the first form lacked, which said nowhere whose it was.
_LATER = frozenset(("watch_outbox", "watch_events", "watch_subscriptions", "watch_matches", "watch_tasks"))
_MIGRATIONS = Path(__file__).parent / "migrations"
#: The lock of writers in PostgreSQL: any number, but always the same.
_LOCK = 7_307_214_051
#: Columns that hold JSON.
_JSON = frozenset(("extra", "validators", "statuses", "hashes", "read", "listed", "parts", "wanted", "told"))

_Row = TypeVar("_Row")


def _failed(where: str, reason: str) -> OperationFailed:
    return OperationFailed("state", where, facts={"reason": reason})


def owner_of(corpus: str) -> Owner:
    """What says of a database that it holds the watch of a corpus."""
    return Owner("watch", corpus, "watch_version", REVISION, frozenset(metadata.tables), later=_LATER)


class Stored(OwnedDatabase):
    """A connection to the watch's database: a path of a file, or the URL of a database. Each method is one transaction.

    `corpus` is the id of the corpus whose watch it is; "" where the place says so. Raises `OperationFailed` (state,
    database-foreign, database-other, database-newer) where it cannot be used.
    """

    def __init__(self, where: str | Path, corpus: str = "") -> None:
        super().__init__(where, owner_of(corpus), migrations=_MIGRATIONS, lock=_LOCK, failed=_failed, lasting="FULL")

    @contextmanager
    def alone(self, what: str) -> Generator[bool]:
        """The right to be the only one that does something, as long as the block lasts; False where another has it.

        In a server it is a lock of the session, freed when its holder dies; beside a file it is anybody's, for there a
        lock of the file's folder does.
        """
        if self._database.dialect != "postgresql":
            yield True
            return
        with self.reading() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            given = {"key": _LOCK % 2**31, "what": what}
            name = "(:key, hashtext(current_schema() || ' ' || :what))"
            taken = bool(connection.execute(text(f"SELECT pg_try_advisory_lock{name}"), given).scalar())
            try:
                yield taken
            finally:
                if taken:
                    connection.execute(text(f"SELECT pg_advisory_unlock{name}"), given)


def from_row(kind: type[_Row], row: RowMapping) -> _Row:
    """A row as a value."""
    wanted = {item.name for item in fields(cast("Any", kind))}
    values: dict[str, Any] = {name: row[name] for name in wanted}
    for name in _JSON & wanted:
        # the number of listed items bears the name of what a list said
        if isinstance(values[name], str):
            values[name] = json.loads(values[name] or "{}")
    return kind(**values)


_Value = SeenItem | SourceState | Run | Entry | Event | Message | Subscription | Match | Task


def to_row(value: _Value, *without: str) -> dict[str, Any]:
    """A value as a row, some columns left out."""
    row = {name: found for name, found in asdict(value).items() if name not in without}
    for name in _JSON & row.keys():
        if not isinstance(row[name], int):
            row[name] = as_json(row[name])
    return {name: storable(found) if isinstance(found, str) else found for name, found in row.items()}


def as_json(value: Mapping[str, Any]) -> str:
    """A mapping as a column keeps it."""
    return storable(json.dumps(dict(value), ensure_ascii=False, sort_keys=True))
