"""Which machines the watch may reach: public ones, and those that the settings name.

A host name is resolved once, every address it has is judged, and the connection is made to a judged address: what a
name server says a moment later changes nothing. Host names are read strictly; a spelling that two programs could read
differently (`http://2130706433/`, `http://a@b/`, `http://a%2eb/`) is refused rather than interpreted.
"""

from __future__ import annotations

import asyncio
import re
import socket
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Literal, cast
from urllib.parse import urlsplit

import httpcore2
import httpx2

Address = IPv4Address | IPv6Address
#: Gives the addresses of a host name, as text; raises `OSError` where it has none. Asked once for each connection.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
Refusal = Literal["address", "host", "port", "userinfo", "spelling"]

#: Ports that web servers of public bodies answer on.
PORTS = frozenset((80, 443, 8080, 8443))
_SCHEMES = {"http": 80, "https": 443}
_MAX_LENGTH = 8000

#: IPv4 that is not the public internet (IANA special-purpose registry), multicast and the reserved rest included.
_V4_CLOSED = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
#: Public addresses that only a cloud's own machines reach: its metadata and its private services.
_V4_METADATA = (IPv4Network("100.100.100.200/32"), IPv4Network("168.63.129.16/32"))
#: Of IPv6 only global unicast is public, and of that not what carries IPv4 or serves documentation and protocols.
_V6_OPEN = IPv6Network("2000::/3")
_V6_CLOSED = tuple(
    IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
_V6_NAT64 = IPv6Network("64:ff9b::/96")
#: What a host that is allowed by name may be: a machine of the house. Never link-local, where metadata is served.
_HOUSE = tuple(
    ip_network(text)
    for text in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
#: A port and a network as a line of settings writes them.
_PORT = re.compile(r":(\d{1,5})")
_NETWORK = re.compile(r"[0-9a-fA-F.:]+/\d{1,3}")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
#: A last label that programs read as part of an IPv4 address: such a host must be a dotted quad, or nothing.
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTS = str.maketrans(dict.fromkeys("。．｡", "."))
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ufeff]")


class AddressRefused(Exception):
    """The watch will not go there. `reason` says what is wrong with `address`; `found` is the address or part at fault.

    "scheme" is a scheme other than http and https; the other reasons are those of `Refusal`.
    """

    def __init__(self, reason: Refusal | Literal["scheme"], address: str, found: str = "") -> None:
        self.reason = reason
        self.address = address
        self.found = found
        super().__init__(reason, address, found)


class NameUnresolved(Exception):
    """A host name has no address, or the name server did not answer. `lasting`: it said that there is none."""

    def __init__(self, host: str, reason: str, *, lasting: bool) -> None:
        self.host = host
        self.reason = reason
        self.lasting = lasting
        super().__init__(host, reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowances:
    """What may be reached besides the public internet; nothing by default.

    `networks`: addresses in them are allowed whatever they are. `hosts`: these names may have addresses of the house
    (private, loopback, shared), link-local ones excepted. `ports`: besides `PORTS`.
    """

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    hosts: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset()

    @classmethod
    def of(cls, *, networks: Iterable[str] = (), hosts: Iterable[str] = (), ports: Iterable[int] = ()) -> Allowances:
        """Allowances as settings write them. Raises `ValueError` for no network, `AddressRefused` for no host name."""
        return cls(
            networks=tuple(ip_network(text) for text in networks),
            hosts=frozenset(read_host(host) for host in hosts),
            ports=frozenset(ports),
        )

    @classmethod
    def read(cls, words: str) -> Allowances:
        """Allowances as one line of settings, commas between. Raises `ValueError` for what is none."""
        ports: list[int] = []
        networks: list[str] = []
        hosts: list[str] = []
        for word in filter(None, (part.strip() for part in words.split(","))):
            if port := _PORT.fullmatch(word):
                ports.append(int(port[1]))
            else:
                (networks if _NETWORK.fullmatch(word) else hosts).append(word)
        try:
            return cls.of(networks=networks, hosts=hosts, ports=ports)
        except AddressRefused as error:
            raise ValueError(words) from error


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was read: what is sent (`address`, without fragment), and where it goes."""

    address: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt is valid for."""
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def read_target(address: str, allowances: Allowances) -> Target:
    """The target of an address as a page or a user wrote it.

    Raises `AddressRefused` for another scheme, a port that is not allowed, a user name, a host in a spelling that
    programs read differently, and an IP address that may not be reached.
    """
    text = address.strip(" \t\r\n")
    if len(text) > _MAX_LENGTH:
        raise AddressRefused("spelling", text[:200])
    scheme, colon, rest = text.partition(":")
    if not colon or scheme.lower() not in _SCHEMES:
        raise AddressRefused("scheme", text, scheme.lower() if colon else "")
    # What urlsplit would quietly remove (line breaks, tabs) would be read differently by whoever does not.
    authority = re.split(r"[/?#]", rest.removeprefix("//"), maxsplit=1)[0]
    if not rest.startswith("//") or "\\" in authority or _UNPRINTABLE.search(authority) or re.search(r"[\r\n\t]", rest):
        raise AddressRefused("spelling", text, authority)
    if "@" in authority:
        raise AddressRefused("userinfo", text)
    scheme = scheme.lower()
    host_text, port = _split_port(authority, _SCHEMES[scheme], text)
    host = read_host(host_text, text)
    if port not in PORTS and port not in allowances.ports:
        raise AddressRefused("port", text, str(port))
    literal = _literal(host)
    if literal is not None:
        check_address(literal, allowances, host=host, address=text)
    return Target(_rebuilt(scheme, host, port, rest, text), scheme, host, port)


def read_host(text: str, address: str = "") -> str:
    """A host as it is looked up: lower case, ASCII, without a final dot; IPv6 without brackets.

    Raises `AddressRefused` for user names, escapes, zones, and for IPv4 in any form but four decimal numbers.
    """
    address = address or text
    if text.startswith("["):
        try:
            if "%" in text or not text.endswith("]"):
                raise ValueError(text)
            return str(IPv6Address(text[1:-1]))
        except ValueError:
            raise AddressRefused("host", address, text) from None
    # Full-width and circled characters become what a browser would make of them before anything is judged.
    host = unicodedata.normalize("NFKC", text.translate(_DOTS)).casefold().removesuffix(".")
    if not host.isascii():
        try:
            host = httpx2.URL(f"http://{host}/").raw_host.decode("ascii")
        except (httpx2.InvalidURL, UnicodeError):
            raise AddressRefused("host", address, text) from None
    labels = host.split(".")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise AddressRefused("host", address, text)
    if _NUMERIC_LABEL.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(host))
        except ValueError:
            raise AddressRefused("spelling", address, text) from None
    return host


def check_address(ip: Address, allowances: Allowances, *, host: str = "", address: str = "") -> None:
    """Raises `AddressRefused` unless `ip` is public or allowed."""
    if not may_reach(ip, allowances, host=host):
        raise AddressRefused("address", address or host or str(ip), str(ip))


def may_reach(ip: Address, allowances: Allowances, *, host: str = "") -> bool:
    """Whether a connection to `ip`, an address of `host`, is allowed."""
    if isinstance(ip, IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip.ipv4_mapped is not None:
            return may_reach(ip.ipv4_mapped, allowances, host=host)
    if any(ip in network for network in allowances.networks):
        return True
    if host and host in allowances.hosts and any(ip in network for network in _HOUSE):
        return True
    return is_public(ip)


def is_public(ip: Address) -> bool:
    """Whether `ip` is an address of the public internet, by what it carries too: IPv4 inside IPv6 is judged as IPv4."""
    if isinstance(ip, IPv4Address):
        return ip.is_global and not any(ip in network for network in (*_V4_CLOSED, *_V4_METADATA))
    if ip.ipv4_mapped is not None:
        return is_public(ip.ipv4_mapped)
    if ip in _V6_NAT64:
        return is_public(IPv4Address(int(ip) & 0xFFFFFFFF))
    if ip not in _V6_OPEN or not ip.is_global or any(ip in network for network in _V6_CLOSED):
        return False
    # ISATAP keeps an IPv4 address in the last four bytes, behind 0000:5efe or 0200:5efe.
    if (int(ip) >> 32) & 0xFDFFFFFF == 0x00005EFE:
        return is_public(IPv4Address(int(ip) & 0xFFFFFFFF))
    return True


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses that the system gives for a name. Raises `OSError` (`socket.gaierror`)."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedNetwork(httpcore2.AsyncNetworkBackend):
    """Connections that are made only to addresses that were judged: the one gate to the network.

    Raises `AddressRefused` and `NameUnresolved` besides what connecting raises.
    """

    def __init__(self, allowances: Allowances, resolver: Resolver = system_resolver, *, seconds: float = 10.0) -> None:
        self._allowances = allowances
        self._resolver = resolver
        self._seconds = seconds
        self._network = cast("httpcore2.AsyncNetworkBackend", httpcore2.AnyIOBackend())

    async def addresses(self, host: str, port: int) -> list[Address]:
        """The addresses of `host`, all of them judged: one that may not be reached refuses the name."""
        literal = _literal(host)
        if literal is not None:
            check_address(literal, self._allowances, host=host)
            return [literal]
        found = [_parsed(text, host) for text in await self._resolved(host, port)]
        for ip in found:
            check_address(ip, self._allowances, host=host)
        return found

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection to the first address of `host` that answers."""
        found = await self.addresses(host, port)
        share = None if timeout is None else timeout / len(found)
        for ip in found[:-1]:
            try:
                return await self._network.connect_tcp(str(ip), port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._network.connect_tcp(str(found[-1]), port, share, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _resolved(self, host: str, port: int) -> Sequence[str]:
        try:
            async with asyncio.timeout(self._seconds):
                found = await self._resolver(host, port)
        except TimeoutError:
            raise NameUnresolved(host, "timeout", lasting=False) from None
        except OSError as error:
            lasting = error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)}
            raise NameUnresolved(host, error.strerror or str(error), lasting=lasting) from error
        except UnicodeError as error:
            raise NameUnresolved(host, str(error), lasting=True) from error
        if not found:
            raise NameUnresolved(host, "", lasting=True)
        return found


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _parsed(text: str, host: str) -> Address:
    """An address as a name server gave it; what is none is refused, not skipped."""
    try:
        return ip_address(text)
    except ValueError:
        raise AddressRefused("address", host, text) from None


def _split_port(authority: str, default: int, address: str) -> tuple[str, int]:
    found = re.fullmatch(r"(\[[^\[\]]*\]|[^\[\]:]+)(?::([0-9]{0,5}))?", authority)
    if found is None:
        raise AddressRefused("host" if authority else "spelling", address, authority)
    host, port = found.group(1), found.group(2)
    return host, int(port) if port else default


def _rebuilt(scheme: str, host: str, port: int, rest: str, address: str) -> str:
    """The address with the host as it was judged, so that no other reading of it is ever sent."""
    parts = urlsplit(f"{scheme}:{rest}")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port == _SCHEMES[scheme] else f"{shown}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    try:
        url = httpx2.URL(f"{scheme}://{place}{parts.path or '/'}{query}")
    except httpx2.InvalidURL:
        raise AddressRefused("spelling", address) from None
    if url.raw_host.decode("ascii") != host or (url.port or _SCHEMES[scheme]) != port or url.userinfo:
        raise AddressRefused("spelling", address, str(url.host))
    return str(url)
