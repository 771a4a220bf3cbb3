"""Comparing: two versions side by side at a permanent address, its exports, and its review."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, cast, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from revtrack.export.formats import COMPARISONS
from revtrack.export.narrowing import Narrowing
from revtrack.export.order import ORDERS, by_weight
from revtrack.export.presentation import Report, present
from revtrack.export.said import Said
from revtrack.holdings.comparing import Compared
from revtrack.jobs.desk import NotYet
from revtrack.service import Tracker
from revtrack.terms import Task, in_order
from revtrack.words.exports import FORMS
from revtrack.words.language import Lang
from web.asking import Options, an_id, jobs_of, tracker_of
from web.assigning import about_comparison, may_assign
from web.document import download
from web.minimap import MapMark, minimap
from web.security import check_csrf
from web.site import Site, environment, render, see, tell
from web.waiting import OF_FILES, Work, answered, named_by_content

router = APIRouter(include_in_schema=False)
#: Versions offered to choose.
_CHOICES = 300
_QUOTE = 60
#: Set pages kept in memory; one takes up to half a megabyte.
_PAGES_KEPT = 64
#: Changes on a page at once, and unchanged clauses from how many on the long runs of them are left to be fetched.
_ENTRIES, _AT_ONCE = 60, 150
_VIEWS = ("pair", "merged")
TASKS: tuple[Task, ...] = get_args(Task)


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two versions of one document that a reader may want to compare."""

    old: str
    new: str
    title: str
    told: str
    query: str = ""


def task_of(text: str) -> Task:
    """The task that an address names. Raises 404 for any other."""
    for task in TASKS:
        if text in {task, ""}:
            return task
    raise HTTPException(404)


@router.get("/compare")
def choose(request: Request, old: str = "", new: str = "", task: str = "") -> Response:
    """Choose two versions; with both given, on to their comparison."""
    site, tracker, asked = Site.of(request, "/compare"), tracker_of(request), task_of(task)
    if old.strip() and new.strip():
        first, second = tracker.text(old.strip()).named.version, tracker.text(new.strip()).named.version
        return see(f"/compare/{first.id}/{second.id}{query_of(asked)}")
    listed = tracker.documents(limit=_CHOICES).items
    options: Options = []
    pairs: list[LikelyPair] = []
    for item in listed:
        if item.versions < 2:
            about = " ".join(filter(None, (item.title or site.corpus.untitled, item.doc_number, item.date)))
            options.append((f"{item.id}@{item.current}", f"{about} {site.corpus.statuses[item.status]}"))
            continue
        ordered = [one for one in in_order(tracker.document(item.id).versions.values()) if not one.reextracts]
        for at, one in enumerate(ordered, start=1):
            status = site.corpus.statuses[one.status.value]
            options.append((f"{item.id}@{one.id}", f"{item.title} @{at} {status} {one.date}"))
        for before, after in pairwise(ordered):
            told = (site.corpus.statuses[one.status.value] for one in (before, after))
            pairs.append(LikelyPair(before.id, after.id, item.title, f" {site.say.arrow} ".join(told)))
    for lower, higher in tracker.derivations(limit=_CHOICES):
        told = f"{site.say.task_name('derivation')}{site.say.colon}{higher.title}"
        pairs.append(LikelyPair(higher.current, lower.current, lower.title, told, query_of("derivation")))
    sides = [("old", site.say.side("old", asked), old), ("new", site.say.side("new", asked), new)]
    return render(site, "choose.html.jinja", sides=sides, options=options, pairs=pairs[:40], chosen=asked)


def narrowing(
    kind: Annotated[tuple[str, ...], Query()] = (),
    field: Annotated[tuple[str, ...], Query()] = (),
    actor: str = "",
    force: str = "",
    words: str = "",
) -> Narrowing:
    """The filter that an address carries."""
    return Narrowing(frozenset(kind), frozenset(field), actor, force, words[:_QUOTE])


