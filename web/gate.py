"""Who asks, and whether her role allows it: asked of every request before any page is, once there are accounts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from revtrack.accounts.desk import AccountDesk
from revtrack.accounts.model import Account, Asking, Session
from revtrack.accounts.roles import Action
from revtrack.accounts.tokens import Bearer, Token
from revtrack.errors import InvalidInput
from revtrack.settings import CHOICES, Settings
from web.front import PROGRAMS, Front, Seen, is_loopback, name_of, path_within
from web.rights import NEEDS, TAKEN, Free, Need, route_of

#: Who has to have a second factor.
SECOND_FACTOR = CHOICES["second_factor"]
#: People and addresses whose requests are counted.
_COUNTED = 10_000
#: Where whoever has no account says what she is called.
_NAMING = "/reviewer"


@dataclass(frozen=True, slots=True)
class Known:
    """Who asks: her account, and the session that says so with what her browser brought for it ("" by a proxy).

    `grant` is what is known of the token that a program brought instead: then the account allows no more than that.
    """

    account: Account
    session: Session | None = None
    token: str = ""
    grant: Token | None = None

    def may(self, action: Action) -> bool:
        """Whether whoever asks may do something."""
        if self.grant is not None:
            return Bearer(self.account, self.grant).may(action)
        return self.account.may(action)


class Rates:
    """Requests of each person (or address) in a minute: each has so many, which come back as time goes on."""

    def __init__(self, a_minute: int) -> None:
        self._most, self._left = float(a_minute), dict[str, tuple[float, float]]()

    def wait(self, who: str) -> int:
        """Seconds to wait, 0 where the request is admitted."""
        now = time.monotonic()
        left, last = self._left.pop(who, (self._most, now))
        left = min(self._most, left + (now - last) * self._most / 60)
        self._left[who] = (left - 1 if left >= 1 else left), now
        while len(self._left) > _COUNTED:
            del self._left[next(iter(self._left))]
        return 0 if left >= 1 else int(60 / self._most) + 1


def cookie_of(front: Front) -> str:
    """The name of the cookie that holds a session: under https no other site can set one of that name."""
    if not front.is_secure:
        return "revtrack-login"
    return "__Secure-revtrack-login" if front.root else "__Host-revtrack-login"


def asking_of(scope: Scope) -> Asking:
    """From where a request comes."""
    seen = cast("Seen", scope["revtrack.seen"])
    return Asking(seen.client, scope["revtrack.id"], Request(scope).headers.get("user-agent", ""))


class Gate:
    """Lets through what the account of a request may do.

    Args:
        routes: of all pages, in the order in which they are tried.
        always: whether accounts are needed although there is none: then nobody but this machine's programs comes in.
        refuse: answers with the page for `scope["revtrack.refused"]`, a status.
    """

    def __init__(
        self,
        app: ASGIApp,
        desk: AccountDesk,
        front: Front,
        settings: Settings,
        routes: Sequence[BaseRoute],
        refuse: ASGIApp,
        *,
        always: bool = False,
    ) -> None:
        self._app, self._desk, self._front, self._routes, self._refuse = app, desk, front, routes, refuse
        self._header, self._always = settings.remote_user.lower(), always
        self._second_factor = settings.second_factor
        if self._second_factor not in SECOND_FACTOR:
            raise InvalidInput("setting", facts={"key": "second_factor", "wanted": " | ".join(SECOND_FACTOR)})
        self._rates = Rates(settings.requests_a_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or not (self._always or await run_in_threadpool(self._desk.any)):
            await self._app(scope, receive, send)
            return
        path = route_of(self._routes, scope)
        need = NEEDS.get((scope["method"], path))
        if path.startswith("/static/"):
            await self._app(scope, receive, send)
            return
        scope["revtrack.guarded"] = True
        asking = asking_of(scope)
        try:
            known = await run_in_threadpool(self._who, scope, path, asking)
        except InvalidInput as unproved:
            await self._challenge(unproved, "invalid_token", scope, receive, send)
            return
        scope["revtrack.known"] = known
        wait = self._rates.wait(known.account.id if known else asking.client)
        if wait:
            await self._answer(429, scope, receive, _with(send, "retry-after", str(wait)))
        elif not path:
            await self._app(scope, receive, send)  # there is no such page, or it is not asked like that
        elif known is not None and self._lacks_factor(known) and need not in (*Free, Action.OWN):
            await RedirectResponse("/account#second", 303)(scope, receive, send)
        elif scope["method"] != "GET" and path.startswith(PROGRAMS) and (known is None or known.grant is None):
            await self._challenge(InvalidInput("token-needed"), "", scope, receive, send)
        elif not self._admits(need, known, asking, scope):
            await self._turn_away(scope, receive, send, known, asking)
        else:
            await self._hand_on(scope, receive, send, path, need, known)

    def _who(self, scope: Scope, path: str, asking: Asking) -> Known | None:
        """Raises `InvalidInput` (token-invalid) where a program brings a token that proves nothing."""
        request = Request(scope)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and path.startswith(PROGRAMS):
            bearer = self._desk.bearer(token.strip(), asking)
            if bearer is None:
                raise InvalidInput("token-invalid")
            return Known(bearer.account, grant=bearer.token)
        if self._header and scope["revtrack.seen"].by_proxy:
            said = request.headers.getlist(self._header)
            if len(said) == 1 and said[0]:
                found = self._desk.of_proxy(said[0])
                return Known(found) if found else None
        token = request.cookies.get(cookie_of(self._front), "")
        found = self._desk.asking(token) if token else None
        return Known(*found, token) if found else None

    def _admits(self, need: Need | None, known: Known | None, asking: Asking, scope: Scope) -> bool:
        if need is None:
            return False
        if need is Free.OPEN:
            return True
        if need is Free.MACHINE:
            host = name_of(Request(scope).headers.get("host", ""))
            own = is_loopback(asking.client) and is_loopback(host) and not scope["revtrack.seen"].by_proxy
            return own or (known is not None and known.may(Action.ADMINISTER))
        return known is not None and known.may(Action(need))

    def _lacks_factor(self, known: Known) -> bool:
        """Whether somebody has to set up a second factor first; a proxy that says who she is asks for its own."""
        if known.session is None or known.account.has_totp:  # nor does a token: it was made behind the second factor
            return False
        everybody = self._second_factor == "all"
        return everybody or (self._second_factor == "administrators" and known.account.may(Action.ADMINISTER))

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send, known: Known | None, asking: Asking) -> None:
        request, path = Request(scope), path_within(scope)
        if known is not None:
            told = {"method": scope["method"], "path": path, **_by_token(known)}
            await run_in_threadpool(self._desk.store.note, known.account.id, asking, "refused", told)
            if known.grant is not None:
                scopes = ", ".join(known.grant.scopes)
                lacking = InvalidInput("token-lacks", facts={"scopes": scopes, "role": known.account.role})
                await self._challenge(lacking, "insufficient_scope", scope, receive, send)
                return
            await self._answer(403, scope, receive, send)
        elif (
            scope["method"] == "GET"
            and not path.startswith(PROGRAMS)
            and request.headers.get("sec-fetch-dest", "document") != "empty"
        ):
            asked = path + (f"?{request.url.query}" if request.url.query else "")
            leads = "" if asked == "/" else f"?next={quote(asked, safe='/')}"
            await RedirectResponse(f"/login{leads}", 303)(scope, receive, send)
        else:
            await self._answer(401, scope, receive, send)

    async def _hand_on(
        self, scope: Scope, receive: Receive, send: Send, path: str, need: Need | None, known: Known | None
    ) -> None:
        """Have the request answered; what it changed or took is written down."""
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self._app(scope, receive, sending)
        posted = scope["method"] != "GET" and path not in TAKEN
        changes = posted and need in set(Action) - {Action.OWN}
        if known is not None and status < 400 and (changes or path in TAKEN):
            told = {"method": scope["method"], "path": path_within(scope), "status": status, **_by_token(known)}
            kind = "changed" if changes else "taken"
            await run_in_threadpool(self._desk.store.note, known.account.id, asking_of(scope), kind, told)

    async def _challenge(self, why: InvalidInput, error: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Say that another token is needed, as RFC 6750 has it; `why` is told as any fault is."""
        scope["revtrack.why"] = why
        said = 'Bearer realm="revtrack"' + (f', error="{error}"' if error else "")
        status = 403 if error == "insufficient_scope" else 401
        await self._answer(status, scope, receive, _with(send, "www-authenticate", said))

    async def _answer(self, status: int, scope: Scope, receive: Receive, send: Send) -> None:
        scope["revtrack.refused"] = status
        await self._refuse(scope, receive, send)


