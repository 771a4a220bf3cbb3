"""What subscriptions ask: brought into the form in which they are kept, and answered for each version that comes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from revtrack.features.bodies import Bodies
from revtrack.features.diffusing import Diffusing
from revtrack.features.indicators import Indicators
from revtrack.features.tracing import Tracing

if TYPE_CHECKING:
    from revtrack.subscriptions.finding import Asks
    from revtrack.watch.state import SubscriptionKind


class Subscribing(Tracing, Indicators, Bodies, Diffusing):
    """Knows what a person may subscribe to."""

    def wanted(self, kind: SubscriptionKind, given: Mapping[str, str]) -> tuple[dict[str, str], str]:
        """(what a subscription is to as it is kept, a title for it).

        `given` is a search as `subscriptions.wanted` makes it, or one word by the name of the kind (`document` for a
        policy line). Raises `InvalidInput` (unknown-body, unknown-document …).
        """
        if kind == "search":
            said = [given.get("words", ""), *(value for name, value in given.items() if name not in {"words", "in"})]
            return dict(given), " ".join(filter(None, said))
        if kind == "body":
            body = self.body(given["body"])
            return {"body": body.key}, f"{body.listing.office.place} {body.listing.office.said}".strip()
        if kind == "indicator":
            indicator = self.indicator(given["indicator"]).indicator
            return {"indicator": indicator.key}, next(iter(indicator.names), "") or given["indicator"].strip()
        document = self.library.document(given["document"])
        titles = [title for one in document.versions.values() if (title := one.value("title"))]
        return {"document": document.id}, titles[-1] if titles else document.id

    def asks(self) -> Asks:
        """What is asked of the features to find what is new for a subscription."""
        from revtrack.subscriptions.finding import Asks

        return Asks(lambda old, new: self.comparison(old, new).judged.comparison, self.body_turns, self.line)
