"""References within duties: which differ, which only follow a renumbering, which now name something else."""

from __future__ import annotations

import re

from alignment.duties.hunks import Hunk
from alignment.duties.judged import Setting
from alignment.duties.parts import Parts, Placed
from alignment.reading.flat import flatten

_ARTICLE = re.compile(r"第\d+条")
#: A document's number: 云政办发〔2029〕15号, and its edition: 2029年版, 《…目录》(2029年).
_NUMBERED = re.compile(
    r"[^\s,。;:、()《》\"]{2,12}\(\d{4}\)\s?(?:第\s?)?\d+\s?号|\(?\d{4}年?版\)?|(?<=》)\(?\d{4}年?\)?"
)
#: 国家|有关规定: whose rules hold.
_WHOSE = re.compile(r"(?:国家|本?[省市区县]|国务院|上级|地方|有关|相关|现行)*")
_RULES = re.compile(r"(?:的)?(?:有关|相关)?(?:规定|标准|规范|法律|法规|政策)")


def only(hunk: Hunk) -> bool:
    """Whether what differs is a reference: to a provision, a titled text, a document's number, whose rules hold."""
    placed = (*hunk.old, *hunk.new)
    if all(one.token.kind == "reference" or _in_title(one) or _in_number(one) for one in placed):
        return True
    gone, come = flatten(hunk.gone), flatten(hunk.come)
    return bool(_WHOSE.fullmatch(gone) and _WHOSE.fullmatch(come) and _RULES.match(flatten(hunk.after)))


def retargeted(old: Parts, new: Parts, setting: Setting) -> bool:
    """Whether a reference stays as written while the article that it names now has another number."""
    keys = {placed.key for placed in new.tokens if placed.token.kind == "reference"}
    for placed in old.tokens:
        if placed.token.kind != "reference" or placed.key not in keys:
            continue
        article = _ARTICLE.match(_named(placed.token.key))
        if article and setting.renumbered.get(article[0], article[0]) != article[0]:
            return True
    return False


def _named(key: object) -> str:
    """The provision that the key of a reference names."""
    match key:
        case (str(), str() as name):
            return name
        case _:
            return ""


def leads_on(old: object, new: object, setting: Setting) -> bool:
    """Whether a reference names the same provision under its new number."""
    before, after = _named(old), _named(new)
    article = _ARTICLE.match(before)
    if article is None:
        return before == after
    target = setting.renumbered.get(article[0])
    return target is not None and before.replace(article[0], target, 1) == after


def _in_title(placed: Placed) -> bool:
    flat = flatten(placed.sentence)
    return flat.count("《", 0, placed.start) > flat.count("》", 0, placed.start)


def _in_number(placed: Placed) -> bool:
    return any(match.start() <= placed.start < match.end() for match in _NUMBERED.finditer(flatten(placed.sentence)))
