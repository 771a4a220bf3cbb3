"""A measure over documents, and siblings side by side, as workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revtrack.export.changes_table import Column, Table, Value
from revtrack.export.places import say_address
from revtrack.export.xlsx import workbook
from revtrack.words.bodies import body_words
from revtrack.words.diffusion import DiffusionWords, diffusion_words
from revtrack.words.exports import export_words
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from revtrack.tracing.diffusion import Diffusion, Moved, Spot
    from revtrack.tracing.siblings import Own, Shared, Siblings


def said_year(one: Spot, say: DiffusionWords) -> str:
    """The day or year of a spot, and that it is estimated."""
    return said_day(one.date, one.year, say)


def said_day(day: str, year: int, say: DiffusionWords) -> str:
    """The day of a text, else its estimated year."""
    return day or (f"{year} ({say.estimated})" if year else say.undated)


def said_turns(one: Moved, say: DiffusionWords) -> list[str]:
    """What is other in a spot, a line each."""
    names = {"stage": say.stage, "strength": say.strength, "bearers": say.bearers, "numbers": say.numbers}
    told: list[str] = []
    for name, old, new in one.turns:
        if name == "strength":
            told.append(f"{names[name]} {'▲' if int(new) > int(old) else '▼'}")
            continue
        values = [say.stages[value] if name == "stage" else value or say.nothing for value in (old, new)]
        told.append(say.turned.format(field=names[name], old=values[0], new=values[1]))
    return told


def measure_xlsx(found: Diffusion, lang: Lang) -> bytes:
    """A row a document, the earliest first."""
    say, roles = diffusion_words(lang), body_words(lang).roles
    columns = (
        Column(say.year, 16),
        Column(say.place, 18),
        Column(say.document, 40),
        Column(say.address, 14),
        Column(say.stage, 12),
        Column(say.bearers, 28),
        Column(say.numbers, 16),
        Column(say.quote, 60),
        Column(say.title, 30, printed=False),
    )
    rows: list[tuple[Value, ...]] = []
    for moved in found.moved:
        one = moved.spot
        bearers = "、".join(f"{name} ({roles[role]})" for name, role in one.bearers)
        told = (said_year(one, say), one.place, one.title, say_address(one.address), say.stages[one.stage.value])
        rows.append((*told, bearers, "、".join(one.numbers), one.sentence, "\n".join(said_turns(moved, say))))
    about = [(say.title, found.name), (say.first, found.origin.title if found.origin else "")]
    kept = [one for one in about if one[1]]
    return workbook(found.name or say.title, [(say.document, Table(columns, tuple(rows)))], kept, export_words(lang))


def siblings_xlsx(found: Siblings, lang: Lang) -> bytes:
    """A sheet for what is common, one for what some have, and one a text for what stands only there."""
    say = diffusion_words(lang)
    names = [one.version.value("title") or one.document.id for one in found.texts]
    sheets = [
        (_named(say.common, len(found.common)), _shared(found.common, names, say)),
        (_named(say.some, len(found.some)), _shared(found.some, names, say)),
    ]
    for at, own in enumerate(found.only, start=1):
        sheets.append((f"{at} {_named(say.only, len(own))}", _own(own, say)))
    about = [(str(at), name) for at, name in enumerate(names, start=1)]
    return workbook(say.siblings, sheets, about, export_words(lang))


def _named(words: str, total: int) -> str:
    """A name that a sheet may bear."""
    return words.format(total=total).translate(str.maketrans("", "", "[]:*?/\\"))[:28]


def _shared(items: tuple[Shared, ...], names: list[str], say: DiffusionWords) -> Table:
    columns = [Column(say.address, 12), Column(names[0], 60), Column(say.bearers, 20), Column(say.numbers, 16)]
    for name in names[1:]:
        columns += [Column(name, 24), Column(say.numbers, 16)]
    rows: list[tuple[Value, ...]] = []
    for one in items:
        row: list[Value] = [say_address(one.address), one.text, "、".join(one.bearers), "、".join(one.numbers)]
        for address, numbers in zip(one.addresses, one.other_numbers, strict=True):
            row += [address, "、".join(numbers)]
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _own(items: tuple[Own, ...], say: DiffusionWords) -> Table:
    columns = (Column(say.address, 14), Column(say.quote, 80), Column(say.bearers, 24), Column(say.numbers, 20))
    rows = tuple(
        (say_address(one.address), one.text, "、".join(one.bearers), "、".join((*one.deadlines, *one.numbers)))
        for one in items
    )
    return Table(columns, rows)
