"""Server-sent events: jobs as they go on, and documents as they come in, for whoever listens at `/events`.

One task looks for all streams of a process, as long as there are any; their number is bounded, in all and of each
person or address. A stream ends after some minutes, so that whoever listens on is asked anew who she is, and at once
when the server ends.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from revtrack.errors import RevtrackError
from revtrack.forms import jobs as jobs_json
from revtrack.service import Tracker
from web.gate import account_of

_log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)
#: Streams that may be open, in all and of one person or address; events that wait for one that does not read them.
MOST, MOST_OF_ONE, _WAITING = 64, 6, 100
#: Seconds between two looks, between two signs of life, and until a stream ends; jobs that are looked at, and arrivals
#: told at once.
_EVERY, _ALIVE, _LASTING, _JOBS, _ARRIVALS = 1.0, 15.0, 600.0, 60, 50
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


@dataclass(eq=False)
class Listener:
    """One stream: whose it is, and what is to be sent; None ends it."""

    who: str
    waiting: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue(_WAITING))

    def tell(self, event: str | None) -> bool:
        """Have an event sent; False where too many wait already."""
        try:
            self.waiting.put_nowait(event)
        except asyncio.QueueFull:
            return False
        return True


class Streams:
    """Everybody who listens to this process."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._listeners: set[Listener] = set()
        self._looking: asyncio.Task[None] | None = None
        self._ended = False

    def __len__(self) -> int:
        return len(self._listeners)

    def admits(self, who: str) -> bool:
        """Whether one more stream may be opened."""
        mine = sum(one.who == who for one in self._listeners)
        return not self._ended and len(self) < MOST and mine < MOST_OF_ONE

    def open(self, who: str) -> Listener | None:
        """A stream from now on; None where there are too many."""
        if not self.admits(who):
            return None
        made = Listener(who)
        self._listeners.add(made)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        return made

    def close(self, listener: Listener) -> None:
        """Nobody listens there any more."""
        self._listeners.discard(listener)

    def end(self) -> None:
        """End all streams, and let nobody open another."""
        self._ended = True
        for one in list(self._listeners):
            self._finish(one)

    def _finish(self, listener: Listener) -> None:
        self._listeners.discard(listener)
        while not listener.tell(None):  # what waits is not read any more
            listener.waiting.get_nowait()

    async def _look(self) -> None:
        """Look for what is new and tell everybody, until nobody listens."""
        known: dict[str, Mapping[str, Any]] | None = None
        commit: str | None = None
        while self._listeners:
            try:
                jobs = await run_in_threadpool(self._jobs)
                commit, came = await run_in_threadpool(self.arrivals, commit)
            except RevtrackError:  # corpus or jobs cannot be used for a moment
                _log.debug("events", exc_info=True)
            else:
                if known is not None and (changed := [one for name, one in jobs.items() if known.get(name) != one]):
                    self._tell(_event("jobs", {"jobs": changed}))
                known = jobs
                for one in came:
                    self._tell(one)
            await asyncio.sleep(_EVERY)

    def _tell(self, event: str) -> None:
        for one in list(self._listeners):
            if not one.tell(event):
                self._finish(one)

    def _jobs(self) -> dict[str, Mapping[str, Any]]:
        found = [jobs_json.job(one) for one in self._tracker.jobs.jobs(limit=_JOBS)]
        return {one["id"]: {name: value for name, value in one.items() if name != "by"} for one in found}

    def arrivals(self, since: str | None) -> tuple[str, list[str]]:
        """(the commit of the last change, what came in after that of `since`, as events, the oldest first)."""
        with self._tracker.library.corpus() as corpus:
            last = corpus.queries.last_change()
            changes = corpus.queries.changes_after(since) if since is not None and since != last else ()
        came = [one for one in changes or () if one.kind == "add" and one.version][-_ARRIVALS:]
        names = ("document", "version", "title", "at")
        return last, [_event("arrival", {name: getattr(one, name) for name in names}, one.commit) for one in came]


@router.get("/events")
async def events(request: Request) -> Response:
    """What goes on: `hello`, then `jobs` (those that changed) and `arrival` (a version that came in). Whoever comes
    back names the id of the last one in Last-Event-ID, and is told what she missed."""
    streams: Streams = request.app.state.events
    who = account_of(request) or request.scope["revtrack.seen"].client
    if not streams.admits(who):
        raise HTTPException(429)
    since = request.headers.get("last-event-id", "")
    told = _stream(streams, who, since if _COMMIT.fullmatch(since) else None)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(told, media_type="text/event-stream", headers=headers)


async def _stream(streams: Streams, who: str, since: str | None) -> AsyncGenerator[str]:
    listener = streams.open(who)
    if listener is None:
        return
    try:
        yield _event("hello", {})
        if since is not None:
            for event in (await run_in_threadpool(streams.arrivals, since))[1]:
                yield event
        end = asyncio.get_running_loop().time() + _LASTING
        while (left := end - asyncio.get_running_loop().time()) > 0:
            try:
                event = await asyncio.wait_for(listener.waiting.get(), min(_ALIVE, left))
            except TimeoutError:
                yield ": \n\n"
                continue
            if event is None:
                return
            yield event
    finally:
        streams.close(listener)


def _event(name: str, data: Mapping[str, Any], id: str = "") -> str:  # noqa: A002 - what it is called there
    lines = [f"event: {name}", f"data: {json.dumps(data, ensure_ascii=False)}", *([f"id: {id}"] if id else [])]
    return "".join(f"{line}\n" for line in lines) + "\n"
