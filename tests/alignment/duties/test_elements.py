"""Elements of lists that only changed places, beside what else changed."""

from __future__ import annotations

import pytest

from tests.alignment.saying import rows

STEM = "街道办事处应当逐片调查{}周边的泊位。"


def told(old: str, new: str) -> list[dict[str, str]]:
    return [row[1] for row in rows(STEM.format(old), STEM.format(new))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("医院、学校、商圈", "商圈、医院、学校"),
        ("医院、学校和商圈", "学校、商圈和医院"),
        ("医院、学校等", "学校、医院等"),
    ],
)
def test_elements_in_another_order_are_no_change(old: str, new: str) -> None:
    assert told(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [
        ("医院、学校、商圈", "学校、医院、商圈、车站", "wider"),
        ("医院、学校、商圈、车站", "车站、学校、医院", "narrower"),
        ("医院、学校、商圈", "学校、医院、车站", "other"),
    ],
)
def test_beside_them_what_comes_and_goes_is_told_alone(old: str, new: str, direction: str) -> None:
    assert told(old, new) == [{"scope": direction}]


def test_who_acts_is_none_of_the_things() -> None:
    old = "区水务局、区民政局应当通知街道、社区。"
    new = "区水务局、街道应当通知区民政局、社区。"
    assert any("actor" in row[1] for row in rows(old, new))
