"""Made-up government sites on loopback: lists, pages and files for any host name, with faults to order."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.watch.net.addresses import Allowances
from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.net.policy import FetchPolicy
from revtrack.watch.runs import SourceReport, SweepReport, sweep
from revtrack.watch.sources import Source
from revtrack.watch.state import State

QUICK = FetchPolicy(
    delay=0.0, backoff=0.01, backoff_most=0.02, robots=False, total_seconds=5.0, read_seconds=3.0, attempts=1,
    max_bytes=2_000_000,
)  # fmt: skip
NOW = datetime(2026, 8, 1, 8, tzinfo=UTC)
WALL = (
    "<html><head><title>访问验证</title></head><body><p>您的访问已被拦截，请完成安全验证。</p></body></html>".encode()
)


@dataclass
class Answer:
    """What a path answers; `etag` is made of the body where the server is to know conditional requests."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    location: str = ""
    claimed: int = 0
    retry_after: str = ""
    conditional: bool = True
    #: What it answers to (method, body, headers), where that is not always the same.
    reply: Callable[[str, bytes, Mapping[str, str]], bytes] | None = None
    cookie: str = ""


@dataclass
class Site:
    """A server on loopback in a thread of its own; `answers` by "host/path"."""

    answers: dict[str, Answer] = field(default_factory=dict)
    #: (host/path, status) of each request.
    seen: list[tuple[str, int]] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(ready)), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def url(self, place: str) -> str:
        return f"http://{place.replace('/', f':{self.port}/', 1)}"

    def put(self, place: str, body: str | bytes, **more: object) -> None:
        self.answers[place] = Answer(body.encode() if isinstance(body, str) else body, **more)  # type: ignore[arg-type]

    def asked(self, place: str) -> int:
        return sum(one == place for one, _ in self.seen)

    async def _run(self, ready: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stop.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._answer(reader, writer):
                pass
        writer.close()
        self._tasks.discard(task)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): said.strip() for name, _, said in (line.partition(":") for line in head[1:])}
        place = headers["host"].partition(":")[0] + head[0].split(" ")[1]
        answer = self.answers.get(place, Answer("<html><title>404</title>找不到页面</html>".encode(), 404))
        sent = await reader.readexactly(int(headers.get("content-length", "0")))
        if answer.reply is not None:
            answer = replace(answer, body=answer.reply(head[0].split(" ")[0], sent, headers))
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"' if answer.conditional else ""
        status, body = answer.status, answer.body
        if etag and headers.get("if-none-match") == etag:
            status, body = 304, b""
        self.seen.append((place, status))
        lines = [f"HTTP/1.1 {status} X", f"content-type: {answer.content_type}", f"date: {formatdate(usegmt=True)}"]
        if etag and answer.status == 200:
            lines.append(f"etag: {etag}")
        if answer.retry_after:
            lines.append(f"retry-after: {answer.retry_after}")
        if answer.cookie:
            lines.append(f"set-cookie: {answer.cookie}")
        if answer.location:
            lines.append(f"location: {answer.location}")
        lines.append(f"content-length: {(answer.claimed if status != 304 else 0) or len(body)}")
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        return not answer.claimed


def policy_text(title: str, *, number: str = "", clauses: int = 8, days: int = 20, who: str = "甲市人民政府") -> str:
    """The paragraphs of a made-up policy, long enough to be one, with words of its own."""
    own = hashlib.sha256(title.encode()).hexdigest()
    topics = "".join("停车收费绿化供水排水消防噪声养犬招牌"[int(digit, 16) % 9 * 2 :][:2] for digit in own[:4])
    body = "".join(
        f"<p>第{'一二三四五六七八九十'[at]}条　{topics}主管部门应当在{days + at}个工作日内"
        f"办结第{own[at]}{at + 1}类申请，"
        f"并将{topics}办理结果报送{who}备案，逾期未办结的应当说明理由。</p>"
        for at in range(clauses)
    )
    return f"<p>{number}</p>{body}<p>{who}</p><p>2026年3月1日</p>"


