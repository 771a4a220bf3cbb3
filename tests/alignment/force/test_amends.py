"""Which documents a decision on amending changes."""

from __future__ import annotations

import pytest

from alignment.force.amends import amended_by
from alignment.force.of_text import force_of
from alignment.reading.segment import segment

ONE = """云州市人民政府关于修改《云州市停车管理办法》的决定
云州市人民政府决定对《云州市停车管理办法》作如下修改：
一、将第二条中的“三十日”修改为“十五日”。
二、删去第六条。
本决定自2031年3月1日起施行。
"""
MANY = """云州市人民代表大会常务委员会关于修改部分地方性法规的决定
一、对《云州市停车条例》作出修改：
（一）将第二条中的“三十日”修改为“十五日”。
二、对《云州市绿化条例》作出修改：
（一）删去第六条。
本决定自公布之日起施行。
"""
BILL = """云州市停车条例修正案（二）
一、将第二条中的“三十日”修改为“十五日”。
二、删去第六条。
"""


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        (ONE, ["云州市停车管理办法"]),
        (MANY, ["云州市停车条例", "云州市绿化条例"]),
        (BILL, ["云州市停车条例"]),
        ("云州市停车条例\n第一条　停车场可以修改方案，将第二条中的“三十日”修改为“十五日”。\n", []),
    ],
)
def test_a_decision_names_what_it_changes(text: str, laws: list[str]) -> None:
    side = segment(text, "new")
    assert [one.title for one in amended_by(side, text.split("\n", maxsplit=1)[0])] == laws


def test_everything_that_a_text_says_comes_together() -> None:
    told = [(one.kind, one.title) for one in force_of(segment(ONE, "new"))]
    assert ("amend", "云州市停车管理办法") in told
    assert ("effect", "") in told
