"""A page as lines and tables, each with the element that it stands in, links counted, what is unseen set aside.

Nothing is decided here about which lines are the text: `regions` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborNode

from revtrack.ingest.account import Counting, Reason, ink
from revtrack.ingest.grid import Cell, cell_text, table_lines
from revtrack.ingest.page.mathml import linear
from revtrack.ingest.page.nodes import BLOCKS, CELLS, attribute, below, children, text_of
from revtrack.ingest.page.sight import Sight
from revtrack.ingest.word.numbering import in_form

#: Elements whose text nobody reads as text of the page: programs, and controls of the page.
PROGRAMS = frozenset("script style template head title meta link base noframes".split())
_CONTROLS = frozenset("button select option optgroup textarea input datalist noscript".split())
_FOREIGN = frozenset("iframe frame object embed applet svg canvas video audio map".split())
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
#: A line break in the source between two wide characters is no blank in the text.
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_SOURCE_BREAK = re.compile(r"\r\n|[\r\n]")
_NUMBER_ALONE = re.compile(r"第[〇零一二三四五六七八九十百千\d]{1,7}[编章节条]|（?\d{4}年\d{1,2}月\d{1,2}日")
_NO_WIDTH = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_PAGED = re.compile(r"(?:page|part|pg|fy|p|content|con|text)[-_]?\d{1,3}$", re.I)
_CHINESE_LISTS = frozenset(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"))
_LIST_FORMS = {
    "a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "A": "upperLetter",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "i": "lowerRoman", "lower-roman": "lowerRoman",
    "I": "upperRoman", "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero",
}  # fmt: skip
#: What holds more than this share of a page's text is the page, though it be out of sight; so often that is believed.
_MOST_HIDDEN, _MOST_DOUBTED = 0.8, 8
#: White letters in these are there to be copied, not seen; in others a sheet of the site may colour the ground.
_WHITENED = frozenset(("span", "font", "p", "b", "i", "em", "strong", "u"))
_NO_NUMBERS = frozenset(("none", "disc", "circle", "square"))


@dataclass(slots=True)
class Line:
    """A line of a page, or the lines of a table (`rows`), in the order of the page.

    `linked` counts the ink within links, `held` that which the page itself holds (numbers of lists aside); `owner` is
    the element that it stands in, `sort` its tag.
    """

    text: str
    owner: int
    sort: str
    linked: int = 0
    held: int = 0
    rows: list[str] = field(default_factory=list[str])

    @property
    def ink(self) -> int:
        """Characters that leave ink."""
        return ink(self.text)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for the text at a place of the page."""

    unseen: Reason | None = None
    visible: bool = True
    small: bool = False
    white: bool = False
    ground: bool = False
    struck: bool = False
    link: bool = False
    broken: bool = False

    @property
    def reason(self) -> Reason | None:
        if self.unseen:
            return self.unseen
        if not self.visible or self.small or self.white:
            return Reason.HIDDEN
        return Reason.STRUCK if self.struck else None


