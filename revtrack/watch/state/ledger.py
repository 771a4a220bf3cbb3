"""The ledger: what is owed to whom, and which message tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, literal, or_, select

from revtrack.watch.state.rows import Entry
from revtrack.watch.state.schema import inbox, ledger, runs
from revtrack.watch.state.stored import Stored, from_row

_ENTRY = "entry:"


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


class LedgerRows(Stored):
    """What is owed, so that nothing is forgotten and nothing told twice."""

    def owed(self, *, stale: str) -> dict[str, list[Entry]]:
        """By addressee: the entries that no message tells yet, the oldest first.

        Those of a run that still goes on wait for its end, so that one message tells them all; a run that began before
        `stale` goes on no more.
        """
        of_entry = ledger.c.what == literal(_ENTRY) + inbox.c.token
        over = or_(runs.c.key.is_(None), runs.c.outcome != "running", runs.c.started < stale)
        question = (
            select(ledger.c.whom, *inbox.c)
            .join(inbox, of_entry)
            .outerjoin(runs, runs.c.key == inbox.c.run)
            .where(ledger.c.message == "", ledger.c.sent == "", over)
            .order_by(ledger.c.whom, inbox.c.found_at, inbox.c.token)
        )
        found: dict[str, list[Entry]] = {}
        with self.reading() as connection:
            for row in connection.execute(question).mappings():
                found.setdefault(str(row["whom"]), []).append(from_row(Entry, row))
        return found

    def told(self, whats: Sequence[str], whom: str) -> frozenset[str]:
        """What of these somebody was told, or is about to be."""
        with self.reading() as connection:
            question = select(ledger.c.what).where(ledger.c.whom == whom, ledger.c.what.in_(list(whats)))
            return frozenset(connection.execute(question).scalars())
