"""How far a difference reaches: more or fewer things, another thing, a whole case."""

from __future__ import annotations

import pytest

from tests.alignment.saying import compared


def ways(old: str, new: str) -> dict[str, str]:
    """The directions of the one row that two sentences make."""
    (row,) = compared(old, new).obligations
    return dict(row.directions)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("摊主应当保留进货票据。", "摊主应当保留进货票据、检测报告。"),  # an element more
        ("摊主应当保留纸质票据。", "摊主应当保留票据。"),  # a qualifier less
    ],
)
def test_more_things_are_wider_and_fewer_narrower(old: str, new: str) -> None:
    assert ways(old, new) == {"object": "wider"}
    assert ways(new, old) == {"object": "narrower"}


def test_a_noun_more_at_the_end_is_another_thing() -> None:
    assert ways("摊主应当保留租赁合同。", "摊主应当保留租赁合同复印件。") == {"object": "other"}


def test_a_size_beside_others_is_an_element() -> None:
    assert ways("为中小商户提供免费检测。", "为中小微商户提供免费检测。") == {"scope": "wider"}


@pytest.mark.parametrize(
    ("case", "more"),
    [("遇有暴雨的", "遇有暴雨、大风的"), ("未经评议的", "未经评议通过的")],
)
def test_a_case_that_catches_more_is_wider_and_a_whole_one_set(case: str, more: str) -> None:
    assert ways(f"{case}，不得开市。", f"{more}，不得开市。") == {"condition": "wider"}
    assert ways("不得开市。", f"{case}，不得开市。") == {"condition": "set"}
