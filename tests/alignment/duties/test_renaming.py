"""Names that are others throughout, and articles under another number that references follow."""

from __future__ import annotations

import pytest

from tests.alignment.saying import compared, entries, law, rows

BODY = law(
    "区城市管理局应当清扫公厕。",
    "区城市管理局应当公示开放时间。",
    "区城市管理局应当更换破损井盖。",
    "商铺应当向区城市管理局登记。",
)


def renames(old: str, new: str) -> list[tuple[str, str]]:
    return [(entry.old, entry.new) for entry in compared(old, new, "whole").account if entry.cls == "renamed"]


@pytest.mark.parametrize("name", ["区城市运行局", "区市容园林局"])
def test_a_body_that_is_another_throughout_is_renamed(name: str) -> None:
    new = BODY.replace("区城市管理局", name)
    assert rows(BODY, new, "whole") == []
    ((gone, come),) = renames(BODY, new)
    assert gone in "区城市管理局"
    assert come in name


def test_what_stands_before_a_name_in_every_clause_is_no_part_of_it() -> None:
    tasks = ("清掏雨水口", "更换井盖", "修剪行道树", "清洗护栏")
    items = "\n".join(
        f"（{number}）{task}。区水务局{task}。（责任单位：区水务局、各街道）"
        for number, task in zip("一二三四", tasks, strict=True)
    )
    old = f"云渡区街面整治工作方案\n一、主要任务\n{items}\n"
    new = old.replace("区水务局", "区水务服务局")
    ((gone, come),) = renames(old, new)
    assert (gone, come) in {("区水务局", "区水务服务局"), ("水务局", "水务服务局")}
    assert rows(old, new, "whole") == []


def test_a_level_that_is_gone_throughout_makes_no_other_bearer() -> None:
    old = law(
        "市和区、县人民政府应当清扫公厕。",
        "区、县人民政府应当公示开放时间。",
        "市和区、县人民政府应当更换破损井盖。",
        "区、县水务部门应当清掏雨水口。",
    )
    new = old.replace("区、县", "区")
    assert rows(old, new, "whole") == []
    assert renames(old, new) == [("区县", "区")]


def test_one_place_among_many_is_another_actor() -> None:
    new = BODY.replace("区城市管理局应当清扫", "区城市运行局应当清扫")
    assert renames(BODY, new) == []
    assert [row[1] for row in rows(BODY, new, "whole")] == [{"actor": "other"}]


def test_a_name_that_was_there_before_is_no_new_name() -> None:
    old = BODY.replace("更换破损井盖", "会同区城市运行局更换破损井盖")
    assert renames(old, old.replace("区城市管理局", "区城市运行局")) == []


@pytest.mark.parametrize(("thing", "more"), [("遮阳棚", "遮阳棚和空调外机")])
def test_an_element_put_in_is_no_rename(thing: str, more: str) -> None:
    old = law(f"商铺应当登记{thing}。", f"商铺应当清洗{thing}。", f"商铺应当检修{thing}。")
    new = old.replace(thing, more)
    assert renames(old, new) == []
    assert len(rows(old, new, "whole")) == 3


ARTICLES = ("商铺应当登记进货来源。", "商铺应当清扫门前街面。", "摊主应当公示价格目录。")
PENALTY = "违反本办法{}规定的，由区水务局处五百元罚款。"
ADDED = "区水务局应当清掏雨水口。"
LAW = law(*ARTICLES, PENALTY.format("第三条"))


def test_a_reference_that_follows_its_article_is_no_change() -> None:
    new = law(ARTICLES[0], ADDED, *ARTICLES[1:], PENALTY.format("第四条"))
    assert [(row[0], row[3]) for row in rows(LAW, new, "whole")] == [("added", "区水务局应当清掏雨水口")]
    assert ("substance", "reference") not in entries(LAW, new, "whole")


def test_a_reference_that_stays_though_its_article_went_on_is_a_change() -> None:
    new = law(ARTICLES[0], ADDED, *ARTICLES[1:], PENALTY.format("第三条"))
    assert ("substance", "reference") in entries(LAW, new, "whole")
