"""Elements of a list that only changed places, beside what else changed: 医院、学校 → 学校、医院、车站."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from alignment.duties.hunks import Hunk
from alignment.duties.parts import Placed, Region
from alignment.reading.flat import flatten

#: What joins the elements of a list.
_JOINS = frozenset("、和及与或")
#: What may stand behind an element.
_ENDS = _JOINS | {"等"}
#: An element of fewer signs stands elsewhere by chance.
_SHORTEST = 2


class _Element(NamedTuple):
    """An element that one side of a hunk has: the hunk's number, its region, its key, its tokens."""

    hunk: int
    region: Region
    key: str
    tokens: tuple[Placed, ...]


def moved_elements(found: Sequence[Hunk], key: Callable[[str], str]) -> tuple[list[Hunk], list[Hunk]]:
    """Hunks that are nothing but elements in another place, and what is left of all others, in their order.

    Args:
        found: the differences of two duties.
        key: flat words in the first form of their synonyms.
    """
    come: dict[str, list[_Element]] = {}
    for at, hunk in enumerate(found):
        for one in _elements(at, hunk, hunk.new, key):
            come.setdefault(one.key, []).append(one)
    taken: list[tuple[set[int], set[int]]] = [(set(), set()) for _ in found]
    for at, hunk in enumerate(found):
        for one in _elements(at, hunk, hunk.old, key):
            there = next((other for other in come.get(one.key, ()) if _one_place(one.region, other.region)), None)
            if there is not None:
                come[one.key].remove(there)
                taken[at][0].update(placed.start for placed in one.tokens)
                taken[there.hunk][1].update(placed.start for placed in there.tokens)
    moved: list[Hunk] = []
    rest: list[Hunk] = []
    for hunk, (olds, news) in zip(found, taken, strict=True):
        if not olds and not news:
            rest.append(hunk)
            continue
        left = _differing(
            *(
                [placed for placed in side if placed.start not in starts]
                for side, starts in ((hunk.old, olds), (hunk.new, news))
            )
        )
        if all(placed.token.text in _JOINS for side in left for placed in side):
            moved.append(hunk)
            continue
        moved.append(
            replace(
                hunk,
                old=tuple(placed for placed in hunk.old if placed.start in olds),
                new=tuple(placed for placed in hunk.new if placed.start in news),
            )
        )
        rest.append(replace(hunk, old=tuple(left[0]), new=tuple(left[1])))
    return moved, rest


def _one_place(old: Region, new: Region) -> bool:
    """Whether an element may move from one region to another and say the same: who acts is never one of the things."""
    return old is new or Region.BEARER not in (old, new)


def _differing(old: list[Placed], new: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """What differs of two sides once an element is gone from between them: the 等 behind it stays."""
    while old and new and old[0].key == new[0].key:
        old, new = old[1:], new[1:]
    while old and new and old[-1].key == new[-1].key:
        old, new = old[:-1], new[:-1]
    return old, new


def _elements(at: int, hunk: Hunk, side: Sequence[Placed], key: Callable[[str], str]) -> Iterator[_Element]:
    """The whole elements of lists among what one side has."""
    for run in _runs(side):
        words = flatten("".join(placed.token.text for placed in run))
        if len(words) < _SHORTEST or any(placed.token.kind != "word" for placed in run):
            continue
        text, low, high = run[0].sentence, run[0].start, run[-1].end
        if text[low - 1 : low] in _JOINS or text[high : high + 1] in _ENDS:
            yield _Element(at, hunk.region, key(words), tuple(run))


def _runs(side: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Tokens that follow each other without a mark or joining word between them."""
    run: list[Placed] = []
    for placed in side:
        if run and (placed.start != run[-1].end or placed.token.text in _ENDS):
            yield run
            run = []
        if placed.token.text not in _ENDS:
            run.append(placed)
    if run:
        yield run
