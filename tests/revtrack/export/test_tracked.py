"""Word with tracked changes: accepting all gives the new text and rejecting all the old one, character by character."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Literal

import pytest
from lxml import etree

from alignment import compare
from alignment.model import Comparison, Side
from revtrack.export.presentation import present
from revtrack.export.tracked import render_tracked
from revtrack.export.xml_parts import Element, xml_text
from revtrack.words.language import LANGUAGES, Lang
from tests.revtrack.export.report_factory import make_hostile, make_law, make_plan

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENDS = """丁市浴室管理办法

第一条 浴室应当每日清洗消毒浴池。
第二条 浴室应当留存监控录像三十日。
"""
MOVED = """丁市浴室管理办法

第一条 浴室应当公示收费标准。
第二条 浴室应当留存监控录像九十日。
第三条 浴室应当每日清洗消毒浴池。
"""
PAIRS = [(ENDS, MOVED), (MOVED, ENDS), (ENDS, ""), ("", ENDS), (ENDS, ENDS), (ENDS, "全然无关的一句话。")]


def part(data: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def settled(data: bytes, answer: Literal["accept", "reject"]) -> str:
    """The text of the document once every change was accepted or rejected, as Word does it.

    What goes goes with its runs; a paragraph whose mark goes runs on in the next one.
    """
    gone = "del" if answer == "accept" else "ins"
    body = deepcopy(part(data, "word/document.xml")).find(f"{W}body")
    assert body is not None
    lines, line = [], ""
    for paragraph in body.iter(f"{W}p"):
        for run in paragraph.iter(f"{W}r"):
            holder = run.getparent()
            if holder is not None and holder.tag == f"{W}{gone}":
                continue
            written = "delText" if holder is not None and holder.tag == f"{W}del" else "t"
            assert {str(one.tag) for one in run} <= {
                f"{W}{name}" for name in ("rPr", written, "br", "tab", "commentReference")
            }
            for one in run:
                line += {f"{W}br": "\n", f"{W}tab": "\t"}.get(str(one.tag), one.text or "")
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is None:
            lines.append(line)
            line = ""
    assert not line
    # Word keeps the last paragraph of a document; where one side has nothing there it stays empty.
    return "\n".join(lines).removesuffix("\n")


def text_of(side: Side) -> str:
    return "\n".join(xml_text(clause.text) for clause in side.clauses)


def both_ways(comparison: Comparison) -> None:
    made = render_tracked(comparison)
    assert settled(made, "accept") == text_of(comparison.new)
    assert settled(made, "reject") == text_of(comparison.old)


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_accepting_gives_the_new_text_and_rejecting_the_old(old: str, new: str) -> None:
    both_ways(compare(old, new))


@pytest.mark.parametrize("comparison", [make_plan(), make_plan("derivation"), make_law(300)])
def test_of_a_plan_and_of_a_long_law_too(comparison: Comparison) -> None:
    both_ways(comparison)


@pytest.mark.parametrize("text", ["<w:p/>&amp;]]>", "零宽\u200b反向\u202e", "\x00\x07", "a\tb"])
def test_hostile_text_stays_text(text: str) -> None:
    both_ways(make_hostile(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("shunyi_draft.txt", "shunyi_final.txt"),
        ("antitrust_old.md", "antitrust_new.md"),
        ("funeral_old.md", "funeral_new.md"),
    ],
)
def test_of_real_texts_too(old: str, new: str, evaluation: Path) -> None:
    raw = evaluation / "gold" / "raw"
    both_ways(compare((raw / old).read_text("utf-8"), (raw / new).read_text("utf-8")))


def test_changes_bear_an_author_and_the_day_of_issue() -> None:
    document = part(render_tracked(make_plan()), "word/document.xml")
    changes = [*document.iter(f"{W}ins"), *document.iter(f"{W}del")]
    assert {change.get(f"{W}author") for change in changes} == {"revtrack"}
    assert {change.get(f"{W}date") for change in changes} == {"2031-09-30T00:00:00Z"}
    numbers = [change.get(f"{W}id") for change in changes]
    assert len(set(numbers)) == len(numbers) > 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_comments_say_what_became_of_each_duty_where_it_stands(lang: Lang) -> None:
    made = render_tracked(make_plan(), lang=lang)
    comments = part(made, "word/comments.xml").findall(f"{W}comment")
    said = {comment.get(f"{W}id"): "".join(comment.itertext()) for comment in comments}
    assert len(said) == len(make_plan().obligations)
    assert {comment.get(f"{W}date") for comment in comments} == {"2031-09-30T00:00:00Z"}
    [first] = [text for text in said.values() if " 1" in text.split("→")[0][:22]]
    assert "2031年6月底前 → 2031年9月底前" in first
    document = part(made, "word/document.xml")
    starts = {mark.get(f"{W}id"): mark.getparent() for mark in document.iter(f"{W}commentRangeStart")}
    assert starts.keys() == said.keys() == {mark.get(f"{W}id") for mark in document.iter(f"{W}commentReference")}
    removed = next(name for name, text in said.items() if " 2" in text[:22])
    where = starts[removed]
    assert where is not None
    assert "巡查台账" in "".join(where.itertext())


def test_a_comment_names_a_field_that_neither_side_has_a_value_for() -> None:
    texts = [f"甲市桥梁办法\n第一条 桥梁的巡查记录应当保存{length}。\n" for length in ("一年", "三年")]
    comparison = compare(*texts)
    [entry] = present(comparison, lang="zh").entries
    assert "quantity" in entry.fields
    assert not any(fact.name == "quantity" and fact.phrase for fact in entry.facts)
    [comment] = part(render_tracked(comparison), "word/comments.xml").findall(f"{W}comment")
    assert all(phrase in "".join(comment.itertext()) for phrase in entry.phrases)


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert render_tracked(make_plan()) == render_tracked(make_plan())
