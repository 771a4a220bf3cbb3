"""The JSON form of a comparison with what people said of it: schema revtrack.comparison/1 with the key `reviews`."""

from __future__ import annotations

from typing import Any

from corpus_repo import reviews
from revtrack.forms.comparison import to_json_form
from revtrack.holdings.judging import Judged, Reviewed


def judged_form(judged: Judged) -> dict[str, Any]:
    """A comparison as plain values. `reviews` holds each review with where it stands; `change` counts from 0."""
    rejected = {item.review.id for _, item in judged.rejected}
    told = [*judged.reviewed, *(item for _, item in judged.rejected)]
    return {**to_json_form(judged.comparison), "reviews": [_form(item, rejected) for item in told]}


def _form(item: Reviewed, rejected: set[str]) -> dict[str, Any]:
    return {
        "id": item.review.id,
        **reviews.to_json(item.review),
        "standing": item.standing.value,
        "sentences": {"old": item.pair[0] or None, "new": item.pair[1] or None},
        "change": None if item.change < 0 or item.review.id in rejected else item.change,
    }
