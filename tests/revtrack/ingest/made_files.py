"""Files that the tests make: Word, OFD and PDF in pieces, small enough to be read in the test that makes them."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(**targets: str) -> str:
    """A part of relations: kind (a figure behind it is taken off) → target, under the ids r_KIND."""
    listed = "".join(
        f'<Relationship Id="r_{kind}" Type="{RELATION}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def word(
    body: str,
    *,
    main: str = "word/document.xml",
    also: str = "",
    parts: dict[str, str | bytes] | None = None,
    **related: str,
) -> bytes:
    """A Word file: a body, further parts by path, and relations of the main part: kind=target."""
    folder, _, name = main.rpartition("/")
    document = f"<w:document {NAMESPACES}>{also}<w:body>{body}</w:body></w:document>"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations(officeDocument=main),
            f"{folder}/_rels/{name}.rels".lstrip("/"): relations(**related),
            main: document,
            **(parts or {}),
        }
    )


def styled(styles: str) -> dict[str, str | bytes]:
    """The part of styles of a Word file, to be given with styles="styles.xml"."""
    return {"word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>"}


def r(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>{''.join(item if item.startswith('<') else r(item) for item in runs)}</w:p>"
    )


def tc(content: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    own = "".join(cell if cell.startswith(("<w:tc", "<w:sdt", "<w:custom", "<mc:")) else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{own}</w:tr>"


def control(content: str) -> str:
    """A content control around anything."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


# --- OFD -------------------------------------------------------------------------------------------------------------

OFD_NAMESPACE = "http://www.ofdspec.org/2016"


def ofd_text(left: float, top: float, text: str, attributes: str = "", inner: str = "", size: float = 5) -> str:
    """A piece of text in millimetres."""
    steps = max(1, len(text) - 1)
    return (
        f'<ofd:TextObject Boundary="{left} {top} 150 {size + 1}" Size="{size}" {attributes}>{inner}'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {steps} {size}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A drawn line."""
    return (
        f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {x1} {y1} L {x2} {y2}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def ofd(
    *pages: str,
    common: str = "",
    parts: dict[str, str | bytes] | None = None,
    root: str = OFD_NAMESPACE,
    page: str = "",
    document: str = "",
) -> bytes:
    """An OFD file of pages' contents; `root` and `page` are the namespaces of its parts."""
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    area = (
        f"<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
    )
    space, own = f'xmlns:ofd="{root}"', f'xmlns:ofd="{page or root}"'
    files: dict[str, str | bytes] = {
        "OFD.xml": (
            f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": f"<ofd:Document {space}>{area}<ofd:Pages>{listed}</ofd:Pages>{document}</ofd:Document>",
    }
    for at, content in enumerate(pages):
        wrapped = (
            content
            if content.startswith("<ofd:Template")
            else f"<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content>"
        )
        files[f"Doc_0/Pages/Page_{at}/Content.xml"] = f"<ofd:Page {own}>{wrapped}</ofd:Page>"
    return zipped(files | (parts or {}))


# --- PDF -------------------------------------------------------------------------------------------------------------

FONT = "STSong-Light"


class Paper:
    """A PDF in the making: text and lines in points from the upper left corner of an A4 page."""

    WIDTH, HEIGHT = 595.0, 842.0

    def __init__(self, *, landscape: bool = False) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._buffer = io.BytesIO()
        self._size = (self.HEIGHT, self.WIDTH) if landscape else (self.WIDTH, self.HEIGHT)
        self.canvas = Canvas(self._buffer, pagesize=self._size)

    def text(self, left: float, top: float, text: str, size: float = 14, grey: float = 0, alpha: float = 1) -> Paper:
        """Put down a line."""
        self.canvas.setFillColor(Color(grey, grey, grey, alpha))
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, self._size[1] - top - size, text)
        self.canvas.setFillColor(Color(0, 0, 0, 1))
        return self

    def slanted(self, text: str, size: float = 60, grey: float = 0.8, degrees: float = 45) -> Paper:
        """Put a line across the page."""
        self.canvas.saveState()
        self.canvas.setFillColor(Color(grey, grey, grey, 1))
        self.canvas.setFont(FONT, size)
        self.canvas.translate(150, 250)
        self.canvas.rotate(degrees)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()
        return self

    def paragraph(
        self, top: float, text: str, *, left: float = 90, wide: int = 29, size: float = 14, indent: int = 2
    ) -> float:
        """Put down a wrapped paragraph; the height below it."""
        lines, at = [text[: wide - indent]], wide - indent
        while at < len(text):
            lines.append(text[at : at + wide])
            at += wide
        for number, line in enumerate(lines):
            self.text(left + (0 if number else indent * size), top, line, size)
            top += 24
        return top

    def table(
        self, top: float, columns: Sequence[float], rows: Sequence[Sequence[str]], *, left: float = 60, size: float = 12
    ) -> float:
        """Rule a table and fill it, cells wrapped to their columns; the height below it."""
        edges = [left]
        for wide in columns:
            edges.append(edges[-1] + wide)
        for row in rows:
            cells = [self._wrapped(text, wide - 8, size) for text, wide in zip(row, columns, strict=True)]
            high = max(len(cell) for cell in cells) * (size + 4) + 8
            for cell, edge in zip(cells, edges, strict=False):
                for at, line in enumerate(cell):
                    self.text(edge + 4, top + 4 + at * (size + 4), line, size)
            for edge in edges:
                self.rule(edge, top, edge, top + high)
            self.rule(edges[0], top, edges[-1], top)
            self.rule(edges[0], top + high, edges[-1], top + high)
            top += high
        return top

    @staticmethod
    def _wrapped(text: str, wide: float, size: float) -> list[str]:
        count = max(1, math.floor(wide / size))
        return [text[at : at + count] for at in range(0, max(len(text), 1), count)]

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> Paper:
        """Draw a line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x1, self._size[1] - y1, x2, self._size[1] - y2)
        return self

    def page(self) -> Paper:
        """Begin another page."""
        self.canvas.showPage()
        return self

    def done(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self._buffer.getvalue()
