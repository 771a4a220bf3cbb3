"""The obligations of one text by itself: what it makes whom do, with every field as written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alignment.duties.details import again_and_again, condition_of, due_of, measures_of
from alignment.duties.duty import Duty
from alignment.duties.parts import Parts, Region
from alignment.duties.reader import DutyReader
from alignment.knowledge import Knowledge
from alignment.linking.localise import Localiser, own_places
from alignment.linking.units import units_of
from alignment.model import Bearing, Deadline, Obligation, Side
from alignment.reading.times import first_day


def obligations_of(side: Side, knowledge: Knowledge | None = None) -> tuple[Obligation, ...]:
    """Every obligation of a text in reading order, each with its exact quote and the fields as written.

    Predicates that one 并 joins, and the sanctions of one authority, are one reading.
    """
    knowledge = knowledge or Knowledge.shipped()
    units = units_of(side, Localiser(knowledge, own_places(side)))
    reader = DutyReader(side, units, knowledge)
    return tuple(_reading(group, reader, side) for unit in units for group in _joined(reader.duties(unit)))


def _joined(duties: Iterable[Duty]) -> Iterator[list[Duty]]:
    """Duties that are one reading, together."""
    group: list[Duty] = []
    for duty in duties:
        if group and not duty.joined:
            yield group
            group = []
        group.append(duty)
    if group:
        yield group


def _reading(group: list[Duty], reader: DutyReader, side: Side) -> Obligation:
    first, *more = group
    start = first.quote()[0]
    end = max(duty.quote()[1] for duty in group)
    found = obligation_of(Parts(first, reader), reader, side, start, end)
    for duty in more:
        other = obligation_of(Parts(duty, reader), reader, side, *duty.quote())
        found = replace(
            found,
            quantities=(*found.quantities, *other.quantities),
            quantity="、".join(filter(None, (found.quantity, other.quantity))),
            recipient=found.recipient or other.recipient,
            reporting=found.reporting or other.reporting,
        )
    return found


def obligation_of(parts: Parts, reader: DutyReader, side: Side, start: int, end: int) -> Obligation:
    """The obligation that a quote [start, end) of the sentence of a duty states, with the fields as written."""
    duty = parts.duty
    clause, around = duty.unit.clause, duty.around_text
    sentence = duty.unit.sentence.text
    quantities = measures_of(duty)
    read_from: dict[str, str] = {}
    due = due_of(duty, side.issued) or again_and_again(duty)
    note = around.note
    if note is not None and any(bearer in note.bearers for bearer in duty.bearers):
        read_from["actor"] = note.text
    elif duty.bearers and not duty.own_bearer:
        read_from["actor"] = around.stem.sentence.text if around.stem else "sentence"
    if due is not None and due.source == "inherited":
        read_from["deadline"] = note.text if note is not None and note.time is not None else due.quote
    elif due is None and around.heading is not None:
        read_from["deadline"] = side.by_clause[around.heading_at].text
    if around.stem is not None:
        read_from["stem"] = around.stem.sentence.text
    report = parts.report
    scope = [piece.text for piece in duty.around if piece.text.startswith(("对", "针对", "在"))]
    return Obligation(
        clause=clause.id,
        sentence=duty.unit.sentence.id,
        text=sentence[start:end],
        start=start,
        end=end,
        polarity=duty.force.polarity,
        strength=duty.force.strength,
        force=duty.force.name,
        actor="、".join(
            dict.fromkeys(bearer.name for bearer in duty.bearers if bearer.role != "support" or len(duty.bearers) == 1)
        ),
        modality=duty.force.word,
        action=parts.words(Region.VERB),
        object=parts.words(Region.OBJECT).strip("，。；、 "),
        deadline=due.quote if due else around.heading.written if around.heading is not None else "",
        quantity="、".join(measure.quote for measure in quantities),
        scope="，".join(scope),
        condition=condition_of(duty),
        reporting=report.text if report else "",
        read_from=read_from,
        bearers=tuple(Bearing(bearer.name, bearer.role, bearer.source) for bearer in duty.bearers),
        due=Deadline(due.quote, due.by, due.kind, due.source, first_day(due.time, side.issued)) if due else None,
        quantities=quantities,
        recipient=(report.to if report else "")
        or reader.recipients.recipient(duty.text)
        or (duty.offender if duty.penalty else ""),
        penalty_for=duty.offender if duty.penalty else "",
        type=duty.kind,
    )
