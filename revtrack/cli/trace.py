"""The commands of the trace: who takes up what, one duty through everything, who is related, decisions checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking, change
from revtrack.cli.options import (
    JSON,
    TEXT,
    Commands,
    Format,
    InForceOn,
    Language,
    Output,
    day_of,
    form_of,
    language_of,
    one_of,
)
from revtrack.cli.output import write_stdout
from revtrack.errors import InvalidInput
from revtrack.export.formats import MATRICES, Naming
from revtrack.files import check_target, write_bytes
from revtrack.words.help import of_argument

#: The forms of a list of related documents.
_RELATED = (TEXT, JSON, "graphml")


def trace_command(
    higher: Annotated[str, typer.Argument(metavar="CITY", help=of_argument("higher"))],
    lower: Annotated[list[str] | None, typer.Argument(metavar="DISTRICT...", help=of_argument("lower"))] = None,
    auto: Annotated[bool, typer.Option("--auto", help=of_argument("auto"))] = False,
    in_force_on: InForceOn = "",
    form: Annotated[
        str | None, typer.Option("--format", help=of_argument("format"), **one_of((TEXT, *MATRICES)))
    ] = None,
    output: Output = None,
    lang: Language = None,
) -> int:
    """How lower bodies take up a policy, as a matrix."""
    from revtrack.cli import trace_text
    from revtrack.words.trace import trace_words

    chosen = form or form_of(output, {TEXT: TEXT, "txt": TEXT, **{name: name for name in MATRICES}})
    made_by = MATRICES.get(chosen)
    if made_by and made_by.binary and not output:
        raise InvalidInput("output-needed", facts={"format": chosen})
    if output:
        check_target(Path(output))
    spoken = language_of(lang)
    day = day_of("--in-force-on", in_force_on)
    with asking(lang) as (tracker, _, _):
        given = list(lower or [])
        if auto and given:
            taking_up = tracker.trace(higher, in_force_on=day).lower
            given = list(dict.fromkeys([*given, *(one.document.id for one in taking_up)]))
        found = tracker.trace(higher, given, in_force_on=day)
        if made_by:
            made = made_by.made(found, Naming(spoken))
        else:
            made = trace_text.traced(found, trace_words(spoken), spoken).encode()
    if output:
        write_bytes(Path(output), made)
    else:
        write_stdout(made.decode("utf-8", "replace"))
    return exitcodes.DONE


def lineage_command(
    clause: Annotated[str, typer.Argument(metavar="DOC#ADDRESS", help=of_argument("clause"))],
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """One duty through versions and the texts that take it up."""
    from revtrack.cli import trace_text
    from revtrack.forms import trace as trace_json
    from revtrack.words.trace import trace_words

    words, mark, address = clause.partition("#")
    if not mark or not address.strip():
        raise InvalidInput("no-address", clause)
    spoken = language_of(lang)
    with asking(lang) as (tracker, _, _):
        stations = tracker.lineage(words, address.strip())
        say = trace_words(spoken)
        answer(form, lambda: trace_text.lineage(stations, say, spoken), lambda: trace_json.lineage(stations))
    return exitcodes.DONE


def related_command(
    doc: Annotated[str, typer.Argument(metavar="DOC", help=of_argument("any-doc"))],
    form: Annotated[str, typer.Option("--format", help=of_argument("format"), **one_of(_RELATED))] = TEXT,
    limit: Annotated[int, typer.Option("--limit", min=1, help=of_argument("at-most"))] = 20,
    output: Output = None,
    lang: Language = None,
) -> int:
    """Documents that cite, are cited, or share wording."""
    from revtrack.cli import trace_text
    from revtrack.export import trace_tables
    from revtrack.forms import corpus as corpus_json
    from revtrack.forms import trace as trace_json
    from revtrack.words.trace import trace_words

    if output:
        check_target(Path(output))
    with asking(lang) as (tracker, _, _):
        if form == "graphml":
            made = trace_tables.graphml(tracker.citation_graph(doc)).decode()
        else:
            found = tracker.related(doc, limit)
            as_json = form == JSON
            made = (
                corpus_json.dump(trace_json.relatives(found))
                if as_json
                else trace_text.relatives(found, trace_words(language_of(lang)))
            )
    if output:
        write_bytes(Path(output), made.encode())
    else:
        write_stdout(made)
    return exitcodes.DONE


def amendments_command(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help=of_argument("decision"))],
    amended: Annotated[str, typer.Argument(metavar="AMENDED", help=of_argument("amended"))] = "",
    base: Annotated[str, typer.Option("--base", metavar="DOC", help=of_argument("base"))] = "",
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Whether each instruction of a decision was carried out."""
    from revtrack.cli import trace_text
    from revtrack.forms import trace as trace_json
    from revtrack.words.trace import trace_words

    with asking(lang) as (tracker, _, _):
        found = tracker.amendments(decision, amended, base)
        say = trace_words(language_of(lang))
        answer(form, lambda: trace_text.amendments(found, say), lambda: trace_json.amendments(found))
    missing = any(check.outcome == "not-carried-out" for check in found.checks)
    return exitcodes.DIFFERENCES if missing else exitcodes.DONE


def derive_command(
    doc: Annotated[str, typer.Argument(metavar="DOC", help=of_argument("lower-doc"))],
    higher: Annotated[list[str] | None, typer.Argument(metavar="HIGHER...", help=of_argument("higher-texts"))] = None,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Say which higher-level documents a document takes up."""
    return change(lambda tracker: tracker.derive(doc, list(higher or [])), form, lang)


COMMANDS: Commands = (
    ("trace", trace_command),
    ("lineage", lineage_command),
    ("related", related_command),
    ("amendments", amendments_command),
    ("derive", derive_command),
)
