"""Telling: nothing is lost or reordered by a dead server, a kill or a new address, and a repeat bears the same id."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from revtrack.service import Tracker
from revtrack.watch.desk import WatchDesk
from revtrack.watch.posting import HELD_SECONDS, deliver, deliveries
from revtrack.watch.runs import sweep
from revtrack.watch.sources import Source
from revtrack.watch.state import Entry, Message, SeenItem, State
from revtrack.watch.targets import Target
from revtrack.watch.telling import Teller
from tests.revtrack.watch import made_up_sites as made
from tests.revtrack.watch.receivers import Hook, Mailbox

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
AT = NOW.isoformat(timespec="seconds")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    made_one = Mailbox()
    yield made_one
    made_one.stop()


@pytest.fixture
def hook() -> Iterator[Hook]:
    made_one = Hook()
    yield made_one
    made_one.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty state is, once in a file and once in a server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.db'}"
    url = str(request.getfixturevalue("postgres"))
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS revtrack_watch CASCADE"))
    engine.dispose()
    return url


def message(number: int, whom: str = "office") -> Message:
    return Message(id=f"{number:04x}", whom=whom, kind="digest", title=f"第{number}号", body="甲\n乙", made_at=AT)


def to(address: str) -> dict[str, Target]:
    return {"office": Target("office", address, "zh")}


def wait_for(what: Callable[[], object], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def test_a_mail_server_that_was_dead_is_told_everything_once_in_order(where: str, mailbox: Mailbox) -> None:
    with State(where) as state:
        for number in range(1, 6):
            state.post(message(number), [])
        targets = to(mailbox.address)
        assert deliver(state, targets) == 0
        assert deliver(state, targets) == 0, "not due before its time"
        (head, *rest) = state.waiting()
        assert (head.attempts, [one.attempts for one in rest]) == (1, [0] * 4)
        assert "refused" in head.fault.lower() or "errno" in head.fault.lower()
        mailbox.start()
        state.hurry()
        assert deliver(state, targets) == 5
        assert mailbox.came == [(f"<{number:04x}@revtrack>", f"第{number}号") for number in range(1, 6)]
        assert state.waiting() == []


def test_what_one_does_not_take_keeps_nothing_from_another(where: str, mailbox: Mailbox, hook: Hook) -> None:
    targets = {"office": Target("office", mailbox.address, "zh"), "chat": Target("chat", hook.address, "zh")}
    with State(where) as state:
        for number in range(1, 5):
            state.post(message(number, "office" if number % 2 else "chat"), [])
        assert deliver(state, targets) == 2
        assert [title for _, title in hook.came] == ["第2号", "第4号"]


def test_a_new_address_gets_what_waited_for_the_old_one(where: str, mailbox: Mailbox, hook: Hook) -> None:
    with State(where) as state:
        state.post(message(1), [])
        state.post(message(2), [])
        deliver(state, to(mailbox.address))
        assert deliver(state, {}) == 0, "whoever has no address is told later"
        state.hurry()
        assert deliver(state, to(hook.address)) == 2
        assert [key for key, _ in hook.came] == ["0001", "0002"]


def test_how_telling_fares_is_told(where: str, hook: Hook) -> None:
    hook.down = True
    with State(where) as state:
        state.post(message(1), [])
        (fine,) = deliveries(state.waiting(), {}, to(hook.address), NOW)
        assert (fine.status, fine.waiting) == ("ok", 1)
        deliver(state, to(hook.address))
        (one,) = deliveries(state.waiting(), {}, to(hook.address), NOW)
        assert (one.status, one.kind, one.attempts) == ("warning", "refused", 1)
        assert one.detail
        (late,) = deliveries(state.waiting(), {}, to(hook.address), NOW + timedelta(hours=2))
        assert (late.status, late.seconds) == ("alarm", 7200.0)
        nobody = deliveries(state.waiting(), {"other": [AT]}, {}, NOW)
        assert [(one.whom, one.kind, one.waiting) for one in nobody] == [
            ("office", "no-address", 1),
            ("other", "no-address", 1),
        ]


def _deliver(where: str, address: str) -> None:
    with State(where) as state:
        while state.waiting():
            deliver(state, to(address))
            time.sleep(0.01)


def _kill_senders(where: str, hook: Hook, kills: int, messages: int) -> None:
    """Kill processes that send, each a little later than the last; then let one come to its end."""
    with State(where) as state:
        for number in range(1, messages + 1):
            state.post(message(number), [])
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "apprise"])
    hook.slow = 0.03
    killed = 0
    for at in range(kills):
        sending = context.Process(target=_deliver, args=(where, hook.address))
        sending.start()
        before = len(hook.came)
        while len(hook.came) == before and sending.is_alive():
            time.sleep(0.005)
        time.sleep(at % 5 * 0.012)
        sending.kill()
        sending.join()
        killed += sending.exitcode != 0
        with State(where) as state, state.writing() as connection:  # the hold runs out
            held = {"taken_until": AT}
            connection.execute(text("UPDATE watch_outbox SET taken_until = :taken_until"), held)
    hook.slow = 0
    _deliver(where, hook.address)
    once = list(dict.fromkeys(hook.came))
    assert once == [(f"{number:04x}", f"第{number}号") for number in range(1, messages + 1)]
    assert killed >= min(kills, messages) // 2
    repeated = len(hook.came) - len(once)
    assert repeated <= killed, "only what a kill interrupted is sent again"


@pytest.mark.long
def test_senders_that_are_killed_lose_nothing_and_repeat_under_the_same_id(where: str, hook: Hook) -> None:
    _kill_senders(where, hook, 6, 14)


@pytest.mark.long
def test_forty_killed_senders_lose_nothing(where: str, hook: Hook) -> None:
    _kill_senders(where, hook, 40, 100)


def test_two_senders_at_once_send_each_message_once(where: str, hook: Hook) -> None:
    with State(where) as state:
        for number in range(1, 13):
            state.post(message(number), [])
    hook.slow = 0.01
    senders = [threading.Thread(target=_deliver, args=(where, hook.address)) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(60)
    assert [title for _, title in hook.came] == [f"第{number}号" for number in range(1, 13)]


@pytest.mark.long
def test_what_killed_looks_found_is_told_all_of_it(tmp_path: Path, hook: Hook) -> None:
    """What is in the inbox is owed: sweeps are killed, and whoever looks next tells everything, each document once."""
    home, hosts = tmp_path / "home", ["a.test", "b.test"]
    with made.tracker(home):
        (home / "tell.toml").write_text(f'office = "{hook.address}"\n', "utf-8")
    with made.Site() as site:
        titles: set[str] = set()
        for host in hosts:
            titles |= {title for title, _, _ in made.fill(site, host, 12)}
        context = multiprocessing.get_context("forkserver")
        for at in range(4):
            ours, theirs = context.Pipe()
            sweeping = context.Process(
                target=made.sweep_until_killed, args=(home, site.port, hosts, theirs), kwargs={"tell": ("office",)}
            )
            sweeping.start()
            ours.poll(30)
            ours.recv()
            time.sleep(0.1 + at * 0.12)
            sweeping.kill()
            sweeping.join()
        with made.tracker(home) as one, made.state(home) as state:
            given = [made.source(site, host, tell=("office",), pages=3) for host in hosts]
            asyncio.run(_swept(one, state, site, given))
            owed = state.owed(stale=AT)["office"]
            assert {entry.title for entry in owed} == titles
            one.watching.telling.now(state, given, datetime.now(UTC))
            assert state.owed(stale=AT) == {}
        assert [title for _, title in hook.came] == [f"revtrack：{len(titles)} 份新文件"]


async def _swept(one: Tracker, state: State, site: made.Site, given: list[Source]) -> None:
    async with made.fetcher(site.port) as client:
        await sweep(given, one.library, state, client, now=datetime.now(UTC))


def test_the_loop_tells_soon_and_a_server_that_hangs_does_not_hold_its_end_up(tmp_path: Path, hook: Hook) -> None:
    home = tmp_path / "home"
    with made.tracker(home) as one, made.state(home) as state:
        (home / "tell.toml").write_text(f'office = "{hook.address}"\n', "utf-8")
        item = SeenItem(source="a", address="http://a.test/1", title="甲市停车办法")
        entry = Entry(token="0" * 16, source="a", address=item.address, title=item.title, digest="d", found_at=AT)
        with Teller(one.watching.telling, state, list) as teller:
            state.put(item, [entry], ["office"])
            teller.looked_at(made.source(made.Site(), "a.test"))
            wait_for(lambda: hook.came)
            wait_for(lambda: not state.waiting())
            hook.slow = 30.0
            state.put(replace(item, address="2"), [replace(entry, token="1" * 16, digest="e", address="2")], ["office"])
            teller.looked_at(made.source(made.Site(), "a.test"))
            wait_for(lambda: len(hook.came) == 2)
            began = time.monotonic()
        assert time.monotonic() - began < 5
        (left,) = state.waiting()
        assert left.id == hook.came[1][0], "it is sent again under its id by whoever comes next"
        assert HELD_SECONDS > 60


def test_the_watch_tells_and_ends_soon(tmp_path: Path, hook: Hook) -> None:
    home = tmp_path / "home"
    with made.tracker(home) as one, made.Site() as site:
        (home / "tell.toml").write_text(f'office = {{ address = "{hook.address}", language = "en" }}\n', "utf-8")
        made.fill(site, "a.test", 3)
        desk = WatchDesk(one.library, lambda: made.fetcher(site.port))
        desk.keep(made.source(site, "a.test", tell=("office",)))

        async def go() -> float:
            stop = asyncio.Event()
            watching = asyncio.create_task(desk.watch(stop=stop))
            while not hook.came:
                await asyncio.sleep(0.05)
            began = time.monotonic()
            stop.set()
            await watching
            return time.monotonic() - began

        assert asyncio.run(asyncio.wait_for(go(), 30)) < 5
        assert [title for _, title in hook.came] == ["revtrack: 3 new documents"]
