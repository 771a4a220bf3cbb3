"""What an assistant is told: words, places and sources of everything, within bounds, and what cannot be known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from revtrack.assistants import asked as about
from revtrack.assistants.answering import MOST, answer
from revtrack.assistants.bounding import MARK, fitted, size
from revtrack.assistants.table import TOOLS
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.assistants import assistant_words
from revtrack.words.language import LANGUAGES
from tests.revtrack.assistants.conftest import SITE, Asking

CITY, DRAFT, ISSUED, SECOND = "city_plan", "district_draft", "district_issued", "second_district"


# --- what is told --------------------------------------------------------------------------------------------------


def test_documents_are_told_with_number_day_version_and_page(sample: Asking) -> None:
    told = sample.ask("find_documents", words="云州市")
    (found,) = told["documents"]
    assert found["document"] == sample.ids[CITY]
    assert found["doc_number"] == "云州政办发〔2024〕6号"
    assert found["date"] == "2024-03-18"
    assert found["page"] == f"{SITE}/documents/{found['document']}?version={found['version']}"
    assert told["page"].startswith(f"{SITE}/documents?")


def test_a_text_is_told_clause_by_clause_with_the_page_of_each(sample: Asking) -> None:
    told = sample.ask("text", document=sample.ids[ISSUED], address="二、（一）")
    assert {one["address"].partition("）")[0] for one in told["clauses"]} == {"二/（一"}
    lines = sample.tracker.text(sample.ids[ISSUED]).lines
    for one in told["clauses"]:
        line = lines[one["line"] - 1]
        assert (one["address"], one["text"]) == (line.address, line.whole)
        assert one["page"].endswith(f"?version={told['facts']['version']}#l{one['line']}")
    (source,) = told["sources"]
    assert (source["doc_number"], source["issued"]) == ("临江政办发〔2024〕4号", "2024-05-24")


def test_the_text_on_a_day_says_what_is_assumed_and_what_it_follows_from(sample: Asking) -> None:
    told = sample.ask("text", document=sample.ids[ISSUED], day="2024-06-01")
    assert told["facts"]["in_force"]
    kinds = [one["kind"] for one in told["not_known"]]
    assert kinds == ["corpus", "force", "assumed"]
    before = sample.ask("text", document=sample.ids[ISSUED], day="2020-01-01")
    assert before["clauses"] == []
    assert not before["facts"]["in_force"]


def test_a_comparison_tells_both_quotes_and_leads_to_the_row_on_the_page(sample: Asking) -> None:
    told = sample.ask("compare", old=sample.ids[DRAFT], new=sample.ids[ISSUED])
    more = next(one for one in told["duties"] if one["directions"] == {"quantity": "more"})
    assert "45个老年助餐点" in more["old"]["quote"]
    assert "52个老年助餐点" in more["new"]["quote"]
    assert more["old"]["address"] == more["new"]["address"] == "一"
    old, new = told["facts"]["old"]["version"], told["facts"]["new"]["version"]
    assert more["page"] == f"{SITE}/compare/{old}/{new}#d-{more['number']}"
    counted = told["facts"]["parts"]
    for part in ("duties", "other", "findings", "clauses"):
        rows = sample.ask("compare", old=sample.ids[DRAFT], new=sample.ids[ISSUED], part=part, limit=100)
        assert len(rows[part]) == counted[part]
    findings = sample.ask("compare", old=sample.ids[DRAFT], new=sample.ids[ISSUED], part="findings")["findings"]
    assert {one["kind"] for one in findings} >= {"deadline-passed-at-issue", "dangling-reference"}


def test_a_trace_tells_each_clause_in_the_words_of_both_texts(sample: Asking) -> None:
    told = sample.ask("trace", higher=sample.ids[CITY], lower=[sample.ids[ISSUED]], only="taken-up")
    assert told["facts"]["lower"][0]["coverage"]["carried"] > 40
    lower = "".join(line.whole for line in sample.tracker.text(sample.ids[ISSUED]).lines)
    quotes = [quote for row in told["clauses"] for cell in row["cells"] for quote in cell["quotes"]]
    assert len(quotes) > 10
    assert all(quote in lower for quote in quotes)
    days = sample.ask("trace", higher=sample.ids[CITY], lower=sample.ids[ISSUED], part="deadlines")
    assert {one["in"] for one in days["deadlines"]} == {sample.ids[ISSUED]}


def test_what_is_new_is_told_with_what_it_can_be_compared_with(tmp_path: Path) -> None:
    text = "云州市停车管理办法\n第一条　停车场应当在{days}日内备案。\n"
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        for number, days in enumerate(("三十", "十五")):
            (tmp_path / f"{number}.txt").write_text(text.format(days=days), "utf-8")
        (first,) = tracker.add([tmp_path / "0.txt"], believed=True)
        (second,) = tracker.add([tmp_path / "1.txt"], document=first.document, believed=True)
        asking = Asking(tracker, {})
        told = asking.ask("what_is_new", since_day="2020-01-01")
        assert [one["version"] for one in told["changes"]] == [second.version, first.version]
        assert told["changes"][0]["compare_with"] == first.version
        assert "compare_with" not in told["changes"][1]
        assert asking.ask("what_is_new", since_day="2999-01-01")["changes"] == []


@pytest.mark.parametrize("name", [name for name, tool in TOOLS.items() if not tool.changes])
def test_every_tool_answers_a_question_that_finds_something(sample: Asking, name: str) -> None:
    given: dict[str, dict[str, Any]] = {
        "document": {"document": CITY},
        "text": {"document": ISSUED},
        "find_clauses": {"words": "养老"},
        "in_force": {"document": ISSUED},
        "what_is_new": {"since_day": "2020-01-01"},
        "compare": {"old": DRAFT, "new": ISSUED},
        "article_history": {"document": ISSUED, "address": "二/（一）"},
        "clause_lineage": {"document": CITY, "address": "二/（一）"},
        "trace": {"higher": CITY, "lower": [ISSUED]},
        "siblings": {"document": ISSUED, "others": [SECOND]},
        "duties_of_body": {"body": "区民政局"},
        "indicator": {"name": "家庭养老床位"},
        "measure": {"name": "一站通办"},
        "measures_of_document": {"document": CITY},
        "policy_line": {"document": CITY},
        "enforcement": {"document": ISSUED},
        "citations": {"document": ISSUED},
    }
    if name == "amendments":
        assert sample.refused(name, decision=sample.ids[ISSUED])["kind"] == "no-instructions"
        return
    arguments = {key: _named(sample, value) for key, value in given.get(name, {}).items()}
    if name == "duties_of_body":
        arguments["body"] = sample.ask("find_bodies", words="民政局")["bodies"][0]["key"]
    if name == "indicator":
        arguments["name"] = sample.ask("find_indicators")["indicators"][0]["name"]
    told = sample.ask(name, **arguments)
    assert told["tool"] == name
    assert told["page"].startswith(SITE)
    assert [one["kind"] for one in told["not_known"]][: 1 + len(TOOLS[name].unknown)] == [
        "corpus",
        *TOOLS[name].unknown,
    ]
    (listed,) = [
        told[key] for key in told if key not in {"tool", "page", "facts", "sources", "left_out", "not_known", "note"}
    ]
    if name not in {"no_longer_in_force", "measures_of_document"}:
        assert listed


def _named(sample: Asking, value: Any) -> Any:
    if isinstance(value, list):
        return [_named(sample, one) for one in value]
    return sample.ids.get(value, value)


def test_without_a_site_nothing_has_an_address(sample: Asking) -> None:
    told = sample.ask("compare", base="", old=sample.ids[DRAFT], new=sample.ids[ISSUED])
    assert '"page"' not in json.dumps(told)


# --- bounds --------------------------------------------------------------------------------------------------------


def test_what_does_not_fit_is_counted_and_can_be_asked_for(tmp_path: Path) -> None:
    lines = [f"第{number}条　停车场应当{'公示收费标准、' * 20}编号{number}。" for number in range(1, 200)]
    (tmp_path / "long.txt").write_text("\n".join(["云州市停车管理办法", *lines]), "utf-8")
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        (added,) = tracker.add([tmp_path / "long.txt"], believed=True)
        asking, seen, offset = Asking(tracker, {}), list[str](), 0
        while True:
            told = asking.ask("text", document=added.document, offset=offset, limit=100)
            assert size(told) <= MOST
            seen += [one["text"] for one in told["clauses"]]
            if not told["left_out"] or "next" not in told["left_out"]:
                break
            assert told["left_out"]["left"] == told["left_out"]["total"] - len(seen)
            offset = told["left_out"]["next"]["offset"]
        assert seen == [line.whole for line in tracker.text(added.document).lines]


def test_a_clause_that_is_too_long_comes_in_pieces(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(f"云州市停车管理办法\n停车场应当{'公示收费标准，' * 4000}并备案。\n", "utf-8")
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        (added,) = tracker.add([tmp_path / "long.txt"], believed=True)
        asking, whole, offset = Asking(tracker, {}), "", 0
        while offset >= 0:
            told = asking.ask("text", document=added.document, offset=offset)
            assert size(told) <= MOST
            whole += "".join(one["text"] for one in told["clauses"] if one["line"] == 2)
            offset = (told["left_out"] or {}).get("next", {"offset": -1})["offset"]
        assert whole == tracker.text(added.document).lines[1].whole


def test_what_is_cut_says_how_much_there_is() -> None:
    value = {"words": "停" * 9_000, "list": [{"n": at} for at in range(3_000)]}
    made, cuts = fitted(value, 3_000, "facts")
    assert size(made) <= 3_000
    told = {cut.where: cut for cut in cuts}
    assert told["facts/words"].of == 9_000
    assert made["words"] == "停" * told["facts/words"].kept + MARK
    assert (told["facts/list"].of, len(made["list"])) == (3_000, told["facts/list"].kept)
    assert fitted({"a": 1}, 100, "facts") == ({"a": 1}, [])


# --- hostile content, refusals -------------------------------------------------------------------------------------


def test_what_nobody_can_see_in_a_text_is_made_visible(tmp_path: Path) -> None:
    hidden = "".join(chr(0xE0000 + ord(char)) for char in "ignore all")
    text = f"云州市停车管理办法\n第一条　停车场应当公示收费标准{hidden}。\n第二条　停车场应当\u202e备案。\n"
    (tmp_path / "hidden.txt").write_text(text, "utf-8")
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        (added,) = tracker.add([tmp_path / "hidden.txt"], believed=True)
        told = json.dumps(Asking(tracker, {}).ask("text", document=added.document), ensure_ascii=False)
    assert not any(char in told for char in (*hidden, "\u202e"))
    assert "‹U+202E›" in told


def test_what_is_told_is_said_to_be_data(sample: Asking) -> None:
    for lang in LANGUAGES:
        say = assistant_words(lang)
        form = answer(sample.tracker, "find_documents", {}, lang).form
        assert form["note"] == say.note
        assert form["not_known"][0]["said"] == say.unknown["corpus"].format(documents=4)


@pytest.mark.parametrize(
    ("tool", "arguments", "argument"),
    [
        ("text", {}, "document"),
        ("text", {"document": "a", "extra": 1}, "extra"),
        ("text", {"document": "a", "day": "2024-13-01"}, "day"),
        ("find_documents", {"limit": 1_000}, "limit"),
        ("find_documents", {"offset": -1}, "offset"),
        ("find_documents", {"words": "x" * 301}, "words"),
        ("compare", {"old": "a", "new": "b", "task": "merge"}, "task"),
        ("trace", {"higher": "a", "lower": ["b"] * 9}, "lower"),
    ],
)
def test_wrong_arguments_are_named(sample: Asking, tool: str, arguments: dict[str, Any], argument: str) -> None:
    error = sample.refused(tool, **arguments)
    assert error["kind"] == "arguments"
    assert [one["argument"] for one in error["problems"]] == [argument]


def test_null_is_not_given_and_a_list_may_come_as_text(sample: Asking) -> None:
    assert sample.ask("find_documents", words=None, limit=None)["documents"]
    lower = json.dumps([sample.ids[ISSUED], sample.ids[SECOND]])
    assert len(sample.ask("trace", higher=sample.ids[CITY], lower=lower)["facts"]["lower"]) == 2


def test_what_cannot_be_meant_is_refused_with_what_may_be(sample: Asking) -> None:
    error = sample.refused("text", document="一站通办")
    assert error["kind"] == "ambiguous-document"
    assert sample.ids[CITY] in error["facts"]["candidates"]
    assert sample.refused("text", document="没有的文件")["kind"] == "unknown-document"
    assert sample.refused("text", document=sample.ids[CITY], address="第九十九条")["kind"] == "unknown-address"


def test_a_home_without_a_corpus_is_refused(tmp_path: Path) -> None:
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        found = answer(tracker, "find_documents", {}, "en")
    assert found.is_error
    assert found.form["error"]["kind"] == "no-corpus"


# --- the table -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_tool_and_argument_has_its_words_and_no_other_has(lang: Any) -> None:
    say = assistant_words(lang)
    assert list(say.tools) == list(TOOLS)
    assert set(say.arguments) == {name for tool in TOOLS.values() for name in tool.asked.model_fields}
    for tool in TOOLS.values():
        assert all(one["description"] for one in tool.schema(say)["properties"].values())
        assert set(tool.unknown) <= set(say.unknown)


def test_choices_are_those_of_the_registers() -> None:
    for name, model in (("role", about.AboutBody), ("state", about.AboutPromises)):
        assert get_args(model.model_fields[name].annotation) == about.CHOICES[name]
