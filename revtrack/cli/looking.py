"""Commands that look things up in a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking, filter_of
from revtrack.cli.options import (
    JSON,
    TEXT,
    Commands,
    CurrentOnly,
    Doc,
    DocVersion,
    Format,
    InForceOn,
    Issuer,
    Jurisdiction,
    Language,
    Limit,
    Offset,
    Since,
    Sort,
    Status,
    Until,
    day_of,
    language_of,
    one_of,
)
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.errors import InvalidInput
from revtrack.files import check_target, write_bytes, write_file
from revtrack.settings import terminal
from revtrack.words.comparison import words
from revtrack.words.help import of_argument
from revtrack.words.reviews import review_words


def list_command(
    phrase: Annotated[str, typer.Argument(metavar="[WORDS]", help=of_argument("title-words"))] = "",
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    status: Status = None,
    since: Since = 0,
    until: Until = 0,
    in_force_on: InForceOn = "",
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=of_argument("limit"))] = None,
    offset: Offset = 0,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """List documents, the newest first."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        page = tracker.documents(
            filter_of(jurisdiction, issuer, status, since, until, phrase, in_force_on), offset=offset, limit=limit
        )
        answer(form, lambda: corpus_text.listed(page, offset, said), lambda: corpus_json.listed(page))
    return exitcodes.DONE


def show_command(doc: Doc, form: Format = TEXT, lang: Language = None) -> int:
    """A document with its versions."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        found = tracker.document(doc)
        answer(form, lambda: corpus_text.document(found, said), lambda: corpus_json.document(found))
    return exitcodes.DONE


def history_command(doc: Doc, form: Format = TEXT, lang: Language = None) -> int:
    """What became of a document, oldest change first."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        changes = tracker.history(doc)
        reviews = review_words(language_of(lang))
        answer(form, lambda: corpus_text.history(changes, said, reviews), lambda: corpus_json.history(changes))
    return exitcodes.DONE


def text_command(
    doc: DocVersion,
    on: Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help=of_argument("text-on"))] = "",
    clause: Annotated[str, typer.Option("--clause", metavar="ADDRESS", help=of_argument("provision"))] = "",
    published: Annotated[bool, typer.Option("--published", help=of_argument("as-published"))] = False,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help=of_argument("output"))] = "",
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """The text of a version, or the wording of a day."""
    from revtrack.cli.force import wording_on
    from revtrack.forms import corpus as corpus_json

    code = exitcodes.DONE
    if (clause or published) and not on:
        raise InvalidInput("field-value", facts={"field": "--on", "value": on, "wanted": "YYYY-MM-DD"})
    with asking(lang) as (tracker, said, _):
        if on:
            text, code = wording_on(tracker, doc, (day_of("--on", on), clause, published), form, said, lang)
        else:
            found = tracker.text(doc)
            text = found.plain if form == TEXT else corpus_json.dump(corpus_json.text(found))
        if output and output != "-":
            check_target(Path(output), ())
            write_file(Path(output), text)
        else:
            write_stdout(text)
    return code


def original_command(
    doc: DocVersion,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help=of_argument("output-needed"))],
    lang: Language = None,
) -> int:
    """Get the original of a version back, byte for byte."""
    with asking(lang) as (tracker, _said, _):
        _, data = tracker.original(doc)
        write_bytes(Path(output), data)
        write_stdout(words(language_of(lang)).written.format(path=output) + "\n")
    return exitcodes.DONE


def blame_command(doc: DocVersion, form: Format = TEXT, lang: Language = None) -> int:
    """Which version brought each clause."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, _said, _):
        clauses = tracker.blame(doc)
        answer(form, lambda: corpus_text.blamed(clauses), lambda: corpus_json.blamed(clauses))
    return exitcodes.DONE


def diff_command(
    doc: Doc,
    old: Annotated[str, typer.Argument(metavar="V1")],
    new: Annotated[str, typer.Argument(metavar="V2")],
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Compare two versions of a document, clause by clause."""
    from revtrack.cli.comparison_text import render_text
    from revtrack.forms.comparison import render_json

    with asking(lang) as (tracker, _said, _):
        comparison = tracker.diff(doc, old, new)
    if form == JSON:
        write_stdout(render_json(comparison))
    else:
        screen = terminal()
        write_stdout(
            render_text(
                comparison,
                lang=language_of(lang),
                old_name=f"{doc}@{old}",
                new_name=f"{doc}@{new}",
                width=screen.width,
                colour=screen.colour,
                whole=True,
            )
        )
    return exitcodes.DONE


def search_command(
    phrase: Annotated[str, typer.Argument(metavar="WORDS", help=of_argument("search-words"))],
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    status: Status = None,
    since: Since = 0,
    until: Until = 0,
    in_force_on: InForceOn = "",
    current: CurrentOnly = False,
    sort: Sort = None,
    limit: Limit = 20,
    offset: Offset = 0,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Look for words in the clauses of all versions."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        asked = filter_of(jurisdiction, issuer, status, since, until, in_force_on=in_force_on, current=current)
        page = tracker.search(phrase, asked, sort=sort or "", offset=offset, limit=limit)
        answer(
            form,
            lambda: corpus_text.hits(page, offset, phrase, said, colour=terminal().colour),
            lambda: corpus_json.hits(page, offset),
        )
    return exitcodes.DONE


def duties_command(
    actor: Annotated[str, typer.Option("--actor", help=of_argument("actor"))] = "",
    phrase: Annotated[str, typer.Option("--words", help=of_argument("quote-words"))] = "",
    before: Annotated[str, typer.Option("--before", metavar="YYYY-MM-DD", help=of_argument("before"))] = "",
    after: Annotated[str, typer.Option("--after", metavar="YYYY-MM-DD", help=of_argument("after"))] = "",
    polarity: Annotated[
        str | None, typer.Option(help=of_argument("polarity"), **one_of(words("en").polarities))
    ] = None,
    strength: Annotated[int, typer.Option(min=0, max=6, help=of_argument("strength"))] = 0,
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    status: Status = None,
    since: Since = 0,
    until: Until = 0,
    in_force_on: InForceOn = "",
    current: CurrentOnly = False,
    sort: Sort = None,
    limit: Limit = 20,
    offset: Offset = 0,
    read: Annotated[bool, typer.Option("--read", help=of_argument("read"))] = False,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Look for duties by actor, deadline, polarity and strength."""
    from corpus_repo.answers import DutyFilter
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    wanted = DutyFilter(actor, phrase, polarity or "", strength, day_of("--after", after), day_of("--before", before))
    with asking(lang) as (tracker, said, progress):
        if read:
            count = tracker.read_duties(progress(said.duties))
            stderr_line(said.duties_read.format(count=count))
        asked = filter_of(jurisdiction, issuer, status, since, until, in_force_on=in_force_on, current=current)
        if read and wanted == DutyFilter() and asked is None:
            return exitcodes.DONE
        found = tracker.duties(wanted, asked, sort=sort or "", offset=offset, limit=limit)
        answer(form, lambda: corpus_text.duties(found, offset, said), lambda: corpus_json.duties(found, offset))
    return exitcodes.DONE


COMMANDS: Commands = (
    ("list", list_command),
    ("show", show_command),
    ("history", history_command),
    ("text", text_command),
    ("original", original_command),
    ("blame", blame_command),
    ("diff", diff_command),
    ("search", search_command),
    ("duties", duties_command),
)
