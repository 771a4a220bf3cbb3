"""The state of a matching: units of both sides, pairs worth a look with how alike they are, and links in the making."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from alignment.limits import Steps
from alignment.linking.similarity import ratio
from alignment.linking.units import Unit


class Alike(NamedTuple):
    """How alike two sentences are: characters in order (`ratio`), rare words shared (`dice`, and their `mass`)."""

    ratio: float
    dice: float
    mass: float

    @property
    def strength(self) -> float:
        """The mean of both measures: order of words, and what the words are."""
        return (self.ratio + self.dice) / 2


NOT_ALIKE = Alike(0.0, 0.0, 0.0)
#: A link that is only held likely, as evidence for others, until it is decided.
LIKELY = "likely"
#: Links that are no matter of judgement.
CERTAIN = frozenset(("exact", "person"))
#: What numbers of rows are made of.
_NUMBERING = "0123456789."
#: What parts the cells of a row.
_CELLS = re.compile(r"\S\s*[\t|]\s*\S")


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


@dataclass
class State:
    """Both sides, what is worth a look, and what is linked so far."""

    old: list[Unit]
    new: list[Unit]
    formulas: bool  # whether set phrases count
    steps: Steps  # counts the work
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
        return heads_of(self.old)

    @cached_property
    def heads_new(self) -> list[tuple[int, ...]]:
        return heads_of(self.new)

    @cached_property
    def clauses_old(self) -> list[str]:
        """For each old unit the article that it stands in, else its clause."""
        return [_clause(unit) for unit in self.old]

    @cached_property
    def clauses_new(self) -> list[str]:
        return [_clause(unit) for unit in self.new]

    @cached_property
    def two_best(self) -> tuple[dict[int, tuple[float, float]], dict[int, tuple[float, float]]]:
        """How alike the two most alike counterparts of each sentence of either side are, once all are compared."""
        old, new = (
            {at: _two_best(near.values()) for at, near in near_of.items()} for near_of in (self.near_old, self.near_new)
        )
        return old, new

    @cached_property
    def rows(self) -> tuple[dict[str, str], dict[str, str]]:
        """For the clauses of either side that are rows of tables which the other side has too: what they are about."""
        old, new = (_heads_of_rows(units) for units in (self.old, self.new))
        common = set(old.values()) & set(new.values())
        left, right = ({clause: head for clause, head in side.items() if head in common} for side in (old, new))
        return left, right

    @cached_property
    def articles(self) -> bool:
        """Whether both texts are made of articles (第一条 …)."""
        return all(_of_articles(units) for units in (self.old, self.new))

    def counts(self, unit: Unit) -> bool:
        """Whether a sentence takes part: one of set phrases only where set phrases count."""
        return self.formulas or not unit.formula

    def add(self, pair: Pair) -> None:
        held = self.pairs.get((pair.old, pair.new))
        if (pair.old, pair.new) in self.rejected or (held and held.matched_by == "person"):
            return
        if pair.matched_by != "person" and self._of_other_rows(pair.old, pair.new):
            return
        self.pairs[pair.old, pair.new] = pair
        self.of_old[pair.old].add(pair.new)
        self.of_new[pair.new].add(pair.old)

    def row_of(self, side: int, unit: Unit) -> str:
        """What the row of a table is about that a sentence stands in, "" where it stands in none, or is a number."""
        return self.rows[side].get(unit.clause.id, "") if unit.key.strip(_NUMBERING) else ""

    def _of_other_rows(self, i: int, j: int) -> bool:
        """Whether two sentences are cells of rows about different things that both texts have."""
        old, new = self.row_of(0, self.old[i]), self.row_of(1, self.new[j])
        return old != "" != new and old != new

    def drop_likely(self) -> None:
        """Forget the links that were only held likely."""
        for i, j in [place for place, pair in self.pairs.items() if pair.matched_by == LIKELY]:
            del self.pairs[i, j]
            self.of_old[i].discard(j)
            self.of_new[j].discard(i)

    def certain(self) -> tuple[set[int], set[int]]:
        """The sentences of either side whose counterpart is no matter of judgement."""
        places = [place for place, pair in self.pairs.items() if pair.matched_by in CERTAIN]
        return {i for i, _ in places}, {j for _, j in places}

    def section_new(self, j: int) -> int:
        """The nearest heading above new sentence j, -1 where there is none."""
        return self.heads_new[j][-1] if self.heads_new[j] else -1


def begun(
    old: list[Unit],
    new: list[Unit],
    paired: frozenset[tuple[int, int]],
    rejected: frozenset[tuple[int, int]],
    steps: Steps,
    *,
    formulas: bool,
) -> State:
    """A state that holds what a person paired."""
    state = State(old, new, formulas=formulas, steps=steps, rejected=rejected)
    for i, j in sorted(paired):
        state.add(Pair(i, j, ratio(old[i].local, new[j].local), "person"))
    return state


def note_near(state: State, i: int, j: int, alike: Alike) -> None:
    """Keep how alike a pair is that is worth a look."""
    state.near_old[i][j] = alike
    state.near_new[j][i] = alike


def linked_sections(state: State) -> dict[int, set[int]]:
    """For each old unit the new heads of sections that correspond to its own nearest one."""
    heads_old = state.heads_old
    return {
        unit.index: state.of_old.get(heads_old[unit.index][-1], set()) if heads_old[unit.index] else set()
        for unit in state.old
    }


def heads_of(units: list[Unit]) -> list[tuple[int, ...]]:
    """For each unit the indexes of the heading sentences that it stands under."""
    head_of: dict[str, int] = {}
    out: list[tuple[int, ...]] = []
    for unit in units:
        if unit.group == "heading":
            head_of[unit.clause.id] = unit.index
        chain = [head_of[clause] for clause in (*unit.clause.path, unit.clause.id) if clause in head_of]
        out.append(tuple(head for head in chain if head != unit.index))
    return out


def _heads_of_rows(units: Iterable[Unit]) -> dict[str, str]:
    """For the clause of a row of a table the key of its first cell, where no other row begins with the same.

    A number in front is passed over. What stands in a row is said of its head: 东渡 | 木船 is not 西渡 | 木船.
    """
    heads: dict[str, str] = {}
    cells: dict[str, bool] = {}
    for unit in units:
        name = unit.clause.id
        if name not in cells:
            cells[name] = _CELLS.search(unit.clause.text) is not None
        if cells[name] and name not in heads and unit.key.strip(_NUMBERING):
            heads[name] = unit.key
    often = Counter(heads.values())
    return {clause: key for clause, key in heads.items() if often[key] == 1}


def _two_best(near: Iterable[Alike]) -> tuple[float, float]:
    first = second = 0.0
    for alike in near:
        if alike.strength > first:
            first, second = alike.strength, first
        elif alike.strength > second:
            second = alike.strength
    return first, second


def _clause(unit: Unit) -> str:
    article = unit.clause.address.partition("/")[0]
    return article if article.endswith("条") else unit.clause.id


def _of_articles(units: list[Unit]) -> bool:
    bodies = [unit for unit in units if unit.group == "body"]
    return 2 * sum("条" in unit.clause.address for unit in bodies) > len(bodies)


def beside(state: State, i: int, j: int) -> int:
    """How many of the two neighbours of a pair are linked to each other."""
    return sum((j + step) in state.of_old.get(i + step, ()) for step in (-1, 1))


def context(state: State, i: int, j: int) -> float:
    """A small bonus for the same place in the text: linked neighbours, the same share of the way through."""
    bonus = 0.015 * beside(state, i, j)
    position = abs(i / max(1, len(state.old)) - j / max(1, len(state.new)))
    return bonus + 0.01 * (1 - position)
