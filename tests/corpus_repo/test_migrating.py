"""Databases brought forward, one at a time in a process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, inspect, text

import corpus_repo
from corpus_repo.catalog import REVISION
from corpus_repo.migrating import upgrade

MIGRATIONS = Path(corpus_repo.__file__).parent / "migrations"


def engine(path: Path) -> Engine:
    return create_engine(f"sqlite:///{path}")


def test_an_empty_database_is_brought_to_the_newest_form_and_stays_there(tmp_path: Path) -> None:
    database = engine(tmp_path / "a.db")
    for _ in range(2):
        with database.begin() as connection:
            upgrade(connection, MIGRATIONS)
    with database.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == REVISION
        assert inspect(connection).has_table("documents")
    database.dispose()


def test_a_form_that_nobody_here_knows_is_refused(tmp_path: Path) -> None:
    database = engine(tmp_path / "a.db")
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
    with pytest.raises(CommandError), database.begin() as connection:
        upgrade(connection, MIGRATIONS)
    database.dispose()


def test_several_databases_at_once_do_not_take_each_others_connection(tmp_path: Path) -> None:
    databases = [engine(tmp_path / f"{at}.db") for at in range(6)]

    def bring(database: Engine) -> str:
        with database.begin() as connection:
            upgrade(connection, MIGRATIONS)
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(bring, databases)) == [REVISION] * 6
    for database in databases:
        database.dispose()
