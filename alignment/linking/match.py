"""Sentences of two texts → links: exact anchors, alike pairs, headings, survivals below the sentence; else nothing.

Content decides; order and the headings above only break ties; numbers do not count. A sentence that has no counterpart
is left alone: a forced pair is worse than none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from alignment.limits import Limits
from alignment.linking.candidates import Overlap
from alignment.linking.localise import Localiser
from alignment.linking.similarity import common_length, ratio, ratio_matrix, ratios
from alignment.linking.units import Segment, Unit, segments_of
from alignment.model import Decided, Link, Relation, SegmentLink, SegmentRef, Task, Why

#: Pairs that share less than this of their rarer words are never looked at.
_FLOOR_DICE = 0.12


#: Up to this many pairs even sentences found word for word are compared with all others, for their runners-up.
_EVERYTHING = 40_000


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two sentences are: characters in order (`ratio`), rare words shared (`dice`, and their `mass`)."""

    ratio: float
    dice: float
    mass: float

    @property
    def strength(self) -> float:
        """The mean of both measures: order of words, and what the words are."""
        return (self.ratio + self.dice) / 2


_NOT_ALIKE = Alike(0.0, 0.0, 0.0)


@dataclass(slots=True)
class Pair:
    """A link in the making, by unit index."""

    old: int
    new: int
    score: float
    matched_by: str
    margin: float = 0.0
    runner_up: str = ""
    runner_up_score: float = 0.0
    note: str = ""


@dataclass(slots=True)
class Matched:
    """What the matcher found: links, survivals below the sentence, and the limit that made it coarser ("" if none)."""

    links: list[Link]
    segments: list[SegmentLink]
    fallback: str


@dataclass
class _State:
    old: list[Unit]
    new: list[Unit]
    formulas: bool  # whether set phrases count
    rejected: frozenset[tuple[int, int]] = frozenset()  # pairs that a person took apart
    changed_only: bool = False  # what is found word for word was not compared with anything else
    fallback: str = ""
    near_old: dict[int, dict[int, Alike]] = field(default_factory=lambda: defaultdict[int, dict[int, Alike]](dict))
    near_new: dict[int, dict[int, Alike]] = field(default_factory=lambda: defaultdict[int, dict[int, Alike]](dict))
    pairs: dict[tuple[int, int], Pair] = field(default_factory=dict[tuple[int, int], Pair])
    of_old: dict[int, set[int]] = field(default_factory=lambda: defaultdict[int, set[int]](set))
    of_new: dict[int, set[int]] = field(default_factory=lambda: defaultdict[int, set[int]](set))

    @cached_property
    def heads_old(self) -> list[tuple[int, ...]]:
        """For each old unit the headings that it stands under, the nearest last."""
        return _heads(self.old)

    @cached_property
    def heads_new(self) -> list[tuple[int, ...]]:
        return _heads(self.new)

    def counts(self, unit: Unit) -> bool:
        """Whether a sentence takes part: one of set phrases only where set phrases count."""
        return self.formulas or not unit.formula

    def add(self, pair: Pair) -> None:
        held = self.pairs.get((pair.old, pair.new))
        if (pair.old, pair.new) in self.rejected or (held and held.matched_by == "person"):
            return
        self.pairs[pair.old, pair.new] = pair
        self.of_old[pair.old].add(pair.new)
        self.of_new[pair.new].add(pair.old)

    def section_new(self, j: int) -> int:
        """The nearest heading above new sentence j, -1 where there is none."""
        return self.heads_new[j][-1] if self.heads_new[j] else -1


def match(
    old: list[Unit],
    new: list[Unit],
    localiser: Localiser,
    task: Task,
    limits: Limits,
    decided: Decided | None = None,
) -> Matched:
    """Link the sentences of two sides.

    Args:
        old: units of the old side, in reading order.
        new: units of the new side.
        localiser: folds the names of places and bodies.
        task: in a derivation, links that differ only by place and body are "localised".
        limits: from how many pairs on candidates come from an index.
        decided: what a person said of pairs: it stands, whatever the texts look like.
    """
    paired, rejected = (_numbered(old, new, pairs) for pairs in (decided or Decided()).both)
    state = _begun(old, new, paired, rejected, formulas=False)
    related = _plainly_related(old, new)
    if not related:
        _exact(state)
        _compare(state, limits)
        _nearest(state, sure=True)
        related = _related(state)
    if related:
        state = _begun(old, new, paired, rejected, formulas=True)
        _exact(state)
        _compare(state, limits)
        _nearest(state, sure=True)
    _headings(state)
    survivals = _survivals(state, localiser, limits) if state.formulas else []
    _nearest(state, sure=False)
    _shared(state)
    _headings(state)
    _addressees(state)
    _responsibilities(state)
    _explain(state)
    links = [_link(state, pair, localiser, task) for _, pair in sorted(state.pairs.items())]
    return Matched(links, survivals, state.fallback)


