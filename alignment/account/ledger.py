"""The account that must balance: every place that differs between two texts is owned by exactly one entry.

Classes in this precedence: a duty's change, other substance, renamed or localised, moved or renumbered, wording with
its proof. What no rule knows is other substance: silence needs a proof, a row needs evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from alignment.account.of_clauses import clauses
from alignment.account.of_duties import DutyEntries
from alignment.account.of_sentences import SentenceEntries
from alignment.account.ownership import Ownership
from alignment.account.proofs import SentenceProofs
from alignment.duties.found import Found
from alignment.duties.wording import Wording
from alignment.linking.localise import Localiser
from alignment.linking.units import Unit
from alignment.model import ClauseRow, Entry, Link, ObligationChange, Side, Task


def draw_up(
    sides: tuple[Side, Side],
    units: tuple[Sequence[Unit], Sequence[Unit]],
    links: Sequence[Link],
    rows: Sequence[ClauseRow],
    found: Found,
    wording: Wording,
    localiser: Localiser,
    task: Task,
) -> tuple[tuple[Entry, ...], tuple[ObligationChange, ...]]:
    """The account of a comparison, and its obligation changes with the entry that each belongs to.

    Args:
        sides: the old and the new text.
        units: their sentences made ready.
        links: which sentences are counterparts.
        rows: which clauses are.
        found: what comparing the duties found.
        wording: proofs that a difference is none.
        localiser: folds places and bodies.
        task: in a derivation what only names the own place or its bodies is localised.
    """
    own = Ownership(sides, units, links)
    duties = DutyEntries(own, found, wording.words)
    sentences = SentenceEntries(own, SentenceProofs(wording, localiser, task), found.notes, task)
    duties.renamed()
    duties.changed()
    duties.referring()
    duties.explained()
    sentences.sentences()
    sentences.headings()
    clauses(own, rows, links)
    return _entries(own, found)


def _entries(own: Ownership, found: Found) -> tuple[tuple[Entry, ...], tuple[ObligationChange, ...]]:
    """The entries under names of their own, and the changes with theirs."""
    taken: Counter[str] = Counter()
    entries: list[Entry] = []
    named: dict[int, str] = {}
    for draft in own.drafts:
        if not draft.places and not draft.numbers and not draft.told_without_places:
            continue
        base = draft.id
        taken[base] += 1
        name = base if taken[base] == 1 else f"{base}-{taken[base]}"
        entries.append(draft.entry(name, own.sides))
        if draft.told is not None:
            named[id(draft.told)] = name
    return tuple(entries), tuple(replace(told.change, entry=named.get(id(told), "")) for told in found.told)
