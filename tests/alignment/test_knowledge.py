"""Patterns for lists of words: whatever the list, the longest word that stands at a place is found there."""

from __future__ import annotations

import random
import re

import pytest

from alignment.knowledge import any_of


def plain(words: tuple[str, ...]) -> re.Pattern[str]:
    """The same as a row of alternatives."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)")


@pytest.mark.parametrize("signs", ["甲乙丙", "甲乙丙丁戊己庚辛", "".join(map(chr, range(0x4E00, 0x4E80))) + "-]^\\"])
@pytest.mark.parametrize("seed", range(5))
def test_a_tree_of_words_finds_what_a_row_of_them_finds(signs: str, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - a drawing that can be repeated
    words = tuple("".join(draw.choices(signs, k=draw.randint(1, 4))) for _ in range(200))
    text = "".join(draw.choices(signs, k=2000))
    found = [match.span() for match in any_of(words).finditer(text)]
    assert found == [match.span() for match in plain(words).finditer(text)]
    assert found


def test_what_follows_may_ask_for_the_shorter_word() -> None:
    assert [match[0] for match in re.finditer(f"{any_of(('整改', '整', '改')).pattern}(?=改)", "整改改")] == ["整改"]
    assert [match[0] for match in re.finditer(f"{any_of(('整改', '整', '改')).pattern}(?=改)", "整改。")] == ["整"]


def test_no_word_is_found_nowhere_and_the_empty_one_everywhere() -> None:
    assert any_of(()).search("整改") is None
    assert any_of(("", "改")).match("整") is not None
    assert any_of(("", "改")).findall("改") == ["改", ""]
