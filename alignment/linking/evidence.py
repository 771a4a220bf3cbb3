"""Evidence for and against a link, as numbers: the same whichever of the two texts comes first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from alignment.linking.background import grams_of
from alignment.linking.headings import linked_below
from alignment.linking.sentences import Scales, Weighed
from alignment.linking.state import NOT_ALIKE, Alike, State

Floats = NDArray[np.float64]
Place = tuple[int, int]
Numbers = tuple[float, ...]

_OF_WORDS = (
    "ratio",
    "ratio over .6",
    "dice",
    "dice over .3",
    "shared mass",
    "background dice",
    "background mass",
    "share of the shorter",
    "share of the longer",
    "characters of the shorter",
    "content dice",
    "content mass",
    "length of the shorter",
    "difference of lengths",
    "opening",
    "mass behind the opening",
    "anchors",
    "anchors apart",
    "numbers",
    "sanctions",
    "set phrases",
)
_OF_RIVALS = ("closer margin", "wider margin", "best of one", "best of both")
_OF_PLACE = (
    "neighbours",
    "neighbours at two",
    "clauses correspond",
    "clauses elsewhere",
    "headings correspond",
    "headings elsewhere",
    "position",
    "depth apart",
    "other group",
    "linked below",
    "below elsewhere",
    "held likely",
    "likely elsewhere",
)
_OF_SEGMENTS = ("segments", "share of segments")
_OF_TEXTS = ("kinship", "ratio among kin", "dice among strangers")
_OF_DECISIONS = ("chance as the best",)
#: What is weighed, in the order of the columns of a table.
NAMES = (*_OF_WORDS, *_OF_RIVALS, *_OF_PLACE, *_OF_SEGMENTS, *_OF_TEXTS, *_OF_DECISIONS)


class Evidence:
    """What speaks for and against pairs of sentences, given the links held likely so far.

    `survived` says of pairs which characters of segments they share, and which share of the shorter sentence that is;
    `chances` how probable a pair was as the best of its sentences, if that was asked.
    """

    def __init__(
        self,
        state: State,
        scales: Scales,
        survived: dict[Place, tuple[float, float]],
        chances: dict[Place, float] | None = None,
    ) -> None:
        self._state = state
        self._scales = scales
        self._survived = survived
        self._chances = chances or {}
        self._around = _Around(state)

    def table(self, pairs: Sequence[Place]) -> Floats:
        """A row of numbers for each pair, one for each of NAMES."""
        rows = [self._row(i, j) for i, j in pairs]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))

    def below(self) -> list[Place]:
        """The pairs of headings under which sentences correspond."""
        return sorted(self._around.under)

    def _row(self, i: int, j: int) -> Numbers:
        state = self._state
        alike = state.near_old.get(i, {}).get(j, NOT_ALIKE)
        left, right = self._scales.ready(state.old[i]), self._scales.ready(state.new[j])
        mass, share = self._survived.get((i, j), (0.0, 0.0))
        kinship = self._around.kinship
        return (
            *self._of_words(left, right, alike),
            *self._of_rivals(i, j, alike.strength),
            *self._around.of_place(i, j),
            math.log1p(mass),
            min(1.0, share),
            kinship,
            alike.ratio * kinship,
            alike.dice * (1 - kinship),
            self._chances.get((i, j), 0.0),
        )

    def _of_words(self, left: Weighed, right: Weighed, alike: Alike) -> Numbers:
        mass_of = self._scales.mass
        shared = mass_of(left.grams & right.grams)
        plain = left.content is left.grams and right.content is right.grams
        content = shared if plain else mass_of(left.content & right.content)
        opening = _opening(left.key, right.key)
        shorter, longer = sorted((len(left.key), len(right.key)))
        lighter, heavier = sorted((left.mass, right.mass))
        behind = shared - (mass_of(grams_of(left.key[:opening])) if opening > 1 else 0.0)
        return (
            alike.ratio,
            max(0.0, alike.ratio - 0.6),
            alike.dice,
            max(0.0, alike.dice - 0.3),
            math.log1p(alike.mass),
            2 * shared / (left.mass + right.mass),
            math.log1p(shared),
            shared / lighter,
            shared / heavier,
            alike.ratio * (shorter + longer) / 2 / max(1, shorter),
            2 * content / (left.content_mass + right.content_mass),
            math.log1p(content),
            math.log1p(shorter),
            math.log1p(longer) - math.log1p(shorter),
            opening / max(1, shorter),
            math.log1p(max(0.0, behind)),
            float(min(2, len(left.anchors & right.anchors))),
            float(bool(left.anchors and right.anchors and not left.anchors & right.anchors)),
            _agreement(left.numbers, right.numbers),
            float(min(left.sanctions, right.sanctions, 2)),
            float(left.formula) + float(right.formula),
        )

    def _of_rivals(self, i: int, j: int, strength: float) -> Numbers:
        """How far the next best counterparts of both are, and whether there are better ones."""
        best_old, best_new = self._state.two_best
        margins = sorted(
            strength - (second if strength >= first else first)
            for first, second in (best_old.get(i, (0.0, 0.0)), best_new.get(j, (0.0, 0.0)))
        )
        return (margins[0], margins[1], float(margins[1] >= 0), float(margins[0] >= 0))


class _Around:
    """Where pairs of sentences stand, and what around them is linked."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._clauses: dict[tuple[str, str], int] = defaultdict(int)
        self._clause_old: dict[str, int] = defaultdict(int)
        self._clause_new: dict[str, int] = defaultdict(int)
        for i, j in state.pairs:
            here, there = state.clauses_old[i], state.clauses_new[j]
            self._clauses[here, there] += 1
            self._clause_old[here] += 1
            self._clause_new[there] += 1
        self.kinship = _kinship(state)

    @cached_property
    def _below(self) -> tuple[dict[Place, float], dict[int, float], dict[int, float]]:
        return linked_below(self._state)

    @property
    def under(self) -> dict[Place, float]:
        """Characters linked below each pair of headings."""
        return self._below[0]

    @cached_property
    def _most_below(self) -> tuple[dict[int, float], dict[int, float]]:
        """For each heading of either side the most that is linked below it and one counterpart."""
        old, new = defaultdict[int, float](float), defaultdict[int, float](float)
        for (i, j), held in self.under.items():
            old[i] = max(old[i], held)
            new[j] = max(new[j], held)
        return old, new

    def _of_headings(self, i: int, j: int) -> tuple[float, float]:
        """The share of what stands below both that is linked, and whether more of it is linked elsewhere."""
        under, weight_old, weight_new = self._below
        held = under.get((i, j), 0.0)
        most = max(self._most_below[0].get(i, 0.0), self._most_below[1].get(j, 0.0))
        return held / max(1.0, min(weight_old.get(i, 0.0), weight_new.get(j, 0.0))), float(most > held)

    def of_place(self, i: int, j: int) -> Numbers:
        state = self._state
        left, right = state.old[i], state.new[j]
        heads_old, heads_new = state.heads_old[i], state.heads_new[j]
        of_head_old = state.of_old.get(heads_old[-1]) if heads_old else None
        of_head_new = state.of_new.get(heads_new[-1]) if heads_new else None
        linked_heads = bool(of_head_old and heads_new and heads_new[-1] in of_head_old)
        elsewhere = bool(of_head_old) + bool(of_head_new)
        own = (i, j) in state.pairs
        here, there = state.clauses_old[i], state.clauses_new[j]
        together = self._clauses.get((here, there), 0) - own
        apart = self._clause_old.get(here, 0) + self._clause_new.get(there, 0)
        below, elsewhere_below = (
            self._of_headings(i, j) if left.group == "heading" or right.group == "heading" else (0.0, 0.0)
        )
        others = (len(state.of_old.get(i, ())) - own > 0) + (len(state.of_new.get(j, ())) - own > 0)
        return (
            float(self._beside(i, j, 1)),
            float(self._beside(i, j, 2)),
            math.log1p(together),
            math.log1p(max(0, apart - 2 * (together + own))),
            float(linked_heads),
            float(elsewhere if not linked_heads else 0),
            abs(i / max(1, len(state.old)) - j / max(1, len(state.new))),
            float(min(2, abs(len(left.clause.path) - len(right.clause.path)))),
            float(left.group != right.group),
            below,
            elsewhere_below,
            float(own),
            float(others),
        )

    def _beside(self, i: int, j: int, far: int) -> int:
        before, after = self._state.of_old.get(i - far), self._state.of_old.get(i + far)
        return bool(before and j - far in before) + bool(after and j + far in after)


def _kinship(state: State) -> float:
    """The share of one of the texts that likely links hold, its root: how near the two texts are as a whole."""
    held_old = sum(len(state.old[i].local) for i in {i for i, _ in state.pairs})
    held_new = sum(len(state.new[j].local) for j in {j for _, j in state.pairs})
    all_old, all_new = (max(1, sum(len(unit.local) for unit in units)) for units in (state.old, state.new))
    return math.sqrt(min(1.0, max(held_old / all_old, held_new / all_new)))


def _opening(left: str, right: str) -> int:
    """How many characters both begin with."""
    at = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        at += 1
    return at


def _agreement(left: frozenset[str], right: frozenset[str]) -> float:
    """Whether both name the same numbers: 1 all, -1 none of those that both have, 0 where one has none."""
    return 2 * len(left & right) / len(left | right) - 1 if left and right else 0.0
