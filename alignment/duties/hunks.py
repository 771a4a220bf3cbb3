"""What differs between two duties, by value: each hunk lies in one region and owns its places on both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from alignment.duties.parts import CASES, Parts, Placed, Region
from alignment.linking.similarity import token_differences
from alignment.reading.flat import flatten

#: What joins the elements of a list, as a pattern: neither 涉|及, 及|时, 参|与, 与|会 nor 总|和, 和|解.
JOINS = (
    r"、|以及|或者|或|(?<![总缓饱调共])和(?![谐解平睦])|(?<![涉普触危波累顾提惠遍推殃企])及(?![时格早])"
    r"|(?<![参给赠授])与(?![此会])"
)
_JOINS = re.compile(JOINS)


#: (from, to) in the tokens of the old and of the new side; stretches of either sentence.
Difference: TypeAlias = tuple[int, int, int, int]
Wholes: TypeAlias = tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]
_Groups: TypeAlias = dict[Region, tuple[list[Placed], list[Placed]]]
_OF_ACT = (Region.OFFENDER, Region.ACT, Region.THING)
_SEGMENT = re.compile(r"[^，,；;。]+")
#: Two offences of which less than this is common are compared as wholes.
_COMMON = 0.3
#: A word that joins, where it begins an element: 或者|变相强制.
_JOINER = re.compile(rf"[，,]|并且|{JOINS}")
#: Marks at which words end.
_LISTING = frozenset("、，,。；;：:（）()“”《》")
#: So many equal tokens around a difference are kept with it.
_NEAR = 16


@dataclass(frozen=True, slots=True)
class Hunk:
    """Tokens that one side has and the other has not: `old` and `new` are the tokens, either may be empty.

    `region` is where they lie (of the side that has them), `before` and `after` the equal words around,
    `at` where it stands in the sentence of each side.
    """

    old: tuple[Placed, ...]
    new: tuple[Placed, ...]
    region: Region
    before: str = ""
    after: str = ""
    at: tuple[int, int] = (0, 0)
    #: Whether the other side has words here too, which do something else: 办理注销手续 → 备案.
    replaced: bool = False

    @property
    def gone(self) -> str:
        """The old words."""
        return "".join(placed.token.text for placed in self.old)

    @property
    def come(self) -> str:
        """The new words."""
        return "".join(placed.token.text for placed in self.new)

    @property
    def listed(self) -> bool:
        """Whether what differs is elements of a list: a mark or word that joins lists stands at its edge."""
        for side in (self.old, self.new):
            if side:
                text = side[0].sentence
                edges = text[max(0, side[0].start - 1) : side[0].start + 2] + text[side[-1].end - 2 : side[-1].end + 2]
                if _JOINS.search(edges):
                    return True
        if bool(self.old) != bool(self.new) and self.region not in CASES:
            return "、" in self.words(0 if self.old else 1)
        return False

    @property
    def quoted(self) -> bool:
        """Whether what differs stands within quotation marks or a title: “非|主要|材料容缺办理” is a name."""
        for side in (self.old, self.new):
            if side:
                before = side[0].sentence[: side[0].start]
                return any(before.rfind(left) > before.rfind(right) for left, right in ("“”", "《》", "「」"))
        return False

    @property
    def codes(self) -> bool:
        """Whether what differs is a number, standard or grade that has no unit: GB 31654-2021, A级, 1:100."""
        placed = (*self.old, *self.new)
        held = sum(len(one.token.text) for one in placed if one.token.kind in ("code", "amount"))
        return 2 * held >= sum(len(one.token.text) for one in placed) > 0

    def words(self, side: int) -> str:
        """The words of one side with the marks between them, side 0 the old one."""
        placed = self.new if side else self.old
        return placed[0].sentence[placed[0].start : placed[-1].end] if placed else ""

    @property
    def values(self) -> bool:
        """Whether a number, time, reference or code differs: never wording."""
        return any(placed.token.kind != "word" for placed in (*self.old, *self.new))


def hunks(old: Parts, new: Parts) -> list[Hunk]:
    """What differs between two duties, in the order of the text; what only one equal character parts is one hunk."""
    left, right = old.tokens, new.tokens
    out: list[Hunk] = []
    found = token_differences([placed.key for placed in left], [placed.key for placed in right])
    apart = _as_wholes(left, right, found)
    for number, (a, b, c, d) in enumerate(found):
        behind = found[number + 1][0::2] if number + 1 < len(found) else (len(left), len(right))
        before = found[number - 1][1::2] if number else (0, 0)
        if a == b:
            by = _slide(new, c, d, min(a - before[0], c - before[1]), min(behind[0] - b, behind[1] - d))
        elif c == d:
            by = _slide(old, a, b, min(a - before[0], c - before[1]), min(behind[0] - b, behind[1] - d))
        else:
            by = 0
        whole = (
            [(old.duty.start, old.duty.end)] * apart or (_whole_pieces(old, a + by, b + by) if c == d else []),
            [(new.duty.start, new.duty.end)] * apart or (_whole_pieces(new, c + by, d + by) if a == b else []),
        )
        out += _by_region(left, right, (a + by, b + by, c + by, d + by), whole)
    return out


def _as_wholes(left: Sequence[Placed], right: Sequence[Placed], found: Sequence[Difference]) -> bool:
    """Whether what two duties say of what is punished has so little in common that only wholes are compared."""
    sizes = [sum(placed.region in CASES for placed in side) for side in (left, right)]
    lost = sum(placed.region in CASES for a, b, _, _ in found for placed in left[a:b])
    return sizes[0] - lost < _COMMON * max(sizes)


def _whole_pieces(side: Parts, low: int, high: int) -> list[tuple[int, int]]:
    """The pieces before the predicate that tokens [low, high), which one side alone has, hold whole."""
    if low == high:
        return []
    start, end = side.tokens[low].start, side.tokens[high - 1].end
    parts = [(piece.start, piece.end) for piece in side.duty.around]
    if side.duty.listed:
        text = side.sentence
        parts = [(a.start(), a.end()) for a in _SEGMENT.finditer(text, side.duty.start, side.duty.end)]
    return [
        (first, last) for first, last in parts if start <= first + 2 and last <= end + 2 and side.duty.start <= first
    ]


def _slide(side: Parts, low: int, high: int, back: int, on: int) -> int:
    """How far tokens [low, high) that one side alone has are better seen as others.

    强|制或者变相强|制 → 强制|或者变相强制: the same two texts come of it where what they end with stands before them
    too, or what they begin with behind them. At most `back` tokens to the left, `on` to the right.
    """
    tokens = side.tokens
    ways = [0]
    while -ways[0] < back and _alike(tokens[low + ways[0] - 1], tokens[high + ways[0] - 1]):
        ways.insert(0, ways[0] - 1)
    while ways[-1] < on and _alike(tokens[low + ways[-1]], tokens[high + ways[-1]]):
        ways.append(ways[-1] + 1)
    return max(ways, key=lambda way: (_at_borders(side, low + way, high + way), way == 0, way)) if ways[1:] else 0


def _alike(one: Placed, other: Placed) -> bool:
    return one.token.kind == other.token.kind == "word" and one.key == other.key


def _at_borders(side: Parts, low: int, high: int) -> int:
    """How well tokens begin and end where words do."""
    tokens, text = side.tokens, side.sentence
    start, end = tokens[low].start, tokens[high - 1].end
    joined = _JOINER.match(text, start) is not None
    listed = text[start - 1 : start] in _LISTING or start == side.duty.start
    closed = text[end : end + 1] in _LISTING or end >= side.duty.end
    whole = len({placed.region for placed in tokens[low:high]}) == 1
    verbs = side.opens_with_verb(flatten(_JOINER.sub("", text[start:end], count=1)))
    rest = side.opens_with_verb(flatten(text[end : end + 4]))
    return 3 * joined + 2 * (listed + closed) + whole + verbs + rest


def _by_region(left: Sequence[Placed], right: Sequence[Placed], found: Difference, whole: Wholes) -> list[Hunk]:
    """One difference cut where it crosses from region to region.

    Within the stretches of `whole`, of the old and of the new side, what is punished is one region, the case.
    """
    a, b, c, d = found
    before = "".join(placed.token.text for placed in left[max(0, a - _NEAR) : a])
    after = "".join(placed.token.text for placed in left[b : b + _NEAR])
    at = place_of(left, a), place_of(right, c)
    groups: _Groups = {}
    for side, tokens in ((0, left[a:b]), (1, right[c:d])):
        for placed in tokens:
            region = placed.region
            if region in _OF_ACT and any(low <= placed.start < high for low, high in whole[side]):
                region = Region.CASE
            groups.setdefault(region, ([], []))[side].append(placed)
    replaced = a < b and c < d and not any(olds and news for olds, news in groups.values())
    if replaced:
        groups = _of_one_predicate(groups)
    return [
        Hunk(tuple(olds), tuple(news), region, before, after, at, replaced) for region, (olds, news) in groups.items()
    ]


def _of_one_predicate(groups: _Groups) -> _Groups:
    """制定 → 提出, 保留 → 取消: what stands in the place of a verb is one, whatever the lexicon makes of it."""
    of_verb = {Region.VERB, Region.OBJECT}
    if set(groups) == {Region.VERB, Region.FORCE}:
        of_verb = {Region.VERB, Region.FORCE}
    if Region.VERB not in groups or not of_verb & (set(groups) - {Region.VERB}):
        return groups
    joined: tuple[list[Placed], list[Placed]] = ([], [])
    for region in groups:
        for side in (0, 1) if region in of_verb else ():
            joined[side].extend(groups[region][side])
    return {Region.VERB: joined} | {region: sides for region, sides in groups.items() if region not in of_verb}


def place_of(tokens: Sequence[Placed], number: int) -> int:
    """Where a token stands, or what stands behind the last one."""
    return tokens[number].start if number < len(tokens) else tokens[-1].end if tokens else 0