def _numbered(old: list[Unit], new: list[Unit], pairs: frozenset[tuple[str, str]]) -> frozenset[tuple[int, int]]:
    """Pairs of sentence ids as pairs of unit indices; a pair that the texts do not hold is passed over."""
    if not pairs:
        return frozenset()
    here, there = ({unit.sentence.id: unit.index for unit in units} for units in (old, new))
    return frozenset((here[left], there[right]) for left, right in pairs if left in here and right in there)


def _begun(
    old: list[Unit],
    new: list[Unit],
    paired: frozenset[tuple[int, int]],
    rejected: frozenset[tuple[int, int]],
    *,
    formulas: bool,
) -> _State:
    """A state that holds what a person paired."""
    state = _State(old, new, formulas=formulas, rejected=rejected)
    for i, j in sorted(paired):
        state.add(Pair(i, j, ratio(old[i].local, new[j].local), "person"))
    return state


def _compare(state: _State, limits: Limits) -> None:
    """Both measures for every pair of one group that is worth a look.

    In long texts only sentences that are not found word for word on the other side are looked at, and of many of those
    only the likeliest counterparts: work grows with what changed.
    """
    _across(state)
    for group in ("body", "heading", "front", "back"):
        rows = [unit for unit in state.old if unit.group == group and state.counts(unit)]
        columns = [unit for unit in state.new if unit.group == group and state.counts(unit)]
        if len(rows) * len(columns) > _EVERYTHING:
            rows = [unit for unit in rows if not state.of_old.get(unit.index)]
            columns = [unit for unit in columns if not state.of_new.get(unit.index)]
            state.changed_only = True
        if not rows or not columns:
            continue
        left, right = [unit.local for unit in rows], [unit.local for unit in columns]
        if state.formulas:
            overlap = Overlap(left, right)
        else:
            overlap = Overlap([unit.content for unit in rows], [unit.content for unit in columns])
        if len(rows) * len(columns) <= limits.max_matrix:
            dice, mass = overlap.dense()
            near = {
                (i, j): (float(dice[i, j]), float(mass[i, j])) for i, j in np.argwhere(dice >= _FLOOR_DICE).tolist()
            }
        else:
            state.fallback = "candidates"
            near = {
                pair: shared for pair, shared in overlap.nearest(limits.candidates).items() if shared[0] >= _FLOOR_DICE
            }
        values = ratios([(left[i], right[j]) for i, j in near]).tolist()
        for ((i, j), (share, weight)), value in zip(near.items(), values, strict=True):
            _note(state, rows[i].index, columns[j].index, Alike(value, share, weight))


def _across(state: _State) -> None:
    """A heading that opens a paragraph here may be a sentence there: looked at only where nearly equal."""
    for olds, news in (("body", "heading"), ("heading", "body")):
        rows = [unit for unit in state.old if unit.group == olds and 10 <= len(unit.local) <= 60]
        columns = [unit for unit in state.new if unit.group == news and 10 <= len(unit.local) <= 60]
        if not rows or not columns or len(rows) * len(columns) > 1_000_000:
            continue
        scores = ratio_matrix([unit.local for unit in rows], [unit.local for unit in columns], 0.75)
        for i, j in np.argwhere(scores > 0).tolist():
            value = float(scores[i, j])
            _note(state, rows[i].index, columns[j].index, Alike(value, value, 20.0))


def _note(state: _State, i: int, j: int, alike: Alike) -> None:
    state.near_old[i][j] = alike
    state.near_new[j][i] = alike


# --- exact anchors -----------------------------------------------------------------------------------------------


#: Of a sentence that is repeated so often nobody can tell which is which: they are paired in order.
_MANY = 40_000


