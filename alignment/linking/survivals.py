"""Comma segments that survive in a sentence that is not the counterpart: splits, merges, containment."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from alignment.limits import Limits, Steps
from alignment.linking.candidates import Overlap
from alignment.linking.localise import Localiser
from alignment.linking.nearness import MEETINGS
from alignment.linking.similarity import common_length, ratio_matrix, ratios
from alignment.linking.state import State, linked_sections
from alignment.linking.units import Segment, Unit, segments_of
from alignment.model import SegmentLink, SegmentRef

#: So many tries whether a segment survives with words taken out make a step.
_TRIES = 200
#: Segments of two sentences that correspond, the likeness first.
Parts = list[tuple[float, Segment, Segment]]


class Survived:
    """The segments of each pair of sentences that survive, and what of the sentences they are."""

    def __init__(self, state: State, localiser: Localiser, limits: Limits) -> None:
        self._state = state
        self.parts: dict[tuple[int, int], Parts] = {}
        self.shares: dict[tuple[int, int], tuple[float, float]] = {}
        certain_old, certain_new = state.certain() if state.changed_only else (set[int](), set[int]())
        self._old = _segments(state, state.old, certain_old, localiser)
        self._new = _segments(state, state.new, certain_new, localiser)
        if self._old and self._new:
            self._hold(_segment_pairs(self._old, self._new, limits, state.steps))

    def thin_out(self) -> None:
        """Look again for segments that survive with words taken out, now that sections are linked."""
        self._hold(_thinned(self._state, self._old, self._new))

    def links(self, told: set[tuple[int, int]]) -> list[SegmentLink]:
        """The segments of pairs that are not `told` already by a link of the whole sentences."""
        out: list[SegmentLink] = []
        for (i, j), parts in sorted(self.parts.items()):
            if (i, j) not in told:
                left, right = self._state.old[i].sentence.id, self._state.new[j].sentence.id
                for score, a, b in parts:
                    kind = "contained" if score >= 0.9 else "partial"
                    here, there = SegmentRef(left, a.start, a.end), SegmentRef(right, b.start, b.end)
                    out.append(SegmentLink(here, there, kind, score))
        return out

    def _hold(self, found: list[tuple[Segment, Segment, float]]) -> None:
        for a, b, score in found:
            self.parts.setdefault((a.unit, b.unit), []).append((score, a, b))
        for i, j in {(a.unit, b.unit) for a, b, _ in found}:
            mass = sum(score * min(len(a.key), len(b.key)) for score, a, b in self.parts[i, j])
            shorter = min(len(self._state.old[i].local), len(self._state.new[j].local))
            self.shares[i, j] = (mass, mass / max(1, shorter))


def _segments(state: State, units: list[Unit], certain: set[int], localiser: Localiser) -> list[Segment]:
    return [
        part
        for unit in units
        if unit.group in ("body", "heading") and state.counts(unit) and unit.index not in certain
        for part in segments_of(unit, localiser)
        if len(part.key) >= 6
    ]


def _segment_pairs(
    old: list[Segment], new: list[Segment], limits: Limits, steps: Steps
) -> list[tuple[Segment, Segment, float]]:
    """Mutually best segments, alike enough for their length."""
    left, right = [part.key for part in old], [part.key for part in new]
    if len(old) * len(new) <= limits.max_matrix:
        scores = ratio_matrix(left, right, 0.7)
        found = {(i, j): float(scores[i, j]) for i, j in np.argwhere(scores > 0).tolist()}
    else:
        overlap = Overlap(left, right)
        steps.take(overlap.meetings(), to_a_step=MEETINGS)
        near = sorted(overlap.likest(4))
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


def _thinned(state: State, old: list[Segment], new: list[Segment]) -> list[tuple[Segment, Segment, float]]:
    """Segments that survive with words taken out: every character of the shorter, in order, in the longer.

    Only under corresponding headings, and where one of the two sentences is still alone.
    """
    # the chapter of an article is too wide a place to tell anything by
    sections = {
        i: heads for i, heads in linked_sections(state).items() if heads and "条" not in state.old[i].clause.address
    }
    by_section: dict[int, list[Segment]] = defaultdict(list)
    for part in new:
        by_section[state.section_new(part.unit)].append(part)
    out: list[tuple[Segment, Segment, float]] = []
    for part in old:
        for section in sections.get(part.unit, ()):
            state.steps.take(len(by_section[section]), to_a_step=_TRIES)
            for other in by_section[section]:
                if state.of_old.get(part.unit) and state.of_new.get(other.unit):
                    continue
                short, long = sorted((part.key, other.key), key=len)
                if 9 <= len(short) < len(long) <= 5 * len(short) and common_length(short, long) == len(short):
                    out.append((part, other, 0.8))
    return out


def _best_elsewhere(ranked: list[tuple[float, int]], unit: int) -> float:
    return max((score for score, other in ranked if other != unit), default=0.0)
