"""What a fetch gives: a whole answer, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

FailureKind = Literal[
    "refused-address",
    "scheme",
    "dns",
    "connect",
    "tls",
    "timeout",
    "slow",
    "too-large",
    "truncated",
    "redirect-loop",
    "too-many-redirects",
    "status",
    "content-type",
    "robots",
    "retry-later",
]
_NO_FACTS: Mapping[str, str] = MappingProxyType({})


class Outgoing(Protocol):
    """What is sent with a request by POST."""

    @property
    def body(self) -> bytes:
        """The bytes."""
        ...

    @property
    def content_type(self) -> str:
        """What they are."""
        ...


class Hop(NamedTuple):
    """One address on the way, and the status it answered with."""

    address: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A whole answer. `unchanged`: the server said that what the validators stand for is still so; no body then."""

    #: Where the answer came from, after redirects.
    address: str
    #: The redirects before it.
    hops: tuple[Hop, ...]
    status: int
    etag: str
    last_modified: str
    #: Lower case and without parameters; "" where the server names none.
    content_type: str
    #: As the server names it, which may be wrong; "" where it names none.
    charset: str
    #: What else it said of itself, by lower-case name.
    headers: Mapping[str, str]
    #: Unpacked, otherwise as sent.
    body: bytes = field(repr=False)
    #: Seconds of all requests; waiting for a turn is not counted.
    elapsed: float
    unchanged: bool


class FetchFailed(Exception):
    """No answer that may be used. `kind` says why, `facts` the particulars by name.

    `status` and `body` (its beginning) are of the answer that was at fault, if there was one; `hops` led to it.
    `retry_after` is the seconds after which the server wants to be asked again.
    """

    def __init__(
        self,
        kind: FailureKind,
        address: str,
        facts: Mapping[str, str] = _NO_FACTS,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        body: bytes = b"",
        hops: Sequence[Hop] = (),
        transient: bool = False,
    ) -> None:
        self.kind: FailureKind = kind
        self.address = address
        self.facts = facts
        self.status = status
        self.retry_after = retry_after
        self.body = body
        self.hops = tuple(hops)
        self.transient = transient
        super().__init__(kind, address, dict(facts))
