"""Web pages into paragraphs: the shapes of government pages, the furniture around the text, and hostile markup."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.ingest.html import page_text
from revtrack.ingest.read import read_bytes

TITLE = "临江区社区助餐服务实施方案"
PARAGRAPHS = (
    "一、工作目标",
    "2024年底前，全区建成52个老年助餐点，覆盖全部街道。",
    "二、工作任务",
    "（一）区民政局应当于6月底前公布老年助餐点名单。",
    "（二）各街道办事处不得向老年人收取押金。",
)

HEAD = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_临江区人民政府门户网站</title>
<style>p{{color:red}}</style><script>var list = "<p>脚本里的文字</p>";</script></head><body>
<div class="header"><a href="/">首页</a><a href="/zw">政务公开</a></div>
<div class="nav"><ul><li><a href="/a">领导之窗</a></li><li><a href="/b">政策文件</a></li></ul></div>
<div class="bread-crumb">当前位置：<a href="/">首页</a> &gt; 政策文件</div>
"""
FOOT = """<div class="related"><h3>相关链接</h3><ul><li><a href="/1">临江区举办助餐节活动报道</a></li></ul></div>
<div class="share">分享到：<a href="#">某某平台</a></div><p>【字体：大 中 小】 打印本页</p>
<div id="footer">主办单位：临江区人民政府办公室 网站标识码0000000000<br>版权所有</div>
<noscript>请打开脚本</noscript></body></html>"""

SHAPES = {
    "editor-p": (
        '<h1>{t}</h1><div class="TRS_Editor"><style>.x{{}}</style>'
        + "".join(f'<p style="text-indent:2em">　　{p}</p>\n' for p in PARAGRAPHS)
        + "</div>"
    ),
    "span-br": (
        '<h1>{t}</h1><div id="UCAP-CONTENT"><span>'
        + "<br/>\n<br>".join(f"&emsp;&emsp;{p}" for p in PARAGRAPHS)
        + "</span></div>"
    ),
    "table-font": (
        '<table width="960"><tr><td><table><tr><td align="center"><font size="5"><b>{t}</b></font></td></tr><tr><td>'
        + "".join(f'<div><font face="宋体">&nbsp;&nbsp;&nbsp;&nbsp;{p}</font></div>' for p in PARAGRAPHS)
        + "</td></tr></table></td></tr></table>"
    ),
    "unknown-divs": (
        '<div class="wrap"><div class="box1"><h2>{t}</h2><div class="abc"><div>'
        + "".join(f"<div><span>{p[:4]}</span><span>{p[4:]}</span></div>" for p in PARAGRAPHS)
        + "</div></div></div></div>"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_of_government_pages(shape: str) -> None:
    text = page_text(HEAD + SHAPES[shape].replace("{t}", TITLE) + FOOT)
    assert text.splitlines() == [TITLE, *PARAGRAPHS]


def test_a_line_break_in_the_source_is_no_blank_in_chinese() -> None:
    assert page_text("<p>各街道应当\n    落实责任，\r\n并报备案。</p>") == "各街道应当落实责任，并报备案。\n"
    assert page_text("<p>use\n  plain words</p>") == "use plain words\n"


def test_entities_and_kept_blanks() -> None:
    page = "<p>&ldquo;一站通办&rdquo;&#65288;试行&#xFF09;&nbsp;&lt;附件&gt;</p>"
    assert page_text(page) == "“一站通办”（试行）\u00a0<附件>\n"


def test_the_numbers_that_a_browser_shows_are_kept() -> None:
    assert page_text("<ol><li>公布名单。<li>报送备案。</ol><ol start=5><li>开展评估。</ol>").splitlines() == [
        "1. 公布名单。",
        "2. 报送备案。",
        "5. 开展评估。",
    ]


def test_a_row_of_data_is_one_line_and_a_layout_table_is_not() -> None:
    table = "<table><tr><th>任务</th><th>责任单位</th></tr><tr><td><p>建设助餐点</p></td><td>区民政局</td></tr></table>"
    assert page_text(table).splitlines() == ["任务\t责任单位", "建设助餐点\t区民政局"]
    layout = f"<table><tr><td>{'甲' * 200}</td><td>{'乙' * 200}</td></tr></table>"
    assert page_text(layout).splitlines() == ["甲" * 200, "乙" * 200]


def test_hidden_text_scripts_and_comments_are_not_read() -> None:
    page = (
        "<body><p>区民政局负责公布名单。</p><p style='display: none'>暗藏</p><p hidden>暗藏</p>"
        "<!-- 暗藏 --><script>document.write('暗藏')</script>"
        "<template><p>暗藏</p></template><iframe src=x>暗藏</iframe>"
    )
    assert page_text(page) == "区民政局负责公布名单。\n"


def test_furniture_by_name_is_kept_where_it_holds_the_text() -> None:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    assert page_text(f"<div class='print-share'>{body}</div>").splitlines() == list(PARAGRAPHS)


def test_a_title_within_the_text_is_not_repeated() -> None:
    page = f"<html><head><title>{TITLE} - 临江区人民政府</title></head><body><p>临江区社区助餐服务</p><p>实施方案</p>"
    assert page_text(page + "<p>为改善服务，制定本方案。</p>").splitlines() == [
        "临江区社区助餐服务",
        "实施方案",
        "为改善服务，制定本方案。",
    ]


def test_the_name_of_a_site_is_no_title() -> None:
    for name in ("临江区人民政府", "某某政务网", "首页"):
        assert page_text(f"<title>{name}</title><p>为改善服务，制定本方案。</p>") == "为改善服务，制定本方案。\n"
    assert page_text("<title>助餐服务管理办法 - 临江区人民政府</title><p>第一条 略。</p>").startswith(
        "助餐服务管理办法\n"
    )


def test_a_page_is_known_by_its_content_and_its_declared_encoding() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><body><p>㙟村䶮应当报备</p>'
    read = read_bytes(page.encode("gb18030"), name="page.txt")
    assert (read.format, read.encoding, read.text) == ("html", "gb18030", "㙟村䶮应当报备\n")


def test_plain_text_under_a_pages_name_keeps_its_lines() -> None:
    read = read_bytes("第一条 甲。\n第二条 乙 < 丙。\n".encode(), name="law.html")
    assert (read.format, read.text) == ("text", "第一条 甲。\n第二条 乙 < 丙。\n")


def test_markdown_keeps_its_text() -> None:
    text = "# 办法\n\n<!-- 注 -->\n## 第一章\n\n第一条 应当。\n"
    read = read_bytes(text.encode(), name="law.md")
    assert (read.format, read.text) == ("markdown", text)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000 + "文字",
        "<b><i>" * 100_000 + "文字",
        "<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">文字",
        "<div class='nav'>" * 100_000,
    ],
    ids=["deep", "formatting", "attributes", "furniture"],
)
def test_markup_made_to_stall_is_refused_at_once(page: str) -> None:
    start = time.process_time()
    with pytest.raises(InvalidInput) as caught:
        page_text(page, name="page.html")
    assert (caught.value.kind, caught.value.file, caught.value.line) == ("markup", "page.html", 1)
    assert time.process_time() - start < 2


