"""Links decided: which counterpart is true of those that a sentence may have, and which further ones are too.

Equal text and a person's word are certain and not asked about. For each other sentence a bounded number of the most
alike is weighed; a sentence none of whose counterparts is likely enough is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nlargest

from alignment.linking.evidence import Evidence, Place
from alignment.linking.headings import heading_ratio, link_headings, quoted
from alignment.linking.learned import THRESHOLDS, Genre, Judge, Question
from alignment.linking.sentences import Scales
from alignment.linking.state import Alike, Pair, State
from alignment.linking.survivals import Survived

#: So many counterparts of a sentence are weighed, the most alike; and so many for a further link.
_CANDIDATES, _FURTHER = 8, 4
#: What is less alike than this share of the most alike counterpart is not weighed.
_SHARE = 0.5


def decide_best(state: State, judge: Judge, survived: Survived, scales: Scales) -> dict[Place, float]:
    """One counterpart for each sentence that has one; first of all but headings, then of headings by what is below.

    Returns the probability of each pair that was weighed.
    """
    evidence = Evidence(state, scales, survived.shares)
    candidates = _candidates(state, _CANDIDATES)
    pairs = [place for place in candidates if not _headings(state, *place)]
    found = _weighed(state, judge, "best", pairs, evidence)
    state.drop_likely()
    _take(state, found)
    link_headings(state)
    evidence = Evidence(state, scales, survived.shares)
    heads = {place for place in candidates if _headings(state, *place)}
    heads |= {*_open(state, evidence.below()), *_open(state, _of_one_name(state))}
    of_heads = _weighed(state, judge, "best", sorted(heads), evidence)
    state.drop_likely()
    _take(state, of_heads)
    return {(i, j): probability for probability, i, j in (*found, *of_heads)}


def decide_further(state: State, judge: Judge, survived: Survived, scales: Scales, chances: dict[Place, float]) -> None:
    """Further counterparts of sentences that have one: the halves of a split, the parts of a merge."""
    near = [(i, j) for i, j in _candidates(state, _FURTHER) if state.of_old.get(i) or state.of_new.get(j)]
    pairs = [place for place in sorted({*near, *survived.parts}) if place not in state.pairs]
    evidence = Evidence(state, scales, survived.shares, chances)
    for probability, i, j in _weighed(state, judge, "further", pairs, evidence):
        if probability >= THRESHOLDS["further", _genre(state, i, j)]:
            how = "segments" if (i, j) in survived.parts else "shared"
            state.add(Pair(i, j, _ratio(state, i, j), how, note=f"probability {probability:.2f}"))


def _weighed(
    state: State, judge: Judge, question: Question, pairs: Sequence[Place], evidence: Evidence
) -> list[tuple[float, int, int]]:
    """The probability of each pair, the likeliest first."""
    out: list[tuple[float, int, int]] = []
    of_genre: dict[Genre, list[Place]] = {}
    for place in pairs:
        of_genre.setdefault(_genre(state, *place), []).append(place)
    for genre, places in of_genre.items():
        found = judge.probabilities(question, genre, places, evidence.table(places))
        out += ((probability, i, j) for probability, (i, j) in zip(found.tolist(), places, strict=True))
    return sorted(out, key=lambda item: (-item[0], item[1], item[2]))


def _take(state: State, found: list[tuple[float, int, int]]) -> None:
    """The likeliest pairs, one to one."""
    for probability, i, j in found:
        if probability < THRESHOLDS["best", _genre(state, i, j)]:
            continue
        if not state.of_old.get(i) and not state.of_new.get(j):
            value = _ratio(state, i, j)
            how = "heading" if _headings(state, i, j) and value < 0.5 else "alike" if value >= 0.5 else "weighed"
            state.add(Pair(i, j, value, how, note=f"probability {probability:.2f}"))


def _candidates(state: State, most: int) -> list[Place]:
    """The most alike counterparts of each sentence that has no certain one, `most` for each."""
    certain_old, certain_new = state.certain()
    found = {(i, j) for i, j in _likest(state.near_old, certain_old, certain_new, most)}
    found |= {(i, j) for j, i in _likest(state.near_new, certain_new, certain_old, most)}
    return sorted(found)


def _likest(near_of: dict[int, dict[int, Alike]], own: set[int], other: set[int], most: int) -> list[Place]:
    out: list[Place] = []
    for at, near in near_of.items():
        if at not in own:
            open_ones = [(alike.strength, -to) for to, alike in near.items() if to not in other]
            best = nlargest(most, open_ones)
            out += ((at, -to) for strength, to in best if strength >= _SHARE * best[0][0])
    return out


def _open(state: State, pairs: Iterable[Place]) -> list[Place]:
    """Those pairs neither of which has a certain counterpart."""
    certain_old, certain_new = state.certain()
    return [(i, j) for i, j in pairs if i not in certain_old and j not in certain_new]


def _of_one_name(state: State) -> list[Place]:
    """Headings that name the same thing in quotation marks, each name in few of them."""
    named: dict[str, tuple[list[int], list[int]]] = {}
    for side, units in enumerate((state.old, state.new)):
        for unit in units:
            if unit.group == "heading":
                for name in quoted(unit.local):
                    named.setdefault(name, ([], []))[side].append(unit.index)
    return [(i, j) for olds, news in named.values() if len(olds) * len(news) <= _CANDIDATES for i in olds for j in news]


def _headings(state: State, i: int, j: int) -> bool:
    return state.old[i].group == state.new[j].group == "heading"


def _genre(state: State, i: int, j: int) -> Genre:
    if _headings(state, i, j):
        return "heading"
    return "article" if state.articles else "text"


def _ratio(state: State, i: int, j: int) -> float:
    alike = state.near_old.get(i, {}).get(j)
    return alike.ratio if alike else heading_ratio(state, i, j)
