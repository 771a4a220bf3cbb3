"""A comparison within its budget: what would take the machine is refused, with what was exceeded and the remedy.

The budget counts sentences and steps, not seconds: the same two texts are compared, or refused, on every machine.
"""

from __future__ import annotations

from typing import Protocol

from alignment.comparing import compare_sides
from alignment.limits import Limits, TooLong, TooMuchWork
from alignment.model import Comparison, Decided, Side, Task
from revtrack.errors import InvalidInput


class Compare(Protocol):
    """Compares two sides: here (`compared_within`), or in a process of its own (`revtrack.apart.Apart`)."""

    def __call__(
        self,
        old: Side,
        new: Side,
        limits: Limits,
        *,
        task: Task = "revision",
        decided: Decided | None = None,
        name: str = "",
    ) -> Comparison:
        """The comparison of two sides. `name` is what it can be ended by, where that is possible.

        Raises `InvalidInput` (too-long, too-much-work …) where it would take more than it may.
        """
        ...


def compared_within(
    old: Side,
    new: Side,
    limits: Limits,
    *,
    task: Task = "revision",
    decided: Decided | None = None,
    name: str = "",  # noqa: ARG001 -- what is compared here is not ended by name
) -> Comparison:
    """The comparison of two sides, in this process. Raises `InvalidInput` (too-long, too-much-work)."""
    try:
        return compare_sides(old, new, task=task, limits=limits, decided=decided)
    except TooLong as error:
        facts = {"sentences": f"{error.sentences:,}", "limit": f"{error.limit:,}"}
        raise InvalidInput("too-long", facts=facts) from None
    except TooMuchWork as error:
        raise InvalidInput("too-much-work", facts={"limit": f"{error.limit:,}"}) from None
