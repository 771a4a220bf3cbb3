"""The duties of all versions, read one after the other in the background, so that they can be looked up."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
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
#: 配合甲厅推进: whoever speaks supports the body behind it, which leads.
_SUPPORTING = re.compile(
    r"(?:[^，。；]{0,6}，)?(?:积极|主动|做好|密切|全力)?(?:配合|协助)"
    r"(?P<led>[\u4e00-\u9fff（）、]{1,20}?(?:局|厅|委(?:员会)?|部门|法院|检察院|政府|中心|办|部(?![署分门])"
    r"|院(?![校系])))"
    r"(?=[\u4e00-\u9fff“，、在])"
)


@dataclass(frozen=True, slots=True)
class FoundDuties:
    """Duties that were looked for, and how many of all versions have been read for duties so far."""

    page: Page[DutyHit]
    covered: int
    versions: int


def read_by(knowledge: Knowledge) -> str:
    """What names the rules and the knowledge that duties were read with."""
    return f"{rules_digest()}:{knowledge.digest}"


def read_duties(
    corpus: Corpus,
    limits: Limits,
    knowledge: Knowledge,
    progress: Progress | None = None,
    *,
    only: Sequence[str] = (),
) -> int:
    """Read the duties of every version (of `only`, by their ids, where any are named) that lacks them; how many
    versions that were."""

    def read(version: Found) -> tuple[DutyRow, ...]:
        side = to_side(corpus.lines(version), "new", limits)
        if not side.issued:
            side = replace(side, issued=version.date)  # a month without a year lies in the year of the version
        own = _issuers(corpus, version)
        return tuple(_row(duty, own) for duty in obligations_of(side, knowledge))

    put, rules = corpus.catalog.put_duties, read_by(knowledge)
    return read_lacking(corpus, "duties", read, put, read_by=rules, portion=_PORTION, progress=progress, only=only)


def _issuers(corpus: Corpus, version: Found) -> tuple[str, ...]:
    """Who issued a version, by its metadata."""
    record = corpus.queries.record(version.document)
    return tuple(name for name in record.versions[version.id].value("issuers").split("、") if name) if record else ()


def _bearers(duty: Obligation, issuers: tuple[str, ...]) -> list[dict[str, str]]:
    """Who bears a duty: 配合甲厅开展… in a text of 乙局 is led by 甲厅 and supported by 乙局."""
    told = [{"name": one.name, "role": one.role, "from": one.source} for one in duty.bearers]
    for one in told:  # 甲局配合乙局编制: it is 乙局 whose work it is
        if one["role"] == "support" and re.search(rf"(?:配合|协助){re.escape(one['name'])}", duty.text):
            one["role"] = "lead"
    if not (supporting := _SUPPORTING.match(duty.text)):
        return told
    led = {"name": supporting["led"], "role": "lead", "from": "words"}
    others = [
        one for one in told if led["name"] not in one["name"] and not one["name"].startswith(supporting["led"][:4])
    ]
    own = [{"name": name, "role": "support", "from": "inherited"} for name in issuers]
    return [led, *(others or own)]


def _row(duty: Obligation, issuers: tuple[str, ...] = ()) -> DutyRow:
    due = duty.due
    bearers = _bearers(duty, issuers)
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
        bearers=_json(bearers),
        quantities=_json([asdict(one) for one in duty.quantities]),
    )


def _json(items: list[dict[str, str]]) -> str:
    return json.dumps(items, ensure_ascii=False)
