"""Accounts as the application knows them: logging in, sessions, inviting, putting right; and the log of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

from revtrack.accounts import passwords
from revtrack.accounts.granting import TokenDesk
from revtrack.accounts.model import ACCOUNT_ID, Account, Asking, Deed, Session
from revtrack.accounts.roles import ROLES, Action, Role
from revtrack.accounts.store import AccountStore
from revtrack.accounts.tokens import Bearer
from revtrack.errors import InvalidInput

NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}")
#: Failed logins that cost nothing: of a name from an address, of an address, of a name.
_FREE = {"pair": 5, "client": 30, "name": 50}
#: Behind them each takes twice as long, from so many seconds to so many; after so many they are forgotten.
_FIRST, _MOST, _FORGET = 2.0, 900.0, 3600.0
#: A link to set a password with lasts so many seconds.
LINK_SECONDS = 3 * 24 * 3600
_SHOWN = 60
#: What is remembered of whether there are accounts, in seconds.
_REMEMBERED = 1.0
#: A machine's own deeds.
AT_THE_MACHINE = Asking()


class AccountDesk:
    """Accounts of one corpus.

    Args:
        there: whether the database is there; until there is one, nobody has an account and none is made by looking.
        opened: opens it.
        idle: seconds after which a session ends that nothing is asked in.
        lasting: seconds after which it ends in any case.
    """

    at_the_machine = AT_THE_MACHINE

    def __init__(
        self, there: Callable[[], bool], opened: Callable[[], AccountStore], *, idle: float, lasting: float
    ) -> None:
        self._there, self._opened, self._idle, self._lasting = there, opened, idle, lasting
        self._known: tuple[float, bool] = (0.0, False)

    @cached_property
    def store(self) -> AccountStore:
        """The database, made where there is none."""
        return self._opened()

    @cached_property
    def tokens(self) -> TokenDesk:
        """What programs speak for people with."""
        return TokenDesk(lambda: self.store, self.account)

    def close(self) -> None:
        """Give back the database."""
        if "store" in self.__dict__:
            self.store.close()

    # --- who there is --------------------------------------------------------------------------------------------

    def any(self) -> bool:
        """Whether there are accounts: then nobody does anything without one."""
        moment, known = self._known
        if not known and time.monotonic() - moment > _REMEMBERED:
            known = self._there() and self.store.any()
            self._known = time.monotonic(), known
        return known

    def all(self) -> list[Account]:
        """Every account, those that were removed too."""
        return self.store.all() if self.any() else []

    def account(self, name: str) -> Account:
        """The account of a name or an id. Raises `InvalidInput` (account-unknown)."""
        given = name.strip().lower()
        found = None
        if self.any() and given:
            found = self.store.account(id=given) if ACCOUNT_ID.fullmatch(given) else self.store.account(name=given)
        if found is None or found.removed:
            raise InvalidInput("account-unknown", facts={"name": name})
        return found

    def shown(self, id: str) -> str:  # noqa: A002
        """The name that others read for an account, "" where she was removed."""
        found = self.store.account(id=id) if self.any() else None
        return (found.shown or found.name) if found and not found.removed else ""

    def has_administrator(self) -> bool:
        """Whether somebody can look after accounts."""
        return any(one.may(Action.ADMINISTER) for one in self.all())

    # --- making and changing -------------------------------------------------------------------------------------

    def invite(
        self, name: str, shown: str, role: str, by: str = "", asking: Asking = AT_THE_MACHINE
    ) -> tuple[Account, str]:
        """A new account and what its owner sets her password with.

        Raises `InvalidInput` (account-name, account-role, account-known).
        """
        name = name.strip().lower()
        if not NAME.fullmatch(name):
            raise InvalidInput("account-name", facts={"name": name})
        _checked_role(role)
        made = self.store.make(name, " ".join(shown.split())[:_SHOWN] or name, role)
        if made is None:
            raise InvalidInput("account-known", facts={"name": name})
        self._known = time.monotonic(), True
        self.note(by, asking, "account-made", account=made.id, name=name, role=role)
        return made, self.store.link(made.id, by, time.time() + LINK_SECONDS)

    def reset(self, name: str, by: str = "", asking: Asking = AT_THE_MACHINE) -> tuple[Account, str]:
        """A link for a new password; her second factor is taken off, she is logged in nowhere, her tokens end."""
        found = self.account(name)
        self.store.change(found.id, password="", totp="", totp_used=0)
        self.store.end(found.id)
        self.tokens.revoke_all(found.id)
        self.note(by, asking, "account-reset", account=found.id)
        return found, self.store.link(found.id, by, time.time() + LINK_SECONDS)

    def set_role(self, name: str, role: str, by: str = "", asking: Asking = AT_THE_MACHINE) -> Account:
        """Another role, from her next request on. Raises `InvalidInput` (account-role, last-administrator)."""
        found = self.account(name)
        self._keep_one(found, role)
        self.store.change(found.id, role=_checked_role(role))
        self.note(by, asking, "account-role", account=found.id, role=role)
        return found

    def rename(self, name: str, shown: str, by: str = "", asking: Asking = AT_THE_MACHINE) -> None:
        """Have others read another name; what she did stays hers."""
        found = self.account(name)
        self.store.change(found.id, shown=" ".join(shown.split())[:_SHOWN] or found.name)
        self.note(by, asking, "account-renamed", account=found.id)

    def remove(self, name: str, by: str = "", asking: Asking = AT_THE_MACHINE) -> None:
        """Forget a person and log her out; what she did stays, under an id that nobody has."""
        found = self.account(name)
        self._keep_one(found, "")
        self.store.remove(found.id)
        self.note(by, asking, "account-removed", account=found.id)

    def _keep_one(self, account: Account, role: str) -> None:
        others = [one for one in self.all() if one.id != account.id and one.may(Action.ADMINISTER)]
        if not others and account.may(Action.ADMINISTER) and role != Role.ADMINISTRATOR:
            raise InvalidInput("last-administrator", facts={"name": account.name})

    # --- proving who one is --------------------------------------------------------------------------------------

    def linked(self, token: str) -> Account:
        """Whose password a link sets. Raises `InvalidInput` (link-over)."""
        found = self.store.account(id=self.store.linked(token)) if self.any() and token else None
        if found is None or found.removed:
            raise InvalidInput("link-over")
        return found

    def use_link(self, token: str, password: str, asking: Asking) -> Account:
        """Set a password by a link, once. Raises `InvalidInput` (link-over; as `check_password`)."""
        found = self.linked(token)
        passwords.check_password(password, found.name, found.shown)
        if self.store.use_link(token, passwords.hashed(password)) != found.id:
            raise InvalidInput("link-over")
        self.note(found.id, asking, "password-set")
        return found

    def log_in(self, name: str, password: str, code: str, asking: Asking) -> tuple[Account, str]:
        """The account and what the browser brings back from now on.

        Raises `InvalidInput` (login-failed, login-later), which tell nobody what of it was wrong.
        """
        given = name.strip().lower()[:_SHOWN]
        slowed = {"pair": f"{given} {asking.client}", "client": f" {asking.client}", "name": given}
        wait = self._wait(slowed)
        if wait > 0:
            self.note("", asking, "login-slowed", name=given)
            raise InvalidInput("login-later", facts={"seconds": str(int(wait) + 1)})
        found = self.store.account(name=given)
        kept, secret, last = self.store.secrets_of(found.id) if found and not found.removed else ("", "", 0)
        right = passwords.is_right(kept, password)
        step = passwords.code_step(secret, code, last) if secret else 0
        if not right or found is None or (secret and not (step and self.store.use_step(found.id, step))):
            self.store.fail(list(slowed.values()), _FORGET)
            self.note(found.id if found else "", asking, "login-failed", name=given)
            raise InvalidInput("login-failed")
        self.store.forgive([slowed["pair"]])
        if passwords.is_old(kept):
            self.store.change(found.id, password=passwords.hashed(password))
        self.note(found.id, asking, "login", **({"factor": "totp"} if secret else {}))
        return found, self.store.begin(found.id, asking, time.time() + self._lasting)

    def _wait(self, slowed: dict[str, str]) -> float:
        """Seconds until the next try is looked at."""
        known, now = self.store.failures(list(slowed.values())), time.time()
        waits = [0.0]
        for kind, what in slowed.items():
            count, last = known.get(what, (0, 0.0))
            if count >= _FREE[kind]:
                waits.append(last + min(_MOST, _FIRST * 2.0 ** min(count - _FREE[kind], 12)) - now)
        return max(waits)

    def asking(self, token: str) -> tuple[Account, Session] | None:
        """Who asks, by what her browser brings back; None for nobody."""
        session = self.store.session(token, self._idle) if token else None
        found = self.store.account(id=session.account) if session else None
        return (found, session) if found and session and not found.removed else None

    def of_proxy(self, name: str) -> Account | None:
        """Who asks, by what a trusted proxy says."""
        found = self.store.account(name=name.strip().lower()) if name else None
        return found if found and not found.removed else None

    def bearer(self, token: str, asking: Asking) -> Bearer | None:
        """Whom a program speaks for, by the token that it brings, and what that allows; None for nobody."""
        return self.tokens.of(token, asking) if token and self.any() else None

    # --- one's own account ---------------------------------------------------------------------------------------

    def confirm(self, account: Account, password: str, asking: Asking) -> None:
        """Raises `InvalidInput` (login-failed, login-later) where this is not her password: before what matters."""
        slowed = {"pair": f"{account.name} {asking.client}", "name": account.name}
        wait = self._wait(slowed)
        if wait > 0:
            raise InvalidInput("login-later", facts={"seconds": str(int(wait) + 1)})
        if not passwords.is_right(self.store.secrets_of(account.id)[0], password):
            self.store.fail(list(slowed.values()), _FORGET)
            self.note(account.id, asking, "login-failed", name=account.name)
            raise InvalidInput("login-failed")
        self.store.forgive([slowed["pair"]])

    def set_password(self, account: Account, old: str, new: str, token: str, asking: Asking) -> None:
        """Another password; all other sessions of hers end."""
        self.confirm(account, old, asking)
        passwords.check_password(new, account.name, account.shown)
        self.store.change(account.id, password=passwords.hashed(new), password_at=time.time())
        self.store.end(account.id, but=token)
        self.note(account.id, asking, "password-set")

    def set_totp(self, account: Account, password: str, secret: str, code: str, token: str, asking: Asking) -> None:
        """A second factor, shown to work by a code; "" takes it off. All other sessions of hers end.

        Raises `InvalidInput` (code-wrong, login-failed, login-later).
        """
        self.confirm(account, password, asking)
        step = passwords.code_step(secret, code, 0) if secret else 0
        if secret and not step:
            raise InvalidInput("code-wrong")
        self.store.change(account.id, totp=secret, totp_used=step)
        self.store.end(account.id, but=token)
        self.note(account.id, asking, "second-factor-on" if secret else "second-factor-off")

    def sessions(self, account: Account) -> list[Session]:
        """Where she is logged in."""
        return self.store.sessions(account.id, self._idle)

    def end_session(self, account: Account, key: str, asking: Asking) -> None:
        """Log out of one session."""
        if not re.fullmatch(r"[0-9a-f]{16}", key):
            return
        self.store.end(account.id, key=key)
        self.note(account.id, asking, "logout")

    def end_sessions(self, account: Account, by: str, asking: Asking, *, but: str = "") -> int:
        """Log somebody out everywhere, of this session too unless it is named; how many sessions that were."""
        count = self.store.end(account.id, but=but)
        self.note(by, asking, "sessions-ended", account=account.id, sessions=count)
        return count

    def end_everything(self) -> None:
        """End all sessions, links and tokens, of everybody: what a backup brought back proves nobody."""
        if self.any():
            self.store.end_everything()
            self.note("", AT_THE_MACHINE, "all-sessions-ended")

    # --- who did what --------------------------------------------------------------------------------------------

    def note(self, by: str, asking: Asking, kind: str, /, **what: Any) -> None:
        """Write down what was done."""
        self.store.note(by, asking, kind, what)

    def deeds(self, *, account: str = "", kind: str = "", offset: int = 0, limit: int = 50) -> tuple[int, list[Deed]]:
        """(how many there are, some of them) of what was done, the latest first."""
        return self.store.deeds(account=account, kind=kind, offset=offset, limit=limit) if self.any() else (0, [])


def _checked_role(role: str) -> str:
    if role not in ROLES:
        raise InvalidInput("account-role", facts={"role": role, "known": ", ".join(ROLES)})
    return role
