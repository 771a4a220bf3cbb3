"""What changed for a body since a day: duties that came, that went, and that are others now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from alignment.linking.similarity import ratio_matrix
from corpus_repo import Corpus, Document, Version
from corpus_repo.order import in_order
from revtrack.bodies.register import BodyDuty
from revtrack.force.course import course_of
from revtrack.force.known import Asked
from revtrack.force.model import ENDED_BY
from revtrack.force.standing import standing_on
from revtrack.holdings.folding import lookup_key

#: Two duties so alike are one that was changed.
_ALIKE = 0.55
_ENDED = frozenset(ENDED_BY.values())


class Shift(StrEnum):
    """What became of a duty since a day: `ended` goes with its whole document, `gone` with its sentence."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Shifted:
    """A change: the day of the text that made it, the duty before and after (None where there is none), and the fields
    that differ (role, deadline, strength, quantity, recipient, wording), each with both values."""

    shift: Shift
    day: str
    before: BodyDuty | None
    after: BodyDuty | None
    fields: tuple[tuple[str, str, str], ...] = ()

    @property
    def duty(self) -> BodyDuty:
        """The duty as it stands, or as it stood."""
        return self.after or cast("BodyDuty", self.before)


def day_of_version(version: Version) -> str:
    """The day of a wording; where it names none, the one on which it came in."""
    return version.date or version.received[:10]


def shifts(corpus: Corpus, duties: Sequence[BodyDuty], since: str, today: str) -> tuple[Shifted, ...]:
    """What changed since a day (YYYY-MM-DD), the newest first.

    Args:
        corpus: whose versions they are of.
        duties: all that name the body, in whatever wording.
        since: the day; what a text of that day or a later one says is new.
        today: the day up to which documents may have ceased to bind.
    """
    known = Asked(corpus)
    by_document: dict[str, list[BodyDuty]] = {}
    for duty in duties:
        by_document.setdefault(duty.hit.document, []).append(duty)
    found: list[Shifted] = []
    for name, own in by_document.items():
        document = known.record(name)
        if document is not None:
            standing = standing_on(course_of(document, known), today)
            ended = standing.until if standing.state in _ENDED and standing.until >= since else ""
            found += _of_document(document, own, since, ended)
    return tuple(sorted(found, key=lambda one: (one.day, one.duty.hit.document, -one.duty.hit.duty.line), reverse=True))


def turned(before: Iterable[BodyDuty], now: Iterable[BodyDuty], day: str) -> tuple[Shifted, ...]:
    """What one wording made of the duties of a body in the one before it, in no particular order.

    Args:
        before: its duties in the earlier wording, none where there is none.
        now: those in the later one.
        day: of the later one.
    """
    return tuple(_paired(list(before), list(now), day))


def _of_document(document: Document, duties: Sequence[BodyDuty], since: str, ended: str) -> Iterable[Shifted]:
    counted = [one for one in in_order(document.versions.values()) if not one.withdrawn and one.status.value != "draft"]
    current = next((one for one in counted if any(d.current and d.hit.version == one.id for d in duties)), None)
    current = current or (counted[-1] if counted else None)
    if current is None:
        return ()
    now = [duty for duty in duties if duty.hit.version == current.id]
    if ended:
        return [Shifted(Shift.ENDED, ended, duty, None) for duty in now]
    day = day_of_version(current)
    if day < since:
        return ()
    earlier = [one for one in counted if day_of_version(one) < since]
    before = [duty for duty in duties if earlier and duty.hit.version == earlier[-1].id]
    return _paired(before, now, day)


def _paired(before: list[BodyDuty], now: list[BodyDuty], day: str) -> list[Shifted]:
    told: list[Shifted] = []
    left = list(before)
    coming: list[BodyDuty] = []
    for duty in now:
        key = lookup_key(duty.hit.duty.quote)
        same = next((one for one in left if lookup_key(one.hit.duty.quote) == key), None)
        if same is None:
            coming.append(duty)
            continue
        left.remove(same)
        if differing := _differing(same, duty):
            told.append(Shifted(Shift.CHANGED, day, same, duty, differing))
    scores = ratio_matrix(
        [lookup_key(one.hit.duty.quote) for one in left], [lookup_key(one.hit.duty.quote) for one in coming], _ALIKE
    )
    pairs = sorted(
        ((float(scores[old, new]), old, new) for old in range(len(left)) for new in range(len(coming))), reverse=True
    )
    olds: set[int] = set()
    news: set[int] = set()
    for score, old, new in pairs:
        if score and old not in olds and new not in news:
            olds.add(old)
            news.add(new)
            differing = _differing(left[old], coming[new]) or (("wording", "", ""),)
            told.append(Shifted(Shift.CHANGED, day, left[old], coming[new], differing))
    for old, before_it in enumerate(left):  # one of one clause each: whoever supported leads now
        if old in olds:
            continue
        there = [at for at, one in enumerate(coming) if one.hit.address == before_it.hit.address and at not in news]
        others = [at for at, one in enumerate(left) if one.hit.address == before_it.hit.address and at not in olds]
        if len(there) == len(others) == 1 and before_it.roles != coming[there[0]].roles:
            olds.add(old)
            news.add(there[0])
            told.append(
                Shifted(Shift.CHANGED, day, before_it, coming[there[0]], _differing(before_it, coming[there[0]]))
            )
    told += [Shifted(Shift.NEW, day, None, duty) for at, duty in enumerate(coming) if at not in news]
    told += [Shifted(Shift.GONE, day, duty, None) for at, duty in enumerate(left) if at not in olds]
    return told


def _differing(before: BodyDuty, after: BodyDuty) -> tuple[tuple[str, str, str], ...]:
    old, new = before.hit.duty, after.hit.duty
    values = (
        ("role", "、".join(before.roles), "、".join(after.roles)),
        ("deadline", old.last_day or old.deadline, new.last_day or new.deadline),
        ("strength", str(old.strength), str(new.strength)),
        ("quantity", lookup_key(old.quantity), lookup_key(new.quantity)),
        ("recipient", lookup_key(old.recipient), lookup_key(new.recipient)),
    )
    return tuple(one for one in values if one[1] != one[2])
