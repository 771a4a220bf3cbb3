"""What the watch remembers: items seen, runs, what waits for a decision, what was told. Not derivable.

SQLite in a file by default, PostgreSQL by URL. Each method is one transaction, all of it or nothing: a process may be
killed between any two of them, and what it did not write is done again by the next run.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from corpus_repo.database import Database, portions, shown, storable
from corpus_repo.migrating import upgrade
from revtrack.errors import OperationFailed

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.engine import RowMapping

#: The file beside the catalog, and the migration that makes the schema of this program.
STATE, REVISION = "state.db", "0001"
_MIGRATIONS = Path(__file__).parent / "migrations"
#: The lock of writers in PostgreSQL: any number, but always the same.
_LOCK = 7_307_214_051
#: Rows asked for by name at once.
_PORTION = 500

#: What became of an item: it waits in the inbox, its text was known, it could not be had (and is tried again), it
#: holds no text that can be read, what came was a wall and no text.
ItemOutcome = Literal["pending", "known", "failed", "unreadable", "blocked"]
#: What became of a run. "empty" and "shrunk" are lists that suddenly say nothing or little; "failed", "blocked" lists
#: that could not be had; "interrupted" runs whose process died; "busy" a source that another process looks at.
RunOutcome = Literal["running", "ok", "unchanged", "empty", "shrunk", "blocked", "failed", "interrupted", "busy"]
EntryStatus = Literal["pending", "accepted", "declined"]
#: What a document is likely to be; "changed" texts of a known document are "version-of".
EntryKind = Literal["new", "version-of", "draft-of", "final-of", "derivative-of"]
#: How an entry is told: by itself, in the one digest of a source's first run, or not at all.
Announce = Literal["item", "digest", "quiet"]

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenItem:
    """An item of a source as it was last listed, and what became of it; the columns of `schema.items`."""

    source: str
    address: str
    title: str = ""
    date: str = ""
    number: str = ""
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    first_seen: str = ""
    last_seen: str = ""
    gone: str = ""
    position: int = 0
    baseline: bool = False
    digest: str = ""
    original: str = ""
    etag: str = ""
    last_modified: str = ""
    outcome: str = ""
    fault: str = ""
    attempts: int = 0
    retry_at: str = ""
    document: str = ""
    version: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is known of a source from its runs; the columns of `schema.sources`."""

    name: str
    first_run: str = ""
    baseline: str = ""
    last_run: str = ""
    last_good: str = ""
    last_outcome: str = ""
    last_fault: str = ""
    next_due: str = ""
    last_new: str = ""
    failures: int = 0
    odd: int = 0
    listed: int = 0
    habit: float = 0.0
    longest: float = 0.0
    blocked: float = 0.0
    validators: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One look at a source: when, what came of it, and what it saw; the columns of `schema.runs`."""

    source: str
    key: int = 0
    started: str = ""
    ended: str = ""
    seconds: float = 0.0
    outcome: str = "running"
    fault: str = ""
    message: str = ""
    baseline: bool = False
    listed: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    fetched: int = 0
    unchanged: int = 0
    known: int = 0
    failed: int = 0
    stored: int = 0
    blocked: float = 0.0
    statuses: Mapping[str, int] = field(default_factory=dict[str, int])
    hashes: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document in the inbox, with what it is likely to be and why; the columns of `schema.inbox`.

    `read` is what its text says of itself, `listed` what the list said. `folder` below the inbox holds its bytes as
    `file`; `page` is the address that they came from.
    """

    token: str
    source: str
    address: str
    title: str = ""
    page: str = ""
    folder: str = ""
    file: int = 0
    name: str = ""
    place: str = ""
    sha256: str = ""
    digest: str = ""
    body: str = ""
    read: Mapping[str, str] = field(default_factory=dict[str, str])
    listed: Mapping[str, str] = field(default_factory=dict[str, str])
    kind: str = "new"
    target: str = ""
    target_title: str = ""
    reason: str = ""
    share: float = 0.0
    status: str = "pending"
    announce: str = "item"
    found_at: str = ""
    decided_by: str = ""
    decided_at: str = ""
    document: str = ""
    version: str = ""
    run: int = 0


#: Columns that hold JSON.
_JSON = frozenset(("extra", "validators", "statuses", "hashes", "read", "listed"))


