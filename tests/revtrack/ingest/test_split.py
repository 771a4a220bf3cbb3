"""Compilations of our own making, cut into documents: printed ones, and texts gathered one behind the other."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from revtrack.forms import corpus as corpus_json
from revtrack.ingest.metadata import read_metadata
from revtrack.ingest.split import split
from revtrack.service import Tracker
from revtrack.settings import load_settings

PRINTED = """
# Page 7:
（一）云州

# Page 8:
1. 云州市人民政府办公室关于印发《云州市停车治理工作
方案》的通知（2024 年3
月18 日）
云政办发〔2024〕6 号
各区人民政府：
现将方案印发给你们。
云州市人民政府办公室
2024 年3 月18 日
云州市停车治理工作方案
一、主要任务
1. 各区要在6 月底前建成停车场。
2. 停车场应当公示标准（2024 年1 月1 日起施行）。
附件：1.任务清单
2.名单(略）

# Page 9:
2. 云州市商务局便民服务

# Page 10:
点建设办法（2024 年4 月2 日）
第一条 为了方便居民，制定本办法。
第二条 商务部门应当公布网点。
（二）青州
1. 青州市民政局关于印发养老服务三十条的通知（2024 年5 月6 日）
一、总体要求
（一）基本原则
各镇应当落实。
青州市民政局
2024 年5 月6 日

# Page 12:
"""

INDENT = "\u3000\u3000"


def gathered(*paragraphs: str) -> str:
    """Paragraphs as web texts have them: indented, a blank line between; what begins with = starts without either."""
    text = ""
    for paragraph in paragraphs:
        glued, bare = paragraph.startswith("=="), paragraph.startswith("=")
        body = paragraph.lstrip("=")
        text += body if glued else f"\n{body}" if bare else f"{chr(10) * 2 if text else ''}{INDENT}{body}"
    return text + "\n"


def test_a_printed_compilation_is_cut_at_headings_with_a_title_and_a_day() -> None:
    found = split(PRINTED)
    assert [item.heading for item in found] == [
        "云州市人民政府办公室关于印发《云州市停车治理工作方案》的通知",
        "云州市商务局便民服务点建设办法",
        "青州市民政局关于印发养老服务三十条的通知",
    ]
    assert [item.heading_date for item in found] == ["2024-03-18", "2024-04-02", "2024-05-06"]
    assert [item.region for item in found] == ["云州", "云州", "青州"]
    lines = PRINTED.split("\n")
    assert [lines[item.end_line - 1] for item in found] == [
        "2.名单(略）",
        "第二条 商务部门应当公布网点。",
        "2024 年5 月6 日",
    ]
    for item in found:
        assert item.text == "\n".join(lines[item.start_line - 1 : item.end_line])


def test_items_of_an_annex_continue_no_compilation() -> None:
    one = split(PRINTED.split("# Page 9:", maxsplit=1)[0])
    assert len(one) == 1
    assert one[0].text.rstrip().endswith("2.名单(略）")


def test_gathered_texts_are_cut_where_the_blank_line_is_missing() -> None:
    text = gathered(
        "为做好停车治理，制定本方案。",
        "一、目标",
        "建成停车场。",
        "=临江区养老服务办法",
        "第一条　为了规范服务，制定本办法。",
        "第二条　各镇应当落实。",
    )
    found = split(text)
    assert [item.text.strip().split("\n")[0].strip() for item in found] == [
        "为做好停车治理，制定本方案。",
        "临江区养老服务办法",
    ]


@pytest.mark.parametrize(
    ("glued", "first"),
    [
        ("临江区养老服务实施方案", "为了方便老人，制定本方案。"),
        ("各镇人民政府，区政府各部门，各区属机构：", "为了方便老人，提出以下意见。"),
        ("第一章　总　则", "第一条　为了方便老人，制定本办法。"),
        ("序言", "“十五五”时期是养老服务的关键时期。"),
    ],
)
def test_a_beginning_glued_to_the_last_sentence_is_found(glued: str, first: str) -> None:
    text = gathered(
        "一、目标",
        "建成停车场。",
        "第九条　本办法自印发之日起施行。",
        f"=={glued}",
        first,
        "一、总体要求",
        "各镇应当落实。",
    )
    found = split(text)
    assert len(found) == 2
    assert found[1].text.startswith(glued)
    assert found[1].start_col > 1
    assert found[0].text.endswith("本办法自印发之日起施行。")
    assert found[0].end_line == found[1].start_line


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("一、目标", "建成停车场。", "附件1", "一、任务清单", "各镇应当落实。", "附件2", "一、名单", "各单位联系人。"),
        (
            "一、目标。各镇要做好下列工作：",
            "（一）建场",
            "（二）收费（责任单位：区交通局）",
            "二、保障",
            "各镇应当落实。",
        ),
        (
            "一、目标",
            "根据《云州市停车办法》（云政发〔2020〕1号）精神，现就有关事项通知如下：",
            "一、建场",
            "各镇应当落实。",
        ),
        (
            "为了规范停车，制定本办法。",
            "第一章　总则",
            "第一条　各镇应当落实。",
            "第二章　附则",
            "第二条　本办法自印发之日起施行。",
        ),
    ],
)
def test_what_only_looks_like_a_beginning_is_none(paragraphs: tuple[str, ...]) -> None:
    assert len(split(gathered(*paragraphs))) == 1


def test_an_amended_text_behind_its_decision_is_a_document() -> None:
    decision = gathered("云州市人民政府决定对《云州市停车办法》作如下修改：", "一、将第二条修改为：“各镇应当落实。”")
    history = f"{INDENT}（2020年1月1日公布　2024年3月1日修正）"
    amended = f"附\n\n云州市停车办法\n\n{history}\n\n{INDENT}第一条　为了规范停车，制定本办法。\n"
    found = split(f"{decision}\n\n\n{amended}")
    assert len(found) == 2
    assert found[1].text.startswith("附")


@pytest.mark.parametrize("text", ["一句话。", "第一条 应当。\n第二条 应当。\n", "# 标题\n\n一、目标\n\n内容。\n"])
def test_a_single_document_comes_back_as_one(text: str) -> None:
    found = split(text)
    assert len(found) == 1
    assert (found[0].start_line, found[0].start_col) == (1, 1)
    assert found[0].text.strip() == text.strip()


def test_nothing_is_no_document() -> None:
    assert split("") == ()
    assert split("\n\n  \n") == ()


# --- real documents --------------------------------------------------------------------------------------------------


def scorer(evaluation: Path) -> ModuleType:
    """The scorer of the evaluation as a module."""
    spec = importlib.util.spec_from_file_location("score_split", evaluation / "gold" / "score_split.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seeds(evaluation: Path) -> dict[str, Path]:
    return {path.name[:3]: path for path in sorted((evaluation / "seeds").iterdir())}


@pytest.mark.parametrize(("name", "count"), [("000", 8), ("001", 1), ("002", 46), ("003", 27), ("004", 1)])
def test_the_real_compilations_hold_as_many_documents(evaluation: Path, name: str, count: int) -> None:
    assert len(split(seeds(evaluation)[name].read_text("utf-8"))) == count


def test_a_law_is_one_document_under_its_own_title(evaluation: Path) -> None:
    for path in sorted((evaluation / "laws").rglob("*.md"))[::12]:
        text = path.read_text("utf-8")
        found = split(text)
        assert len(found) == 1, path.name
        title = text.split("\n", 1)[0].lstrip("# ")
        assert read_metadata(found[0]).text("title") == "".join(title.split()), path.name


@pytest.mark.parametrize("name", ["000", "001"])
def test_boundaries_and_metadata_by_the_scorer(evaluation: Path, name: str, tmp_path: Path) -> None:
    path = seeds(evaluation)[name]
    said = tmp_path / "said.json"
    found = Tracker(load_settings(), tmp_path).split_file(path)
    said.write_text(json.dumps(corpus_json.split(found), ensure_ascii=False), "utf-8")
    gold = evaluation / "gold" / "compilations.json"
    command = [sys.executable, evaluation / "gold" / "score_split.py", gold, path.name, said]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert "boundaries P 1.000 R 1.000 F1 1.000" in printed
    figures = [float(line.split()[-1]) for line in printed.splitlines() if "metadata" in line]
    assert figures
    assert min(figures) >= 0.97


@pytest.mark.long
def test_all_seeds_hold_74_documents_in_either_order(evaluation: Path, tmp_path: Path) -> None:
    for home, files in (("a", sorted(seeds(evaluation).values())), ("b", sorted(seeds(evaluation).values())[::-1])):
        with Tracker(load_settings(), tmp_path / home) as tracker:
            tracker.init()
            added = tracker.add(files)
            assert tracker.documents().total == 74
            assert all(item.error is None for item in added)
            likely = [item for item in added if item.proposal and item.proposal.kind.value in {"draft-of", "final-of"}]
            pairs = {frozenset((item.document, item.proposal.document)) for item in likely if item.proposal}
            assert len(pairs) == 1, "the district's draft and its issued text"
