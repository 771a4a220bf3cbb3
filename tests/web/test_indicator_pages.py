"""Indicators on pages and in the API: what is measured, and the course of one thing with its drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.indicators import indicator_words
from tests.revtrack.force.made import add
from tests.revtrack.indicators.test_indicators import TEXTS
from tests.web.conftest import Running, run

BEDS = f"/indicators/{quote('护理型床位占比')}"


@pytest.fixture(scope="module")
def care(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, dict[str, str]]]:
    """A site over plans of a city and a district, whose targets nobody read yet."""
    folder: Path = tmp_path_factory.mktemp("care")
    for running in run(Tracker(load_settings(), folder / "home")):
        yield running, add(running.tracker, folder, **TEXTS)


def test_the_list_reads_what_lacks_and_leads_to_each_indicator(care: tuple[Running, dict[str, str]]) -> None:
    site, _ = care
    for language, words in (("zh-CN", indicator_words("zh")), ("en-US", indicator_words("en"))):
        page = site.visitor(language).get("/indicators").text
        assert words.lead in page
        assert f'href="/indicators/{quote("护理型床位率")}"' in page
        assert words.group.format(documents=5, targets=5) in page
        assert words.none in site.visitor(language).get("/indicators?words=没有").text
    assert site.tracker.targets_cover() == (5, 5)
    assert "每万人" not in site.visitor().get("/indicators?words=床位").text
    assert 'href="/indicators"' in site.visitor().get("/trace").text


def test_an_indicator_has_a_table_with_quotes_and_says_what_does_not_fit(
    care: tuple[Running, dict[str, str]],
) -> None:
    site, ids = care
    words = indicator_words("zh")
    page = site.visitor().get(BEDS).text
    for turn in ("first", "higher"):
        assert f"<td>{words.turns[turn]}</td>" in page
    assert words.doubts["two-values"] in page
    assert words.doubts["below-city"] in page
    (line,) = re.findall(rf'href="/documents/{ids["y2028"]}\?version=\w+#l(\d+)"', page)
    assert f'id="l{line}"' in site.visitor().get(f"/documents/{ids['y2028']}").text
    assert words.turns["dropped"] in site.visitor().get(f"/indicators/{quote('每万人养老护理员')}").text
    assert words.turns["words"] in site.visitor().get(f"/indicators/{quote('培训率')}").text


def test_the_drawing_has_a_title_and_says_its_values_in_words(care: tuple[Running, dict[str, str]]) -> None:
    site, _ = care
    page = site.visitor("en-US").get(BEDS).text
    (drawn,) = re.findall(r"<svg class=\"course\".*?</svg>", page, re.S)
    tree = ElementTree.fromstring(drawn)  # noqa: S314 - our own page
    told = {one.get("id"): one.text for one in tree}
    title, described = (tree.get("aria-labelledby") or "").split()
    assert "护理型床位占比" in (told[title] or "")
    assert told[described] == "By year: 2027: 50%以上; 2028: 55%以上; 2030: 60%以上; 2030: 65%以上"
    labels = [one.text for one in tree.findall("text") if one.get("class") != "year"]
    assert labels == ["50%以上", "55%以上", "60%以上", "65%以上"]
    assert len(tree.findall("circle")) == 4
    heights = [int(one.get("cy") or 0) for one in tree.findall("circle")]
    assert heights == sorted(heights, reverse=True), "more stands higher"
    assert "<svg class=" not in site.visitor().get(f"/indicators/{quote('老年餐桌')}").text


def test_what_no_text_speaks_of_is_not_found(care: tuple[Running, dict[str, str]]) -> None:
    site, _ = care
    answer = site.visitor().get(f"/indicators/{quote('没有的指标')}")
    assert answer.status_code == 404
    assert indicator_words("zh").unknown in answer.text


def test_the_api_tells_both(care: tuple[Running, dict[str, str]]) -> None:
    site, _ = care
    visitor = site.visitor()
    site.tracker.read_targets()
    told = visitor.get("/api/v1/indicators?limit=1").json()
    assert [one["key"] for one in told["indicators"]] == ["护理型床位率"]
    assert told["coverage"] == {"read": 5, "versions": 5}
    one = visitor.get(f"/api/v1{BEDS}").json()
    assert [value["value"] for value in one["lines"][0]["values"]] == [0.5, 0.55, 0.6, 0.65]
    assert {doubt["doubt"] for doubt in one["doubts"]} == {"two-values", "below-city"}
    assert visitor.get(f"/api/v1/indicators/{quote('没有的指标')}").json()["lines"] == []


def test_more_can_be_read_on_request(care: tuple[Running, dict[str, str]]) -> None:
    site, _ = care
    visitor = site.visitor()
    visitor.get("/documents")
    assert visitor.post("/indicators/read").status_code == 200
