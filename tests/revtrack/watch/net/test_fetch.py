"""Fetching against a real server on loopback, which answers for made-up hosts through the injected resolver."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Self, TypeVar

import pytest

from revtrack.ingest.encoding import decode
from revtrack.watch.net.addresses import Allowances, Resolver
from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.net.fetched import Fetched, FetchFailed
from revtrack.watch.net.policy import PAGES, FetchPolicy

PAGE = "<html><title>通知</title><p>各街道应当按时报送材料。</p></html>".encode()
QUICK = FetchPolicy(
    delay=0.0, backoff=0.01, backoff_most=0.02, robots=False, total_seconds=3.0, read_seconds=2.0, max_bytes=200_000
)


@dataclass
class Request:
    """A request as the server saw it, with the times of its beginning and its end."""

    host: str
    path: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0


T = TypeVar("T")
Route = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def reply(status: int = 200, body: bytes = PAGE, **headers: str) -> Route:
    """A route that answers always the same; `content_type="text/html"` becomes a header."""

    async def route(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(status, body, **headers))

    return route


def answer(status: int = 200, body: bytes = PAGE, **headers: str) -> bytes:
    """A whole answer."""
    given = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in given.items() if value)
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + body


def in_turn(*routes: Route) -> Route:
    """A route that answers with the first, then the second …, and the last from then on."""
    left = list(routes)

    async def route(request: Request, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return route


@dataclass
class Server:
    """An HTTP server on loopback for any host name; `routes` by "host/path" or by "/path"."""

    routes: dict[str, Route]
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    port: int = 0
    connections: int = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        self._tasks: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def url(self, host: str, path: str = "/") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def seen(self) -> list[str]:
        return [request.path for request in self.requests]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            try:
                while await self._answer(reader, writer):
                    pass
            finally:
                writer.close()
                await writer.wait_closed()
        self._tasks.discard(task)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:]) if value
        }
        host = headers["host"].rpartition(":")[0]
        request = Request(host, head[0].split(" ")[1], headers, time.monotonic())
        self.requests.append(request)
        path = request.path.partition("?")[0]
        route = self.routes.get(host + path) or self.routes.get(path) or reply(404, b"none")
        await route(request, writer)
        await writer.drain()
        request.ended = time.monotonic()
        return not writer.is_closing()


async def loopback(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def names(table: dict[str, Sequence[str]]) -> Resolver:
    """A resolver that knows these names, and says of others that there are none."""

    async def resolve(host: str, _port: int) -> Sequence[str]:
        if host not in table:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return table[host]

    return resolve


def fetcher(
    server: Server, policy: FetchPolicy = QUICK, *, resolver: Resolver = loopback, tls: ssl.SSLContext | None = None
) -> Fetcher:
    allowances = Allowances.of(networks=["127.0.0.1/32"], ports=[server.port])
    return Fetcher(policy, allowances, resolver=resolver, tls=tls)


def run(what: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(what)


def get(routes: dict[str, Route], path: str = "/", policy: FetchPolicy = QUICK, **asked: Any) -> Fetched:
    """What a fetch of `path` on a server with these routes gives."""

    async def fetch() -> Fetched:
        async with Server(routes) as server, fetcher(server, policy) as client:
            return await client.get(server.url("a.test", path), **asked)

    return run(fetch())


def failure(routes: dict[str, Route], path: str = "/", policy: FetchPolicy = QUICK, **asked: Any) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        get(routes, path, policy, **asked)
    return caught.value


def changed(**bounds: Any) -> FetchPolicy:
    return replace(QUICK, **bounds)


# What a good answer holds


def test_a_page_is_given_whole_with_what_its_server_says_of_it() -> None:
    route = reply(etag='"v1"', last_modified="Sat, 01 Mar 2031 08:00:00 GMT", content_type="Text/HTML; charset=GBK")
    fetched = get({"/a": route}, "/a")
    assert fetched.body == PAGE
    assert (fetched.status, fetched.etag, fetched.content_type, fetched.charset) == (200, '"v1"', "text/html", "gbk")
    assert fetched.last_modified == "Sat, 01 Mar 2031 08:00:00 GMT"
    assert fetched.hops == ()
    assert not fetched.unchanged
    assert fetched.elapsed > 0


def test_a_wrong_charset_in_the_header_leaves_the_bytes_alone() -> None:
    body = "<p>朱镕基，应当于年底前完成。</p>".encode("gb18030")
    fetched = get({"/": reply(body=body, content_type="text/html; charset=iso-8859-1")})
    assert fetched.charset == "iso-8859-1"
    assert decode(fetched.body).text == body.decode("gb18030")


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE * 2000)),
        ("gzip", gzip.compress(PAGE * 1000) + gzip.compress(PAGE * 1000) + b"\0\0"),
        ("deflate", zlib.compress(PAGE * 2000)),
        ("deflate", zlib.compress(PAGE * 2000)[2:-4]),
        ("identity", PAGE * 2000),
    ],
)
def test_packed_bodies_are_unpacked(encoding: str, packed: bytes) -> None:
    assert (
        get({"/": reply(body=packed, content_encoding=encoding)}, policy=changed(max_bytes=10**6)).body == PAGE * 2000
    )


def test_what_is_asked_for_says_who_asks_and_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")

    async def fetch() -> None:
        async with Server({"/": reply()}) as server, fetcher(server, changed(user_agent="watcher/2 (+mail)")) as client:
            await client.get(server.url("a.test"), accept=PAGES)
            assert server.requests[0].headers["user-agent"] == "watcher/2 (+mail)"
            assert server.requests[0].headers["accept"].startswith("text/html")
            assert server.requests[0].headers["host"] == f"a.test:{server.port}"

    run(fetch())


def test_a_conditional_request_costs_no_body() -> None:
    async def fetch() -> None:
        async def route(request: Request, writer: asyncio.StreamWriter) -> None:
            same = request.headers.get("if-none-match") == '"v1"'
            writer.write(answer(304, b"", content_length="") if same else answer(etag='"v1"'))

        async with Server({"/": route, "/moved": reply(301, b"", location="/")}) as server, fetcher(server) as client:
            address = server.url("a.test")
            first = await client.get(address)
            second = await client.get(address, etag=first.etag, last_modified="Sat, 01 Mar 2031 08:00:00 GMT")
            assert (first.unchanged, second.unchanged, second.body) == (False, True, b"")
            assert server.requests[1].headers["if-modified-since"] == "Sat, 01 Mar 2031 08:00:00 GMT"
            assert not (await client.get(address, etag='"v0"')).unchanged
            # Validators go only to the address that gave them.
            moved = server.url("a.test", "/moved")
            assert not (await client.get(moved, etag=first.etag)).unchanged
            assert (await client.get(moved, etag=first.etag, validated=first.address)).unchanged
            assert "if-none-match" not in server.requests[-2].headers

    run(fetch())


def test_unchanged_without_having_been_asked_is_no_answer() -> None:
    failed = failure({"/": reply(304, b"", content_length="")})
    assert (failed.kind, failed.status) == ("status", 304)


# Failures


def test_500_then_200_is_a_result() -> None:
    assert get({"/": in_turn(reply(500, b"x"), reply())}).body == PAGE


def test_500_again_and_again_is_told_with_its_status() -> None:
    failed = failure({"/": reply(500, "数据库".encode())})
    assert (failed.kind, failed.status, failed.facts["attempts"]) == ("status", 500, "3")
    assert failed.body.decode() == "数据库"


def test_403_is_told_at_once_with_its_page() -> None:
    failed = failure({"/": in_turn(reply(403, gzip.compress(b"Access Denied"), content_encoding="gzip"), reply())})
    assert (failed.kind, failed.status, failed.body, failed.facts["attempts"]) == ("status", 403, b"Access Denied", "1")


@pytest.mark.parametrize("status", [201, 204, 206, 300, 404, 410])
def test_only_whole_answers_are_results(status: int) -> None:
    failed = failure({"/": reply(status, b"", content_length="" if status == 204 else "0")})
    assert (failed.kind, failed.status) == ("status", status)


def test_retry_after_is_waited_for() -> None:
    began = time.monotonic()
    assert get({"/": in_turn(reply(503, b"", retry_after="1"), reply())}).body == PAGE
    assert 1.0 <= time.monotonic() - began < 2.5


@pytest.mark.parametrize("status", [429, 503])
def test_a_long_retry_after_fails_now_and_closes_the_host_until_then(status: int) -> None:
    async def fetch() -> None:
        when = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
        routes = {"a.test/": reply(status, b"", retry_after=when), "b.test/": reply()}
        async with Server(routes) as server, fetcher(server) as client:
            for _ in range(2):
                with pytest.raises(FetchFailed) as caught:
                    await client.get(server.url("a.test"))
                assert caught.value.kind == "retry-later"
                assert 7100 < (caught.value.retry_after or 0) <= 7200
            assert len(server.requests) == 1
            assert (await client.get(server.url("b.test"))).body == PAGE

    run(fetch())


def test_a_retry_after_without_end_is_bounded() -> None:
    failed = failure(
        {"/": reply(503, b"", retry_after="99999999999999999999")}, policy=changed(retry_after_most=3600.0)
    )
    assert (failed.kind, failed.retry_after) == ("retry-later", 3600.0)


async def cut(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(answer(content_length="5000"))
    await writer.drain()
    writer.close()


async def cut_chunks(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(answer(200, b"10\r\n0123456789abcdef\r\n", content_length="", transfer_encoding="chunked"))
    await writer.drain()
    writer.close()


@pytest.mark.parametrize("route", [cut, cut_chunks, reply(body=gzip.compress(PAGE * 50)[:-9], content_encoding="gzip")])
def test_a_body_that_breaks_off_is_no_result(route: Route) -> None:
    failed = failure({"/": route})
    assert (failed.kind, failed.facts["attempts"]) == ("truncated", "3")
    assert get({"/": in_turn(route, reply())}).body == PAGE


def test_a_body_that_is_not_what_it_is_packed_as_is_no_result() -> None:
    assert failure({"/": reply(content_encoding="gzip")}).kind == "truncated"
    assert failure({"/": reply(content_encoding="br")}).kind == "content-type"


def test_a_slow_drip_is_cut() -> None:
    async def drip(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(200, b"", content_length="100000"))
        while not writer.is_closing():
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.05)

    began = time.monotonic()
    assert failure({"/": drip}, policy=changed(total_seconds=0.6)).kind == "slow"
    assert time.monotonic() - began < 1.5


def test_silence_is_a_timeout() -> None:
    async def silent(_: Request, writer: asyncio.StreamWriter) -> None:
        await writer.drain()
        await asyncio.sleep(5)

    failed = failure({"/": silent}, policy=changed(read_seconds=0.2, attempts=2))
    assert (failed.kind, failed.facts["attempts"]) == ("timeout", "2")


def test_a_body_without_end_is_cut() -> None:
    sent = 0

    async def endless(_: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(answer(200, b"", content_length=""))
        while not writer.is_closing():
            writer.write(b"x" * 10_000)
            sent += 10_000
            await writer.drain()

    assert failure({"/": endless}).kind == "too-large"
    assert sent < 10_000_000


def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    assert failure({"/": reply(body=b"", content_length="200001")}).kind == "too-large"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(encoding: str) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | (16 if encoding == "gzip" else 0))
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    assert len(bomb) < QUICK.max_bytes
    assert failure({"/": reply(body=bomb, content_encoding=encoding)}).kind == "too-large"
    assert len(failure({"/": reply(403, bomb, content_encoding=encoding)}).body) == QUICK.error_bytes


def test_what_is_not_wanted_is_not_read() -> None:
    assert failure({"/": reply(content_type="video/mp4")}).kind == "content-type"
    assert (
        failure({"/": reply(content_type="application/pdf")}, accept=PAGES).facts["content-type"] == "application/pdf"
    )
    assert get({"/": reply(content_type="application/pdf")}).body == PAGE
    assert get({"/": reply(content_type="")}, accept=PAGES).content_type == ""


def test_nobody_there() -> None:
    async def fetch() -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            server = Server({})
            server.port = taken.getsockname()[1]
            async with fetcher(server) as client:
                with pytest.raises(FetchFailed) as caught:
                    await client.get(server.url("a.test"))
        assert caught.value.kind == "connect"

    run(fetch())


def test_a_server_that_hangs_up_or_talks_nonsense() -> None:
    async def hang_up(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def nonsense(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-nothing\r\n\r\n")

    async def long_head(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n" + b"x: " + b"y" * 500_000 + b"\r\n\r\n")

    for route in (hang_up, nonsense, long_head):
        assert failure({"/": route}).kind == "connect"


# Redirects


def test_redirects_are_followed_and_told() -> None:
    routes = {"/": reply(302, b"", location="b/?q=政策#x"), "/b/": reply(301, b"", location="//b.test:{port}/c")}

    async def fetch() -> None:
        async with Server(routes) as server, fetcher(server) as client:
            server.routes["/b/"] = reply(301, b"", location=f"//B.test:{server.port}/c")
            server.routes["b.test/c"] = reply()
            fetched = await client.get(server.url("a.test"))
            assert fetched.address == server.url("b.test", "/c")
            assert [hop.status for hop in fetched.hops] == [302, 301]
            assert fetched.hops[1].address == server.url("a.test", "/b/?q=%E6%94%BF%E7%AD%96")

    run(fetch())


def test_a_location_in_gbk_is_sent_back_as_it_came() -> None:
    async def moved(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 302 X\r\ncontent-length: 0\r\nlocation: /" + "通知".encode("gbk") + b"\r\n\r\n")

    assert get({"/": moved, "/%CD%A8%D6%AA": reply()}).body == PAGE


def test_a_redirect_loop_is_told() -> None:
    failed = failure({"/": reply(302, b"", location="/b"), "/b": reply(302, b"", location="/")})
    assert failed.kind == "redirect-loop"
    assert len(failed.hops) == 2
    assert failure({"/": reply(302, b"", location="/#top")}).kind == "redirect-loop"


def test_a_redirect_to_itself_until_the_cookie_comes_back_is_no_loop() -> None:
    async def wall(request: Request, writer: asyncio.StreamWriter) -> None:
        passed = "pass=1" in request.headers.get("cookie", "")
        writer.write(answer() if passed else answer(302, b"", location="/", set_cookie="pass=1; path=/"))

    async def fetch() -> None:
        async with Server({"/": wall, "/b": reply()}) as server, fetcher(server) as client:
            assert (await client.get(server.url("a.test"))).body == PAGE
            await client.get(server.url("a.test", "/b"))
            assert "cookie" not in server.requests[-1].headers  # nothing is carried from one fetch to the next

    run(fetch())


def test_redirects_without_end_are_bounded() -> None:
    async def further(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(302, b"", location=f"/?{len(request.path)}{request.path[-30:].replace('/', '')}"))

    failed = failure({"/": further}, policy=changed(max_redirects=4))
    assert (failed.kind, len(failed.hops)) == ("too-many-redirects", 5)


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("http://10.0.0.1/", "refused-address"),
        ("http://169.254.169.254/latest/meta-data/", "refused-address"),
        ("http://127.0.0.2:8080/", "refused-address"),
        ("http://[::ffff:10.0.0.1]/", "refused-address"),
        ("http://2130706433/", "refused-address"),
        ("//user@b.test/", "refused-address"),
        ("http://b.test:22/", "refused-address"),
        ("http://inside.test/", "refused-address"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://127.0.0.1:6379/_x", "scheme"),
    ],
)
def test_every_hop_is_judged(location: str, kind: str) -> None:
    async def fetch() -> FetchFailed:
        table = {"a.test": ["127.0.0.1"], "inside.test": ["192.168.1.1"]}
        routes = {"/": reply(302, b"", location="/b"), "/b": reply(302, b"", location=location)}
        async with Server(routes) as server, fetcher(server, resolver=names(table)) as client:
            with pytest.raises(FetchFailed) as caught:
                await client.get(server.url("a.test"))
            assert server.seen() == ["/", "/b"]
            return caught.value

    failed = run(fetch())
    assert failed.kind == kind
    assert [hop.status for hop in failed.hops] == [302, 302]


# Names and addresses


def test_a_name_that_does_not_exist() -> None:
    async def fetch() -> None:
        async with Server({}) as server, fetcher(server, resolver=names({})) as client:
            with pytest.raises(FetchFailed) as caught:
                await client.get(server.url("gone.test"))
            assert (caught.value.kind, caught.value.facts["attempts"]) == ("dns", "1")

    run(fetch())


def test_a_name_server_that_fails_for_a_moment_is_asked_again() -> None:
    asked: list[str] = []

    async def flaky(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        if len(asked) == 1:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if len(asked) == 2:
            await asyncio.sleep(5)
        return ["127.0.0.1"]

    async def fetch() -> None:
        policy = changed(resolve_seconds=0.1)
        async with Server({"/": reply()}) as server, fetcher(server, policy, resolver=flaky) as client:
            assert (await client.get(server.url("a.test"))).body == PAGE
        assert len(asked) == 3

    run(fetch())


def test_a_name_is_resolved_once_for_each_connection_and_judged_each_time() -> None:
    """Rebinding: the answer that is judged is the answer that is connected to."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    asked: list[str] = []

    async def rebinding(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    async def fetch() -> None:
        async with Server({"/": reply(connection="close")}) as server, fetcher(server, resolver=rebinding) as client:
            assert (await client.get(server.url("a.test"))).body == PAGE
            assert len(asked) == 1
            with pytest.raises(FetchFailed) as caught:
                await client.get(server.url("a.test"))
            assert caught.value.kind == "refused-address"
            assert caught.value.facts["found"] == "10.0.0.1"
            assert server.connections == 1

    run(fetch())


@pytest.mark.parametrize(
    "found", [["127.0.0.1", "192.168.0.1"], ["192.168.0.1", "127.0.0.1"], ["127.0.0.1", "fe80::1"]]
)
def test_one_address_that_may_not_be_reached_refuses_the_name(found: list[str]) -> None:
    async def fetch() -> None:
        async with Server({"/": reply()}) as server, fetcher(server, resolver=names({"a.test": found})) as client:
            with pytest.raises(FetchFailed) as caught:
                await client.get(server.url("a.test"))
            assert caught.value.kind == "refused-address"
            assert server.connections == 0

    run(fetch())


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    async def fetch() -> None:
        table = {"a.test": ["127.0.0.9", "127.0.0.1"]}
        async with Server({"/": reply()}) as server:
            allowances = Allowances.of(networks=["127.0.0.0/8"], ports=[server.port])
            async with Fetcher(QUICK, allowances, resolver=names(table)) as client:
                assert (await client.get(server.url("a.test"))).body == PAGE

    run(fetch())


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "localhost.", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::1]",
     "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "１２７.0.0.1", "127。0。0。1", "a@127.0.0.1",
     "127.0.0.1%2f", "[::1%25lo]", "%31%32%37.0.0.1", "a.test"],
)  # fmt: skip
def test_without_an_allowance_no_spelling_reaches_loopback(host: str) -> None:
    """The system's own resolver is used, but for a name of ours that points inside."""

    async def fetch() -> None:
        async with Server({"/": reply()}) as server:
            resolver: dict[str, Resolver] = {"resolver": loopback} if host == "a.test" else {}
            async with Fetcher(QUICK, Allowances.of(ports=[server.port]), **resolver) as client:
                with pytest.raises(FetchFailed) as caught:
                    await client.get(server.url(host))
            assert caught.value.kind == "refused-address"
            assert server.connections == 0

    run(fetch())


