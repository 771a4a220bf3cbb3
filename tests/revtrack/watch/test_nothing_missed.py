"""Nothing beyond page one: the list is followed as far as anything is new, once a day further, and a gap is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from revtrack.watch.health import health
from revtrack.watch.sources import Find, Source
from tests.revtrack.watch.made_up_sites import House, Site, listing, page, source

Rows = list[tuple[str, str, str]]


def published(site: Site, host: str, first: int, last: int) -> Rows:
    """So many policies with their pages, the newest first; number 28 is of 28 January."""
    rows: Rows = []
    for at in range(last, first - 1, -1):
        title = f"{host}第{at}号设施运行管理办法"
        site.put(f"{host}/zc/{at}.html", page(title))
        rows.append((title, f"/zc/{at}.html", f"2026-{1 + (at - 1) // 28:02d}-{1 + (at - 1) % 28:02d}"))
    return rows


def paged(site: Site, host: str, rows: Rows, size: int = 5) -> None:
    """A list in pages of so many rows, each with a link to the next."""
    count = max(1, -(-len(rows) // size))
    for at in range(count):
        following = f"/list_{at + 1}.html" if at + 1 < count else ""
        name = "list.html" if at == 0 else f"list_{at}.html"
        site.put(f"{host}/{name}", listing(rows[at * size : (at + 1) * size], following))


def list_of(house: House, **more: object) -> Source:
    return source(house.site, "a.test", tell=("office",), **more)


def test_what_stood_further_down_before_is_known_and_never_taken(house: House) -> None:
    paged(house.site, "a.test", published(house.site, "a.test", 1, 20))
    report = house.look(list_of(house))
    assert (report.run.outcome, report.run.new, report.run.stored, report.run.deep) == ("ok", 5, 5, True)
    assert {item.outcome for item in house.state.items("a-test")} == {"pending", "passed"}
    assert len(house.state.items("a-test")) == 20
    assert house.site.asked("a.test/zc/3.html") == 0


@pytest.mark.long
def test_more_than_a_page_came_and_all_of_it_is_found(house: House) -> None:
    one = list_of(house)
    paged(house.site, "a.test", published(house.site, "a.test", 1, 20))
    house.look(one)
    paged(house.site, "a.test", published(house.site, "a.test", 1, 37))
    report = house.look(one)
    assert (report.run.outcome, report.run.new, report.run.stored) == ("ok", 17, 17)
    assert health([one], house.state, now=house.now)[0].reasons == ()


@pytest.mark.long
def test_pinned_rows_do_not_end_the_look(house: House) -> None:
    one = list_of(house)
    old = published(house.site, "a.test", 1, 20)
    pinned = old[3]
    paged(house.site, "a.test", [pinned, *(row for row in old if row != pinned)])
    house.look(one)
    rows = published(house.site, "a.test", 1, 32)
    paged(house.site, "a.test", [pinned, *(row for row in rows if row != pinned)])
    assert house.look(one).run.new == 12


@pytest.mark.long
def test_a_list_without_further_pages_on_which_all_is_new_is_an_alarm_until_somebody_looked(house: House) -> None:
    one = list_of(house)
    house.site.put("a.test/list.html", listing(published(house.site, "a.test", 1, 5)))
    house.look(one)
    house.site.put("a.test/list.html", listing(published(house.site, "a.test", 20, 24)))
    assert house.look(one).run.stored == 5
    house.look(one)
    (fares,) = health([one], house.state, now=house.now)
    assert (fares.status, [reason.kind for reason in fares.reasons]) == ("alarm", ["gap"])
    gone = sum(bool(item.gone) for item in house.state.items(one.name))
    assert house.state.settle(one.name, house.now.isoformat(timespec="seconds")) == 0
    assert sum(bool(item.gone) for item in house.state.items(one.name)) == gone
    assert health([one], house.state, now=house.now)[0].status == "ok"


@pytest.mark.long
@pytest.mark.parametrize("place", [2, 7, 14])
def test_what_is_put_on_late_with_an_earlier_date_is_found_within_the_day(house: House, place: int) -> None:
    one = list_of(house)
    rows = published(house.site, "a.test", 1, 20)
    paged(house.site, "a.test", rows)
    house.look(one)
    title = "甲市迟到文件管理办法"
    house.site.put("a.test/zc/late.html", page(title))
    paged(house.site, "a.test", [*rows[:place], (title, "/zc/late.html", rows[place][2]), *rows[place:]])
    found = [house.look(one).run.stored]
    house.now += timedelta(hours=22)
    found.append(house.look(one).run.stored)
    assert sum(found) == 1
    assert house.state.entries()[-1].title == title
    house.now += timedelta(hours=22)
    assert house.look(one).run.stored == 0


@pytest.mark.long
def test_what_slides_up_where_others_were_taken_away_is_not_new(house: House) -> None:
    one = list_of(house)
    rows = published(house.site, "a.test", 1, 30)
    house.site.put("a.test/list.html", listing(rows[:15]))
    house.look(one)
    house.site.put("a.test/list.html", listing([*rows[:4], *rows[5:16]]))
    report = house.look(one)
    assert (report.run.new, report.run.stored) == (0, 0)
    house.site.put(
        "a.test/list.html", listing([*rows[:4], *rows[5:16], ("甲市末尾文件管理办法", "/zc/1.html", "2026-01-01")])
    )
    assert house.look(one).run.new == 1


def test_a_list_whose_oldest_stand_first_shows_what_is_new_at_its_end(house: House) -> None:
    one = list_of(house)
    rows = [(title, place, "") for title, place, _ in reversed(published(house.site, "a.test", 1, 6))]
    house.site.put("a.test/list.html", listing(rows[:5]))
    house.look(one)
    house.site.put("a.test/list.html", listing(rows))
    assert house.look(one).run.stored == 1


def test_a_page_that_says_what_others_said_ends_the_pass(house: House) -> None:
    rows = published(house.site, "a.test", 1, 5)
    for at in range(40):
        house.site.put(
            "a.test/list.html" if at == 0 else f"a.test/list_{at}.html", listing(rows, f"/list_{at + 1}.html")
        )
    house.look(list_of(house))
    assert sum(place.startswith("a.test/list") for place, _ in house.site.seen) == 2


@pytest.mark.long
def test_the_daily_pass_keeps_to_its_budget_and_a_page_that_is_not_there_ends_it(house: House) -> None:
    one = list_of(house, deep=3)
    paged(house.site, "a.test", published(house.site, "a.test", 1, 100))
    house.look(one)
    for _ in range(8):
        house.now += timedelta(hours=5)
        house.look(one)
    assert [house.site.asked(f"a.test/list_{at}.html") for at in (1, 2, 3)] == [3, 3, 0]
    del house.site.answers["a.test/list_2.html"]
    house.now += timedelta(hours=24)
    report = house.look(one)
    assert (report.run.outcome, report.run.fault, report.run.deep) == ("ok", "", True)


def test_a_page_of_the_daily_pass_that_fails_is_asked_for_again(house: House) -> None:
    one = list_of(house)
    paged(house.site, "a.test", published(house.site, "a.test", 1, 20))
    good = house.site.answers["a.test/list_2.html"]
    house.site.put("a.test/list_2.html", b"no", status=500)
    first = house.look(one)
    assert (first.run.outcome, first.run.fault, first.run.deep, first.run.baseline) == ("ok", "", False, True)
    house.site.answers["a.test/list_2.html"] = good
    again = house.look(one)
    assert (again.run.deep, again.run.new, again.run.stored) == (True, 0, 0)
    assert len(house.state.items(one.name)) == 20


HOME = listing([(f"甲市人民政府门户网站要闻第{at}条新闻报道", f"/yw/{at}.html", "2026-07-30") for at in range(12)])


@pytest.mark.parametrize("home", ["/", "/index.html", "/index.jsp", "/error/404.html"])
@pytest.mark.parametrize("find", [Find(), Find(item="ul.list > li")])
def test_a_list_that_leads_home_does_not_take_the_news_there(house: House, home: str, find: Find) -> None:
    one = list_of(house, find=find)
    rows = published(house.site, "a.test", 1, 5)
    house.site.put("a.test/list.html", listing(rows))
    house.look(one)
    house.site.put(f"a.test{home}", HOME)
    house.site.put("a.test/list.html", b"", status=302, location=home)
    report = house.look(one)
    assert (report.run.outcome, report.run.fault, report.run.new) == ("failed", "home-page", 0)
    assert len(house.state.items(one.name)) == 5
    house.site.put("a.test/list.html", listing(rows))
    assert house.look(one).run.outcome == "ok"


def test_a_list_that_moved_within_its_site_is_followed(house: House) -> None:
    one = list_of(house)
    house.site.put("a.test/list.html", b"", status=301, location="/zcwj/index.html")
    house.site.put("a.test/zcwj/index.html", listing(published(house.site, "a.test", 1, 5)))
    assert house.look(one).run.stored == 5


@pytest.mark.parametrize("words", ["", "<p>暂无数据</p>", "<p>没有找到相关内容</p>", "<p>该栏目内容不存在</p>"])
def test_a_list_that_became_empty_is_empty_and_no_wall(house: House, words: str) -> None:
    one = list_of(house)
    house.site.put("a.test/list.html", listing(published(house.site, "a.test", 1, 5)))
    house.look(one)
    house.site.put("a.test/list.html", listing([]).replace("</ul>", f"</ul>{words}"))
    assert house.look(one).run.outcome == "empty"


@pytest.mark.long
def test_what_is_put_on_late_as_the_last_row_of_a_list_without_pages_is_found(house: House) -> None:
    one = list_of(house)
    rows = published(house.site, "a.test", 1, 8)
    house.site.put("a.test/list.html", listing(rows))
    house.look(one)
    house.site.put("a.test/zc/late.html", page("甲市迟到文件管理办法"))
    house.site.put("a.test/list.html", listing([*rows[:7], ("甲市迟到文件管理办法", "/zc/late.html", rows[6][2])]))
    assert house.look(one).run.stored == 1
