"""The commands of diffusion: where a measure stands, and siblings side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import TEXT, Commands, DocVersion, Format, Language, Output, form_of, language_of
from revtrack.export.unseen import on_a_line
from revtrack.words.diffusion import DiffusionWords, diffusion_words
from revtrack.words.help import of_argument

if TYPE_CHECKING:
    from revtrack.tracing.diffusion import Diffusion, Moved, Spread
    from revtrack.tracing.siblings import Own, Shared, Sibling, Siblings
    from revtrack.words.corpus import CorpusWords


def measures_command(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help=of_argument("measure"))] = "",
    origin: Annotated[str, typer.Option("--from", metavar="DOC[@VERSION]", help=of_argument("origin"))] = "",
    clause: Annotated[str, typer.Option("--clause", metavar="ADDRESS", help=of_argument("article"))] = "",
    output: Output = None,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Where a measure stands, by its name or the wording of a clause; of a document alone, those that it names."""
    from revtrack.export.diffusion_tables import measure_xlsx
    from revtrack.files import write_bytes
    from revtrack.forms import diffusion as diffusion_json

    said = diffusion_words(language_of(lang))
    form_of(output, {"xlsx": "xlsx"})
    if not name and not origin:
        raise typer.BadParameter("NAME | --from DOC")
    with asking(lang) as (tracker, words, _):
        if not name and not clause:
            found, items = tracker.spreads(origin)
            answer(form, lambda: _spreads(items, said), lambda: diffusion_json.spreads(found, items))
            return exitcodes.DONE
        one = tracker.diffusion(name, origin, clause)
        if output:
            write_bytes(Path(output), measure_xlsx(one, language_of(lang)))
        else:
            answer(form, lambda: _measure(one, words, said), lambda: diffusion_json.diffusion(one))
    return exitcodes.DONE


def siblings_command(
    doc: DocVersion,
    others: Annotated[list[str] | None, typer.Argument(metavar="OTHER...", help=of_argument("siblings"))] = None,
    output: Output = None,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Texts of other places on the same basis; with their names: what is common, and what stands only in one."""
    from revtrack.export.diffusion_tables import siblings_xlsx
    from revtrack.files import write_bytes
    from revtrack.forms import diffusion as diffusion_json

    said = diffusion_words(language_of(lang))
    form_of(output, {"xlsx": "xlsx"})
    with asking(lang) as (tracker, words, _):
        if not others:
            found, items = tracker.siblings_of(doc)
            answer(form, lambda: _proposals(items, words, said), lambda: diffusion_json.proposals(found, items))
            return exitcodes.DONE
        sides = tracker.siblings(doc, others)
        if output:
            write_bytes(Path(output), siblings_xlsx(sides, language_of(lang)))
        else:
            answer(form, lambda: _siblings(sides, said), lambda: diffusion_json.siblings(sides))
    return exitcodes.DONE


def _spreads(items: Sequence[Spread], said: DiffusionWords) -> str:
    from revtrack.export.places import say_address  # loads what compares texts

    lines: list[str] = []
    for one in items:
        counts = (
            said.elsewhere.format(documents=one.documents),
            said.earlier.format(count=one.earlier),
            said.later.format(count=one.later),
        )
        lines.append(
            "  ".join((on_a_line(one.name), say_address(one.address), *counts, on_a_line("、".join(one.places))))
        )
    return "".join(f"{line}\n" for line in lines or [said.none])


def _measure(found: Diffusion, words: CorpusWords, said: DiffusionWords) -> str:
    lines = [line for one in found.moved for line in _spot(one, found, words, said)]
    lines.append(said.count.format(total=len(found.moved)) if found.moved else said.none)
    if found.more:
        lines.append(said.more)
    return "".join(f"{line}\n" for line in lines)


def _spot(moved: Moved, found: Diffusion, words: CorpusWords, said: DiffusionWords) -> Iterator[str]:
    from revtrack.export.diffusion_tables import said_turns, said_year
    from revtrack.export.places import say_address

    one = moved.spot
    first = said.first if found.origin is one else ""
    parts = (said_year(one, said), said.stages[one.stage.value], on_a_line("、".join(name for name, _ in one.bearers)))
    yield "  ".join(part for part in (*parts, on_a_line("、".join(one.numbers)), first) if part)
    title = on_a_line(one.title) or words.untitled
    likeness = said.likeness.format(share=f"{one.score:.0%}") if one.score else ""
    where = (title, one.place, say_address(one.address), f"{one.document}@{one.version}", likeness)
    yield "    " + "  ".join(part for part in where if part)
    yield f"    “{on_a_line(one.sentence)}”"
    yield from (f"    {on_a_line(line)}" for line in said_turns(moved, said))


def _proposals(items: Sequence[Sibling], words: CorpusWords, said: DiffusionWords) -> str:
    lines: list[str] = []
    for one in items:
        lines.append("  ".join((one.item.id, one.place, on_a_line(one.item.title) or words.untitled)))
        lines.append(f"    {said.bases}: {on_a_line('、'.join(one.bases))}")
    return "".join(f"{line}\n" for line in lines or [said.no_siblings])


def _siblings(found: Siblings, said: DiffusionWords) -> str:
    lines: list[str] = []
    for words, items in ((said.common, found.common), (said.some, found.some)):
        lines.append(words.format(total=len(items)))
        lines += [line for one in items for line in _shared(one)]
    for text, own in zip(found.texts, found.only, strict=True):
        lines += ["", on_a_line(text.version.value("title")), said.only.format(total=len(own))]
        lines += [line for one in own for line in _own(one)]
    return "".join(f"{line}\n" for line in lines)


def _shared(one: Shared) -> Iterator[str]:
    from revtrack.export.places import say_address

    yield f"  {say_address(one.address)}  {on_a_line(one.text)}"
    for address, numbers in zip(one.addresses, one.other_numbers, strict=True):
        if address:
            yield f"      {address}  {on_a_line('、'.join(one.numbers))} | {on_a_line('、'.join(numbers))}"


def _own(one: Own) -> Iterator[str]:
    from revtrack.export.places import say_address

    yield f"  {say_address(one.address)}  {on_a_line(one.text)}"
    told = on_a_line("  ".join(("、".join(one.bearers), "、".join(one.deadlines), "、".join(one.numbers)))).strip()
    if told:
        yield f"      {told}"


COMMANDS: Commands = (("measures", measures_command), ("siblings", siblings_command))
