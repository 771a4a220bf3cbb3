"""Discovery: the items of lists in the shapes that government sites give them, and of what would harm a reader."""

from __future__ import annotations

import gzip
import json
import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from revtrack.watch.attachments import Attachment, files_in, main_text_is_thin
from revtrack.watch.kinds import items_in
from revtrack.watch.lists.canonical import canonical_address
from revtrack.watch.lists.discover import Discovered, propose
from revtrack.watch.lists.row_facts import clean_title, date_in_words, row_number, whole_title
from revtrack.watch.sources import Find, Source

HOST = "https://www.yunchuan.example"
PAGE = f"{HOST}/zfwj/index.html"
TODAY = date(2024, 3, 10)
HTML = "text/html"

TITLES = (
    "云川县人民政府关于加强山塘水库管护工作的通知",
    "云川县人民政府办公室关于印发农村道路养护实施办法的通知",
    "关于公布2024年度行政执法事项目录的公告",
    "云川县小微企业用电补贴办法（征求意见稿）公开征求意见",
    "关于调整公共租赁住房准入标准的通知",
)
DAYS = ("2024-03-08", "2024-03-05", "2024-02-20", "2024-01-15", "2023-12-29")
NAV = """<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流平台与民意征集</a></li></ul></div>"""
FOOT = """<div class="footer"><a href="https://a.example/">云川县人民政府主办网站声明与帮助</a>
<a href="https://b.example/">丘陵市人民政府门户网站</a><a href="https://c.example/">无障碍浏览与隐私保护说明</a></div>"""


def source(kind: str = "list", address: str = PAGE, **find: str) -> Source:
    return Source(name="x", title="x", kind=kind, address=address, find=Find(**find))


def read(html: str, address: str = PAGE, **find: str) -> Discovered:
    return items_in(source(**find), html.encode(), address, HTML, today=TODAY)


def rows_of(found: Discovered) -> list[tuple[str, str]]:
    return [(item.title, item.date) for item in found.items]


def kinds(found: Discovered) -> set[str]:
    return {diagnostic.kind for diagnostic in found.diagnostics}


