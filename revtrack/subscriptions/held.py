"""A subscription as its owner sees it, and what of `tell.toml` subscriptions use."""

from __future__ import annotations

from dataclasses import dataclass

from revtrack.watch.state import Subscription

#: The entry of `tell.toml` whose server brings mail to whoever subscribed by a mail address.
MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Held:
    """A subscription as its owner sees it: its address without passwords, how many versions were found for it, how many
    messages wait to be sent, and what kept the next of them from being taken."""

    subscription: Subscription
    shown: str
    matches: int = 0
    waiting: int = 0
    fault: str = ""