class State:
    """The watch's database: a path of a file, or the URL of a database."""

    def __init__(self, where: str | Path) -> None:
        self.url = f"sqlite:///{where}" if isinstance(where, Path) or "://" not in where else where
        try:
            if self.url.startswith("sqlite:///"):
                Path(self.url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _failed(shown(self.url), error.strerror or str(error)) from error
        # each transaction is on the disk when it ends, for nothing here can be made again
        self._database = Database(self.url, pragmas=("synchronous=FULL",), failed=_failed)
        self._reading = self._database.reading
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give back all connections."""
        self._database.close()

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- items ---------------------------------------------------------------------------------------------------

    def items(self, source: str) -> list[SeenItem]:
        """Every item that a source ever listed, in the order in which it was last listed, newest first."""
        from sqlalchemy import select

        from revtrack.watch.schema import items

        with self._reading() as connection:
            question = select(items).where(items.c.source == source)
            question = question.order_by(items.c.last_seen.desc(), items.c.position, items.c.key)
            return [_from(SeenItem, row) for row in connection.execute(question).mappings()]

    def item(self, source: str, address: str) -> SeenItem | None:
        """One item by its address."""
        from sqlalchemy import select

        from revtrack.watch.schema import items

        with self._reading() as connection:
            question = select(items).where(items.c.source == source, items.c.address == address)
            row = connection.execute(question).mappings().first()
            return _from(SeenItem, row) if row else None

    def shown(self) -> dict[str, int]:
        """How many items each source lists now, as far as is known."""
        from sqlalchemy import func, select

        from revtrack.watch.schema import items

        question = select(items.c.source, func.count()).where(items.c.gone == "").group_by(items.c.source)
        with self._reading() as connection:
            return {str(row[0]): int(row[1]) for row in connection.execute(question)}

    def relist(self, source: str, listed: Iterable[SeenItem], at: str) -> None:
        """Known items are listed again: what the list says of them now; one that was gone is back."""
        from sqlalchemy import bindparam

        from revtrack.watch.schema import items

        rows = [
            {
                "of_source": source,
                "of_address": item.address,
                "title": item.title,
                "date": item.date,
                "number": item.number,
                "extra": _json(item.extra),
                "last_seen": at,
                "position": item.position,
                "gone": "",
            }
            for item in listed
        ]
        if not rows:
            return
        with self._writing() as connection:
            which = items.c.source == bindparam("of_source"), items.c.address == bindparam("of_address")
            columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if not name.startswith("of_")}
            connection.execute(items.update().where(*which).values(**columns), rows)

    def moved(self, source: str, before: str, now: SeenItem) -> bool:
        """An item stands at another address. False where that address has a row of its own already."""
        from sqlalchemy import select

        from revtrack.watch.schema import items

        with self._writing() as connection:
            there = items.c.source == source, items.c.address == now.address
            if connection.execute(select(items.c.key).where(*there)).first():
                return False
            here = items.c.source == source, items.c.address == before
            values = {"address": now.address, "title": now.title, "date": now.date, "number": now.number, "gone": ""}
            # what the old address said of its state says nothing of the new one
            values |= {"etag": "", "last_modified": "", "last_seen": now.last_seen}
            connection.execute(items.update().where(*here).values(**values))
            return True

    def mark_gone(self, source: str, addresses: Iterable[str], at: str) -> None:
        """Items are no longer listed where they should be: recorded, never deleted."""
        from revtrack.watch.schema import items

        with self._writing() as connection:
            for some in portions(addresses, _PORTION):
                which = items.c.source == source, items.c.address.in_(some), items.c.gone == ""
                connection.execute(items.update().where(*which).values(gone=at))

    def put(self, item: SeenItem, entries: Sequence[Entry] = ()) -> tuple[Entry, ...]:
        """What became of an item, and what it put into the inbox, in one transaction; the entries that are new there.

        A text that was in the inbox before, however it was decided, is not put there twice; an item all of whose texts
        were is known, and points to what became of the first of them.
        """
        from sqlalchemy import select

        from revtrack.watch.schema import inbox

        with self._writing() as connection:
            fresh: list[Entry] = []
            for entry in entries:
                before = connection.execute(select(inbox).where(inbox.c.digest == entry.digest)).mappings().first()
                if before is None:
                    connection.execute(inbox.insert(), [_to_row(entry)])
                    fresh.append(entry)
                elif before["token"] == entry.token:
                    return ()  # it was put back after a kill
                elif not item.document:
                    item = replace(item, document=str(before["document"]), version=str(before["version"]))
            if entries and not fresh:
                item = replace(item, outcome="known")
            self._put_item(connection, item)
            return tuple(fresh)

    def _put_item(self, connection: Connection, item: SeenItem) -> None:
        from sqlalchemy import select

        from revtrack.watch.schema import items

        which = items.c.source == item.source, items.c.address == item.address
        row = _to_row(item)
        before = connection.execute(select(items).where(*which)).mappings().first()
        if before is None:
            connection.execute(items.insert(), [row])
            return
        for name in ("first_seen", "baseline"):
            row[name] = before[name]
        for name in ("document", "version", "digest", "original", "etag", "last_modified"):
            row[name] = row[name] or before[name]
        connection.execute(items.update().where(*which).values(**row))

    # --- sources and runs ----------------------------------------------------------------------------------------

    def source(self, name: str) -> SourceState | None:
        """What is known of a source, None for one that was never looked at."""
        return next(iter(self.sources((name,))), None)

    def sources(self, names: Iterable[str] | None = None) -> list[SourceState]:
        """What is known of these sources, or of all, by name."""
        from sqlalchemy import select

        from revtrack.watch.schema import sources

        question = select(sources).order_by(sources.c.name)
        if names is not None:
            question = question.where(sources.c.name.in_(list(names)))
        with self._reading() as connection:
            return [_from(SourceState, row) for row in connection.execute(question).mappings()]

    def set_due(self, name: str, at: str) -> None:
        """When a source is to be looked at next."""
        from sqlalchemy import select

        from revtrack.watch.schema import sources

        with self._writing() as connection:
            if connection.execute(select(sources.c.name).where(sources.c.name == name)).first():
                connection.execute(sources.update().where(sources.c.name == name).values(next_due=at))
            else:
                connection.execute(sources.insert(), [{"name": name, "next_due": at}])

    def begin_run(self, source: str, at: str, *, baseline: bool) -> int:
        """A run begins; its number. One that was left running by a process that died is marked as interrupted."""
        from sqlalchemy import func, select

        from revtrack.watch.schema import runs, sources

        with self._writing() as connection:
            left = runs.c.source == source, runs.c.outcome == "running"
            connection.execute(runs.update().where(*left).values(outcome="interrupted", ended=at))
            if not connection.execute(select(sources.c.name).where(sources.c.name == source)).first():
                connection.execute(sources.insert(), [{"name": source}])
            first = sources.c.name == source, sources.c.first_run == ""
            connection.execute(sources.update().where(*first).values(first_run=at))
            connection.execute(runs.insert(), [_to_row(Run(source=source, started=at, baseline=baseline), "key")])
            return connection.execute(select(func.max(runs.c.key)).where(runs.c.source == source)).scalar() or 0

    def end_run(self, run: Run, after: SourceState) -> None:
        """A run ended: what it saw, and what is known of its source now. `next_due` is the schedule's and stays."""
        from revtrack.watch.schema import runs, sources

        with self._writing() as connection:
            connection.execute(runs.update().where(runs.c.key == run.key).values(**_to_row(run, "key")))
            values = _to_row(after, "name", "next_due", "first_run")
            connection.execute(sources.update().where(sources.c.name == after.name).values(**values))

    def runs(self, source: str = "", *, limit: int = 50) -> list[Run]:
        """The latest runs, of one source or of all, the newest first."""
        from sqlalchemy import select

        from revtrack.watch.schema import runs

        question = select(runs).order_by(runs.c.key.desc()).limit(limit)
        if source:
            question = question.where(runs.c.source == source)
        with self._reading() as connection:
            return [_from(Run, row) for row in connection.execute(question).mappings()]

    def prune(self, before: str) -> int:
        """Forget runs that ended well and brought nothing, and began before a time; how many those were."""
        from sqlalchemy import select

        from revtrack.watch.schema import inbox, runs

        with self._writing() as connection:
            dull = runs.c.outcome.in_(("ok", "unchanged", "busy")), runs.c.stored == 0, runs.c.started < before
            of_entries = select(inbox.c.run)
            return connection.execute(runs.delete().where(*dull, runs.c.key.not_in(of_entries))).rowcount

    def run_of(self, version: str) -> Run | None:
        """The run that found a version, None for one that did not come through the inbox."""
        from sqlalchemy import select

        from revtrack.watch.schema import inbox, runs

        question = select(runs).join(inbox, inbox.c.run == runs.c.key).where(inbox.c.version == version)
        with self._reading() as connection:
            row = connection.execute(question.order_by(runs.c.key)).mappings().first()
            return _from(Run, row) if row else None

    # --- the inbox -----------------------------------------------------------------------------------------------

    def entries(
        self, status: EntryStatus | Literal[""] = "", *, source: str = "", since: str = "", limit: int | None = None
    ) -> list[Entry]:
        """What is in the inbox, the oldest first: of a status, of a source, found since a time."""
        from sqlalchemy import select

        from revtrack.watch.schema import inbox

        question = select(inbox).order_by(inbox.c.found_at, inbox.c.token)
        if status:
            question = question.where(inbox.c.status == status)
        if source:
            question = question.where(inbox.c.source == source)
        if since:
            question = question.where(inbox.c.found_at >= since)
        with self._reading() as connection:
            return [_from(Entry, row) for row in connection.execute(question.limit(limit)).mappings()]

    def entries_named(self, token: str) -> list[Entry]:
        """The entries whose token is this or begins so; three at most."""
        from sqlalchemy import select

        from revtrack.watch.schema import inbox

        question = select(inbox).where(inbox.c.token.startswith(token, autoescape=True)).order_by(inbox.c.token)
        with self._reading() as connection:
            return [_from(Entry, row) for row in connection.execute(question.limit(3)).mappings()]

    def with_text(self, digest: str) -> Entry | None:
        """The entry of a text, however it was decided."""
        return next(iter(self._entries("digest", digest)), None)

    def with_body(self, body: str) -> list[Entry]:
        """The entries of the same provisions in whatever rendering, however they were decided."""
        return self._entries("body", body) if body else []

    def _entries(self, column: str, value: str) -> list[Entry]:
        from sqlalchemy import select

        from revtrack.watch.schema import inbox

        question = select(inbox).where(inbox.c[column] == value).order_by(inbox.c.found_at, inbox.c.token)
        with self._reading() as connection:
            return [_from(Entry, row) for row in connection.execute(question).mappings()]

    def entries_of(self, source: str, address: str) -> list[Entry]:
        """Everything that one item ever put into the inbox, the oldest first."""
        from sqlalchemy import select

        from revtrack.watch.schema import inbox

        question = select(inbox).where(inbox.c.source == source, inbox.c.address == address)
        with self._reading() as connection:
            rows = connection.execute(question.order_by(inbox.c.found_at, inbox.c.token)).mappings()
            return [_from(Entry, row) for row in rows]

    def propose(self, token: str, kind: EntryKind, target: str, title: str, reason: str, share: float) -> None:
        """What a pending entry is likely to be now."""
        from revtrack.watch.schema import inbox

        with self._writing() as connection:
            which = inbox.c.token == token, inbox.c.status == "pending"
            values = {"kind": kind, "target": target, "target_title": title, "reason": reason, "share": share}
            connection.execute(inbox.update().where(*which).values(**values))

    def decide(
        self, token: str, status: EntryStatus, by: str, at: str, *, document: str = "", version: str = ""
    ) -> bool:
        """Keep a decision; False where the entry was decided before, and stays so."""
        from sqlalchemy import select

        from revtrack.watch.schema import inbox, items

        with self._writing() as connection:
            which = inbox.c.token == token, inbox.c.status == "pending"
            row = connection.execute(select(inbox).where(*which)).mappings().first()
            if row is None:
                return False
            values = {"status": status, "decided_by": by, "decided_at": at, "document": document, "version": version}
            connection.execute(inbox.update().where(inbox.c.token == token).values(**values))
            if version:
                of_item = items.c.source == row["source"], items.c.address == row["address"]
                connection.execute(items.update().where(*of_item).values(document=document, version=version))
            return True

    def settle(self, source: str, at: str) -> int:
        """A person says that a list that was found empty or cut short is as it should be: what it no longer shows is
        gone. How many items those are."""
        from sqlalchemy import select

        from revtrack.watch.schema import items, sources

        with self._writing() as connection:
            row = connection.execute(select(sources.c.last_run).where(sources.c.name == source)).first()
            if row is None:
                return 0
            which = items.c.source == source, items.c.last_seen < row[0], items.c.gone == ""
            count = connection.execute(items.update().where(*which).values(gone=at)).rowcount
            settled = {"odd": 0, "listed": 0, "validators": "{}"}
            connection.execute(sources.update().where(sources.c.name == source).values(**settled))
            return count

    def forget(self, token: str) -> None:
        """Take a pending entry out as if it had never come: its item is fetched again by the next run."""
        from sqlalchemy import select

        from revtrack.watch.schema import inbox, items

        with self._writing() as connection:
            which = inbox.c.token == token, inbox.c.status == "pending"
            row = connection.execute(select(inbox).where(*which)).mappings().first()
            if row is None:
                return
            connection.execute(inbox.delete().where(inbox.c.token == token))
            of_item = items.c.source == row["source"], items.c.address == row["address"]
            anew = {"outcome": "failed", "fault": "inbox-bytes", "digest": "", "etag": "", "last_modified": ""}
            connection.execute(items.update().where(*of_item).values(retry_at="", **anew))

    def folders(self) -> set[str]:
        """The folders of kept bytes that something still waits for."""
        from sqlalchemy import select

        from revtrack.watch.schema import inbox

        with self._reading() as connection:
            question = select(inbox.c.folder).where(inbox.c.status == "pending").distinct()
            return set(connection.execute(question).scalars())

    # --- the ledger ----------------------------------------------------------------------------------------------

    def claim(self, what: str, whom: str, at: str) -> bool:
        """Whether somebody is still to be told of something: true once, for whoever asks first."""
        from sqlalchemy import select

        from revtrack.watch.schema import ledger

        with self._writing() as connection:
            which = ledger.c.what == what, ledger.c.whom == whom
            if connection.execute(select(ledger.c.at).where(*which)).first():
                return False
            connection.execute(ledger.insert(), [{"what": what, "whom": whom, "at": at}])
            return True

    def confirm(self, what: str, whom: str, at: str) -> None:
        """What was claimed has been sent."""
        from revtrack.watch.schema import ledger

        with self._writing() as connection:
            which = ledger.c.what == what, ledger.c.whom == whom
            connection.execute(ledger.update().where(*which).values(sent=at))

    def release(self, what: str, whom: str) -> None:
        """What was claimed could not be sent: it is to be told again."""
        from revtrack.watch.schema import ledger

        with self._writing() as connection:
            connection.execute(ledger.delete().where(ledger.c.what == what, ledger.c.whom == whom))

    def told(self, what: str) -> tuple[str, ...]:
        """Who was told of something."""
        from sqlalchemy import select

        from revtrack.watch.schema import ledger

        with self._reading() as connection:
            question = select(ledger.c.whom).where(ledger.c.what == what).order_by(ledger.c.whom)
            return tuple(connection.execute(question).scalars())

    # --- the database --------------------------------------------------------------------------------------------

    def _migrate(self) -> None:
        """Bring the schema forward. Raises `OperationFailed` (format) for one that this program does not know."""
        from alembic.util import CommandError
        from sqlalchemy import inspect, text

        found = ""
        with self._reading() as connection:
            if inspect(connection).has_table("watch_version"):
                found = str(connection.execute(text("SELECT version_num FROM watch_version")).scalar() or "")
        if found == REVISION:
            return
        try:
            with self._writing() as connection:
                upgrade(connection, _MIGRATIONS)
        except CommandError:
            facts = {"found": found, "known": REVISION}
            raise OperationFailed("format", shown(self.url), facts=facts) from None

    @contextmanager
    def _writing(self) -> Generator[Connection]:
        from sqlalchemy import text

        with self._database.writing() as connection:
            if self._database.dialect == "postgresql":  # one writer at a time, as SQLite has it
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection


def moment_of(text: str) -> datetime | None:
    """A moment as it is kept here, in UTC where it names no zone; None for "" and for what is no moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _failed(address: str, reason: str) -> OperationFailed:
    return OperationFailed("state", address, facts={"reason": reason})


def _from(kind: type[_Row], row: RowMapping) -> _Row:
    """A row as a value."""
    wanted = {item.name for item in fields(cast("Any", kind))}
    values: dict[str, Any] = {name: row[name] for name in wanted}
    for name in _JSON & wanted:
        # the number of listed items bears the name of what a list said
        if isinstance(values[name], str):
            values[name] = json.loads(values[name] or "{}")
    return kind(**values)


def _to_row(value: SeenItem | SourceState | Run | Entry, *without: str) -> dict[str, Any]:
    row = {name: found for name, found in asdict(value).items() if name not in without}
    for name in _JSON & row.keys():
        if not isinstance(row[name], int):
            row[name] = _json(row[name])
    return {name: storable(found) if isinstance(found, str) else found for name, found in row.items()}


def _json(value: Mapping[str, Any]) -> str:
    return storable(json.dumps(dict(value), ensure_ascii=False, sort_keys=True))
