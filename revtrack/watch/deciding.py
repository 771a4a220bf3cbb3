"""What a look decides, as pure steps: which items of a list to take, what a text that was read is, what rules let in.

Nothing here touches the network, the disk or a database; what is decided is carried out by `runs` and `items`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from revtrack.watch.bookkeeping import DAY_HOURS, is_past
from revtrack.watch.identity import ItemChange
from revtrack.watch.likely import Facts
from revtrack.watch.lists.item import Item
from revtrack.watch.sources import Accept, Source
from revtrack.watch.state import Entry, SeenItem, moment_of

#: The fault of an item whose page is gone.
DELETED = "deleted"
#: The newest items of a source that are looked at weekly; a look may come half a day early.
_NEWEST, _WEEK_HOURS = 30, 6.5 * 24
#: A page that seemed gone is asked for once more after this; a file that is lacking is looked for so long.
_AGAIN_HOURS, _LACKING_HOURS = 1, 14 * 24
#: Drafts are looked at daily for some days after their last one; those that name none for so many days.
_AFTER_DAYS, _OPEN_DAYS = 7, 45
_CONSULTATION = re.compile(
    r"征求意见|意见征集|征集意见|公开征[求集]|征询意见|听取意见|草案|送审稿|consultation|draft", re.I
)


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


def excluded(source: Source, told: Sequence[ItemChange]) -> frozenset[str]:
    """The addresses of what is new on a list and that its source does not want, as far as the list says it."""
    new = [change.now for change in told if change.kind == "new" and change.now is not None]
    return frozenset(
        item.address for item in new if any(word in f"{item.title}\n{item.number}" for word in source.exclude)
    )


def is_wanted(source: Source, words: str) -> bool:
    """Whether a source wants a text, by its title, number and issuers."""
    if any(word in words for word in source.exclude):
        return False
    return not source.include or any(word in words for word in source.include)


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


def to_look_at(known: Iterable[SeenItem], at: str, done: frozenset[str] = frozenset()) -> tuple[SeenItem, ...]:
    """Known items that are to be looked at again, the most pressing first.

    Those whose page seemed gone are asked for once more, those that are no longer listed once; consultations daily, as
    are those that lack a file; the newest weekly.
    """
    texts = [row for row in known if row.digest and row.outcome in {"pending", "known"} and row.address not in done]
    newest = sorted(
        (row for row in texts if not row.gone), key=lambda row: row.date or row.first_seen[:10], reverse=True
    )
    weekly = {row.address for row in newest[:_NEWEST]}
    pressing: list[tuple[int, str, SeenItem]] = []
    for row in texts:
        daily = not row.gone and (
            is_consultation(row, at[:10]) or (row.lacks and not is_past(row.first_seen, at, _LACKING_HOURS))
        )
        if row.missed and row.fault != DELETED and is_past(row.missed, at, _AGAIN_HOURS):
            pressing.append((0, row.missed, row))
        elif row.gone and row.fault != DELETED and row.looked_at < row.gone:
            pressing.append((1, row.gone, row))
        elif daily and is_past(row.looked_at, at, DAY_HOURS):
            pressing.append((2, row.looked_at, row))
        elif row.address in weekly and is_past(row.looked_at, at, _WEEK_HOURS):
            pressing.append((3, row.looked_at, row))
    return tuple(row for _, _, row in sorted(pressing, key=lambda one: one[:2]))


def is_consultation(row: SeenItem, today: str) -> bool:
    """Whether an item asks for opinions, as far as its list says: until its last day and a while after, or for some
    weeks where none is named."""
    until = row.extra.get("until", "")
    if until:
        return days_later(until, _AFTER_DAYS) >= today
    since = row.date or row.first_seen[:10]
    return bool(_CONSULTATION.search(row.title)) and days_later(since, _OPEN_DAYS) >= today


def days_later(day: str, days: int = 1) -> str:
    """A day or moment so many days later, in the form that it came in."""
    moment = moment_of(day)
    if moment is None:
        return day
    later = moment + timedelta(days=days)
    return later.date().isoformat() if len(day) == len("2026-01-01") else later.isoformat(timespec="seconds")


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
    """Whether a source's rule takes an entry without asking; that one takes up another, and what to do about one that
    lacks a file, is for a person to say."""
    if entry.listed.get("lacks"):
        return False
    match entry.kind:
        case "new":
            return rule in {"new", "all"}
        case "derivative-of":
            return rule == "all"
        case _:
            return rule in {"versions", "all"}
