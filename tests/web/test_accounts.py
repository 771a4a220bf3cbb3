"""Logging in and out, one's own account, everybody's: by its pages, in both languages, and without a script."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pyotp.totp import TOTP

from revtrack.errors import InvalidInput
from revtrack.holdings.intake import Bounds
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import PASSWORD, Running, invite, run
from web.serving import serve

OTHER = "seven brass lanterns"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Running]:
    """A site with the sample corpus and an administrator."""
    for running in run(Tracker(load_settings(), tmp_path / "home")):
        running.tracker.load_samples()
        invite(running.tracker, "boss", "administrator")
        yield running


@pytest.mark.long
def test_on_this_machine_without_accounts_nothing_is_asked(site: Running) -> None:
    visitor = site.visitor()
    assert visitor.get("/").status_code == 200
    assert visitor.post("/sample").status_code == 200
    assert visitor.get("/watch/add").status_code == 200
    assert str(visitor.get("/login?next=/documents").url).endswith("/documents")
    for path in ("/account", "/accounts", "/audit"):
        assert "revtrack account" in visitor.get(path).text
    assert visitor.post("/accounts", verdict="invite", account="ling", role="reader").status_code == 404
    assert not (site.home / "accounts.db").exists()


def test_the_first_account_closes_the_door(site: Running) -> None:
    visitor = site.visitor()
    assert visitor.get("/documents").url.path == "/documents"
    invite(site.tracker, "boss", "administrator")
    time.sleep(1.1)
    assert visitor.get("/documents?page=2").url.path == "/login"
    assert visitor.client.get("/api/v1/documents").status_code == 401
    assert visitor.client.get("/feeds/documents.atom").status_code == 401


def test_others_come_in_only_where_there_is_an_administrator(tmp_path: Path) -> None:
    settings = replace(load_settings(), public_url="https://policy.example/revtrack")
    with Tracker(settings, tmp_path / "home") as tracker:
        tracker.init()
        invite(tracker, "ling", "analyst")
        with pytest.raises(InvalidInput) as refused:
            serve(tracker, "127.0.0.1", 0, "en")
        assert refused.value.kind == "serve-address"
        assert "--role administrator" in str(refused.value)


def test_nobody_comes_in_where_accounts_are_needed_and_there_are_none(tmp_path: Path) -> None:
    for running in run(Tracker(load_settings(), tmp_path / "home"), guarded=True):
        visitor = running.visitor()
        assert visitor.get("/documents").url.path == "/login"
        assert visitor.log_in("boss", PASSWORD).status_code == 400
        assert visitor.get("/healthz").status_code == 200


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_logging_in_leads_on_and_logging_out_ends_it(office: Running, language: str) -> None:
    visitor = office.visitor(language)
    page = visitor.get("/documents?status=issued")
    assert (page.url.path, page.url.params["next"]) == ("/login", "/documents?status=issued")
    wrong = visitor.post("/login", name="boss", password="wrong", next="/documents?status=issued")
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text
    assert 'value="boss"' in wrong.text
    assert "wrong" not in re.sub(r'id="wrong"|describedby="wrong"', "", wrong.text)
    sent = visitor.client.post(
        "/login",
        data={"csrf": visitor.token, "name": "boss", "password": PASSWORD, "next": "/documents?status=issued"},
        headers={"origin": office.address},
        follow_redirects=False,
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/documents?status=issued")
    cookie = next(one for one in sent.headers.get_list("set-cookie") if one.startswith("revtrack-login")).lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "max-age" not in cookie
    kept = dict(visitor.client.cookies)
    assert visitor.get("/documents").url.path == "/documents"
    assert visitor.post("/logout").url.path == "/login"
    visitor.client.cookies.update(kept)
    assert visitor.get("/documents").url.path == "/login", "the session is over, whatever the browser kept"


def test_a_login_leads_nowhere_else(office: Running) -> None:
    for leads in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        visitor = office.visitor()
        visitor.get("/login")
        data = {"csrf": visitor.token, "name": "boss", "password": PASSWORD, "next": leads}
        sent = visitor.client.post("/login", data=data, headers={"origin": office.address}, follow_redirects=False)
        assert sent.headers["location"] == "/"


def test_a_login_needs_the_token_of_its_page_and_gets_another(office: Running) -> None:
    visitor = office.visitor()
    visitor.get("/login")
    before = visitor.token
    assert visitor.post("/login", token="forged", name="boss", password=PASSWORD).status_code == 403
    visitor.log_in("boss", PASSWORD)
    assert visitor.token != before


def test_who_fails_often_is_told_how_long_to_wait(office: Running) -> None:
    visitor = office.visitor("en")
    for _ in range(5):
        assert visitor.log_in("boss", "wrong").status_code == 400
    later = visitor.log_in("boss", PASSWORD)
    assert later.status_code == 429
    assert int(later.headers["retry-after"]) in range(1, 10)
    assert "try again in" in later.text


@pytest.mark.long
def test_somebody_is_invited_by_the_page_and_works_under_her_name(office: Running) -> None:
    boss = office.visitor("en")
    boss.log_in("boss", PASSWORD)
    made = boss.post("/accounts", verdict="invite", account="Ling", shown="Li Ling", role="analyst")
    link = re.findall(r'value="(http[^"]+/invitation/[^"]+)"', made.text)[0]
    assert link.startswith(f"{office.address}/invitation/")
    assert link not in boss.get("/accounts").text, "shown once"
    ling = office.visitor("en")
    page = ling.get(link)
    assert "Li Ling, please choose a password" in page.text
    assert page.headers["referrer-policy"] == "same-origin"
    assert page.headers["cache-control"] == "no-store"
    path = page.url.path
    assert ling.post(path, password="short").status_code == 400
    assert ling.post(path, password=OTHER).url.path == "/login"
    assert ling.get(path).status_code == 404
    ling.log_in("ling", OTHER)
    document = office.tracker.documents().items[0]
    ling.get(f"/documents/{document.id}")
    form = {"version": document.current, "field-title": "乙市停车办法", "by": "somebody else"}
    assert ling.post(f"/documents/{document.id}/edit", **form).status_code == 200
    account = office.tracker.accounts.account("ling")
    assert office.tracker.recent(limit=1)[0].author == account.id, "commits name nobody"
    shown = boss.get(f"/documents/{document.id}?version={document.current}").text
    assert "Li Ling" in shown
    assert account.id not in shown
    assert account.id not in boss.get("/audit").text.replace(f'value="{account.id}"', "")
    office.tracker.accounts.remove("ling")
    shown = boss.get(f"/documents/{document.id}").text
    assert "Li Ling" not in shown
    assert "a former account" in shown
    assert ling.get("/").url.path == "/login"


@pytest.mark.long
def test_a_role_that_is_taken_away_is_so_at_once(office: Running) -> None:
    invite(office.tracker, "ling", "analyst")
    boss, ling = office.visitor("en"), office.visitor("en")
    boss.log_in("boss", PASSWORD)
    ling.log_in("ling", PASSWORD)
    assert ling.get("/uploads").status_code == 200
    assert boss.post("/accounts", verdict="role", account="ling", role="reader").status_code == 200
    assert ling.get("/uploads").status_code == 403
    assert boss.post("/accounts", verdict="role", account="boss", role="reader").status_code == 400
    assert boss.post("/accounts", verdict="role", account="ling", role="owner").status_code == 400
    assert boss.post("/accounts", verdict="end", account="ling").status_code == 200
    assert ling.get("/").url.path == "/login"


@pytest.mark.long
def test_a_second_factor_is_set_up_on_the_page(office: Running) -> None:
    visitor = office.visitor("en")
    visitor.log_in("boss", PASSWORD)
    page = visitor.post("/account", verdict="set-up")
    secret = re.findall(r"<code>([A-Z2-7]{32})</code>", page.text)[0]
    assert "otpauth://totp/revtrack:boss" in page.text
    assert visitor.post("/account", verdict="switch-on", password=PASSWORD, code="000000x").status_code == 400
    on = visitor.post("/account", verdict="switch-on", password=PASSWORD, code=TOTP(secret).now())
    assert "On: logging in also takes" in on.text
    assert secret not in on.text
    other = office.visitor("en")
    assert other.log_in("boss", PASSWORD).status_code == 400
    assert other.log_in("boss", PASSWORD, TOTP(secret).at(time.time() + 30)).url.path == "/"


@pytest.mark.long
def test_who_must_have_a_second_factor_does_nothing_before_it_is_there(tmp_path: Path) -> None:
    settings = replace(load_settings(), second_factor="administrators")
    for running in run(Tracker(settings, tmp_path / "home")):
        invite(running.tracker, "boss", "administrator")
        invite(running.tracker, "ling", "reader")
        boss, ling = running.visitor("en"), running.visitor("en")
        assert boss.log_in("boss", PASSWORD).url.path == "/account"
        assert boss.get("/documents").url.path == "/account"
        assert boss.post("/sample").url.path == "/account"
        assert running.tracker.documents().total == 0
        assert ling.log_in("ling", PASSWORD).url.path == "/"
        secret = re.findall(r"<code>([A-Z2-7]{32})</code>", boss.post("/account", verdict="set-up").text)[0]
        boss.post("/account", verdict="switch-on", password=PASSWORD, code=TOTP(secret).now())
        assert boss.get("/documents").url.path == "/documents"


@pytest.mark.long
def test_one_sees_where_one_is_logged_in_and_ends_it(office: Running) -> None:
    here, there = office.visitor("en"), office.visitor("en")
    here.log_in("boss", PASSWORD)
    there.client.headers["user-agent"] = "Telephone/1"
    there.log_in("boss", PASSWORD)
    page = here.get("/account").text
    assert "Telephone/1" in page
    key = re.findall(r'name="session" value="([0-9a-f]{16})"', page)[0]
    assert here.post("/account", verdict="end", session=key).status_code == 200
    assert there.get("/").url.path == "/login"
    assert here.get("/").url.path == "/"
    there.log_in("boss", PASSWORD)
    assert here.post("/account", verdict="password", password=PASSWORD, new=OTHER).status_code == 200
    assert there.get("/").url.path == "/login"
    assert here.get("/account").headers["cache-control"] == "no-store"


@pytest.mark.long
def test_a_proxy_that_is_named_says_who_is_logged_in(tmp_path: Path) -> None:
    settings = replace(load_settings(), trusted_proxies="127.0.0.1", remote_user="X-Remote-User")
    for running in run(Tracker(settings, tmp_path / "home")):
        invite(running.tracker, "ling", "reader")
        visitor = running.visitor("en")
        assert visitor.get("/account").url.path == "/login"
        assert "Ling" in visitor.get("/account", **{"x-remote-user": "ling"}).text
        assert visitor.get("/accounts", **{"x-remote-user": "ling"}).status_code == 403
        assert visitor.get("/account", **{"x-remote-user": "stranger"}).url.path == "/login"
    settings = replace(load_settings(), trusted_proxies="192.0.2.1", remote_user="X-Remote-User")
    for running in run(Tracker(settings, tmp_path / "other")):
        invite(running.tracker, "ling", "administrator")
        answer = running.visitor().get("/account", **{"x-remote-user": "ling"})
        assert answer.url.path == "/login", "nobody else's word is taken"


@pytest.mark.long
def test_what_is_changed_taken_and_refused_is_in_the_log(office: Running) -> None:
    invite(office.tracker, "ling", "reader")
    boss, ling = office.visitor("en"), office.visitor("en")
    boss.log_in("boss", PASSWORD)
    ling.log_in("ling", PASSWORD)
    document = office.tracker.documents().items[0]
    ling.get(f"/documents/{document.id}/original")
    assert ling.get("/accounts").status_code == 403
    boss.get("/")
    boss.post("/sample")
    _, deeds = office.tracker.accounts.deeds()
    told = [(one.kind, one.what.get("path")) for one in deeds[:3]]
    assert told == [
        ("changed", "/sample"),
        ("refused", "/accounts"),
        ("taken", f"/documents/{document.id}/original"),
    ]
    assert all(one.request and one.client == "127.0.0.1" for one in deeds[:3])
    page = boss.get("/audit?kind=refused").text
    assert "/accounts" in page
    assert "Ling" in page
    assert "/sample" not in page


def test_sources_of_this_machine_are_those_below_the_roots(office: Running, tmp_path: Path) -> None:
    boss = office.visitor("en")
    boss.log_in("boss", PASSWORD)
    for address in ("/etc", "file:///etc", "~", str(tmp_path), f"{tmp_path}/open/../shut"):
        assert "in no folder that may be watched" in boss.post("/watch/add", address=address).text, address
    text = "title = 'x'\nkind = 'folder'\naddress = '/etc'\n"
    assert boss.post("/watch/sources/x", verdict="save", text=text).status_code == 400
    assert not list((office.home / "sources").glob("x*"))


def test_folders_below_a_root_may_be_watched_and_links_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "open" / "policies").mkdir(parents=True)
    (tmp_path / "shut").mkdir()
    (tmp_path / "open" / "leads-out").symlink_to(tmp_path / "shut")
    settings = replace(load_settings(), source_roots=str(tmp_path / "open"))
    for running in run(Tracker(settings, tmp_path / "home")):
        invite(running.tracker, "boss", "administrator")
        boss = running.visitor("en")
        boss.log_in("boss", PASSWORD)
        assert boss.post("/watch/add", address=str(tmp_path / "open" / "policies")).status_code == 200
        assert boss.post("/watch/add", address=str(tmp_path / "open" / "leads-out")).status_code == 400


@pytest.mark.long
def test_one_person_asks_no_more_than_she_may(tmp_path: Path) -> None:
    settings = replace(load_settings(), requests_a_minute=60)
    for running in run(Tracker(settings, tmp_path / "home")):
        invite(running.tracker, "ling", "reader")
        invite(running.tracker, "mei", "reader")
        ling, mei = running.visitor("en"), running.visitor("en")
        mei.log_in("mei", PASSWORD)
        ling.log_in("ling", PASSWORD)
        answers = [ling.client.get("/documents") for _ in range(80)]
        slow = [one for one in answers if one.status_code == 429]
        assert slow
        assert int(slow[0].headers["retry-after"]) >= 1
        assert "Wait a moment" in slow[0].text
        assert mei.get("/documents").status_code == 200, "others are not slowed down"


def test_one_person_has_no_more_jobs_than_she_may(tmp_path: Path) -> None:
    settings = replace(load_settings(), jobs_a_person=2)
    with Tracker(settings, tmp_path / "home") as tracker:
        tracker.init()
        made = invite(tracker, "ling", "analyst")
        for at in range(2):
            tracker.jobs.start("read-duties", {"most": at + 1}, by=made.id)
        tracker.jobs.start("read-duties", {"most": 1}, by=made.id)  # the same again is no other
        with pytest.raises(InvalidInput) as refused:
            tracker.jobs.start("read-duties", {"most": 3}, by=made.id)
        assert refused.value.kind == "jobs-full"
        tracker.jobs.start("read-duties", {"most": 4}, by="a name without an account")


@pytest.mark.long
def test_one_person_has_no_more_uploads_waiting_than_she_may(tmp_path: Path) -> None:
    for running in run(Tracker(load_settings(), tmp_path / "home"), Bounds(5, 2_000_000, own_files=3)):
        people = {name: running.visitor("en") for name in ("ling", "mei")}
        for name, visitor in people.items():
            invite(running.tracker, name, "analyst")
            visitor.log_in(name, PASSWORD)
        file = ("a.txt", "甲市停车办法\n第一条 单位应当报告。\n".encode())
        assert people["ling"].upload(file, file).status_code == 200
        refused = people["ling"].upload(file, file)
        assert refused.status_code == 429
        assert "at most 3 files" in refused.text
        assert people["mei"].upload(file, file).status_code == 200, "others are not"
        assert people["ling"].upload(file).status_code == 200
        assert len(running.tracker.waiting_uploads()) == 3


@pytest.mark.long
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_person_does_it_all_by_keyboard(office: Running, browser: Browser, language: str) -> None:
    page = browser.new_page(base_url=office.address, locale=language)
    page.goto("/documents")
    assert page.url.endswith("/login?next=/documents")
    assert page.evaluate("document.activeElement.id") == "name"
    page.keyboard.type("boss")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("form.who")
    for path in ("/login", "/account", "/accounts", "/audit"):
        page.goto(path)
        found = Axe().run(page)
        assert found.response["violations"] == [], path
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], path
    page.goto("/accounts")
    page.locator("#account").focus()
    page.keyboard.type("ling")
    page.keyboard.press("Tab")
    page.keyboard.type("Li Ling")
    page.keyboard.press("Enter")
    page.wait_for_selector("#link")
    link = page.locator("#link").input_value()
    context = browser.new_context(locale=language)
    other = context.new_page()
    other.goto(link)
    other.keyboard.type(OTHER)
    other.keyboard.press("Enter")
    other.wait_for_url("**/login")
    assert other.evaluate("document.activeElement.id") == "name"
    assert Axe().run(other).response["violations"] == []
    other.locator("#name").focus()
    other.keyboard.type("ling")
    other.keyboard.press("Tab")
    other.keyboard.type(OTHER)
    other.keyboard.press("Enter")
    other.wait_for_selector("form.who a")
    other.get_by_role("button", name=re.compile("退出|Log out")).press("Enter")
    other.wait_for_url("**/login")
    context.close()
    page.close()
