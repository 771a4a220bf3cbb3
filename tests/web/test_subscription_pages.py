"""Subscriptions in the browser: made from a page, listed, followed by feed and API, each person her own."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from revtrack.words.subscriptions import subscription_words
from tests.revtrack.subscriptions.made import Receiver
from tests.web.conftest import PASSWORD, Running, Visitor, invite

SAY = subscription_words("zh")
ATOM = "{http://www.w3.org/2005/Atom}"
_FEED = re.compile(r'href="(/feeds/subscriptions/[^"]+\.atom)"')
_BUTTON = re.compile(r'<a class="button" href="(/subscriptions\?[^"]+)">')


def come(site: Running, tmp_path: Path) -> str:
    """A further version comes in and is looked through; its id."""
    (added,) = site.tracker.add([tmp_path / "second.txt"], document=document(site))
    with site.tracker.library.corpus() as corpus:
        last = corpus.queries.last_change()
    with site.tracker.watching.state() as state:
        site.tracker.watching.telling.now(state, [], datetime.now(UTC))
        until(lambda: all(one.seen == last for one in state.subscriptions()))  # the server looks and sends as well
        until(lambda: not state.waiting())
    return added.version


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def document(site: Running) -> str:
    return next(item.id for item in site.tracker.documents().items if "停车" in item.title)


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the form that subscribes."""
    form = page.partition('<form class="filter-form" method="post" action="/subscriptions">')[2].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def subscribe(visitor: Visitor, path: str, to: str = "") -> str:
    """Press the button of a page and send the form that it leads to; the page that comes then."""
    (button,) = _BUTTON.findall(visitor.get(path).text)
    fields = form_of(visitor.get(button.replace("&amp;", "&")).text)
    fields.pop("csrf")
    answer = visitor.post("/subscriptions", **fields, to=to)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_every_page_that_can_be_followed_has_the_button_and_its_feed_tells(parking: Running, tmp_path: Path) -> None:
    visitor = parking.visitor()
    assert SAY.none in visitor.get("/subscriptions").text
    here = document(parking)
    for path in (
        "/search?q=停车场",
        "/search?in=duties&actor=停车场",
        "/bodies/one?name=市交通局",
        f"/documents/{here}",
        f"/documents/{here}/line",
        "/indicators/老年餐桌",
    ):
        page = subscribe(visitor, path)
    feeds = _FEED.findall(page)
    assert len(feeds) == 6
    stranger = parking.visitor("en")
    assert all(b"<entry>" not in stranger.get(feed).content for feed in feeds)
    version = come(parking, tmp_path)
    found = [stranger.get(feed) for feed in feeds]
    entries = [etree.fromstring(feed.content).findall(f"{ATOM}entry") for feed in found]
    assert [len(one) for one in entries] == [1, 1, 1, 1, 1, 0]
    assert {one.findtext(f"{ATOM}id", "").rpartition(":")[2] for some in entries for one in some} == {version}
    told = entries[0][0].findtext(f"{ATOM}summary", "")
    assert "停车场应当在三十日内备案" in told
    assert "停车场应当在十五日内备案" in told
    again = [stranger.get(feed).content for feed in feeds]
    assert again == [feed.content for feed in found], "the address stays, and what it says"


def test_what_was_found_is_shown_in_both_languages_and_as_json(parking: Running, tmp_path: Path) -> None:
    visitor = parking.visitor()
    subscribe(visitor, f"/documents/{document(parking)}")
    version = come(parking, tmp_path)
    (one,) = visitor.get("/api/v1/subscriptions").json()["subscriptions"]
    assert (one["kind"], one["matches"], one["channel"]) == ("document", 1, "feed")
    assert "secret" not in one
    (match,) = visitor.get(f"/api/v1/subscriptions/{one['id']}").json()["matches"]
    assert (match["version"], match["changes"][0]["fields"]) == (version, ["deadline"])
    for language in ("zh-CN", "en"):
        page = parking.visitor(language).get(f"/subscriptions/{one['id']}").text
        assert f"/compare/{match['before']}/{version}" in page
        assert "停车场应当在十五日内备案" in page
    assert visitor.get("/api/v1/subscriptions/nothing").status_code == 404
    removed = visitor.post("/subscriptions/remove", id=one["id"]).text
    assert SAY.removed.format(title="杭州市停车管理办法") in removed
    assert visitor.get("/api/v1/subscriptions").json()["subscriptions"] == []
    assert visitor.get(one["feed"]).status_code == 404


def test_a_secret_is_shown_once_and_signs_what_comes(parking: Running, tmp_path: Path, receiver: Receiver) -> None:
    visitor = parking.visitor()
    page = subscribe(visitor, f"/documents/{document(parking)}", receiver.address)
    (secret,) = re.findall(r"<code>(whsec_[^<]+)</code>", page)
    assert secret not in visitor.get("/subscriptions").text
    version = come(parking, tmp_path)
    (call,) = receiver.came
    assert call.signed_by(secret.replace("&#43;", "+"))
    assert call.body["version"] == version


def test_what_is_wrong_is_said(parking: Running) -> None:
    visitor = parking.visitor()
    visitor.get("/subscriptions?kind=document&what=x")
    here = document(parking)
    assert visitor.post("/subscriptions", kind="document", what=here, token="wrong").status_code == 403
    for given in (
        {"kind": "document", "what": here, "to": "http://10.1.2.3/"},
        {"kind": "document", "what": ""},
        {"kind": "search", "q": " "},
        {"kind": "elsewhere", "what": here},
    ):
        assert visitor.post("/subscriptions", **given).status_code == 400, given
    assert visitor.post("/subscriptions", kind="body", what="没有的局").status_code == 404
    assert visitor.get("/feeds/subscriptions/nothing.atom").status_code == 404


@pytest.mark.long
def test_each_has_her_own_and_who_is_removed_is_told_no_more(parking: Running, tmp_path: Path) -> None:
    subscribe(parking.visitor(), f"/documents/{document(parking)}")  # before there were accounts
    invite(parking.tracker, "boss", "administrator")
    wang = invite(parking.tracker, "wang", "reader")
    invite(parking.tracker, "li", "reader")
    visitors = {name: parking.visitor() for name in ("wang", "li")}
    for name, visitor in visitors.items():
        visitor.log_in(name, PASSWORD)
    subscribe(visitors["wang"], "/search?q=停车场")
    (mine,) = visitors["wang"].get("/api/v1/subscriptions").json()["subscriptions"]
    assert visitors["li"].get("/api/v1/subscriptions").json()["subscriptions"] == []
    assert visitors["li"].get(f"/subscriptions/{mine['id']}").status_code == 404
    visitors["li"].get("/subscriptions")
    assert visitors["li"].post("/subscriptions/remove", id=mine["id"]).status_code == 404
    given = {"kind": "document", "what": document(parking), "to": "json://127.0.0.1/"}
    assert visitors["li"].post("/subscriptions", **given).status_code == 400, "that is for administrators"
    nobody = parking.visitor()
    assert nobody.get("/api/v1/subscriptions").status_code == 401
    assert nobody.get(mine["feed"]).status_code == 200, "its name is its key: feed readers do not log in"
    parking.tracker.accounts.remove(wang.id)
    assert nobody.get(mine["feed"]).status_code == 404
    come(parking, tmp_path)
    left = parking.tracker.subscribing.subscriptions()
    assert [(one.subscription.owner, one.matches) for one in left] == [("", 1)]
