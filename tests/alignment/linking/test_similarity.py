"""How alike two texts are, and where they differ."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.linking.similarity import (
    common_length,
    containment,
    differences,
    equal_runs,
    ratio,
    ratio_matrix,
    ratios,
    token_differences,
)

TEXT = st.text("甲乙丙丁戊", max_size=16)


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        ("清掏雨水口", "清掏雨水口", 1.0), ("", "", 1.0), ("清掏", "", 0.0), ("清掏雨水口", "清掏检查井", 0.4),
        ("雨水口清掏", "清掏雨水口", 0.6), ("甲乙", "丙丁", 0.0),
    ],
)  # fmt: skip
def test_the_share_of_characters_in_order(left: str, right: str, value: float) -> None:
    assert ratio(left, right) == pytest.approx(value)
    assert ratio(right, left) == pytest.approx(value)


def test_matrices_hold_the_same_and_blank_what_is_below_the_floor() -> None:
    old, new = ["清掏雨水口", "更换井盖"], ["清掏检查井", "更换井盖", "修剪枯枝"]
    matrix = ratio_matrix(old, new)
    assert matrix.shape == (2, 3)
    assert np.allclose(matrix, [[ratio(a, b) for b in new] for a in old], atol=1e-6)
    floored = ratio_matrix(old, new, 0.5)
    assert floored[0, 0] == 0
    assert floored[1, 1] == 1
    assert ratio_matrix([], new).shape == (0, 3)
    assert np.allclose(ratios([(old[0], new[0]), (old[1], new[1])]), [0.4, 1.0])
    assert np.allclose(ratios([(old[0], new[0]), (old[1], new[1])], 0.5), [0.0, 1.0])
    assert ratios([]).shape == (0,)


def test_threads_change_nothing() -> None:
    old = [f"清掏第{at}号雨水口" for at in range(101)]
    matrix = ratio_matrix(old, old)
    assert np.allclose(np.diag(matrix), 1.0)
    assert matrix[3, 57] == pytest.approx(ratio(old[3], old[57]), abs=1e-6)


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [("雨水口", "清掏雨水口并公示", 1.0), ("", "清掏", 0.0), ("清掏雨水口", "清掏", 0.0), ("甲乙丙", "丁戊己庚", 0.0)],
)
def test_how_well_a_part_stands_in_a_whole(part: str, whole: str, value: float) -> None:
    assert containment(part, whole) == pytest.approx(value)


@pytest.mark.parametrize(
    ("left", "right", "length"), [("清掏雨水口", "清理雨水", 3), ("", "清掏", 0), ("甲乙丙", "丙乙甲", 1)]
)
def test_the_longest_common_subsequence(left: str, right: str, length: int) -> None:
    assert common_length(left, right) == length


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("三日内清掏", "五日内清掏", [("三", "五", 0, 0)]),
        ("清掏", "清掏", []),
        ("清掏雨水口", "及时清掏雨水口", [("", "及时", 0, 0)]),
        ("甲一乙", "丙一丁", [("甲一乙", "丙一丁", 0, 0)]),
        ("甲一二乙", "丙一二丁", [("甲", "丙", 0, 0), ("乙", "丁", 3, 3)]),
    ],
)
def test_what_differs_piece_by_piece(old: str, new: str, found: list[tuple[str, str, int, int]]) -> None:
    assert differences(old, new) == found


@given(TEXT, TEXT)
def test_equal_runs_and_differences_give_both_texts_back(old: str, new: str) -> None:
    runs = equal_runs(old, new)
    assert all(old[a : a + length] == new[b : b + length] for a, b, length in runs)
    held = sum(length for _, _, length in runs)
    pieces = token_differences(old, new)
    assert sum(b - a for a, b, _, _ in pieces) >= len(old) - held
    at, back, forth = 0, "", ""
    place = 0
    for a, b, c, d in pieces:
        assert old[at:a] == new[place:c]
        back += old[at:b]
        forth += old[at:a] + new[c:d]
        at, place = b, d
    assert old[at:] == new[place:]
    assert back + old[at:] == old
    assert forth + old[at:] == new
    assert all(one[1] <= other[0] and one[3] <= other[2] for one, other in pairwise(pieces))
