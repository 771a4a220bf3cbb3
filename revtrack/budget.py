"""A comparison within its budget: what would take the machine is refused before it begins, with the remedy.

The budget counts sentences, not seconds: the same two texts are compared, or refused, on every machine.
"""

from __future__ import annotations

from alignment.compare import compare_sides
from alignment.limits import Limits, TooLong
from alignment.model import Comparison, Decided, Side, Task
from revtrack.errors import InvalidInput


def compared_within(
    old: Side, new: Side, limits: Limits, *, task: Task = "revision", decided: Decided | None = None
) -> Comparison:
    """The comparison of two sides. Raises `InvalidInput` (too-long) for texts of too many sentences."""
    try:
        return compare_sides(old, new, task=task, limits=limits, decided=decided)
    except TooLong as error:
        facts = {"sentences": f"{error.sentences:,}", "limit": f"{error.limit:,}"}
        raise InvalidInput("too-long", facts=facts) from None
