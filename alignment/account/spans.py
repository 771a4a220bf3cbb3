"""Where two texts differ, character by character, and the sets of places that entries own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alignment.linking.partners import Partners
from alignment.linking.similarity import equal_runs
from alignment.model import Kind, Sentence, Side
from alignment.reading.normalize import fold_with_offsets

#: A stretch of a text: (from, to).
Stretch = tuple[int, int]


@dataclass
class Stretches:
    """A set of characters of one text, as stretches in order that neither touch nor overlap."""

    items: list[Stretch] = field(default_factory=list[Stretch])

    def add(self, start: int, end: int) -> None:
        """Put [start, end) in."""
        if start >= end:
            return
        last = self.items[-1] if self.items else None
        if last is None or start > last[1]:
            self.items.append((start, end))
            return
        if start >= last[0]:
            self.items[-1] = (last[0], max(last[1], end))
            return
        before = [item for item in self.items if item[1] < start]
        after = [item for item in self.items if item[0] > end]
        over = [item for item in self.items if item[1] >= start and item[0] <= end]
        merged = (min([start, *(item[0] for item in over)]), max([end, *(item[1] for item in over)]))
        self.items = [*before, merged, *after]

    def take(self, start: int, end: int) -> list[Stretch]:
        """What of [start, end) is in the set; it is taken out."""
        taken: list[Stretch] = []
        left: list[Stretch] = []
        for low, high in self.items:
            a, b = max(low, start), min(high, end)
            if a >= b:
                left.append((low, high))
                continue
            taken.append((a, b))
            if low < a:
                left.append((low, a))
            if b < high:
                left.append((b, high))
        self.items = left
        return taken

    @property
    def size(self) -> int:
        """How many characters it holds."""
        return sum(high - low for low, high in self.items)


def differing(old: Side, new: Side, links: Partners) -> tuple[dict[str, Stretches], dict[str, Stretches]]:
    """For each sentence of either side (by id) the characters that no counterpart has, by offset in the sentence.

    Width, blanks and forms of quotation marks are no difference (`normalize.fold`). In an m:n link a character is equal
    where any partner has it. A contents list repeats the headings and takes no part.
    """
    cache: dict[tuple[str, str], tuple[list[Stretch], list[Stretch]]] = {}

    def runs(a: str, b: str) -> tuple[list[Stretch], list[Stretch]]:
        if (a, b) not in cache:
            cache[a, b] = equal_stretches(old.by_sentence[a][1].text, new.by_sentence[b][1].text)
        return cache[a, b]

    out: tuple[dict[str, Stretches], dict[str, Stretches]] = ({}, {})
    for at, side in enumerate((old, new)):
        for clause, sentence in side.sentences():
            if clause.kind is Kind.TOC:
                continue
            equal = Stretches()
            for other in links.of(sentence.id):
                pair = runs(sentence.id, other) if at == 0 else runs(other, sentence.id)
                for low, high in pair[at]:
                    equal.add(low, high)
            out[at][sentence.id] = _rest(sentence, equal)
    return out


def equal_stretches(old: str, new: str) -> tuple[list[Stretch], list[Stretch]]:
    """The characters that two texts share in order, as stretches of each; what folds to nothing is shared."""
    if old == new:
        return [(0, len(old))], [(0, len(new))]
    left, left_at = fold_with_offsets(old)
    right, right_at = fold_with_offsets(new)
    ours: list[Stretch] = []
    theirs: list[Stretch] = []
    for a, c, length in equal_runs(left, right):
        ours += _whole(left_at, a, a + length)
        theirs += _whole(right_at, c, c + length)
    return sorted([*ours, *_unseen(old, left_at)]), sorted([*theirs, *_unseen(new, right_at)])


def _whole(offsets: Sequence[int], low: int, high: int) -> list[Stretch]:
    """The characters of which all that they fold to lies in [low, high): Ⅲ (III) shares only one I with Ⅳ (IV)."""
    while low and low < high and offsets[low] == offsets[low - 1]:
        low += 1
    while high < len(offsets) - 1 and low < high and offsets[high] == offsets[high - 1]:
        high -= 1
    return [(offsets[low], offsets[high - 1] + 1)] if low < high else []


def _unseen(text: str, offsets: Sequence[int]) -> list[Stretch]:
    """The characters that fold to nothing."""
    seen = set(offsets[:-1])
    return [(at, at + 1) for at in range(len(text)) if at not in seen]


def _rest(sentence: Sentence, equal: Stretches) -> Stretches:
    rest = Stretches()
    at = 0
    for low, high in equal.items:
        rest.add(at, low)
        at = high
    rest.add(at, len(sentence.text))
    return rest
