"""Items as their lists last showed them, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from corpus_repo.database import portions
from revtrack.watch.state.ledger import owe
from revtrack.watch.state.rows import Entry, SeenItem
from revtrack.watch.state.schema import inbox, items, sources
from revtrack.watch.state.stored import Stored, as_json, from_row, to_row

#: Rows asked for by name at once.
_PORTION = 500


class ItemRows(Stored):
    """The items of all sources."""

    def items(self, source: str) -> list[SeenItem]:
        """Every item that a source ever listed, in the order in which it was last listed, newest first."""
        with self.reading() as connection:
            question = select(items).where(items.c.source == source)
            question = question.order_by(items.c.last_seen.desc(), items.c.position, items.c.key)
            return [from_row(SeenItem, row) for row in connection.execute(question).mappings()]

    def item(self, source: str, address: str) -> SeenItem | None:
        """One item by its address."""
        with self.reading() as connection:
            question = select(items).where(items.c.source == source, items.c.address == address)
            row = connection.execute(question).mappings().first()
            return from_row(SeenItem, row) if row else None

    def shown(self) -> dict[str, int]:
        """How many items each source lists now, as far as is known."""
        question = select(items.c.source, func.count()).where(items.c.gone == "").group_by(items.c.source)
        with self.reading() as connection:
            return {str(row[0]): int(row[1]) for row in connection.execute(question)}

    def failing(self) -> dict[str, int]:
        """How many items of each source could not be had and are still listed."""
        failed = items.c.outcome.in_(("failed", "blocked")), items.c.gone == ""
        question = select(items.c.source, func.count()).where(*failed).group_by(items.c.source)
        with self.reading() as connection:
            return {str(row[0]): int(row[1]) for row in connection.execute(question)}

    def relist(self, source: str, listed: Iterable[SeenItem], at: str) -> None:
        """Known items are listed again: what the list says of them now; one that was gone is back."""
        rows = [
            {
                "of_source": source,
                "of_address": item.address,
                "title": item.title,
                "date": item.date,
                "number": item.number,
                "extra": as_json(item.extra),
                "last_seen": at,
                "position": item.position,
                "gone": "",
            }
            for item in listed
        ]
        if not rows:
            return
        with self.writing() as connection:
            which = items.c.source == bindparam("of_source"), items.c.address == bindparam("of_address")
            columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if not name.startswith("of_")}
            connection.execute(items.update().where(*which).values(**columns), rows)

    def moved(self, source: str, before: str, now: SeenItem) -> bool:
        """An item stands at another address. False where that address has a row of its own already."""
        with self.writing() as connection:
            there = items.c.source == source, items.c.address == now.address
            if connection.execute(select(items.c.key).where(*there)).first():
                return False
            here = items.c.source == source, items.c.address == before
            values = {"address": now.address, "title": now.title, "date": now.date, "number": now.number, "gone": ""}
            # what the old address said of its state says nothing of the new one
            values |= {"etag": "", "last_modified": "", "parts": "{}", "last_seen": now.last_seen}
            connection.execute(items.update().where(*here).values(**values))
            return True

    def pass_over(self, rows: Sequence[SeenItem]) -> None:
        """Items are listed that were there before anybody watched: they are known, and never fetched."""
        if not rows:
            return
        with self.writing() as connection:
            there = set(connection.execute(select(items.c.address).where(items.c.source == rows[0].source)).scalars())
            fresh = [to_row(row) for row in rows if row.address not in there]
            if fresh:
                connection.execute(items.insert(), fresh)

    def mark_gone(self, source: str, addresses: Iterable[str], at: str) -> None:
        """Items are no longer listed where they should be: recorded, never deleted."""
        with self.writing() as connection:
            for some in portions(addresses, _PORTION):
                which = items.c.source == source, items.c.address.in_(some), items.c.gone == ""
                connection.execute(items.update().where(*which).values(gone=at))

    def settle(self, source: str, at: str) -> int:
        """A person says that a list that was found empty or cut short is as it should be: what it no longer shows is
        gone. How many items those are. Where something may have been missed, that she has looked after it."""
        with self.writing() as connection:
            asked = select(sources.c.last_run, sources.c.odd, sources.c.gap).where(sources.c.name == source)
            row = connection.execute(asked).first()
            if row is None:
                return 0
            count = 0
            if row[1] or not row[2]:
                which = items.c.source == source, items.c.last_seen < row[0], items.c.gone == ""
                count = connection.execute(items.update().where(*which).values(gone=at)).rowcount
            settled = {"odd": 0, "listed": 0, "validators": "{}", "gap": ""}
            connection.execute(sources.update().where(sources.c.name == source).values(**settled))
            return count

    def put(self, item: SeenItem, entries: Sequence[Entry] = (), tell: Sequence[str] = ()) -> tuple[Entry, ...]:
        """What became of an item, what it put into the inbox, and that these are to be told of it, in one transaction;
        the entries that are new there.

        A text that was in the inbox before, however it was decided, is not put there twice; an item all of whose texts
        were is known, and points to what became of the first of them.
        """
        with self.writing() as connection:
            fresh: list[Entry] = []
            for entry in entries:
                before = connection.execute(select(inbox).where(inbox.c.digest == entry.digest)).mappings().first()
                if before is None:
                    connection.execute(inbox.insert(), [to_row(entry)])
                    owe(connection, entry, tell)
                    fresh.append(entry)
                elif before["token"] == entry.token:
                    return ()  # it was put back after a kill
                elif not item.document:
                    item = replace(item, document=str(before["document"]), version=str(before["version"]))
            if entries and not fresh:
                item = replace(item, outcome="known")
            self._put_item(connection, item)
            return tuple(fresh)

    def _put_item(self, connection: Connection, item: SeenItem) -> None:

        which = items.c.source == item.source, items.c.address == item.address
        row = to_row(item)
        before = connection.execute(select(items).where(*which)).mappings().first()
        if before is None:
            connection.execute(items.insert(), [row])
            return
        for name in ("first_seen", "baseline"):
            row[name] = before[name]
        for name in ("document", "version", "digest", "original", "etag", "last_modified", "looked_at"):
            row[name] = row[name] or before[name]
        if row["parts"] == "{}":
            row["parts"] = before["parts"]
        connection.execute(items.update().where(*which).values(**row))
