"""Which documents share a document's wording, and where a clause came from, whether or not anybody cites anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from alignment.linking.similarity import ratios
from alignment.postings import Floats, Int64s
from alignment.reuse import Keep, Mask, Near
from corpus_repo import Corpus
from corpus_repo.clause_rows import ClauseRow, VersionRow, clause_rows, clauses_at, version_rows
from revtrack.holdings.naming import Named
from revtrack.tracing.reuse import KINDS, LINE_BITS, SHORTEST, Held, holding
from revtrack.tracing.standing import LevelRelation, Standing, guessed, standing, standing_of

#: Clauses that are near to one clause, as many as are compared with it.
_TOP = 150
#: From this ratio on, a clause has its source in another one.
SOURCED = 0.6
#: What counts as shared wording at all, and the least share of a document that relates it to another.
_SHARED, _RELATED = 0.5, 0.01
#: Two clauses whose likeness lies in the genre's set phrases share nothing: without those they must still be so alike.
_OWN_WORDS = 0.4
#: Pairs of clauses shown for a related document.
_EVIDENCE = 3


class Direction(StrEnum):
    """Whether the other document is likely the source of this one's wording or takes it up: a guess by level, else
    by date."""

    SOURCE = "source"
    DERIVATIVE = "derivative"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two clauses that share wording: lines in text.txt from 1, addresses, texts, and the ratio (0…1)."""

    line: int
    address: str
    text: str
    other_line: int
    other_address: str
    other_text: str
    score: float


@dataclass(frozen=True, slots=True)
class Related:
    """Another document that shares wording, by its version that shares most.

    `share` (0…1) is how much of this document has a source there, by informative length; `score` (0…1) the order:
    what few other documents share counts for more. `clauses` is how many clauses have a source there. `level` is
    state, province, city, district, town or "".
    """

    document: str
    version: str
    title: str
    jurisdiction: str
    level: str
    relation: LevelRelation
    direction: Direction
    date: str
    share: float
    score: float
    clauses: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where the wording of one clause stands in another document."""

    document: str
    version: str
    title: str
    jurisdiction: str
    level: str
    relation: LevelRelation
    date: str
    status: str
    line: int
    address: str
    text: str
    score: float


# --- questions --------------------------------------------------------------------------------------------------------


class _Asked:
    """What is asked about one version: the index, and which versions of it may answer."""

    def __init__(self, corpus: Corpus, named: Named) -> None:
        self.corpus = corpus
        self.holding = holding(corpus)
        self._own = {named.document.id, *corpus.queries.redirects_to(named.document.id)}
        if named.document.merged_into:
            self._own.add(named.document.merged_into)
        row = next(iter(version_rows(corpus.catalog, ids=[named.version.id])), None)
        self.clauses = tuple(clause_rows(corpus.catalog, [row.number])) if row else ()
        self.date = named.version.date
        self.standing = self._own_standing(row, named)
        self._guesses: dict[str, Standing] = {}
        self._rows: dict[int, VersionRow | None] = {}
        self._take(self.holding.current())

    def _take(self, held: Held) -> None:
        self.index, self.places = held.index, held.places
        self._counts = held.places.counting(self._own)
        self._higher = held.places.higher(self.standing) & self._counts

    def _own_standing(self, row: VersionRow | None, named: Named) -> Standing:
        version, document = named.version, named.document
        facts = (document.corrected.get("jurisdiction"), version.value("jurisdiction"), row.jurisdiction if row else "")
        jurisdiction = next((str(fact) for fact in facts if fact), "")
        found = standing(jurisdiction, version.value("issuers"), version.value("title"))
        return found if found.rank >= 0 else guessed(clause.text for clause in self.clauses)

    def rows(self, places: Iterable[int]) -> dict[int, VersionRow]:
        """The versions at places of the index, as the catalog has them; those that it no longer has are left out."""
        wanted = {self.places.id(place): place for place in places if place not in self._rows}
        self._rows.update(dict.fromkeys(wanted.values()))
        for row in version_rows(self.corpus.catalog, ids=wanted):
            self._rows[wanted[row.id]] = row
        return {place: row for place in places if (row := self._rows[place]) is not None}

    def stands(self, row: VersionRow) -> Standing:
        """Where another version stands: by its metadata, else by the places that its text names."""
        found = standing_of(row)
        if found.rank >= 0:
            return found
        if row.id not in self._guesses:
            clauses = clause_rows(self.corpus.catalog, [row.number])
            self._guesses[row.id] = guessed(clause.text for clause in clauses)
        return self._guesses[row.id]

    def relation(self, row: VersionRow) -> LevelRelation:
        """How another version's level relates to that of the version asked about."""
        return self.standing.to(self.stands(row))

    def nearest(self, keys: Sequence[str]) -> list[list[Near]]:
        """The nearest clauses of other documents, and beside them those of the bodies above: many texts of one level
        repeat each other and would crowd out the one that they all come from."""
        try:
            return self._nearest(keys)
        except (IndexError, ValueError):  # files that are not what was written
            self._take(self.holding.made_anew())
            return self._nearest(keys)

    def _nearest(self, keys: Sequence[str]) -> list[list[Near]]:
        return self.index.nearest(keys, _TOP, [self._kept(self._counts), self._kept(self._higher)])

    @staticmethod
    def _kept(mask: Mask) -> Keep:
        def keep(numbers: Int64s) -> Mask:
            return mask[numbers >> LINE_BITS]

        return keep

    def where(self, number: int) -> tuple[int, int]:
        """(place of the version, line) of a clause of the index."""
        return number >> LINE_BITS, number & ((1 << LINE_BITS) - 1)


