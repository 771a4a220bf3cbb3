"""The watch as a user meets it: add a source, look, decide, be told once; backup and loss of the state."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput, OperationFailed
from revtrack.holdings.intake import Bounds
from revtrack.service import Tracker
from revtrack.watch.desk import WatchDesk, allowances_of
from revtrack.watch.state import Message
from revtrack.watch.targets import load_targets
from tests.revtrack.watch import made_up_sites as made

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[made.Site]:
    with made.Site() as running:
        yield running


@pytest.fixture
def tracker(tmp_path: Path, site: made.Site) -> Iterator[Tracker]:
    tracker = made.tracker(tmp_path / "home")
    tracker.watching = WatchDesk(tracker.library, lambda: made.fetcher(site.port))
    yield tracker
    tracker.close()


@pytest.fixture
def messages() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """(address for Apprise, what came): a webhook on loopback."""
    came: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/", came
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_list_page_is_proposed_kept_looked_at_and_its_items_decided(tracker: Tracker, site: made.Site) -> None:
    made.fill(site, "www.jiashi.example", 6)
    desk = tracker.watching
    found = desk.propose(site.url("www.jiashi.example/list.html"), name="甲市政府文件")
    assert found.source.kind == "list"
    assert (found.source.name, found.source.title) == ("甲市政府文件", "政策文件")
    assert len(found.proposal.items) == 6
    assert found.proposal.confidence > 0.5
    assert not desk.sources()[0], "a proposal keeps nothing"
    desk.keep(found.source)
    assert [one.name for one in desk.sources()[0]] == [found.source.name]
    assert len(desk.check(found.source.name).discovered.items) == 6
    assert tracker.documents().total == 0

    swept = desk.run(now=NOW)
    assert (swept.reports[0].run.outcome, swept.stored) == ("ok", 6)
    waiting = desk.inbox()
    assert len(waiting) == 6
    accepted = desk.accept(waiting[0].token, author="王芳")
    assert tracker.document(accepted.document)
    version = tracker.text(accepted.document).named.version
    assert version.source.startswith("http://www.jiashi.example")
    assert tracker.history(accepted.document)[0].author == "王芳"
    assert desk.run_of(accepted.version), "a version knows the look that brought it"
    desk.decline(waiting[1].token)
    assert len(desk.inbox()) == 4
    again = desk.run(now=NOW + timedelta(hours=6))
    assert again.stored == 0
    assert len(desk.inbox()) == 4
    assert [run.new for run in desk.log()] == [0, 6]


def test_a_new_version_leads_the_message_with_what_it_obliges(
    tracker: Tracker, site: made.Site, messages: tuple[str, list[dict[str, str]]]
) -> None:
    address, came = messages
    (tracker.home / "tell.toml").write_text(f'office = {{ address = "{address}", language = "en" }}\n', "utf-8")
    made.fill(site, "www.jiashi.example", 2)
    desk = tracker.watching
    source = made.source(site, "www.jiashi.example", tell=("office",), accept="all")
    desk.keep(source)
    desk.run(now=NOW)
    assert len(came) <= 1, "what was listed already is one digest"
    first = site.answers["www.jiashi.example/zc/2026/1.html"].body.decode()
    site.put("www.jiashi.example/zc/2026/1.html", first.replace("20个工作日", "5个工作日"))
    kept = desk.source(source.name)
    desk.keep(type(kept)(**{**{name: getattr(kept, name) for name in kept.__slots__}, "accept": "none"}))
    before = len(came)
    desk.run(now=NOW + timedelta(days=1))
    if len(came) > before:  # pages of items are asked for again where the list says that they changed
        assert "5个工作日" in came[-1]["message"]
    made.fill(site, "www.jiashi.example", 3)
    desk.run(now=NOW + timedelta(days=2))
    assert any("第3号" in one["message"] for one in came)
    told = len(came)
    desk.run(now=NOW + timedelta(days=3))
    assert len(came) == told, "nothing is told twice"


@pytest.mark.long
def test_a_fault_is_told_once_and_again_when_it_heals(
    tracker: Tracker, site: made.Site, messages: tuple[str, list[dict[str, str]]]
) -> None:
    address, came = messages
    (tracker.home / "tell.toml").write_text(f'operator = {{ address = "{address}", language = "en" }}\n', "utf-8")
    made.fill(site, "www.jiashi.example", 5)
    desk = tracker.watching
    desk.keep(made.source(site, "www.jiashi.example"))
    desk.run(now=NOW)
    good = site.answers["www.jiashi.example/list.html"]
    site.put("www.jiashi.example/list.html", made.WALL)
    for day in range(1, 6):
        desk.run(now=NOW + timedelta(days=day))
    alarms = [one for one in came if "⚠" in one["message"]]
    assert len(alarms) == 1
    assert desk.health(NOW + timedelta(days=5))[0].status == "alarm"
    site.answers["www.jiashi.example/list.html"] = good
    for day in range(6, 9):
        desk.run(now=NOW + timedelta(days=day))
    assert len([one for one in came if "well again" in one["message"]]) == 1


def test_a_consultation_that_ends_soon_is_told_once(
    tracker: Tracker, site: made.Site, messages: tuple[str, list[dict[str, str]]]
) -> None:
    address, came = messages
    (tracker.home / "tell.toml").write_text(f'office = "{address}"\n', "utf-8")
    source = made.source(site, "www.jiashi.example", tell=("office",))
    until = (NOW + timedelta(days=2)).date().isoformat()
    path = tracker.home / "draft.txt"
    path.write_text("甲市停车办法（征求意见稿）\n\n第一条 单位应当在2027年3月底前报告。\n", "utf-8")
    tracker.add([path], values={"consultation_until": until, "status": "draft"})
    with tracker.watching.state() as state:
        assert tracker.watching.notifier.remind(state, [source], NOW) == 1
        assert tracker.watching.notifier.remind(state, [source], NOW) == 0
        assert tracker.watching.telling.now(state, [source], NOW) == 1
    assert "甲市停车办法" in came[0]["message"]


@pytest.mark.long
def test_losing_the_state_announces_nothing_again(
    tracker: Tracker, site: made.Site, messages: tuple[str, list[dict[str, str]]]
) -> None:
    address, came = messages
    (tracker.home / "tell.toml").write_text(f'office = "{address}"\n', "utf-8")
    made.fill(site, "www.jiashi.example", 4)
    tracker.watching.keep(made.source(site, "www.jiashi.example", tell=("office",), accept="all"))
    tracker.watching.run(now=NOW)
    assert tracker.documents().total == 4
    told = len(came)
    for path in tracker.home.glob("state.db*"):
        path.unlink()
    swept = tracker.watching.run(now=NOW + timedelta(days=1))
    assert swept.stored == 0
    assert len(came) == told
    assert not tracker.watching.inbox()


def test_a_backup_holds_sources_state_and_what_waits(tracker: Tracker, site: made.Site, tmp_path: Path) -> None:
    made.fill(site, "www.jiashi.example", 3)
    tracker.watching.keep(made.source(site, "www.jiashi.example"))
    tracker.watching.run(now=NOW)
    before = [entry.token for entry in tracker.watching.inbox()]
    with tracker.watching.state() as state:
        at = NOW.isoformat(timespec="seconds")
        state.post(Message(id="0a", whom="office", kind="digest", title="甲", body="乙", made_at=at), [])
    tracker.back_up(tmp_path / "backup.tar")
    elsewhere = Tracker(tracker.settings, tmp_path / "elsewhere")
    elsewhere.restore(tmp_path / "backup.tar")
    assert [entry.token for entry in elsewhere.watching.inbox()] == before
    assert [message.id for message in elsewhere.watching.outbox()] == ["0a"]
    assert elsewhere.watching.accept(before[0]).document
    elsewhere.close()


def test_what_a_page_cannot_give_is_told_with_a_remedy(tracker: Tracker, site: made.Site) -> None:
    desk = tracker.watching
    site.put("gone.example/list.html", b"gone", status=410)
    with pytest.raises(OperationFailed) as failed:
        desk.propose(site.url("gone.example/list.html"))
    assert failed.value.kind == "fetch"
    with pytest.raises(InvalidInput) as refused:
        desk.source("nirgends")
    assert refused.value.kind == "unknown-source"
    with pytest.raises(InvalidInput):
        desk.keep_text("neu", "kind = 'list'\nunsinn = 1\n")
    assert not desk.sources()[0]


def test_a_real_fetcher_reaches_no_address_of_the_house(tmp_path: Path, site: made.Site) -> None:
    tracker = made.tracker(tmp_path / "home")
    site.put("127.0.0.1/list.html", made.listing([("甲市停车办法", "/1.html", "2026-01-01")]))
    with pytest.raises(OperationFailed) as failed:
        tracker.watching.propose(f"http://127.0.0.1:{site.port}/list.html")
    assert failed.value.kind == "fetch"
    assert "watch_allow" in str(failed.value)
    tracker.close()


def test_allowances_are_read_as_the_setting_writes_them() -> None:
    read = allowances_of("10.0.0.0/8, intranet.example, :8081")
    assert [str(one) for one in read.networks] == ["10.0.0.0/8"]
    assert read.hosts == {"intranet.example"}
    assert read.ports == {8081}
    with pytest.raises(InvalidInput) as refused:
        allowances_of("10.0.0.0/99")
    assert refused.value.kind == "setting"


def test_whom_to_tell_is_read_and_mistakes_are_named(tmp_path: Path) -> None:
    assert load_targets(tmp_path) == {}
    (tmp_path / "tell.toml").write_text('a = "mailto://x"\nb = { address = "json://y", language = "zh" }\n', "utf-8")
    found = load_targets(tmp_path)
    assert found["b"].lang == "zh"
    for wrong in ('a = "no address"', "a = 3", 'a = { address = "json://y", language = "xx" }', "a ="):
        (tmp_path / "tell.toml").write_text(wrong, "utf-8")
        with pytest.raises(InvalidInput) as refused:
            load_targets(tmp_path)
        assert refused.value.kind in {"tell-value", "tell-syntax"}
        assert str(refused.value)


def test_what_was_declined_is_not_offered_again_even_without_the_state(tracker: Tracker, site: made.Site) -> None:
    made.fill(site, "www.jiashi.example", 2)
    desk = tracker.watching
    desk.keep(made.source(site, "www.jiashi.example"))
    desk.run(now=NOW)
    first, second = desk.inbox()
    desk.decline(first.token, author="王芳")
    assert tracker.recent(kinds=("decline",)) == (), "a decision about no document is in no document's history"
    for path in tracker.home.glob("state.db*"):
        path.unlink()
    for path in (tracker.home / "watch-inbox").glob("*/*"):
        path.unlink()
    desk.run(now=NOW + timedelta(days=1))
    assert [entry.digest for entry in desk.inbox()] == [second.digest]


def test_a_document_of_a_known_compilation_can_still_be_taken_in(tracker: Tracker) -> None:
    law = (
        "{at}. {place}市人民政府办公室关于印发《{place}市停车治理方案》的通知（2024年3月{at}日）\n"
        "各区人民政府：\n现将方案印发给你们。\n{place}市人民政府办公室\n2024年3月{at}日\n"
        "{place}市停车治理方案\n一、主要任务\n1. 各区要在6月底前建成{place}市停车场。\n"
    )
    text = "（一）云州\n" + law.format(at=1, place="甲") + law.format(at=2, place="丙")
    names: list[str] = []
    for wanted in (0, 1):
        path = tracker.home / "both.txt"
        path.write_text(text, "utf-8")
        with path.open("rb") as stream:
            token = tracker.receive([("both.txt", stream)], Bounds(3, 10_000_000))
        names = [one.name for one in tracker.look(token)[0].documents]
        assert len(names) == 2
        tracker.accept(token, [names[wanted]])
        assert tracker.documents().total == wanted + 1


def test_several_items_are_chosen_by_source_and_words(tracker: Tracker, site: made.Site) -> None:
    desk = tracker.watching
    for host, count in (("a.example", 3), ("b.example", 2)):
        made.fill(site, host, count)
        desk.keep(made.source(site, host))
    desk.run(now=NOW)
    assert len(desk.chosen([], "a-example")) == 3
    assert len(desk.chosen([], "", "第2号")) == 2
    (token,) = desk.chosen([], "b-example", "第1号")
    assert desk.chosen(["abcd"], "a-example") == ["abcd"]
    assert desk.decline(token).title == "b.example第1号设施运行管理办法"
    with pytest.raises(InvalidInput) as error:
        desk.chosen([])
    assert error.value.kind == "unknown-item"


def test_a_folder_is_kept_with_its_whole_address(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "文件").mkdir()
    monkeypatch.chdir(tmp_path)
    found = tracker.watching.propose("文件", name="丙")
    assert (found.source.name, found.source.address) == ("丙", str(tmp_path / "文件"))


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("http://127.0.0.1:9911/list.html", "127.0.0.1/32, :9911"),
        ("http://10.1.2.3:8080/list.html", "10.1.2.3/32"),
        ("http://[::1]:9911/x", "::1/128, :9911"),
    ],
)
def test_an_address_of_the_house_is_refused_with_all_that_must_be_allowed(
    tracker: Tracker, address: str, wanted: str
) -> None:
    strange = WatchDesk(tracker.library)
    with pytest.raises(OperationFailed) as error:
        strange.propose(address)
    assert error.value.facts["facts"].endswith(f"allow={wanted}")


def test_who_asks_to_be_left_alone_is_no_wall_and_is_left_alone(tracker: Tracker, site: made.Site) -> None:
    made.fill(site, "a.example", 3)
    desk = tracker.watching
    desk.keep(made.source(site, "a.example"))
    desk.run(now=NOW)
    good = site.answers["a.example/list.html"]
    site.put("a.example/list.html", made.WALL, status=429, retry_after="7200")
    (report,) = desk.run(now=NOW + timedelta(hours=1)).reports
    assert (report.run.outcome, report.run.fault, report.run.blocked) == ("failed", "retry-later", 0.0)
    site.answers["a.example/list.html"] = good
    site.seen.clear()
    (report,) = desk.run(now=NOW + timedelta(hours=2)).reports
    assert (report.run.outcome, report.run.fault) == ("failed", "retry-later")
    assert site.seen == []
    (report,) = desk.run(now=NOW + timedelta(hours=4)).reports
    assert report.run.outcome == "ok"


@pytest.mark.usefixtures("chromium")
def test_trying_a_source_of_scripts_runs_them(tracker: Tracker, site: made.Site) -> None:
    rows = made.fill(site, "a.example", 4)
    inner = made.listing(rows).partition("<body>")[2].partition("</body>")[0].replace('"', "'")
    site.put("a.example/list.html", f'<html><body><script>document.body.innerHTML = "{inner}";</script></body></html>')
    desk = tracker.watching
    desk.keep(made.source(site, "a.example", browser=True))
    assert len(desk.check("a-example").discovered.items) == 4


def test_what_cannot_be_paged_or_read_is_said_before_it_is_kept(tracker: Tracker, site: made.Site) -> None:
    desk = tracker.watching
    made.fill(site, "a.example", 12)
    found = desk.propose(site.url("a.example/list.html"))
    assert (found.is_empty, found.ends_here) == (False, True)
    rows = made.fill(site, "b.example", 12)
    site.put("b.example/list.html", made.listing(rows, "/list_1.html"))
    assert not desk.propose(site.url("b.example/list.html")).ends_here
    site.put("c.example/list.html", "<html><title>甲市</title><body><div id='app'></div></body></html>")
    assert desk.propose(site.url("c.example/list.html")).is_empty
