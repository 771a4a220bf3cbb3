"""An account, a session, and what was done, as they are read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from revtrack.accounts.roles import Action, may

#: What stands for a person in commits: never a name, so that she can be renamed or removed.
ACCOUNT_ID = re.compile(r"account-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Account:
    """A person: `name` is what she logs in with, `shown` what others read."""

    id: str
    name: str
    shown: str
    role: str
    removed: bool = False
    has_password: bool = False
    has_totp: bool = False
    made_at: float = 0.0

    def may(self, action: Action) -> bool:
        """Whether she may do something."""
        return not self.removed and may(self.role, action)


@dataclass(frozen=True, slots=True)
class Session:
    """Where somebody is logged in; `key` names it to her without giving it away."""

    key: str
    account: str
    client: str
    agent: str
    made_at: float
    seen_at: float
    until: float


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the audit log: when, under which account ("" for nobody), from where, in which request, what."""

    at: float
    account: str
    client: str
    request: str
    kind: str
    what: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Asking:
    """From where something is asked: the address, the request's number, the browser."""

    client: str = ""
    request: str = ""
    agent: str = ""


def moment_of(seconds: float) -> str:
    """A moment that is counted from 1970, UTC, ISO 8601."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
