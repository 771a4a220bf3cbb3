"""An office: nginx with TLS under a path, two processes over PostgreSQL, people of three roles at their browsers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import create_engine, text

from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import PASSWORD, invite
from tests.web.proxied import free_port, nginx

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(280)]

ROOT = Path(__file__).resolve().parents[2]
TEXT = "甲市停车管理办法\n\n第一条　停车场应当在三十日内备案。\n第二条　停车场应当公示收费标准。\n"
PEOPLE = {"boss": "administrator", "ling": "analyst", "mei": "analyst", "rui": "reader", "tao": "reader"}


@pytest.fixture
def public(proxies: dict[str, str], postgres: str, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of the office's site, and where its log of requests is."""
    engine = create_engine(postgres)
    with engine.begin() as connection:
        found = connection.execute(text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'revtrack%'"))
        for name in found.scalars().all():
            connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))
    engine.dispose()
    port, folder, home = free_port(), tmp_path / "proxy", tmp_path / "home"
    folder.mkdir()
    address = f"https://localhost:{port}/revtrack"
    settings = {
        "catalog_url": postgres,
        "state_url": postgres,
        "public_url": address,
        "trusted_proxies": "127.0.0.1",
        "access_log": str(tmp_path / "log"),
    }
    with Tracker(replace(load_settings(), **settings), home) as tracker:
        tracker.init()
        tracker.load_samples()
        for name, role in PEOPLE.items():
            invite(tracker, name, role)
    given = {f"REVTRACK_{name.upper()}": value for name, value in settings.items()}
    with ExitStack() as stack:
        ports = [_serve(stack, {**given, "REVTRACK_HOME": str(home), "PYTHONPATH": str(ROOT)}) for _ in range(2)]
        stack.enter_context(nginx(proxies, folder, port, ports))
        yield address, tmp_path / "log"


def _serve(stack: ExitStack, settings: dict[str, str]) -> int:
    """A process that serves; its port."""
    command = [sys.executable, "-m", "web.command", "serve", "--port", "0"]
    environment = {**os.environ, **settings}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    assert process.stdout is not None
    stack.callback(process.stdout.close)
    stack.callback(process.wait, 30)
    stack.callback(process.kill)
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
            return int(found[1])
    raise AssertionError("it does not serve")


class Person:
    """Somebody at a browser of her own."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        self.address, self.name = address, name
        self.context = browser.new_context(ignore_https_errors=True, locale="en", accept_downloads=True)
        self.page: Page = self.context.new_page()

    def go(self, path: str) -> Page:
        """A page, once it is ready."""
        self.page.goto(f"{self.address}{path}")
        while self.page.locator(".working").count():
            self.page.wait_for_load_state()
            self.page.wait_for_timeout(200)
        return self.page

    def log_in(self) -> None:
        """From wherever she wanted to go."""
        page = self.go("/documents")
        page.fill("#name", self.name)
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("form.who")
        assert page.url == f"{self.address}/documents"


@pytest.mark.long
def test_people_of_three_roles_do_their_work(public: tuple[str, Path], browser: Browser) -> None:
    address, log = public
    people = {name: Person(browser, address, name) for name in PEOPLE}
    for one in people.values():
        one.log_in()

    # an analyst uploads, looks at what was read, stores it
    page = people["ling"].go("/documents")
    page.set_input_files("input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": TEXT.encode()})
    page.locator("form[data-drop] button[type=submit]").first.click()
    store = page.locator("button[value=store]")
    store.wait_for()
    store.click()
    page.get_by_text("甲市停车管理办法").first.wait_for()

    # everybody reads it; who did it is known by name
    for name in ("rui", "mei", "boss"):
        page = people[name].go("/documents")
        page.get_by_role("link", name="甲市停车管理办法").first.click()
        expect(page.get_by_text("Ling").first).to_be_attached()
        assert "account-" not in page.inner_text("main")
    path = page.url.removeprefix(address).partition("?")[0]

    # a reader finds nothing to change with; an analyst may correct, not withdraw
    page = people["tao"].go(path)
    posting = 'form[method="post"]:not([action$="/logout"])'
    assert page.locator(posting).count() == 0
    page = people["mei"].go(path)
    assert page.locator('form[action$="/edit"]').count() > 0
    assert page.locator('form[action$="/withdraw"]').count() == 0
    assert people["boss"].go(path).locator('form[action$="/withdraw"]').count() > 0

    # a reader searches, compares and takes a table home
    page = people["rui"].go("/search?q=应当")
    assert page.locator("mark").count() > 0
    assert people["rui"].go("/compare").locator("h1").count() == 1
    with page.expect_download() as taken:
        page.evaluate("path => location.assign(path)", f"/revtrack{path}/original")
    assert Path(taken.value.path()).read_text("utf-8") == TEXT

    # accounts and the log are the administrator's
    for name in ("ling", "tao"):
        page = people[name].go("/accounts")
        assert page.get_by_role("heading", name="Refused").count() == 1
    page = people["boss"].go("/audit")
    for told in ("Ling", "Tao", "Rui", "/uploads", f"{path}/original", "refused"):
        assert told in page.inner_text("main"), told
    page = people["boss"].go("/accounts")
    page.locator("summary", has_text="Look after").nth(3).click()
    page.locator("li", has_text="Rui").get_by_role("button", name="End sessions").click()
    page.wait_for_load_state()
    assert people["rui"].go("/documents").url.startswith(f"{address}/login")
    assert people["tao"].go("/documents").url == f"{address}/documents"

    for one in people.values():
        assert all(cookie["secure"] for cookie in one.context.cookies())
        assert all(cookie["path"] == "/revtrack" for cookie in one.context.cookies())
        one.context.close()
    assert '"status": 5' not in log.read_text("utf-8")
