"""Pure library: two texts of a policy in, what changed in what they oblige out. No I/O but its own package data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment.comparing import compare
    from alignment.knowledge import Knowledge
    from alignment.model import Comparison

__all__ = ["Comparison", "Knowledge", "compare"]


def __getattr__(name: str) -> object:
    """What the package offers, loaded when it is asked for: who only folds a text need not load what compares."""
    if name == "compare":
        from alignment.comparing import compare

        return compare
    if name == "Knowledge":
        from alignment.knowledge import Knowledge

        return Knowledge
    if name == "Comparison":
        from alignment.model import Comparison

        return Comparison
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
