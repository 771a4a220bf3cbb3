"""Nobody gets in: foreign hosts and origins, forged forms, oversized and hostile uploads, addresses that reach out."""

from __future__ import annotations

import io
import socket
import threading
import time
import zipfile
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from revtrack.errors import InvalidInput
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.web.conftest import Running, run
from web.connections import PatientProtocol
from web.front import is_loopback
from web.serving import serve

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what must be refused
HOSTILE = (
    "<script>alert(1)</script>\u202e\u200b甲市停车办法\n\n第一条 单位应当<img src=x onerror=alert(1)>在3月底前报告。\n"
)


def test_only_this_machine_is_served(site: Running) -> None:
    visitor = site.visitor()
    misleading = ("127.0.0.1.evil.example", "[::1].evil.example", "[::1", "localhost:80:80")
    for host in ("evil.example", "[::ffff:8.8.8.8]", EVERYWHERE, "", *misleading):
        answer = visitor.client.get("/", headers={"host": host})
        assert answer.status_code in {400, 421}, host
        assert "云州" not in answer.text
    for host in ("localhost", "127.0.0.1:1", "[::1]:80"):
        assert visitor.client.get("/", headers={"host": host}).status_code == 200, host


def ended(connection: socket.socket) -> bool:
    """Whether the server ended a connection: by closing it, or by a reset where it had not read all."""
    connection.settimeout(30)
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_half_open_connections_lock_nobody_out(site: Running) -> None:
    host, port = site.address.removeprefix("http://").split(":")
    held: list[socket.socket] = []
    try:
        for _ in range(560):
            one = socket.create_connection((host, int(port)), timeout=30)
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127")
            held.append(one)
        assert site.visitor().get("/").status_code == 200
        assert ended(held[0]), "the first made room"
    finally:
        for one in held:
            one.close()


def test_bodies_that_never_come_lock_nobody_out(site: Running) -> None:
    host, port = site.address.removeprefix("http://").split(":")
    head = f"POST /sample HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {site.address}\r\nContent-Length: 9999\r\n\r\ncs"
    held: list[socket.socket] = []
    try:
        for _ in range(560):
            one = socket.create_connection((host, int(port)), timeout=30)
            one.sendall(head.encode())
            held.append(one)
        assert site.visitor().get("/").status_code == 200
        assert site.visitor().post("/sample").status_code == 200, "other forms get through"
        assert ended(held[0]), "the first made room"
    finally:
        for one in held:
            one.close()


class Hasty(PatientProtocol):
    """Waits for a request, and for its answer to be read, no longer than a test may."""

    head_seconds = 0.3
    read_seconds = 0.3


