"""What a site's robots.txt asks of a program like ours, read once per site and kept for a time.

No robots.txt (any 4xx) allows everything. One that cannot be read now (5xx, silence) allows nothing, but only for a
short time: then it is asked for again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

#: Sites write delays that would stop the watch for days; more than this is not waited.
MAX_DELAY = 120.0
#: What is read of a robots.txt, as RFC 9309 asks at least.
MAX_CHARACTERS = 512_000


@dataclass(frozen=True, slots=True)
class RobotsText:
    """A site's answer: its robots.txt (`text`, "" where it has none), or why it could not be read (`fault`)."""

    text: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one site allows. `fault` tells why its rules are unknown, which allows nothing."""

    rules: Protego | None = None
    fault: str = ""

    def allows(self, address: str, agent: str) -> bool:
        """Whether `agent` may fetch `address`."""
        return not self.fault and (self.rules is None or self.rules.can_fetch(address, agent))

    def delay(self, agent: str) -> float:
        """Seconds between two requests that the site asks of `agent`; 0.0 where it asks for none."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(agent)
        asked = max(self.rules.crawl_delay(agent) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0)
        return min(max(asked, 0.0), MAX_DELAY)


def read_rules(answer: RobotsText) -> RobotsRules:
    """The rules in a site's answer. A page answered instead of a robots.txt holds none."""
    if answer.fault:
        return RobotsRules(fault=answer.fault)
    text = answer.text[:MAX_CHARACTERS].lstrip("\ufeff \t\r\n")
    return RobotsRules() if not text or text.startswith("<") else RobotsRules(Protego.parse(text))


class RobotsCache:
    """The rules of the sites asked so far, each for `seconds`, unknown ones for `fault_seconds`."""

    def __init__(self, seconds: float, fault_seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._fault_seconds = fault_seconds
        self._clock = clock
        self._kept: dict[str, tuple[float, RobotsRules]] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def rules(self, origin: str, load: Callable[[str], Awaitable[RobotsText]]) -> RobotsRules:
        """The rules of `origin` ("https://host:443"), loaded by `load(address of the robots.txt)` where needed.

        Whoever asks while somebody loads waits for the answer. What `load` raises is raised and not kept.
        """
        async with self._asking.setdefault(origin, asyncio.Lock()):
            kept = self._kept.get(origin)
            if kept is not None and self._clock() < kept[0]:
                return kept[1]
            rules = read_rules(await load(f"{origin}/robots.txt"))
            self._kept[origin] = (self._clock() + (self._fault_seconds if rules.fault else self._seconds), rules)
            return rules
