"""The command of the jobs: what goes on behind the pages, and a process that does it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import TEXT, Commands, Format, Language, language_of
from revtrack.cli.output import stderr_line
from revtrack.ending import cut_off
from revtrack.export.unseen import show_unseen
from revtrack.words.comparison import words
from revtrack.words.help import of_argument
from revtrack.words.jobs import JOB_SIGNS, JobWords, job_words

if TYPE_CHECKING:
    from revtrack.jobs.desk import JobDesk
    from revtrack.jobs.rows import Age, Job

#: What is being done when the command is to end may take so many seconds; then it is another's.
_PATIENCE = 5.0


def jobs_command(
    cancel: Annotated[str, typer.Option("--cancel", metavar="ID", help=of_argument("cancel-job"))] = "",
    again: Annotated[str, typer.Option("--again", metavar="ID", help=of_argument("again-job"))] = "",
    work: Annotated[bool, typer.Option("--work", help=of_argument("work"))] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help=of_argument("limit"))] = 20,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """What goes on behind the pages; with --work this process does it."""
    from revtrack.forms import jobs as jobs_json

    say = job_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        tracker.library.open()  # where there is no corpus there are no jobs
        desk = tracker.jobs
        if work:
            stderr_line(say.working)
            _work(desk)
            return exitcodes.DONE
        if cancel:
            desk.cancel(cancel)
        if again:
            desk.again(again)
        found, age = desk.jobs(limit=limit), desk.age()
        language = words(language_of(lang))
        faults = {one.id: say.fault(one.fault, desk.error(one), language) for one in found}
        answer(form, lambda: _told(found, faults, age, say), lambda: jobs_json.jobs(found, age))
    return exitcodes.DONE


def _work(desk: JobDesk) -> None:
    """Do jobs until SIGTERM or Ctrl-C."""
    ending = threading.Event()

    def end(_number: int, _frame: object) -> None:
        cut_off()
        ending.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with desk.working(2, _PATIENCE):
            while not ending.wait(3600):
                pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _told(found: list[Job], faults: Mapping[str, str], age: Age, say: JobWords) -> str:
    head = say.queue.format(waiting=age.waiting, seconds=f"{age.seconds:.0f}", running=age.running)
    return f"{head}\n" + ("".join(_line(one, faults[one.id], say) for one in found) or f"{say.none}\n")


def _line(one: Job, why: str, say: JobWords) -> str:
    from revtrack.forms.jobs import moment

    progress = f"  {one.done} / {one.total}" if one.total and not one.over else ""
    by = f"  {say.by} {show_unseen(one.by)}" if one.by else ""
    fault = f"\n    {show_unseen(why)}" if why else ""
    head = f"{JOB_SIGNS[one.status]} {one.id[:8]}  {moment(one.made_at)}  {say.statuses[one.status]}{progress}"
    return f"{head}  {say.kinds[one.kind]}  {show_unseen(one.title)}{by}{fault}\n"


COMMANDS: Commands = (("jobs", jobs_command),)
