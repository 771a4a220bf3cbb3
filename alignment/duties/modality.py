"""How firmly a duty binds, compared: polarity first, then strength."""

from __future__ import annotations

import re
from dataclasses import replace

from alignment.duties.duty import Duty
from alignment.duties.force import PLAIN, Force
from alignment.duties.judged import FieldChange, region_spots
from alignment.duties.parts import Parts, Region
from alignment.reading.flat import flatten

#: Words that say what is done rather than how strongly.
_DEEDS = frozenset(("取消", "享受", "享有", "负责", "牵头", "确保", "免予", "免于", "豁免"))
#: Bans that are stricter than 不得.
_STRICTEST = frozenset(("严禁", "一律不得", "绝不允许", "决不允许"))
#: 不得少于十个 asks for ten: the bound of a quantity, no prohibition.
_BOUND = re.compile(r"(?:少于|低于|小于|短于|早于|超过|高于|多于|大于|长于|晚于|迟于|突破)")
#: How much each polarity binds.
_BINDS = {"prohibition": 5, "duty": 4, "encouragement": 2, "permission": 2, "release": 1}


def modality_change(old: Parts, new: Parts, *, plan: bool) -> list[FieldChange]:
    """The change of force between two duties, nothing where both bind alike.

    In a plan the bare verb is as firm as its 要 and 应当; in an article each word counts.
    """
    left, right = _said(old.duty), _said(new.duty)
    if not (left.word or right.word or left.weakened or right.weakened or left.strengthened or right.strengthened):
        return []  # what both only carry on from the clause before is told there
    if plan and _other_verb(old, new):
        left, right = _as_plain(left), _as_plain(right)
    either = {"须", "禁止"} & {left.word, right.word}
    if either and left.polarity == right.polarity and _plainly(left, right):
        return []
    direction = ""
    if left.polarity == right.polarity:
        a, b = _rank(left, plan=plan), _rank(right, plan=plan)
        if a != b:
            direction = "stronger" if b > a else "weaker"
    elif {left.polarity, right.polarity} in ({"permission", "encouragement"}, {"prohibition", "duty"}):
        direction = "other"
    else:
        direction = "stronger" if _BINDS[right.polarity] > _BINDS[left.polarity] else "weaker"
    if not direction:
        return []
    return [
        FieldChange(
            "modality",
            direction,
            left.word,
            right.word,
            region_spots(old, Region.FORCE),
            region_spots(new, Region.FORCE),
        )
    ]


def _plainly(left: Force, right: Force) -> bool:
    """须 is written for 应当 and for 必须, 禁止 for 不得 and for 严禁: by itself no change from either."""
    return left.strength >= 4 and right.strength >= 4 and not (left.weakened or right.weakened)


#: Verbs of moving on; before another verb they weaken it, in its stead they are one verb among many.
_MOVING = frozenset(("推动", "推进", "促进"))


def _other_verb(old: Parts, new: Parts) -> bool:
    """推进体系建设 → 加强体系建设: whether 推进 is the verb itself and another stands in its place."""
    one, other = old.duty.force.word, new.duty.force.word
    if not ({one, other} & _MOVING):
        return False
    return old.words(Region.VERB) != new.words(Region.VERB)


def _as_plain(force: Force) -> Force:
    return replace(PLAIN, strength=4) if force.word in _MOVING else force


def _said(duty: Duty) -> Force:
    """A force as far as it is one: 取消待遇 is an act, 享受补贴 a state, 不得少于 a bound."""
    force = duty.force
    if force.word in _DEEDS:
        return replace(PLAIN, strength=4)
    if force.polarity == "prohibition" and force.start >= 0 and _BOUND.match(flatten(duty.head.text)[force.end :]):
        return replace(force, polarity="duty", strength=5)
    return force


def _rank(force: Force, *, plan: bool) -> int:
    """The strength of a force within its polarity; what a plan's bare verb says is as firm as its 要 and 应当."""
    strength = force.strength
    if force.polarity in ("permission", "encouragement", "release"):
        return 4
    if force.polarity == "prohibition":
        base = 6 if force.word in _STRICTEST else min(strength, 5)
    else:
        base = 4 if plan and strength in (4, 5) else strength
    if force.weakened:
        base = min(base, strength)
    if force.strengthened:
        base = max(base, strength)
    return base
