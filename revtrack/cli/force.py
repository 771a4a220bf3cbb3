"""Commands that tell what binds when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking, filter_of
from revtrack.cli.options import (
    TEXT,
    Commands,
    DocVersion,
    Format,
    Issuer,
    Jurisdiction,
    Language,
    Limit,
    Offset,
    day_of,
    language_of,
)
from revtrack.cli.output import stderr_line
from revtrack.words.force import force_words
from revtrack.words.help import of_argument
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from revtrack.service import Tracker
    from revtrack.words.corpus import CorpusWords


def force_command(
    doc: Annotated[str, typer.Argument(metavar="[DOC[@VERSION]]", help=of_argument("any-doc"))] = "",
    on: Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help=of_argument("on"))] = "",
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    limit: Limit = 20,
    offset: Offset = 0,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """How a document stands on a day and why, or what binds no more."""
    from revtrack.cli import force_text
    from revtrack.forms import force as force_json

    said = force_words(language_of(lang))
    day = day_of("--on", on)
    with asking(lang) as (tracker, words, progress):
        if doc:
            tracker.read_force(progress(said.keeping))
            found = tracker.force(doc, day)
            answer(form, lambda: force_text.force(found, words, said), lambda: force_json.force(found))
            return exitcodes.DONE
        tracker.keep_force(progress(said.keeping))
        asked = filter_of(jurisdiction, issuer, None, 0, 0)
        ended = tracker.no_longer_in_force(day, asked, offset=offset, limit=limit)
        waiting = tracker.force_waiting(limit=limit)
        answer(
            form,
            lambda: force_text.ended(ended, waiting, offset, words, said),
            lambda: force_json.ended(ended, waiting, offset),
        )
    return exitcodes.DONE


def wording_on(
    tracker: Tracker,
    doc: str,
    asked: tuple[str, str, bool],
    form: str,
    words: CorpusWords,
    lang: Lang | None,
) -> tuple[str, int]:
    """(the wording of a document on a day in the form asked for, the exit code).

    What is told beside a plain text goes to standard error. `asked` is the day, the provision or "", and whether the
    published text is wanted.
    """
    from revtrack.cli import force_text
    from revtrack.forms import corpus as corpus_json
    from revtrack.forms import force as force_json
    from revtrack.holdings.library import plain_text

    day, clause, published = asked
    found = tracker.text_on(doc, day, clause, as_published=published)
    code = exitcodes.DONE if found.version is not None else exitcodes.DIFFERENCES
    if form != TEXT:
        return corpus_json.dump(force_json.text_on(found)), code
    for line in force_text.text_on(found, words, force_words(language_of(lang))):
        stderr_line(line)
    return plain_text(line for _, line in found.lines), code


def article_command(
    doc: DocVersion,
    clause: Annotated[str, typer.Argument(metavar="ADDRESS", help=of_argument("article"))],
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """One article through all versions of its document."""
    from revtrack.cli import force_text
    from revtrack.forms import force as force_json

    spoken = language_of(lang)
    said = force_words(spoken)
    with asking(lang) as (tracker, words, progress):
        tracker.read_force(progress(said.keeping))
        found = tracker.article(doc, clause)
        answer(form, lambda: force_text.article(found, words, said, spoken), lambda: force_json.article(found))
    return exitcodes.DONE


COMMANDS: Commands = (("force", force_command), ("article", article_command))
