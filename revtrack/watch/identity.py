"""An item's identity across sweeps: the same one again, under another title or address, or gone from its list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from revtrack.watch.lists.canonical import canonical_address, same_place
from revtrack.watch.lists.item import Item
from revtrack.watch.lists.row_facts import is_cut

ChangeKind = Literal["new", "retitled", "moved", "gone", "same", "suspicious"]

#: A list shorter than this share of its usual length is rather broken than emptied.
_SHORT = 0.5
#: More than this share of what should be there gone at once: rather the list changed than the documents.
_MASS = 0.5
#: So few may go at once whatever share of a short list they are.
_FEW = 2
#: A title of fewer characters (公示, 征求意见公告) is shared by many documents.
_TELLING_TITLE = 8
_SIGNS = re.compile(r"[\W_]+")
_CUT_TAIL = re.compile(r"(?:(?<!…)…+|(?<!\.)\.{2,}|(?<!·)·{3,}|(?<!。)。{2,})$")


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item as it was last seen. `key` is the caller's own name for it; `gone` that it was missed before."""

    address: str
    title: str
    date: str = ""
    number: str = ""
    key: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """What a sweep can have seen. `complete`: the whole list. `oldest`: everything published after that day, "" for
    nothing by date. `usual`: how many items such a sweep gives, 0 where that is not known yet."""

    complete: bool = False
    oldest: str = ""
    usual: int = 0


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What became of one item. `now` is None for gone, `before` for new; `aliases` are further addresses of the item
    in this sweep. A suspicious sweep is one change without items: `count` were not seen and are not called gone."""

    kind: ChangeKind
    now: Item | None = None
    before: KnownItem | None = None
    aliases: tuple[str, ...] = ()
    count: int = 0


def covered_by(items: Sequence[Item], *, complete: bool, usual: int = 0) -> Covered:
    """What a sweep that gave these items, in the order of the list, has covered.

    Lists show the newest first, but for pinned items at the top. A list in no such order covers nothing by date.
    """
    days = [item.date for item in items if item.date]
    if len(days) < 2 or sum(a < b for a, b in pairwise(days)) > max(1, len(days) // 5):
        return Covered(complete, "", usual)
    return Covered(complete, max(days[-3:]), usual)


def changes(before: Sequence[KnownItem], now: Sequence[Item], covered: Covered) -> tuple[ItemChange, ...]:
    """What became of the items that were known, and which are new; in the order of the list, what is gone at the end.

    `before` is everything ever known of the source in the order it was last listed, newest first. An item is the same
    by its address (http or https); it moved where the same title of the same day stands under another address and the
    old one is no longer listed. A title of the same day under two addresses in one sweep is one item, unless both lie
    side by side in one folder or have different document numbers: two texts may share a title.

    Gone is only what the sweep would have shown: see `Covered`; without dates, what stood before two items that are
    still listed. If the list is empty, much shorter than usual, or most of it is missing, nothing is called gone: one
    change of kind "suspicious" comes first instead. What was gone and is listed again is "same", or whatever befell
    it, with `before.gone` set. What was gone and is still missing gives no change.
    """
    entries = _folded(now)
    matched = _matched(before, [item for item, _ in entries])
    seen = set(matched.values())
    told: list[ItemChange] = []
    for at, (item, aliases) in enumerate(entries):
        index = matched.get(at)
        if index is None:
            told.append(ItemChange("new", item, None, aliases))
            continue
        known = before[index]
        told.append(ItemChange(_kind(known, item, aliases), item, known, aliases))
    missing = _missing(before, seen, covered)
    expected = len(missing) + len(seen)
    if _is_suspicious(before, len(entries), len(missing), expected, covered):
        return (ItemChange("suspicious", count=len(missing)), *told)
    return (*told, *(ItemChange("gone", None, before[index]) for index in missing))


def older(before: Sequence[KnownItem], told: Sequence[ItemChange], *, open_ended: bool) -> frozenset[str]:
    """Which of the new items of a sweep stood on the list before, below all that was known: their addresses.

    They come into sight where a sweep goes further than those before it, or where others above them were taken away.
    `open_ended`: the list was never gone through to its end. What is newer than the last known item is never one.
    """
    listed = [change for change in told if change.now is not None]
    last = max((at for at, change in enumerate(listed) if change.before is not None), default=-1)
    tail = [change.now for change in listed[last + 1 :] if change.now is not None]
    if last < 0 or not tail:
        return frozenset()
    places = {known.key: index for index, known in enumerate(before)}
    here = {change.before.key for change in listed if change.before is not None}
    lowest = max(places[key] for key in here)
    missing = [known for known in before if not known.gone and known.key not in here]
    below = [known for known in missing if places[known.key] > lowest]
    slid = len(tail) <= len(missing)
    if len(below) > len(tail) or not (open_ended or slid):
        return frozenset()
    # what pushed a known one off the end of the list is newer than that, or of its day
    tail = [item for item in tail if not any(known.date and known.date <= item.date for known in below)]
    before_it = listed[last].now
    day = before_it.date if before_it is not None else ""
    return frozenset(item.address for item in tail if (item.date <= day if item.date and day else slid or open_ended))


def title_key(title: str) -> str:
    """A title without what varies from one list to the next: width, blanks, punctuation, the dots of a cut."""
    folded = unicodedata.normalize("NFKC", _CUT_TAIL.sub("", title.strip()))
    return _SIGNS.sub("", folded).lower()


def _kind(known: KnownItem, item: Item, aliases: tuple[str, ...]) -> ChangeKind:
    address = canonical_address(known.address) or known.address
    if address not in {item.address, *aliases}:
        return "moved"
    return "same" if _same_title(known.title, item.title) else "retitled"


def _same_title(one: str, other: str) -> bool:
    """Whether two titles are one, a cut one being the beginning of the whole."""
    first, second = title_key(one), title_key(other)
    if first == second:
        return True
    if is_cut(one) and second.startswith(first):
        return True
    return is_cut(other) and first.startswith(second)


def _twin(item: Item | KnownItem) -> tuple[str, str] | None:
    """By what an item is known under another address; None where that says too little."""
    key = title_key(item.title)
    return (key, item.date) if item.date and len(key) >= _TELLING_TITLE and not is_cut(item.title) else None


def _contradict(one: Item | KnownItem, other: Item | KnownItem) -> bool:
    return bool(one.number and other.number and one.number != other.number)


def _folder(address: str) -> str:
    return same_place(address).partition("?")[0].rpartition("/")[0]


def _side_by_side(one: str, other: str) -> bool:
    """Two files of one folder are two publications; one text in two columns of a site lies in two folders."""
    return _folder(one) == _folder(other)


def _folded(now: Sequence[Item]) -> list[tuple[Item, tuple[str, ...]]]:
    """The items of a sweep, each once, with the further addresses it was listed under."""
    entries: list[tuple[Item, list[str]]] = []
    by_place: dict[str, int] = {}
    by_twin: dict[tuple[str, str], list[int]] = {}
    for item in now:
        at = by_place.get(same_place(item.address))
        twin = _twin(item)
        if at is None and twin is not None:
            at = next(
                (
                    index
                    for index in by_twin.get(twin, ())
                    if not _contradict(entries[index][0], item)
                    and not _side_by_side(entries[index][0].address, item.address)
                ),
                None,
            )
        if at is None:
            at = len(entries)
            entries.append((item, []))
            if twin is not None:
                by_twin.setdefault(twin, []).append(at)
        elif item.address not in {entries[at][0].address, *entries[at][1]}:
            entries[at][1].append(item.address)
        by_place.setdefault(same_place(item.address), at)
    return [(item, tuple(aliases)) for item, aliases in entries]


def _matched(before: Sequence[KnownItem], now: Sequence[Item]) -> Mapping[int, int]:
    """Which of the items now is which of those before: by place first, then by title and day where only one fits."""
    places: dict[str, int] = {}
    for index, known in enumerate(before):
        address = canonical_address(known.address) or known.address
        places.setdefault(same_place(address), index)
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for at, item in enumerate(now):
        index = places.get(same_place(item.address))
        if index is not None and index not in taken:
            matched[at] = index
            taken.add(index)
    twins: dict[tuple[str, str], list[int]] = {}
    for index, known in enumerate(before):
        twin = _twin(known)
        if index not in taken and twin is not None:
            twins.setdefault(twin, []).append(index)
    for at, item in enumerate(now):
        twin = _twin(item)
        if at in matched or twin is None:
            continue
        fitting = [
            index for index in twins.get(twin, ()) if index not in taken and not _contradict(before[index], item)
        ]
        if fitting:
            matched[at] = fitting[0]
            taken.add(fitting[0])
    return matched


def _missing(before: Sequence[KnownItem], seen: Iterable[int], covered: Covered) -> list[int]:
    """What the sweep would have shown and did not."""
    listed = set(seen)
    below = 0
    gone: list[int] = []
    for index in range(len(before) - 1, -1, -1):
        if index in listed:
            below += 1
            continue
        known = before[index]
        if known.gone:
            continue
        dated = bool(known.date and covered.oldest)
        if covered.complete or (known.date > covered.oldest if dated else not known.date and below >= 2):
            gone.append(index)
    return gone[::-1]


def _is_suspicious(before: Sequence[KnownItem], listed: int, missing: int, expected: int, covered: Covered) -> bool:
    there = [known for known in before if not known.gone]
    if listed == 0:
        return bool(there) or covered.usual > 0
    if covered.usual > _FEW and listed < _SHORT * covered.usual:
        return True
    return missing > _FEW and missing > _MASS * expected
