"""Diffusion: where a measure appears, by its name or its wording, earlier and later, and what became of it there."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from alignment.duties.stages import Stage, measures_in, numbers_in, sentence_with, stage_of
from corpus_repo import Corpus
from corpus_repo.answers import DutyHit, Hit, Listed
from revtrack.bodies.homes import home_of
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import Named
from revtrack.tracing.standing import standing
from revtrack.tracing.wording import sources

#: Clauses looked at for a name, and names of a document told.
_MOST, _NAMES = 500, 60
_YEAR = re.compile(r"[〔\[（(](20\d\d|19\d\d)[〕\]）)]|(20\d\d|19\d\d)\s?年")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a measure appears in one document: the clause that says most of it, how far it goes there, how firmly, who
    is to do it, its numbers and days. `year` orders it; `estimated` says that the text names no day of its own and the
    year is that of its number, its title or the first day that it sets. `score` (0…1) is the likeness where the wording
    is shared, 0 where only the name is; `others` counts further clauses that name it."""

    document: str
    version: str
    title: str
    place: str
    level: str
    status: str
    date: str
    year: int
    estimated: bool
    line: int
    address: str
    text: str
    sentence: str
    stage: Stage
    strength: int
    bearers: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]
    days: tuple[str, ...]
    score: float
    others: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A spot with what is other there than in the one it is seen against: stage, strength, bearers, numbers, each
    with both values; empty for the one itself."""

    spot: Spot
    turns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Diffusion:
    """A measure over documents, the earliest first; `origin` is the one that the others are seen against."""

    name: str
    origin: Spot | None
    moved: tuple[Moved, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """A named measure of a document: the clause that names it first, in how many other documents it stands, earlier
    and later ones, and in which places."""

    name: str
    line: int
    address: str
    documents: int
    earlier: int
    later: int
    places: tuple[str, ...]


@dataclass
class Texts:
    """The documents with their wordings that count, with their places, looked up once."""

    corpus: Corpus
    listed: dict[str, Listed] = field(init=False)
    _places: dict[str, str] = field(default_factory=dict[str, str])
    _years: dict[str, tuple[int, bool]] = field(default_factory=dict[str, "tuple[int, bool]"])

    def __post_init__(self) -> None:
        self.listed = {item.id: item for item in self.corpus.queries.documents().items}

    def place(self, document: str) -> str:
        """The place of a document, "" where nothing tells."""
        if document not in self._places:
            self._places[document] = home_of(self.corpus, self.listed[document])
        return self._places[document]

    def level(self, document: str) -> str:
        """Its level: state, province, city, district, town, "" where nothing tells."""
        item = self.listed[document]
        return standing(self.place(document), item.issuers, item.title).level

    def year(self, document: str) -> tuple[int, bool]:
        """(the year of a document, whether it is only estimated); 0 where nothing tells."""
        if document not in self._years:
            self._years[document] = self._year(self.listed[document])
        return self._years[document]

    def _year(self, item: Listed) -> tuple[int, bool]:
        if item.date[:4].isdigit():
            return int(item.date[:4]), False
        for words in (item.doc_number, item.title):
            if match := _YEAR.search(words):
                return int(match[1] or match[2]), True
        days = [one.duty.first_day or one.duty.last_day for one in self.corpus.queries.duties_in([item.current])]
        years = sorted(int(day[:4]) for day in days if day[:4].isdigit())
        return (years[0], True) if years else (0, True)


def diffusion(
    corpus: Corpus, name: str, origin: Named | None = None, address: str = "", only: Collection[str] = ()
) -> Diffusion:
    """Where a measure appears.

    Args:
        corpus: where to look.
        name: its name; "" asks for the wording of the clause alone.
        origin: the text that the others are seen against; without one, the earliest.
        address: the clause of it whose wording is looked for besides.
        only: ids of documents to look in; all without any.
    """
    texts = Texts(corpus)
    clauses: dict[str, list[tuple[Hit, float]]] = defaultdict(list)
    page = corpus.queries.search(name, limit=_MOST) if name else None
    for hit in page.items if page else ():
        item = texts.listed.get(hit.document)
        if item is not None and item.current == hit.version and (not only or hit.document in only):
            clauses[hit.document].append((hit, 0.0))
    if origin is not None and address:
        _add_wording(corpus, origin, address, texts, clauses, only)
    duties = corpus.queries.duties_in({found[0][0].version for found in clauses.values()})
    by_place: dict[tuple[str, int], list[DutyHit]] = defaultdict(list)
    for duty in duties:
        by_place[duty.version, duty.duty.line].append(duty)
    spots = [_spot(texts, found, name, by_place) for found in clauses.values()]
    spots.sort(key=lambda one: (one.year or 9999, one.date or f"{one.year}-99", one.title, one.document))
    own = origin.document.id if origin is not None else ""
    first = next((one for one in spots if one.document == own), None) or (spots[0] if spots else None)
    moved = tuple(Moved(one, () if first is None or one is first else _turns(first, one)) for one in spots)
    return Diffusion(name, first, moved, bool(page and page.total > _MOST))


def _add_wording(
    corpus: Corpus,
    origin: Named,
    address: str,
    texts: Texts,
    clauses: dict[str, list[tuple[Hit, float]]],
    only: Collection[str],
) -> None:
    """Add the clauses that share the wording of one clause of the origin, and that clause itself."""
    title = origin.version.value("title")
    status, date = origin.version.status.value, origin.version.date
    for at, line in enumerate(corpus.lines(origin.version), start=1):
        if line.address != address:
            continue
        where = (origin.document.id, origin.version.id, origin.position, status, title, date)
        own = Hit(*where, at, line.address, line.kind, line.whole)
        clauses[origin.document.id].insert(0, (own, 1.0))
        for one in sources(corpus, origin, at):
            if one.document not in texts.listed or (only and one.document not in only):
                continue
            told = (one.document, one.version, 0, one.status, one.title, one.date)
            hit = Hit(*told, one.line, one.address, "body", one.text)
            known = [other for other, _ in clauses[one.document]]
            if any((other.version, other.line) == (hit.version, hit.line) for other in known):
                clauses[one.document] = [
                    (other, one.score if other.line == hit.line else score) for other, score in clauses[one.document]
                ]
            else:
                clauses[one.document].append((hit, one.score))
        return


def _spot(
    texts: Texts,
    found: Sequence[tuple[Hit, float]],
    name: str,
    duties: dict[tuple[str, int], list[DutyHit]],
) -> Spot:
    """What a document makes of the measure, by the clause that says most of it."""
    best = max(found, key=lambda one: (one[1], *_says(one[0], name, duties.get((one[0].version, one[0].line), ()))))
    hit = best[0]
    item = texts.listed[hit.document]
    sentence = (sentence_with(hit.text, name) if name else "") or hit.text
    own = _of_sentence(sentence, duties.get((hit.version, hit.line), ()))
    year, estimated = texts.year(hit.document)
    bearers = dict.fromkeys((one["name"], one["role"]) for duty in own for one in json.loads(duty.duty.bearers))
    stages = [stage_of(sentence_with(one.text, name) or one.text) for one, _ in found]
    stage = stage_of(sentence)
    if stage is Stage.MENTION:
        stage = next((one for one in stages if one is not Stage.MENTION), stage)
    return Spot(
        hit.document,
        hit.version,
        item.title,
        texts.place(hit.document),
        texts.level(hit.document),
        item.status,
        item.date,
        year,
        estimated,
        hit.line,
        hit.address,
        hit.text,
        sentence,
        stage,
        max((duty.duty.strength for duty in own), default=0),
        tuple(bearers),
        numbers_in(sentence),
        tuple(dict.fromkeys(duty.duty.last_day for duty in own if duty.duty.last_day)),
        round(max(score for _, score in found), 2),
        len(found) - 1,
    )


def _says(hit: Hit, name: str, duties: Iterable[DutyHit]) -> tuple[int, int, int, int]:
    """How much a clause says of a measure: that it is ordered there, by whom, how far, with numbers."""
    sentence = (sentence_with(hit.text, name) if name else "") or hit.text
    own = _of_sentence(sentence, duties)
    ordered = any(duty.duty.bearers != "[]" for duty in own)
    stage = stage_of(sentence)
    return (len(own) > 0, len(numbers_in(sentence)) > 0, ordered, stage is not Stage.MENTION)


def _of_sentence(sentence: str, duties: Iterable[DutyHit]) -> list[DutyHit]:
    key = lookup_key(sentence)
    quotes = [(lookup_key(duty.duty.quote), duty) for duty in duties]
    return [duty for quote, duty in quotes if quote[:12] in key or key[:12] in quote]


def _turns(first: Spot, other: Spot) -> tuple[tuple[str, str, str], ...]:
    """What is other in a spot than in the first."""
    told: list[tuple[str, str, str]] = []
    if first.stage is not other.stage:
        told.append(("stage", first.stage.value, other.stage.value))
    if first.strength and other.strength and first.strength != other.strength:
        told.append(("strength", str(first.strength), str(other.strength)))
    names = [tuple(name for name, _ in one.bearers) for one in (first, other)]
    if names[0] != names[1]:
        told.append(("bearers", "、".join(names[0]), "、".join(names[1])))
    if first.numbers != other.numbers:
        told.append(("numbers", "、".join(first.numbers), "、".join(other.numbers)))
    return tuple(told)


def spreads(corpus: Corpus, found: Named) -> tuple[Spread, ...]:
    """The named measures of a version that stand in other documents too, those in most places first."""
    texts = Texts(corpus)
    named: dict[str, tuple[int, str, str]] = {}
    times: Counter[str] = Counter()
    for at, line in enumerate(corpus.lines(found.version), start=1):
        for name in measures_in(line.text):
            key = lookup_key(name)
            named.setdefault(key, (at, line.address, name))
            times[key] += 1
    own = texts.year(found.document.id)[0] if found.document.id in texts.listed else 0
    told: list[Spread] = []
    for key, _ in times.most_common(_NAMES):
        line, address, name = named[key]
        hits = corpus.queries.search(name, limit=_MOST).items
        others = {hit.document for hit in hits if hit.document != found.document.id} & set(texts.listed)
        if not others:
            continue
        years = [texts.year(one)[0] for one in others]
        places = tuple(sorted({texts.place(one) for one in others} - {""}))
        earlier = sum(1 for year in years if own and 0 < year < own)
        later = sum(1 for year in years if own and year > own)
        told.append(Spread(name, line, address, len(others), earlier, later, places))
    return tuple(sorted(told, key=lambda one: (-len(one.places), -one.documents, one.line)))
