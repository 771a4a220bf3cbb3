"""What the watch remembers: one transaction a step, nothing twice, and a schema that migrations bring about."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from revtrack.errors import InvalidInput, OperationFailed
from revtrack.watch.inbox import find_entry
from revtrack.watch.state import Entry, Message, Run, SeenItem, SourceState, State
from revtrack.watch.state.schema import metadata

AT, LATER = "2026-08-01T08:00:00+00:00", "2026-08-01T09:00:00+00:00"
ITEM = SeenItem(
    source="a", address="http://a.test/1", title="甲", date="2026-07-01", first_seen=AT, last_seen=AT, outcome="pending"
)
ENTRY = Entry(  # the names of entries are no secrets
    token="0123456789abcdef",
    source="a",
    address=ITEM.address,
    title="甲",
    digest="d1",
    folder="f1",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def state(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[State]:
    """An empty state, once in a file and once in a server."""
    where: str | Path = tmp_path / "state.db"
    if request.param == "postgresql":
        where = request.getfixturevalue("postgres")
        engine = create_engine(str(where))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA IF EXISTS revtrack_watch CASCADE"))
        engine.dispose()
    with State(where) as made:
        yield made


def by_hand(database: Path, statement: str) -> list[tuple[object, ...]]:
    """What a statement gives that no program of ours made."""
    with closing(sqlite3.connect(database)) as connection, connection:
        return connection.execute(statement).fetchall()


def test_the_migrations_make_the_schema(tmp_path: Path) -> None:
    State(tmp_path / "state.db").close()
    found = inspect(create_engine(f"sqlite:///{tmp_path / 'state.db'}"))
    assert set(found.get_table_names()) == {*metadata.tables, "watch_version", "revtrack_owner"}
    for name, table in metadata.tables.items():
        columns = {column["name"]: str(column["type"]) for column in found.get_columns(name)}
        assert columns == {column.name: str(column.type) for column in table.columns}
        assert {index["name"] for index in found.get_indexes(name)} == {index.name for index in table.indexes}


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    with State(str(tmp_path / "state.db")) as one:
        one.put(ITEM, [ENTRY])
    with State(f"sqlite:///{tmp_path / 'state.db'}") as other:
        assert [item.title for item in other.items("a")] == ["甲"]
        assert other.entries("pending") == [ENTRY]


def test_databases_are_made_side_by_side_in_one_process(tmp_path: Path) -> None:
    """A server that starts makes the watch state in one thread while it makes the catalog in another."""
    start = threading.Barrier(8)

    def make(number: int) -> int:
        start.wait()
        with State(tmp_path / str(number) / "state.db") as made:
            return len(made.entries("pending"))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(make, range(8))) == [0] * 8


def test_a_schema_of_a_later_program_is_refused(tmp_path: Path) -> None:
    State(tmp_path / "state.db").close()
    by_hand(tmp_path / "state.db", "UPDATE watch_version SET version_num = '9999'")
    with pytest.raises(OperationFailed) as error:
        State(tmp_path / "state.db")
    assert error.value.kind == "database-newer"


#: The columns that came with looks at known items.
LOOKS = (
    *(("watch_items", name) for name in ("looked_at", "parts", "lacks", "missed")),
    *(("watch_sources", name) for name in ("deep_at", "reach", "gap", "day", "looks", "shut_until")),
    *(("watch_runs", name) for name in ("deep", "looks")),
)


def test_a_state_without_an_outbox_gets_one_and_tells_what_was_never_sent(tmp_path: Path) -> None:
    where = tmp_path / "state.db"
    with State(where) as state:
        state.put(ITEM, [ENTRY])
    for statement in (
        *(f"ALTER TABLE {table} DROP COLUMN {column}" for table, column in LOOKS),
        "DROP TABLE watch_events",
        "DROP INDEX watch_ledger_by_message",
        "ALTER TABLE watch_ledger DROP COLUMN message",
        "DROP TABLE watch_outbox",
        "DROP TABLE watch_subscriptions",
        "DROP TABLE watch_matches",
        "DROP TABLE watch_tasks",
        "UPDATE watch_version SET version_num = '0001'",
        "INSERT INTO watch_ledger SELECT 'entry:' || token, 'mail', found_at, '' FROM watch_inbox",
        "INSERT INTO watch_ledger SELECT 'entry:' || token, 'chat', found_at, 'sent' FROM watch_inbox",
    ):
        by_hand(where, statement)
    with State(where) as state:
        assert state.owed(stale=AT) == {"mail": [ENTRY]}
        assert state.messages() == []


def test_what_a_state_of_no_form_holds_is_not_dropped(tmp_path: Path) -> None:
    with State(tmp_path / "state.db") as state:
        state.put(ITEM, [ENTRY])
    by_hand(tmp_path / "state.db", "DELETE FROM watch_version")
    with pytest.raises(OperationFailed) as error:
        State(tmp_path / "state.db")
    assert error.value.kind == "database-newer"
    assert by_hand(tmp_path / "state.db", "SELECT count(*) FROM watch_items") == [(1,)]


def test_a_state_that_an_older_program_made_is_taken_over(tmp_path: Path) -> None:
    with State(tmp_path / "state.db") as state:
        state.put(ITEM, [ENTRY])
    by_hand(tmp_path / "state.db", "DROP TABLE revtrack_owner")
    with State(f"sqlite:///{tmp_path / 'state.db'}", "one") as state:
        assert state.entries() == [ENTRY]
    with pytest.raises(OperationFailed) as error:
        State(f"sqlite:///{tmp_path / 'state.db'}", "two")
    assert error.value.kind == "database-other"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_database_of_another_application_is_left_as_it_was(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}" if kind == "sqlite" else str(request.getfixturevalue("postgres"))
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS items"))
        connection.execute(text("CREATE TABLE items (id INTEGER)"))
    if kind == "sqlite":
        before = (tmp_path / "a.db").read_bytes()
        with pytest.raises(OperationFailed) as error:
            State(url, "one")
        assert (error.value.kind, error.value.facts) == ("database-foreign", {"found": "items"})
        assert (tmp_path / "a.db").read_bytes() == before
    else:
        with State(url, "one") as one, State(url, "two") as two:
            one.put(ITEM, [ENTRY])
            assert (len(one.entries()), len(two.entries())) == (1, 0)
    found = inspect(engine)
    assert found.get_table_names() == ["items"]
    assert [column["name"] for column in found.get_columns("items")] == ["id"]
    engine.dispose()


@pytest.mark.parametrize("url", ["nothing://x", "sqlite:////proc/nowhere/state.db"])
def test_a_database_that_cannot_be_used_is_told(url: str) -> None:
    with pytest.raises(OperationFailed) as error:
        State(url)
    assert error.value.kind == "state"


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(OperationFailed) as error:
        State(tmp_path / "state.db")
    assert error.value.kind == "state"


def test_a_text_is_put_into_the_inbox_once(state: State) -> None:
    assert state.put(ITEM, [ENTRY]) == (ENTRY,)
    other = replace(ITEM, source="b")
    assert state.put(other, [replace(ENTRY, token="f" * 16, source="b")]) == ()
    found = state.item("b", ITEM.address)
    assert found is not None
    assert found.outcome == "known"
    assert len(state.entries()) == 1


def test_putting_back_what_is_there_changes_nothing(state: State) -> None:
    state.put(ITEM, [ENTRY])
    state.put(replace(ITEM, last_seen=LATER), [ENTRY])
    assert state.items("a") == [ITEM]


def test_an_item_keeps_what_was_known_of_it(state: State) -> None:
    state.put(replace(ITEM, digest="d1", etag='"1"', baseline=True))
    state.put(replace(ITEM, first_seen=LATER, outcome="failed", fault="status 500", attempts=2))
    item = state.items("a")[0]
    assert (item.first_seen, item.digest, item.etag, item.baseline) == (AT, "d1", '"1"', True)
    assert (item.outcome, item.attempts) == ("failed", 2)


def test_items_come_as_they_were_last_listed(state: State) -> None:
    for at in range(3):
        state.put(replace(ITEM, address=f"http://a.test/{at}", position=at))
    state.relist("a", [replace(ITEM, address="http://a.test/2", position=0)], LATER)
    assert [item.address[-1] for item in state.items("a")] == ["2", "0", "1"]
    state.mark_gone("a", ["http://a.test/1"], LATER)
    assert [bool(item.gone) for item in state.items("a")] == [False, False, True]
    state.relist("a", [replace(ITEM, address="http://a.test/1")], LATER)
    assert not any(item.gone for item in state.items("a"))
    assert state.shown() == {"a": 3}


def test_moving_an_item_never_overwrites_another(state: State) -> None:
    state.put(ITEM)
    assert state.moved("a", ITEM.address, replace(ITEM, address="http://a.test/x"))
    state.put(ITEM)
    assert not state.moved("a", ITEM.address, replace(ITEM, address="http://a.test/x"))
    assert len(state.items("a")) == 2


def test_decisions_are_made_once(state: State) -> None:
    state.put(ITEM, [ENTRY])
    assert state.decide(ENTRY.token, "accepted", "甲", AT, document="doc", version="ver")
    assert not state.decide(ENTRY.token, "declined", "乙", LATER)
    entry = state.with_text("d1")
    assert entry is not None
    assert (entry.status, entry.decided_by, entry.version) == ("accepted", "甲", "ver")
    item = state.items("a")[0]
    assert (item.document, item.version) == ("doc", "ver")


def test_entries_are_named_by_their_beginning(state: State) -> None:
    state.put(ITEM, [ENTRY, replace(ENTRY, token="0123aaaaaaaaaaaa", digest="d2")])
    assert find_entry(state, "01234").digest == "d1"
    for words, kind in (("0123", "ambiguous-item"), ("ffff", "unknown-item"), ("%", "unknown-item")):
        with pytest.raises(InvalidInput) as error:
            find_entry(state, words)
        assert error.value.kind == kind


def test_runs_know_what_was_interrupted(state: State) -> None:
    first = state.begin_run("a", AT, baseline=True)
    second = state.begin_run("a", LATER, baseline=True)
    state.end_run(Run(source="a", key=second, started=LATER, outcome="ok", statuses={"200": 3}), SourceState(name="a"))
    runs = state.runs("a")
    assert [(run.key, run.outcome) for run in runs] == [(second, "ok"), (first, "interrupted")]
    assert runs[0].statuses == {"200": 3}
    known = state.source("a")
    assert known is not None
    assert known.first_run == AT


def test_old_runs_that_brought_nothing_are_forgotten(state: State) -> None:
    for at, stored in ((AT, 0), (AT, 1), (LATER, 0)):
        key = state.begin_run("a", at, baseline=False)
        state.end_run(Run(source="a", key=key, started=at, outcome="ok", stored=stored), SourceState(name="a"))
    assert state.prune(LATER) == 1
    assert [(run.started, run.stored) for run in state.runs("a")] == [(LATER, 0), (AT, 1)]


def test_when_a_source_is_due_is_the_schedules_alone(state: State) -> None:
    state.set_due("a", LATER)
    key = state.begin_run("a", AT, baseline=True)
    state.end_run(Run(source="a", key=key, outcome="ok"), SourceState(name="a", validators={"x": {"etag": "1"}}))
    known = state.source("a")
    assert known is not None
    assert (known.next_due, known.validators) == (LATER, {"x": {"etag": "1"}})


def test_nothing_is_told_twice(state: State) -> None:
    def message(number: int, whom: str) -> Message:
        return Message(id=f"{number}", whom=whom, kind="digest", title="甲", body="乙", made_at=AT)

    assert state.post(message(1, "mail"), ["entry:1"])
    assert not state.post(message(2, "mail"), ["entry:0", "entry:1"])
    assert state.post(message(3, "chat"), ["entry:1"])
    assert [one.id for one in state.waiting()] == ["1", "3"], "what is told already is not told in a second message"
    assert state.told(["entry:0", "entry:1"], "mail") == {"entry:1"}
    assert not state.post(message(4, "chat"), [], ["entry:0"]), "what was never told is not over"
    assert state.post(message(5, "chat"), [], ["entry:1"])
    assert state.told(["entry:1"], "chat") == frozenset()


def test_what_comes_into_the_inbox_is_owed_in_one_step(state: State) -> None:
    run = state.begin_run("a", AT, baseline=False)
    state.put(ITEM, [replace(ENTRY, run=run)], ["mail", "chat", "mail"])
    assert state.owed(stale=AT) == {}, "one message tells what a run brings, when it is over"
    assert set(state.owed(stale=LATER)) == {"chat", "mail"}, "a run that was killed long ago is over"
    state.begin_run("a", LATER, baseline=False)
    owed = state.owed(stale=AT)
    assert {whom: [one.token for one in entries] for whom, entries in owed.items()} == {
        "chat": [ENTRY.token],
        "mail": [ENTRY.token],
    }
    state.forget(ENTRY.token)
    assert state.owed(stale=LATER) == {}
    state.put(ITEM, [replace(ENTRY, announce="quiet")], ["mail"])
    assert state.owed(stale=LATER) == {}


def test_one_process_at_a_time_sends_a_message_and_the_next_waits_for_it(state: State) -> None:
    for number in (1, 2):
        state.post(Message(id=f"{number}", whom="mail", kind="digest", title="甲", body="乙", made_at=AT), [])
    first = state.take("mail", "one", AT, LATER)
    assert first is not None
    assert (first.id, state.take("mail", "two", AT, LATER)) == ("1", None)
    again = state.take("mail", "two", LATER, "9")
    assert again is not None
    assert again.id == "1", "whoever held it is gone"
    state.unsent(first, "late", "9")
    state.unsent(again, "refused", LATER)
    assert state.take("mail", "three", AT, LATER) is None
    third = state.take("mail", "three", LATER, "9")
    assert third is not None
    assert (third.id, third.attempts, third.fault) == ("1", 1, "refused")
    state.sent(third, LATER)
    second = state.take("mail", "three", LATER, "9")
    assert second is not None
    assert second.id == "2"
    assert state.drop_message(second)
    assert not state.drop_message(third)
    assert state.take("mail", "three", LATER, "9") is None
    assert state.tidy_outbox(LATER) == 1


def test_one_at_a_time_has_a_right_on_a_server(state: State) -> None:
    with State(state.url) as other, state.alone("a") as first:
        assert first
        with other.alone("a") as second, other.alone("b") as beside:
            assert (second, beside) == (state.url.startswith("sqlite"), True)
    with state.alone("a") as again:
        assert again


def test_odd_characters_are_kept(state: State) -> None:
    state.put(replace(ITEM, title="甲\0\ud800乙", extra={"summary": "\udfff"}))
    assert state.items("a")[0].title == "甲\ufffd?乙"


def _put_many(path: str, first: int) -> None:
    with State(path) as one:
        for at in range(20):
            token = f"{first + at:016x}"
            entry = replace(ENTRY, token=token, digest=f"d{at}")
            one.put(replace(ITEM, source=str(first), address=f"http://a.test/{at}"), [entry])


@pytest.mark.long
def test_two_processes_write_side_by_side(tmp_path: Path) -> None:
    path = str(tmp_path / "state.db")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_put_many, args=(path, first)) for first in (100, 200)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    with State(path) as state:
        assert len(state.entries()) == 20
        assert len(state.items("100")) == len(state.items("200")) == 20
