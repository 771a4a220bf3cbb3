"""The figures of a derivation, counted once for every surface: carried over, not taken up, added, not its business.

A measure is a duty of the higher text with what became of it, as the comparison says (`Comparison.measures`); own
additions are the duties that the comparison tells as added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alignment.duties.addressing import Addressed
from alignment.model import Comparison, Measure


@dataclass(frozen=True, slots=True)
class Figures:
    """How many duties of the higher text stand in the lower one (`carried`; `changed` are those told as modified), are
    its business and missing (`absent`), are missing and not its business (`beside`, by to whom they speak in `whom`);
    how many duties it added. `absent`, `changed` and `added` are the rows of the comparison."""

    carried: int
    changed: int
    absent: int
    beside: int
    added: int
    whom: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is the lower body's business is carried over: duties, not clauses.

    `addressed` and `carried` count duties that speak to the lower body; `unclear` and `unclear_carried` those of which
    nothing says to whom they speak.
    """

    addressed: int
    carried: int
    unclear: int
    unclear_carried: int

    @property
    def share(self) -> float | None:
        """The share of the addressed duties that is carried over; None where none is addressed."""
        return self.carried / self.addressed if self.addressed else None


def figures_of(comparison: Comparison) -> Figures:
    """The figures of one lower text."""
    counts = comparison.counts
    beside = Counter(one.addressed for one in comparison.measures if one.fate == "beside")
    return Figures(
        carried=counts.obligations_carried,
        changed=counts.obligations_modified,
        absent=counts.obligations_removed,
        beside=counts.obligations_beside,
        added=counts.obligations_added,
        whom={kind.value: beside[kind.value] for kind in Addressed if kind is not Addressed.LOWER},
    )


def coverage_of(measures: Iterable[Measure]) -> Coverage:
    """How much of what speaks to the lower body is carried over."""
    told: Counter[tuple[str, bool]] = Counter((one.addressed, one.carried) for one in measures)
    lower, unclear = Addressed.LOWER.value, Addressed.UNCLEAR.value
    return Coverage(
        addressed=told[lower, True] + told[lower, False],
        carried=told[lower, True],
        unclear=told[unclear, True] + told[unclear, False],
        unclear_carried=told[unclear, True],
    )
