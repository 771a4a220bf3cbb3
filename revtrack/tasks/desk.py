"""Tasks as the application service knows them: given to somebody, listed, changed by whoever may."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, get_args

from revtrack.accounts.model import ACCOUNT_ID, Account, Asking
from revtrack.accounts.roles import Action
from revtrack.errors import InvalidInput
from revtrack.watch.inbox import decided, find_entry
from revtrack.watch.state import State, Task, TaskState
from revtrack.watch.state.tasks import OPEN

if TYPE_CHECKING:
    from alignment.model import Task as Way
    from revtrack.accounts.desk import AccountDesk
    from revtrack.holdings.naming import Named

STATES: tuple[TaskState, ...] = get_args(TaskState)
_LONGEST_NOTE = 500
#: Tasks of one person that are still to be done.
_MOST_OF_ONE = 500


@dataclass(frozen=True, slots=True)
class Given:
    """A task as it is shown: with where its page stands within the site, and whether its day has passed."""

    task: Task
    path: str
    overdue: bool

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.task.state in OPEN


class TaskDesk:
    """The tasks of one home folder.

    Args:
        open_state: opens the database in which they are, to be closed.
        has_state: whether there is one.
        accounts: who there is, and where it is written down who did what.
        version: finds a version by what a person calls it. Raises `InvalidInput` (unknown-document …).
        today: the day that it is.
    """

    def __init__(
        self,
        open_state: Callable[[], State],
        has_state: Callable[[], bool],
        accounts: Callable[[], AccountDesk],
        version: Callable[[str], Named],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._state, self._has_state, self._accounts = open_state, has_state, accounts
        self._version, self._today = version, today

    # --- giving --------------------------------------------------------------------------------------------------

    def assign_comparison(
        self, old: str, new: str, account: str, *, way: Way = "revision", due: str = "", note: str = "",
        by: str = "", asking: Asking | None = None,
    ) -> Given:  # fmt: skip
        """Have somebody go through a comparison of two versions until a day (YYYY-MM-DD, "" for none).

        Raises `InvalidInput` (account-unknown, task-account, task-due, task-again, tasks-full; what names no version).
        """
        first, second = self._version(old), self._version(new)
        title = second.version.value("title") or second.document.id
        made = Task(
            token="", kind="comparison", old=first.version.id, new=second.version.id, way=way, title=title
        )  # fmt: skip
        return self._assign(made, account, due, note, by, asking)

    def assign_entry(
        self, entry: str, account: str, *, due: str = "", note: str = "", by: str = "", asking: Asking | None = None
    ) -> Given:
        """Have somebody decide an entry of the inbox until a day. Raises as `assign_comparison`, and `InvalidInput`
        (unknown-item, ambiguous-item, item-decided)."""
        if not self._has_state():
            raise InvalidInput("unknown-item", facts={"item": entry})
        with self._state() as state:
            found = find_entry(state, entry)
        if found.status != "pending":
            raise decided(found)
        made = Task(token="", kind="inbox", old=found.token, title=found.title)
        return self._assign(made, account, due, note, by, asking)

    def _assign(self, made: Task, account: str, due: str, note: str, by: str, asking: Asking | None) -> Given:
        whom = self._assignee(account)
        now = _now()
        task = replace(
            made,
            token=secrets.token_hex(6),
            assignee=whom.id,
            made_by=by,
            due=_day(due),
            note=" ".join(note.split())[:_LONGEST_NOTE],
            made_at=now,
            changed_at=now,
            changed_by=by,
        )
        with self._state() as state:
            mine = state.tasks(assignee=whom.id, states=OPEN)
            if len(mine) >= _MOST_OF_ONE:
                raise InvalidInput("tasks-full", facts={"count": str(_MOST_OF_ONE)})
            if any((one.old, one.new, one.way) == (task.old, task.new, task.way) for one in mine):
                raise InvalidInput("task-again", facts={"name": whom.shown or whom.name})
            state.assign(task)
        self._note(by, asking, "task-assigned", task)
        return self._given(task)

    def _assignee(self, account: str) -> Account:
        found = self._accounts().account(account)
        if not found.may(Action.CHANGE):
            raise InvalidInput("task-account", facts={"name": found.shown or found.name})
        return found

    def assignees(self) -> list[Account]:
        """Whom a task can be given: who may review and decide, by name."""
        return [one for one in self._accounts().all() if one.may(Action.CHANGE)]

    # --- looking -------------------------------------------------------------------------------------------------

    def tasks(self, account: str = "", *, given_by: str = "", every: bool = False) -> list[Given]:
        """The tasks of somebody, or given by somebody (names or ids), or of all: what is due first comes first.

        Those that are done or dropped are left out unless `every` is wanted. Raises `InvalidInput` (account-unknown).
        """
        whom, giver = (self._accounts().account(one).id if one else "" for one in (account, given_by))
        if not self._has_state():
            return []
        with self._state() as state:
            state.end_decided()
            found = state.tasks(assignee=whom, made_by=giver, states=() if every else OPEN)
        return [self._given(one) for one in found]

    def about(self, old: str, new: str = "") -> list[Given]:
        """The tasks about a comparison (ids of its versions) or an entry of the inbox that are still to be done."""
        if not self._has_state():
            return []
        with self._state() as state:
            return [self._given(one) for one in state.tasks(states=OPEN, about=(old, new))]

    def of_entries(self) -> dict[str, list[Given]]:
        """What is still to be decided in the inbox by somebody, by the token of the entry."""
        found: dict[str, list[Given]] = {}
        for one in self.tasks():
            if one.task.kind == "inbox":
                found.setdefault(one.task.old, []).append(one)
        return found

    def task(self, words: str) -> Given:
        """The task of an id or its beginning. Raises `InvalidInput` (unknown-task) where there is no single one."""
        found: list[Task] = []
        if words.strip() and self._has_state():
            with self._state() as state:
                state.end_decided()
                found = state.tasks_named(words.strip().lower())
        if len(found) != 1:
            raise InvalidInput("unknown-task", facts={"task": words})
        return self._given(found[0])

    # --- changing ------------------------------------------------------------------------------------------------

    def change(
        self, words: str, *, state: str = "", account: str = "", due: str | None = None, by: str = "",
        asking: Asking | None = None,
    ) -> Given:  # fmt: skip
        """Say how far a task is (whoever has it, gave it or is an administrator); give it to another, set another day
        (whoever gave it, or an administrator). What is left out stays.

        Raises `InvalidInput` (unknown-task, task-others, task-state, task-account, account-unknown, task-due,
        task-changed).
        """
        before = self.task(words).task
        self._check_right(before, by, only_state=not account and due is None)
        if state and state not in STATES:
            raise InvalidInput("task-state", facts={"state": state, "known": ", ".join(STATES)})
        after = replace(before, changed_by=by, changed_at=_now())
        if state:
            after = replace(after, state=state)
        if account and (whom := self._assignee(account)).id != before.assignee:
            after = replace(after, assignee=whom.id, told_given="", told_due="")
        if due is not None and (day := _day(due)) != before.due:
            after = replace(after, due=day, told_due="")
        with self._state() as kept:
            if not kept.change_task(before, after):
                raise InvalidInput("task-changed")
        self._note(by, asking, "task-changed", after)
        return self._given(after)

    def may_change(self, task: Task, by: str, *, only_state: bool = False) -> bool:
        """Whether an account may change a task, or at least say how far it is; whoever has no account may."""
        if not ACCOUNT_ID.fullmatch(by) or by == task.made_by or (only_state and by == task.assignee):
            return True
        return self._accounts().account(by).may(Action.OVERRULE)

    def _check_right(self, task: Task, by: str, *, only_state: bool) -> None:
        if not self.may_change(task, by, only_state=only_state):
            raise InvalidInput("task-others")

    def _given(self, task: Task) -> Given:
        overdue = task.state in OPEN and bool(task.due) and task.due < self._today().isoformat()
        return Given(task, path_of(task), overdue)

    def _note(self, by: str, asking: Asking | None, kind: str, task: Task) -> None:
        desk = self._accounts()
        if not desk.any():  # there is no log where there are no accounts
            return
        told = {"task": task.token, "account": task.assignee, "state": task.state, "due": task.due}
        desk.note(by, asking or desk.at_the_machine, kind, **told)


def path_of(task: Task) -> str:
    """Where the thing that a task is about stands, within the site."""
    if task.kind == "inbox":
        return f"/inbox#item-{task.old}"
    return f"/compare/{task.old}/{task.new}" + (f"?task={task.way}" if task.way not in {"", "revision"} else "")


def _day(text: str) -> str:
    """A day as it is kept. Raises `InvalidInput` (task-due) for what is none."""
    if not text.strip():
        return ""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise InvalidInput("task-due", facts={"day": text[:40]}) from None


def _now() -> str:
    # two changes in one second are two
    return datetime.now(UTC).isoformat(timespec="microseconds")
