"""The API's calls of subscriptions: made, listed, looked at, removed, each person her own."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from revtrack.accounts.roles import Action
from revtrack.forms import subscriptions as subscriptions_json
from revtrack.subscriptions.wanted import DUTIES
from web.answering import OTHERWISE, Limit, Many, Offset, answer, asked_for, part_of
from web.gate import account_of, may
from web.site import Site
from web.subscribing_given import Subscribing
from web.subscription_schemas import MatchesForm, SubscribedForm, SubscriptionsForm, UnsubscribedForm
from web.subscriptions import owner_of, subscribing

router = APIRouter(prefix="/api/v1", responses=OTHERWISE)
Subscribed = Annotated[str, Path(description="the id of a subscription, or its beginning")]


@router.get("/subscriptions", responses={200: {"model": SubscriptionsForm}})
def subscriptions(request: Request, offset: Offset = 0, limit: Many = 100_000) -> Response:
    """What whoever asks is told of; without accounts, all that anybody is."""
    found = subscriptions_json.subscriptions(subscribing(request).subscriptions(owner_of(request)))
    return answer(request, part_of(request, found, "subscriptions", offset, limit))


@router.post("/subscriptions", responses={200: {"model": SubscribedForm}})
def subscribe(request: Request, said: Subscribing) -> Response:
    """Be told of what is new from now on; `secret`, by which a webhook knows who calls it, is told this once."""
    made = subscribing(request).subscribe(
        "search" if said.kind == DUTIES else said.kind,
        said.wanted(),
        said.to,
        owner=account_of(request),
        lang=said.language or Site.of(request).lang,
        administers=may(request, Action.ADMINISTER),
    )
    return answer(request, subscriptions_json.made(made))


@router.get("/subscriptions/{name}", responses={200: {"model": MatchesForm}})
def matches(request: Request, name: Subscribed, offset: Offset = 0, limit: Limit = 50) -> Response:
    """A subscription, and what was found for it, the latest first."""
    desk, owner = subscribing(request), owner_of(request)
    one = desk.held(name, owner)
    found = subscriptions_json.matches(desk.matches(one.subscription.token, owner, asked_for(offset, limit)))
    form = {"subscription": subscriptions_json.subscription(one), **found}
    return answer(request, part_of(request, form, "matches", offset, limit))


@router.delete("/subscriptions/{name}", responses={200: {"model": UnsubscribedForm}})
def unsubscribe(request: Request, name: Subscribed) -> Response:
    """Be told no more: what was found is forgotten, and its feed ends."""
    gone = subscribing(request).unsubscribe(name, owner_of(request))
    return answer(request, {"removed": gone.token, "title": gone.title})