def _exact(state: _State) -> None:
    """Sentences with equal text; of repeated ones those with the same neighbours, else in order."""
    places: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for units, side in ((state.old, 0), (state.new, 1)):
        for unit in units:
            if state.counts(unit):
                places[_pool(unit), unit.key][side].append(unit.index)
    for (_, key), (olds, news) in places.items():
        if not olds or not news or not key:
            continue
        if len(olds) == len(news) or len(olds) * len(news) > _MANY:
            for i, j in zip(olds, news, strict=False):
                state.add(Pair(i, j, 1.0, "exact"))
            continue
        ranked = sorted(
            (
                (_neighbours(state, i, j), -abs(i / len(state.old) - j / len(state.new)), i, j)
                for i in olds
                for j in news
            ),
            reverse=True,
        )[:400]
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        for _, _, i, j in ranked:
            if i not in taken_old and j not in taken_new:
                taken_old.add(i)
                taken_new.add(j)
                state.add(Pair(i, j, 1.0, "exact"))


def _pool(unit: Unit) -> str:
    return "text" if unit.group in ("body", "heading") else unit.group


def _neighbours(state: _State, i: int, j: int) -> int:
    score = 0
    for step in (-1, 1):
        a, b = i + step, j + step
        if 0 <= a < len(state.old) and 0 <= b < len(state.new) and state.old[a].key == state.new[b].key:
            score += 1
    return score


# --- alike pairs -------------------------------------------------------------------------------------------------


def _plainly_related(old: list[Unit], new: list[Unit]) -> bool:
    """Whether a tenth of the shorter text stands word for word in the other, in sentences too long for set phrases."""
    if [unit.key for unit in old] == [unit.key for unit in new]:
        return True
    here, there = ({unit.key for unit in units if len(unit.key) >= 30} for units in (old, new))
    shorter = min(sum(len(unit.key) for unit in units) for units in (old, new))
    return sum(len(key) for key in here & there) >= 0.1 * shorter > 0


def _related(state: _State) -> bool:
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


def _nearest(state: _State, *, sure: bool) -> None:
    """The best one-to-one pairs of sentences, the surest first.

    With `sure` only those that are alike by themselves; else also those that are each other's best and share enough of
    what is rare, the section they stand in included.
    """
    ranked: list[tuple[float, int, int]] = []
    for i, near in state.near_old.items():
        if state.of_old.get(i):
            continue
        for j, alike in near.items():
            if not state.of_new.get(j) and (state.old[i].group, state.new[j].group) != ("heading", "heading"):
                ranked.append((alike.strength + _context(state, i, j), i, j))
    ranked.sort(key=lambda item: (-item[0], item[1], item[2]))
    sections = {} if sure else _linked_sections(state)
    for _, i, j in ranked:
        if state.of_old.get(i) or state.of_new.get(j):
            continue
        alike = state.near_old[i][j]
        if _sure(state, i, j, alike):
            state.add(Pair(i, j, alike.ratio, "alike"))
        elif not sure and alike.mass >= 20 and _rare(state, sections, i, j) >= 0.2 and _mutual(state, sections, i, j):
            state.add(Pair(i, j, alike.ratio, "mutual", note=f"shares {alike.dice:.2f} of the rarer words"))


def _linked_sections(state: _State) -> dict[int, set[int]]:
    """For each old unit the new heads of sections that correspond to its own nearest one."""
    heads_old = state.heads_old
    return {
        unit.index: state.of_old.get(heads_old[unit.index][-1], set()) if heads_old[unit.index] else set()
        for unit in state.old
    }


def _rare(state: _State, sections: dict[int, set[int]], i: int, j: int) -> float:
    """The share of rare words, with a bonus where both stand under corresponding headings."""
    bonus = 0.05 if state.section_new(j) in sections.get(i, ()) else 0.0
    return state.near_old[i][j].dice + bonus


def _mutual(state: _State, sections: dict[int, set[int]], i: int, j: int) -> bool:
    own = _rare(state, sections, i, j)
    return all(_rare(state, sections, i, at) <= own for at in state.near_old[i]) and all(
        _rare(state, sections, at, j) <= own for at in state.near_new[j]
    )


