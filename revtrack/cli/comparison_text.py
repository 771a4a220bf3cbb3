"""A comparison as text for a terminal, a pipe or a text file.

Nothing of the compared texts reaches the terminal raw: unseen characters (control, bidi, zero-width) are written out,
and no part of a text is ever read as markup. Marks do not rest on colour: without it, differences stand in [-…-] and
{+…+}; with it, they are struck through and underlined as well.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console
from rich.text import Text

from alignment.model import Comparison, Task
from revtrack.export.beside import Other
from revtrack.export.entries import Entry, Remark
from revtrack.export.fulltext import Row, Stretch
from revtrack.export.presentation import Heading, Report, present
from revtrack.export.quotes import Quote, shortened
from revtrack.export.unseen import show_unseen
from revtrack.words.language import Lang
from revtrack.words.phrases import CHANGE_SIGNS, Words

#: Narrower than this, indents leave no room for words; wider, lines are hard to read.
MIN_WIDTH, MAX_WIDTH = 40, 120
#: The value of a field is cut to this in the line that says how it changed; the quotes have it in full.
_VALUE_LENGTH = 32
#: Fields whose old and new values are worth a line of their own; the others are plain from the marked quotes.
_TOLD_FIELDS = frozenset(("actor", "deadline", "modality", "quantity", "reporting"))
_NEVER_FIRST = frozenset("，。、；：？！”’）》〉〕】」』…·,.;:?!)]}%％")
_NEVER_LAST = frozenset("“‘（《〈〔【「『([{")


class _Style(NamedTuple):
    """How a mark looks: what stands round it without colour, and the style with it."""

    before: str
    after: str
    style: str


_MARKS = {"removed": _Style("[-", "-]", "red strike"), "added": _Style("{+", "+}", "green underline")}
_KIND_STYLES = {"removed": "red", "added": "green", "modified": "yellow"}


def render_text(
    comparison: Comparison,
    *,
    lang: Lang = "zh",
    old_name: str = "",
    new_name: str = "",
    width: int = 80,
    colour: bool = False,
    whole: bool = False,
) -> str:
    """Titles, one line of figures, the obligation changes, the findings, and with `whole` the full aligned text.

    `width` is counted in terminal cells (a Chinese character takes two). The names are those of the files. Raises
    ValueError for a language that has no words.
    """
    report = present(comparison, lang=lang, old_name=old_name, new_name=new_name)
    page = _Page(report, comparison.task, max(MIN_WIDTH, min(width, MAX_WIDTH)), colour)
    page.head()
    page.changes()
    page.others()
    page.remarks()
    if whole:
        page.full_text()
    return page.text()


class _Page:
    """Collects lines, wrapped by cells."""

    def __init__(self, report: Report, task: Task, width: int, colour: bool) -> None:
        self._report = report
        self._task: Task = task
        self._words: Words = report.words
        self._width = width
        self._colour = colour
        self._lines: list[Text] = []

    def text(self) -> str:
        """Everything collected so far."""
        out = io.StringIO()
        console = Console(
            file=out,
            width=self._width,
            force_terminal=self._colour,
            color_system="standard" if self._colour else None,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )
        for line in self._lines:
            line.rstrip()
            console.print(line, soft_wrap=True)
        return out.getvalue()

    # --- parts -------------------------------------------------------------------------------------------------

    def head(self) -> None:
        """The two titles and the line of figures."""
        report = self._report
        for heading in report.headings:
            self._heading(heading)
        self._blank()
        others = [report.substance_counts] if report.others else []
        self._counts(report.obligation_counts, *others, report.clause_counts, report.finding_counts)
        if report.lead:
            self._put(_plain(f"{self._words.lead}{self._words.colon}{report.lead_text}"))
        if report.coarser:
            self._put(_plain(report.coarser))
        if report.verdict:
            self._put(_plain(report.verdict))

    def changes(self) -> None:
        """The obligation changes, each with its fields, place and quotes."""
        if not self._report.differs:
            return
        self._section(self._words.obligation_changes)
        if not self._report.entries:
            self._put(_plain(self._report.no_entries))
        for entry in self._report.entries:
            self._entry(entry)

    def others(self) -> None:
        """The other changes of substance, and how much else differs."""
        report = self._report
        if report.others:
            self._section(self._words.other_substance)
        for other in report.others:
            self._other(other)
        if report.rest:
            self._blank()
            sorts = self._words.listed([f"{rest.name} {rest.count}" for rest in report.rest])
            self._put(_plain(f"{self._words.the_rest}{self._words.colon}{sorts}"), hanging=2)

    def remarks(self) -> None:
        """The findings."""
        if not self._report.remarks:
            return
        self._section(self._words.findings)
        for remark in self._report.remarks:
            self._remark(remark)

    def full_text(self) -> None:
        """Every clause of both texts in the order of the new one."""
        self._section(self._words.full_text)
        for passage in self._report.passages:
            for row in passage.rows:
                self._row(row)

    def _counts(self, *parts: str) -> None:
        """One line of figures; on a narrow terminal it breaks between the parts."""
        line = ""
        for part in parts:
            if line and cell_len(f"{line}   {part}") > self._width:
                self._put(Text(line, "bold"), hanging=2)
                line = ""
            line = f"{line}   {part}" if line else part
        self._put(Text(line, "bold"), hanging=2)

    # --- pieces ------------------------------------------------------------------------------------------------

    def _heading(self, heading: Heading) -> None:
        details = [heading.name if heading.name != heading.title else ""]
        if heading.issued:
            details.append(f"{self._words.issued} {heading.issued}")
        line = _plain(f"{heading.role}{self._words.colon}")
        line.append(show_unseen(_flat(heading.title)), "bold")
        shown = self._words.between.join(show_unseen(_flat(detail)) for detail in details if detail)
        if shown:
            line.append(f"  ({shown})", "dim")
        self._put(line, hanging=2)

    def _entry(self, entry: Entry) -> None:
        head = Text()
        head.append(f"{entry.number:>3} ")
        head.append(f"{' '.join(entry.signs)} {entry.name}", f"bold {_KIND_STYLES.get(entry.change, '')}".strip())
        if entry.phrases and entry.change == "modified":
            head.append(f"{self._words.colon}{self._words.listed(list(entry.phrases))}")
        head.append("  ")
        head.append(self._addresses(entry.old, entry.new), "cyan")
        self._blank()
        self._put(head, hanging=4)
        for fact in entry.facts:
            if entry.change == "modified" and fact.phrase and fact.name in _TOLD_FIELDS and fact.old != fact.new:
                old, new = (shortened(value, _VALUE_LENGTH) or self._words.not_set for value in (fact.old, fact.new))
                self._put(_plain(f"{fact.label} {old} {self._words.arrow} {new}"), indent=4, hanging=2)
        for quote in (entry.old, entry.new):
            if quote is not None:
                self._quote(quote, marked=entry.change == "modified")

    def _other(self, other: Other) -> None:
        head = Text(f"{other.number:>3} ")
        head.append(f"{other.sign} {other.name}", "bold yellow")
        head.append("  ")
        head.append(self._addresses(other.old, other.new), "cyan")
        self._blank()
        self._put(head, hanging=4)
        for quote in other.quotes:
            if quote is not None:
                self._quote(quote, marked=bool(other.old and other.new))

    def _quote(self, quote: Quote, *, marked: bool) -> None:
        label = f"{self._words.short_side(quote.side, self._task)} "
        line = Text()
        line.append(label, "dim")
        line.append_text(self._stretches(quote.text, marked=marked))
        self._put(line, indent=4, hanging=cell_len(label))

    def _remark(self, remark: Remark) -> None:
        head = Text(" ⚠  ")
        head.append(show_unseen(_flat(remark.title)), "bold yellow")
        if remark.address:
            head.append(f"  {remark.role} ")
            head.append(show_unseen(_flat(remark.address)), "cyan")
        self._put(head, hanging=4)
        self._put(_plain(remark.message), indent=4)
        if remark.quote and _flat(remark.quote) not in _flat(remark.message):
            self._put(_plain(f"“{_flat(remark.quote)}”"), indent=4)

    def _row(self, row: Row) -> None:
        notes = [f"{note.sign} {note.text}".strip() for note in row.notes if note.text != row.name]
        head = Text(f"{CHANGE_SIGNS[row.change]} ", _KIND_STYLES.get(row.change, ""))
        head.append(_addresses([place.address for place in row.old], [place.address for place in row.new]), "cyan")
        if row.change != "unchanged":
            head.append(f"  {row.name}", _KIND_STYLES.get(row.change, ""))
        for note in notes:
            head.append(f"  {show_unseen(_flat(note))}", "dim")
        # A heading, or a line of the front matter, says itself where it stands.
        if row.changed or notes or row.part == "body":
            self._put(head, hanging=2)
        both = bool(row.old and row.new)
        for line in row.lines:
            style = "bold" if row.part == "heading" else "dim" if row.part in {"margin", "toc"} else ""
            self._put(self._stretches(line.merged, marked=both, style=style), indent=2)

    def _stretches(self, stretches: Iterable[Stretch], *, marked: bool, style: str = "") -> Text:
        text = Text(style=style)
        for stretch in stretches:
            shown = show_unseen(_flat(stretch.text))
            mark = _MARKS.get(stretch.mark) if marked else None
            if mark is None:
                text.append(shown)
            elif self._colour:
                text.append(shown, mark.style)
            else:
                text.append(f"{mark.before}{shown}{mark.after}")
        return text

    def _addresses(self, old: Quote | None, new: Quote | None) -> str:
        return _addresses([old.address] if old else [], [new.address] if new else [])

    # --- lines -------------------------------------------------------------------------------------------------

    def _section(self, title: str) -> None:
        self._blank()
        self._put(Text(f"── {title} " + "─" * max(2, self._width - cell_len(title) - 4), "bold"))

    def _blank(self) -> None:
        self._lines.append(Text())

    def _put(self, text: Text, *, indent: int = 0, hanging: int = 0) -> None:
        pieces = list(_wrapped(text, self._width - indent, hanging))
        for number, piece in enumerate(pieces):
            line = Text(" " * (indent + (hanging if number else 0)))
            line.append_text(piece)
            self._lines.append(line)


def _plain(text: str) -> Text:
    return Text(show_unseen(_flat(text)))


def _flat(text: str) -> str:
    """On one line: a line end or tab in a quote must not break the layout."""
    return text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")


def _addresses(old: list[str], new: list[str]) -> str:
    """Where it stood and where it stands; once, where both are the same."""
    before, after = (show_unseen(_flat("、".join(address for address in part if address))) for part in (old, new))
    if before == after or not after:
        return before
    return f"{before} → {after}" if before else after


def _wrapped(text: Text, width: int, hanging: int) -> Iterator[Text]:
    """Pieces no wider than `width` cells, all but the first narrower by `hanging`.

    Chinese breaks between any two characters, but no line begins with a stop or ends with an opening bracket; a run of
    Latin letters or digits is kept together where it fits.
    """
    plain = text.plain
    cuts: list[int] = []
    start, room, used = 0, width, 0
    at = 0
    while at < len(plain):
        cells = get_character_cell_size(plain[at])
        if used + cells > room and at > start:
            cut = _break(plain, start, at)
            cuts.append(cut)
            start, room = cut, width - hanging
            used = cell_len(plain[start:at])
        used += cells
        at += 1
    first, *rest = text.divide(cuts)
    yield first
    for piece in rest:
        blanks = len(piece.plain) - len(piece.plain.lstrip(" "))
        yield piece[blanks:] if blanks < len(piece.plain) else piece


def _break(plain: str, start: int, at: int) -> int:
    """The best place to break a line that has to end before `at`."""
    lowest = max(start + 1, at - 24)
    for cut in range(at, lowest, -1):
        before, after = plain[cut - 1], plain[cut]
        if after in _NEVER_FIRST or before in _NEVER_LAST:
            continue
        if _in_word(before) and _in_word(after):
            continue
        return cut
    return at


def _in_word(character: str) -> bool:
    return character.isascii() and not character.isspace()
