"""What kind of other substance a difference is."""

from __future__ import annotations

import pytest

from alignment.account.kinds import references_only
from alignment.model import SUBSTANCE_KINDS
from tests.alignment.saying import compared


def kinds(old: str, new: str, frame: str = "article") -> list[str]:
    """The kinds of other substance that are told, where no duty is."""
    found = compared(old, new, frame)
    assert found.obligations == ()
    assert {entry.cls for entry in found.account if entry.told} <= {"substance", "renumbered", "moved"}
    return [entry.kind for entry in found.account if entry.cls == "substance"]


LAW = """云渡区公厕管理办法
（2031年1月5日云渡区人民政府令第3号公布）
第一条　为了规范公厕管理，根据有关法律、法规，制定本办法。
第二条　本办法适用于云渡区的公厕管理活动。
第三条　本办法所称公厕，是指供公众使用的厕所。
第四条　商铺应当开放厕所。
第五条　本办法施行前已经开办的浴室，仍按照原规定执行。
第六条　本办法自2031年3月1日起施行，有效期五年。《云渡区厕所管理规定》同时废止。
"""


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("2031年3月1日起", "2031年7月1日起", "effective-date"),
        ("有效期五年", "有效期三年", "effective-date"),
        ("《云渡区厕所管理规定》同时废止。", "", "repeal"),
        ("云渡区的公厕", "云渡区和临江区的公厕", "scope-of-application"),
        ("供公众使用的厕所", "供公众免费使用的厕所", "definition"),
        ("根据有关法律、法规，", "根据市容管理条例，", "basis"),
        ("仍按照原规定执行", "仍按照原标准执行", "transition"),
        ("仍按照原规定执行", "按照本办法执行", "transition"),
        ("令第3号", "令第4号", "status"),
    ],
)
def test_each_kind_of_substance_is_named(old: str, new: str, kind: str) -> None:
    assert kinds(LAW, LAW.replace(old, new), "whole") == [kind]
    assert kinds(LAW.replace(old, new), LAW, "whole") == [kind]
    assert kind in SUBSTANCE_KINDS


@pytest.mark.xfail(strict=True, reason="an item of the list is of kind status: 附件 stands in another line")
def test_an_annex_list_is_a_reference() -> None:
    text = LAW + "附件：1.公厕名录\n2.标志样式\n"
    assert kinds(text, text.replace("标志样式", "台账样式"), "whole") == ["reference"]


@pytest.mark.parametrize(
    ("old", "new", "only"),
    [
        ("按照第五条规定登记", "按照第六条规定登记", True),
        ("按照第五条、第七条规定登记", "按照第五条规定登记", True),
        ("按照第五条规定登记", "按照第5条规定登记", False),
        ("按照第五条规定登记", "按照第六条规定备案", False),
        ("登记", "登记", False),
        ("登记", "备案", False),
    ],
)
def test_whether_nothing_but_references_differs(old: str, new: str, only: bool) -> None:
    assert references_only(old, new) is only
    assert references_only(new, old) is only


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("公厕属于公益设施。", "公厕属于便民设施。", "definition"),
        ("公厕分为固定公厕和移动公厕。", "公厕分为固定公厕。", "definition"),
        ("公厕属于Ⅲ类建筑。", "公厕属于Ⅳ类建筑。", "definition"),
    ],
)
def test_what_something_is_is_a_definition(old: str, new: str, kind: str) -> None:
    assert kinds(old, new) == [kind]
