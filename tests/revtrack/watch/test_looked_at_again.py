"""Known pages are looked at again: what was replaced is a version, what was taken down is told, within a budget."""

from __future__ import annotations

from datetime import timedelta

import pytest

from revtrack.watch import inbox
from revtrack.watch.notify import Notifier
from revtrack.watch.sources import Source
from revtrack.watch.state import Entry
from tests.revtrack.watch.made_up_sites import WALL, Answer, House, fill, listing, page, policy_text, source

TITLE = "甲市供水管理办法"
COVER = (
    f"<html><body><h1>关于印发《{TITLE}》的通知</h1><p>各区人民政府：</p><p>现将《{TITLE}》印发给你们。</p>"
    "<p><a href='/f/1.html.txt' download>附件：甲市供水管理办法.txt</a><a href='/f/1.zip'>附件：办法.zip</a></p>"
    "</body></html>"
)


def days(house: House, one: Source, count: int) -> list[Entry]:
    """So many days with two looks each; what they brought."""
    found: list[Entry] = []
    for _ in range(count):
        house.now += timedelta(hours=11)
        found += house.look(one).entries
        house.now += timedelta(hours=11)
        found += house.look(one).entries
    return found


@pytest.mark.long
@pytest.mark.parametrize("conditional", [True, False])
def test_a_text_that_is_replaced_at_its_address_is_a_version_within_the_week(house: House, conditional: bool) -> None:
    fill(house.site, "a.test", 4)
    one = source(house.site, "a.test", accept="new")
    house.look(one)
    for answer in house.site.answers.values():
        answer.conditional = conditional
    assert days(house, one, 8) == []
    house.site.put("a.test/zc/2026/2.html", page("a.test第2号设施运行管理办法", days=9), conditional=conditional)
    (entry,) = days(house, one, 7)
    assert (entry.kind, entry.reason, entry.address) == (
        "version-of",
        "address",
        house.site.url("a.test/zc/2026/2.html"),
    )
    assert days(house, one, 8) == []


@pytest.mark.long
def test_a_consultation_is_looked_at_daily_and_its_final_text_at_the_same_address_is_found(house: House) -> None:
    title = f"{TITLE}（征求意见稿）"
    house.site.put("a.test/1.html", page(title))
    house.site.put("a.test/list.html", listing([(title, "/1.html", "2026-07-30")]))
    one = source(house.site, "a.test", accept="new")
    (done,) = house.look(one).accepted
    assert days(house, one, 2) == []
    house.site.put("a.test/1.html", page(TITLE, number="甲政发〔2026〕8号", days=15))
    (entry,) = days(house, one, 1)
    assert (entry.target, entry.title) == (done.document, TITLE)


@pytest.mark.long
def test_an_attachment_that_is_replaced_is_a_version_though_its_page_is_as_it_was(house: House) -> None:
    house.site.put("a.test/1.html", COVER.replace("<a href='/f/1.zip'>附件：办法.zip</a>", ""))
    text = f"{TITLE}\n" + "\n".join(f"第{number}条　供水企业应当在{number}日内检修。" * 4 for number in "一二三四五六")
    house.site.put("a.test/f/1.html.txt", text, content_type="text/plain; charset=utf-8")
    house.site.put("a.test/list.html", listing([(TITLE, "/1.html", "2026-07-30")]))
    one = source(house.site, "a.test", accept="new")
    (done,) = house.look(one).accepted
    changed = text.replace("检修", "巡查并检修")
    house.site.put("a.test/f/1.html.txt", changed, content_type="text/plain; charset=utf-8")
    (entry,) = days(house, one, 7)
    assert (entry.kind, entry.target) == ("version-of", done.document)
    assert inbox.text_of(house.tracker.library, entry).digest != ""


