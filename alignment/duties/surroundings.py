"""What a duty says by where it stands: under which stem or heading, in which row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from alignment.duties.bodies import is_body_list
from alignment.duties.duty import Duty
from alignment.duties.judged import FieldChange, Spot
from alignment.duties.linked import LinkedTexts, Prepared
from alignment.linking.units import Unit
from alignment.reading.flat import flatten

#: 区城管局|任务, 区水务局|职责: what a heading says beside the body that it names.
_TASKS = re.compile(r"(?:的?(?:重点|主要|具体|工作)*(?:任务|职责|工作|事项)(?:清单|分工)?)$")
#: 第二阶段, 下半年: a heading that says when what stands under it is done.
_STAGE = re.compile(r"第.{1,2}阶段|[上下]半年|第.季度|近期|中期|远期|(?:准备|启动|实施|总结|巩固|推进|验收)阶段")
_STEM = re.compile(r"[:：]\s*$")
#: What numbers of rows are made of.
_NUMBERING = "0123456789."
#: What parts the cells of a row.
_CELLS = re.compile(r"\S\s*[\t|]\s*\S")


class Surroundings:
    """Compares where duties stand in two texts."""

    def __init__(self, texts: LinkedTexts) -> None:
        self._texts = texts
        self._apart: dict[tuple[str, str, bool], tuple[Unit, Unit] | None] = {}

    def apart(self, old: Unit, new: Unit) -> tuple[Unit, Unit] | None:
        """The stems, headings or heads of rows that two sentences stand under, where they are no counterparts.

        Only where at least one of them has another counterpart: else it was rewritten where it stands, which is told
        there.
        """
        name = old.clause.id, new.clause.id, self._cell(old, new)
        if name not in self._apart:
            self._apart[name] = self._found_apart(old, new)
        return self._apart[name]

    def changes(self, old: Duty, new: Duty) -> list[FieldChange]:
        """What is another duty by where it stands now: who bears it, when, in which case; nothing where none is."""
        heads = self.apart(old.unit, new.unit)
        field = _field_of(heads, old, new) if heads else ""
        if not heads or not field:
            return []
        one, other = heads
        places = [(Spot(duty.unit.sentence.id, duty.start, duty.end),) for duty in (old, new)]
        return [FieldChange(field, "other", one.sentence.text, other.sentence.text, places[0], places[1])]

    def _found_apart(self, old: Unit, new: Unit) -> tuple[Unit, Unit] | None:
        if self._cell(old, new):
            rows = (self._head_of_row(side, unit) for side, unit in ((self._texts.old, old), (self._texts.new, new)))
            return self._parted(*rows)
        for left, right in zip_longest(self._above(self._texts.old, old), self._above(self._texts.new, new)):
            if left is None or right is None or self._linked(left, right):
                return None
            parted = self._parted(left, right)
            if parted is not None and (_stem(left) == _stem(right) and (_stem(left) or _says_more(left, right))):
                return parted
        return None

    def _parted(self, old: Unit, new: Unit) -> tuple[Unit, Unit] | None:
        """Both, where they are no counterparts and either has another one."""
        if self._linked(old, new) or old.key == new.key:
            return None
        others = self._texts.partners(old.sentence.id) or self._texts.partners(new.sentence.id)
        return (old, new) if others else None

    def _linked(self, old: Unit, new: Unit) -> bool:
        return (old.sentence.id, new.sentence.id) in self._texts.links

    def _cell(self, old: Unit, new: Unit) -> bool:
        """Whether both are cells of rows of tables, and neither what the row begins with nor its number."""
        return all(
            unit.key.strip(_NUMBERING) != ""
            and _CELLS.search(unit.clause.text) is not None
            and unit.sentence.id != self._head_of_row(side, unit).sentence.id
            for side, unit in ((self._texts.old, old), (self._texts.new, new))
        )

    @staticmethod
    def _head_of_row(side: Prepared, unit: Unit) -> Unit:
        """The first cell of a row that is no number."""
        cells = [side.units[cell.id] for cell in unit.clause.sentences]
        return next((cell for cell in cells if cell.key.strip(_NUMBERING)), cells[0])

    @staticmethod
    def _above(side: Prepared, unit: Unit) -> Iterator[Unit]:
        """The sentences that what stands in a clause is under, the nearest first: the stems of lists, the headings."""
        for name in reversed(unit.clause.path):
            sentences = side.side.by_clause[name].sentences
            last = side.units[sentences[-1].id] if sentences else None
            if last is not None and _stem(last):
                yield last
            elif last is not None and (head := side.units[sentences[0].id]).group == "heading":
                yield head


def _stem(unit: Unit) -> bool:
    return _STEM.search(unit.sentence.text) is not None


def _says_more(old: Unit, new: Unit) -> bool:
    """Whether two headings say who or when, and not only of what they are."""
    return bool(_bodies(old) or _bodies(new) or _stages(old) or _stages(new))


def _field_of(heads: tuple[Unit, Unit], old: Duty, new: Duty) -> str:
    """Which field of a duty changes with where it stands."""
    one, other = heads
    if _stem(one) and _stem(other):
        if old.force.polarity != new.force.polarity or old.force.strength != new.force.strength:
            return "modality"
        if {bearer.name for bearer in old.bearers} != {bearer.name for bearer in new.bearers}:
            return "actor"
        return "condition"
    if _bodies(one) != _bodies(other):
        return "actor"
    if _stages(one) != _stages(other):
        return "deadline"
    return "scope" if one.clause.id == old.unit.clause.id else ""


def _bodies(unit: Unit) -> str:
    """The bodies that a heading names, where it says no more."""
    words = _TASKS.sub("", flatten(unit.sentence.text.removeprefix(unit.clause.number)).strip("、.．:： "))
    return words if is_body_list(words) else ""


def _stages(unit: Unit) -> list[str]:
    return _STAGE.findall(flatten(unit.sentence.text))
