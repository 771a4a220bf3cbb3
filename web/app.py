"""The application: every address of the site, and what holds for all of them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import tempfile
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path
from typing import cast

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from revtrack import __version__
from revtrack.errors import RevtrackError
from revtrack.holdings.intake import Bounds
from revtrack.service import Tracker
from revtrack.settings import Settings
from revtrack.words.language import Lang
from web import (
    accounts,
    api,
    assistants,
    bodies,
    citers,
    compare,
    correcting,
    description,
    diffusion,
    document,
    documents,
    enforcement,
    events,
    feeds,
    force,
    guide,
    home,
    indicators,
    jobs,
    lines,
    problems,
    promises,
    reviewing,
    search,
    subscribers,
    subscriptions,
    tasking,
    tasks,
    tending,
    trace,
    uploads,
    wordings,
    writing,
)
from web import watch as watch_pages
from web.arrival import AccessLog, Arrival
from web.front import Front
from web.gate import Gate
from web.metrics import Metrics
from web.once import Once
from web.security import Guard, RequestBounds
from web.site import MEDIA, Site, assets, fault

#: What has addresses, in the order in which they are tried.
_PAGES = (
    home,
    accounts,
    documents,
    uploads,
    watch_pages,
    trace,
    document,
    compare,
    reviewing,
    search,
    force,
    wordings,
    enforcement,
    diffusion,
    citers,
    lines,
    promises,
    indicators,
    bodies,
    jobs,
    events,
    guide,
    feeds,
    subscriptions,
    tasks,
    api,
    subscribers,
    tasking,
    writing,
    correcting,
    tending,
    assistants,
)
SECRET_FILE = "web.secret"  # noqa: S105 - a file's name
_DAY, _TRIES = 24 * 3600, 5
#: Requests worked on side by side: each thread that asks git keeps a helper process of its own.
_THREADS = 8
#: Bytes of a form without files; the longest of ours puts right a compilation of a thousand texts.
_FORM_BYTES = 8_000_000
#: Jobs done side by side, and how long one may take to end when the site is closed, in seconds; it is then another's.
_JOBS, _PATIENCE = 4, 3.0


def create_app(
    tracker: Tracker,
    *,
    language: Lang = "zh",
    bounds: Bounds | None = None,
    watch: bool = False,
    guarded: bool = False,
) -> FastAPI:
    """The site over a tracker.

    Args:
        tracker: answers everything; stays open until the site is closed.
        language: spoken where neither the reader nor her browser asks for one.
        bounds: how much may be uploaded at once; by default 20 files of the size that the settings allow.
        watch: look at the sources by their schedules as well, as long as the site is open.
        guarded: nobody does anything without an account, although there may be none yet.
    """
    bounds = bounds or _upload_bounds(tracker.settings)
    front, log, metrics = Front.of(tracker.settings), AccessLog(tracker.settings.access_log), Metrics()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        tracker.compare_apart()
        await asyncio.to_thread(_begin, tracker)
        stop = asyncio.Event()
        watching = asyncio.create_task(tracker.watching.watch(stop=stop)) if watch else None
        with contextlib.nullcontext() if watch else await asyncio.to_thread(_telling, tracker):
            yield
        stop.set()
        await _end(app, watching)
        log.close()

    app = FastAPI(
        title="revtrack",
        version=__version__,
        summary="Revisions of policy documents, and what changed in what they oblige.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=description.named,
        lifespan=lifespan,
    )
    app.state.tracker, app.state.language = tracker, language
    app.state.bounds, app.state.receiving = bounds, 0
    app.state.metrics, app.state.front = metrics, front
    app.state.events, app.state.assistants = events.Streams(tracker), assistants.Assistants(tracker, language)
    for module in _PAGES:
        app.include_router(module.router)
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.state.routes = (*app.routes[:1], *(one for page in _PAGES for one in page.router.routes), *app.routes[-1:])
    description.complete(app)
    _tell_faults(app)
    _surround(app, front, bounds, guarded=guarded or bool(front.origin))
    app.add_middleware(Arrival, front=front, log=log, metrics=metrics, bug=_fallen(app))
    return app


async def _end(app: FastAPI, watching: asyncio.Task[None] | None) -> None:
    """End what goes on behind the pages, and give back what the tracker holds open."""
    tracker: Tracker = app.state.tracker
    app.state.events.end()
    tracker.end_comparisons()
    await app.state.assistants.close()
    ending = asyncio.to_thread(tracker.jobs.end_work, _PATIENCE)
    await asyncio.gather(ending, *((watching,) if watching else ()))
    tracker.close()


def _surround(app: FastAPI, front: Front, bounds: Bounds, *, guarded: bool) -> None:
    """What stands between a request and the pages, the innermost first."""
    tracker: Tracker = app.state.tracker
    app.add_middleware(Once, answers=lambda: tracker.jobs.answers, refuse=_refusal(app))
    app.add_middleware(
        Gate,
        desk=tracker.accounts,
        front=front,
        settings=tracker.settings,
        routes=app.state.routes,
        refuse=_refusal(app),
        always=guarded,
    )
    app.add_middleware(
        SessionMiddleware,
        secret_key=_secret(tracker.home),
        session_cookie="revtrack",
        max_age=365 * _DAY,
        same_site="strict",
        path=front.root or "/",
    )
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    upload = min(bounds.files * bounds.file_bytes + 1_000_000, 1_000_000_000)
    app.add_middleware(Guard, bounds=RequestBounds(_FORM_BYTES, 60.0, upload, 600.0), refuse=_refusal(app), front=front)


def _begin(tracker: Tracker) -> None:
    """Begin what goes on behind the pages, what other processes left undone first."""
    tracker.jobs.begin_work(_JOBS)
    search.read_few(tracker)
    force.keep(tracker)
    indicators.keep(tracker)


def _tell_faults(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, _http_fault)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(RevtrackError, _told)
    app.add_exception_handler(ClientDisconnect, _gone)


def _upload_bounds(settings: Settings) -> Bounds:
    own = settings.waiting_files_a_person
    return Bounds(20, settings.max_file_bytes, settings.waiting_files, settings.waiting_bytes, own)


def _telling(tracker: Tracker) -> AbstractContextManager[None]:
    """What waits in the outbox is sent, where there is a corpus whose outbox can be had."""
    return tracker.watching.telling_meanwhile() if tracker.has_corpus() else contextlib.nullcontext()


def _secret(home: Path) -> str:
    """What signs the sessions: made once, readable by its owner only."""
    path = home / SECRET_FILE
    made = secrets.token_hex(32)
    try:
        home.mkdir(parents=True, exist_ok=True)
        for _ in range(_TRIES):  # of processes that begin together one makes it, whole before it bears its name
            with contextlib.suppress(FileNotFoundError):
                known = path.read_text("ascii").strip()
                if len(known) >= 32:
                    return known
                path.unlink()  # what an older program left half written
            with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=home, prefix=f".{SECRET_FILE}.") as part:
                part.write(made)
                part.flush()
                os.fsync(part.fileno())
                with contextlib.suppress(FileExistsError):
                    os.link(part.name, path)
                    return made
    except OSError:  # a home that may not be written, or knows no links: sessions last as long as this process
        return made
    return made


def _static(name: str) -> Response:
    found = assets().get(name)
    if found is None:
        raise HTTPException(404)
    media = MEDIA[name.rpartition(".")[2]]
    return Response(found, media_type=f"{media}; charset=utf-8", headers={"cache-control": f"max-age={365 * _DAY}"})


def _http_fault(request: Request, error: Exception) -> Response:
    return _fault(request, error.status_code if isinstance(error, HTTPException) else 500)


def _fault(request: Request, status: int) -> Response:
    """A fault that its status tells, in the reader's language."""
    return problems.of_status(request, status) if problems.is_of_programs(request) else fault(Site.of(request), status)


