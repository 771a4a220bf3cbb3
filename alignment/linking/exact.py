"""Sentences with equal text: certain, whatever stands around them."""

from __future__ import annotations

from collections import defaultdict

from alignment.linking.state import Pair, State
from alignment.linking.units import Unit

#: Of a sentence that is repeated so often nobody can tell which is which: they are paired in order.
_MANY = 40_000


def find_exact(state: State) -> None:
    """Sentences with equal text; of repeated ones those with the same neighbours, else in order."""
    places: dict[tuple[str, str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for units, side in ((state.old, 0), (state.new, 1)):
        for unit in units:
            if state.counts(unit):
                # what is of invisible characters alone has no key, and is yet the same in both
                key = unit.key or unit.sentence.text
                places[_pool(unit), key, state.row_of(side, unit)][side].append(unit.index)
    for (_, key, _), (olds, news) in places.items():
        if not olds or not news or not key:
            continue
        if len(olds) == len(news) or len(olds) * len(news) > _MANY:
            for i, j in zip(olds, news, strict=False):
                state.add(Pair(i, j, 1.0, "exact"))
            continue
        ranked = sorted(
            (
                (_neighbours(state, i, j), -abs(i / len(state.old) - j / len(state.new)), i, j)
                for i in olds
                for j in news
            ),
            reverse=True,
        )[:400]
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        for _, _, i, j in ranked:
            if i not in taken_old and j not in taken_new:
                taken_old.add(i)
                taken_new.add(j)
                state.add(Pair(i, j, 1.0, "exact"))


def _pool(unit: Unit) -> str:
    return "text" if unit.group in ("body", "heading") else unit.group


def _neighbours(state: State, i: int, j: int) -> int:
    score = 0
    for step in (-1, 1):
        a, b = i + step, j + step
        if 0 <= a < len(state.old) and 0 <= b < len(state.new) and state.old[a].key == state.new[b].key:
            score += 1
    return score
