"""Policy lines: proposed by two reasons, never siblings, confirmed by a person; how far each goes with each measure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alignment.duties.stages import Stage
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.tracing.lines import Reason, pattern_of
from tests.commands import Run, answer

PLAN = """{place}{year}年充电服务工作要点

{basis}一、重点任务
（一）编码。{code}
（二）服务。推行“充电一张网”，实施“先充后付”，开展“坏桩当日清”。
{place}人民政府
{year}年1月10日
"""
TEXTS = {
    "first": PLAN.format(place="杭州市", year=2031, basis="", code="探索推行“一桩一码”。"),
    "second": PLAN.format(place="杭州市", year=2032, basis="", code="开展“一桩一码”试点。"),
    "third": PLAN.format(
        place="杭州市西湖区", year=2033, basis="落实《杭州市2032年充电服务工作要点》。\n", code="全面推行“一桩一码”。"
    ),
    "sibling": PLAN.format(place="宁波市", year=2032, basis="", code="推行“一桩一码”。"),
    "other": "杭州市公园管理办法\n\n第一条　公园应当每日清扫。\n杭州市人民政府\n2031年2月1日\n",
}


def fill(tracker: Tracker, folder: Path) -> dict[str, str]:
    """Plans of a city over two years, of its district, of a city beside it, and something else."""
    ids: dict[str, str] = {}
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
        (added,) = tracker.add([folder / f"{name}.txt"], believed=True)
        ids[name] = added.document
    return ids


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[tuple[Tracker, dict[str, str]]]:
    """A tracker over them."""
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        yield tracker, fill(tracker, tmp_path)


def test_a_line_is_proposed_by_two_reasons_and_holds_no_siblings(plans: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = plans
    found = tracker.line(ids["second"])
    assert [one.item.id for one in found.members] == [ids["first"], ids["second"], ids["third"]]
    first, own, third = found.members
    assert set(first.reasons) == {Reason.TITLE, Reason.MEASURES, Reason.ISSUER}
    assert own.reasons == ()
    assert Reason.CITED in third.reasons
    assert set(first.shared) == {"一桩一码", "充电一张网", "先充后付", "坏桩当日清"}
    assert not any(one.confirmed for one in found.members)


def test_each_measure_has_its_course_over_the_line(plans: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = plans
    courses = {one.name: one.stages for one in tracker.line(ids["second"]).courses}
    assert courses["一桩一码"] == (Stage.EXPLORE, Stage.PILOT, Stage.GENERAL)
    assert courses["充电一张网"] == (Stage.PUSH,) * 3


def test_a_person_confirms_a_line_and_takes_it_back(plans: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = plans
    found = tracker.confirm_line(ids["second"], [ids["first"], ids["other"]])
    assert {one.item.id for one in found.members if one.confirmed} == {ids["first"], ids["other"]}
    assert {one.item.id for one in tracker.line(ids["other"]).members} >= {ids["first"], ids["second"]}
    tracker.leave_line(ids["other"])
    assert ids["other"] not in {one.item.id for one in tracker.line(ids["second"]).members}
    assert any(one.confirmed for one in tracker.line(ids["second"]).members)


def test_titles_of_one_line_share_a_pattern() -> None:
    assert pattern_of("云州市2031年停车治理工作要点") == pattern_of("云州市停车治理行动方案（2032—2034年）")
    assert pattern_of("云州市停车治理方案") != pattern_of("云州市公园管理办法")


def test_the_command_tells_a_line_in_both_forms(run: Run) -> None:
    run("init")
    for name in ("first", "second"):
        Path(f"{name}.txt").write_text(TEXTS[name], "utf-8")
        run("add", f"{name}.txt")
    code, out, _ = run("line", "杭州市2032年充电服务", "--lang", "en")
    assert code == 0
    assert "一桩一码: 1 explored → 2 piloted" in out
    assert "proposed" in out
    confirmed = answer(run, "line", "杭州市2032年充电服务", "--confirm", "杭州市2031年充电服务")
    assert [one["confirmed"] for one in confirmed["members"]] == [True, False]
    assert "confirmed" not in run("line", "杭州市2032年充电服务", "--leave", "--lang", "en")[1]
