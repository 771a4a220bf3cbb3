"""How districts take up a city's plan: cells, who is addressed, coverage, deadlines, additions, lineage, relatives."""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from pathlib import Path

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook

from alignment.comparing import compare
from revtrack.errors import InvalidInput
from revtrack.export import trace_tables
from revtrack.forms import trace as trace_json
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.tracing.citations import Relation, citations_of
from revtrack.tracing.matrix import Status, trace
from revtrack.tracing.stored import Kinship, Step
from revtrack.words.trace import cell_sign

CITY = """云州市推行一件事办理实施方案

一、主要任务
（一）公布清单。各区政务服务管理部门应当在2026年3月底前公布办理清单，并报市政府备案。
（二）设立窗口。各区要在区级政务服务中心设立综合窗口，配备不少于3名工作人员。
（三）统一系统。市大数据局负责建设全市统一的申办系统，制定数据标准。
（四）加强宣传。各区要每季度至少开展一次集中宣传，编印办事指南。
（五）推动互认。有条件的区可探索推动电子证照跨区互认。
（六）严格保密。办理中获得的个人信息不得向他人提供。
"""
DISTRICT = """临江区推行一件事办理工作方案

一、重点任务
（一）公布清单。区政务服务局应当在2026年5月底前公布办理清单，并报市政府备案。
（二）设立窗口。在区级政务服务中心设立综合窗口，配备不少于3名工作人员。
（三）推动互认。要推动电子证照跨区互认。
（四）严格保密。办理中获得的个人信息不得向他人提供。
（五）建立专班。成立由副区长任组长的工作专班，2026年2月底前制定工作规则，并报区政府备案。
"""


def cells(city: str = CITY, district: str = DISTRICT) -> dict[str, tuple[str, str, str]]:
    """For each clause of the city (by the last part of its address): status, addressed, sign."""
    found = trace([compare(city, district, task="derivation")])
    return {
        row.address.rpartition("/")[2]: (
            row.cells[0].status.value,
            row.addressed.value,
            cell_sign(row.cells[0].status.value, row.cells[0].addressed.value, row.cells[0].leaning),
        )
        for row in found.rows
    }


def test_each_clause_has_the_cell_that_a_reader_would_give_it() -> None:
    assert cells() == {
        "（一）": ("edited", "yes", "✎▼"),
        "（二）": ("edited", "yes", "✎"),
        "（三）": ("absent", "no", "·"),
        "（四）": ("absent", "yes", "○"),
        "（五）": ("edited", "yes", "✎▲"),
        "（六）": ("verbatim", "unclear", "="),
    }


def test_a_text_traced_to_itself_is_word_for_word_and_covers_everything() -> None:
    found = trace([compare(CITY, CITY, task="derivation")])
    assert {row.cells[0].status for row in found.rows} == {Status.VERBATIM}
    column = found.columns[0]
    assert column.coverage.share == 1
    assert column.rewording == 0
    assert not column.additions
    assert not found.taken_by_nobody


def test_a_column_tells_coverage_deadlines_and_what_was_added() -> None:
    column = trace([compare(CITY, DISTRICT, task="derivation")]).columns[0]
    assert column.coverage.addressed > column.coverage.carried > 0
    moved = [item for item in column.deadlines if item.direction]
    assert [(item.old, item.new, item.direction) for item in moved if "3月底" in item.old] == [
        ("在2026年3月底前", "在2026年5月底前", "later")
    ]
    [addition] = column.additions
    assert "工作专班" in addition.text
    assert addition.weight > 0
    assert any("2月底前" in duty.deadline for duty in addition.duties)
    assert 0 < column.rewording < 1


def test_a_deadline_is_found_in_the_stage_under_which_the_duty_now_stands() -> None:
    district = """临江区推行一件事办理工作方案

一、工作步骤
（一）准备阶段（2026年2月至5月）
1.区政务服务局公布办理清单，并报市政府备案。
"""
    column = trace([compare(CITY, district, task="derivation")]).columns[0]
    kept = [item for item in column.deadlines if "3月底" in item.old]
    assert [(item.new, item.direction) for item in kept] == [("2026年2月至5月", "later")]


def test_what_nobody_takes_up_is_told_unless_it_was_addressed_to_others() -> None:
    found = trace([compare(CITY, DISTRICT, task="derivation"), compare(CITY, CITY, task="derivation")])
    assert not found.taken_by_nobody
    alone = trace([compare(CITY, DISTRICT, task="derivation")])
    assert [row.address for row in alone.taken_by_nobody] == ["一/（四）"]


