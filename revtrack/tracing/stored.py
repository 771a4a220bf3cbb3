"""The trace of stored documents: which texts take up a policy, one duty through all of them, who is related to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from alignment.model import Clause, Comparison, Kind, Task
from corpus_repo import Corpus, Version
from corpus_repo.answers import Listed
from corpus_repo.order import in_order
from revtrack.errors import InvalidInput
from revtrack.holdings.comparing import Compared
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import Named, find_document, find_version, named
from revtrack.tracing.citations import Relation
from revtrack.tracing.citing import bases_of, citations
from revtrack.tracing.deriving import derivatives, parents, standing_of_version
from revtrack.tracing.matrix import Trace, body_of, counterparts, trace
from revtrack.tracing.standing import LevelRelation, standing
from revtrack.tracing.wording import Direction, Evidence, Related, related

Compare = Callable[[Named, Named, Task], Compared]
#: So many levels up a clause is followed.
_UP = 3


# --- the matrix -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Traced:
    """A policy, the versions that take it up, and what became of each clause in each of them."""

    higher: Named
    lower: tuple[Named, ...]
    comparisons: tuple[Compared, ...]
    trace: Trace


def traced(corpus: Corpus, words: str, lower: Sequence[str], compare: Compare, *, in_force_on: str = "") -> Traced:
    """The matrix of a policy (DOC[@VERSION]) and lower texts; without any, of those that `derivatives` finds.

    Of those found, what is known not to bind on a day (`in_force_on`) is left out; who is named stays.

    Raises `InvalidInput` (no-derivatives, same-document).
    """
    higher = find_version(corpus, words)
    found = [find_version(corpus, name) for name in lower]
    if not lower:
        names = [document for document, _ in derivatives(corpus, higher)]
        over = corpus.queries.standings(names, in_force_on) if in_force_on else {}
        found = [_current(corpus, document) for document in names if document not in over]
    if not found:
        raise InvalidInput("no-derivatives", facts={"title": higher.version.value("title") or higher.document.id})
    for one in found:
        if one.version.id == higher.version.id:
            raise InvalidInput("same-document", facts={"document": higher.document.id})
    made = tuple(compare(higher, one, "derivation") for one in found)
    return Traced(higher, tuple(found), made, trace([one.judged.comparison for one in made]))


def _current(corpus: Corpus, document: str) -> Named:
    return find_version(corpus, document)


# --- one duty through everything --------------------------------------------------------------------------------------


class Step(StrEnum):
    """What happened to a clause from one text to the next."""

    INTRODUCED = "introduced"
    OWN_ADDITION = "own-addition"
    KEPT = "kept"
    LOCALISED = "localised"
    EDITED = "edited"
    REWORDED = "reworded"
    MOVED = "moved"
    STRONGER = "stronger"
    WEAKER = "weaker"
    GIVEN_DATE = "given-date"
    DATE_MOVED = "date-moved"
    DATE_DROPPED = "date-dropped"
    ACTOR_CHANGED = "actor-changed"
    DROPPED = "dropped"
    DUTY_DROPPED = "duty-dropped"
    NOT_TAKEN_UP = "not-taken-up"
    NOT_ADDRESSED = "not-addressed"


@dataclass(frozen=True, slots=True)
class Station:
    """A clause in one text: where it stands, its words (several where it was split), and what happened on the way.

    `before` is the version that it is compared with, "" for the first; `score` how alike the wording is (0…1).
    """

    named: Named
    addresses: tuple[str, ...]
    texts: tuple[str, ...]
    steps: tuple[Step, ...]
    before: str = ""
    task: Task = "revision"
    score: float = 0.0

    @property
    def present(self) -> bool:
        """Whether the clause stands in this text at all."""
        return bool(self.texts)


def lineage(corpus: Corpus, words: str, address: str, compare: Compare) -> tuple[Station, ...]:
    """One clause from the texts that its document takes up, through the versions of its document, to each text that
    takes it up and its later versions.

    Where the corpus holds what the document takes up, its clause is derived from there or the document's own addition;
    it is called introduced only where no text above is known.

    Args:
        words: DOC[@VERSION] in which `address` is looked up.
        address: where the clause stands, as in 二/（五） or 第三条.

    Raises `InvalidInput` (unknown-address).
    """
    start = find_version(corpus, words)
    own = [version for version in in_order(start.document.versions.values()) if _told(version)]
    names = [named(start.document, version.id) for version in own]
    at = next((i for i, one in enumerate(names) if one.version.id == start.version.id), 0)
    first = _opened(start, address, compare)
    back = _walk(names[at::-1], first, compare, forward=False)
    forth = _walk(names[at:], first, compare, forward=True)
    stations = _with_parents(corpus, _as_told_forwards(back, compare) + forth[1:], compare, _UP)
    last = next((one for one in reversed(stations) if one.present), None)
    if last is None:
        return tuple(stations)
    found = list(stations)
    for document, _ in derivatives(corpus, last.named):
        record = find_document(corpus, document)
        texts = [named(record, one.id) for one in in_order(record.versions.values()) if _told(one)]
        if texts:
            taken = _next(last, texts[0], compare, "derivation")
            found += _walk_on(taken, texts, compare)
    return tuple(found)


def _told(version: Version) -> bool:
    return not version.withdrawn and not version.reextracts


def _opened(start: Named, address: str, compare: Compare) -> Station:
    """The clause at an address: by its canonical form, or as a reader says it (二、（五）)."""
    wanted = lookup_key(address.replace("、", "/").replace("//", "/").strip("/"))
    comparison = compare(start, start, "revision").judged.comparison
    found = [
        clause
        for clause in comparison.old.clauses
        if lookup_key(clause.address) == wanted and clause.kind in (Kind.BODY, Kind.HEADING)
    ]
    if not found:
        known = "; ".join(dict.fromkeys(clause.address for clause in comparison.old.clauses if clause.address))
        raise InvalidInput("unknown-address", facts={"address": address, "known": known[:400]})
    own = [clause for clause in found if clause.kind is Kind.BODY] or found
    return Station(start, _addresses(own), tuple(clause.text for clause in own), ())


def _with_parents(corpus: Corpus, stations: list[Station], compare: Compare, levels: int) -> list[Station]:
    """The stations with those of the texts above before them, the highest first."""
    at = next((at for at, one in enumerate(stations) if one.present), -1)
    if at < 0 or levels == 0:
        return stations
    first = stations[at]
    above: list[Station] = []
    derived: Station | None = None
    known = [_current(corpus, name) for name, _ in parents(corpus, first.named)]
    for parent in known:
        found = _next(first, parent, compare, "derivation", forward=False)
        if found.present:
            origin = replace(found, steps=(Step.INTRODUCED,), before="", task="revision")
            above += _with_parents(corpus, [origin], compare, levels - 1)
            derived = derived or _next(found, first.named, compare, "derivation")
    if known:
        steps = derived.steps if derived else (Step.OWN_ADDITION,)
        before = derived.before if derived else known[0].version.id
        score = derived.score if derived else 0.0
        first = replace(first, steps=steps, before=before, task="derivation", score=score)
    return [*above, *stations[:at], first, *stations[at + 1 :]]


def _walk(names: Sequence[Named], first: Station, compare: Compare, *, forward: bool) -> list[Station]:
    stations = [first]
    for one in names[1:]:
        stations.append(_next(stations[-1], one, compare, "revision", forward=forward))
    return stations


def _walk_on(first: Station, texts: Sequence[Named], compare: Compare) -> list[Station]:
    stations = [first]
    for one in texts[1:]:
        stations.append(_next(stations[-1], one, compare, "revision"))
    return stations


def _as_told_forwards(back: Sequence[Station], compare: Compare) -> list[Station]:
    """Stations found going back in time, in the order of time, with what happened told forwards."""
    ordered = list(reversed(back))
    told: list[Station] = []
    for at, station in enumerate(ordered):
        before = told[at - 1] if at else None
        if before is None or not before.present:
            steps = (Step.INTRODUCED,) if station.present else ()
            told.append(replace(station, steps=steps, before=before.named.version.id if before else ""))
            continue
        again = _next(before, station.named, compare, "revision")
        told.append(again if again.present else replace(station, steps=again.steps, before=again.before))
    return told


def _next(before: Station, to: Named, compare: Compare, task: Task, *, forward: bool = True) -> Station:
    """The clause of `before` in another text."""
    pair = (before.named, to) if forward else (to, before.named)
    comparison = compare(*pair, task).judged.comparison
    here, there = (comparison.old, comparison.new) if forward else (comparison.new, comparison.old)
    sources = [clause for clause in here.clauses if clause.text in before.texts and clause.address in before.addresses]
    if not before.present:
        return Station(to, (), (), (), before.named.version.id, task)
    bodies = [sentence.id for clause in sources for sentence in body_of(clause)]
    if forward:
        pairs = counterparts(comparison, bodies)
    else:
        pairs = [(new, old) for link in comparison.links for new in link.new if new in set(bodies) for old in link.old]
    if not pairs:
        absent = _absent(comparison, {clause.id for clause in sources}) if task == "derivation" else Step.DROPPED
        return Station(to, (), (), (absent,), before.named.version.id, task)
    targets = {clause.id: clause for clause in (there.by_sentence[name][0] for _, name in pairs)}
    found = [clause for clause in there.clauses if clause.id in targets]
    body = [clause for clause in found if clause.kind is Kind.BODY] or found
    links = [link for link in comparison.links if set(bodies) & set(link.old if forward else link.new)]
    steps = _steps(comparison, {clause.id for clause in sources}, [link.relation for link in links] or ["reworded"])
    score = sum(link.score for link in links) / len(links) if links else 0.0
    return Station(
        to, _addresses(body), tuple(one.text for one in body), steps, before.named.version.id, task, round(score, 4)
    )


def _absent(comparison: Comparison, clauses: set[str]) -> Step:
    """Whether a clause that has no counterpart was missed: whether a duty of it was the lower body's business."""
    missed = any(one.fate == "absent" and one.duty.clause in clauses for one in comparison.measures)
    return Step.NOT_TAKEN_UP if missed else Step.NOT_ADDRESSED


