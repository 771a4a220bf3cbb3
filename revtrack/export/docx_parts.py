"""The few parts of WordprocessingML that an exported document is made of, and the page it stands on.

The library makes the package, the styles and the page; the tables are built here, because it looks up every cell by
going through all the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from lxml import etree

from revtrack.export.office_package import FIXED_TIME
from revtrack.export.xml_parts import Element, xml_text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What an office has installed; Latin letters and digits have a font of their own beside each.
LATIN = "Times New Roman"
BODY_FONT = "仿宋"
HEADING_FONT = "黑体"
TITLE_FONT = "宋体"
_PAGE = (Mm(297), Mm(210))
_MARGIN = Mm(20)
#: The width between the margins, in twentieths of a point.
TEXT_WIDTH = round((297 - 2 * 20) / 25.4 * 1440)
_HAN = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_BREAKS = re.compile("([\n\t])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How characters are set: `colour` as RRGGBB, `underline` as Word names it, `size` in points; "" and 0 as it is."""

    bold: bool = False
    strike: bool = False
    colour: str = ""
    underline: str = ""
    size: float = 0
    font: str = ""


PLAIN = Look()
#: A stretch of text and its look.
Run = tuple[str, Look]


def child(parent: Element, tag: str, **attributes: str) -> Element:
    """A new last child in Word's namespace, with attributes of the same."""
    return etree.SubElement(parent, _W + tag, {_W + name: value for name, value in attributes.items()})


def add_paragraph(
    parent: Element, runs: Iterable[Run], *, style: str = "", align: str = "", keep_next: bool = False
) -> Element:
    """A new paragraph of runs at the end of the parent; `style` is the id of a style, `align` left, center or right."""
    paragraph = child(parent, "p")
    properties = child(paragraph, "pPr")
    if style:
        child(properties, "pStyle", val=style)
    if keep_next:
        child(properties, "keepNext")
    if align:
        child(properties, "jc", val=align)
    for text, look in runs:
        add_run(paragraph, text, look)
    return paragraph


def add_run(paragraph: Element, text: str, look: Look = PLAIN) -> None:
    """The text as a run; line ends and tabs become Word's own, what XML cannot hold is written out."""
    if not text:
        return
    run = child(paragraph, "r")
    _set_look(run, look, han=bool(_HAN.search(text)))
    for part in _BREAKS.split(xml_text(text)):
        if part == "\n":
            child(run, "br")
        elif part == "\t":
            child(run, "tab")
        elif part:
            written = child(run, "t")
            written.text = part
            written.set(_SPACE, "preserve")


