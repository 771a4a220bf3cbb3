"""What punishes the breach of the duties of a document: all of them, or one provision."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from revtrack.export.enforcement_table import enforcement_xlsx
from revtrack.export.formats import EXCEL
from revtrack.export.places import say_address
from revtrack.words.enforcement import enforcement_words
from web.asking import MOST_WORDS, named_by, tracker_of
from web.document import download
from web.site import Site, render

router = APIRouter(include_in_schema=False)


@router.get("/documents/{name}/enforcement")
def enforcement(request: Request, name: str, clause: str = "", version: str = "", show: str = "") -> Response:
    """Each duty with the clauses that punish its breach; `show` is open for those without."""
    site = Site.of(request, "/documents")
    wanted = clause.strip()[:MOST_WORDS]
    found = tracker_of(request).enforcement(named_by(name, version), wanted)
    here = f"/documents/{name}/enforcement"
    kept = {"clause": wanted, "version": version}
    return render(
        site,
        "enforcement.html.jinja",
        say=enforcement_words(site.lang),
        found=found,
        title=found.named.version.value("title") or site.corpus.untitled,
        clause=wanted,
        version=version,
        items=[(one, say_address(one.address)) for one in found.clauses if show != "open" or not one.sanctions],
        open_only=show == "open",
        everything=_address(here, kept),
        only_open=_address(here, {**kept, "show": "open"}),
        workbook=_address(f"{here}.xlsx", kept),
    )


@router.get("/documents/{name}/enforcement.xlsx")
def workbook(request: Request, name: str, clause: str = "", version: str = "") -> Response:
    """The same as a workbook."""
    found = tracker_of(request).enforcement(named_by(name, version), clause.strip()[:MOST_WORDS])
    lang = Site.of(request).lang
    name_of_file = f"{enforcement_words(lang).title} {found.named.version.value('title')}.xlsx"
    return download(enforcement_xlsx(found, lang), name_of_file, EXCEL)


def _address(path: str, query: dict[str, str]) -> str:
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{asked}" if asked else path
