"""Where the site stands: behind which proxies, under which name and path, and whose word is taken for that."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from revtrack.accounts.model import Asking
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import PASSWORD, Running, invite, run
from web.app import create_app
from web.front import Front, placed

PUBLIC = "https://policy.example/revtrack"
#: What our own proxy says.
FORWARDED = {"x-forwarded-host": "policy.example", "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}


def front(**settings: str) -> Front:
    return Front.of(replace(load_settings(), **settings))


def asked(peer: str, path: str = "/documents", **headers: str) -> dict[str, object]:
    sent = {"host": "127.0.0.1:8765", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": "http",
        "path": path,
        "raw_path": path.encode(),
        "scheme": "http",
        "client": (peer, 50_000),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("public_url", "policy.example"),
        ("public_url", "ftp://policy.example/"),
        ("public_url", "https://user:word@policy.example/"),
        ("public_url", "https://policy.example/a?b=c"),
        ("public_url", "https://policy.example/a/../b c"),
        ("public_url", "https://policy.example:port/"),
        ("public_url", "https://"),
        ("trusted_hosts", "policy.example/x"),
        ("trusted_proxies", "proxy.example"),
        ("trusted_proxies", "10.0.0.1/8"),
    ],
)
def test_what_is_no_address_is_refused_with_the_setting(key: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        front(**{key: value})
    assert refused.value.facts["key"] == key


@pytest.mark.parametrize(
    ("url", "origin", "root"),
    [
        (PUBLIC, "https://policy.example", "/revtrack"),
        ("https://policy.example:443/", "https://policy.example", ""),
        ("http://Policy.example:8080/a/b/", "http://policy.example:8080", "/a/b"),
        ("https://[2001:db8::1]:8443/r", "https://[2001:db8::1]:8443", "/r"),
        ("", "", ""),
    ],
)
def test_a_public_address_is_origin_and_path(url: str, origin: str, root: str) -> None:
    found = front(public_url=url)
    assert (found.origin, found.root) == (origin, root)


def test_the_word_of_a_named_proxy_is_taken_and_of_nobody_else() -> None:
    known = front(public_url=PUBLIC, trusted_proxies="10.0.0.0/8, ::1")
    told = {"x_forwarded_for": "203.0.113.9", "x_forwarded_host": "policy.example", "x_request_id": "abcdef-0123"}
    for peer in ("10.1.2.3", "::ffff:10.1.2.3", "::1"):
        scope = asked(peer, **told)
        seen = known.see(scope)
        assert (seen.client, seen.by_proxy, seen.request_id) == ("203.0.113.9", True, "abcdef-0123"), peer
        assert scope["scheme"] == "https"
        assert (b"host", b"policy.example") in scope["headers"]
    for peer in ("11.1.2.3", "::2", "", "unix:"):
        scope = asked(peer, **told)
        seen = known.see(scope)
        assert (seen.client, seen.by_proxy, seen.request_id) == (peer, False, ""), peer
        assert scope["scheme"] == "http"
        assert [name for name, _ in scope["headers"]] == [b"host"], "what strangers say is taken out"
        assert (b"host", b"127.0.0.1:8765") in scope["headers"]


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("203.0.113.9, forged, 10.0.0.7", "10.0.0.7"),
        ("10.0.0.8, 10.0.0.7", "10.0.0.8"),
        ("", "10.0.0.1"),
    ],
)
def test_who_asks_is_the_first_that_is_none_of_our_proxies(chain: str, client: str) -> None:
    known = front(trusted_proxies="10.0.0.0/8")
    assert known.see(asked("10.0.0.1", x_forwarded_for=chain)).client == client


@pytest.mark.parametrize("number", ["", "short", "a" * 65, "ab cdefghij", 'abcdefgh"', "abcdef\ngh"])
def test_a_number_that_makes_no_sense_is_not_taken(number: str) -> None:
    assert front(trusted_proxies="10.0.0.1").see(asked("10.0.0.1", x_request_id=number)).request_id == ""


@pytest.mark.parametrize("path", ["/documents", "/revtrack/documents"])
def test_the_path_is_the_same_whether_the_proxy_takes_the_root_away(path: str) -> None:
    scope = asked("127.0.0.1", path)
    front(public_url=PUBLIC).see(scope)
    assert (scope["path"], scope["root_path"]) == ("/revtrack/documents", "/revtrack")
    assert scope["raw_path"] == b"/revtrack/documents"


def test_forms_come_from_the_public_address_or_from_this_machine() -> None:
    known = front(public_url=PUBLIC, trusted_hosts="policy.internal")
    assert known.admits("https://policy.example/revtrack/x", "policy.example")
    assert not known.admits("http://policy.example", "policy.example")
    assert not known.admits("https://evil.example", "policy.example")
    assert known.admits("http://127.0.0.1:8765", "127.0.0.1:8765")
    assert not known.admits("https://policy.example", "127.0.0.1:8765")
    for host in ("policy.example", "POLICY.example:443", "policy.internal:8080", "localhost", "[::1]:80"):
        assert known.answers_to(host), host
    for host in ("evil.example", "policy.example.evil.example", "", "policy.example/x", "a:b:c"):
        assert not known.answers_to(host), host


def test_only_addresses_of_ours_are_placed() -> None:
    page = '<a href="/x">/x</a> <a href="//y">y</a> <a href="https://z/">z</a> <p title=&#34; href=&#34;/t&#34;></p>'
    assert placed(page, "") == page
    assert placed(page, "/r") == page.replace('"/x"', '"/r/x"')


# --- a site that stands elsewhere ------------------------------------------------------------------------------------


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Running]:
    """A site that is asked as by a proxy on this machine, over https and under a path."""
    log = str(tmp_path / "access.jsonl")
    settings = replace(load_settings(), public_url=PUBLIC, trusted_proxies="127.0.0.1", access_log=log)
    for running in run(Tracker(settings, tmp_path / "home")):
        invite(running.tracker, "boss", "administrator")
        yield running


def logged_in(site: Running) -> str:
    """The cookie of somebody who is logged in: no client brings it back by itself where it is not over https."""
    desk = site.tracker.accounts
    return f"__Secure-revtrack-login={desk.log_in('boss', PASSWORD, '', Asking())[1]}"


def lines(site: Running, count: int) -> list[dict[str, object]]:
    """The lines of the log, once there are so many: each is written when its answer has gone."""
    path = site.home.parent / "access.jsonl"
    for _ in range(100):
        if len(found := path.read_text("utf-8").splitlines()) >= count:
            break
        time.sleep(0.05)
    return [json.loads(line) for line in found]


@pytest.mark.long
def test_every_link_of_every_page_leads_into_the_site_under_its_path(proxied: Running) -> None:
    added = {Path(item.file).name: item for item in proxied.tracker.load_samples()}
    proxied.tracker.link(added["district_draft.txt"].document, added["district_issued.txt"].document)
    proxied.tracker.read_duties()
    visitor = proxied.visitor()
    visitor.client.headers.update({**FORWARDED, "cookie": logged_in(proxied)})
    waiting, seen = ["/revtrack/"], set[str]()
    while waiting and len(seen) < 90:
        path = waiting.pop(0)
        kind = re.sub(r"[0-9a-f]{12}|[?#].*", "", path)
        if path in seen or sum(re.sub(r"[0-9a-f]{12}|[?#].*", "", one) == kind for one in seen) >= 2:
            continue
        seen.add(path)
        answer = visitor.get(path)
        assert answer.status_code < 400, path
        if "html" not in answer.headers.get("content-type", ""):
            continue
        found = re.findall(r'\s(?:href|src|action|formaction|data-load)="([^"]*)"', answer.text)
        own = [one.replace("&amp;", "&") for one in found if one.startswith("/")]
        assert [one for one in own if not one.startswith("/revtrack/")] == [], path
        asked_by_link = re.findall(r'\s(?:href|src|data-load)="(/[^"#]*)', answer.text)
        waiting += [one.replace("&amp;", "&") for one in asked_by_link]
    assert len(seen) > 50
    assert {"/revtrack/documents", "/revtrack/watch", "/revtrack/api/v1/docs", "/revtrack/trace"} <= seen


def test_what_leaves_the_site_names_the_public_address(proxied: Running) -> None:
    proxied.tracker.load_samples()
    visitor = proxied.visitor()
    visitor.client.headers.update({**FORWARDED, "cookie": logged_in(proxied)})
    feed = visitor.get("/revtrack/feeds/documents.atom").text
    assert f'rel="self" href="{PUBLIC}/feeds/documents.atom"' in feed
    assert set(re.findall(r'href="(https://[^"]+?)/(?:documents|feeds)', feed)) == {PUBLIC}
    assert visitor.get("/revtrack/api/v1/openapi.json").json()["servers"] == [{"url": "/revtrack"}]
    to_slash = visitor.client.get("/revtrack", follow_redirects=False)
    assert (to_slash.status_code, to_slash.headers["location"]) == (308, "/revtrack/")
    chosen = visitor.client.get("/revtrack/language?to=en&next=/documents", follow_redirects=False)
    assert chosen.headers["location"] == "/revtrack/documents"


def test_a_form_of_the_public_site_is_taken_and_its_cookie_goes_over_https_only(proxied: Running) -> None:
    visitor = proxied.visitor()
    visitor.client.headers.update({**FORWARDED, "cookie": logged_in(proxied)})
    page = visitor.get("/revtrack/documents")
    cookie = page.headers["set-cookie"].lower()
    assert "secure" in cookie
    assert "path=/revtrack;" in cookie
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    sent = {"data": {"csrf": visitor.token}, "follow_redirects": False}
    visitor.client.cookies.clear()
    headers = {"cookie": f"{page.headers['set-cookie'].partition(';')[0]}; {visitor.client.headers['cookie']}"}
    for origin, status in (("https://policy.example", 303), ("http://policy.example", 403), (proxied.address, 403)):
        answer = visitor.client.post("/revtrack/sample", headers={"origin": origin, **headers}, **sent)
        assert answer.status_code == status, origin
    assert proxied.tracker.documents().total == 4


def test_every_request_is_written_down_with_its_number_and_without_what_was_asked(proxied: Running) -> None:
    visitor = proxied.visitor()
    told = visitor.client.get(
        "/revtrack/search?q=停车",
        headers={**FORWARDED, "cookie": logged_in(proxied), "x-request-id": "0123456789abcdef"},
    )
    assert told.headers["x-request-id"] == "0123456789abcdef"
    visitor.client.head("/revtrack/nothing")
    visitor.client.get("/", headers={"host": "evil.example"})
    first, second, third = lines(proxied, 3)
    assert (first["id"], first["client"], first["path"], first["status"]) == (
        "0123456789abcdef",
        "203.0.113.9",
        "/search",
        200,
    )
    assert first["bytes"]
    assert (second["method"], second["path"], second["status"], second["client"]) == (
        "HEAD",
        "/nothing",
        404,
        "127.0.0.1",
    )
    assert third["status"] == 421
    assert len({first["id"], second["id"], third["id"]}) == 3
    visitor.client.get("/invitation/a-link-that-is-somebodys", headers={"cookie": ""})
    assert lines(proxied, 4)[3]["path"] == "/invitation/-"
    assert "停车" not in (proxied.home.parent / "access.jsonl").read_text("utf-8")
    assert (proxied.home.parent / "access.jsonl").stat().st_mode & 0o077 == 0


def test_a_log_that_cannot_be_written_is_told_before_anybody_is_served(tmp_path: Path) -> None:
    settings = replace(load_settings(), access_log=str(tmp_path / "nowhere" / "log"))
    with Tracker(settings, tmp_path / "home") as tracker, pytest.raises(OperationFailed):
        create_app(tracker)


def test_the_process_tells_how_it_fares(site: Running) -> None:
    visitor = site.visitor()
    visitor.get("/documents")
    visitor.get("/documents/000000000000")
    text = visitor.get("/metrics").text
    assert 'revtrack_requests_total{method="GET",route="/documents",status="200"} 1.0' in text
    assert 'route="/documents/{name}",status="404"' in text
    assert "revtrack_request_seconds_bucket" in text
    assert "process_resident_memory_bytes" in text


def test_a_fault_of_ours_has_a_number_and_the_headers_of_every_page(tmp_path: Path) -> None:
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        app = create_app(tracker)

        @app.get("/fault")
        def fault() -> None:
            raise RuntimeError("a bug")

        client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        answer = client.get("/fault")
    assert answer.status_code == 500
    assert len(answer.headers["x-request-id"]) == 16
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<main" in answer.text
