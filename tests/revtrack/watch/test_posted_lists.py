"""Lists that are asked for by POST, gone through by a form of the page, or kept in a frame are read to their end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from revtrack.errors import InvalidInput
from revtrack.watch.kinds import items_in
from revtrack.watch.lists.sent import named_page, request_of
from revtrack.watch.source_files import read_source, source_to_toml
from revtrack.watch.sources import Find, Source
from revtrack.watch.trying import Trying
from tests.revtrack.watch.made_up_sites import Answer, House, Site, fetcher, listing, page

HOST = "chengguan.test"
PAGES, SIZE = 3, 4


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def house(tmp_path: Path, site: Site) -> Iterator[House]:
    made = House(tmp_path / "home", site)
    yield made
    made.close()


def rows(number: int) -> list[tuple[str, str, str]]:
    """The rows of a page of the list."""
    at = [(number - 1) * SIZE + one for one in range(SIZE)]
    return [(f"第{one}号夜市摊位管理办法", f"/zc/{one}.html", f"2026-{6 - one // 6:02d}-{25 - one:02d}") for one in at]


def fill(site: Site) -> set[str]:
    """The pages that the list leads to; the titles of all of them."""
    titles: set[str] = set()
    for number in range(1, PAGES + 1):
        for title, place, _ in rows(number):
            site.put(f"{HOST}{place}", page(title))
            titles.add(title)
    return titles


def told(number: int, hidden: Mapping[str, str], pager: str, action: str = "") -> str:
    """A page of the list with a form and its pager."""
    fields = "".join(f"<input type='hidden' name='{name}' value='{value}'>" for name, value in hidden.items())
    form = f"<form method='post' action='{action}'>{fields}</form><div class='pager'>{pager}</div>"
    return listing(rows(number)).replace("</body>", f"{form}</body>")


def proposed(site: Site, path: str, post: str = "") -> Source:
    """How an address is watched, as proposed."""
    found = Trying(lambda: fetcher(site.port)).propose(site.url(f"{HOST}{path}"), [], post=post)
    assert found.proposal.items, found.proposal
    return Source(**{key: getattr(found.source, key) for key in Source.__slots__} | {"jitter": 0, "pages": PAGES})


def seen(house: House, source: Source) -> set[str]:
    """The titles that a first look brings, and nothing a second one."""
    report = house.look(source)
    assert report.run.outcome == "ok", (report.run.fault, report.run.message)
    again = house.look(source)
    assert (again.run.new, again.run.fault) == (0, "")
    return {entry.title for entry in house.state.entries()}


def interface(read: Callable[[bytes], int], wrap: Callable[[list[dict[str, str]], int], object]) -> Answer:
    """An interface that answers POST alone."""

    def reply(method: str, body: bytes, _headers: Mapping[str, str]) -> bytes:
        number = read(body) if method == "POST" else 0
        shown = rows(number) if 1 <= number <= PAGES else []
        entries = [{"title": title, "url": place, "publishDate": day} for title, place, day in shown]
        return json.dumps(wrap(entries, number), ensure_ascii=False).encode()

    return Answer(content_type="application/json; charset=utf-8", reply=reply, conditional=False)


def test_json_by_post_is_proposed_and_gone_through(site: Site, house: House) -> None:
    titles = fill(site)
    site.answers[f"{HOST}/api/list"] = interface(
        lambda body: int(json.loads(body)["pageNum"]) if json.loads(body)["sort"] == {"by": "day"} else 0,
        lambda entries, _: {"data": {"rows": entries}},
    )
    source = proposed(site, "/api/list", '{"pageNum": 1, "pageSize": 4, "sort": {"by": "day"}}')
    assert (source.kind, source.find.next) == ("json", "?pageNum")
    assert seen(house, source) == titles


def test_a_number_counted_from_nought_deep_in_a_body(site: Site, house: House) -> None:
    titles = fill(site)
    site.answers[f"{HOST}/api/list"] = interface(
        lambda body: 1 + int(json.loads(body)["page"]["at"]), lambda entries, _: {"list": entries}
    )
    find = Find(item="list", title="title", link="url", date="publishDate", next="?page.at")
    address = site.url(f"{HOST}/api/list")
    source = Source(
        name="a", title="甲", kind="json", address=address, post='{"page": {"at": 0}}', find=find, pages=3, jitter=0
    )
    assert seen(house, source) == titles


def test_a_form_by_post(site: Site, house: House) -> None:
    titles = fill(site)
    site.answers[f"{HOST}/search.do"] = interface(
        lambda body: int(parse_qs(body.decode())["pageNo"][0]), lambda entries, _: {"result": {"list": entries}}
    )
    assert seen(house, proposed(site, "/search.do", "channel=zcfg&pageNo=1")) == titles


def test_a_page_that_names_what_the_next_one_is_asked_by(site: Site, house: House) -> None:
    titles = fill(site)
    marks = {"": 1, "m2": 2, "m3": 3}
    site.answers[f"{HOST}/api/list"] = interface(
        lambda body: marks.get(json.loads(body).get("after", ""), 0),
        lambda entries, number: {"list": entries, "meta": {"cursor": f"m{number + 1}" if number < PAGES else ""}},
    )
    find = Find(item="list", title="title", link="url", date="publishDate", next="?after=meta.cursor")
    address = site.url(f"{HOST}/api/list")
    source = Source(name="a", title="甲", kind="json", address=address, post="{}", find=find, pages=3, jitter=0)
    assert seen(house, source) == titles


def test_links_that_post_the_page_back(site: Site, house: House) -> None:
    """The state of the page is the token: a stale one is refused."""
    titles = fill(site)

    def shown(number: int) -> bytes:
        links = "".join(
            f"<a href=\"javascript:__doPostBack('pager','{one}')\">{one}</a>"
            if one != number
            else f"<span>{one}</span>"
            for one in range(1, PAGES + 1)
        )
        ahead = f"<a href=\"javascript:__doPostBack('pager','{number + 1}')\">下一页</a>" if number < PAGES else ""
        return told(number, {"__VIEWSTATE": f"state{number}", "__EVENTTARGET": ""}, links + ahead).encode()

    def reply(method: str, body: bytes, _headers: Mapping[str, str]) -> bytes:
        if method == "GET":
            return shown(1)
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        number = int(sent["__EVENTARGUMENT"])
        valid = sent["__VIEWSTATE"] == f"state{number - 1}" and sent["__EVENTTARGET"] == "pager"
        return shown(number) if valid else b"<html><body>refused</body></html>"

    site.answers[f"{HOST}/list.aspx"] = Answer(reply=reply)
    assert seen(house, proposed(site, "/list.aspx")) == titles


def test_a_script_that_sends_a_form_with_a_token(site: Site, house: House) -> None:
    """The token holds for the session whose cookie the first page gave."""
    titles = fill(site)

    def shown(number: int) -> bytes:
        links = f"<a href='javascript:;' onclick=\"goPage({number + 1})\">下一页</a>" if number < PAGES else ""
        return told(number, {"pageNo": str(number), "token": f"t{number}"}, links, "/list.do").encode()

    def reply(method: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        if method == "GET":
            return shown(1)
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        number = int(sent["pageNo"])
        valid = sent["token"] == f"t{number - 1}" and "sid=7" in headers.get("cookie", "")
        return shown(number) if valid else b"<html><body>refused</body></html>"

    site.answers[f"{HOST}/list.do"] = Answer(reply=reply, cookie="sid=7; Path=/")
    assert seen(house, proposed(site, "/list.do")) == titles


@pytest.mark.parametrize("keeps", ["frame", "script"])
def test_a_list_that_the_page_keeps_elsewhere(site: Site, house: House, keeps: str) -> None:
    titles = {title for title, _, _ in rows(1)}
    fill(site)
    if keeps == "frame":
        inner = "<iframe src='inner.html' width='100%'></iframe>"
        site.put(f"{HOST}/zc/inner.html", listing(rows(1)))
    else:
        inner = "<div id='l'></div><script>$.getJSON('data/list.json', draw)</script>"
        entries = [{"title": title, "url": place, "date": day} for title, place, day in rows(1)]
        site.put(f"{HOST}/zc/data/list.json", json.dumps({"rows": entries}), content_type="application/json")
    nav = "<div class='nav'><a href='/'>首页</a><a href='/zwgk/'>政务公开栏目总览</a></div>"
    site.put(f"{HOST}/zc/", f"<html><head><title>政策文件_甲</title></head><body>{nav}{inner}</body></html>")
    source = proposed(site, "/zc/")
    assert source.address.endswith("/zc/inner.html" if keeps == "frame" else "/zc/data/list.json")
    assert seen(house, source) == titles


def test_a_frame_of_another_site_is_not_looked_at(site: Site) -> None:
    site.put(f"{HOST}/zc/", "<html><body><iframe src='http://other.test/list.html'></iframe></body></html>")
    site.put("other.test/list.html", listing(rows(1)))
    assert Trying(lambda: fetcher(site.port)).propose(site.url(f"{HOST}/zc/"), []).is_empty
    assert site.asked("other.test/list.html") == 0


def test_what_is_sent_is_kept_in_the_file() -> None:
    source = Source(
        name="a", title="甲", kind="json", address="https://a.example/list", post='{"a": "b\\"c", "pageNum": 1}'
    )
    assert read_source("a", source_to_toml(source)) == (source, [])
    for post in ("{", "{1}", "[1]", "nothing"):
        wrong, faults = read_source("a", f"title='a'\nkind='json'\naddress='https://a.example/'\npost='{post}'")
        assert (wrong, [fault.facts["key"] for fault in faults]) == (None, ["post"])


def test_a_body_that_cannot_be_sent_is_refused(site: Site) -> None:
    with pytest.raises(InvalidInput) as refused:
        Trying(lambda: fetcher(site.port)).propose(site.url(f"{HOST}/zc/"), [], post="{")
    assert refused.value.kind == "source-value"


@pytest.mark.parametrize(
    ("post", "following", "body"),
    [
        ('{"p": "1", "a": 2}', "p=2", b'{"p": "2", "a": 2}'),
        ('{"a": 2}', "p=2", b'{"a": 2, "p": 2}'),
        ("a=1&p=3", "p=4", b"a=1&p=4"),
    ],
)
def test_the_number_of_a_page_is_written_as_it_was(post: str, following: str, body: bytes) -> None:
    address = "https://a.example/list?kind=x"
    source = Source(name="a", title="甲", kind="json", address=address, post=post, find=Find(next="?p"))
    wire, sent = request_of(source, f"{address}&{following}")
    assert sent is not None
    assert (wire, sent.body) == (address, body)
    assert request_of(source, named_page(source, address))[0] == address


def test_a_page_without_a_counter_names_no_further_page() -> None:
    body = json.dumps([{"title": "夜市摊位管理办法全文", "url": "/a.html", "date": "2026-05-01"}]).encode()
    source = Source(name="a", title="甲", kind="json", address="https://a.example/list", post="{}")
    assert items_in(source, body, source.address, "application/json").next_address == ""
