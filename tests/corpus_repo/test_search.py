"""The index of pairs of characters: a query finds exactly what holds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, select, text

from corpus_repo.search import PostgresFullText, SqliteFullText, full_text, pairs, runs

WORD = st.text(alphabet="停车场收费标准ab2", min_size=1, max_size=4)
TEXT = st.lists(WORD, min_size=1, max_size=5).map("，".join)


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as opened:
        for statement in SqliteFullText().create():
            opened.execute(text(statement))
        yield opened
    engine.dispose()


def test_pairs_never_span_what_is_no_letter_or_digit() -> None:
    assert pairs("告知承诺,2年") == "告知 知承 承诺 诺 2年 年"
    assert pairs("，。") == ""
    assert runs("告知，承诺 2年") == ["告知", "承诺", "2年"]


@given(texts=st.lists(TEXT, min_size=1, max_size=6), query=WORD)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_holds_the_query_is_found_and_nothing_else(connection: Connection, texts: list[str], query: str) -> None:
    index = SqliteFullText()
    index.clear(connection)
    index.fill(connection, [{"number": at, "pairs": pairs(one)} for at, one in enumerate(texts)])
    found = index.numbers([query])
    numbers = set(connection.execute(select(found.c.number)).scalars())
    assert numbers == {at for at, one in enumerate(texts) if any(query in run for run in runs(one))}


def test_what_was_taken_out_is_no_longer_found(connection: Connection) -> None:
    index = SqliteFullText()
    index.clear(connection)
    rows = [{"number": 1, "pairs": pairs("停车收费")}, {"number": 2, "pairs": pairs("停车场")}]
    index.fill(connection, rows)
    index.drop(connection, rows[:1])
    assert list(connection.execute(select(index.numbers(["停车"]).c.number)).scalars()) == [2]


@pytest.mark.parametrize("query", ["停'车", "停\\车", '停"车', "停:*", "停 & 车"])
def test_a_query_is_words_and_never_a_language(connection: Connection, query: str) -> None:
    index = SqliteFullText()
    index.clear(connection)
    index.fill(connection, [{"number": 1, "pairs": pairs("停车")}])
    wanted = runs(query)
    assert wanted in (["停", "车"], ["停"])
    assert list(connection.execute(select(index.numbers(wanted).c.number)).scalars()) == [1]


def test_the_index_is_that_of_the_database() -> None:
    assert isinstance(full_text("postgresql"), PostgresFullText)
    assert isinstance(full_text("sqlite"), SqliteFullText)
