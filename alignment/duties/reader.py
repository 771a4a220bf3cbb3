"""A text → its duties: who must, may or must not do what, by when, how much, to whom, in which case.

A duty is a predicate with what belongs to it: the pieces before it that hold none, the stem of its list, the note of
responsibility, the date that carries over. What a text only tells (facts, definitions, days of effect, slogans) binds
nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from alignment.duties.actions import names_sanction
from alignment.duties.bearers import BearerReader
from alignment.duties.binding import BindingReader
from alignment.duties.bodies import BodyReader, Named
from alignment.duties.context import Around, ListKind, surroundings
from alignment.duties.duty import Duty
from alignment.duties.force import PLAIN, Force
from alignment.duties.grammar import names_fields
from alignment.duties.kinds import is_penalty, kind_of_duty
from alignment.duties.pieces import Does, Piece, PieceReader
from alignment.duties.predicates import PredicateReader
from alignment.duties.recipients import RecipientReader
from alignment.duties.roles import Bearer
from alignment.duties.words import Words
from alignment.knowledge import Knowledge
from alignment.linking.units import Unit
from alignment.model import Side
from alignment.reading.flat import flatten
from alignment.reading.times import Time

#: Behind a sanction, one of its own: 并|对直接责任人员….
_OWN_TARGET = re.compile(r"^(?:并)?(?:对|由|可以|可|有权|处.{0,30}罚款,并)")
#: 或者占用盲道: goes on with what is forbidden.
_OR = re.compile(r"(?:或者|或|也)")
#: 情节严重的, 逾期不改正的: the case of a sanction only raises or lowers the one before.
_TIER = re.compile(r"(?:情节|逾期|拒不|造成|构成|有违法所得|没有违法所得|对|多次|再次|尚不|触犯|后果)")
#: Lists of which each item is a duty.
_OF_DUTIES = (ListKind.PROHIBITIONS, ListKind.DUTIES, ListKind.RIGHTS, ListKind.ENCOURAGED, ListKind.CONDITIONS)
#: Lists whose items only qualify what their stem says.
_OF_PARTS = (ListKind.GROUNDS, ListKind.THINGS, ListKind.FACTS)
#: Force words that hold from an adverbial on: 应当按照计划，….
_LEADING_WORDS = frozenset(("应当", "应", "要", "必须", "可以", "可"))
#: A body named so near to the head of a paragraph is what all of it speaks of.
_AT_HEAD = 4


class Readers:
    """What reads stretches of text with one lexicon; texts that share it have what stands in both read once."""

    def __init__(self, knowledge: Knowledge, words: Words | None = None) -> None:
        self.bodies = BodyReader(knowledge)
        self.pieces = PieceReader(knowledge, self.bodies)
        self.words = words or Words(knowledge)
        self.predicates = PredicateReader(self.pieces.verb_at)
        self.recipients = RecipientReader(self.bodies)
        self.binding = BindingReader(knowledge)
        self.bearers = BearerReader(self.pieces, self.bodies)


class DutyReader:
    """Reads the duties of one side, whose sentences are `units`, with what stands around each."""

    def __init__(self, side: Side, units: Iterable[Unit], knowledge: Knowledge, readers: Readers | None = None) -> None:
        readers = readers or Readers(knowledge)
        self.pieces, self.bodies, self.words = readers.pieces, readers.bodies, readers.words
        self.predicates, self.recipients = readers.predicates, readers.recipients
        self._binding, self._bearers = readers.binding, readers.bearers
        self._around = surroundings(side)
        self._of_clause: dict[str, list[Unit]] = {}
        for unit in units:
            self._of_clause.setdefault(unit.clause.id, []).append(unit)
        #: The body that each sentence that was read opens with.
        self._openings: dict[str, Named | None] = {}
        #: How many sentences of a paragraph were asked for the body that they open with, and the first one's that does.
        self._topics: dict[str, tuple[int, Named | None]] = {}

    def around(self, unit: Unit) -> Around:
        """What binds a sentence from outside."""
        return self._around.get(unit.sentence.id) or Around()

    def duties(self, unit: Unit, *, listed: bool = False) -> list[Duty]:
        """The duties of a sentence in order; none where it binds nobody.

        With `listed` the items of a list that are no duties of their own (grounds of a penalty, conditions of a permit,
        what must be handed in) are given too: what is in such a list is part of the duty that it stands under.
        """
        around = self.around(unit)
        if not self._binding.binds(unit, around):
            return []
        if around.kind in _OF_PARTS:
            pieces = self.pieces.pieces(unit.sentence.text)
            return [_item(unit, pieces, around)] if listed and pieces and around.kind is not ListKind.FACTS else []
        found = self._settled(unit, around)
        topic = self._topic_before(unit)
        if topic is not None:
            for duty in found:
                if not duty.bearers and not duty.penalty:
                    duty.bearers = (Bearer(topic.name, "responsible", "inherited"),)
        return found

    def _settled(self, unit: Unit, around: Around) -> list[Duty]:
        """The duties that a sentence's own words, its list and its note make."""
        found = _framed(unit, self.pieces.pieces(unit.sentence.text), around)
        self._settle(found, around)
        self._openings[unit.sentence.id] = _opening_body(found)
        return found

    # --- what carries over from duty to duty ---------------------------------------------------------------------

    def _settle(self, duties: list[Duty], around: Around) -> None:
        """Give each duty of a sentence its bearers, force, date and kind; what one says holds for those behind it."""
        subject: Named | None = None
        carried = PLAIN
        when: Time | None = None
        offender = ""
        with_it: list[Bearer] = []
        before: Duty | None = None
        for duty in duties:
            new_group = _opens_group(duty)
            if new_group:
                when, carried = None, PLAIN
            own = self._bearers.subject(duty)
            if own is not None:
                subject, duty.subject_at = own
                duty.subject, duty.own_bearer = subject, True
            offender = self._bearers.offender(duty) or (
                "" if new_group and duty.cases and not _tier(duty) else offender
            )
            duty.offender = offender
            duty.bearers = self._bearers.bearers(duty, subject, around, with_it)
            with_it = [bearer for bearer in duty.bearers if bearer.role == "support"] if not around.note else []
            duty.force = self._force(duty, carried, around.kind, first=before is None)
            if duty.force.said or before is None:
                carried = duty.force
            when = _day_of(duty, when)
            duty.penalty = is_penalty(duty)
            duty.kind = kind_of_duty(duty)
            duty.outcome = before is not None and not own and self._binding.is_outcome(duty.head.text)
            duty.joined = before is not None and _continues(before, duty)
            before = duty

    def _topic_before(self, unit: Unit) -> Named | None:
        """The body that an earlier sentence of the paragraph opens with: it is bound in all that follow."""
        sentences = self._of_clause[unit.clause.id]
        at, topic = self._topics.get(unit.clause.id, (0, None))
        while topic is None and sentences[at].index < unit.index:
            topic = self._opens_with(sentences[at])
            at += 1
        self._topics[unit.clause.id] = at, topic
        return topic if at and sentences[at - 1].index < unit.index else None

    def _opens_with(self, unit: Unit) -> Named | None:
        """The body that a sentence opens with, whether its duties were asked for or not."""
        if unit.sentence.id not in self._openings:
            around = self.around(unit)
            if around.kind not in _OF_PARTS and self._binding.binds(unit, around):
                self._settled(unit, around)
        return self._openings.get(unit.sentence.id)

    def _force(self, duty: Duty, carried: Force, kind: ListKind, *, first: bool) -> Force:
        """The force of a duty, with that of the stem or of the predicate before it where it has none of its own."""
        force = _own_force(duty)
        if kind is ListKind.PROHIBITIONS and not (force.said and force.polarity != "duty"):
            return replace(force, polarity="prohibition", strength=5)
        if force.said:
            if force.word in ("负责", "牵头", "确保") and carried.strength >= 5 and not first:
                return replace(force, strength=max(force.strength, 4))
            return force
        if kind is ListKind.RIGHTS:
            return replace(force, polarity="permission", strength=4)
        if kind is ListKind.ENCOURAGED:
            return replace(force, polarity="encouragement", strength=4)
        if kind in (ListKind.DUTIES, ListKind.CONDITIONS):
            return replace(force, strength=5 if self._stem_binds(duty) else 4)
        if carried.said and carried.polarity == "duty" and carried.strength >= 5 and not duty.own_bearer:
            return replace(force, strength=carried.strength)
        return carried if carried.polarity == "prohibition" and _OR.match(duty.head.text) else force

    def _stem_binds(self, duty: Duty) -> bool:
        """Whether the stem of a duty's list says that its items must be."""
        stem = duty.around_text.stem
        return stem is not None and self.pieces.force(stem.sentence.text).strength >= 5


