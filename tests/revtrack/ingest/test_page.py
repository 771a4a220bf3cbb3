"""Saved pages as they come: what is called furniture and is none, what is furniture and not called so, the unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from revtrack.ingest.account import Reason
from revtrack.ingest.extracted import Extracted
from revtrack.ingest.page.gathered import gathered, one_file
from revtrack.ingest.page.parts import next_address, part_of
from revtrack.ingest.page.reader import extract_markup
from revtrack.ingest.read import read_bytes, read_file

TITLE = "栗川区社区食堂管理办法"
ARTICLES = (
    "第一条　为规范社区食堂管理，制定本办法。",
    "第二条　各街道应当每月向区民政局报送供餐台账。",
    "第三条　食堂应当公示价格。不公示价格的，处一千元以下罚款。",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in ARTICLES)
BREAKS = "<br>".join(ARTICLES)
MENU = "".join(f"<li>{word}</li>" for word in ("栗川概况", "走进栗川", "领导之窗", "机构设置", "政务公开") * 30)
LINKS = "".join(f'<a href="/{at}">栏目{at}</a> ' for at in range(12))
FOOT = "主办单位：栗川区人民政府 网站标识码：1100000000 京ICP备00000000号 联系我们"


def read(markup: str) -> Extracted:
    found = extract_markup(markup, name="a.html")
    assert found.account.unexplained == 0, found.account
    return found


def lines(markup: str) -> list[str]:
    return read(markup).text.splitlines()


def page(body: str, head: str = "") -> str:
    title = f"<title>{TITLE} - 栗川区人民政府门户网站</title>"
    return f"<!doctype html><html><head><meta charset='utf-8'>{title}{head}</head><body>{body}</body></html>"


# --- what holds the text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrapper",
    ["common-detail-page-printer", "print-share", "footer", "sidebar", "nav", "header-top", "related", "search-tools"],
)
@pytest.mark.parametrize("container", ["TRS_Editor", "zoom", "v_news_content", "abc"])
def test_what_holds_the_text_is_no_furniture_whatever_it_is_called(wrapper: str, container: str) -> None:
    body = f'<div class="site-map"><ul>{MENU}</ul></div><div class="{wrapper}"><h2>{TITLE}</h2>'
    assert lines(page(f'{body}<div class="{container}">{PARAGRAPHS}</div></div>')) == [TITLE, *ARTICLES]


@pytest.mark.parametrize("tag", ["footer", "aside", "header", "nav", "form", "section"])
def test_nor_is_an_element_of_that_sort(tag: str) -> None:
    assert lines(page(f"<div><ul>{MENU}</ul></div><{tag}><h1>{TITLE}</h1><div>{BREAKS}</div></{tag}>")) == [
        TITLE,
        *ARTICLES,
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td>{LINKS}</td></tr><tr><td><ul>{MENU}</ul></td><td><table><tr><td>{TITLE}</td></tr><tr><td>"
        f"{BREAKS}</td></tr></table></td></tr><tr><td>{FOOT}</td></tr></table>",
        f"<table width=100%><tr><td>首页</td><td>政务公开</td><td>办事服务</td><td>互动交流</td></tr></table>"
        f"<table><tr><td><p>{TITLE}</p>{PARAGRAPHS}</td></tr></table><table><tr><td>{FOOT}</td></tr></table>",
        f"<div>{LINKS}</div><div><h3>{TITLE}</h3>{PARAGRAPHS}</div><div>{LINKS}</div><div>{FOOT}</div>",
        f"<div><ul>{MENU}</ul><h3>{TITLE}</h3>{PARAGRAPHS}<ul>{MENU}</ul><p>{FOOT}</p></div>",
    ],
    ids=["layout-table", "menu-row", "links", "one-element"],
)
def test_menus_and_footers_are_furniture_by_position_and_links(body: str) -> None:
    found = read(page(body))
    assert found.text.splitlines() == [TITLE, *ARTICLES]
    assert found.account.left[Reason.MENU] > 20
    assert not found.account.question


def test_the_number_above_and_the_date_below_belong_to_the_text() -> None:
    body = (
        f"<div class='menu'>{LINKS}</div><h1>{TITLE}</h1><p class='wh'>栗政办发〔2027〕5号</p>"
        f"<div class='info'>来源：本站 浏览次数：33</div><div class='TRS_Editor'>{PARAGRAPHS}</div>"
        "<div>附件：1. 申请表.docx</div><div>栗川区人民政府办公室</div><div>2027年3月1日</div>"
        f"<div class='foot'>{FOOT}</div>"
    )
    wanted = [TITLE, "栗政办发〔2027〕5号", *ARTICLES, "附件：1. 申请表.docx", "栗川区人民政府办公室", "2027年3月1日"]
    assert sorted(lines(page(body))) == sorted(wanted)


def test_sentences_that_were_judged_to_be_furniture_are_a_question() -> None:
    other = "<div>" + "".join(f"<p>{text}另有一句话说明情况。</p>" for text in ARTICLES) + "</div>"
    found = read(page(f"<div class='TRS_Editor'>{PARAGRAPHS * 2}</div><div class='x'>{other}</div>"))
    assert found.account.question == "judged"
    assert "另有一句话" in found.account.words[Reason.MENU]


# --- what is not seen ------------------------------------------------------------------------------------------------

HIDING = [
    "font-size:0", "font-size:0px;color:#fff", "visibility:hidden", "visibility: collapse", "display:none",
    "position:absolute;left:-9999px", "position:fixed;top:-3000px", "text-indent:-9999px", "opacity:0",
    "color:transparent", "clip:rect(0,0,0,0);position:absolute", "height:0;overflow:hidden", "color:#ffffff",
    "margin-left:-5000px", "transform:scale(0)", "font-size:1px", "font:0/0 a", "clip-path:inset(50%)",
]  # fmt: skip


@pytest.mark.parametrize("style", HIDING)
@pytest.mark.parametrize("where", ["inline", "sheet"])
def test_text_that_nobody_sees_is_not_read(style: str, where: str) -> None:
    mark = f'style="{style}"' if where == "inline" else 'class="q"'
    sheet = "" if where == "inline" else f"<style>/* {{ */ p{{color:red}} @media screen{{ .q {{ {style} }} }}</style>"
    body = f"<div id='zoom'>{PARAGRAPHS}<p>第四条　各街道应<span {mark}>XK29</span>当报送。</p></div>"
    found = read(page(body, sheet))
    assert found.text.splitlines() == [TITLE, *ARTICLES, "第四条　各街道应当报送。"]
    assert dict(found.account.left) == {Reason.HIDDEN: 4}


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<del>旧</del>", Reason.STRUCK),
        ("<s>旧</s>", Reason.STRUCK),
        ("<strike>旧</strike>", Reason.STRUCK),
        ('<span style="text-decoration: line-through">旧</span>', Reason.STRUCK),
        ('<span style="text-decoration-line:line-through">旧</span>', Reason.STRUCK),
        ('<i class="gone">旧</i>', Reason.STRUCK),
        ("<ruby><rb></rb><rp>(</rp><rt>旧</rt></ruby>", Reason.RUBY),
        ("<i hidden>旧</i>", Reason.HIDDEN),
        ("<select><option>旧</option></select>", Reason.MENU),
    ],
)
def test_struck_ruby_and_controls_are_told_apart(inner: str, reason: Reason) -> None:
    sheet = "<style>.gone{text-decoration:line-through}</style>"
    found = read(page(f"<div id='zoom'>{PARAGRAPHS}<p>第四条　新{inner}规。</p></div>", sheet))
    assert found.text.splitlines()[-1] == "第四条　新规。"
    assert reason in found.account.left


@pytest.mark.parametrize(
    "style", ["opacity: 0", "display: none", "visibility: hidden", "position:absolute;left:-9999px"]
)
def test_a_page_that_a_script_would_show_is_read_and_what_it_hides_itself_is_not(style: str) -> None:
    body = f'{PARAGRAPHS}<p style="display:none">第四条　本办法的旧稿。</p>'
    found = read(page(f'<p>栗川</p><div style="{style}"><h1>{TITLE}</h1><div class="TRS_Editor">{body}</div></div>'))
    assert found.text.splitlines() == [TITLE, *ARTICLES]
    assert found.account.left[Reason.HIDDEN] == 10


def test_a_page_of_which_nothing_was_read_is_a_question() -> None:
    menu = "".join(f"<button>{word}</button>" for word in ("Traffic", "Weather", "Local news", "Politics") * 5)
    assert read(page(menu)).account.question == "judged"


def test_what_only_seems_hidden_is_read() -> None:
    body = (
        "<div id='zoom' style='text-indent:2em;color:#fff;background:#003'><p style='visibility:hidden'>"
        "<b style='visibility:visible'>第一条　明示。</b></p><p style='font-size:0'><b style='font-size:14px'>"
        "第二条　明示。</b></p><p class='later'>第三条　明示。</p>"
        "<p style='left:-10px;position:relative'>第四条　明示。</p></div>"
    )
    sheet = (
        "<style>.later{display:none} .later{display:block} @media print{p{display:none}} p:hover{display:none}</style>"
    )
    assert lines(page(body, sheet))[1:] == [f"第{number}条　明示。" for number in "一二三四"]


def test_a_source_break_parts_a_number_or_a_day_from_its_text_and_no_sentence() -> None:
    page = "<p>第三条\n各街道应当报送\n台账。</p><p>2026年3月1日\n区人民政府第8次会议通过</p>"
    assert read(page).text.splitlines() == ["第三条 各街道应当报送台账。", "2026年3月1日 区人民政府第8次会议通过"]


@pytest.mark.parametrize(
    ("tag", "style"),
    [
        ("pre", ""),
        ("div", "white-space: pre-wrap"),
        ("div", "white-space: pre-line"),
        ("pre", "white-space: break-spaces"),
    ],
)
def test_what_is_set_as_its_source_is_broken_keeps_its_lines(tag: str, style: str) -> None:
    # as office programs write plain text: a run ends with the line, and the break stands between two of them
    runs = "\n".join(f'<font face="a"><span lang="zh-CN">{text[:4]}</span></font>{text[4:]}' for text in ARTICLES)
    assert lines(page(f'<h1>{TITLE}</h1><{tag} style="{style}">{runs}\n</{tag}>')) == [TITLE, *ARTICLES]


def test_what_is_not_set_so_goes_on_over_the_breaks_of_its_source() -> None:
    broken = ARTICLES[1].replace("每月", "每月\n")
    assert lines(page(f'<h1>{TITLE}</h1><pre style="white-space: normal">{broken}</pre>')) == [TITLE, ARTICLES[1]]


def test_a_zero_width_space_within_a_word_is_none() -> None:
    assert lines("<div id=zoom><p>应&#8203;当&zwnj;报&shy;送&#xFEFF;台账。</p></div>") == ["应当报送台账。"]


# --- tables and formulas ---------------------------------------------------------------------------------------------

ROW = "<tr><td>建立供餐台账，{long}</td><td>区民政局<br>区财政局</td><td>3月底前</td></tr>"


def test_a_task_table_keeps_its_cells_however_long_they_are() -> None:
    long = "每月汇总供餐人次、补贴金额和投诉处理情况并向社会公示，" * 8 + "接受监督。"
    head = "<tr><th>任务</th><th>责任<br>单位</th><th>完成时限</th></tr>"
    table = f"<table><caption>任务分工表</caption>{head}{ROW.format(long=long)}{ROW.format(long='另一项。')}</table>"
    assert lines(f"<div id=zoom>{PARAGRAPHS}{table}</div>")[3:] == [
        "任务分工表",
        "任务\t责任单位\t完成时限",
        f"建立供餐台账，{long}\t区民政局 区财政局\t3月底前",
        "建立供餐台账，另一项。\t区民政局 区财政局\t3月底前",
    ]


def test_spans_are_filled_and_struck_cells_are_empty() -> None:
    table = (
        "<table><tr><th>任务</th><th>单位</th><th>时限</th></tr>"
        "<tr><td>建灶</td><td rowspan=2>区民政局</td><td>3月</td></tr>"
        "<tr><td>验灶</td><td>6月</td></tr><tr><td>撤灶</td><td><s>区城管局</s></td><td>9月</td></tr></table>"
    )
    assert lines(f"<div id=zoom>{PARAGRAPHS}{table}</div>")[3:] == [
        "任务\t单位\t时限", "建灶\t区民政局\t3月", "验灶\t区民政局\t6月", "撤灶\t\t9月",
    ]  # fmt: skip


def test_mathml_is_a_line_of_text() -> None:
    formula = (
        "<math><mi>补贴</mi><mo>=</mo><mfrac><mrow><mi>甲</mi><mo>+</mo><mi>乙</mi></mrow><mn>12</mn></mfrac></math>"
    )
    assert lines(f"<div id=zoom><p>按{formula}计算。</p></div>") == ["按补贴=(甲+乙)/12计算。"]


def test_lists_show_the_numbers_that_a_browser_shows() -> None:
    lists = (
        "<ol style='list-style-type:cjk-ideographic'><li>甲。<li>乙。</ol><ol style='list-style:none'><li>丙。</ol>"
        "<ol type=a><li>丁。</ol><ol><li value=7>戊。<li>己。</ol>"
    )
    assert lines(f"<div id=zoom>{lists}</div>") == ["一、甲。", "二、乙。", "丙。", "a. 丁。", "7. 戊。", "8. 己。"]


# --- texts over several pages ----------------------------------------------------------------------------------------


def parted(number: int, text: str, *, link: str = "", count: int = 3) -> bytes:
    script = f'<script>createPageHTML({count}, {number}, "t2027_12", "html");</script>' if not link else ""
    pager = f'<a href="{link}">下一页</a>' if link else ""
    return page(f"<h1>{TITLE}</h1><div class='TRS_Editor'><p>{text}</p></div><div>{script}{pager}</div>").encode()


PARTS = (
    "第一条　各街道应当每月向区民政局报送供餐台账，并在每季度末公示供餐人次和",
    "投诉处理情况。",
    "第三条　自公布之日起施行。",
)
WHOLE = [TITLE, PARTS[0] + PARTS[1], PARTS[2]]


def test_a_page_knows_which_of_how_many_it_is() -> None:
    part = part_of(parted(1, "甲").decode())
    assert part is not None
    assert (part.number, part.count, part.names) == (2, 3, ("t2027_12.html", "t2027_12_1.html", "t2027_12_2.html"))
    assert part_of('<script>createPageHTML(20, 0, "index", "html")</script>') is None
    remarks = read(parted(0, "第一条　甲。").decode()).remarks
    assert [(remark.kind, remark.facts) for remark in remarks] == [("page-part", {"page": "1", "pages": "3"})]


@pytest.mark.parametrize(
    "names", [("t2027_12.html", "t2027_12_1.html", "t2027_12_2.html"), ("存.html", "存_1.html", "存_2.html")]
)
def test_pages_that_lie_beside_the_first_are_one_text(names: tuple[str, ...], tmp_path: Path) -> None:
    for number, (name, text) in enumerate(zip(names, PARTS, strict=True)):
        (tmp_path / name).write_bytes(parted(number, text))
    found = read_file(tmp_path / names[0], max_bytes=10**6)
    assert (found.format, found.text.splitlines(), found.remarks) == ("html", WHOLE, ())
    (tmp_path / names[1]).unlink()
    assert [remark.kind for remark in read_file(tmp_path / names[0], max_bytes=10**6).remarks] == ["page-part"]


def test_printed_links_to_the_next_page_are_followed_beside_the_page_only() -> None:
    files = {
        "a.html": parted(0, PARTS[0], link="a_1.html"),
        "a_1.html": parted(0, PARTS[1], link="a_2.html"),
        "a_2.html": parted(0, PARTS[2], link="/list/b.html"),
    }
    found = read_bytes(gathered(files["a.html"], "a.html", files.get), name="a.html")
    assert found.text.splitlines() == WHOLE
    own = "https://gov.example/zw/a.html"
    assert next_address(files["a.html"].decode(), own) == "https://gov.example/zw/a_1.html"
    assert next_address('<a href="https://else.example/zw/a_1.html">下一页</a>', own) == ""
    assert next_address('<a href="index_1.html">下一页</a>', "https://gov.example/zw/index.html") == ""


def test_several_pages_in_one_file_keep_their_bytes() -> None:
    pages = [("a.html", parted(0, PARTS[0])), ("a_1.html", parted(1, PARTS[1])), ("甲.html", parted(2, PARTS[2]))]
    data = one_file(pages)
    assert all(content in data for _, content in pages)
    assert read_bytes(data, name="a.mht").text.splitlines() == WHOLE


def test_pages_of_which_one_is_shown_at_a_time_are_one_text() -> None:
    body = f"<div id='page1'><p>{ARTICLES[0]}</p></div>" + "".join(
        f"<div id='page{at}' style='display:none'><p>{text}</p><p>{text}</p></div>"
        for at, text in enumerate(ARTICLES[1:], start=2)
    )
    assert lines(page(f"<div class='TRS_Editor'>{body}</div>")) == [
        TITLE,
        ARTICLES[0],
        *[text for text in ARTICLES[1:] for _ in (1, 2)],
    ]


def test_a_page_saved_by_a_browser_in_one_file_is_read() -> None:
    import base64

    content = base64.encodebytes(
        page(f"<div id=zoom>{PARAGRAPHS}</div>").replace("utf-8", "gb2312").encode("gb18030")
    ).decode()
    data = (
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n'
        "------b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{content}\r\n------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "iVBO\r\n------b--\r\n"
    )
    found = read_bytes(data.encode(), name="a.mhtml")
    assert (found.format, found.encoding, found.text.splitlines()) == ("html", "gb18030", [TITLE, *ARTICLES])