def _steps(comparison: Comparison, clauses: set[str], relations: Sequence[str]) -> tuple[Step, ...]:
    steps: list[Step] = []
    if any(row.moved and clauses & set(row.old) for row in comparison.rows):
        steps.append(Step.MOVED)
    for name, step in (("reworded", Step.REWORDED), ("edited", Step.EDITED), ("localised", Step.LOCALISED)):
        if name in relations:
            steps.append(step)
            break
    for change in comparison.obligations:
        if change.old is None or change.old.clause not in clauses:
            continue
        if change.change == "removed":
            steps.append(Step.DUTY_DROPPED)
        for field, direction in change.directions.items():
            step = _STEP_OF.get((field, direction)) or _STEP_OF.get((field, ""))
            if step:
                steps.append(step)
    return tuple(dict.fromkeys(steps)) or (Step.KEPT,)


_STEP_OF: dict[tuple[str, str], Step] = {
    ("deadline", "set"): Step.GIVEN_DATE,
    ("deadline", "dropped"): Step.DATE_DROPPED,
    ("deadline", ""): Step.DATE_MOVED,
    ("modality", "stronger"): Step.STRONGER,
    ("modality", "weaker"): Step.WEAKER,
    ("actor", ""): Step.ACTOR_CHANGED,
}


