"""What is kept is looked at without changing it: folders, secrets, the corpus, databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from revtrack.doctor.kept import examine_corpus, examine_database, examine_home, places
from revtrack.doctor.model import Finding, Health, Sign
from revtrack.errors import OperationFailed
from revtrack.service import Tracker
from revtrack.settings import load_settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a corpus, a watch and accounts."""
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        tracker.load_samples()
        tracker.accounts.invite("boss", "", "administrator")
        tracker.watching.state().close()
    return tmp_path / "home"


def looked_at(home: Path, **settings: str) -> dict[str, Finding]:
    """The databases of a home by name."""
    corpus, _ = examine_corpus(home)
    places_there = places(home, replace(load_settings(), **settings), corpus)
    return {place.name: examine_database(place) for place in places_there}


def kept(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file() and "-shm" not in path.name}


def test_a_sound_home_is_told_sound_and_left_as_it_was(home: Path) -> None:
    before = kept(home)
    assert [one.sign for one in examine_home(home)] == [Sign.HOME]
    corpus, found = examine_corpus(home)
    assert (len(corpus), found.sign) == (32, Sign.CORPUS)
    assert {name: one.sign for name, one in looked_at(home).items()} == {
        "catalog": Sign.DATABASE,
        "watch": Sign.DATABASE,
        "accounts": Sign.DATABASE,
        "jobs": Sign.DATABASE_ABSENT,
    }
    assert {name for name in kept(home) if not name.endswith("-wal")} == {
        name for name in before if not name.endswith("-wal")
    }


def test_where_there_is_nothing_nothing_is_made(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert [one.sign for one in examine_home(nowhere)] == [Sign.HOME_MISSING]
    assert examine_corpus(nowhere)[1].sign is Sign.CORPUS_MISSING
    assert {one.sign for one in looked_at(nowhere).values()} == {Sign.DATABASE_ABSENT}
    assert not nowhere.exists()


def test_a_secret_that_others_may_read_is_a_warning(home: Path) -> None:
    (home / "accounts.db").chmod(0o644)
    (found,) = [one for one in examine_home(home) if one.sign is Sign.SECRET_OPEN]
    assert (found.health, found.facts["mode"]) == (Health.WARNING, "644")


def test_a_damaged_database_is_a_fault_that_names_it(home: Path) -> None:
    path = home / "state.db"
    for beside in home.glob("state.db-*"):
        beside.unlink()
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * (path.stat().st_size - 16))
    found = looked_at(home)
    assert {name for name, one in found.items() if one.health is Health.FAULT} == {"watch"}
    assert str(path) in str(dict(found["watch"].facts)["where"])


def test_a_database_of_a_later_program_is_refused_and_one_of_an_older_is_told(home: Path) -> None:
    for name, table, form in (("accounts.db", "accounts_version", "9999"), ("state.db", "watch_version", "0001")):
        with closing(sqlite3.connect(home / name)) as connection, connection:
            connection.execute(f"UPDATE {table} SET version_num = ?", (form,))  # noqa: S608 - names of ours
    found = looked_at(home)
    error = found["accounts"].error
    assert isinstance(error, OperationFailed)
    assert (error.kind, error.facts["found"]) == ("database-newer", "9999")
    assert (found["watch"].sign, found["watch"].health) == (Sign.DATABASE_OLDER, Health.NOTE)


def test_a_repository_that_is_none_of_ours_is_a_fault(home: Path) -> None:
    (home / "corpus.git" / "HEAD").write_text("nothing\n", "utf-8")
    (home / "corpus.git" / "packed-refs").unlink(missing_ok=True)
    for path in (home / "corpus.git" / "refs").rglob("*"):
        if path.is_file():
            path.unlink()
    name, found = examine_corpus(home)
    assert (name, found.health, found.sign) == ("", Health.FAULT, Sign.REFUSED)


def test_a_server_is_asked_and_one_that_does_not_answer_is_a_fault(home: Path, postgres: str) -> None:
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE doctor"))
    engine.dispose()
    url = postgres.replace("/postgres?", "/doctor?")
    assert {one.sign for one in looked_at(home, catalog_url=url, state_url=url).values()} == {Sign.DATABASE_ABSENT}
    found = looked_at(home, catalog_url="postgresql+psycopg://nobody@127.0.0.1:1/none")["catalog"]
    assert (found.health, found.sign) == (Health.FAULT, Sign.REFUSED)
