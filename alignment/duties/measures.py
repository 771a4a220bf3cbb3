"""The duties of a higher text one by one, each with what became of it in the lower one: the account of a derivation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from alignment.duties.addressing import Addressing
from alignment.duties.duty import Duty
from alignment.duties.found import Found, Measured
from alignment.duties.linked import Prepared
from alignment.duties.of_text import obligation_of
from alignment.duties.parts import Parts
from alignment.model import Fate, Measure, Obligation, ObligationChange


def measured(
    higher: Prepared, found: Found, addressing: Addressing, read: Mapping[str, Sequence[Duty]]
) -> list[Measured]:
    """Every duty of a higher text in reading order; aims bind nobody and are none.

    What has no row stands in the lower text as it is, unless it was found to be the business of others (beside).

    Args:
        higher: the higher text, made ready.
        found: what comparing the duties found.
        addressing: tells to whom a duty speaks.
        read: duties that were read already, by sentence.
    """
    rows = {id(told.old): number for number, told in enumerate(found.told) if told.old is not None}
    beside = {id(duty) for duty in found.elsewhere}
    told: list[Measured] = []
    for name, unit in higher.units.items():
        if unit.group not in ("body", "front"):
            continue
        duties = read[name] if name in read else higher.reader.duties(unit, listed=True)
        for duty in duties:
            if duty.outcome:
                continue
            row = rows.get(id(duty), -1)
            change = found.told[row].change if row >= 0 else None
            fate: Fate = "beside" if id(duty) in beside else "kept"
            if change is not None:
                fate = "absent" if change.change == "removed" else "changed"
            quote = change.old if change is not None else None
            if quote is None:
                quote = obligation_of(Parts(duty, higher.reader), higher.reader, higher.side, *duty.quote())
            whom = addressing.of_duty(duty)
            told.append(Measured(quote, whom.value, fate, row))
    return told


def measures(found: Iterable[Measured], obligations: Sequence[ObligationChange]) -> tuple[Measure, ...]:
    """The measures of a comparison, each with the entry of its row."""
    return tuple(
        Measure(one.duty, one.addressed, one.fate, obligations[one.row].entry if one.row >= 0 else "") for one in found
    )


def settled(found: Iterable[Measure], obligations: Sequence[ObligationChange]) -> tuple[Measure, ...]:
    """Measures after people spoke of the rows: a row that they took away says nothing of its duty any more, one that
    they added does."""
    rows = {change.entry: change for change in obligations if change.entry}
    added = [change for change in obligations if change.old is not None and not change.entry]
    told: list[Measure] = []
    for one in found:
        change = rows.get(one.entry) if one.entry else next((row for row in added if _is(row.old, one.duty)), None)
        if change is not None:
            told.append(replace(one, fate="absent" if change.change == "removed" else "changed"))
        else:
            told.append(replace(one, fate="kept", entry="") if one.entry else one)
    return tuple(told)


def _is(told: Obligation | None, duty: Obligation) -> bool:
    """Whether a row tells of a duty: its words stand in the same place."""
    return told is not None and told.sentence == duty.sentence and told.start < duty.end and duty.start < told.end
