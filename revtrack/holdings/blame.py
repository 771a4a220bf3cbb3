"""Which version brought each clause of a text: the first one in which it stood as it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alignment.limits import Limits
from corpus_repo import Corpus, Line
from corpus_repo.order import in_order
from revtrack.budget import Compare
from revtrack.holdings.naming import Named, named
from revtrack.holdings.reading import to_side


@dataclass(frozen=True, slots=True)
class Blamed:
    """A clause with the version that gave it its words."""

    line: Line
    brought_by: Named


def blame(corpus: Corpus, of: Named, limits: Limits, compare: Compare) -> tuple[Blamed, ...]:
    """The clauses of a version in order. Clauses that were only renumbered or moved keep who brought them."""
    ordered = [
        version
        for version in in_order(of.document.versions.values())
        if version.id == of.version.id or not (version.withdrawn or version.reextracts)
    ]
    ordered = ordered[: ordered.index(of.version) + 1]
    lines: Sequence[Line] = ()
    brought: list[Named] = []
    for version in ordered:
        here = named(of.document, version.id)
        before, lines = lines, corpus.lines(version)
        kept = _kept(before, lines, limits, compare) if before else {}
        brought = [brought[kept[at]] if at in kept else here for at in range(len(lines))]
    return tuple(Blamed(line, by) for line, by in zip(lines, brought, strict=True))


def _kept(old: Sequence[Line], new: Sequence[Line], limits: Limits, compare: Compare) -> dict[int, int]:
    """For each clause of the new text that stands unchanged in the old one: where it stood."""
    comparison = compare(to_side(tuple(old), "old", limits), to_side(tuple(new), "new", limits), limits)
    places_old = {clause.id: at for at, clause in enumerate(comparison.old.clauses)}
    places_new = {clause.id: at for at, clause in enumerate(comparison.new.clauses)}
    return {
        places_new[now]: places_old[then]
        for row in comparison.rows
        if row.change == "unchanged" and len(row.old) == len(row.new)
        for then, now in zip(row.old, row.new, strict=True)
    }
