"""References within duties: those that differ, those that follow a renumbering, those that now name something else."""

from __future__ import annotations

import pytest

from alignment import compare
from alignment.model import Comparison
from alignment.reading.numerals import to_numeral
from tests.alignment.saying import compared, silent

ARTICLES = [
    "为了规范停车，制定本办法。",
    "停车场应当公示收费标准。",
    "停车场应当配备消防器材。",
    "停车场应当保持出入口畅通。",
    "经营者应当建立安全台账。",
    "摊主应当保持摊位整洁。",
    "违反第三条规定的，由区交通部门处一千元罚款。",
]


def law(articles: list[str]) -> str:
    return "云渡区停车管理办法\n" + "".join(
        f"第{to_numeral(at)}条　{text}\n" for at, text in enumerate(articles, start=1)
    )


def told(found: Comparison) -> list[tuple[str, str]]:
    """Rows above wording, renumbering aside."""
    out = [("duty", change.change) for change in found.obligations]
    return out + [
        (entry.cls, entry.kind) for entry in found.account if entry.row and entry.cls not in ("renumbered", "moved")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("商铺应当按照第五条规定登记。", "商铺应当按照第六条规定登记。"),
        ("商铺应当按照第五条第一款规定登记。", "商铺应当按照第五条第二款规定登记。"),
        ("商铺应当依照《云渡区商铺登记办法》登记。", "商铺应当依照《云渡区市容登记规程》登记。"),
        ("商铺应当按照云政办发〔2029〕15号文件登记。", "商铺应当按照云政办发〔2031〕15号文件登记。"),
        ("商铺应当按照国家有关规定登记。", "商铺应当按照本市有关规定登记。"),
        ("商铺应当按照附件1的要求登记。", "商铺应当按照附件2的要求登记。"),
    ],
)
def test_a_reference_that_differs_is_substance_of_its_kind(old: str, new: str) -> None:
    for left, right in ((old, new), (new, old)):
        assert told(compared(left, right)) == [("substance", "reference")]


def test_a_reference_and_more_is_a_change_of_the_duty() -> None:
    found = compared("商铺应当按照第五条规定在三日内登记。", "商铺应当按照第六条规定在五日内登记。")
    assert [change.change for change in found.obligations] == ["modified"]
    assert found.obligations[0].directions["deadline"] == "later"


def test_a_reference_that_follows_the_renumbering_is_no_change() -> None:
    new = [ARTICLES[0], "市交通部门负责停车管理工作。", *ARTICLES[1:6], ARTICLES[6].replace("第三条", "第四条")]
    assert told(compare(law(ARTICLES), law(new))) == [("duty", "added")]


@pytest.mark.parametrize("target", ["第三条", "第六条"])
def test_a_reference_that_does_not_follow_the_renumbering_is_told(target: str) -> None:
    new = [ARTICLES[0], "市交通部门负责停车管理工作。", *ARTICLES[1:6], ARTICLES[6].replace("第三条", target)]
    found = told(compare(law(ARTICLES), law(new)))
    assert sorted(found) == [("duty", "added"), ("substance", "reference")]


def test_references_of_the_same_target_in_other_writing_are_equal() -> None:
    assert silent("商铺应当按照本办法第五条规定登记。", "商铺应当按照第5条规定登记。")
    assert silent("商铺应当按照附件一的要求登记。", "商铺应当按照附件1的要求登记。")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("商铺应当按照第五条第二款第（三）项规定登记。", "商铺应当按照第五条第二款第三项规定登记。")
    ],
)  # fmt: skip
def test_an_item_in_brackets_is_the_item(old: str, new: str) -> None:
    assert silent(old, new)
