"""An assistant as people run it: the official client over the process `revtrack mcp`."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import httpx2
from anyio.from_thread import start_blocking_portal
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult

ROOT = Path(__file__).resolve().parents[1]
#: What starts the server, as an assistant starts it.
COMMAND = (sys.executable, "-m", "web.command", "mcp")


def settings_of(home: Path) -> dict[str, str]:
    """The surroundings of a server over a home folder."""
    return {"REVTRACK_HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}


def parameters(home: Path, *options: str) -> StdioServerParameters:
    """How an assistant is told to start a server."""
    command, *arguments = (*COMMAND, "--lang", "en", *options)
    return StdioServerParameters(command=command, args=arguments, env=settings_of(home), cwd=ROOT)


class Assistant:
    """Asks the tools of a server."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def ask(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """An answer, which must not be a refusal."""
        found = await self.call(tool, **arguments)
        assert not found.is_error, found.structured_content
        return found.structured_content

    async def call(self, tool: str, **arguments: Any) -> CallToolResult:
        """What a tool answers."""
        found = await self.client.call_tool(tool, arguments)
        assert isinstance(found, CallToolResult)
        return found


def converse(talk: Callable[[Assistant], Awaitable[None]], home: Path, *options: str, mode: str = "auto") -> None:
    """Start a server over a home folder, talk to it, and end it as assistants do."""

    async def run() -> None:
        async with Client(stdio_client(parameters(home, *options)), mode=mode) as client:
            await talk(Assistant(client))

    anyio.run(run)


@contextmanager
def asking(home: Path, *options: str) -> Iterator[Callable[..., dict[str, Any]]]:
    """Start a server over a home folder and hand out what asks its tools, until the block ends."""
    with start_blocking_portal() as portal:
        client = Client(stdio_client(parameters(home, *options)))
        with portal.wrap_async_context_manager(client) as opened:
            assistant = Assistant(opened)
            yield lambda tool, **arguments: portal.call(partial(assistant.ask, tool, **arguments))


def converse_over_http(
    talk: Callable[[Assistant], Awaitable[None]], address: str, token: str = "", mode: str = "auto"
) -> None:
    """Talk to the server that a site has at an address."""
    headers = {"authorization": f"Bearer {token}"} if token else {}

    async def run() -> None:
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60, trust_env=False) as http,
            Client(streamable_http_client(address, http_client=http), mode=mode) as client,
        ):
            await talk(Assistant(client))

    anyio.run(run)
