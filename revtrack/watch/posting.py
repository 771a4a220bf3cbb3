"""The outbox is emptied: each addressee's messages in their order, again and again until they are taken.

Any number of processes may do so at once, and each may die at any moment: a message is held for a while by whoever
sends it, and whoever comes next sends it again under the same id. What somebody does not take keeps nothing from the
others.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from revtrack.watch.sending import send_by_apprise
from revtrack.watch.state import Message, State, moment_of
from revtrack.watch.targets import Target

#: A message is held so long by whoever sends it: longer than any service takes to answer or to be given up.
HELD_SECONDS = 120
#: Waits after a failure, doubled each time up to the most.
_FIRST_SECONDS, _MOST_SECONDS = 15, 900
#: A message that waits so long, or was tried so often in vain, is an alarm.
_LATE_SECONDS, _TRIES = 3600, 5

Send = Callable[[Target, Message], str]
DeliveryKind = Literal[
    "refused",  # what is sent is not taken; `detail` is why
    "no-address",  # `tell.toml` has no address by that name
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How telling somebody fares: what waits since when, how often the next message was tried, and what is wrong.

    `kind` is "" where nothing is; `seconds` is how long the oldest message waits.
    """

    whom: str
    status: Literal["ok", "warning", "alarm"]
    waiting: int = 0
    oldest: str = ""
    seconds: float = 0.0
    attempts: int = 0
    kind: DeliveryKind | Literal[""] = ""
    detail: str = ""


def deliver(
    state: State,
    targets: Mapping[str, Target],
    *,
    send: Send = send_by_apprise,
    stopping: Callable[[], bool] = lambda: False,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> int:
    """Send everything that is due by `clock`, until `stopping` says so; how many messages were taken."""
    me = secrets.token_hex(8)
    taken = 0
    for whom in dict.fromkeys(message.whom for message in state.waiting()):
        target = targets.get(whom)
        while target is not None and not stopping():
            now = clock()
            message = state.take(whom, me, _text(now), _text(now + timedelta(seconds=HELD_SECONDS)))
            if message is None:
                break
            fault = send(target, message)
            if fault:
                state.unsent(message, fault, _text(clock() + timedelta(seconds=_wait(message.attempts))))
                break
            state.sent(message, _text(clock()))
            taken += 1
    return taken


def deliveries(
    waiting: Sequence[Message], owed: Mapping[str, Sequence[str]], targets: Mapping[str, Target], now: datetime
) -> tuple[Delivery, ...]:
    """How telling fares, for everybody whom something waits for or who has an address, by name.

    `owed` is since when something is to be told to somebody that no message tells yet.
    """
    names = sorted({*targets, *owed, *(message.whom for message in waiting)})
    return tuple(_delivery(name, waiting, owed.get(name, ()), name in targets, now) for name in names)


def _delivery(name: str, waiting: Sequence[Message], owed: Sequence[str], has_address: bool, now: datetime) -> Delivery:
    mine = [message for message in waiting if message.whom == name]
    since = min([*(message.made_at for message in mine), *owed], default="")
    then = moment_of(since)
    seconds = max(0.0, (now - then).total_seconds()) if then else 0.0
    head = mine[0] if mine else None
    kind: DeliveryKind | Literal[""] = ""
    if not has_address and (mine or owed):
        kind = "no-address"
    elif head is not None and head.attempts:
        kind = "refused"
    tries = head.attempts if head else 0
    late = bool(mine or (owed and kind)) and seconds > _LATE_SECONDS
    return Delivery(
        whom=name,
        status="alarm" if late or tries >= _TRIES else "warning" if kind else "ok",
        waiting=len(mine) + (len(owed) if kind == "no-address" else 0),
        oldest=since,
        seconds=round(seconds, 1),
        attempts=tries,
        kind=kind,
        detail=head.fault if head else "",
    )


def _wait(attempts: int) -> int:
    return min(_FIRST_SECONDS * 2 ** min(attempts, 10), _MOST_SECONDS)


def _text(moment: datetime) -> str:
    # a second is too coarse for holding; the form sorts as the moments do
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
