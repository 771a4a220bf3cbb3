"""A database reached through SQLAlchemy as all of ours are: a file of SQLite or a server, one writer at a time there.

The catalog and the watch state share it; what their rows mean is theirs.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_Item = TypeVar("_Item")


class Database:
    """The database at a URL; what the driver reports is raised as `failed(address without password, reason)`.

    Args:
        url: as SQLAlchemy takes it.
        pragmas: settings of SQLite beyond those for readers beside a writer, as `name=value`.
        failed: makes the error of the caller.
        schema: the one schema of a server that is seen, made or not; "" for that of the user.
    """

    def __init__(
        self, url: str, *, pragmas: Sequence[str], failed: Callable[[str, str], Exception], schema: str = ""
    ) -> None:
        from sqlalchemy import create_engine, event
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError

        self.url, self._failed = url, failed
        try:
            self._engine: Engine = create_engine(url)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise self.failure(str(error)) from error
        if self.dialect == "sqlite":
            event.listen(self._engine, "connect", _tuned_with(pragmas))
            event.listen(self._engine, "begin", _begin_sqlite)
        elif schema:
            event.listen(self._engine, "connect", _within(schema))

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self._engine.dialect.name

    @property
    def writable(self) -> bool:
        """Whether the address lets anything be written; one of a folder that may not be written says so itself."""
        return "mode=ro" not in self.url

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A connection to ask. Raises the caller's error where the database does not answer."""
        with self._guarded(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction: all of it or nothing."""
        with self._guarded(), self._engine.execution_options(writing=True).begin() as connection:
            yield connection

    def take_over(self, path: Path) -> None:
        """Hold from now on what another file of SQLite holds, in one step: whoever reads meanwhile reads what was
        before. For a database that is a file itself.
        """
        try:
            with (
                contextlib.closing(sqlite3.connect(path)) as made,
                contextlib.closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)) as own,
            ):
                made.backup(own, sleep=0.05)  # pages by the log of the file: a crash leaves what was before
                own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise self.failure(str(error)) from error

    def failure(self, reason: str) -> Exception:
        """The caller's error for this database."""
        return self._failed(shown(self.url), reason)

    @contextmanager
    def _guarded(self) -> Generator[None]:
        from sqlalchemy.exc import DBAPIError

        try:
            yield
        except DBAPIError as error:
            raise self.failure(str(error.orig).strip().splitlines()[0]) from error


def storable(text: str) -> str:
    """A text as a database takes it: without NUL and without halves of surrogate pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def portions(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Items by so many at once, for a statement can name no more."""
    given = list(items)
    for at in range(0, len(given), size):
        yield given[at : at + size]


def shown(url: str) -> str:
    """A database's address without the password."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.rsplit("@", maxsplit=1)[-1]


def _begin_sqlite(connection: Connection) -> None:
    """A transaction from its first statement on, changes of the schema included; a writer waits at its beginning."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _tuned_with(pragmas: Sequence[str]) -> Callable[[Any, object], None]:
    """Readers beside a writer, and what the caller sets beyond that, on each new connection."""

    def tune(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins no transactions of its own: see `_begin_sqlite`
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=20000")
        made = cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        # the journal mode stays with a file, and one that holds something already may not be ours to change
        for setting in (*([] if made else ["journal_mode=WAL"]), *pragmas):
            with contextlib.suppress(sqlite3.OperationalError):  # a file that is only read keeps its journal mode
                cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    return tune


def _within(schema: str) -> Callable[[Any, object], None]:
    """Nothing but a schema is seen and nothing made elsewhere, on each new connection."""

    def look(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f'SET search_path TO "{schema}"')
        cursor.close()
        connection.commit()

    return look
