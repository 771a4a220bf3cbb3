"""What punishes the breach of each clause, as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revtrack.export.changes_table import Column, Table, Value
from revtrack.export.places import say_address
from revtrack.export.xlsx import workbook
from revtrack.words.enforcement import EnforcementWords, enforcement_words
from revtrack.words.exports import export_words
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from revtrack.tracing.enforcement import Enforced, Enforcement, Sanction


def enforcement_xlsx(found: Enforcement, lang: Lang) -> bytes:
    """A row a clause and sanction; clauses without one have a row as well."""
    say = enforcement_words(lang)
    columns = (
        Column(say.address, 14),
        Column(say.duty, 60),
        Column(say.basis, 14),
        Column(say.sanction, 60),
        Column(say.where, 40),
    )
    rows = [row for one in found.clauses for row in _rows(one, say)]
    rows += [("", "", say.hows[one.how.value], one.text, _where(one)) for one in found.whole]
    title = found.named.version.value("title")
    about = [(say.where, title), (say.title, say.counted.format(clauses=len(found.clauses), without=found.without))]
    return workbook(f"{say.title} {title}", [(say.title, Table(columns, tuple(rows)))], about, export_words(lang))


def _rows(one: Enforced, say: EnforcementWords) -> list[tuple[Value, ...]]:
    place = say_address(one.address)
    if not one.sanctions:
        return [(place, one.text, "", say.none, "")]
    return [(place, one.text, say.hows[item.how.value], item.text, _where(item)) for item in one.sanctions]


def _where(one: Sanction) -> str:
    return f"{one.title} {say_address(one.address)}".strip()
