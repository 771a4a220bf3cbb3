"""The duties of one body as a workbook, and what changed for it since a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revtrack.export.changes_table import Column, Table, Value
from revtrack.export.places import say_address
from revtrack.export.xlsx import workbook
from revtrack.words.bodies import BodyWords, body_words
from revtrack.words.exports import export_words
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from revtrack.bodies.changes import Shifted
    from revtrack.bodies.register import BodyDuty
    from revtrack.features.bodies import FoundBody


def body_xlsx(found: FoundBody, lang: Lang) -> bytes:
    """The duties as they were asked for, one a row, then what changed, then what was asked."""
    say, vocabulary = body_words(lang), export_words(lang)
    sheets = [(say.title, _duties(found, say))]
    if found.asked.since:
        sheets.append((say.status, _changes(found, say)))
    return workbook(found.listing.office.said, sheets, _about(found, say), vocabulary)


def _duties(found: FoundBody, say: BodyWords) -> Table:
    columns = (
        Column(say.role, 10),
        Column(say.day, 14),
        Column(say.quote, 70),
        Column(say.roles["reports"], 24),
        Column(say.document, 40),
        Column(say.address, 14),
        Column(say.written, 20, printed=False),
    )
    return Table(columns, tuple(_row(one, say) for one in found.duties))


def _row(one: BodyDuty, say: BodyWords) -> tuple[Value, ...]:
    return (
        "、".join(say.roles[role] for role in one.roles),
        "\n".join(one.days) or one.hit.duty.deadline,
        one.hit.duty.quote,
        one.hit.duty.recipient or one.hit.duty.reporting,
        one.hit.title,
        say_address(one.hit.address),
        "、".join(one.names),
    )


def _changes(found: FoundBody, say: BodyWords) -> Table:
    columns = (
        Column(say.status, 12),
        Column(say.day, 14),
        Column(say.quote, 60),
        Column(say.shifts["changed"], 40),
        Column(say.document, 40),
        Column(say.address, 14),
    )
    return Table(columns, tuple(_change(one, say) for one in found.shifts))


def _change(one: Shifted, say: BodyWords) -> tuple[Value, ...]:
    return (
        say.shifts[one.shift.value],
        one.day,
        one.duty.hit.duty.quote,
        "\n".join(turned(one, say)),
        one.duty.hit.title,
        say_address(one.duty.hit.address),
    )


def turned(one: Shifted, say: BodyWords) -> list[str]:
    """What of a duty is other now, a line a field; the old sentence where only the words are."""
    told: list[str] = []
    for name, old, new in one.fields:
        if name == "strength":
            told.append(f"{say.fields[name]} {'▲' if int(new) > int(old) else '▼'}")
            continue
        if name == "wording":
            told.append(
                say.turned.format(field=say.fields[name], old=one.before.hit.duty.quote if one.before else "", new="…")
            )
            continue
        values = [_said(name, value, say) for value in (old, new)]
        told.append(say.turned.format(field=say.fields[name], old=values[0], new=values[1]))
    return told


def _said(name: str, value: str, say: BodyWords) -> str:
    if name == "role":
        return "、".join(say.roles[role] for role in value.split("、") if role)
    return value or "—"


def _about(found: FoundBody, say: BodyWords) -> list[tuple[str, str]]:
    told = [
        (say.body, found.listing.office.said),
        (say.names, "、".join(found.listing.names)),
        (say.joined, "、".join(found.joined)),
        (say.role, say.roles.get(found.asked.role, "")),
        (say.after, found.asked.after),
        (say.before, found.asked.before),
        (say.since, found.asked.since),
        (say.shifts["changed"], say.changed_hint if found.asked.since else ""),
    ]
    return [one for one in told if one[1]]
