"""Every pattern is linear: no text, however it is made, costs more than it is long (`tests/patterns`)."""

from __future__ import annotations

import re

import pytest

from tests.patterns.attacks import attacks
from tests.patterns.collected import Asked, collect
from tests.patterns.growth import slow_ones, surely_slow

#: Characters of the longest strings tried first, and how many kinds of them for a pattern; `python -m tests.patterns`
#: tries more and longer ones, and takes hours.
SHORT = (800, 24)
#: Long enough that a busy machine blurs no growth.
LONGER = (3200, 24)


@pytest.fixture(scope="module")
def patterns() -> list[Asked]:
    found, unseen = collect()
    assert unseen == []
    return found


def test_the_patterns_are_all_there(patterns: list[Asked]) -> None:
    assert len(patterns) > 800
    assert {item.where.split("/")[0] for item in patterns} == {"alignment", "corpus_repo", "revtrack", "web"}
    assert {item.use for item in patterns} == {"search", "match", "fullmatch"}
    assert any(item.bytes for item in patterns)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_no_pattern_costs_more_than_its_text_is_long(patterns: list[Asked]) -> None:
    assert surely_slow(patterns, *SHORT) == []


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        ("《[^》]+》", "search"),
        ("<!--.*?-->", "search"),
        (r"\s+$", "search"),
        (r"\s*,", "search"),
        (r"a\s*:?\s*;", "match"),
        ("(?:均|都|也)+$", "search"),
        ("第[一二三]条(?:[、至]第[一二三]条)+款", "search"),
        (r"(?:甲|甲甲)*乙", "match"),
        (r"\d*[1-9]\d*", "fullmatch"),
    ],
)
def test_a_pattern_that_is_not_linear_is_found(pattern: str, use: str) -> None:
    asked = Asked(pattern, 0, "here:1", use, bytes=False)
    # a busy machine may blur one measurement
    tries = (SHORT, LONGER, LONGER)
    assert any([slow.asked for slow in slow_ones([asked], *lengths, patience=4.0)] == [asked] for lengths in tries)


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        ("《[^《》]+》", "search"),
        ("《[^》]{1,40}》", "search"),
        (r"(?<!\s)\s*,", "search"),
        (r"a\s*(?::\s*)?;", "match"),
        (r"\s*,", "match"),
        ("(?:均|都|也){1,6}$", "search"),
    ],
)
def test_a_linear_pattern_is_not_blamed(pattern: str, use: str) -> None:
    asked = Asked(pattern, 0, "here:1", use, bytes=False)
    assert surely_slow([asked], *SHORT) == []


def test_attacks_are_made_of_the_pieces_of_a_pattern() -> None:
    said = {attack.body for attack in attacks("根据《[^》]+》(?:第[一二]条)*", re.X)}
    assert {"根据《", "根", "第一条"} <= said
