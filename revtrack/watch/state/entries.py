"""The inbox: what was found and how it was decided."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select

from revtrack.watch.state.ledger import settle
from revtrack.watch.state.rows import Entry, EntryKind, EntryStatus
from revtrack.watch.state.schema import inbox, items
from revtrack.watch.state.stored import Stored, from_row


class EntryRows(Stored):
    """The entries of the inbox."""

    def entries(
        self, status: EntryStatus | Literal[""] = "", *, source: str = "", since: str = "", limit: int | None = None
    ) -> list[Entry]:
        """What is in the inbox, the oldest first: of a status, of a source, found since a time."""
        question = select(inbox).order_by(inbox.c.found_at, inbox.c.token)
        if status:
            question = question.where(inbox.c.status == status)
        if source:
            question = question.where(inbox.c.source == source)
        if since:
            question = question.where(inbox.c.found_at >= since)
        with self.reading() as connection:
            return [from_row(Entry, row) for row in connection.execute(question.limit(limit)).mappings()]

    def entries_named(self, token: str) -> list[Entry]:
        """The entries whose token is this or begins so; three at most."""
        question = select(inbox).where(inbox.c.token.startswith(token, autoescape=True)).order_by(inbox.c.token)
        with self.reading() as connection:
            return [from_row(Entry, row) for row in connection.execute(question.limit(3)).mappings()]

    def with_text(self, digest: str) -> Entry | None:
        """The entry of a text, however it was decided."""
        return next(iter(self._entries("digest", digest)), None)

    def with_body(self, body: str) -> list[Entry]:
        """The entries of the same provisions in whatever rendering, however they were decided."""
        return self._entries("body", body) if body else []

    def _entries(self, column: str, value: str) -> list[Entry]:

        question = select(inbox).where(inbox.c[column] == value).order_by(inbox.c.found_at, inbox.c.token)
        with self.reading() as connection:
            return [from_row(Entry, row) for row in connection.execute(question).mappings()]

    def entries_of(self, source: str, address: str) -> list[Entry]:
        """Everything that one item ever put into the inbox, the oldest first."""
        question = select(inbox).where(inbox.c.source == source, inbox.c.address == address)
        with self.reading() as connection:
            rows = connection.execute(question.order_by(inbox.c.found_at, inbox.c.token)).mappings()
            return [from_row(Entry, row) for row in rows]

    def propose(self, token: str, kind: EntryKind, target: str, title: str, reason: str, share: float) -> None:
        """What a pending entry is likely to be now."""
        with self.writing() as connection:
            which = inbox.c.token == token, inbox.c.status == "pending"
            values = {"kind": kind, "target": target, "target_title": title, "reason": reason, "share": share}
            connection.execute(inbox.update().where(*which).values(**values))

    def decide(
        self, token: str, status: EntryStatus, by: str, at: str, *, document: str = "", version: str = ""
    ) -> bool:
        """Keep a decision; False where the entry was decided before, and stays so."""
        with self.writing() as connection:
            which = inbox.c.token == token, inbox.c.status == "pending"
            row = connection.execute(select(inbox).where(*which)).mappings().first()
            if row is None:
                return False
            values = {"status": status, "decided_by": by, "decided_at": at, "document": document, "version": version}
            connection.execute(inbox.update().where(inbox.c.token == token).values(**values))
            if version:
                of_item = items.c.source == row["source"], items.c.address == row["address"]
                connection.execute(items.update().where(*of_item).values(document=document, version=version))
            return True

    def forget(self, token: str) -> None:
        """Take a pending entry out as if it had never come: its item is fetched again by the next run."""
        with self.writing() as connection:
            which = inbox.c.token == token, inbox.c.status == "pending"
            row = connection.execute(select(inbox).where(*which)).mappings().first()
            if row is None:
                return
            connection.execute(inbox.delete().where(inbox.c.token == token))
            settle(connection, token)
            of_item = items.c.source == row["source"], items.c.address == row["address"]
            anew = {"outcome": "failed", "fault": "inbox-bytes", "digest": "", "etag": "", "last_modified": ""}
            connection.execute(items.update().where(*of_item).values(retry_at="", **anew))

    def folders(self) -> set[str]:
        """The folders of kept bytes that something still waits for."""
        with self.reading() as connection:
            question = select(inbox.c.folder).where(inbox.c.status == "pending").distinct()
            return set(connection.execute(question).scalars())