def _sure(state: _State, i: int, j: int, alike: Alike) -> bool:
    """Whether two sentences are alike enough for their length: short ones agree by chance."""
    shorter = min(len(state.old[i].local), len(state.new[j].local))
    if shorter < 8:
        return alike.ratio >= 0.75 or (_beside(state, i, j) > 0 and (alike.ratio >= 0.6 or _contained(state, i, j)))
    if shorter < 14:
        return alike.ratio >= 0.62 and alike.dice >= 0.3
    return alike.ratio >= 0.5 and alike.dice >= 0.3


def _context(state: _State, i: int, j: int) -> float:
    """A small bonus for the same place in the text: linked neighbours, the same share of the way through."""
    bonus = 0.015 * _beside(state, i, j)
    position = abs(i / max(1, len(state.old)) - j / max(1, len(state.new)))
    return bonus + 0.01 * (1 - position)


def _beside(state: _State, i: int, j: int) -> int:
    """How many of the two neighbours of a pair are linked to each other."""
    return sum((j + step) in state.of_old.get(i + step, ()) for step in (-1, 1))


def _contained(state: _State, i: int, j: int) -> bool:
    """Whether the shorter sentence opens or closes the longer one: a date was put in front, a rest cut off."""
    short, long = sorted((state.old[i].local, state.new[j].local), key=len)
    return len(short) >= 5 and (long.startswith(short) or long.endswith(short))


def _shared(state: _State) -> None:
    """Sentences still alone whose best counterpart is taken: the other half of a split, one part of a merge.

    A counterpart that its own link explains wholly has nothing left to share.
    """
    clauses = {(state.old[i].clause.id, state.new[j].clause.id) for i, j in state.pairs}
    explained_old: dict[int, float] = defaultdict(float)
    explained_new: dict[int, float] = defaultdict(float)
    for pair in state.pairs.values():
        explained_old[pair.old] = max(explained_old[pair.old], pair.score)
        explained_new[pair.new] = max(explained_new[pair.new], pair.score)
    sections = _linked_sections(state)
    added: list[Pair] = []
    for flipped, own, near_of, taken, explained in (
        (False, state.old, state.near_old, state.of_old, explained_new),
        (True, state.new, state.near_new, state.of_new, explained_old),
    ):
        for unit in own:
            near = near_of[unit.index]
            if unit.group != "body" or taken.get(unit.index) or not near:
                continue
            ranked = [(at, unit.index) if flipped else (unit.index, at) for at in near]
            i, j = max(ranked, key=lambda pair: _rare(state, sections, *pair))
            alike = state.near_old[i][j]
            if explained[i if flipped else j] >= 0.8:
                continue
            left, right = state.old[i], state.new[j]
            if _rare(state, sections, i, j) >= 0.275 and alike.mass >= 18:
                added.append(Pair(i, j, alike.ratio, "shared", note=f"shares {alike.dice:.2f} of the rarer words"))
            elif (
                (left.clause.id, right.clause.id) in clauses
                and alike.dice >= 0.12
                and alike.mass >= 16
                and left.local[:5] == right.local[:5]
            ):
                added.append(Pair(i, j, alike.ratio, "topic", note=f"same clause, same topic: {left.local[:5]}"))
    for pair in added:
        if (pair.old, pair.new) not in state.pairs:
            state.add(pair)


# --- headings ----------------------------------------------------------------------------------------------------


def _headings(state: _State) -> None:
    """Headings by their own words and by what stands under them; a heading may take up two (split, merge)."""
    under, weight_old, weight_new = _below(state)
    ranked: list[tuple[float, float, float, int, int]] = []
    for i, j in sorted({*under, *((i, j) for i, near in state.near_old.items() for j in near)}):
        if (i, j) in state.pairs or (state.old[i].group, state.new[j].group) != ("heading", "heading"):
            continue
        alike = state.near_old[i].get(j, _NOT_ALIKE)
        own = (alike.ratio or _heading_ratio(state, i, j)) * 0.5 + alike.dice * 0.5
        if _quoted(state.old[i].local) & _quoted(state.new[j].local):
            own += 0.15  # a name in quotation marks is no accident
        support = under.get((i, j), 0.0) / max(1.0, min(weight_old[i], weight_new[j]))
        ranked.append((own + 0.5 * min(1.0, support) + _context(state, i, j), own, support, i, j))
    ranked.sort(key=lambda item: (-item[0], item[3], item[4]))
    for total, own, support, i, j in ranked:
        taken = bool(state.of_old.get(i)) + bool(state.of_new.get(j))
        level = len(state.old[i].clause.path) == len(state.new[j].clause.path)
        enough = 0.62 if min(len(state.old[i].local), len(state.new[j].local)) < 8 else 0.5
        first = taken == 0 and (own >= enough or (level and total >= 0.55 and support >= 0.3 and own >= 0.2))
        further = taken == 1 and level and support >= 0.4 and own >= 0.38
        if first or further:
            how = "alike" if first and own >= 0.62 else "heading"
            note = f"own words {own:.2f}, below {support:.2f}"
            state.add(Pair(i, j, _heading_ratio(state, i, j), how, note=note))


