"""Character spans for the eye: the only module that imports diff_match_patch.

What it marks is a reading aid. Obligation changes are computed from the clauses themselves, never from these spans.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from diff_match_patch import diff_match_patch

Mark = Literal["equal", "removed", "added"]


class Span(NamedTuple):
    """A stretch of text that stands on both sides, only on the old one, or only on the new one."""

    mark: Mark
    text: str


_MARKS: dict[int, Mark] = {0: "equal", -1: "removed", 1: "added"}
#: Texts whose lengths multiply to more than this are marked as wholly replaced: one endless line must not stall a page.
MAX_PRODUCT = 40_000_000


def mark_changes(old: str, new: str) -> list[Span]:
    """The differences of two texts, character by character, cleaned up for reading.

    Concatenating the spans that are not "added" gives `old`; those that are not "removed" give `new`. The result does
    not depend on the clock (`Diff_Timeout` is 0).
    """
    if old == new:
        return [Span("equal", old)] if old else []
    if len(old) * len(new) > MAX_PRODUCT:
        return [span for span in (Span("removed", old), Span("added", new)) if span.text]
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    diffs = engine.diff_main(old, new, False)
    engine.diff_cleanupSemantic(diffs)
    return [Span(_MARKS[operation], text) for operation, text in diffs]
