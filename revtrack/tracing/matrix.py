"""How lower bodies take up one policy: a row a clause of the higher text with its measures, a column a lower text.

Pure: comparisons (task `derivation`) in, one `Trace` out. It decides nothing of its own: which duty is carried over,
not taken up, not the lower body's business or added is what the comparison says. The rewording coefficient is one minus
the likeness of the wording taken over (Liu Heqing and Liang Yucheng, 政策内容再生产, 2021), by length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from alignment import model
from alignment.duties.addressing import Addressed as Whom
from alignment.duties.addressing import Addressing
from alignment.model import Clause, Comparison, Fate, Kind, Link, Obligation, ObligationChange, Role, Section, Sentence
from revtrack.tracing.measures import Coverage, Figures, coverage_of, figures_of

_NOTHING: Mapping[str, str] = MappingProxyType({})
#: From this share of its characters on a clause that is taken up in other words counts as reworded, not as edited.
_REWORDED = 0.5
#: So much of a sentence must survive as comma segments for it to count as taken up at all.
_SURVIVING = 0.5
_STRONGER = frozenset({"stronger", "earlier", "more", "set", "wider"})
_WEAKER = frozenset({"weaker", "later", "fewer", "dropped", "narrower"})


class Addressed(StrEnum):
    """Whether a clause is addressed to the lower body: some of its duties are, none is, or nothing says so."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class Status(StrEnum):
    """What became of a clause in a lower text."""

    VERBATIM = "verbatim"
    LOCALISED = "localised"
    EDITED = "edited"
    REWORDED = "reworded"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Measure:
    """One duty of a clause in one lower text: its words, to whom it speaks, what became of it, and the number (from 0)
    of the obligation change that tells, -1 where none does."""

    text: str
    addressed: Whom
    fate: Fate
    change: int = -1

    @property
    def carried(self) -> bool:
        """Whether it stands in the lower text."""
        return self.fate in ("kept", "changed")


@dataclass(frozen=True, slots=True)
class Cell:
    """One clause in one lower text.

    `links` are pairs of sentence ids (higher, lower); `addresses` where its counterparts stand, `anchor` the first of
    their clauses by id; `score` (0…1) how alike the wording is, by length; `directions` what changed in the duties, by
    field; `changes` the numbers (from 0) of the obligation changes in the comparison; `measures` the duties of the
    clause one by one. Of a clause that is left out `addressed` says whether any of its duties is missed.
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
        """Whether its absence says anything: a duty of it is the lower body's business."""
        return self.addressed is Addressed.YES


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
    """A clause of a lower text with the duties in it that have no source above: who, what, by when."""

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
class Column:
    """One lower text as a whole: what it took over, what it added, how far it moved from the wording.

    `figures` are duties, the same wherever they are told; `counts` are clauses by what became of them, those left out
    that hold nothing of its business set apart as `beside`. `additions` are the duties it added, clause by clause,
    `unsourced` the clauses that as a whole have no source.
    """

    figures: Figures
    coverage: Coverage
    additions: tuple[Addition, ...]
    deadlines: tuple[DeadlineKept, ...]
    rewording: float
    counts: Mapping[Status, int]
    softened: tuple[str, ...]
    unsourced: tuple[Addition, ...]
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
        """Clauses that no lower text takes up though there are duties in them that are its business."""
        return tuple(row for row in self.rows if not row.taken_by and any(cell.expected for cell in row.cells))


