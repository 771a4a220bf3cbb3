"""Getting one address: politely, within bounds, and only from machines that may be reached.

A `Fetcher` keeps one request at a time per host with a pause after each, follows redirects one by one (each judged like
the first address), asks with the validators it is given, tries again what may heal by itself, and gives either a whole
answer or a `FetchFailed` that says what went wrong. It never gives part of a document.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import ssl
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import MappingProxyType
from typing import NamedTuple, Self
from urllib.parse import quote_from_bytes, urljoin

import httpcore2
import httpx2

from revtrack.watch.net.addresses import (
    AddressRefused,
    Allowances,
    CheckedNetwork,
    NameUnresolved,
    Resolver,
    Target,
    read_target,
    system_resolver,
)
from revtrack.watch.net.bodies import Body
from revtrack.watch.net.fetched import FailureKind, Fetched, FetchFailed, Hop, Outgoing
from revtrack.watch.net.policy import READABLE, FetchPolicy
from revtrack.watch.net.robots import RobotsCache, RobotsText
from revtrack.watch.net.transport import LIBRARY_ERRORS, Transport, pool

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
#: Redirects that what was sent follows.
_SENT_AGAIN = frozenset((307, 308))
_COMPLETE = frozenset((200, 202, 203))
_UNCHANGED = 304
#: Answers that another try may heal.
_TRANSIENT_STATUSES = frozenset((408, 425, 429, 500, 502, 503, 504))
_TRANSIENT_KINDS = frozenset(("connect", "timeout", "truncated"))
#: A site that cannot be reached at all: its robots.txt has no part in that.
_UNREACHED = frozenset(("refused-address", "scheme", "dns", "connect", "tls", "retry-later"))
_RANDOM = secrets.SystemRandom()
#: Headers kept besides those with fields of their own: names of attachments, and what walls say of themselves.
_KEPT_HEADERS = frozenset(
    (
        "content-disposition",
        "content-language",
        "server",
        "via",
        "x-via-jsl",
        "wzws-ray",
        "cf-mitigated",
        "x-amzn-waf-action",
        "x-powered-by",
        "x-cache",
    )
)


class _Answer(NamedTuple):
    """What one request brought."""

    status: int
    headers: httpx2.Headers
    body: bytes
    seconds: float


@dataclass(slots=True)
class _Host:
    """Whose turn it is with one host, and from when it may be asked again (by the monotonic clock)."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    #: Until then the host asked not to be asked at all.
    closed_until: float = 0.0
    delay: float = 0.0

    def closed_for(self) -> float:
        return self.closed_until - time.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What one fetch asks for, whatever it is redirected to."""

    accept: tuple[str, ...]
    #: The address that the validators belong to, as it is sent.
    validated: str = ""
    etag: str = ""
    last_modified: str = ""
    robots: bool = True
    #: What is sent, by POST; a redirect is followed without it, but for those that say to send it again.
    sent: Outgoing | None = None
    #: Cookies live as long as one fetch, or one visit: some sites redirect to themselves until theirs comes back.
    cookies: httpx2.Cookies = field(default_factory=httpx2.Cookies)


@dataclass(slots=True)
class Visit:
    """Several fetches of one site that belong together, as the pages of a list do: cookies last as long."""

    cookies: httpx2.Cookies = field(default_factory=httpx2.Cookies)


class Fetcher:
    """Fetches addresses; to be entered before use, and used by the tasks of one event loop.

    `resolver` gives the addresses of host names, `tls` the certificates that are believed (default: the system's).
    Raises `ValueError` for a proxy that is no http or https address.
    """

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        allowances: Allowances | None = None,
        *,
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.policy = policy or FetchPolicy()
        self.allowances = allowances or Allowances()
        self._network = CheckedNetwork(self.allowances, resolver, seconds=self.policy.resolve_seconds)
        self._client = httpx2.AsyncClient(
            transport=Transport(pool(self.policy, self._network, tls or httpx2.create_ssl_context(trust_env=False))),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(
                self.policy.read_seconds, connect=self.policy.connect_seconds, pool=self.policy.total_seconds
            ),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={
                "user-agent": self.policy.user_agent,
                "accept-encoding": "gzip, deflate",
                "accept-language": "zh-CN,zh;q=0.9,en;q=0.5",
            },
        )
        self._robots = RobotsCache(self.policy.robots_seconds, self.policy.robots_fault_seconds)
        self._hosts: dict[str, _Host] = {}
        self._slots = asyncio.Semaphore(self.policy.concurrency)

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(
        self,
        address: str,
        *,
        etag: str = "",
        last_modified: str = "",
        validated: str = "",
        accept: Sequence[str] = READABLE,
        sent: Outgoing | None = None,
        visit: Visit | None = None,
    ) -> Fetched:
        """What `address` answers.

        `etag` and `last_modified` are those of an earlier answer; `validated` is the address that gave them
        (`Fetched.address`), where it is not `address` itself: they are sent to no other. `accept` names the content
        types that are wanted, such as "text/html" or "text/*". `sent` goes with the request, by POST; fetches of one
        `visit` share their cookies.

        Raises `FetchFailed`, and nothing else.
        """
        target = self._target(address)
        asked = _Asked(
            accept=tuple(accept),
            validated=self._target(validated).address if validated else target.address,
            etag=etag,
            last_modified=last_modified,
            robots=self.policy.robots,
            sent=sent,
            cookies=visit.cookies if visit is not None else httpx2.Cookies(),
        )
        return await self._follow(target, asked)

    async def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Hand `body` to an address, once and to nobody else: no redirect is followed; the status of its answer.

        Raises `FetchFailed` where the address may not be reached, does not answer, or answers anything but 2xx.
        """
        target = self._target(address)
        async with self._turn(target):
            read = Body(target.address, self.policy)
            try:
                async with asyncio.timeout(self.policy.total_seconds):
                    await self._check_for_proxy(target)
                    request = self._client.build_request("POST", target.address, content=body, headers=dict(headers))
                    response = await self._client.send(request, stream=True)
                    read.begun = True
                    try:
                        status = response.status_code
                        if 200 <= status < 300:
                            return status
                        told = await read.beginning(response)
                        raise FetchFailed("status", target.address, {"status": str(status)}, status=status, body=told)
                    finally:
                        await response.aclose()
            except AddressRefused as refused:
                raise _refused(refused, target.address) from None
            except NameUnresolved as unresolved:
                facts = {"host": unresolved.host, "reason": unresolved.reason}
                raise FetchFailed("dns", target.address, facts) from None
            except TimeoutError:
                raise FetchFailed("slow", target.address, {"seconds": f"{self.policy.total_seconds:g}"}) from None
            except (*LIBRARY_ERRORS, OSError) as error:
                raise _library_failure(error, target.address, begun=read.begun) from error

    def _target(self, address: str, hops: Sequence[Hop] = ()) -> Target:
        try:
            return read_target(address, self.allowances)
        except AddressRefused as refused:
            raise _refused(refused, address, hops) from None

    async def _follow(self, target: Target, asked: _Asked) -> Fetched:
        """The answer at the end of the redirects."""
        hops: list[Hop] = []
        seen = {(target.address, "")}
        seconds = 0.0
        while True:
            try:
                if asked.robots:
                    await self._permit(target)
                answer = await self._persist(target, asked)
            except FetchFailed as failure:
                failure.hops = (*hops, *failure.hops)
                raise
            seconds += answer.seconds
            if answer.status not in _REDIRECTS:
                return _fetched(target, hops, answer, seconds)
            hops.append(Hop(target.address, answer.status))
            if answer.status not in _SENT_AGAIN and asked.sent is not None:
                asked = replace(asked, sent=None)
            if len(hops) > self.policy.max_redirects:
                raise FetchFailed("too-many-redirects", target.address, {"limit": str(len(hops) - 1)}, hops=hops)
            target = self._target(urljoin(target.address, _location(answer.headers)), hops)
            # The same address again is no loop where it comes with a new cookie.
            state = (target.address, ";".join(sorted(f"{c.domain}{c.name}={c.value}" for c in asked.cookies.jar)))
            if state in seen:
                raise FetchFailed("redirect-loop", target.address, {"length": str(len(hops))}, hops=hops)
            seen.add(state)

    async def _permit(self, target: Target) -> None:
        """Raises `FetchFailed` where the site's robots.txt does not allow the address; learns its delay."""
        rules = await self._robots.rules(target.origin, self._load_robots)
        agent = self.policy.agent_name
        self._host(target).delay = rules.delay(agent)
        if not rules.allows(target.address, agent):
            raise FetchFailed("robots", target.address, {"fault": rules.fault} if rules.fault else {})

    async def _load_robots(self, address: str) -> RobotsText:
        try:
            answer = await self._follow(self._target(address), _Asked(accept=("*",), robots=False))
        except FetchFailed as failure:
            if failure.kind in _UNREACHED and not failure.hops:
                raise
            none = failure.status is not None and 400 <= failure.status < 500 and failure.status != 429
            if none or failure.kind in {"redirect-loop", "too-many-redirects", "refused-address", "scheme"}:
                return RobotsText()
            return RobotsText(fault=failure.kind if failure.status is None else f"{failure.kind} {failure.status}")
        return RobotsText(answer.body.decode("utf-8", "replace"))

    async def _persist(self, target: Target, asked: _Asked) -> _Answer:
        """The answer of one address, asked again while that may help."""
        host = self._host(target)
        for attempt in range(1, self.policy.attempts + 1):
            try:
                return await self._once(target, asked)
            except FetchFailed as failure:
                failure.facts = {**failure.facts, "attempts": str(attempt)}
                wait = failure.retry_after
                if wait is not None and (wait > self.policy.retry_after_wait or attempt == self.policy.attempts):
                    host.closed_until = time.monotonic() + wait
                    failure.kind = "retry-later"
                    raise
                if not failure.transient or attempt == self.policy.attempts:
                    raise
                # Not slept here: the host's next turn waits, whoever takes it.
                host.free_at = max(host.free_at, time.monotonic() + (self._pause(attempt) if wait is None else wait))
        raise AssertionError(self.policy.attempts)

    def _pause(self, attempt: int) -> float:
        most = min(self.policy.backoff * 2 ** (attempt - 1), self.policy.backoff_most)
        return most * _RANDOM.uniform(0.5, 1.5)

    def _host(self, target: Target) -> _Host:
        return self._hosts.setdefault(target.host, _Host())

    @asynccontextmanager
    async def _turn(self, target: Target) -> AsyncGenerator[None]:
        """The only request to the host for as long as it lasts, after the pause that the last one left."""
        host = self._host(target)
        async with host.turn:
            if host.closed_for() > 0:
                raise FetchFailed("retry-later", target.address, retry_after=host.closed_for())
            while (wait := host.free_at - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            async with self._slots:
                try:
                    yield
                finally:
                    host.free_at = max(host.free_at, time.monotonic() + max(self.policy.delay, host.delay))

    async def _once(self, target: Target, asked: _Asked) -> _Answer:
        """One request and its whole answer; raises `FetchFailed` for everything else."""
        async with self._turn(target):
            body = Body(target.address, self.policy)
            started = time.monotonic()
            try:
                async with asyncio.timeout(self.policy.total_seconds):
                    await self._check_for_proxy(target)
                    response = await self._client.send(self._request(target, asked), stream=True)
                    try:
                        asked.cookies.extract_cookies(response)
                        body.begun = True
                        data = await self._read(response, body, target, asked)
                    finally:
                        await response.aclose()
            except AddressRefused as refused:
                raise _refused(refused, target.address) from None
            except NameUnresolved as unresolved:
                raise FetchFailed(
                    "dns",
                    target.address,
                    {"host": unresolved.host, "reason": unresolved.reason},
                    transient=not unresolved.lasting,
                ) from None
            except TimeoutError:
                raise FetchFailed("slow", target.address, {"seconds": f"{self.policy.total_seconds:g}"}) from None
            except (*LIBRARY_ERRORS, OSError) as error:
                raise _library_failure(error, target.address, begun=body.begun) from error
            return _Answer(response.status_code, response.headers, data, time.monotonic() - started)

    def _request(self, target: Target, asked: _Asked) -> httpx2.Request:
        headers = {"accept": ", ".join("*/*" if pattern == "*" else pattern for pattern in asked.accept)}
        if target.address == asked.validated:
            if asked.etag:
                headers["if-none-match"] = asked.etag
            if asked.last_modified:
                headers["if-modified-since"] = asked.last_modified
        if asked.sent is None:
            request = self._client.build_request("GET", target.address, headers=headers)
        else:
            headers["content-type"] = asked.sent.content_type
            request = self._client.build_request("POST", target.address, content=asked.sent.body, headers=headers)
        asked.cookies.set_cookie_header(request)
        return request

    async def _check_for_proxy(self, target: Target) -> None:
        """A proxy connects by itself: all that can be done here is to judge what the name means to us."""
        if self.policy.proxy:
            try:
                await self._network.addresses(target.host, target.port)
            except NameUnresolved:
                return  # names that only the proxy knows are the proxy's to judge

    async def _read(self, response: httpx2.Response, body: Body, target: Target, asked: _Asked) -> bytes:
        """The body of an answer that is wanted, b"" for redirects and for what is unchanged."""
        status, headers = response.status_code, response.headers
        conditional = "if-none-match" in response.request.headers or "if-modified-since" in response.request.headers
        if (status in _REDIRECTS and headers.get("location")) or (status == _UNCHANGED and conditional):
            return b""
        if status not in _COMPLETE:
            raise FetchFailed(
                "status",
                target.address,
                {"status": str(status)},
                status=status,
                retry_after=_retry_after(headers, self.policy.retry_after_most) if status in {429, 503} else None,
                body=await body.beginning(response),
                transient=status in _TRANSIENT_STATUSES,
            )
        content_type, _ = _content_type(headers)
        if content_type and not any(_matches(content_type, pattern) for pattern in asked.accept):
            facts = {"content-type": content_type, "wanted": ", ".join(asked.accept)}
            raise FetchFailed("content-type", target.address, facts, status=status)
        return await body.whole(response)


def _refused(refused: AddressRefused, address: str, hops: Sequence[Hop] = ()) -> FetchFailed:
    if refused.reason == "scheme":
        return FetchFailed("scheme", address, {"scheme": refused.found}, hops=hops)
    return FetchFailed("refused-address", address, {"reason": refused.reason, "found": refused.found}, hops=hops)


def _library_failure(error: Exception, address: str, *, begun: bool) -> FetchFailed:
    """What an error of the HTTP library means; `begun`: the body was being read."""
    kind: FailureKind = "truncated" if begun else "connect"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError) and not begun:
            kind = "tls"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore2.TimeoutException | httpx2.TimeoutException):
        kind = "timeout"
    return FetchFailed(
        kind, address, {"reason": str(error) or type(error).__name__}, transient=kind in _TRANSIENT_KINDS
    )