def test_an_answer_that_nobody_reads_is_given_up() -> None:
    given_up = threading.Event()

    async def endless(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while not given_up.is_set():
            await send({"type": "http.response.body", "body": b"x" * 1_000_000, "more_body": True})

    class Watched(Hasty):
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            given_up.set()

    server = uvicorn.Server(uvicorn.Config(endless, http=Watched, ws="none", lifespan="off", log_level="error"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    with socket.create_connection(listening.getsockname(), timeout=5) as one:
        one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert one.recv(10)
        assert given_up.wait(20), "what is not read is dropped, with its memory"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.mark.long
def test_the_head_of_a_request_must_come_in_time(tmp_path: Path) -> None:
    for hasty in run(Tracker(load_settings(), tmp_path / "home"), protocol=Hasty):
        host, port = hasty.address.removeprefix("http://").split(":")
        whole = b"GET /static/site.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        for sent in (b"", b"GET / HTTP/1.1\r\n", whole + b"GET /"):
            with socket.create_connection((host, int(port)), timeout=30) as one:
                one.sendall(sent)
                while one.recv(65_536):
                    pass  # what was whole is answered, then the connection is closed


def test_addresses_that_make_no_sense_are_no_fault_of_ours(site: Running) -> None:
    visitor = site.visitor()
    for year in ("0199" + "9" * 30, "01999" + "0" * 20, "9" * 5000, "٢٠٢٤" * 9, "-1", "0", "1e3"):
        for path in ("/search?q=x&since=", "/search?in=duties&until=", "/documents?since=", "/api/v1/documents?since="):
            assert visitor.get(path + year).status_code < 500, path + year[:20]
    for address in ("~nosuchuser", "~nosuchuser/x", "/" + "a" * 1900, "a\0b", "file:///etc/passwd", "http://["):
        assert visitor.post("/watch/add", address=address).status_code in {400, 503}, address[:20]
    for path in ("/" + "a" * 9_000, "/search?q=" + "a" * 9_000, "/documents/" + "a" * 20_000):
        assert visitor.get(path).status_code == 414
    assert visitor.get("/documents/" + "a" * 8_000).status_code == 404


def test_a_foreign_page_makes_us_fetch_nothing(site: Running) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Listener) as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{listener.server_port}/list"
        source = f"title = 'x'\nkind = 'list'\naddress = '{address}'\n"
        (site.home / "sources").mkdir()
        (site.home / "sources" / "neighbour.toml").write_text(source, "utf-8")
        visitor = site.visitor()
        for path in (f"/watch/add?address={address}", "/watch/sources/neighbour?check=1"):
            visitor.get(path)
        assert visitor.post("/watch/add", token="forged", address=address).status_code == 403
        assert visitor.post("/watch/sources/neighbour", token="forged", verdict="check").status_code == 403
        listener.shutdown()
    assert not asked


def test_head_is_answered_wherever_get_is(sample_site: Running) -> None:
    visitor = sample_site.visitor()
    document = sample_site.tracker.documents().items[0].id
    paths = ["/", "/documents", f"/documents/{document}", "/search?q=应当", "/watch", "/static/site.css", "/nothing"]
    for path in [*paths, "/api/v1/documents", "/api/v1/openapi.json", "/feeds/changes.atom"]:
        got, head = visitor.get(path), visitor.client.head(path)
        assert head.status_code == got.status_code, path
        assert head.headers["content-type"] == got.headers["content-type"], path
        assert head.content == b""
    assert visitor.client.head("/watch/run").status_code == 405


@pytest.mark.parametrize("address", [EVERYWHERE, "::", "192.168.1.5", "example.org"])
def test_serve_refuses_an_address_that_others_can_reach(address: str, site: Running) -> None:
    with pytest.raises(InvalidInput) as refused:
        serve(site.tracker, address, 0, "en")
    assert refused.value.kind == "serve-address"
    assert "SSH" in str(refused.value)
    assert not is_loopback(address)


def test_a_form_of_elsewhere_changes_nothing(site: Running) -> None:
    visitor = site.visitor()
    visitor.get("/")
    for headers in (
        {"origin": "https://evil.example"},
        {"referer": "https://evil.example/page"},
        {"origin": site.address, "sec-fetch-site": "cross-site"},
        {"origin": "null"},
        {},
    ):
        answer = visitor.client.post("/sample", data={"csrf": visitor.token}, headers=headers)
        assert answer.status_code == 403, headers
    for token in ("", "guessed", visitor.token[:-1]):
        assert visitor.post("/sample", token=token).status_code == 403
    other = site.visitor()
    other.get("/")
    assert visitor.post("/sample", token=other.token).status_code == 403, "the token of another session"
    assert site.tracker.documents().total == 0
    assert visitor.post("/sample").status_code == 200
    assert site.tracker.documents().total == 4


def test_every_answer_forbids_what_it_does_not_need(site: Running) -> None:
    visitor = site.visitor()
    for path in ("/", "/documents", "/search?q=x", "/nothing", "/static/site.css", "/api/v1/documents"):
        headers = visitor.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
    cookie = visitor.client.get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_hostile_text_is_shown_and_does_nothing(site: Running) -> None:
    visitor = site.visitor()
    page = visitor.upload(("<img src=x>.txt", HOSTILE.encode()))
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert "‹U+202E›" in page.text
    site.tracker.add([_write(site, "a.txt", HOSTILE), _write(site, "b.txt", HOSTILE.replace("3月", "5月"))])
    first, second = site.tracker.documents().items
    for path in (
        f"/documents/{first.id}",
        f"/compare/{first.current}/{second.current}",
        f"/compare/{first.current}/{second.current}/review",
        "/search?q=%3Cscript%3E",
        "/?x=<script>",
        "/feeds/documents.atom",
    ):
        text = visitor.get(path).text
        assert "<script>alert" not in text, path
        assert "<img" not in text, path


def _write(site: Running, name: str, text: str) -> str:
    path = site.home / name
    path.write_text(text, "utf-8")
    return str(path)


def test_uploads_are_bounded(site: Running) -> None:
    visitor = site.visitor()
    too_large = visitor.upload(("large.txt", b"\xe7\x94\xb2" * 700_000))
    assert too_large.status_code == 400
    assert "large.txt" in too_large.text
    too_many = visitor.upload(*((f"{at}.txt", b"x") for at in range(6)))
    assert too_many.status_code == 400
    assert not list((site.home / "incoming").glob("*")), "nothing of a refused upload is kept"
    host = site.address.removeprefix("http://")
    address, _, port = host.partition(":")
    with socket.create_connection((address, int(port)), timeout=10) as line:
        head = (
            f"POST /uploads HTTP/1.1\r\nHost: {host}\r\nOrigin: {site.address}\r\nContent-Length: 99999999999\r\n\r\nx"
        )
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")
    assert site.tracker.documents().total == 0


def test_an_upload_never_names_a_path(site: Running) -> None:
    visitor = site.visitor()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("../../escaped.txt", "甲市停车办法\n第一条 单位应当报告。")
    page = visitor.upload(("../../../escaped.txt", HOSTILE.encode()), ("x.zip", archive.getvalue()), ("a" * 4000, b"1"))
    assert page.status_code == 200
    assert "escaped.txt" in page.text
    assert not list(site.home.parent.glob("**/escaped.txt"))
    for name in ("/uploads/../../etc", "/uploads/" + "0" * 24, "/uploads/x"):
        assert visitor.get(name).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/documents/../../etc/passwd",
        "/documents/--output=x",
        "/documents/%2e%2e",
        "/compare/HEAD/main",
        "/compare/000000000000/111111111111",
        "/static/..%2f..%2fapp.py",
        "/static/app.py",
        "/documents/000000000000?version=--help",
        "/compare/000000000000/000000000000/export/exe",
    ],
)
def test_addresses_reach_nothing_else(site: Running, path: str) -> None:
    assert site.visitor().get(path).status_code == 404


