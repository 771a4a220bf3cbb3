"""The comparison as a Word document: the table that an office passes round, old text beside new, with what changed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace

from alignment.model import Comparison, SideName
from revtrack.export.beside import Other
from revtrack.export.changes_table import told_phrases
from revtrack.export.clauses_table import addresses, change_numbers, note_texts
from revtrack.export.docx_parts import HEADING_FONT, PLAIN, Look, Run, Sheet
from revtrack.export.entries import Entry
from revtrack.export.fulltext import Fold, Line, Row, Stretch
from revtrack.export.office_package import repacked
from revtrack.export.presentation import Heading, Report, present
from revtrack.export.quotes import Quote
from revtrack.export.said import NOTHING, Said
from revtrack.words.exports import ExportWords, export_words
from revtrack.words.language import Lang
from revtrack.words.reviews import review_words

#: How a change looks. It is only drawn: the document holds no tracked changes that someone could accept.
_MARKS: Mapping[str, Look] = {
    "removed": Look(strike=True, colour="C00000"),
    "added": Look(underline="single", colour="00703C"),
}
_QUIET = Look(underline="dotted")
_FAINT = Look(colour="6B6B6B")
_SMALL = Look(colour="6B6B6B", size=9)
_BOLD = Look(bold=True)
#: A run of unchanged rows with fewer characters is shown: the row that stands for it would take as much room.
_SHORT_RUN = 60
#: A row with more characters may break across pages; it would leave too much of one empty otherwise.
_LONG_ROW = 300
_CHANGE_SHARES = (5, 24, 36, 36)
_TEXT_SHARES = (40, 40, 23)


def render_docx(
    comparison: Comparison, *, lang: Lang = "zh", old_name: str = "", new_name: str = "", said: Said = NOTHING
) -> bytes:
    """The table of changes as the bytes of a DOCX file, the same for the same comparison.

    Landscape A4: the two texts and the figures, the obligation changes, the full text of both sides with what changed
    marked and said, and the findings.

    Args:
        comparison: what to show.
        lang: language of everything but the quotes.
        old_name, new_name: names of the files compared; "" where there are none.
        said: what people said of it.

    Raises:
        ValueError: there are no words in `lang`.
    """
    report = present(comparison, lang=lang, old_name=old_name, new_name=new_name, said=said)
    vocabulary = export_words(lang)
    title = vocabulary.headlines[comparison.task].format(title=report.new.title)
    sheet = Sheet(
        title=title,
        creator=report.words.product,
        page_words=(vocabulary.page_before, vocabulary.page_between, vocabulary.page_after),
    )
    writer = _Writer(sheet, report, vocabulary, comparison)
    writer.head(title)
    writer.changes()
    writer.others()
    writer.full_text()
    writer.findings()
    writer.rejected()
    writer.foot()
    target = io.BytesIO()
    sheet.document.save(target)
    return repacked(target.getvalue())


class _Writer:
    """Writes the parts of a report on a sheet, in their order."""

    def __init__(self, sheet: Sheet, report: Report, vocabulary: ExportWords, comparison: Comparison) -> None:
        self._sheet = sheet
        self._report = report
        self._vocabulary = vocabulary
        self._entries = {entry.number: entry for entry in report.entries}
        self._ordinals = iter(vocabulary.ordinals)
        heads = vocabulary.texts[comparison.task]
        self._remarks_head = vocabulary.remarks[comparison.task]
        self._sides = tuple(head or side.role for head, side in zip(heads, report.headings, strict=True))

    # --- around the tables ---------------------------------------------------------------------------------------

    def head(self, title: str) -> None:
        """The title, the two texts, the figures and what the marks mean."""
        report, say = self._report, self._report.words
        self._sheet.add([(title, PLAIN)], style="Title", align="center")
        for heading in report.headings:
            self._sheet.add([(f"{heading.role}{say.colon}", _BOLD), (" · ".join(self._facts(heading)), PLAIN)])
        if report.address:
            self._sheet.add([(review_words(say.lang).address_line.format(address=report.address), _SMALL)])
        others = (report.substance_counts,) if report.others else ()
        figures = (report.obligation_counts, *others, report.clause_counts, report.finding_counts)
        self._sheet.add([("；".join(figures) if say.lang == "zh" else "; ".join(figures), PLAIN)])
        if report.lead:
            self._sheet.add([(f"{say.lead}{say.colon}", _BOLD), (report.lead_text, PLAIN)])
        if report.coarser:
            self._sheet.add([(f"⚠ {report.coarser}", _BOLD)])
        if report.verdict:
            self._sheet.add([(report.verdict, _BOLD)])
            return
        old, new = self._sides
        quiet = f"{say.localised}{say.joiner}{say.relation('reworded')}"
        self._sheet.add(
            [
                (f"{say.legend}{say.colon}", _FAINT),
                (old, _MARKS["removed"]),
                ("　", PLAIN),
                (new, _MARKS["added"]),
                ("　", PLAIN),
                (quiet, _QUIET),
            ]
        )

    def _facts(self, heading: Heading) -> Iterator[str]:
        yield heading.title
        if heading.issued:
            yield f"{self._report.words.issued} {heading.issued}"
        if heading.name and heading.name != heading.title:
            yield heading.name

    def findings(self) -> None:
        """What a careful reader would point at, as a list."""
        report, say = self._report, self._report.words
        self._heading(say.findings)
        if not report.remarks:
            self._sheet.add([(say.no_findings, PLAIN)])
        for number, remark in enumerate(report.remarks, start=1):
            place = f"{remark.role} {remark.address}".strip()
            self._sheet.add(
                [
                    (f"{number}. {remark.title}{say.colon}", _BOLD),
                    (self._vocabulary.bracketed.format(outer=remark.message, inner=place), PLAIN),
                ]
            )

    def foot(self) -> None:
        """What the document was made by and how far to trust it."""
        report, say = self._report, self._report.words
        made = [say.product, *([f"{say.knowledge} {report.knowledge}"] if report.knowledge else []), say.origin]
        self._sheet.add([])
        self._sheet.add([(" · ".join(made), _SMALL)])

    def _heading(self, text: str) -> None:
        self._sheet.add([(f"{next(self._ordinals)}{text}", PLAIN)], style="Heading1")

    # --- obligation changes --------------------------------------------------------------------------------------

    def changes(self) -> None:
        """The obligation changes, one row each."""
        report, say = self._report, self._report.words
        self._heading(say.obligation_changes)
        if not report.entries:
            self._sheet.add([(report.no_entries, PLAIN)])
            return
        grid = self._sheet.grid(_CHANGE_SHARES)
        grid.head((self._vocabulary.number, say.change, *self._sides))
        for entry in report.entries:
            old, new = (self._quote(quote) for quote in entry.quotes)
            told = [
                [(entry.name, _BOLD)],
                *([(phrase, PLAIN)] for phrase in told_phrases(entry, self._report, self._vocabulary)),
            ]
            length = max(len(text) for runs in (*told, *old, *new) for text, _ in runs)
            told += _reviews(entry)
            grid.row(([[(str(entry.number), PLAIN)]], told, old, new), whole=length <= _LONG_ROW)

    def others(self) -> None:
        """The other changes of substance, one row each, and how much else differs."""
        report, say = self._report, self._report.words
        if report.others:
            self._heading(say.other_substance)
            grid = self._sheet.grid(_CHANGE_SHARES)
            grid.head((self._vocabulary.number, say.change, *self._sides))
            for other in report.others:
                old, new = (self._quote(quote) for quote in other.quotes)
                length = max(len(text) for runs in (*old, *new) for text, _ in runs)
                told = [[(other.name, _BOLD)], *_reviews(other)]
                grid.row(([[(str(other.number), PLAIN)]], told, old, new), whole=length <= _LONG_ROW)
        if report.rest:
            sorts = say.listed([f"{rest.name} {rest.count}" for rest in report.rest])
            self._sheet.add([(f"{say.the_rest}{say.colon}{sorts}", _SMALL)])

    def rejected(self) -> None:
        """What people took away, as an appendix: each with who did, when and why."""
        report, say = self._report, self._report.words
        if not report.rejected:
            return
        self._heading(review_words(say.lang).rejected)
        grid = self._sheet.grid(_CHANGE_SHARES)
        grid.head((self._vocabulary.number, say.change, *self._sides))
        for row in report.rejected:
            old, new = (self._quote(quote) for quote in row.quotes)
            length = max(len(text) for runs in (*old, *new) for text, _ in runs)
            told = [[(row.name, _BOLD)], *_reviews(row)]
            grid.row(([[(str(row.number or ""), PLAIN)]], told, old, new), whole=length <= _LONG_ROW)

    def _quote(self, quote: Quote | None) -> list[list[Run]]:
        if quote is None:
            return [[(self._report.words.side_has_nothing, _FAINT)]]
        return [[(quote.address, _SMALL)], [_marked(stretch) for stretch in quote.text]]

    # --- full text -----------------------------------------------------------------------------------------------

    def full_text(self) -> None:
        """Both texts in the reading order of the new one, a row for each pair of counterpart clauses."""
        self._heading(self._report.words.full_text)
        grid = self._sheet.grid(_TEXT_SHARES)
        grid.head((*self._sides, self._remarks_head))
        for passage in self._report.passages:
            if isinstance(passage, Fold) and sum(row.length for row in passage.rows) > _SHORT_RUN:
                grid.band(passage.text, _FAINT)
                continue
            for row in passage.rows:
                cells = (self._text(row, "old"), self._text(row, "new"), self._remarks(row))
                # A heading stands with what it heads.
                grid.row(cells, whole=row.length <= _LONG_ROW, keep_next=row.part == "heading")

    def _text(self, row: Row, side: SideName) -> list[list[Run]]:
        """The clauses of a side, each a paragraph."""
        paragraphs: list[list[Run]] = []
        for line in row.lines:
            stretches, opened = (line.old, line.old_places) if side == "old" else (line.new, line.new_places)
            if opened or not paragraphs:
                paragraphs.append([])
            paragraphs[-1] += [_marked(stretch, line=line, title=row.part == "heading") for stretch in stretches]
        said = [runs for runs in paragraphs if runs]
        return said or [[(self._report.words.side_has_nothing, _FAINT)]]

    def _remarks(self, row: Row) -> list[list[Run]]:
        say = self._report.words
        if not row.changed:
            # A heading that only got another number counts as unchanged; the new number is said all the same.
            said: list[list[Run]] = [[(text, PLAIN)] for text in note_texts(row.notes)]
            return said or ([] if row.part == "heading" else [[(row.name, _FAINT)]])
        paragraphs: list[list[Run]] = [[(row.name, _BOLD)]]
        places = dict.fromkeys(filter(None, (addresses(row.old), addresses(row.new))))
        if places:
            paragraphs.append([(f" {say.arrow} ".join(places), _SMALL)])
        notes = (*row.notes, *(note for line in row.lines for note in line.notes))
        paragraphs += [[(text, PLAIN)] for text in note_texts(notes)]
        for number in change_numbers(row):
            entry = self._entries[number]
            paragraphs.append([(f"{say.obligation_change} {number}{say.colon}{entry.name}", PLAIN)])
            paragraphs += [[(phrase, PLAIN)] for phrase in told_phrases(entry, self._report, self._vocabulary)]
        return paragraphs


def _marked(stretch: Stretch, *, line: Line | None = None, title: bool = False) -> Run:
    """A stretch with the look of its mark; what differs quietly is not struck out."""
    mark = stretch.mark
    if mark == "number" and line and line.absent:
        # The number goes and comes with its clause.
        mark = "removed" if line.old else "added"
    look = _MARKS.get(mark, PLAIN)
    if stretch.tone and look is not PLAIN:
        look = _QUIET
    return stretch.text, replace(look, font=HEADING_FONT) if title else look


def _reviews(row: Entry | Other) -> list[list[Run]]:
    """What people said of a row, a paragraph each."""
    return [[(f"✓ {told.line}", _SMALL)] for told in row.reviews]
