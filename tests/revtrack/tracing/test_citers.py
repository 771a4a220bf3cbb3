"""What those who cite a document call it, where it lost title, number or day, and what it rests on itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.commands import Run, answer

UNTITLED = """序言

为做好低空物流工作，制定本规划。
一、形势
低空物流起步早。低空物流航线增加。低空物流企业集聚，低空物流设施不足。
二、任务
（一）航线。开通低空物流航线二十条。
（二）设施。建设低空物流起降点。
"""
CITING = """杭州市起降点建设方案

依据《杭州市“十五五”时期低空物流发展规划》（杭政发〔2031〕7号），制定本方案。
一、任务
（一）建设。建设起降点三十个。
杭州市人民政府
2031年5月10日
"""
NUMBERLESS = """杭州市停车设施养护办法

第一条　停车设施应当每月养护一次。
第二条　本办法自2031年3月1日起施行。
"""
NAMING = """杭州市西湖区停车设施养护细则

第一条　为落实《杭州市停车设施养护办法》（杭政办发〔2031〕3号），制定本细则。
第二条　停车设施应当每半月养护一次，起降点建设按照杭州市人民政府办公厅印发的杭州市公共起降点建设管理方案执行。
杭州市西湖区人民政府
2031年6月1日
"""
BARE = """杭州市公共起降点建设管理方案

一、任务
（一）建设。建设起降点三十个。
杭州市人民政府办公厅
2031年2月10日
"""
TEXTS = {"untitled": UNTITLED, "citing": CITING, "numberless": NUMBERLESS, "naming": NAMING, "bare": BARE}


def fill(tracker: Tracker, folder: Path) -> dict[str, str]:
    """The texts, the first without a title."""
    ids: dict[str, str] = {}
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
        (added,) = tracker.add([folder / f"{name}.txt"], believed=True)
        ids[name] = added.document
    return ids


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tracker, dict[str, str]]]:
    """A tracker over them."""
    folder: Path = tmp_path_factory.mktemp("named")
    with Tracker(load_settings(), folder / "home") as tracker:
        tracker.init()
        yield tracker, fill(tracker, folder)


def test_a_text_without_a_title_gets_the_one_that_its_citers_use(named: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = named
    found = tracker.called(ids["untitled"])
    told = {one.field: one for one in found.called}
    assert told["title"].value == "杭州市“十五五”时期低空物流发展规划"
    assert told["title"].document == ids["citing"]
    assert told["doc_number"].value == "杭政发〔2031〕7号"
    assert told["known_by"].value == "2031-05-10"
    assert "低空物流" in told["title"].quote


def test_a_text_without_a_number_gets_it_from_whoever_names_its_title(named: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = named
    told = [(one.field, one.value) for one in tracker.called(ids["numberless"]).called]
    assert ("doc_number", "杭政办发〔2031〕3号") in told
    assert not any(field == "title" for field, _ in told)
    assert not any(one.field == "title" for one in tracker.called(ids["citing"]).called)


def test_a_basis_is_known_without_book_marks(named: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = named
    bases = {(one.document, one.marked) for one in tracker.called(ids["naming"]).bases}
    assert bases == {(ids["numberless"], True), (ids["bare"], False)}


def test_the_command_tells_it_in_both_forms(run: Run) -> None:
    run("init")
    for name in ("numberless", "naming"):
        Path(f"{name}.txt").write_text(TEXTS[name], "utf-8")
        run("add", f"{name}.txt")
    code, out, _ = run("called", "杭州市停车设施养护办法", "--lang", "en")
    assert code == 0
    assert "number  杭政办发〔2031〕3号" in out
    told = answer(run, "called", "杭州市停车设施养护办法")
    assert told["own"]["doc_number"] is None
    assert told["called"][0]["value"] == "杭政办发〔2031〕3号"
