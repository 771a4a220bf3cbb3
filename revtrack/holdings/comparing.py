"""Comparisons of stored versions, with what people said of them; kept by content, so that none is made twice."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from alignment.duties.table import DIRECTIONS, FIELDS
from alignment.knowledge import Knowledge
from alignment.limits import Limits
from alignment.model import SUBSTANCE_KINDS, Side, SideName, Task
from corpus_repo import About, Change, Corpus, Kind, Passage, Review, Verdict
from corpus_repo.layout import new_id
from revtrack.budget import Compare
from revtrack.errors import InvalidInput
from revtrack.holdings.changing import Changed
from revtrack.holdings.judging import Judged, apply, decide, in_force, passage_of, same_matter
from revtrack.holdings.judging_entries import KIND, passages_of, reviewable, taken_for
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person says of a comparison: about a pair of sentences, about the obligation change `change` (from 0), or
    about the difference `entry` (its id in the account).

    `fields` maps a changed field to its direction, where the verdict is a correction; of an entry "kind" to its kind.
    """

    by: str
    verdict: Verdict
    old: str = ""
    new: str = ""
    change: int = -1
    entry: str = ""
    fields: Mapping[str, str] | None = None
    note: str = ""


def review(corpus: Corpus, found: Compared, task: Task, word: Word, *, overrules: bool = True) -> Changed:
    """Keep what a person said; what others said of the same is kept, too, and holds no more where she `overrules`.

    Raises `InvalidInput` (reviewer, review-about, review-verdict, review-others).
    """
    by = " ".join(word.by.split())
    if not by:
        raise InvalidInput("reviewer")
    kept = _review(found, word, by)
    if not overrules:
        holding = in_force(reviews_of(corpus, found.old, found.new, task))[0]
        if any(one.by != by and same_matter(one, kept) for one in holding):
            raise InvalidInput("review-others")
    documents = tuple(dict.fromkeys((found.old.document.id, found.new.document.id)))
    change = Change(
        Kind.REVIEW,
        documents,
        found.new.version.id,
        found.new.version.value("title"),
        f"{kept.about.value} {kept.verdict.value}",
        word.note,
    )
    with corpus.writing(by) as writer:
        writer.stage_review(change, found.old.document.id, found.new.document.id, task, kept)
        written = writer.flush()[-1]
    return Changed(written.commit, change.kind.value, documents[0], change.title, change.version)


def _review(found: Compared, word: Word, by: str) -> Review:
    about, (old, new), kind = _about(found.judged, word)
    _check(word, about, kind)
    return Review(
        id=new_id(),
        at=datetime.now(UTC).isoformat(timespec="microseconds"),
        by=by,
        about=about,
        verdict=word.verdict,
        old=old,
        new=new,
        fields=dict(word.fields or {}) if word.verdict is Verdict.CORRECT else {},
        kind=kind,
        note=" ".join(word.note.split()),
        versions=(found.old.version.id, found.new.version.id),
    )


def _about(judged: Judged, word: Word) -> tuple[About, tuple[Passage | None, Passage | None], str]:
    """(what a word is about; the words of both sides; what another difference is taken for)."""
    comparison = judged.comparison
    if word.entry:
        entry = next((one for one in comparison.account if one.id == word.entry and reviewable(one)), None)
        if entry is None:
            raise InvalidInput("review-about", facts={"what": word.entry, "count": "0"})
        return About.ENTRY, passages_of(entry), judged.read_as.get(entry.id, taken_for(entry))
    if word.change < 0:
        if word.old not in comparison.old.by_sentence or word.new not in comparison.new.by_sentence:
            raise InvalidInput("review-about", facts={"what": f"{word.old} {word.new}".strip(), "count": "0"})
        return About.LINK, (passage_of(comparison.old, word.old), passage_of(comparison.new, word.new)), ""
    changes = comparison.obligations
    if word.change >= len(changes):
        raise InvalidInput("review-about", facts={"what": str(word.change + 1), "count": str(len(changes))})
    change = changes[word.change]
    old = passage_of(comparison.old, change.old.sentence, change.old) if change.old else None
    new = passage_of(comparison.new, change.new.sentence, change.new) if change.new else None
    return About.CHANGE, (old, new), ""


def _check(word: Word, about: About, kind: str) -> None:
    """Whether a verdict can be given of what it is about."""
    given = word.fields or {}
    if about is About.ENTRY:
        can_correct = kind in SUBSTANCE_KINDS
        known = all(name == KIND and value in SUBSTANCE_KINDS for name, value in given.items())
    else:
        can_correct = about is About.CHANGE
        known = all(name in FIELDS and value in DIRECTIONS for name, value in given.items())
    correct, pair = word.verdict is Verdict.CORRECT, word.verdict is Verdict.PAIR
    if (pair and about is not About.LINK) or (correct and not (can_correct and given)) or not known:
        raise InvalidInput("review-verdict", facts={"verdict": word.verdict.value, "about": about.value})
    if word.verdict is Verdict.NOTE and not word.note.strip():
        raise InvalidInput("review-note")
