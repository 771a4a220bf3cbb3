"""Targets that a table states: 指标 | 单位 | 2025年 | 2030年 | 属性, a row an indicator, a column a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from alignment.indicators.model import Target
from alignment.indicators.names import named
from alignment.indicators.years import year_of_head
from alignment.model import Clause
from alignment.reading.amounts import amounts
from alignment.reading.flat import flatten
from alignment.reading.measures import family_of
from alignment.reading.numbers import value_of

_NAME = re.compile(r"指标|名称|项目|内容|目标")
_UNIT = re.compile(r"^(?:计量)?单位$")
_BASE = re.compile(r"现状|基期|基准|基数|基础值|实际|完成值|当前")
_CELL = re.compile(r"\t|\|")
_IN_NAME = re.compile(r"[(]([^()]{1,14})[)]\s*$")
_VALUE = re.compile(
    r"^(?P<before>>=|<=|≥|≤|>|<|〉|〈|约|达到|不低于|不少于|不超过|不高于|超过|低于|高于|\[|累计)?\s?(?P<low>[\d,]+(?:\.\d+)?)"
    r"\s?(?:(?:-{1,2}|~|至)\s?(?P<high>[\d,]+(?:\.\d+)?))?\s?(?P<unit>[^\d\s]{0,8}?)\]?(?P<after>以上|以下|左右|以内)?$"
)
_BOUNDS = {
    "≥": "min", ">=": "min", "不低于": "min", "不少于": "min", "以上": "min", "≤": "max", "<=": "max", "不超过": "max",
    "不高于": "max", "以下": "max", "以内": "max", ">": "above", "超过": "above", "高于": "above", "<": "below",
    "低于": "below", "约": "about", "左右": "about",
}  # fmt: skip


def rows_of(clauses: Sequence[Clause]) -> frozenset[str]:
    """The ids of the clauses that stand in a table of targets."""
    return frozenset(clause.id for _, rows in _tables(clauses) for clause in rows)


def table_targets(clauses: Sequence[Clause], first: int, year: int) -> Iterator[Target]:
    """The targets of every table of targets; `year` is for a column that names none (目标值); a year before
    `first`, with which the plan begins, is where it starts from."""
    for head, rows in _tables(clauses):
        for clause in rows[1:]:
            yield from _row(head, clause, first, year)


def _row(head: list[str], clause: Clause, first: int, year: int) -> Iterator[Target]:
    cells = cells_of(clause.text)
    if len(cells) < len(head):
        cells = ["", *cells] if len(cells) == len(head) - 1 and not value_of(cells[0]) else cells
    if len(cells) != len(head):
        return
    at = _name_column(head)
    words = cells[at]
    unit = next((cells[n] for n, one in enumerate(head) if _UNIT.match(one)), "")
    if not unit and (found := _IN_NAME.search(words)) and "其中" not in found[1]:
        unit, words = found[1].removeprefix("单位:"), words[: found.start()]
    told = named(re.sub(r"^(?:\d{1,2}[.、]|\(\d{1,2}\)|其中:)\s?", "", words))
    if len(told.key) < 2 or value_of(words) is not None:
        return
    base = next((cells[n] for n, one in enumerate(head) if n != at and _is_base(one, first)), "")
    for n, one in enumerate(head):
        by = year_of_head(one) or (year if re.search(r"目标|规划|计划", one) else 0)
        if n == at or not by or _is_base(one, first):
            continue
        read = _value(cells[n], unit)
        if read is None:
            continue
        value, high, own, family, bound = read
        yield Target(
            told.name, told.key, clause.text.strip().strip("|").strip(), clause.id, told.scope, bound, value, high,
            own, family, cells[n], "by" if told.key.endswith("增速") else "", by, base,
        )  # fmt: skip


def _is_base(head: str, first: int) -> bool:
    """Whether a column holds what a plan starts from."""
    return bool(_BASE.search(head)) or 0 < year_of_head(head) < first


def _value(words: str, unit: str) -> tuple[Fraction, Fraction | None, str, str, str] | None:
    """(value, upper end, unit, family, bound) of a cell, None where it holds no number."""
    found = _VALUE.match(words.replace(" ", ""))
    if found is None:
        return None
    own = found["unit"] or unit
    read = amounts(f"{found['low']}{own}")
    scale, family = Fraction(1), family_of(own)[0] if own else "count"
    low = value_of(found["low"])
    if low is None:
        return None
    if len(read) == 1 and read[0].start == 0 and low:
        scale, family = read[0].value / low, read[0].family
    high = value_of(found["high"]) if found["high"] else None
    bound = _BOUNDS.get(found["before"] or "", "") or _BOUNDS.get(found["after"] or "", "exact")
    return low * scale, high * scale if high is not None else None, own, family, bound


def cells_of(text: str) -> list[str]:
    """The cells of a row, in flat text."""
    flat = flatten(text.replace("\t", "|"))
    return [cell.strip() for cell in flat.strip().strip("|").split("|")]


def _name_column(head: list[str]) -> int:
    named_so = [n for n, one in enumerate(head) if "指标" in one and not re.search(r"类|属性|序号|级指标$", one)]
    named_so = named_so or [n for n, one in enumerate(head) if _NAME.search(one) and not year_of_head(one)]
    return named_so[-1] if named_so else 0


def _tables(clauses: Sequence[Clause]) -> Iterator[tuple[list[str], list[Clause]]]:
    """(heads of columns, rows with the head's) of each table that has a column of what is measured and one of years or
    targets."""
    head: list[str] = []
    rows: list[Clause] = []
    for clause in (*clauses, None):
        cells = cells_of(clause.text) if clause is not None and _CELL.search(clause.text) else []
        if clause is not None and len(cells) >= 3:
            if not rows and _is_head(cells):
                head, rows = cells, [clause]
            elif rows and not re.fullmatch(r"[-: ]*", "".join(cells)):
                rows.append(clause)
            continue
        if len(rows) > 1:
            yield head, rows
        head, rows = [], []


def _is_head(cells: list[str]) -> bool:
    timed = sum(bool(year_of_head(one)) and len(one) < 14 for one in cells)
    return any(_NAME.search(one) and len(one) < 10 for one in cells) and (
        timed > 0 or any(re.fullmatch(r"目标值?|规划目标|计划目标|目标数", one) for one in cells)
    )
