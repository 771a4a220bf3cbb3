"""Places and bodies that are the same at another level."""

from __future__ import annotations

import pytest

from alignment import Knowledge
from alignment.linking.localise import Localiser, own_places
from alignment.reading.normalize import fold
from alignment.reading.segment import segment
from tests.alignment.saying import not_yet

LOCALISER = Localiser(Knowledge.shipped(), ("栗川市", "云渡区"))


def key(text: str) -> str:
    return LOCALISER.key(fold(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("各区清掏雨水口", "我区清掏雨水口"), ("本区清掏雨水口", "我区清掏雨水口"),
        ("云渡区清掏雨水口", "我区清掏雨水口"), ("全市公厕", "栗川市公厕"),
    ],
)  # fmt: skip
def test_names_of_the_own_place_are_one(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("市水务局", "区水务局"), ("清掏雨水口", "清掏检查井"), ("市区道路", "省市道路"), ("区民政局", "区财政局")],
)
def test_other_levels_and_bodies_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("全市餐饮店", "餐饮店", True),
        ("各区公厕", "公厕", True),
        ("市水务局", "区水务局", True),
        ("区域规划", "规划", False),
        ("公厕", "浴室", False),
    ],
)
def test_without_its_place_a_text_is_bare(one: str, other: str, equal: bool) -> None:
    assert (LOCALISER.bare(fold(one)) == LOCALISER.bare(fold(other))) is equal


def test_set_phrases_are_blanked() -> None:
    assert LOCALISER.content(key("依法追究刑事责任")).strip("\0") == ""
    assert "雨水口" in LOCALISER.content(key("清掏雨水口，依法追究刑事责任"))


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("栗川市市容管理办法", {"栗川市"}),
        not_yet("the first 市 ends the place", "栗川市云渡区市容管理办法", {"栗川市", "云渡区"}),
        ("云渡区人民政府关于印发方案的通知", {"云渡区"}),
        ("栗川省公厕管理条例", {"栗川省"}),
        ("公厕管理办法", set[str]()),
        ("区域协调发展规划", set[str]()),
    ],
)
def test_the_place_that_a_text_speaks_for(title: str, places: set[str]) -> None:
    side = segment(f"{title}\n第一条　商铺应当登记。\n", "old")
    found = own_places(side)
    assert places <= set(found)
    assert len(set(found)) == len(found)
    assert not found or places