def _opening_body(duties: Sequence[Duty]) -> Named | None:
    """The body at the head of the first of a sentence's duties."""
    named = duties[0].subject if duties else None
    return named if named is not None and named.how != "由" and duties[0].subject_at <= _AT_HEAD else None


def _item(unit: Unit, pieces: Sequence[Piece], around: Around) -> Duty:
    """An item of a list of grounds or things, as one entry."""
    whole = replace(pieces[0], end=pieces[-1].end, does=Does.PREDICATE)
    stem = around.stem
    penal = stem is not None and stem.kind is ListKind.GROUNDS and names_sanction(stem.sentence.text)
    return Duty(unit, [], whole, around_text=around, kind="penalty" if penal else "condition", listed=True)


def _framed(unit: Unit, pieces: Sequence[Piece], around: Around) -> list[Duty]:
    """The predicates of a sentence, each with the pieces that belong to it."""
    waiting: list[Piece] = []
    out: list[Duty] = []
    for piece in pieces:
        if piece.does is Does.PREDICATE:
            out.append(Duty(unit, waiting, piece, force=piece.force, around_text=around))
            waiting = []
        elif piece.does is Does.GOES_ON and out and not waiting:
            out[-1].tail.append(piece)
        elif piece.does is Does.FACT:
            waiting = []
        else:
            waiting.append(piece)
    if waiting and out and waiting[0].does is not Does.TOPIC:
        out[-1].tail.extend(waiting)  # a trailing piece without a predicate belongs to the last one
    elif waiting and not out and around.kind in _OF_DUTIES:
        last = waiting[-1]
        head = replace(last, does=Does.PREDICATE)
        out.append(Duty(unit, waiting[:-1], head, force=last.force, around_text=around))
    return out