class PageLines:
    """The lines of one page. What is not seen is counted in `count` and nowhere else."""

    def __init__(self, sight: Sight, count: Counting) -> None:
        self._sight = sight
        self._count = count
        self.parents: dict[int, int] = {}
        self.lines: list[Line] = []
        self.frames = 0
        self._parts: list[str] = []
        self._linked = 0
        self._held = 0
        self._begun: LexborNode | None = None
        self._doubted = _MOST_DOUBTED

    def walk(self, root: LexborNode) -> None:
        """Read everything below an element."""
        lists: list[tuple[str, int]] = []
        stack: list[tuple[LexborNode, _State, bool]] = [(root, _State(), False)]
        while stack:
            node, state, leaving = stack.pop()
            tag = node.tag or ""
            if leaving:
                self._left(tag, lists)
                continue
            if tag == "-text":
                self._text(node, state)
                continue
            if tag.startswith(("-", "!")) or tag in PROGRAMS:
                continue
            parent = node.parent
            if parent is not None:
                self.parents[node.mem_id] = parent.mem_id
            if tag == "br":
                self._end()
                continue
            state = self._entered(node, state)
            if tag in _FOREIGN:
                self.frames += tag in {"iframe", "frame"} and bool(attribute(node, "src") or attribute(node, "srcdoc"))
            if tag == "math" and state.reason is None:
                self._add(node, linear(node), text_of(node), state)
                continue
            if tag in BLOCKS or tag in CELLS:
                self._end()
            if tag == "table" and is_data(node):
                self._table(node, state)
                continue
            if tag in {"ol", "ul"}:
                lists.append(_first(node, self._sight.look(node).list_style))
            elif tag == "li" and lists:
                self._number(node, lists, state)
            stack.append((node, state, True))
            stack.extend((child, state, False) for child in reversed(list(children(node))))
        self._end()

    def _left(self, tag: str, lists: list[tuple[str, int]]) -> None:
        """What ends with an element."""
        if tag in {"ol", "ul"}:
            lists.pop()
        if tag in BLOCKS or tag in CELLS:
            self._end()

    # --- what is seen ------------------------------------------------------------------------------------------------

    def _entered(self, node: LexborNode, state: _State) -> _State:
        """What holds within an element."""
        tag = node.tag or ""
        if state.unseen:
            return state
        if tag in _CONTROLS or tag in _FOREIGN:
            return _State(Reason.MENU if tag in _CONTROLS else Reason.UNSUPPORTED if tag == "svg" else Reason.MENU)
        if tag in {"rt", "rp", "rtc"}:
            return _State(Reason.RUBY)
        look = self._sight.look(node)
        unseen = look.visible is False or (look.gone and not _is_paged(node))
        if unseen and self._holds_most(node):
            look = replace(look, gone=False, visible=None)
        if look.gone and not _is_paged(node):
            return _State(Reason.HIDDEN)
        ground = state.ground or look.ground
        white = state.white if look.white is None else look.white and tag in _WHITENED
        return _State(
            None,
            state.visible if look.visible is None else look.visible,
            state.small if look.small is None else look.small,
            white and not ground,
            ground,
            state.struck or look.struck,
            state.link or (tag == "a" and bool(attribute(node, "href"))),
            state.broken if look.broken is None else look.broken,
        )

    def _holds_most(self, node: LexborNode) -> bool:
        """Whether what is out of sight is the page itself: a script of the site would show it, and we run none."""
        if not self._doubted or sum(map(ink, texts_below(node))) <= _MOST_HIDDEN * self._count.held:
            return False
        self._doubted -= 1
        return True

    # --- lines -------------------------------------------------------------------------------------------------------

    def _text(self, node: LexborNode, state: _State) -> None:
        text = node.text_content or ""
        if state.broken:
            first, *rest = _SOURCE_BREAK.split(text)
            self._add(node, first, first, state)
            for line in rest:
                self._end()
                self._add(node, line, line, state)
        else:
            self._add(node, text, text, state)

    def _add(self, node: LexborNode, shown: str, held: str, state: _State) -> None:
        """Put words on the current line; what is not seen only into the account."""
        reason = state.reason
        if reason is not None:
            self._count.leave(reason, held)
            self._count.sentence(held, reason)
            return
        if self._begun is None and held.strip():
            self._begun = node
        self._parts.append(shown)
        self._held += ink(held)
        self._linked += ink(held) if state.link else 0

    def _end(self) -> None:
        text = one_line("".join(self._parts))
        if text and self._begun is not None:
            owner = _block(self._begun)
            self.lines.append(Line(text, owner.mem_id, owner.tag or "", self._linked, self._held))
        elif not text:
            self._count.read_ink(self._held)
        self._parts.clear()
        self._linked, self._held, self._begun = 0, 0, None

    def _number(self, item: LexborNode, lists: list[tuple[str, int]], state: _State) -> None:
        """The number that a browser shows before an item, so that the reader knows it by it."""
        form, at = lists[-1]
        own = attribute(item, "value")
        at = int(own) if own.isdecimal() and len(own) < 6 else at
        lists[-1] = form, at + 1
        if form and state.reason is None:
            self._parts.append(f"{in_form(at, 'chineseCounting')}、" if form == "chinese" else f"{in_form(at, form)}. ")

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: LexborNode, state: _State) -> None:
        """A table of data as its rows; a caption is a line before it."""
        cells: list[Cell] = []
        taken: dict[int, int] = {}  # column → first row in which it is free again
        row_at = -1
        linked = held = 0
        for row, row_state in self._rows(table, state):
            row_at += 1
            col = 0
            for cell in (child for child in children(row) if child.tag in CELLS):
                while taken.get(col, 0) > row_at:
                    col += 1
                inner = PageLines(self._sight, self._count)
                inner.parents, inner._doubted = self.parents, 0
                self.parents[cell.mem_id] = row.mem_id
                inner.within(cell, self._entered(cell, row_state))
                text = cell_text([line.text for line in inner.lines])
                linked += sum(line.linked for line in inner.lines)
                held += sum(line.held for line in inner.lines)
                rows, cols = _span(cell, "rowspan"), _span(cell, "colspan")
                cells.append(Cell(row_at, col, text, rows, cols))
                for at in range(col, col + cols):
                    taken[at] = row_at + rows
                col += cols
        lines = table_lines(cells)
        text = "\n".join(cell.text for cell in cells if cell.text)
        if lines:
            self.lines.append(Line(text, table.mem_id, "table", linked, held, lines))

    def _rows(self, table: LexborNode, state: _State) -> Iterator[tuple[LexborNode, _State]]:
        """The rows of a table that are seen; a caption becomes a line."""
        self.parents.setdefault(table.mem_id, table.parent.mem_id if table.parent is not None else 0)
        for part in children(table):
            tag = part.tag or ""
            if tag.startswith(("-", "!")):
                if tag == "-text":
                    self._text(part, state)
                continue
            inner = self._entered(part, state)
            self.parents[part.mem_id] = table.mem_id
            if tag == "caption":
                self.within(part, inner)
            elif tag == "tr":
                yield part, inner
            elif tag in {"thead", "tbody", "tfoot"}:
                for row in children(part):
                    if row.tag == "tr":
                        self.parents[row.mem_id] = part.mem_id
                        yield row, self._entered(row, inner)
        self._end()

    def within(self, node: LexborNode, state: _State) -> None:
        """Read what stands in an element, by the state that holds in it."""
        if state.reason is not None:
            text = text_of(node)
            self._count.leave(state.reason, text)
            self._count.sentence(text, state.reason)
            return
        self.walk(node)


