"""When a duty falls due, compared: which of two times is earlier, and which times say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alignment.duties.details import Due, counts_as_due, due_of
from alignment.duties.duty import Duty
from alignment.duties.hunks import Hunk
from alignment.duties.judged import FieldChange, Setting, Spot, spot
from alignment.duties.parts import Parts, Region
from alignment.reading.flat import flatten
from alignment.reading.numbers import value_of
from alignment.reading.times import Day, Time, times

#: How many days a unit of each family of time has, on the average.
DAYS = {"days": 1.0, "workdays": 1.4, "months": 30.4, "hours": 1 / 24}
#: A year told by where it lies: this year, next, last, the one after next.
_RELATIVE = {-3: -1, -1: 0, -2: 1, -4: 2}
_BEFORE = re.compile(r"^(?:之前|以前|前|先)$")
_AFTER = re.compile(r"^(?:之后|以后|后)$")
#: Terms nearer than this, in days, are not told apart by length (十五日, 十五个工作日 differ in kind).
_NEAR = 0.01


def deadline_change(
    old: Parts, new: Parts, around_old: Sequence[Duty], around_new: Sequence[Duty], setting: Setting
) -> list[FieldChange]:
    """The change of when a duty is due, nothing where both say the same.

    A time that only moved to another duty of the same sentence, or that stands in the heading or note, is no change.
    """
    left, right = due_times(old.duty), due_times(new.duty)
    gone = [item for item in left if not any(same_time(item, other) for other in right)]
    come = [item for item in right if not any(same_time(item, other) for other in left)]
    if not gone and not come:
        return [] if left else _by_stage(old.duty, new.duty, setting)
    if gone and come:
        return [_dated(directions(gone, come), old, new, gone, come)]
    there, missing = (around_old, come) if not gone else (around_new, gone)
    alone = [
        item for item in missing if not any(same_time(item, other) for duty in there for other in times_around(duty))
    ]
    if not alone:
        return []
    partner = _due(old.duty, setting.issued[0]) if not gone else _due(new.duty, setting.issued[1])
    if partner is not None and partner.source == "inherited" and alone[0].kind == "day":
        pair = (partner.time, alone[0]) if not gone else (alone[0], partner.time)
        direction = direction_of(*pair)
        return [_dated(direction, old, new, gone, come, partner.quote)] if direction else []
    way = _before_or_after(old, new) or _at_once(old, new, gone) or ("set" if come else "dropped")
    return [_dated(way, old, new, gone, come)]


#: 五日内 → 立即: no term is shorter.
_AT_ONCE = re.compile(r"立即|立刻|当场|即时|第一时间")


def _at_once(old: Parts, new: Parts, gone: Sequence[Time]) -> str:
    """Which way a term went that a word of haste stands against, "" where none does: 五日内 → 立即 is earlier."""
    there = flatten((new if gone else old).words(Region.TIME))
    return "" if not _AT_ONCE.search(there) else "earlier" if gone else "later"


#: 开业|前, 开业|后|三十日内: what something must come before or may follow.
_MOMENT = re.compile(r"(?P<what>[^,，。;；:：在于应当须要将把]{2,8}?)(?:之|以)?(?P<side>[前后])")


def _before_or_after(old: Parts, new: Parts) -> str:
    """在开业前 → 在开业后三十日内: later, "" where not one thing comes before and then after another."""
    sides = ({match["side"]: match["what"] for match in _MOMENT.finditer(flatten(p.duty.text))} for p in (old, new))
    left, right = sides
    if "前" in left and left.get("前") == right.get("后"):
        return "later"
    return "earlier" if "后" in left and left.get("后") == right.get("前") else ""


def _by_stage(old: Duty, new: Duty, setting: Setting) -> list[FieldChange]:
    """A duty without a time of its own that moved to a stage with other days; linked headings are told there."""
    before, after = old.around_text, new.around_text
    if before.heading is None or after.heading is None or same_time(before.heading, after.heading):
        return []
    noted = any(around.note is not None and around.note.time is not None for around in (before, after))
    if noted or old.time_before or new.time_before or (before.heading_at, after.heading_at) in setting.linked_headings:
        return []
    direction = direction_of(before.heading, after.heading)
    words = before.heading.written, after.heading.written
    return [FieldChange("deadline", direction, *words)] if direction else []


def heading_change(old: str, new: str) -> FieldChange | None:
    """The change of the days that a heading gives its items, None where they stay."""
    left, right = ([item for item in times(flatten(text)) if item.kind == "day"] for text in (old, new))
    gone = [item for item in left if not any(same_time(item, other) for other in right)]
    come = [item for item in right if not any(same_time(item, other) for other in left)]
    if not gone and not come:
        return None
    words = _words(gone), _words(come)
    if not gone or not come:
        return FieldChange("deadline", "set" if come else "dropped", *words)
    return FieldChange("deadline", directions(gone, come), *words)


def note_change(old: Duty, new: Duty, spots: tuple[tuple[Spot, ...], tuple[Spot, ...]]) -> FieldChange | None:
    """The change of the date in the note of responsibility that binds two duties."""
    notes = old.around_text.note, new.around_text.note
    before, after = (note.time if note else None for note in notes)
    if before is not None and after is not None:
        if same_time(before, after):
            return None
        direction = direction_of(before, after)
        return FieldChange("deadline", direction, before.written, after.written, *spots) if direction else None
    if before is None and after is None:
        return None
    one, other = (before, new) if before is not None else (after, old)
    if one is None or any(same_time(one, item) for item in times_around(other)):
        return None
    return FieldChange(
        "deadline",
        "dropped" if before else "set",
        before.written if before else "",
        after.written if after else "",
        *spots,
    )


def turned_round(hunk: Hunk) -> str:
    """营业前 → 营业后: whether what must come before now comes after, "" where nothing of the kind changed."""
    gone, come = flatten(hunk.gone), flatten(hunk.come)
    if _BEFORE.match(gone) and _AFTER.match(come):
        return "later"
    if _AFTER.match(gone) and _BEFORE.match(come):
        return "earlier"
    return ""


def due_times(duty: Duty) -> list[Time]:
    """The times in a duty's own words that say when it is due."""
    return [item for item in duty.times if counts_as_due(item, duty)]


