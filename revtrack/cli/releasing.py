"""The command that hands the corpus on as a dataset."""

from __future__ import annotations

from typing import Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import TEXT, Commands, Format, Language, language_of
from revtrack.cli.output import stderr_line
from revtrack.words.help import of_argument
from revtrack.words.releases import release_words


def release_command(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=of_argument("release-folder"))],
    parquet: Annotated[bool, typer.Option("--parquet", help=of_argument("parquet"))] = False,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Write texts, metadata and comparisons as a dataset; ends with 1 where something could not be compared."""
    say = release_words(language_of(lang))
    with asking(lang) as (tracker, _, progress):
        made = tracker.release(folder, columns=parquet, progress=progress(say.comparing))
        told = say.written.format(folder=made.folder, **made.manifest["counts"])
        answer(form, lambda: f"{told}\n", lambda: dict(made.manifest))
        left_out = made.manifest["left_out"]
        if left_out:
            stderr_line(say.left_out.format(count=len(left_out)))
    return exitcodes.DIFFERENCES if left_out else exitcodes.DONE


COMMANDS: Commands = (("release", release_command),)
