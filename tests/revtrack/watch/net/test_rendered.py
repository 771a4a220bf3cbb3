"""Pages made by script in a real browser that has no network of its own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from revtrack.watch.desk import WatchDesk
from revtrack.watch.net.fetched import Fetched, FetchFailed
from revtrack.watch.net.rendered import rendered
from tests.revtrack.watch import made_up_sites as made

pytestmark = pytest.mark.xdist_group("browser")

PAGE = """<html><head><title>政策文件</title></head><body><ul id="list"></ul><script>
async function go() {
  const rows = await (await fetch("/data.json")).json();
  for (const row of rows) {
    const item = document.createElement("li");
    item.innerHTML = `<a href="${row.url}">${row.title}</a><span>${row.date}</span>`;
    document.getElementById("list").append(item);
  }
  for (const house of ["http://10.0.0.1/secret", "http://169.254.169.254/latest/meta-data/"]) {
    try {
      const told = await (await fetch(house)).text();
      document.title = told;
    } catch (error) { document.body.dataset.refused = (document.body.dataset.refused || "") + "x"; }
  }
}
go();
</script></body></html>"""


def render(site: made.Site, place: str) -> Fetched:
    """In a loop of its own: the browser's other tests keep one in this thread."""

    async def go() -> Fetched:
        async with made.fetcher(site.port) as fetcher:
            return await rendered(fetcher, site.url(place))

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(go())).result()


@pytest.mark.usefixtures("chromium")
def test_what_a_script_lists_is_seen_and_it_reaches_no_address_of_the_house() -> None:
    with made.Site() as site:
        site.put("www.jiashi.example/list.html", PAGE)
        rows = '[{"url": "/1.html", "title": "甲市停车管理办法", "date": "2026-01-02"}]'
        site.put("www.jiashi.example/data.json", rows, content_type="application/json")
        found = render(site, "www.jiashi.example/list.html")
    text = found.body.decode()
    assert "甲市停车管理办法" in text
    assert 'data-refused="xx"' in text
    assert "secret" not in text.split("</script>")[1]


@pytest.mark.usefixtures("chromium")
def test_what_a_script_sends_is_sent_to_its_own_site_alone() -> None:
    page = PAGE.replace('fetch("/data.json")', 'fetch("/data.json", {method: "POST", body: "page=1"})').replace(
        "fetch(house)", 'fetch(house, {method: "POST", body: "x=1"})'
    )
    rows = b'[{"url": "/1.html", "title": "first of the posted", "date": "2026-01-02"}]'
    with made.Site() as site:
        site.put("www.jiashi.example/list.html", page.replace("http://10.0.0.1/", site.url("other.test/")))
        site.answers["www.jiashi.example/data.json"] = made.Answer(
            content_type="application/json",
            reply=lambda how, sent, _: rows if (how, sent) == ("POST", b"page=1") else b"",
        )
        found = render(site, "www.jiashi.example/list.html")
        assert site.asked("other.test/secret") == 0
    assert "first of the posted" in found.body.decode()


@pytest.mark.usefixtures("chromium")
def test_a_page_that_cannot_be_had_is_a_failed_fetch() -> None:
    with made.Site() as site, pytest.raises(FetchFailed) as failed:
        render(site, "www.jiashi.example/nothing.html")
    assert failed.value.kind == "status"


@pytest.mark.long
@pytest.mark.usefixtures("chromium")
def test_a_source_that_needs_a_browser_is_looked_at_with_one(tmp_path: Path) -> None:
    with made.Site() as site:
        site.put("www.jiashi.example/list.html", PAGE)
        rows = '[{"url": "/1.html", "title": "甲市停车管理办法（试行）", "date": "2026-01-02"}]'
        site.put("www.jiashi.example/data.json", rows, content_type="application/json")
        site.put("www.jiashi.example/1.html", made.page("甲市停车管理办法（试行）"))
        tracker = made.tracker(tmp_path / "home")
        tracker.watching = WatchDesk(tracker.library, lambda: made.fetcher(site.port))
        tracker.watching.keep(made.source(site, "www.jiashi.example", browser=True))
        with ThreadPoolExecutor(1) as pool:
            swept = pool.submit(tracker.watching.run).result()
        assert swept.reports[0].run.outcome == "ok", swept.reports[0].run
        assert [entry.title for entry in tracker.watching.inbox()] == ["甲市停车管理办法（试行）"]
        tracker.close()
