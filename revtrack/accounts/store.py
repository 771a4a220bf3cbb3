"""Accounts in a database: each method is one transaction. What proves somebody never leaves this room."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import RowMapping

from corpus_repo.database import storable
from corpus_repo.ownership import Owner
from revtrack.accounts.model import Account, Asking, Deed, Session
from revtrack.accounts.schema import accounts, attempts, audit, links, metadata, sessions, tokens
from revtrack.errors import OperationFailed
from revtrack.holdings.owned import OwnedDatabase

#: The file in the home folder.
FILE = "accounts.db"
#: The migration that makes the schema of this program.
REVISION = "0002"
_MIGRATIONS = Path(__file__).parent / "migrations"
#: The lock of writers in PostgreSQL: any number, but always the same.
_LOCK = 7_307_214_053
#: A session that was seen so many seconds ago is not written down as seen again.
_SEEN = 30.0
#: Characters kept of what a browser calls itself.
_AGENT = 120


def _failed(where: str, reason: str) -> OperationFailed:
    return OperationFailed("accounts", where, facts={"reason": reason})


def owner_of(corpus: str) -> Owner:
    """What says of a database that it holds the accounts of a corpus."""
    return Owner("accounts", corpus, "accounts_version", REVISION, frozenset(metadata.tables))


def hash_of(token: str) -> str:
    """What is kept of something that only its owner has."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class AccountStore(OwnedDatabase):
    """Accounts in a database: the path of a file, or a URL. `corpus` is the id of the corpus whose they are.

    Raises `OperationFailed` (accounts, database-foreign, database-other, database-newer) where it cannot be used.
    """

    def __init__(self, where: str | Path, corpus: str = "") -> None:
        if isinstance(where, Path) and where.parent.is_dir() and not where.exists():
            with contextlib.suppress(OSError):  # what keeps it from being made is told by who opens it
                where.touch(0o600)  # it holds what proves people: nobody else's to read
        super().__init__(where, owner_of(corpus), migrations=_MIGRATIONS, lock=_LOCK, failed=_failed, lasting="FULL")

    # --- accounts ------------------------------------------------------------------------------------------------

    def any(self) -> bool:
        """Whether there ever was an account."""
        with self.reading() as connection:
            return connection.execute(select(accounts.c.id).limit(1)).scalar() is not None

    def all(self) -> list[Account]:
        """Every account, those that were removed too."""
        with self.reading() as connection:
            return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name)).mappings()]

    def account(self, *, id: str = "", name: str = "") -> Account | None:  # noqa: A002
        """The account of an id or of a name to log in with."""
        asked = accounts.c.id == id if id else accounts.c.name == name
        with self.reading() as connection:
            row = connection.execute(select(accounts).where(asked)).mappings().first()
            return _account(row) if row else None

    def make(self, name: str, shown: str, role: str) -> Account | None:
        """A new account, None where the name is taken."""
        made = Account(f"account-{secrets.token_hex(8)}", name, storable(shown), role, made_at=time.time())
        row = {"id": made.id, "name": name, "shown": made.shown, "role": role, "made_at": made.made_at}
        with self.writing() as connection:
            if connection.execute(select(accounts.c.id).where(accounts.c.name == name)).scalar():
                return None
            connection.execute(accounts.insert(), [row])
        return made

    def change(self, id: str, **values: Any) -> None:  # noqa: A002
        """Put values into an account."""
        with self.writing() as connection:
            connection.execute(update(accounts).where(accounts.c.id == id).values(**values))

    def remove(self, id: str) -> None:  # noqa: A002
        """Forget the person: her name, what proves her, where she is logged in; the id stays taken."""
        with self.writing() as connection:
            gone = {"name": f"removed {id}", "shown": "", "password": "", "totp": "", "removed": True}
            connection.execute(update(accounts).where(accounts.c.id == id).values(**gone))
            for table in (sessions, links, tokens):
                connection.execute(delete(table).where(table.c.account == id))

    def secrets_of(self, id: str) -> tuple[str, str, int]:  # noqa: A002
        """(hash of the password, secret of the second factor, its last step) of an account."""
        asked = select(accounts.c.password, accounts.c.totp, accounts.c.totp_used).where(accounts.c.id == id)
        with self.reading() as connection:
            row = connection.execute(asked).first()
            return (row[0], row[1], row[2]) if row else ("", "", 0)

    def use_step(self, id: str, step: int) -> bool:  # noqa: A002
        """Use up the code of a step; False where that was done before, by whatever process."""
        with self.writing() as connection:
            asked = update(accounts).where(accounts.c.id == id, accounts.c.totp_used < step)
            return connection.execute(asked.values(totp_used=step)).rowcount == 1

    # --- sessions ------------------------------------------------------------------------------------------------

    def begin(self, account: str, asking: Asking, until: float) -> str:
        """A new session; what its browser brings back."""
        token, now = secrets.token_urlsafe(32), time.time()
        row = {
            "hash": hash_of(token),
            "account": account,
            "client": asking.client,
            "agent": storable(asking.agent[:_AGENT]),
            "made_at": now,
            "seen_at": now,
            "until": until,
        }
        with self.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.until < now))
            connection.execute(sessions.insert(), [row])
        return token

    def session(self, token: str, idle: float) -> Session | None:
        """The session of what a browser brings back, None where it ended; it was seen now."""
        found, now = hash_of(token), time.time()
        asked = select(sessions).where(sessions.c.hash == found)
        with self.reading() as connection:
            row = connection.execute(asked).mappings().first()
        if row is None or row["until"] < now or row["seen_at"] + idle < now:
            return None
        if row["seen_at"] + _SEEN < now:
            with self.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.hash == found).values(seen_at=now))
        return _session(row)

    def sessions(self, account: str, idle: float) -> list[Session]:
        """Where somebody is logged in, the latest first."""
        now = time.time()
        live = sessions.c.account == account, sessions.c.until >= now, sessions.c.seen_at >= now - idle
        with self.reading() as connection:
            rows = connection.execute(select(sessions).where(*live).order_by(sessions.c.seen_at.desc())).mappings()
            return [_session(row) for row in rows]

    def end(self, account: str, *, key: str = "", but: str = "") -> int:
        """End sessions of an account: the one of a key, or all but that of a token; how many."""
        asked = delete(sessions).where(sessions.c.account == account)
        if key:
            asked = asked.where(sessions.c.hash.startswith(key, autoescape=True))
        if but:
            asked = asked.where(sessions.c.hash != hash_of(but))
        with self.writing() as connection:
            return connection.execute(asked).rowcount

    def end_everything(self) -> None:
        """End all sessions, links and tokens, of everybody."""
        with self.writing() as connection:
            for table in (sessions, links, tokens, attempts):
                connection.execute(delete(table))

    # --- links ---------------------------------------------------------------------------------------------------

    def link(self, account: str, made_by: str, until: float) -> str:
        """What a person sets a password with; those made for her before are over."""
        token = secrets.token_urlsafe(32)
        with self.writing() as connection:
            connection.execute(delete(links).where(links.c.account == account))
            row = {"hash": hash_of(token), "account": account, "made_by": made_by, "until": until}
            connection.execute(links.insert(), [row])
        return token

    def linked(self, token: str) -> str:
        """The account that a link is for, "" where it is over."""
        asked = select(links.c.account).where(links.c.hash == hash_of(token), links.c.until >= time.time())
        with self.reading() as connection:
            return str(connection.execute(asked).scalar() or "")

    def use_link(self, token: str, password: str) -> str:
        """Set the password (its hash) of the account of a link, end all its sessions; "" where the link is over."""
        now = time.time()
        with self.writing() as connection:
            mine = links.c.hash == hash_of(token)
            account = connection.execute(select(links.c.account).where(mine, links.c.until >= now)).scalar()
            if not account:
                return ""
            connection.execute(delete(links).where(links.c.account == account))
            connection.execute(delete(sessions).where(sessions.c.account == account))
            values = {"password": password, "password_at": now}
            connection.execute(update(accounts).where(accounts.c.id == account).values(**values))
            return str(account)

    # --- failed logins -------------------------------------------------------------------------------------------

    def failures(self, what: list[str]) -> dict[str, tuple[int, float]]:
        """(how many failed logins, when the last was) by what is slowed down."""
        with self.reading() as connection:
            rows = connection.execute(select(attempts).where(attempts.c.what.in_(what)))
            return {row["what"]: (row["count"], row["last_at"]) for row in rows.mappings()}

    def fail(self, what: list[str], forget: float) -> None:
        """A login failed; those of longer ago than `forget` seconds count no more."""
        now = time.time()
        with self.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.last_at < now - forget))
            for one in what:
                mine = attempts.c.what == one
                known = connection.execute(
                    update(attempts).where(mine).values(count=attempts.c["count"] + 1, last_at=now)
                )
                if not known.rowcount:
                    connection.execute(attempts.insert(), [{"what": one, "count": 1, "last_at": now}])

    def forgive(self, what: list[str]) -> None:
        """Forget failed logins."""
        with self.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.what.in_(what)))

    # --- who did what --------------------------------------------------------------------------------------------

    def note(self, account: str, asking: Asking, kind: str, what: dict[str, Any]) -> None:
        """Write down what was done."""
        row = {
            "at": time.time(),
            "account": account,
            "client": asking.client,
            "request": asking.request,
            "kind": kind,
            "what": storable(json.dumps(what, ensure_ascii=False)),
        }
        with self.writing() as connection:
            connection.execute(audit.insert(), [row])

    def deeds(self, *, account: str = "", kind: str = "", offset: int = 0, limit: int = 50) -> tuple[int, list[Deed]]:
        """(how many there are, some of them) of what was done, the latest first."""
        asked = [column == value for column, value in ((audit.c.account, account), (audit.c.kind, kind)) if value]
        with self.reading() as connection:
            total = connection.execute(select(func.count()).select_from(audit).where(*asked)).scalar() or 0
            question = select(audit).where(*asked).order_by(audit.c.key.desc()).offset(offset).limit(limit)
            return total, [_deed(row) for row in connection.execute(question).mappings()]


def _account(row: RowMapping) -> Account:
    known = ("id", "name", "shown", "role", "removed", "made_at")
    made = Account(**{name: row[name] for name in known})
    return replace(made, removed=bool(made.removed), has_password=bool(row["password"]), has_totp=bool(row["totp"]))


def _session(row: RowMapping) -> Session:
    known = ("account", "client", "agent", "made_at", "seen_at", "until")
    return Session(row["hash"][:16], **{name: row[name] for name in known})


def _deed(row: RowMapping) -> Deed:
    known = {name: row[name] for name in ("at", "account", "client", "request", "kind")}
    return Deed(**known, what=json.loads(row["what"] or "{}"))
