"""The MCP server: the tools as the protocol offers them, over whatever brings the messages."""

from __future__ import annotations

import json
import logging
import signal
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ContentBlock,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from revtrack import __version__
from revtrack.assistants.answering import Answer, answer, broken
from revtrack.assistants.table import TOOLS
from revtrack.ending import cut_off
from revtrack.words.assistants import assistant_words
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from revtrack.service import Tracker

Context = ServerRequestContext[Any, Any]
#: Questions answered side by side: each thread that asks git keeps a helper process of its own.
_AT_ONCE = 4
#: So many seconds after its assistant is gone a server is, too; one that lasts longer is killed by the assistant.
_SECONDS = 1.5
_LOG = logging.getLogger("revtrack.assistants")


def _nobody(_: Context) -> str:
    return ""


def made(
    tracker: Tracker, lang: Lang, base_of: Callable[[Context], str], by_of: Callable[[Context], str] = _nobody
) -> Server[Any]:
    """The server over a tracker.

    Args:
        base_of: tells at which address the site stands for a request, "" where none does.
        by_of: tells in whose name a request may change something, "" where it may not.
    """
    say = assistant_words(lang)
    places = anyio.CapacityLimiter(_AT_ONCE)

    async def tools(context: Context, _: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=offered(lang, changing=bool(by_of(context))))

    async def call(context: Context, asked: CallToolRequestParams) -> CallToolResult:
        if asked.name not in TOOLS:
            raise MCPError(code=INVALID_PARAMS, message=say.unknown_tool.format(name=asked.name[:100]))
        where, who = base_of(context), by_of(context)
        question = partial(answer, tracker, asked.name, asked.arguments or {}, lang, where, who)
        try:
            found = await anyio.to_thread.run_sync(question, abandon_on_cancel=True, limiter=places)
        except Exception:  # noqa: BLE001 -- a bug ends one answer, and its trace is in the log
            _LOG.exception("the tool %s failed", asked.name)
            found = broken(lang)
        return _result(found)

    return Server(
        "revtrack",
        version=__version__,
        title="revtrack",
        instructions=say.instructions,
        on_list_tools=tools,
        on_call_tool=call,
    )


def offered(lang: Lang, *, changing: bool) -> list[Tool]:
    """The tools as an assistant sees them, those that change something where it may."""
    say = assistant_words(lang)
    return [
        Tool(
            name=name,
            title=say.tools[name][0],
            description=f"{say.tools[name][1]} {say.data}",
            input_schema=tool.schema(say),
            annotations=ToolAnnotations(
                read_only_hint=not tool.changes,
                destructive_hint=False,
                idempotent_hint=not tool.changes,
                open_world_hint=False,
            ),
        )
        for name, tool in TOOLS.items()
        if changing or not tool.changes
    ]


def _result(found: Answer) -> CallToolResult:
    shown = json.dumps(found.form, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode("utf-8")
    content: list[ContentBlock] = [TextContent(type="text", text=shown)]
    return CallToolResult(content=content, structured_content=json.loads(shown), is_error=found.is_error)


def serve_stdio(tracker: Tracker, lang: Lang, base: str) -> None:
    """Serve one assistant over standard input and output until it closes them, or SIGTERM or SIGINT comes.

    Nothing but messages is written to standard output. What is under way then is cut off, which loses nothing.
    """
    tracker.compare_apart()
    anyio.run(_serve, tracker, made(tracker, lang, lambda _: base))
    _leave(tracker)


async def _serve(tracker: Tracker, server: Server[Any]) -> None:
    async with anyio.create_task_group() as group:
        group.start_soon(_until_told, tracker)
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())
        cut_off(_SECONDS)  # threads that still look for an answer are waited for by nobody
        group.cancel_scope.cancel()


async def _until_told(tracker: Tracker) -> None:
    """End the process once it is told to: whoever waits for a line of standard input cannot be woken."""
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for _ in signals:
            cut_off(_SECONDS)
            _leave(tracker)
            cut_off(0.0)


def _leave(tracker: Tracker) -> None:
    tracker.end_comparisons()
    tracker.close()
