"""Character spans for the eye: the only module that imports diff_match_patch.

What it marks is a reading aid. Obligation changes are computed from the clauses themselves, never from these spans.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from diff_match_patch import diff_match_patch

Mark = Literal["equal", "removed", "added"]


class Span(NamedTuple):
    """A stretch of text that stands on both sides, only on the old one, or only on the new one."""

    mark: Mark
    text: str


_NUMBER = re.compile(r"\d{2,}(?:[.,]\d+)*")
_FIRST, _SIGNS = 0xE000, 6_400
_PRIVATE = re.compile("[\ue000-\uf8ff]")
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
    # a number is one sign, so that 45 → 52 is not marked as 4 gone and 2 come
    numbers = list(dict.fromkeys(_NUMBER.findall(old) + _NUMBER.findall(new)))
    if len(numbers) > _SIGNS or _PRIVATE.search(old + new):
        numbers = []
    signs = {number: chr(_FIRST + at) for at, number in enumerate(numbers)}
    old, new = (_NUMBER.sub(lambda match: signs.get(match[0], match[0]), text) for text in (old, new))
    diffs = engine.diff_main(old, new, False)
    engine.diff_cleanupSemantic(diffs)
    words = {ord(sign): number for number, sign in signs.items()}
    return [Span(_MARKS[operation], text.translate(words)) for operation, text in diffs]
