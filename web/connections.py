"""Connections that send no request: they wait for a bounded time, and never keep others out."""

from __future__ import annotations

import asyncio
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Connections that may wait for a request at a time.
MOST_WAITING = 128


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, which by itself waits for ever for the head of a request.

    A connection whose request is not there after `head_seconds` is closed. Where more than `MOST_WAITING` have none,
    the one that has waited longest makes room: so many half-open connections lock nobody out.
    """

    head_seconds = 10.0
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Somebody connected."""
        waiting = [one for one in cast("set[PatientProtocol]", self.connections) if one.waits]
        if len(waiting) >= MOST_WAITING:
            min(waiting, key=lambda one: one.due).close()
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Something came; a request whose head is whole has begun its answer."""
        super().data_received(data)
        if not self.waits:
            self._wait_no_more()
        elif self._late is None and not self.transport.is_closing():
            self._wait()

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