def old_table() -> str:
    rows = "".join(
        f"""<tr><td width=20><font color=red>·</font></td><td><a href="content.asp?id={at}" target=_blank>
        <font size=2>{title[:9]}
        {title[9:]}</font></a></td><td><font color=#999999>[{day}]</font></td></tr>
        <tr><td colspan=3 height=1 background=line.gif></td></tr>"""
        for at, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    return f"<html><body><table><tr><td>{NAV}</td></tr><tr><td><table>{rows}</table></td></tr></table>{FOOT}"


def split_lists() -> str:
    """Lists cut every few rows, months and days only, titles cut with their whole in the attribute."""

    def row(at: int) -> str:
        title, day = TITLES[at], DAYS[at]
        return f'<li><span>{day[5:]}</span><a href="./2024/t{at}.html" title="{title}">{title[:10]}…</a></li>'

    one, other = "".join(map(row, range(3))), "".join(map(row, range(3, 5)))
    return f"<body>{NAV}<div class='main'><ul class='list'>{one}</ul><ul class='list'>{other}</ul></div>{FOOT}</body>"


def cards() -> str:
    boxes = "".join(
        f"""<div class="card"><a href="//www.yunchuan.example/zfwj/{at}.html"><div class="day"><b>{day[8:]}</b>
        <i>{day[:7]}</i></div><h3>{title}</h3><p>为了做好有关工作，自2019年1月1日起，各乡镇应当……</p></a></div>"""
        for at, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    return f"<body>{NAV}<main><div class='cards'>{boxes}</div></main>{FOOT}</body>"


def line_breaks() -> str:
    lines = "".join(
        f'·<a href="{at}.htm">{title}</a>&nbsp;({int(day[:4])}年{int(day[5:7])}月{int(day[8:])}日)<br>\n'
        for at, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    return f"<body>{NAV}<td class=lb>{lines}</td>{FOOT}</body>"


def open_data_table() -> str:
    rows = "".join(
        f"""<tr><td>{at}</td><td><a href="/gk/{at}.html">{title}</a><a href="/jd/{at}.html">[解读]</a></td>
        <td>云政发〔2024〕{at} 号</td><td>2022-01-01</td><td>{day}</td></tr>"""
        for at, (title, day) in enumerate(zip(TITLES, DAYS, strict=True), 1)
    )
    head = "<tr><th>序号</th><th>标题</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr>"
    return f"<body>{NAV}<table class='gk'><tbody>{head}{rows}</tbody></table>{FOOT}</body>"


def stored_rows() -> str:
    records = "".join(
        f'<record><![CDATA[<li><a href="/art/{at}.html" title="{title}">{title[:8]}...</a><b>{day}</b></li>]]></record>'
        for at, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    return f"""<body>{NAV}<div><script type="text/xml"><datastore><recordset>{records}</recordset></datastore></script>
    </div>{FOOT}</body>"""


def definition_list() -> str:
    rows = "".join(
        f'<dt><a href="d{at}.html">{title}</a></dt><dd>{day.replace("-", "/")}</dd>'
        for at, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    return f"<body>{NAV}<dl>{rows}</dl>{FOOT}</body>"


SHAPES = [old_table, split_lists, cards, line_breaks, open_data_table, stored_rows, definition_list]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_list_is_found_without_selectors(shape: object) -> None:
    html = shape()  # type: ignore[operator]
    found = read(html)
    assert rows_of(found) == list(zip(TITLES, DAYS, strict=True))
    assert not found.diagnostics
    assert all(item.address.startswith(HOST) for item in found.items)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_proposal_reads_the_same_and_is_sure(shape: object) -> None:
    html = shape()  # type: ignore[operator]
    proposal = propose(html.encode(), PAGE, HTML, today=TODAY)
    assert rows_of(proposal.found) == list(zip(TITLES, DAYS, strict=True))
    assert proposal.source.kind == "list"
    assert proposal.confidence >= 0.7
    assert items_in(proposal.source, html.encode(), PAGE, HTML, today=TODAY).items == proposal.items


def test_pages_in_gb18030_labelled_gb2312() -> None:
    html = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">{old_table()}'.replace(
        "水库", "水库镕"
    )
    found = items_in(source(), html.encode("gb18030"), PAGE, "text/html; charset=ISO-8859-1", today=TODAY)
    assert "水库镕" in found.items[0].title
    assert propose(html.encode("gb18030"), PAGE, HTML).source.encoding == "gb18030"
    hinted = Source(name="x", title="x", kind="list", address=PAGE, encoding="gbk")
    assert items_in(hinted, html.encode("gb18030"), PAGE, HTML).items[0].title == found.items[0].title


def test_a_character_cut_in_two_does_not_blind_the_list() -> None:
    body = old_table().encode("gb18030").replace("通知".encode("gb18030"), "通".encode("gb18030") + b"\xd6", 1)
    found = items_in(source(), body, PAGE, "text/html; charset=gbk", today=TODAY)
    assert len(found.items) == 5
    assert kinds(found) <= {"damaged-characters"}


def test_numbers_are_those_of_the_document() -> None:
    assert [item.number for item in read(open_data_table()).items] == [f"云政发〔2024〕{at}号" for at in range(1, 6)]
    assert row_number((), "关于印发某某办法的通知（云政办发[2024] 5 号）") == "云政办发〔2024〕5号"
    assert row_number((), "关于落实云政发〔2022〕30号文件的通知") == ""
    assert row_number(("文号：云政令第12号",), "x") == "云政令第12号"


def test_selectors_and_attributes() -> None:
    html = """<div class=box><p data-u="/a.html"><b data-full="甲县关于水利的通知全文">甲县关于…</b><i>2024.3.1</i></p>
    <p data-u="/b.html"><b data-full="乙县关于水利的通知全文">乙县关于…</b><i>2024.2.1</i></p></div>"""
    found = read(html, item=".box > p", title="b@data-full", link="@data-u", date="i")
    assert [(item.address, item.title, item.date) for item in found.items] == [
        (f"{HOST}/a.html", "甲县关于水利的通知全文", "2024-03-01"),
        (f"{HOST}/b.html", "乙县关于水利的通知全文", "2024-02-01"),
    ]
    assert kinds(read(html, item=".gone > p")) == {"selector-missing", "no-items"}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-03-01", "2024-03-01"),
        ("[2024/3/1]", "2024-03-01"),
        ("2024.3.1 10:20", "2024-03-01"),
        ("2024年3月1日", "2024-03-01"),
        ("二〇二四年三月十一日", "2024-03-11"),
        ("20240301", "2024-03-01"),
        ("发布时间：2024-03-01 08:00:00", "2024-03-01"),
        ("成文日期：2024-02-01 发布日期：2024-03-01", "2024-03-01"),
        ("征集时间：2024-03-01 至 2024-03-31", "2024-03-01"),
        ("自2024年5月1日起施行，施行日期：2024年5月1日", ""),
        ("2024-13-01", ""),
        ("2023-02-29", ""),
        ("12024-03-011", ""),
        ("10.2.3.4", ""),
    ],
)
def test_dates_in_words(words: str, day: str) -> None:
    assert date_in_words(words) == day


def test_a_year_is_taken_from_what_is_around() -> None:
    def page(*rows: tuple[str, str]) -> str:
        return (
            "<ul>"
            + "".join(
                f"<li><a href='{link}'>{TITLES[at]}</a><span>[{day}]</span></li>" for at, (link, day) in enumerate(rows)
            )
            + "</ul>"
        )

    across = page(("a.html", "03-01"), ("b.html", "01-02"), ("c.html", "12-30"), ("d.html", "11-01"))
    assert [item.date for item in read(across).items] == ["2024-03-01", "2024-01-02", "2023-12-30", "2023-11-01"]
    assert all(item.extra["date-from"] == "guessed" for item in read(across).items)
    told = page(("/2019/t20190301_1.html", "03-01"), ("/201812/x.html", "12-30"))
    assert [item.date for item in read(told).items] == ["2019-03-01", "2018-12-30"]
    pinned = page(("a.html", "12-20"), ("b.html", "03-08"), ("c.html", "03-01"))
    assert [item.date for item in read(pinned).items] == ["2023-12-20", "2024-03-08", "2024-03-01"]
    unknown = items_in(source(), across.encode(), PAGE, HTML)
    assert [item.date for item in unknown.items] == [""] * 4
    assert unknown.items[0].extra["date-words"] == "03-01"


def test_consultations_end() -> None:
    html = f"""<ul><li><a href=a.html>{TITLES[3]}</a><p>征集时间：2024-03-01 至 2024-03-31</p></li>
    <li><a href=b.html>{TITLES[1]}</a><p>开始：2024-02-01</p><p>截止日期：2024-03-02</p></li></ul>"""
    assert [(item.date, item.extra.get("until")) for item in read(html).items] == [
        ("2024-03-01", "2024-03-31"),
        ("2024-02-01", "2024-03-02"),
    ]


def test_titles_are_whole_and_bare() -> None:
    assert whole_title("关于印发某某…", "关于印发某某办法的通知") == "关于印发某某办法的通知"
    assert whole_title("关于印发某某办法的通知", "点击查看") == "关于印发某某办法的通知"
    assert whole_title("查看", "关于印发某某办法的通知") == "关于印发某某办法的通知"
    attribute = "文章标题：关于印发某某办法的通知\n发表时间：2024-03-01"
    assert whole_title("关于印发某..", attribute) == "关于印发某某办法的通知"
    assert clean_title("· [置顶] 关于印发某某办法的通知 [2024-03-01]") == "关于印发某某办法的通知"
    assert clean_title("关于2024年3月1日停水的公告") == "关于2024年3月1日停水的公告"
    assert clean_title("云川县节水办法（2024年修订）") == "云川县节水办法（2024年修订）"


def categories() -> str:
    rows = "".join(
        f"<li><a href='/c/'>[政府文件]</a><a href='/n/{at}.html'>{title}</a><span>{DAYS[at]}</span></li>"
        for at, title in enumerate(TITLES)
    )
    return f"{NAV}<ul>{rows}</ul>{FOOT}"


def dates_before() -> str:
    rows = "".join(f"<i>{DAYS[at]}</i> <a href='/n/{at}.html'>{title}</a><br>" for at, title in enumerate(TITLES))
    return f"{NAV}<div>{rows}</div>{FOOT}"


def one_table_a_row() -> str:
    rows = "".join(
        f"<table><tr><td><img src=x></td><td><a href='/n/{at}.html'>{title}</a></td><td>{DAYS[at]}</td></tr></table>"
        for at, title in enumerate(TITLES)
    )
    return f"<table><tr><td>{NAV}</td><td>{rows}</td></tr></table>{FOOT}"


def beside_a_box_of_news() -> str:
    news = "".join(f"<li><a href='/hot/{at}.html'>热点新闻的标题也比较长第{at}条</a></li>" for at in range(10))
    return f"<div class=right><ul>{news}</ul></div><div class=left>{split_lists()}</div>"


@pytest.mark.parametrize("shape", [categories, dates_before, one_table_a_row, beside_a_box_of_news])
def test_lists_that_are_easily_misread(shape: object) -> None:
    html = shape()  # type: ignore[operator]
    assert rows_of(read(html)) == list(zip(TITLES, DAYS, strict=True))
    proposal = propose(html.encode(), PAGE, HTML, today=TODAY)
    assert proposal.confidence >= 0.7
    assert items_in(proposal.source, html.encode(), PAGE, HTML, today=TODAY).items == proposal.items


def test_pages_without_a_list_have_none() -> None:
    blocked = "<title>403 Forbidden</title><h1>访问被拒绝</h1><a href='/'>返回首页</a>"
    for html in (f"{NAV}<ul class=l></ul><p>暂无信息</p>{FOOT}", blocked):
        assert kinds(read(html)) == {"no-items"}
        assert propose(html.encode(), PAGE, HTML).confidence < 0.5


def test_a_link_without_words_takes_the_words_of_its_row() -> None:
    rows = "".join(
        f"<tr><td>{title}</td><td>{day}</td><td><a href='{at}.html'>查看详情</a></td></tr>"
        for at, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    assert rows_of(read(f"{NAV}<table>{rows}</table>{FOOT}")) == list(zip(TITLES, DAYS, strict=True))


@pytest.mark.parametrize(
    ("link", "base", "address"),
    [
        ("../a.html#top", "http://X.example:80/b/c/", "http://x.example/b/a.html"),
        ("//y.example/a", "https://x.example/", "https://y.example/a"),
        ("?id=5&utm_source=wx&spm=a.b", "https://x.example/l.jsp?p=1", "https://x.example/l.jsp?id=5"),
        ("a.html;jsessionid=0A1B", "https://x.example/", "https://x.example/a.html"),
        (" \n./中 文.html ", "https://x.example/", "https://x.example/%E4%B8%AD%20%E6%96%87.html"),
        ("%7ea/%e4%b8%ad", "https://x.example/", "https://x.example/~a/%E4%B8%AD"),
        ("/../../a", "https://x.example/b", "https://x.example/a"),
        ("\\a\\b.html", "https://x.example/", "https://x.example/a/b.html"),
        ("https://云川.example/", "", "https://xn--9kqu68a.example/"),
        ("#/notice/5", "https://x.example/app", "https://x.example/app#/notice/5"),
        ("a?from=timeline&from=hall", "https://x.example/", "https://x.example/a?from=hall"),
        ("javascript:alert(1)", "https://x.example/", ""),
        ("JaVa\tScRipt:alert(1)", "https://x.example/", ""),
        (" \x01javascript:alert(1)", "https://x.example/", ""),
        ("mailto:a@b.example", "https://x.example/", ""),
        ("data:text/html,x", "https://x.example/", ""),
        ("file:///etc/passwd", "https://x.example/", ""),
        ("https://a@x.example/", "https://x.example/", ""),
        ("https://x.example\\@y.example/", "https://x.example/", "https://x.example/@y.example/"),
        ("http://[::1", "https://x.example/", ""),
        ("http://x.example:99999/", "https://x.example/", ""),
        ("http://a b/", "https://x.example/", ""),
        ("/" + "a" * 3000, "https://x.example/", ""),
        ("a.html", "", ""),
        ("", "https://x.example/", ""),
    ],
)
def test_addresses_have_one_form(link: str, base: str, address: str) -> None:
    assert canonical_address(link, base) == address


def test_the_query_is_written_in_the_encoding_of_the_page() -> None:
    assert canonical_address("a?q=中", "http://x.example/", encoding="gb18030") == "http://x.example/a?q=%D6%D0"


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab中/.%?#&=;:@\\ [2fFE~-_!|\"'<>\x00\n+"), max_size=40))
@example("%25%32%65/..")
@example("a%2e%2e/b")
@example(".//..//a/./")
@example("http://A.example?x=%zz#/中")
def test_the_form_of_an_address_is_stable(link: str) -> None:
    for text in (link, f"http://x.example/{link}", f"https://x.example?{link}", f"http://x.example/a#!{link}"):
        once = canonical_address(text, "https://base.example/a/b?c")
        assert canonical_address(once) == once
        assert canonical_address(once, "http://other.example/x") == once
        assert once == "" or once.startswith(("http://", "https://"))


def listed(pager: str) -> str:
    rows = "".join(f"<li><a href='t{at}.html'>{title}</a><i>{DAYS[at]}</i></li>" for at, title in enumerate(TITLES))
    return f"<body>{NAV}<ul>{rows}</ul>{pager}{FOOT}</body>"


@pytest.mark.parametrize(
    ("pager", "address", "following"),
    [
        ('<a href="index_1.html">下一页</a>', "/zfwj/", "/zfwj/index_1.html"),
        ('<div class=page><a href="?page=1">1</a><a href="?page=2">2</a></div>', "/l?page=1", "/l?page=2"),
        ('<div><span>1</span><a href="i_1.html">2</a><a href="i_2.html">3</a></div>', "/z/", "/z/i_1.html"),
        ('<a href="i.html">1</a> 2 <a href="i_2.html">3</a>', "/z/i_1.html", "/z/i_2.html"),
        ('<a href="i.html">1</a><a href="i_1.html">2</a> 3', "/z/i_2.html", ""),
        ('<script>createPageHTML(20, 0, "index", "html");</script>', "/zfwj/", "/zfwj/index_1.html"),
        ("<script>createPageHTML(20,3,'index','shtml',400)</script>", "/z/index_3.shtml", "/z/index_4.shtml"),
        ('<script>createPageHTML(20, 19, "index", "html");</script>', "/zfwj/", ""),
        ('<script>var n = 9;var c = 1;createPageHTML(n, c, "index", "htm")</script>', "/z/", "/z/index_2.htm"),
        ("<script>createPageHTML('page_div',5,1,'index','html',98)</script>", "/z/", "/z/index_2.html"),
        ("<script>createPageHTML('page_div',5,5,'index','html',98)</script>", "/z/index_5.html", ""),
        ("<script>function createPageHTML(_nPageCount, _nCurrIndex, _sName, _sExt){}</script>", "/z/", ""),
        ('<script>createPageHTML(2, 0, "//evil.example/x", "html")</script>', "/z/", ""),
        ('<a href="https://evil.example/2">下一页</a>', "/z/", ""),
        ('<a href="javascript:go(2)">下一页</a>', "/z/", ""),
        ('<a href="#">下一页</a><a class=next tagname="/z/i_2.html" href="#">&gt;</a>', "/z/", "/z/i_2.html"),
        ('<a href="/z/">下一页</a>', "/z/", ""),
        ('<a rel=next href="p2">更早</a>', "/z/", "/z/p2"),
    ],
)
def test_the_next_page(pager: str, address: str, following: str) -> None:
    found = read(listed(pager), HOST + address)
    assert rows_of(found) == list(zip(TITLES, DAYS, strict=True))
    assert found.next_address == (HOST + following if following else "")


def test_the_next_page_by_counter_and_selector() -> None:
    html = listed('<a id=n href="older.html">更早的文件</a>')
    assert read(html, PAGE, next="?p").next_address == f"{PAGE}?p=2"
    assert read(html, f"{PAGE}?a=1&p=9", next="?p").next_address == f"{PAGE}?a=1&p=10"
    assert read(html, f"{PAGE}?p=last", next="?p").next_address == ""
    assert read(html, PAGE, next="#n").next_address == f"{HOST}/zfwj/older.html"


def test_links_are_read_against_the_declared_base() -> None:
    html = f'<base href="/other/dir/">{listed("")}'
    assert read(html).items[0].address == f"{HOST}/other/dir/t0.html"
    assert read(f'<base href="javascript:x">{listed("")}').items[0].address == f"{HOST}/zfwj/t0.html"


def test_script_links_are_no_items_unless_they_name_a_page() -> None:
    rows = "".join(
        f"""<li><a href="javascript:;" onclick="window.open('/w/{at}.html')">{title}</a> {DAYS[at]}</li>
        <li><a href="javascript:show({at})">{title}的政策解读</a> {DAYS[at]}</li>"""
        for at, title in enumerate(TITLES)
    )
    assert [item.address for item in read(f"<ul>{rows}</ul>").items] == [f"{HOST}/w/{at}.html" for at in range(5)]


RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>云川县政府文件</title>
<item><title><![CDATA[{title}]]></title><link>/a.html?utm_source=rss</link><guid isPermaLink="false">g1</guid>
<pubDate>Thu, 29 Feb 2024 17:30:00 GMT</pubDate><description>&lt;p&gt;摘要&lt;/p&gt;</description></item>
<item><title>关于&nbsp;停水的公告</title><link>javascript:alert(1)</link><guid>https://www.yunchuan.example/b.html</guid>
</item></channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_rss(encoding: str) -> None:
    body = RSS.format(encoding=encoding, title=TITLES[0]).encode("gb18030" if encoding == "gb2312" else encoding)
    found = items_in(source("feed"), body, f"{HOST}/rss.xml", "application/rss+xml")
    assert [(item.address, item.title, item.date) for item in found.items] == [
        (f"{HOST}/a.html", TITLES[0], "2024-03-01"),  # the day in China
        (f"{HOST}/b.html", "关于 停水的公告", ""),
    ]
    assert found.items[0].extra == {"summary": "摘要", "id": "g1"}
    assert kinds(found) == {"xml"}
    proposal = propose(body, f"{HOST}/rss.xml", "text/xml")
    assert (proposal.source.kind, proposal.source.title) == ("feed", "云川县政府文件")
    assert proposal.items == found.items


def test_atom() -> None:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><link rel="next" href="?page=2"/>
    <entry><title type="html">&lt;b&gt;{TITLES[1]}&lt;/b&gt;</title><link rel="self" href="/self"/><link href="c.html"/>
    <updated>2024-03-02T23:00:00Z</updated><published>2024-03-01T01:00:00+08:00</published></entry></feed>"""
    found = items_in(source("feed"), body.encode(), f"{HOST}/f/atom.xml", "")
    assert [(item.address, item.title, item.date) for item in found.items] == [
        (f"{HOST}/f/c.html", TITLES[1], "2024-03-01")
    ]
    assert found.next_address == f"{HOST}/f/atom.xml?page=2"


def test_sitemaps() -> None:
    pages = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc> {HOST}/t20240301_1.html </loc><lastmod>2024-03-05T10:00:00+08:00</lastmod></url>
    <url><loc>mailto:x</loc></url></urlset>"""
    found = items_in(source("sitemap"), gzip.compress(pages.encode()), f"{HOST}/s.xml.gz", "application/gzip")
    assert [(item.address, item.date, item.extra) for item in found.items] == [
        (f"{HOST}/t20240301_1.html", "2024-03-01", {"modified": "2024-03-05"})
    ]
    assert kinds(found) == {"dropped-links"}
    index = f"""<sitemapindex><sitemap><loc>{HOST}/1.xml</loc><lastmod>2024-01-01</lastmod></sitemap>
    <sitemap><loc>{HOST}/2.xml</loc><lastmod>2024-02-01</lastmod></sitemap></sitemapindex>"""
    assert items_in(source("sitemap"), index.encode(), f"{HOST}/s.xml", "").further == (
        f"{HOST}/2.xml",
        f"{HOST}/1.xml",
    )
    assert propose(index.encode(), f"{HOST}/s.xml", "").source.kind == "sitemap"


BODY = {
    "code": 0,
    "menu": [{"name": "首页", "url": "/"}],
    "data": {
        "next": "/api?page=2",
        "list": [
            {"docTitle": f"<em>{title[:3]}</em>{title[3:]}", "id": at, "pubUrl": f"/d/{at}.html", "fileNum": "",
             "publishTime": int(time.mktime((2024, 3, at + 1, 12, 0, 0, 0, 0, 0))) * 1000}
            for at, title in enumerate(TITLES)
        ],
    },
}  # fmt: skip


def test_json_by_path_pattern_and_by_itself() -> None:
    body = json.dumps(BODY).encode()
    api = f"{HOST}/api?page=1"
    described = source(
        "json", api, item="data.list", title="docTitle", link=HOST + "/detail?id={id}", date="publishTime", next="?page"
    )
    found = items_in(described, body, api, "application/json")
    assert [item.title for item in found.items] == list(TITLES)
    assert [item.address for item in found.items] == [f"{HOST}/detail?id={at}" for at in range(5)]
    assert [item.date for item in found.items] == [f"2024-03-0{at}" for at in range(1, 6)]
    assert found.next_address == f"{HOST}/api?page=2"
    assert items_in(source("json", next="data.next"), body, api, "").next_address == f"{HOST}/api?page=2"
    proposal = propose(b"callback(" + body + b");", api, "text/javascript")
    assert proposal.source.kind != "json"
    proposal = propose(body, api, "application/json")
    assert (proposal.source.kind, proposal.source.find.item, proposal.source.find.link) == (
        "json",
        "data.list",
        "pubUrl",
    )
    assert items_in(proposal.source, body, api, "").items == proposal.items
    jsonp = items_in(proposal.source, b"callback(" + body + b");", api, "")
    assert jsonp.items == proposal.items


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<html>404", "json"),
        (b"[" * 100_000, "json"),
        (b'{"data": []}', "path-missing"),
        (b'{"data": {"list": [{"x": 1}]}}', "path-missing"),
        (b'{"n": ' + b"9" * 10_000 + b"}", "json"),
    ],
)
def test_json_that_is_none(body: bytes, expected: str) -> None:
    found = items_in(source("json", item="data.list"), body, PAGE, "application/json")
    assert not found.items
    assert {expected, "no-items"} <= kinds(found)


def test_what_a_site_puts_into_a_link_stays_there() -> None:
    body = json.dumps([{"title": TITLES[0], "id": "../../x?y=1#z&u=//evil.example"}]).encode()
    found = items_in(source("json", link=HOST + "/d/{id}", title="title"), body, PAGE, "")
    assert found.items[0].address.startswith(f"{HOST}/d/..%2F..%2Fx%3Fy%3D1")


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{at} "{"&a;" if at == 0 else f"&a{at - 1};" * 10}">' for at in range(9))
    + "]><rss><channel><item><title>&a8;</title><link>/a</link></item></channel></rss>"
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><item><title>&f;</title><link>/a</link></item></rss>'
)
DEEP = "<rss>" + "<a>" * 100_000


