"""Subscriptions as the application service knows them: made, listed, removed, and what was found for each."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from revtrack.errors import InvalidInput
from revtrack.holdings.library import Library
from revtrack.subscriptions.held import MAIL, Held
from revtrack.subscriptions.wanted import is_empty
from revtrack.watch.net.addresses import AddressRefused, Allowances, read_target
from revtrack.watch.sending import SECRET
from revtrack.watch.state import Channel, Match, Message, State, Subscription, SubscriptionKind
from revtrack.watch.state.subscriptions import addressee_of
from revtrack.watch.targets import load_targets
from revtrack.words.language import Lang

_MAIL_ADDRESS = re.compile(r"[^@\s<>,;:\"']{1,64}@[^@\s<>,;:\"']{1,190}")
_MOST_OF_ONE = 200
_LONGEST = 2000


class SubscriptionDesk:
    """The subscriptions of one home folder.

    Args:
        library: the door to its corpus.
        open_state: opens the database in which they are, to be closed.
        has_state: whether there is one.
        allowances: what may be called besides the public internet.
        resolve: brings what a subscription is to into the form in which it is kept, with a title for it. Raises
            `InvalidInput` where there is no such body or document.
        is_active: whether an account still may be told.
    """

    def __init__(
        self,
        library: Library,
        open_state: Callable[[], State],
        has_state: Callable[[], bool],
        allowances: Callable[[], Allowances],
        resolve: Callable[[SubscriptionKind, Mapping[str, str]], tuple[dict[str, str], str]],
        is_active: Callable[[str], bool],
    ) -> None:
        self._library, self._state, self._has_state = library, open_state, has_state
        self._allowances, self._resolve, self._is_active = allowances, resolve, is_active

    def subscribe(
        self,
        kind: SubscriptionKind,
        wanted: Mapping[str, str],
        to: str = "",
        *,
        owner: str = "",
        lang: Lang = "zh",
        administers: bool = True,
    ) -> Held:
        """Keep a new subscription: from now on, what is new for it is told; nothing that is there already.

        `to` is where: "" for its feed alone, an address of http or https (called, signed with its secret), a mail
        address, a name of `tell.toml` or an address as Apprise writes it, the last two for whom `administers`.
        Raises `InvalidInput` (subscription-empty, subscription-address, subscription-administer, subscription-mail,
        subscriptions-full; and what `resolve` raises).
        """
        if kind == "search" and is_empty(wanted):
            raise InvalidInput("subscription-empty")
        channel = self._channel(to.strip(), administers=administers)
        kept, title = self._resolve(kind, wanted)
        with self._library.corpus() as corpus:
            seen = corpus.queries.last_change()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        made = Subscription(
            token=secrets.token_hex(6),
            owner=owner,
            kind=kind,
            wanted=kept,
            title=title,
            channel=channel,
            address=to.strip(),
            secret=SECRET + base64.b64encode(secrets.token_bytes(32)).decode() if channel == "webhook" else "",
            feed=secrets.token_urlsafe(24),
            lang=lang,
            made_at=now,
            seen=seen,
            seen_at=now,
        )
        with self._state() as state:
            if len(state.subscriptions(owner)) >= _MOST_OF_ONE:
                raise InvalidInput("subscriptions-full", facts={"count": str(_MOST_OF_ONE)})
            state.subscribe(made)
        return Held(made, _shown(made))

    def subscriptions(self, owner: str | None = None) -> list[Held]:
        """The subscriptions of somebody ("" without accounts), or all, the oldest first."""
        if not self._has_state():
            return []
        with self._state() as state:
            found, counts, waiting = state.subscriptions(owner), state.match_counts(), state.waiting()
        return [_held(one, counts, waiting) for one in found]

    def held(self, words: str, owner: str | None = None) -> Held:
        """One of them by its id or its beginning. Raises as `subscription`."""
        found = self.subscription(words, owner)
        with self._state() as state:
            return _held(found, state.match_counts(), state.waiting())

    def subscription(self, words: str, owner: str | None = None) -> Subscription:
        """The subscription of somebody that an id or its beginning names. Raises `InvalidInput` (unknown-subscription)
        where there is no single one, or it is another's."""
        found: list[Subscription] = []
        if words.strip() and self._has_state():
            with self._state() as state:
                found = state.subscriptions_named(words.strip().lower())
        mine = [one for one in found if owner is None or one.owner == owner]
        if len(mine) != 1:
            raise InvalidInput("unknown-subscription", facts={"subscription": words})
        return mine[0]

    def unsubscribe(self, words: str, owner: str | None = None) -> Subscription:
        """Be told no more: what was found is forgotten, its feed ends. Raises as `subscription`."""
        found = self.subscription(words, owner)
        with self._state() as state:
            state.unsubscribe(found)
        return found

    def matches(self, words: str, owner: str | None = None, limit: int = 50) -> list[Match]:
        """What was found for a subscription, the latest first. Raises as `subscription`."""
        found = self.subscription(words, owner)
        with self._state() as state:
            return state.matches(found.token, limit)

    def feed(self, name: str, limit: int = 50) -> tuple[Subscription, list[Match]] | None:
        """The subscription of a feed and what was found for it, the latest first; None where there is no such feed."""
        if not self._has_state():
            return None
        with self._state() as state:
            found = state.subscription_with_feed(name)
            if found is None or (found.owner and not self._is_active(found.owner)):
                return None
            return found, state.matches(found.token, limit)

    def _channel(self, to: str, *, administers: bool) -> Channel:
        if not to:
            return "feed"
        if len(to) > _LONGEST:
            raise InvalidInput("subscription-address", facts={"address": to[:80]})
        if to.lower().startswith(("http://", "https://")):
            try:
                read_target(to, self._allowances())
            except AddressRefused as refused:
                raise InvalidInput("subscription-address", facts={"address": to}) from refused
            return "webhook"
        if "://" not in to and "@" in to:
            if not _MAIL_ADDRESS.fullmatch(to):
                raise InvalidInput("subscription-address", facts={"address": to})
            if MAIL not in load_targets(self._library.home):
                raise InvalidInput("subscription-mail", facts={"name": MAIL})
            return "mail"
        if not administers:
            raise InvalidInput("subscription-administer", facts={"address": to})
        if "://" in to:
            if _plugin(to) is None:
                raise InvalidInput("subscription-address", facts={"address": to})
            return "apprise"
        if to not in load_targets(self._library.home):
            raise InvalidInput("subscription-address", facts={"address": to})
        return "name"


def _held(one: Subscription, counts: Mapping[str, int], waiting: Sequence[Message]) -> Held:
    mine = [message for message in waiting if message.whom == addressee_of(one)]
    fault = mine[0].fault if mine else ""
    return Held(replace(one, secret=""), _shown(one), counts.get(one.token, 0), len(mine), fault)


def _plugin(address: str) -> Any:
    import apprise

    return apprise.Apprise.instantiate(address)


def _shown(one: Subscription) -> str:
    """Where a subscription is told, without passwords."""
    if one.channel != "apprise":
        return one.address
    plugin = _plugin(one.address)
    return str(plugin.url(privacy=True)) if plugin is not None else one.channel
