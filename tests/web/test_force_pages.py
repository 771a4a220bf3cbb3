"""What binds when, on pages and in the API."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from revtrack.force.articles import ArticleHistory
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.force import force_words
from revtrack.words.promises import promise_words
from tests.revtrack.force.made import DECISION, FIRST, LAST, SECOND, add
from tests.revtrack.tracing.test_promises import EARLY, PLAN
from tests.web.conftest import Running, run


@pytest.fixture(scope="module")
def parking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, dict[str, str]]]:
    """A site over rules of parking with two versions, a decision between them and what ended them."""
    folder: Path = tmp_path_factory.mktemp("parking")
    for running in run(Tracker(load_settings(), folder / "home")):
        ids = add(running.tracker, folder, first=FIRST, second=SECOND, decision=DECISION, last=LAST)
        if ids["first"] != ids["second"]:
            running.tracker.link(ids["first"], ids["second"])
        yield running, ids


def test_the_page_of_what_ended_lists_it_with_its_words(parking: tuple[Running, dict[str, str]]) -> None:
    site, ids = parking
    for language, words in (("zh-CN", force_words("zh")), ("en-US", force_words("en"))):
        page = site.visitor(language).get("/force?on=2025-01-01").text
        assert words.states["repealed"] in page
        assert f'href="/documents/{ids["first"]}"' in page
        assert "《云州市停车管理办法》同时废止。" in page
        assert "云州市自行车停放规定" in page
        assert words.none_ended in site.visitor(language).get("/force?on=2012-01-01").text


def test_the_page_of_a_document_says_how_it_stands(parking: tuple[Running, dict[str, str]]) -> None:
    site, ids = parking
    words = force_words("zh")
    visitor = site.visitor()
    page = visitor.get(f"/documents/{ids['first']}?on=2025-01-01").text
    assert f'<span class="standing repealed">{words.states["repealed"]}</span>' in page
    assert words.lacking in page, "the amendment of 2016 is told though its text is not held"
    (proof,) = site.tracker.force(ids["first"], "2025-01-01").standing.proofs
    assert f"/documents/{ids['last']}?version={proof.version}#l{proof.line}" in page
    assert f'id="l{proof.line}"' in visitor.get(f"/documents/{ids['last']}?version={proof.version}").text
    first = next(iter(site.tracker.document(ids["first"]).versions))
    earlier = visitor.get(f"/documents/{ids['first']}?version={first}&on=2018-01-01").text
    assert f'<span class="standing amended">{words.states["amended"]}</span>' in earlier
    assert 'class="standing in-force"' in visitor.get(f"/documents/{ids['last']}?on=2030-01-01").text


def test_the_text_of_a_day_has_an_address_of_its_own(parking: tuple[Running, dict[str, str]]) -> None:
    site, ids = parking
    words = force_words("en")
    visitor = site.visitor("en-US")
    page = visitor.get(f"/documents/{ids['first']}/on?day=2012-01-01&clause=第2条")
    assert page.url.path == f"/documents/{ids['first']}/on/2012-01-01"
    assert "三十日" in page.text
    assert "十五日" not in page.text
    assert "公示收费标准" not in page.text
    found = site.tracker.text_on(ids["first"], "2012-01-01")
    assert found.version is not None
    assert found.version.digest in page.text
    lacking = visitor.get(f"/documents/{ids['first']}/on/2018-01-01").text
    assert words.text_lacking in lacking
    early = visitor.get(f"/documents/{ids['first']}/on/2020-05-01?published=1").text
    assert "十五日" in early
    assert words.text_in_force in early
    assert words.text_none in visitor.get(f"/documents/{ids['first']}/on/2025-01-01").text
    assert visitor.get(f"/documents/{ids['first']}/on/2025-13-01").status_code == 404
    assert visitor.get(f"/documents/{ids['first']}/on?day=x").status_code == 400
    assert visitor.get(f"/documents/{ids['first']}/on/2012-01-01?clause=第九条").status_code == 400
    told = visitor.get(f"/api/v1/documents/{ids['first']}/on/2012-01-01?clause=第二条").json()
    assert [one["text"] for one in told["clauses"]] == ["第二条　停车场应当在三十日内报市交通局备案。"]
    assert visitor.get(f"/api/v1/documents/{ids['first']}/on/morgen").status_code == 404


def test_the_history_of_an_article_is_one_page(parking: tuple[Running, dict[str, str]]) -> None:
    site, ids = parking
    words = force_words("en")
    page = site.visitor("en-US").get(f"/documents/{ids['first']}/article?clause=第二条").text
    for what in ("enacted", "amended", "not-held"):
        assert words.whats[what] in page
    assert words.not_held in page
    assert "一、将第二条中的“三十日”修改为“十五日”。" in page
    assert "deadline" in page.lower()
    assert site.visitor().get(f"/documents/{ids['first']}/article?clause=第九条").status_code == 400
    told = site.visitor().get(f"/api/v1/documents/{ids['first']}/article?clause=第二条").json()
    assert [one["what"] for one in told["steps"]] == [["enacted"], ["not-held"], ["amended"]]


class Slow(Tracker):
    """Takes longer over an article than a reader waits."""

    def article(self, words: str, address: str) -> ArticleHistory:
        time.sleep(1.5)
        return super().article(words, address)


def test_a_long_history_is_waited_for_on_a_page_that_reloads(tmp_path: Path) -> None:
    for running in run(Slow(load_settings(), tmp_path / "home")):
        ids = add(running.tracker, tmp_path, first=FIRST)
        visitor = running.visitor()
        path = f"/documents/{ids['first']}/article?clause=第二条"
        waiting = visitor.client.get(path)
        assert waiting.status_code == 202
        assert 'http-equiv="refresh"' in waiting.text
        assert force_words("zh").whats["enacted"] in visitor.get(path).text


def test_lists_and_searches_are_narrowed_to_a_day(parking: tuple[Running, dict[str, str]]) -> None:
    site, ids = parking
    listed = site.visitor().get("/documents?in_force_on=2025-01-01").text
    assert f'/documents/{ids["last"]}"' in listed
    assert f'/documents/{ids["first"]}"' not in listed
    found = site.visitor("en").get("/search?q=备案&in_force_on=2012-01-01").text
    assert "without texts known not to bind" in found
    assert f"/documents/{ids['first']}?version=" in found
    assert f"/documents/{ids['last']}?version=" not in found
    assert site.visitor().get("/search?q=备案&in_force_on=gestern").status_code == 200


def test_the_api_gives_the_forms_of_the_command(parking: tuple[Running, dict[str, str]]) -> None:
    site, ids = parking
    visitor = site.visitor()
    told = visitor.get(f"/api/v1/documents/{ids['first']}/force?on=2025-01-01").json()
    assert (told["state"], told["until"], told["proofs"][0]["document"]) == ("repealed", "2024-07-01", ids["last"])
    first = visitor.get(f"/api/v1/documents/{ids['first']}/force?version=1&on=2018-01-01").json()
    assert first["state"] == "amended"
    ended = visitor.get("/api/v1/force?on=2025-01-01").json()
    assert [one["document"] for one in ended["documents"]] == [ids["first"]]
    assert ended["waiting"]["events"][0]["of"] == "云州市自行车停放规定"
    assert visitor.get("/api/v1/force?on=2025-01-01&words=公园").json()["total"] == 0
    hits = visitor.get("/api/v1/search?q=备案&in_force_on=2025-01-01").json()["hits"]
    assert {hit["document"] for hit in hits} == {ids["last"]}


def test_what_was_not_read_yet_is_read_on_request(parking: tuple[Running, dict[str, str]]) -> None:
    site, _ = parking
    site.tracker.reindex()
    assert site.tracker.force_cover()[0] == 0
    visitor = site.visitor()
    visitor.get("/documents")
    assert visitor.post("/force/read").status_code == 200
    assert site.tracker.force_cover() == (4, 4)


def test_promises_have_a_page_a_calendar_and_an_api(tmp_path: Path) -> None:
    for running in run(Tracker(load_settings(), tmp_path / "home")):
        ids = add(running.tracker, tmp_path, plan=PLAN.replace("2033年", "2133年"), early=EARLY)
        running.tracker.read_duties()
        visitor = running.visitor("en-US")
        page = visitor.get("/promises").text
        assert "停车设施建设实施细则" in page
        assert f'href="/documents/{ids["early"]}"' in page
        assert promise_words("en").states["kept"] in page
        assert "停车设施建设实施细则" not in visitor.get("/promises?body=规划局").text
        calendar = visitor.get("/feeds/promises.ics").text
        assert "DTSTART;VALUE=DATE:21331231" in calendar
        assert "停车泊位设置导则" in calendar.replace("\r\n ", "")
        assert "BEGIN:VEVENT" not in visitor.get("/feeds/promises.ics?body=司法局").text
        told = visitor.get("/api/v1/promises?state=kept").json()
        assert [one["by"][0]["document"] for one in told["promises"]] == [ids["early"]]
