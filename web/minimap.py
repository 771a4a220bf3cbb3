"""Where in a comparison the changes are: marks in a strip of 1,000 units, one for each row that differs."""

from __future__ import annotations

from dataclasses import dataclass

from revtrack.export.presentation import Report

#: A mark is at least so high, that it can be seen and hit.
_LEAST = 4.0
_HEIGHT = 1000.0


@dataclass(frozen=True, slots=True)
class MapMark:
    """A mark: what happened, where it stands, and the anchor of the clause."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    anchor: str


def minimap(report: Report) -> list[MapMark]:
    """The marks of a comparison in reading order; removed clauses stand left, added ones right, others across."""
    rows = [row for passage in report.passages for row in passage.rows]
    total = sum(max(1, row.length) for row in rows)
    marks: list[MapMark] = []
    at = 0
    for row in rows:
        length = max(1, row.length)
        place = next((place for place in (*row.new, *row.old) if place.anchor), None)
        if row.stop and place:
            x, width = {"removed": (0.0, 6.0), "added": (6.0, 6.0)}.get(row.change, (0.0, 12.0))
            y, height = _HEIGHT * at / total, max(_LEAST, _HEIGHT * length / total)
            marks.append(MapMark(row.change, x, round(y, 1), width, round(height, 1), place.anchor))
        at += length
    return marks
