"""The way to the network: the connections of the HTTP client go through our own gate."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterable, AsyncIterator

import httpcore2
import httpx2

from revtrack.watch.net.addresses import CheckedNetwork
from revtrack.watch.net.policy import FetchPolicy


class Transport(httpx2.AsyncBaseTransport):
    """The client's way to the network: our pool, whose connections go through the gate."""

    def __init__(self, pool: httpcore2.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request through our pool."""
        answer = await self._pool.handle_async_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        if not isinstance(answer.stream, AsyncIterable):
            raise TypeError(type(answer.stream))
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Stream(answer))

    async def aclose(self) -> None:
        """Close the pool."""
        await self._pool.aclose()


class _Stream(httpx2.AsyncByteStream):
    """The body of an answer of the pool."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._answer.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        """Close the pool."""
        await self._answer.aclose()


LIBRARY_ERRORS = (
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpx2.StreamError,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.TimeoutException,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    httpcore2.ConnectionNotAvailable,
)


def pool(policy: FetchPolicy, network: CheckedNetwork, tls: ssl.SSLContext) -> httpcore2.AsyncConnectionPool:
    """The connections: direct ones through the gate, or those of a proxy."""
    if not policy.proxy:
        return httpcore2.AsyncConnectionPool(
            ssl_context=tls, max_connections=policy.concurrency, keepalive_expiry=15.0, network_backend=network
        )
    proxy = httpx2.Proxy(policy.proxy)
    if proxy.url.scheme not in {"http", "https"}:
        raise ValueError(policy.proxy)
    # The way to the proxy is not judged: it is a setting, and mostly a machine of the house.
    return httpcore2.AsyncHTTPProxy(
        proxy_url=httpcore2.URL(scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=b"/"),
        proxy_auth=proxy.raw_auth,
        ssl_context=tls,
        max_connections=policy.concurrency,
        keepalive_expiry=15.0,
    )