def related(corpus: Corpus, named: Named, *, limit: int = 50) -> tuple[Related, ...]:
    """The documents that share the wording of a version, the nearest first, each by its best version.

    Versions of the document itself and of documents joined to it are left out, withdrawn versions too.
    """
    asked = _Asked(corpus, named)
    own = _own(asked)
    table = _table(asked, own, asked.nearest(own.keys))
    ranked = _ranked(asked, table, own.weights, limit)
    places = [(row.number, pair.line) for row, _, pairs in ranked for pair in _best_pairs(pairs, own.weights)]
    others = clauses_at(corpus.catalog, places)
    return tuple(_related(asked, own, row, score, pairs, others) for row, score, pairs in ranked)


@dataclass(frozen=True, slots=True)
class _Own:
    """The clauses of the version asked about that say something of their own: keys, contents (keys without set
    phrases), and how much each says."""

    clauses: Sequence[ClauseRow]
    keys: Sequence[str]
    contents: Sequence[str]
    weights: Floats

    @property
    def total(self) -> float:
        """The sum of the weights, never 0."""
        return float(self.weights.sum()) or 1.0


def _own(asked: _Asked) -> _Own:
    clauses = [clause for clause in asked.clauses if clause.kind in KINDS]
    keys = [asked.holding.keys.key(clause.text) for clause in clauses]
    contents = [asked.holding.keys.content(key) for key in keys]
    weights = asked.index.informative(contents, SHORTEST)
    telling: list[int] = np.flatnonzero(weights).tolist()
    return _Own(
        [clauses[at] for at in telling],
        [keys[at] for at in telling],
        [contents[at] for at in telling],
        weights[telling],
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """A clause of the version asked about (its place among those that count) and its best counterpart elsewhere."""

    at: int
    line: int
    score: float


_Table = dict[int, dict[int, _Pair]]


def _table(asked: _Asked, own: _Own, found: Sequence[Sequence[Near]]) -> _Table:
    """For each version, by its place, the best pair of each own clause that shares wording with it."""
    shared = [(at, item) for at, near in enumerate(found) for item in near if _likeness(item) >= _SHARED]
    content = asked.holding.keys.content
    pieces = [(own.contents[at].replace("\0", ""), content(item.key).replace("\0", "")) for at, item in shared]
    alike = ratios(pieces, _OWN_WORDS)
    table: _Table = {}
    for (at, item), own_words in zip(shared, alike.tolist(), strict=True):
        if not own_words:
            continue
        place, line = asked.where(item.number)
        pairs = table.setdefault(place, {})
        score = _likeness(item)
        if at not in pairs or pairs[at].score < score:
            pairs[at] = _Pair(at, line, score)
    return table


def _likeness(near: Near) -> float:
    """How much wording two clauses share: in the order of its characters, or as rare stretches that both hold."""
    return max(near.ratio, near.cosine)


def _ranked(asked: _Asked, table: _Table, weights: Floats, limit: int) -> list[tuple[VersionRow, float, list[_Pair]]]:
    """(version, score, pairs) of the best version of each document, the best documents first."""
    holders: dict[int, set[str]] = {}
    for place, pairs in table.items():
        document = asked.places.document(place)
        for at in pairs:
            holders.setdefault(at, set()).add(document)
    # what a clause shares with many documents says little about any of them
    telling = {at: float(weights[at]) / (1 + float(np.log(len(documents)))) for at, documents in holders.items()}
    total = float(weights.sum()) or 1.0
    best: dict[str, tuple[int, float]] = {}
    for place, pairs in table.items():
        score = sum(telling[pair.at] * pair.score**2 for pair in pairs.values()) / total
        document = asked.places.document(place)
        if score >= _RELATED and (document not in best or score > best[document][1]):
            best[document] = place, score
    # days decide between equals: nobody behind the last of those that are shown needs a row
    least = sorted((score for _, score in best.values()), reverse=True)[:limit][-1:]
    shown = {place: score for place, score in best.values() if score >= least[0]} if least else {}
    found = [(row, shown[place], list(table[place].values())) for place, row in asked.rows(shown).items()]
    return sorted(found, key=lambda item: (-item[1], item[0].date, item[0].document))[:limit]


def _best_pairs(pairs: Sequence[_Pair], weights: Floats) -> list[_Pair]:
    return sorted(pairs, key=lambda pair: -float(weights[pair.at]) * pair.score**2)[:_EVIDENCE]


def _related(
    asked: _Asked,
    own: _Own,
    row: VersionRow,
    score: float,
    pairs: Sequence[_Pair],
    others: Mapping[tuple[int, int], ClauseRow],
) -> Related:
    sourced = [pair for pair in pairs if pair.score >= SOURCED]
    share = sum(float(own.weights[pair.at]) for pair in sourced) / own.total
    stands, relation = asked.stands(row), asked.relation(row)
    evidence: list[Evidence] = []
    for pair in _best_pairs(pairs, own.weights):
        mine, other = own.clauses[pair.at], others.get((row.number, pair.line))
        if other is not None:
            shown = (mine.line, mine.address, mine.whole, other.line, other.address, other.whole)
            evidence.append(Evidence(*shown, round(pair.score, 3)))
    return Related(
        document=row.document,
        version=row.id,
        title=row.title,
        jurisdiction=row.jurisdiction,
        level=stands.level,
        relation=relation,
        direction=_direction(relation, asked.date, row.date),
        date=row.date,
        share=round(share, 3),
        score=round(score, 4),
        clauses=len(sourced),
        evidence=tuple(evidence),
    )


def _direction(relation: LevelRelation, own: str, other: str) -> Direction:
    if relation in (LevelRelation.HIGHER, LevelRelation.LOWER):
        return Direction.SOURCE if relation is LevelRelation.HIGHER else Direction.DERIVATIVE
    if not own or not other or own == other:
        return Direction.UNCLEAR
    return Direction.SOURCE if other < own else Direction.DERIVATIVE


def sources(corpus: Corpus, named: Named, line: int, *, floor: float = SOURCED) -> tuple[Occurrence, ...]:
    """Where the wording of one clause stands in other documents, the earliest first, undated ones last.

    Args:
        line: its line in text.txt, from 1.
        floor: the least likeness (0…1).

    One entry a document, its most alike clause. Nothing for a line that is no clause.
    """
    asked = _Asked(corpus, named)
    own = next((clause for clause in asked.clauses if clause.line == line), None)
    if own is None:
        return ()
    found: dict[str, tuple[VersionRow, int, float]] = {}
    alike = [near for near in asked.nearest([asked.holding.keys.key(own.text)])[0] if _likeness(near) >= floor]
    rows = asked.rows({asked.where(near.number)[0] for near in alike})
    for near in alike:
        place, at = asked.where(near.number)
        row, score = rows.get(place), _likeness(near)
        if row is None:
            continue
        known = found.get(row.document)
        # of versions that say it alike the earliest is where it came from
        if known is None or (-score, row.date or "9") < (-known[2], known[0].date or "9"):
            found[row.document] = (row, at, score)
    texts = clauses_at(corpus.catalog, [(row.number, at) for row, at, _ in found.values()])
    occurrences: list[Occurrence] = []
    for row, at, score in found.values():
        clause = texts.get((row.number, at))
        if clause is None:
            continue
        occurrences.append(
            Occurrence(
                document=row.document,
                version=row.id,
                title=row.title,
                jurisdiction=row.jurisdiction,
                level=asked.stands(row).level,
                relation=asked.relation(row),
                date=row.date,
                status=row.status,
                line=at,
                address=clause.address,
                text=clause.whole,
                score=round(score, 3),
            )
        )
    return tuple(sorted(occurrences, key=lambda item: (item.date or "9", -item.score, item.document)))
