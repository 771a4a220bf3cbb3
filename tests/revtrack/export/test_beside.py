"""What a report shows beside the duties, in every form, and when it says that nothing changed."""

from __future__ import annotations

import io

import pytest
from docx import Document

from alignment import compare
from alignment.model import Comparison
from revtrack.cli.comparison_text import render_text
from revtrack.export.akoma_ntoso import render_akoma_ntoso
from revtrack.export.csv import render_csv
from revtrack.export.docx import render_docx
from revtrack.export.html import render_html
from revtrack.export.markdown import render_markdown
from revtrack.export.presentation import present
from revtrack.words.comparison import words
from revtrack.words.language import Lang

FIRST = """甲市停车场管理办法

第一条 本办法所称停车场，是指供公众使用的停车场所。
第二条 停车场经营者应当公示收费标准，并在30日内备案。
第三条 停车场经营者应当保存监控录像。
第四条 本办法自2031年3月1日起施行。
"""
SUBSTANCE = FIRST.replace("供公众使用", "供公众免费使用").replace("3月1日", "5月1日").replace("30日", "三十日")
WORDING = FIRST.replace("30日", "三十日")
MOVED = FIRST.replace(
    "第二条 停车场经营者应当公示收费标准，并在30日内备案。\n第三条 停车场经营者应当保存监控录像。",
    "第二条 停车场经营者应当保存监控录像。\n第三条 停车场经营者应当公示收费标准，并在30日内备案。",
)
BATHS = "甲市浴室管理办法\n\n" + "".join(
    f"第{number}条 浴室应当向区商务局{act}。\n"
    for number, act in zip(
        "一二三四五六", ("备案", "报送名单", "申请检查", "公开价目", "交存押金", "通报事故"), strict=True
    )
)
RENAMED = BATHS.replace("区商务局", "区市场监管局")
LANGS: tuple[Lang, Lang] = ("zh", "en")


def of(second: str) -> Comparison:
    return compare(BATHS if second is RENAMED else FIRST, second)


def written(comparison: Comparison, lang: Lang) -> dict[str, str]:
    """The report in every form as plain text."""
    sheet = Document(io.BytesIO(render_docx(comparison, lang=lang)))
    cells = [cell.text for table in sheet.tables for row in table.rows for cell in row.cells]
    return {
        "terminal": render_text(comparison, lang=lang, width=200),
        "html": render_html(comparison, lang=lang),
        "markdown": render_markdown(comparison, lang=lang),
        "docx": "\n".join([*(paragraph.text for paragraph in sheet.paragraphs), *cells]),
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("second", [SUBSTANCE, MOVED, RENAMED])
def test_no_change_is_said_only_where_nothing_above_wording_differs(lang: Lang, second: str) -> None:
    say, comparison = words(lang), of(second)
    assert any(entry.told for entry in comparison.account)
    for form, text in written(comparison, lang).items():
        for sentence in (say.no_obligation_changes, say.nothing_changed, say.only_wording):
            assert sentence not in text, (form, sentence)


@pytest.mark.parametrize("lang", LANGS)
def test_wording_alone_is_told_from_no_difference_at_all(lang: Lang) -> None:
    say = words(lang)
    for second, verdict in ((WORDING, say.only_wording), (FIRST, say.nothing_changed)):
        comparison = of(second)
        assert not comparison.differs
        for form, text in written(comparison, lang).items():
            assert verdict in text, form
    assert present(of(WORDING), lang=lang).no_entries == say.no_obligation_changes


def test_substance_is_numbered_on_from_the_duties_and_stands_behind_them() -> None:
    second = SUBSTANCE.replace("应当保存监控录像", "应当保存监控录像三个月")
    report = present(of(second), lang="zh")
    assert report.entries
    assert [other.number for other in report.others] == [len(report.entries) + 1, len(report.entries) + 2]
    assert {other.name for other in report.others} == {"定义", "施行日期"}
    assert {(choice.value, choice.count) for choice in report.filters.substance} == {
        ("definition", 1),
        ("effective-date", 1),
    }
    page = render_html(of(second))
    order = [page.index(mark) for mark in ('id="d-1"', 'id="substance"', 'id="rest"', 'id="findings"', 'id="text"')]
    assert order == sorted(order)


def test_a_place_is_said_on_both_sides_where_only_one_has_other_words() -> None:
    report = present(of(SUBSTANCE), lang="zh")
    [definition] = [other for other in report.others if other.kind == "definition"]
    assert [quote.address for quote in definition.quotes if quote] == ["第一条", "第一条"]


def test_wording_shows_where_and_what() -> None:
    [sort] = present(of(WORDING), lang="zh").rest
    assert (sort.name, sort.count, sort.rows) == ("措辞，数值写法", "1 处", ())
    assert [(one.address, one.old, one.new) for one in sort.instances] == [("第二条", "30", "三十")]


def test_a_name_that_is_another_throughout_is_one_row() -> None:
    report = present(of(RENAMED), lang="zh")
    rows = [row for sort in report.rest for row in sort.rows if row.kind == "renamed"]
    assert len(rows) == 1
    assert "商务" in rows[0].words[0]
    assert "市场监管" in rows[0].words[1]
    assert words("zh").the_rest in render_csv(of(RENAMED), lang="zh")


def test_tables_and_akoma_ntoso_hold_other_substance() -> None:
    comparison = of(SUBSTANCE)
    assert render_csv(comparison, lang="zh").count(words("zh").other_substance) == 2
    marked = render_akoma_ntoso(comparison, lang="zh")
    assert 'refersTo="#other-change #substance-definition"' in marked
    assert 'eId="substance-effective-date"' in marked
