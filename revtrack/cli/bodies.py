"""The command of bodies: who is to do what, in which role, and what changed for one body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking, filter_of
from revtrack.cli.options import (
    TEXT,
    Commands,
    Format,
    InForceOn,
    Language,
    Limit,
    Offset,
    Output,
    day_of,
    form_of,
    language_of,
    one_of,
)
from revtrack.cli.output import stderr_line
from revtrack.errors import InvalidInput
from revtrack.export.unseen import on_a_line
from revtrack.words.bodies import BodyWords, body_words
from revtrack.words.help import of_argument

if TYPE_CHECKING:
    from revtrack.bodies.changes import Shifted
    from revtrack.bodies.register import BodyDuty, Listing
    from revtrack.features.bodies import FoundBodies, FoundBody
    from revtrack.words.corpus import CorpusWords


def bodies_command(
    name: Annotated[str, typer.Argument(metavar="[WORDS|NAME]", help=of_argument("body"))] = "",
    place: Annotated[str, typer.Option("--place", help=of_argument("jurisdiction"))] = "",
    role: Annotated[
        str | None, typer.Option("--role", help=of_argument("role"), **one_of(body_words("en").roles))
    ] = None,
    words: Annotated[str, typer.Option("--words", help=of_argument("quote-words"))] = "",
    after: Annotated[str, typer.Option("--after", metavar="YYYY-MM-DD", help=of_argument("after"))] = "",
    before: Annotated[str, typer.Option("--before", metavar="YYYY-MM-DD", help=of_argument("before"))] = "",
    since: Annotated[str, typer.Option("--since", metavar="YYYY-MM-DD", help=of_argument("changed-since"))] = "",
    in_force_on: InForceOn = "",
    join: Annotated[str, typer.Option("--join", metavar="NAME", help=of_argument("join-body"))] = "",
    read: Annotated[bool, typer.Option("--read", help=of_argument("read"))] = False,
    output: Output = None,
    limit: Limit = 20,
    offset: Offset = 0,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Bodies, or what one is to do, in which role and when, and what changed since a day."""
    from revtrack.export.body_tables import body_xlsx
    from revtrack.features.bodies import AskedOfBody
    from revtrack.files import write_bytes
    from revtrack.forms import bodies as bodies_json

    said = body_words(language_of(lang))
    form_of(output, {"xlsx": "xlsx"})
    wanted = AskedOfBody(
        role or "", words, day_of("--after", after), day_of("--before", before), day_of("--since", since)
    )
    asked = filter_of("", "", None, 0, 0, in_force_on=in_force_on)
    with asking(lang) as (tracker, corpus_words, progress):
        if read:
            stderr_line(corpus_words.duties_read.format(count=tracker.read_duties(progress(corpus_words.duties))))
        if join:
            tracker.join_bodies(name, join)
        if name and (one := _named(lambda: tracker.body(name, wanted, asked), sure=bool(output or join))):
            if output:
                write_bytes(Path(output), body_xlsx(one, language_of(lang)))
                return exitcodes.DONE
            answer(
                form,
                lambda: _one(one, offset, limit, corpus_words, said),
                lambda: bodies_json.body(one, offset, limit),
            )
            return exitcodes.DONE
        found = tracker.bodies(name, place, offset=offset, limit=limit)
        answer(form, lambda: _list(found, offset, corpus_words, said), lambda: bodies_json.bodies(found, offset))
    return exitcodes.DONE


def _named(ask: Callable[[], FoundBody], *, sure: bool) -> FoundBody | None:
    """The body that was asked for; None where a name may mean several or none, so that those are listed."""
    try:
        return ask()
    except InvalidInput as error:
        if sure or error.kind not in ("unknown-body", "ambiguous-body"):
            raise
        return None


def _list(found: FoundBodies, offset: int, words: CorpusWords, said: BodyWords) -> str:
    lines = [_listing(one, said) for one in found.items] or [said.none]
    if found.items:
        lines.append(words.shown.format(first=offset + 1, last=offset + len(found.items), total=found.total))
    return "".join(f"{line}\n" for line in (*lines, *_coverage(found.covered, found.versions, words)))


def _coverage(covered: int, versions: int, words: CorpusWords) -> Iterator[str]:
    yield words.coverage.format(covered=covered, versions=versions)
    if covered < versions:
        yield words.coverage_hint


def _listing(one: Listing, said: BodyWords) -> str:
    counts = " · ".join(said.counted.format(role=said.roles[role], count=count) for role, count in one.roles.items())
    return "  ".join((on_a_line(one.office.key), counts, said.documents.format(count=one.documents)))


def _one(found: FoundBody, offset: int, limit: int, words: CorpusWords, said: BodyWords) -> str:
    lines = [_listing(found.listing, said), f"{said.names}: {on_a_line('、'.join(found.listing.names))}"]
    if found.joined:
        lines.append(f"{said.joined}: {on_a_line('、'.join(found.joined))}")
    if found.asked.since:
        facts = {"day": found.asked.since, "total": len(found.shifts)}
        lines += ["", (said.changed if found.shifts else said.unchanged).format(**facts)]
        for shift in found.shifts:
            lines += _shifted(shift, words, said)
    lines += ["", said.duties.format(total=len(found.duties)) if found.duties else said.no_duties]
    shown = found.duties[offset : offset + limit]
    for one in shown:
        lines += _duty(one, words, said)
    if shown:
        facts = {"first": offset + 1, "last": offset + len(shown), "total": len(found.duties)}
        lines.append(words.shown.format(**facts))
    return "".join(f"{line}\n" for line in (*lines, *_coverage(found.covered, found.versions, words)))


def _duty(one: BodyDuty, words: CorpusWords, said: BodyWords) -> Iterator[str]:
    from revtrack.export.places import say_address  # loads what compares texts

    recipient = on_a_line(one.hit.duty.recipient)
    to = said.to.format(recipient=recipient) if one.reports and recipient else ""
    days = "、".join(one.days) or one.hit.duty.deadline or said.no_day
    yield "  ".join(part for part in ("、".join(said.roles[role] for role in one.roles), days, to) if part)
    yield f"    “{on_a_line(one.hit.duty.quote)}”"
    title = on_a_line(one.hit.title) or words.untitled
    yield f"    {title}  {say_address(one.hit.address)}  {one.hit.document}@{one.hit.version}"


def _shifted(one: Shifted, words: CorpusWords, said: BodyWords) -> Iterator[str]:
    from revtrack.export.body_tables import turned

    first, *rest = _duty(one.duty, words, said)
    yield f"{one.day}  {said.shifts[one.shift.value]}  {first}"
    yield from (f"    {on_a_line(line)}" for line in turned(one, said))
    yield from rest


COMMANDS: Commands = (("bodies", bodies_command),)
