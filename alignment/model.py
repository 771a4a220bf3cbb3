"""The words of a comparison: frozen values that every other module produces, reads or renders.

Positions are character offsets. `Run` maps a stretch of a clause's text back to the source text, so that
every quote can be shown where the issuer wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Literal

Task = Literal["revision", "derivation"]
SideName = Literal["old", "new"]
ClauseChange = Literal["unchanged", "modified", "added", "removed"]
Relation = Literal["same", "edited", "reworded", "localised"]
ChangeKind = Literal["added", "removed", "modified"]
SegmentKind = Literal["contained", "partial"]
#: What became of a duty of a higher text: as it was, changed, not taken up, or no business of the lower body's.
Fate = Literal["kept", "changed", "absent", "beside"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Kind(StrEnum):
    """What part of a document a clause belongs to."""

    HEADING = "heading"
    BODY = "body"
    FRONT = "front"
    BACK = "back"
    TOC = "toc"


class Role(StrEnum):
    """What a sentence does within its clause."""

    HEADING = "heading"  # a heading line, or a run-in heading that opens a paragraph
    BODY = "body"
    RESPONSIBILITY = "responsibility"  # （市X局牵头，…）, 责任单位：…: a field of the clause, not a duty of its own


class Section(StrEnum):
    """What the section around a clause is for (decides whether its sentences can bind)."""

    NONE = ""
    GUIDANCE = "guidance"  # 指导思想、基本原则、总体要求: no duties
    GOAL = "goal"  # 目标
    TASK = "task"  # 主要任务、重点任务
    SAFEGUARD = "safeguard"  # 保障措施、组织实施、工作要求
    SUPPLEMENTARY = "supplementary"  # 附则


@dataclass(frozen=True, slots=True)
class Run:
    """`length` characters from offset `at` of a text stand at offset `source` of the source text."""

    at: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of fine alignment; `start` and `end` are offsets in the text of its clause.

    `column` is the head of the column where it is a cell of a table.
    """

    id: str
    text: str
    start: int
    end: int
    role: Role = Role.BODY
    column: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """The own text of one provision (one natural paragraph).

    `number` is the number as written at the head of `text` ("（一）", "第三条"; "" where there is none), `path` the
    headings above it as (clause id, …), `line` the first line of the source (from 1), `responsibility` what a
    responsibility line of the clause names. `runs_on`: it goes on in the natural paragraph of the clause before.
    """

    id: str
    address: str
    kind: Kind
    text: str
    line: int
    number: str = ""
    sentences: tuple[Sentence, ...] = ()
    path: tuple[str, ...] = ()
    section: Section = Section.NONE
    responsibility: str = ""
    runs_on: bool = False
    origin: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Discarded:
    """A piece of the source that is no text of the issuer: page marks, page numbers, web furniture, markup.

    `at` is its offset in the source.
    """

    line: int
    text: str
    why: str
    at: int = -1


@dataclass(frozen=True)
class Side:
    """One text of a comparison, read into clauses. `issued` is the day of issue as YYYY-MM-DD, "" where unknown."""

    name: SideName
    title: str
    clauses: tuple[Clause, ...]
    discarded: tuple[Discarded, ...] = ()
    issued: str = ""

    @cached_property
    def by_clause(self) -> Mapping[str, Clause]:
        """Clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def by_sentence(self) -> Mapping[str, tuple[Clause, Sentence]]:
        """(clause, sentence) by sentence id."""
        return {sentence.id: (clause, sentence) for clause in self.clauses for sentence in clause.sentences}

    def sentences(self) -> Iterator[tuple[Clause, Sentence]]:
        """Every sentence with its clause, in reading order."""
        return iter(self.by_sentence.values())


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons behind a link: the runner-up and what was compared, for a person who asks."""

    runner_up: str = ""
    runner_up_score: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Counterpart sentences; every pair of an old with a new one in it is true. Scores lie in 0…1."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    relation: Relation
    score: float
    margin: float
    matched_by: str
    why: Why = Why()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said of pairs of sentences, as (old id, new id): which correspond, and which do not."""

    pairs: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()

    @property
    def both(self) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
        """The pairs that correspond, and those that do not."""
        return self.pairs, self.rejected


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """Counterpart clauses (an m:n row holds several), or clauses with nothing on the other side."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    change: ClauseChange
    moved: bool = False
    renumbered: bool = False
    localised: bool = False
    split: bool = False
    merged: bool = False
    score: float = 0.0
    matched_by: str = ""


