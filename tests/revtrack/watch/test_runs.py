"""Sweeps over made-up sites on loopback: what is new comes in once, and every fault has its outcome."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from filelock import FileLock

from corpus_repo.corpus import LOCK
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.service import Tracker
from revtrack.watch import inbox
from revtrack.watch.kept import FOLDER
from revtrack.watch.kept import bytes_of as kept_bytes
from revtrack.watch.sources import Defaults
from revtrack.watch.state import Run, SourceState, State
from tests.revtrack.watch.made_up_sites import (
    WALL,
    Answer,
    House,
    Site,
    fill,
    listing,
    page,
    policy_text,
    source,
    state,
    sweep_until_killed,
    tracker,
)


@pytest.mark.long
def test_first_sweep_is_a_digest_and_the_second_asks_conditionally_and_stores_nothing(house: House) -> None:
    fill(house.site, "a.test", 6)
    first = house.look(source(house.site, "a.test"))
    assert (first.run.outcome, first.run.new, first.run.stored, first.run.baseline) == ("ok", 6, 6, True)
    assert {entry.announce for entry in first.entries} == {"digest"}
    house.site.seen.clear()
    second = house.look(source(house.site, "a.test"))
    assert (second.run.outcome, second.run.stored, second.entries) == ("unchanged", 0, ())
    assert house.site.seen == [("a.test/list.html", 304)]
    assert len(house.state.entries("pending")) == 6


@pytest.mark.long
def test_a_new_item_is_told_by_itself(house: House) -> None:
    one = source(house.site, "a.test")
    fill(house.site, "a.test", 6)
    house.look(one)
    fill(house.site, "a.test", 8)
    report = house.look(one)
    assert (report.run.new, report.run.stored) == (2, 2)
    assert {entry.announce for entry in report.entries} == {"item"}
    known = house.state.source(one.name)
    assert known is not None
    assert known.habit > 0
    assert known.last_new == house.now.isoformat(timespec="seconds")


def test_accepting_adds_with_source_and_defaults_and_knows_its_run(house: House) -> None:
    fill(house.site, "a.test", 2)
    one = source(house.site, "a.test", defaults=Defaults(jurisdiction="北京市/顺义区", status="draft"))
    report = house.look(one)
    entry = report.entries[0]
    done = inbox.accept(house.tracker.library, house.state, entry.token[:6], defaults=one.defaults, author="甲")
    record = house.tracker.document(done.document)
    version = record.versions[done.version]
    assert version.source == entry.page
    assert version.value("jurisdiction") == "北京市/顺义区"
    assert version.value("status") == "draft"
    run = house.state.run_of(done.version)
    assert run is not None
    assert run.key == report.run.key
    again = inbox.accept(house.tracker.library, house.state, entry.token)
    assert (again.document, again.version) == (done.document, done.version)
    with pytest.raises(InvalidInput) as error:
        inbox.decline(house.tracker.library, house.state, entry.token)
    assert error.value.kind == "item-decided"
    assert len(list((house.home / FOLDER).glob("[0-9a-f]*"))) == 1


def test_what_the_text_says_wins_over_list_and_defaults(house: House) -> None:
    house.site.put("a.test/1.html", page("甲市共享单车管理办法", number="甲政发〔2026〕8号"))
    house.site.put("a.test/2.html", page("甲市户外广告管理办法"))
    rows = [("甲市共享单车管理办法", "/1.html", "2026-05-02"), ("甲市户外广告管理办法", "/2.html", "2026-05-01")]
    house.site.put("a.test/list.html", listing(rows))
    one = source(house.site, "a.test", accept="all", defaults=Defaults(issuer="乙局"))
    accepted = house.look(one).accepted
    assert len(accepted) == 2
    versions = [house.tracker.document(done.document).versions[done.version] for done in accepted]
    assert {version.value("doc_number") for version in versions} == {"甲政发〔2026〕8号", ""}
    assert {version.value("issuers") for version in versions} == {"甲市人民政府"}
    assert {version.value("issued") for version in versions} == {"2026-03-01"}


def test_declined_texts_do_not_come_again(house: House) -> None:
    fill(house.site, "a.test", 1)
    house.site.put("b.test/x.html", house.site.answers["a.test/zc/2026/1.html"].body)
    entry = house.look(source(house.site, "a.test")).entries[0]
    inbox.decline(house.tracker.library, house.state, entry.token, author="甲")
    house.site.put("b.test/list.html", listing([("同一文件在别处的管理办法", "/x.html", "2026-05-01")]))
    report = house.look(source(house.site, "b.test"))
    assert (report.run.stored, report.run.known) == (0, 1)
    assert house.state.entries("pending") == []
    assert not list((house.home / FOLDER).glob("[0-9a-f]*"))


def test_an_entry_whose_bytes_are_gone_is_declined_and_fetched_again(house: House) -> None:
    fill(house.site, "a.test", 2)
    one = source(house.site, "a.test")
    entry = house.look(one).entries[0]
    assert inbox.text_of(house.tracker.library, entry).digest == entry.digest
    shutil.rmtree(house.home / FOLDER / entry.folder)
    with pytest.raises(OperationFailed) as error:
        inbox.accept(house.tracker.library, house.state, entry.token)
    assert error.value.kind == "inbox-bytes"
    inbox.decline(house.tracker.library, house.state, entry.token)
    again = house.look(one).entries
    assert [found.digest for found in again] == [entry.digest]
    inbox.accept(house.tracker.library, house.state, again[0].token)


class CutOff(State):
    """A state that is gone before a decision can be kept."""

    def decide(self, *_: object, **__: object) -> bool:
        raise OperationFailed("state")


def test_an_acceptance_that_was_cut_off_is_finished(house: House) -> None:
    fill(house.site, "a.test", 1)
    whole = house.state
    with CutOff(house.home / "state.db") as house.state:
        assert house.look(source(house.site, "a.test", accept="new")).accepted == ()
    house.state = whole
    assert house.tracker.documents().total == 1
    report = house.look(source(house.site, "a.test", accept="new"))
    assert len(report.accepted) == 1
    assert house.tracker.documents().total == 1
    assert house.state.run_of(report.accepted[0].version) is not None


@pytest.mark.long
def test_a_draft_and_its_final_are_proposed_to_be_one(house: House) -> None:
    text = policy_text("甲市排水管理办法")
    house.site.put("a.test/1.html", f"<html><body><h1>甲市排水管理办法（征求意见稿）</h1>{text}</body></html>")
    one = source(house.site, "a.test")
    house.site.put("a.test/list.html", listing([("甲市排水管理办法（征求意见稿）", "/1.html", "2026-04-01")]))
    draft = inbox.accept(house.tracker.library, house.state, house.look(one).entries[0].token)
    final = text.replace("20个工作日", "15个工作日")
    house.site.put("a.test/2.html", f"<html><body><h1>甲市排水管理办法</h1>{final}</body></html>")
    rows = [("甲市排水管理办法", "/2.html", "2026-06-01"), ("甲市排水管理办法（征求意见稿）", "/1.html", "2026-04-01")]
    house.site.put("a.test/list.html", listing(rows))
    entry = house.look(one).entries[0]
    assert (entry.kind, entry.target, entry.reason) == ("final-of", draft.document, "title")
    done = inbox.accept(house.tracker.library, house.state, entry.token)
    assert done.document == draft.document
    assert len(house.tracker.document(draft.document).versions) == 2


@pytest.mark.long
def test_a_proposal_that_is_refused_keeps_the_two_apart(house: House) -> None:
    text = policy_text("甲市排水管理办法")
    house.site.put("a.test/1.html", f"<html><body><h1>甲市排水管理办法（征求意见稿）</h1>{text}</body></html>")
    house.site.put("a.test/2.html", f"<html><body><h1>甲市排水管理办法</h1>{text}<p>附则另行规定。</p></body></html>")
    one = source(house.site, "a.test")
    house.site.put("a.test/list.html", listing([("甲市排水管理办法（征求意见稿）", "/1.html", "2026-04-01")]))
    draft = inbox.accept(house.tracker.library, house.state, house.look(one).entries[0].token)
    rows = [("甲市排水管理办法", "/2.html", "2026-06-01"), ("甲市排水管理办法（征求意见稿）", "/1.html", "2026-04-01")]
    house.site.put("a.test/list.html", listing(rows))
    done = inbox.accept(house.tracker.library, house.state, house.look(one).entries[0].token, as_new=True)
    assert done.document != draft.document
    assert house.tracker.document(done.document).apart_from == (draft.document,)


@pytest.mark.long
def test_what_takes_up_a_higher_document_is_proposed_as_its_derivative(house: House) -> None:
    house.site.put("a.test/1.html", page("北京市停车设施建设实施方案", who="北京市人民政府"))
    house.site.put("a.test/list.html", listing([("北京市停车设施建设实施方案", "/1.html", "2026-04-01")]))
    city = house.look(source(house.site, "a.test", accept="all")).accepted[0]
    text = policy_text("顺义区的做法", who="北京市顺义区人民政府")
    body = f"<h1>顺义区停车设施建设工作措施</h1><p>为贯彻落实《北京市停车设施建设实施方案》，制定本措施。</p>{text}"
    house.site.put("b.test/1.html", f"<html><body>{body}</body></html>")
    house.site.put("b.test/list.html", listing([("顺义区停车设施建设工作措施", "/1.html", "2026-05-01")]))
    entry = house.look(source(house.site, "b.test")).entries[0]
    assert (entry.kind, entry.target, entry.reason) == ("derivative-of", city.document, "citation")
    done = inbox.accept(house.tracker.library, house.state, entry.token)
    assert house.tracker.document(done.document).derives_from == (city.document,)


@pytest.mark.long
def test_a_document_whose_text_changes_gives_a_version(house: House) -> None:
    one = source(house.site, "a.test", kind="document", address=house.site.url("a.test/d.html"), accept="versions")
    house.site.put("a.test/d.html", page("甲市绿化条例", days=20))
    first = house.look(one)
    assert [entry.kind for entry in first.entries] == ["new"]
    done = inbox.accept(house.tracker.library, house.state, first.entries[0].token)
    assert house.look(one).run.outcome == "unchanged"
    house.site.put("a.test/d.html", page("甲市绿化条例", days=10))
    report = house.look(one)
    assert [(entry.kind, entry.target, entry.reason) for entry in report.entries] == [
        ("version-of", done.document, "address")
    ]
    assert [one.document for one in report.accepted] == [done.document]
    house.site.put("a.test/d.html", page("甲市绿化条例", days=20))
    back = house.look(one)
    assert (back.run.stored, back.run.known) == (0, 1)


def test_attachments_and_page_are_one_document(house: House) -> None:
    full = f"<html><body><h1>甲市供水管理办法</h1>{policy_text('甲市供水管理办法')}</body></html>"
    cover = (
        "<html><body><h1>关于印发《甲市供水管理办法》的通知</h1><p>各区人民政府：</p>"
        "<p>现将《甲市供水管理办法》印发给你们，请认真贯彻执行。</p>"
        "<p><a href='/f/1.zip'>附件：甲市供水管理办法.zip</a></p>"
        "<p>甲市人民政府</p><p>2026年3月1日</p></body></html>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲市供水管理办法.html", full)
        archive.writestr("起草说明.txt", "起草说明\n" + "本办法的起草过程如下，征求了各方面意见。" * 40)
    house.site.put("a.test/1.html", cover)
    house.site.put("a.test/f/1.zip", packed.getvalue(), content_type="application/zip")
    house.site.put("a.test/list.html", listing([("关于印发《甲市供水管理办法》的通知", "/1.html", "2026-04-01")]))
    report = house.look(source(house.site, "a.test"))
    assert [entry.title for entry in report.entries] == ["甲市供水管理办法"]
    done = inbox.accept(house.tracker.library, house.state, report.entries[0].token)
    version = house.tracker.document(done.document).versions[done.version]
    assert version.original is not None
    assert version.original.name == "甲市供水管理办法.html"
    assert version.source.endswith("/f/1.zip")


def test_a_text_over_several_pages_is_one_document_with_its_bytes(house: House) -> None:
    whole = policy_text("甲市供水管理办法").split("<p>第五条")
    script = "<script>createPageHTML(2, {at}, 't26', 'html');</script>"
    pages = [f"<html><body><h1>甲市供水管理办法</h1><div class=zoom>{text}</div>{{}}</body></html>" for text in whole]
    pages[1] = pages[1].replace("<div class=zoom>", "<div class=zoom><p>第五条")
    house.site.put("a.test/zc/t26.html", pages[0].replace("{}", script.format(at=0)))
    house.site.put("a.test/zc/t26_1.html", pages[1].replace("{}", script.format(at=1)))
    house.site.put("a.test/list.html", listing([("甲市供水管理办法", "/zc/t26.html", "2026-04-01")]))
    (entry,) = house.look(source(house.site, "a.test")).entries
    done = inbox.accept(house.tracker.library, house.state, entry.token)
    text = house.tracker.text(done.document).plain
    assert [text.count(f"第{number}条") for number in "一五八"] == [1, 1, 1]
    assert house.tracker.document(done.document).versions[done.version].remarks == ()


def test_a_page_whose_next_one_is_gone_waits_for_somebody_to_look(house: House) -> None:
    script = "<script>createPageHTML(2, 0, 't26', 'html');</script></body>"
    house.site.put("a.test/zc/t26.html", page("甲市供水管理办法").replace("</body>", script))
    house.site.put("a.test/list.html", listing([("甲市供水管理办法", "/zc/t26.html", "2026-04-01")]))
    report = house.look(source(house.site, "a.test", accept="all"))
    assert not report.accepted
    assert house.tracker.documents().total == 0
    (entry,) = house.state.entries("pending")
    inbox.accept(house.tracker.library, house.state, entry.token)
    assert house.tracker.documents().total == 1


def test_one_item_under_two_addresses_comes_once(house: House) -> None:
    house.site.put("a.test/zw/1.html", page("甲市消防管理办法"))
    house.site.put("a.test/gk/9.html", page("甲市消防管理办法"))
    rows = [("甲市消防管理办法", "/zw/1.html", "2026-04-01"), ("甲市消防管理办法全文", "/gk/9.html", "2026-04-01")]
    house.site.put("a.test/list.html", listing(rows))
    report = house.look(source(house.site, "a.test"))
    assert (report.run.new, report.run.stored, report.run.known) == (2, 1, 1)


def test_another_rendering_of_what_waits_is_not_news(house: House) -> None:
    text = policy_text("甲市消防管理办法")
    house.site.put("a.test/1.html", f"<html><body><h1>甲市消防管理办法</h1>{text}</body></html>")
    house.site.put("b.test/1.html", f"<html><body><p>来源：甲市</p><h1>甲市消防管理办法</h1>{text}</body></html>")
    for host in ("a.test", "b.test"):
        house.site.put(f"{host}/list.html", listing([("甲市消防管理办法", "/1.html", "2026-04-01")]))
        house.look(source(house.site, host))
    assert len(house.state.entries()) == 1


@pytest.mark.long
def test_what_is_issued_as_it_was_drafted_is_news(house: House) -> None:
    text = policy_text("甲市消防管理办法")
    house.site.put("a.test/1.html", f"<html><body><h1>甲市消防管理办法（征求意见稿）</h1>{text}</body></html>")
    house.site.put("a.test/2.html", f"<html><body><h1>甲市消防管理办法</h1>{text}</body></html>")
    rows = [("甲市消防管理办法", "/2.html", "2026-06-01"), ("甲市消防管理办法（征求意见稿）", "/1.html", "2026-04-01")]
    house.site.put("a.test/list.html", listing(rows[1:]))
    one = source(house.site, "a.test")
    draft = house.look(one).entries[0]
    house.site.put("a.test/list.html", listing(rows))
    assert [entry.title for entry in house.look(one).entries] == ["甲市消防管理办法"]
    inbox.accept(house.tracker.library, house.state, draft.token)
    again = inbox.look_again(house.tracker.library, house.state, house.state.entries("pending")[0])
    assert (again.kind, again.target_title) == ("final-of", "甲市消防管理办法（征求意见稿）")


@pytest.mark.long
@pytest.mark.parametrize("shape", ["feed", "json", "gbk"])
def test_lists_of_other_shapes(house: House, shape: str) -> None:
    rows = fill(house.site, "a.test", 6)
    given: dict[str, object] = {}
    if shape == "feed":
        items = "".join(
            f"<item><title>{title}</title><link>{house.site.url(f'a.test{place}')}</link>"
            f"<pubDate>{datetime.fromisoformat(day):%a, %d %b %Y} 00:00:00 +0800</pubDate></item>"
            for title, place, day in rows
        )
        text = f'<rss version="2.0"><channel><title>甲市</title>{items}</channel></rss>'
        house.site.put("a.test/list.html", text, content_type="application/rss+xml")
        given["kind"] = "feed"
    elif shape == "json":
        data = {"data": {"list": [{"title": title, "url": place, "date": day} for title, place, day in rows]}}
        house.site.put("a.test/list.html", json.dumps(data), content_type="application/json")
        given["kind"] = "json"
    else:
        for place, answer in house.site.answers.items():
            body = answer.body.decode().replace("<head>", "<head><meta charset='gb2312'>").encode("gb18030")
            house.site.put(place, body, content_type="text/html")
    one = source(house.site, "a.test", **given)
    report = house.look(one)
    assert (report.run.outcome, report.run.stored, report.run.failed) == ("ok", 6, 0)
    assert {entry.title for entry in report.entries} == {title for title, _, _ in rows}
    assert {item.date for item in house.state.items(one.name)} == {day for _, _, day in rows}
    assert house.look(one).run.outcome == "unchanged"


def test_without_a_corpus_nothing_is_looked_at(house: House, tmp_path: Path) -> None:
    house.tracker = Tracker(house.tracker.settings, tmp_path / "nowhere")
    with pytest.raises(InvalidInput) as error:
        house.look(source(house.site, "a.test"))
    assert error.value.kind == "no-corpus"
    assert house.site.seen == []


@pytest.mark.long
def test_a_moved_item_is_not_new(house: House) -> None:
    rows = fill(house.site, "a.test", 5)
    one = source(house.site, "a.test")
    house.look(one)
    title, address, day = rows[2]
    house.site.answers["a.test/xin/3.html"] = house.site.answers.pop(f"a.test{address}")
    house.site.put("a.test/list.html", listing([*rows[:2], (title, "/xin/3.html", day), *rows[3:]]))
    report = house.look(one)
    assert (report.run.new, report.run.changed, report.run.stored) == (0, 1, 0)
    assert house.look(one).run.outcome == "unchanged"


@pytest.mark.long
def test_a_withdrawn_item_is_recorded_and_kept(house: House) -> None:
    rows = fill(house.site, "a.test", 8)
    one = source(house.site, "a.test")
    house.look(one)
    house.site.put("a.test/list.html", listing([rows[0], *rows[2:]]))
    report = house.look(one)
    assert (report.run.outcome, report.run.gone) == ("ok", 1)
    gone = [item for item in house.state.items(one.name) if item.gone]
    assert [item.title for item in gone] == [rows[1][0]]
    assert len(house.state.entries("pending")) == 8
    house.site.put("a.test/list.html", listing(rows))
    house.look(one)
    assert not [item for item in house.state.items(one.name) if item.gone]


@pytest.mark.long
@pytest.mark.parametrize(
    ("answer", "outcome", "fault"),
    [
        (Answer(b"no", 500), "failed", "status"),
        (Answer(WALL), "blocked", "verification"),
        (Answer(b"<html><p>cut", claimed=5000), "failed", "truncated"),
        (Answer(status=302, location="/list.html"), "failed", "redirect-loop"),
        (Answer(status=302, location="http://10.0.0.1/"), "failed", "refused-address"),
        (Answer("<html><body><div id='app'></div><p>甲市人民政府</p></body></html>".encode()), "empty|blocked", ""),
    ],
)
def test_faults_of_a_list_have_an_outcome_and_lose_nothing(
    house: House, answer: Answer, outcome: str, fault: str
) -> None:
    rows = fill(house.site, "a.test", 6)
    fill(house.site, "b.test", 3)
    one, other = source(house.site, "a.test"), source(house.site, "b.test")
    house.look(one)
    house.site.answers["a.test/list.html"] = answer
    report = house.sweep(one, other)
    assert report.reports[0].run.outcome in outcome.split("|")
    assert report.reports[0].run.fault == fault or not fault
    assert report.reports[1].run.stored == 3
    assert not [item for item in house.state.items(one.name) if item.gone]
    house.site.put("a.test/list.html", listing(rows))
    assert (house.look(one).run.outcome, house.look(one).run.stored) == ("ok", 0)


@pytest.mark.long
def test_a_redesigned_list_is_an_alarm_and_not_the_end_of_everything(house: House) -> None:
    rows = fill(house.site, "a.test", 10)
    one = source(house.site, "a.test")
    house.look(one)
    house.site.put("a.test/list.html", listing(rows[:2]))
    for _ in range(2):
        assert house.look(one).run.outcome == "shrunk"
    assert not [item for item in house.state.items(one.name) if item.gone]
    known = house.state.source(one.name)
    assert known is not None
    assert (known.odd, known.listed) == (2, 10)
    assert house.state.settle(one.name, house.now.isoformat(timespec="seconds")) == 8
    assert house.look(one).run.outcome == "ok"


def test_faults_of_items_stop_no_other_and_are_tried_again(house: House) -> None:
    rows = fill(house.site, "a.test", 6)
    places = [f"a.test{address}" for _, address, _ in rows]
    good = dict(house.site.answers)
    house.site.put(places[0], b"no", status=500)
    house.site.put(places[1], WALL)
    house.site.answers[places[2]] = Answer(b"<html>cut", claimed=9000)
    house.site.answers[places[3]] = Answer(status=302, location=rows[3][1])
    one = source(house.site, "a.test")
    report = house.look(one)
    assert (report.run.outcome, report.run.failed, report.run.stored) == ("ok", 4, 2)
    faults = {item.address.rpartition("/")[2]: (item.outcome, item.fault) for item in house.state.items(one.name)}
    names = [place.rpartition("/")[2] for place in places]
    assert faults[names[0]] == ("failed", "status 500")
    assert faults[names[1]][0] == "blocked"
    assert faults[names[2]] == ("failed", "truncated")
    assert faults[names[3]] == ("failed", "redirect-loop")
    house.site.answers.update(good)
    house.now += timedelta(hours=2)
    healed = house.look(one)
    assert (healed.run.outcome, healed.run.stored, healed.run.failed) == ("unchanged", 4, 0)


def test_a_zip_bomb_is_refused(house: House) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("办法.txt", b"\0" * 50_000_000)
    house.site.put("a.test/1.zip", packed.getvalue(), content_type="application/zip")
    house.site.put("a.test/2.html", page("甲市噪声管理办法"))
    rows = [("甲市某某管理办法压缩包", "/1.zip", "2026-04-02"), ("甲市噪声管理办法", "/2.html", "2026-04-01")]
    house.site.put("a.test/list.html", listing(rows))
    one = source(house.site, "a.test")
    report = house.look(one)
    assert (report.run.stored, report.run.failed) == (1, 1)
    bomb = next(item for item in house.state.items(one.name) if item.address.endswith(".zip"))
    assert (bomb.outcome, bomb.fault) == ("unreadable", "zip-bomb")


@pytest.mark.long
def test_pages_are_followed_and_a_missing_one_is_made_up(house: House) -> None:
    rows = fill(house.site, "a.test", 9)
    house.site.put("a.test/list.html", listing(rows[:3], "/list_2.html"))
    house.site.put("a.test/list_2.html", b"no", status=500)
    house.site.put("a.test/list_3.html", listing(rows[6:]))
    one = source(house.site, "a.test", pages=5)
    report = house.look(one)
    assert (report.run.outcome, report.run.fault, report.run.stored) == ("ok", "status", 3)
    house.site.put("a.test/list_2.html", listing(rows[3:6], "/list_3.html"))
    report = house.look(one)
    assert (report.run.outcome, report.run.fault, report.run.stored) == ("ok", "", 6)
    house.site.seen.clear()
    house.look(one)
    assert [place for place, _ in house.site.seen] == ["a.test/list.html"]


@pytest.mark.long
def test_a_folder_brings_new_and_changed_files(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "甲.html").write_text(page("甲市养犬管理办法"), "utf-8")
    one = source(house.site, "a.test", kind="folder", address=str(folder), accept="all")
    first = house.look(one)
    assert (first.run.stored, len(first.accepted)) == (1, 1)
    assert house.look(one).run.stored == 0
    (folder / "甲.html").write_text(page("甲市养犬管理办法", days=9), "utf-8")
    (folder / "乙.html").write_text(page("甲市招牌管理办法"), "utf-8")
    report = house.look(one)
    assert sorted(entry.kind for entry in report.entries) == ["new", "version-of"]
    assert {done.document for done in report.accepted} >= {first.accepted[0].document}
    shutil.rmtree(folder)
    folder.mkdir()
    assert house.look(one).run.outcome == "empty"
    folder.rmdir()
    missing = house.look(one)
    assert (missing.run.outcome, missing.run.fault) == ("failed", "missing")


def made_repository(work: Path) -> tuple[Path, Callable[..., None]]:
    """A git repository that holds one page, and what runs git in it."""

    def git(*words: str) -> None:
        given = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", "-C", str(work), *given, *words], check=True, capture_output=True)

    work.mkdir()
    git("init")
    (work / "甲.html").write_text(page("甲市公园管理办法"), "utf-8")
    git("add", ".")
    git("commit", "-m", "1")
    return work, git


def test_a_repository_brings_new_and_changed_texts(house: House, tmp_path: Path) -> None:
    work, git = made_repository(tmp_path / "repo")
    one = source(house.site, "a.test", kind="git", address=str(work))
    assert house.look(one).run.stored == 1
    assert house.look(one).run.stored == 0
    (work / "甲.html").write_text(page("甲市公园管理办法", days=7), "utf-8")
    git("commit", "-am", "2")
    assert (house.look(one).run.changed, len(house.state.entries("pending"))) == (1, 2)


@pytest.mark.long
def test_a_text_that_changes_while_it_waits_becomes_a_version_of_the_first(house: House) -> None:
    one = source(house.site, "a.test", kind="document", address=house.site.url("a.test/d.html"))
    house.site.put("a.test/d.html", page("甲市绿化条例", days=20))
    first = house.look(one).entries[0]
    house.site.put("a.test/d.html", page("甲市绿化条例", days=10))
    second = house.look(one).entries[0]
    done = inbox.accept(house.tracker.library, house.state, first.token)
    assert inbox.accept(house.tracker.library, house.state, second.token).document == done.document


@pytest.mark.long
def test_documents_of_one_file_are_decided_one_by_one(house: House) -> None:
    names = ("甲市供水管理办法", "甲市排水管理办法", "甲市消防管理办法")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(f"{name}.html", page(name))
    house.site.put("a.test/1.zip", packed.getvalue(), content_type="application/zip")
    house.site.put("a.test/list.html", listing([("甲市供水排水消防管理办法汇编", "/1.zip", "2026-04-02")]))
    entries = house.look(source(house.site, "a.test")).entries
    assert sorted(entry.title for entry in entries) == sorted(names)
    inbox.accept(house.tracker.library, house.state, entries[0].token)
    inbox.decline(house.tracker.library, house.state, entries[1].token)
    inbox.accept(house.tracker.library, house.state, entries[2].token)
    titles = {item.title for item in house.tracker.documents().items}
    assert titles == {entries[0].title, entries[2].title}
    assert not list((house.home / FOLDER).glob("[0-9a-f]*"))


@pytest.mark.long
def test_rules_see_what_was_accepted_a_moment_before(house: House) -> None:
    text = policy_text("甲市排水管理办法")
    house.site.put("a.test/1.html", f"<html><body><h1>甲市排水管理办法（征求意见稿）</h1>{text}</body></html>")
    house.site.put("a.test/2.html", f"<html><body><h1>甲市排水管理办法</h1>{text}<p>附则另行规定。</p></body></html>")
    rows = [("甲市排水管理办法", "/2.html", "2026-06-01"), ("甲市排水管理办法（征求意见稿）", "/1.html", "2026-04-01")]
    house.site.put("a.test/list.html", listing(rows))
    assert len(house.look(source(house.site, "a.test", accept="all")).accepted) == 2
    page_of = house.tracker.documents()
    assert (page_of.total, page_of.items[0].versions) == (1, 2)


class _GitServer(BaseHTTPRequestHandler):
    """Serves the repositories of a folder by git's own program."""

    root = ""

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("content-length", 0))))

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def _answer(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        environment = {
            "PATH": os.defpath,
            "GIT_PROJECT_ROOT": self.root,
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("content-type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("content-encoding", ""),
        }
        done = subprocess.run(["git", "http-backend"], input=body, capture_output=True, env=environment, check=True)
        head, _, data = done.stdout.partition(b"\r\n\r\n")
        headers = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        status = next((int(value[:3]) for name, value in headers if name.lower() == "status"), 200)
        self.send_response(status)
        for name, value in headers:
            if name.lower() != "status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def test_a_repository_on_the_web_is_brought_up_to_date(house: House, tmp_path: Path) -> None:
    work, git = made_repository(tmp_path / "repo")
    _GitServer.root = str(tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), _GitServer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        house.site.port = server.server_port  # whose port the fetcher allows
        one = source(house.site, "a.test", kind="git", address=f"http://127.0.0.1:{server.server_port}/repo/.git")
        report = house.look(one)
        assert (report.run.outcome, report.run.message, report.run.stored) == ("ok", "", 1)
        (work / "甲.html").write_text(page("甲市公园管理办法", days=7), "utf-8")
        git("commit", "-am", "2")
        assert house.look(one).run.stored == 1
        assert house.look(one).run.unchanged == 1
        server.shutdown()


def test_a_repository_inside_the_house_is_refused(house: House) -> None:
    report = house.look(source(house.site, "a.test", kind="git", address="http://127.0.0.2/x.git"))
    assert (report.run.outcome, report.run.fault) == ("failed", "refused-address")


@pytest.mark.long
def test_a_sitemap_tells_what_is_withdrawn(house: House) -> None:
    rows = fill(house.site, "a.test", 5)

    def sitemap(given: Sequence[tuple[str, str, str]]) -> str:
        places = "".join(f"<url><loc>{house.site.url(f'a.test{place}')}</loc></url>" for _, place, _ in given)
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'

    one = source(house.site, "a.test", kind="sitemap", address=house.site.url("a.test/sitemap.xml"))
    house.site.put("a.test/sitemap.xml", sitemap(rows), content_type="application/xml")
    assert house.look(one).run.stored == 5
    house.site.put("a.test/sitemap.xml", sitemap(rows[1:]), content_type="application/xml")
    assert house.look(one).run.gone == 1


@pytest.mark.long
def test_rules_accept_by_themselves(house: House) -> None:
    fill(house.site, "a.test", 3)
    report = house.look(source(house.site, "a.test", accept="new"))
    assert len(report.accepted) == 3
    assert house.state.entries("pending") == []
    assert house.tracker.documents().total == 3


@pytest.mark.long
def test_losing_the_state_announces_nothing_again(house: House) -> None:
    fill(house.site, "a.test", 5)
    fill(house.site, "b.test", 3)
    one, other = source(house.site, "a.test", accept="all"), source(house.site, "b.test")
    house.sweep(one, other)
    waiting = {entry.digest for entry in house.state.entries("pending")}
    house.lose_state()
    report = house.sweep(one, other)
    assert (report.reports[0].run.known, report.reports[0].run.stored) == (5, 0)
    told = [entry for entry in house.state.entries() if entry.announce != "quiet"]
    assert told == []
    assert {entry.digest for entry in house.state.entries("pending")} == waiting
    fill(house.site, "a.test", 6)
    assert [entry.announce for entry in house.look(one).entries] == ["item"]
    # what is declined after all of this works on what was recovered
    inbox.decline(house.tracker.library, house.state, house.state.entries("pending", source=other.name)[0].token)


def test_a_source_that_is_being_looked_at_is_left_alone(house: House) -> None:
    fill(house.site, "a.test", 1)
    one = source(house.site, "a.test")
    folder = house.home / FOLDER / ".locks"
    folder.mkdir(parents=True)
    with FileLock(str(folder / one.name)):
        assert house.look(one).run.outcome == "busy"
    assert house.look(one).run.stored == 1


@pytest.mark.long
def test_a_locked_corpus_ends_no_sweep(house: House) -> None:
    """What a rule would take in waits until the lock is free; every source has its outcome, and no run is left open."""
    house.tracker.library.settings = replace(house.tracker.settings, lock_seconds=1)
    hosts = ["a.test", "b.test", "c.test"]
    for host in hosts:
        fill(house.site, host, 3)
    given = [source(house.site, host, accept="all") for host in hosts]
    house.tracker.library.open()
    with FileLock(str(house.home / LOCK)):
        report = house.sweep(*given)
    assert [(one.run.outcome, one.run.stored, one.accepted) for one in report.reports] == [("ok", 3, ())] * 3
    assert all("locked" in one.run.message for one in report.reports)
    assert all(one.run.message.count("seconds=1") == 1 for one in report.reports), "each item waited for the lock"
    assert {run.outcome for run in house.state.runs()} == {"ok"}
    assert [len(one.accepted) for one in house.sweep(*given).reports] == [3, 3, 3]


class Refusing(State):
    """A state that can keep nothing of one source."""

    def begin_run(self, source: str, at: str, *, baseline: bool) -> int:
        if source == "a-test":
            raise OperationFailed("state", facts={"reason": "disk full"})
        return super().begin_run(source, at, baseline=baseline)


class Broken(State):
    """A state with a bug that one source brings to light."""

    def end_run(self, run: Run, after: SourceState) -> None:
        if run.source == "a-test":
            raise ZeroDivisionError
        super().end_run(run, after)


@pytest.mark.parametrize(("kind", "fault", "brought"), [(Refusing, "state", 0), (Broken, "bug", 3)])
def test_what_cannot_be_kept_of_one_source_reaches_no_other(
    house: House, kind: type[State], fault: str, brought: int
) -> None:
    for host in ("a.test", "b.test"):
        fill(house.site, host, 3)
    whole = house.state
    with kind(house.home / "state.db") as house.state:
        first, second = house.sweep(source(house.site, "a.test"), source(house.site, "b.test")).reports
    house.state = whole
    assert (first.run.outcome, first.run.fault, len(first.entries)) == ("failed", fault, brought)
    assert (second.run.outcome, second.run.stored) == ("ok", 3)
    assert house.look(source(house.site, "a.test")).run.outcome == "ok"
    assert {entry.title for entry in whole.entries()} >= {f"a.test第{at}号设施运行管理办法" for at in (1, 2, 3)}


def _kill_sweeps(home: Path, site: Site, kills: int, hosts: Sequence[str], per_host: int, seconds: float) -> None:
    """Sweep in processes that are killed, each a little later than the last; then look that all is there once."""
    tracker(home).close()
    titles: set[str] = set()
    for host in hosts:
        rows = fill(site, host, per_host)
        titles |= {row[0] for row in rows}
        third = per_host // 3
        site.put(f"{host}/list.html", listing(rows[:third], "/list_2.html"))
        site.put(f"{host}/list_2.html", listing(rows[third : 2 * third], "/list_3.html"))
        site.put(f"{host}/list_3.html", listing(rows[2 * third :]))
    context = multiprocessing.get_context("forkserver")  # what a child needs is loaded once
    context.set_forkserver_preload(
        ["tests.revtrack.watch.made_up_sites", "sqlalchemy.dialects.sqlite", "alembic.command"]
    )

    def start() -> tuple[BaseProcess, Connection]:
        here, there = context.Pipe()
        process = context.Process(target=sweep_until_killed, args=(home, site.port, hosts, there))
        process.start()
        there.close()
        assert here.recv() == "go"
        return process, here

    killed = begun = 0
    for at in range(kills):
        asked = len(site.seen)
        process, ready = start()
        # every fourth may be killed before its first run is written down, whatever the speed of the machine
        while at % 4 and len(site.seen) == asked and process.is_alive():
            time.sleep(0.005)
        time.sleep(0.01 + seconds * (at % 10) / 10)
        was_done = ready.poll()
        process.kill()
        process.join(30)
        died = process.exitcode == -signal.SIGKILL
        killed += died
        begun += died and not was_done and len(site.seen) > asked
        ready.close()
    process, ready = start()
    assert ready.recv() == "done"
    process.join(100)
    assert process.exitcode == 0
    assert killed >= kills // 2
    assert begun >= kills // 3
    with state(home) as kept:
        assert sum(run.outcome == "interrupted" for run in kept.runs(limit=10_000)) >= begun // 2
    with tracker(home) as one, state(home) as kept:
        entries = kept.entries()
        assert sorted(entry.title for entry in entries) == sorted(titles)
        assert len({entry.digest for entry in entries}) == len(entries)
        by_rule = [entry for entry in entries if entry.source in {host.replace(".", "-") for host in hosts[1::2]}]
        assert {entry.status for entry in by_rule} == {"accepted"}
        assert one.documents().total == len(by_rule)
        for entry in kept.entries("pending"):
            assert kept_bytes(home, entry)
        folders = {path.name for path in (home / FOLDER).iterdir() if not path.name.startswith(".")}
        assert {name for name in folders if not name.endswith(".part")} == kept.folders()
        assert not one.verify().damage


@pytest.mark.long
@pytest.mark.timeout(400)
def test_ten_kills_lose_no_item_and_give_none_twice(tmp_path: Path) -> None:
    with Site() as site:
        _kill_sweeps(tmp_path / "home", site, 10, ["a.test", "b.test", "c.test", "d.test"], 12, 0.4)


@pytest.mark.long
@pytest.mark.timeout(2400)
def test_a_hundred_kills_lose_no_item_and_give_none_twice(tmp_path: Path) -> None:
    with Site() as site:
        _kill_sweeps(tmp_path / "home", site, 100, [f"h{at}.test" for at in range(10)], 60, 1.5)


def test_what_is_not_wanted_is_passed_over_by_its_words(house: House) -> None:
    names = ("甲市关于任免干部的通知", "甲市停车管理办法", "甲市绿化管理办法", "甲市会议纪要")
    for at, name in enumerate(names):
        house.site.put(f"a.test/{at}.html", page(name, who="乙市人民政府" if at == 2 else "甲市人民政府"))
    rows = [(name, f"/{at}.html", "2026-05-02") for at, name in enumerate(names)]
    house.site.put("a.test/list.html", listing(rows))
    one = source(house.site, "a.test", include=("停车", "乙市"), exclude=("任免", "会议"))
    assert sorted(entry.title for entry in house.look(one).entries) == ["甲市停车管理办法", "甲市绿化管理办法"]
    assert [house.site.asked(f"a.test/{at}.html") for at in (0, 3)] == [0, 0], "what the list excludes is not fetched"
    assert house.look(one).run.stored == 0
    other = source(house.site, "a.test", name="other", exclude=("绿化",))
    assert {item.title for item in house.look(other).entries} == {names[0], names[3]}
