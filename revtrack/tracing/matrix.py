"""How lower bodies take up one policy: a row a clause of the higher text, a column a lower text.

Pure: comparisons (task `derivation`) in, one `Trace` out. A clause that a lower text leaves out was not removed there;
it was not taken up, and whether it was addressed to that body is told beside it. The rewording coefficient is one minus
the likeness of the wording taken over (Liu Heqing and Liang Yucheng, 政策内容再生产, 2021), by length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from alignment.duties.deadlines import direction_of, same_time
from alignment.duties.of_text import obligations_of
from alignment.model import Clause, Comparison, Kind, Link, Obligation, ObligationChange, Role, Section, Sentence
from alignment.reading.flat import flatten
from alignment.reading.times import Time, times
from revtrack.tracing.addressing import Addressed, addressed_by, bearer_of

_NOTHING: Mapping[str, str] = MappingProxyType({})
#: From this share of its characters on a clause that is taken up in other words counts as reworded, not as edited.
_REWORDED = 0.5
#: So much of a sentence must survive as comma segments for it to count as taken up at all.
_SURVIVING = 0.5
_STRONGER = frozenset({"stronger", "earlier", "more", "set", "wider"})
_WEAKER = frozenset({"weaker", "later", "fewer", "dropped", "narrower"})


class Status(StrEnum):
    """What became of a clause in a lower text."""

    VERBATIM = "verbatim"
    LOCALISED = "localised"
    EDITED = "edited"
    REWORDED = "reworded"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Measure:
    """One duty of a clause in one lower text: its words, whether it is carried over, and the number (from 0) of the
    obligation change that tells what became of it, -1 where it is as it was."""

    text: str
    carried: bool
    change: int = -1


@dataclass(frozen=True, slots=True)
class Cell:
    """One clause in one lower text.

    `links` are pairs of sentence ids (higher, lower); `addresses` where its counterparts stand, `anchor` the first of
    their clauses by id; `score` (0…1) how alike the wording is, by length; `directions` what changed in the duties, by
    field; `changes` the numbers (from 0) of the obligation changes in the comparison; `measures` the duties of the
    clause one by one.
    """

    status: Status
    addressed: Addressed
    score: float = 0.0
    directions: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    links: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    anchor: str = ""
    changes: tuple[int, ...] = ()
    by_person: bool = False
    measures: tuple[Measure, ...] = ()

    @property
    def leaning(self) -> str:
        """Whether what changed made the duties stronger, weaker, or neither plainly ("")."""
        ways = set(self.directions.values())
        up, down = bool(ways & _STRONGER), bool(ways & _WEAKER)
        return "stronger" if up and not down else "weaker" if down and not up else ""

    @property
    def expected(self) -> bool:
        """Whether its absence says anything: it was not plainly addressed to others."""
        return self.addressed is not Addressed.NO


@dataclass(frozen=True, slots=True)
class Row:
    """A clause of the higher text with its cell in every lower one. `section` are the ids of the headings above."""

    clause: str
    address: str
    text: str
    kind: str
    addressed: Addressed
    deadlines: tuple[str, ...]
    bearers: tuple[str, ...]
    section: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def taken_by(self) -> int:
        """How many lower texts take the clause up."""
        return sum(cell.status is not Status.ABSENT for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Addition:
    """A clause of a lower text that has no source above. `duties` are what binds in it: who, what, by when."""

    clause: str
    address: str
    text: str
    duties: tuple[Obligation, ...]

    @property
    def weight(self) -> int:
        """How much it binds: duties with a date or a number count for more, those with a named bearer too."""
        return sum(1 + 2 * bool(duty.deadline) + bool(duty.quantity) + bool(duty.actor) for duty in self.duties)


@dataclass(frozen=True, slots=True)
class DeadlineKept:
    """What became of one deadline of the higher text: `direction` is "" where it is kept as it is."""

    clause: str
    address: str
    old: str
    new: str
    direction: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what binds the lower bodies is carried over: duties, not clauses.

    `addressed` and `carried` count duties of clauses that are plainly addressed to the lower bodies; `unclear` and
    `unclear_carried` those where that is not said.
    """

    addressed: int
    carried: int
    unclear: int
    unclear_carried: int

    @property
    def share(self) -> float | None:
        """The share of the addressed duties that is carried over; None where none is addressed."""
        return self.carried / self.addressed if self.addressed else None


