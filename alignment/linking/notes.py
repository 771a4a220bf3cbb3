"""Lines that go together by what they are for: addressees, and notes of responsibility with their clause."""

from __future__ import annotations

from collections import defaultdict

from alignment.linking.similarity import ratio
from alignment.linking.state import Pair, State


def link_addressees(state: State) -> None:
    """The line that a text is addressed to corresponds to the other text's, whoever stands in it."""
    lines = [
        [unit.index for unit in units if unit.group == "front" and unit.sentence.text.endswith(("：", ":"))]
        for units in (state.old, state.new)
    ]
    if len(lines[0]) == len(lines[1]) == 1:
        (i,), (j,) = lines
        if not state.of_old.get(i) and not state.of_new.get(j):
            state.add(Pair(i, j, ratio(state.old[i].local, state.new[j].local), "addressee"))


def link_responsibilities(state: State) -> None:
    """Responsibility notes go with their clause."""
    partners: dict[str, set[str]] = defaultdict(set)
    for i, j in state.pairs:
        partners[state.old[i].clause.id].add(state.new[j].clause.id)
    notes: dict[str, list[int]] = defaultdict(list)
    for j, unit in enumerate(state.new):
        if unit.group == "responsibility" and not state.of_new.get(j):
            notes[unit.clause.id].append(j)
    for i, unit in enumerate(state.old):
        if unit.group != "responsibility" or state.of_old.get(i):
            continue
        free = [j for clause in sorted(partners[unit.clause.id]) for j in notes[clause] if not state.of_new.get(j)]
        if free:
            score, best = max((ratio(unit.local, state.new[j].local), -j) for j in free)
            state.add(Pair(i, -best, score, "responsibility"))
