"""Words that change places: order where each keeps its part in the sentence, a change where each takes the other's."""

from __future__ import annotations

import pytest

from tests.alignment.saying import compared


def told(old: str, new: str) -> bool:
    """Whether two sentences are told to differ above wording."""
    return any(entry.cls != "wording" for entry in compared(old, new).account if entry.cls != "moved")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("垃圾由东站运往西站。", "垃圾由西站运往东站。"),
        ("街道办事处应当以花箱替换石墩。", "街道办事处应当以石墩替换花箱。"),
        ("夜间停车费不得高于白天停车费。", "白天停车费不得高于夜间停车费。"),
        ("押金由出租人交给承租人。", "押金由承租人交给出租人。"),
        ("街道办事处应当把竹编列入木雕名录。", "街道办事处应当把木雕列入竹编名录。"),
        ("摊主应当接受顾客监督。", "摊主应当接受监督顾客。"),
    ],
)
def test_words_that_take_each_others_part_are_told(old: str, new: str) -> None:
    assert told(old, new)
    assert told(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("区水务局应当清掏雨水口、检查井和化粪池的盖板。", "区水务局应当清掏化粪池、雨水口和检查井的盖板。"),
        ("新建公共浴室6处、社区食堂15家、书屋8间。", "新建社区食堂15家、公共浴室6处、书屋8间。"),
        ("摊主应当提供纸质或者电子凭证。", "摊主应当提供电子或者纸质凭证。"),
        ("由区水务局收回许可证。", "许可证由区水务局收回。"),
        ("区水务局应当检修配电箱。", "区水务局应当对配电箱进行检修。"),
        ("街道办事处应当在公园内按照规划设置摊位。", "街道办事处应当按照规划在公园内设置摊位。"),
        ("区水务局应当加强监督检查。", "区水务局应当加强检查监督。"),
        ("摊位应当设置防蝇防尘设施。", "摊位应当设置防尘防蝇设施。"),
        ("公共浴室应当配备两名急救员。", "公共浴室应当配备急救员两名。"),
    ],
)
def test_words_that_keep_their_part_are_order(old: str, new: str) -> None:
    assert not told(old, new)
    assert not told(new, old)
