"""The API's calls of subscriptions: made, listed, looked at, removed, each person her own."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Path, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from revtrack.accounts.roles import Action
from revtrack.errors import InvalidInput
from revtrack.forms import subscriptions as subscriptions_json
from revtrack.subscriptions.wanted import DUTIES, search_wanted
from revtrack.terms import Status
from web.answering import OTHERWISE, Limit, Many, Offset, answer, asked_for, part_of
from web.asking import MOST_WORDS, filter_of
from web.gate import account_of, may
from web.given import Given, given
from web.search import duty_filter_of
from web.site import Site
from web.subscription_schemas import MatchesForm, SubscribedForm, SubscriptionsForm, UnsubscribedForm
from web.subscriptions import owner_of, subscribing

router = APIRouter(prefix="/api/v1", responses=OTHERWISE)
Subscribed = Annotated[str, Path(description="the id of a subscription, or its beginning")]
#: What narrows a search of clauses, and what besides that one of duties.
_NARROWED = ("jurisdiction", "issuer", "status", "since", "until")
_OF_DUTIES = ("actor", "polarity", "strength", "after", "before")
Words = Annotated[str, Field(max_length=MOST_WORDS)]
Year = Annotated[int | None, Field(ge=1000, le=9999)]


class Subscribing(Given):
    """What somebody wants to be told of, and where."""

    kind: Literal["search", "duties", "body", "indicator", "line", "document"]
    what: Annotated[Words, Field(description="words of a search; else the name of a body, an indicator, DOC")] = ""
    to: Annotated[
        str, Field(max_length=2_000, description="an https:// address, a mail address, or nothing: its feed alone")
    ] = ""
    language: Annotated[Literal["", "zh", "en"], Field(description="of what is told; by default that of the call")] = ""
    jurisdiction: Annotated[Words, Field(description="of searches: part of the jurisdiction's name")] = ""
    issuer: Annotated[Words, Field(description="of searches: part of an issuer's name")] = ""
    status: Annotated[Status | Literal[""], Field(description="of searches")] = ""
    since: Annotated[Year, Field(description="of searches: from this year on")] = None
    until: Annotated[Year, Field(description="of searches: up to this year")] = None
    actor: Annotated[str, Field(max_length=100, description="of duties: who bears them")] = ""
    polarity: Literal["", "duty", "prohibition", "permission", "encouragement", "release"] = ""
    strength: Annotated[int | None, Field(ge=1, le=6)] = None
    after: Annotated[date | None, Field(description="of duties: due on this day or later")] = None
    before: Annotated[date | None, Field(description="of duties: due on this day or earlier")] = None
    model_config = given({"kind": "duties", "what": "", "actor": "市交通运输局", "to": "https://a.example/hook"})

    @model_validator(mode="after")
    def _belongs(self) -> Self:
        """Nothing is passed over in silence: what narrows a search is told of a search alone."""
        of_others = {"search": _OF_DUTIES, "duties": ()}.get(self.kind, (*_NARROWED, *_OF_DUTIES))
        wrong = [name for name in of_others if getattr(self, name)]
        if wrong:
            raise ValueError(f"not of {self.kind}: {', '.join(wrong)}")
        return self

    def wanted(self) -> dict[str, str]:
        """What is asked for, as the desk is given it. Raises `InvalidInput` (subscription-empty)."""
        if self.kind in {"search", "duties"}:
            said = {name: str(getattr(self, name) or "") for name in (*_NARROWED, *_OF_DUTIES)}
            duties = duty_filter_of({**said, "q": self.what}) if self.kind == DUTIES else None
            return search_wanted(self.what, filter_of(said), duties)
        if not self.what.strip():
            raise InvalidInput("subscription-empty")
        return {"document" if self.kind == "line" else self.kind: self.what.strip()}


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