def texts_below(root: LexborNode) -> Iterator[str]:
    """The texts of an element that are text of the page: those of programs left out."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag == "-text":
            yield node.text_content or ""
        elif node.tag not in PROGRAMS:
            stack.extend(children(node))


def one_line(text: str) -> str:
    """Text as a browser sets it: breaks of the source are blanks, none between wide characters."""
    return _BLANKS.sub(" ", _WIDE_BREAK.sub(_at_break, _NO_WIDTH.sub("", text).strip()))


def _at_break(match: re.Match[str]) -> str:
    """What a source break between wide characters is: a blank where it parts a number or a day from its text."""
    return " " if match.start() < 14 and _NUMBER_ALONE.fullmatch(match.string[: match.start()]) else ""


def is_data(table: LexborNode) -> bool:
    """Whether a table holds data, and not the columns of a page: rows of several cells with little in each."""
    if attribute(table, "role") in {"presentation", "none"}:
        return False
    rows = [node for node in below(table) if node.tag == "tr"]
    widths: list[int] = []
    for row in rows:
        cells = [cell for cell in children(row) if cell.tag in CELLS]
        if not cells:
            continue
        if any(_is_page_part(cell) for cell in cells):
            return False
        widths.append(sum(_span(cell, "colspan") for cell in cells))
    if not widths or max(widths) < 2:
        return False
    if len(widths) == 1:
        return all(len(cell.text().strip()) <= 60 for row in rows for cell in children(row) if cell.tag in CELLS)
    wide = sum(width > 1 for width in widths)
    return wide >= 2 or wide >= len(widths) / 2


def _is_page_part(cell: LexborNode) -> bool:
    """Whether a cell holds what only a page holds: another table of rows, headings, or a whole text."""
    if cell.css_first("table tr, h1, h2, form, nav, iframe") is not None:
        return True
    paragraphs = [text for node in cell.css("p, div") if len(text := node.text().strip()) > 30]
    return len(paragraphs) > 12


def _is_paged(node: LexborNode) -> bool:
    """Whether an element is one of several pages of a text of which only one is shown at a time.

    They are siblings of one kind, numbered by name, and one of them is seen.
    """
    name = attribute(node, "id") or attribute(node, "class").split(" ")[0]
    if not _PAGED.search(name) or len(text_of(node)) < 30:
        return False
    stem = re.sub(r"(?<!\d)\d+$", "", name)
    around = children(node.parent) if node.parent is not None else iter(())
    return any(
        re.sub(r"(?<!\d)\d+$", "", attribute(other, "id") or attribute(other, "class").split(" ")[0]) == stem
        and "none" not in attribute(other, "style").replace(" ", "").lower()
        for other in around
        if other.mem_id != node.mem_id and other.tag == node.tag
    )


def _block(node: LexborNode) -> LexborNode:
    """The nearest element around a node that begins a line."""
    at = node
    while at.parent is not None and at.tag not in BLOCKS and at.tag not in CELLS:
        at = at.parent
    return at


def _span(cell: LexborNode, name: str) -> int:
    text = attribute(cell, name).strip()
    return max(1, min(int(text), 1000)) if text.isdecimal() and len(text) < 6 else 1


def _first(node: LexborNode, style: str) -> tuple[str, int]:
    """(form, first number) of a list; the form is "" where its items show no numbers."""
    if node.tag == "ul":
        return "", 0
    kind = next((word for word in style.split() if word in _LIST_FORMS or word in _NO_NUMBERS | _CHINESE_LISTS), "")
    kind = kind or attribute(node, "type") or "1"
    start = attribute(node, "start") or "1"
    at = int(start) if start.isdecimal() and start.isascii() and len(start) < 6 else 1
    if kind in _NO_NUMBERS:
        return "", at
    return ("chinese" if kind in _CHINESE_LISTS else _LIST_FORMS.get(kind, "decimal")), at