# TLS and proxies


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for a.test that signs itself, and its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("tls")
    crt, key = folder / "crt.pem", folder / "key.pem"
    subprocess.run(
        [program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=a.test", "-addext", "subjectAltName=DNS:a.test", "-keyout", key, "-out", crt],
        check=True, capture_output=True,
    )  # fmt: skip
    return crt, key


@pytest.mark.parametrize(
    ("host", "known", "kind"), [("a.test", True, ""), ("a.test", False, "tls"), ("b.test", True, "tls")]
)
def test_certificates_are_verified_for_the_name(
    certificate: tuple[Path, Path], host: str, known: bool, kind: str
) -> None:
    async def fetch() -> str:
        serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        serving.load_cert_chain(*certificate)
        trusted = ssl.create_default_context(cafile=certificate[0]) if known else None
        async with Server({"/": reply()}, serving) as server, fetcher(server, tls=trusted) as client:
            try:
                assert (await client.get(server.url(host))).body == PAGE
            except FetchFailed as failed:
                assert server.requests == []
                return failed.kind
            return ""

    assert run(fetch()) == kind


def test_a_proxy_comes_from_the_settings_and_changes_no_judgement() -> None:
    async def fetch() -> None:
        async def forward(request: Request, writer: asyncio.StreamWriter) -> None:
            assert request.path == "http://a.test/x"
            writer.write(answer())

        async with Server({"http://a.test/x": forward}) as proxy:
            policy = changed(proxy=f"http://127.0.0.1:{proxy.port}")
            table = {"a.test": ["93.184.215.14"], "inside.test": ["10.0.0.1"]}
            async with Fetcher(policy, resolver=names(table)) as client:
                proxy.routes["a.testhttp://a.test/x"] = forward
                assert (await client.get("http://a.test/x")).body == PAGE
                for address in ("http://inside.test/x", "http://10.0.0.1/", "http://[::1]/"):
                    with pytest.raises(FetchFailed) as caught:
                        await client.get(address)
                    assert caught.value.kind == "refused-address"
            assert len(proxy.requests) == 1

    run(fetch())
    with pytest.raises(ValueError, match="socks5"):
        Fetcher(changed(proxy="socks5://127.0.0.1:1"))


# Politeness


async def slow_page(_: Request, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0.1)
    writer.write(answer())


def overlap(one: Request, other: Request) -> bool:
    return one.began < other.ended and other.began < one.ended


def test_one_host_is_asked_one_thing_at_a_time_and_hosts_side_by_side() -> None:
    async def fetch() -> None:
        async with Server({"/": slow_page}) as server, fetcher(server, changed(delay=0.2)) as client:
            await asyncio.gather(*(client.get(server.url(host)) for host in ("a.test", "b.test") for _ in range(3)))
            by_host = {host: [r for r in server.requests if r.host == host] for host in ("a.test", "b.test")}
            for requests in by_host.values():
                for before, after in itertools.pairwise(requests):
                    assert after.began - before.ended >= 0.19
            assert overlap(by_host["a.test"][0], by_host["b.test"][0])

    run(fetch())


def test_requests_in_flight_are_bounded_over_all_hosts() -> None:
    async def fetch() -> None:
        async with Server({"/": slow_page}) as server, fetcher(server, changed(concurrency=2)) as client:
            await asyncio.gather(*(client.get(server.url(f"h{number}.test")) for number in range(6)))
            for request in server.requests:
                assert sum(other.began <= request.began < other.ended for other in server.requests) <= 2

    run(fetch())


def test_a_fetch_that_is_given_up_leaves_the_host_to_others() -> None:
    async def fetch() -> None:
        async with Server({"/": slow_page, "/b": reply()}) as server, fetcher(server) as client:
            task = asyncio.create_task(client.get(server.url("a.test")))
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert (await client.get(server.url("a.test", "/b"))).body == PAGE

    run(fetch())


ROBOTS = b"User-agent: *\nDisallow: /\n\nUser-agent: revtrack\nDisallow: /inner/\nCrawl-delay: 0.3\n"
OBEYING = changed(robots=True)


def test_robots_are_obeyed_asked_once_and_their_delay_kept() -> None:
    async def fetch() -> None:
        routes = {"/robots.txt": reply(body=ROBOTS, content_type="text/plain"), "/": reply(), "/b": reply()}
        async with Server(routes) as server, fetcher(server, OBEYING) as client:
            with pytest.raises(FetchFailed) as caught:
                await client.get(server.url("a.test", "/inner/x"))
            assert caught.value.kind == "robots"
            await asyncio.gather(client.get(server.url("a.test")), client.get(server.url("a.test", "/b")))
            assert server.seen() == ["/robots.txt", "/", "/b"]
            assert server.requests[2].began - server.requests[1].ended >= 0.29
            await client.get(server.url("b.test"))
            assert server.seen()[3:] == ["/robots.txt", "/"]

    run(fetch())


def test_robots_hold_for_redirects_too() -> None:
    async def fetch() -> None:
        routes = {"/robots.txt": reply(body=b"User-agent: *\nDisallow: /b"), "/": reply(302, b"", location="/b")}
        async with Server(routes) as server, fetcher(server, OBEYING) as client:
            with pytest.raises(FetchFailed) as caught:
                await client.get(server.url("a.test"))
            assert (caught.value.kind, len(caught.value.hops)) == ("robots", 1)
            assert server.seen() == ["/robots.txt", "/"]

    run(fetch())


@pytest.mark.parametrize(
    "robots", [reply(404), reply(403), reply(302, b"", location="http://10.0.0.1/"), reply(body=b"<html>Disallow: /")]
)
def test_a_site_without_robots_allows_everything(robots: Route) -> None:
    assert get({"/robots.txt": robots, "/": reply()}, policy=OBEYING).body == PAGE


def test_robots_that_cannot_be_read_close_the_site_for_a_time() -> None:
    async def fetch() -> None:
        policy = changed(robots=True, attempts=1, robots_fault_seconds=0.3)
        routes = {"/robots.txt": in_turn(reply(500), cut, reply(404)), "/": reply()}
        async with Server(routes) as server, fetcher(server, policy) as client:
            for fault, reads, pause in (("status 500", 1, 0.0), ("status 500", 1, 0.35), ("truncated", 2, 0.35)):
                with pytest.raises(FetchFailed) as caught:
                    await client.get(server.url("a.test"))
                assert (caught.value.kind, caught.value.facts["fault"]) == ("robots", fault)
                assert server.seen() == ["/robots.txt"] * reads
                await asyncio.sleep(pause)
            assert (await client.get(server.url("a.test"))).body == PAGE

    run(fetch())


def test_a_host_that_is_not_there_is_told_as_such_whatever_its_robots() -> None:
    async def fetch() -> None:
        async with Server({}) as server, fetcher(server, OBEYING, resolver=names({})) as client:
            with pytest.raises(FetchFailed) as caught:
                await client.get(server.url("gone.test"))
            assert caught.value.kind == "dns"

    run(fetch())
