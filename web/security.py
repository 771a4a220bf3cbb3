"""What every request is held against before anything else looks at it.

A foreign Host (DNS rebinding), a foreign Origin, an oversized or endless body are refused here. The headers of every
answer forbid inline script and style and every outside source.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.front import HERE, PROGRAMS, Front, path_within

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: What every answer says of what a browser may do with it.
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
CSRF_FIELD = "csrf"
#: The only addresses that take files: what is sent elsewhere is held in memory and has the bounds of a form.
UPLOADS = frozenset(("/uploads", "/api/v1/uploads"))
#: Bytes of an address with its query; the longest of our own forms, a search with every filter, has a quarter of that.
LONGEST_ADDRESS = 8_192


class Refused(HTTPException):
    """A request that is not answered: the status that it gets."""

    def __init__(self, status: int) -> None:
        super().__init__(status)


@dataclass(frozen=True, slots=True)
class RequestBounds:
    """Bytes of a request's body, and the seconds that it may take to come; likewise of an upload."""

    body_bytes: int
    body_seconds: float
    upload_bytes: int = 0
    upload_seconds: float = 0.0


def csrf_token(session: dict[str, Any]) -> str:
    """The token that a form must bring back; made once a session."""
    token = session.get(CSRF_FIELD)
    if not isinstance(token, str):
        token = session[CSRF_FIELD] = secrets.token_urlsafe(24)
    return token


def check_csrf(request: Request, given: object) -> None:
    """Raises `Refused` where a form does not bring back the token of its session."""
    known = request.session.get(CSRF_FIELD)
    if not isinstance(known, str) or not isinstance(given, str) or not hmac.compare_digest(known, given):
        raise Refused(403)


class Guard:
    """Refuses what does not come from a page of ours, and bounds what comes."""

    def __init__(self, app: ASGIApp, bounds: RequestBounds, refuse: ASGIApp, front: Front = HERE) -> None:
        """`refuse` answers with the page for `scope["revtrack.refused"]`, a status."""
        self._app = app
        self._front = front
        self._bounds = bounds
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":  # answered as GET is; the server sends the head alone
            scope = {**scope, "method": "GET"}

        try:
            _check(scope, self._front)
            bounded = self._bounded(scope, receive)
        except Refused as refused:
            scope["revtrack.refused"] = refused.status_code
            await self._refuse(scope, receive, send)
        else:
            await self._app(scope, bounded, send)

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """The body as it comes, until it is too much or takes too long."""
        declared = Headers(scope=scope).get("content-length", "")
        bounds, uploaded = self._bounds, path_within(scope) in UPLOADS
        most = bounds.upload_bytes if uploaded else bounds.body_bytes
        if declared.isdecimal() and (len(declared) > 15 or int(declared) > most):
            raise Refused(413)
        size = 0
        deadline = asyncio.get_running_loop().time() + (bounds.upload_seconds if uploaded else bounds.body_seconds)
        done = False

        async def bounded() -> Message:
            nonlocal size, done
            if done:
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError:
                raise Refused(408) from None
            size += len(message.get("body", b""))
            done = message["type"] != "http.request" or not message.get("more_body", False)
            if size > most:
                raise Refused(413)
            return message

        return bounded


def _check(scope: Scope, front: Front) -> None:
    if len(scope.get("raw_path") or b"") + len(scope.get("query_string", b"")) > LONGEST_ADDRESS:
        raise Refused(414)
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if len(headers.getlist("host")) != 1 or not front.answers_to(host):
        raise Refused(421)
    if scope["method"] in _SAFE_METHODS:
        return
    origin = headers.get("origin") or headers.get("referer") or ""
    site = headers.get("sec-fetch-site", "same-origin")
    if path_within(scope).startswith(PROGRAMS) and not origin and "sec-fetch-site" not in headers:
        return  # no browser: it says where a form comes from
    if not front.admits(origin, host) or site not in {"same-origin", "none"}:
        raise Refused(403)
