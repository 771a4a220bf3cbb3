"""Whose a database is: nothing of another application, of another corpus or of a later program is touched."""

# ruff: noqa: S608 - names of tables and schemas cannot be parameters; all of them are made here

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from corpus_repo import Corpus
from corpus_repo.errors import CatalogFailed, DatabaseRefused
from tests.corpus_repo.stored import fold

OTHERS = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32))",
    "INSERT INTO alembic_version VALUES ('ae1027a6acf7')",
    "CREATE TABLE documents (id INTEGER, owner TEXT)",
    "INSERT INTO documents VALUES (1, 'somebody')",
    "CREATE VIEW mine AS SELECT * FROM documents",
)


def run(url: str, *statements: str) -> list[tuple[object, ...]]:
    """What the last of some statements answers."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            done = [connection.execute(text(statement)) for statement in statements]
            return [tuple(row) for row in done[-1]] if done[-1].returns_rows else []
    finally:
        engine.dispose()


def opened(home: Path, url: str = "") -> Corpus:
    """The corpus in a folder, made where there is none."""
    if not (home / "corpus.git").exists():
        Corpus.create(home, "tester")
    return Corpus(home, fold, catalog_url=url)


def schema_of(home: Path) -> str:
    with opened(home) as corpus:
        return f"revtrack_catalog_{corpus.id[:24]}"


@pytest.fixture
def server(postgres: str) -> str:
    """A database of its own in the server."""
    run(postgres, "SELECT 1")
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS mine WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE mine"))
    engine.dispose()
    return postgres.replace("/postgres?", "/mine?")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database that a setting may name."""
    return f"sqlite:///{tmp_path / 'given.db'}" if request.param == "sqlite" else request.getfixturevalue("server")


def within(url: str, home: Path, table: str) -> str:
    """How a table of the catalog is called from outside."""
    return f"{schema_of(home)}.{table}" if url.startswith("postgresql") else table


