"""Subscriptions: what one is told of, the form that adds one, and the feed of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from revtrack.accounts.roles import Action
from revtrack.errors import InvalidInput
from revtrack.subscriptions.desk import SubscriptionDesk
from revtrack.subscriptions.held import Held
from revtrack.subscriptions.saying import path_of, text_of
from revtrack.subscriptions.wanted import DUTIES, search_wanted
from revtrack.words.subscriptions import subscription_words
from web.asking import MOST_WORDS, filter_of, tracker_of
from web.feeds import Entry, feed_of
from web.gate import account_of, may
from web.search import duty_filter_of
from web.security import check_csrf
from web.site import Site, render, see, tell

router = APIRouter(include_in_schema=False)
_KINDS = ("search", "body", "indicator", "line", "document")


def subscribing(request: Request) -> SubscriptionDesk:
    """Who is told of what."""
    return tracker_of(request).subscribing


def owner_of(request: Request) -> str | None:
    """Whose subscriptions are meant: those of the account that asks; without accounts everybody's."""
    return account_of(request) if request.scope.get("revtrack.guarded") else None


@router.get("/subscriptions")
def subscriptions(request: Request) -> Response:
    """What one is told of, and the form for what the address names."""
    return _page(request)


def _page(request: Request, status: int = 200, made: Held | None = None, **values: object) -> Response:
    site, query = Site.of(request, "/subscriptions"), request.query_params
    say = site.subscriptions
    kind = query.get("kind", "") if query.get("kind", "") in _KINDS else ""
    asked = {name: value for name, value in query.items() if value and name != "to"} if kind else {}
    answer = render(
        site,
        "subscriptions.html.jinja",
        status,
        say=say,
        kind=kind,
        asked=asked,
        about=query.get("q", "") or query.get("what", "") or query.get("actor", ""),
        held=subscribing(request).subscriptions(owner_of(request)),
        made=made,
        base=str(request.base_url).rstrip("/"),
        **values,
    )
    answer.headers["cache-control"] = "no-store"  # feeds have no other key than their name
    return answer


@router.post("/subscriptions")
async def subscribe(request: Request) -> Response:
    """Subscribe to what the form names; what signs the calls of a webhook is shown on the answer, and never again."""
    form = await request.form()
    check_csrf(request, form.get("csrf"))
    return await run_in_threadpool(_subscribed, request, _words(form))


def _words(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _subscribed(request: Request, given: Mapping[str, str]) -> Response:
    site = Site.of(request)
    kind = given.get("kind", "")
    if kind not in _KINDS:
        raise HTTPException(400)
    made = subscribing(request).subscribe(
        kind,
        _wanted(kind, given),
        given.get("to", ""),
        owner=account_of(request),
        lang=site.lang,
        administers=may(request, Action.ADMINISTER),
    )
    if made.subscription.secret:
        return _page(request, made=made)
    tell(request, site.subscriptions.made.format(title=made.subscription.title))
    return see("/subscriptions")


def _wanted(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """What a form asks for, as the desk is given it. Raises `InvalidInput` (subscription-empty)."""
    if kind == "search":
        words = given.get("q", "").strip()[:MOST_WORDS]
        return search_wanted(words, filter_of(given), duty_filter_of(given) if given.get("in") == DUTIES else None)
    what = given.get("what", "").strip()[:MOST_WORDS]
    if not what:
        raise InvalidInput("subscription-empty")
    return {"document" if kind == "line" else kind: what}


@router.post("/subscriptions/remove")
def unsubscribe(request: Request, id: Annotated[str, Form()] = "", csrf: Annotated[str, Form()] = "") -> Response:  # noqa: A002
    """Be told no more."""
    check_csrf(request, csrf)
    gone = subscribing(request).unsubscribe(id, owner_of(request))
    tell(request, Site.of(request).subscriptions.removed.format(title=gone.title))
    return see("/subscriptions")


@router.get("/subscriptions/{name}")
def found(request: Request, name: str) -> Response:
    """What was found for one subscription, the latest first."""
    site, desk = Site.of(request, "/subscriptions"), subscribing(request)
    one = desk.subscription(name, owner_of(request))
    matches = desk.matches(one.token, owner_of(request))
    return render(
        site,
        "subscription.html.jinja",
        say=site.subscriptions,
        one=one,
        found=[(match, path_of(match), text_of(match, site.subscriptions).splitlines()) for match in matches],
    )


@router.get("/feeds/subscriptions/{feed}.atom")
def feed(request: Request, feed: str) -> Response:
    """What was found for a subscription. Its address stays and is its only key: feed readers do not log in."""
    known = subscribing(request).feed(feed)
    if known is None:
        raise HTTPException(404)
    one, matches = known
    say = subscription_words("en" if one.lang == "en" else "zh")
    entries = [
        Entry(
            f"tag:revtrack,2026:match:{one.token}:{match.version}",
            match.title or say.untitled,
            match.at,
            str(match.told["issuers"]) or "revtrack",
            path_of(match),
            text_of(match, say),
        )
        for match in matches
    ]
    title = f"{say.kinds[one.kind]} {one.title}"
    page = f"/subscriptions/{one.token}"
    return feed_of(request, f"subscription:{one.token}", title, page, entries, updated=one.made_at)