def _addresses(clauses: Iterable[Clause]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause.address for clause in clauses))


# --- who is related ---------------------------------------------------------------------------------------------------


class Kinship(StrEnum):
    """How a document is related to another."""

    CITES = "cites"
    CITED_BY = "cited-by"
    SOURCE = "source"
    DERIVATIVE = "derivative"
    SHARES = "shares-wording"
    SIBLING = "sibling"
    TOLD_HIGHER = "takes-up"
    TOLD_LOWER = "taken-up-by"


@dataclass(frozen=True, slots=True)
class Relative:
    """A related document: every way in which it is, the score by which it is ranked (0…1), and what shows it. A sibling
    stands on no other level and rests on the same texts (`bases`: their titles, held by the corpus or not).

    `level` is higher, same, lower, beside or unknown, seen from the document asked about; `standing` its own: state,
    province, city, district, town, "" where unknown.
    """

    document: str
    title: str
    jurisdiction: str
    date: str
    level: str
    kinds: tuple[Kinship, ...]
    score: float
    share: float
    quotes: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    standing: str = ""
    bases: tuple[str, ...] = ()


#: What a citation adds to the wording shared: to be named as the basis counts, to be mentioned a little.
_CITED_WEIGHT = {Relation.BASIS: 0.06, Relation.IMPLEMENTS: 0.06, Relation.FORWARDS: 0.06, Relation.AMENDS: 0.06}
_MENTION_WEIGHT = 0.02
_TOLD_WEIGHT = 0.5
_KINDS = {Direction.SOURCE: Kinship.SOURCE, Direction.DERIVATIVE: Kinship.DERIVATIVE}


