"""Our own truth about real texts: every annotation fits its file, contradicts itself nowhere and holds no text."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.gold import standoff

NAMES = standoff.names()
#: The kinds of pair that the evaluation folder's own cases lack.
MISSING_KINDS = {"small amendment", "rewritten", "unrelated", "yearly successor"}
#: What a label may be made of: numbers and the names of levels.
LABEL = re.compile(r"(第?[一二三四五六七八九十百零〇\d]+[编章节条款项、.]?|[（(][一二三四五六七八九十\d]+[)）])*")

OLD = """# 示例市雨水管理办法

第一条 为了管好雨水，制定本办法。

第二条 市水务部门应当在五月底前清理雨水口。排水单位应当配合。
"""
NEW = """# 示例市雨水管理办法

第一条 为了管好雨水，制定本办法。

第二条 市水务部门应当在四月底前清理雨水口。
"""


@pytest.fixture(scope="module")
def score(evaluation: Path) -> ModuleType:
    """The scorer of the evaluation folder."""
    spec = importlib.util.spec_from_file_location("gold_score", evaluation / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", NAMES)
def test_annotation_is_consistent_with_its_files(name: str, evaluation: Path) -> None:
    annotation = standoff.load(name)
    assert annotation["name"] == name
    assert standoff.problems(annotation, evaluation) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_comparison_that_says_what_the_annotation_says_is_scored_perfect(
    name: str, evaluation: Path, score: ModuleType
) -> None:
    case = standoff.to_case(standoff.load(name), evaluation)
    comparison = _as_comparison(case)
    old, new = score.Side(case["old"]["units"]), score.Side(case["new"]["units"])
    assert score.score_alignment(case, comparison, old, new)["strict"]["f1"] == 1.0
    if case["obligation_changes"]:
        found = score.score_obligations(case, comparison, old, new)
        assert found["changes"]["f1"] == 1.0
        assert found["fields"]["f1"] == 1.0


@pytest.mark.parametrize("name", NAMES)
def test_annotation_holds_no_text(name: str) -> None:
    annotation = standoff.load(name)
    for side in standoff.SIDES:
        for *_, label in annotation[side].pop("units"):
            assert LABEL.fullmatch(label), label
        assert not annotation[side].pop("file").startswith("/")
    written = json.dumps(annotation, ensure_ascii=False)
    assert written.isascii(), re.findall(r"[^\x00-\x7f]+", written)


def test_the_missing_kinds_of_pair_are_there() -> None:
    kinds = {name: standoff.load(name)["kind"] for name in NAMES}
    assert len(kinds) >= 4
    assert [kind for kind in MISSING_KINDS if not any(kind in found for found in kinds.values())] == []


def test_in_an_unrelated_pair_no_link_is_true() -> None:
    unrelated = [standoff.load(name) for name in NAMES if standoff.load(name)["kind"] == "unrelated"]
    assert unrelated
    assert [annotation["links"] for annotation in unrelated] == [[]] * len(unrelated)


def test_offsets_become_units_and_quotes(tmp_path: Path) -> None:
    case = standoff.to_case(_made_up(tmp_path), tmp_path)
    assert [unit["text"] for unit in case["old"]["units"]] == [
        "示例市雨水管理办法",
        "第一条为了管好雨水，制定本办法。",
        "第二条市水务部门应当在五月底前清理雨水口。",
        "排水单位应当配合。",
    ]
    assert case["obligation_changes"][0]["old_quote"] == "在五月底前清理雨水口"
    assert case["obligation_changes"][1]["new_quote"] == ""


def test_wraps_page_marks_and_stray_blanks_are_undone() -> None:
    assert (
        standoff.wording("到2023 年底前\n# Page 12:\n- 3 -\n　　建成 open\ndata 平台")
        == "到2023年底前建成open data平台"
    )


def test_another_text_is_refused(tmp_path: Path) -> None:
    annotation = _made_up(tmp_path)
    (tmp_path / "old.md").write_text(OLD + "\n", encoding="utf-8")
    with pytest.raises(standoff.BadAnnotation, match=r"old\.md"):
        standoff.to_case(annotation, tmp_path)


def test_an_offset_outside_the_file_is_refused(tmp_path: Path) -> None:
    annotation = _made_up(tmp_path)
    annotation["old"]["units"][0][3] = 10_000
    with pytest.raises(standoff.BadAnnotation, match="10000"):
        standoff.to_case(annotation, tmp_path)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda a: a["old"]["units"].pop(1), "in no unit"),
        (lambda a: a["old"]["units"].pop(), "behind the last unit"),
        (lambda a: a["old"]["units"][2].__setitem__(2, 3), "reaches into another unit"),
        (lambda a: a["old"]["units"][0].__setitem__(4, "title"), "kind title"),
        (lambda a: a["links"].append(["o3", "n3", "edited"]), "given twice"),
        (lambda a: a["links"].append(["o4", "n9", "edited"]), "no such unit"),
        (lambda a: a["links"][2].__setitem__(2, "same"), "the texts say otherwise"),
        (lambda a: a["links"][1].__setitem__(2, "edited"), "the texts say otherwise"),
        (lambda a: a["links"][2].__setitem__(2, "localised"), "relation localised"),
        (lambda a: a["changes"][0].__setitem__("fields", []), "fields"),
        (lambda a: a["changes"][1].__setitem__("change", "added"), "does not fit"),
        (lambda a: a["changes"][0].__setitem__("old", ["o4"]), "the old quote is not in"),
        (lambda a: a.__setitem__("scored_changes", ["modified"]), "not one of the kinds"),
    ],
)
def test_a_spoilt_annotation_is_told(tmp_path: Path, spoil: Any, told: str) -> None:
    annotation = _made_up(tmp_path)
    assert standoff.problems(annotation, tmp_path) == []
    spoil(annotation)
    assert told in "\n".join(standoff.problems(annotation, tmp_path))


def _as_comparison(case: dict[str, Any]) -> dict[str, Any]:
    """A comparison that finds exactly what the case lists: one clause and one sentence a unit."""
    home = {unit["id"]: side for side in standoff.SIDES for unit in case[side]["units"]}

    def quoted(change: dict[str, Any], side: str) -> dict[str, str] | None:
        ids = change[side]
        return {"sentence": ids[0], "text": change[f"{side}_quote"]} if ids and home[ids[0]] == side else None

    return {
        **{
            side: {
                "clauses": [
                    {"id": unit["id"], "sentences": [{"id": unit["id"], "text": unit["text"]}]}
                    for unit in case[side]["units"]
                ]
            }
            for side in standoff.SIDES
        },
        "sentence_alignment": [{"old": [old], "new": [new], "relation": how} for old, new, how in case["links"]],
        "obligations": [
            {
                "change": change["change"],
                "fields": change["fields"],
                "old": quoted(change, "old"),
                "new": quoted(change, "new"),
            }
            for change in case["obligation_changes"]
            if not change.get("optional")
        ],
    }


def _made_up(folder: Path) -> dict[str, Any]:
    """A small annotation of two texts of our own, written to `folder`."""

    def side(name: str, text: str, pieces: list[tuple[str, str, str]]) -> dict[str, Any]:
        data = text.encode()
        (folder / f"{name}.md").write_bytes(data)
        units: list[list[Any]] = []
        for number, (piece, kind, label) in enumerate(pieces, 1):
            at = text.index(piece)
            units.append([f"{name[0]}{number}", number, at, at + len(piece), kind, label])
        return {
            "file": f"{name}.md",
            "sha256": hashlib.sha256(data).hexdigest(),
            "span": [0, len(text)],
            "units": units,
        }

    def quote(text: str, words: str) -> list[int]:
        return [text.index(words), text.index(words) + len(words)]

    title, first = ("示例市雨水管理办法", "front", ""), ("第一条 为了管好雨水，制定本办法。", "body", "第一条")
    return {
        "name": "made_up",
        "task": "revision",
        "kind": "small amendment",
        "about": "Two texts of our own.",
        "annotators": 1,
        "old": side(
            "old",
            OLD,
            [
                title,
                first,
                ("第二条 市水务部门应当在五月底前清理雨水口。", "body", "第二条"),
                ("排水单位应当配合。", "body", "第二条"),
            ],
        ),
        "new": side("new", NEW, [title, first, ("第二条 市水务部门应当在四月底前清理雨水口。", "body", "第二条")]),
        "links": [["o1", "n1", "same"], ["o2", "n2", "same"], ["o3", "n3", "edited"]],
        "borderline": [],
        "changes": [
            {
                "change": "modified",
                "old": ["o3"],
                "new": ["n3"],
                "fields": ["deadline"],
                "old_quote": quote(OLD, "在五月底前清理雨水口"),
                "new_quote": quote(NEW, "在四月底前清理雨水口"),
                "note": "A month earlier.",
            },
            {
                "change": "removed",
                "old": ["o4"],
                "new": [],
                "fields": [],
                "old_quote": quote(OLD, "排水单位应当配合"),
                "new_quote": None,
                "note": "Cooperation dropped.",
            },
        ],
    }
