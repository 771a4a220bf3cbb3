"""The JSON forms of subscriptions: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revtrack.subscriptions.held import Held
    from revtrack.watch.state import Match, Subscription

SCHEMA = "revtrack.match/1"


def subscription(held: Held) -> dict[str, Any]:
    """A subscription as its owner sees it; what signs its calls is told once, when it is made."""
    one = held.subscription
    return {
        "id": one.token,
        "kind": one.kind,
        "title": one.title,
        "wanted": dict(one.wanted),
        "channel": one.channel,
        "to": held.shown,
        "feed": f"/feeds/subscriptions/{one.feed}.atom",
        "language": one.lang,
        "made_at": one.made_at,
        "seen_at": one.seen_at,
        "matches": held.matches,
        "waiting": held.waiting,
        "fault": held.fault,
    }


def subscriptions(found: Iterable[Held]) -> dict[str, Any]:
    """`revtrack subscribe`."""
    return {"subscriptions": [subscription(one) for one in found]}


def made(held: Held) -> dict[str, Any]:
    """A new subscription, with what signs its calls ("" where nothing is called)."""
    return {**subscription(held), "secret": held.subscription.secret}


def match(found: Match) -> dict[str, Any]:
    """What was found for a subscription in a version."""
    names = ("document", "version", "title", "at")
    return {**{name: getattr(found, name) for name in names}, **found.told}


def matches(found: Iterable[Match]) -> dict[str, Any]:
    """What was found for a subscription, the latest first."""
    return {"matches": [match(one) for one in found]}


def event(subscription: Subscription, found: Match, id: str, page: str) -> dict[str, Any]:  # noqa: A002
    """What a webhook gets: `id` is the same in every repeat."""
    about = {"id": subscription.token, "kind": subscription.kind, "title": subscription.title}
    return {"schema": SCHEMA, "id": id, "subscription": about, "page": page, **match(found)}
