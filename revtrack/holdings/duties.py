"""The duties of all versions, read one after the other in the background, so that they can be looked up."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from alignment.duties.of_text import obligations_of
from alignment.knowledge import Knowledge
from alignment.limits import Limits
from alignment.model import Obligation
from corpus_repo import Corpus
from corpus_repo.answers import DutyHit, DutyRow, Found, Page, Progress
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.lacking import read_lacking
from revtrack.holdings.reading import to_side
from revtrack.holdings.rules import rules_digest

_PORTION = 20


@dataclass(frozen=True, slots=True)
class FoundDuties:
    """Duties that were looked for, and how many of all versions have been read for duties so far."""

    page: Page[DutyHit]
    covered: int
    versions: int


def read_by(knowledge: Knowledge) -> str:
    """What names the rules and the knowledge that duties were read with."""
    return f"{rules_digest()}:{knowledge.digest}"


def read_duties(corpus: Corpus, limits: Limits, knowledge: Knowledge, progress: Progress | None = None) -> int:
    """Read the duties of every version that lacks them; how many versions that were."""

    def read(version: Found) -> tuple[DutyRow, ...]:
        side = to_side(corpus.lines(version), "new", limits)
        if not side.issued:
            side = replace(side, issued=version.date)  # a month without a year lies in the year of the version
        return tuple(_row(duty) for duty in obligations_of(side, knowledge))

    put, rules = corpus.catalog.put_duties, read_by(knowledge)
    return read_lacking(corpus, "duties", read, put, read_by=rules, portion=_PORTION, progress=progress)


def _row(duty: Obligation) -> DutyRow:
    due = duty.due
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
        first_day=due.since if due else "",
        last_day=due.by if due else "",
        quantity=duty.quantity,
        reporting=duty.reporting,
        condition=duty.condition,
        scope=duty.scope,
        type=duty.type,
        force=duty.force,
        deadline_kind=due.kind if due else "",
        recipient=duty.recipient,
        penalty_for=duty.penalty_for,
        bearers=_json([{"name": one.name, "role": one.role, "from": one.source} for one in duty.bearers]),
        quantities=_json([asdict(one) for one in duty.quantities]),
    )


def _json(items: list[dict[str, str]]) -> str:
    return json.dumps(items, ensure_ascii=False)
