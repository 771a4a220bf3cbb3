"""The outbox: one row an addressee and message, sent in their order, each by one process at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from revtrack.watch.state.rows import Message
from revtrack.watch.state.schema import ledger, outbox
from revtrack.watch.state.stored import Stored, from_row, to_row


class OutboxRows(Stored):
    """Messages that wait to be sent, and those that were."""

    def post(self, message: Message, whats: Sequence[str], over: Sequence[str] = ()) -> bool:
        """Put a message into the outbox that tells of all of these, and of what is `over`, in one transaction.

        False, and nothing is kept, where another message tells of one of them already.
        """
        with self.writing() as connection:
            of_whom = ledger.c.whom == message.whom
            for what in over:
                if not connection.execute(ledger.delete().where(of_whom, ledger.c.what == what)).rowcount:
                    connection.rollback()
                    return False
            for what in whats:
                which = of_whom, ledger.c.what == what
                row = connection.execute(select(ledger.c.message, ledger.c.sent).where(*which)).first()
                if row is None:
                    values = {"what": what, "whom": message.whom, "at": message.made_at, "message": message.id}
                    connection.execute(ledger.insert(), [values])
                elif row[0] or row[1]:
                    connection.rollback()
                    return False
                else:
                    connection.execute(ledger.update().where(*which).values(message=message.id))
            connection.execute(outbox.insert(), [to_row(message, "key")])
            return True

    def waiting(self) -> list[Message]:
        """Everything that waits to be sent, in its order."""
        return self._messages(outbox.c.status == "waiting")

    def messages(self, limit: int = 50) -> list[Message]:
        """The latest messages, the newest first."""
        question = select(outbox).order_by(outbox.c.key.desc()).limit(limit)
        with self.reading() as connection:
            return [from_row(Message, row) for row in connection.execute(question).mappings()]

    def messages_named(self, beginning: str) -> list[Message]:
        """The messages whose id is this or begins so."""
        return self._messages(outbox.c.id.startswith(beginning, autoescape=True))

    def _messages(self, which: object) -> list[Message]:
        question = select(outbox).where(which).order_by(outbox.c.key)  # type: ignore[arg-type]
        with self.reading() as connection:
            return [from_row(Message, row) for row in connection.execute(question).mappings()]

    def take(self, whom: str, by: str, now: str, until: str) -> Message | None:
        """The next message for somebody, held by `by` until then; None where there is none, it is not due yet, or
        another process holds it. What comes after it waits for it."""
        with self.writing() as connection:
            question = select(outbox).where(outbox.c.status == "waiting", outbox.c.whom == whom)
            row = connection.execute(question.order_by(outbox.c.key).limit(1)).mappings().first()
            if row is None or row["due_at"] > now or row["taken_until"] > now:
                return None
            values = {"taken_by": by, "taken_until": until}
            connection.execute(outbox.update().where(outbox.c.key == row["key"]).values(**values))
            return replace(from_row(Message, row), **values)

    def sent(self, message: Message, at: str) -> None:
        """A message was sent, whoever holds it now: it is told."""
        with self.writing() as connection:
            values = {"status": "sent", "sent_at": at, "fault": "", "taken_until": ""}
            connection.execute(outbox.update().where(outbox.c.key == message.key).values(**values))
            connection.execute(ledger.update().where(ledger.c.message == message.id).values(sent=at))

    def unsent(self, message: Message, fault: str, due: str) -> None:
        """A message could not be sent: why, and when it is tried again."""
        with self.writing() as connection:
            which = outbox.c.key == message.key, outbox.c.status == "waiting", outbox.c.taken_by == message.taken_by
            values = {"attempts": message.attempts + 1, "fault": fault, "due_at": due, "taken_until": ""}
            connection.execute(outbox.update().where(*which).values(**values))

    def hurry(self, whom: str = "") -> int:
        """What waits, of one addressee or of all, is due at once; how many messages those are."""
        with self.writing() as connection:
            which = outbox.c.status == "waiting", *((outbox.c.whom == whom,) if whom else ())
            return connection.execute(outbox.update().where(*which).values(due_at="")).rowcount

    def drop_message(self, message: Message) -> bool:
        """Give a message up; False where it was sent or given up before."""
        with self.writing() as connection:
            which = outbox.c.key == message.key, outbox.c.status == "waiting"
            return bool(connection.execute(outbox.update().where(*which).values(status="dropped")).rowcount)

    def tidy_outbox(self, before: str) -> int:
        """Forget messages that were done with before a time, the newest of all aside; how many those were."""
        with self.writing() as connection:
            newest = connection.execute(select(func.max(outbox.c.key))).scalar() or 0
            old = outbox.c.status != "waiting", outbox.c.made_at < before, outbox.c.key < newest
            return connection.execute(outbox.delete().where(*old)).rowcount
