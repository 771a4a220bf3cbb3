"""Tokens: made, shown once, proved, listed, revoked; never worth more than the role of whoever they speak for."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from revtrack.accounts.desk import AccountDesk
from revtrack.accounts.model import Account
from revtrack.accounts.roles import Action, Role
from revtrack.accounts.store import FILE, REVISION, AccountStore
from revtrack.accounts.tokens import MOST, SCOPES, Bearer, Scope, Token, scopes_of
from tests.revtrack.accounts.test_desk import ELSEWHERE, HERE, desk, person, refused

__all__ = ["desk"]


def make(desk: AccountDesk, name: str, *scopes: str, days: int = 90) -> tuple[Token, str]:
    return desk.tokens.make(name, "nightly import", scopes or ("read",), "", HERE, days=days)


def test_a_token_speaks_for_its_person_and_says_where_it_was_used(desk: AccountDesk) -> None:
    id_ = person(desk, "ling", "analyst")
    token, given = make(desk, "ling", "write", "read")
    assert given.startswith("revtrack_")
    assert len(given) > 50
    assert (token.name, token.scopes, token.used_at) == ("nightly import", ("read", "write"), 0.0)
    found = desk.bearer(given, ELSEWHERE)
    assert found
    assert (found.account.id, found.token.key) == (id_, token.key)
    (listed,) = desk.tokens.all("ling")
    assert listed.used_from == ELSEWHERE.client
    assert listed.used_at == pytest.approx(time.time(), abs=5)
    assert listed.until == pytest.approx(time.time() + 90 * 86400, abs=5)
    for wrong in ("", given[:-1], given + "x", given.removeprefix("revtrack_"), token.key):
        assert desk.bearer(wrong, HERE) is None


@pytest.mark.parametrize(("role", "scope", "action"), list(itertools.product(Role, Scope, Action)))
def test_a_token_allows_what_its_scope_and_the_role_both_allow(role: Role, scope: Scope, action: Action) -> None:
    one = Account("account-0123456789abcdef", "ling", "Ling", role)
    allowed = Bearer(one, Token("0", one.id, "x", (scope.value,), 0.0, 1e12)).may(action)
    wanted = {
        Scope.READ: {Action.LOOK},
        Scope.WRITE: {Action.LOOK, Action.FOLLOW, Action.CHANGE, Action.OVERRULE},
        Scope.SOURCES: {Action.LOOK, Action.ADMINISTER},
    }
    assert allowed == (action in wanted[scope] and one.may(action))
    assert not Bearer(one, Token("0", one.id, "x", ("everything",), 0.0, 1e12)).may(action)
    assert not Bearer(one, Token("0", one.id, "x", SCOPES, 0.0, 1e12)).may(Action.OWN)


def test_a_role_that_is_taken_away_takes_the_worth_of_tokens(desk: AccountDesk) -> None:
    person(desk, "boss", "administrator")
    person(desk, "ling", "analyst")
    assert scopes_of("analyst") == scopes_of("reader") == ("read", "write")
    assert scopes_of("nobody") == ()
    with refused("token-scope"):
        make(desk, "ling", "read", "sources")
    with refused("token-scope"):
        make(desk, "ling", "everything")
    _, given = make(desk, "ling", "write")
    desk.set_role("ling", "reader")
    found = desk.bearer(given, HERE)
    assert found
    assert found.may(Action.LOOK)
    assert not found.may(Action.CHANGE)


def test_a_token_ends_when_it_is_over_revoked_or_its_person_is(desk: AccountDesk) -> None:
    for name in ("ling", "mei", "bo", "an"):
        person(desk, name)
    (first, given), (_, other), (_, third) = make(desk, "ling"), make(desk, "mei"), make(desk, "bo")
    desk.tokens.revoke("ling", first.key, "", HERE)
    assert desk.bearer(given, HERE) is None
    with refused("token-unknown"):
        desk.tokens.revoke("ling", first.key, "", HERE)
    with refused("token-unknown"):
        desk.tokens.revoke("mei", "", "", HERE)
    with refused("token-unknown"):
        desk.tokens.revoke("bo", desk.tokens.all("mei")[0].key, "", HERE)
    desk.remove("mei")
    assert desk.bearer(other, HERE) is None
    desk.reset("bo")
    assert desk.bearer(third, HERE) is None
    _, fourth = make(desk, "an", days=1)
    with desk.store.writing() as connection:
        connection.execute(text("UPDATE accounts_tokens SET until = :then"), {"then": time.time() - 1})
    assert desk.bearer(fourth, HERE) is None
    assert desk.tokens.all("an")[0].is_over(time.time())
    _, fifth = make(desk, "an")
    desk.end_everything()
    assert desk.bearer(fifth, HERE) is None


def test_what_makes_no_sense_is_refused(desk: AccountDesk) -> None:
    person(desk, "ling")
    for days in (0, -1, 367):
        with refused("token-days"):
            make(desk, "ling", days=days)
    with refused("token-name"):
        desk.tokens.make("ling", "  ", ["read"], "", HERE)
    with refused("account-unknown"):
        make(desk, "nobody")
    for _ in range(MOST):
        make(desk, "ling")
    with refused("tokens-full"):
        make(desk, "ling")


def test_making_and_revoking_is_written_down_and_no_token_is_kept(desk: AccountDesk) -> None:
    id_ = person(desk, "ling")
    token, given = desk.tokens.make("ling", "feed", ["read"], id_, ELSEWHERE)
    desk.tokens.revoke("ling", token.key, "", HERE)
    _, deeds = desk.deeds(limit=2)
    assert [(one.kind, one.account, one.what["token"]) for one in deeds] == [
        ("token-revoked", "", token.key),
        ("token-made", id_, token.key),
    ]
    assert given not in str(deeds)
    _, second = desk.tokens.make("ling", "feed", ["read"], id_, ELSEWHERE)
    with desk.store.reading() as connection:
        kept = [str(tuple(row)) for row in connection.execute(text("SELECT * FROM accounts_tokens"))]
    assert len(kept) == 1
    assert second.removeprefix("revtrack_") not in kept[0]


def test_accounts_of_before_there_were_tokens_are_kept(tmp_path: Path) -> None:
    with AccountStore(tmp_path / FILE, "c0ffee") as store:
        store.make("ling", "Ling", "reader")
    engine = create_engine(f"sqlite:///{tmp_path / FILE}")
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE accounts_tokens"))
        connection.execute(text("UPDATE accounts_version SET version_num = '0001'"))
    engine.dispose()
    with AccountStore(tmp_path / FILE, "c0ffee") as store:
        assert [one.name for one in store.all()] == ["ling"]
        with store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM accounts_tokens")).scalar() == 0
            assert connection.execute(text("SELECT version_num FROM accounts_version")).scalar() == REVISION