@router.get("/compare/{old}/{new}")
def compare(
    request: Request,
    old: str,
    new: str,
    wanted: Annotated[Narrowing, Depends(narrowing)],
    task: str = "",
    view: str = "pair",
    order: str = "text",
    *,
    whole: bool = False,
) -> Response:
    """The comparison of two versions, at the address that stays.

    Of long texts the page holds the first changes and no long runs of unchanged clauses; `whole` has it hold all. The
    filter is asked here where the page does not hold every row, and by its script where it does.
    """
    site, asked = Site.of(request, "/compare"), task_of(task)
    if view not in _VIEWS or order not in ORDERS:
        raise HTTPException(404)
    found = compared(request, old, new, asked)
    if isinstance(found, Response):
        return found
    judged = found.judged
    shown = _shown(found, site, _Shape(asked, view, order, whole, wanted))
    report = shown.report
    sides = {"old": found.old, "new": found.new}
    return render(
        site,
        "compare.html.jinja",
        report=report,
        body=shown.body,
        far=dict.fromkeys(shown.undrawn, _whole(f"/compare/{old}/{new}", asked, view)),
        view=view,
        links={side: f"/documents/{named.document.id}?version={named.version.id}" for side, named in sides.items()},
        address=f"/compare/{old}/{new}",
        query=query_of(asked),
        formats=[(name, FORMS[name][site.lang]) for name in COMPARISONS],
        settled=judged.settled,
        to_settle=judged.to_settle,
        waiting=len(judged.waiting),
        minimap=shown.marks,
        gone=len(judged.rejected) + len(judged.dismissed),
        given=about_comparison(request, found.old.version.id, found.new.version.id),
        assign=_assigning(found, asked) if may_assign(request) else "",
    )


def _assigning(found: Compared, task: Task) -> str:
    """Where somebody is given this comparison."""
    pair = {"old": found.old.version.id, "new": found.new.version.id}
    return f"/tasks/new?{urlencode(pair if task == 'revision' else {**pair, 'task': task})}"


@router.post("/compare/{old}/{new}/stop")
def stop(request: Request, old: str, new: str, task: str = "", csrf: Annotated[str, Form()] = "") -> Response:
    """End a comparison that somebody waits for; what it held is free again."""
    check_csrf(request, csrf)
    pair, asked = (an_id(old), an_id(new)), task_of(task)
    tracker, jobs = tracker_of(request), jobs_of(request)
    name = _job_name(tracker, pair, asked)
    job = jobs.find(name)
    if job is not None and not job.over:
        jobs.cancel(job.id)
    if tracker.end_comparison(*pair, asked) or (job is not None and not job.over):
        jobs.forget(name)
        tell(request, Site.of(request).ui.comparing_stopped)
    return see("/compare")


@router.get("/compare/{old}/{new}/fold/{number}")
def fold(request: Request, old: str, new: str, number: int, task: str = "", view: str = "pair") -> Response:
    """The clauses of one long run of unchanged ones, to be put into the page."""
    site, asked = Site.of(request), task_of(task)
    found = compared(request, old, new, asked)
    if isinstance(found, Response) or view not in _VIEWS:
        raise HTTPException(404)
    report = report_of(found, site)
    if not 0 <= number < len(report.passages):
        raise HTTPException(404)
    return render(site, "fold.html.jinja", passage=report.passages[number], report=report, view=view)


@router.get("/compare/{old}/{new}/export/{form}")
def exported(request: Request, old: str, new: str, form: str, task: str = "", *, rejected: bool = True) -> Response:
    """The comparison as a file, what people took away in an appendix or left out."""
    site, asked = Site.of(request), task_of(task)
    found = compared(request, old, new, asked)
    if isinstance(found, Response):
        return found
    address = f"{request.base_url}compare/{old}/{new}{query_of(asked)}"
    return export_response(request, found, form, site.lang, address, rejected=rejected)


def export_response(
    request: Request, found: Compared, form: str, lang: Lang, address: str, *, rejected: bool
) -> Response:
    """A comparison as a file to be saved, with what people said of it; a page that waits, where that takes long.

    Raises 404 for a form that there is none of.
    """
    chosen = COMPARISONS.get(form)
    if chosen is None:
        raise HTTPException(404)
    old, new = found.old.version.id, found.new.version.id
    about: dict[str, object] = {"form": form, "lang": lang, "address": address, "rejected": rejected}
    given = {"old": old, "new": new, "task": found.judged.comparison.task, **about}
    title = found.new.version.value("title") or found.new.document.id
    work = Work("export", given, named_by_content("export", found.key, given), f"{title} {form}")
    data = answered(request, work, OF_FILES)
    if isinstance(data, Response):
        return data
    return download(cast("bytes", data), f"{title[:60]}-{old}-{new}.{form}", chosen.media_type)


def query_of(task: Task) -> str:
    """The end of an address that names a task; "" for the usual one."""
    return "" if task == "revision" else f"?task={task}"


@dataclass(frozen=True)
class ShownComparison:
    """A comparison set for a page: the same for every reader of one language, and so kept."""

    report: Report
    body: Markup
    marks: list[MapMark]
    undrawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of a comparison a page shows: for which task, in which view, all of it or the first rows, and which."""

    task: Task
    view: str
    order: str
    whole: bool
    wanted: Narrowing


class _ShownComparisons:
    """Pages are set once: of a long law that takes longer than everything else in answering."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], ShownComparison] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[object, ...], make: Callable[[], ShownComparison]) -> ShownComparison:
        """The page named by `key`, set by `make` where it is not kept."""
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return known
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _PAGES_KEPT:
                self._kept.popitem(last=False)
        return made


