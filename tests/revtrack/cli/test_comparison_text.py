"""The comparison as a terminal shows it: complete, readable without colour, and safe whatever the texts hold."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from alignment.model import (
    Clause,
    ClauseRow,
    Comparison,
    Finding,
    Kind,
    Link,
    Obligation,
    ObligationChange,
    Sentence,
    Side,
    SideName,
    Task,
)
from revtrack.cli.comparison_text import render_text

OLD = "区民政局应当于5月底前公布45个助餐点名单。"
NEW = "区民政局应当于6月底前公布60个助餐点名单。"
DROPPED = "各街道办事处每半年开展一次绩效评价。"


def clause(name: str, text: str, address: str, number: str = "") -> Clause:
    """A clause of one sentence."""
    sentence = Sentence(f"{name}.1", text, 0, len(text))
    return Clause(name, address, Kind.BODY, text, 1, number=number, sentences=(sentence,))


def side(name: SideName, title: str, *clauses: Clause, issued: str = "") -> Side:
    """One text."""
    return Side(name, title, clauses, issued=issued)


def duty(of: Clause, **fields: str) -> Obligation:
    """A duty whose quote is its whole clause."""
    return Obligation(of.id, f"{of.id}.1", of.text, 0, len(of.text), **fields)  # pyright: ignore[reportArgumentType]


def comparison(old: str = OLD, new: str = NEW, dropped: str = DROPPED, *, task: Task = "revision") -> Comparison:
    """One duty modified and renumbered, one removed, one finding."""
    o1, o2 = clause("o1", old, "二/1", "1."), clause("o2", dropped, "四/（三）")
    n1 = clause("n1", new, "二/（一）", "（一）")
    return Comparison(
        task=task,
        old=side("old", "临江区助餐实施方案（征求意见稿）", o1, o2),
        new=side("new", "临江区助餐实施方案", n1, issued="2024-05-24"),
        rows=(
            ClauseRow(("o1",), ("n1",), "modified", renumbered=True, moved=True, score=0.9, matched_by="alike"),
            ClauseRow(("o2",), (), "removed"),
        ),
        links=(Link(("o1.1",), ("n1.1",), "edited", 0.9, 0.5, "alike"),),
        segments=(),
        obligations=(
            ObligationChange(
                "modified",
                ("deadline", "quantity"),
                {"deadline": "later", "quantity": "more"},
                duty(o1, actor="区民政局", deadline="5月底前", quantity="45个"),
                duty(n1, actor="区民政局", deadline="6月底前", quantity="60个"),
            ),
            ObligationChange("removed", old=duty(o2, actor="各街道办事处")),
        ),
        findings=(Finding("dangling-reference", "new", "n1", "附件3", "“附件3”：文后没有附件3"),),
    )


def test_a_comparison_at_a_glance() -> None:
    text = render_text(comparison(), old_name="draft.txt", new_name="issued.txt", width=100)
    lines = [line.rstrip() for line in text.splitlines()]
    assert lines[0] == "原文本：临江区助餐实施方案（征求意见稿）  (draft.txt)"
    assert lines[1] == "新文本：临江区助餐实施方案  (issued.txt，印发日期 2024-05-24)"
    assert "2 项义务变化（删除 1 · 新增 0 · 修改 1）" in text
    assert "条款 0 未变 · 1 修改 · 0 新增 · 1 删除 · 1 重新编号 · 1 移动" in text
    assert "1 处疑点" in text
    assert "修改：期限延后、数量增加  二、1 → 二、（一）" in text
    assert "期限 5月底前 → 6月底前" in text
    assert "数量 45个 → 60个" in text
    assert "原 区民政局应当于[-5-]月底前公布[-45-]个助餐点名单。" in text
    assert "新 区民政局应当于{+6+}月底前公布{+60+}个助餐点名单。" in text
    assert f"原 {DROPPED}" in text
    assert "“附件3”：文后没有附件3" in text
    assert "全文对照" not in text


def test_the_whole_text_on_demand() -> None:
    text = render_text(comparison(), width=100, whole=True)
    _, _, whole = text.partition("全文对照")
    assert "重新编号 1. → （一）" in whole
    assert "⇅ 移自 二、1" in whole
    assert "区民政局应当于[-5-]{+6+}月底前公布[-45-]{+60+}个助餐点名单。" in whole
    assert "− 四、（三）  删除" in whole
    assert DROPPED in whole


def test_in_a_derivation_removed_reads_not_taken_up() -> None:
    for lang, said, never in (("zh", "未承接", "删除"), ("en", "not taken up", "removed")):
        text = render_text(comparison(task="derivation"), lang=lang, whole=True)
        assert said in text
        assert never not in text


def test_nothing_changed_is_said() -> None:
    same = clause("o1", OLD, "一"), clause("n1", OLD, "一")
    unchanged = Comparison(
        "revision",
        side("old", "方案", same[0]),
        side("new", "方案", same[1]),
        (ClauseRow(("o1",), ("n1",), "unchanged", score=1.0, matched_by="exact"),),
        (Link(("o1.1",), ("n1.1",), "same", 1.0, 1.0, "exact"),),
        (),
        (),
        (),
    )
    text = render_text(unchanged)
    assert "两个文本没有差别。" in text
    assert "义务变化\n" not in text
    assert "The two texts do not differ." in render_text(unchanged, lang="en")


@pytest.mark.parametrize("width", [10, 40, 80, 120, 500])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = comparison(OLD * 20, NEW * 20, DROPPED * 20)
    allowed = max(40, min(width, 120))
    for line in render_text(long, width=width, whole=True).splitlines():
        assert cell_len(line) <= allowed, line


def test_lines_break_where_chinese_may_break() -> None:
    text = render_text(comparison(OLD * 20, NEW * 20, DROPPED * 20), width=60, whole=True)
    for line in text.splitlines():
        assert not re.match(r"\s*[，。、；：）》”]", line), line
        assert not re.search(r"[（《“]\s*$", line), line


def test_wrapping_loses_nothing() -> None:
    text = render_text(comparison(dropped=DROPPED * 30), width=50)
    assert DROPPED * 30 in re.sub(r"\s", "", text)


def test_colour_adds_to_the_marks() -> None:
    coloured = render_text(comparison(), colour=True)
    assert re.search(r"\x1b\[[\d;]*9[\d;]*m45", coloured), "removed characters are struck through"
    assert re.search(r"\x1b\[[\d;]*4[\d;]*m60", coloured), "added characters are underlined"
    assert "[-" not in coloured
    assert "\x1b" not in render_text(comparison(), colour=False)


HOSTILE = (
    "区民政局\x1b[31;1m应当\x1b]0;title\x07\x9b2J"
    "公布\u202e名单\u2066\u200b\u00ad[bold red]not markup[/] :smile: \x08\x00\r\x7f\u2028完毕。"
)


@pytest.mark.parametrize("colour", [False, True])
def test_a_text_cannot_speak_to_the_terminal(colour: bool) -> None:
    hostile = comparison(HOSTILE + OLD, HOSTILE + NEW, HOSTILE)
    hostile = replace(
        hostile,
        old=replace(hostile.old, title=HOSTILE),
        findings=(Finding("dangling-reference", "new", "n1", HOSTILE, HOSTILE),),
    )
    text = render_text(hostile, old_name=HOSTILE, new_name="\x1b[2J.txt", width=100, colour=colour, whole=True)
    if colour:
        text = re.sub(r"\x1b\[[\d;]*m", "", text)  # ours: select graphic rendition, nothing else
    raw = {character for character in text if not character.isprintable() and character != "\n"} - {"\u3000"}
    assert raw == set()
    assert "\u202e" not in text
    flat = re.sub(r"\s", "", text)
    for shown in ("‹U+001B›", "‹U+202E›", "‹U+200B›", "‹U+00AD›", "‹U+0000›", "‹U+009B›", "‹U+2028›"):
        assert shown in flat
    assert "[boldred]notmarkup[/]:smile:" in flat