def test_no_page_leads_away(site: Running) -> None:
    visitor = site.visitor()
    visitor.get("/")
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = visitor.client.get(f"/language?to=en&next={target}", follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_an_original_is_never_a_page_of_ours(site: Running) -> None:
    site.tracker.add([_write(site, "page.html", "<p>甲市停车办法</p><p>第一条 单位应当报告。</p><script>1</script>")])
    found = site.tracker.documents().items[0]
    answer = site.visitor().get(f"/documents/{found.id}/original")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == "sandbox"


def test_a_slow_body_is_cut_off() -> None:
    """A body that never comes ends in 408, not in a thread that waits for ever."""
    import asyncio

    from starlette.types import Message

    from web.security import Guard, Refused, RequestBounds

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        await receive()

    async def never() -> Message:
        await asyncio.sleep(60)
        raise AssertionError

    async def send(_: Message) -> None:
        return

    guard = Guard(app, RequestBounds(10, 0.05), app)
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "headers": [(b"host", b"localhost"), (b"origin", b"http://localhost")],
    }
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        _run(guard(scope, never, send))
    assert refused.value.status_code == 408
    assert time.monotonic() - began < 10


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine on a loop of its own, in a thread of its own: the browser's tests keep one in this one."""
    import asyncio

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def test_a_taken_port_is_told(site: Running) -> None:
    from revtrack.errors import OperationFailed

    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OperationFailed) as failed:
        serve(Tracker(load_settings(), site.home), "127.0.0.1", taken.getsockname()[1], "en")
    assert failed.value.kind == "port"
    assert "--port 0" in str(failed.value)


def test_the_secret_is_its_owners(site: Running) -> None:
    path = site.home / "web.secret"
    assert path.stat().st_mode & 0o077 == 0
    assert len(path.read_text()) == 64
