"""PDF → its paragraphs. Pages that are only pictures are recognised where that is installed, else refused by number."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from revtrack.errors import InvalidInput
from revtrack.ingest.extracted import Extracted, Remark
from revtrack.ingest.printed import PrintedLine, paragraphs
from revtrack.ingest.recognised import recognise, recogniser

#: Dots an inch at which a page is drawn to be recognised.
_DOTS = 300
#: More pages than this is no policy.
_MOST_PAGES = 5_000
#: Radicals that some fonts give in place of the characters; those of the Kangxi block Unicode itself maps.
_RADICALS = str.maketrans(
    dict(
        zip(
            "⺎⺟⺠⺩⺮⺷⻄⻅⻆⻉⻋⻌⻏⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻳",
            "兀母民王竹羊西见角贝车辶阝镸镸长门阝青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟",
            strict=True,
        )
    )
)


def extract_pdf(data: bytes, *, name: str) -> Extracted:
    """The text of a PDF. Pages that are pictures are recognised where a recogniser is installed, with a remark.

    Raises `InvalidInput`: pdf-encrypted, pdf-broken, pdf-pages (too many), scanned (with the pages' numbers), empty.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        locked = code == pdfium_raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise InvalidInput("pdf-encrypted" if locked else "pdf-broken", name) from None
    count = len(document)
    if count > _MOST_PAGES:
        raise InvalidInput("pdf-pages", name, facts={"count": str(count), "limit": str(_MOST_PAGES)})
    lines: list[PrintedLine] = []
    pictures: list[str] = []
    recognised: dict[int, str] = {}
    for number in range(count):
        try:
            page = document[number]
            found = list(_lines(page, number))
            if not any(line.text.strip() for line in found) and _has_picture(page):
                recognised[number] = _recognised(page) if recogniser() else ""
                if not recognised[number]:
                    pictures.append(str(number + 1))
            lines += found
            page.close()
        except pdfium.PdfiumError:
            raise InvalidInput("pdf-broken", name, facts={"page": str(number + 1)}) from None
    if pictures:
        raise InvalidInput("scanned", name, facts={"pages": ", ".join(pictures)})
    text = "\n".join(_parts(lines, recognised, count))
    if not text.strip():
        raise InvalidInput("empty", name)
    pages = ", ".join(str(number + 1) for number in recognised)
    return Extracted(text + "\n", (Remark("ocr", {"pages": pages}),) if recognised else ())


def _parts(lines: list[PrintedLine], recognised: dict[int, str], count: int) -> Iterator[str]:
    """The paragraphs of a document; between those of the pages with text, recognised pages line by line."""
    since = 0
    for number in (*sorted(recognised), count):
        yield from paragraphs([line for line in lines if since <= line.page < number], count)
        if number in recognised:
            yield recognised[number]
        since = number + 1


def _recognised(page: pdfium.PdfPage) -> str:
    picture = page.render(scale=_DOTS / 72, grayscale=True).to_numpy()
    return recognise(picture.tobytes(), picture.shape[1], picture.shape[0])


def _lines(page: pdfium.PdfPage, number: int) -> Iterator[PrintedLine]:
    """The lines of a page as its text layer gives them, with the boxes of their first and last characters."""
    height = page.get_height() or 1.0
    textpage = page.get_textpage()
    at = 0
    for line in textpage.get_text_range().split("\n"):
        # places are counted in UTF-16 units: a rare character takes two
        length = len(line.encode("utf-16-le", "surrogatepass")) // 2
        own = line.rstrip("\r")
        units = len(own.encode("utf-16-le", "surrogatepass")) // 2
        stripped = own.strip()
        if stripped:
            first = at + len(own) - len(own.lstrip())
            last = at + units - 1 - (len(own) - len(own.rstrip()))
            box, end = textpage.get_charbox(first), textpage.get_charbox(max(first, last))
            top, bottom = 1 - max(box[3], end[3]) / height, 1 - min(box[1], end[1]) / height
            yield PrintedLine(_plain(stripped), box[0], end[2], top, bottom, number)
        at += length + 1
    textpage.close()


def _has_picture(page: pdfium.PdfPage) -> bool:
    kinds = [pdfium_raw.FPDF_PAGEOBJ_IMAGE]
    return next(iter(page.get_objects(filter=kinds, max_depth=4)), None) is not None


def _plain(text: str) -> str:
    """Radicals as the characters that they stand for, soft hyphens of the extraction gone."""
    mapped = text.translate(_RADICALS).replace("\ufffe", "").replace("\x02", "")
    return "".join(unicodedata.normalize("NFKC", char) if "\u2f00" <= char <= "\u2fdf" else char for char in mapped)
