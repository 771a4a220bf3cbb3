"""The order of the rows of a report: that of the text, or the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable

from revtrack.export.entries import Entry

#: How the changes of a report can be ordered, the usual way first.
ORDERS: tuple[str, ...] = ("text", "weight")
#: The fields that weigh most, in their order: who bears it, how firmly, by when, how much.
WEIGHTY: tuple[str, ...] = ("actor", "modality", "deadline", "quantity")
_SANCTIONS = frozenset(("penalty", "liability"))


def by_weight(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The changes of duties, the weightiest first: who bears it, how firmly, by when, how much, at what cost; then what
    is new, what fell away, and the rest; of one weight in the order of the text."""

    def weight(entry: Entry) -> int:
        if entry.change != "modified":
            return len(WEIGHTY) + (1 if entry.change == "added" else 2)
        cost = len(WEIGHTY) if entry.type in _SANCTIONS else len(WEIGHTY) + 3
        return min((at for at, name in enumerate(WEIGHTY) if name in entry.fields), default=cost)

    return tuple(sorted(entries, key=lambda entry: (weight(entry), entry.number)))
