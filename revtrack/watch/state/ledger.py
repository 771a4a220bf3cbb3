"""The ledger: what is owed to whom, and which message tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, literal, or_, select

from revtrack.watch.state.rows import Entry
from revtrack.watch.state.schema import inbox, ledger, runs
from revtrack.watch.state.stored import Stored, from_row

_ENTRY = "entry:"
_Row = TypeVar("_Row")


def owed_of(entry: Entry) -> str:
    """What the ledger calls an entry of the inbox."""
    return f"{_ENTRY}{entry.token}"


def owe(connection: Connection, entry: Entry, whom: Iterable[str]) -> None:
    """An entry that comes into the inbox is to be told to these; nothing is owed twice."""
    if entry.announce == "quiet":
        return
    for name in dict.fromkeys(whom):
        which = ledger.c.what == owed_of(entry), ledger.c.whom == name
        if not connection.execute(select(ledger.c.at).where(*which)).first():
            connection.execute(ledger.insert(), [{"what": owed_of(entry), "whom": name, "at": entry.found_at}])


def settle(connection: Connection, token: str) -> None:
    """An entry goes as if it had never come: what nobody was told of it is owed no more."""
    connection.execute(ledger.delete().where(ledger.c.what == _ENTRY + token, ledger.c.message == ""))


def untold(
    connection: Connection,
    kind: type[_Row],
    table: Table,
    what: ColumnElement[str],
    order: Sequence[ColumnElement[Any]],
    stale: str,
) -> dict[str, list[_Row]]:
    """By addressee: rows of a table that are owed and that no message tells yet, in an order; what a run found that
    still goes on, and did not begin before `stale`, waits for its end. `what` is what the ledger calls a row."""
    over = or_(runs.c.key.is_(None), runs.c.outcome != "running", runs.c.started < stale)
    question = (
        select(ledger.c.whom, *table.c)
        .join(table, ledger.c.what == what)
        .outerjoin(runs, runs.c.key == table.c.run)
        .where(ledger.c.message == "", ledger.c.sent == "", over)
        .order_by(ledger.c.whom, *order)
    )
    found: dict[str, list[_Row]] = {}
    for row in connection.execute(question).mappings():
        found.setdefault(str(row["whom"]), []).append(from_row(kind, row))
    return found


class LedgerRows(Stored):
    """What is owed, so that nothing is forgotten and nothing told twice."""

    def owed(self, *, stale: str) -> dict[str, list[Entry]]:
        """By addressee: the entries that no message tells yet, the oldest first.

        Those of a run that still goes on wait for its end, so that one message tells them all; a run that began before
        `stale` goes on no more.
        """
        what = literal(_ENTRY) + inbox.c.token
        with self.reading() as connection:
            return untold(connection, Entry, inbox, what, (inbox.c.found_at, inbox.c.token), stale)

    def told(self, whats: Sequence[str], whom: str) -> frozenset[str]:
        """What of these somebody was told, or is about to be."""
        with self.reading() as connection:
            question = select(ledger.c.what).where(ledger.c.whom == whom, ledger.c.what.in_(list(whats)))
            return frozenset(connection.execute(question).scalars())