def _fetched(target: Target, hops: Sequence[Hop], answer: _Answer, seconds: float) -> Fetched:
    content_type, charset = _content_type(answer.headers)
    return Fetched(
        address=target.address,
        hops=tuple(hops),
        status=answer.status,
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        content_type=content_type,
        charset=charset,
        headers=MappingProxyType({name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}),
        body=answer.body,
        elapsed=seconds,
        unchanged=answer.status == _UNCHANGED,
    )


def _content_type(headers: httpx2.Headers) -> tuple[str, str]:
    """(content type, charset) as the headers name them."""
    name, _, parameters = headers.get("content-type", "").partition(";")
    found = re.search(r"charset\s*=\s*(?:[\"']\s*)?([\w.:-]+)", parameters, re.I)
    return name.partition(",")[0].strip().lower(), found.group(1).lower() if found else ""


def _matches(content_type: str, pattern: str) -> bool:
    return content_type.startswith(pattern[:-1]) if pattern.endswith("*") else content_type == pattern


def _location(headers: httpx2.Headers) -> str:
    """Where a redirect leads. Bytes that are no UTF-8 (GBK file names) are sent back as they came."""
    raw = next(value for name, value in headers.raw if name.lower() == b"location")
    try:
        return raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return quote_from_bytes(raw, safe="%/:?#[]@!$&'()*+,;=-._~").strip()


def _retry_after(headers: httpx2.Headers, most: float) -> float | None:
    """The seconds that a server asks to be left alone for, at most `most`; None where it names no time."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), most)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return min(max((when - datetime.now(UTC)).total_seconds(), 0.0), most)
