"""The commands of tasks: give a comparison or an entry of the inbox to somebody, list tasks, say how far one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import TEXT, Commands, Format, Language, language_of, one_of
from revtrack.export.unseen import on_a_line
from revtrack.words.accounts import account_words
from revtrack.words.help import of_argument
from revtrack.words.tasks import TaskWords, task_words

if TYPE_CHECKING:
    from alignment.model import Task as Way
    from revtrack.service import Tracker
    from revtrack.tasks.desk import Given

_WAYS = ("revision", "derivation")
_STATES = ("open", "begun", "done", "dropped")
#: What stands for no day.
_NO_DAY = "-"


def assign_command(
    old: Annotated[str, typer.Argument(metavar="OLD|ENTRY", help=of_argument("assign-old"))],
    new: Annotated[str, typer.Argument(metavar="[NEW]", help=of_argument("assign-new"))] = "",
    to: Annotated[str, typer.Option("--to", metavar="NAME", help=of_argument("assign-to"))] = "",
    due: Annotated[str, typer.Option("--due", metavar="DAY", help=of_argument("task-due"))] = "",
    note: Annotated[str, typer.Option("--note", help=of_argument("task-note"))] = "",
    task: Annotated[str, typer.Option("--task", help=of_argument("task"), **one_of(_WAYS))] = "revision",
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Have somebody go through a comparison, or decide an entry of the inbox, until a day."""
    from revtrack.forms import tasks as forms

    say = task_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        tracker.library.open()
        desk, by = tracker.tasks, tracker.settings.author
        if new:
            made = desk.assign_comparison(old, new, to, way=cast("Way", task), due=due, note=note, by=by)
        else:
            made = desk.assign_entry(old, to, due=due, note=note, by=by)
        answer(form, lambda: _lines(tracker, [made], say, lang), lambda: forms.task(made))
    return exitcodes.DONE


def tasks_command(
    task: Annotated[str, typer.Argument(metavar="[ID]", help=of_argument("task-id"))] = "",
    of: Annotated[str, typer.Option("--of", metavar="NAME", help=of_argument("tasks-of"))] = "",
    given_by: Annotated[str, typer.Option("--given-by", metavar="NAME", help=of_argument("tasks-given-by"))] = "",
    every: Annotated[bool, typer.Option("--all", help=of_argument("tasks-all"))] = False,
    state: Annotated[str, typer.Option("--state", help=of_argument("task-state"), **one_of(("", *_STATES)))] = "",
    to: Annotated[str, typer.Option("--to", metavar="NAME", help=of_argument("task-to"))] = "",
    due: Annotated[str, typer.Option("--due", metavar="DAY", help=of_argument("task-day"))] = "",
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """List what is to be done, or one task; say how far it is, give it to another, set another day."""
    from revtrack.forms import tasks as forms

    say = task_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        tracker.library.open()
        desk = tracker.tasks
        if task and (state or to or due):
            day = None if not due else "" if due == _NO_DAY else due
            found = [desk.change(task, state=state, account=to, due=day, by=tracker.settings.author)]
        else:
            found = [desk.task(task)] if task else desk.tasks(of, given_by=given_by, every=every)
        answer(form, lambda: _lines(tracker, found, say, lang) or f"{say.none}\n", lambda: forms.tasks(found))
    return exitcodes.DONE


def _lines(tracker: Tracker, found: list[Given], say: TaskWords, lang: Language) -> str:
    former = account_words(language_of(lang)).former

    def person(id: str) -> str:  # noqa: A002
        return on_a_line(tracker.accounts.shown(id) or former)

    return "".join(_line(one, say, person(one.task.assignee)) for one in found)


def _line(given: Given, say: TaskWords, whom: str) -> str:
    one = given.task
    day = f"{say.due} {one.due}" if one.due else say.no_day
    late = f"  ! {say.overdue}" if given.overdue else ""
    note = f"\n    {on_a_line(one.note)}" if one.note else ""
    what = f"{one.old} {one.new}".strip()
    head = f"{one.token}  {say.states[one.state]}  {day}{late}  → {whom}  {say.kinds[one.kind]}  {on_a_line(one.title)}"
    return f"{head}\n    {what}{note}\n"


COMMANDS: Commands = (("assign", assign_command), ("tasks", tasks_command))