@pytest.mark.parametrize(
    "body", [BOMB, OUTSIDE, DEEP, "<rss><item><title>x", "", "<", "\0\0", "<!DOCTYPE x SYSTEM 'x'>"]
)
@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_xml_that_would_harm(body: str, kind: str) -> None:
    found = items_in(source(kind), body.encode(), f"{HOST}/rss", "")
    assert not found.items
    assert found.diagnostics or not body.strip("\0")


def test_a_packed_sitemap_without_end_is_left() -> None:
    found = items_in(source("sitemap"), gzip.compress(b" " * 60_000_000), f"{HOST}/s.gz", "")
    assert kinds(found) == {"too-large"}
    assert kinds(items_in(source("sitemap"), b"\x1f\x8bbroken", f"{HOST}/s.gz", "")) == {"binary"}


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5_000,
        "<ul>" + "<li><a href=x>" * 4_000,
        "<a " + "x=1 " * 3_000 + ">",
        "<datastore>" + "<record><![CDATA[" * 50_000,
        "<p>" + "2024-" * 200_000,
        "<a href=/x>" + "关于" * 500_000,
        "<ul>" + "<li><a href='/x{}.html'>关于某某工作的通知</a><i>03-01</i></li>" * 5_000,
        "<ul>" + "".join(f"<li><a href='/{at}'>关于某某工作的通知{at}</a>{'[' * 50}" for at in range(3_000)),
        "<script>" + "createPageHTML(" * 60_000,
        "<script>" + "x=" * 500_000 + "createPageHTML(",
        "<a href='" + "../" * 200_000 + "'>关于某某工作的通知</a>",
        "<table><tr><td><a href=//[>关于某某工作的通知</a><a href=http://:80>某某</a><td><tr></ul></b>",
        "<ul><li><a href=a>关于某某工作的通知" + "<b>" * 2_900,
    ],
)
def test_pages_that_would_harm_are_quickly_done(html: str) -> None:
    started = time.process_time()
    read(html)
    propose(html.encode(), PAGE, HTML, today=TODAY)
    assert time.process_time() - started < 6


