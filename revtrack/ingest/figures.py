"""Whole numbers that a file writes into its attributes: read within the bounds of what programs write."""

from __future__ import annotations

#: Figures of a number; more are nobody's count, and thousands of them are refused by `int` itself.
_FIGURES = 8


def whole(text: str | None) -> int | None:
    """The number that a text writes in figures, None for anything else and for one that is beyond any count.

    >>> whole("12"), whole(" 7 "), whole("²"), whole("-1"), whole("9" * 5000)
    (12, 7, None, None, None)
    """
    bare = (text or "").strip()
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) <= _FIGURES else None
