"""Being told: a receiver that fails for a while gets each event once under one id, in order, and signed."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from revtrack.subscriptions.wanted import search_wanted
from revtrack.watch.desk import allowances_of
from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.net.policy import FetchPolicy
from revtrack.watch.posting import deliver
from revtrack.watch.sending import Sending
from tests.revtrack.subscriptions.made import FIRST, SECOND, House, Receiver, text
from tests.revtrack.watch.receivers import Hook, Mailbox


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    made = Mailbox()
    yield made
    made.stop()


@pytest.fixture
def chat() -> Iterator[Hook]:
    made = Hook()
    yield made
    made.stop()


class Clock:
    """A time that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2031, 5, 6, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_receiver_that_fails_for_an_hour_gets_each_event_once_under_one_id_in_order(
    house: House, receiver: Receiver
) -> None:
    held = house.subscribe("search", search_wanted("停车场"), receiver.address)
    assert held.subscription.secret.startswith("whsec_")
    versions = [house.add(text(number))[1] for number in range(1, 6)]
    house.look()
    clock, desk = Clock(), house.tracker.watching
    policy = FetchPolicy(delay=0.0, attempts=1, total_seconds=5.0)
    calling = Sending(lambda: Fetcher(policy, allowances_of(house.tracker.settings.watch_allow)), clock)
    receiver.status = 503
    with desk.state() as state:
        ids = [message.id for message in state.waiting()]
        targets = desk.telling.targets(state)
        end = clock.now + timedelta(hours=1)
        while clock.now < end:
            assert deliver(state, targets, send=calling, clock=clock) == 0
            clock.now += timedelta(minutes=1)
        assert receiver.tries > 5
        assert receiver.tries < 20, "later each time"
        receiver.status = 204
        while state.waiting():
            deliver(state, targets, send=calling, clock=clock)
            clock.now += timedelta(minutes=1)
    assert [call.body["version"] for call in receiver.came] == versions
    assert [call.id for call in receiver.came] == ids
    assert [call.body["id"] for call in receiver.came] == ids == [call.key for call in receiver.came]
    assert all(call.signed_by(held.subscription.secret) for call in receiver.came)
    assert not any(call.signed_by("whsec_" + "A" * 44) for call in receiver.came)
    assert all(call.moment >= end.timestamp() for call in receiver.came), "the moment is that of the try"
    (first, *_) = receiver.came
    assert first.body["schema"] == "revtrack.match/1"
    assert first.body["found"][0]["quote"].endswith("第1号停车场应当在每年1月底前公示收费标准。")


def _send(home: Path, port: int) -> None:
    with House(home, port) as house:
        while True:
            house.tell()
            time.sleep(0.01)


@pytest.mark.long
def test_a_kill_between_sending_and_noting_repeats_under_the_same_id(house: House, receiver: Receiver) -> None:
    house.subscribe("search", search_wanted("停车场"), receiver.address)
    versions = [house.add(text(number))[1] for number in range(1, 7)]
    house.look()
    with house.tracker.watching.state() as state:
        ids = [message.id for message in state.waiting()]
    receiver.slow = 0.4
    context = multiprocessing.get_context("forkserver")
    for _ in range(3):  # killed while the receiver has the call and the sender waits for its answer
        before = len(receiver.came)
        sending = context.Process(target=_send, args=(house.home, receiver.port))
        sending.start()
        while len(receiver.came) == before:
            assert sending.is_alive()
            time.sleep(0.005)
        sending.kill()
        sending.join()
        with house.tracker.watching.state() as state, state.writing() as connection:  # the hold runs out
            connection.execute(sql("UPDATE watch_outbox SET taken_until = ''"))
    receiver.slow = 0.0
    house.tell()
    came = [call.id for call in receiver.came]
    assert len(came) == len(ids) + 3, "each kill repeats one call"
    assert list(dict.fromkeys(came)) == ids
    bodies = {call.id: call.raw for call in receiver.came}
    assert all(bodies[call.id] == call.raw for call in receiver.came), "a repeat says the same"
    assert list(dict.fromkeys(call.body["version"] for call in receiver.came)) == versions


@pytest.mark.long
def test_processes_that_look_at_once_tell_each_version_once(house: House, receiver: Receiver) -> None:
    house.subscribe("search", search_wanted("停车场"), receiver.address)
    versions = [house.add(text(number))[1] for number in range(1, 9)]
    context = multiprocessing.get_context("forkserver")
    looking = [context.Process(target=_send, args=(house.home, receiver.port)) for _ in range(3)]
    for one in looking:
        one.start()
    end = time.monotonic() + 60
    while len(receiver.came) < len(versions):
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(0.5)
    for one in looking:
        one.kill()
        one.join()
    assert [call.body["version"] for call in receiver.came] == versions


def test_a_redirect_is_not_followed_and_inner_addresses_are_not_called(house: House, receiver: Receiver) -> None:
    house.subscribe("search", search_wanted("停车场"), receiver.address)
    house.add(FIRST)
    receiver.status, receiver.elsewhere = 307, f"http://localhost:{receiver.port}/elsewhere"
    assert house.tell() == 0
    assert receiver.tries == 1
    (held,) = house.tracker.subscribing.subscriptions()
    assert (held.waiting, held.fault) == (1, "status 307")
    with house.tracker.watching.state() as state, state.writing() as connection:
        address = f"http://localhost:{receiver.port}/hook"
        connection.execute(sql("UPDATE watch_subscriptions SET address = :address"), {"address": address})
        connection.execute(sql("UPDATE watch_outbox SET due_at = ''"))
    with House(house.home, receiver.port, allowed="") as strict:
        assert strict.tell() == 0
        assert receiver.tries == 1
        (held,) = strict.tracker.subscribing.subscriptions()
        assert held.fault.startswith("refused-address")


def test_mail_and_chats_tell_what_changed_in_the_duties(house: House, mailbox: Mailbox, chat: Hook) -> None:
    mailbox.start()
    server = mailbox.address.replace("to=wang@jia.example", "to=nobody@jia.example")
    (house.home / "tell.toml").write_text(f'mail = "{server}"\nteam = "{chat.address}"\n', "utf-8")
    document, _ = house.add(FIRST)
    for to in ("wang@jia.example", "team", chat.address):
        house.subscribe("document", {"document": document}, to)
    house.add(SECOND, document)
    with house.tracker.watching.state() as state:
        house.look()
        bodies = [message.body for message in state.waiting()]
    assert len(set(bodies)) == 1
    for words in ("停车场应当在三十日内备案", "停车场应当在十五日内备案", "期限"):
        assert words in bodies[0]
    assert house.tell() == 3
    assert [title for _, title in mailbox.came] == ["revtrack：“杭州市停车管理办法”有 1 份新内容"]
    assert mailbox.to == [["wang@jia.example"]]
    assert len(chat.came) == 2


def test_who_is_told_no_more_gets_nothing_that_waited(house: House, receiver: Receiver) -> None:
    held = house.subscribe("search", search_wanted("停车场"), receiver.address)
    house.add(FIRST)
    house.look()
    house.tracker.subscribing.unsubscribe(held.subscription.token)
    assert house.tell() == 0
    assert receiver.came == []
    assert house.tracker.subscribing.feed(held.subscription.feed) is None


def test_secrets_are_shown_once(house: House, receiver: Receiver) -> None:
    held = house.subscribe("search", search_wanted("停车场"), receiver.address)
    assert held.subscription.secret
    (shown,) = house.tracker.subscribing.subscriptions()
    assert shown.subscription.secret == ""
    assert held.subscription.secret not in repr(held)
