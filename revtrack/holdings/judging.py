"""A person's corrections of a comparison: how they are found again, and what they do to it.

A review is keyed by the two documents, the task, and the folded hash of the sentence on each side. Where both sentences
are found again it holds; where one of them was only edited it is carried over, to be confirmed; where a field of the
duty changed since, it is outdated and does nothing. Of several about one thing the latest holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from alignment.duties.measures import settled
from alignment.linking.similarity import ratio
from alignment.model import Comparison, Decided, Obligation, ObligationChange, Side
from alignment.reading.normalize import fold
from corpus_repo import About, Passage, Review, Verdict
from revtrack.holdings.judging_added import corrected, with_added
from revtrack.holdings.judging_entries import PERSON, Dismissed, judge_entries, without
from revtrack.holdings.passages import Sentences
from revtrack.holdings.reviewed import EDITED, Pair, Reviewed, Standing, digest_of


@dataclass(frozen=True)
class Judged:
    """A comparison with what people said of it.

    `rejected` are the obligation changes that they took away, `dismissed` the other differences, each with the review
    that did; `earlier` gives for a review the ones that it replaced, `read_as` for a difference whose kind was
    corrected what it was taken for. `found` are the changes before anybody spoke of them, what people added behind
    them, and `numbers` gives for each change of the comparison its place among them, from 0.
    """

    comparison: Comparison
    reviewed: tuple[Reviewed, ...] = ()
    rejected: tuple[tuple[ObligationChange, Reviewed], ...] = ()
    earlier: Mapping[str, tuple[Review, ...]] = field(default_factory=dict[str, tuple[Review, ...]])
    dismissed: Dismissed = ()
    read_as: Mapping[str, str] = field(default_factory=dict[str, str])
    found: tuple[ObligationChange, ...] = ()
    numbers: tuple[int, ...] = ()

    def of_change(self, number: int) -> tuple[Reviewed, ...]:
        """What was said of one obligation change, remarks included."""
        return tuple(item for item in self.reviewed if item.review.about is About.CHANGE and item.change == number)

    def of_link(self, old: str, new: str) -> tuple[Reviewed, ...]:
        """What was said of one pair of sentences."""
        return tuple(item for item in self.reviewed if item.review.about is About.LINK and item.pair == (old, new))

    def of_entry(self, entry: str) -> tuple[Reviewed, ...]:
        """What was said of one difference beside the duties, remarks included."""
        return tuple(item for item in self.reviewed if item.review.about is About.ENTRY and item.entry == entry)

    @property
    def to_settle(self) -> int:
        """How many changes of substance there are to be confirmed, corrected or rejected, those rejected included."""
        others = [entry for entry in self.comparison.account if entry.cls == "substance"]
        gone = [entry for entry, _ in self.dismissed if entry.cls == "substance"]
        return len(self.comparison.obligations) + len(self.rejected) + len(others) + len(gone)

    @property
    def settled(self) -> int:
        """How many of them somebody has confirmed, corrected or rejected."""
        others = {entry.id for entry in self.comparison.account if entry.cls == "substance"}
        ruled = {
            (item.change, item.entry)
            for item in self.reviewed
            if (item.change >= 0 or item.entry in others)
            and item.standing is Standing.HOLDS
            and item.review.verdict is not Verdict.NOTE
        }
        gone = [entry for entry, _ in self.dismissed if entry.cls == "substance"]
        return len(ruled) + len(self.rejected) + len(gone)

    @property
    def waiting(self) -> tuple[Reviewed, ...]:
        """What was carried over or is outdated: somebody has to look."""
        return tuple(item for item in self.reviewed if item.standing is not Standing.HOLDS)


def in_force(reviews: Iterable[Review]) -> tuple[list[Review], dict[str, tuple[Review, ...]]]:
    """(the reviews that hold, in the order in which they were made; the earlier ones that each of them replaces).

    Remarks replace nothing and are never replaced; what was added stays, whatever is said of it later.
    """
    latest: dict[tuple[str, ...], Review] = {}
    before: defaultdict[str, list[Review]] = defaultdict(list)
    notes: list[Review] = []
    for review in reviews:
        if review.verdict is Verdict.NOTE:
            notes.append(review)
            continue
        key = _key(review)
        known = latest.pop(key, None)
        if known:
            before[review.id] += [*before.pop(known.id, []), known]
        latest[key] = review
    return [*latest.values(), *notes], {name: tuple(earlier) for name, earlier in before.items()}


def same_matter(one: Review, other: Review) -> bool:
    """Whether of two reviews the later one replaces the earlier."""
    return Verdict.NOTE not in {one.verdict, other.verdict} and _key(one) == _key(other)


def _key(review: Review) -> tuple[str, ...]:
    sides = (review.old, review.new)
    quotes = (fold(side.quote) if side else "" for side in sides) if review.about is About.CHANGE else ()
    said = Verdict.ADD.value if review.verdict is Verdict.ADD else ""
    return (said, review.about.value, *(side.digest if side else "" for side in sides), *quotes)


def decide(reviews: Sequence[Review], old: Side, new: Side) -> tuple[Decided, list[Reviewed]]:
    """What reviews say of the correspondence of sentences, to be given to the alignment."""
    if not reviews:
        return Decided(), []
    sentences = Sentences(old, new)
    pairs: set[Pair] = set()
    rejected: set[Pair] = set()
    found: list[Reviewed] = []
    for review in reviews:
        met = sentences.pair(review) if review.about is About.LINK else None
        if met is None:
            continue
        found.append(Reviewed(review, met[1], met[0]))
        if review.verdict is Verdict.REJECT:
            rejected.add(met[0])
        elif review.verdict in (Verdict.CONFIRM, Verdict.PAIR):
            pairs.add(met[0])
    return Decided(frozenset(pairs), frozenset(rejected)), found


def apply(
    reviews: Sequence[Review],
    comparison: Comparison,
    links: Sequence[Reviewed] = (),
    earlier: Mapping[str, tuple[Review, ...]] | None = None,
) -> Judged:
    """The comparison as people corrected it; `links` is what `decide` found."""
    speaks = any(review.verdict is Verdict.ADD or review.right for review in reviews)
    sentences = Sentences(comparison.old, comparison.new) if speaks else Sentences()
    added = with_added(reviews, comparison, sentences)
    comparison = added.comparison
    ruled: dict[int, Reviewed] = {}
    said = [item for item in added.said if item.review.about is About.CHANGE]
    for review in reviews:
        if review.about is not About.CHANGE or review.verdict is Verdict.ADD:
            continue
        met = _met(review, comparison)
        if met is None:
            continue
        said.append(met)
        if review.verdict is not Verdict.NOTE and met.standing is not Standing.OUTDATED:
            ruled[met.change] = met
    entries = judge_entries(reviews, comparison.account)
    kept: list[ObligationChange] = []
    taken: list[tuple[ObligationChange, Reviewed]] = []
    numbers: dict[int, int] = {}
    for number, change in enumerate(comparison.obligations):
        rule = ruled.get(number)
        if rule and rule.review.verdict is Verdict.REJECT:
            taken.append((change, rule))
            continue
        numbers[number] = len(kept)
        kept.append(_corrected(change, rule.review, sentences) if rule else change)
    lost = [item for item in said if item.change < 0]
    renumbered = (*(replace(item, change=numbers[item.change]) for item in said if item.change in numbers), *lost)
    beside = tuple(item for item in added.said if item.review.about is About.ENTRY)
    gone = {entry.id for entry, _ in entries.dismissed}
    account = without(entries.account, {change.entry for change, _ in taken} - {change.entry for change in kept})
    return Judged(
        replace(comparison, obligations=tuple(kept), account=account, measures=settled(comparison.measures, kept)),
        (*links, *renumbered, *(item for item in beside if item.entry not in gone), *entries.reviewed),
        tuple(taken),
        dict(earlier or {}),
        entries.dismissed,
        entries.read_as,
        comparison.obligations,
        tuple(numbers),
    )


def _corrected(change: ObligationChange, review: Review, sentences: Sentences) -> ObligationChange:
    if review.verdict is Verdict.CORRECT:
        return corrected(change, review, sentences)
    return replace(change, matched_by=PERSON)


def _met(review: Review, comparison: Comparison) -> Reviewed | None:
    """Where a review of an obligation change stands in this comparison; None where nothing of it is found."""
    best: tuple[float, int] = (0.0, -1)
    for number, change in enumerate(comparison.obligations):
        score = _likeness(review, change, comparison)
        if score > best[0]:
            best = score, number
    score, number = best
    if number < 0:
        return None
    change = comparison.obligations[number]
    pair = (change.old.sentence if change.old else "", change.new.sentence if change.new else "")
    if score >= 2.0:
        return Reviewed(review, Standing.HOLDS, pair, number)
    same = all(
        _facts(passage) == _facts_of(duty)
        for passage, duty in ((review.old, change.old), (review.new, change.new))
        if passage and duty
    )
    return Reviewed(review, Standing.CARRIED if same else Standing.OUTDATED, pair, number)


def _likeness(review: Review, change: ObligationChange, comparison: Comparison) -> float:
    """2 where both sides read as they did, 1 and a bit where one of them was edited, 0 for another change."""
    exact, alike = 0, 0.0
    for passage, duty, side in ((review.old, change.old, comparison.old), (review.new, change.new, comparison.new)):
        if (passage is None) != (duty is None):
            return 0.0
        if passage is None or duty is None:
            exact += 1
            continue
        sentence = side.by_sentence[duty.sentence][1].text
        quotes = fold(passage.quote), fold(duty.text)
        if digest_of(sentence) == passage.digest and quotes[0] == quotes[1]:
            exact += 1
            continue
        like = ratio(*quotes)
        if like < EDITED:
            return 0.0
        alike = max(alike, like)
    if exact == 2:
        return 2.0
    one_sided = review.old is None or review.new is None
    return 1.0 + alike / 2 if exact == 1 and not one_sided else alike / 2 if one_sided else 0.0


#: What makes a duty another one, for a review of it: its wording may change, these may not.
_BINDING = ("actor", "modality", "deadline", "quantity", "reporting", "condition")


def _facts(passage: Passage) -> tuple[str, ...]:
    return tuple(fold(passage.duty.get(name, "")) for name in _BINDING)


def _facts_of(duty: Obligation) -> tuple[str, ...]:
    return tuple(fold(str(getattr(duty, name))) for name in _BINDING)