def page(title: str, **more: object) -> str:
    """A page with a policy on it."""
    text = policy_text(title, **more)  # type: ignore[arg-type]
    return (
        f"<html><head><title>{title}_甲市人民政府</title></head><body><div class='nav'><a href='/'>首页</a></div>"
        f"<div class='content'><h1>{title}</h1>{text}</div></body></html>"
    )


def listing(entries: Sequence[tuple[str, str, str]], following: str = "") -> str:
    """A list page: (title, address, date) of each row."""
    rows = "".join(
        f"<li><a href='{address}' title='{title}'>{title}</a><span>{day}</span></li>" for title, address, day in entries
    )
    more = f"<div class='page'><a href='{following}'>下一页</a></div>" if following else ""
    return (
        f"<html><head><title>政策文件_甲市人民政府</title></head><body><ul class='list'>{rows}</ul>{more}</body></html>"
    )


def fill(site: Site, host: str, count: int, *, first: int = 1, path: str = "/list.html") -> list[tuple[str, str, str]]:
    """Put a list of so many policies and their pages on a host; the rows, newest first."""
    rows: list[tuple[str, str, str]] = []
    for at in range(first + count - 1, first - 1, -1):
        title = f"{host}第{at}号设施运行管理办法"
        rows.append((title, f"/zc/2026/{at}.html", f"2026-{at % 6 + 1:02d}-{at % 27 + 1:02d}"))
        site.put(f"{host}/zc/2026/{at}.html", page(title))
    rows.sort(key=lambda row: row[2], reverse=True)
    site.put(f"{host}{path}", listing(rows))
    return rows


def source(site: Site, host: str, **more: object) -> Source:
    """A source for the list of a host."""
    given: dict[str, object] = {
        "name": host.replace(".", "-"),
        "title": host,
        "kind": "list",
        "address": site.url(f"{host}/list.html"),
        **more,
    }
    return Source(**given)  # type: ignore[arg-type]


async def loopback(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def fetcher(port: int, policy: FetchPolicy = QUICK) -> Fetcher:
    """A fetcher for which every name is this machine."""
    return Fetcher(policy, Allowances.of(networks=["127.0.0.1/32"], ports=[port]), resolver=loopback)


def tracker(home: Path) -> Tracker:
    """A tracker with a corpus of its own."""
    made = Tracker(load_settings(), home)
    if not made.has_corpus():
        made.init()
    return made


def state(home: Path) -> State:
    return State(home / "state.db")


class House:
    """A home with a corpus and a state, and a site to watch."""

    def __init__(self, home: Path, site: Site) -> None:
        self.home, self.site = home, site
        self.tracker: Tracker = tracker(home)
        self.state: State = state(home)
        self.now = NOW

    def sweep(self, *sources: Source, policy: FetchPolicy = QUICK) -> SweepReport:
        """One sweep, an hour after the one before."""
        self.now += timedelta(hours=1)

        async def go() -> SweepReport:
            async with fetcher(self.site.port, policy) as client:
                return await sweep(sources, self.tracker.library, self.state, client, now=self.now)

        return asyncio.run(go())

    def look(self, one: Source, policy: FetchPolicy = QUICK) -> SourceReport:
        return self.sweep(one, policy=policy).reports[0]

    def lose_state(self) -> None:
        self.state.close()
        for path in self.home.glob("state.db*"):
            path.unlink()
        self.state = state(self.home)

    def close(self) -> None:
        self.state.close()
        self.tracker.close()


def sweep_until_killed(
    home: Path, port: int, hosts: Sequence[str], ready: Connection, tell: tuple[str, ...] = ()
) -> None:
    """Sweep hosts, every second one with a rule that accepts; to be run in a process that may be killed."""
    site = Site(port=port)
    given = [
        source(site, host, accept="new" if at % 2 else "none", pages=3, tell=tell) for at, host in enumerate(hosts)
    ]

    async def go() -> None:
        with tracker(home) as one, state(home) as kept:
            async with fetcher(port) as client:
                ready.send("go")
                await sweep(given, one.library, kept, client, now=datetime.now(UTC))
                ready.send("done")

    asyncio.run(go())
