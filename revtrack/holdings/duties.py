"""The duties of all versions, read one after the other in the background, so that they can be looked up.

Reading is resumable: what is read is kept at once, and the catalog knows which knowledge read it.
"""

from __future__ import annotations

from dataclasses import dataclass

from alignment.duties.of_text import obligations_of
from alignment.duties.timespans import read_span
from alignment.knowledge import Knowledge
from alignment.limits import Limits
from alignment.model import Obligation, Side
from corpus_repo import Corpus
from corpus_repo.answers import DutyHit, DutyRow, Page, Progress
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.reading import to_side

#: Counts up when duties are read in another way from the same knowledge.
_READER = 1
_PORTION = 20


@dataclass(frozen=True, slots=True)
class FoundDuties:
    """Duties that were looked for, and how many of all versions have been read for duties so far."""

    page: Page[DutyHit]
    covered: int
    versions: int


def read_by(knowledge: Knowledge) -> str:
    """What names the knowledge that duties were read with."""
    return f"{_READER}:{knowledge.digest}"


def read_duties(corpus: Corpus, limits: Limits, knowledge: Knowledge, progress: Progress | None = None) -> int:
    """Read the duties of every version that lacks them; how many versions that were."""
    reader = read_by(knowledge)
    done = 0
    while waiting := corpus.queries.lacking_duties(reader, _PORTION):
        found: dict[int, tuple[DutyRow, ...]] = {}
        for version in waiting:
            side = to_side(corpus.lines(version), "new", limits)
            found[version.number] = tuple(_row(side, duty, version.date) for duty in obligations_of(side, knowledge))
        corpus.catalog.put_duties(found, reader)
        done += len(waiting)
        if progress:
            covered, total = corpus.queries.duties_cover(reader)
            progress(covered, total)
    return done


def _row(side: Side, duty: Obligation, day: str) -> DutyRow:
    span = read_span(duty.deadline, side.issued or day) if duty.deadline else None
    return DutyRow(
        line=int(duty.clause[1:]),
        quote=duty.text,
        polarity=duty.polarity,
        strength=duty.strength,
        modality=duty.modality,
        actor=duty.actor,
        actor_key=lookup_key(duty.actor),
        action=duty.action,
        object=duty.object,
        deadline=duty.deadline,
        first_day=span.first if span else "",
        last_day=span.last if span else "",
        quantity=duty.quantity,
        reporting=duty.reporting,
        condition=duty.condition,
        scope=duty.scope,
    )
