"""The JSON form of a comparison with what people said of it: schema revtrack.comparison/1 with the key `reviews`."""

from __future__ import annotations

from typing import Any

from corpus_repo import reviews
from revtrack.forms.comparison import to_json_form, to_text
from revtrack.holdings.judging import Judged
from revtrack.holdings.reviewed import Reviewed


def render_judged(judged: Judged, address: str) -> str:
    """A comparison with what people said of it and where it stands, as indented JSON with a final line end."""
    return to_text({**judged_form(judged), "address": address})


def judged_form(judged: Judged) -> dict[str, Any]:
    """A comparison as plain values. `reviews` holds each review with where it stands.

    There `change` counts from 0, and `entry` is an id in the account.
    """
    rejected = {item.review.id for _, item in judged.rejected}
    told = [*judged.reviewed, *(item for _, item in judged.rejected), *(item for _, item in judged.dismissed)]
    return {**to_json_form(judged.comparison), "reviews": [_form(item, rejected) for item in told]}


def _form(item: Reviewed, rejected: set[str]) -> dict[str, Any]:
    return {
        "id": item.review.id,
        **reviews.to_json(item.review),
        "standing": item.standing.value,
        "sentences": {"old": item.pair[0] or None, "new": item.pair[1] or None},
        "entry": item.entry or None,
        "change": None if item.change < 0 or item.review.id in rejected else item.change,
    }
