"""The ledger: who was told of what."""

from __future__ import annotations

from sqlalchemy import select

from revtrack.watch.state.schema import ledger
from revtrack.watch.state.stored import Stored


class LedgerRows(Stored):
    """Who was told of what, so that nothing is told twice."""

    def claim(self, what: str, whom: str, at: str) -> bool:
        """Whether somebody is still to be told of something: true once, for whoever asks first."""
        with self.writing() as connection:
            which = ledger.c.what == what, ledger.c.whom == whom
            if connection.execute(select(ledger.c.at).where(*which)).first():
                return False
            connection.execute(ledger.insert(), [{"what": what, "whom": whom, "at": at}])
            return True

    def confirm(self, what: str, whom: str, at: str) -> None:
        """What was claimed has been sent."""
        with self.writing() as connection:
            which = ledger.c.what == what, ledger.c.whom == whom
            connection.execute(ledger.update().where(*which).values(sent=at))

    def release(self, what: str, whom: str) -> None:
        """What was claimed could not be sent: it is to be told again."""
        with self.writing() as connection:
            connection.execute(ledger.delete().where(ledger.c.what == what, ledger.c.whom == whom))

    def told(self, what: str) -> tuple[str, ...]:
        """Who was told of something."""
        with self.reading() as connection:
            question = select(ledger.c.whom).where(ledger.c.what == what).order_by(ledger.c.whom)
            return tuple(connection.execute(question).scalars())
