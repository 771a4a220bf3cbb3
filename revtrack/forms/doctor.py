"""The JSON form of an examination: documented in docs/json.md; keys are added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from revtrack.errors import InvalidInput, OperationFailed
from revtrack.words.comparison import words
from revtrack.words.doctor import told_sign

if TYPE_CHECKING:
    from revtrack.doctor.model import Finding
    from revtrack.words.language import Lang


def examination(found: Sequence[Finding], lang: Lang) -> dict[str, Any]:
    """`revtrack doctor`."""
    counts = {health: sum(1 for one in found if one.health == health) for health in ("fault", "warning")}
    return {**counts, "findings": [_finding(one, lang) for one in found]}


def told(one: Finding, lang: Lang) -> tuple[str, str]:
    """(what was found, what to do) in a language."""
    error = one.error
    if error is None:
        return told_sign(one.sign, one.facts, lang)
    language = words(lang)
    if isinstance(error, InvalidInput | OperationFailed):
        problem, remedy = error.describe(language)
        place = error.place(language)
        where = f"{error.file} ({place})" if place and error.file else error.file or place
        return f"{where}{language.colon}{problem}" if where else problem, remedy
    return language.between.join(error.lines(language)), ""


def _finding(one: Finding, lang: Lang) -> dict[str, Any]:
    message, remedy = told(one, lang)
    error = one.error
    described = isinstance(error, InvalidInput | OperationFailed)
    return {
        "area": one.area,
        "health": one.health,
        "sign": error.kind if described else one.sign,
        "facts": dict(error.facts if described else one.facts),
        "file": (error.file or None) if described else None,
        "line": error.line if described else None,
        "message": message,
        "remedy": remedy,
    }