@dataclass(frozen=True, slots=True)
class Column:
    """One lower text as a whole: what it took over, what it added, how far it moved from the wording.

    `counts` are clauses by what became of them, those left out that were plainly addressed to others set apart as
    `beside`.
    """

    coverage: Coverage
    additions: tuple[Addition, ...]
    deadlines: tuple[DeadlineKept, ...]
    rewording: float
    counts: Mapping[Status, int]
    softened: tuple[str, ...]
    beside: int = 0

    @property
    def moved(self) -> frozenset[str]:
        """The clauses whose deadlines the lower text carries over and moves, gives or drops."""
        return frozenset(item.clause for item in self.deadlines if item.direction not in {"", "absent"})


@dataclass(frozen=True, slots=True)
class Trace:
    """A policy and the texts that take it up; rows in the order of the higher text, columns in the order given."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]

    @property
    def taken_by_nobody(self) -> tuple[Row, ...]:
        """Clauses that no lower text takes up though they were not plainly addressed to others."""
        return tuple(row for row in self.rows if not row.taken_by and row.addressed is not Addressed.NO)


def trace(comparisons: Sequence[Comparison]) -> Trace:
    """The matrix of comparisons that share their old side.

    Raises:
        ValueError: there is no comparison, or they have different old sides.
    """
    if not comparisons or any(
        [clause.text for clause in one.old.clauses] != [clause.text for clause in comparisons[0].old.clauses]
        for one in comparisons[1:]
    ):
        raise ValueError("comparisons of one higher text are wanted")
    higher = comparisons[0].old
    duties: defaultdict[str, list[Obligation]] = defaultdict(list)
    for duty in obligations_of(higher):
        duties[duty.clause].append(duty)
    addressed = {clause.id: addressed_by(clause.text, duties[clause.id]) for clause in higher.clauses}
    views = [_View(comparison, addressed) for comparison in comparisons]
    rows = tuple(
        Row(
            clause=clause.id,
            address=clause.address,
            text=clause.text,
            kind=clause.kind.value,
            addressed=addressed[clause.id],
            deadlines=tuple(dict.fromkeys(duty.deadline for duty in duties[clause.id] if duty.deadline)),
            bearers=tuple(dict.fromkeys(duty.actor for duty in duties[clause.id] if duty.actor)),
            section=clause.path,
            cells=tuple(view.cell(clause, duties[clause.id]) for view in views),
        )
        for clause in higher.clauses
        if _counts(clause)
    )
    columns = tuple(view.column(rows, at, duties) for at, view in enumerate(views))
    return Trace(rows, columns)


def _counts(clause: Clause) -> bool:
    """Whether a clause is a row: text that says something of its own, no bare heading."""
    return clause.kind is Kind.BODY and bool(clause.sentences)


def _body(clause: Clause) -> list[Sentence]:
    """The sentences by which a clause is judged: its text, not the heading that opens it."""
    own = [sentence for sentence in clause.sentences if sentence.role is Role.BODY]
    return own or list(clause.sentences)


class _View:
    """One comparison, looked at from the higher text."""

    def __init__(self, comparison: Comparison, addressed: Mapping[str, Addressed]) -> None:
        self._comparison = comparison
        self._addressed = addressed
        self._links: defaultdict[str, list[Link]] = defaultdict(list)
        for link in comparison.links:
            for old in link.old:
                self._links[old].append(link)
        self._survives: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for segment in comparison.segments:
            length = segment.old.end - segment.old.start
            self._survives[segment.old.sentence].append((segment.new.sentence, length))
        self._changes: defaultdict[str, list[tuple[int, ObligationChange]]] = defaultdict(list)
        self._removed: defaultdict[str, list[Obligation]] = defaultdict(list)
        for number, change in enumerate(comparison.obligations):
            if change.old is None:
                continue
            self._changes[change.old.clause].append((number, change))
            if change.change == "removed":
                self._removed[change.old.clause].append(change.old)

    # --- a cell ------------------------------------------------------------------------------------------------------

    def cell(self, clause: Clause, duties: Sequence[Obligation] = ()) -> Cell:
        """What became of a clause and of its duties."""
        addressed = self._addressed[clause.id]
        sentences = _body(clause)
        taken = [(sentence, self._links[sentence.id]) for sentence in sentences if self._links[sentence.id]]
        surviving = [] if taken else [sentence for sentence in sentences if self._survival(sentence) >= _SURVIVING]
        pairs = [(sentence.id, new) for sentence, links in taken for link in links for new in link.new]
        pairs += [(sentence.id, new) for sentence in surviving for new, _ in self._survives[sentence.id]]
        if not pairs:
            return Cell(Status.ABSENT, addressed)
        changes = self._changes[clause.id]
        where = [self._comparison.new.by_sentence[new][0] for _, new in pairs]
        cell = Cell(
            status=_status(sentences, taken),
            addressed=addressed,
            score=_score(sentences, taken),
            directions=_directions(change for _, change in changes),
            links=tuple(dict.fromkeys(pairs)),
            addresses=tuple(dict.fromkeys(one.address for one in where)),
            anchor=where[0].id,
            changes=tuple(number for number, _ in changes),
            by_person=any(link.matched_by == "person" for _, links in taken for link in links),
        )
        return replace(cell, measures=tuple(self._measure(duty, cell) for duty in duties))

    def _measure(self, duty: Obligation, cell: Cell) -> Measure:
        """What became of one duty of a clause that is taken up."""
        told = next((number for number, change in self._changes[duty.clause] if _is(change.old, duty)), -1)
        return Measure(duty.text, self._carried(duty, cell), told)

    def _survival(self, sentence: Sentence) -> float:
        return sum(length for _, length in self._survives[sentence.id]) / max(1, len(sentence.text))

    # --- a column ----------------------------------------------------------------------------------------------------

    def column(self, rows: Sequence[Row], at: int, duties: Mapping[str, Sequence[Obligation]]) -> Column:
        """What the lower text made of the whole."""
        cells = {row.clause: row.cells[at] for row in rows}
        beside = sum(cell.status is Status.ABSENT and not cell.expected for cell in cells.values())
        counts = {status: sum(cell.status is status for cell in cells.values()) for status in Status}
        counts[Status.ABSENT] -= beside
        lengths = [(len(row.text), row.cells[at].score) for row in rows if row.cells[at].status is not Status.ABSENT]
        total = sum(length for length, _ in lengths)
        return Column(
            coverage=self._coverage(cells, duties),
            additions=self._additions(),
            deadlines=tuple(self._deadlines(cells, duties)),
            rewording=1 - sum(length * score for length, score in lengths) / total if total else 0.0,
            counts=counts,
            softened=tuple(row.clause for row in rows if row.cells[at].leaning == "weaker"),
            beside=beside,
        )

    def _coverage(self, cells: Mapping[str, Cell], duties: Mapping[str, Sequence[Obligation]]) -> Coverage:
        figures = {Addressed.YES: [0, 0], Addressed.UNCLEAR: [0, 0], Addressed.NO: [0, 0]}
        for clause, cell in cells.items():
            for duty in duties.get(clause, ()):
                figure = figures[bearer_of(duty, cell.addressed)]
                figure[0] += 1
                figure[1] += self._carried(duty, cell)
        yes, unclear = figures[Addressed.YES], figures[Addressed.UNCLEAR]
        return Coverage(yes[0], yes[1], unclear[0], unclear[1])

    def _carried(self, duty: Obligation, cell: Cell) -> bool:
        """Whether a duty stands in the lower text: its sentence has a counterpart, and it was not left out of it."""
        if cell.status is Status.ABSENT or all(old != duty.sentence for old, _ in cell.links):
            return False
        gone = self._removed[duty.clause]
        return not any(_is(left, duty) for left in gone)

    def _deadlines(
        self, cells: Mapping[str, Cell], duties: Mapping[str, Sequence[Obligation]]
    ) -> Iterable[DeadlineKept]:
        addresses = {clause.id: clause.address for clause in self._comparison.old.clauses}
        told: set[tuple[str, str]] = set()
        for clause, cell in cells.items():
            for _, change in self._changes[clause]:
                if change.old and "deadline" in change.fields:
                    told.add((clause, change.old.deadline))
                    new = change.new.deadline if change.new else ""
                    direction = change.directions.get("deadline", "other")
                    if direction == "dropped":
                        new, direction = self._of_stage(change.old, direction)
                    yield DeadlineKept(clause, addresses[clause], change.old.deadline, new, direction)
            for duty in duties.get(clause, ()):
                if duty.deadline and (clause, duty.deadline) not in told:
                    told.add((clause, duty.deadline))
                    kept = self._carried(duty, cell)
                    new, direction = (duty.deadline, "") if kept else self._of_stage(duty, "absent")
                    yield DeadlineKept(clause, addresses[clause], duty.deadline, new, direction)

    def _of_stage(self, duty: Obligation, otherwise: str) -> tuple[str, str]:
        """(deadline, direction) that a duty has from the heading of the stage in which its counterpart now stands
        (准备阶段（2023年3月至5月）); ("", `otherwise`) where no heading above it has a date."""
        new = self._comparison.new
        for link in self._links[duty.sentence]:
            for sentence in link.new:
                clause = new.by_sentence[sentence][0]
                for above in reversed(clause.path):
                    dates = _days(new.by_clause[above].text) if above in new.by_clause else []
                    if dates:
                        return dates[-1].written, _direction(duty.deadline, dates[-1])
        return "", otherwise

    def _additions(self) -> tuple[Addition, ...]:
        """Clauses without a source, those that bind first."""
        sourced = {new for link in self._comparison.links for new in link.new}
        sourced |= {segment.new.sentence for segment in self._comparison.segments}
        duties: defaultdict[str, list[Obligation]] = defaultdict(list)
        for duty in obligations_of(self._comparison.new):
            duties[duty.clause].append(duty)
        found = [
            Addition(clause.id, clause.address, clause.text, tuple(duties[clause.id]))
            for clause in self._comparison.new.clauses
            if _counts(clause)
            and clause.section is not Section.GUIDANCE
            and not any(sentence.id in sourced for sentence in _body(clause))
        ]
        order = {clause.id: at for at, clause in enumerate(self._comparison.new.clauses)}
        return tuple(sorted(found, key=lambda addition: (-addition.weight, order[addition.clause])))


def _is(told: Obligation | None, duty: Obligation) -> bool:
    """Whether a change tells of a duty: its words stand in the same place."""
    return told is not None and told.sentence == duty.sentence and told.start < duty.end and duty.start < told.end


def _days(words: str) -> list[Time]:
    """The days of the calendar that words name."""
    return [time for time in times(flatten(words)) if time.kind == "day"]


def _direction(old: str, new: Time) -> str:
    """Whether a date is later or earlier than a deadline; "" where both say the same."""
    before = _days(old)
    if not before:
        return "other"
    return "" if same_time(before[-1], new) else direction_of(before[-1], new)


def _status(sentences: Sequence[Sentence], taken: Sequence[tuple[Sentence, Sequence[Link]]]) -> Status:
    relations = {link.relation for _, links in taken for link in links}
    if len(taken) == len(sentences) and relations <= {"same"}:
        return Status.VERBATIM
    if len(taken) == len(sentences) and relations <= {"same", "localised"}:
        return Status.LOCALISED
    total = sum(len(sentence.text) for sentence in sentences)
    reworded = sum(
        len(sentence.text) for sentence, links in taken if all(link.relation == "reworded" for link in links)
    )
    kept = sum(len(sentence.text) for sentence, _ in taken)
    return Status.REWORDED if not kept or reworded >= _REWORDED * min(total, kept) else Status.EDITED


def _score(sentences: Sequence[Sentence], taken: Sequence[tuple[Sentence, Sequence[Link]]]) -> float:
    total = sum(len(sentence.text) for sentence in sentences)
    got = sum(len(sentence.text) * max(link.score for link in links) for sentence, links in taken)
    return got / total if total else 0.0


def _directions(changes: Iterable[ObligationChange]) -> dict[str, str]:
    """What changed in the duties of a clause, by field; a duty that was left out of it weakens it."""
    found: dict[str, str] = {}
    for change in changes:
        if change.change == "removed":
            found.setdefault("action", "dropped")
        for name in change.fields:
            direction = change.directions.get(name, "other")
            found[name] = direction if found.get(name, direction) == direction else "other"
    return found