def test_a_deep_but_possible_page_is_read() -> None:
    assert page_text("<div>" * 2000 + "文字在此" + "</div>" * 2000) == "文字在此\n"


FACTS = """<html><body><div class="nav">首页 政策</div>
<table><tr><td>[发文机构]</td><td>临江区人民政府办公室</td></tr><tr><td>发文字号：</td><td>临政办发[2024]6 号</td></tr>
<tr><td>成文日期</td><td>2024年5月9日</td></tr></table><ul><li>【发布日期】2024-05-12</li><li>有 效 性：有效</li></ul>
<div class="TRS_Editor"><p>临江区停车治理方案</p><p>一、要求</p>
<p>各镇应当在发布日期前落实停车治理任务，不得拖延。</p></div></body></html>"""


def test_the_table_of_facts_of_a_page_is_read() -> None:
    read = read_bytes(FACTS.encode(), name="a.html")
    assert {field: value for field, (value, _) in read.facts.items()} == {
        "issuers": "临江区人民政府办公室",
        "doc_number": "临政办发〔2024〕6号",
        "issued": "2024-05-09",
        "published": "2024-05-12",
    }
    assert read.facts["doc_number"][1] == "发文字号：临政办发[2024]6 号"
    assert read_bytes("<p>发布日期由市政府决定。</p><p>各镇应当落实。</p>".encode(), name="a.html").facts == {}


def test_the_facts_of_a_page_become_metadata(tmp_path: Path) -> None:
    from revtrack.service import Tracker
    from revtrack.settings import load_settings

    (tmp_path / "page.html").write_text(FACTS, "utf-8")
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        (added,) = tracker.add([tmp_path / "page.html"])
        (version,) = tracker.document(added.document).versions.values()
    assert (version.value("doc_number"), version.value("published")) == ("临政办发〔2024〕6号", "2024-05-12")
    assert version.read_from["published"] == "发布日期：2024-05-12"
