"""The tables of accounts: one schema for SQLite and PostgreSQL. Times are seconds since 1970, which compare anywhere.

What proves somebody (passwords, sessions, links, tokens) is kept as a hash; only the secret of a second factor has
to be known.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, UniqueConstraint

from corpus_repo.columns import flag, number, share, text

metadata = MetaData()

#: One row a person. `id` stands in commits and never changes; `name` is to log in with, `shown` what others read.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    text("name"),
    text("shown"),
    text("role"),
    text("password"),
    text("totp"),
    number("totp_used"),
    flag("removed"),
    share("made_at"),
    share("password_at"),
    UniqueConstraint("name", name="accounts_by_name"),
)
#: Who is logged in, by the hash of what her browser brings back.
sessions = Table(
    "accounts_sessions",
    metadata,
    Column("hash", Text, primary_key=True),
    text("account"),
    text("client"),
    text("agent"),
    share("made_at"),
    share("seen_at"),
    share("until"),
    Index("accounts_sessions_of", "account"),
)
#: Links by which a person sets a password, once: the first or a new one.
links = Table(
    "accounts_links",
    metadata,
    Column("hash", Text, primary_key=True),
    text("account"),
    text("made_by"),
    share("until"),
)
#: What programs prove with whom they speak for, by its hash.
tokens = Table(
    "accounts_tokens",
    metadata,
    Column("hash", Text, primary_key=True),
    text("account"),
    text("name"),
    text("scopes"),
    text("used_from"),
    share("made_at"),
    share("used_at"),
    share("until"),
    Index("accounts_tokens_of", "account"),
)
#: Logins that failed, by what is slowed down then: a name from an address, an address, a name.
attempts = Table(
    "accounts_attempts", metadata, Column("what", Text, primary_key=True), number("count"), share("last_at")
)
#: Who did what. `what` is JSON.
audit = Table(
    "accounts_audit",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    share("at"),
    text("account"),
    text("client"),
    text("request"),
    text("kind"),
    text("what"),
    Index("accounts_audit_of", "account", "key"),
)