@pytest.mark.parametrize(
    "word", [" ", "2024-", "2024-03-01 ", "[", "发布时间：", "云政发〔2024〕", "一二三四年", "…", "\t\n"]
)
def test_a_line_without_end_takes_no_time(word: str) -> None:
    text = word * (200_000 // len(word)) + "x"
    started = time.process_time()
    read(f"<ul><li><a href=/x title='{text}'>{TITLES[0]}</a>{text}</li><li><a href=/y>{text}</a></li></ul>")
    rss = f"{text}<rss><item><title>{text}</title><link>/a</link><pubDate>{text}</pubDate></item></rss>{text}"
    for body in (rss, rss.removeprefix(text)):
        items_in(source("feed"), body.encode(), PAGE, "")
    items_in(source("json"), json.dumps([{"title": text, "url": "/a", "date": text}]).encode(), PAGE, "")
    files_in(f"<a href=/x.pdf>{text}</a><a href='/{text}'>附件</a>".encode(), PAGE)
    main_text_is_thin(f"a\n{text}")
    assert time.process_time() - started < 6


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(body: bytes) -> None:
    for kind in ("list", "feed", "sitemap", "json", "document"):
        items_in(source(kind), body, PAGE, "text/html; charset=x-unknown")
    propose(body, PAGE, HTML)
    files_in(body, PAGE)


PARTS = (
    "<ul> </ul> <li> <a_href='/x'> </a> <td> <table> 2024-03-01 [03-01] 关于印发办法的通知 <script> ]]> <datastore>"
    " <![CDATA[ <base_href=//[> <a_href=2>2</a> <font> </body> &#0; <h3> <p> createPageHTML(2,0,'i','html') </script>"
).split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([part.replace("_", " ") for part in PARTS]), max_size=40))
def test_no_broken_markup_raises(parts: list[str]) -> None:
    read("".join(parts))
    propose("".join(parts).encode(), PAGE, HTML)