def _below(state: _State) -> tuple[dict[tuple[int, int], float], dict[int, float], dict[int, float]]:
    """Characters linked below each pair of headings, and those that stand below each heading of either side."""
    under: dict[tuple[int, int], float] = defaultdict(float)
    weight_old: dict[int, float] = defaultdict(float)
    weight_new: dict[int, float] = defaultdict(float)
    heads_old, heads_new = state.heads_old, state.heads_new
    for units, heads, weight in ((state.old, heads_old, weight_old), (state.new, heads_new, weight_new)):
        for unit in units:
            for head in heads[unit.index]:
                weight[head] += len(unit.key)
    for i, j in state.pairs:
        for a in heads_old[i]:
            for b in heads_new[j]:
                under[a, b] += min(len(state.old[i].key), len(state.new[j].key))
    return under, weight_old, weight_new


def _quoted(key: str) -> set[str]:
    return set(re.findall(r'"([^"]{2,20})"', key))


def _heading_ratio(state: _State, i: int, j: int) -> float:
    return ratio(state.old[i].local, state.new[j].local)


def _heads(units: list[Unit]) -> list[tuple[int, ...]]:
    """For each unit the indexes of the heading sentences that it stands under."""
    head_of: dict[str, int] = {}
    out: list[tuple[int, ...]] = []
    for unit in units:
        if unit.group == "heading":
            head_of[unit.clause.id] = unit.index
        chain = [head_of[clause] for clause in (*unit.clause.path, unit.clause.id) if clause in head_of]
        out.append(tuple(head for head in chain if head != unit.index))
    return out


# --- survivals below the sentence --------------------------------------------------------------------------------


def _survivals(state: _State, localiser: Localiser, limits: Limits) -> list[SegmentLink]:
    """Comma segments that survive in a sentence that is not the counterpart: splits, merges, containment."""
    old, new = (
        [
            part
            for unit in units
            if unit.group in ("body", "heading")
            and state.counts(unit)
            and not (state.changed_only and unit.index in whole)
            for part in segments_of(unit, localiser)
            if len(part.key) >= 6
        ]
        for units, whole in (
            (state.old, {i for (i, _), pair in state.pairs.items() if pair.matched_by == "exact"}),
            (state.new, {j for (_, j), pair in state.pairs.items() if pair.matched_by == "exact"}),
        )
    )
    if not old or not new:
        return []
    found: dict[tuple[int, int], list[tuple[float, Segment, Segment]]] = defaultdict(list)
    # the chapter of an article is too wide a place to tell anything by
    sections = {
        i: heads for i, heads in _linked_sections(state).items() if heads and "条" not in state.old[i].clause.address
    }
    for a, b, score in (*_segment_pairs(old, new, limits), *_thinned(state, sections, old, new)):
        found[a.unit, b.unit].append((score, a, b))
    survivals: list[SegmentLink] = []
    for (i, j), parts in sorted(found.items()):
        linked = (i, j) in state.pairs
        if linked:
            continue
        mass = sum(score * min(len(a.key), len(b.key)) for score, a, b in parts)
        left, right = state.old[i], state.new[j]
        cover = mass / max(1, min(len(left.local), len(right.local)))
        near = state.section_new(j) in sections.get(i, ())
        if (mass >= 10 and cover >= 0.45) or (near and mass >= 7 and cover >= 0.2):
            state.add(Pair(i, j, ratio(left.local, right.local), "segments", note=f"{cover:.2f} of the shorter"))
        for score, a, b in parts:
            kind = "contained" if score >= 0.9 else "partial"
            survivals.append(
                SegmentLink(
                    SegmentRef(left.sentence.id, a.start, a.end),
                    SegmentRef(right.sentence.id, b.start, b.end),
                    kind,
                    score,
                )
            )
    return survivals


