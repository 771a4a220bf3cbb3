"""What differs between two duties, by value: each hunk lies in one region and owns its places on both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alignment.duties.parts import Parts, Placed, Region
from alignment.linking.similarity import token_differences

_JOINS = re.compile(r"[、]|和(?!谐)|及(?!时|格|早)|与(?!此|会)|或|以及|或者")


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
        if bool(self.old) != bool(self.new) and self.region is not Region.CASE:
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
    for a, b, c, d in token_differences([placed.key for placed in left], [placed.key for placed in right]):
        out += _by_region(left, right, a, b, c, d)
    return out


def _by_region(left: Sequence[Placed], right: Sequence[Placed], a: int, b: int, c: int, d: int) -> list[Hunk]:
    """One difference cut where it crosses from region to region."""
    before = "".join(placed.token.text for placed in left[max(0, a - _NEAR) : a])
    after = "".join(placed.token.text for placed in left[b : b + _NEAR])
    at = _place(left, a), _place(right, c)
    groups: dict[Region, tuple[list[Placed], list[Placed]]] = {}
    for side, tokens in ((0, left[a:b]), (1, right[c:d])):
        for placed in tokens:
            groups.setdefault(placed.region, ([], []))[side].append(placed)
    return [Hunk(tuple(olds), tuple(news), region, before, after, at) for region, (olds, news) in groups.items()]


def _place(tokens: Sequence[Placed], number: int) -> int:
    return tokens[number].start if number < len(tokens) else tokens[-1].end if tokens else 0
