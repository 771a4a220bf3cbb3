"""How common pairs of characters are in policy texts at large: what two sentences share counts by how rare it is there.

The frequencies are those of some thousand public laws and plans, kept as `trained/background.json`: statistics only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import add

from alignment.knowledge import read_trained


@dataclass(frozen=True)
class Background:
    """Weights of pairs of characters; one that is not among them is rarer than all of them."""

    weights: dict[str, float]
    rare: float

    def mass(self, grams: Iterable[str]) -> float:
        """The weight of some pairs of characters."""
        known, rare = self.weights, self.rare
        return sum([known.get(gram, rare) for gram in grams])


def grams_of(text: str) -> frozenset[str]:
    """The pairs of characters of a key."""
    return frozenset(map(add, text, text[1:])) if len(text) > 1 else frozenset((text,))


@cache
def shipped_background() -> Background:
    """The frequencies that come with the package."""
    table = read_trained("background")
    weights: dict[str, float] = {}
    for weight, grams in table["weights"].items():
        weights.update((grams[at : at + 2], float(weight)) for at in range(0, len(grams), 2))
    return Background(weights, float(table["rare"]))
