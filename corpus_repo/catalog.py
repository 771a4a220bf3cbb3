"""The catalog: what the repository holds, in a database that answers quickly. Derived; deleting it loses nothing.

SQLite in a file by default, PostgreSQL by URL; the schema is one and the same. Every row comes from a record or a text
in git and says nothing that is not there, so that `rebuild` gives the same answers as years of single writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_repo import records
from corpus_repo.answers import DutyRow, EventRow, Readings, SpanRow, TargetRow
from corpus_repo.database import Database, portions, shown, storable
from corpus_repo.errors import CatalogFailed
from corpus_repo.lines import Line
from corpus_repo.message import Change, Kind
from corpus_repo.migrating import upgrade
from corpus_repo.model import Document, Status, Version, as_text
from corpus_repo.order import current, in_order
from corpus_repo.ownership import Owner, Standing, bring_forward, standing

if TYPE_CHECKING:
    from sqlalchemy import Connection

Row = Mapping[str, Any]
Fold = Callable[[str], str]
#: The migration that makes the schema of this program.
REVISION = "0006"
_MIGRATIONS = Path(__file__).parent / "migrations"
#: The index of pairs, and how the tables begin that SQLite makes for it.
INDEX = "clause_pairs"
#: Tables that the first form lacked, which said nowhere whose it was.
_LATER = frozenset(("events", "spans", "targets", "bearers"))
#: The columns of a version that say which rules read it.
_READ_BY = ("duties_by", "events_by", "targets_by")
#: Rows given to the database at once.
_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Told:
    """One commit as the catalog keeps it."""

    commit: str
    at: str
    author: str
    change: Change


@dataclass(frozen=True, slots=True)
class Batch:
    """What a write, or a stretch of history, changed: commits, documents as they stand now (None: gone), new texts."""

    main: str
    commits: Sequence[Told]
    documents: Mapping[str, Document | None]
    texts: Mapping[str, Sequence[Line]]


def owner_of(corpus: str) -> Owner:
    """What says of a database that it holds the catalog of a corpus."""
    from corpus_repo.schema import metadata

    tables = frozenset((*metadata.tables, INDEX))
    return Owner("catalog", corpus, "alembic_version", REVISION, tables, made_with=f"{INDEX}_", later=_LATER)


class Catalog(Database):
    """The database at a URL that holds the catalog of a corpus, by its id, for texts folded by `fold`.

    Raises `CatalogFailed` where it does not answer, `DatabaseRefused` where it is not ours, of another corpus or newer.
    """

    def __init__(self, url: str, fold: Fold, corpus: str) -> None:
        self._owner = owner_of(corpus)
        # no wait for the disk at each write: what is lost is made again from git
        pragmas = ("cache_size=-65536", "synchronous=NORMAL")
        super().__init__(url, pragmas=pragmas, failed=CatalogFailed, schema=self._owner.schema)
        self.fold = fold

    # --- the schema ----------------------------------------------------------------------------------------------

    def ready(self) -> bool:
        """Whether the database holds our schema in this program's form."""
        with self.reading() as connection:
            return standing(connection, self._owner, shown(self.url)) is Standing.READY

    def migrate(self) -> None:
        """Bring the schema forward; one of ours that is in no form at all is made anew, empty."""
        from corpus_repo.schema import metadata

        with self.writing() as connection:

            def drop() -> None:
                from sqlalchemy import text

                for name in (INDEX, "alembic_version"):
                    connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
                metadata.drop_all(connection)

            bring_forward(connection, self._owner, shown(self.url), lambda: upgrade(connection, _MIGRATIONS), drop)

    # --- filling -------------------------------------------------------------------------------------------------

    def main(self) -> str:
        """The commit up to which the catalog speaks, "" for an empty one."""
        from sqlalchemy import select

        from corpus_repo.schema import state

        with self.reading() as connection:
            return connection.execute(select(state.c.value).where(state.c.name == "main")).scalar() or ""

    def clear(self) -> None:
        """Forget everything: the beginning of a rebuild."""
        from corpus_repo.schema import metadata
        from corpus_repo.search import full_text

        with self.writing() as connection:
            full_text(self.dialect).clear(connection)
            for table in metadata.sorted_tables:
                connection.execute(table.delete())

    def record(self, batch: Batch) -> None:
        """Take in what a batch changed, in one transaction."""
        from corpus_repo.schema import changes

        with self.writing() as connection:
            numbers = self._documents(connection, batch)
            self._texts(connection, {numbers[name]: lines for name, lines in batch.texts.items() if name in numbers})
            rows = [row for told in batch.commits for row in _change_rows(told)]
            if rows:
                connection.execute(changes.insert(), rows)
            self._remember(connection, "main", batch.main)

    def put_duties(self, found: Mapping[int, Sequence[DutyRow]], read_by: str) -> None:
        """Replace the duties of versions (by their number here) by those that a knowledge read in them."""
        with self.writing() as connection:
            _replace(connection, "duties", found, read_by)
            self._bearers(connection, found)

    def put_events(self, found: Mapping[int, Sequence[EventRow]], read_by: str) -> None:
        """Replace the events of force of versions (by their number here) by those that some rules read in them."""
        with self.writing() as connection:
            _replace(connection, "events", found, read_by)
            self._remember(connection, "spans", "")

    def put_targets(self, found: Mapping[int, Sequence[TargetRow]], read_by: str) -> None:
        """Replace the targets of versions (by their number here) by those that some rules read in them."""
        with self.writing() as connection:
            _replace(connection, "targets", found, read_by)

    def put_spans(self, found: Mapping[int, SpanRow], waiting: Iterable[int], made_from: str) -> None:
        """Replace the days on which versions bind, and say which events wait for what they happen to.

        `made_from` names what they follow from; `spans_of` says it again.
        """
        from corpus_repo.schema import events, spans

        rows = [{"version": version, **asdict(span)} for version, span in found.items()]
        with self.writing() as connection:
            connection.execute(spans.delete())
            for some in portions(rows, _ROWS):
                connection.execute(spans.insert(), some)
            connection.execute(events.update().where(events.c.waiting).values(waiting=False))
            for some in portions(waiting, 500):
                connection.execute(events.update().where(events.c.number.in_(some)).values(waiting=True))
            self._remember(connection, "spans", made_from)

    def spans_of(self) -> str:
        """What the days on which versions bind follow from, "" where they were not made or events changed since."""
        from sqlalchemy import select

        from corpus_repo.schema import state

        with self.reading() as connection:
            return connection.execute(select(state.c.value).where(state.c.name == "spans")).scalar() or ""

    def known_texts(self, names: Iterable[str]) -> set[str]:
        """Which of these versions have their clauses in the catalog."""
        from sqlalchemy import exists, select

        from corpus_repo.schema import clauses, versions

        found: set[str] = set()
        with self.reading() as connection:
            has_clauses = exists().where(clauses.c.version == versions.c.number)
            for some in portions(names, 500):
                asked = select(versions.c.id).where(versions.c.id.in_(some), has_clauses)
                found |= set(connection.execute(asked).scalars())
        return found

    def _documents(self, connection: Connection, batch: Batch) -> dict[str, int]:
        """Write the rows of the batch's documents; the numbers of the versions that are new, by id."""
        from sqlalchemy import func, select

        from corpus_repo.schema import documents, versions

        touched = list(batch.documents)
        before: dict[str, int] = {}
        read_by: dict[str, dict[str, str]] = {}
        for some in portions(touched, 500):
            columns = (versions.c.id, versions.c.number, *(versions.c[name] for name in _READ_BY))
            for row in connection.execute(select(*columns).where(versions.c.document.in_(some))):
                name, number, *readers = list[Any](row)
                before[name], read_by[name] = number, dict(zip(_READ_BY, readers, strict=True))
            connection.execute(documents.delete().where(documents.c.id.in_(some)))
            connection.execute(versions.delete().where(versions.c.document.in_(some)))
        numbers: dict[str, int] = {}
        highest = connection.execute(select(func.max(versions.c.number))).scalar() or 0
        highest = max(highest, *before.values(), 0)
        document_rows: list[dict[str, Any]] = []
        version_rows: list[dict[str, Any]] = []
        latest = {document: told.at for told in batch.commits for document in told.change.documents}
        for name, document in batch.documents.items():
            if document is None:
                continue
            document_rows.append(self._document_row(document, latest.get(name, "")))
            for position, version in enumerate(in_order(document.versions.values()), start=1):
                if version.id in before:
                    numbers[version.id] = before[version.id]
                else:
                    highest += 1
                    numbers[version.id] = highest
                row = self._version_row(document, version, position)
                unread: dict[str, str] = dict.fromkeys(_READ_BY, "")
                version_rows.append({**row, "number": numbers[version.id], **read_by.get(version.id, unread)})
        if document_rows:
            connection.execute(documents.insert(), document_rows)
        if version_rows:
            connection.execute(versions.insert(), version_rows)
        gone = [number for name, number in before.items() if name not in numbers]
        self._drop_texts(connection, gone)
        return {name: number for name, number in numbers.items() if name not in before}

    def _document_row(self, document: Document, updated: str) -> dict[str, Any]:
        shown = current(document)
        facts = document_facts(document)
        return {
            "id": document.id,
            "title": facts["title"],
            "name": self.fold(facts["title"]),
            "doc_number": facts["doc_number"],
            "number_key": self.fold(facts["doc_number"]),
            "issuers": facts["issuers"],
            "jurisdiction": facts["jurisdiction"],
            "status": facts["status"],
            "date": shown.date if shown else "",
            "created": document.created,
            "updated": updated or document.created,
            "merged_into": document.merged_into,
            "current": shown.id if shown else "",
            "versions": sum(not version.reextracts for version in document.versions.values()),
            "consultation_until": _open_until(document, shown),
            "record": json.dumps(records.to_json(document), ensure_ascii=False),
        }

    def _version_row(self, document: Document, version: Version, position: int) -> dict[str, Any]:
        facts = document_facts(document)
        day = version.date
        return {
            "id": version.id,
            "document": document.id,
            "position": position,
            "status": version.status.value,
            "title": facts["title"],
            "issuers": version.value("issuers") or facts["issuers"],
            "jurisdiction": version.value("jurisdiction") or facts["jurisdiction"],
            "date": day,
            "year": int(day[:4]) if day[:4].isdigit() else 0,
            "received": version.received,
            "text": version.text,
            "structure": version.structure,
            "digest": version.digest,
            "body": version.body,
            "original": version.original.sha256 if version.original else "",
            "withdrawn": version.withdrawn is not None,
            "superseded": any(
                other.reextracts == version.id and not other.withdrawn for other in document.versions.values()
            ),
        }

    def _texts(self, connection: Connection, texts: Mapping[int, Sequence[Line]]) -> None:
        from sqlalchemy import func, select

        from corpus_repo.schema import clauses
        from corpus_repo.search import full_text, pairs

        number = connection.execute(select(func.max(clauses.c.number))).scalar() or 0
        rows: list[dict[str, Any]] = []
        indexed: list[dict[str, Any]] = []
        for version, lines in texts.items():
            for at, line in enumerate(lines, start=1):
                number += 1
                own = storable(line.text)
                rows.append(
                    {
                        "number": number,
                        "version": version,
                        "line": at,
                        "label": storable(line.number),
                        "address": storable(line.address),
                        "kind": line.kind,
                        "text": own,
                    }
                )
                indexed.append({"number": number, "pairs": pairs(self.fold(storable(line.number) + own))})
        for at in range(0, len(rows), _ROWS):
            connection.execute(clauses.insert(), rows[at : at + _ROWS])
            full_text(self.dialect).fill(connection, indexed[at : at + _ROWS])

    def _drop_texts(self, connection: Connection, numbers: list[int]) -> None:
        from sqlalchemy import select

        from corpus_repo.schema import bearers, clauses, duties, events, spans, targets
        from corpus_repo.search import full_text, pairs

        for some in portions(numbers, 500):
            of_these = clauses.c.version.in_(some)
            found = connection.execute(select(clauses.c.number, clauses.c.label, clauses.c.text).where(of_these))
            indexed = [
                {"number": row.number, "pairs": pairs(self.fold(row.label + row.text))} for row in found.fetchall()
            ]
            full_text(self.dialect).drop(connection, indexed)
            connection.execute(clauses.delete().where(of_these))
            for table in (bearers, duties, events, spans, targets):
                connection.execute(table.delete().where(table.c.version.in_(some)))

    def _bearers(self, connection: Connection, numbers: Iterable[int]) -> None:
        """Take who bears the duties of versions from their rows anew."""
        from sqlalchemy import or_, select

        from corpus_repo.schema import bearers, duties

        columns = (duties.c.version, duties.c.number, duties.c.bearers, duties.c.reporting, duties.c.recipient)
        rows: list[dict[str, Any]] = []
        for some in portions(numbers, 500):
            connection.execute(bearers.delete().where(bearers.c.version.in_(some)))
            named = or_(duties.c.bearers != "[]", duties.c.reporting != "")
            for version, duty, told, reporting, recipient in connection.execute(
                select(*columns).where(duties.c.version.in_(some), named)
            ):
                names = {(one["name"], one["role"]) for one in json.loads(told) if one["name"]}
                names |= {(recipient, "recipient")} if reporting and recipient else set()
                rows += [
                    {"version": version, "duty": duty, "key": self.fold(name), "name": name, "role": role}
                    for name, role in sorted(names)
                ]
        for some in portions(rows, _ROWS):
            connection.execute(bearers.insert(), some)

    def _remember(self, connection: Connection, name: str, value: str) -> None:
        from corpus_repo.schema import state

        connection.execute(state.delete().where(state.c.name == name))
        connection.execute(state.insert(), [{"name": name, "value": value}])


