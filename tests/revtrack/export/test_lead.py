"""The paragraph that opens a comparison: each claim rests on rows, counts as the filters do, and fits six lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from alignment import compare
from alignment.model import Comparison, Task
from revtrack.cli.comparison_text import render_text
from revtrack.export.beside import Other
from revtrack.export.entries import Entry
from revtrack.export.formats import COMPARISONS, Naming
from revtrack.export.html import render_html
from revtrack.export.lead import claims
from revtrack.export.markdown import render_markdown
from revtrack.export.presentation import Report, present
from revtrack.words.language import LANGUAGES, Lang
from revtrack.words.phrases import Words
from tests.revtrack.export.report_factory import make_law, make_plan

GOLD: list[tuple[str, str, Task]] = [
    ("shunyi_draft.txt", "shunyi_final.txt", "revision"),
    ("city_yyyz.txt", "shunyi_final.txt", "derivation"),
    ("antitrust_old.md", "antitrust_new.md", "revision"),
    ("permit_lists_2022.txt", "permit_lists_2023.txt", "revision"),
    ("xfhj.txt", "scjg.txt", "derivation"),
]


def told(report: Report) -> str:
    return "".join(part.text for part in report.lead)


def said_by(row: Entry | Other) -> str:
    """Everything that a row shows."""
    quotes = ["".join(stretch.text for stretch in quote.text) for quote in row.quotes if quote]
    facts = [f"{fact.old} {fact.new}" for fact in row.facts] if isinstance(row, Entry) else []
    actors = row.actors if isinstance(row, Entry) else ()
    return re.sub("[“”]", "", " ".join((*quotes, *facts, *actors)))


def words_of(example: str, say: Words) -> list[str]:
    """The words of the issuers in an example: a body, a quote, two values; each may be cut."""
    body, mark, quote = example.partition("“")
    words = [body, quote] if mark else example.split(f" {say.arrow} ")
    return [re.sub("[“”…]", "", word) for word in words if word != say.not_set]


def backed(comparison: Comparison, lang: Lang) -> None:
    """Whatever the paragraph claims stands in the rows that it names."""
    report = present(comparison, lang=lang)
    rows = {row.id: row for row in (*report.entries, *report.others)} | {one.id: one for one in report.remarks}
    found = claims(report.entries, report.others, report.remarks, comparison.task, report.words)
    for claim in found:
        assert str(len(claim.rows)) in claim.head
        assert {example.anchor for example in claim.examples} <= set(claim.rows) <= rows.keys()
    for part in report.lead:
        assert part.anchor in rows or not part.anchor
        row = rows.get(part.anchor)
        if part.zh and isinstance(row, Entry | Other):
            assert all(word in said_by(row) for word in words_of(part.text, report.words))
    counts = {choice.value: choice.count for choice in (*report.filters.kinds, *report.filters.fields)}
    for kind in ("added", "removed"):
        name = report.words.lead_kind(kind, comparison.task)
        assert (
            (report.words.lead_count(name, counts[kind]) in told(report))
            if counts.get(kind)
            else name not in told(report)
        )
    assert cell_len(told(report)) < 900


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("task", ["revision", "derivation"])
def test_every_claim_is_backed_by_a_row(task: Task, lang: Lang) -> None:
    backed(make_plan(task), lang)
    backed(make_law(300), lang)


@pytest.mark.parametrize(("old", "new", "task"), GOLD)
def test_every_claim_is_backed_by_a_row_on_real_texts(old: str, new: str, task: Task, evaluation: Path) -> None:
    raw = evaluation / "gold" / "raw"
    found = compare((raw / old).read_text("utf-8"), (raw / new).read_text("utf-8"), task=task)
    for lang in LANGUAGES:
        backed(found, lang)


def test_it_says_for_whom_how_firmly_by_when_and_how_much_the_weightiest_first() -> None:
    assert told(present(make_plan(), lang="zh")) == (
        "新增义务 1 项：“物业服务企业可以申请运行补贴”〔3〕；效力减弱 1 项：应当 → 力争〔1〕；"
        "期限变更 1 项：2031年6月底前 → 2031年9月底前（延后）〔1〕；数量变更 1 项：30座 → 20座（减少）〔1〕；"
        "删除义务 1 项：“各街道每季度向区城管委报送巡查台账”〔2〕；1 处疑点：“具体清单见附件3”引用落空〔⚠1〕。"
    )


def test_what_a_lower_text_lacks_is_not_taken_up() -> None:
    said = told(present(make_plan("derivation"), lang="zh"))
    assert "自行增加义务 1 项" in said
    assert "未承接义务 1 项" in said
    assert told(present(make_plan("derivation"), lang="en")).startswith("duties of its own 1: ")


def test_equal_texts_claim_nothing() -> None:
    report = present(compare("第一条 甲。", "第一条 甲。"), lang="zh")
    assert report.lead == ()
    assert 'class="lead"' not in render_html(compare("第一条 甲。", "第一条 甲。"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rendering_opens_with_it(lang: Lang) -> None:
    plan = make_plan()
    report = present(plan, lang=lang)
    flat = "".join(render_text(plan, lang=lang, width=120).split())
    assert "".join(told(report).split()) in flat
    assert report.words.lead in render_markdown(plan, lang=lang)
    page = render_html(plan, lang=lang)
    for part in report.lead:
        assert not part.anchor or f'<a href="#{part.anchor}"' in page
    for form in ("docx", "xlsx"):
        assert COMPARISONS[form].made(plan, Naming(lang))


def test_a_force_word_that_only_one_text_has_is_said_to_have_come_or_gone() -> None:
    firm, bare = "第一条 街道探索设立便民工具房。", "第一条 街道设立便民工具房。"
    turned = {
        lang: [told(present(compare(*texts), lang=lang)) for texts in ((bare, firm), (firm, bare))]
        for lang in LANGUAGES
    }
    assert "“探索”（新写明）" in turned["zh"][0]
    assert "“探索”（不再写明）" in turned["zh"][1]
    assert "“探索” (newly said)" in turned["en"][0]
    assert "“探索” (no longer said)" in turned["en"][1]
    assert not any("→" in one for both in turned.values() for one in both)


def test_a_small_screen_is_given_the_claims_without_their_examples() -> None:
    report = present(make_plan(), lang="zh")
    short = "".join(part.text for part in report.lead if not part.detail)
    assert short == "新增义务 1 项；效力减弱 1 项；期限变更 1 项；数量变更 1 项；删除义务 1 项；1 处疑点。"
    page = render_html(make_plan(), lang="zh")
    assert page.count('<span class="detail">') == sum(part.detail for part in report.lead)