def relatives(corpus: Corpus, words: str, limit: int = 50) -> tuple[Relative, ...]:
    """The documents related to one: cited, citing, sharing its wording, or told to; the closest first."""
    found = find_version(corpus, words)
    known: dict[str, Relative] = {}

    def note(name: str, item: Listed | Related, kind: Kinship, weight: float, quote: str = "") -> None:
        before = known.get(name)
        if before is None:
            level = item.relation.value if isinstance(item, Related) else _level(found, item)
            own = (
                item.level if isinstance(item, Related) else standing(item.jurisdiction, item.issuers, item.title).level
            )
            before = Relative(name, item.title, item.jurisdiction, item.date, level, (), 0.0, 0.0, (), (), own)
        quotes = (*before.quotes, quote) if quote and quote not in before.quotes else before.quotes
        kinds = before.kinds if kind in before.kinds else (*before.kinds, kind)
        known[name] = replace(before, kinds=kinds, score=min(1.0, before.score + weight), quotes=quotes)

    own = bases_of(corpus, found.version)
    for item in related(corpus, found, limit=limit):
        common = _common_bases(corpus, own, item) if item.relation in _LEVEL else ()
        kind = Kinship.SIBLING if common else _KINDS.get(item.direction, Kinship.SHARES)
        note(item.document, item, kind, item.score)
        known[item.document] = replace(known[item.document], share=item.share, evidence=item.evidence, bases=common)
    both = citations(corpus, found)
    for cited in both.cites:
        weight = _CITED_WEIGHT.get(cited.citation.relation, _MENTION_WEIGHT)
        for item in cited.documents[:1]:
            note(item.id, item, Kinship.CITES, weight, cited.citation.quote)
    for by in both.cited_by:
        record = corpus.queries.named(by.hit.document)
        for item in record[:1]:
            note(item.id, item, Kinship.CITED_BY, _MENTION_WEIGHT, by.hit.text[:120])
    for name in found.document.derives_from:
        for item in corpus.queries.named(name)[:1]:
            note(item.id, item, Kinship.TOLD_HIGHER, _TOLD_WEIGHT)
    for item in corpus.queries.deriving(found.document.id):
        note(item.id, item, Kinship.TOLD_LOWER, _TOLD_WEIGHT)
    ranked = sorted(known.values(), key=lambda one: (-one.score, one.title, one.document))
    return tuple(ranked[:limit])


#: Where siblings stand, seen from each other.
_LEVEL = (LevelRelation.SAME, LevelRelation.BESIDE, LevelRelation.UNKNOWN)


def _common_bases(corpus: Corpus, own: Mapping[str, str], item: Related) -> tuple[str, ...]:
    """The titles of what a document rests on as well."""
    version = find_version(corpus, f"{item.document}@{item.version}").version if own else None
    theirs = bases_of(corpus, version) if version is not None else {}
    return tuple(title for key, title in own.items() if key in theirs)


def _level(found: Named, item: Listed) -> str:
    own = standing_of_version(found.version)
    other = standing(item.jurisdiction, item.issuers, item.title)
    return own.to(other).value


# --- the graph of citations -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    """A document of the graph; `known` is False for one that is named and that the corpus lacks (`id` is its title)."""

    id: str
    title: str
    known: bool
    jurisdiction: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` names `target`; `relation` says as what."""

    source: str
    target: str
    relation: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Documents around one (`centre`) and who names whom."""

    centre: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def citation_graph(corpus: Corpus, words: str) -> Graph:
    """The documents that one names or takes up, those that name it or take it up, and those named that are lacking."""
    found = find_version(corpus, words)
    centre = found.document.id
    nodes = {
        centre: Node(
            centre, found.version.value("title"), True, found.version.value("jurisdiction"), found.version.date
        )
    }
    edges: dict[tuple[str, str], Edge] = {}

    def add(item: Listed, source: str, target: str, relation: str) -> None:
        nodes.setdefault(item.id, Node(item.id, item.title, True, item.jurisdiction, item.date))
        edges.setdefault((source, target), Edge(source, target, relation))

    both = citations(corpus, found)
    for cited in both.cites:
        relation = cited.citation.relation.value
        if not cited.documents:
            name = cited.citation.title
            nodes.setdefault(name, Node(name, name, False))
            edges.setdefault((centre, name), Edge(centre, name, relation))
        for item in cited.documents[:1]:
            add(item, centre, item.id, relation)
    for by in both.cited_by:
        for item in corpus.queries.named(by.hit.document)[:1]:
            add(item, item.id, centre, Relation.MENTIONS.value)
    for name in found.document.derives_from:
        for item in corpus.queries.named(name)[:1]:
            add(item, centre, item.id, Relation.IMPLEMENTS.value)
    for item in corpus.queries.deriving(centre):
        add(item, item.id, centre, Relation.IMPLEMENTS.value)
    return Graph(centre, tuple(nodes.values()), tuple(edges.values()))
