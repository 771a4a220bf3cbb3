"""Decisions on amending (关于修改〈…〉的决定) checked against the texts of the corpus that they amend."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alignment.amending.check import Amendment, Check, StepApplied, apply_amendments, check_amendments, read_amendments
from alignment.limits import Limits
from corpus_repo import Corpus
from corpus_repo.order import in_order
from revtrack.errors import InvalidInput
from revtrack.holdings.comparing import side_of
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import Named, find_version, named

_DECISION = "关于修改"
_AMENDS = re.compile(r"关于(?:修改|修订|修正)(?:部分)?[《〈]?(.{1,200}?)[》〉]?(?:等.{0,12})?的决定")


@dataclass(frozen=True)
class CheckedDecision:
    """A decision's instructions, what became of each in the amended text, and carried out on the base text.

    `amended` and `base` are None where the corpus lacks them; then `checks` and `applied` are empty.
    """

    decision: Named
    amendments: tuple[Amendment, ...]
    amended: Named | None
    base: Named | None
    checks: tuple[Check, ...]
    applied: tuple[StepApplied, ...]


def is_decision(title: str) -> bool:
    """Whether a title is that of a decision on amending."""
    return _DECISION in title


def checked_decision(corpus: Corpus, words: str, amended: str, base: str, limits: Limits) -> CheckedDecision:
    """Read a decision and check it. Raises `InvalidInput` (no-instructions) where it orders nothing."""
    decision = find_version(corpus, words)
    amendments = read_amendments(side_of(corpus, decision, "old", limits))
    if not amendments:
        raise InvalidInput("no-instructions", facts={"title": decision.version.value("title")})
    after = find_version(corpus, amended) if amended else _amended(corpus, decision)
    before = find_version(corpus, base) if base else _before(after, decision)
    before_side = side_of(corpus, before, "old", limits) if before else None
    checks = check_amendments(amendments, side_of(corpus, after, "new", limits), before_side) if after else ()
    applied = apply_amendments(before_side, amendments).steps if before_side else ()
    return CheckedDecision(decision, amendments, after, before, checks, applied)


def _amended(corpus: Corpus, decision: Named) -> Named | None:
    """The text that a decision amends: of the title that it names, as it stands on the decision's day or next after."""
    title = _AMENDS.search(decision.version.value("title"))
    if title is None:
        return None
    wanted = lookup_key(title[1])
    found = [
        item
        for key in (wanted,)
        for item in corpus.queries.titled(title[1])
        if lookup_key(item.title).startswith(key) and item.id != decision.document.id
    ]
    place = decision.version.value("jurisdiction")
    found.sort(key=lambda item: (item.jurisdiction != place, len(item.title), item.date))
    for item in found[:1]:
        record = corpus.queries.record(item.id)
        if record is None:
            continue
        versions = [one for one in in_order(record.versions.values()) if not one.withdrawn]
        later = [one for one in versions if not decision.version.date or one.date >= decision.version.date]
        chosen = (later or versions[-1:])[:1]
        if chosen:
            return named(record, chosen[0].id)
    return None


def _before(after: Named | None, decision: Named) -> Named | None:
    """The version of the amended document that stood before the decision."""
    if after is None:
        return None
    ordered = [one for one in in_order(after.document.versions.values()) if not one.withdrawn]
    at = next((i for i, one in enumerate(ordered) if one.id == after.version.id), 0)
    earlier = [one for one in ordered[:at] if one.id != decision.version.id]
    return named(after.document, earlier[-1].id) if earlier else None
