"""What settings of words say: addresses, names, networks, databases; and an example for what cannot be read.

Read here, used where the site, the watch and the databases are put together.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]{1,64}){0,8}")
_DATABASE = re.compile(r"(?:sqlite:///|postgresql(?:\+psycopg)?://)\S+")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")


def public_parts(url: str) -> tuple[str, str]:
    """(scheme and host, path) of a public address. Raises `ValueError` where it is none."""
    parts = urlsplit(url.strip())
    port = f":{parts.port}" if parts.port is not None else ""
    name = parts.hostname or ""
    path = parts.path.rstrip("/")
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in {"http", "https"} or not _is_host(name) or not _PATH.fullmatch(path) or not plain:
        raise ValueError(url)
    shown = f"[{name}]" if ":" in name else name
    usual = {"http": ":80", "https": ":443"}[parts.scheme]
    return f"{parts.scheme}://{shown}{'' if port == usual else port}", path


def host_names(text: str) -> frozenset[str]:
    """Names of hosts, commas between. Raises `ValueError` where one is none."""
    names = _listed(text)
    if not all(_NAME.fullmatch(name) for name in names):
        raise ValueError(text)
    return frozenset(name.lower() for name in names)


def networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks, commas between. Raises `ValueError` where one is none."""
    return tuple(ipaddress.ip_network(item) for item in _listed(text))


def _allowances(text: str) -> object:
    from revtrack.watch.net.addresses import Allowances

    return Allowances.read(text)


def _proxy(text: str) -> object:
    parts = urlsplit(text.strip())
    if parts.scheme not in {"http", "https", "socks5", "socks5h"} or not parts.hostname:
        raise ValueError(text)
    return parts.port


def _like(pattern: re.Pattern[str]) -> Callable[[str], object]:
    def read(text: str) -> object:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return read


class _Kind(NamedTuple):
    """How the words of a setting are read, and an example of what they should be."""

    read: Callable[[str], object]
    example: str


_KINDS: Mapping[str, _Kind] = {
    "public_url": _Kind(public_parts, "https://policy.example/revtrack"),
    "trusted_hosts": _Kind(host_names, "policy.example, policy.internal"),
    "trusted_proxies": _Kind(networks, "127.0.0.1, 10.0.0.0/8"),
    "watch_allow": _Kind(_allowances, "10.0.0.0/8, intranet.example, :8081"),
    "watch_proxy": _Kind(_proxy, "http://proxy.example:3128"),
    "catalog_url": _Kind(_like(_DATABASE), "postgresql+psycopg://user@host/name"),
    "state_url": _Kind(_like(_DATABASE), "postgresql+psycopg://user@host/name"),
    "remote_user": _Kind(_like(_HEADER), "X-Remote-User"),
}


def wanted_of(name: str, text: str) -> str:
    """What a setting should be like where its words cannot be read, "" where they can."""
    kind = _KINDS.get(name)
    if kind is None:
        return ""
    try:
        kind.read(text)
    except ValueError:
        return kind.example
    return ""


def _is_host(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return bool(_NAME.fullmatch(name))
    return True


def _listed(text: str) -> list[str]:
    return [item for item in re.split(r"[,\s]+", text) if item]
