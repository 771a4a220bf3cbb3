"""A duty: a predicate with what belongs to it, as read from its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from alignment.duties.bodies import Named
from alignment.duties.context import Around
from alignment.duties.force import PLAIN, Force
from alignment.duties.pieces import Does, Piece
from alignment.duties.roles import Bearer
from alignment.linking.units import Unit
from alignment.reading.amounts import Amount, amounts
from alignment.reading.flat import flatten
from alignment.reading.times import Time, times

#: Words that begin with 并 and are no second predicate.
_JOINED_WORDS = frozenset(("并网", "并处", "并购", "并联", "并列", "并入"))
#: A quote shows so many characters before the predicate at least, and else so many times its length.
_LEAST_ROOM, _ROOM, _ROOM_WITH_CASES = 24, 1.3, 3.0


@dataclass(eq=False)
class Duty:
    """One predicate with what belongs to it.

    Attributes:
        unit: the sentence it stands in.
        around: the pieces before its predicate that hold none.
        head: the piece of the predicate.
        tail: the pieces that go on with it.
        force: how firmly it binds, that of the stem or of the predicate before it included.
        bearers: whom it binds, by its words, its stem or its note of responsibility.
        subject: the body that its own words name as the one who acts, `subject_at` where in the sentence.
        own_bearer: whether its own words name one.
        time_before: a day before it in the sentence that holds for it too.
        around_text: what binds it from outside its sentence.
        offender: whom a sanction strikes, as its case names it.
        outcome: whether it only says what the others are for.
        joined: whether it is the same reading as the duty before it (应当…并…, 责令改正，给予警告).
        listed: whether it is an item of a list of grounds or things, which only qualifies what its stem says.
        penalty: whether it is a sanction.
        kind: duty, prohibition, permission, power, encouragement, release, delegation, liability, penalty or condition.
    """

    unit: Unit
    around: list[Piece]
    head: Piece
    tail: list[Piece] = field(default_factory=list[Piece])
    force: Force = PLAIN
    bearers: tuple[Bearer, ...] = ()
    subject: Named | None = None
    subject_at: int = -1
    own_bearer: bool = False
    time_before: Time | None = None
    around_text: Around = field(default_factory=Around)
    offender: str = ""
    outcome: bool = False
    joined: bool = False
    listed: bool = False
    penalty: bool = False
    kind: str = "duty"

    @property
    def end(self) -> int:
        """Where the predicate ends in its sentence."""
        return self.tail[-1].end if self.tail else self.head.end

    @property
    def start(self) -> int:
        """Where the words of the duty begin: at the first piece that belongs to it alone."""
        return self.around[0].start if self.around else self.head.start

    @property
    def text(self) -> str:
        """The duty's words from its first piece to the end of its predicate."""
        return self.unit.sentence.text[self.start : self.end]

    @property
    def predicate(self) -> str:
        """The words of the predicate alone."""
        return self.unit.sentence.text[self.head.start : self.end]

    @property
    def cases(self) -> list[Piece]:
        """The pieces that say when the duty holds."""
        return [piece for piece in self.around if piece.does is Does.CASE]

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """The times within the duty's own words, by their place in the sentence."""
        return tuple(item.moved(self.start) for item in times(flatten(self.text)))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts within the duty's own words, by their place in the sentence; times are none."""
        start = self.start
        taken = [(item.start, item.end) for item in self.times if not _is_quantity(item)]
        return tuple(
            item.moved(start)
            for item in amounts(flatten(self.text))
            if not any(item.start + start < high and low < item.end + start for low, high in taken)
        )

    def names_subject(self, piece: Piece) -> bool:
        """Whether the body that acts is named in a piece."""
        return self.subject_at >= 0 and piece.start <= self.subject_at < piece.end

    def quote(self, *, cases: bool = False) -> tuple[int, int]:
        """[start, end) of the words to show: the predicate, with the body, date or short case that belongs to it.

        With `cases` a longer case is shown too: it is what a duty that stands alone is known by.
        """
        start = self.head.start
        room = max(_LEAST_ROOM, int((_ROOM_WITH_CASES if cases else _ROOM) * (self.end - self.head.start)))
        for piece in reversed(self.around):
            belongs = piece.does in (Does.TIME, Does.TOPIC) or self.names_subject(piece)
            if not belongs and self.head.start - piece.start > room:
                break
            start = piece.start
        return quote_edges(self.unit.sentence.text, start, self.end)


def _is_quantity(item: Time) -> bool:
    """三年以上七年以下有期徒刑: how long a punishment lasts is a quantity of it."""
    return item.side == "min" or (item.kind == "term" and item.written.endswith(("以上", "以下")))


def quote_edges(sentence: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) of a sentence less the commas at its edges and a 并 that only ties it to what stands before."""
    while start < end and sentence[start] in "，、；：,; 　\t":
        start += 1
    while end > start and sentence[end - 1] in "，、；。：,; \t":
        end -= 1
    if sentence[start : start + 1] in ("并", "且") and sentence[start : start + 2] not in _JOINED_WORDS:
        start += 1
    return start, end
