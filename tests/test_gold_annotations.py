"""Our own truth: every annotation fits its files, contradicts itself nowhere, holds no text; the document lists it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.gold import readings, standoff

NAMES = standoff.names()
#: About texts of our own invention, which lie in the project, and about real ones, which do not.
OWN = [name for name in NAMES if standoff.is_own(standoff.load(name))]
REAL = [name for name in NAMES if name not in OWN]
SECOND = readings.read_twice()
#: Every annotation and every second reading, by a name to tell them apart.
ALL = {
    **{name: standoff.load(name) for name in NAMES},
    **{f"{name}, second reading": readings.second(name) for name in SECOND},
}
#: The kinds of pair that the evaluation folder's own cases lack.
MISSING_KINDS = {"small amendment", "rewritten", "unrelated", "yearly successor"}
#: What a label may be made of: numbers and the names of levels.
LABEL = re.compile(
    r"(附件\d+|第?[一二三四五六七八九十百零〇\d]+[编章节条款项、.]?|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九]是)*"
)
#: What a remark must not hold: a telephone number, an address to write to.
REACHED_AT = re.compile(r"\d{7}|@")

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


@pytest.mark.parametrize("name", REAL)
def test_annotation_is_consistent_with_its_files(name: str, evaluation: Path) -> None:
    annotation = standoff.load(name)
    assert annotation["name"] == name
    assert standoff.problems(annotation, evaluation) == []


@pytest.mark.parametrize("name", OWN)
def test_annotation_of_our_own_texts_is_consistent_with_them(name: str, tmp_path: Path) -> None:
    annotation = standoff.load(name)
    assert annotation["name"] == name
    assert standoff.problems(annotation, tmp_path) == []


@pytest.mark.parametrize("name", SECOND)
def test_a_second_reading_is_consistent_with_the_files_and_units_of_the_first(name: str, evaluation: Path) -> None:
    reading = readings.second(name)
    assert reading["name"] == name
    assert reading["changes"] != standoff.load(name)["changes"]
    assert standoff.problems(reading, evaluation) == []


@pytest.mark.parametrize("name", REAL)
def test_a_unit_off_by_one_character_is_told(name: str, evaluation: Path) -> None:
    assert [told for told in _off_by_one(name, evaluation) if not told] == []


@pytest.mark.parametrize("name", OWN)
def test_a_unit_of_our_own_texts_off_by_one_character_is_told(name: str, tmp_path: Path) -> None:
    assert [told for told in _off_by_one(name, tmp_path) if not told] == []


@pytest.mark.parametrize("name", ALL)
def test_a_comparison_that_says_what_the_annotation_says_is_scored_perfect(
    name: str, evaluation: Path, score: ModuleType
) -> None:
    case = standoff.to_case(ALL[name], evaluation)
    found = readings.f1(score, case, readings.as_comparison(case))
    assert found == dict.fromkeys(found, 1.0)
    assert ("changes" in found) == bool(case["obligation_changes"])
    assert ("directed" in found) == any(change.get("directions") for change in case["obligation_changes"])


@pytest.mark.parametrize("name", ALL)
def test_annotation_holds_no_text(name: str) -> None:
    annotation = json.loads(json.dumps(ALL[name]))
    for side in standoff.SIDES:
        for *_, label in annotation[side].pop("units"):
            assert LABEL.fullmatch(label), label
        assert not annotation[side].pop("file").startswith("/")
    written = json.dumps(annotation, ensure_ascii=False)
    assert written.isascii(), re.findall(r"[^\x00-\x7f]+", written)
    assert [change["note"] for change in annotation["changes"] if REACHED_AT.search(change["note"])] == []


def test_every_text_of_our_own_is_annotated() -> None:
    named = {standoff.load(name)[side]["file"] for name in OWN for side in standoff.SIDES}
    assert named == {path.relative_to(standoff.PROJECT).as_posix() for path in Path(standoff.FOLDER, "texts").iterdir()}


def test_the_document_lists_our_cases() -> None:
    text = readings.DOCUMENT.read_text(encoding="utf-8")
    assert readings.with_table(text, "cases", readings.cases_table()) == text


def test_the_document_states_how_far_two_readers_agree(evaluation: Path, score: ModuleType) -> None:
    text = readings.DOCUMENT.read_text(encoding="utf-8")
    assert readings.with_table(text, "agreement", readings.agreement_table(score, evaluation)) == text


def test_agreement_counts_what_one_reader_saw_and_the_other_did_not(tmp_path: Path, score: ModuleType) -> None:
    one, other = (standoff.to_case(_made_up(tmp_path), tmp_path) for _ in range(2))
    assert readings.agreement(score, one, other) == dict.fromkeys(readings.MEASURES, 1.0)
    other["obligation_changes"].pop()
    other["obligation_changes"][0]["directions"] = {"deadline": "later"}
    found = readings.agreement(score, one, other)
    assert found == {"links": 1.0, "changes": pytest.approx(2 / 3, abs=1e-4), "fields": 1.0, "directed": 0.0}


def test_what_one_reader_doubts_counts_neither_way_unless_asked_for(tmp_path: Path, score: ModuleType) -> None:
    one, other = (standoff.to_case(_made_up(tmp_path), tmp_path) for _ in range(2))
    other["borderline"] = [other["links"].pop()[:2]]
    one["links"].pop()
    one["obligation_changes"].pop()
    other["obligation_changes"][1]["optional"] = True
    found = readings.agreement(score, one, other)
    assert (found["links"], found["changes"]) == (1.0, 1.0)
    found = readings.agreement(score, readings.all_firm(one), readings.all_firm(other))
    assert found["links"] == pytest.approx(2 / 3, abs=1e-4)  # one of two: titles are not scored
    assert found["changes"] == pytest.approx(2 / 3, abs=1e-4)


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
        (lambda a: a["changes"][0].__setitem__("directions", {}), "directions {}"),
        (lambda a: a["changes"][0].__setitem__("directions", {"deadline": "sooner"}), "sooner"),
        (lambda a: a["changes"][1].__setitem__("directions", {"deadline": "earlier"}), "of the fields []"),
        (lambda a: a["changes"][0].__setitem__("type", "promise"), "type promise"),
        (lambda a: a["changes"][0].pop("type"), "type None"),
        (lambda a: a["links"].pop(), "no link joins"),
    ],
)
def test_a_spoilt_annotation_is_told(tmp_path: Path, spoil: Any, told: str) -> None:
    annotation = _made_up(tmp_path)
    assert standoff.problems(annotation, tmp_path) == []
    spoil(annotation)
    assert told in "\n".join(standoff.problems(annotation, tmp_path))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda units: units.pop(9), "in no unit"),
        (lambda units: units.pop(), "behind the last unit"),
        (lambda units: units[9].__setitem__(1, units[8][1]), "paragraph"),
        (lambda units: units[9].__setitem__(5, "第九十九条"), "does not start at"),
    ],
)
def test_a_spoilt_annotation_by_article_is_told(tmp_path: Path, spoil: Any, told: str) -> None:
    annotation = standoff.load("own_rename")
    spoil(annotation["new"]["units"])
    assert told in "\n".join(standoff.problems(annotation, tmp_path))


def test_an_item_number_cut_off_from_its_line_is_no_page_number(tmp_path: Path) -> None:
    annotation = standoff.load("own_plan_markets")
    whole = standoff.source(annotation["old"], tmp_path)
    row = next(row for row in annotation["old"]["units"] if re.match(r"\d\.", whole[row[2] : row[3]]))
    row[2] += 1
    assert f"{row[0]}: characters before it are in no unit: 1" in standoff.problems(annotation, tmp_path)


def test_one_entry_for_each_lone_unit_is_carried_to_the_scorer(tmp_path: Path) -> None:
    annotation = {**_made_up(tmp_path), "one_entry_per_lone_unit": True}
    assert standoff.to_case(annotation, tmp_path)["one_entry_per_lone_unit"] is True


def _off_by_one(name: str, folder: Path) -> Iterator[list[str]]:
    """What is told where one unit in the middle of a side starts a character late, or ends one early."""
    for side in standoff.SIDES:
        for place, step in ((2, 1), (3, -1)):
            annotation = standoff.load(name)
            bodies = [row for row in annotation[side]["units"] if row[4] == "body" and row[3] - row[2] > 1]
            bodies[len(bodies) // 2][place] += step
            yield standoff.problems(annotation, folder)


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
                "directions": {"deadline": "earlier"},
                "type": "duty",
                "old_quote": quote(OLD, "在五月底前清理雨水口"),
                "new_quote": quote(NEW, "在四月底前清理雨水口"),
                "note": "A month earlier.",
            },
            {
                "change": "removed",
                "old": ["o4"],
                "new": [],
                "fields": [],
                "directions": {},
                "type": "duty",
                "old_quote": quote(OLD, "排水单位应当配合"),
                "new_quote": None,
                "note": "Cooperation dropped.",
            },
        ],
    }