def times_around(duty: Duty) -> list[Time]:
    """Every time that may bind a duty: its own, that before it, those of its note and heading."""
    found = list(duty.times)
    if duty.time_before is not None:
        found.append(duty.time_before)
    note = duty.around_text.note
    if note is not None and note.time is not None:
        found.append(note.time)
    if duty.around_text.heading is not None:
        found.append(duty.around_text.heading)
    return found


def same_time(left: Time, right: Time) -> bool:
    """Whether two times ask for the same: 年底前 = 12月31日前, 半年内 = 六个月内."""
    if left.kind != right.kind:
        return False
    if left.kind == "day":
        sides = {left.side, right.side}
        if sides <= {"on", "by"} or left.side == right.side:
            first = left.first == right.first if left.side in ("from", "span") else True
            return left.last == right.last and first
        return False
    if (left.family, left.length, left.upto, left.times) != (right.family, right.length, right.upto, right.times):
        return False
    return left.side == right.side or {left.side, right.side} <= {"within", "for"}


def directions(gone: Sequence[Time], come: Sequence[Time]) -> str:
    """The one way in which times changed, pair by pair; "other" where they disagree."""
    ways = {direction_of(a, b) for a, b in zip(gone, come, strict=False)} - {""}
    return ways.pop() if len(ways) == 1 else "other"


def direction_of(left: Time, right: Time) -> str:
    """Whether a time now falls due earlier or later; "other" where the two cannot be held against each other."""
    if left.kind != right.kind:
        return "other"
    if left.kind == "day":
        return _of_days(left, right)
    if left.kind == "clock":
        return _way(float(left.length), float(right.length)) or "other"
    if left.family not in DAYS or right.family not in DAYS:
        return "other"
    if left.kind == "recurrence":
        return _of_recurrences(left, right)
    a, b = (float(item.upto or item.length) * DAYS[item.family] for item in (left, right))
    way = _way(a, b)
    if not way:
        return "other"
    if left.side == "before" == right.side:
        return "earlier" if way == "later" else "later"
    return way


def _of_days(left: Time, right: Time) -> str:
    if left.last is None or right.last is None:
        return "other"
    years = [_RELATIVE.get(item.last[0], 0) if item.last[0] is not None else 0 for item in (left, right) if item.last]
    if None in (left.last[0], right.last[0]) and years[0] != years[1]:
        return "later" if years[1] > years[0] else "earlier"  # 年底前 → 明年3月底前
    named = left.last[0] is not None and right.last[0] is not None
    a, b = _ordinal(left.last, named=named), _ordinal(right.last, named=named)
    if a == b and left.first and right.first:
        a, b = _ordinal(left.first, named=named), _ordinal(right.first, named=named)
    return _way(a, b)


def _of_recurrences(left: Time, right: Time) -> str:
    a = float(left.length) * DAYS[left.family] / float(left.times)
    b = float(right.length) * DAYS[right.family] / float(right.times)
    way = _way(a, b)
    if way or left.side == right.side:
        return way
    days = tuple(_day_of(item.side) for item in (left, right))
    return _way(*days) if all(days) else "other"


def _day_of(side: str) -> int:
    """The place within its period of a recurring day: 3月10日 → 106."""
    match = re.fullmatch(r"(?:(?P<month>[^月]+)月(?:份)?)?(?:(?P<day>[^日号底]+)[日号]|底)", side)
    month, day = (value_of(match["month"] or "0"), value_of(match["day"] or "31")) if match else (None, None)
    return int(month) * 32 + int(day) if month is not None and day is not None else 0


def _way(a: float, b: float) -> str:
    return "" if abs(a - b) < _NEAR else "later" if b > a else "earlier"


def _ordinal(day: Day, *, named: bool) -> int:
    year = (day[0] or 0) if named else 0
    return _RELATIVE.get(year, year) * 400 + day[1] * 32 + day[2]


def _due(duty: Duty, issued: str) -> Due | None:
    found = due_of(duty, issued)
    if found is None and duty.around_text.heading is not None:
        item = duty.around_text.heading
        return Due(item.written, "", "date", "inherited", item)
    return found


def _words(found: Sequence[Time]) -> str:
    return "、".join(item.written for item in found)


def _dated(
    direction: str, old: Parts, new: Parts, gone: Sequence[Time], come: Sequence[Time], inherited: str = ""
) -> FieldChange:
    return FieldChange(
        "deadline",
        direction,
        _words(gone) or inherited,
        _words(come) or inherited,
        tuple(spot(old.duty, item.start, item.end) for item in gone),
        tuple(spot(new.duty, item.start, item.end) for item in come),
    )
