"""Sentences of two texts → links: equal text, then decisions learned from annotated texts; else nothing.

Content decides; order and the headings above are evidence; numbers do not count. A sentence that has no counterpart
is left alone: a forced pair is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass

from alignment.limits import Limits, Steps
from alignment.linking.background import shipped_background
from alignment.linking.deciding import decide_best, decide_further
from alignment.linking.exact import find_exact
from alignment.linking.headings import link_headings
from alignment.linking.learned import Judge, shipped_judge
from alignment.linking.likely import link_likely
from alignment.linking.localise import Localiser
from alignment.linking.nearness import compare_pairs
from alignment.linking.notes import link_addressees, link_responsibilities, link_stems
from alignment.linking.sentences import Scales
from alignment.linking.similarity import common_length
from alignment.linking.state import Pair, State, begun
from alignment.linking.survivals import Survived
from alignment.linking.units import Unit
from alignment.model import Decided, Link, Relation, SegmentLink, Task, Why


@dataclass(slots=True)
class Matched:
    """What the matcher found: links, survivals below the sentence, and the limit that made it coarser ("" if none)."""

    links: list[Link]
    segments: list[SegmentLink]
    fallback: str


def match(
    old: list[Unit],
    new: list[Unit],
    localiser: Localiser,
    task: Task,
    limits: Limits,
    decided: Decided | None = None,
    judge: Judge | None = None,
    steps: Steps | None = None,
) -> Matched:
    """Link the sentences of two sides.

    Args:
        old: units of the old side, in reading order.
        new: units of the new side.
        localiser: folds the names of places and bodies.
        task: in a derivation, links that differ only by place and body are "localised".
        limits: from how many pairs on candidates come from an index.
        decided: what a person said of pairs: it stands, whatever the texts look like.
        judge: the learned decisions; the shipped ones by default.
        steps: counts the work; a count of its own within `limits` by default.

    Raises `TooMuchWork`.
    """
    judge = judge or shipped_judge()
    steps = steps or Steps(limits.max_steps)
    decided = decided or Decided()
    related = _plainly_related(old, new)
    state = _prepared(old, new, limits, decided, steps, formulas=related)
    if not related and _related(state):
        state = _prepared(old, new, limits, decided, steps, formulas=True)
    scales = Scales(shipped_background())
    survived, chances = _decided(state, judge, scales, localiser, limits)
    if not state.formulas and _related(state):
        state = _prepared(old, new, limits, decided, steps, formulas=True)
        survived, chances = _decided(state, judge, scales, localiser, limits)
    survived.thin_out()
    told = set(state.pairs)
    decide_further(state, judge, survived, scales, chances)
    link_addressees(state)
    link_stems(state)
    link_responsibilities(state)
    _explain(state)
    links = [_link(state, pair, localiser, task) for _, pair in sorted(state.pairs.items())]
    return Matched(links, survived.links(told) if state.formulas else [], state.fallback)


def _prepared(
    old: list[Unit], new: list[Unit], limits: Limits, decided: Decided, steps: Steps, *, formulas: bool
) -> State:
    """What is certain, what is worth a look and what is likely; set phrases count only between related texts."""
    paired, rejected = (_numbered(old, new, pairs) for pairs in decided.both)
    state = begun(old, new, paired, rejected, steps, formulas=formulas)
    find_exact(state)
    compare_pairs(state, limits)
    link_likely(state)
    return state


def _decided(
    state: State, judge: Judge, scales: Scales, localiser: Localiser, limits: Limits
) -> tuple[Survived, dict[tuple[int, int], float]]:
    """Decide the best counterparts; what survives below the sentence, and how probable each pair was."""
    link_headings(state)
    survived = Survived(state, localiser, limits)
    return survived, decide_best(state, judge, survived, scales)


def _numbered(old: list[Unit], new: list[Unit], pairs: frozenset[tuple[str, str]]) -> frozenset[tuple[int, int]]:
    """Pairs of sentence ids as pairs of unit indices; a pair that the texts do not hold is passed over."""
    if not pairs:
        return frozenset()
    here, there = ({unit.sentence.id: unit.index for unit in units} for units in (old, new))
    return frozenset((here[left], there[right]) for left, right in pairs if left in here and right in there)


def _plainly_related(old: list[Unit], new: list[Unit]) -> bool:
    """Whether a tenth of the shorter text stands word for word in the other, in sentences too long for set phrases."""
    if [unit.key for unit in old] == [unit.key for unit in new]:
        return True
    here, there = ({unit.key for unit in units if len(unit.key) >= 30} for units in (old, new))
    shorter = min(sum(len(unit.key) for unit in units) for units in (old, new))
    return sum(len(key) for key in here & there) >= 0.1 * shorter > 0


def _related(state: State) -> bool:
    """Whether the texts share more than set phrases: only then do their set phrases correspond.

    The test is the share of the smaller text's characters that sure links with content of their own hold.
    """
    shared_old = sum(len(state.old[i].local) for i in {pair.old for pair in state.pairs.values() if pair.score >= 0.6})
    shared_new = sum(len(state.new[j].local) for j in {pair.new for pair in state.pairs.values() if pair.score >= 0.6})
    total_old = sum(len(unit.local) for unit in state.old)
    total_new = sum(len(unit.local) for unit in state.new)
    return (
        max(shared_old / max(1, total_old), shared_new / max(1, total_new)) >= 0.02 or min(total_old, total_new) < 200
    )


def _explain(state: State) -> None:
    """Margin and runner-up of every link: how far the next best counterpart is."""
    for pair in state.pairs.values():
        best, name = 0.0, ""
        for j, alike in state.near_old.get(pair.old, {}).items():
            if j not in state.of_old[pair.old] and alike.ratio > best:
                best, name = alike.ratio, state.new[j].sentence.id
        for i, alike in state.near_new.get(pair.new, {}).items():
            if i not in state.of_new[pair.new] and alike.ratio > best:
                best, name = alike.ratio, state.old[i].sentence.id
        pair.runner_up, pair.runner_up_score = name, best
        pair.margin = max(0.0, pair.score - best)


def _link(state: State, pair: Pair, localiser: Localiser, task: Task) -> Link:
    left, right = state.old[pair.old], state.new[pair.new]
    return Link(
        (left.sentence.id,),
        (right.sentence.id,),
        _relation(left, right, pair.score, localiser, task),
        pair.score,
        pair.margin,
        pair.matched_by,
        Why(pair.runner_up, pair.runner_up_score, pair.note),
    )


def _relation(left: Unit, right: Unit, score: float, localiser: Localiser, task: Task) -> Relation:
    if left.key == right.key:
        return "same"
    if task == "derivation" and localiser.bare(left.key) == localiser.bare(right.key):
        return "localised"
    common = common_length(left.local, right.local)
    contained = common >= 0.85 * min(len(left.local), len(right.local)) and score >= 0.6
    return "edited" if score >= 0.72 or contained else "reworded"
