"""Assistants over HTTP: the same tools as `revtrack mcp` has, behind the tokens of the accounts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from revtrack.accounts.roles import Action
from revtrack.errors import OperationFailed
from revtrack.service import Tracker
from revtrack.words.language import Lang
from web.gate import known_of

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    Context = ServerRequestContext[Any, Request]

router = APIRouter(include_in_schema=False)
#: Bytes of a question: the longest arguments have a tenth of that.
_MOST_BYTES = 100_000


class Assistants:
    """Answers assistants as long as the site is open; what that needs is loaded for the first of them.

    Each request stands for itself, so that any process of a site can answer it: no sessions are kept.
    """

    def __init__(self, tracker: Tracker, lang: Lang) -> None:
        self._tracker = tracker
        self._lang: Lang = lang
        self._beginning = asyncio.Lock()
        self._stop = asyncio.Event()
        self._manager: StreamableHTTPSessionManager | None = None
        self._open: asyncio.Task[None] | None = None

    async def app(self) -> ASGIApp:
        """What answers. Raises `OperationFailed` (no-mcp) where the SDK is not installed."""
        async with self._beginning:
            if self._manager is None:
                self._manager = await asyncio.to_thread(self._made)
                ready = asyncio.Event()
                self._open = asyncio.create_task(self._stay(self._manager, ready))
                await ready.wait()
        return self._manager.handle_request

    def _made(self) -> StreamableHTTPSessionManager:
        try:
            from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
        except ModuleNotFoundError as error:
            raise OperationFailed("no-mcp") from error
        from revtrack.assistants.server import made

        server = made(self._tracker, self._lang, _site_of, _by)
        return StreamableHTTPSessionManager(
            server, json_response=True, stateless=True, max_request_body_size=_MOST_BYTES
        )

    async def _stay(self, manager: StreamableHTTPSessionManager, ready: asyncio.Event) -> None:
        async with manager.run():
            ready.set()
            await self._stop.wait()

    async def close(self) -> None:
        """End what is under way."""
        self._stop.set()
        if self._open is not None:
            await self._open


def _site_of(context: Context) -> str:
    """Where the site stands for whoever asks."""
    return str(context.request.base_url) if context.request else ""


def _by(context: Context) -> str:
    """In whose name something may be changed: whose token allows it. Without a token nothing is."""
    known = known_of(context.request) if context.request else None
    if known is None or known.grant is None or not known.may(Action.CHANGE):
        return ""
    return known.account.id


class _HandedOn(Response):
    """A request that is answered by an application within."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__()
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


@router.post("/mcp")
async def ask(request: Request) -> Response:
    """A message of an assistant."""
    assistants: Assistants = request.app.state.assistants
    return _HandedOn(await assistants.app())
