"""The accuracy table: what the peers make of small texts of our own, and that the tables say what was measured."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import accuracy, peers

OLD = ["市水务部门应当在五月底前清理雨水口。", "各区应当建立雨水台账。", "排水单位应当配合检查。"]
NEW = ["排水单位应当配合检查。", "市水务部门应当在四月底前清理雨水口。", "鼓励居民报告积水。"]


def _pairs(found: peers.Pairs) -> set[tuple[str, str]]:
    return {(pair["old"], pair["new"]) for pair in found["pairs"]}


def test_difflib_keeps_the_order_and_loses_what_crosses() -> None:
    found = _pairs(peers.in_order(OLD, NEW))
    assert len(found) == 1
    assert found < {(OLD[2], NEW[0]), (OLD[0], NEW[1])}


def test_difflib_pairs_what_is_alike_within_a_replaced_run() -> None:
    assert _pairs(peers.in_order(OLD[:2], NEW[1:])) == {(OLD[0], NEW[1])}


def test_best_matching_finds_what_crosses_and_drops_what_is_not_alike() -> None:
    assert _pairs(peers.best_matching(OLD, NEW)) == {(OLD[0], NEW[1]), (OLD[2], NEW[0])}
    assert peers.best_matching([], NEW) == {"pairs": []}


def test_no_analysis_lists_every_difference() -> None:
    units = {
        side: [{"id": f"{side[0]}{at}", "kind": "body", "text": text} for at, text in enumerate(texts, 1)]
        for side, texts in (("old", OLD), ("new", NEW))
    }
    units["old"].append({"id": "o4", "kind": "heading", "text": "一、总则"})
    case = {side: {"units": units[side]} for side in units}
    said = peers.no_analysis({**case, "links": [["o1", "n2", "edited"], ["o3", "n1", "same"]]})["obligations"]
    told = {(row["change"], (row["old"] or {}).get("text"), (row["new"] or {}).get("text")) for row in said}
    assert told == {("modified", OLD[0], NEW[1]), ("removed", OLD[1], None), ("added", None, NEW[2])}


INSTALLED = pytest.mark.skipif(find_spec("governdiff") is not None, reason="GovernDiff is on this machine")


def test_a_peer_that_takes_too_long_says_so(tmp_path: Path) -> None:
    with pytest.raises(peers.Unavailable, match="> 0 s"):
        peers.governdiff(tmp_path / "old.txt", tmp_path / "new.txt", 0.2, _slow(tmp_path))


@INSTALLED
def test_a_peer_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(peers.Unavailable, match="not installed"):
        peers.governdiff(tmp_path / "old.txt", tmp_path / "new.txt", 1.0)


@INSTALLED
def test_the_tables_give_each_case_its_row(evaluation: Path) -> None:
    links, false, duties = accuracy.tables(evaluation, ["shunyi_draft_final", "unrelated_plans"], 1.0)
    assert [row[:3] for row in links[1][1:]] == [["shunyi_draft_final", "tuning", "70"]]
    assert links[1][1][-1] == "not installed"
    assert [row[0] for row in false[1][1:]] == ["unrelated_plans"]
    kinds = {row[2]: row for row in duties[1][1:]}
    assert set(kinds) == {"all", "added", "removed", "modified"}
    assert kinds["all"][8] == "0.444"  # what the evaluation folder itself says of "no analysis"


def test_both_forms_hold_the_same_figures() -> None:
    table = ("Links", [["case", "**F1**"], ["made_up", "**0.500**"]])
    assert accuracy.as_markdown([table]) == "### Links\n\n| case | **F1** |\n|---|---|\n| made_up | **0.500** |"
    assert accuracy.as_text([table]).split() == ["Links", "case", "F1", "made_up", "0.500"]


def _slow(folder: Path) -> str:
    script = folder / "slow"
    script.write_text("#!/bin/sh\nexec sleep 5\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)
