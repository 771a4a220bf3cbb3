"""One database by its URL: transactions, errors of the caller's kind, and what may be shown of an address."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from corpus_repo.database import Database, portions, shown, storable


class Failed(Exception):
    """The caller's error."""

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(where, reason)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/one.db", pragmas=("synchronous=FULL",), failed=Failed)
    with made.writing() as connection:
        connection.execute(text("CREATE TABLE rows (name TEXT UNIQUE)"))
    yield made
    made.close()


def names(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(text("SELECT name FROM rows ORDER BY name")).scalars())


def add(database: Database, name: str) -> None:
    with database.writing() as connection:
        connection.execute(text("INSERT INTO rows VALUES (:name)"), {"name": name})


def test_a_transaction_is_kept_whole_or_not_at_all(database: Database) -> None:
    add(database, "a")
    with contextlib.suppress(ZeroDivisionError), database.writing() as connection:
        connection.execute(text("INSERT INTO rows VALUES ('b')"))
        raise ZeroDivisionError
    assert names(database) == ["a"]


def test_the_schema_is_part_of_the_transaction(database: Database) -> None:
    with contextlib.suppress(ZeroDivisionError), database.writing() as connection:
        connection.execute(text("CREATE TABLE more (name TEXT)"))
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'more'")).scalar() == 0


def test_what_the_database_refuses_is_the_callers_error(database: Database) -> None:
    add(database, "a")
    with pytest.raises(Failed) as error:
        add(database, "a")
    assert "UNIQUE" in error.value.reason
    assert error.value.where == database.url


def test_readers_do_not_wait_for_a_writer_and_writers_wait_for_each_other(database: Database) -> None:
    began, done = threading.Event(), threading.Event()

    def write() -> None:
        with database.writing() as connection:
            connection.execute(text("INSERT INTO rows VALUES ('slow')"))
            began.set()
            done.wait(10)

    thread = threading.Thread(target=write)
    thread.start()
    assert began.wait(10)
    assert names(database) == []
    threading.Timer(0.2, done.set).start()
    add(database, "second")
    thread.join(10)
    assert names(database) == ["second", "slow"]


def test_texts_are_made_such_that_any_database_takes_them(database: Database) -> None:
    assert storable("a\0b\ud800c") == "a\ufffdb?c"
    add(database, storable("\0\ud800"))
    assert names(database) == ["\ufffd?"]


def test_items_come_in_portions_and_none_is_lost() -> None:
    assert list(portions(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(portions([], 2)) == []


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql+psycopg://me:secret@host/db", "postgresql+psycopg://me:***@host/db"),
        ("sqlite:////tmp/a.db", "sqlite:////tmp/a.db"),
        ("no url but me:secret@host", "host"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, told: str) -> None:
    assert shown(url) == told