def test_proposals_name_feeds_documents_and_nothing() -> None:
    feed = '<link rel="alternate" type="application/rss+xml" href="/rss.xml"><link rel=alternate href="javascript:x">'
    proposal = propose((feed + listed("")).encode(), PAGE, HTML)
    assert proposal.feeds == (f"{HOST}/rss.xml",)
    assert "advertised" in {reason.kind for reason in proposal.why}
    text = "".join(
        f"<p>第{at}条　乡镇人民政府应当做好本行政区域内山塘水库的巡查和管护工作，并按时报告。</p>" for at in range(20)
    )
    related = "".join(f"<li><a href='{at}.html'>{title}</a></li>" for at, title in enumerate(TITLES[:2]))
    document = propose(f"<h1>{TITLES[0]}</h1><div>{text}</div><ul>{related}</ul>".encode(), PAGE, HTML)
    assert document.source.kind == "document"
    empty = propose(b"<div id=app></div><script src=app.js></script>", PAGE, HTML)
    assert (empty.confidence, empty.why[0].kind) == (0.0, "nothing")
    assert propose(b"%PDF-1.7 \xe2\xe3", PAGE, "application/pdf").confidence == 0.0
    assert propose(b"x", "javascript:x", "").found.diagnostics[0].kind == "address"


