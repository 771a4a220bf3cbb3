"""A database of ours beside the catalog: SQLite in a file by default, PostgreSQL by URL; one writer at a time.

Nothing that stands in it can be made again from the corpus, so nothing of it is ever dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal, Self

from sqlalchemy import Connection, text

from corpus_repo.database import Database, shown
from corpus_repo.migrating import upgrade
from corpus_repo.ownership import Owner, Standing, bring_forward, standing
from revtrack.errors import OperationFailed
from revtrack.holdings.failures import told


class OwnedDatabase:
    """A connection to a database of ours, brought to the schema of this program.

    Raises `OperationFailed` (as `failed` makes it, database-foreign, database-other, database-newer) where it cannot be
    used.

    Args:
        where: the path of a file, or the URL of a database.
        owner: what is kept there, of which corpus.
        migrations: the folder of what makes the schema.
        lock: of writers in PostgreSQL: any number, but always the same.
        failed: the error that is raised where it fails, made of its address and the reason.
        lasting: FULL where each transaction is to be on the disk when it ends, NORMAL where a killed process may lose
            nothing and a machine that loses its power the last moments.
    """

    def __init__(
        self,
        where: str | Path,
        owner: Owner,
        *,
        migrations: Path,
        lock: int,
        failed: Callable[[str, str], OperationFailed],
        lasting: Literal["FULL", "NORMAL"],
    ) -> None:
        self.url = f"sqlite:///{where}" if isinstance(where, Path) or "://" not in where else where
        self._owner, self._migrations, self._lock = owner, migrations, lock
        try:
            if self.url.startswith("sqlite:///"):
                Path(self.url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise failed(shown(self.url), error.strerror or str(error)) from error
        self._database = Database(self.url, pragmas=(f"synchronous={lasting}",), failed=failed, schema=owner.schema)
        try:
            with told():
                self._migrate()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give back all connections."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _migrate(self) -> None:
        where = shown(self.url)
        with self.reading() as connection:
            if standing(connection, self._owner, where) is Standing.READY:
                return
        with self.writing() as connection:
            bring_forward(connection, self._owner, where, lambda: upgrade(connection, self._migrations), None)

    def reading(self) -> AbstractContextManager[Connection]:
        """One transaction that reads."""
        return self._database.reading()

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """One transaction that writes."""
        with self._database.writing() as connection:
            if self._database.dialect == "postgresql":  # one writer at a time, as SQLite has it
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": self._lock})
            yield connection
