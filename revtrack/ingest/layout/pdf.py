"""PDF → its paragraphs and tables. Pages that are pictures or no text are recognised where that is installed.

Without a recogniser such pages are refused by their numbers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Counting, Reason, ink
from revtrack.ingest.extracted import Extracted, RecognisedLine, Remark
from revtrack.ingest.layout.any_font import use_one_font
from revtrack.ingest.layout.glyphs import pale_words, sort_out
from revtrack.ingest.layout.legible import legible
from revtrack.ingest.layout.pdf_page import PdfPage, load_page
from revtrack.ingest.layout.placed import lines_in_order, with_tables
from revtrack.ingest.layout.printed import PrintedLine, PrintedTable, paragraphs
from revtrack.ingest.layout.ruled import find_tables
from revtrack.ingest.layout.watermarks import facts_of

#: More pages than this is no policy.
_MOST_PAGES = 5_000
#: A page with a picture over it and less text than this is a picture.
_LITTLE = 30


def extract_pdf(data: bytes, *, name: str) -> Extracted:
    """The text of a PDF.

    Raises `InvalidInput`: pdf-encrypted, pdf-broken, pdf-pages (too many), scanned and unreadable-text (with the pages'
    numbers), empty.
    """
    return _Reader(data, name, pictures=False).read()


def extract_pictured_pdf(data: bytes, *, name: str) -> Extracted:
    """The text of a PDF, its pages that are pictures or no text recognised, with a remark."""
    return _Reader(data, name, pictures=True).read()


class _Reader:
    def __init__(self, data: bytes, name: str, *, pictures: bool) -> None:
        self._name = name
        self._pictures = pictures
        if not pictures:
            use_one_font()
        try:
            self._document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            code = getattr(error, "err_code", None)
            locked = code == raw.FPDF_ERR_PASSWORD or "assword" in str(error)
            raise InvalidInput("pdf-encrypted" if locked else "pdf-broken", name) from None
        self._pages = len(self._document)
        if self._pages > _MOST_PAGES:
            raise InvalidInput("pdf-pages", name, facts={"count": str(self._pages), "limit": str(_MOST_PAGES)})
        self._count = Counting()
        self._items: list[PrintedLine | PrintedTable] = []
        self._marks: list[str] = []
        self._scanned: list[int] = []
        self._illegible: list[int] = []
        self._layered: list[int] = []
        self._recognised: dict[int, list[RecognisedLine]] = {}

    def read(self) -> Extracted:
        """All pages, and what is to be told of them."""
        for page, everywhere in self._loaded():
            self._page(page, everywhere)
        if self._illegible:
            raise InvalidInput("unreadable-text", self._name, facts={"pages": _numbers(self._illegible)})
        if self._scanned:
            raise InvalidInput("scanned", self._name, facts={"pages": _numbers(self._scanned)})
        text = "\n".join(paragraphs(self._items, self._pages, self._count))
        if not text.strip():
            raise InvalidInput("empty", self._name)
        lines = tuple(line for number in sorted(self._recognised) for line in self._recognised[number])
        return Extracted(
            text + "\n", tuple(self._remarks()), self._count.done(), facts_of(self._marks), recognised=lines
        )

    def _remarks(self) -> Iterator[Remark]:
        if self._recognised:
            yield Remark("ocr", {"pages": _numbers(self._recognised)})
        if self._layered:
            yield Remark("ocr-layer", {"pages": _numbers(self._layered)})
        if self._marks:
            yield Remark("watermark", {"words": "、".join(dict.fromkeys(self._marks))[:80]})

    def _loaded(self) -> Iterator[tuple[PdfPage, set[str]]]:
        """Each page with the pale words that it shares with the page before or after it."""
        before: set[str] = set()
        page: PdfPage | None = None
        pale: set[str] = set()
        for number in range(self._pages + 1):
            following = self._load(number) if number < self._pages else None
            after = pale_words(following.glyphs) if following is not None else set[str]()
            if page is not None:
                yield page, (before | after) & pale
                before = pale
            page, pale = following, after

    def _load(self, number: int) -> PdfPage:
        try:
            return load_page(self._document, number)
        except (pdfium.PdfiumError, ctypes.ArgumentError):
            raise InvalidInput("pdf-broken", self._name, facts={"page": str(number + 1)}) from None

    def _page(self, page: PdfPage, everywhere: set[str]) -> None:
        held = "".join(glyph.text for glyph in page.glyphs if not glyph.made)
        self._count.hold(held)
        for words in page.notes:
            self._count.hold(words)
            self._count.leave(Reason.COMMENT, words)
        for words in page.values:
            self._count.hold(words)
            self._count.leave(Reason.UNSUPPORTED, words)
        readable = legible(held, page.unmapped)
        is_picture = (page.covered and ink(held) < _LITTLE) or (page.pictured and not ink(held))
        if is_picture or not readable:
            self._count.leave(Reason.UNREADABLE if not readable and not self._pictures else Reason.REPEATED, held)
            self._picture(page.number, readable=readable)
            return
        sorted_out = sort_out(page.glyphs, page.width, page.height, page.dark, everywhere)
        for reason, words in sorted_out.aside:
            self._count.leave(reason, words)
            if reason is Reason.WATERMARK:
                self._marks.append(words)
        if page.covered and page.invisible > 0.8 * ink(held):
            self._layered.append(page.number)
        tables, free = find_tables(page.rules, sorted_out.text)
        lines = lines_in_order(free, page.width, page.height, page.number)
        printed = [
            PrintedTable(
                tuple(table.cells),
                table.top / page.height,
                table.bottom / page.height,
                page.number,
                table.columns,
            )
            for table in tables
        ]
        self._items += with_tables(lines, printed)

    def _picture(self, number: int, *, readable: bool) -> None:
        if not self._pictures:
            (self._scanned if readable else self._illegible).append(number)
            return
        from revtrack.ingest.layout.recognised import recognise_page

        lines, shown = recognise_page(self._document[number], number)
        if not lines:
            self._scanned.append(number)
            return
        self._count.hold("".join(line.text for line in lines))
        self._recognised[number] = shown
        self._items += lines


def _numbers(pages: Iterable[int]) -> str:
    return ", ".join(str(number + 1) for number in sorted(pages))
