"""Which duty of one text is which of the other: the best one-to-one pairing of predicates within linked sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log1p

from alignment.duties.parts import CASES, Parts, Region
from alignment.linking.similarity import common_length, containment, ratio

#: Predicates less alike than this are two duties, not one; between two pairs in order less is enough.
PREDICATE = 0.5
NEIGHBOUR = 0.3
REPLACED = 0.35
#: What alone is left over on both sides of linked sentences is one duty rewritten from so much on.
LAST = 0.2
#: Predicates of fewer characters share them all by chance.
_TURNED = 5
#: How alike predicates are of which one is the other turned round.
TURNED = 0.9


#: What belongs to a duty and not to its predicate.
_NO_PREDICATE = (Region.BEARER, Region.FORCE, *CASES, Region.TIME, Region.LINK)
#: Tokens whose value says nothing about what is done.
_BLANKED = ("amount", "time")
#: 对配电箱进行检修 = 检修配电箱: what only turns a predicate round.
_TURNING = re.compile(r"[对将把由被的于]|进行|予以|加以|给予")


@dataclass(eq=False)
class Candidate:
    """A duty made ready for pairing: its parts, its keys (folded, places and bodies folded too)."""

    parts: Parts
    key: Callable[[str], str]

    @cached_property
    def bare(self) -> str:
        """The key of the predicate without the body that acts, its force and its numbers."""
        head = self.parts.duty.head.start
        words = [
            "#" if token.kind in _BLANKED else token.text
            for token, start, _, region, _ in self.parts.tokens
            if start >= head and region not in _NO_PREDICATE
        ]
        return self.key("".join(words))

    @cached_property
    def whole(self) -> str:
        """The key of all its words, numbers blanked."""
        words = ["#" if token.kind in _BLANKED else token.text for token, *_ in self.parts.tokens]
        return self.key("".join(words))

    @cached_property
    def turned(self) -> str:
        """The characters of the predicate in one order: equal for 对配电箱进行检修 and 检修配电箱."""
        return "".join(sorted(_TURNING.sub("", self.bare)))

    @cached_property
    def case(self) -> str:
        """The key of the case it is limited to."""
        return self.key(self.parts.words(*CASES))

    @cached_property
    def bearers(self) -> frozenset[str]:
        """The keys of the bodies that its own words name."""
        return frozenset(self.key(b.name) for b in self.parts.duty.bearers if b.source == "words")

    @cached_property
    def amounts(self) -> frozenset[object]:
        """The amounts that its words name, by value."""
        return frozenset(placed.token.key for placed in self.parts.tokens if placed.token.kind == "amount")

    @cached_property
    def times(self) -> frozenset[object]:
        """The times that its words name, by value."""
        return frozenset(item.key for item in self.parts.duty.times)


@dataclass(frozen=True, slots=True)
class Paired:
    """Two duties that are one: how alike they are, and what made them a pair."""

    old: Candidate
    new: Candidate
    score: float
    how: str


def pair(
    left: Sequence[Candidate], right: Sequence[Candidate], linked: Callable[[Candidate, Candidate], bool]
) -> list[Paired]:
    """The best one-to-one pairing; between two pairs in order, what is left over is one duty too.

    Args:
        left: duties of the old sentences, in order.
        right: duties of the new sentences.
        linked: whether the sentences of two duties are counterparts.
    """
    if not left or not right:
        return []
    dice = _dice([one.bare for one in left], [one.bare for one in right])
    ranked = [(alike(a, b, dice[i][j]), i, j) for i, a in enumerate(left) for j, b in enumerate(right) if linked(a, b)]
    ranked.sort(key=lambda item: (-item[0], abs(item[1] - item[2]), item[1], item[2]))
    taken_old: dict[int, int] = {}
    taken_new: dict[int, int] = {}
    out: list[Paired] = []
    for score, i, j in ranked:
        if i not in taken_old and j not in taken_new and score >= PREDICATE:
            taken_old[i], taken_new[j] = j, i
            out.append(Paired(left[i], right[j], score, "predicate"))
    for score, i, j in ranked:
        if i in taken_old or j in taken_new:
            continue
        before = (i == 0 and j == 0) or taken_old.get(i - 1, -2) == j - 1
        after = (i == len(left) - 1 and j == len(right) - 1) or taken_old.get(i + 1, -2) == j + 1
        topic = bool(left[i].bearers & right[j].bearers) and score >= 0.12
        if topic or (score >= NEIGHBOUR and (before or after)):
            taken_old[i], taken_new[j] = j, i
            out.append(Paired(left[i], right[j], score, "topic" if topic else "position"))
    return out


def alike(old: Candidate, new: Candidate, dice: float) -> float:
    """How alike two predicates are: characters in order, rare words, one standing in the other, the same date."""
    left, right = old.bare, new.bare
    if not left and not right:
        return 1.0  # 校车运营单位应当：: nothing but who and how firmly
    score = 0.6 * ratio(left, right) + 0.4 * dice
    if len(left) >= _TURNED and old.turned == new.turned:
        score = max(score, TURNED)
    short, long = sorted((left, right), key=len)
    if len(short) >= (8 if "#" in short else 5):
        score = max(score, 0.9 * containment(short, long))
    if len(short) >= 9 and len(long) <= 5 * len(short) and common_length(short, long) == len(short):
        score = max(score, 0.8)  # the same predicate with words put in
    if bool(old.case) != bool(new.case):
        score -= 0.15  # what holds in a case only is another rule than what holds always
    elif old.case:
        score = 0.75 * score + 0.25 * ratio(old.case, new.case)
    elif len(old.whole) > len(left) or len(new.whole) > len(right):
        score = 0.85 * score + 0.15 * ratio(old.whole, new.whole)
    return min(1.0, score + 0.2) if old.times & new.times else score


def dice_of(old: Candidate, new: Candidate) -> float:
    """The bigram overlap of two predicates by themselves."""
    return _dice([old.bare], [new.bare])[0][0]


def _dice(left: list[str], right: list[str]) -> list[list[float]]:
    """Bigram overlap of every pair, weighted by rarity among these few texts (`candidates.Overlap` in small)."""
    # in the order of the text, so that sums do not depend on the run
    grams = [dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)) for text in (*left, *right)]
    seen = Counter(gram for own in grams for gram in own)
    weight = {gram: log1p(len(grams) / times) for gram, times in seen.items()}
    totals = [sum(weight[gram] for gram in own) for own in grams]
    return [
        [
            2 * sum(weight[gram] for gram in grams[i] if gram in grams[j]) / (totals[i] + totals[j] or 1.0)
            for j in range(len(left), len(grams))
        ]
        for i in range(len(left))
    ]
