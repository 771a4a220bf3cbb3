"""Bodies in the browser: the list, one body with its filters, its feeds and workbook, joining; the API."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.bodies import body_words
from revtrack.words.language import LANGUAGES
from tests.revtrack.bodies.test_bodies import AGAIN, CITY, DISTRICT, PLANNING, TRANSPORT
from tests.web.conftest import Running, run

ONE = f"/bodies/one?name={quote(TRANSPORT)}"


@pytest.fixture(scope="module")
def parking_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A site over the plans of a city and a district, the city's with a later wording, duties read."""
    folder: Path = tmp_path_factory.mktemp("bodies")
    for running in run(Tracker(load_settings(), folder / "home")):
        ids: dict[str, str] = {}
        for name, text in (("city", CITY), ("district", DISTRICT), ("again", AGAIN)):
            (folder / f"{name}.txt").write_text(text, "utf-8")
            to = ids["city"] if name == "again" else ""
            (added,) = running.tracker.add([folder / f"{name}.txt"], document=to, believed=True)
            ids[name] = added.document
        running.tracker.read_duties()
        yield running


@pytest.mark.parametrize("language", LANGUAGES)
def test_bodies_are_listed_and_lead_to_one(parking_site: Running, language: str) -> None:
    say = body_words("en" if language == "en" else "zh")
    visitor = parking_site.visitor(language)
    page = visitor.get("/bodies").text
    assert say.lead.split("，")[0][:20] in page
    assert quote(TRANSPORT) in page
    assert "杭州市交通运输局" in page
    one = visitor.get(ONE).text
    assert say.roles["lead"] in one
    assert "由市交通局牵头" in one
    assert say.none in visitor.get("/bodies?words=没有").text
    assert 'href="/bodies"' in visitor.get("/search").text


def test_the_duties_of_a_body_are_narrowed_and_what_changed_is_told(parking_site: Running) -> None:
    visitor, say = parking_site.visitor(), body_words("zh")
    assert "每月公示收费标准" not in visitor.get(f"{ONE}&role=lead").text
    page = visitor.get(f"{ONE}&changed_since=2031-12-01").text
    assert say.turned.format(field="角色", old="配合", new="牵头") in page
    assert say.shifts["gone"] in page
    assert say.unchanged.format(day="2032年2月1日") in visitor.get(f"{ONE}&changed_since=2032-02-01").text


def test_a_name_that_may_mean_several_leads_to_the_list(parking_site: Running) -> None:
    answer = parking_site.visitor().get(f"/bodies/one?name={quote('交通')}")
    assert answer.url.path == "/bodies"
    assert answer.text.count("交通运输局</a>") == 2
    assert parking_site.visitor().get(f"/bodies/one?name={quote('气象台')}").status_code == 404


def test_a_body_has_a_feed_a_calendar_and_a_workbook(parking_site: Running) -> None:
    visitor = parking_site.visitor()
    feed = visitor.get(f"/feeds/bodies.atom?name={quote(TRANSPORT)}&changed_since=2031-12-01").text
    assert feed.count("<entry>") == 3
    assert "由市交通局牵头" in feed
    calendar = visitor.get(f"/feeds/bodies.ics?name={quote(PLANNING)}").text
    assert "DTSTART;VALUE=DATE:20310930" in calendar
    book = visitor.get(f"/bodies/duties.xlsx?name={quote(TRANSPORT)}&changed_since=2031-12-01")
    assert "attachment" in book.headers["content-disposition"]
    assert len(openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames) == 3


def test_the_api_tells_bodies(parking_site: Running) -> None:
    visitor = parking_site.visitor()
    listed = visitor.get("/api/v1/bodies?words=发改委").json()
    assert [one["key"] for one in listed["bodies"]] == [PLANNING]
    told = visitor.get(f"/api/v1/bodies/one?name={quote(TRANSPORT)}&role=lead&changed_since=2031-12-01").json()
    assert [one["roles"] for one in told["duties"]] == [["lead"]]
    assert {one["change"] for one in told["changes"]} == {"new", "changed", "gone"}
    assert visitor.get("/api/v1/bodies/one?name=气象台").json()["error"]["kind"] == "unknown-body"


def test_a_reader_says_that_two_bodies_are_one_and_parts_them(site: Running, tmp_path: Path) -> None:
    (tmp_path / "city.txt").write_text(CITY, "utf-8")
    site.tracker.add([tmp_path / "city.txt"], believed=True)
    site.tracker.read_duties()
    visitor, say = site.visitor(), body_words("zh")
    police = "浙江省/杭州市/公安局"
    visitor.get(ONE)
    page = visitor.post("/bodies/join", name=TRANSPORT, other=police)
    assert say.joined in page.text
    assert "由市公安局牵头" in page.text
    assert say.joined not in visitor.post("/bodies/part", name=TRANSPORT, key=police).text
    assert visitor.post("/bodies/join", token="no", name=TRANSPORT, other=police).status_code == 403
