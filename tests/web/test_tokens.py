"""Tokens through the pages and before the API: made and revoked by their person, and what the gate makes of them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from revtrack.accounts.model import Asking
from revtrack.accounts.roles import MAY, Role
from revtrack.accounts.tokens import ALLOWS, scopes_of
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import PASSWORD, Running, invite, run
from tests.web.test_rights import ROUTES, address
from web.front import PROGRAMS
from web.rights import NEEDS, Free

CLIENT = httpx2.Client(trust_env=False, timeout=60)


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    CLIENT.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A site with the sample corpus and somebody of each role."""
    for running in run(Tracker(load_settings(), tmp_path_factory.mktemp("tokens") / "home")):
        running.tracker.load_samples()
        for role in Role:
            invite(running.tracker, f"the-{role}", role)
        yield running


def token_of(site: Running, name: str, *scopes: str) -> str:
    return site.tracker.accounts.tokens.make(name, "test", scopes or ("read",), "", Asking())[1]


def asked(site: Running, token: str, method: str, path: str, **sent: object) -> httpx2.Response:
    """What a program gets that has nothing but a token."""
    CLIENT.cookies.clear()
    headers = {"authorization": f"Bearer {token}"}
    return CLIENT.request(method, f"{site.address}{path}", headers=headers, **sent)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_token_is_made_on_the_page_shown_once_used_and_revoked(office: Running, language: str) -> None:
    ling = office.visitor(language)
    ling.log_in("the-analyst", PASSWORD)
    assert 'value="sources"' not in ling.get("/account").text
    form = {"verdict": "make", "name": "夜间导入", "scope": ["read", "write"], "days": "30"}
    assert ling.post("/account/tokens", **form, password="wrong").status_code == 400
    made = ling.post("/account/tokens", **form, password=PASSWORD)
    assert made.status_code == 200
    assert made.headers["cache-control"] == "no-store"
    (token,) = re.findall(r'value="(revtrack_[^"]+)"', made.text)
    page = ling.get("/account").text
    assert token not in page, "shown once"
    assert "夜间导入" in page
    assert asked(office, token, "GET", "/api/v1/documents").status_code == 200
    assert "127.0.0.1" in ling.get("/account").text.partition('id="tokens"')[2].partition("</section>")[0]
    boss = office.visitor(language)
    boss.log_in("the-administrator", PASSWORD)
    everybody = boss.get("/accounts").text
    assert "夜间导入" in everybody
    assert token not in everybody
    key = re.findall(r'name="key" value="([0-9a-f]{16})"', page)[0]
    assert ling.post("/account/tokens", verdict="revoke", key=key).status_code == 200
    assert "夜间导入" not in ling.get("/account").text
    assert asked(office, token, "GET", "/api/v1/documents").status_code == 401


def test_an_administrator_revokes_those_of_others_and_nobody_else_does(office: Running) -> None:
    token = token_of(office, "the-analyst")
    (key,) = [one.key for one in office.tracker.accounts.tokens.all("the-analyst")]
    reader, boss = office.visitor("en"), office.visitor("en")
    reader.log_in("the-reader", PASSWORD)
    boss.log_in("the-administrator", PASSWORD)
    reader.get("/account")
    assert reader.post("/account/tokens", verdict="revoke", key=key).status_code == 400
    assert reader.post("/accounts", verdict="revoke", account="the-analyst", key=key).status_code == 403
    assert asked(office, token, "GET", "/api/v1/documents").status_code == 200
    assert boss.post("/accounts", verdict="revoke", account="the-analyst", key=key).status_code == 200
    assert asked(office, token, "GET", "/api/v1/documents").status_code == 401


@pytest.mark.long
@pytest.mark.parametrize("role", Role)
def test_every_route_of_programs_answers_each_scope_as_the_tables_say(office: Running, role: Role) -> None:
    wrong: list[str] = []
    for scope in scopes_of(role):
        token = token_of(office, f"the-{role}", scope)
        for method, path in ROUTES:
            answer = asked(office, token, method, address(path))
            said = answer.headers.get("www-authenticate", "")
            if path.startswith(PROGRAMS) and NEEDS[method, path] != Free.OPEN:
                right = ("insufficient_scope" in said) != (NEEDS[method, path] in ALLOWS[scope] & MAY[role])
            else:  # a page does not look at tokens
                leads = answer.status_code == 303 and answer.headers["location"].startswith("/login")
                right = leads or answer.status_code in {401, 403} or NEEDS[method, path] in set(Free)
            if not right or answer.status_code >= 500:
                wrong.append(f"{method} {path} with {scope}: {answer.status_code} {said}")
    assert wrong == []


def test_what_proves_nothing_is_refused_whatever_else_is_brought(office: Running) -> None:
    for given in ("x", "revtrack_", "revtrack_" + "A" * 43, "revtrack_~"):
        answer = asked(office, given, "GET", "/api/v1/documents")
        assert answer.status_code == 401, given
        assert answer.headers["www-authenticate"] == 'Bearer realm="revtrack", error="invalid_token"'
        assert answer.json()["error"]["kind"] == "token-invalid"
    visitor = office.visitor("en")
    visitor.log_in("the-administrator", PASSWORD)
    assert visitor.client.get("/api/v1/documents", headers={"authorization": "Bearer x"}).status_code == 401
    assert visitor.client.get("/api/v1/documents", headers={"authorization": "Basic eDp5"}).status_code == 200


def test_what_a_token_was_refused_and_did_is_in_the_log_under_its_key(office: Running) -> None:
    token = token_of(office, "the-reader")
    (one, *_) = office.tracker.accounts.tokens.all("the-reader")
    item = office.tracker.documents().items[0]
    assert asked(office, token, "GET", "/api/v1/watch/outbox").status_code == 403
    assert asked(office, token, "GET", f"/api/v1/documents/{item.id}/graph").status_code == 200
    asked(office, token, "GET", "/api/v1/documents")  # what an answer is written down as is so behind it
    _, deeds = office.tracker.accounts.deeds(account=one.account, limit=2)
    assert [(deed.kind, deed.what["token"]) for deed in deeds] == [("taken", one.key), ("refused", one.key)]


def test_without_accounts_nothing_is_asked_on_this_machine(site: Running) -> None:
    assert asked(site, "x", "GET", "/api/v1/documents").status_code == 200
    assert not (site.home / "accounts.db").exists()
    invite(site.tracker, "boss", "administrator")
    time.sleep(1.1)
    assert asked(site, "x", "GET", "/api/v1/documents").status_code == 401


def test_a_page_takes_a_token_neither_for_a_login_nor_for_an_account(office: Running) -> None:
    token = token_of(office, "the-administrator", "read", "write", "sources")
    for path in ("/account", "/accounts", "/documents"):
        answer = asked(office, token, "GET", path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"][:6]) == (303, "/login")
    assert asked(office, token, "POST", "/account/tokens", data={"verdict": "make"}).status_code == 403


def test_a_token_outlives_the_process(tmp_path: Path) -> None:
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        invite(tracker, "ling", "reader")
        _, token = tracker.accounts.tokens.make("ling", "x", ["read"], "", Asking())
    for running in run(Tracker(load_settings(), tmp_path / "home")):
        assert asked(running, token, "GET", "/api/v1/documents").status_code == 200
