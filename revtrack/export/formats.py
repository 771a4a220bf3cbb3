"""The forms in which a comparison can be handed on: one table for the command line, the pages and the API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from alignment.model import Comparison
from revtrack.errors import OperationFailed
from revtrack.export.akoma_ntoso import render_akoma_ntoso
from revtrack.export.csv import render_csv
from revtrack.export.docx import render_docx
from revtrack.export.html import render_html
from revtrack.export.markdown import render_markdown
from revtrack.export.xlsx import render_xlsx
from revtrack.forms.comparison import render_json


class ExportFormat(StrEnum):
    """A form of a comparison, called by its suffix."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"
    AKOMA_NTOSO = "xml"


_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Mapping[ExportFormat, str] = {
    ExportFormat.DOCX: f"{_OFFICE}.wordprocessingml.document",
    ExportFormat.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    ExportFormat.PDF: "application/pdf",
    ExportFormat.HTML: "text/html; charset=utf-8",
    ExportFormat.MARKDOWN: "text/markdown; charset=utf-8",
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.JSON: "application/json",
    ExportFormat.AKOMA_NTOSO: "application/akn+xml",
}
#: Those that a terminal cannot show.
BINARY = frozenset((ExportFormat.DOCX, ExportFormat.XLSX, ExportFormat.PDF))


@dataclass(frozen=True, slots=True)
class Naming:
    """How an export speaks: its language ("zh" or "en"), and what the two texts are called ("" for their titles)."""

    lang: str = "zh"
    old_name: str = ""
    new_name: str = ""


def export(comparison: Comparison, form: ExportFormat, naming: Naming) -> bytes:
    """A comparison in one of the forms. Raises `OperationFailed` (no-pdf) where PDF cannot be made here."""
    made = _RENDERERS[form](comparison, naming)
    return made if isinstance(made, bytes) else made.encode("utf-8", "replace")


def _pdf(comparison: Comparison, naming: Naming) -> bytes:
    page = _html(comparison, naming)
    try:
        from weasyprint import HTML  # an extra: it needs Pango on the system
    except (ImportError, OSError) as error:
        raise OperationFailed("no-pdf", facts={"reason": str(error).split("\n")[0]}) from error
    made = HTML(string=page, url_fetcher=_fetch_nothing).write_pdf()
    return made or b""


def _fetch_nothing(url: str) -> dict[str, object]:
    """The report needs nothing from outside; what a quoted text may have smuggled in is not fetched."""
    raise ValueError(f"not fetched: {url}")


def _html(comparison: Comparison, naming: Naming) -> str:
    return render_html(comparison, lang=naming.lang, old_name=naming.old_name, new_name=naming.new_name)


def _named(render: Callable[..., str | bytes]) -> Callable[[Comparison, Naming], str | bytes]:
    def made(comparison: Comparison, naming: Naming) -> str | bytes:
        return render(comparison, lang=naming.lang, old_name=naming.old_name, new_name=naming.new_name)

    return made


_RENDERERS: Mapping[ExportFormat, Callable[[Comparison, Naming], str | bytes]] = {
    ExportFormat.DOCX: _named(render_docx),
    ExportFormat.XLSX: _named(render_xlsx),
    ExportFormat.PDF: _pdf,
    ExportFormat.HTML: _html,
    ExportFormat.MARKDOWN: _named(render_markdown),
    ExportFormat.CSV: _named(render_csv),
    ExportFormat.JSON: lambda comparison, _: render_json(comparison),
    ExportFormat.AKOMA_NTOSO: _named(render_akoma_ntoso),
}
