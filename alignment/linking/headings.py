"""Headings by their own words and by what stands under them; a heading may take up two (split, merge)."""

from __future__ import annotations

import re
from collections import defaultdict

from alignment.linking.similarity import ratio
from alignment.linking.state import LIKELY, NOT_ALIKE, Pair, State, context


def link_headings(state: State) -> None:
    """Headings by their own words and by what stands under them; a heading may take up two (split, merge)."""
    under, weight_old, weight_new = linked_below(state)
    ranked: list[tuple[float, float, float, int, int]] = []
    for i, j in sorted({*under, *((i, j) for i, near in state.near_old.items() for j in near)}):
        if (i, j) in state.pairs or (state.old[i].group, state.new[j].group) != ("heading", "heading"):
            continue
        alike = state.near_old[i].get(j, NOT_ALIKE)
        own = (alike.ratio or heading_ratio(state, i, j)) * 0.5 + alike.dice * 0.5
        if quoted(state.old[i].local) & quoted(state.new[j].local):
            own += 0.15  # a name in quotation marks is no accident
        support = under.get((i, j), 0.0) / max(1.0, min(weight_old[i], weight_new[j]))
        ranked.append((own + 0.5 * min(1.0, support) + context(state, i, j), own, support, i, j))
    ranked.sort(key=lambda item: (-item[0], item[3], item[4]))
    for total, own, support, i, j in ranked:
        taken = bool(state.of_old.get(i)) + bool(state.of_new.get(j))
        level = len(state.old[i].clause.path) == len(state.new[j].clause.path)
        enough = 0.62 if min(len(state.old[i].local), len(state.new[j].local)) < 8 else 0.5
        first = taken == 0 and (own >= enough or (level and total >= 0.55 and support >= 0.3 and own >= 0.2))
        further = taken == 1 and level and support >= 0.4 and own >= 0.38
        if first or further:
            state.add(Pair(i, j, heading_ratio(state, i, j), LIKELY))


def linked_below(state: State) -> tuple[dict[tuple[int, int], float], dict[int, float], dict[int, float]]:
    """Characters linked below each pair of headings, and those that stand below each heading of either side."""
    under: dict[tuple[int, int], float] = defaultdict(float)
    weight_old: dict[int, float] = defaultdict(float)
    weight_new: dict[int, float] = defaultdict(float)
    heads_old, heads_new = state.heads_old, state.heads_new
    for units, heads, weight in ((state.old, heads_old, weight_old), (state.new, heads_new, weight_new)):
        for unit in units:
            for head in heads[unit.index]:
                weight[head] += len(unit.key)
    for i, j in state.pairs:
        for a in heads_old[i]:
            for b in heads_new[j]:
                under[a, b] += min(len(state.old[i].key), len(state.new[j].key))
    return under, weight_old, weight_new


def quoted(key: str) -> set[str]:
    return set(re.findall(r'"([^"]{2,20})"', key))


def heading_ratio(state: State, i: int, j: int) -> float:
    return ratio(state.old[i].local, state.new[j].local)
