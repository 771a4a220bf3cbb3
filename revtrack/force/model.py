"""The words of what binds when: the turns of a document's wording, what ends it, how it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus_repo import Document, Version


class State(StrEnum):
    """How a document or a version stands on a day."""

    DRAFT = "draft"
    NOT_YET = "not-yet"
    IN_FORCE = "in-force"
    PERIOD_OVER = "period-over"
    AMENDED = "amended"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REPEALED = "repealed"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


#: How a document stands that bound once and binds no more, by the kind of the event that ended it.
ENDED_BY: dict[str, State] = {
    "repeal": State.REPEALED,
    "replace": State.REPLACED,
    "suspend": State.SUSPENDED,
    "expiry": State.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Proof:
    """Words that show something of a document's force, and where they stand.

    `kind` is that of the event; `day` from when (YYYY-MM-DD, "" where unknown), `until_by` a day on which it had
    happened at the latest where the day itself is unknown. `version` is the id of the text that says it, `line` its
    clause there (from 1, 0 for its metadata). `part` is what of the document alone it is about, `sure` whether it is
    certain that this document is meant.
    """

    kind: str
    day: str
    quote: str
    document: str
    version: str
    title: str
    address: str = ""
    line: int = 0
    part: str = ""
    until_by: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """A day from which a document has some wording: that of `version`, or one that the corpus lacks (None).

    `kind` is enacted or amended. `day` is "" where unknown; `assumed` says that no text names it and the day of issue
    or of amending stands for it. `passed` is the day of that decision, `by` its title; `proofs` show it.
    """

    kind: str
    day: str
    version: Version | None
    passed: str = ""
    by: str = ""
    assumed: bool = False
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """That a document, or only the wording of one version (`of`, its id), binds no more from a day on."""

    kind: str
    proof: Proof
    of: str = ""

    @property
    def day(self) -> str:
        """From when, or since when at the latest; "" where nothing tells."""
        return self.proof.day or self.proof.until_by


@dataclass(frozen=True, slots=True)
class Course:
    """Everything known of when a document binds: its turns by day, what ends it, what ends or changes only parts.

    `unplaced` are amendments of which no day is known and no text shows them. `period` is what the title names.
    """

    document: Document
    turns: tuple[Turn, ...]
    endings: tuple[Ending, ...]
    drafts: tuple[Version, ...]
    partial: tuple[Proof, ...] = ()
    unplaced: tuple[Proof, ...] = ()
    provisional: bool = False
    period: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document (or one of its versions) stands on a day.

    `version` is the text whose wording binds then, or bound last; None where the corpus lacks it. `since` and `until`:
    from which day, and from which no more ("" unknown or without end); `assumed` as in `Turn`. `next` is the turn to
    come, `proofs` what shows the state, `partial` what ended or changed of parts.
    """

    document: Document
    state: State
    day: str
    version: Version | None
    since: str = ""
    assumed: bool = False
    until: str = ""
    proofs: tuple[Proof, ...] = ()
    partial: tuple[Proof, ...] = ()
    next: Turn | None = None
    provisional: bool = False
    period: tuple[str, str] = ("", "")
