"""Sources and the looks at them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from revtrack.watch.state.rows import Run, SourceState
from revtrack.watch.state.schema import inbox, runs, sources
from revtrack.watch.state.stored import Stored, from_row, to_row


class RunRows(Stored):
    """What is known of sources from their runs, and the runs themselves."""

    def source(self, name: str) -> SourceState | None:
        """What is known of a source, None for one that was never looked at."""
        return next(iter(self.sources((name,))), None)

    def sources(self, names: Iterable[str] | None = None) -> list[SourceState]:
        """What is known of these sources, or of all, by name."""
        question = select(sources).order_by(sources.c.name)
        if names is not None:
            question = question.where(sources.c.name.in_(list(names)))
        with self.reading() as connection:
            return [from_row(SourceState, row) for row in connection.execute(question).mappings()]

    def set_due(self, name: str, at: str) -> None:
        """When a source is to be looked at next."""
        with self.writing() as connection:
            if connection.execute(select(sources.c.name).where(sources.c.name == name)).first():
                connection.execute(sources.update().where(sources.c.name == name).values(next_due=at))
            else:
                connection.execute(sources.insert(), [{"name": name, "next_due": at}])

    def begin_run(self, source: str, at: str, *, baseline: bool) -> int:
        """A run begins; its number. One that was left running by a process that died is marked as interrupted."""
        with self.writing() as connection:
            left = runs.c.source == source, runs.c.outcome == "running"
            connection.execute(runs.update().where(*left).values(outcome="interrupted", ended=at))
            if not connection.execute(select(sources.c.name).where(sources.c.name == source)).first():
                connection.execute(sources.insert(), [{"name": source}])
            first = sources.c.name == source, sources.c.first_run == ""
            connection.execute(sources.update().where(*first).values(first_run=at))
            connection.execute(runs.insert(), [to_row(Run(source=source, started=at, baseline=baseline), "key")])
            return connection.execute(select(func.max(runs.c.key)).where(runs.c.source == source)).scalar() or 0

    def end_run(self, run: Run, after: SourceState) -> None:
        """A run ended: what it saw, and what is known of its source now. `next_due` is the schedule's and stays."""
        with self.writing() as connection:
            connection.execute(runs.update().where(runs.c.key == run.key).values(**to_row(run, "key")))
            values = to_row(after, "name", "next_due", "first_run")
            connection.execute(sources.update().where(sources.c.name == after.name).values(**values))

    def runs(self, source: str = "", *, limit: int = 50) -> list[Run]:
        """The latest runs, of one source or of all, the newest first."""
        question = select(runs).order_by(runs.c.key.desc()).limit(limit)
        if source:
            question = question.where(runs.c.source == source)
        with self.reading() as connection:
            return [from_row(Run, row) for row in connection.execute(question).mappings()]

    def prune(self, before: str) -> int:
        """Forget runs that ended well and brought nothing, and began before a time; how many those were."""
        with self.writing() as connection:
            dull = runs.c.outcome.in_(("ok", "unchanged", "busy")), runs.c.stored == 0, runs.c.started < before
            of_entries = select(inbox.c.run)
            return connection.execute(runs.delete().where(*dull, runs.c.key.not_in(of_entries))).rowcount

    def run_of(self, version: str) -> Run | None:
        """The run that found a version, None for one that did not come through the inbox."""
        question = select(runs).join(inbox, inbox.c.run == runs.c.key).where(inbox.c.version == version)
        with self.reading() as connection:
            row = connection.execute(question.order_by(runs.c.key)).mappings().first()
            return from_row(Run, row) if row else None
