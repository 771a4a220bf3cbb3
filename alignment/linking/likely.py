"""Links that are held likely before any is decided: what stands around a pair is part of what speaks for it."""

from __future__ import annotations

from alignment.linking.state import LIKELY, Alike, Pair, State, context


def link_likely(state: State) -> None:
    """The pairs that are alike by themselves, one to one, the most alike first."""
    ranked: list[tuple[float, int, int]] = []
    for i, near in state.near_old.items():
        if state.of_old.get(i):
            continue
        for j, alike in near.items():
            both = (state.old[i].group, state.new[j].group)
            if not state.of_new.get(j) and both != ("heading", "heading") and _alike(state, i, j, alike):
                ranked.append((alike.strength + context(state, i, j), i, j))
    ranked.sort(key=lambda item: (-item[0], item[1], item[2]))
    for _, i, j in ranked:
        if not state.of_old.get(i) and not state.of_new.get(j):
            state.add(Pair(i, j, state.near_old[i][j].ratio, LIKELY))


def _alike(state: State, i: int, j: int, alike: Alike) -> bool:
    """Whether two sentences are alike enough for their length: short ones agree by chance."""
    shorter = min(len(state.old[i].local), len(state.new[j].local))
    if shorter < 8:
        return alike.ratio >= 0.75
    return alike.ratio >= (0.62 if shorter < 14 else 0.5) and alike.dice >= 0.3
