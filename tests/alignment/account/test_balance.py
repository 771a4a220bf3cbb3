"""The check of an account counts what differs, what is owned, twice, and for nothing."""

from __future__ import annotations

from dataclasses import replace

from alignment.account.balance import balance
from alignment.model import Entry, Span
from tests.alignment.saying import compared

FOUND = compared("商铺应当在三日内登记。", "商铺应当在五日内登记。")
ENTRY = FOUND.account[0]


def counted(*entries: Entry) -> dict[str, int]:
    return dict(balance((FOUND.old, FOUND.new), FOUND.links, entries))


def moved(entry: Entry, by: int) -> Entry:
    return replace(entry, spans=tuple(Span(s.side, s.clause, s.start + by, s.end + by) for s in entry.spans))


def test_an_account_that_balances() -> None:
    assert counted(*FOUND.account) == {"differing": 2, "owned": 2, "twice": 0, "besides": 0}


def test_what_nobody_owns_is_seen() -> None:
    assert counted() == {"differing": 2, "owned": 0, "twice": 0, "besides": 0}


def test_what_is_owned_twice_is_seen() -> None:
    assert counted(ENTRY, ENTRY) == {"differing": 2, "owned": 2, "twice": 2, "besides": 0}


def test_what_is_owned_though_it_is_equal_is_seen() -> None:
    assert counted(moved(ENTRY, -1)) == {"differing": 2, "owned": 0, "twice": 0, "besides": 2}


def test_the_numbers_of_clauses_do_not_count() -> None:
    assert counted(ENTRY, replace(moved(ENTRY, -1), cls="renumbered"))["besides"] == 0
