"""Lines that go together by what they are for: addressees, stems by their items, notes of responsibility."""

from __future__ import annotations

from collections import defaultdict

from alignment.linking.similarity import ratio
from alignment.linking.state import Pair, State
from alignment.linking.units import Unit


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


def link_stems(state: State) -> None:
    """The stems of two lists correspond where half of the items of either do: 区水务局应当： with 街道办事处应当：."""
    items_old, items_new = _items(state.old), _items(state.new)
    stem_of = {item: stem for stem, items in items_new.items() for item in items}
    for i, items in items_old.items():
        if state.of_old.get(i):
            continue
        held: dict[int, int] = defaultdict(int)
        for item in items:
            for j in {stem_of[other] for other in state.of_old.get(item, ()) if other in stem_of}:
                held[j] += 1
        for j, count in held.items():
            if not state.of_new.get(j) and 2 * count >= max(len(items), len(items_new[j])):
                state.add(Pair(i, j, ratio(state.old[i].local, state.new[j].local), "stem"))
                break


def _items(units: list[Unit]) -> dict[int, list[int]]:
    """For each sentence that ends with a colon what stands right under its clause."""
    stems = {
        unit.clause.id: unit.index
        for unit in units
        if unit.group == "body" and unit.sentence.text.endswith(("：", ":"))
    }
    found: dict[int, list[int]] = defaultdict(list)
    for unit in units:
        if unit.group == "body" and unit.clause.path and unit.clause.path[-1] in stems:
            found[stems[unit.clause.path[-1]]].append(unit.index)
    return found


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
