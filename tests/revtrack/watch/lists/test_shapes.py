"""Lists in further shapes of government sites, of this land and others, read at the first try; and where they go on."""

from __future__ import annotations

import json
from datetime import date

import pytest

from revtrack.watch.kinds import items_in
from revtrack.watch.lists.discover import Proposal, propose

HOST = "https://www.yunchuan.example"
PAGE = f"{HOST}/zfwj/index.html"
TODAY = date(2024, 3, 10)
TITLES = (
    "云川县人民政府关于加强山塘水库管护工作的通知",
    "云川县人民政府办公室关于印发农村道路养护实施办法和农村道路养护考核细则以及农村道路养护经费使用规定的通知",
    "关于公布2024年度行政执法事项目录的公告",
    "云川县小微企业用电补贴办法（征求意见稿）公开征求意见",
    "关于调整公共租赁住房准入标准的通知",
)
DAYS = ("2024-03-08", "2024-03-05", "2024-02-20", "2024-01-15", "2023-12-29")
ROWS = tuple((f"/a/{at}.html", title, day) for at, (title, day) in enumerate(zip(TITLES, DAYS, strict=True)))
NAV = """<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流平台与民意征集</a></li></ul></div>"""
OFFICES = "".join(f"<li><a href='/jg/{at}.html'>云川县人民政府第{at}个工作部门办公室</a></li>" for at in range(60))


def each(row: str, around: str = "<ul>{}</ul>") -> str:
    """Rows in a form."""
    made = "".join(row.format(place=place, title=title, day=day, end=f"{day[:8]}28") for place, title, day in ROWS)
    return f"<html><body>{NAV}{around.format(made)}</body></html>"


def objects(**names: str) -> list[dict[str, str]]:
    """Rows as interfaces name their fields."""
    return [{name: what.format(place=p, title=t, day=d) for name, what in names.items()} for p, t, d in ROWS]


PLAIN = "<li><a href='{place}'>{title}</a><i>{day}</i></li>"
FIELDS = {"DOCTITLE": "{title}", "DOCPUBURL": "{place}", "DOCRELPUBTIME": "{day} 10:00:00"}
ITEMS = {"title": "{title}", "url": "{place}", "pubDate": "{day}"}
SCRIPT = f"<html><body>{NAV}<div id=list></div><script>{{}}</script></body></html>"

PAGES: dict[str, str] = {
    "a date in the link before a long title": each("<li><a href='{place}'><span>{day}</span>{title}</a></li>"),
    "a date in brackets and a title in bold": each("<li><a href='{place}'><em>[{day}]</em><b>{title}</b></a></li>"),
    "a date in the words of the link": each("<li><a href='{place}'>{day} {title}</a></li>"),
    "cards with a button": each(
        "<div class='card'><h4>{title}</h4><p>发布日期：{day}</p>"
        "<a class='btn btn-primary' href='{place}'>查看详情</a></div>",
        "<div class='list'>{}</div>",
    ),
    "cards that are buttons": each(
        "<a class='btn-item' href='{place}'><div>{title}</div><div>{day}</div></a>", "<div class='list'>{}</div>"
    ),
    "a copy for small screens": each(
        "<tr><td class='pc'><a href='{place}'>{title}</a></td><td class='m'><a href='{place}'>{title}</a> {day}</td>"
        "<td class='pc'>{day}</td></tr>",
        "<table>{}</table>",
    ),
    "a tree of offices": each(PLAIN, f"<div class='tree'><ul>{OFFICES}</ul></div><ul class='l'>{{}}</ul>"),
    "rows that open when clicked": each("<li onclick=\"window.open('{place}')\"><p>{title}</p><span>{day}</span></li>"),
    "rows of a table that open when clicked": each(
        "<tr onclick=\"location.href='{place}'\"><td>序</td><td>{title}</td><td>{day}</td></tr>", "<table>{}</table>"
    ),
    "rows in a script": SCRIPT.format(f"var itemObj={json.dumps(objects(**ITEMS))};render(itemObj);"),
    "rows within a value in a script": SCRIPT.format(
        f"dataList = {{'x': 1}}; var dataList={json.dumps({'list': objects(**FIELDS)})};"
    ),
}
VALUES: dict[str, object] = {
    "fields of a publishing system": {"data": {"rows": objects(**FIELDS)}},
    "lists in a list": {"data": [objects(**ITEMS)[:3], objects(**ITEMS)[3:]]},
    "lists by year": {"data": [{"year": "2024", "list": objects(**ITEMS)[:4]}, {"list": objects(**ITEMS)[4:]}]},
}


def proposed(text: str, content_type: str = "text/html; charset=utf-8") -> Proposal:
    """A proposal, which reads as the source that it proposes does."""
    proposal = propose(text.encode(), PAGE, content_type, today=TODAY)
    again = items_in(proposal.source, text.encode(), PAGE, content_type, today=TODAY)
    assert again.items == proposal.items
    assert again.next_address == proposal.found.next_address
    return proposal


