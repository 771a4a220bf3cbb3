"""Accounts: inviting, logging in and being slowed down, second factors, sessions that end, who did what."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyotp.totp import TOTP
from sqlalchemy import create_engine, inspect
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from revtrack.accounts import passwords, schema
from revtrack.accounts.desk import AccountDesk
from revtrack.accounts.model import ACCOUNT_ID, Asking
from revtrack.accounts.roles import MAY, Action, Role, may
from revtrack.accounts.store import FILE, AccountStore
from revtrack.errors import InvalidInput
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import PASSWORD

HERE = Asking("203.0.113.9", "0123456789abcdef", "Browser/1")
ELSEWHERE = Asking("198.51.100.7", "fedcba9876543210", "Browser/2")


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AccountDesk]:
    """Accounts in a file, and in a schema of a server."""
    where: str | Path = tmp_path / FILE
    if request.param == "postgresql":
        where = str(request.getfixturevalue("postgres"))
    made = AccountDesk(lambda: True, lambda: AccountStore(where, "c0ffee"), idle=1800, lasting=3600)
    yield made
    made.store.end_everything()
    for one in made.all():
        made.store.remove(one.id)
    made.close()


def person(desk: AccountDesk, name: str, role: str = "reader") -> str:
    made, link = desk.invite(name, name.capitalize(), role)
    desk.use_link(link, PASSWORD, HERE)
    return made.id


def refused(kind: str) -> pytest.RaisesExc[InvalidInput]:
    return pytest.raises(InvalidInput, check=lambda error: error.kind == kind)


def test_a_person_comes_in_by_a_link_that_works_once(desk: AccountDesk) -> None:
    made, link = desk.invite("Ling", " Ling  Li ", "analyst")
    assert ACCOUNT_ID.fullmatch(made.id)
    assert (made.name, made.shown, made.role) == ("ling", "Ling Li", "analyst")
    with refused("login-failed"):
        desk.log_in("ling", "", "", HERE)
    with refused("password-short"):
        desk.use_link(link, "short", HERE)
    assert desk.use_link(link, PASSWORD, HERE).id == made.id
    with refused("link-over"):
        desk.use_link(link, PASSWORD, HERE)
    account, token = desk.log_in(" LING ", PASSWORD, "", HERE)
    found = desk.asking(token)
    assert found
    assert found[0] == account
    assert found[1].client == HERE.client
    assert desk.asking(token[:-1]) is None
    assert desk.asking("") is None


def test_a_second_link_ends_the_first(desk: AccountDesk) -> None:
    _, first = desk.invite("ling", "", "reader")
    _, second = desk.reset("ling")
    with refused("link-over"):
        desk.use_link(first, PASSWORD, HERE)
    desk.use_link(second, PASSWORD, HERE)


@pytest.mark.parametrize("name", ["", "a", "-a", "a b", "张三", "a" * 61, "a/b", "removed account-0"])
def test_names_are_plain(desk: AccountDesk, name: str) -> None:
    with refused("account-name"):
        desk.invite(name, "", "reader")


def test_a_name_is_one_persons_and_a_role_is_one_of_the_table(desk: AccountDesk) -> None:
    person(desk, "ling")
    with refused("account-known"):
        desk.invite("LING", "", "reader")
    with refused("account-role"):
        desk.invite("other", "", "owner")
    with refused("account-unknown"):
        desk.account("nobody")


def test_who_fails_often_waits_and_others_do_not(desk: AccountDesk) -> None:
    person(desk, "ling")
    person(desk, "mei")
    for _ in range(5):
        with refused("login-failed"):
            desk.log_in("ling", "wrong", "", HERE)
    with refused("login-later"):
        desk.log_in("ling", PASSWORD, "", HERE)
    assert desk.log_in("mei", PASSWORD, "", HERE)[0].name == "mei"
    assert desk.log_in("ling", PASSWORD, "", ELSEWHERE)[0].name == "ling", "nobody is locked out by others"


@pytest.mark.long
def test_one_address_tries_no_more_names_than_it_may(desk: AccountDesk) -> None:
    for at in range(30):
        with refused("login-failed"):
            desk.log_in(f"name{at}", "wrong", "", HERE)
    with refused("login-later"):
        desk.log_in("name30", "wrong", "", HERE)
    with refused("login-failed"):
        desk.log_in("name30", "wrong", "", ELSEWHERE)


def test_a_second_factor_is_asked_for_and_no_code_is_taken_twice(desk: AccountDesk) -> None:
    person(desk, "ling")
    account, token = desk.log_in("ling", PASSWORD, "", HERE)
    _, other = desk.log_in("ling", PASSWORD, "", ELSEWHERE)
    secret = passwords.new_totp()
    with refused("login-failed"):
        desk.set_totp(account, "wrong", secret, TOTP(secret).now(), token, HERE)
    with refused("code-wrong"):
        desk.set_totp(account, PASSWORD, secret, "000000x", token, HERE)
    used = TOTP(secret).now()
    desk.set_totp(account, PASSWORD, secret, used, token, HERE)
    assert desk.asking(token), "this session goes on"
    assert desk.asking(other) is None, "others end"
    for code in ("", "123", used):
        with refused("login-failed"):
            desk.log_in("ling", PASSWORD, code, ELSEWHERE)
    later = TOTP(secret).at(time.time() + 30)
    assert desk.log_in("ling", PASSWORD, f" {later[:3]} {later[3:]}", ELSEWHERE)[0].has_totp
    with refused("login-failed"):
        desk.log_in("ling", PASSWORD, later, HERE)
    _, link = desk.reset("ling")
    desk.use_link(link, PASSWORD, HERE)
    assert not desk.log_in("ling", PASSWORD, "", Asking("192.0.2.1"))[0].has_totp


def test_sessions_end_by_time_by_hand_and_with_the_password(desk: AccountDesk) -> None:
    person(desk, "ling")
    account, first = desk.log_in("ling", PASSWORD, "", HERE)
    _, second = desk.log_in("ling", PASSWORD, "", ELSEWHERE)
    shown = desk.sessions(account)
    assert {one.client for one in shown} == {HERE.client, ELSEWHERE.client}
    assert all(one.key not in {first, second} for one in shown)
    desk.end_session(account, "%", HERE)
    assert desk.asking(first), "a key that is none ends nothing"
    desk.end_session(account, next(one.key for one in shown if one.client == ELSEWHERE.client), HERE)
    assert desk.asking(second) is None
    _, third = desk.log_in("ling", PASSWORD, "", ELSEWHERE)
    desk.set_password(account, PASSWORD, "seven brass lanterns", first, HERE)
    assert desk.asking(first)
    assert desk.asking(third) is None
    with refused("login-failed"):
        desk.log_in("ling", PASSWORD, "", HERE)


def test_a_session_ends_when_it_is_not_used_and_in_any_case(tmp_path: Path) -> None:
    for idle, lasting in ((0.2, 60.0), (60.0, 0.2)):
        store = AccountStore(tmp_path / f"{idle}.db")
        made = AccountDesk(lambda: True, lambda store=store: store, idle=idle, lasting=lasting)
        person(made, "ling")
        account, token = made.log_in("ling", PASSWORD, "", HERE)
        assert made.asking(token)
        time.sleep(0.3)
        assert made.asking(token) is None
        assert made.sessions(account) == []
        made.close()


def test_the_last_administrator_stays_one(desk: AccountDesk) -> None:
    person(desk, "boss", "administrator")
    for act in (lambda: desk.remove("boss"), lambda: desk.set_role("boss", "analyst")):
        with refused("last-administrator"):
            act()
    person(desk, "deputy", "administrator")
    desk.remove("boss")
    assert desk.has_administrator()


def test_a_person_who_is_removed_is_gone_and_what_she_did_stays(desk: AccountDesk) -> None:
    made = person(desk, "ling")
    _, token = desk.log_in("ling", PASSWORD, "", HERE)
    desk.rename("ling", "Li Ling")
    assert desk.shown(made) == "Li Ling"
    desk.remove("ling")
    assert desk.asking(token) is None
    assert desk.shown(made) == ""
    with refused("login-failed"):
        desk.log_in("ling", PASSWORD, "", HERE)
    assert person(desk, "ling") != made, "the name is free again, the id is not"
    assert any(one.account == made for one in desk.deeds(account=made)[1])


def test_what_is_done_is_written_down(desk: AccountDesk) -> None:
    made = person(desk, "ling")
    with refused("login-failed"):
        desk.log_in("ling", "secret that is wrong", "", HERE)
    desk.log_in("ling", PASSWORD, "", HERE)
    total, found = desk.deeds(account=made)
    assert total == len(found)
    assert [one.kind for one in found] == ["login", "login-failed", "password-set"]
    assert {one.client for one in found} == {HERE.client}
    assert {one.request for one in found} == {HERE.request}
    assert PASSWORD not in str(desk.deeds()), "nothing that proves anybody"
    assert "secret that is wrong" not in str(desk.deeds())


def test_nothing_that_proves_somebody_is_kept_as_it_is(tmp_path: Path) -> None:
    made = AccountDesk(lambda: True, lambda: AccountStore(tmp_path / FILE), idle=60, lasting=60)
    _, link = made.invite("ling", "", "reader")
    made.use_link(link, PASSWORD, HERE)
    _, token = made.log_in("ling", PASSWORD, "", HERE)
    _, other = made.invite("mei", "", "reader")
    made.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"$argon2id$" in kept
    for secret in (PASSWORD, link, token, other):
        assert secret.encode() not in kept


@pytest.mark.parametrize(
    ("password", "kind"),
    [
        ("eleven char", "password-short"),
        ("x" * 257, "password-long"),
        ("123456789012", "password-weak"),
        ("qwertyuiop123", "password-weak"),
        ("aaaaaaaaaaaaaaaa", "password-weak"),
        ("abababababab", "password-weak"),
        ("Password12345", "password-weak"),
        ("lingling.lingling", "password-named"),
        ("seven darling bees", "password-named"),
        ("my Revtrack secret", "password-named"),
        ("王小明养了三只白鹭在屋顶", "password-named"),
        ("Summer2026!!", "password-common"),
        ("letmein sunshine", "password-common"),
        ("3rJs1la7qE12!!P@ssw0rd", ""),
        ("nine wooden herons", ""),
        ("九只木头做的白鹭站在屋顶上", ""),
        ("x8$Kq!2mZp0w", ""),
    ],
)
def test_passwords_are_long_and_no_rows_of_keys(password: str, kind: str) -> None:
    try:
        passwords.check_password(password, "ling", "Ling Li", "小明")
        found = ""
    except InvalidInput as error:
        found = error.kind
    assert found == kind


def refusal_of(password: str) -> str:
    try:
        passwords.check_password(password)
    except InvalidInput as error:
        return error.kind
    return ""


def test_the_commonest_are_refused_as_they_leaked_and_brought_to_our_length() -> None:
    leaked = list(FREQUENCY_LISTS["passwords"])
    long = [word for word in leaked if len(word) >= passwords.SHORTEST]
    assert len(long) > 200
    assert [word for word in long if not refusal_of(word)] == []
    for word in leaked[:3000:20]:
        grown = (word * 12, f"{word}1234567890", f"{word}2026!!!!!!", f"{word.capitalize()}@123456789")
        taken = [one for one in grown if not refusal_of(one[: max(passwords.SHORTEST, len(word) + 4)])]
        assert taken == []


def test_no_password_takes_long_to_be_judged() -> None:
    began = time.monotonic()
    passwords.check_password("4@8({[<369&#!1|0$5+7%2" * 10)
    assert time.monotonic() - began < 5


def test_a_password_is_verified_whole() -> None:
    long = PASSWORD + "x" * 200
    assert passwords.is_right(passwords.hashed(long), long)
    assert not passwords.is_right(passwords.hashed(long), long[:-1])
    assert not passwords.is_right("", PASSWORD)


def test_roles_grow_and_a_role_that_is_none_may_nothing() -> None:
    assert MAY[Role.READER] < MAY[Role.ANALYST] < MAY[Role.ADMINISTRATOR] == set(Action)
    assert not any(may("owner", action) for action in Action)


def test_migrations_make_the_schema(tmp_path: Path) -> None:
    AccountStore(tmp_path / FILE).close()
    engine = create_engine(f"sqlite:///{tmp_path / FILE}")
    found = inspect(engine)
    for table in schema.metadata.tables.values():
        assert {one["name"] for one in found.get_columns(table.name)} == {one.name for one in table.columns}
        assert {one["name"] for one in found.get_indexes(table.name)} == {one.name for one in table.indexes}
    engine.dispose()


def test_a_restore_ends_all_sessions_and_keeps_the_accounts(tmp_path: Path) -> None:
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        assert not (tmp_path / "home" / FILE).exists(), "nobody has an account until one is made"
        assert not tracker.accounts.any()
        person(tracker.accounts, "ling")
        _, link = tracker.accounts.invite("mei", "", "reader")
        _, token = tracker.accounts.log_in("ling", PASSWORD, "", HERE)
        tracker.back_up(tmp_path / "kept.tar")
    with Tracker(load_settings(), tmp_path / "other") as tracker:
        tracker.restore(tmp_path / "kept.tar")
        assert {one.name for one in tracker.accounts.all()} == {"ling", "mei"}
        assert tracker.accounts.asking(token) is None
        with refused("link-over"):
            tracker.accounts.linked(link)
        assert tracker.accounts.log_in("ling", PASSWORD, "", HERE)[0].name == "ling"
