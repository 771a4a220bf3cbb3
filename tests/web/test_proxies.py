"""Behind nginx and behind Caddy, over https and under a path, as docs/proxies says: pages, forms, files, who asked."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import PASSWORD, Running, Visitor, invite, run
from tests.web.proxied import caddy, free_port, nginx

TEXT = "甲市停车管理办法\n\n第一条　停车场应当在三十日内备案。\n第二条　停车场应当公示收费标准。\n"
PROXIES = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(params=PROXIES)
def public(
    request: pytest.FixtureRequest, proxies: dict[str, str], tmp_path: Path
) -> Iterator[tuple[Running, Visitor, str]]:
    """A site, somebody who comes by a proxy, and the address at which she finds it."""
    port, folder = free_port(), tmp_path / "proxy"
    folder.mkdir()
    address = f"https://localhost:{port}"
    settings = replace(
        load_settings(),
        public_url=f"{address}/revtrack",
        trusted_proxies="127.0.0.1",
        access_log=str(tmp_path / "log"),
    )
    for running in run(Tracker(settings, tmp_path / "home")):
        invite(running.tracker, "boss", "administrator")
        own = int(running.address.rpartition(":")[2])
        with PROXIES[request.param](proxies, folder, port, [own]) as trusted:
            visitor = Visitor(address, "zh-CN", verify=trusted)
            running.visitors.append(visitor)
            yield running, visitor, f"{address}/revtrack"


@pytest.mark.long
def test_all_is_as_without_a_proxy(public: tuple[Running, Visitor, str]) -> None:
    site, visitor, address = public
    assert str(visitor.get("/revtrack").url) == f"{address}/login"
    assert str(visitor.log_in("boss", PASSWORD, root="/revtrack").url) == f"{address}/"
    loaded = visitor.post("/revtrack/sample")
    assert loaded.status_code == 200
    assert str(loaded.url) == f"{address}/"
    assert site.tracker.documents().total == 4
    page = visitor.get("/revtrack/documents")
    for path in re.findall(r'(?:href|src)="(/revtrack/(?:static|documents)[^"]*)"', page.text)[:8]:
        assert visitor.get(path.replace("&amp;", "&")).status_code == 200, path
    sent = visitor.client.post(
        "/revtrack/uploads",
        data={"csrf": visitor.token},
        files=[("files", (f"{at}.txt", TEXT.replace("甲", name).encode() * 2000)) for at, name in enumerate("乙丙丁")],
        headers={"origin": visitor.address},
    )
    assert sent.status_code in {200, 202}, sent.text
    assert "乙市停车管理办法" in visitor.get(str(sent.url)).text
    assert visitor.client.head("/revtrack/documents").status_code == 200
    assert visitor.get("/revtrack/api/v1/documents").json()["total"] == 4
    assert f'href="{address}/documents/' in visitor.get("/revtrack/feeds/documents.atom").text
    assert visitor.client.post("/revtrack/sample", headers={"origin": "https://evil.example"}).status_code == 403


def test_nobody_makes_herself_another(public: tuple[Running, Visitor, str]) -> None:
    site, visitor, _ = public
    forged = {
        "x-forwarded-for": "203.0.113.66",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "http",
        "x-request-id": "forged-number-1",
        "x-remote-user": "root",
    }
    page = visitor.get("/revtrack/login", **forged)
    assert "secure" in page.headers["set-cookie"].lower()
    log = site.home.parent / "log"
    while not log.read_text("utf-8").endswith("\n"):  # written when the answer has gone
        time.sleep(0.05)
    told = json.loads(log.read_text("utf-8").splitlines()[-1])
    assert told["client"] == "127.0.0.1"
    assert told["id"] != "forged-number-1"
    assert told["path"] == "/login"
    assert page.headers["x-request-id"] == told["id"]


def test_another_host_is_none_of_ours(public: tuple[Running, Visitor, str]) -> None:
    _, visitor, _ = public
    answer = visitor.client.get("/revtrack/", headers={"host": "evil.example"})
    assert "云州" not in answer.text
    assert answer.status_code in {200, 421}, "Caddy answers for no other name, nginx hands it on"
    if answer.status_code == 200:
        assert answer.text == ""


def test_an_example_is_for_a_site_on_the_port_of_serve() -> None:
    from web.serving import PORT

    for name in ("nginx.conf", "Caddyfile"):
        text = (Path(__file__).resolve().parents[2] / "docs" / "proxies" / name).read_text("utf-8")
        assert f"127.0.0.1:{PORT}" in text
        assert "public_url" in text