@pytest.mark.long
@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"no", 404),
        Answer("<html><title>404</title><p>您访问的页面不存在或已被删除</p></html>".encode()),
        Answer(status=302, location="/"),
    ],
)
def test_a_page_that_is_taken_down_is_told_once_and_once_when_it_is_back(house: House, answer: Answer) -> None:
    rows = fill(house.site, "a.test", 3)
    home = "".join(f"<p><a href='/{at}'>甲市人民政府门户网站栏目{at}</a></p>" for at in range(30))
    house.site.put("a.test/", f"<html><title>甲市人民政府</title><body>{home}</body></html>")
    one = source(house.site, "a.test", accept="new", tell=("office",))
    house.look(one)
    place = f"a.test{rows[1][1]}"
    good = house.site.answers[place]
    house.site.answers[place] = answer
    assert days(house, one, 8) == []
    (event,) = house.state.events()
    assert (event.kind, event.title, bool(event.document)) == ("deleted", rows[1][0], True)
    house.site.answers[place] = good
    assert days(house, one, 8) == []
    assert [event.kind for event in house.state.events()] == ["back", "deleted"]
    assert house.tracker.documents().total == 3
    (house.home / "tell.toml").write_text('office = "json://127.0.0.1:9/"\n', "utf-8")
    notifier = Notifier(house.tracker.library, lambda _entry: pytest.fail("nothing is compared"))
    assert notifier.gather(house.state, [], house.now) == 1
    (message,) = house.state.waiting()
    assert message.body.count(rows[1][0]) >= 2
    assert "页面已撤下" in message.body or "taken down" in message.body
    assert notifier.gather(house.state, [], house.now) == 0


@pytest.mark.long
@pytest.mark.parametrize("answer", [Answer(b"no", 503), Answer(WALL), Answer(b"<html>cut", claimed=9000)])
def test_a_page_that_cannot_be_had_for_a_while_is_no_event_and_loses_nothing(house: House, answer: Answer) -> None:
    rows = fill(house.site, "a.test", 3)
    one = source(house.site, "a.test", accept="new")
    house.look(one)
    place = f"a.test{rows[1][1]}"
    good = house.site.answers[place]
    house.site.answers[place] = answer
    assert days(house, one, 9) == []
    house.site.answers[place] = good
    assert days(house, one, 8) == []
    assert house.state.events() == []
    assert not any(item.fault or item.missed for item in house.state.items(one.name))


def test_what_is_no_longer_listed_is_asked_for_once_and_not_told_where_it_is_there(house: House) -> None:
    rows = fill(house.site, "a.test", 8)
    one = source(house.site, "a.test", tell=("office",))
    house.look(one)
    house.site.put("a.test/list.html", listing([*rows[:2], *rows[4:]]))
    del house.site.answers[f"a.test{rows[3][1]}"]
    days(house, one, 2)
    assert sorted((event.kind, event.title) for event in house.state.events()) == [
        ("deleted", rows[3][0]),
        ("unlisted", rows[2][0]),
    ]
    days(house, one, 3)
    assert len(house.state.events()) == 2
    assert [event.kind for event in house.state.owed_events(stale="")["office"]] == ["deleted"]


@pytest.mark.long
def test_looks_keep_to_their_budget_and_what_waits_has_its_turn_the_next_day(house: House) -> None:
    fill(house.site, "a.test", 20)
    one = source(house.site, "a.test", looks=6)
    house.look(one)
    house.now += timedelta(days=7)
    asked: list[int] = []
    for _ in range(4):
        house.site.seen.clear()
        runs = [house.look(one).run, house.look(one).run]
        asked.append(sum(place.startswith("a.test/zc/") for place, _ in house.site.seen))
        assert sum(run.looks for run in runs) == asked[-1]
        house.now += timedelta(hours=22)
    assert asked == [6, 6, 6, 2]


@pytest.mark.long
def test_a_page_that_only_counts_its_readers_is_no_news(house: House) -> None:
    counted = page(TITLE).replace("<h1>", "<p>浏览次数：{}　来源：甲市人民政府</p><h1>")
    house.site.put("a.test/1.html", counted.format(1))
    house.site.put("a.test/list.html", listing([(TITLE, "/1.html", "2026-07-30")]))
    one = source(house.site, "a.test")
    house.look(one)
    for at in range(3):
        house.site.put("a.test/1.html", counted.format(100 + at))
        assert days(house, one, 7) == []


def test_attachments_of_one_document_are_looked_at_with_it(house: House) -> None:
    house.site.put("a.test/d.html", COVER.replace("<a href='/f/1.zip'>附件：办法.zip</a>", ""))
    text = f"{TITLE}\n" + policy_text(TITLE).replace("<p>", "").replace("</p>", "\n")
    house.site.put("a.test/f/1.html.txt", text, content_type="text/plain; charset=utf-8")
    one = source(house.site, "a.test", kind="document", address=house.site.url("a.test/d.html"), accept="new")
    house.look(one)
    assert house.look(one).run.outcome == "unchanged"
    changed = text.replace("备案", "备案并公开")
    house.site.put("a.test/f/1.html.txt", changed, content_type="text/plain; charset=utf-8")
    report = house.look(one)
    assert [(entry.kind, entry.reason) for entry in report.entries] == [("version-of", "address")]
