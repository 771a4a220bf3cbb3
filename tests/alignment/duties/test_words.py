"""Synonyms under one key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from _pytest.mark.structures import ParameterSet

from alignment import Knowledge
from alignment.duties.force import ForceReader
from alignment.duties.words import Words, synonymous
from alignment.reading.flat import flatten
from tests.alignment.saying import not_yet

KNOWLEDGE = Knowledge.shipped()
WORDS = Words(KNOWLEDGE)


def keys(text: str) -> list[object]:
    return [token.key for token in WORDS.tokens(text) if token.kind != "mark"]


#: Words that hold what is read as an amount: they are not yet equal to their group.
UNEQUAL = frozenset(("一方面", "一起", "一道"))


def words_of_groups() -> Iterator[ParameterSet | tuple[str, str]]:
    for group in KNOWLEDGE.synonyms:
        for word in group:
            equal = word not in UNEQUAL or word == group[0]
            yield (word, group[0]) if equal else not_yet("read as an amount", word, group[0])


@pytest.mark.parametrize(("word", "first"), list(words_of_groups()))
def test_a_word_says_the_same_as_the_first_of_its_group(word: str, first: str) -> None:
    assert WORDS.key(flatten(word)) == flatten(first)
    assert keys(f"甲{word}乙") == keys(f"甲{first}乙")


def test_no_word_stands_in_two_groups() -> None:
    seen: dict[str, tuple[str, ...]] = {}
    for group in KNOWLEDGE.synonyms:
        for word in group:
            assert seen.setdefault(word, group) == group, word


def test_no_group_makes_words_of_other_polarity_or_with_a_negation_equal() -> None:
    reader = ForceReader(KNOWLEDGE)
    for group in KNOWLEDGE.synonyms:
        forces = [force for word in group if (force := reader.read(f"{word}清掏雨水口")).said]
        assert len({force.polarity for force in forces}) <= 1, group
        assert len({any(sign in word for sign in "不未没非") for word in group}) == 1, group


def test_a_synonym_is_known_from_other_tokens() -> None:
    found = {token.text: synonymous(token) for token in WORDS.tokens("商铺采取措施15日内")}
    assert found["采取"]
    assert not found["商"]
    assert not found["15日内"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("采取措施", "采用措施"), ("区人民政府", "区政府"), ("或者", "或"), ("未按照规定", "没有按照规定")],
)
def test_sentences_with_synonyms_are_equal(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("建立台账", "取消台账"), ("和", "或"), ("区水务局", "区民政局"), ("必须", "可以"), ("清扫", "清运")],
)
def test_other_words_are_not(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_values_are_no_words_and_nothing_is_lost() -> None:
    text = "商铺按照规定在15日内缴纳500元，并及时整改。"
    tokens = WORDS.tokens(text)
    assert "".join(token.text for token in tokens) == text
    assert [token.text for token in tokens if token.kind in ("time", "amount")] == ["15日内", "500元"]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 12, ["商", "铺", "采取", "措", "施", "15日内", "公", "示"]),
        (2, 10, ["采取", "措", "施", "15日内"]),
        (3, 10, ["取", "措", "施", "15日内"]),  # an edge within 采取 parts it
        (2, 8, ["采取", "措", "施", "15"]),  # and one within 15日内
        (4, 4, []),
    ],
)
def test_the_tokens_of_a_part_stand_at_their_places_in_the_whole(low: int, high: int, words: list[str]) -> None:
    text = "商铺采取措施15日内公示"
    found = WORDS.tokens_within(text, low, high)
    assert [token.text for token in found] == words
    assert [text[token.start : token.end] for token in found] == words


def test_the_last_token_of_a_text_is_parted_by_an_edge_too() -> None:
    assert [token.text for token in WORDS.tokens_within("商铺整改15日内", 0, 6)] == ["商", "铺", "整", "改", "15"]


@pytest.mark.parametrize(
    ("text", "other", "may"),
    [
        (
            "商铺采取措施，15日内整改。",
            "商铺采用措施、十五日内整改",
            True,
        ),  # synonyms, values and marks are left to the tokens
        ("商铺采取措施，15日内整改。", "商铺15日内整改", True),  # so is what is missing
        ("商铺采取措施，15日内整改。", "商铺采取措施，15日内拆除。", False),
        ("商铺整改。", "", True),
    ],
)
def test_a_cheap_look_tells_texts_that_cannot_say_the_same(text: str, other: str, *, may: bool) -> None:
    assert WORDS.may_say(other, keys(text)) is may
    assert WORDS.may_say(text, keys(text))
