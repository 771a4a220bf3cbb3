"""What is found on the pages of a file, one by one, and what it makes in the end: the same for PDF and OFD."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Counting, Reason
from revtrack.ingest.extracted import Extracted, RecognisedLine, Remark
from revtrack.ingest.layout.glyphs import Glyph, sort_out
from revtrack.ingest.layout.placed import with_tables
from revtrack.ingest.layout.printed import PrintedLine, PrintedTable, paragraphs
from revtrack.ingest.layout.ruled import Rule, find_tables
from revtrack.ingest.layout.watermarks import facts_of

#: Lines of glyphs on a page of some width and height, with the page's number.
LineOrder = Callable[[Sequence[Glyph], float, float, int], list[PrintedLine]]


class Paged:
    """The pages read so far. Pages are counted from 0.

    Attributes:
        count: what became of each character.
        marks: the words of watermarks.
        scanned: pages that are pictures, and were not recognised.
        illegible: pages whose text no person could have typed.
        layered: pages whose text lies unseen under a picture.
    """

    def __init__(self, name: str, lines: LineOrder) -> None:
        self._name = name
        self._lines = lines
        self.count = Counting()
        self.marks: list[str] = []
        self.scanned: list[int] = []
        self.illegible: list[int] = []
        self.layered: list[int] = []
        self._recognised: dict[int, Sequence[RecognisedLine]] = {}
        self._items: list[PrintedLine | PrintedTable] = []

    def put(
        self,
        number: int,
        size: tuple[float, float],
        glyphs: Sequence[Glyph],
        rules: Iterable[Rule],
        dark: Sequence[tuple[float, float, float, float]],
        everywhere: set[str],
    ) -> None:
        """Take in a page of text.

        Args:
            number: of the page.
            size: its width and height.
            glyphs: its characters, which are counted already.
            rules: the lines drawn on it.
            dark: the grounds on which white letters are seen.
            everywhere: pale words that stand on several pages.
        """
        width, height = size
        sorted_out = sort_out(glyphs, width, height, dark, everywhere)
        for reason, words in sorted_out.aside:
            self.count.leave(reason, words)
            if reason is Reason.WATERMARK:
                self.marks.append(words)
        tables, free = find_tables(rules, sorted_out.text)
        printed = [PrintedTable(tuple(t.cells), t.top / height, t.bottom / height, number, t.columns) for t in tables]
        self._items += with_tables(self._lines(free, width, height, number), printed)

    def put_recognised(self, number: int, lines: Sequence[PrintedLine], shown: Sequence[RecognisedLine]) -> None:
        """Take in what was recognised of a page, `shown` to be looked at; without lines it stays a picture."""
        if not lines:
            self.scanned.append(number)
            return
        self.count.hold("".join(line.text for line in lines))
        self._recognised[number] = shown
        self._items += lines

    def extracted(self, pages: int) -> Extracted:
        """The text of all pages, and what is to be told of them.

        Raises `InvalidInput`: unreadable-text, scanned, empty.
        """
        if self.illegible:
            raise InvalidInput("unreadable-text", self._name, facts={"pages": _numbers(self.illegible)})
        if self.scanned:
            raise InvalidInput("scanned", self._name, facts={"pages": _numbers(self.scanned)})
        text = "\n".join(paragraphs(self._items, pages, self.count))
        if not text.strip():
            raise InvalidInput("empty", self._name)
        lines = tuple(line for page in sorted(self._recognised) for line in self._recognised[page])
        return Extracted(text + "\n", tuple(self._remarks()), self.count.done(), facts_of(self.marks), recognised=lines)

    def _remarks(self) -> Iterator[Remark]:
        if self._recognised:
            yield Remark("ocr", {"pages": _numbers(self._recognised)})
        if self.layered:
            yield Remark("ocr-layer", {"pages": _numbers(self.layered)})
        if self.marks:
            yield Remark("watermark", {"words": "、".join(dict.fromkeys(self.marks))[:80]})


def _numbers(pages: Iterable[int]) -> str:
    """The numbers of pages as a reader counts them."""
    return ", ".join(str(page + 1) for page in sorted(pages))
