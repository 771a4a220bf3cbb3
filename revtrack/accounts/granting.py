"""Tokens as the application knows them: made, shown once, proved, listed, revoked; each is written down."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import RowMapping

from corpus_repo.database import storable
from revtrack.accounts.model import Account, Asking
from revtrack.accounts.schema import tokens
from revtrack.accounts.store import AccountStore, hash_of
from revtrack.accounts.tokens import DAYS, MOST, MOST_DAYS, PREFIX, SCOPES, Bearer, Token, scopes_of
from revtrack.errors import InvalidInput

_DAY = 24 * 3600.0
#: One that ended so long ago is listed no more.
_LISTED = 30 * _DAY
#: One that was used so many seconds ago is not written down as used again.
_SEEN = 30.0
#: Characters of what one is for, and of what names it.
_NAME, _KEY = 60, 16


class TokenStore:
    """Tokens in the database of accounts: each method is one transaction; a token itself is kept nowhere."""

    def __init__(self, store: AccountStore) -> None:
        self._store = store

    def make(self, account: str, name: str, scopes: Iterable[str], until: float) -> tuple[Token, str] | None:
        """A new token and what is known of it; None where its person has too many."""
        text, now = PREFIX + secrets.token_urlsafe(32), time.time()
        row = {
            "hash": hash_of(text),
            "account": account,
            "name": storable(name),
            "scopes": " ".join(scopes),
            "made_at": now,
            "until": until,
        }
        live = select(func.count()).select_from(tokens).where(tokens.c.account == account, tokens.c.until >= now)
        with self._store.writing() as connection:
            connection.execute(delete(tokens).where(tokens.c.until < now - _LISTED))
            if (connection.execute(live).scalar() or 0) >= MOST:
                return None
            connection.execute(tokens.insert(), [row])
        return _token({**row, "used_at": 0.0, "used_from": ""}), text

    def find(self, text: str, client: str) -> Token | None:
        """What a program brought, None where it proves nothing; it was used now."""
        found, now = hash_of(text), time.time()
        with self._store.reading() as connection:
            row = connection.execute(select(tokens).where(tokens.c.hash == found)).mappings().first()
        if row is None or row["until"] < now:
            return None
        if row["used_at"] + _SEEN < now or row["used_from"] != client:
            with self._store.writing() as connection:
                used = update(tokens).where(tokens.c.hash == found).values(used_at=now, used_from=client)
                connection.execute(used)
        return _token(row)

    def all(self, account: str) -> list[Token]:
        """The tokens of a person, the latest first."""
        asked = select(tokens).where(tokens.c.account == account).order_by(tokens.c.made_at.desc())
        with self._store.reading() as connection:
            return [_token(row) for row in connection.execute(asked).mappings()]

    def revoke(self, account: str, key: str = "") -> int:
        """End the token of a key, or all of a person; how many."""
        asked = delete(tokens).where(tokens.c.account == account)
        if key:
            asked = asked.where(tokens.c.hash.startswith(key, autoescape=True))
        with self._store.writing() as connection:
            return connection.execute(asked).rowcount


class TokenDesk:
    """The tokens of one corpus, beside its accounts.

    Args:
        opened: the database, opened where it is not.
        account: the account of a name. Raises `InvalidInput` (account-unknown), also where there are no accounts.
    """

    def __init__(self, opened: Callable[[], AccountStore], account: Callable[[str], Account]) -> None:
        self._opened, self._account = opened, account

    @property
    def _store(self) -> TokenStore:
        return TokenStore(self._opened())

    def make(
        self, name: str, what: str, scopes: Iterable[str], by: str, asking: Asking, *, days: int = DAYS
    ) -> tuple[Token, str]:
        """A token for somebody, and what is known of it; it is never shown again.

        Raises `InvalidInput` (account-unknown, token-name, token-scope, token-days, tokens-full).
        """
        account = self._account(name)
        what = " ".join(what.split())[:_NAME]
        if not what:
            raise InvalidInput("token-name")
        wanted = tuple(scope for scope in SCOPES if scope in set(scopes))
        allowed = scopes_of(account.role)
        if not wanted or not set(wanted) <= set(allowed) or set(scopes) - set(SCOPES):
            raise InvalidInput("token-scope", facts={"scopes": ", ".join(scopes), "known": ", ".join(allowed)})
        if not 1 <= days <= MOST_DAYS:
            raise InvalidInput("token-days", facts={"days": str(days), "most": str(MOST_DAYS)})
        made = self._store.make(account.id, what, wanted, time.time() + days * _DAY)
        if made is None:
            raise InvalidInput("tokens-full", facts={"most": str(MOST)})
        told = {"account": account.id, "token": made[0].key, "scopes": " ".join(wanted), "days": days}
        self._opened().note(by, asking, "token-made", told)
        return made

    def of(self, text: str, asking: Asking) -> Bearer | None:
        """Whom a token speaks for and with which scopes; None for what is none, is over, or is nobody's any more."""
        token = self._store.find(text, asking.client) if text.startswith(PREFIX) else None
        account = self._opened().account(id=token.account) if token else None
        return Bearer(account, token) if account and token and not account.removed else None

    def all(self, name: str) -> list[Token]:
        """The tokens of somebody, the latest first. Raises `InvalidInput` (account-unknown)."""
        return self._store.all(self._account(name).id)

    def revoke_all(self, account: str) -> None:
        """End all tokens of the account of an id."""
        self._store.revoke(account)

    def revoke(self, name: str, key: str, by: str, asking: Asking) -> None:
        """End a token of somebody. Raises `InvalidInput` (account-unknown, token-unknown)."""
        account = self._account(name)
        known = len(key) == _KEY and self._store.revoke(account.id, key)
        if not known:
            raise InvalidInput("token-unknown", facts={"token": key})
        self._opened().note(by, asking, "token-revoked", {"account": account.id, "token": key})


def _token(row: RowMapping | dict[str, object]) -> Token:
    known = {name: row[name] for name in ("account", "name", "made_at", "until", "used_at", "used_from")}
    return Token(key=str(row["hash"])[:_KEY], scopes=tuple(str(row["scopes"]).split()), **known)  # pyright: ignore[reportArgumentType] - as the columns say
