"""Indicators over documents, years and levels: what rose, fell, went into words or away, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_repo.answers import Filter
from revtrack.indicators.model import Doubt, Turn
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.commands import Run, answer

FIVE = """杭州市“十五五”养老服务规划

一、主要目标
（一）设施。到2030年，护理型床位占比达到60%以上，每万人拥有养老护理员由8人提高到12人。
（二）服务。老年餐桌达到300个。家庭床位建设任务完成率达到90%。
杭州市人民政府
2026年1月10日
"""
POINTS = """杭州市{year}年养老服务工作要点

一、重点任务
（一）设施。护理型床位占比{beds}。
（二）人员。{staff}
杭州市民政局
{year}年2月1日
"""
Y2027 = POINTS.format(year=2027, beds="达到50%以上", staff="每万人养老护理员数达到9人。培训率达到80%。")
Y2028 = POINTS.format(year=2028, beds="达到55%以上", staff="大幅提高培训率。")
DISTRICT = """杭州市西湖区“十五五”养老服务规划

一、主要目标
（一）设施。到2030年，护理型床位占比达到58%以上。
杭州市西湖区人民政府
2026年6月1日
"""
OTHER = """杭州市“十五五”民政事业规划

一、主要目标
（一）设施。到2030年，护理型床位比例达到65%以上。
杭州市民政局
2026年3月1日
"""
TEXTS = {"five": FIVE, "y2027": Y2027, "y2028": Y2028, "district": DISTRICT, "other": OTHER}


@pytest.fixture(scope="module")
def care(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tracker, dict[str, str]]]:
    """A tracker over plans of a city and a district, with the id of each."""
    folder: Path = tmp_path_factory.mktemp("care")
    with Tracker(load_settings(), folder / "home") as tracker:
        tracker.init()
        ids: dict[str, str] = {}
        for name, text in TEXTS.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")
            (added,) = tracker.add([folder / f"{name}.txt"], believed=True)
            ids[name] = added.document
        assert tracker.read_targets() == len(TEXTS)
        yield tracker, ids


def turns(tracker: Tracker, name: str) -> list[list[tuple[int, str, Turn]]]:
    return [
        [(step.hit.target.year, step.hit.target.written, step.turn) for step in row.steps]
        for row in tracker.indicator(name).indicator.rows
    ]


def test_what_is_measured_is_listed_with_what_most_documents_speak_of_first(
    care: tuple[Tracker, dict[str, str]],
) -> None:
    tracker, _ = care
    found = tracker.indicators()
    assert (found.covered, found.versions) == (5, 5)
    first = found.page.items[0]
    assert (first.key, first.documents, first.first, first.last) == ("护理型床位率", 5, 2027, 2030)
    assert {one.key for one in tracker.indicators("护理员").page.items} == {"每万人养老护理员"}
    assert tracker.indicators("没有").page.items == ()
    assert tracker.indicators("", Filter(issuer="西湖区")).page.total == 1


def test_an_indicator_has_its_values_by_place_and_year(care: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = care
    city, district = tracker.indicator("护理型床位比例").indicator.rows
    assert (city.level, district.level) == ("city", "district")
    told = [(step.hit.target.year, step.hit.target.written, step.turn) for step in city.steps]
    assert told == [
        (2027, "达到50%以上", Turn.FIRST),
        (2028, "达到55%以上", Turn.HIGHER),
        (2030, "达到60%以上", Turn.HIGHER),
        (2030, "达到65%以上", Turn.HIGHER),
    ]


def test_what_became_words_or_is_told_no_more_is_said(care: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = care
    assert turns(tracker, "培训率") == [[(2027, "达到80%", Turn.FIRST), (2028, "大幅提高培训率", Turn.WORDS)]]
    (row,) = tracker.indicator("每万人拥有养老护理员").indicator.rows
    assert [step.turn for step in row.steps] == [Turn.FIRST, Turn.HIGHER, Turn.DROPPED]
    assert row.steps[1].hit.target.base == "8人"
    assert row.steps[2].text.document == ids["y2028"]


def test_two_values_for_one_year_and_a_district_below_its_city_are_doubtful(
    care: tuple[Tracker, dict[str, str]],
) -> None:
    tracker, ids = care
    doubts = tracker.indicator("护理型床位占比").indicator.doubts
    told = {(one.doubt, one.year, one.one.text.document, one.other.text.document) for one in doubts}
    assert told == {
        (Doubt.TWO_VALUES, 2030, ids["five"], ids["other"]),
        (Doubt.BELOW_CITY, 2030, ids["five"], ids["district"]),
        (Doubt.BELOW_CITY, 2030, ids["other"], ids["district"]),
    }
    assert tracker.indicator("老年餐桌").indicator.doubts == ()


def test_an_indicator_that_no_text_speaks_of_has_no_lines(care: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = care
    assert tracker.indicator("没有的指标").indicator.rows == ()


def test_targets_are_read_once(care: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = care
    assert tracker.read_targets() == 0
    assert tracker.read_few_for_targets()


def test_the_command_tells_indicators_in_both_forms(run: Run) -> None:
    run("init")
    for name in ("five", "y2027", "district"):
        Path(f"{name}.txt").write_text(TEXTS[name], "utf-8")
        run("add", f"{name}.txt")
    code, out, err = run("indicators")
    assert code == 0
    assert "read the targets of 3 versions" in err
    assert "护理型床位占比  documents: 3, targets: 3  2027–2030" in out
    code, out, _ = run("indicators", "护理型床位占比")
    assert code == 0
    assert "2030  达到60%以上  higher" in out
    assert "the lower level asks less than the one above  2030" in out
    told = answer(run, "indicators", "护理型床位占比")
    assert [one["value"] for one in told["lines"][0]["values"]] == [0.5, 0.6]
    assert told["doubts"][0]["doubt"] == "below-city"
    assert answer(run, "indicators", "床位")["indicators"][0]["documents"] == 3
    assert "没有。" in run("indicators", "没有的", "--lang", "zh")[1]


def test_places_that_no_list_knows_are_told_apart(tmp_path: Path) -> None:
    """Two districts of no known city, by their issuers; and two texts that name no place."""
    plan = (
        "{place}早餐网点建设方案\n\n一、主要目标\n（一）布点。2031年建成早餐示范网点{count}个。\n"
        "{issuer}2031年2月{day}日\n"
    )
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        for number, (place, issuer, count) in enumerate(
            (("云渡区", "云渡区人民政府\n", 50), ("青溪区", "青溪区人民政府\n", 32), ("", "", 9), ("", "", 7)), start=1
        ):
            text = plan.format(place=place, issuer=issuer, count=count, day=number)
            (tmp_path / f"{number}.txt").write_text(text, "utf-8")
            tracker.add([tmp_path / f"{number}.txt"], believed=True)
        tracker.read_targets()
        found = tracker.indicator("早餐示范网点").indicator
    assert sorted((row.place, *(step.turn for step in row.steps)) for row in found.rows) == [
        ("", Turn.FIRST),
        ("", Turn.FIRST),
        ("云渡区人民政府", Turn.FIRST),
        ("青溪区人民政府", Turn.FIRST),
    ]
    assert found.doubts == ()
