"""Which pairs of sentences are worth a look, and how alike they are."""

from __future__ import annotations

import numpy as np

from alignment.limits import Limits
from alignment.linking.candidates import Floats, Overlap
from alignment.linking.similarity import ratio_matrix, ratios
from alignment.linking.state import Alike, State, note_near

#: Pairs that share less than this of their rarer words are never looked at, and of the others so many of a sentence.
_FLOOR_DICE, _MOST = 0.12, 12
#: Up to this many pairs even sentences found word for word are compared with all others, for their runners-up.
_EVERYTHING = 40_000
#: So many meetings of an n-gram of one text with the same one of the other make a step.
MEETINGS = 20_000


def compare_pairs(state: State, limits: Limits) -> None:
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
            near = {(i, j): (float(dice[i, j]), float(mass[i, j])) for i, j in _likest(dice)}
        else:
            state.fallback = "candidates"
            state.steps.take(overlap.meetings(), to_a_step=MEETINGS)
            near = {
                pair: shared for pair, shared in overlap.nearest(limits.candidates).items() if shared[0] >= _FLOOR_DICE
            }
        state.steps.take(len(near))
        values = ratios([(left[i], right[j]) for i, j in near]).tolist()
        for ((i, j), (share, weight)), value in zip(near.items(), values, strict=True):
            note_near(state, rows[i].index, columns[j].index, Alike(value, share, weight))


def _likest(dice: Floats) -> list[tuple[int, int]]:
    """The pairs that share most, for each sentence of either side."""
    kept = np.zeros(dice.shape, dtype=bool)
    for table, marks in ((dice, kept), (dice.T, kept.T)):
        if table.shape[1] <= _MOST:
            marks[:] = True
        else:
            best = np.argpartition(-table, _MOST - 1, axis=1)[:, :_MOST]
            np.put_along_axis(marks, best, values=True, axis=1)
    return [(i, j) for i, j in np.argwhere(kept & (dice >= _FLOOR_DICE)).tolist()]


def _across(state: State) -> None:
    """A heading that opens a paragraph here may be a sentence there: looked at only where nearly equal."""
    for olds, news in (("body", "heading"), ("heading", "body")):
        rows = [unit for unit in state.old if unit.group == olds and 10 <= len(unit.local) <= 60]
        columns = [unit for unit in state.new if unit.group == news and 10 <= len(unit.local) <= 60]
        if not rows or not columns or len(rows) * len(columns) > 1_000_000:
            continue
        scores = ratio_matrix([unit.local for unit in rows], [unit.local for unit in columns], 0.75)
        for i, j in np.argwhere(scores > 0).tolist():
            value = float(scores[i, j])
            note_near(state, rows[i].index, columns[j].index, Alike(value, value, 20.0))