def _invalid(request: Request, error: Exception) -> Response:
    if problems.is_of_programs(request) and isinstance(error, RequestValidationError):
        return problems.of_parameters(request, error)
    return fault(Site.of(request), 400)


def _told(request: Request, error: Exception) -> Response:
    """What a user can mend, told in her language with the remedy."""
    if not isinstance(error, RevtrackError):
        raise error
    status = problems.status_of(error)
    if problems.is_of_programs(request):
        return problems.described(request, error, status)
    return fault(Site.of(request), status, error)


def _gone(request: Request, _error: Exception) -> Response:
    """Whoever asked broke off: nobody reads the answer."""
    return _fault(request, 400)


def _fallen(app: FastAPI) -> ASGIApp:
    """A bug of ours: the trace goes to the log of the server, the reader is told that it is not her fault."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        scope["revtrack.refused"] = 500
        await _refusal(app)(scope, receive, send)

    return answer


def _refusal(app: FastAPI) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = app
        scope.setdefault("session", {})
        request, status = Request(scope, receive), scope["revtrack.refused"]
        why = cast("RevtrackError | None", scope.get("revtrack.why"))
        if why is not None and problems.is_of_programs(request):
            await problems.described(request, why, status)(scope, receive, send)
            return
        await _fault(request, status)(scope, receive, send)

    return answer
