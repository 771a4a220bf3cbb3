"""Comparisons of stored versions, as people corrected them; kept by content, so that none is made twice."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from alignment.knowledge import Knowledge
from alignment.limits import Limits
from alignment.model import Side, SideName, Task
from corpus_repo import Corpus, Review
from revtrack.budget import Compare
from revtrack.holdings.judging import Judged, apply, decide, in_force
from revtrack.holdings.naming import Named
from revtrack.holdings.reading import to_side
from revtrack.holdings.rules import rules_digest

#: As many comparisons are kept in memory, of so many sentences in all; one of two long laws takes a few megabytes.
_KEPT, _KEPT_SENTENCES = 48, 150_000


@dataclass(frozen=True)
class Compared:
    """Two stored versions and everything found between them. `key` names the result: same key, same comparison."""

    old: Named
    new: Named
    judged: Judged
    key: str


class Comparisons:
    """Makes comparisons, each once however many ask for it at the same time."""

    def __init__(self, most_sentences: int = _KEPT_SENTENCES) -> None:
        self._most = most_sentences
        self._made: OrderedDict[str, Future[Judged]] = OrderedDict()
        self._sentences: dict[str, int] = {}
        self._lock = threading.Lock()

    def get(self, key: str, make: Callable[[], Judged]) -> Judged:
        """The comparison named by `key`, made by `make` where it is not kept."""
        mine: Future[Judged] = Future()
        with self._lock:
            known = self._made.get(key)
            if known is not None:
                self._made.move_to_end(key)
            else:
                self._made[key] = mine
                while len(self._made) > _KEPT:
                    self._forget(next(iter(self._made)))
        if known is not None:
            return known.result()
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                self._forget(key)
            mine.set_exception(error)
            raise
        mine.set_result(made)
        with self._lock:
            self._weigh(key, made)
        return made

    def _weigh(self, key: str, made: Judged) -> None:
        """Forget those that were asked for longest ago while all together are too much; the last one stays."""
        if key in self._made:
            self._sentences[key] = len(made.comparison.old.by_sentence) + len(made.comparison.new.by_sentence)
        while sum(self._sentences.values()) > self._most and len(self._sentences) > 1:
            self._forget(next(name for name in self._made if name in self._sentences))

    def _forget(self, key: str) -> None:
        self._made.pop(key, None)
        self._sentences.pop(key, None)

    def has(self, key: str) -> bool:
        """Whether a comparison is kept and ready."""
        with self._lock:
            known = self._made.get(key)
        return known is not None and known.done()


@dataclass(frozen=True, slots=True)
class Making:
    """How comparisons are made: within which limits, where they are kept, and what compares."""

    limits: Limits
    kept: Comparisons
    compare: Compare


def side_of(corpus: Corpus, found: Named, name: SideName, limits: Limits) -> Side:
    """A stored version as the alignment reads it, called and dated as its metadata says."""
    side = to_side(corpus.lines(found.version), name, limits)
    title, issued = found.version.value("title"), found.version.value("issued")
    return replace(side, title=title or side.title, issued=issued or side.issued)


def compared(corpus: Corpus, old: Named, new: Named, task: Task, making: Making) -> Compared:
    """Everything found between two versions, as people corrected it."""
    limits = making.limits
    reviews = reviews_of(corpus, old, new, task)
    key = key_of(old, new, task, limits, reviews)

    def make() -> Judged:
        left, right = side_of(corpus, old, "old", limits), side_of(corpus, new, "new", limits)
        holding, earlier = in_force(reviews)
        decided, links = decide(holding, left, right)
        comparison = making.compare(left, right, limits, task=task, decided=decided, name=key)
        return apply(holding, comparison, links, earlier)

    return Compared(old, new, making.kept.get(key, make), key)


def key_of(old: Named, new: Named, task: Task, limits: Limits, reviews: Sequence[Review]) -> str:
    """What a comparison depends on, as a hash: texts, names, task, rules, reviews."""
    facts = [task, repr(limits), rules_digest(), Knowledge.shipped().digest]
    for found in (old, new):
        version = found.version
        facts += [version.text, version.structure, version.value("title"), version.value("issued")]
    facts += [review.id for review in reviews]
    return hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def reviews_of(corpus: Corpus, old: Named, new: Named, task: Task) -> tuple[Review, ...]:
    """What people said of comparisons of these two documents, whatever ids they had then."""
    ids = [(named.document.id, *corpus.queries.redirects_to(named.document.id)) for named in (old, new)]
    return corpus.reviews(ids[0], ids[1], task)
