"""How an act is to be done: 及时、完整|、准确|地提供. Another way to do it binds more or less firmly; the act stays."""

from __future__ import annotations

import re

from alignment.duties.bodies import ADVERB
from alignment.duties.hunks import Hunk
from alignment.duties.parts import Parts, Region
from alignment.duties.predicates import MANNER
from alignment.reading.flat import flatten

#: 、准确|地提供: what joins a way to the others.
_JOINS = re.compile(r"^(?:[、和且并]|以及)+|(?:[、和且并]|以及)+$")
#: 真实、|完整地提供: the ways behind it, up to the 地 that says that they are ways.
_WAYS_BEHIND = re.compile(r"(?:[、和且并][^、和且并,，。;；的地]{1,4}){0,4}地(?![方点区块址段铁下上面域位])")
#: 所在|地, 落|地: what 地 is a part of.
_OF_NOUN = re.compile(r"(?:所在|落|当|基|场|土|各|两|异|本|用|绿|耕|产|属|实|领|园|营|驻|飞|驿|陆|草|林|湿|荒|工|墓)$")
#: No way of doing is longer, in characters.
_LONGEST = 5


def manner_turned(hunk: Hunk, old: Parts, new: Parts) -> str:
    """Whether a way in which an act is to be done was put in or taken out: stronger or weaker, "" where neither was.

    Of what is forbidden a way put in leaves more free: 不得|随意|占用 binds less than 不得占用.
    """
    if bool(hunk.old) == bool(hunk.new) or hunk.values:
        return ""
    side, placed = (new, hunk.new) if hunk.new else (old, hunk.old)
    if hunk.region not in (Region.VERB, Region.OBJECT):
        return ""
    words = _JOINS.sub("", flatten(side.sentence[placed[0].start : placed[-1].end])).removesuffix("地")
    if not 2 <= len(words) <= _LONGEST:
        return ""
    said = _is_way(side.sentence, placed[0].start, placed[-1].end)
    behind = flatten(side.sentence[placed[-1].end :])
    leads = (
        hunk.region is Region.VERB
        and placed[-1].end < side.duty.end
        and side.region_at(placed[-1].end) in (Region.VERB, Region.BASIS)
        and not hunk.listed
    )
    adverb = ADVERB.fullmatch(words) or re.fullmatch(MANNER, words)
    known = leads and (adverb or (not side.verb_at(words) and side.verb_at(behind)))
    if not (known or (said and not side.verb_at(words))) and not (said and ADVERB.fullmatch(words)):
        return ""
    forbidden = new.duty.force.polarity == "prohibition"
    return "stronger" if bool(hunk.new) != forbidden else "weaker"


def _is_way(sentence: str, start: int, end: int) -> bool:
    """Whether 地 says of [start, end) that it is a way of doing: 真实、|完整|地, |逐项地|."""
    words = flatten(sentence[start:end])
    if words.endswith("地"):
        return not _OF_NOUN.search(words[:-1])
    behind = flatten(sentence[end - 1 :]) if words[-1:] in "、和且并" else flatten(sentence[end:])
    found = _WAYS_BEHIND.match(behind)
    return found is not None and not _OF_NOUN.search(words + found[0][:-1])
