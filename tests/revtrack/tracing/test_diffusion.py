"""Where a measure stands by name and wording, what became of it; siblings on one basis side by side."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from alignment.duties.stages import Stage
from revtrack.export.diffusion_tables import measure_xlsx, siblings_xlsx
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.commands import Run, answer

FIRST = """杭州市充电设施建设方案

依据《浙江省新能源汽车发展规划》，制定本方案。
一、重点任务
（一）编码管理。探索推行“一桩一码”，在5个街道开展试点。（责任单位：市能源局）
（二）小区设施。居住小区应当预留充电设施安装条件，物业服务人应当在十个工作日内答复业主的申请。
（三）公交场站。完成30个公交场站改造。
杭州市人民政府
2031年1月10日
"""
SECOND = """宁波市充电设施建设方案

依据《浙江省新能源汽车发展规划》，制定本方案。
一、重点任务
（一）编码管理。全面推行“一桩一码”，覆盖120个街道。（责任单位：市城管局）
（二）小区设施。居住小区应当预留充电设施安装条件，物业服务人应当在五个工作日内答复业主的申请。
（三）港口岸电。建设12套港口岸电设施。
宁波市人民政府
2032年3月10日
"""
THIRD = """温州市绿色出行行动计划〔2033〕1号

一、重点任务
（一）服务。巩固“一桩一码”成果。居住小区应当预留充电设施安装条件，物业服务人应当在十五个工作日内答复业主的申请。
温州市人民政府
"""
TEXTS = {"first": FIRST, "second": SECOND, "third": THIRD}


def fill(tracker: Tracker, folder: Path) -> dict[str, str]:
    """The texts of three cities, their duties read."""
    ids: dict[str, str] = {}
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
        (added,) = tracker.add([folder / f"{name}.txt"], believed=True)
        ids[name] = added.document
    tracker.read_duties()
    return ids


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tracker, dict[str, str]]]:
    """A tracker over them."""
    folder: Path = tmp_path_factory.mktemp("cities")
    with Tracker(load_settings(), folder / "home") as tracker:
        tracker.init()
        yield tracker, fill(tracker, folder)


def test_a_measure_is_told_by_its_name_the_earliest_text_first(cities: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = cities
    found = tracker.diffusion("一桩一码")
    assert [one.spot.document for one in found.moved] == [ids["first"], ids["second"], ids["third"]]
    first, second, third = found.moved
    assert found.origin is first.spot
    assert (first.spot.stage, first.spot.numbers, first.turns) == (Stage.PILOT, ("5个",), ())
    assert second.spot.stage is Stage.GENERAL
    assert second.spot.bearers == (("市城管局", "responsible"),)
    assert ("stage", "pilot", "general") in second.turns
    assert ("bearers", "市能源局", "市城管局") in second.turns
    assert ("numbers", "5个", "120个") in second.turns
    assert (third.spot.year, third.spot.estimated) == (2033, True)
    assert tracker.diffusion("没有的措施").moved == ()


def test_the_others_are_seen_against_the_text_that_is_asked_about(cities: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = cities
    found = tracker.diffusion("一桩一码", ids["second"])
    assert found.origin is not None
    assert found.origin.document == ids["second"]
    assert ("stage", "general", "pilot") in found.moved[0].turns


def test_a_clause_is_found_by_its_wording_where_nothing_bears_a_name(cities: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = cities
    found = tracker.diffusion("", ids["first"], "一/（二）")
    told = {one.spot.document: one for one in found.moved}
    assert set(told) == set(ids.values())
    assert told[ids["first"]].spot.score == 1.0
    assert 0.6 < told[ids["second"]].spot.score < 1.0
    assert ("numbers", "十个工作日内", "五个工作日内") in told[ids["second"]].turns


def test_the_measures_of_a_text_that_stand_elsewhere_are_listed(cities: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = cities
    found, items = tracker.spreads(ids["second"])
    assert found.document.id == ids["second"]
    (one,) = items
    assert (one.name, one.documents, one.earlier, one.later) == ("一桩一码", 2, 1, 1)
    assert one.places == ("浙江省/杭州市", "浙江省/温州市")


def test_siblings_name_the_same_basis_and_stand_side_by_side(cities: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = cities
    _, proposed = tracker.siblings_of(ids["first"])
    assert [(one.item.id, one.bases) for one in proposed] == [(ids["second"], ("浙江省新能源汽车发展规划",))]
    sides = tracker.siblings(ids["first"], [ids["second"]])
    common = {one.address: one for one in sides.common}
    assert common["一/（二）"].numbers == ("十个工作日内",)
    assert common["一/（二）"].other_numbers == (("五个工作日内",),)
    own, other = sides.only
    assert [(one.address, one.numbers) for one in own if one.numbers] == [("一/（三）", ("30个",))]
    assert [(one.address, one.numbers) for one in other if one.numbers] == [("一/（三）", ("12套",))]


def test_the_workbooks_hold_what_was_found(cities: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = cities
    sheet = openpyxl.load_workbook(io.BytesIO(measure_xlsx(tracker.diffusion("一桩一码"), "zh"))).worksheets[0]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)][:2] == ["试点", "全面推行"]
    sides = tracker.siblings(ids["first"], [ids["second"]])
    book = openpyxl.load_workbook(io.BytesIO(siblings_xlsx(sides, "en")))
    assert len(book.sheetnames) == 5
    assert book.worksheets[0].max_row == len(sides.common) + 1


def test_the_commands_tell_measures_and_siblings_in_both_forms(run: Run) -> None:
    run("init")
    for name, text in TEXTS.items():
        Path(f"{name}.txt").write_text(text, "utf-8")
        run("add", f"{name}.txt")
    run("duties", "--read")
    code, out, _ = run("measures", "一桩一码", "--lang", "en")
    assert code == 0
    assert "how far: piloted → made general" in out
    assert "2033 (estimated)" in out
    assert answer(run, "measures", "一桩一码")["total"] == 3
    assert answer(run, "measures", "--from", "宁波市充电设施")["measures"][0]["name"] == "一桩一码"
    assert run("measures", "一桩一码", "-o", "measure.xlsx")[0] == 0
    assert "浙江省新能源汽车发展规划" in run("siblings", "杭州市充电设施")[1]
    assert "Only here" in run("siblings", "杭州市充电设施", "宁波市充电设施", "--lang", "en")[1]
    assert len(answer(run, "siblings", "杭州市充电设施", "宁波市充电设施")["only"]) == 2
    assert run("measures")[0] == 2