def read(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(item.address.removeprefix(HOST), item.title, item.date) for item in proposal.items]


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_read_at_the_first_try(name: str) -> None:
    proposal = proposed(PAGES[name])
    assert read(proposal) == list(ROWS)
    assert proposal.confidence >= 0.7


@pytest.mark.parametrize("name", VALUES)
def test_interfaces_are_read_at_the_first_try(name: str) -> None:
    proposal = proposed(json.dumps(VALUES[name], ensure_ascii=False), "application/json")
    assert (proposal.source.kind, read(proposal)) == ("json", list(ROWS))


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<tr><th>标题</th><th>开始时间</th><th>结束时间</th></tr>",
        "<tr><td>标题</td><td>起始日期</td><td>截止日期</td></tr>",
    ],
)
def test_a_consultation_has_two_days(head: str) -> None:
    row = "<tr><td><a href='{place}'>{title}</a></td><td>{day}</td><td>{end}</td></tr>"
    items = proposed(each(row, f"<table>{head}{{}}</table>")).items
    assert [(item.date, item.extra.get("until")) for item in items][:3] == [
        ("2024-03-08", "2024-03-28"),
        ("2024-03-05", "2024-03-28"),
        ("2024-02-20", "2024-02-28"),
    ]


def test_two_days_that_are_past_are_those_of_making_and_of_publishing() -> None:
    row = "<tr><td><a href='{place}'>{title}</a></td><td>2023-12-01</td><td>{day}</td></tr>"
    assert read(proposed(each(row, "<table>{}</table>"))) == list(ROWS)


@pytest.mark.parametrize(
    ("pager", "following"),
    [
        ("<script>createPageHTML(20,0,'index','shtml',100);</script>", "/zfwj/index_1.shtml"),
        (
            "<script>var currentPage=0;var countPage = 20;document.write('<a href=\"index_'+(currentPage+1)+'.html\">')"
            "</script>",
            "/zfwj/index_1.html",
        ),
        ("<script>var currentPage=19;var countPage = 20;var to='index_'+(currentPage+1)+'.html';</script>", ""),
        ("<div><a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=3'>3</a></div>", "/zfwj/index.html?page=2"),
        (
            "<div><a href='index.html'>1</a><a href='index_1.html'>2</a><a href='index_2.html'>3</a></div>",
            "/zfwj/index_1.html",
        ),
        ("<div id=pages></div>", ""),
    ],
)
def test_where_a_list_goes_on(pager: str, following: str) -> None:
    found = proposed(each(PLAIN, f"<ul>{{}}</ul>{pager}")).found.next_address
    assert found.removeprefix(HOST) == following


def test_the_federal_register() -> None:
    results = [
        {
            "title": f"Energy Conservation Standards for Pool Pumps {at}",
            "type": "Rule",
            "document_number": f"2024-0{at}234",
            "html_url": f"https://www.register.example/documents/{at}",
            "pdf_url": f"https://www.register.example/pdf/{at}.pdf",
            "publication_date": day,
        }
        for at, day in enumerate(DAYS)
    ]
    value = {"count": 5, "results": results, "next_page_url": f"{PAGE}?page=2"}
    proposal = proposed(json.dumps(value), "application/json")
    assert [(item.address, item.number, item.date) for item in proposal.items] == [
        (row["html_url"], row["document_number"], row["publication_date"]) for row in results
    ]
    assert proposal.found.next_address == f"{PAGE}?page=2"


def test_lists_of_other_lands() -> None:
    cards = each(
        "<li class='gem-c-document-list__item'><div><a class='govuk-link' href='{place}'>{title}</a></div>"
        "<p>Short words."
        "</p><ul class='gem-c-document-list__item-metadata'><li>Document type: Guidance</li><li>Updated: "
        "<time datetime='{day}'>on that day</time></li></ul></li>",
        "<ul class='gem-c-document-list'>{}</ul>",
    )
    assert read(proposed(cards)) == list(ROWS)
    entries = "".join(
        f"<entry><id>http://www.law.example/id{place}</id><title>{title}</title>"
        f"<link rel='self' href='{HOST}/id{place}'/>"
        f"<link href='{HOST}{place}'/><link rel='alternate' type='application/xml' href='{HOST}/data.xml'/>"
        f"<updated>{day}T10:00:00Z</updated><published>{day}T00:00:00Z</published></entry>"
        for place, title, day in ROWS
    )
    head = f"<title>Law</title><link rel='next' href='{PAGE}?page=2'/>"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'>{head}{entries}</feed>"
    proposal = proposed(f"<?xml version='1.0'?>{feed}", "application/atom+xml")
    assert (proposal.source.kind, read(proposal)) == ("feed", list(ROWS))
    assert proposal.found.next_address == f"{PAGE}?page=2"


def test_scripts_that_hold_no_list_give_none() -> None:
    for script in (
        "var a=[1,2,3];",
        'var a={"b": {"c": [{"x": 1}]}};',
        "var a=[{" * 5000,
        'var a=[{"title":"无地址的标题而已"}]',
    ):
        assert read(proposed(SCRIPT.format(script))) == []
