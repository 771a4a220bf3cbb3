"""The exact words of one side of a change, with the differing characters marked, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alignment.inline import Span
from alignment.model import SideName, Task
from revtrack.export.fulltext import Stretch
from revtrack.export.places import Place
from revtrack.words.phrases import Words


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words of one side, with the differing characters marked, and where they stand."""

    side: SideName
    role: str
    address: str
    anchor: str
    text: tuple[Stretch, ...]


def quote_of(side: SideName, place: Place, marked: Sequence[Span], task: Task, vocabulary: Words) -> Quote:
    """The quote of one side; `marked` are the words of both."""
    missing = "added" if side == "old" else "removed"
    return Quote(
        side=side,
        role=vocabulary.side(side, task),
        address=place.address,
        anchor=place.anchor,
        text=tuple(Stretch(mark, text) for mark, text in marked if mark != missing),
    )
