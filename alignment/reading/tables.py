"""Tables of tasks: rows whose cells tabs or upright strokes part, and tables that lost their rows to one cell a line.

What a cell says depends on the head of its column: who is responsible, by when, or what is to be done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: The head of a column of numbers: 序号.
_NUMBER = re.compile(r"序号|编号|号$")
#: The head of any column: 重点任务, 责任单位, 完成时限.
_HEAD = re.compile(
    r"序号|编号|(?:重点|主要|工作|具体|改革|整治|目标)?(?:任务|内容|事项|措施|目标|要求|项目|指标|举措)"
    r"|(?:任务|项目|事项|指标|阶段|环节|步骤)名称"
    r"|(?:责任|牵头|配合|主责|协办|承办|负责|参与|参加|落实|实施|主管)(?:单位|部门|主体|处室|科室|人|领导)?(?:\(.*\))?"
    r"|部门|单位|(?:完成|办结|落实|整改|计划|实施)?(?:时限|时间|期限|时间节点|日期|进度|进度安排|时间安排)"
    r"|(?:目标|现状|基准)?(?:数量|值|数)|阶段|备注|说明|类别|分类|领域|地区|属性|单位"
)
#: The head of a column of bodies: 责任单位.
_WHO = re.compile(r"责任|牵头|配合|主责|协办|承办|负责|参与|参加|部门|单位|主体|处室|主管")
#: The head of a column of dates: 完成时限.
_WHEN = re.compile(r"时限|时间|期限|日期|进度")
#: | 1 | 新建公厕 |
_PIPES = re.compile(r"\|[^|]*(?:\|[^|]*)+\|?$")
#: | --- | --- |
_RULE = re.compile(r"(?:(?!---)[|\s:：-])*+---[|\s:：-]*+")
#: What parts two cells.
_PART = re.compile(r"(?<!\s)\s*\t\s*|(?<!\s)\s*\|\s*|\|\s*")
#: A column head is short.
_SHORT = 12
#: So many columns at least make a table of lines.
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell [start, end) of a row's text, with the head of its column."""

    start: int
    end: int
    column: str = ""

    @property
    def notes(self) -> bool:
        """Whether it says who or when, and so belongs to the task beside it."""
        return bool(_WHO.search(self.column) or _WHEN.search(self.column))

    @property
    def numbers(self) -> bool:
        """Whether it is the number of its row."""
        return bool(_NUMBER.search(self.column))


def is_row(text: str) -> bool:
    """Whether a line is a row of a table; a tab behind the number of a provision parts no cells.

    >>> is_row("1\\t新建公厕\\t甲局"), is_row("| 1 | 新建公厕 |"), is_row("（一）\\t新建公厕"), is_row("新建公厕。")
    (True, True, False, False)
    """
    if "\t" in text:
        return sum(bool(cell.strip()) for cell in text.split("\t")) >= _COLUMNS
    return text.count("|") > 2 and _PIPES.match(text) is not None


def is_rule(text: str) -> bool:
    """Whether a line only parts the head of a table from its rows: | --- | --- |."""
    return text.count("-") >= 3 and "|" in text and _RULE.fullmatch(text) is not None


def tables(texts: Sequence[str]) -> Mapping[int, tuple[Cell, ...]]:
    """The cells of each paragraph that is a row or a cell of a table, by its index."""
    found: dict[int, tuple[Cell, ...]] = {}
    head: list[str] = []
    for index, text in enumerate(texts):
        if not is_row(text):
            head = []
            continue
        places = _places(text)
        words = [text[low:high] for low, high in places]
        if not head and sum(_is_head(word) for word in words) >= min(2, len(words)):
            head = words
            found[index] = tuple(Cell(low, high, "#") for low, high in places)
        else:
            names = head if len(head) == len(words) else [""] * len(words)
            found[index] = tuple(Cell(low, high, name) for (low, high), name in zip(places, names, strict=True))
    if not found:
        found.update(_flattened(texts))
    return found


def _places(text: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    start = 0
    for match in (*_PART.finditer(text), None):
        end = match.start() if match else len(text)
        if end > start or (match and start):
            out.append((start, end))
        start = match.end() if match else end
    if out and text.startswith("|") and out[0][0] == out[0][1]:
        out = out[1:]
    return out


def _is_head(word: str) -> bool:
    return len(word) <= _SHORT and _HEAD.fullmatch(word.replace("（", "(").replace("）", ")").strip()) is not None


def _flattened(texts: Sequence[str]) -> Mapping[int, tuple[Cell, ...]]:
    """Tables that came with one cell a line: a run of column heads, then their cells in turn."""
    found: dict[int, tuple[Cell, ...]] = {}
    index = 0
    while index < len(texts):
        width = 0
        while index + width < len(texts) and _is_head(texts[index + width]):
            width += 1
        if width < _COLUMNS or not _NUMBER.search(texts[index]):
            index += max(width, 1)
            continue
        head = texts[index : index + width]
        for at in range(index, index + width):
            found[at] = (Cell(0, len(texts[at]), "#"),)
        at = index + width
        while at + width <= len(texts) and re.fullmatch(r"\d{1,3}|[一二三四五六七八九十]{1,3}", texts[at].strip()):
            for column, name in enumerate(head):
                found[at + column] = (Cell(0, len(texts[at + column]), name),)
            at += width
        index = at
    return found