def trace(comparisons: Sequence[Comparison]) -> Trace:
    """The matrix of comparisons that share their old side.

    Raises:
        ValueError: there is no comparison, or they have different old sides, or one is no derivation.
    """
    if (
        not comparisons
        or any(one.task != "derivation" for one in comparisons)
        or any(
            [clause.text for clause in one.old.clauses] != [clause.text for clause in comparisons[0].old.clauses]
            for one in comparisons[1:]
        )
    ):
        raise ValueError("comparisons of one higher text are wanted")
    higher = comparisons[0].old
    addressing = Addressing(higher)
    duties: defaultdict[str, list[Obligation]] = defaultdict(list)
    for measure in comparisons[0].measures:
        duties[measure.duty.clause].append(measure.duty)
    views = [_View(comparison) for comparison in comparisons]
    rows: list[Row] = []
    for clause in filter(_counts, higher.clauses):
        addressed = _addressed(clause, duties[clause.id], addressing)
        rows.append(
            Row(
                clause=clause.id,
                address=clause.address,
                text=clause.text,
                kind=clause.kind.value,
                addressed=addressed,
                deadlines=tuple(dict.fromkeys(duty.deadline for duty in duties[clause.id] if duty.deadline)),
                bearers=tuple(dict.fromkeys(duty.actor for duty in duties[clause.id] if duty.actor)),
                section=clause.path,
                cells=tuple(view.cell(clause, addressed) for view in views),
            )
        )
    return Trace(tuple(rows), tuple(view.column(rows, at) for at, view in enumerate(views)))


def _addressed(clause: Clause, duties: Sequence[Obligation], addressing: Addressing) -> Addressed:
    """Whether a clause is addressed to lower bodies, by its duties; by its words where nothing in it binds."""
    told = {addressing.of([bearer.name for bearer in duty.bearers], duty.text) for duty in duties}
    if not told:
        told = {addressing.of((), clause.text)}
    if Whom.LOWER in told:
        return Addressed.YES
    return Addressed.UNCLEAR if Whom.UNCLEAR in told else Addressed.NO


def _counts(clause: Clause) -> bool:
    """Whether a clause is a row: text that says something of its own, no bare heading."""
    return clause.kind is Kind.BODY and bool(clause.sentences)


def body_of(clause: Clause) -> list[Sentence]:
    """The sentences by which a clause is judged: its text, not the heading that opens it."""
    own = [sentence for sentence in clause.sentences if sentence.role is Role.BODY]
    return own or list(clause.sentences)


