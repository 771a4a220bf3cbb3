"""Promises of texts to come, and the documents that keep them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.tracing.promises import Kept
from tests.commands import Run, answer

PLAN = """云州市停车设施发展规划

一、主要任务
（一）完善制度。市交通局要在2031年6月底前制定停车设施建设实施细则。
（二）规范收费。市发展改革委要在2031年9月底前出台停车收费管理办法。
（三）修订法规。市司法局要修订《云州市停车管理办法》。
（四）统一标准。市规划局要在2033年12月底前编制停车泊位设置导则。
（五）落实责任。各区要出台实施细则。
云州市人民政府
2030年5月24日
"""
EARLY = "云州市停车设施建设实施细则\n\n第一条　停车场应当备案。\n\n云州市交通局\n2031年5月1日\n"
LATE = "云州市停车收费管理办法\n\n第一条　停车场应当公示。\n\n云州市发展和改革委员会\n2031年12月1日\n"
BEFORE = "云州市停车泊位设置导则\n\n第一条　泊位应当编号。\n\n云州市规划局\n2020年12月1日\n"
ELSEWHERE = "南河市停车泊位设置导则\n\n第一条　泊位应当编号。\n\n南河市规划局\n2031年12月1日\n"
REVISED = (
    "云州市停车管理办法\n\n（2010年3月1日云州市人民政府令第7号公布　2031年8月1日修正）\n\n第一条　停车场应当备案。\n"
)
TEXTS = {"plan": PLAN, "early": EARLY, "late": LATE, "before": BEFORE, "elsewhere": ELSEWHERE, "revised": REVISED}


@pytest.fixture
def ids(tmp_path: Path) -> Iterator[tuple[Tracker, dict[str, str]]]:
    """A tracker over a plan and texts that keep its promises or do not, with the id of each."""
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        found: dict[str, str] = {}
        for name, text in TEXTS.items():
            (tmp_path / f"{name}.txt").write_text(text, "utf-8")
            (added,) = tracker.add([tmp_path / f"{name}.txt"], believed=True)
            found[name] = added.document
        tracker.read_duties()
        yield tracker, found


def test_each_promise_has_bearer_day_and_what_keeps_it(ids: tuple[Tracker, dict[str, str]]) -> None:
    tracker, names = ids
    found = tracker.promises(on="2032-01-01")
    told = {one.promise.name: (one.state, one.due, one.bearers, [item.id for item in one.by]) for one in found.items}
    assert told == {
        "停车设施建设实施细则": (Kept.KEPT, "2031-06-30", ("市交通局",), [names["early"]]),
        "停车收费管理办法": (Kept.KEPT_LATE, "2031-09-30", ("市发展改革委",), [names["late"]]),
        "云州市停车管理办法": (Kept.KEPT, "", ("市司法局",), [names["revised"]]),
        "停车泊位设置导则": (Kept.DUE_LATER, "2033-12-31", ("市规划局",), []),
        "实施细则": (Kept.OPEN, "", ("各区",), []),
    }
    assert [one.due for one in found.items] == ["2031-06-30", "2031-09-30", "2033-12-31", "", ""]
    assert (found.covered, found.versions) == (6, 6)


def test_what_nobody_keeps_is_open_and_never_late(ids: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = ids
    (one,) = (one for one in tracker.promises(on="2040-01-01").items if one.promise.name == "停车泊位设置导则")
    assert (one.state, one.by, one.looked_for) == (Kept.OPEN, (), "停车泊位设置导则")
    (vague,) = (one for one in tracker.promises(on="2040-01-01").items if one.promise.name == "实施细则")
    assert vague.looked_for == "", "the name says too little to look for it"


def test_promises_are_narrowed_to_a_body_and_a_state(ids: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = ids
    assert [one.promise.name for one in tracker.promises("交通局").items] == ["停车设施建设实施细则"]
    open_ones = tracker.promises(on="2040-01-01", states=("open",)).items
    assert {one.promise.name for one in open_ones} == {"停车泊位设置导则", "实施细则"}


def test_the_command_tells_promises_in_both_forms(run: Run) -> None:
    run("init")
    for name in ("plan", "early"):
        Path(f"{name}.txt").write_text(TEXTS[name], "utf-8")
        run("add", f"{name}.txt")
    code, out, err = run("promises", "--on", "2032-01-01", "--read")
    assert code == 0
    assert "read the duties of 2 versions" in err
    assert "2031-06-30  made  to make  停车设施建设实施细则  市交通局" in out
    assert "looked for by the name “停车收费管理办法”" in out
    told = answer(run, "promises", "--state", "kept", "--on", "2032-01-01")
    assert [(one["name"], one["by"][0]["date"]) for one in told["promises"]] == [("停车设施建设实施细则", "2031-05-01")]
    assert answer(run, "promises", "--body", "司法局")["total"] == 1
    assert run("promises", "--on", "x")[0] == 2