def _replace(
    connection: Connection,
    name: Readings,
    found: Mapping[int, Sequence[DutyRow | EventRow | TargetRow]],
    read_by: str,
) -> None:
    """Replace what a table holds of versions, and say in their rows which rules read it."""
    from sqlalchemy import Table

    from corpus_repo.schema import metadata, versions

    table: Table = metadata.tables[name]
    rows = [
        {column: storable(value) if isinstance(value, str) else value for column, value in asdict(item).items()}
        | {"version": version}
        for version, read in found.items()
        for item in read
    ]
    for some in portions(found, 500):
        connection.execute(table.delete().where(table.c.version.in_(some)))
        connection.execute(versions.update().where(versions.c.number.in_(some)).values({f"{name}_by": read_by}))
    for some in portions(rows, _ROWS):
        connection.execute(table.insert(), some)


def _open_until(document: Document, shown: Version | None) -> str:
    """The last day for comments, where what stands for the document is still a draft."""
    if document.merged_into or shown is None or shown.status is not Status.DRAFT:
        return ""
    return shown.value("consultation_until")


def document_facts(document: Document) -> dict[str, str]:
    """What a document is called and who issued it: corrected, else as its current version says, else any version."""
    shown = current(document)
    ordered = in_order(document.versions.values())[::-1]
    sources = (shown, *ordered) if shown else ordered
    facts: dict[str, str] = {}
    for name in ("title", "doc_number", "issuers", "jurisdiction"):
        corrected = document.corrected.get(name)
        if corrected is not None:
            facts[name] = as_text(corrected)
        else:
            facts[name] = next((version.value(name) for version in sources if version.value(name)), "")
    facts["status"] = next((version.status.value for version in sources), "")
    return facts


def _change_rows(told: Told) -> list[dict[str, str]]:
    change = told.change
    return [
        {
            "commit": told.commit,
            "document": document,
            "kind": change.kind.value,
            "version": change.version,
            "at": told.at,
            "author": told.author,
            "title": change.title,
            "detail": change.detail,
            "reason": change.reason,
            "undoes": change.undoes,
        }
        for document in change.documents or (("",) if change.kind is Kind.INIT else ())
    ]
