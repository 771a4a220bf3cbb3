"""One target, as a text states it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Target:
    """A number that is to be reached or kept, or (`value` None) words that took the place of one: 大幅提高通关效率.

    `name` is what is measured, as written; `key` the same folded, equal for what is one thing in one measure
    (每万人… and the bare count are two). `scope` is the level or place that it is measured for ("" for that of the
    document). `value` is in the base of its `family`, `high` the upper end of a range, `written` the number with bound
    and unit as the text has it. `change` says that the value is a change and no level: "new" for what is added, "by"
    for growth against before. `year` is the one by whose end it holds, 0 where the text does not tell. `base` is the
    value that it starts from, as written. `quote` stands in the clause with id `clause`.
    """

    name: str
    key: str
    quote: str
    clause: str
    scope: str = ""
    bound: str = "exact"
    value: Fraction | None = None
    high: Fraction | None = None
    unit: str = ""
    family: str = ""
    written: str = ""
    change: str = ""
    year: int = 0
    base: str = ""
