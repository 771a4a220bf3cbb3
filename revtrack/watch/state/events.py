"""What befell known items and is no text: kept and owed in one transaction with what the item is from then on."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Text, cast, literal, select

from revtrack.watch.state.ledger import untold
from revtrack.watch.state.rows import Event, SeenItem
from revtrack.watch.state.schema import events, items, ledger
from revtrack.watch.state.stored import Stored, as_json, from_row, to_row

_EVENT = "event:"


def owed_of_event(event: Event) -> str:
    """What the ledger calls an event."""
    return f"{_EVENT}{event.key}"


class EventRows(Stored):
    """Looks at known items that brought no text, and what befell these."""

    def looked(self, item: SeenItem, event: Event | None = None, tell: Iterable[str] = ()) -> None:
        """A known item was looked at: when, what its files said, whether it is missed; and what befell it, to be told
        to these."""
        with self.writing() as connection:
            which = items.c.source == item.source, items.c.address == item.address
            values = {"looked_at": item.looked_at, "missed": item.missed, "fault": item.fault}
            connection.execute(items.update().where(*which).values(parts=as_json(item.parts), **values))
            if event is None:
                return
            connection.execute(events.insert(), [to_row(event, "key")])
            key = connection.execute(select(events.c.key).order_by(events.c.key.desc()).limit(1)).scalar()
            owed = [{"what": f"{_EVENT}{key}", "whom": name, "at": event.at} for name in dict.fromkeys(tell)]
            if owed:
                connection.execute(ledger.insert(), owed)

    def events(self, source: str = "", *, limit: int = 50) -> list[Event]:
        """What befell items of a source or of all, the latest first."""
        question = select(events).order_by(events.c.key.desc()).limit(limit)
        if source:
            question = question.where(events.c.source == source)
        with self.reading() as connection:
            return [from_row(Event, row) for row in connection.execute(question).mappings()]

    def owed_events(self, *, stale: str) -> dict[str, list[Event]]:
        """By addressee: the events that no message tells yet, the oldest first; as `LedgerRows.owed`."""
        what = literal(_EVENT) + cast(events.c.key, Text)
        with self.reading() as connection:
            return untold(connection, Event, events, what, (events.c.key,), stale)