def _opens_group(duty: Duty) -> bool:
    """Whether a semicolon stands before a duty."""
    return any(piece.joint in ("；", ";") for piece in (duty.head, *duty.around))


def _own_force(duty: Duty) -> Force:
    """The force that a duty's own words give it, those of an adverbial before it included."""
    if duty.force.said:
        return duty.force
    for piece in duty.around:
        if piece.does is Does.ADVERBIAL and piece.force.said:
            leads = piece.force.word in _LEADING_WORDS or names_fields(flatten(piece.text), piece.force)
            return piece.force if leads else duty.force
    return duty.force


def _day_of(duty: Duty, before: Time | None) -> Time | None:
    """The day that holds from a duty on: its own, or the one before it, which it is then given."""
    own = [item for item in duty.times if item.kind == "day" and item.side != "from"]
    if own:
        return own[-1]
    if before is not None:
        duty.time_before = before
    return before


def _continues(before: Duty, duty: Duty) -> bool:
    """Whether a predicate is the same reading as the one before.

    It is where no comma parts them, or where it is one more sanction of one authority.
    """
    if duty.head.split:
        return True
    if before.penalty and duty.penalty and not duty.around and duty.head.joint in ("，", ","):
        return not _OWN_TARGET.match(flatten(duty.head.text)) and duty.force.polarity == before.force.polarity
    return False


def _tier(duty: Duty) -> bool:
    """Whether the case of a sanction only raises or lowers the one before: 情节严重的, 逾期不改正的."""
    return all(_TIER.match(piece.text) for piece in duty.cases)