def test_a_cell_lists_its_duties_with_what_became_of_each() -> None:
    comparison = compare(CITY, DISTRICT, task="derivation")
    found = trace([comparison])
    [column] = found.columns
    cells = {row.address.rpartition("/")[2]: row.cells[0] for row in found.rows}
    published, reported = cells["（一）"].measures
    assert (published.carried, reported.carried, reported.change) == (True, True, -1)
    assert "deadline" in comparison.obligations[published.change].fields
    assert {one.fate for one in cells["（四）"].measures} == {"absent"}
    assert {one.fate for one in cells["（三）"].measures} == {"beside"}
    # What was addressed to others is counted by itself, and the filter knows what the column knows.
    assert (column.counts[Status.ABSENT], column.beside) == (1, 1)
    assert {row.address.rpartition("/")[2] for row in found.rows if row.clause in column.moved} == {"（一）"}


def test_comparisons_of_different_texts_are_no_matrix() -> None:
    with pytest.raises(ValueError, match="one higher text"):
        trace([compare(CITY, DISTRICT), compare(DISTRICT, CITY)])
    with pytest.raises(ValueError, match="one higher text"):
        trace([])


# --- the corpus -------------------------------------------------------------------------------------------------------


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    made = Tracker(load_settings(), tmp_path / "home")
    made.init()
    return made


def add(tracker: Tracker, name: str, text: str, document: str = "", **values: str) -> str:
    """Add a text; the id of its document."""
    path = tracker.home / f"{name}.txt"
    path.write_text(text, "utf-8")
    return tracker.add([path], document=document, values=values)[0].document


def test_trace_finds_what_was_told_and_what_cites(tracker: Tracker) -> None:
    city = add(tracker, "city", CITY, issued="2026-01-05", doc_number="云政发〔2026〕1号", jurisdiction="北京市")
    citing = DISTRICT.replace(
        "一、重点任务", "依据《云州市推行一件事办理实施方案》（云政发〔2026〕1号），制定本方案。\n\n一、重点任务"
    )
    first = add(tracker, "first", citing, issued="2026-02-01", jurisdiction="北京市/顺义区")
    second = add(tracker, "second", DISTRICT.replace("临江", "青溪"), issued="2026-02-02")
    found = tracker.trace(city)
    assert [one.document.id for one in found.lower] == [first]
    tracker.derive(second, [city])
    assert {one.document.id for one in tracker.trace(city).lower} == {first, second}
    form = trace_json.traced(tracker.trace(city, [first, second]))
    assert len(form["rows"][0]["cells"]) == len(form["lower"]) == 2
    for key in ("status", "addressed", "directions", "links", "score"):
        assert key in form["rows"][0]["cells"][0]
    json.dumps(form)
    with pytest.raises(InvalidInput) as refused:
        tracker.trace(first)
    assert refused.value.kind == "no-derivatives"


def test_one_duty_is_followed_through_draft_final_and_district(tracker: Tracker) -> None:
    draft = CITY.replace("2026年3月底前", "").replace("应当在公布", "可以公布")
    city = add(tracker, "draft", draft, status="draft", issued="2025-11-01", title="云州市推行一件事办理实施方案")
    add(tracker, "final", CITY, city, issued="2026-01-05")
    district = add(tracker, "district", DISTRICT, issued="2026-02-01")
    add(tracker, "later", DISTRICT.replace("5月底前", "9月底前"), district, issued="2026-03-01")
    tracker.derive(district, [city])
    stations = tracker.lineage(city, "一/（一）")
    assert [one.named.document.id for one in stations] == [city, city, district, district]
    assert stations[0].steps == (Step.INTRODUCED,)
    assert Step.GIVEN_DATE in stations[1].steps
    assert Step.DATE_MOVED in stations[2].steps
    assert Step.DATE_MOVED in stations[3].steps
    assert [one.task for one in stations] == ["revision", "revision", "derivation", "revision"]
    absent = tracker.lineage(city, "一、（四）")
    assert absent[2].steps == (Step.NOT_TAKEN_UP,)
    assert not absent[2].present
    with pytest.raises(InvalidInput) as refused:
        tracker.lineage(city, "九/（九）")
    assert refused.value.kind == "unknown-address"
    assert "一/（一）" in str(refused.value)


def test_relatives_are_ranked_with_every_way_in_which_they_are(tracker: Tracker) -> None:
    city = add(tracker, "city", CITY, issued="2026-01-05", doc_number="云政发〔2026〕1号")
    district = add(tracker, "district", DISTRICT, issued="2026-02-01")
    add(tracker, "other", "丁市养犬管理规定\n\n第一条 养犬人应当为犬只登记，并每年续期一次。", issued="2020-01-01")
    tracker.derive(district, [city])
    found = tracker.related(district)
    assert [one.document for one in found] == [city]
    assert Kinship.TOLD_HIGHER in found[0].kinds
    assert found[0].share > 0
    assert found[0].evidence


