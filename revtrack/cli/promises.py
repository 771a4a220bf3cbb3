"""The command of promises: texts that somebody is to make or change, and what keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking, filter_of
from revtrack.cli.options import (
    TEXT,
    Commands,
    Format,
    InForceOn,
    Issuer,
    Jurisdiction,
    Language,
    Limit,
    Offset,
    day_of,
    language_of,
    one_of,
)
from revtrack.cli.output import stderr_line
from revtrack.export.unseen import on_a_line
from revtrack.words.help import of_argument
from revtrack.words.promises import PromiseWords, promise_words

if TYPE_CHECKING:
    from revtrack.features.tracing import FoundPromises
    from revtrack.tracing.promises import Promised
    from revtrack.words.corpus import CorpusWords


def promises_command(
    body: Annotated[str, typer.Option("--body", help=of_argument("actor"))] = "",
    state: Annotated[
        str | None, typer.Option("--state", help=of_argument("promise-state"), **one_of(promise_words("en").states))
    ] = None,
    on: Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help=of_argument("on"))] = "",
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    in_force_on: InForceOn = "",
    limit: Limit = 20,
    offset: Offset = 0,
    read: Annotated[bool, typer.Option("--read", help=of_argument("read"))] = False,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Texts that somebody is to make or change, by whom and when, and what keeps them."""
    from revtrack.forms import promises as promises_json

    said = promise_words(language_of(lang))
    day = day_of("--on", on)
    asked = filter_of(jurisdiction, issuer, None, 0, 0, in_force_on=in_force_on)
    with asking(lang) as (tracker, words, progress):
        if read:
            stderr_line(words.duties_read.format(count=tracker.read_duties(progress(words.duties))))
        found = tracker.promises(body, day, asked, (state,) if state else ())
        answer(
            form,
            lambda: _text(found, offset, limit, words, said),
            lambda: promises_json.promises(found, offset, limit),
        )
    return exitcodes.DONE


def _text(found: FoundPromises, offset: int, limit: int, words: CorpusWords, said: PromiseWords) -> str:
    shown = found.items[offset : offset + limit]
    lines = [line for one in shown for line in _promise(one, words, said)] or [said.none]
    if shown:
        facts = {"first": offset + 1, "last": offset + len(shown), "total": len(found.items)}
        lines.append(words.shown.format(**facts))
    lines.append(words.coverage.format(covered=found.covered, versions=found.versions))
    if found.covered < found.versions:
        lines.append(words.coverage_hint)
    return "".join(f"{line}\n" for line in lines)


def _promise(one: Promised, words: CorpusWords, said: PromiseWords) -> Iterator[str]:
    from revtrack.export.places import say_address  # loads what compares texts

    head = (
        one.due or said.no_day,
        said.states[one.state.value],
        said.kinds[one.promise.kind],
        on_a_line(one.promise.name),
    )
    yield "  ".join((*head, on_a_line("、".join(one.bearers)))).rstrip()
    title, where = on_a_line(one.hit.title) or words.untitled, say_address(one.hit.address)
    yield f"    {title}  {where}  {one.hit.document}@{one.hit.version}"
    yield f"    “{on_a_line(one.hit.duty.quote)}”"
    for item in one.by:
        yield f"    {said.kept_by}: {item.id}  {item.date or '-'}  {on_a_line(item.title)}"
    if not one.by:
        yield f"    {said.looked_for.format(name=on_a_line(one.looked_for)) if one.looked_for else said.too_vague}"


COMMANDS: Commands = (("promises", promises_command),)