def _set_look(run: Element, look: Look, *, han: bool) -> None:
    """The properties in the order that Word's schema prescribes."""
    properties = child(run, "rPr")
    if look.font:
        child(properties, "rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=look.font, hint="eastAsia")
    elif han:
        # Quotes and dashes are in both kinds of font: beside Chinese they are to be as wide as its characters.
        child(properties, "rFonts", hint="eastAsia")
    if look.bold:
        child(properties, "b")
    if look.strike:
        child(properties, "strike")
    if look.colour:
        child(properties, "color", val=look.colour)
    if look.size:
        child(properties, "sz", val=str(round(2 * look.size)))
        child(properties, "szCs", val=str(round(2 * look.size)))
    if look.underline:
        child(properties, "u", val=look.underline)


class Grid:
    """A table at the end of the parent, as wide as the text; its columns have shares of that width."""

    def __init__(self, parent: Element, shares: Sequence[int]) -> None:
        total = sum(shares)
        self._widths = [TEXT_WIDTH * share // total for share in shares]
        self._table = child(parent, "tbl")
        properties = child(self._table, "tblPr")
        child(properties, "tblStyle", val="TableGrid")
        child(properties, "tblW", w=str(sum(self._widths)), type="dxa")
        # Widths that depend on the content differ between programs, and from one part of a long table to the next.
        child(properties, "tblLayout", type="fixed")
        margins = child(properties, "tblCellMar")
        for side, width in (("top", "40"), ("left", "100"), ("bottom", "40"), ("right", "100")):
            child(margins, side, w=width, type="dxa")
        grid = child(self._table, "tblGrid")
        for width in self._widths:
            child(grid, "gridCol", w=str(width))

    def head(self, names: Iterable[str]) -> None:
        """The row of headings, said again on every page."""
        row = self._row(whole=True, header=True)
        for name, width in zip(names, self._widths, strict=True):
            cell = self._cell(row, width, shade="E7E6E6")
            add_paragraph(cell, [(name, Look(bold=True, font=HEADING_FONT))], align="center", keep_next=True)

    def row(self, cells: Iterable[Sequence[Sequence[Run]]], *, whole: bool, keep_next: bool = False) -> None:
        """A row of cells, each a sequence of paragraphs; no page may end inside a `whole` one or below `keep_next`."""
        row = self._row(whole=whole)
        for paragraphs, width in zip(cells, self._widths, strict=True):
            cell = self._cell(row, width)
            # A cell without a paragraph makes Word call the file damaged.
            for runs in paragraphs or [[]]:
                add_paragraph(cell, runs, keep_next=keep_next)

    def band(self, text: str, look: Look) -> None:
        """A row of one cell over all columns."""
        row = self._row(whole=True)
        cell = self._cell(row, sum(self._widths), span=len(self._widths), shade="F5F5F5")
        add_paragraph(cell, [(text, look)], align="center")

    def _row(self, *, whole: bool, header: bool = False) -> Element:
        row = child(self._table, "tr")
        properties = child(row, "trPr")
        if whole:
            child(properties, "cantSplit")
        if header:
            child(properties, "tblHeader")
        return row

    def _cell(self, row: Element, width: int, *, span: int = 1, shade: str = "") -> Element:
        cell = child(row, "tc")
        properties = child(cell, "tcPr")
        child(properties, "tcW", w=str(width), type="dxa")
        if span > 1:
            child(properties, "gridSpan", val=str(span))
        if shade:
            child(properties, "shd", val="clear", color="auto", fill=shade)
        return cell


class Sheet:
    """A document on landscape A4 with a running head and numbered pages, to be filled at `body`."""

    def __init__(self, *, title: str, creator: str, page_words: tuple[str, str, str]) -> None:
        self._document = Document()
        self._page(xml_text(title), page_words)
        self._styles()
        properties = self._document.core_properties
        properties.title = xml_text(title)[:255]
        properties.author = creator
        properties.last_modified_by = creator
        properties.comments = ""
        properties.revision = 1
        properties.created = properties.modified = FIXED_TIME

    @property
    def document(self) -> WordDocument:
        """The library's document, to be saved."""
        return self._document

    def add(self, runs: Iterable[Run], *, style: str = "", align: str = "") -> Element:
        """A new paragraph at the end of the text."""
        keep_next = style.startswith("Heading")
        paragraph = add_paragraph(self._flow(), runs, style=style, align=align, keep_next=keep_next)
        self._close()
        return paragraph

    def grid(self, shares: Sequence[int]) -> Grid:
        """A table at the end of the text."""
        grid = Grid(self._flow(), shares)
        self._close()
        return grid

    def _flow(self) -> Element:
        body = self._document.element.find(f"{_W}body")
        if body is None:  # there is one in every template of the library
            raise TypeError(self._document)
        return body

    def _close(self) -> None:
        """What belongs to the page must stay the last child of the body."""
        body = self._flow()
        section = body.find(f"{_W}sectPr")
        if section is not None:
            body.append(section)

    def _page(self, title: str, page_words: tuple[str, str, str]) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _PAGE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        section.header_distance = section.footer_distance = Mm(10)
        small = Look(size=9, colour="595959")
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(head.paragraph_format.element, title, small)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        parts = foot.paragraph_format.element
        before, between, after = page_words
        add_run(parts, before, small)
        _add_field(parts, "PAGE", small)
        add_run(parts, between, small)
        _add_field(parts, "NUMPAGES", small)
        add_run(parts, after, small)

    def _styles(self) -> None:
        self._style("Normal", BODY_FONT, Pt(10.5), bold=False, after=Pt(0))
        self._style("Title", TITLE_FONT, Pt(18), bold=True, after=Pt(6))
        self._style("Heading 1", HEADING_FONT, Pt(14), bold=False, after=Pt(4))
        # The sheet's language decides which shapes of Chinese characters a program picks from a font for several.
        for language in self._document.styles.element.iter(f"{_W}lang"):
            language.set(f"{_W}eastAsia", "zh-CN")

    def _style(self, name: str, font: str, size: Length, *, bold: bool, after: Length) -> None:
        style = self._document.styles[name]
        if not isinstance(style, ParagraphStyle):  # a paragraph style in every template of the library
            raise TypeError(name)
        style.font.name = LATIN
        style.font.size = size
        style.font.bold = bold
        style.font.color.rgb = None
        style.paragraph_format.space_after = after
        style.paragraph_format.line_spacing = 1.15
        element: Element = style.element
        for fonts in element.iter(f"{_W}rFonts"):
            for attribute in [str(key) for key in fonts.attrib if str(key).endswith("Theme")]:
                # A theme's font would win over the one named here.
                del fonts.attrib[attribute]
            fonts.set(f"{_W}eastAsia", font)
        for rule in list(element.iter(f"{_W}pBdr")):
            above = rule.getparent()
            if above is not None:
                above.remove(rule)


def _add_field(paragraph: Element, code: str, look: Look) -> None:
    """A field that the word processor fills, the number of the page or of all pages."""
    for kind in ("begin", "code", "separate", "text", "end"):
        run = child(paragraph, "r")
        _set_look(run, look, han=False)
        if kind == "code":
            child(run, "instrText").text = f" {code} "
        elif kind == "text":
            child(run, "t").text = "1"
        else:
            child(run, "fldChar", fldCharType=kind)
