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


def quoted(quote: Quote | None) -> str:
    """The words of a quote without marks, "" where that side has none."""
    return "".join(stretch.text for stretch in quote.text) if quote else ""


def shortened(text: str, length: int) -> str:
    """A text in at most so many characters, "…" at its end where it was cut."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


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
