"""Tasks are told through the outbox: once when they are given to somebody, and once when their day has come."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from revtrack.export.unseen import show_unseen
from revtrack.tasks.desk import path_of
from revtrack.watch.state import Message, State, Task
from revtrack.watch.state.tasks import OPEN
from revtrack.watch.targets import Target, load_targets
from revtrack.words.days import say_day
from revtrack.words.tasks import TaskWords, task_words

if TYPE_CHECKING:
    from revtrack.accounts.desk import AccountDesk
    from revtrack.holdings.library import Library


class TaskTelling:
    """Tells people of their tasks at the address that `tell.toml` has under the name with which they log in.

    Whoever has no address there is told when there is one; the outbox calls her by the id of her account.
    """

    def __init__(self, library: Library, accounts: Callable[[], AccountDesk]) -> None:
        self._library, self._accounts = library, accounts

    def gather(self, state: State, now: datetime) -> int:
        """Write what is to be told of tasks into the outbox; how many messages."""
        state.end_decided()
        every = [one for one in state.tasks(states=OPEN) if not (one.told_given and (one.told_due or not one.due))]
        if not every:
            return 0
        targets = self.targets(state, load_targets(self._library.home))
        today, written = now.astimezone().date().isoformat(), 0
        for one in every:
            target = targets.get(one.assignee)
            due = bool(one.due) and one.due <= today
            if target is None or (one.told_given and not (due and not one.told_due)):
                continue
            written += state.tell_of(one, self._message(one, target, now, due=due), due=due)
        return written

    def targets(
        self,
        state: State,  # noqa: ARG002 - of no matter here
        known: Mapping[str, Target],
    ) -> dict[str, Target]:
        """Where messages to people go, by the ids of their accounts."""
        return {
            one.id: Target(one.id, known[one.name].address, known[one.name].lang)
            for one in self._accounts().all()
            if not one.removed and one.name in known
        }

    def _message(self, task: Task, target: Target, now: datetime, *, due: bool) -> Message:
        say = task_words(target.lang)
        title = (say.due_title if due else say.assigned_title).format(title=task.title)
        return Message(
            id=secrets.token_hex(12),
            whom=task.assignee,
            kind="task",
            title=show_unseen(title),
            body="\n".join(self._lines(task, target, say)),
            made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        )

    def _lines(self, task: Task, target: Target, say: TaskWords) -> list[str]:
        url, giver = self._library.settings.public_url.rstrip("/"), self._accounts().shown(task.made_by)
        day = say_day(datetime.fromisoformat(task.due), target.lang) if task.due else ""
        lines = [
            f"{say.kinds[task.kind]} {task.title}",
            f"{say.due} {day}" if day else say.no_day,
            f"{say.given_by} {giver}" if giver else "",
            f"{say.note} {task.note}" if task.note else "",
            f"{url}{path_of(task)}" if url else "",
            f"{url}/tasks" if url else f"revtrack tasks {task.token}",
        ]
        return [show_unseen(line) for line in lines if line]
