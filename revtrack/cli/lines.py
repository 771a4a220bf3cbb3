"""The command of policy lines: documents of one matter over years and levels, and the course of measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import TEXT, Commands, Doc, Format, Language, language_of
from revtrack.export.unseen import on_a_line
from revtrack.words.diffusion import DiffusionWords, diffusion_words
from revtrack.words.help import of_argument
from revtrack.words.lines import LineWords, line_words

if TYPE_CHECKING:
    from revtrack.tracing.lines import PolicyLine
    from revtrack.words.corpus import CorpusWords


def line_command(
    doc: Doc,
    confirm: Annotated[list[str] | None, typer.Option("--confirm", metavar="DOC", help=of_argument("confirm"))] = None,
    leave: Annotated[bool, typer.Option("--leave", help=of_argument("leave"))] = False,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """The policy line of a document, and how far each text goes with each measure."""
    from revtrack.forms import lines as lines_json

    said, stages = line_words(language_of(lang)), diffusion_words(language_of(lang))
    with asking(lang) as (tracker, words, _):
        if leave:
            tracker.leave_line(doc)
        found = tracker.confirm_line(doc, confirm) if confirm else tracker.line(doc)
        text = "".join(f"{line}\n" for line in _text(found, words, said, stages))
        answer(form, lambda: text, lambda: lines_json.line(found))
    return exitcodes.DONE


def _text(found: PolicyLine, words: CorpusWords, said: LineWords, stages: DiffusionWords) -> Iterator[str]:
    from revtrack.export.diffusion_tables import said_day

    for at, one in enumerate(found.members, start=1):
        own = one.item.id == found.named.document.id
        state = said.here if own else said.confirmed if one.confirmed else said.proposed
        day = said_day(one.item.date, one.year, stages)
        parts = (f"{at}", day, one.item.id, one.place, on_a_line(one.item.title) or words.untitled)
        yield "  ".join(part for part in parts if part)
        told = [said.reasons[reason.value] for reason in one.reasons]
        told += [said.shared.format(count=len(one.shared))] if one.shared else []
        yield f"    {state}  {' · '.join(told)}".rstrip()
    if len(found.members) < 2:
        yield said.alone
    if found.courses:
        yield ""
        yield said.courses.format(total=len(found.courses))
    for course in found.courses:
        told = [f"{at} {stages.stages[stage.value]}" for at, stage in enumerate(course.stages, start=1) if stage]
        yield f"  {on_a_line(course.name)}: {' → '.join(told)}"


COMMANDS: Commands = (("line", line_command),)
