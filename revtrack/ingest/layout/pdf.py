"""PDF → its paragraphs and tables. Pages that are pictures or no text are recognised where that is installed.

Without a recogniser such pages are refused by their numbers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Reason, ink
from revtrack.ingest.extracted import Extracted
from revtrack.ingest.layout.any_font import use_one_font
from revtrack.ingest.layout.glyphs import pale_words
from revtrack.ingest.layout.legible import legible
from revtrack.ingest.layout.paged import Paged
from revtrack.ingest.layout.pdf_page import PdfPage, load_page
from revtrack.ingest.layout.placed import lines_in_order

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
        self._read = Paged(name, lines_in_order)

    def read(self) -> Extracted:
        """All pages, and what is to be told of them."""
        for page, everywhere in self._loaded():
            self._page(page, everywhere)
        return self._read.extracted(self._pages)

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
        self._read.count.hold(held)
        for words in page.notes:
            self._read.count.hold(words)
            self._read.count.leave(Reason.COMMENT, words)
        for words in page.values:
            self._read.count.hold(words)
            self._read.count.leave(Reason.UNSUPPORTED, words)
        readable = legible(held, page.unmapped)
        is_picture = (page.covered and ink(held) < _LITTLE) or (page.pictured and not ink(held))
        if is_picture or not readable:
            self._read.count.leave(Reason.UNREADABLE if not readable and not self._pictures else Reason.REPEATED, held)
            self._picture(page.number, readable=readable)
            return
        self._read.put(page.number, (page.width, page.height), page.glyphs, page.rules, page.dark, everywhere)
        if page.covered and page.invisible > 0.8 * ink(held):
            self._read.layered.append(page.number)

    def _picture(self, number: int, *, readable: bool) -> None:
        if not self._pictures:
            (self._read.scanned if readable else self._read.illegible).append(number)
            return
        from revtrack.ingest.layout.recognised import recognise_page

        self._read.put_recognised(number, *recognise_page(self._document[number], number))