_pages = _ShownComparisons()


def _shown(found: Compared, site: Site, shape: _Shape) -> ShownComparison:
    old, new = found.old.version.id, found.new.version.id

    def make() -> ShownComparison:
        report = report_of(found, site)
        entries, others = report.entries, report.others
        # The page's own script filters where every row is drawn.
        asking = not shape.whole and max(len(entries), len(others)) > _ENTRIES
        if asking and shape.wanted:
            entries, others = shape.wanted.entries(entries), shape.wanted.others(others)
        rows = {"entries": by_weight(entries) if shape.order == "weight" else entries, "others": others}
        most = 0 if shape.whole else _ENTRIES
        drawn = {row.id for part in rows.values() for row in (part[:most] if most else part)}
        body = (
            environment()
            .get_template("comparison_body.html.jinja")
            .render(
                report=report,
                view=shape.view,
                address=f"/compare/{old}/{new}",
                query=query_of(shape.task),
                judge=f"/compare/{old}/{new}/review{query_of(shape.task)}",
                judging=site.reviews,
                ordered=shape.order,
                most=most,
                found=rows,
                asking=asking,
                narrowed=asking and bool(shape.wanted),
                later=f"/compare/{old}/{new}/fold/" if report.unchanged > _AT_ONCE and not shape.whole else "",
                whole=_whole(f"/compare/{old}/{new}", shape.task, shape.view, shape.wanted, shape.order),
            )
        )
        undrawn = tuple(row.id for row in (*report.entries, *report.others) if row.id not in drawn)
        return ShownComparison(report, Markup(body), minimap(report), undrawn)  # noqa: S704 - our own template escaped it

    return _pages.get((found.key, old, new, site.lang, shape), make)


def _whole(address: str, task: Task, view: str, wanted: Narrowing | None = None, order: str = "text") -> str:
    """The page of a comparison that holds everything, filtered as `wanted`."""
    asked = wanted or Narrowing()
    query: list[tuple[str, str]] = [("view", view), ("whole", "1")]
    query += [] if task == "revision" else [("task", task)]
    query += [] if order == "text" else [("order", order)]
    query += [
        (name, value) for name, values in (("kind", asked.kinds), ("field", asked.fields)) for value in sorted(values)
    ]
    said = {"actor": asked.actor, "force": asked.force, "words": asked.words}
    return f"{address}?{urlencode([*query, *((name, value) for name, value in said.items() if value)])}"


def compared(request: Request, old: str, new: str, task: Task) -> Compared | Response:
    """The comparison, or a page that waits for it."""
    tracker = tracker_of(request)
    pair = (an_id(old), an_id(new))
    if tracker.comparison_ready(*pair, task):
        return tracker.comparison(*pair, task)
    given: dict[str, object] = {"old": pair[0], "new": pair[1], "task": task}
    work = Work("compare", given, _job_name(tracker, pair, task), _titles(tracker, pair))
    what, stop = Site.of(request).ui.comparing, f"/compare/{old}/{new}/stop{query_of(task)}"
    return cast("Compared | Response", answered(request, work, what=what, section="/compare", stop=stop))


def at_hand(request: Request, old: str, new: str, task: Task) -> Compared | None:
    """The comparison of two versions if it is ready; else it is begun behind the pages, once.

    Raises what ended it where it was tried and came to nothing.
    """
    tracker, jobs = tracker_of(request), jobs_of(request)
    if tracker.comparison_ready(old, new, task):
        return tracker.comparison(old, new, task)
    name = _job_name(tracker, (old, new), task)
    job = jobs.find(name)
    if job is None:
        given = {"old": old, "new": new, "task": task}
        job = jobs.start("compare", given, name=name, title=_titles(tracker, (old, new)))
    try:
        return cast("Compared", jobs.result(job))
    except NotYet:
        return None


def _titles(tracker: Tracker, pair: tuple[str, str]) -> str:
    return " → ".join(tracker.text(words).named.version.value("title") or words for words in pair)


def _job_name(tracker: Tracker, pair: tuple[str, str], task: Task) -> str:
    """A job's name is its content: whichever process made it, all of them have it."""
    return f"compare {tracker.comparison_key(*pair, task)}"


def report_of(found: Compared, site: Site, address: str = "") -> Report:
    """A comparison as the pages show it, with what people said of it."""
    old, new = (site.corpus.version.format(position=named.position) for named in (found.old, found.new))
    said = Said(found.judged, address)
    return present(found.judged.comparison, lang=site.lang, old_name=old, new_name=new, said=said)
