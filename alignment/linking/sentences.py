"""What of a sentence is weighed when a link is decided: pairs of characters, names, numbers, sanctions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alignment.linking.background import Background, grams_of
from alignment.linking.units import Unit

_ANCHOR = re.compile(r'"([^"]{2,20})"|[<《〈]([^<>《》〈〉]{2,40})[>》〉]')
_SANCTION = re.compile(r"罚款|没收|违法所得|责令|处分|刑事责任|吊销|警告")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence made ready: its key, pairs of characters with their weight, and what stands out in it.

    `content` are the pairs of characters outside the set phrases of the genre, `anchors` names in quotation marks and
    title marks, `sanctions` how many words of sanctions there are.
    """

    key: str
    grams: frozenset[str]
    mass: float
    content: frozenset[str]
    content_mass: float
    anchors: frozenset[str]
    numbers: frozenset[str]
    sanctions: int
    formula: bool


class _Weights(dict[str, float]):
    """The weights of pairs of characters, of those too that the background does not name."""

    def __init__(self, background: Background) -> None:
        super().__init__(background.weights)
        self._rare = background.rare

    def __missing__(self, gram: str) -> float:
        self[gram] = self._rare
        return self._rare


class Scales:
    """Makes the sentences of two texts ready, each once, and knows what their pairs of characters weigh."""

    def __init__(self, background: Background) -> None:
        self._weights = _Weights(background)
        self._ready: dict[int, Weighed] = {}

    def mass(self, grams: frozenset[str]) -> float:
        """The weight of pairs of characters."""
        return sum(map(self._weights.__getitem__, grams))

    def ready(self, unit: Unit) -> Weighed:
        """A sentence made ready for being weighed against others."""
        held = self._ready.get(id(unit))
        if held is None:
            held = self._ready[id(unit)] = self._made_ready(unit)
        return held

    def _made_ready(self, unit: Unit) -> Weighed:
        grams = grams_of(unit.local)
        parts = unit.content.split("\0")
        content = grams if len(parts) == 1 else frozenset[str]().union(*(grams_of(part) for part in parts if part))
        return Weighed(
            unit.local,
            grams,
            max(1.0, self.mass(grams)),
            content,
            max(1.0, self.mass(content)),
            frozenset("".join(found) for found in _ANCHOR.findall(unit.local)),
            frozenset(_NUMBER.findall(unit.local)),
            len(_SANCTION.findall(unit.local)),
            unit.formula,
        )
