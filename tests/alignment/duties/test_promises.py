"""What a duty promises to make or change, and what only sounds like it."""

from __future__ import annotations

import pytest

from alignment.duties.promises import promises_in


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("市交通局2031年6月底前制定停车设施建设实施细则", [("make", "停车设施建设实施细则", False)]),
        ("修订《云州市停车管理办法》", [("revise", "云州市停车管理办法", True)]),
        ("研究制定《云州市停车条例》和停车收费标准", [("make", "云州市停车条例", True)]),
        ("制定出台停车共享管理办法，推动落地", [("make", "停车共享管理办法", False)]),
        ("各区要出台实施细则", [("make", "实施细则", False)]),
        ("编制印发停车设施专项规划", [("make", "停车设施专项规划", False)]),
        (
            "修订停车场建设标准，编制停车泊位目录",
            [("revise", "停车场建设标准", False), ("make", "停车泊位目录", False)],
        ),
        ("修订《甲办法》《乙办法》", [("revise", "甲办法", True), ("revise", "乙办法", True)]),
    ],
)
def test_a_text_to_come_is_named(text: str, promised: list[tuple[str, str, bool]]) -> None:
    assert [(one.kind, one.name, one.marked) for one in promises_in(text)] == promised


@pytest.mark.parametrize(
    "text",
    [
        "根据有关法律制定本办法",
        "已制定停车收费标准的，从其规定",
        "按照市交通局制定的停车收费标准收费",
        "执行市交通局修订的停车收费标准",
        "不得制定停车收费标准",
        "制定相关规定",
        "制定以下措施",
        "逐场景编制政策解读",
        "在制定停车规划计划时征求意见",
        "建设停车场并公示收费标准",
        "修订完善停车设施",
    ],
)
def test_what_is_there_already_or_is_this_text_is_no_promise(text: str) -> None:
    assert promises_in(text) == ()


def test_the_words_of_a_promise_are_a_stretch_of_the_text() -> None:
    text = "市交通局要在年内修订《云州市停车管理办法》。"
    (one,) = promises_in(text)
    assert text[one.start : one.end] == "修订《云州市停车管理办法》"