ITEM_PAGE = """<html><header><a href="/help.doc">帮助</a></header><body><h1>关于印发某某办法的通知</h1>
<p>附件：1. <a href="./P020240301.docx"><img src=icon_doc.gif></a><a href="./P020240301.docx" title="x">某某办法</a></p>
<p><a href="/download.jsp?id=5">附件2：某某清单.xlsx</a> <a href="/download.jsp?id=6">附件3</a>
<a href="/a.html">附件4：网页</a> <a href="/down/file?name=%E8%A1%A8.ofd">下载</a>
<a href="/view/report.docx.html">某某报告.docx的说明</a> <a href="javascript:down('x.pdf')">x.pdf</a>
<a href="/img/x.png">附件图片.pdf</a> <a href="/about.html">关于我们</a> <a href="P.PDF#page=2">全文</a></p>
<iframe src="/pdfjs/web/viewer.html?file=/u/body.pdf"></iframe><div pdfsrc="/u/second.pdf"></div></body>"""


def test_attachments() -> None:
    page = f"{HOST}/zfwj/2024/t1.html"
    assert files_in(ITEM_PAGE.encode(), page).attached == (
        Attachment(f"{HOST}/zfwj/2024/P020240301.docx", "某某办法"),
        Attachment(f"{HOST}/download.jsp?id=5", "附件2：某某清单.xlsx"),
        Attachment(f"{HOST}/download.jsp?id=6", "附件3"),
        Attachment(f"{HOST}/down/file?name=%E8%A1%A8.ofd", "表.ofd"),
        Attachment(f"{HOST}/zfwj/2024/P.PDF", "全文"),
        Attachment(f"{HOST}/u/body.pdf", "body.pdf"),
        Attachment(f"{HOST}/u/second.pdf", "second.pdf"),
        Attachment(f"{HOST}/zfwj/2024/x.pdf", "x.pdf"),
    )
    assert files_in(b"", page).attached == ()
    assert files_in(ITEM_PAGE.encode(), "javascript:x").attached == ()


