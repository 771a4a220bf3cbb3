"""What a look decides, as pure steps: which items of a list to take, what a text that was read is, what rules let in.

Nothing here touches the network, the disk or a database; what is decided is carried out by `runs` and `items`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from revtrack.watch.identity import ItemChange
from revtrack.watch.likely import Facts
from revtrack.watch.lists.item import Item
from revtrack.watch.sources import Accept
from revtrack.watch.state import Entry, SeenItem


@dataclass(frozen=True, slots=True)
class Take:
    """An item to be fetched and read: its place in the list, and the row that is known of it."""

    item: Item
    place: int
    known: SeenItem | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An item that needs no looking at: its place, and the address under which it is known."""

    item: Item
    place: int
    address: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list asks for: items to take, those that only stand elsewhere now, those as they were, those gone, those
    that were there before anybody watched.

    `new` and `changed` count what the list says; `odd` says that it is suspiciously short, `missing` by how much.
    """

    take: tuple[Take, ...] = ()
    moved: tuple[Listed, ...] = ()
    same: tuple[Listed, ...] = ()
    gone: tuple[str, ...] = ()
    passed: tuple[Listed, ...] = ()
    new: int = 0
    changed: int = 0
    odd: bool = False
    missing: int = 0

    @property
    def looked_at(self) -> frozenset[str]:
        """The addresses under which the items to take are known or will be."""
        return frozenset(one.item.address for one in self.take)


def plan(told: Sequence[ItemChange], known: Mapping[str, SeenItem], passed: frozenset[str] = frozenset()) -> Plan:
    """What to do about the changes of a list; `known` are its items by address, as they were last listed, and what is
    new and `passed` was there before."""
    take: list[Take] = []
    over: list[Listed] = []
    moved: list[Listed] = []
    same: list[Listed] = []
    gone: list[str] = []
    new = changed = 0
    for place, change in enumerate(told):
        before = known.get(change.before.key) if change.before else None
        item = change.now
        if item is None:
            gone += [before.address] if change.kind == "gone" and before else []
            continue
        if item.address in passed and before is None:
            over.append(Listed(item, place, item.address))
        elif change.kind == "new" or before is None:
            new += 1
            take.append(Take(item, place))
        elif change.kind == "moved" and item.address not in known:
            changed += 1
            moved.append(Listed(item, place, before.address))
        elif _differs(change, before, item):
            changed += 1
            take.append(Take(replace(item, address=before.address), place, before))
        else:
            same.append(Listed(item, place, before.address))
    odd = next((change for change in told if change.kind == "suspicious"), None)
    return Plan(
        tuple(take),
        tuple(moved),
        tuple(same),
        tuple(gone),
        tuple(over),
        new,
        changed,
        odd is not None,
        odd.count if odd else 0,
    )


def _differs(change: ItemChange, before: SeenItem, item: Item) -> bool:
    """Whether what the list says of an item asks for looking at it again."""
    dates = bool(item.date and before.date and item.date != before.date)
    numbers = bool(item.number and before.number and item.number != before.number)
    return change.kind == "retitled" or dates or numbers


def due_again(known: Iterable[SeenItem], at: str, done: frozenset[str] = frozenset()) -> tuple[Take, ...]:
    """What could not be had before and is to be tried again at a time, what was looked at just now aside."""
    return tuple(
        Take(Item(row.address, row.title, row.date, row.number, row.extra), row.position, row)
        for row in known
        if row.outcome in {"failed", "blocked"} and not row.gone and row.retry_at <= at and row.address not in done
    )


def digest_of(digests: Sequence[str]) -> str:
    """The hash of the texts of one item."""
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def as_before(row: SeenItem, known: SeenItem | None) -> SeenItem | None:
    """The row of an item whose texts are those that it had; None where they are others."""
    if known is None or known.digest != row.digest:
        return None
    return replace(row, outcome=known.outcome if known.outcome in {"pending", "known"} else "known")


def judged(row: SeenItem, texts: Sequence[Facts]) -> tuple[SeenItem, tuple[Facts, ...]]:
    """(the row of an item with what became of it, the texts of it that are news and wait for a decision).

    An item that is known points to the document that the first of its known texts is.
    """
    document, version = row.document, row.version
    for facts in texts:
        if document:
            break
        if facts.there is not None:
            document, version = facts.there.document, facts.there.id
        elif facts.waiting is not None:
            document, version = facts.waiting.document, facts.waiting.version
    news = tuple(facts for facts in texts if facts.is_news)
    return replace(row, document=document, version=version, outcome="pending" if news else "known"), news


def lets_in(rule: Accept, entry: Entry) -> bool:
    """Whether a source's rule takes an entry without asking; that one takes up another is for a person to say."""
    match entry.kind:
        case "new":
            return rule in {"new", "all"}
        case "derivative-of":
            return rule == "all"
        case _:
            return rule in {"versions", "all"}
