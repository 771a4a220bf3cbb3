"""The command line: reads arguments, asks the `Tracker`, renders the answer, and ends with a documented exit code.

A command and everything heavy is imported when it is called (`lazily.py`), so that `revtrack --help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from typer.completion import completion_init  # pyright: ignore[reportPrivateImportUsage] -- no other door
from typer.exceptions import Abort, TyperException

from revtrack import __version__, exitcodes
from revtrack.cli.lazily import MODULES, Lazily
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.errors import InvalidInput, OperationFailed, RevtrackError
from revtrack.words.help import of_argument, of_program

if TYPE_CHECKING:
    from revtrack.words.phrases import Words

app = typer.Typer(
    name="revtrack",
    cls=Lazily,
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
    from revtrack.settings import load_settings

    try:
        account = load_settings().account
    except RevtrackError:  # the command itself tells what is wrong with them
        return
    if account:
        from revtrack.cli.accounts import check_account

        check_account(account, context.invoked_subcommand)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code. Only a bug of ours leaves a trace, and that in a log."""
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    return _guarded(lambda: _run(given), given)


def _run(arguments: Sequence[str]) -> int:
    completion_init()  # a shell that asks what may follow is answered before any command
    result: object = app(args=list(arguments), prog_name="revtrack", standalone_mode=False)
    return result if isinstance(result, int) else exitcodes.DONE


def _guarded(run: Callable[[], int], arguments: Sequence[str]) -> int:
    try:
        return run()
    except TyperException as error:
        reason = " ".join(error.format_message().split())
        known = {*(name for names in MODULES.values() for name in names), ""}
        command = " ".join(("revtrack", *(name for name in arguments[:1] if name in known)))
        return _tell(InvalidInput("usage", facts={"reason": reason.rstrip("."), "command": command}), arguments)
    except RevtrackError as error:
        return _tell(error, arguments)
    except MemoryError:
        return _tell(OperationFailed("memory"), arguments)
    except (KeyboardInterrupt, Abort):
        return exitcodes.INTERRUPTED
    except SystemExit:  # how the argument parser ends when the reader of its help went away
        return exitcodes.DONE
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        return _tell(OperationFailed("system", str(error.filename or ""), facts=facts), arguments)
    except Exception as error:  # noqa: BLE001 -- the outermost guard: a bug ends in one line and a log
        return _report_bug(error, arguments)


def _asked_words(arguments: Sequence[str]) -> Words:
    """The words of error messages, known even where the arguments cannot be understood."""
    chosen = ""
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if before == "--lang":
            chosen = argument
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
    from revtrack.settings import preferred_language
    from revtrack.words.comparison import words

    return words(preferred_language(chosen))


def _tell(error: RevtrackError, arguments: Sequence[str]) -> int:
    language = _asked_words(arguments)
    for line in error.lines(language):
        stderr_line(f"revtrack{language.colon}{language.error}{language.colon}{line}")
    return error.exit_code


def _report_bug(error: Exception, arguments: Sequence[str]) -> int:
    import traceback
    from datetime import datetime

    from revtrack.files import write_file
    from revtrack.settings import home

    language = _asked_words(arguments)
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
