"""Comparing two texts, and the sample texts that come with revtrack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from revtrack import exitcodes
from revtrack.cli.options import TEXT, Commands, Language, NoColour, Output, form_of, language_of, one_of
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.export.formats import COMPARISONS, Naming
from revtrack.files import check_target, write_bytes
from revtrack.settings import home, terminal
from revtrack.words.comparison import words
from revtrack.words.help import of_argument
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from alignment.model import Comparison, Task
    from revtrack.export.said import Said

STDOUT = "-"
#: The form that a suffix of a file asks for.
_SUFFIXES = {
    TEXT: TEXT,
    "txt": TEXT,
    **{suffix: name for name, form in COMPARISONS.items() for suffix in (name, *form.also)},
}


def compare_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help=of_argument("old"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=of_argument("new-text"))],
    task: Annotated[str, typer.Option(help=of_argument("task"), **one_of(words("en").tasks))] = "revision",
    form: Annotated[
        str | None, typer.Option("--format", help=of_argument("form"), **one_of((TEXT, *COMPARISONS)))
    ] = None,
    output: Output = None,
    whole: Annotated[bool, typer.Option("--all", help=of_argument("all"))] = False,
    without_rejected: Annotated[bool, typer.Option("--without-rejected", help=of_argument("without-rejected"))] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=of_argument("exit-code"))] = False,
    lang: Language = None,
    no_colour: NoColour = False,
) -> int:
    """Compare two texts."""
    to_file = output is not None and output != STDOUT
    chosen = form or form_of(output if to_file else None, _SUFFIXES)
    if to_file and output:
        check_target(Path(output), (old, new))
    elif chosen != TEXT and COMPARISONS[chosen].binary:
        raise InvalidInput("output-needed", facts={"format": chosen})
    from revtrack.export.said import Said
    from revtrack.service import Tracker

    tracker = Tracker.from_settings()
    language = words(language_of(lang))
    tracker.on_remark = lambda name, remark: stderr_line(
        f"revtrack{language.colon}{name}{language.colon}{language.remark(remark.kind, remark.facts)}"
    )
    with tracker:
        judged, address = tracker.compare_said(old, new, cast("Task", task))
    comparison = judged.comparison
    made = _render(
        comparison,
        chosen,
        lang=language_of(lang),
        names=(_name(old), _name(new)),
        said=Said(judged, address, not without_rejected) if address else None,
        whole=whole,
        colour=not (no_colour or to_file),
    )
    if to_file and output:
        write_bytes(Path(output), made, inputs=(old, new))
    else:
        write_stdout(made.decode("utf-8"))
    return exitcodes.DIFFERENCES if exit_code and comparison.differs else exitcodes.DONE


def show_samples(output: str | None, lang: Lang | None, *, no_colour: bool) -> None:
    """Compare the sample texts that come with revtrack, print what was found, and write reports into a folder."""
    folder = Path(output) if output else home() / "demo"
    if folder.exists() and not folder.is_dir():
        raise InvalidInput("output-is-file", str(folder))
    from revtrack.service import Tracker

    language = language_of(lang)
    tracker = Tracker.from_settings()
    written: list[Path] = []
    for sample in tracker.samples():
        comparison = tracker.compare_files(sample.old, sample.new, sample.task)
        names = (sample.old.name, sample.new.name)
        shown = _render(comparison, TEXT, lang=language, names=names, colour=not no_colour)
        write_stdout(f"{shown.decode('utf-8')}\n")
        page = _render(comparison, "html", lang=language, names=names)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OperationFailed("write", str(folder), facts={"reason": error.strerror or str(error)}) from error
        written.append(folder / f"{sample.name}.html")
        write_bytes(written[-1], page)
    for path in written:
        write_stdout(words(language).written.format(path=path) + "\n")


def _name(argument: str) -> str:
    """What a report calls a side: a file by its name, a version of the corpus as it was asked for."""
    return "" if argument == "-" else Path(argument).name if Path(argument).exists() else argument


def _render(
    comparison: Comparison,
    form: str,
    *,
    lang: Lang,
    names: tuple[str, str],
    said: Said | None = None,
    whole: bool = False,
    colour: bool = False,
) -> bytes:
    old_name, new_name = names
    if form != TEXT:
        return COMPARISONS[form].made(comparison, Naming(lang, old_name, new_name, said))
    from revtrack.cli.comparison_text import render_text

    screen = terminal()
    shown = render_text(
        comparison,
        lang=lang,
        old_name=old_name,
        new_name=new_name,
        width=screen.width,
        colour=colour and screen.colour,
        whole=whole,
    )
    return shown.encode("utf-8", "replace")


COMMANDS: Commands = (("compare", compare_command),)
