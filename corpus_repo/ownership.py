"""Whose a database is: tables are made, changed and dropped only where they are ours, of this corpus, and not newer.

An address may lead to the database of another application, or of another corpus. On a server everything of ours lives
in a schema of its own, named for the corpus; every database says in the table `revtrack_owner` what it holds, and of
which corpus. One without that table is ours only where it holds all tables of our first form, and none that
are not ours, as older programs made them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus_repo.errors import DatabaseRefused, Refusal

if TYPE_CHECKING:
    from sqlalchemy import Connection

TABLE = "revtrack_owner"
#: Characters of a corpus's id that name its schema.
_NAMED = 24


class Standing(StrEnum):
    """What there is in a database that may be used."""

    EMPTY = "empty"
    READY = "ready"
    OLDER = "older"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Owner:
    """What we keep in a database: of which corpus ("" where the place of the database says so), in which form.

    `tables` are those that the newest form has, `made_with` begins the names of those that a database makes for itself,
    `later` are those that the first form lacks;
    `version_table` holds the form, a number of four digits like `revision`.
    """

    kind: str
    corpus: str
    version_table: str
    revision: str
    tables: frozenset[str]
    made_with: str = "\0"
    later: frozenset[str] = frozenset()

    @property
    def schema(self) -> str:
        """The schema in a server."""
        return "_".join(filter(None, ("revtrack", self.kind, self.corpus[:_NAMED])))


def standing(connection: Connection, owner: Owner, where: str) -> Standing:
    """What a database holds. Raises `DatabaseRefused` where it is not ours, of another corpus, or newer."""
    from sqlalchemy import text

    def refused(why: Refusal, found: str) -> DatabaseRefused:
        return DatabaseRefused(where, owner.kind, why, found, owner.revision)

    there = _tables(connection)
    if not there:
        return Standing.EMPTY
    version = ""
    if owner.version_table in there:
        said = connection.execute(text(f"SELECT version_num FROM {owner.version_table}")).scalars()  # noqa: S608 - ours
        version = " ".join(map(str, said))
    if TABLE not in there:
        if not _made_before(there, owner, version):
            raise refused("foreign", ", ".join(sorted(there)[:8]))
    else:
        rows = connection.execute(text(f"SELECT kind, corpus FROM {TABLE}")).all()  # noqa: S608 - a name of ours
        kind, corpus = rows[0] if len(rows) == 1 else ("", "")
        if kind != owner.kind:
            raise refused("foreign", f"revtrack {kind}")
        if corpus and owner.corpus and corpus != owner.corpus:
            raise refused("other", corpus)
    if version.isdecimal() and int(version) > int(owner.revision):
        raise refused("newer", version)
    if not version:
        return Standing.OLDER if there == {TABLE} else Standing.BROKEN
    if not version.isdecimal() or int(version) < 1:
        return Standing.BROKEN
    return Standing.READY if version == owner.revision and TABLE in there else Standing.OLDER


def claim(connection: Connection, owner: Owner) -> None:
    """Say whose the database is from now on; to be called where `standing` let it be used, in a transaction."""
    from sqlalchemy import text

    if TABLE not in _tables(connection):
        connection.execute(text(f"CREATE TABLE {TABLE} (kind TEXT NOT NULL, corpus TEXT NOT NULL)"))
        values = {"kind": owner.kind, "corpus": owner.corpus}
        connection.execute(text(f"INSERT INTO {TABLE} VALUES (:kind, :corpus)"), values)  # noqa: S608 - a name of ours


def make_schema(connection: Connection, owner: Owner) -> None:
    """The schema of ours in a server, where there is none yet."""
    from sqlalchemy import text

    if connection.dialect.name == "postgresql":
        asked = text("SELECT 1 FROM pg_namespace WHERE nspname = :name")
        if connection.execute(asked, {"name": owner.schema}).scalar() is None:  # making it needs a right, using it none
            connection.execute(text(f'CREATE SCHEMA "{owner.schema}"'))


def bring_forward(
    connection: Connection, owner: Owner, where: str, upgrade: Callable[[], None], drop: Callable[[], None] | None
) -> None:
    """Claim a database and bring it to the newest form, in one transaction; `drop` empties one of ours that is broken.

    Raises `DatabaseRefused`, also for a broken one that must not be dropped.
    """
    make_schema(connection, owner)
    found = standing(connection, owner, where)
    if found is Standing.BROKEN:
        if drop is None:
            raise DatabaseRefused(where, owner.kind, "newer", "?", owner.revision)
        drop()
    claim(connection, owner)
    upgrade()


def _tables(connection: Connection) -> set[str]:
    """Every table and view there is in our schema, or in the file."""
    from sqlalchemy import text

    if connection.dialect.name == "postgresql":
        asked = (
            "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE nspname = current_schema() AND relkind IN ('r', 'v', 'm', 'f', 'p')"
        )
    else:
        asked = (
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
    return {str(name) for name in connection.execute(text(asked)).scalars()}


def _made_before(there: set[str], owner: Owner, version: str) -> bool:
    """Whether tables are those that a program made which did not say so yet."""
    known = owner.tables | {owner.version_table}
    ours = known - owner.later <= there and all(name in known or name.startswith(owner.made_with) for name in there)
    return ours and version.isdecimal()