def test_citations_of_all_shapes_are_read_and_what_is_lacking_is_told(tracker: Tracker) -> None:
    text = """戊市停车管理办法

第一条 根据《中华民安法》《停车条例》（戊府发〔2024〕3号）和《关于印发〈停车治理方案〉的通知》，制定本办法。
第二条 《停车治理方案》（以下简称《方案》）确定的目标应当实现，《方案》未规定的，依照本办法。
第三条 本办法自2026年1月1日起施行，2015年发布的《戊市停车规定》同时废止。
"""
    known = add(tracker, "known", "停车条例\n\n第一条 为了规范停车，制定本条例。", doc_number="戊府发〔2024〕3号")
    own = add(tracker, "own", text)
    found = tracker.citations(own)
    by_title = {item.citation.title: item for item in found.cites}
    assert by_title["停车条例"].documents[0].id == known
    assert by_title["停车条例"].citation.relation is Relation.BASIS
    assert not by_title["中华民安法"].documents
    assert by_title["戊市停车规定"].citation.relation is Relation.REPEALS
    assert by_title["停车治理方案"].citation.times >= 2, "a short name is the same document"
    graph = tracker.citation_graph(own)
    assert {node.title for node in graph.nodes if not node.known} >= {"中华民安法", "戊市停车规定"}
    drawn = etree.fromstring(trace_tables.graphml(graph))
    assert len(list(drawn.iter("{*}node"))) == len(graph.nodes)
    assert [item.hit.document for item in tracker.citations(known).cited_by] == [own]
    assert citations_of(()) == ()


def test_a_decision_is_checked_against_the_text_that_it_names(tracker: Tracker) -> None:
    law = "己市燃气管理办法\n\n第一条 为了安全用气，制定本办法。\n第二条 企业应当每年检查一次管道。\n"
    law += "第三条 用户应当配合检查。\n"
    decision = """己市人民政府关于修改《己市燃气管理办法》的决定

己市人民政府决定对《己市燃气管理办法》作如下修改：
一、将第二条修改为：“企业应当每季度检查一次管道，并记录结果。”
二、第三条增加一款，作为第二款：“拒绝检查的，企业可以停止供气。”
本决定自2026年1月1日起施行。
"""
    amended = law.replace("每年检查一次管道。", "每季度检查一次管道，并记录结果。")
    name = add(tracker, "law", law, issued="2020-01-01", title="己市燃气管理办法")
    add(tracker, "amended", amended, name, issued="2026-01-01", status="amended", title="己市燃气管理办法")
    decided = add(tracker, "decision", decision, issued="2026-01-01")
    found = tracker.amendments(decided)
    assert found.amended
    assert found.amended.document.id == name
    assert found.base
    assert [check.outcome for check in found.checks] == ["carried-out", "not-carried-out"]
    assert len(trace_json.amendments(found)["instructions"]) == 2
    with pytest.raises(InvalidInput) as refused:
        tracker.amendments(name)
    assert refused.value.kind == "no-instructions"


def test_the_matrix_leaves_as_workbook_and_as_word_table(tracker: Tracker) -> None:
    city = add(tracker, "city", CITY.replace("（二）设立", "（二）=1+1设立"), issued="2026-01-05")
    district = add(tracker, "district", DISTRICT, issued="2026-02-01")
    found = tracker.trace(city, [district])
    for lang in ("zh", "en"):
        book = load_workbook(io.BytesIO(trace_tables.trace_xlsx(found, lang)))
        sheet = book.worksheets[0]
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == len(found.trace.rows) + 1
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
        made = trace_tables.trace_docx(found, lang)
        assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None
        table = docx.Document(io.BytesIO(made)).tables[0]
        assert len(table.rows) == len(found.trace.rows) + 1
        assert made == trace_tables.trace_docx(found, lang), "the same twice"


# --- real documents ---------------------------------------------------------------------------------------------------


def test_cells_of_a_real_pair_are_those_of_its_truth(evaluation: Path) -> None:
    """Every body clause of a city's plan against its district's, by the hand-made links of its sentences."""
    gold = json.loads((evaluation / "gold" / "city_shunyi.json").read_text("utf-8"))
    texts = [(evaluation / "gold" / gold[side]["file"]).read_text("utf-8") for side in ("old", "new")]
    found = trace([compare(*texts, task="derivation")])
    relations: defaultdict[str, list[str]] = defaultdict(list)
    for old, _, relation in gold["links"]:
        relations[old].append(relation)
    clauses: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for unit in gold["old"]["units"]:
        if unit["kind"] == "body":
            clauses[unit["para"]].append(unit)
    right = 0
    for units in clauses.values():
        told = [relations[unit["id"]] for unit in units]
        row = next(row for row in found.rows if "".join(units[0]["text"].split())[:20] in "".join(row.text.split()))
        right += row.cells[0].status in _wanted(told)
    assert right >= 0.9 * len(clauses)
    column = found.columns[0]
    filed = [item for item in column.deadlines if "2023年3月" in item.old]
    assert [item.direction for item in filed] == ["later"], "the end of March became a stage from March to May"


def _wanted(told: list[list[str]]) -> set[Status]:
    if not any(told):
        return {Status.ABSENT}
    said = {relation for relations in told for relation in relations}
    if all(told) and said == {"same"}:
        return {Status.VERBATIM}
    if all(told) and said <= {"same", "localised"}:
        return {Status.LOCALISED}
    return {Status.EDITED, Status.REWORDED}
