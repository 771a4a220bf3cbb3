"""Questions about pairs of real documents (docs/questions.md), asked by an assistant: the official client over the
process `revtrack mcp`. The facts are those of the pages, each with the words that show it.

Skipped with the reason where the folder of real documents is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from revtrack.assistants.answering import MOST
from revtrack.assistants.bounding import size
from revtrack.service import Tracker
from tests.assistants import asking
from tests.evaluation.test_questions import (
    CITY,
    DRAFT,
    FINAL,
    HEBEI,
    HEBEI_IP,
    HOHHOT,
    LANGFANG,
    SHANXI,
    SHANXI_IP,
    TAIYUAN,
    ZHANGJIAKOU,
)

Ask = Callable[..., dict[str, Any]]
SITE = "https://policy.example"
LAW = "北京市建筑工程施工许可办法"


@pytest.fixture(scope="module")
def ask(seeds: Tracker) -> Iterator[Ask]:
    """Asks a tool for its whole list; each answer is within its bounds and says of every text what it is."""
    with asking(seeds.home, "--site", SITE) as once:

        def whole(tool: str, **arguments: Any) -> dict[str, Any]:
            told: dict[str, Any] = {}
            offset = 0
            while True:
                part = once(tool, **arguments, offset=offset, limit=100)
                assert size(part) <= MOST
                assert part["not_known"][0]["documents"] == 74
                for source in part["sources"]:
                    assert source["page"].startswith(f"{SITE}/documents/")
                    assert source["version"]
                name = next(key for key in part if isinstance(part[key], list) and key not in {"sources", "not_known"})
                told = {**part, name: [*told.get(name, []), *part[name]]}
                left = part["left_out"] or {}
                assert "cut" not in left
                if "next" not in left:
                    assert len(told[name]) == left.get("total", len(told[name]))
                    return told
                offset = left["next"]["offset"]

        yield whole


def of_text(found: list[dict[str, Any]], words: str) -> dict[str, Any]:
    (one,) = [item for item in found if words in item["title"]]
    return one


def test_p1_what_consultation_changed(ask: Ask) -> None:
    told = ask("compare", old=DRAFT, new=FINAL)
    rows = told["duties"]
    (wider,) = [one for one in rows if one.get("directions") == {"actor": "wider"}]
    assert (wider["old"]["part"], wider["new"]["part"]) == ("front", "front")
    assert "镇政府" in wider["new"]["quote"]
    assert "镇政府" not in wider["old"]["quote"]
    (later,) = [one for one in rows if one.get("directions") == {"deadline": "later"}]
    assert "4月" in later["old"]["deadline"]
    assert "5月" in later["new"]["deadline"].replace(" ", "")
    (dropped,) = [one for one in rows if one.get("directions") == {"deadline": "dropped"}]
    assert "4月底" in dropped["old"]["quote"]
    gone = " ".join(one["old"]["quote"] for one in rows if one["change"] == "removed")
    assert "实施细则" in gone
    assert "办公室" in gone
    assert all(one["page"].startswith(f"{SITE}/compare/") for one in rows)
    assert all({"address", "part"} & side.keys() for one in rows for side in (one.get("old"), one.get("new")) if side)
    assert {one["doc_number"] for one in told["sources"] if "doc_number" in one} == {FINAL}
    findings = {one["kind"]: one["quote"] for one in ask("compare", old=DRAFT, new=FINAL, part="findings")["findings"]}
    assert "4月底" in findings["deadline-passed-at-issue"].replace(" ", "")
    assert "见附件" in findings["dangling-reference"]


def test_p2_what_the_district_made_of_the_citys_plan(ask: Ask) -> None:
    told = ask("trace", higher=CITY, lower=[FINAL])
    (lower,) = told["facts"]["lower"]
    assert lower["coverage"]["addressed"] == 47
    assert lower["coverage"]["carried"] >= 43
    quotes = [quote for row in told["clauses"] for cell in row["cells"] for quote in cell.get("quotes", [])]
    assert any("积极探索" in quote for quote in quotes)
    assert any("可探索" in row["text"] for row in told["clauses"])
    days = {
        one["old"]: one.get("direction", "")
        for one in ask("trace", higher=CITY, lower=FINAL, part="deadlines")["deadlines"]
    }
    assert days["到2023年11月底"] == ""
    assert "later" in days.values()
    assert ask("trace", higher=CITY, lower=[FINAL], part="additions")["additions"][0]["text"]


def test_p7_each_order_of_the_decision_was_carried_out_and_what_the_article_says(ask: Ask) -> None:
    told = ask("amendments", decision=f"关于修改《{LAW}》的决定")
    assert [one["outcome"] for one in told["instructions"]] == ["carried-out"] * 5
    assert "第二条" in told["instructions"][0]["quote"]
    history = ask("article_history", document=LAW, address="第十条")
    (held,) = [one for one in history["steps"] if one["clauses"]]
    assert "5个工作日" in "".join(one["text"] for one in held["clauses"])
    assert any("not-held" in one["what"] for one in history["steps"])
    law = ask("text", document=LAW, day="2022-01-01", address="第十条")
    assert "5个工作日" in "".join(one["text"] for one in law["clauses"])
    assert law["facts"]["force"]["state"] == "in-force"
    before = ask("text", document=LAW, day="2019-06-01")
    assert before["clauses"] == []
    assert "lacks-text" in [one["kind"] for one in before["not_known"]]


def test_p12_which_tasks_each_place_gave_a_number(ask: Ask) -> None:
    assert len(ask("siblings", document=SHANXI)["siblings"]) == 3
    common = {one.get("address", ""): one for one in ask("siblings", document=SHANXI, others=[LANGFANG])["common"]}
    trades = common["一/（三）"]
    assert (trades["numbers"], trades["others"][0]["numbers"]) == (["28个"], ["378项"])
    assert "28" in trades["text"]
    assert "378" in trades["others"][0]["text"]
    places = ask("measure", name="一业一证")["places"]
    shanxi = of_text(places, "山西省")
    assert shanxi["numbers"] == ["28个"]
    assert "28" in shanxi["sentence"]
    assert "40个" in of_text(places, "北京市推广")["numbers"]


def test_p13_which_provincial_tasks_have_a_counterpart_in_the_city(ask: Ask) -> None:
    taken = ask("trace", higher=SHANXI, lower=[TAIYUAN], only="taken-up")
    assert len(taken["clauses"]) >= 12
    assert all(cell["quotes"] for row in taken["clauses"] for cell in row["cells"] if cell["status"] != "absent")
    city = of_text(ask("measure", name="全程网办")["places"], "太原市")
    assert city["numbers"] == ["达到97%以上", "达到80%以上"]
    bodies = ask("find_bodies", place="山西省/太原市")["bodies"]
    assert any(one["body"].endswith("行政审批和政务服务局") and one["counts"].get("lead", 0) > 5 for one in bodies)


def test_p14_when_the_provinces_plan_is_reported(ask: Ask) -> None:
    parts = ask("siblings", document=HEBEI_IP, others=[SHANXI_IP])["facts"]["parts"]
    assert (parts["common"], parts["only"]) == (17, 4)
    (duty,) = ask("duties_of_body", body="山西省/知识产权局知识产权保护发展处")["duties"]
    assert duty["days"] == ["2023-03-31", "2023-06-25", "2023-11-20"]
    assert duty["roles"] == ["recipient"]
    assert "11月20日" in re.sub(r"\s", "", duty["quote"])


def test_p15_what_has_a_limit(ask: Ask) -> None:
    assert ask("siblings", document=ZHANGJIAKOU, others=[HOHHOT])["facts"]["parts"]["common"] == 11
    duties = ask("duties_of_body", body="河北省/张家口市/行政审批和政务服务局", words="答复")["duties"]
    limits = {one["deadline"]: one["quote"] for one in duties if "deadline" in one}
    assert limits.keys() >= {"不超过5个工作日", "1个工作日内"}
    assert all("工作日" in quote for limit, quote in limits.items() if "工作日" in limit)


def test_p16_which_targets_rose_and_which_went_into_words(ask: Ask) -> None:
    told = ask("indicator", name="全程网办事项比例")["values"]
    values = {scope: {one["value"] for one in told if one["scope"] == scope} for scope in ("市", "区")}
    assert values == {"市": {0.9, 0.95}, "区": {0.8, 0.9}}
    assert all("%" in one["quote"] and one["address"] and one["page"].endswith(f"#l{one['line']}") for one in told)
    places = ask("measure", name="跨省通办")["places"]
    assert of_text(places, "更好服务市场主体")["numbers"] == ["140项"]
    assert [one["stage"] for one in ask("measure", name="除名")["places"]] == ["explore", "explore"]


def test_p18_which_promises_of_the_plan_have_a_document(ask: Ask) -> None:
    (kept,) = ask("promises", state="kept")["promises"]
    assert (kept["kind"], kept["by"][0]["title"]) == ("revise", LAW)
    assert "施工许可办法" in kept["quote"]
    course = [(one["year"], one["stage"]) for one in ask("measure", name="一业一证")["places"]]
    assert {(2021, "pilot"), (2023, "general")} <= set(course)


def test_p20_which_measures_of_the_plan_later_plans_take_up(ask: Ask) -> None:
    for name in ("脑机接口", "南箭北星"):
        places = ask("measure", name=name)["places"]
        assert len(places) == 2
        assert places[0]["year"] < places[1]["year"]
        assert all(name in one["sentence"] for one in places)


def test_p21_from_building_the_list_to_managing_it(ask: Ask) -> None:
    notices = ("关于做好本市行政许可事项清单管理工作的通知", "行政许可事项清单（2023年版）")
    rows = ask("compare", old=notices[0], new=notices[1])["duties"]
    come = " ".join(one["new"]["quote"] for one in rows if one["change"] == "added")
    assert "严控" in come
    assert "一年的实施期限" in come
    (ban,) = [one for one in rows if "变相增设" in one.get("old", {}).get("quote", "")]
    assert "严防" in ban["new"]["quote"]


def test_p23_in_whose_hands_the_pilot_measures_are(ask: Ask) -> None:
    land = of_text(ask("measure", name="用地清单制")["places"], "全面复制推广")
    told = {one["name"]: one["role"] for one in land["bearers"]}
    assert told == {"省发展改革委": "lead", "河北省自然资源厅": "support"}
    body = ask("duties_of_body", body=HEBEI)
    assert body["facts"]["counts"] == {"support": 9}
    assert all(one["quote"] and one["address"] for one in body["duties"])


def test_p24_whether_the_year_is_on_the_path_to_the_five_years(ask: Ask) -> None:
    told = ask("indicator", name="每万人高价值发明专利")["values"]
    assert [(one["year"], one["value"]) for one in told] == [(2023, 0.55), (2025, 0.6), (2025, 0.6)]
    assert all(str(one["value"]) in re.sub(r"\s", "", one["quote"]) for one in told)
    alliances = ask("indicator", name="产业知识产权保护联盟")["values"]
    assert [(one["year"], one["written"]) for one in alliances] == [(2023, "1个"), (2025, "1~2个")]


def test_p25_a_task_repeated_without_its_day(ask: Ask) -> None:
    again, first = ask("measure", document="通政办字〔2023〕26号", address="三/（二）")["places"]
    assert first["days"] == ["2023-06-30"]
    assert "days" not in again
    assert again["address"] == "二/（一）/1/（10）"
    assert again["score"] > 0.7
