"""Tokens: what a program proves with whom it speaks for, and how much of what she may do it may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from revtrack.accounts.model import Account
from revtrack.accounts.roles import Action, may

#: How each begins, so that whoever finds one (people, scanners of repositories) knows what it is.
PREFIX = "revtrack_"
#: Days that one lasts where nothing else is said, and at most.
DAYS, MOST_DAYS = 90, 366
#: Tokens of one person at a time.
MOST = 50


class Scope(StrEnum):
    """What a token is for."""

    READ = "read"
    WRITE = "write"
    SOURCES = "sources"


#: What each scope allows of what its person's role allows. None allows one's own account: no token makes another.
ALLOWS: Mapping[Scope, frozenset[Action]] = {
    Scope.READ: frozenset((Action.LOOK,)),
    Scope.WRITE: frozenset((Action.LOOK, Action.FOLLOW, Action.CHANGE, Action.OVERRULE)),
    Scope.SOURCES: frozenset((Action.LOOK, Action.ADMINISTER)),
}
SCOPES = tuple(scope.value for scope in Scope)


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token besides itself: `key` names it without giving it away, `name` says what it is for.

    `used_at` and `used_from` are the last use, 0 and "" before the first; `until` is when it ends.
    """

    key: str
    account: str
    name: str
    scopes: tuple[str, ...]
    made_at: float
    until: float
    used_at: float = 0.0
    used_from: str = ""

    def is_over(self, now: float) -> bool:
        """Whether it proves nothing any more."""
        return self.until < now


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token speaks for."""

    account: Account
    token: Token

    def may(self, action: Action) -> bool:
        """Whether it allows something: what its scopes allow, and its person's role as it is now, too."""
        return self.account.may(action) and scoped(self.token.scopes, action)


def scoped(scopes: Iterable[str], action: Action) -> bool:
    """Whether one of these scopes allows something; one that is not known allows nothing."""
    return any(action in ALLOWS[Scope(scope)] for scope in scopes if scope in SCOPES)


def scopes_of(role: str) -> tuple[Scope, ...]:
    """The scopes that a role makes use of: those that allow it more than reading, and reading itself."""
    wanted = {Scope.READ: Action.LOOK, Scope.WRITE: Action.FOLLOW, Scope.SOURCES: Action.ADMINISTER}
    return tuple(scope for scope, action in wanted.items() if may(role, action))
