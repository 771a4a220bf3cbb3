"""What binds when, asked on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Run, answer
from tests.revtrack.force.made import DECISION, FIRST, LAST, SECOND


@pytest.fixture
def parking(run: Run) -> dict[str, str]:
    """The id of each document of a corpus."""
    run("init")
    ids: dict[str, str] = {}
    for name, text in {"first": FIRST, "decision": DECISION, "last": LAST}.items():
        Path(f"{name}.txt").write_text(text, "utf-8")
        ids[name] = answer(run, "add", f"{name}.txt")["files"][0]["document"]
    Path("second.txt").write_text(SECOND, "utf-8")
    run("add", "second.txt", "--to", ids["first"])
    return ids


def test_one_document_is_told_with_state_words_and_course(run: Run, parking: dict[str, str]) -> None:
    code, out, _ = run("force", parking["first"], "--on", "2025-01-01")
    assert code == 0
    assert "2025-01-01  repealed" in out
    assert "repeals  2024-07-01  云州市停车条例  第三条" in out
    assert "“《云州市停车管理办法》同时废止。”" in out
    assert "2016-08-09  amended  the corpus lacks this text" in out
    told = answer(run, "force", f"{parking['first']}@1", "--on", "2018-01-01")
    assert (told["state"], told["until"], told["position"]) == ("amended", "2016-08-09", 1)


def test_without_a_document_what_ended_and_what_waits_is_listed(run: Run, parking: dict[str, str]) -> None:
    told = answer(run, "force", "--on", "2025-01-01")
    assert [(one["document"], one["state"]) for one in told["documents"]] == [(parking["first"], "repealed")]
    assert [(one["kind"], one["of"]) for one in told["waiting"]["events"]] == [("repeal", "云州市自行车停放规定")] * 2
    assert told["coverage"] == {"read": 4, "versions": 4}
    shown = run("force", "--on", "2025-01-01", "--lang", "zh")[1]
    assert "不再有效的文件  2025-01-01" in shown
    assert "废止 《云州市自行车停放规定》" in shown
    assert "截至该日" in run("force", "--on", "2012-01-01", "--lang", "zh")[1]


def test_lists_and_searches_are_narrowed_to_a_day(run: Run, parking: dict[str, str]) -> None:
    told = answer(run, "search", "备案", "--in-force-on", "2025-01-01")
    assert {hit["document"] for hit in told["hits"]} == {parking["last"]}
    assert answer(run, "list", "--in-force-on", "2025-01-01")["total"] == 2
    assert answer(run, "list", "--in-force-on", "2012-01-01")["total"] == 1
    run("duties", "--read")
    told = answer(run, "duties", "--words", "备案", "--in-force-on", "2012-01-01")
    assert {(one["document"], one["position"]) for one in told["duties"]} == {(parking["first"], 1)}


@pytest.mark.parametrize("command", [("force", "--on"), ("list", "--in-force-on"), ("trace", "甲", "--in-force-on")])
def test_what_is_no_day_is_refused(run: Run, command: tuple[str, ...]) -> None:
    run("init")
    code, _, err = run(*command, "2025-02-30")
    assert code == 2
    assert "YYYY-MM-DD" in err


def test_the_text_of_a_day_is_written_with_its_version_and_hash(run: Run, parking: dict[str, str]) -> None:
    code, out, err = run("text", parking["first"], "--on", "2012-01-01", "--clause", "第二条")
    assert (code, out) == (0, "第二条　停车场应当在三十日内报市交通局备案。\n")
    told = answer(run, "text", parking["first"], "--on", "2012-01-01")
    assert (told["position"], told["in_force"], told["is_published"]) == (1, True, True)
    assert f"sha256 {told['digest']}" in err
    assert told["clauses"][-1]["address"] == "第四条"
    code, out, err = run("text", parking["first"], "--on", "2018-01-01")
    assert (code, out) == (1, "")
    assert "lacks the wording that was in force" in err
    assert "after: 2020-06-01  @2" in err
    assert (
        run("text", parking["first"], "--on", "2020-05-01", "--published", "--clause", "第二条")[1].count("十五日") == 1
    )
    assert run("text", parking["first"], "--clause", "第二条")[0] == 2
    assert run("text", f"{parking['first']}@1", "--on", "2018-01-01")[0] == 2


def test_the_history_of_an_article_is_told_in_both_languages(run: Run, parking: dict[str, str]) -> None:
    code, out, _ = run("article", parking["first"], "第二条")
    assert code == 0
    assert "2010-05-01  enacted  第二条  @1" in out
    assert "2016-08-09  text not held" in out
    assert "2020-06-01  amended  第二条  @2" in out
    assert "instruction: " in out
    assert "一、将第二条中的“三十日”修改为“十五日”。" in out
    assert "the whole document: repealed on 2024-07-01" in out
    assert "义务变化" in run("article", parking["first"], "第二条", "--lang", "zh")[1]
    told = answer(run, "article", f"{parking['first']}@1", "第三条")
    assert [one["what"] for one in told["steps"]] == [["enacted"], ["not-held"], ["kept"]]
    assert told["steps"][2]["not_held_before"] == 1
    assert run("article", parking["first"], "第九条")[0] == 2


def test_a_trace_leaves_out_what_binds_no_more(run: Run) -> None:
    run("init")
    clauses = "".join(
        f"（{at}）各区应当在每年{at}月底前建成{at}处停车场并向市政府报告第{at}项进展情况。\n" for at in "一二三四五六"
    )
    body = f"一、主要任务\n{clauses}"
    texts = {
        "city": f"云州市停车治理方案\n\n{body}\n云州市人民政府\n2031年1月5日\n",
        "old": f"云州市东区停车治理办法\n\n{body}\n云州市东区人民政府\n2031年2月5日\n",
        "new": "云州市东区停车条例\n\n第一条　停车场应当备案。\n第二条　本条例自2032年1月1日起施行。"
        "《云州市东区停车治理办法》同时废止。\n\n云州市东区人民政府\n2031年12月1日\n",
    }
    ids: dict[str, str] = {}
    for name, text in texts.items():
        Path(f"{name}.txt").write_text(text, "utf-8")
        ids[name] = answer(run, "add", f"{name}.txt")["files"][0]["document"]
    run("derive", ids["old"], ids["city"])
    assert [one["document"] for one in answer(run, "trace", ids["city"])["lower"]] == [ids["old"]]
    code, _, err = run("trace", ids["city"], "--in-force-on", "2032-01-01")
    assert (code, "no text that takes" in err or "--derive" in err or bool(err)) == (2, True)
    told = answer(run, "trace", ids["city"], "--in-force-on", "2031-12-31")
    assert [one["document"] for one in told["lower"]] == [ids["old"]]
