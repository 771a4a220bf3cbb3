"""What a program asks with a key of its own is done once: asked again it gets the same answer (`Idempotency-Key`)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from revtrack.errors import InvalidInput
from revtrack.jobs.answers import Answered, Answers, Standing
from web.front import PROGRAMS, path_within
from web.gate import Known

HEADER = "idempotency-key"
#: Says of an answer that it was given before.
REPLAYED = "idempotency-replayed"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_BOUNDARY = re.compile(r'boundary="?([^";,]{1,100})"?')
#: Longer answers are not kept: none of what changes something is as long.
_LONGEST = 1_000_000
#: What may be otherwise the next time: who asks, how often, how much; and whatever is a fault of ours.
_PASSING = frozenset((401, 403, 408, 413, 421, 429))
_KEPT_HEADERS = ("content-type", "location")


class Once:
    """Stands around the pages, behind the gate. `answers` opens the table; `refuse` answers `scope["revtrack.why"]`."""

    def __init__(self, app: ASGIApp, answers: Callable[[], Answers], refuse: ASGIApp) -> None:
        self._app, self._answers, self._refuse = app, answers, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        given = Headers(scope=scope).get(HEADER) if scope["type"] == "http" else None
        if given is None or scope["method"] == "GET" or not path_within(scope).startswith(PROGRAMS):
            await self._app(scope, receive, send)
            return
        if not _KEY.fullmatch(given):
            await self._refuse_for(InvalidInput("key-wrong"), 400, scope, receive, send)
            return
        known = cast("Known | None", scope.get("revtrack.known"))
        key = hashlib.sha256(f"{known.account.id if known else ''}\n{given}".encode()).hexdigest()
        asked = _Digest(scope)
        found = await run_in_threadpool(lambda: self._answers().take(key))
        if found is Standing.BUSY:
            await self._refuse_for(InvalidInput("key-busy"), 409, scope, receive, send)
        elif isinstance(found, Answered):
            while (await asked.receive(receive)).get("more_body", False):
                pass
            if asked.hexdigest() != found.digest:
                await self._refuse_for(InvalidInput("key-used"), 422, scope, receive, send)
            else:
                headers = {**found.headers, REPLAYED: "true"}
                await Response(found.body, found.status, headers)(scope, receive, send)
        else:
            await self._answer(key, asked, scope, receive, send)

    async def _answer(self, key: str, asked: _Digest, scope: Scope, receive: Receive, send: Send) -> None:
        """Have it done, and keep what was answered; where nothing came of it the key can be used again."""
        status, body = 0, bytearray()
        headers: dict[str, str] = {}

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status, said = message["status"], MutableHeaders(scope=message)
                headers.update({name: said[name] for name in _KEPT_HEADERS if name in said})
            elif len(body) <= _LONGEST:
                body.extend(message.get("body", b""))
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                await keep()  # before it is known to whoever asks, so that asking again finds it
            await send(message)

        async def keep() -> None:
            nonlocal kept
            if asked.whole and status < 500 and status not in _PASSING and len(body) <= _LONGEST:
                answer = Answered(asked.hexdigest(), status, headers, bytes(body))
                await run_in_threadpool(lambda: self._answers().keep(key, answer))
                kept = True

        kept = False
        try:
            await self._app(scope, lambda: asked.receive(receive), sending)
        finally:
            if not kept:
                await run_in_threadpool(lambda: self._answers().drop(key))

    async def _refuse_for(self, why: InvalidInput, status: int, scope: Scope, receive: Receive, send: Send) -> None:
        scope["revtrack.why"], scope["revtrack.refused"] = why, status
        await self._refuse(scope, receive, send)


class _Digest:
    """What is asked, as it comes: method, address, body; without the boundary of a form, another each time."""

    def __init__(self, scope: Scope) -> None:
        query = scope.get("query_string", b"")
        self._hash = hashlib.sha256(f"{scope['method']} {path_within(scope)}?".encode() + query + b"\n")
        headers = Headers(scope=scope)
        found = _BOUNDARY.search(headers.get("content-type", ""))
        self._boundary, self._rest = (found[1].encode() if found else b""), b""
        #: Whether all of the body came: what was answered before that was no answer to it.
        self.whole = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers

    async def receive(self, receive: Receive) -> Message:
        """The next message, taken into account."""
        message = await receive()
        if message["type"] == "http.request":
            self._add(message.get("body", b""))
            self.whole = not message.get("more_body", False)
        return message

    def _add(self, data: bytes) -> None:
        if self._boundary:
            data = (self._rest + data).replace(self._boundary, b"")
            at = max(0, len(data) - len(self._boundary) + 1)
            data, self._rest = data[:at], data[at:]
        self._hash.update(data)

    def hexdigest(self) -> str:
        """The digest of what came."""
        whole = self._hash.copy()
        whole.update(self._rest)
        return whole.hexdigest()
