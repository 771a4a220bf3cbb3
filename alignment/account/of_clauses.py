"""Entries for clauses that only have another number or stand in another place."""

from __future__ import annotations

from collections.abc import Iterable

from alignment.account.drafts import BOTH, NAMES, Draft
from alignment.account.ownership import Ownership
from alignment.model import ClauseRow, Span

#: An entry of a clause that moved shows so many characters of it.
_SHOWN = 200


def clauses(own: Ownership, rows: Iterable[ClauseRow]) -> None:
    """Tell the clauses that were renumbered, in one entry, and each one that moved as it was."""
    for row in rows:
        if row.renumbered and row.old and row.new:
            draft = own.common("renumbered", "renumbered")
            for side, names in zip(BOTH, (row.old, row.new), strict=True):
                for name in names:
                    clause = own.sides[side].by_clause[name]
                    end = clause.sentences[0].start if clause.sentences else 0
                    if end:
                        draft.numbers.append(Span(NAMES[side], name, 0, end))
        if row.moved and row.change == "unchanged":
            old, new = (own.sides[side].by_clause[(row.old, row.new)[side][0]].text[:_SHOWN] for side in BOTH)
            own.put(Draft("moved", "moved", old=old, new=new))
