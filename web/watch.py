"""The watch: sources and how they fare, looks, and the inbox where what they bring waits for a decision."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import PlainTextResponse, Response

from revtrack.errors import InvalidInput, RevtrackError
from revtrack.jobs.desk import NotYet
from revtrack.watch.source_files import source_to_toml
from revtrack.watch.trying import Proposed
from revtrack.words.watch import STATUS_SIGNS, WatchWords, watch_words
from web.asking import check_address, jobs_of, tracker_of
from web.assigning import about_entries, may_assign
from web.security import check_csrf
from web.site import MOST_UNDONE, Site, render, see, tell
from web.uploads import PATIENCE

router = APIRouter(include_in_schema=False)
RUN = "watch run"
_LOG = 15
#: Characters of the name of a commit that tell it apart from all others.
_SHORT = 12


@router.get("/watch")
def watch(request: Request) -> Response:
    """Every source with how it fares."""
    site, desk = Site.of(request, "/watch"), tracker_of(request).watching
    jobs = jobs_of(request)
    running = jobs.find(RUN)
    if running is not None:
        try:
            jobs.result(running, PATIENCE)
        except NotYet:
            say = watch_words(site.lang)
            return render(site, "waiting.html.jinja", status=202, what=say.running, done=0, total=0)
        except BaseException:
            jobs.forget(RUN)
            raise
        jobs.forget(RUN)
    sources, faults = desk.sources()
    try:
        delivery = desk.delivery()
    except InvalidInput as fault:
        delivery, faults = (), [*faults, fault]
    return render(
        site,
        "watch.html.jinja",
        say=watch_words(site.lang),
        signs=STATUS_SIGNS,
        health=list(zip(sources, desk.health(), strict=True)),
        faults=[line for fault in faults for line in fault.lines(site.say)],
        delivery=delivery,
        messages=desk.outbox(_LOG),
        runs=desk.log(limit=_LOG),
        events=desk.events(limit=_LOG),
        waiting=len(desk.inbox()),
    )


@router.get("/watch/add")
def add_first() -> Response:
    """Where an address is asked for: asking fetches it, so no mere link of a foreign page may."""
    return see("/watch")


@router.post("/watch/add")
def add(
    request: Request,
    address: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    post: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """How an address may be watched, with what that finds; nothing is kept yet."""
    check_csrf(request, csrf)
    site, desk = Site.of(request, "/watch"), tracker_of(request).watching
    if not address.strip():
        return see("/watch")
    check_address(request, address)
    found = desk.propose(address.strip()[:2000], name=name.strip()[:60], post=post.strip()[:4000])
    return render(
        site,
        "watch_source.html.jinja",
        say=watch_words(site.lang),
        source=found.source,
        looked=found.looked,
        confidence=found.proposal.confidence,
        warnings=[say for say, true in _doubts(found, watch_words(site.lang)) if true],
        text=source_to_toml(found.source),
        is_new=True,
        runs=[],
    )


def _doubts(found: Proposed, say: WatchWords) -> tuple[tuple[str, bool], ...]:
    return (say.yields_nothing, found.is_empty), (say.ends_here, found.ends_here)


@router.get("/watch/sources/{name}")
def source(request: Request, name: str) -> Response:
    """One source: its file to edit and its looks."""
    return _source(request, name, check=False)


def _source(request: Request, name: str, *, check: bool) -> Response:
    """The page of a source, on demand with what it gives now."""
    site, desk = Site.of(request, "/watch"), tracker_of(request).watching
    found = desk.source(name)
    return render(
        site,
        "watch_source.html.jinja",
        say=watch_words(site.lang),
        source=found,
        looked=desk.check(name) if check else None,
        confidence=None,
        text=desk.text_of(name),
        is_new=False,
        to_settle=any(one.source == found.name and one.to_settle for one in desk.health()),
        runs=desk.log(name, _LOG),
    )


@router.post("/watch/sources/{name}")
def change(
    request: Request,
    name: str,
    verdict: Annotated[str, Form()],
    text: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Keep a source as its file was written, try it, look at it now, call its list right, or watch it no more."""
    check_csrf(request, csrf)
    if verdict == "check":
        return _source(request, name, check=True)
    site, desk = Site.of(request), tracker_of(request).watching
    say = watch_words(site.lang)
    if verdict == "run":
        _start(request, [desk.source(name).name])
        return see("/watch")
    if verdict == "settle":
        tell(request, say.settled.format(count=desk.settle(name)))
        return see(f"/watch/sources/{desk.source(name).name}")
    if verdict == "drop":
        desk.drop(name)
        tell(request, say.dropped)
        return see("/watch")
    kept = desk.keep_text(name, text.replace("\r\n", "\n")[:20_000], lambda one: check_address(request, one))
    tell(request, say.saved)
    return see(f"/watch/sources/{kept.name}")


@router.post("/watch/run")
def run(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """Look at every source now."""
    check_csrf(request, csrf)
    _start(request, [])
    return see("/watch")


def _start(request: Request, names: list[str]) -> None:
    given, title = {"sources": names}, "、".join(names)
    jobs_of(request).start_anew("watch", given, name=RUN, title=title, by=Site.of(request).reviewer)


@router.post("/watch/outbox")
def outbox(
    request: Request,
    verdict: Annotated[str, Form()],
    message: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Try everything that waits to be sent at once, or give a message up."""
    check_csrf(request, csrf)
    site, desk = Site.of(request), tracker_of(request).watching
    say = watch_words(site.lang)
    if verdict == "give-up":
        tell(request, f"{say.given_up} {desk.give_up(message).title}")
    else:
        desk.send()
    return see("/watch")


@router.get("/inbox")
def inbox(request: Request) -> Response:
    """What waits for a decision, by source."""
    site, desk = Site.of(request, "/inbox"), tracker_of(request).watching
    entries = desk.inbox()
    return render(
        site,
        "inbox.html.jinja",
        say=watch_words(site.lang),
        entries=entries,
        decided=desk.decided(),
        given=about_entries(request),
        may_assign=may_assign(request),
    )


@router.post("/inbox")
def decide(
    request: Request,
    verdict: Annotated[str, Form()],
    item: Annotated[list[str] | None, Form()] = None,
    into: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Accept or decline items; one that cannot be accepted stops no other."""
    check_csrf(request, csrf)
    site, desk = Site.of(request), tracker_of(request).watching
    say = watch_words(site.lang)
    told: list[str] = []
    commits: list[str] = []
    for token in item or []:
        try:
            if verdict == "decline":
                told.append(f"{say.declined} {desk.decline(token, author=site.reviewer).title}")
                continue
            made = desk.accept(token, into.strip(), as_new=verdict == "new", author=site.reviewer)
            told.append(f"{say.accepted} {made.entry.title}")
            commits.append(made.commit[:_SHORT])
        except RevtrackError as error:
            told += error.lines(site.say)
    if told:
        tell(request, "；".join(told[:6]), " ".join(commits) if len(commits) <= MOST_UNDONE else "")
    return see("/inbox")


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Health as Prometheus reads it."""
    return PlainTextResponse(tracker_of(request).watching.metrics() + request.app.state.metrics.text())
