"""The forms in which a comparison and a matrix are handed on: the one table for commands, pages and the API.

A form is its row here, the module that renders it, its name in `words/exports.py` and its test. Renderers are loaded
when they are asked for: the command line reads this table to know its choices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from revtrack.errors import OperationFailed
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from alignment.model import Comparison
    from revtrack.export.said import Said
    from revtrack.tracing.stored import Traced

_Of = TypeVar("_Of")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD, EXCEL = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Naming:
    """How an export speaks: its language, what the two texts are called ("" for their titles), what people said."""

    lang: Lang = "zh"
    old_name: str = ""
    new_name: str = ""
    said: Said | None = None

    @property
    def given(self) -> dict[str, Any]:
        """All of it as a rendering takes it."""
        said = {"said": self.said} if self.said else {}
        return {"lang": self.lang, "old_name": self.old_name, "new_name": self.new_name, **said}


@dataclass(frozen=True, slots=True)
class Form(Generic[_Of]):
    """One form: what it is called on the web, how it is made, whether a terminal cannot show it, and which suffixes
    besides its own name files of it have."""

    media_type: str
    render: Callable[[_Of, Naming], str | bytes]
    binary: bool = False
    also: tuple[str, ...] = ()

    def made(self, of: _Of, naming: Naming) -> bytes:
        """The bytes of a file in this form. Raises `OperationFailed` (no-pdf) where PDF cannot be made here."""
        made = self.render(of, naming)
        return made if isinstance(made, bytes) else made.encode("utf-8", "replace")


def _docx(comparison: Comparison, naming: Naming) -> bytes:
    from revtrack.export.docx import render_docx

    return render_docx(comparison, **naming.given)


def _tracked(comparison: Comparison, naming: Naming) -> bytes:
    from revtrack.export.tracked import render_tracked

    return render_tracked(comparison, **naming.given)


def _xlsx(comparison: Comparison, naming: Naming) -> bytes:
    from revtrack.export.xlsx import render_xlsx

    return render_xlsx(comparison, **naming.given)


def _pdf(comparison: Comparison, naming: Naming) -> bytes:
    page = _html(comparison, naming)
    try:
        from weasyprint import HTML  # an extra: it needs Pango on the system
    except (ImportError, OSError) as error:
        raise OperationFailed("no-pdf", facts={"reason": str(error).split("\n")[0]}) from error
    return HTML(string=page, url_fetcher=_fetch_nothing).write_pdf() or b""


def _fetch_nothing(url: str) -> dict[str, object]:
    """The report needs nothing from outside; what a quoted text may have smuggled in is not fetched."""
    raise ValueError(f"not fetched: {url}")


def _html(comparison: Comparison, naming: Naming) -> str:
    from revtrack.export.html import render_html

    return render_html(comparison, **naming.given)


def _markdown(comparison: Comparison, naming: Naming) -> str:
    from revtrack.export.markdown import render_markdown

    return render_markdown(comparison, **naming.given)


def _csv(comparison: Comparison, naming: Naming) -> str:
    from revtrack.export.csv import render_csv

    return render_csv(comparison, **naming.given)


def _json(comparison: Comparison, naming: Naming) -> str:
    from revtrack.forms.comparison import render_json

    if naming.said and naming.said.judged:
        from revtrack.forms.reviews import render_judged

        return render_judged(naming.said.judged, naming.said.address)
    return render_json(comparison)


def _akoma_ntoso(comparison: Comparison, naming: Naming) -> str:
    from revtrack.export.akoma_ntoso import render_akoma_ntoso

    return render_akoma_ntoso(comparison, **naming.given)


#: The forms of a comparison by their suffix, in the order in which they are offered.
COMPARISONS: Mapping[str, Form[Comparison]] = {
    "docx": Form(_WORD, _docx, binary=True),
    "tracked.docx": Form(_WORD, _tracked, binary=True),
    "xlsx": Form(EXCEL, _xlsx, binary=True),
    "pdf": Form("application/pdf", _pdf, binary=True),
    "html": Form("text/html; charset=utf-8", _html, also=("htm",)),
    "md": Form("text/markdown; charset=utf-8", _markdown, also=("markdown",)),
    "csv": Form("text/csv; charset=utf-8", _csv),
    "json": Form("application/json", _json),
    "xml": Form("application/akn+xml", _akoma_ntoso),
}


def _matrix_xlsx(found: Traced, naming: Naming) -> bytes:
    from revtrack.export.trace_tables import trace_xlsx

    return trace_xlsx(found, naming.lang)


def _matrix_docx(found: Traced, naming: Naming) -> bytes:
    from revtrack.export.trace_tables import trace_docx

    return trace_docx(found, naming.lang)


def _matrix_json(found: Traced, _: Naming) -> str:
    from revtrack.forms.corpus import dump
    from revtrack.forms.trace import traced

    return dump(traced(found))


#: The forms of the matrix of a policy.
MATRICES: Mapping[str, Form[Traced]] = {
    "xlsx": Form(EXCEL, _matrix_xlsx, binary=True),
    "docx": Form(_WORD, _matrix_docx, binary=True),
    "json": Form("application/json", _matrix_json),
}
