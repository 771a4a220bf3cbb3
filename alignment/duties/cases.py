"""In which case a duty holds, compared: what bounds a case by a number, who of those named is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from alignment.duties.duty import Duty
from alignment.duties.hunks import Hunk
from alignment.duties.judged import FieldChange
from alignment.duties.parts import CASES, Parts, Placed, Region
from alignment.reading.flat import flatten

#: 持有健康证的|人员, 经培训的|人员: what is said asks for something.
ASKS = re.compile(r"(?:持有|具备|具有|符合|满足|取得|通过|完成|经)")
#: 符合下列条件|之一|的: one of several is enough.
_ANY_OF = re.compile(r"之一|任一|任意一|其中一[项种个]")
#: |同时|符合下列条件的, 符合下列|全部|条件的: what is said of several anyway.
_ALL_OF = re.compile(r"同时|全部|各项|所有|均|都")
#: |有条件的|街道.
ABLE = re.compile(r"有条件的")
#: 持有健康证明|和培训证明|的人员: joined to what is asked for, and what is enough instead of it.
_BESIDES = re.compile(r"[和及与并且、]|同时")
_INSTEAD = re.compile(r"或")
#: 二十平方米|以下|的: of more such things the case holds where the number grows.
_AT_MOST = re.compile(r"以下|以内|不超过|不足|不满|未满|少于|低于|小于|不高于|不大于|至多")
#: What asks for more holds in fewer cases.
_ASKED = {"more": "narrower", "fewer": "wider", "set": "narrower", "dropped": "wider"}
_ALLOWED = {"more": "wider", "fewer": "narrower", "set": "narrower", "dropped": "wider"}


def of_case(found: Sequence[Hunk], told: Sequence[FieldChange], duty: Duty) -> list[FieldChange]:
    """A number that changed within a case changes the case: 经过半数业主同意 → 经三分之二以上业主同意."""
    quantity = next((change for change in told if change.field == "quantity"), None)
    if quantity is None or duty.listed or duty.penalty:
        return []  # what is punished is more or less of an offence
    places = [*quantity.old_spots, *quantity.new_spots]
    held = [hunk for hunk in found if any(spot.start <= p.start < spot.end for p in _all(hunk) for spot in places)]
    if not held or any(hunk.region is not Region.CASE for hunk in held):
        return []
    if quantity.direction in ("set", "dropped") and not all(
        any(spot.start <= p.start < spot.end for spot in places) for hunk in held for p in _all(hunk)
    ):
        return []  # put in with a case of its own
    ways = _ALLOWED if _AT_MOST.search(quantity.old + quantity.new) else _ASKED
    return [FieldChange("condition", ways.get(quantity.direction, "other"), quantity.old, quantity.new)]


def of_bearer(told: Sequence[FieldChange]) -> list[FieldChange]:
    """Changes in which a number is all that differs in the name of who is bound: 超过一百人的企业 → 超过五十人的企业.

    The number says which way; where it is an age it is told as whom the duty reaches, and the bearer is no other.
    """
    actor = next((change for change in told if change.field == "actor" and change.direction == "other"), None)
    quantity = next((change for change in told if change.field == "quantity"), None)
    if actor is None or quantity is None or quantity.direction not in ("more", "fewer"):
        return list(told)
    if _without(actor.old, quantity.old) != _without(actor.new, quantity.new):
        return list(told)
    if any(change.field == "scope" for change in told):
        return [change for change in told if change is not actor]
    ways = _ALLOWED if _AT_MOST.search(quantity.old + quantity.new) else _ASKED
    return [replace(change, direction=ways[quantity.direction]) if change is actor else change for change in told]


def _without(name: str, number: str) -> str:
    return flatten(name).replace(flatten(number), "")


def _all(hunk: Hunk) -> tuple[Placed, ...]:
    return (*hunk.old, *hunk.new)


def where_able(old: Parts, new: Parts) -> list[FieldChange]:
    """街道图书角 → 有条件的|街道图书角: what binds the able alone binds less firmly, and not in every case."""
    one, other = (match[0] if (match := ABLE.search(side.words(Region.FORCE))) else "" for side in (old, new))
    return [] if bool(one) == bool(other) else [FieldChange("condition", "set" if other else "dropped", one, other)]


def all_named(hunk: Hunk) -> bool:
    """同时符合下列条件 = 符合下列全部条件: whether a hunk only says that of several things each is asked for."""
    words = hunk.gone + hunk.come
    if hunk.region not in (*CASES, Region.BEARER) or not words or _ALL_OF.sub("", words):
        return False
    placed = _all(hunk)[0]
    return "下列" in placed.sentence and not _ANY_OF.search(placed.sentence)


def qualified(old: str, new: str) -> str:
    """How what is asked of those who are meant changed (持有健康证明的|人员), "" where both ask the same.

    Args:
        old: the words before the name, "" for none.
        new: likewise.
    """
    if not old or not new:
        return "set" if new else "dropped" if old else ""
    if bool(_ANY_OF.search(old)) != bool(_ANY_OF.search(new)):
        return "narrower" if _ANY_OF.search(old) else "wider"
    if _ALL_OF.sub("", old) == _ALL_OF.sub("", new):
        return ""
    short, long = sorted((old.rstrip("的"), new.rstrip("的")), key=len)
    more = long.removeprefix(short)
    if more == long or (not _BESIDES.match(more) and not _INSTEAD.match(more)):
        return "other"
    return "narrower" if (long == new.rstrip("的")) == bool(_BESIDES.match(more)) else "wider"
