"""What a person added to a comparison, and the words and values that she put right, as they stand in it today.

An addition is found again by the sentences that it quotes. Where all of them read as they did, it holds; where one was
edited and still has the words, it is carried over; where one has them no more, it is outdated and not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alignment.duties.table import FIELDS
from alignment.model import Affected, ChangeKind, Comparison, Entry, Obligation, ObligationChange, SideName
from alignment.reading.normalize import fold
from corpus_repo import About, Passage, Review, Verdict
from revtrack.holdings.judging_entries import ADDED, PERSON
from revtrack.holdings.passages import Sentences, Stretch
from revtrack.holdings.reviewed import Reviewed, Standing

_SIDES: tuple[SideName, SideName] = ("old", "new")
_Places = tuple[Stretch | None, Stretch | None]


@dataclass(frozen=True)
class Added:
    """A comparison with what people added behind what was found, and where each addition stands in it."""

    comparison: Comparison
    said: tuple[Reviewed, ...] = ()


def with_added(reviews: Sequence[Review], comparison: Comparison, sentences: Sentences) -> Added:
    """The comparison with what people added; what the program finds by itself is not said twice."""
    duties, account = list(comparison.obligations), list(comparison.account)
    said: list[Reviewed] = []
    for review in (one for one in reviews if one.verdict is Verdict.ADD):
        places, standing = _places(review, sentences)
        if standing is Standing.OUTDATED:
            said.append(Reviewed(review, standing))
            continue
        if review.about is About.ENTRY:
            said.append(Reviewed(review, standing, entry=_entry(review, places, account)))
        else:
            said.append(Reviewed(review, standing, _pair(places), _change(review, places, duties, account)))
    return Added(replace(comparison, obligations=tuple(duties), account=tuple(account)), tuple(said))


def corrected(change: ObligationChange, review: Review, sentences: Sentences) -> ObligationChange:
    """A change as a person put it right: its fields with their directions, and the words and values of both sides.

    Words that no longer stand in the texts leave the change with those that were found.
    """
    change = replace(change, matched_by=PERSON)
    if review.fields or review.right is None:
        fields = tuple(name for name in FIELDS if name in review.fields)
        change = replace(change, fields=fields, directions=dict(review.fields))
    if review.right is None:
        return change
    places, standing = _places(replace(review, old=review.right[0], new=review.right[1]), sentences)
    if standing is Standing.OUTDATED:
        return change
    found = zip((change.old, change.new), places, review.right, strict=True)
    old, new = (_put_right(duty, place, passage) for duty, place, passage in found)
    return replace(change, change=kind_of(old, new), old=old, new=new)


def kind_of(old: object, new: object) -> ChangeKind:
    """What became of something, by the sides that have it."""
    return "modified" if old and new else "removed" if old else "added"


def _put_right(duty: Obligation | None, place: Stretch | None, passage: Passage | None) -> Obligation | None:
    if place is None or passage is None:
        return None
    said = place.duty(passage.duty)
    if duty is None:
        return said
    values = {name: passage.duty.get(name, "") for name in FIELDS}
    where = {"clause": said.clause, "sentence": said.sentence, "text": said.text, "start": said.start, "end": said.end}
    right: Obligation = replace(duty, **where, **values)  # type: ignore[arg-type]
    return replace(
        right,
        bearers=duty.bearers if right.actor == duty.actor else (),
        due=duty.due if right.deadline == duty.deadline else None,
        quantities=duty.quantities if right.quantity == duty.quantity else (),
    )


def _places(review: Review, sentences: Sentences) -> tuple[_Places, Standing]:
    """The words of both sides, and how the review stands: as its worse side does."""
    found: list[Stretch | None] = []
    worst = Standing.HOLDS
    for side, passage in zip(_SIDES, (review.old, review.new), strict=True):
        place, standing = sentences.stretch(side, passage) if passage else (None, Standing.HOLDS)
        found.append(place)
        if standing is Standing.OUTDATED or (standing is Standing.CARRIED and worst is Standing.HOLDS):
            worst = standing
    return (found[0], found[1]), worst


def _pair(places: _Places) -> tuple[str, str]:
    old, new = (place.sentence if place else "" for place in places)
    return old, new


def _change(review: Review, places: _Places, duties: list[ObligationChange], account: list[Entry]) -> int:
    """The number of a change that was added: put behind those that there are, unless it is one of them."""
    quotes = tuple(fold(place.text) if place else "" for place in places)
    for number, known in enumerate(duties):
        if quotes == tuple(fold(duty.text) if duty else "" for duty in (known.old, known.new)):
            return number
    passages = review.old, review.new
    old, new = (
        place.duty(passage.duty) if place and passage else None for place, passage in zip(places, passages, strict=True)
    )
    kind = kind_of(old, new)
    name = f"{ADDED}{review.id}"
    account.append(_told(places, name, kind))
    duties.append(
        ObligationChange(
            kind,
            tuple(field for field in FIELDS if field in review.fields),
            dict(review.fields),
            old,
            new,
            matched_by=PERSON,
            entry=name,
        )
    )
    return len(duties) - 1


def _entry(review: Review, places: _Places, account: list[Entry]) -> str:
    """The id of a difference beside the duties that was added."""
    quotes = tuple(place.text if place else "" for place in places)
    for known in account:
        if known.row and quotes == (known.old, known.new):
            return known.id
    name = f"{ADDED}{review.id}"
    account.append(replace(_told(places, name, review.kind), cls="substance"))
    return name


def _told(places: _Places, name: str, kind: str) -> Entry:
    """The entry of an addition: its words belong to the entries that own them, so that the account balances."""
    old, new = (place.text if place else "" for place in places)
    affected = tuple(
        Affected(side, place.sentence, place.text) for side, place in zip(_SIDES, places, strict=True) if place
    )
    return Entry(name, "duty", kind, (), affected, "", old, new)
