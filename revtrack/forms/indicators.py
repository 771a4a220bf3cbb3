"""The JSON forms of indicators: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus_repo.answers import TargetHit, TargetText
    from revtrack.features.indicators import FoundIndicator, FoundIndicators
    from revtrack.indicators.model import Doubtful, Row, Step

Form = dict[str, Any]


def indicators(found: FoundIndicators, offset: int) -> Form:
    """`revtrack indicators`: what is measured."""
    names = ("key", "name", "documents", "targets", "first", "last")
    return {
        "total": found.page.total,
        "offset": offset,
        "indicators": [{name: getattr(one, name) for name in names} for one in found.page.items],
        "coverage": {"read": found.covered, "versions": found.versions},
    }


def indicator(found: FoundIndicator) -> Form:
    """`revtrack indicators NAME`: the course of one measured thing."""
    one = found.indicator
    return {
        "key": one.key,
        "names": list(one.names),
        "lines": [_line(row) for row in one.rows],
        "doubts": [_doubt(doubt) for doubt in one.doubts],
        "coverage": {"read": found.covered, "versions": found.versions},
    }


def _line(row: Row) -> Form:
    return {
        "place": row.place,
        "level": row.level,
        "scope": row.scope,
        "values": [_step(step) for step in row.steps],
    }


def _step(step: Step) -> Form:
    if step.turn == "dropped":
        return {"turn": step.turn.value, **_text(step.text), "was": target(step.hit)}
    return {"turn": step.turn.value, **target(step.hit)}


def _doubt(one: Doubtful) -> Form:
    return {"doubt": one.doubt.value, "year": one.year, "one": target(one.one), "other": target(one.other)}


def target(hit: TargetHit) -> Form:
    """A target with the text that sets it."""
    said = ("line", "name", "scope", "bound", "unit", "family", "written", "change", "base", "quote")
    return {
        **_text(hit.text),
        "address": hit.address,
        **{name: getattr(hit.target, name) for name in said},
        "value": _number(hit.target.value),
        "high": _number(hit.target.high),
        "year": hit.target.year or None,
    }


def _text(text: TargetText) -> Form:
    names = ("document", "version", "position", "status", "title", "date", "jurisdiction", "current")
    return {name: getattr(text, name) for name in names}


def _number(value: str) -> float | None:
    return float(Fraction(value)) if value else None
