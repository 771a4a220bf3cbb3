"""Ways in which an act is to be done: put in or taken out they bind more or less firmly, the act stays the same."""

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
        ("养护单位应当提供台账。", "养护单位应当如实提供台账。"),
        ("养护单位应当真实地记录险情。", "养护单位应当真实、完整地记录险情。"),
        ("街道办事处应当登记空置房屋。", "街道办事处应当逐户登记空置房屋。"),
        ("渡口经营者应当有序地安排乘客上船。", "渡口经营者应当安全、有序地安排乘客上船。"),
    ],
)
def test_another_way_binds_more_firmly_and_its_loss_less(old: str, new: str) -> None:
    assert ways(old, new)["action"] == "stronger"
    assert ways(new, old)["action"] == "weaker"


def test_of_what_is_forbidden_a_way_leaves_the_rest_free() -> None:
    assert ways("任何人不得占用渡口。", "任何人不得随意占用渡口。")["action"] == "weaker"


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("养护单位应当检查泵闸。", "养护单位应当检查、更换泵闸。", "wider"),  # a second act is no way of the first
        ("区园林局应当巡查绿地。", "区园林局应当巡查、补种绿地。", "wider"),  # 绿地 is a thing
    ],
)
def test_a_second_act_is_none(old: str, new: str, way: str) -> None:
    assert ways(old, new)["action"] == way
