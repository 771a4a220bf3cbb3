"""Telling, put together: what is owed becomes messages, messages are sent, and how that fares; at once or in a loop."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol, Self

from revtrack.holdings.library import Library
from revtrack.watch.notify import Notifier
from revtrack.watch.posting import Delivery, Send, deliver, deliveries
from revtrack.watch.sending import send_by_apprise
from revtrack.watch.sources import Source
from revtrack.watch.state import State
from revtrack.watch.targets import Target, load_targets

_log = logging.getLogger(__name__)
#: The loop looks at the outbox so often, in seconds, and for reminders and for faults of silent sources so often.
_EVERY, _SELDOM = 5.0, 3600.0
#: Whoever stops the loop waits so long for a message that is just being sent; it is sent again by the next.
_PATIENCE = 3.0


class Subscribers(Protocol):
    """Who is told of what comes into the corpus, by whatever way."""

    def gather(self, state: State, now: datetime) -> int:
        """Write what is to be told into the outbox; how many messages."""
        ...

    def targets(self, state: State, known: Mapping[str, Target]) -> dict[str, Target]:
        """Where messages to them go, by what the outbox calls them; `known` is everybody of `tell.toml`."""
        ...


class Everybody:
    """Several kinds of subscribers as one; what keeps one kind from being told keeps nothing from the next."""

    def __init__(self, *kinds: Subscribers) -> None:
        self._kinds = kinds

    def gather(self, state: State, now: datetime) -> int:
        """Write what is to be told to all of them into the outbox; how many messages. Raises the first fault."""
        written, faults = 0, list[Exception]()
        for one in self._kinds:
            try:
                written += one.gather(state, now)
            except Exception as fault:  # noqa: BLE001 - raised below, behind the others
                faults.append(fault)
        if faults:
            raise faults[0]
        return written

    def targets(self, state: State, known: Mapping[str, Target]) -> dict[str, Target]:
        """Where messages to them go, by what the outbox calls them."""
        return {name: target for one in self._kinds for name, target in one.targets(state, known).items()}


class Telling:
    """Tells what the watch of a home folder found, and subscribers what came into its corpus."""

    def __init__(
        self,
        library: Library,
        notifier: Notifier,
        subscribers: Subscribers | None = None,
        send: Send = send_by_apprise,
    ) -> None:
        self._library = library
        self._notifier = notifier
        self._subscribers = subscribers
        self._send = send

    def now(
        self,
        state: State,
        sources: Sequence[Source],
        moment: datetime,
        stopping: Callable[[], bool] = lambda: False,
    ) -> int:
        """Write what is owed and what is wrong with these sources, and send what is due; how many messages were taken.

        Raises `InvalidInput` (tell-syntax, tell-value), and what kept a message from being written when everything
        else is sent.
        """
        try:
            self.gather(state, sources, moment)
        finally:
            taken = deliver(state, self.targets(state), send=self._send, stopping=stopping)
        return taken

    def gather(self, state: State, sources: Sequence[Source], moment: datetime) -> None:
        """Write what is owed and what is wrong with these sources into the outbox; nothing is sent. Raises as `now`."""
        try:
            if self._subscribers:
                self._subscribers.gather(state, moment)
        finally:
            self._notifier.gather(state, sources, moment)

    def targets(self, state: State) -> dict[str, Target]:
        """Where messages go, by what the outbox calls whom they are for. Raises `InvalidInput` (tell-syntax …)."""
        known = load_targets(self._library.home)
        return {**known, **(self._subscribers.targets(state, known) if self._subscribers else {})}

    def remind(self, state: State, sources: Sequence[Source], moment: datetime) -> None:
        """Write reminders of consultations that end soon."""
        self._notifier.remind(state, sources, moment)

    def fares(self, state: State, moment: datetime) -> tuple[Delivery, ...]:
        """How telling fares for everybody. Raises `InvalidInput` (tell-syntax, tell-value)."""
        stale = moment.astimezone(UTC).isoformat(timespec="seconds")
        owed = {whom: [entry.found_at for entry in entries] for whom, entries in state.owed(stale=stale).items()}
        for whom, events in state.owed_events(stale=stale).items():
            owed[whom] = [*owed.get(whom, []), *(event.at for event in events)]
        waiting = state.waiting()
        known, awaited = load_targets(self._library.home), {message.whom for message in waiting}
        targets = {name: one for name, one in self.targets(state).items() if name in known or name in awaited}
        return deliveries(waiting, owed, targets, moment)


class Teller:
    """The loop that tells, in a thread of its own as long as the block lasts: a server that answers slowly holds
    nothing up, and whoever ends meanwhile has it sent again."""

    def __init__(
        self, telling: Telling, state: State | Callable[[], State | None], sources: Callable[[], Sequence[Source]]
    ) -> None:
        """`state` may be given by what opens it, None as long as there is none."""
        self._telling, self._all = telling, sources
        self._state: Callable[[], State | None] = state if callable(state) else lambda: state
        self._stopping, self._woken = threading.Event(), threading.Event()
        self._looked_at: dict[str, Source] = {}
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="revtrack-telling", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._woken.set()
        self._thread.join(_PATIENCE)

    def looked_at(self, source: Source) -> None:
        """A source was looked at: what came of it is told soon."""
        with self._lock:
            self._looked_at[source.name] = source
        self._woken.set()

    def _run(self) -> None:
        seldom = 0.0
        while not self._stopping.is_set():
            with self._lock:
                sources, self._looked_at = list(self._looked_at.values()), {}
            now = datetime.now(UTC)
            try:
                state = self._state()
                if state is not None:
                    if time.monotonic() >= seldom:
                        seldom = time.monotonic() + _SELDOM
                        sources = list(self._all())
                        self._telling.remind(state, sources, now)
                    self._telling.now(state, sources, now, self._stopping.is_set)
            except Exception:  # noqa: BLE001 - what cannot be told now is told later
                if not self._stopping.is_set():
                    _log.exception("telling")
            self._woken.wait(_EVERY)
            self._woken.clear()
