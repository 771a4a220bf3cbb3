"""Commands that take texts into a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking, fields_of
from revtrack.cli.options import TEXT, Commands, Format, Language, Status, language_of
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.words.comparison import words
from revtrack.words.help import of_argument

if TYPE_CHECKING:
    from revtrack.holdings.adding import Addition


def init_command(lang: Language = None) -> int:
    """Make an empty corpus in $REVTRACK_HOME."""
    with asking(lang) as (tracker, said, _):
        write_stdout(said.made.format(path=tracker.init()) + "\n")
    return exitcodes.DONE


def add_command(
    paths: Annotated[list[str], typer.Argument(metavar="FILE|FOLDER|-", help=of_argument("paths"))],
    status: Status = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help=of_argument("set")),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="DOC", help=of_argument("to"))] = "",
    source: Annotated[str, typer.Option("--source", help=of_argument("source"))] = "",
    as_read: Annotated[bool, typer.Option("--as-read", help=of_argument("as_read"))] = False,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Take files into the corpus."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    values = fields_of(settings or [])
    if status:
        values["status"] = status
    language = language_of(lang)
    with asking(lang) as (tracker, said, progress):
        step = progress(said.reading)

        def report(item: Addition, done: int, total: int) -> None:
            if item.error:
                for line in item.error.lines(words(language)):
                    stderr_line(f"revtrack{words(language).colon}{line}")
            elif form == TEXT:
                write_stdout(corpus_text.addition(item, said))
            step(done, total)

        done = tracker.add(paths, values=values, source=source, document=to, believed=as_read, report=report)
        write_stdout(
            corpus_text.additions(done, said) if form == TEXT else corpus_json.dump(corpus_json.additions(done))
        )
    return exitcodes.INPUT if any(item.error or item.question for item in done) else exitcodes.DONE


def split_command(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help=of_argument("file"))],
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """List the documents that a file holds, without storing them."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        found = tracker.split_file(file)
        answer(form, lambda: corpus_text.split(found, said), lambda: corpus_json.split(found))
    return exitcodes.DONE


COMMANDS: Commands = (
    ("init", init_command),
    ("add", add_command),
    ("split", split_command),
)
