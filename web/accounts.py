"""Logging in, one's own account, everybody's, and the log of who did what."""

from __future__ import annotations

import time
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from revtrack.accounts import passwords
from revtrack.accounts.desk import AccountDesk
from revtrack.accounts.model import Account, Deed, moment_of
from revtrack.accounts.roles import Role
from revtrack.accounts.tokens import DAYS, MOST_DAYS, Token, scopes_of
from revtrack.errors import InvalidInput
from revtrack.words.accounts import AccountWords, account_words
from revtrack.words.tokens import TokenWords, token_words
from web.asking import offset_of, page_of, tracker_of
from web.front import Front
from web.gate import Known, asking_of, cookie_of, known_of
from web.security import check_csrf
from web.site import PAGE, Shown, Site, render, see, tell

router = APIRouter(include_in_schema=False)
_SECRET = "totp"  # noqa: S105 - where in the session it is


def _desk(request: Request) -> AccountDesk:
    return tracker_of(request).accounts


def _here(request: Request) -> Known:
    """Who is logged in. Raises 404 where there are no accounts: then there is nothing of this."""
    known = known_of(request)
    if known is None:
        raise HTTPException(404)
    return known


def _say(site: Site) -> AccountWords:
    return account_words(site.lang)


def _of_tokens(site: Site) -> TokenWords:
    return token_words(site.lang)


def _page(site: Site, template: str, status: int = 200, **values: Any) -> Response:
    """A page about what proves somebody: nothing on the way keeps it."""
    answer = render(site, template, status, say=_say(site), of_tokens=_of_tokens(site), **values)
    answer.headers["cache-control"] = "no-store"
    return answer


# --- logging in and out ----------------------------------------------------------------------------------------------


@router.get("/login")
def login(request: Request, next: str = "/") -> Response:  # noqa: A002 - the word in the address
    """Where one logs in."""
    if not request.scope.get("revtrack.guarded") or known_of(request):
        return see(next)
    return _login(request, next)


def _login(request: Request, leads: str, name: str = "", error: InvalidInput | None = None) -> Response:
    site = Site.of(request, "/login")
    status = 200 if error is None else 429 if error.kind == "login-later" else 400
    lines = error.lines(site.say) if error else []
    answer = _page(site, "login.html.jinja", status, leads=leads, name=name, lines=lines)
    if error is not None and error.kind == "login-later":
        answer.headers["retry-after"] = error.facts["seconds"]
    return answer


@router.post("/login")
def log_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    code: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Log in: a session of one's own, and nothing of the one before but the language."""
    check_csrf(request, csrf)
    if not request.scope.get("revtrack.guarded"):
        return see("/")
    desk = _desk(request)
    try:
        _, token = desk.log_in(name, password, code, asking_of(request.scope))
    except InvalidInput as error:
        return _login(request, next, name[:60], error)
    known = known_of(request)
    if known is not None and known.session is not None:  # the one before
        desk.end_session(known.account, known.session.key, asking_of(request.scope))
    _anew(request)
    answer = see(next)
    front: Front = request.app.state.front
    answer.set_cookie(
        cookie_of(front), token, path=front.root or "/", secure=front.is_secure, httponly=True, samesite="lax"
    )
    return answer


def _anew(request: Request) -> None:
    kept = request.session.get("lang")
    request.session.clear()
    if kept:
        request.session["lang"] = kept


