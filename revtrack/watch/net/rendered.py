"""Pages made by script, through the system's Chromium; every request of theirs goes through our own fetcher.

The browser has no network of its own: what it asks for is fetched, checked and bounded like everything else, so that a
script reaches no private address. Needs Playwright (an extra) and a Chromium on the machine.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.net.fetched import Fetched, FetchFailed

if TYPE_CHECKING:
    from playwright.async_api import Request, Route

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # a second lock: the browser itself finds no host
)
#: What a page may ask for, how many of them, and how long it may take to settle.
_WANTED = frozenset(("document", "script", "xhr", "fetch", "stylesheet"))
_REQUESTS, _SECONDS, _QUIET, _MOST_SENT = 60, 30.0, 500, 64_000


class CannotRender(Exception):
    """There is no browser here. `reason` is library or browser."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a script of a page sends to have its list."""

    body: bytes
    content_type: str


def _sent(request: Request, page: str) -> _Sent | None:
    """What a script sends to the site of its page; None for nothing, for too much and for elsewhere."""
    body = request.post_data_buffer or b""
    here = urlsplit(request.url).netloc == urlsplit(page).netloc
    if request.method != "POST" or request.resource_type not in {"xhr", "fetch"} or not here or len(body) > _MOST_SENT:
        return None
    return _Sent(body, request.headers.get("content-type", "application/x-www-form-urlencoded"))


async def rendered(fetcher: Fetcher, address: str) -> Fetched:
    """A page as its scripts make it: what `fetcher.get` answers, with the body that a reader would see.

    Raises `CannotRender`, and `FetchFailed` where the page itself cannot be had or takes too long.
    """
    try:
        from playwright.async_api import Error, async_playwright
    except ImportError:
        raise CannotRender("library") from None
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise CannotRender("browser")
    first = await fetcher.get(address)
    if "html" not in first.content_type:
        return first
    asked = 0
    failed: list[FetchFailed] = []

    async def answer(route: Route) -> None:
        nonlocal asked
        asked += 1
        request = route.request
        sent = _sent(request, address)
        if (request.method != "GET" and sent is None) or request.resource_type not in _WANTED or asked > _REQUESTS:
            await route.abort()
            return
        try:
            found = first if asked == 1 else await fetcher.get(request.url, accept=("*",), sent=sent)
        except FetchFailed as error:
            failed.append(error)
            await route.abort()
            return
        kind = f"{found.content_type or 'text/html'}{f'; charset={found.charset}' if found.charset else ''}"
        await route.fulfill(status=found.status, headers={"content-type": kind}, body=found.body)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        try:
            context = await browser.new_context(accept_downloads=False, service_workers="block")
            page = await context.new_page()
            await page.route("**/*", answer)
            async with asyncio.timeout(_SECONDS):
                await page.goto(first.address, wait_until="domcontentloaded")
                await page.wait_for_load_state("networkidle", timeout=_SECONDS * 1000)
                await page.wait_for_timeout(_QUIET)
                body = await page.content()
        except (Error, TimeoutError) as error:
            facts = {"reason": str(error).split("\n")[0][:200]}
            raise FetchFailed("slow", address, facts) from error
        finally:
            await browser.close()
    return replace(first, body=body.encode("utf-8", "replace"), charset="utf-8", etag="", last_modified="")
