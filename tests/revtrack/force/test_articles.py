"""One article through all versions: what each turn did to it and to its duties, and who decided so."""

from __future__ import annotations

from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.force.articles import ArticleHistory, What
from revtrack.service import Tracker
from tests.revtrack.force.made import add

HEAD = "云州市停车管理办法\n\n2010年3月1日 云州市人民政府令第7号公布\n\n"
SECOND_NOTE = "2020年4月1日 《云州市人民政府关于修改〈云州市停车管理办法〉的决定》第一次修正\n\n"
THIRD_NOTE = "2022年9月1日 《云州市人民政府关于修改部分规章的决定》第二次修正\n\n"
FOURTH_NOTE = "2024年9月1日 《云州市人民政府关于修改若干规章的决定》第三次修正\n\n"
AIM = "为了规范停车行为，维护道路交通秩序，方便群众出行，根据有关法律、法规，制定本办法。"
REPORT = "停车场经营者应当自开业之日起{}日内，将停车场的位置、泊位数量和收费标准报市交通主管部门备案。"
LIGHT = "停车场应当设置照明、消防和监控设备，并保持其正常运行。"
CHARGE = "停车场应当在出入口显著位置公示收费标准和监督电话，不得收取公示以外的任何费用。"
FORCE = "本办法自2010年5月1日起施行。"


def text(head: str, *articles: str) -> str:
    numbers = "一二三四五六七八九"
    return head + "".join(f"第{numbers[at]}条　{article}\n" for at, article in enumerate(articles))


FIRST = text(HEAD, AIM, REPORT.format("三十"), LIGHT, FORCE)
SECOND = text(HEAD + SECOND_NOTE, AIM, REPORT.format("十五"), LIGHT, CHARGE, FORCE)
FOURTH = text(HEAD + SECOND_NOTE + THIRD_NOTE + FOURTH_NOTE, AIM, CHARGE, REPORT.format("十五"), FORCE)
DECISION = """云州市人民政府关于修改《云州市停车管理办法》的决定

2020年4月1日 云州市人民政府令第40号公布

云州市人民政府决定对《云州市停车管理办法》作如下修改：
一、将第二条中的“三十日”修改为“十五日”。
二、增加一条，作为第四条：“停车场应当在出入口显著位置公示收费标准和监督电话，不得收取公示以外的任何费用。”
本决定自2020年6月1日起施行。
"""


@pytest.fixture
def rules(tracker: Tracker, tmp_path: Path) -> str:
    """The id of rules with three texts of four: that of the second amendment lacks."""
    ids = add(tracker, tmp_path, first=FIRST, decision=DECISION)
    for name, version in (("second", SECOND), ("fourth", FOURTH)):
        path = tmp_path / f"{name}.txt"
        path.write_text(version, "utf-8")
        tracker.add([path], document=ids["first"], believed=True)
    return ids["first"]


def told(history: ArticleHistory) -> list[tuple[str, tuple[What, ...], str]]:
    return [(step.turn.day, step.what, step.address) for step in history.steps]


def test_an_article_is_amended_and_renumbered_and_a_lacking_text_is_said(tracker: Tracker, rules: str) -> None:
    history = tracker.article(rules, "第三条")
    assert told(history) == [
        ("2010-05-01", (What.ENACTED,), "第二条"),
        ("2020-06-01", (What.AMENDED,), "第二条"),
        ("2022-09-01", (What.NOT_HELD,), ""),
        ("2024-09-01", (What.RENUMBERED,), "第三条"),
    ]
    second, lacking, fourth = history.steps[1:]
    (duty,) = second.duties
    assert (duty.change, dict(duty.directions)) == ("modified", {"deadline": "earlier"})
    assert second.turn.by == "云州市人民政府关于修改《云州市停车管理办法》的决定"
    (order,) = second.orders
    assert order.quote == "一、将第二条中的“三十日”修改为“十五日”。"
    assert tracker.text(f"{order.document}@{order.version}").lines[order.line - 1].whole == order.quote
    assert lacking.turn.by == "云州市人民政府关于修改部分规章的决定"
    assert [turn.day for turn in fourth.since] == ["2022-09-01"]
    assert fourth.duties == ()


def test_an_article_that_was_put_in_begins_with_the_turn_that_did_it(tracker: Tracker, rules: str) -> None:
    history = tracker.article(f"{rules}@2", "第4条")
    assert told(history)[0] == ("2020-06-01", (What.ADDED,), "第四条")
    assert told(history)[-1] == ("2024-09-01", (What.RENUMBERED,), "第二条")
    assert {change.change for change in history.steps[0].duties} == {"added"}
    assert history.steps[0].orders[0].quote.startswith("二、增加一条，作为第四条")


def test_an_article_that_was_deleted_is_found_by_its_old_number(tracker: Tracker, rules: str) -> None:
    history = tracker.article(f"{rules}@1", "第三条")
    assert told(history) == [
        ("2010-05-01", (What.ENACTED,), "第三条"),
        ("2020-06-01", (What.KEPT,), "第三条"),
        ("2022-09-01", (What.NOT_HELD,), ""),
        ("2024-09-01", (What.DELETED,), ""),
    ]
    assert {change.change for change in history.steps[-1].duties} == {"removed"}
    assert tracker.article(rules, "第五条").address == "第五条", "no text of today has it, an earlier one had"


def test_what_ended_the_document_is_told_behind(tracker: Tracker, rules: str, tmp_path: Path) -> None:
    assert tracker.article(rules, "第一条").endings == ()
    law = (
        "云州市停车条例\n\n2030年2月1日 通过\n\n第一条　停车场应当备案。\n"
        "第二条　本条例自2030年7月1日起施行。《云州市停车管理办法》同时废止。\n"
    )
    ids = add(tracker, tmp_path, law=law)
    (ending,) = tracker.article(rules, "第一条").endings
    assert (ending.day, ending.proof.document) == ("2030-07-01", ids["law"])


def test_the_first_text_held_may_not_be_the_first(tracker: Tracker, tmp_path: Path) -> None:
    ids = add(tracker, tmp_path, second=SECOND)
    assert told(tracker.article(ids["second"], "第二条")) == [
        ("2010-05-01", (What.NOT_HELD,), ""),
        ("2020-04-01", (What.FIRST_KNOWN,), "第二条"),
    ]


def test_what_no_version_has_is_refused_with_the_addresses(tracker: Tracker, rules: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        tracker.article(rules, "第九条")
    assert "第四条" in refused.value.facts["known"]


def test_a_whole_article_is_shown_with_its_items(tracker: Tracker, tmp_path: Path) -> None:
    law = (
        "云州市停车条例\n\n第一条　停车场应当：\n（一）备案；\n（二）公示。\n逾期的，责令改正。\n"
        "第二条　本条例自2030年7月1日起施行。\n"
    )
    ids = add(tracker, tmp_path, law=law)
    (step,) = tracker.article(ids["law"], "第一条").steps
    assert [line.whole for _, line in step.lines][1:] == ["（一）备案；", "（二）公示。", "逾期的，责令改正。"]
