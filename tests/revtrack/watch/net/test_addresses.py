"""Which machines may be reached, and how their names may be written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revtrack.watch.net.addresses import (
    AddressRefused,
    Allowances,
    CheckedNetwork,
    NameUnresolved,
    is_public,
    may_reach,
    read_host,
    read_target,
    system_resolver,
)

NOTHING = Allowances()


@pytest.mark.parametrize(
    "text",
    [
        "8.8.8.8",
        "114.114.114.114",
        "172.15.255.255",
        "172.32.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "223.255.255.255",
        "2400:3200::1",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
    ],
)
def test_public_addresses(text: str) -> None:
    assert is_public(ip_address(text))
    assert may_reach(ip_address(text), NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        # private, shared, loopback, unspecified
        *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "100.127.255.255"),
        *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "::", "::1", "fc00::1", "fd12:3456::1"),  # noqa: S104
        # link-local and what clouds serve there or elsewhere
        *("169.254.169.254", "169.254.0.1", "fe80::1", "fec0::1", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"),
        # multicast, broadcast, reserved, documentation, benchmarks, protocols
        *("224.0.0.1", "239.255.255.255", "255.255.255.255", "240.0.0.1", "ff02::1", "ff0e::1", "192.0.0.8"),
        *("192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "192.88.99.1", "2001:db8::1", "3fff::1", "100::1"),
        *("2001:10::1", "2001:20::1", "5f00::1", "4000::1"),
        # IPv4 within IPv6: mapped, compatible, translated, 6to4, Teredo, NAT64, ISATAP
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::8.8.8.8"),
        *("::ffff:0:127.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::", "2001:0:808:808::f5ff:fffe"),
        *("64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8"),
        *("2400:3200::5efe:10.0.0.1", "2400:3200::200:5efe:127.0.0.1"),
    ],
)
def test_addresses_that_are_not_public(text: str) -> None:
    assert not is_public(ip_address(text))
    assert not may_reach(ip_address(text), NOTHING)


@given(st.ip_addresses())
def test_whatever_python_calls_private_is_not_public(ip: object) -> None:
    address = ip_address(str(ip))
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_ipv4_within_ipv6_is_judged_as_ipv4(ip: object) -> None:
    plain = is_public(ip_address(str(ip)))
    assert is_public(ip_address(f"::ffff:{ip}")) == plain
    assert is_public(ip_address(f"64:ff9b::{ip}")) == plain


def test_allowances_open_what_they_name_and_no_more() -> None:
    allowed = Allowances.of(networks=["127.0.0.0/8", "fd00::/8"], hosts=["Inside.test."], ports=[9000])
    for text, host, right in [
        ("127.0.0.1", "", True),
        ("::ffff:127.0.0.1", "", True),
        ("fd12::1", "", True),
        ("10.0.0.1", "", False),
        ("10.0.0.1", "inside.test", True),
        ("10.0.0.1", "more.inside.test", False),
        ("169.254.169.254", "inside.test", False),
        ("0.0.0.0", "inside.test", False),  # noqa: S104
        ("8.8.8.8", "inside.test", True),
    ]:
        assert may_reach(ip_address(text), allowed, host=host) == right, (text, host)
    assert read_target("http://inside.test:9000/", allowed).port == 9000
    with pytest.raises(ValueError, match="127"):
        Allowances.of(networks=["127.0.0.1/8"])


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("http://www.example.gov.cn", "http://www.example.gov.cn/"),
        ("  HTTPS://WWW.Example.gov.cn.:443/a#b \n", "https://www.example.gov.cn/a"),
        ("http://example.gov.cn:8080/政策 一.html?q=通知", None),
        ("http://北京。中国/", "http://xn--1lq90i.xn--fiqs8s/"),
        ("http://ｗｗｗ．example．cn/", "http://www.example.cn/"),
        ("http://a_b.example.cn/", "http://a_b.example.cn/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2400:3200:0::1]:80/", "http://[2400:3200::1]/"),
        ("http://example.cn/a%20b/../%E6%94%BF?x=%26&y=a+b", "http://example.cn/%E6%94%BF?x=%26&y=a+b"),
        ("http://example.cn/a@b?u=http://c@d/", "http://example.cn/a@b?u=http://c@d/"),
        ("http://example.cn?x=1", "http://example.cn/?x=1"),
    ],
)
def test_addresses_as_people_write_them(written: str, sent: str | None) -> None:
    target = read_target(written, NOTHING)
    assert target.address.isascii()
    if sent is not None:
        assert target.address.replace("/a%20b/..", "") == sent
    assert read_target(target.address, NOTHING) == target


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        *((f"{scheme}://example.cn/", "scheme") for scheme in ("ftp", "file", "gopher", "data", "ws", "httpx", "")),
        *((text, "scheme") for text in ("", "example.cn", "//example.cn/", "javascript:alert(1)", "file:///etc/passwd")),
        *((f"http://example.cn:{port}/", "port") for port in (0, 22, 25, 81, 6379, 65535)),
        ("http://example.cn:99999/", "port"),
        ("http://example.cn:-1/", "host"),
        ("http://example.cn:8o/", "host"),
        ("http://example.cn:80:80/", "host"),
        # what two programs read differently
        ("http:/example.cn/", "spelling"),
        ("http:///example.cn/", "spelling"),
        ("http:\\\\example.cn/", "spelling"),
        ("http://example.cn\\@127.0.0.1/", "spelling"),
        ("http://example.cn\\.inside/", "spelling"),
        ("http://exam\tple.cn/", "spelling"),
        ("http://example.cn /", "spelling"),
        ("http://example.cn\r\nHost: inside/", "spelling"),
        ("http://example.cn/a\r\nb", "spelling"),
        ("http://exam\0ple.cn/", "spelling"),
        ("http://user@example.cn/", "userinfo"),
        ("http://example.cn@127.0.0.1/", "userinfo"),
        ("http://example.cn:80@127.0.0.1/", "userinfo"),
        ("http://exam%70le.cn/", "host"),
        ("http://127.0.0.1%2f@example.cn/", "userinfo"),
        ("http://%31%32%37.0.0.1/", "host"),
        ("http://example..cn/", "host"),
        ("http://.example.cn/", "host"),
        ("http://-a.example.cn/", "host"),
        ("http://" + "a" * 64 + ".cn/", "host"),
        ("http://" + "a." * 200 + "cn/", "host"),
        ("http://xn--\u0661.cn/", "host"),
        ("http://example.cn/" + "a" * 9000, "spelling"),
        # IPv4 in other clothes
        *((f"http://{host}/", "spelling") for host in ("2130706433", "0x7f000001")),
        *((f"http://{host}/", "spelling") for host in ("0x7f.0.0.1", "0177.0.0.1", "127.1")),
        *((f"http://{host}/", "spelling") for host in ("127.0.1", "0", "017700000001", "127.0.0.01", "1.2.3.4.5")),
        *((f"http://{host}/", "spelling") for host in ("256.1.1.1", "127.0.0.0x1", "a.1", "0x", "４２９４９６７")),
        *((f"http://{host}/", "address") for host in ("127.0.0.1", "127.0.0.1.")),
        *((f"http://{host}/", "address") for host in ("１２７.0.0.1", "127。0。0。1", "①②⑦.⓪.0.1")),
        *((f"http://{host}/", "address") for host in ("169.254.169.254", "10.1.2.3", "100.64.0.1", "[::1]", "[::]")),
        *((f"http://{host}/", "address") for host in ("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]")),
        *((f"http://{host}/", "address") for host in ("[fe80::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]")),
        *((f"http://{host}/", "host") for host in ("[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1")),
        *((f"http://{host}/", "host") for host in ("::1", "[]", "[v1.x]")),
    ],
)  # fmt: skip
def test_addresses_that_are_refused(address: str, reason: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        read_target(address, NOTHING)
    assert caught.value.reason == reason


@given(st.text(max_size=30))
def test_whatever_is_written_a_host_is_plain_or_refused(text: str) -> None:
    try:
        host = read_host(text)
    except AddressRefused:
        return
    assert host.isascii()
    assert host == host.lower()
    assert not set(host) & set("@%/\\?#[] ")
    assert read_host(f"[{host}]" if ":" in host else host) == host


def test_every_address_of_a_name_is_judged() -> None:
    async def two(_host: str, _port: int) -> Sequence[str]:
        return ["8.8.8.8", "10.0.0.1"]

    async def nonsense(_host: str, _port: int) -> Sequence[str]:
        return ["8.8.8.8", "inside"]

    async def zone(_host: str, _port: int) -> Sequence[str]:
        return ["2400:3200::1%eth0"]

    for resolver in (two, nonsense, zone):
        with pytest.raises(AddressRefused):
            asyncio.run(CheckedNetwork(NOTHING, resolver).addresses("a.test", 80))


def test_a_literal_is_never_looked_up() -> None:
    async def never(_host: str, _port: int) -> Sequence[str]:
        raise AssertionError

    network = CheckedNetwork(NOTHING, never)
    assert asyncio.run(network.addresses("8.8.8.8", 80)) == [ip_address("8.8.8.8")]
    with pytest.raises(AddressRefused):
        asyncio.run(network.addresses("127.0.0.1", 80))


def test_a_name_without_addresses() -> None:
    async def none(_host: str, _port: int) -> Sequence[str]:
        return []

    with pytest.raises(NameUnresolved):
        asyncio.run(CheckedNetwork(NOTHING, none).addresses("a.test", 80))


def test_the_system_is_asked_by_default() -> None:
    assert "127.0.0.1" in asyncio.run(system_resolver("127.0.0.1", 80))
