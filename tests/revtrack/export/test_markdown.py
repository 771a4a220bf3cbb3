"""The Markdown report: readable as it is, and nothing in it that the texts could turn into markup."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from revtrack.export.markdown import render_markdown
from tests.revtrack.export.report_factory import make_hostile, make_plan

HOSTILE = [
    "<script>alert(1)</script>",
    "a | b | c",
    "`code` ``x``",
    "**粗** _斜_ ~~删~~",
    "[链接](javascript:alert(1)) ![图](x.png)",
    "# 标题\n\n- 项",
    "1. 编号\n===",
    "&lt;b&gt; &amp;",
    "\\| \\` \\",
    "[a]: http://x.example",
]


def render(text: str) -> str:
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").render(text)


def table_of(text: str) -> list[list[str]]:
    """The cells of the table of obligation changes, as a Markdown reader sees them."""
    rows = re.findall(r"<tr>(.*?)</tr>", render(text), re.DOTALL)
    return [re.findall(r"<t[hd]>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


def test_table_holds_every_change_with_its_quotes() -> None:
    header, *rows = table_of(render_markdown(make_plan()))
    assert header == ["", "变化", "定位", "原文本", "新文本"]
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert rows[0][1].startswith("▼ ◷ 修改 · 效力减弱 · 期限延后 · 数量减少")
    assert "期限 2031年6月底前 → 2031年9月底前" in rows[0][1]
    assert rows[0][2] == "二、1. → 二、（一）"
    assert rows[0][3] == "区城管委[-应当-]于2031年[-6-]月底前新建公厕[-30-]座"
    assert rows[0][4] == "区城管委{+力争+}于2031年{+9+}月底前新建公厕{+20+}座"
    assert rows[1][3:] == ["各街道每季度向区城管委报送巡查台账", "（无对应）"]
    assert rows[2][3:] == ["（无对应）", "物业服务企业可以申请运行补贴"]


def test_text_reads_as_it_is() -> None:
    text = render_markdown(make_plan(), old_name="draft.txt", new_name="final_text.txt")
    assert text.startswith("# 临溪区公共厕所提升行动方案\n")
    assert "3 项义务变化（删除 1 · 新增 1 · 修改 1）" in text
    assert "final_text.txt" in text
    assert "引用落空：“具体清单见附件3”" in text
    assert "### 二、2. · 删除" in text
    assert "- 删除：2.各街道每季度向区城管委报送巡查台账。" in text
    assert "- 新文本：（一）" not in text  # unchanged sentences of a changed clause are left out


def test_removed_is_called_not_taken_up_in_a_derivation() -> None:
    text = render_markdown(make_plan("derivation"))
    assert "删除" not in text
    assert "- 未承接：2.各街道" in text
    assert table_of(text)[2][4] == "未承接 （无对应）"


def test_english_words() -> None:
    text = render_markdown(make_plan(), lang="en")
    assert "## Obligation changes" in text
    assert "deadline later" in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str) -> None:
    text = render_markdown(make_hostile(hostile), old_name=hostile, new_name=hostile)
    html = render(text)
    assert not re.search(r"<(script|a|img|em|strong|code|s|h1>.*<h1|hr)\b", html)
    assert len(re.findall("<h1>", html)) == 1
    assert [len(row) for row in table_of(text)] == [5, 5, 5]
    flat = re.sub(r"\s+", " ", hostile)
    escaped = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert table_of(text)[2][3] == f"{escaped}甲".strip()


def test_unseen_characters_are_made_visible() -> None:
    text = render_markdown(make_hostile("期限\u202e届满\x1b[31m"))
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "期限‹U+202E›届满‹U+001B›" in text