@pytest.mark.parametrize(
    ("markup", "place", "name"),
    [
        ("<span onclick=\"downloadFile('/u/1.docx','甲县办法.docx')\">下载</span>", "/u/1.docx", "甲县办法.docx"),
        ("<a href='#' onclick='openFile(\"/u/1.wps\", 5)'>甲县办法</a>", "/u/1.wps", "甲县办法"),
        ("<a href=\"javascript:down('/u/get.jsp?f=1.pdf')\">甲县办法.pdf</a>", "/u/get.jsp?f=1.pdf", "甲县办法.pdf"),
        ("<script>document.write('<a href=\"/u/1.docx\">甲县办法.docx</a>')</script>", "/u/1.docx", "甲县办法.docx"),
        (
            '<script>var files=[{"url":"\\/u\\/1.docx","name":"甲县办法.docx"}];</script>',
            "/u/1.docx",
            "甲县办法.docx",
        ),
    ],
)
def test_files_that_a_script_opens_or_writes(markup: str, place: str, name: str) -> None:
    page = f"<body><h1>关于印发甲县办法的通知</h1><p>附件：甲县办法.docx</p>{markup}</body>".encode()
    assert files_in(page, PAGE).attached == (Attachment(f"{HOST}{place}", name),)
    assert files_in(page, PAGE).lacking == ()


