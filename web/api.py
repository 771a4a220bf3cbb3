"""The JSON API: the objects of the command line's JSON (docs/json.md), paged, with ETags."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from revtrack.export.formats import COMPARISONS
from revtrack.forms import bodies as bodies_json
from revtrack.forms import citers as citers_json
from revtrack.forms import corpus as corpus_json
from revtrack.forms import diffusion as diffusion_json
from revtrack.forms import enforcement as enforcement_json
from revtrack.forms import force as force_json
from revtrack.forms import indicators as indicators_json
from revtrack.forms import lines as lines_json
from revtrack.forms import promises as promises_json
from revtrack.forms import trace as trace_json
from revtrack.forms import watch as watch_json
from revtrack.forms.reviews import judged_form
from revtrack.holdings.comparing import Compared
from revtrack.terms import SORTS, Filter, Status
from revtrack.words.bodies import body_words
from revtrack.words.language import spoken
from web.answering import OTHERWISE, Doc, Limit, Many, Offset, answer, asked_for, listing, part_of, portion
from web.asking import MOST_WORDS, day_of, filter_of, sort_of, tracker_of
from web.bodies import asked_of
from web.compare import export_response, query_of, task_of
from web.comparison_schemas import ComparisonForm
from web.document_schemas import (
    CitationsForm,
    ConsultationsForm,
    DocumentForm,
    DocumentsForm,
    DutiesForm,
    HistoryForm,
    HitsForm,
    TextForm,
)
from web.force import keep
from web.force_schemas import ArticleForm, EndedForm, ForceForm, TextOnForm
from web.register_schemas import BodiesForm, BodyForm, IndicatorForm, IndicatorsForm, PromisesForm
from web.search import duty_filter_of
from web.site import Site, now, render
from web.trace_schemas import AmendmentsForm, GraphForm, LineageForm, RelatedForm, TraceForm
from web.waiting import indexed
from web.watch_schemas import HealthForm, InboxForm, OutboxForm, RunsForm, WatchEventsForm
from web.wording_schemas import CalledForm, EnforcementForm, LineForm, MeasureForm, MeasuresForm, SiblingsForm

router = APIRouter(prefix="/api/v1", responses=OTHERWISE)
Form = Annotated[str, Path(description=" | ".join(COMPARISONS))]
OnDay = Annotated[str, Path(description="a day, YYYY-MM-DD")]
Day = Annotated[str, Query(description="a day, YYYY-MM-DD; today by default")]
Version = Annotated[str, Query(description="position, id, status or day; the current version by default")]
Year = Annotated[int | None, Query(ge=1000, le=9999)]


def _narrowed(
    jurisdiction: Annotated[str, Query(description="part of the jurisdiction's name")] = "",
    issuer: Annotated[str, Query(description="part of an issuer's name")] = "",
    status: Annotated[str, Query(description=" | ".join(Status))] = "",
    since: Annotated[Year, Query(description="from this year on")] = None,
    until: Annotated[Year, Query(description="up to this year")] = None,
    in_force_on: Annotated[str, Query(description="without what is known not to bind on this day (YYYY-MM-DD)")] = "",
    *,
    current: Annotated[bool, Query(description="only the version that stands for each document")] = False,
) -> Filter:
    """What a list or a search is narrowed to."""
    years = {"since": str(since or ""), "until": str(until or "")}
    said = {"jurisdiction": jurisdiction, "issuer": issuer, "status": status, "in_force_on": in_force_on}
    return replace(filter_of({**said, **years}), current=current)


Sort = Annotated[str, Query(description=" | ".join(filter(None, SORTS)))]
Narrowed = Annotated[Filter, Depends(_narrowed)]


@router.get("/documents", responses={200: {"model": DocumentsForm}})
def documents(request: Request, asked: Narrowed, words: str = "", offset: Offset = 0, limit: Limit = 100) -> Response:
    """The documents of the corpus, the newest first."""
    asked = replace(asked, words=words[:MOST_WORDS])
    found = tracker_of(request).documents(asked, offset=offset, limit=limit)
    return answer(request, listing(request, corpus_json.listed(found), offset, limit))


@router.get("/documents/{doc}", responses={200: {"model": DocumentForm}})
def document(request: Request, doc: Doc) -> Response:
    """A document with its versions and metadata."""
    return answer(request, corpus_json.document(tracker_of(request).document(doc)))


@router.get("/documents/{doc}/history", responses={200: {"model": HistoryForm}})
def history(request: Request, doc: Doc, offset: Offset = 0, limit: Many = 100_000) -> Response:
    """What became of a document, oldest change first."""
    form = corpus_json.history(tracker_of(request).history(doc))
    return answer(request, part_of(request, form, "changes", offset, limit))


@router.get("/documents/{doc}/text", responses={200: {"model": TextForm}})
def text(request: Request, doc: Doc, version: Version = "") -> Response:
    """The text of a version, clause by clause."""
    return answer(request, corpus_json.text(tracker_of(request).text(_named(doc, version))))


@router.get("/documents/{doc}/citations", responses={200: {"model": CitationsForm}})
def citations(request: Request, doc: Doc, version: Version = "") -> Response:
    """Whom a version names, and who names its document."""
    return answer(request, corpus_json.citations(tracker_of(request).citations(_named(doc, version))))


@router.get("/compare", responses={200: {"model": ComparisonForm}})
def compare(request: Request, old: str, new: str, task: str = "revision") -> Response:
    """Everything found between two versions (DOC[@VERSION]), as people corrected it."""
    return answer(request, judged_form(_compared(request, old, new, task).judged))


@router.get("/compare/export/{form}", response_class=Response, responses={200: {"content": {"*/*": {}}}})
def exported(
    request: Request,
    form: Form,
    old: str,
    new: str,
    task: str = "revision",
    lang: str = "",
    *,
    rejected: bool = True,
) -> Response:
    """A comparison as a file of one of the forms, what people rejected in an appendix or left out."""
    language, found = spoken(lang) or Site.of(request).lang, _compared(request, old, new, task)
    pair = f"{found.old.version.id}/{found.new.version.id}"
    address = f"{request.base_url}compare/{pair}{query_of(task_of(task))}"
    return export_response(request, found, form, language, address, rejected=rejected)


@router.get("/trace", responses={200: {"model": TraceForm}})
def trace(
    request: Request, higher: str, lower: Annotated[list[str] | None, Query()] = None, in_force_on: str = ""
) -> Response:
    """What each lower text made of each clause of a policy; without any, those that take it up."""
    if not lower:
        indexed(request)
    found = tracker_of(request).trace(higher, lower or [], in_force_on=day_of(in_force_on))
    return answer(request, trace_json.traced(found))


@router.get("/documents/{doc}/lineage", responses={200: {"model": LineageForm}})
def lineage(request: Request, doc: Doc, address: str, version: Version = "") -> Response:
    """One clause through the versions of its document and the texts that take it up."""
    indexed(request)
    return answer(request, trace_json.lineage(tracker_of(request).lineage(_named(doc, version), address)))


@router.get("/documents/{doc}/related", responses={200: {"model": RelatedForm}})
def related(request: Request, doc: Doc, offset: Offset = 0, limit: Limit = 50) -> Response:
    """The documents related to one, the closest first."""
    indexed(request)
    form = trace_json.relatives(tracker_of(request).related(doc, asked_for(offset, limit)))
    return answer(request, part_of(request, form, "related", offset, limit))


@router.get("/documents/{doc}/graph", responses={200: {"model": GraphForm}})
def graph(request: Request, doc: Doc) -> Response:
    """The documents around one and who names whom."""
    return answer(request, trace_json.graph(tracker_of(request).citation_graph(doc)))


@router.get("/documents/{doc}/amendments", responses={200: {"model": AmendmentsForm}})
def amendments(request: Request, doc: Doc, amended: str = "", base: str = "") -> Response:
    """What became of each instruction of a decision on amending."""
    return answer(request, trace_json.amendments(tracker_of(request).amendments(doc, amended, base)))


@router.get("/documents/{doc}/force", responses={200: {"model": ForceForm}})
def force_of(request: Request, doc: Doc, version: Version = "", on: Day = "") -> Response:
    """How a document, or one of its versions, stands on a day, and the words that show it."""
    return answer(request, force_json.force(tracker_of(request).force(_named(doc, version), day_of(on))))


@router.get("/documents/{doc}/on/{day}", responses={200: {"model": TextOnForm}})
def text_on(request: Request, doc: Doc, day: OnDay, clause: str = "", published: bool = False) -> Response:
    """The wording of a document on a day, in force or as published by then, whole or one provision."""
    if not day_of(day):
        raise HTTPException(404)
    found = tracker_of(request).text_on(doc, day, clause, as_published=published)
    return answer(request, force_json.text_on(found))


@router.get("/documents/{doc}/article", responses={200: {"model": ArticleForm}})
def article(request: Request, doc: Doc, clause: str, version: Version = "") -> Response:
    """One article through all versions: what each did to it and to its duties, and who decided so."""
    return answer(request, force_json.article(tracker_of(request).article(_named(doc, version), clause)))


@router.get("/documents/{doc}/enforcement", responses={200: {"model": EnforcementForm}})
def enforcement(request: Request, doc: Doc, clause: str = "", version: Version = "") -> Response:
    """By which clauses, of this and of other texts, the breach of each duty is punished; of one provision only."""
    found = tracker_of(request).enforcement(_named(doc, version), clause[:MOST_WORDS])
    return answer(request, enforcement_json.enforcement(found))


@router.get("/measures", responses={200: {"model": MeasureForm}})
def measures(request: Request, name: str = "", origin: str = "", clause: str = "") -> Response:
    """Where a measure stands, by its name or by the wording of a clause of `origin` (DOC[@VERSION])."""
    wanted = [words[:MOST_WORDS] for words in (name, origin, clause)]
    if origin and clause:
        indexed(request)
    return answer(request, diffusion_json.diffusion(tracker_of(request).diffusion(*wanted)))


@router.get("/documents/{doc}/measures", responses={200: {"model": MeasuresForm}})
def measures_of(request: Request, doc: Doc, version: Version = "") -> Response:
    """The measures that a version names and that stand in other documents, too."""
    return answer(request, diffusion_json.spreads(*tracker_of(request).spreads(_named(doc, version))))


@router.get("/documents/{doc}/siblings", responses={200: {"model": SiblingsForm}})
def siblings(request: Request, doc: Doc, other: Annotated[list[str] | None, Query()] = None) -> Response:
    """Texts of other places on the same basis; with others named, what is common and what stands only in one."""
    if other:
        return answer(request, diffusion_json.siblings(tracker_of(request).siblings(doc, other[:8])))
    return answer(request, diffusion_json.proposals(*tracker_of(request).siblings_of(doc)))


@router.get("/documents/{doc}/called", responses={200: {"model": CalledForm}})
def called(request: Request, doc: Doc, version: Version = "") -> Response:
    """What those who cite a version call it, where it has lost title, number or day, and what it rests on."""
    return answer(request, citers_json.calling(tracker_of(request).called(_named(doc, version))))


@router.get("/documents/{doc}/line", responses={200: {"model": LineForm}})
def line(request: Request, doc: Doc) -> Response:
    """The policy line of a document: texts of its matter over years and levels, and the course of measures."""
    return answer(request, lines_json.line(tracker_of(request).line(doc)))


@router.get("/force", responses={200: {"model": EndedForm}})
def force(
    request: Request, asked: Narrowed, on: Day = "", words: str = "", offset: Offset = 0, limit: Limit = 20
) -> Response:
    """What is no longer in force on a day, and what waits for a document that the corpus lacks."""
    tracker = tracker_of(request)
    keep(tracker)
    asked = replace(asked, words=words[:MOST_WORDS])
    found = tracker.no_longer_in_force(day_of(on), asked, offset=offset, limit=limit)
    form = force_json.ended(found, tracker.force_waiting(limit=limit), offset)
    return answer(request, listing(request, form, offset, limit))


@router.get("/search", responses={200: {"model": HitsForm}})
def search(
    request: Request, q: str, asked: Narrowed, sort: Sort = "", offset: Offset = 0, limit: Limit = 20
) -> Response:
    """Clauses of any version that hold words, the same text of a document once."""
    found = tracker_of(request).search(q, asked, sort=sort_of({"sort": sort}), offset=offset, limit=limit)
    return answer(request, listing(request, corpus_json.hits(found, offset), offset, limit))


@router.get("/duties", responses={200: {"model": DutiesForm}})
def duties(
    request: Request,
    asked: Narrowed,
    sort: Sort = "",
    offset: Offset = 0,
    limit: Limit = 20,
    q: str = "",
    actor: str = "",
    polarity: str = "",
    strength: str = "",
    after: str = "",
    before: str = "",
) -> Response:
    """Duties of any version by words, actor, kind, strength and deadline."""
    given = {"q": q, "actor": actor, "polarity": polarity, "strength": strength, "after": after, "before": before}
    found = tracker_of(request).duties(
        duty_filter_of(given), asked, sort=sort_of({"sort": sort}), offset=offset, limit=limit
    )
    return answer(request, listing(request, corpus_json.duties(found, offset), offset, limit))


@router.get("/promises", responses={200: {"model": PromisesForm}})
def promises(
    request: Request,
    asked: Narrowed,
    body: str = "",
    state: str = "",
    on: Day = "",
    offset: Offset = 0,
    limit: Limit = 20,
) -> Response:
    """Texts that somebody is to make or change, the one due first first, and what keeps them."""
    found = tracker_of(request).promises(body, day_of(on), asked, (state,) if state else ())
    return answer(request, listing(request, promises_json.promises(found, offset, limit), offset, limit))


@router.get("/indicators", responses={200: {"model": IndicatorsForm}})
def indicators(request: Request, asked: Narrowed, words: str = "", offset: Offset = 0, limit: Limit = 20) -> Response:
    """What is measured, with words in its name; what most documents speak of first."""
    found = tracker_of(request).indicators(words[:MOST_WORDS], asked, offset=offset, limit=limit)
    return answer(request, listing(request, indicators_json.indicators(found, offset), offset, limit))


@router.get("/indicators/{name}", responses={200: {"model": IndicatorForm}})
def indicator(request: Request, name: str) -> Response:
    """The course of one measured thing over documents, years and levels; without lines where no text speaks of it."""
    return answer(request, indicators_json.indicator(tracker_of(request).indicator(name[:MOST_WORDS])))


@router.get("/bodies", responses={200: {"model": BodiesForm}})
def bodies(request: Request, words: str = "", place: str = "", offset: Offset = 0, limit: Limit = 20) -> Response:
    """Bodies with words in a name, and how many duties name each in which role; the one with most first."""
    found = tracker_of(request).bodies(words[:MOST_WORDS], place[:MOST_WORDS], offset=offset, limit=limit)
    return answer(request, listing(request, bodies_json.bodies(found, offset), offset, limit))


@router.get("/bodies/one", responses={200: {"model": BodyForm}})
def body(
    request: Request,
    name: Annotated[str, Query(description="the key of a body, or a name that means one")],
    role: Annotated[str, Query(description=" | ".join(body_words("en").roles))] = "",
    q: str = "",
    after: Day = "",
    before: Day = "",
    changed_since: Annotated[str, Query(description="a day, YYYY-MM-DD; what changed since then is told")] = "",
    in_force_on: str = "",
    offset: Offset = 0,
    limit: Limit = 20,
) -> Response:
    """What one body is to do, in which role and when, the duty due first first; what changed since a day."""
    given = {"role": role, "q": q, "after": after, "before": before, "changed_since": changed_since}
    asked = filter_of({"in_force_on": in_force_on})
    found = tracker_of(request).body(name[:MOST_WORDS], asked_of(given), asked)
    return answer(request, listing(request, bodies_json.body(found, offset, limit), offset, limit))


@router.get("/consultations", responses={200: {"model": ConsultationsForm}})
def consultations(request: Request, today: str = "", offset: Offset = 0, limit: Many = 100_000) -> Response:
    """Drafts that are open for comment, the most urgent first."""
    found = tracker_of(request).consultations(day_of(today) or now()[:10])
    return answer(request, part_of(request, corpus_json.consultations(found), "consultations", offset, limit))


@router.get("/inbox", responses={200: {"model": InboxForm}})
def inbox(request: Request, offset: Offset = 0, limit: Many = 100_000) -> Response:
    """What the watch brought and nobody has decided yet, the oldest first."""
    found = [watch_json.entry(one) for one in tracker_of(request).watching.inbox()]
    return answer(request, portion(request, "items", found, offset, limit))


@router.get("/watch/health", responses={200: {"model": HealthForm}})
def watch_health(request: Request) -> Response:
    """How each source fares, and how telling does."""
    desk = tracker_of(request).watching
    form = {
        "sources": [watch_json.fares(one) for one in desk.health()],
        "delivery": [watch_json.delivery(one) for one in desk.delivery()],
    }
    return answer(request, form)


@router.get("/watch/outbox", responses={200: {"model": OutboxForm}})
def watch_outbox(request: Request, offset: Offset = 0, limit: Limit = 50) -> Response:
    """What is told: the messages that wait and the latest that were sent, the newest first."""
    desk = tracker_of(request).watching
    form = {
        "delivery": [watch_json.delivery(one) for one in desk.delivery()],
        "messages": [watch_json.message(one) for one in desk.outbox(asked_for(offset, limit))],
    }
    return answer(request, part_of(request, form, "messages", offset, limit))


@router.get("/watch/events", responses={200: {"model": WatchEventsForm}})
def watch_events(request: Request, source: str = "", offset: Offset = 0, limit: Limit = 50) -> Response:
    """What befell known items besides new texts, the latest first."""
    found = tracker_of(request).watching.events(source, asked_for(offset, limit))
    form = {"events": [watch_json.event(one) for one in found]}
    return answer(request, part_of(request, form, "events", offset, limit))


@router.get("/watch/runs", responses={200: {"model": RunsForm}})
def watch_runs(request: Request, source: str = "", offset: Offset = 0, limit: Limit = 50) -> Response:
    """Looks at sources, the latest first."""
    found = tracker_of(request).watching.log(source, asked_for(offset, limit))
    form = {"runs": [watch_json.run(one) for one in found]}
    return answer(request, part_of(request, form, "runs", offset, limit))


@router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
def docs(request: Request) -> Response:
    """The API for people: made from its own description, without anything from outside."""
    site = Site.of(request)
    described = request.app.openapi()
    paths = [
        (path, told["summary"], told.get("description", ""), told.get("parameters", []))
        for path, methods in described["paths"].items()
        for told in methods.values()
    ]
    return render(site, "api.html.jinja", paths=paths, version=described["info"]["version"])


def _named(doc: str, version: str) -> str:
    return f"{doc}@{version}" if version else doc


def _compared(request: Request, old: str, new: str, task: str) -> Compared:
    return tracker_of(request).comparison(old, new, task_of(task))
