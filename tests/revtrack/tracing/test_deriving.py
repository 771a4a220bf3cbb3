"""Who takes a policy up, both ways: the trace without names, a clause followed up, siblings; one account of it all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from revtrack.errors import InvalidInput
from revtrack.service import Tracker
from revtrack.tracing.stored import Kinship, Step
from tests.revtrack.tracing.one_account import check_one_account
from tests.revtrack.tracing.test_matrix import CITY, DISTRICT, add, tracker

__all__ = ["tracker"]

CITING = DISTRICT.replace(
    "一、重点任务", "依据《云州市推行一件事办理实施方案》（云政发〔2026〕1号），制定本方案。\n\n一、重点任务"
)
BUREAU = """云州市水务局窗口服务任务清单

一、总体要求
《云州市推行一件事办理实施方案》{number}是今年的重点。
二、任务
各处室要在3月底前公布清单。
"""


def put_city(tracker: Tracker) -> str:
    return add(tracker, "city", CITY, issued="2026-01-05", doc_number="云政发〔2026〕1号", jurisdiction="北京市")


def put_district(tracker: Tracker) -> str:
    return add(tracker, "first", CITING, issued="2026-02-01", jurisdiction="北京市/顺义区")


def test_a_clause_is_followed_up_to_the_text_that_it_is_taken_from(tracker: Tracker) -> None:
    city, first = put_city(tracker), put_district(tracker)
    up = tracker.lineage(first, "一/（一）")
    assert [(one.named.document.id, one.task) for one in up] == [(city, "revision"), (first, "derivation")]
    assert up[0].steps == (Step.INTRODUCED,)
    assert Step.DATE_MOVED in up[1].steps
    assert Step.INTRODUCED not in up[1].steps
    down = tracker.lineage(city, "一/（一）")
    assert [(one.named.document.id, one.steps) for one in down] == [(one.named.document.id, one.steps) for one in up]


def test_what_no_parent_has_is_an_addition_and_introduced_only_without_any(tracker: Tracker) -> None:
    city, first = put_city(tracker), put_district(tracker)
    assert [one.steps for one in tracker.lineage(first, "一/（五）")] == [(Step.OWN_ADDITION,)]
    assert [one.steps for one in tracker.lineage(city, "一/（三）")] == [(Step.INTRODUCED,), (Step.NOT_ADDRESSED,)]
    assert [one.steps for one in tracker.lineage(city, "一/（四）")] == [(Step.INTRODUCED,), (Step.NOT_TAKEN_UP,)]


def test_an_office_that_names_the_plan_by_its_number_takes_it_up(tracker: Tracker) -> None:
    city = put_city(tracker)
    number = BUREAU.format(number="（云政发〔2026〕1号）")

    def put(name: str, text: str, issuer: str) -> str:
        return add(tracker, name, text, issued="2026-02-01", jurisdiction="北京市", issuers=issuer)

    by_number = put("number", number, "云州市水务局")
    put("passing", BUREAU.format(number="").replace("水务", "园林"), "云州市园林局")
    put("same", number.replace("云州市水务局", "云州市"), "云州市人民政府")
    assert [one.document.id for one in tracker.trace(city).lower] == [by_number]
    assert tracker.lineage(by_number, "二")[-1].steps == (Step.OWN_ADDITION,)


PLAN = """{place}校车安全方案

为贯彻落实《全国校车安全提升计划》，制定本方案。
一、任务
（一）校车应当每季度检修一次制动、转向和逃生锤，检修记录保存三年备查。
（二）学校应当为每辆校车配备随车照管员，照管员须经培训合格后上岗。
（三）上下学时段校车行经路段应当设置临时停靠标识，并安排专人疏导交通。
"""


def test_texts_under_one_absent_parent_are_siblings_with_their_common_basis(tracker: Tracker) -> None:
    one = add(tracker, "one", PLAN.format(place="河北省"), issued="2030-01-01", jurisdiction="河北省")
    other = add(tracker, "other", PLAN.format(place="山西省"), issued="2030-03-01", jurisdiction="山西省")
    [found] = tracker.related(one)
    assert (found.document, found.kinds) == (other, (Kinship.SIBLING,))
    assert found.bases == ("全国校车安全提升计划",)
    with pytest.raises(InvalidInput) as refused:
        tracker.trace(one)
    assert refused.value.kind == "no-derivatives"


def test_each_surface_tells_the_same_figures(tracker: Tracker) -> None:
    city, first = put_city(tracker), put_district(tracker)
    second = add(tracker, "second", DISTRICT.replace("临江", "青溪"), issued="2026-02-02")
    check_one_account(tracker, city, [first, second])


@pytest.mark.long
def test_real_derivations_are_told_the_same_on_each_surface(evaluation: Path, tracker: Tracker) -> None:
    """Every derivation among the hand-made cases of the evaluation folder."""
    seen: dict[str, str] = {}
    for path in sorted((evaluation / "gold").glob("*.json")):
        truth = cast("dict[str, Any]", json.loads(path.read_text("utf-8")))
        if truth.get("task") != "derivation":
            continue
        names = [str(truth[side]["file"]) for side in ("old", "new")]
        for name in names:
            if name not in seen:
                seen[name] = tracker.add([evaluation / "gold" / name])[0].document
        check_one_account(tracker, seen[names[0]], [seen[names[1]]])
    assert len(seen) >= 6
