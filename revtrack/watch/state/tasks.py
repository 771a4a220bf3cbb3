"""Tasks: for whom, by when, how far; and whether that was told."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from revtrack.watch.state.rows import Message, Task
from revtrack.watch.state.schema import inbox, outbox, tasks
from revtrack.watch.state.stored import Stored, from_row, to_row

#: States in which something is still to be done.
OPEN = ("open", "begun")


class TaskRows(Stored):
    """What people are to do."""

    def assign(self, task: Task) -> None:
        """Keep a new task."""
        with self.writing() as connection:
            connection.execute(tasks.insert(), [to_row(task, "key")])

    def tasks(
        self, *, assignee: str = "", made_by: str = "", states: Sequence[str] = (), about: tuple[str, str] = ("", "")
    ) -> list[Task]:
        """Tasks for somebody, by somebody, in some states, about one thing (`old` and `new`): what is due first
        comes first."""
        which: list[ColumnElement[bool]] = [
            column == value for column, value in ((tasks.c.assignee, assignee), (tasks.c.made_by, made_by)) if value
        ]
        if states:
            which.append(tasks.c.state.in_(list(states)))
        if about[0]:
            which += [tasks.c.old == about[0], tasks.c.new == about[1]]
        return self._tasks(*which)

    def tasks_named(self, beginning: str) -> list[Task]:
        """The tasks whose token is this or begins so."""
        return self._tasks(tasks.c.token.startswith(beginning, autoescape=True))

    def _tasks(self, *which: ColumnElement[bool]) -> list[Task]:
        # one without a day comes behind those that have one
        question = select(tasks).where(*which).order_by(tasks.c.due == "", tasks.c.due, tasks.c.key)
        with self.reading() as connection:
            return [from_row(Task, row) for row in connection.execute(question).mappings()]

    def change_task(self, before: Task, after: Task) -> bool:
        """Put another in the place of a task; False, and nothing is changed, where it is not as it was `before`."""
        with self.writing() as connection:
            which = tasks.c.token == before.token, tasks.c.changed_at == before.changed_at
            row = to_row(after, "key", "token")
            return bool(connection.execute(tasks.update().where(*which).values(**row)).rowcount)

    def end_decided(self) -> int:
        """What was to be decided in the inbox and is, is done, by whoever decided it; how many tasks that were."""
        with self.writing() as connection:
            question = (
                select(tasks.c.token, inbox.c.decided_by, inbox.c.decided_at)
                .join(inbox, inbox.c.token == tasks.c.old)
                .where(tasks.c.kind == "inbox", tasks.c.state.in_(OPEN), inbox.c.status != "pending")
            )
            rows = connection.execute(question).all()
            for token, by, at in rows:
                values = {"state": "done", "changed_by": by, "changed_at": at}
                connection.execute(tasks.update().where(tasks.c.token == token).values(**values))
            return len(rows)

    def tell_of(self, task: Task, message: Message, *, due: bool) -> bool:
        """Put a message into the outbox that tells of a task, and of its day where that is `due`, in one transaction.

        False, and nothing is kept, where the task is another since, or that was told before.
        """
        with self.writing() as connection:
            mine = [tasks.c.token == task.token, tasks.c.changed_at == task.changed_at, tasks.c.state.in_(OPEN)]
            mine.append((tasks.c.told_due if due else tasks.c.told_given) == "")
            values = {"told_given": task.told_given or message.id, **({"told_due": message.id} if due else {})}
            if not connection.execute(tasks.update().where(*mine).values(**values)).rowcount:
                connection.rollback()
                return False
            connection.execute(outbox.insert(), [to_row(message, "key")])
            return True
