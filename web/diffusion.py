"""Where measures stand: one over documents, those of a document, and siblings side by side."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from revtrack.export.diffusion_tables import measure_xlsx, said_turns, said_year, siblings_xlsx
from revtrack.export.formats import EXCEL
from revtrack.tracing.siblings import Siblings
from revtrack.words.bodies import body_words
from revtrack.words.diffusion import diffusion_words
from web.asking import MOST_WORDS, an_id, named_by, tracker_of
from web.document import download
from web.site import Site, render
from web.waiting import Work, answered, indexed

router = APIRouter(include_in_schema=False)
_OTHERS = 8
Others = Annotated[list[str] | None, Query()]


@router.get("/measures")
def measures(request: Request, name: str = "", origin: str = "", clause: str = "") -> Response:
    """One measure by its name, or by the wording of a clause, over all documents, the earliest first."""
    site = Site.of(request, "/measures")
    say = diffusion_words(site.lang)
    wanted, start, place = (words.strip()[:MOST_WORDS] for words in (name, origin, clause))
    if start and place and (waits := indexed(request)):
        return waits
    found = tracker_of(request).diffusion(wanted, start, place) if wanted or (start and place) else None
    kept = urlencode({key: value for key, value in (("name", wanted), ("origin", start), ("clause", place)) if value})
    return render(
        site,
        "measures.html.jinja",
        say=say,
        roles=body_words(site.lang).roles,
        name=wanted,
        origin=start,
        clause=place,
        found=found,
        items=[(one, said_year(one.spot, say), said_turns(one, say)) for one in found.moved] if found else [],
        workbook=f"/measures.xlsx?{kept}",
    )


@router.get("/measures.xlsx")
def measure_workbook(request: Request, name: str = "", origin: str = "", clause: str = "") -> Response:
    """The same as a workbook."""
    wanted, start, place = (words.strip()[:MOST_WORDS] for words in (name, origin, clause))
    if start and place and (waits := indexed(request)):
        return waits
    found = tracker_of(request).diffusion(wanted, start, place)
    return download(measure_xlsx(found, Site.of(request).lang), f"{wanted or 'measure'}.xlsx", EXCEL)


@router.get("/documents/{document}/measures")
def of_document(request: Request, document: str, version: str = "") -> Response:
    """The measures that a document names and that stand elsewhere, too."""
    site = Site.of(request, "/documents")
    found, items = tracker_of(request).spreads(named_by(document, version))
    return render(
        site,
        "spreads.html.jinja",
        say=diffusion_words(site.lang),
        found=found,
        title=found.version.value("title") or site.corpus.untitled,
        items=[(one, f"/measures?{urlencode({'name': one.name, 'origin': found.document.id})}") for one in items],
    )


@router.get("/documents/{document}/siblings")
def siblings(request: Request, document: str, other: Others = None) -> Response:
    """Texts of other places on the same basis, and those that were chosen side by side with this one."""
    site = Site.of(request, "/documents")
    say = diffusion_words(site.lang)
    tracker = tracker_of(request)
    found, proposed = tracker.siblings_of(an_id(document))
    chosen = [tracker.text(name.strip()).named.document.id for name in other or [] if name.strip()][:_OTHERS]
    sides = _sides(request, found.document.id, chosen) if chosen else None
    if isinstance(sides, Response):
        return sides
    return render(
        site,
        "siblings.html.jinja",
        say=say,
        found=found,
        title=found.version.value("title") or site.corpus.untitled,
        proposed=proposed,
        chosen=chosen,
        sides=sides,
        workbook=f"/documents/{found.document.id}/siblings.xlsx?{urlencode([('other', one) for one in chosen])}",
    )


@router.get("/documents/{document}/siblings.xlsx")
def siblings_workbook(request: Request, document: str, other: Others = None) -> Response:
    """The same as a workbook."""
    sides = _sides(request, an_id(document), [name.strip() for name in other or [] if name.strip()][:_OTHERS])
    if isinstance(sides, Response):
        return sides
    lang = Site.of(request).lang
    return download(siblings_xlsx(sides, lang), f"{diffusion_words(lang).siblings}.xlsx", EXCEL)


def _sides(request: Request, first: str, others: list[str]) -> Siblings | Response:
    """The texts side by side; a page that waits as long as they are compared."""
    key = f"siblings {first} {' '.join(others)} {tracker_of(request).corpus_key()}"
    work = Work("siblings", {"first": first, "others": others}, key)
    what = diffusion_words(Site.of(request).lang).siblings
    return cast("Siblings | Response", answered(request, work, what=what, section="/documents"))
