"""Full text over the clauses: exact for Chinese, with no dictionary.

A text is indexed as its overlapping pairs of characters, and a query is the same pairs in a row: what is found holds
the query, and what holds the query is found. A character alone is found as the beginning of a pair. Nothing here knows
how texts are folded: texts and queries come folded by the same function.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Subquery, column, text

#: What counts: letters and digits of any script. All else ends a run, so that no pair spans a comma.
_RUN = re.compile(r"[^\W_]+")
#: Clauses longer than this are cut in the index: one place in a text can hold 16,383 positions at most (PostgreSQL).
_POSITIONS = 16_000


def pairs(folded: str) -> str:
    """The pairs of a text, blanks between; the last character of a run stands alone behind its pairs.

    >>> pairs("告知承诺,2年")
    '告知 知承 承诺 诺 2年 年'
    """
    return " ".join(pair for run in _RUN.findall(folded) for pair in _pairs(run))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]


def runs(folded: str) -> list[str]:
    """The runs of letters and digits of a query: each of them must be found."""
    return _RUN.findall(folded)


class FullText:
    """The index of one kind of database: how it is made, filled, emptied and asked."""

    def create(self) -> list[str]:
        """The statements that make the index."""
        raise NotImplementedError

    def fill(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Index rows of `number` and `pairs`."""
        raise NotImplementedError

    def drop(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take rows of `number` and `pairs` out again; the pairs are those that were put in."""
        raise NotImplementedError

    def clear(self, connection: Connection) -> None:
        """Take everything out."""
        raise NotImplementedError

    def numbers(self, wanted: Sequence[str]) -> Subquery:
        """The column `number` of the clauses that hold every one of these runs, at least one."""
        raise NotImplementedError


class SqliteFullText(FullText):
    """FTS5 without a copy of the text."""

    def create(self) -> list[str]:
        """The statements that make the index."""
        return ["CREATE VIRTUAL TABLE clause_pairs USING fts5(pairs, content='', tokenize='unicode61')"]

    def fill(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Index rows of `number` and `pairs`."""
        if rows:
            connection.execute(text("INSERT INTO clause_pairs(rowid, pairs) VALUES (:number, :pairs)"), list(rows))

    def drop(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take rows of `number` and `pairs` out again; the pairs are those that were put in."""
        statement = text("INSERT INTO clause_pairs(clause_pairs, rowid, pairs) VALUES ('delete', :number, :pairs)")
        gone = list(rows)
        if gone:
            connection.execute(statement, gone)

    def clear(self, connection: Connection) -> None:
        """Take everything out."""
        connection.execute(text("INSERT INTO clause_pairs(clause_pairs) VALUES ('delete-all')"))

    def numbers(self, wanted: Sequence[str]) -> Subquery:
        """The column `number` of the clauses that hold every one of these runs, at least one."""
        phrases = " AND ".join(_phrase(run) for run in wanted)
        statement = text("SELECT rowid AS number FROM clause_pairs WHERE clause_pairs MATCH :query")
        return statement.bindparams(query=phrases).columns(column("number", Integer)).subquery("found")


class PostgresFullText(FullText):
    """A tsvector made of the pairs as they are, under a GIN index."""

    def create(self) -> list[str]:
        """The statements that make the index."""
        return [
            "CREATE TABLE clause_pairs (number integer PRIMARY KEY, pairs tsvector NOT NULL)",
            "CREATE INDEX clause_pairs_index ON clause_pairs USING gin (pairs)",
        ]

    def fill(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Index rows of `number` and `pairs`."""
        if rows:
            statement = text("INSERT INTO clause_pairs(number, pairs) VALUES (:number, CAST(:pairs AS tsvector))")
            connection.execute(
                statement, [{"number": row["number"], "pairs": _vector(str(row["pairs"]))} for row in rows]
            )

    def drop(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take rows of `number` and `pairs` out again; the pairs are those that were put in."""
        gone = [{"number": row["number"]} for row in rows]
        if gone:
            connection.execute(text("DELETE FROM clause_pairs WHERE number = :number"), gone)

    def clear(self, connection: Connection) -> None:
        """Take everything out."""
        connection.execute(text("TRUNCATE clause_pairs"))

    def numbers(self, wanted: Sequence[str]) -> Subquery:
        """The column `number` of the clauses that hold every one of these runs, at least one."""
        asked = " & ".join(_neighbours(run) for run in wanted)
        statement = text("SELECT number FROM clause_pairs WHERE pairs @@ CAST(:query AS tsquery)")
        return statement.bindparams(query=asked).columns(column("number", Integer)).subquery("found")


def full_text(dialect: str) -> FullText:
    """The index for a kind of database by its name in SQLAlchemy."""
    return PostgresFullText() if dialect == "postgresql" else SqliteFullText()


def _phrase(run: str) -> str:
    if len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(_pairs(run)[:-1]) + '"'


def _neighbours(run: str) -> str:
    if len(run) == 1:
        return f"{_quoted(run)}:*"
    return "(" + " <-> ".join(_quoted(pair) for pair in _pairs(run)[:-1]) + ")"


def _quoted(pair: str) -> str:
    return "'" + pair.replace("'", "''").replace("\\", "\\\\") + "'"


def _vector(of: str) -> str:
    return " ".join(f"{_quoted(pair)}:{at}" for at, pair in enumerate(of.split(" ")[:_POSITIONS], start=1) if pair)
