"""What two sentences share that not every sentence shares."""

from __future__ import annotations

import random

import numpy as np
import pytest

from alignment.linking import candidates
from alignment.linking.candidates import Overlap

OLD = ["区水务局应当清掏雨水口", "区民政局应当核查台账", "商铺应当登记"]
NEW = ["区水务局应当清掏雨水口", "区民政局应当核查档案", "摊主可以摆卖"]


def test_equal_sentences_share_everything_and_others_less() -> None:
    dice, mass = Overlap(OLD, NEW).dense()
    assert dice.shape == mass.shape == (3, 3)
    assert dice[0, 0] == pytest.approx(1.0)
    assert 0.3 < dice[1, 1] < 1.0
    assert dice[2, 2] == 0
    assert dice.argmax(axis=1)[:2].tolist() == [0, 1]
    assert (mass[0] >= 0).all()


def test_what_is_rare_weighs_more_than_what_is_common() -> None:
    texts = [f"区水务局应当{act}" for act in ("清掏雨水口", "更换井盖", "修补路面", "巡查管网", "公示时间")]
    dice, _ = Overlap(texts, ["商铺及时清掏雨水口", "区水务局应当登记"]).dense()
    assert dice[0, 0] > dice[0, 1]


def test_candidates_from_the_index_are_those_of_all_pairs() -> None:
    # no pair of characters stands in a tenth of the texts: those are left out of the index
    old = [f"{chr(0x4E00 + at)}{chr(0x4E00 + at // 2)}{chr(0x5E00 + at // 3)}{chr(0x6E00 + at)}" for at in range(90)]
    new = list(reversed(old))
    overlap = Overlap(old, new)
    dice, mass = overlap.dense()
    found = overlap.nearest(3)
    assert found
    best = {i: max(value for (a, _), (value, _) in found.items() if a == i) for i in range(len(old))}
    for i in range(len(old)):
        assert best[i] == pytest.approx(dice[i].max(), abs=1e-5)
    for (i, j), (value, weight) in found.items():
        assert value == pytest.approx(dice[i, j], abs=1e-5)
        assert weight == pytest.approx(mass[i, j], abs=1e-4)


def test_large_and_small_tables_say_the_same() -> None:
    old = [f"第{at}号{chr(0x4E00 + at)}{chr(0x5E00 + at)}雨水口" for at in range(1200)]
    small, large = Overlap(old[:40], old[:40]), Overlap(old, old)
    assert np.allclose(np.diag(small.dense()[0]), 1.0, atol=1e-5)
    assert np.allclose(np.diag(large.dense()[0]), 1.0, atol=1e-5)


@pytest.mark.parametrize("postings", [1, 7, 100])
def test_an_index_read_in_pieces_says_the_same(monkeypatch: pytest.MonkeyPatch, postings: int) -> None:
    old = [f"第{at % 7}站{chr(0x4E00 + at % 11)}泵房雨水口{chr(0x5E00 + at % 5)}" for at in range(60)]
    new = [*old[10:40:3], "商铺登记", ""]
    expected = Overlap(old, new).dense()
    monkeypatch.setattr(candidates, "_DENSE_CELLS", 0)
    monkeypatch.setattr(candidates, "_POSTINGS", postings)
    for found, wanted in zip(Overlap(old, new).dense(), expected, strict=True):
        assert np.allclose(found, wanted, atol=1e-5)


@pytest.mark.parametrize("texts", [[""], ["甲"], ["", "甲乙"]])
def test_texts_too_short_for_a_pair_of_characters_share_nothing(texts: list[str]) -> None:
    dice, mass = Overlap(texts, [""]).dense()
    assert not dice.any()
    assert not mass.any()


def test_a_lone_surrogate_is_a_character_like_any() -> None:
    assert Overlap(["\ud800甲乙"], ["\ud800甲乙"]).dense()[0][0, 0] == pytest.approx(1.0)


@pytest.mark.parametrize("top", [1, 4, 30])
def test_the_likest_pairs_are_the_nearest_ones_whatever_is_alike_as_much(top: int) -> None:
    draw = random.Random(top)  # noqa: S311 - a drawing that can be repeated
    old, new = (
        ["".join(draw.choices("街道商铺应当按时清运垃圾", k=draw.randint(2, 9))) for _ in range(160)] for _ in range(2)
    )
    overlap = Overlap([*old, *old[:40]], [*new, *old[:20], *old[:20]])
    assert overlap.likest(top) == set(overlap.nearest(top))
    assert len(overlap.likest(top)) >= top * 100


def test_of_no_texts_no_pairs_are_likest() -> None:
    assert Overlap([], ["街道"]).likest(4) == Overlap(["街道"], []).likest(4) == set()
