"""Entries in the making: names that stay, spans where their places are, and what is told without any."""

from __future__ import annotations

import pytest

from alignment.account.drafts import Draft, Place
from alignment.model import EntryClass
from tests.alignment.saying import compared


def test_a_name_follows_class_kind_and_words_and_nothing_else() -> None:
    one = Draft("duty", "modified", old="三日内", new="五日内")
    assert one.id == Draft("duty", "modified", "proof", "三日内", "五日内", places=[Place(0, "s1", 0, 2)]).id
    assert one.id == Draft("duty", "modified", old="三日内 ", new="五日内").id
    others = [
        Draft("duty", "modified", old="三日内", new="七日内"),
        Draft("duty", "modified", old="五日内", new="三日内"),
        Draft("duty", "removed", old="三日内", new="五日内"),
        Draft("substance", "modified", old="三日内", new="五日内"),
    ]
    assert len({one.id, *(other.id for other in others)}) == 5


def test_a_lone_surrogate_has_a_name_too() -> None:
    assert len(Draft("duty", "added", new="\ud800").id) == 12


@pytest.mark.parametrize(
    ("cls", "kind", "told"),
    [
        ("duty", "modified", True),
        ("moved", "moved", True),
        ("substance", "reference", True),
        ("substance", "definition", False),
        ("renamed", "甲→乙", False),
        ("wording", "value", False),
    ],
)
def test_a_row_what_moved_and_what_refers_otherwise_needs_no_place(cls: EntryClass, kind: str, told: bool) -> None:
    assert Draft(cls, kind).told_without_places is told


def test_spans_are_places_of_the_clause() -> None:
    found = compared("摊主应当清扫。商铺应当在三日内登记。", "摊主应当清扫。商铺应当在五日内登记。")
    (entry,) = found.account
    old, new = entry.spans
    assert (old.side, found.old.by_clause[old.clause].text[old.start : old.end]) == ("old", "三")
    assert (new.side, found.new.by_clause[new.clause].text[new.start : new.end]) == ("new", "五")