@dataclass(frozen=True, slots=True)
class SegmentRef:
    """A stretch of a sentence: offsets in the text of that sentence."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SegmentLink:
    """A comma segment of one side that survives inside a sentence of the other."""

    old: SegmentRef
    new: SegmentRef
    kind: SegmentKind
    score: float


@dataclass(frozen=True, slots=True)
class Bearing:
    """A body that a duty binds: its name, its role (lead, responsible, support), words or inherited."""

    name: str
    role: str
    source: str = "words"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a duty is due: the words, the last day (YYYY-MM-DD, "" for a term), date, term or recurring, its source, the
    first day where the words name a span."""

    quote: str
    by: str
    kind: str
    source: str = "words"
    since: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of a duty: the words, what is measured, its bound (min, max, exact, about), value and unit."""

    quote: str
    what: str
    bound: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """One clause that binds. `text` is the exact quote at [start, end) of the sentence; a field is "" where unknown.

    `polarity` is duty, prohibition, permission, encouragement or release; `read_from` gives for a field the words it
    was read from where those stand outside the quote (a heading, a responsibility line, the sentence before).
    """

    clause: str
    sentence: str
    text: str
    start: int
    end: int
    polarity: str = "duty"
    strength: int = 0
    actor: str = ""
    modality: str = ""
    action: str = ""
    object: str = ""
    deadline: str = ""
    quantity: str = ""
    scope: str = ""
    condition: str = ""
    reporting: str = ""
    read_from: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    force: str = "plain"
    bearers: tuple[Bearing, ...] = ()
    due: Deadline | None = None
    quantities: tuple[Quantity, ...] = ()
    recipient: str = ""
    penalty_for: str = ""
    type: str = "duty"


@dataclass(frozen=True, slots=True)
class ObligationChange:
    """A duty added, removed or modified, with the fields that changed and a direction for each."""

    change: ChangeKind
    fields: tuple[str, ...] = ()
    directions: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    old: Obligation | None = None
    new: Obligation | None = None
    score: float = 0.0
    matched_by: str = ""
    why: str = ""
    type: str = "duty"
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One duty of the higher text of a derivation.

    `addressed` is to whom it speaks: lower, own, places, everyone or unclear; `fate` what became of it; `entry` names
    the row that tells, "" where there is none.
    """

    duty: Obligation
    addressed: str
    fate: Fate
    entry: str = ""

    @property
    def carried(self) -> bool:
        """Whether it stands in the lower text, as it was or changed."""
        return self.fate in ("kept", "changed")


EntryClass = Literal["duty", "substance", "renamed", "localised", "moved", "renumbered", "wording"]
#: The classes of an entry of the account, the weightiest first: where two could own a place, the first does.
ENTRY_CLASSES: tuple[EntryClass, ...] = ("duty", "substance", "renamed", "localised", "moved", "renumbered", "wording")
#: The kinds of other substance.
SUBSTANCE_KINDS: tuple[str, ...] = (
    "definition",
    "scope-of-application",
    "effective-date",
    "repeal",
    "transition",
    "reference",
    "basis",
    "status",
    "other",
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch [start, end) of the text of a clause."""

    side: SideName
    clause: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Affected:
    """A duty that an entry affects, by the sentence that it stands in and its exact words."""

    side: SideName
    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One difference between two texts, or one way in which many are the same.

    `kind` refines the class: the change of a duty row, the kind of other substance, the proof of wording. `spans` are
    the places that it explains, `duties` what it affects; `old` and `new` are quotes to show. The id stays the same
    as long as these words do.
    """

    id: str
    cls: EntryClass
    kind: str
    spans: tuple[Span, ...]
    duties: tuple[Affected, ...] = ()
    proof: str = ""
    old: str = ""
    new: str = ""

    @property
    def told(self) -> bool:
        """Whether it is above wording: shown as a row of its own."""
        return self.cls != "wording"

    @property
    def row(self) -> bool:
        """Whether it is a row beside those of the obligations."""
        return self.cls not in ("duty", "wording")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a careful reader would point at. `facts` holds the values that `message` (Chinese) is made of."""

    kind: str
    side: SideName
    clause: str
    quote: str
    message: str
    facts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Counts:
    """The one line of figures at the head of every rendering.

    Of a derivation `obligations_carried` are the duties of the higher text that stand in the lower one, as they were or
    changed, `obligations_removed` those that it did not take up, `obligations_beside` those missing that are no
    business of its own.
    """

    unchanged: int
    modified: int
    added: int
    removed: int
    renumbered: int
    moved: int
    localised: int
    obligations_added: int
    obligations_removed: int
    obligations_modified: int
    findings: int
    obligations_carried: int = 0
    obligations_beside: int = 0


@dataclass(frozen=True)
class Comparison:
    """Everything found between two texts. `fallback` says which limit made part of the work coarser, "" if none.

    `measures` are, of a derivation, the duties of the higher text with what became of each.
    """

    task: Task
    old: Side
    new: Side
    rows: tuple[ClauseRow, ...]
    links: tuple[Link, ...]
    segments: tuple[SegmentLink, ...]
    obligations: tuple[ObligationChange, ...]
    findings: tuple[Finding, ...]
    account: tuple[Entry, ...] = ()
    knowledge: str = ""
    fallback: str = ""
    measures: tuple[Measure, ...] = ()

    @cached_property
    def counts(self) -> Counts:
        """Clause rows and obligation changes by kind; a row counts once however many clauses it holds."""
        rows = [row.change for row in self.rows]
        duties = [duty.change for duty in self.obligations]
        return Counts(
            unchanged=rows.count("unchanged"),
            modified=rows.count("modified"),
            added=rows.count("added"),
            removed=rows.count("removed"),
            renumbered=sum(row.renumbered for row in self.rows),
            moved=sum(row.moved for row in self.rows),
            localised=sum(row.localised for row in self.rows),
            obligations_added=duties.count("added"),
            obligations_removed=duties.count("removed"),
            obligations_modified=duties.count("modified"),
            findings=len(self.findings),
            obligations_carried=sum(measure.carried for measure in self.measures),
            obligations_beside=sum(measure.fate == "beside" for measure in self.measures),
        )

    @property
    def differs(self) -> bool:
        """Whether anything above wording differs; wording and findings alone do not count."""
        return bool(self.obligations) or any(entry.told for entry in self.account)
