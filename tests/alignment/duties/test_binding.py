"""Which sentences bind: tasks to make a text of one's own do, what a text says of itself does not."""

from __future__ import annotations

import pytest

from alignment.duties.of_text import obligations_of
from alignment.reading.segment import segment
from tests.alignment.saying import bearers, quotes


@pytest.mark.parametrize(
    "text",
    [
        "各区要制定本区实施细则。",
        "各部门要制定本部门实施方案。",
        "各单位应当制定本单位应急预案。",
        "食堂应当制定本食堂的检查制度。",
        "企业应当制定本企业操作规程。",
        "各街道要制定本街道、本社区工作计划。",
    ],
)
def test_who_is_to_make_a_text_of_its_own_is_bound(text: str) -> None:
    assert quotes(text, "plan") == [text.rstrip("。")]


@pytest.mark.parametrize(
    "text",
    [
        "为规范街面管理，制定本办法。",
        "结合我区实际，制定本行动方案。",
        "制定本实施细则。",
        "根据有关规定，制定本三年行动计划。",
    ],
)
def test_that_a_text_is_made_binds_nobody(text: str) -> None:
    assert quotes(text, "plan") == []


NOTICE = (
    "云渡区人民政府办公室关于印发《云渡区停车整治方案》的通知\n各街道办事处，区政府各部门：\n"
    "现将《云渡区停车整治方案》印发给你们，请结合实际组织实施。各街道要于2031年3月20日前制定本街道实施细则，"
    "报区停车整治专班办公室审核；每月5日前报送上月工作进展。\n云渡区人民政府办公室\n2031年2月8日\n"
    "云渡区停车整治方案\n一、任务\n（一）增加泊位。区城管委新建泊位500个。\n"
)


def test_what_a_covering_notice_asks_binds_those_it_names_and_not_who_signs_it() -> None:
    found = obligations_of(segment(NOTICE, "new"))[:3]
    assert [(duty.due.quote if duty.due else "", bearers(duty)) for duty in found] == [
        ("于2031年3月20日前", [("各街道", "responsible")]),
        ("于2031年3月20日前", [("各街道", "responsible")]),
        ("每月5日前", [("各街道", "responsible")]),
    ]
