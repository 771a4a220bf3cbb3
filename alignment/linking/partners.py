"""Which sentences links join: the counterparts of each, and all that hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from alignment.model import Link


class Partners:
    """The counterparts of the sentences of two texts, by id; the ids of either text are its own."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._of: dict[str, list[str]] = defaultdict(list)
        for link in links:
            for a in link.old:
                for b in link.new:
                    self._of[a].append(b)
                    self._of[b].append(a)

    def of(self, sentence: str) -> list[str]:
        """The counterparts of a sentence of either text, in the order of the links."""
        return self._of.get(sentence, [])

    def together(self, sentence: str) -> set[str]:
        """The sentences that links join with one, itself included."""
        found: set[str] = set()
        queue = [sentence]
        while queue:
            name = queue.pop()
            if name not in found:
                found.add(name)
                queue.extend(self.of(name))
        return found