@router.post("/logout")
def log_out(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """End this session, and have the browser forget what it kept."""
    check_csrf(request, csrf)
    known = _here(request)
    if known.session is not None:
        _desk(request).end_session(known.account, known.session.key, asking_of(request.scope))
    _anew(request)
    answer, front = see("/login"), request.app.state.front
    answer.delete_cookie(cookie_of(front), path=front.root or "/", secure=front.is_secure, httponly=True)
    answer.headers["clear-site-data"] = '"cache"'
    return answer


@router.get("/invitation/{token}")
def invitation(request: Request, token: str) -> Response:
    """Where somebody sets a password by a link."""
    return _invitation(request, token)


def _invitation(request: Request, token: str, error: InvalidInput | None = None) -> Response:
    site, found = Site.of(request, "/login"), _desk(request).linked(token)
    lines = error.lines(site.say) if error else []
    status = 400 if error else 200
    return _page(site, "invitation.html.jinja", status, account=found, invitation=token, lines=lines)


@router.post("/invitation/{token}")
def take_up(
    request: Request,
    token: str,
    password: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Set the password; logging in comes next."""
    check_csrf(request, csrf)
    try:
        _desk(request).use_link(token, password, asking_of(request.scope))
    except InvalidInput as error:
        if error.kind == "link-over":
            raise
        return _invitation(request, token, error)
    tell(request, _say(Site.of(request)).password_kept)
    return see("/login")


# --- one's own account -----------------------------------------------------------------------------------------------


@router.get("/account")
def account(request: Request) -> Response:
    """One's own account."""
    return _account(request) if known_of(request) else _none(request)


def _account(request: Request, error: InvalidInput | None = None, made: tuple[Token, str] | None = None) -> Response:
    site, known = Site.of(request, "/account"), _here(request)
    desk = _desk(request)
    secret = str(request.session.get(_SECRET, ""))
    return _page(
        site,
        "account.html.jinja",
        400 if error else 200,
        account=known.account,
        by_proxy=known.session is None,
        key=known.session.key if known.session else "",
        sessions=[(one, moment_of(one.seen_at)) for one in desk.sessions(known.account)],
        secret=secret,
        secret_address=passwords.totp_address(secret, known.account.name) if secret else "",
        lines=error.lines(site.say) if error else [],
        made=made,
        tokens=_dated(desk.tokens.all(known.account.name)),
        scopes=scopes_of(known.account.role),
        days=DAYS,
        most_days=MOST_DAYS,
        deeds=_shown(desk.deeds(account=known.account.id, limit=PAGE)[1]),
    )


@router.post("/account")
def change(
    request: Request,
    verdict: Annotated[str, Form()],
    password: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    code: Annotated[str, Form()] = "",
    session: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Change the password or the second factor, end sessions."""
    check_csrf(request, csrf)
    known, desk, asking = _here(request), _desk(request), asking_of(request.scope)
    say = _say(Site.of(request))
    told = say.changed
    try:
        if verdict == "password":
            desk.set_password(known.account, password, new, known.token, asking)
        elif verdict == "set-up":
            request.session[_SECRET] = passwords.new_totp()
            return see("/account#second")
        elif verdict == "switch-on":
            secret = str(request.session.get(_SECRET, ""))
            if not secret:
                return see("/account#second")
            desk.set_totp(known.account, password, secret, code, known.token, asking)
            request.session.pop(_SECRET, None)
        elif verdict == "switch-off":
            desk.set_totp(known.account, password, "", "", known.token, asking)
        elif verdict == "end":
            desk.end_session(known.account, session, asking)
            told = say.ended.format(count=1)
        else:
            count = desk.end_sessions(known.account, known.account.id, asking, but=known.token)
            told = say.ended.format(count=count)
    except InvalidInput as error:
        return _account(request, error)
    tell(request, told)
    return see("/account")


@router.post("/account/tokens")
def change_tokens(
    request: Request,
    verdict: Annotated[str, Form()],
    name: Annotated[str, Form()] = "",
    scope: Annotated[list[str] | None, Form()] = None,
    days: Annotated[int, Form()] = DAYS,
    password: Annotated[str, Form()] = "",
    key: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Make a token, which is shown on the answer and never again; revoke one."""
    check_csrf(request, csrf)
    known, desk, asking = _here(request), _desk(request), asking_of(request.scope)
    mine = known.account.name
    try:
        if verdict == "make":
            if known.session is not None:  # what lasts longer than the session takes more than the session
                desk.confirm(known.account, password, asking)
            made = desk.tokens.make(mine, name, scope or (), known.account.id, asking, days=days)
            return _account(request, made=made)
        desk.tokens.revoke(mine, key, known.account.id, asking)
    except InvalidInput as error:
        return _account(request, error)
    tell(request, _of_tokens(Site.of(request)).token_revoked)
    return see("/account#tokens")


# --- everybody's -----------------------------------------------------------------------------------------------------


@router.get("/accounts")
def accounts(request: Request) -> Response:
    """Every account."""
    return _accounts(request) if known_of(request) else _none(request)


def _accounts(request: Request, **values: Any) -> Response:
    site, desk = Site.of(request, "/accounts"), _desk(request)
    people = [one for one in desk.all() if not one.removed]
    lines: list[str] = values.pop("lines", [])
    told = {"link": "", "of": "", "tokens": {one.id: _dated(desk.tokens.all(one.name)) for one in people}, **values}
    status = 400 if lines else 200
    return _page(site, "accounts.html.jinja", status, people=people, roles=list(Role), lines=lines, **told)


@router.post("/accounts")
def look_after(
    request: Request,
    verdict: Annotated[str, Form()],
    account: Annotated[str, Form()] = "",
    shown: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "",
    key: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Invite somebody; change her role or name, reset her password, end her sessions or a token, remove her."""
    check_csrf(request, csrf)
    known, desk, asking = _here(request), _desk(request), asking_of(request.scope)
    by, site = known.account.id, Site.of(request)
    try:
        if verdict in {"invite", "reset"}:
            if verdict == "invite":
                made, token = desk.invite(account, shown, role, by, asking)
            else:
                made, token = desk.reset(account, by, asking)
            return _accounts(request, link=f"{str(request.base_url).rstrip('/')}/invitation/{token}", of=made.shown)
        if verdict == "role":
            desk.set_role(account, role, by, asking)
        elif verdict == "rename":
            desk.rename(account, shown, by, asking)
        elif verdict == "end":
            desk.end_sessions(desk.account(account), by, asking)
        elif verdict == "revoke":
            desk.tokens.revoke(account, key, by, asking)
        elif verdict == "remove":
            desk.remove(account, by, asking)
        else:
            raise HTTPException(400)
    except InvalidInput as error:
        return _accounts(request, lines=error.lines(site.say))
    tell(request, _say(site).changed)
    return see("/accounts")


@router.get("/audit")
def audit(request: Request) -> Response:
    """Who did what."""
    if known_of(request) is None:
        return _none(request)
    site, desk, query = Site.of(request, "/audit"), _desk(request), request.query_params
    page = page_of(query)
    asked = {"account": query.get("account", "")[:60], "kind": query.get("kind", "")[:40]}
    total, found = desk.deeds(**asked, offset=offset_of(page), limit=PAGE)
    people: list[Account] = desk.all()
    return render(
        site,
        "audit.html.jinja",
        say=_say(site),
        total=total,
        deeds=_shown(found),
        shown=Shown(total, page, "/audit", asked),
        people=people,
        asked=asked,
    )


def _dated(tokens: list[Token]) -> list[tuple[Token, str, str]]:
    """Each token with the moment when it ends ("" where it did) and that of its last use ("" for none)."""
    now = time.time()
    return [
        (one, "" if one.is_over(now) else moment_of(one.until), moment_of(one.used_at) if one.used_at else "")
        for one in tokens
    ]


def _shown(found: list[Deed]) -> list[tuple[Deed, str, str]]:
    """Each deed with its moment and what it was about."""
    return [(one, moment_of(one.at), " ".join(f"{value}" for value in one.what.values())) for one in found]


def _none(request: Request) -> Response:
    """There are no accounts: how the first is made."""
    site = Site.of(request, "/accounts")
    return render(site, "no_accounts.html.jinja", say=_say(site))
