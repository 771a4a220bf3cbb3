"""Connections that send no request, or read no answer: they last for a bounded time, and never keep others out."""

from __future__ import annotations

import asyncio
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Connections that may wait for a request at a time.
MOST_WAITING = 128
#: Connections whose request has a body that is still to come.
MOST_SENDING = 64


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, which by itself waits for ever for the head of a request.

    A connection whose request is not there after `head_seconds` is closed. Where more than `MOST_WAITING` have none,
    the one that has waited longest makes room: so many half-open connections lock nobody out. Likewise of more than
    `MOST_SENDING` that are to send the body of a request the one that has sent nothing for longest goes, and one that
    reads nothing of its answer for `read_seconds`.
    """

    head_seconds = 10.0
    read_seconds = 30.0
    _late: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _heard = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Somebody connected."""
        waiting = [one for one in cast("set[PatientProtocol]", self.connections) if one.waits]
        if len(waiting) >= MOST_WAITING:
            min(waiting, key=lambda one: one.due).close()
        sending = [one for one in cast("set[PatientProtocol]", self.connections) if one.sends]
        if len(sending) >= MOST_SENDING:
            min(sending, key=lambda one: one.heard).close()
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._wait_no_more()
        self._read_on()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The server ends: what has no end of its own ends now."""
        streams = getattr(getattr(cast("object", self.app), "state", None), "events", None)
        if streams is not None:
            streams.end()
        super().shutdown()

    def data_received(self, data: bytes) -> None:
        """Something came; a request whose head is whole has begun its answer."""
        self._heard = self.loop.time()
        super().data_received(data)
        if not self.waits:
            self._wait_no_more()
        elif self._late is None and not self.transport.is_closing():
            self._wait()

    def pause_writing(self) -> None:
        """More is to be sent than the other side reads."""
        super().pause_writing()
        self._read_on()
        self._unread = self.loop.call_later(self.read_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The other side read on."""
        super().resume_writing()
        self._read_on()

    @property
    def sends(self) -> bool:
        """Whether a request is being answered whose body has not come yet."""
        return not self.waits and self.cycle.more_body

    @property
    def heard(self) -> float:
        """When something came last, by the clock of the loop."""
        return self._heard

    @property
    def waits(self) -> bool:
        """Whether no request is being answered."""
        return cast("object", self.cycle) is None or self.cycle.response_complete

    @property
    def due(self) -> float:
        """When it will have waited too long; one that is kept open between two requests counts as due."""
        return self._late.when() if self._late is not None else 0.0

    def close(self) -> None:
        """Close the connection."""
        self._wait_no_more()
        self.connections.discard(self)  # at once: the loop closes it later, and until then it would count
        self.transport.close()

    def _read_on(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _wait(self) -> None:
        self._late = self.loop.call_later(self.head_seconds, self._too_late)

    def _too_late(self) -> None:
        self._late = None
        if self.waits:
            self.close()

    def _wait_no_more(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
