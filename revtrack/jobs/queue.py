"""The table of jobs: each method is one transaction, so that a process may be killed between any two of them.

One writer at a time, as SQLite has it; a job is held for a while by its worker, and whoever died holds it no longer.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.engine import RowMapping

from corpus_repo.database import portions, storable
from corpus_repo.ownership import Owner
from revtrack.errors import OperationFailed
from revtrack.holdings.owned import OwnedDatabase
from revtrack.jobs.rows import OVER, Age, Job, JobStatus
from revtrack.jobs.schema import jobs, metadata, results

#: The file in the home folder.
FILE = "jobs.db"
#: The migration that makes the schema of this program.
REVISION = "0002"
#: A worker that says nothing for so many seconds is dead.
HELD = 10.0
#: A job that outlived so many workers is at fault itself.
MOST_DEATHS = 4
_MIGRATIONS = Path(__file__).parent / "migrations"
#: The lock of writers in PostgreSQL: any number, but always the same.
_LOCK = 7_307_214_052
#: Rows named in one statement.
_PORTION = 500
_FIELDS = tuple(item.name for item in fields(Job))


def _failed(where: str, reason: str) -> OperationFailed:
    return OperationFailed("jobs", where, facts={"reason": reason})


def owner_of(corpus: str) -> Owner:
    """What says of a database that it holds the jobs of a corpus."""
    return Owner("jobs", corpus, "jobs_version", REVISION, frozenset(metadata.tables))


class Queue(OwnedDatabase):
    """The jobs in a database: the path of a file, or a URL. `corpus` is the id of the corpus whose jobs they are.

    Raises `OperationFailed` (jobs, database-foreign, database-other, database-newer) where it cannot be used.
    """

    def __init__(self, where: str | Path, corpus: str = "") -> None:
        # a machine that loses its power may lose the last moments: jobs are asked for again
        super().__init__(where, owner_of(corpus), migrations=_MIGRATIONS, lock=_LOCK, failed=_failed, lasting="NORMAL")

    # --- asking for work -----------------------------------------------------------------------------------------

    def put(self, kind: str, name: str, given: Mapping[str, object], *, title: str = "", by: str = "") -> Job:
        """Ask for a piece of work, or find the one of that name, wherever it stands."""
        with self.reading() as connection:
            known = _job(connection, jobs.c.name == name)
        if known is not None:
            return known
        with self.writing() as connection:
            known = _job(connection, jobs.c.name == name)
            if known is not None:
                return known
            now = time.time()
            row: dict[str, Any] = {
                "id": secrets.token_hex(8),
                "name": name,
                "kind": kind,
                "title": storable(title),
                "by": storable(by),
                "status": "waiting",
                "made_at": now,
                "due_at": now,
            }
            connection.execute(jobs.insert(), [{**row, "given": json.dumps(dict(given), ensure_ascii=False)}])
            return Job(**row, given=dict(given))

    def named(self, name: str) -> Job | None:
        """The job of that name."""
        with self.reading() as connection:
            return _job(connection, jobs.c.name == name)

    def job(self, id: str) -> Job | None:  # noqa: A002 - what it is called everywhere
        """The job with that id."""
        with self.reading() as connection:
            return _job(connection, jobs.c.id == id)

    def beginning(self, id: str) -> list[Job]:  # noqa: A002
        """The jobs whose id is this or begins so."""
        with self.reading() as connection:
            rows = connection.execute(select(jobs).where(jobs.c.id.startswith(id, autoescape=True))).mappings()
            return [_from_row(row) for row in rows]

    def jobs(self, *, by: str | None = None, limit: int = 100) -> list[Job]:
        """The latest jobs, the newest first; those of one person."""
        question = select(jobs).order_by(jobs.c.key.desc()).limit(limit)
        if by is not None:
            question = question.where(jobs.c.by == by)
        with self.reading() as connection:
            return [_from_row(row) for row in connection.execute(question).mappings()]

    def result(self, id: str) -> bytes | None:  # noqa: A002
        """What came of a job, None where that is not kept any more."""
        with self.reading() as connection:
            found = connection.execute(select(results.c.value).where(results.c.id == id)).scalar()
            return None if found is None else bytes(found)

    def age(self) -> Age:
        """How the queue stands now."""
        now = time.time()
        with self.reading() as connection:
            asked = select(func.count(), func.min(_since())).where(_due(now))
            waiting, since = connection.execute(asked).one()
            held = jobs.c.status == "running", jobs.c.held_until >= now
            running = connection.execute(select(func.count()).select_from(jobs).where(*held)).scalar()
        return Age(int(waiting), max(0.0, now - float(since)) if waiting else 0.0, int(running or 0))

    # --- doing it ------------------------------------------------------------------------------------------------

    def take(self, holder: str, kinds: Iterable[str]) -> Job | None:
        """The oldest job of these kinds that is due, or whose worker died, held by `holder` from now on."""
        now, names = time.time(), list(kinds)
        which = and_(_due(now), jobs.c.kind.in_(names))
        with self.reading() as connection:  # asking costs the other writers nothing
            if connection.execute(select(jobs.c.key).where(which).limit(1)).first() is None:
                return None
        with self.writing() as connection:
            while True:
                row = connection.execute(select(jobs).where(which).order_by(jobs.c.key).limit(1)).mappings().first()
                if row is None:
                    return None
                died = row["status"] == "running"
                ended = "cancelled" if row["stop"] else "failed" if row["deaths"] + died >= MOST_DEATHS else ""
                values: dict[str, Any] = {"deaths": row["deaths"] + died}
                if ended:
                    values |= {"status": ended, "fault": "died" if ended == "failed" else "", "ended_at": now}
                else:
                    values |= {"status": "running", "holder": holder, "began_at": now, "held_until": now + HELD}
                connection.execute(jobs.update().where(jobs.c.key == row["key"]).values(**values))
                if not ended:
                    return replace(_from_row(row), **values)

    def hold(self, holder: str, progress: Mapping[str, tuple[int, int]]) -> set[str]:
        """Say that the worker lives, and how far its jobs are; the ids of those that it is to give up: somebody asked
        for it, or they are another's by now."""
        now = time.time()
        mine: set[str] = set()
        with self.writing() as connection:
            for id_, (done, total) in progress.items():
                which = jobs.c.id == id_, jobs.c.holder == holder, jobs.c.status == "running"
                values = {"held_until": now + HELD, "done": done, "total": total}
                if connection.execute(jobs.update().where(*which).values(**values)).rowcount:
                    mine.add(id_)
            asked = select(jobs.c.id).where(jobs.c.id.in_(list(progress)), jobs.c.stop)
            stopped = set(connection.execute(asked).scalars())
        return (progress.keys() - mine) | stopped

    def finish(self, job: Job, status: JobStatus, value: bytes | None = None, fault: str = "") -> bool:
        """A job is over, with what came of it.

        False, and nothing of that is kept, where it is another's by now or was cancelled meanwhile.
        """
        with self.writing() as connection:
            which = jobs.c.id == job.id, jobs.c.holder == job.holder, jobs.c.status == "running"
            ended = {"status": status, "fault": storable(fault), "ended_at": time.time(), "held_until": 0.0}
            if not connection.execute(jobs.update().where(*which, ~jobs.c.stop).values(**ended)).rowcount:
                connection.execute(jobs.update().where(*which).values(**{**ended, "status": "cancelled", "fault": ""}))
                return False
            if job.attempts:  # why it failed before
                connection.execute(results.delete().where(results.c.id == job.id))
            if value is not None:
                connection.execute(results.insert(), [{"id": job.id, "value": value}])
            return True

    def give_back(self, job: Job, *, wait: float = 0.0, fault: str = "", value: bytes = b"") -> None:
        """A job is to be done later, by whoever takes it then; with a `fault`, and the error as `value`, that counts as
        a try."""
        with self.writing() as connection:
            which = jobs.c.id == job.id, jobs.c.holder == job.holder, jobs.c.status == "running"
            values = {"status": "waiting", "holder": "", "held_until": 0.0, "due_at": time.time() + wait}
            values |= {"fault": storable(fault), "attempts": job.attempts + bool(fault)}
            if connection.execute(jobs.update().where(*which).values(**values)).rowcount and value:
                connection.execute(results.delete().where(results.c.id == job.id))
                connection.execute(results.insert(), [{"id": job.id, "value": value}])

    # --- changing one's mind -------------------------------------------------------------------------------------

    def cancel(self, id: str) -> Job | None:  # noqa: A002
        """Do a job no more: at once where it waits, when its worker hears of it where it is being done."""
        with self.writing() as connection:
            waiting = jobs.c.id == id, jobs.c.status == "waiting"
            ended = {"status": "cancelled", "ended_at": time.time(), "stop": True}
            if not connection.execute(jobs.update().where(*waiting).values(**ended)).rowcount:
                running = jobs.c.id == id, jobs.c.status == "running"
                connection.execute(jobs.update().where(*running).values(stop=True))
            return _job(connection, jobs.c.id == id)

    def again(self, id: str) -> Job | None:  # noqa: A002
        """Do a job that failed or was cancelled once more, from the beginning, under an id of its own."""
        with self.writing() as connection:
            which = jobs.c.id == id, jobs.c.status.in_(("failed", "cancelled"))
            anew = {"status": "waiting", "attempts": 0, "deaths": 0, "stop": False, "fault": "", "holder": ""}
            anew |= {"due_at": time.time(), "ended_at": 0.0, "done": 0, "total": 0, "id": secrets.token_hex(8)}
            if not connection.execute(jobs.update().where(*which).values(**anew)).rowcount:
                return _job(connection, jobs.c.id == id)
            connection.execute(results.delete().where(results.c.id == id))
            return _job(connection, jobs.c.id == anew["id"])

    def forget(self, name: str) -> None:
        """The name is free again; what is over of that name stays in the list, and what is not goes on."""
        with self.writing() as connection:
            connection.execute(jobs.update().where(jobs.c.name == name).values(name=jobs.c.id))

    def tidy(self, *, jobs_before: float, results_before: float, most_bytes: int) -> int:
        """Forget jobs that ended before a time, and answers that did or are beyond so many bytes, the oldest first; how
        many jobs."""
        size = func.length(results.c.value)
        asked = select(results.c.id, size, jobs.c.ended_at).outerjoin(jobs, jobs.c.id == results.c.id)
        with self.writing() as connection:
            over = jobs.c.status.in_(list(OVER))
            count = connection.execute(jobs.delete().where(over, jobs.c.ended_at < jobs_before)).rowcount
            held = 0
            gone: list[str] = []
            for id_, length, ended_at in connection.execute(asked.order_by(jobs.c.ended_at.desc())).all():
                held += int(length)
                if ended_at is None or (ended_at and ended_at < results_before) or held > most_bytes:
                    gone.append(str(id_))
            for some in portions(gone, _PORTION):
                connection.execute(results.delete().where(results.c.id.in_(some)))
            return count


def _due(now: float) -> Any:
    """What may be begun: it waits and its time has come, or its worker died."""
    return or_(
        and_(jobs.c.status == "waiting", jobs.c.due_at <= now),
        and_(jobs.c.status == "running", jobs.c.held_until < now),
    )


def _since() -> Any:
    """Since when a job could have been begun."""
    from sqlalchemy import case

    return case((jobs.c.status == "running", jobs.c.held_until), else_=jobs.c.due_at)


def _job(connection: Connection, which: Any) -> Job | None:
    row = connection.execute(select(jobs).where(which)).mappings().first()
    return _from_row(row) if row else None


def _from_row(row: RowMapping) -> Job:
    values: dict[str, Any] = {name: row[name] for name in _FIELDS}
    values["given"] = cast("dict[str, object]", json.loads(values["given"] or "{}"))
    return Job(**values)