class _View:
    """One comparison, looked at from the higher text."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._links: defaultdict[str, list[Link]] = defaultdict(list)
        for link in comparison.links:
            for old in link.old:
                self._links[old].append(link)
        self._changes: defaultdict[str, list[tuple[int, ObligationChange]]] = defaultdict(list)
        self._numbers: dict[str, int] = {}
        for number, change in enumerate(comparison.obligations):
            if change.old is not None:
                self._changes[change.old.clause].append((number, change))
                self._numbers[change.entry] = number
        self._measures: defaultdict[str, list[model.Measure]] = defaultdict(list)
        for measure in comparison.measures:
            self._measures[measure.duty.clause].append(measure)

    # --- a cell ------------------------------------------------------------------------------------------------------

    def cell(self, clause: Clause, addressed: Addressed) -> Cell:
        """What became of a clause and of its duties; `addressed` is the clause's own."""
        told = self._measures[clause.id]
        measures = tuple(
            Measure(one.duty.text, Whom(one.addressed), one.fate, self._numbers.get(one.entry, -1) if one.entry else -1)
            for one in told
        )
        missed = any(one.fate == "absent" for one in told)
        sentences = body_of(clause)
        taken = [(sentence, self._links[sentence.id]) for sentence in sentences if self._links[sentence.id]]
        pairs = counterparts(self._comparison, [sentence.id for sentence in sentences])
        changes = self._changes[clause.id]
        if not pairs:
            left = Addressed.NO if addressed is Addressed.YES else addressed
            return Cell(
                Status.ABSENT,
                Addressed.YES if missed else left,
                changes=tuple(number for number, _ in changes),
                measures=measures,
            )
        where = [self._comparison.new.by_sentence[new][0] for _, new in pairs]
        return Cell(
            status=_status(sentences, taken),
            addressed=addressed,
            score=_score(sentences, taken),
            directions=_directions(change for _, change in changes),
            links=tuple(dict.fromkeys(pairs)),
            addresses=tuple(dict.fromkeys(one.address for one in where)),
            anchor=where[0].id,
            changes=tuple(number for number, _ in changes),
            by_person=any(link.matched_by == "person" for _, links in taken for link in links),
            measures=measures,
        )

    # --- a column ----------------------------------------------------------------------------------------------------

    def column(self, rows: Sequence[Row], at: int) -> Column:
        """What the lower text made of the whole."""
        cells = [row.cells[at] for row in rows]
        beside = sum(cell.status is Status.ABSENT and not cell.expected for cell in cells)
        counts = {status: sum(cell.status is status for cell in cells) for status in Status}
        counts[Status.ABSENT] -= beside
        lengths = [(len(row.text), row.cells[at].score) for row in rows if row.cells[at].status is not Status.ABSENT]
        total = sum(length for length, _ in lengths)
        additions = self._additions()
        return Column(
            figures=figures_of(self._comparison),
            coverage=coverage_of(self._comparison.measures),
            additions=additions,
            deadlines=tuple(self._deadlines()),
            rewording=1 - sum(length * score for length, score in lengths) / total if total else 0.0,
            counts=counts,
            softened=tuple(row.clause for row in rows if row.cells[at].leaning == "weaker"),
            unsourced=self._unsourced(additions),
            beside=beside,
        )

    def _deadlines(self) -> Iterable[DeadlineKept]:
        """The deadlines of the duties that are carried over or missed: moved, kept, absent."""
        addresses = {clause.id: clause.address for clause in self._comparison.old.clauses}
        told: set[tuple[str, str]] = set()
        for clause in self._comparison.old.clauses:
            for _, change in self._changes[clause.id]:
                if change.old and "deadline" in change.fields:
                    told.add((clause.id, change.old.deadline))
                    new = change.new.deadline if change.new else ""
                    direction = change.directions.get("deadline", "other")
                    yield DeadlineKept(clause.id, addresses[clause.id], change.old.deadline, new, direction)
            for measure in self._measures[clause.id]:
                deadline = measure.duty.deadline
                if deadline and measure.fate != "beside" and (clause.id, deadline) not in told:
                    told.add((clause.id, deadline))
                    new, direction = (deadline, "") if measure.carried else ("", "absent")
                    yield DeadlineKept(clause.id, addresses[clause.id], deadline, new, direction)

    def _additions(self) -> tuple[Addition, ...]:
        """The duties that the comparison tells as added, clause by clause, those that bind most first."""
        duties: defaultdict[str, list[Obligation]] = defaultdict(list)
        for change in self._comparison.obligations:
            if change.change == "added" and change.new is not None:
                duties[change.new.clause].append(change.new)
        found = [
            Addition(clause.id, clause.address, clause.text, tuple(duties[clause.id]))
            for clause in self._comparison.new.clauses
            if duties[clause.id]
        ]
        return tuple(sorted(found, key=lambda addition: -addition.weight))

    def _unsourced(self, additions: Iterable[Addition]) -> tuple[Addition, ...]:
        """Clauses that as a whole have no source, those that bind most first."""
        sourced = {new for link in self._comparison.links for new in link.new}
        sourced |= {segment.new.sentence for segment in self._comparison.segments}
        duties = {one.clause: one.duties for one in additions}
        found = [
            Addition(clause.id, clause.address, clause.text, duties.get(clause.id, ()))
            for clause in self._comparison.new.clauses
            if _counts(clause)
            and clause.section is not Section.GUIDANCE
            and not any(sentence.id in sourced for sentence in body_of(clause))
        ]
        return tuple(sorted(found, key=lambda addition: -addition.weight))


def counterparts(comparison: Comparison, sentences: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs (higher, lower) of sentences: those that are linked; where none is, those in which most of one survives."""
    wanted = set(sentences)
    linked = [(old, new) for link in comparison.links for old in link.old if old in wanted for new in link.new]
    if linked:
        order = {name: at for at, name in enumerate(sentences)}
        return sorted(linked, key=lambda pair: order[pair[0]])
    survives: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for segment in comparison.segments:
        if segment.old.sentence in wanted:
            survives[segment.old.sentence].append((segment.new.sentence, segment.old.end - segment.old.start))
    sides = comparison.old.by_sentence
    return [
        (name, new)
        for name in sentences
        if sum(length for _, length in survives[name]) >= _SURVIVING * max(1, len(sides[name][1].text))
        for new, _ in survives[name]
    ]


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
