"""Entries for clauses that only have another number or stand in another place."""

from __future__ import annotations

from collections.abc import Iterable

from alignment.account.drafts import BOTH, NAMES, Draft
from alignment.account.ownership import Ownership
from alignment.model import ClauseRow, Link, Span

#: An entry of a clause that moved shows so many characters of it.
_SHOWN = 200
#: A shorter sentence stands in many places.
_TELLING = 6


def clauses(own: Ownership, rows: Iterable[ClauseRow], links: Iterable[Link]) -> None:
    """Tell the clauses that were renumbered, in one entry, and each clause and sentence that moved as it was."""
    rows = tuple(rows)
    _sentences(own, rows, links)
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


def _sentences(own: Ownership, rows: Iterable[ClauseRow], links: Iterable[Link]) -> None:
    """Sentences that stand word for word in a clause that is not the counterpart of theirs."""
    together = {(a, b) for row in rows for a in row.old for b in row.new}
    for link in links:
        for a in link.old:
            for b in link.new:
                old, new = own.text(0, a), own.text(1, b)
                apart = (own.clause(0, a).id, own.clause(1, b).id) not in together
                if apart and old == new and len(old) >= _TELLING:
                    own.put(Draft("moved", "moved", old=old[:_SHOWN], new=new[:_SHOWN]))
