"""The JSON forms of trace, lineage, relatives, graph and amendments: documented in docs/json.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from revtrack.forms.corpus import named
from revtrack.tracing.matrix import Cell, Column, Row

if TYPE_CHECKING:
    from revtrack.tracing.deciding import CheckedDecision
    from revtrack.tracing.stored import Graph, Relative, Station, Traced

Form = dict[str, Any]


def traced(found: Traced) -> Form:
    """`revtrack trace`: a row a clause of the higher text, a cell a lower text."""
    trace = found.trace
    return {
        "higher": named(found.higher),
        "lower": [{**named(one), **_column(column)} for one, column in zip(found.lower, trace.columns, strict=True)],
        "rows": [_row(row) for row in trace.rows],
        "taken_by_nobody": [row.clause for row in trace.taken_by_nobody],
    }


def _row(row: Row) -> Form:
    return {
        "clause": row.clause,
        "address": row.address,
        "text": row.text,
        "addressed": row.addressed.value,
        "deadlines": list(row.deadlines),
        "bearers": list(row.bearers),
        "taken_by": row.taken_by,
        "cells": [_cell(cell) for cell in row.cells],
    }


def _cell(cell: Cell) -> Form:
    return {
        "status": cell.status.value,
        "addressed": cell.addressed.value,
        "directions": dict(cell.directions),
        "leaning": cell.leaning or None,
        "links": [{"old": old, "new": new} for old, new in cell.links],
        "addresses": list(cell.addresses),
        "changes": list(cell.changes),
        "score": round(cell.score, 4),
        "by_person": cell.by_person,
        "measures": [
            {
                "quote": one.text,
                "carried": one.carried,
                "change": one.change if one.change >= 0 else None,
                "addressed": one.addressed.value,
                "fate": one.fate,
            }
            for one in cell.measures
        ],
    }


def _column(column: Column) -> Form:
    coverage, figures = column.coverage, column.figures
    return {
        "duties": {
            **{name: getattr(figures, name) for name in ("carried", "changed", "absent", "added", "beside")},
            "whom": dict(figures.whom),
        },
        "coverage": {
            "addressed": coverage.addressed,
            "carried": coverage.carried,
            "share": None if coverage.share is None else round(coverage.share, 4),
            "unclear": coverage.unclear,
            "unclear_carried": coverage.unclear_carried,
        },
        "rewording": round(column.rewording, 4),
        "counts": {status.value: count for status, count in column.counts.items()},
        "beside": column.beside,
        "softened": list(column.softened),
        "deadlines": [
            {
                "clause": item.clause,
                "address": item.address,
                "old": item.old,
                "new": item.new or None,
                "direction": item.direction or None,
            }
            for item in column.deadlines
        ],
        "additions": [
            {
                "clause": item.clause,
                "address": item.address,
                "text": item.text,
                "weight": item.weight,
                "duties": [
                    {"quote": duty.text, "actor": duty.actor, "deadline": duty.deadline, "quantity": duty.quantity}
                    for duty in item.duties
                ],
            }
            for item in column.additions
        ],
    }


def lineage(stations: Iterable[Station]) -> Form:
    """`revtrack lineage`: a station a text, in the order of time, then of the texts that take it up."""
    return {
        "stations": [
            {
                **named(one.named),
                "date": one.named.version.date or None,
                "task": one.task,
                "before": one.before or None,
                "present": one.present,
                "addresses": list(one.addresses),
                "texts": list(one.texts),
                "steps": [step.value for step in one.steps],
                "score": one.score,
            }
            for one in stations
        ]
    }


def relatives(found: Iterable[Relative]) -> Form:
    """`revtrack related`: the closest first."""
    return {
        "related": [
            {
                "document": one.document,
                "title": one.title,
                "jurisdiction": one.jurisdiction,
                "date": one.date or None,
                "level": one.level,
                "standing": one.standing or None,
                "relation": [kind.value for kind in one.kinds],
                "bases": list(one.bases),
                "score": round(one.score, 4),
                "share": round(one.share, 4),
                "evidence": [
                    *({"quote": quote} for quote in one.quotes),
                    *(
                        {
                            "address": item.address,
                            "text": item.text,
                            "other_address": item.other_address,
                            "other_text": item.other_text,
                            "score": round(item.score, 4),
                        }
                        for item in one.evidence
                    ),
                ],
            }
            for one in found
        ]
    }


def graph(found: Graph) -> Form:
    """Who names whom around a document."""
    return {
        "centre": found.centre,
        "nodes": [
            {name: getattr(node, name) for name in ("id", "title", "known", "jurisdiction", "date")}
            for node in found.nodes
        ],
        "edges": [{name: getattr(edge, name) for name in ("source", "target", "relation")} for edge in found.edges],
    }


def amendments(found: CheckedDecision) -> Form:
    """`revtrack amendments`: each instruction with what became of it."""
    checks = {id(check.amendment): check for check in found.checks}
    told: list[Form] = []
    for number, amendment in enumerate(found.amendments):
        check = checks.get(id(amendment))
        told.append(
            {
                "number": amendment.number,
                "kind": amendment.kind,
                "law": amendment.law or None,
                "quote": amendment.quote,
                "line": amendment.line,
                "outcome": check.outcome if check else None,
                "score": round(check.score, 4) if check else None,
                "addresses": list(check.addresses) if check else [],
                "steps": [
                    {
                        "kind": step.step.kind,
                        "outcome": step.outcome,
                        "reason": step.reason or None,
                        "addresses": list(step.addresses),
                        "expected": step.expected,
                        "found": step.found,
                        "score": round(step.score, 4),
                    }
                    for step in (check.steps if check else ())
                ],
                "applied": [
                    {
                        "kind": one.step.kind,
                        "applied": one.applied,
                        "reason": one.reason or None,
                        "addresses": list(one.addresses),
                    }
                    for one in found.applied
                    if one.amendment == number
                ],
            }
        )
    return {
        "decision": named(found.decision),
        "amended": named(found.amended) if found.amended else None,
        "base": named(found.base) if found.base else None,
        "instructions": told,
    }
