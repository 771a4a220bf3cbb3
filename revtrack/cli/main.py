"""The command line: reads arguments, asks the `Tracker`, renders the answer, and ends with a documented exit code.

Everything heavy is imported inside the commands, so that `revtrack --help` answers at once.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from typer.completion import completion_init  # pyright: ignore[reportPrivateImportUsage] -- no other door
from typer.exceptions import Abort, TyperException

from revtrack import __version__, exitcodes
from revtrack.cli import (
    accounts,
    adding,
    assistants,
    bodies,
    caring,
    changing,
    citers,
    diffusion,
    doctor,
    enforcement,
    force,
    indicators,
    jobs,
    lines,
    looking,
    promises,
    releasing,
    subscriptions,
    tokens,
    trace,
    watch,
)
from revtrack.cli.options import TEXT, Language, NoColour, Output, form_of, language_of, one_of
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.errors import InvalidInput, OperationFailed, RevtrackError
from revtrack.export.formats import COMPARISONS, Naming
from revtrack.files import check_target, write_bytes, write_file
from revtrack.settings import home, preferred_language, terminal
from revtrack.words.comparison import words
from revtrack.words.help import of_argument, of_command, of_program
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

app = typer.Typer(
    name="revtrack",
    help=of_program(),
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        write_stdout(f"revtrack {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(  # pyright: ignore[reportUnusedFunction] -- typer calls it
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help=of_argument("show-version")),
    ] = False,
) -> None:
    accounts.check_account(context.invoked_subcommand)


@app.command("compare", help=of_command("compare"))
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


for name, command in (
    *adding.COMMANDS,
    *looking.COMMANDS,
    *force.COMMANDS,
    *changing.COMMANDS,
    *caring.COMMANDS,
    *trace.COMMANDS,
    *promises.COMMANDS,
    *indicators.COMMANDS,
    *bodies.COMMANDS,
    *enforcement.COMMANDS,
    *diffusion.COMMANDS,
    *citers.COMMANDS,
    *lines.COMMANDS,
    *assistants.COMMANDS,
    *subscriptions.COMMANDS,
    *releasing.COMMANDS,
):
    app.command(name, help=of_command(name))(command)
watch.register(app)
jobs.register(app)
accounts.register(app)
tokens.register(app)
doctor.register(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code. Only a bug of ours leaves a trace, and that in a log."""
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    return _guarded(lambda: _run(given), given)


def _run(arguments: Sequence[str]) -> int:
    completion_init()  # a shell that asks what may follow is answered before any command
    result: object = app(args=list(arguments), prog_name="revtrack", standalone_mode=False)
    return result if isinstance(result, int) else exitcodes.DONE


def _guarded(run: Callable[[], int], arguments: Sequence[str]) -> int:
    language = _asked_language(arguments)
    try:
        return run()
    except TyperException as error:
        reason = " ".join(error.format_message().split())
        known = {*(command.name for command in app.registered_commands), ""}
        command = " ".join(("revtrack", *(name for name in arguments[:1] if name in known)))
        return _tell(InvalidInput("usage", facts={"reason": reason.rstrip("."), "command": command}), language)
    except RevtrackError as error:
        return _tell(error, language)
    except MemoryError:
        return _tell(OperationFailed("memory"), language)
    except (KeyboardInterrupt, Abort):
        return exitcodes.INTERRUPTED
    except SystemExit:  # how the argument parser ends when the reader of its help went away
        return exitcodes.DONE
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        return _tell(OperationFailed("system", str(error.filename or ""), facts=facts), language)
    except Exception as error:  # noqa: BLE001 -- the outermost guard: a bug ends in one line and a log
        return _report_bug(error, language)


def _asked_language(arguments: Sequence[str]) -> Lang:
    """The language of error messages, known even where the arguments cannot be understood."""
    chosen = ""
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if before == "--lang":
            chosen = argument
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
    return preferred_language(chosen)


def _tell(error: RevtrackError, lang: Lang) -> int:
    language = words(lang)
    for line in error.lines(language):
        stderr_line(f"revtrack{language.colon}{language.error}{language.colon}{line}")
    return error.exit_code


def _report_bug(error: Exception, lang: Lang) -> int:
    language = words(lang)
    folder = home() / "log"
    path = folder / f"bug-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trace = "".join(traceback.format_exception(error))
        write_file(path, f"revtrack {__version__}, Python {sys.version}\n{trace}")
        hint = language.bug_log.format(path=path)
    except (OSError, RevtrackError) as failure:
        hint = language.bug_no_log.format(reason=failure)
    summary = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    stderr_line(f"revtrack{language.colon}{language.bug}{language.colon}{summary}{language.stop} {hint}{language.stop}")
    return exitcodes.BUG


if __name__ == "__main__":
    sys.exit(main())
