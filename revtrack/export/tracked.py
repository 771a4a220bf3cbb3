"""The new text over the old as a Word document with tracked changes: whoever accepts them all has the new text, whoever
rejects them all the old one, character by character; comments say what became of the duties.

The paragraphs are the clauses of the two texts. Counterparts in the same order share a paragraph, in which what differs
is inserted and deleted; what stands elsewhere is deleted there and inserted here, since only that can be taken back
clause by clause in every word processor.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from docx.comments import Comment
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from lxml import etree

from alignment.inline import mark_changes
from alignment.linking.rows import heaviest_increasing
from alignment.model import Clause, Comparison, Kind
from revtrack.export.changes_table import told_phrases
from revtrack.export.docx_parts import HEADING_FONT, PLAIN, Element, Look, Sheet, add_run, child
from revtrack.export.entries import Entry
from revtrack.export.office_package import repacked
from revtrack.export.presentation import Report, present
from revtrack.export.said import NOTHING, Said
from revtrack.export.xml_parts import xml_text
from revtrack.words.exports import ExportWords, export_words
from revtrack.words.language import Lang

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = Look(font=HEADING_FONT)
#: Portrait A4 as documents of the administration are set, in millimetres: the page, its side margins, top and bottom.
_PAGE, _SIDES, _ENDS = (210, 297), 27, 35
_CHANGES = {"added": "ins", "removed": "del"}


@dataclass(frozen=True, slots=True)
class _Pair:
    """A paragraph: the clause of each side, one of them None where only the other text has it."""

    old: Clause | None
    new: Clause | None


def render_tracked(
    comparison: Comparison, *, lang: Lang = "zh", old_name: str = "", new_name: str = "", said: Said = NOTHING
) -> bytes:
    """The tracked document as the bytes of a DOCX file, the same for the same comparison.

    Changes and comments bear the program as their author and the day on which the new text was issued; where it names
    none they bear no day. Characters that XML cannot hold or nobody sees are written out, as in every export.

    Args:
        comparison: what to show.
        lang: language of the comments; the texts are the issuers'.
        old_name, new_name: names of the files compared; "" where there are none.
        said: what people said of it.

    Raises:
        ValueError: there are no words in `lang`.
    """
    report = present(comparison, lang=lang, old_name=old_name, new_name=new_name, said=said)
    vocabulary = export_words(lang)
    sheet = Sheet(
        title=report.new.title,
        creator=report.words.product,
        page_words=(vocabulary.page_before, vocabulary.page_between, vocabulary.page_after),
    )
    section = sheet.document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(length) for length in _PAGE)
    section.left_margin = section.right_margin = Mm(_SIDES)
    section.top_margin = section.bottom_margin = Mm(_ENDS)
    sheet.document.core_properties.comments = xml_text(report.address)
    writer = _Writer(sheet, comparison, report, vocabulary)
    pairs = list(_paragraphs(comparison))
    for pair in pairs:
        writer.paragraph(pair)
    if not pairs or not (pairs[-1].old and pairs[-1].new):
        # The mark of a document's last paragraph cannot go: one that nobody changed stands behind.
        sheet.add([])
    target = io.BytesIO()
    sheet.document.save(target)
    return repacked(target.getvalue())


def _paragraphs(comparison: Comparison) -> Iterator[_Pair]:
    """Both texts in one order: each side's clauses stand in the order of its own text."""
    old, new = comparison.old.clauses, comparison.new.clauses
    ranks = [{clause.id: rank for rank, clause in enumerate(clauses)} for clauses in (old, new)]
    joined = sorted((ranks[0][row.old[0]], ranks[1][row.new[0]]) for row in comparison.rows if row.old and row.new)
    shared = sorted(heaviest_increasing([second for _, second in joined], [1] * len(joined)))
    before, after = 0, 0
    for at_old, at_new in [*(joined[at] for at in shared), (len(old), len(new))]:
        yield from (_Pair(clause, None) for clause in old[before:at_old])
        yield from (_Pair(None, clause) for clause in new[after:at_new])
        if at_old < len(old):
            yield _Pair(old[at_old], new[at_new])
        before, after = at_old + 1, at_new + 1


class _Writer:
    """Writes paragraphs with their changes and comments."""

    def __init__(self, sheet: Sheet, comparison: Comparison, report: Report, vocabulary: ExportWords) -> None:
        self._sheet, self._report, self._vocabulary = sheet, report, vocabulary
        self._author = report.words.product
        self._date = f"{comparison.new.issued}T00:00:00Z" if comparison.new.issued else ""
        self._changes = 0
        self._duties: dict[tuple[str, str], list[Entry]] = {}
        for entry, change in zip(report.entries, comparison.obligations, strict=True):
            side, duty = ("new", change.new) if change.new else ("old", change.old)
            if duty:
                self._duties.setdefault((side, duty.clause), []).append(entry)

    def paragraph(self, pair: _Pair) -> None:
        """One paragraph; one that only one text has comes or goes with its mark."""
        element = self._sheet.add([])
        alone = "" if pair.old and pair.new else "ins" if pair.new else "del"
        if alone:
            self._mark(child(element[0], "rPr"), alone)
        kinds = [clause.kind for clause in (pair.new, pair.old) if clause]
        comments = [self._comment(entry) for entry in self._told(pair)]
        for comment in comments:
            child(element, "commentRangeStart", id=str(comment.comment_id))
        self._text(element, pair, _HEADING if kinds[0] is Kind.HEADING else PLAIN)
        for comment in comments:
            child(element, "commentRangeEnd", id=str(comment.comment_id))
            child(child(element, "r"), "commentReference", id=str(comment.comment_id))

    def _text(self, paragraph: Element, pair: _Pair, look: Look) -> None:
        for mark, text in mark_changes(pair.old.text if pair.old else "", pair.new.text if pair.new else ""):
            if mark == "equal":
                add_run(paragraph, text, look)
                continue
            changed = self._mark(paragraph, _CHANGES[mark])
            add_run(changed, text, look)
            if mark == "removed":
                for written in changed.iter(f"{_W}t"):
                    written.tag = f"{_W}delText"

    def _mark(self, parent: Element, change: str) -> Element:
        self._changes += 1
        dated = {"date": self._date} if self._date else {}
        return child(parent, change, id=str(self._changes), author=self._author, **dated)

    def _told(self, pair: _Pair) -> Iterator[Entry]:
        for side, clause in (("new", pair.new), ("old", pair.old)):
            if clause:
                yield from self._duties.get((side, clause.id), ())

    def _comment(self, entry: Entry) -> Comment:
        """What became of a duty: 义务变化 3：修改 · 期限延后（6月底前 → 9月底前）."""
        say = self._report.words
        told = told_phrases(entry, self._report, self._vocabulary)
        head = f"{say.obligation_change} {entry.number}{say.colon}{entry.name}"
        comment = self._sheet.document.comments.add_comment(author=self._author, initials="rt")
        element = comment.paragraphs[0].paragraph_format.element
        add_run(element, " · ".join((head, *told, *(f"✓ {one.line}" for one in entry.reviews))))
        # The library sets the hour of its making; a comment is dated as the changes are.
        written = element.getparent()
        if written is not None:
            etree.strip_attributes(written, f"{_W}date")
            if self._date:
                written.set(f"{_W}date", self._date)
        return comment
