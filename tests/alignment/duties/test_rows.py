"""Rows of duties: their quotes hold every place that changed, and they stand in the reading order."""

from __future__ import annotations

from tests.alignment.saying import compared, law, rows

ARTICLES = (
    "区水务局应当清掏雨水口。",
    "商铺应当在三日内登记。",
    "摊主应当公示价格目录。",
    "公厕管理单位应当每日消毒两次。",
)
LAW = law(*ARTICLES)


def test_rows_stand_as_they_are_read_removed_before_added() -> None:
    new = (
        LAW.replace("清掏雨水口", "每季度清掏雨水口")
        .replace("三日", "五日")
        .replace("公示价格目录", "悬挂营业执照副本")
    )
    assert [row[0] for row in rows(LAW, new, "whole")] == ["modified", "modified", "removed", "added"]
    later = law(*ARTICLES[:2], ARTICLES[3].replace("两次", "三次"))
    assert [row[0] for row in rows(LAW, later, "whole")] == ["removed", "modified"]


def test_a_quote_holds_the_case_that_changed() -> None:
    old = "进货来源变更的，商铺应当在十日内重新登记。"
    ((_, directions, gone, come),) = rows(old, old.replace("进货来源", "营业场所"))
    assert list(directions) == ["condition"]
    assert gone == "进货来源变更的，商铺应当在十日内重新登记"
    assert come == "营业场所变更的，商铺应当在十日内重新登记"


def test_a_quote_holds_no_more_than_its_duty() -> None:
    old = "商铺应当登记进货来源，摊主应当在三日内公示价格目录。"
    ((_, directions, gone, come),) = rows(old, old.replace("三日", "五日"))
    assert directions == {"deadline": "later"}
    assert (gone, come) == ("摊主应当在三日内公示价格目录", "摊主应当在五日内公示价格目录")


def test_a_row_says_why_and_how_it_was_found() -> None:
    (row,) = compared("商铺应当在三日内登记。", "商铺应当在五日内登记。").obligations
    assert row.why == "deadline: 三日内 → 五日内"
    assert row.matched_by
    (row,) = compared("商铺应当登记。", "商铺应当登记；摊主应当公示价格目录。").obligations
    assert (row.change, row.matched_by) == ("added", "unmatched")
    assert row.why == "its sentence has a counterpart, this clause has none"
    (row,) = compared("商铺应当登记。", "商铺应当登记。摊主应当公示价格目录。").obligations
    assert row.why == "no sentence of the other text corresponds"


def test_a_row_has_the_type_of_its_duty() -> None:
    old = "占用盲道的，由区水务局处五百元罚款。"
    (row,) = compared(old, old.replace("五百元", "八百元")).obligations
    assert (row.type, row.directions) == ("penalty", {"quantity": "more"})
