"""The first to see a request and the last to see its answer: where it stands, its number, the log and the figures."""

from __future__ import annotations

import json
import logging
import logging.handlers
import os
import re
import secrets
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from revtrack.errors import OperationFailed
from web.front import Front, Seen, path_within
from web.metrics import Metrics
from web.security import HEADERS

#: An address that gives something away to whoever reads the log.
_SECRET = re.compile(r"^(/invitation/|/feeds/subscriptions/).+")
#: How long a browser asks over https only, once it did.
_HSTS = "max-age=31536000"


class AccessLog:
    """Where each request is written down as a line of JSON: a file, also one that is moved away meanwhile, or "-".

    Raises `OperationFailed` (write) where the file cannot be written.
    """

    def __init__(self, where: str) -> None:
        self._handler: logging.Handler | None = None
        try:
            if where == "-":
                self._handler = logging.StreamHandler(sys.stderr)
            elif where:
                os.close(os.open(Path(where).expanduser(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
                self._handler = logging.handlers.WatchedFileHandler(Path(where).expanduser(), encoding="utf-8")
        except OSError as error:
            raise OperationFailed("write", where, facts={"reason": error.strerror or str(error)}) from error

    def tell(self, told: dict[str, object]) -> None:
        """Write a line."""
        if self._handler is not None:
            self._handler.handle(logging.makeLogRecord({"msg": json.dumps(told, ensure_ascii=False)}))

    def close(self) -> None:
        """Give back the file."""
        if isinstance(self._handler, logging.FileHandler):
            self._handler.close()


class Arrival:
    """Sees who asks and where, gives the request a number, and writes down what came of it."""

    def __init__(self, app: ASGIApp, front: Front, log: AccessLog, metrics: Metrics, bug: ASGIApp) -> None:
        """`bug` answers where nothing else did."""
        self._app, self._front, self._log, self._metrics, self._bug = app, front, log, metrics, bug

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, method = time.perf_counter(), scope["method"]
        seen = self._front.see(scope)
        number = seen.request_id or secrets.token_hex(8)
        scope["revtrack.seen"], scope["revtrack.id"] = seen, number
        status, size = 0, 0

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                self._finish(scope, message, number)
            size += len(message.get("body", b""))
            await send(message)

        with self._metrics.under_way():
            try:
                if self._front.root and scope["path"] == self._front.root:
                    scope["root_path"] = ""
                    await RedirectResponse(f"{self._front.root}/", 308)(scope, receive, sending)
                else:
                    await self._app(scope, receive, sending)
            except Exception:
                if not status:  # the page that says so has all that every page has
                    await self._bug(scope, receive, sending)
                raise
            finally:
                seconds = time.perf_counter() - began
                self._metrics.count(scope, method, status, seconds)
                self._log.tell(_line(scope, method, seen, status, size, seconds))

    def _finish(self, scope: Scope, message: Message, number: str) -> None:
        """Addresses with the path of the site, and what holds under https."""
        headers = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers["x-request-id"] = number
        location = headers.get("location", "")
        if location.startswith("/") and scope["root_path"]:
            headers["location"] = scope["root_path"] + location
        if scope["scheme"] == "https":
            headers.setdefault("strict-transport-security", _HSTS)
            message["headers"] = [
                (name, value + b"; secure" if name == b"set-cookie" and b"; secure" not in value.lower() else value)
                for name, value in message["headers"]
            ]


def _line(scope: Scope, method: str, seen: Seen, status: int, size: int, seconds: float) -> dict[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": scope["revtrack.id"],
        "client": seen.client,
        "method": method,
        "path": _SECRET.sub(r"\1-", path_within(scope)),
        "status": status,
        "bytes": size,
        "ms": round(seconds * 1000, 1),
    }
