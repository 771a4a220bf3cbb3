"""From a duty to what punishes its breach: clauses of its own text that name it or say its case, and of other texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import log

from alignment.duties.breaches import Breach, breach_in, case_in, covers, is_stem
from alignment.knowledge import Knowledge
from alignment.reading.normalize import fold
from corpus_repo import Corpus, Line
from corpus_repo.answers import Hit
from revtrack.errors import InvalidInput
from revtrack.force.keys import title_key
from revtrack.force.texts import address_key, is_within
from revtrack.holdings.naming import Named
from revtrack.tracing.citations import citations_of

#: Duties and bans, by the force words that laws bind with.
_BINDS = ("应当", "不得", "禁止", "必须", "严禁", "应")
#: So much of what a duty says must stand in the case of a sanction, and so much more than in any other's.
_ALIKE = 0.6
#: Clauses of other texts that are looked at.
_MOST = 500


class How(StrEnum):
    """How a sanction is known to be one for a duty: it names its provision, says its case in like words, stands in
    another text that names it, or is for whatever breaks the whole text."""

    NAMES = "names"
    WORDS = "words"
    ELSEWHERE = "elsewhere"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Sanction:
    """A clause that punishes: how it is known to, where it stands, and the texts whose sanctions it points at (title
    and the id of a document, "" where the corpus lacks it). `score` (0…1) says how alike the words are."""

    how: How
    document: str
    version: str
    title: str
    date: str
    line: int
    address: str
    text: str
    points_at: tuple[tuple[str, str], ...] = ()
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Enforced:
    """A clause that binds, by its line in text.txt (from 1), and what punishes its breach, the surest first."""

    line: int
    address: str
    text: str
    sanctions: tuple[Sanction, ...]


@dataclass(frozen=True, slots=True)
class Enforcement:
    """The clauses of a version that bind, each with what punishes its breach; `whole`: the sanctions for whatever
    breaks the text; `more` says that other texts name the document in more clauses than were looked at."""

    named: Named
    clauses: tuple[Enforced, ...]
    whole: tuple[Sanction, ...]
    more: bool

    @property
    def without(self) -> int:
        """How many clauses nothing punishes but what is for the whole text."""
        return sum(not clause.sanctions for clause in self.clauses)


def enforcement(corpus: Corpus, found: Named, address: str = "") -> Enforcement:
    """What punishes the breach of each clause of a version that binds, or only of those at an address.

    Raises `InvalidInput` (unknown-address).
    """
    lines = corpus.lines(found.version)
    title = found.version.value("title") or found.document.id
    key = address_key(address) if address else ""
    addressed = [(at, line) for at, line in enumerate(lines, start=1) if line.address]
    own = _with_items(addressed)
    punishing = {at for at, _, _ in own}
    asked = [(at, line) for at, line in addressed if (is_within(line.address, key) if key else _binds(line))]
    if key and not asked:
        known = "; ".join(dict.fromkeys(line.address for _, line in addressed))
        raise InvalidInput("unknown-address", facts={"address": address, "known": known[:400]})
    told = _Told(corpus, found, title, own)
    others, more = _elsewhere(corpus, found, title)
    weights = _Weights([line.text for line in lines if line.address])
    clauses: list[Enforced] = []
    for at, line in asked:
        if at in punishing and not key:
            continue  # a sanction is no duty of whom it punishes
        named = [told.of(How.NAMES, *one) for one in own if one[0] != at and _names(one[2], line.address, "")]
        other = [_of_hit(hit) for hit, breach in others if _names(breach, line.address, title_key(title))]
        alike = () if named else _alike(line, [one for one in own if one[0] != at and not one[2].provisions], weights)
        said = [told.of(How.WORDS, *one, score=score) for score, one in alike]
        clauses.append(Enforced(at, line.address, line.text, (*named, *said, *other)))
    return Enforcement(found, tuple(clauses), tuple(told.of(How.WHOLE, *one) for one in own if one[2].whole), more)


def _with_items(addressed: Sequence[tuple[int, Line]]) -> list[tuple[int, Line, Breach]]:
    """The clauses that punish, the cases that one lists below itself as well."""
    own: list[tuple[int, Line, Breach]] = []
    stem = ""
    for at, line in addressed:
        if stem and line.address.startswith(f"{stem}/"):
            own.append((at, line, breach_in(line.text) or Breach((), case_in(line.text), whole=False)))
            continue
        breach = breach_in(line.text)
        if breach is not None:
            own.append((at, line, breach))
        stem = line.address if breach is not None and is_stem(line.text) else ""
    return own


def _binds(line: Line) -> bool:
    return any(word in line.text for word in _BINDS) and line.kind != "heading"


def _names(breach: Breach, address: str, title: str) -> bool:
    return any(
        covers(one, address) for one in breach.provisions if (title_key(one.title) if one.title else "") == title
    )


class _Told:
    """Makes sanctions of clauses of one version."""

    def __init__(self, corpus: Corpus, found: Named, title: str, own: Sequence[tuple[int, Line, Breach]]) -> None:
        self._found = found
        self._title = title
        self._points = {at: _points_at(corpus, line) for at, line, _ in own}

    def of(self, how: How, at: int, line: Line, _: Breach, score: float = 1.0) -> Sanction:
        """A clause of the version as a sanction."""
        version = self._found.version
        where = (self._found.document.id, version.id, self._title, version.date, at, line.address, line.text)
        return Sanction(how, *where, points_at=self._points[at], score=round(score, 2))


def _points_at(corpus: Corpus, line: Line) -> tuple[tuple[str, str], ...]:
    """The texts by whose rules a clause punishes: 依照《治安条例》的规定处罚."""
    found: list[tuple[str, str]] = []
    named = citations_of([line])
    known = corpus.queries.called({name for one in named for name in one.names}, ())
    for one in named:
        documents = next((known[key] for name in one.names if (key := corpus.queries.fold(name)) in known), ())
        found.append((one.title, documents[0].id if documents else ""))
    return tuple(found)


def _elsewhere(corpus: Corpus, found: Named, title: str) -> tuple[list[tuple[Hit, Breach]], bool]:
    """Clauses of the wordings that count of other documents which punish the breach of provisions of this one."""
    bare = title.removeprefix("中华人民共和国")
    if len(bare) < 3:
        return [], False
    page = corpus.queries.search(f"{bare}》第", limit=_MOST)
    current = {item.id: item.current for item in corpus.queries.documents().items} if page.items else {}
    told: list[tuple[Hit, Breach]] = []
    for hit in page.items:
        if hit.document == found.document.id or current.get(hit.document) != hit.version:
            continue
        breach = breach_in(hit.text)
        if breach is not None and breach.provisions:
            told.append((hit, breach))
    return told, page.total > len(page.items)


def _of_hit(hit: Hit) -> Sanction:
    return Sanction(How.ELSEWHERE, hit.document, hit.version, hit.title, hit.date, hit.line, hit.address, hit.text)


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of characters of a text without what every law says."""
    bare = fold(text)
    for phrase in (*Knowledge.shipped().formulas, *_BINDS, "未按照", "违反", "规定", "按照", "未", "的"):
        bare = bare.replace(phrase, " ")
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1) if " " not in bare[at : at + 2])


class _Weights:
    """How much each pair of characters of a text says: what stands in few clauses says more."""

    def __init__(self, texts: Iterable[str]) -> None:
        given = list(texts)
        self._count = Counter(pair for text in given for pair in _pairs(text))
        self._total = len(given) or 1

    def of(self, pairs: Iterable[str]) -> float:
        """The weight of some pairs together."""
        return sum(log(1 + self._total / self._count[pair]) for pair in pairs if self._count[pair])


def _alike(
    line: Line, own: Sequence[tuple[int, Line, Breach]], weights: _Weights
) -> list[tuple[float, tuple[int, Line, Breach]]]:
    """The sanctions whose case says what a clause orders, each with how much of the case stands in the clause."""
    said = _pairs(line.text)
    scored: list[tuple[float, tuple[int, Line, Breach]]] = []
    for one in own:
        case = _pairs(one[2].case) if one[2].case else frozenset[str]()
        weight = weights.of(case)
        if len(case) >= 4 and weight:
            scored.append((weights.of(case & said) / weight, one))
    best = max((score for score, _ in scored), default=0.0)
    return [one for one in scored if one[0] >= max(_ALIKE, best - 0.1)][:2]
