"""Commands that look after a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import TEXT, Commands, Format, Language
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.files import check_target


def verify_command(form: Format = TEXT, lang: Language = None) -> int:
    """Read everything back and name what is damaged."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, progress):
        found = tracker.verify(progress(said.checking))
        answer(form, lambda: corpus_text.verified(found, said), lambda: corpus_json.verified(found))
    return exitcodes.DIFFERENCES if found.damage else exitcodes.DONE


def reindex_command(lang: Language = None) -> int:
    """Make the catalog anew from git."""
    with asking(lang) as (tracker, said, progress):
        write_stdout(said.reindexed.format(count=tracker.reindex(progress(said.indexing))) + "\n")
    return exitcodes.DONE


def backup_command(
    file: Annotated[str, typer.Argument(metavar="FILE")], form: Format = TEXT, lang: Language = None
) -> int:
    """Write everything that cannot be made again into one file; ends with 1 where something is missing there."""
    from revtrack.forms import corpus as corpus_json

    check_target(Path(file), ())
    with asking(lang) as (tracker, said, progress):
        made = tracker.back_up(file, progress(said.packing))
        facts = {"path": made.path, "size": f"{made.size:,}", "originals": made.originals}
        answer(form, lambda: said.backed_up.format(**facts) + "\n", lambda: corpus_json.backed_up(made))
        if made.missing:
            stderr_line(said.backup_lacks.format(count=len(made.missing)))
        for name in made.missing:
            stderr_line(f"  {name}")
    return exitcodes.DIFFERENCES if made.missing else exitcodes.DONE


def restore_command(file: Annotated[str, typer.Argument(metavar="FILE")], lang: Language = None) -> int:
    """Put a backup into an empty $REVTRACK_HOME."""
    with asking(lang) as (tracker, said, progress):
        count = tracker.restore(file, progress(said.unpacking))
        write_stdout(said.restored.format(count=count, path=tracker.home) + "\n")
    return exitcodes.DONE


COMMANDS: Commands = (
    ("verify", verify_command),
    ("reindex", reindex_command),
    ("backup", backup_command),
    ("restore", restore_command),
)