def _segment_pairs(old: list[Segment], new: list[Segment], limits: Limits) -> list[tuple[Segment, Segment, float]]:
    """Mutually best segments, alike enough for their length."""
    left, right = [part.key for part in old], [part.key for part in new]
    if len(old) * len(new) <= limits.max_matrix:
        scores = ratio_matrix(left, right, 0.7)
        found = {(i, j): float(scores[i, j]) for i, j in np.argwhere(scores > 0).tolist()}
    else:
        near = list(Overlap(left, right).nearest(4))
        values = ratios([(left[i], right[j]) for i, j in near], 0.7)
        found = {pair: value for pair, value in zip(near, values.tolist(), strict=True) if value > 0}
    ranked_old: dict[int, list[tuple[float, int]]] = defaultdict(list)
    ranked_new: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), score in found.items():
        ranked_old[i].append((score, new[j].unit))
        ranked_new[j].append((score, old[i].unit))
    out: list[tuple[Segment, Segment, float]] = []
    for (i, j), score in sorted(found.items()):
        length = min(len(left[i]), len(right[j]))
        if score < (0.9 if length < 10 else 0.78):
            continue
        # what stands in several sentences is a formula, and says nothing about where it came from
        if (
            _best_elsewhere(ranked_old[i], new[j].unit) < score - 0.08
            and _best_elsewhere(ranked_new[j], old[i].unit) < score - 0.08
        ):
            out.append((old[i], new[j], score))
    return out


def _thinned(
    state: _State, sections: dict[int, set[int]], old: list[Segment], new: list[Segment]
) -> list[tuple[Segment, Segment, float]]:
    """Segments that survive with words taken out: every character of the shorter, in order, in the longer.

    Only under corresponding headings, and where one of the two sentences is still alone.
    """
    by_section: dict[int, list[Segment]] = defaultdict(list)
    for part in new:
        by_section[state.section_new(part.unit)].append(part)
    out: list[tuple[Segment, Segment, float]] = []
    for part in old:
        for section in sections.get(part.unit, ()):
            for other in by_section[section]:
                if state.of_old.get(part.unit) and state.of_new.get(other.unit):
                    continue
                short, long = sorted((part.key, other.key), key=len)
                if 9 <= len(short) < len(long) <= 5 * len(short) and common_length(short, long) == len(short):
                    out.append((part, other, 0.8))
    return out


def _best_elsewhere(ranked: list[tuple[float, int]], unit: int) -> float:
    return max((score for score, other in ranked if other != unit), default=0.0)


# --- the rest ----------------------------------------------------------------------------------------------------


def _addressees(state: _State) -> None:
    """The line that a text is addressed to corresponds to the other text's, whoever stands in it."""
    lines = [
        [unit.index for unit in units if unit.group == "front" and unit.sentence.text.endswith(("：", ":"))]
        for units in (state.old, state.new)
    ]
    if len(lines[0]) == len(lines[1]) == 1:
        (i,), (j,) = lines
        if not state.of_old.get(i) and not state.of_new.get(j):
            state.add(Pair(i, j, _heading_ratio(state, i, j), "addressee"))


def _responsibilities(state: _State) -> None:
    """Responsibility notes go with their clause."""
    partners: dict[str, set[str]] = defaultdict(set)
    for i, j in state.pairs:
        partners[state.old[i].clause.id].add(state.new[j].clause.id)
    notes: dict[str, list[int]] = defaultdict(list)
    for j, unit in enumerate(state.new):
        if unit.group == "responsibility" and not state.of_new.get(j):
            notes[unit.clause.id].append(j)
    for i, unit in enumerate(state.old):
        if unit.group != "responsibility" or state.of_old.get(i):
            continue
        free = [j for clause in sorted(partners[unit.clause.id]) for j in notes[clause] if not state.of_new.get(j)]
        if free:
            score, best = max((ratio(unit.local, state.new[j].local), -j) for j in free)
            state.add(Pair(i, -best, score, "responsibility"))


def _explain(state: _State) -> None:
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


def _link(state: _State, pair: Pair, localiser: Localiser, task: Task) -> Link:
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
