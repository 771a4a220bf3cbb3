"""The obligations of one text by itself: what it makes whom do, for looking duties up without comparing."""

from __future__ import annotations

from alignment.duties.fields import Reader
from alignment.duties.frames import Framer, quote_edges
from alignment.duties.judge import Judge
from alignment.knowledge import Knowledge
from alignment.linking.localise import Localiser, own_places
from alignment.linking.units import units_of
from alignment.model import Obligation, Side


def obligations_of(side: Side, knowledge: Knowledge | None = None) -> tuple[Obligation, ...]:
    """Every obligation of a text in reading order, each with its exact quote and the fields as written.

    What only says the outcome of the duty before it is none of its own.
    """
    knowledge = knowledge or Knowledge.shipped()
    localiser = Localiser(knowledge, own_places(side))
    reader = Reader(knowledge)
    framer, judge = Framer(reader, localiser), Judge(reader, localiser, knowledge)
    found: list[Obligation] = []
    for unit in units_of(side, localiser):
        if not framer.binds(unit):
            continue
        text = unit.sentence.text
        for duty in framer.duties(unit):
            start, end = quote_edges(text, duty.start, duty.part.end)
            if start < end and not duty.outcome:
                found.append(judge.obligation(duty, text[start:end], start, end, side))
    return tuple(found)
