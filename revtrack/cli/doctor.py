"""Commands about the program itself: whether it can work, completion for shells, the page of the manual."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, progress_line
from revtrack.cli.options import TEXT, Commands, Format, Language, language_of, one_of
from revtrack.cli.output import write_stdout
from revtrack.export.unseen import show_unseen
from revtrack.words.comparison import words
from revtrack.words.corpus import corpus_words
from revtrack.words.doctor import doctor_words
from revtrack.words.help import of_argument

if TYPE_CHECKING:
    from revtrack.doctor.model import Finding
    from revtrack.words.language import Lang

_SHELLS = ("bash", "zsh", "fish")


def manual_command(lang: Language = None) -> int:
    """The page of the manual, as roff."""
    from typer.main import get_command

    from revtrack.cli.main import app
    from revtrack.cli.manual import page

    write_stdout(page(get_command(app), language_of(lang)))
    return exitcodes.DONE


def completion_command(
    shell: Annotated[str, typer.Argument(help=of_argument("shell"), **one_of(_SHELLS))],
) -> int:
    """What makes a shell complete the commands."""
    from typer.completion import get_completion_script  # pyright: ignore[reportPrivateImportUsage] -- no other door

    write_stdout(get_completion_script(prog_name="revtrack", complete_var="_REVTRACK_COMPLETE", shell=shell) + "\n")
    return exitcodes.DONE


def doctor_command(
    thorough: Annotated[bool, typer.Option("--thorough", help=of_argument("thorough"))] = False,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Whether the program has what it needs and can use what it keeps; ends with 1 where there is a fault."""
    from revtrack.forms import doctor as doctor_json
    from revtrack.service import Tracker

    language = language_of(lang)
    found = list(Tracker.examine(thorough=thorough, progress=progress_line(corpus_words(language).checking)))
    answer(form, lambda: _told(found, language), lambda: doctor_json.examination(found, language))
    return exitcodes.DIFFERENCES if any(one.health == "fault" for one in found) else exitcodes.DONE


def _told(found: Sequence[Finding], lang: Lang) -> str:
    from revtrack.forms.doctor import told

    say, language = doctor_words(lang), words(lang)
    lines: list[str] = []
    for area, those in groupby(found, lambda one: one.area):
        lines.append(say.areas[area])
        for one in those:
            message, remedy = told(one, lang)
            lines.append(f"  {say.healths[one.health]} {show_unseen(message)}")
            if remedy and one.health != "ok":
                lines.append(f"    {language.remedy}{language.colon}{show_unseen(remedy)}")
    faults, warnings = (sum(1 for one in found if one.health == health) for health in ("fault", "warning"))
    lines.append(say.faults.format(faults=faults, warnings=warnings) if faults or warnings else say.sound)
    return "".join(f"{line}\n" for line in lines)


COMMANDS: Commands = (
    ("doctor", doctor_command),
    ("manual", manual_command),
    ("completion", completion_command),
)
