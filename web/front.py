"""Where the site stands for those who ask: under which name and path, and behind which proxies.

Pages are written as if the site stood at the root of its host. Where it stands elsewhere, its addresses are given the
path here and nowhere else: those of a page by `placed`, those of an answer by `web.arrival`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from revtrack.errors import InvalidInput
from revtrack.setting_values import Network, host_names, networks, public_parts, wanted_of
from revtrack.settings import Settings

_Read = TypeVar("_Read")

#: An address within the site in an attribute of ours: what comes from texts has its quotation marks escaped.
_ADDRESS = re.compile(r'(?<=\s)((?:href|src|action|formaction|data-load)=")/(?!/)')
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]{2,45}\]|[^:\[\]]{1,253})(?::[0-9]{0,5})?")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
#: What is told of who asks, and by which name: taken out of each request, and put in again as far as it is believed.
_TOLD = frozenset((b"host", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-request-id"))
#: Addresses of a chain of proxies that are looked at.
_CHAIN = 20
#: Where programs ask: there a token says whom they speak for, and with accounts nothing is changed without one.
PROGRAMS = ("/api/", "/feeds/", "/mcp")


@dataclass(frozen=True, slots=True)
class Seen:
    """Who asks, as far as it can be believed: the address, and whether the request came by a proxy that is trusted."""

    client: str
    by_proxy: bool
    request_id: str


@dataclass(frozen=True, slots=True)
class Front:
    """Where the site stands: `origin` is the scheme and host of its public address, `root` the path under it."""

    origin: str = ""
    root: str = ""
    hosts: frozenset[str] = frozenset()
    proxies: tuple[Network, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> Front:
        """As the settings say. Raises `InvalidInput` (setting) for an address, a name or a network that is none."""

        def read(key: str, reader: Callable[[str], _Read], nothing: _Read) -> _Read:
            text: str = getattr(settings, key)
            try:
                return reader(text) if text else nothing
            except ValueError:
                raise InvalidInput("setting", facts={"key": key, "wanted": wanted_of(key, text)}) from None

        origin, root = read("public_url", public_parts, ("", ""))
        hosts: frozenset[str] = read("trusted_hosts", host_names, frozenset())
        return cls(origin, root, hosts, read("trusted_proxies", networks, ()))

    @property
    def is_secure(self) -> bool:
        """Whether readers come over https."""
        return self.origin.startswith("https://")

    @property
    def host(self) -> str:
        """Name and port of the public address, "" where there is none."""
        return self.origin.partition("://")[2]

    def answers_to(self, host: str) -> bool:
        """Whether the site may be asked by what a Host header says."""
        name = name_of(host)
        return bool(name) and (is_loopback(name) or name in self.hosts or name == name_of(self.host))

    def admits(self, origin: str, host: str) -> bool:
        """Whether a form may come from a page of that origin (or address), asked for by that host."""
        parts = urlsplit(origin)
        if self.host and name_of(host) == name_of(self.host):
            return f"{parts.scheme}://{parts.netloc}".lower() == self.origin
        return parts.netloc.lower() == host.lower()

    def see(self, scope: Scope) -> Seen:
        """Put into a request what can be believed of who asks, by which name, how, and where within the site.

        What anybody but a trusted proxy says of that is taken out of the request.
        """
        headers = Headers(scope=scope)
        peer = (scope.get("client") or ("", 0))[0]
        by_proxy = self._trusts(peer)
        client, scheme, request_id = peer, scope.get("scheme", "http"), ""
        hosts = headers.getlist("host")
        if by_proxy:
            client = self._client(headers, peer)
            scheme = _last(headers, "x-forwarded-proto") or scheme
            hosts = [_last(headers, "x-forwarded-host")] if headers.getlist("x-forwarded-host") else hosts
            request_id = _last(headers, "x-request-id")
        if self.host and len(hosts) == 1 and name_of(hosts[0]) == name_of(self.host):
            hosts, scheme = [self.host], self.origin.partition("://")[0]
        kept = [(name, value) for name, value in scope["headers"] if name not in _TOLD]
        scope["headers"] = [*((b"host", one.encode("latin-1", "replace")) for one in hosts), *kept]
        scope["client"] = (client, 0)
        scope["scheme"] = scheme if scheme in {"http", "https"} else "http"
        self._place(scope)
        return Seen(client, by_proxy, request_id if _REQUEST_ID.fullmatch(request_id) else "")

    def _place(self, scope: Scope) -> None:
        """The path with the root before it, whether or not the proxy took that away."""
        scope["root_path"] = self.root
        if self.root and scope["path"] != self.root and not scope["path"].startswith(f"{self.root}/"):
            scope["path"] = self.root + scope["path"]
            scope["raw_path"] = quote(self.root).encode() + (scope.get("raw_path") or b"")

    def _trusts(self, address: str) -> bool:
        try:
            known = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
            known = known.ipv4_mapped
        return any(known.version == network.version and known in network for network in self.proxies)

    def _client(self, headers: Headers, peer: str) -> str:
        """The first address, from ours outwards, that is none of our proxies; the last of them where a word is none."""
        chain = ",".join(headers.getlist("x-forwarded-for")).split(",")[-_CHAIN:]
        client = peer
        for said in reversed([one.strip() for one in chain]):
            try:
                client = str(ipaddress.ip_address(said))
            except ValueError:
                break
            if not self._trusts(client):
                break
        return client


#: The site on the machine of whoever reads it.
HERE = Front()


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own, reachable by nobody else."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def name_of(host: str) -> str:
    """The name in a Host header, without the port; "" for what is no name with a port."""
    found = _HOST.fullmatch(host)
    return found["name"].lower() if found else ""


def path_within(scope: Scope) -> str:
    """The path of a request within the site."""
    return scope["path"].removeprefix(scope.get("root_path", "")) or "/"


def root_of(request: Request) -> str:
    """The path under which the site stands, "" for the root of its host."""
    return str(request.scope.get("root_path", ""))


def placed(page: str, root: str) -> str:
    """A page whose own addresses lead into the site under its path."""
    return _ADDRESS.sub(rf"\g<1>{root}/", page) if root else page


def _last(headers: Headers, name: str) -> str:
    """What the nearest proxy said."""
    said = headers.getlist(name)
    return said[-1].rpartition(",")[2].strip() if said else ""
