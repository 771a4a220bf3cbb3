"""Subscriptions and what was found for each: once a version, in the transaction that says how far was looked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from revtrack.watch.state.rows import Match, Message, Subscription
from revtrack.watch.state.schema import matches, outbox, subscriptions
from revtrack.watch.state.stored import Stored, from_row, to_row


def addressee_of(subscription: Subscription) -> str:
    """What the outbox calls whoever is told of a subscription."""
    return f"subscription:{subscription.token}"


class SubscriptionRows(Stored):
    """Who wants to be told of what."""

    def subscribe(self, subscription: Subscription) -> None:
        """Keep a new subscription."""
        with self.writing() as connection:
            connection.execute(subscriptions.insert(), [to_row(subscription, "key")])

    def subscriptions(self, owner: str | None = None) -> list[Subscription]:
        """The subscriptions of somebody, or all, the oldest first."""
        return self._subscriptions(*(() if owner is None else (subscriptions.c.owner == owner,)))

    def subscriptions_named(self, beginning: str) -> list[Subscription]:
        """The subscriptions whose token is this or begins so."""
        return self._subscriptions(subscriptions.c.token.startswith(beginning, autoescape=True))

    def subscription_with_feed(self, feed: str) -> Subscription | None:
        """The subscription of a feed, by its whole name."""
        return next(iter(self._subscriptions(subscriptions.c.feed == feed)), None) if feed else None

    def _subscriptions(self, *which: ColumnElement[bool]) -> list[Subscription]:
        question = select(subscriptions).where(*which).order_by(subscriptions.c.key)
        with self.reading() as connection:
            return [from_row(Subscription, row) for row in connection.execute(question).mappings()]

    def unsubscribe(self, subscription: Subscription) -> bool:
        """Forget a subscription with what was found for it, and send no more of it; False where it was gone before."""
        with self.writing() as connection:
            which = subscriptions.c.token == subscription.token
            gone = bool(connection.execute(subscriptions.delete().where(which)).rowcount)
            connection.execute(matches.delete().where(matches.c.subscription == subscription.token))
            waiting = outbox.c.status == "waiting", outbox.c.whom == addressee_of(subscription)
            connection.execute(outbox.update().where(*waiting).values(status="dropped"))
            return gone

    def looked_through(
        self, subscription: Subscription, seen: str, at: str, found: Sequence[Match], messages: Sequence[Message]
    ) -> bool:
        """The corpus was gone through for a subscription up to a commit: what was found, and what tells of it.

        False, and nothing is kept, where another process was first or the subscription is gone.
        """
        with self.writing() as connection:
            which = subscriptions.c.token == subscription.token, subscriptions.c.seen == subscription.seen
            moved = connection.execute(subscriptions.update().where(*which).values(seen=seen, seen_at=at)).rowcount
            if not moved:
                connection.rollback()
                return False
            if found:
                connection.execute(matches.insert(), [to_row(one, "key") for one in found])
            if messages:
                connection.execute(outbox.insert(), [to_row(one, "key") for one in messages])
            return True

    def matched(self, token: str, versions: Sequence[str]) -> frozenset[str]:
        """Which of these versions were found for a subscription before."""
        with self.reading() as connection:
            which = matches.c.subscription == token, matches.c.version.in_(list(versions))
            return frozenset(connection.execute(select(matches.c.version).where(*which)).scalars())

    def matches(self, token: str, limit: int = 50) -> list[Match]:
        """What was found for a subscription last, the latest first."""
        question = select(matches).where(matches.c.subscription == token).order_by(matches.c.key.desc()).limit(limit)
        with self.reading() as connection:
            return [from_row(Match, row) for row in connection.execute(question).mappings()]

    def match_counts(self) -> dict[str, int]:
        """How many versions were found for each subscription, by its token."""
        question = select(matches.c.subscription, func.count()).group_by(matches.c.subscription)
        with self.reading() as connection:
            return {str(row[0]): int(row[1]) for row in connection.execute(question)}
