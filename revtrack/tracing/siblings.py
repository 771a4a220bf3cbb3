"""Siblings: texts of other places on the same basis, and what of them is common, and what stands only in one."""

from __future__ import annotations

from dataclasses import dataclass

from alignment.duties.stages import numbers_in
from corpus_repo import Corpus
from corpus_repo.answers import Listed
from revtrack.bodies.homes import home_of
from revtrack.force.keys import title_key
from revtrack.holdings.naming import Named, standing_version
from revtrack.tracing.citing import bases_of
from revtrack.tracing.matrix import Addition, Status
from revtrack.tracing.stored import Traced


@dataclass(frozen=True, slots=True)
class Sibling:
    """A text of another place that names the same documents as its basis: their titles."""

    item: Listed
    place: str
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A clause of the first text with its counterparts, by text ("" where there is none): addresses, and the numbers of
    the first and of each other as written."""

    address: str
    text: str
    bearers: tuple[str, ...]
    numbers: tuple[str, ...]
    addresses: tuple[str, ...]
    other_numbers: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Own:
    """A clause that stands only in one text, with who bears it, its days and its numbers."""

    address: str
    text: str
    bearers: tuple[str, ...]
    deadlines: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Siblings:
    """Texts side by side: clauses of the first that all have, that some have, and what only each one has."""

    texts: tuple[Named, ...]
    common: tuple[Shared, ...]
    some: tuple[Shared, ...]
    only: tuple[tuple[Own, ...], ...]


def siblings_of(corpus: Corpus, found: Named, limit: int = 20) -> tuple[Sibling, ...]:
    """Texts of other places that name the same documents as their basis, those with most of them in common first."""
    listed = {item.id: item for item in corpus.queries.documents().items}
    own = bases_of(corpus, found.version)
    mine = listed.get(found.document.id)
    place = home_of(corpus, mine) if mine is not None else ""
    bases: dict[str, set[str]] = {}
    for title in own.values():
        for hit in corpus.queries.search(title, limit=200).items:
            item = listed.get(hit.document)
            if item is not None and item.current == hit.version and item.id != found.document.id:
                bases.setdefault(item.id, set()).add(title)
    told: list[Sibling] = []
    for name, titles in bases.items():
        home = home_of(corpus, listed[name])
        if home == place or (home and place and (home.startswith(f"{place}/") or place.startswith(f"{home}/"))):
            continue
        if any(title_key(listed[name].title) == title_key(title) for title in titles):
            continue
        version = standing_version(corpus, listed[name])
        if version is None:
            continue
        theirs = bases_of(corpus, version)
        common = tuple(title for key, title in own.items() if key in theirs)
        if common:
            told.append(Sibling(listed[name], home, common))
    return tuple(sorted(told, key=lambda one: (-len(one.bases), one.item.date, one.item.id))[:limit])


def side_by_side(found: Traced) -> Siblings:
    """What the texts of a matrix have in common and by themselves."""
    common: list[Shared] = []
    some: list[Shared] = []
    alone: list[Own] = []
    comparisons = [made.judged.comparison for made in found.comparisons]
    texts = [{clause.id: clause.text for clause in one.new.clauses} for one in comparisons]
    for row in found.trace.rows:
        if row.kind == "heading":
            continue
        if not row.taken_by:
            alone.append(Own(row.address, row.text, row.bearers, row.deadlines, numbers_in(row.text)))
            continue
        theirs = tuple(
            numbers_in(texts[at].get(cell.anchor, "")) if cell.status is not Status.ABSENT else ()
            for at, cell in enumerate(row.cells)
        )
        addresses = tuple("、".join(cell.addresses) for cell in row.cells)
        shared = Shared(row.address, row.text, row.bearers, numbers_in(row.text), addresses, theirs)
        (common if row.taken_by == len(row.cells) else some).append(shared)
    only = (tuple(alone), *(tuple(_own(one) for one in column.unsourced) for column in found.trace.columns))
    return Siblings((found.higher, *found.lower), tuple(common), tuple(some), only)


def _own(one: Addition) -> Own:
    bearers = dict.fromkeys(duty.actor for duty in one.duties if duty.actor)
    deadlines = dict.fromkeys(duty.deadline for duty in one.duties if duty.deadline)
    return Own(one.address, one.text, tuple(bearers), tuple(deadlines), numbers_in(one.text))