def _with(send: Send, name: str, value: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (name.encode(), value.encode())]
        await send(message)

    return sending


def _by_token(known: Known) -> dict[str, str]:
    return {"token": known.grant.key} if known.grant is not None else {}


def known_of(request: Request) -> Known | None:
    """Who asks, None where nobody is logged in."""
    return request.scope.get("revtrack.known")


def account_of(request: Request) -> str:
    """The id of the account of whoever asks, "" for nobody's."""
    known = known_of(request)
    return known.account.id if known else ""


def may(request: Request, action: Action) -> bool:
    """Whether whoever asks may do something; where there are no accounts, everybody may."""
    if not request.scope.get("revtrack.guarded"):
        return True
    known = known_of(request)
    return known is not None and known.may(action)


def offered(page: str, request: Request, routes: Sequence[BaseRoute]) -> str:
    """A page without the forms that whoever reads it may not send."""
    known = known_of(request)
    if known is None:
        return page
    kept: list[str] = []
    at = 0
    while (begins := page.find("<form", at)) >= 0 and (ends := page.find("</form>", begins)) >= 0:
        ends += len("</form>")
        kept.append(page[at:begins])
        form = page[begins:ends]
        if _sendable(form[: form.find(">")], known.account, routes):
            kept.append(form)
        at = ends
    return "".join((*kept, page[at:]))


def _sendable(tag: str, account: Account, routes: Sequence[BaseRoute]) -> bool:
    if 'method="post"' not in tag:
        return True
    path = tag.partition('action="')[2].partition('"')[0].partition("?")[0]
    scope = {"type": "http", "method": "POST", "path": path, "root_path": ""}
    if path == _NAMING:  # an account has a name already
        return False
    need = NEEDS.get(("POST", route_of(routes, scope)))
    return need in tuple(Free) or (need in tuple(Action) and account.may(Action(cast("str", need))))