def test_the_database_of_another_application_is_left_as_it_was(url: str, tmp_path: Path) -> None:
    """A server gives the catalog a schema beside it; a file is refused, and not a byte of it changes."""
    run(url, *OTHERS)
    file = tmp_path / "given.db"
    before = file.read_bytes() if file.exists() else b""
    if before:
        with pytest.raises(DatabaseRefused) as refused, opened(tmp_path / "home", url):
            pass
        assert (refused.value.why, "alembic_version" in refused.value.found) == ("foreign", True)
        assert file.read_bytes() == before
        assert sorted(path.name for path in tmp_path.glob("given*")) == ["given.db"]
    else:
        with opened(tmp_path / "home", url) as corpus:
            assert corpus.rebuild() == 0
            assert corpus.catalog.main() == corpus.git.head()
    assert run(url, "SELECT * FROM mine") == [(1, "somebody")]
    assert run(url, "SELECT version_num FROM alembic_version") == [("ae1027a6acf7",)]
    if not before:
        names = run(url, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1")
        assert names == [("alembic_version",), ("documents",), ("mine",)]


def test_two_corpora_at_one_address_do_not_touch_each_other(url: str, tmp_path: Path) -> None:
    with opened(tmp_path / "one", url) as one:
        assert one.catalog.ready()
    if url.startswith("sqlite"):
        with pytest.raises(DatabaseRefused) as refused, opened(tmp_path / "two", url):
            pass
        with opened(tmp_path / "one", url) as one:
            assert (refused.value.why, refused.value.found) == ("other", one.id)
    else:
        with opened(tmp_path / "two", url) as two:
            assert two.catalog.main() == two.git.head()
    with opened(tmp_path / "one", url) as one:
        assert (one.catalog.main(), bool(one.healed)) == (one.git.head(), False)


@pytest.mark.parametrize("given", ["", "url"])
def test_the_catalog_of_a_later_program_is_not_dropped(url: str, tmp_path: Path, given: str) -> None:
    home = tmp_path / "home"
    where = url if given else f"sqlite:///{home / 'catalog.db'}"
    opened(home, where if given else "").close()
    version = within(where, home, "alembic_version") if given else "alembic_version"
    state = within(where, home, "state") if given else "state"
    run(where, f"UPDATE {version} SET version_num = '9999'")
    before = run(where, f"SELECT * FROM {state}")
    for _ in range(2):
        with pytest.raises(DatabaseRefused) as refused, opened(home, where if given else ""):
            pass
        assert (refused.value.why, refused.value.found) == ("newer", "9999")
    assert run(where, f"SELECT * FROM {state}") == before != []


def test_one_of_ours_in_no_form_at_all_is_made_anew(url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    opened(home, url).close()
    for statement in (
        f"UPDATE {within(url, home, 'alembic_version')} SET version_num = 'nonsense'",
        f"DELETE FROM {within(url, home, 'alembic_version')}",
        f"DROP TABLE {within(url, home, 'alembic_version')}",
        f"UPDATE {within(url, home, 'alembic_version')} SET version_num = '0000'",
    ):
        run(url, statement)
        with opened(home, url) as corpus:
            assert (corpus.catalog.ready(), corpus.catalog.main()) == (True, corpus.git.head())


def test_a_file_that_an_older_program_made_is_taken_over(tmp_path: Path) -> None:
    home = tmp_path / "home"
    opened(home).close()
    where = f"sqlite:///{home / 'catalog.db'}"
    run(where, "DROP TABLE revtrack_owner")
    with opened(home) as corpus:
        assert run(where, "SELECT kind, corpus FROM revtrack_owner") == [("catalog", corpus.id)]


def test_a_file_of_an_older_program_with_more_in_it_is_not_taken_over(tmp_path: Path) -> None:
    home = tmp_path / "home"
    opened(home).close()
    run(f"sqlite:///{home / 'catalog.db'}", "DROP TABLE revtrack_owner", "CREATE TABLE diary (day TEXT)")
    with pytest.raises(DatabaseRefused) as refused, opened(home):
        pass
    assert refused.value.why == "foreign"


def test_a_schema_of_our_name_that_is_not_ours_is_left_alone(server: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    name = schema_of(home)
    run(server, f"CREATE SCHEMA {name}", f"CREATE TABLE {name}.documents (id INTEGER)")
    with pytest.raises(DatabaseRefused) as refused, opened(home, server):
        pass
    assert (refused.value.why, refused.value.found) == ("foreign", "documents")
    assert run(server, f"SELECT count(*) FROM {name}.documents") == [(0,)]


def test_whoever_may_not_make_a_schema_is_told_and_may_be_given_one(server: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    name = schema_of(home)
    run(server, "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    guest = server.replace("//revtrack@", "//guest@")
    with pytest.raises(CatalogFailed) as failed, opened(home, guest):
        pass
    assert "permission denied" in failed.value.reason
    run(server, f"CREATE SCHEMA {name} AUTHORIZATION guest")
    with opened(home, guest) as corpus:
        assert corpus.catalog.ready()
    run(server, f"DROP SCHEMA {name} CASCADE")


def test_a_catalog_is_no_place_for_anything_else(tmp_path: Path) -> None:
    """The catalog of one home given as the catalog of another, and a file that holds two kinds."""
    opened(tmp_path / "one").close()
    with (
        pytest.raises(DatabaseRefused) as refused,
        opened(tmp_path / "two", f"sqlite:///{tmp_path / 'one/catalog.db'}"),
    ):
        pass
    assert refused.value.why == "other"
    with sqlite3.connect(tmp_path / "kind.db") as other:
        other.execute("CREATE TABLE revtrack_owner (kind TEXT, corpus TEXT)")
        other.execute("INSERT INTO revtrack_owner VALUES ('watch', '')")
    other.close()
    with pytest.raises(DatabaseRefused) as foreign, opened(tmp_path / "two", f"sqlite:///{tmp_path / 'kind.db'}"):
        pass
    assert foreign.value.why == "foreign"


def test_corpora_bear_ids_of_their_own_and_older_ones_their_first_commit(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        assert one.id != two.id
        assert len(one.git.first()) == 40
    with opened(tmp_path / "one") as again:
        assert again.id == one.id