def test_files_that_are_only_named_are_lacking() -> None:
    page = "<body><h1>通知</h1><p>附件：1.甲县办法.docx</p><p>附件2：乙表.xlsx</p>{}<p>见《某某.docx》说明</p></body>"
    assert files_in(page.format("").encode(), PAGE).lacking == ("1.甲县办法.docx", "乙表.xlsx")
    one = page.format("<a href='/u/7.docx'>甲县办法.docx</a>")
    assert files_in(one.encode(), PAGE).lacking[-1] == "乙表.xlsx"
    both = page.format("<a href='/u/7.docx'>甲县办法</a><a href='/u/8.xlsx'>表</a>")
    assert files_in(both.encode(), PAGE).lacking == ()
    assert files_in(b"", PAGE).lacking == ()


def test_thin_pages() -> None:
    order = "现将《某某办法》印发给你们，请认真贯彻执行。"
    notice = f"关于印发某某办法的通知\n各乡镇人民政府：\n{order}\n附件：某某办法.docx\n2024年3月1日\n"
    assert main_text_is_thin(notice)
    assert main_text_is_thin("")
    assert main_text_is_thin("标题\n" + "为了做好工作，根据有关规定，制定本办法。" * 10 + "\n全文详见附件。\n")
    assert not main_text_is_thin("标题\n" + "乡镇人民政府应当做好山塘水库的巡查和管护工作。\n" * 10)
