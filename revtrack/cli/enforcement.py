"""The command of enforcement: what punishes the breach of a duty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import TEXT, Commands, DocVersion, Format, Language, Output, form_of, language_of
from revtrack.export.unseen import on_a_line
from revtrack.words.enforcement import EnforcementWords, enforcement_words
from revtrack.words.help import of_argument

if TYPE_CHECKING:
    from revtrack.tracing.enforcement import Enforcement, Sanction


def enforcement_command(
    doc: DocVersion,
    clause: Annotated[str, typer.Argument(metavar="[ADDRESS]", help=of_argument("article"))] = "",
    output: Output = None,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """By which clause the breach of each duty is punished."""
    from revtrack.export.enforcement_table import enforcement_xlsx
    from revtrack.files import write_bytes
    from revtrack.forms import enforcement as enforcement_json

    said = enforcement_words(language_of(lang))
    form_of(output, {"xlsx": "xlsx"})
    with asking(lang) as (tracker, _, _):
        found = tracker.enforcement(doc, clause)
        if output:
            write_bytes(Path(output), enforcement_xlsx(found, language_of(lang)))
        else:
            answer(form, lambda: _text(found, said), lambda: enforcement_json.enforcement(found))
    return exitcodes.DONE


def _text(found: Enforcement, said: EnforcementWords) -> str:
    from revtrack.export.places import say_address  # loads what compares texts

    lines: list[str] = []
    for one in found.clauses:
        lines.append(f"{say_address(one.address)}  {on_a_line(one.text)}")
        for item in one.sanctions:
            lines += _sanction(item, found, said)
        if not one.sanctions:
            lines.append(f"    {said.none}")
    if found.whole:
        lines += ["", said.whole]
    for item in found.whole:
        lines += _sanction(item, found, said)
    lines.append(said.counted.format(clauses=len(found.clauses), without=found.without) if lines else said.nothing)
    if found.more:
        lines.append(said.more)
    return "".join(f"{line}\n" for line in lines)


def _sanction(one: Sanction, found: Enforcement, said: EnforcementWords) -> Iterator[str]:
    from revtrack.export.places import say_address

    how = said.hows[one.how.value]
    if one.how.value == "words":
        how = f"{how} {said.score.format(score=one.score)}"
    title = "" if one.document == found.named.document.id else f"{on_a_line(one.title)}  {one.document}@{one.version}  "
    yield f"    {how}  {title}{say_address(one.address)}"
    yield f"      “{on_a_line(one.text)}”"
    for name, document in one.points_at:
        yield f"      {said.points_at} 《{on_a_line(name)}》 {document or said.not_held}"


COMMANDS: Commands = (("enforcement", enforcement_command),)
