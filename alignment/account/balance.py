"""The check of an account: whether every place that differs is owned by exactly one entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from alignment.account.drafts import BOTH, NAMES
from alignment.account.spans import differing
from alignment.linking.partners import Partners
from alignment.model import Entry, Link, Side


def balance(sides: tuple[Side, Side], links: Iterable[Link], entries: Iterable[Entry]) -> Mapping[str, int]:
    """How well an account balances, in characters: that differ, that entries own, owned twice, owned though equal."""
    open_now = differing(*sides, Partners(links))
    wanted: set[tuple[str, str, int]] = set()
    for at in BOTH:
        for name, held in open_now[at].items():
            clause, sentence = sides[at].by_sentence[name]
            for low, high in held.items:
                wanted |= {(NAMES[at], clause.id, sentence.start + place) for place in range(low, high)}
    owned = Counter(
        (span.side, span.clause, place)
        for entry in entries
        if entry.cls != "renumbered"
        for span in entry.spans
        for place in range(span.start, span.end)
    )
    return {
        "differing": len(wanted),
        "owned": len(wanted & owned.keys()),
        "twice": sum(times > 1 for times in owned.values()),
        "besides": len(owned.keys() - wanted),
    }
