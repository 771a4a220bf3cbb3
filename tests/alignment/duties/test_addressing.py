"""To whom a duty of a higher text speaks."""

from __future__ import annotations

import pytest

from alignment.duties.addressing import Addressed, addressed_to
from tests.alignment.saying import compared


@pytest.mark.parametrize(
    ("bearers", "words", "whom"),
    [
        (["各区人民政府"], "", "lower"),
        (["各区"], "", "lower"),
        (["各街道办事处"], "", "lower"),
        (["县级以上人民政府"], "", "lower"),
        (["设区的市人民政府"], "", "lower"),
        (["乡镇人民政府"], "", "lower"),
        (["区级有关部门"], "", "lower"),
        (["市水务局", "各区人民政府"], "", "lower"),
        (["地方人民政府"], "", "lower"),
        (["市财政局"], "", "others"),
        (["市政府办公厅"], "", "others"),
        (["市有关部门"], "", "others"),
        (["国务院民政部门"], "", "others"),
        (["栗川市水务局"], "", "others"),
        (["栗川经济技术开发区管委会"], "", "others"),
        (["市水务局", "市园林绿化局"], "", "others"),
        (["各有关单位"], "", "everyone"),
        (["生产经营单位"], "", "everyone"),
        (["任何个人"], "", "everyone"),
        (["行政机关"], "", "everyone"),
        (["市水务局", "有关单位"], "", "everyone"),
        (["公共浴室"], "", "unclear"),
        ([], "清掏雨水口", "unclear"),
        ([], "组织各区清掏雨水口", "lower"),
        ([], "由市水务局清掏雨水口", "others"),
        ([], "压实属地责任", "lower"),
        ([""], "清掏雨水口", "unclear"),
    ],
)
def test_whom_a_duty_addresses(bearers: list[str], words: str, whom: str) -> None:
    assert addressed_to(bearers, words) is Addressed(whom)


@pytest.mark.parametrize("name", ["市直部门", "市属医院", "市级财政", "市委托的机构"])
def test_own_offices_are_no_lower_bodies(name: str) -> None:
    assert addressed_to([name], "") is not Addressed.LOWER


HIGHER = "（一）改造公厕。{who}每年新建公厕两座。\n（二）增设座椅。各区在公交站旁增设木质座椅。"
LOWER = "（一）增设座椅。我区在公交站旁增设木质座椅。"


def not_taken_up(who: str) -> list[str]:
    """The duties of the higher text that the lower one is told not to have taken up."""
    higher = f"栗川市城区品质提升工作方案\n一、重点任务\n{HIGHER.format(who=who)}\n二、组织实施\n"
    lower = f"云渡区城区品质提升工作方案\n一、重点任务\n{LOWER}\n二、组织实施\n"
    found = compared(higher, lower, "whole", "derivation")
    return [change.old.text for change in found.obligations if change.change == "removed" and change.old]


def test_what_all_districts_are_asked_for_is_missed() -> None:
    assert not_taken_up("各区") == ["各区每年新建公厕两座"]


@pytest.mark.parametrize("who", ["市城市管理委", "栗川市城市管理委", "栗川经济技术开发区管委会"])
def test_what_a_higher_text_says_to_others_is_not_missed(who: str) -> None:
    assert not_taken_up(who) == []
