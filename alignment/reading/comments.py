"""Comments of Markdown in a text, <!-- … -->, also over lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def comments_in(source: str) -> Iterator[tuple[int, int]]:
    """Where comments stand, as [start, end); one that never closes is none."""
    low = source.find("<!--")
    while low >= 0 and (close := source.find("-->", low + 4)) >= 0:
        yield low, close + 3
        low = source.find("<!--", close + 3)


def blanked(source: str, stretches: Sequence[tuple[int, int]]) -> str:
    """The text with blanks where the stretches stood, so that every other character keeps its place."""
    parts: list[str] = []
    done = 0
    for low, high in stretches:
        parts += (source[done:low], " " * (high - low))
        done = high
    return "".join((*parts, source[done:]))
