"""The JSON form of a comparison, schema `revtrack.comparison/1`: keys are added, never changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from alignment.duties.table import FIELDS
from alignment.model import (
    Clause,
    ClauseRow,
    Comparison,
    Deadline,
    Entry,
    Finding,
    Link,
    Measure,
    Obligation,
    ObligationChange,
    SegmentLink,
    SegmentRef,
    Side,
)

SCHEMA = "revtrack.comparison/1"


def to_json_form(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain dicts and lists, ready for `json.dumps`."""
    return {
        "schema": SCHEMA,
        "task": comparison.task,
        "knowledge": comparison.knowledge,
        "fallback": comparison.fallback,
        "counts": {name: getattr(comparison.counts, name) for name in comparison.counts.__slots__},
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "alignment": [_row(row) for row in comparison.rows],
        "sentence_alignment": [_link(link) for link in comparison.links],
        "segment_alignment": [_segment(link) for link in comparison.segments],
        "obligations": [_change(change) for change in comparison.obligations],
        "account": [_entry(entry) for entry in comparison.account],
        "measures": [_measure(measure) for measure in comparison.measures],
        "findings": [_finding(finding) for finding in comparison.findings],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "title": side.title,
        "issued": side.issued,
        "discarded": [{"line": piece.line, "text": piece.text, "why": piece.why} for piece in side.discarded],
        "clauses": [_clause(clause) for clause in side.clauses],
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "address": clause.address,
        "kind": clause.kind.value,
        "number": clause.number,
        "section": clause.section.value,
        "responsibility": clause.responsibility,
        "text": clause.text,
        "line": clause.line,
        "sentences": [
            {"id": sentence.id, "text": sentence.text, "role": sentence.role.value, "start": sentence.start}
            for sentence in clause.sentences
        ],
    }


def _row(row: ClauseRow) -> dict[str, Any]:
    return {
        "old": list(row.old),
        "new": list(row.new),
        "change": row.change,
        "moved": row.moved,
        "renumbered": row.renumbered,
        "localised": row.localised,
        "split": row.split,
        "merged": row.merged,
        "score": round(row.score, 4),
        "matched_by": row.matched_by,
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "old": list(link.old),
        "new": list(link.new),
        "relation": link.relation,
        "score": round(link.score, 4),
        "margin": round(link.margin, 4),
        "matched_by": link.matched_by,
        "runner_up": link.why.runner_up,
        "runner_up_score": round(link.why.runner_up_score, 4),
        "note": link.why.note,
    }


def _segment(link: SegmentLink) -> dict[str, Any]:
    def ref(part: SegmentRef) -> dict[str, Any]:
        return {"sentence": part.sentence, "start": part.start, "end": part.end}

    return {"old": ref(link.old), "new": ref(link.new), "kind": link.kind, "score": round(link.score, 4)}


def duty(obligation: Obligation) -> dict[str, Any]:
    """A duty of one side of a comparison."""
    return {
        "clause": obligation.clause,
        "sentence": obligation.sentence,
        "text": obligation.text,
        "start": obligation.start,
        "end": obligation.end,
        "polarity": obligation.polarity,
        **{name: getattr(obligation, name) for name in FIELDS},
        "read_from": dict(obligation.read_from),
        "type": obligation.type,
        "force": obligation.force,
        "bearers": [{"name": one.name, "role": one.role, "from": one.source} for one in obligation.bearers],
        "due": _due(obligation.due),
        "quantities": [asdict(one) for one in obligation.quantities],
        "recipient": obligation.recipient,
        "penalty_for": obligation.penalty_for,
    }


def _due(due: Deadline | None) -> dict[str, Any] | None:
    if due is None:
        return None
    return {"quote": due.quote, "by": due.by, "kind": due.kind, "since": due.since, "from": due.source}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "class": entry.cls,
        "kind": entry.kind,
        "proof": entry.proof,
        "old": entry.old,
        "new": entry.new,
        "spans": [asdict(span) for span in entry.spans],
        "duties": [asdict(one) for one in entry.duties],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    duty = measure.duty
    return {
        "clause": duty.clause,
        "sentence": duty.sentence,
        "text": duty.text,
        "addressed": measure.addressed,
        "fate": measure.fate,
        "entry": measure.entry,
    }


def _change(change: ObligationChange) -> dict[str, Any]:
    return {
        "change": change.change,
        "fields": list(change.fields),
        "directions": dict(change.directions),
        "score": round(change.score, 4),
        "matched_by": change.matched_by,
        "why": change.why,
        "old": duty(change.old) if change.old else None,
        "new": duty(change.new) if change.new else None,
        "type": change.type,
        "entry": change.entry,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "side": finding.side,
        "clause": finding.clause,
        "quote": finding.quote,
        "message": finding.message,
        "facts": dict(finding.facts),
    }


def render_json(comparison: Comparison) -> str:
    """The comparison as indented JSON with a final line end; Chinese stays readable."""
    return to_text(to_json_form(comparison))


def to_text(form: dict[str, Any]) -> str:
    """Plain values as indented JSON with a final line end."""
    # A lone surrogate cannot be written as UTF-8; such texts do not come from files, but from callers.
    text = json.dumps(form, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"
