"""How far a difference reaches: whether more or fewer things are meant, whether it is the whole of a case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alignment.duties.actors import close
from alignment.duties.hunks import JOINS, Hunk
from alignment.duties.parts import Parts, Placed, Region
from alignment.duties.pieces import Does
from alignment.reading.flat import flatten

_LIST_MARK = re.compile(JOINS)
_PHRASE = re.compile(
    r"(?:严格|紧紧|充分)?(?:按照|根据|依照|依据|参照|围绕|结合|依托|针对|通过|利用|对|在|为|向|以|经|凭|会同)"
)
#: No name of a thing is shorter, in characters.
_NAME = 2
#: Nor what it ends with longer.
_NOUN = 3
#: A case is the whole of what a hunk holds from so much of its words on.
_WHOLE = 0.8
#: 、|点餐员, 伪造|或者.
_JOINER_EDGES = re.compile(r"^(?:[、和及与或并\s]|或者|以及){1,4}|(?:[、和及与或并\s]|或者|以及){1,4}$")
#: 镇级|以上|的水源地: which levels are meant besides.
_AND_UP = re.compile(r"及?(?:其)?以[上下]")
#: 在|全部|公园 → 在|三个|公园: of all there are.
ALL = re.compile(r"全部|所有|全体|各类?|一切")


def unjoined(words: str) -> str:
    """An element of a list without what joins it to the others."""
    return _JOINER_EDGES.sub("", words)


def reach_of(hunk: Hunk) -> str:
    """Whether more or fewer things are meant: an element more widens, a qualifier more narrows."""
    if bool(ALL.fullmatch(hunk.gone)) != bool(ALL.fullmatch(hunk.come)) and hunk.old and hunk.new:
        return "narrower" if ALL.fullmatch(hunk.gone) else "wider"
    if not hunk.old or not hunk.new:
        if _AND_UP.fullmatch(hunk.gone or hunk.come):
            return "wider" if hunk.new else "narrower"  # 镇级|以上|水源地
        if re.match("等", hunk.gone or hunk.come):
            return "wider" if hunk.new else "narrower"
        if _of_size(hunk):
            return "wider" if hunk.new else "narrower"
        if _names_thing(hunk):
            return "other"
        return "wider" if bool(hunk.new) == hunk.listed else "narrower"
    one, other = ([piece for piece in _LIST_MARK.split(flatten(hunk.words(side))) if piece] for side in (0, 1))
    if max(len(one), len(other)) > 1:
        lost = [item for item in one if not any(close(item, there) for there in other)]
        found = [item for item in other if not any(close(item, there) for there in one)]
        if bool(lost) != bool(found):
            return "wider" if found else "narrower"
        if abs(len(one) - len(other)) >= 2:
            return "wider" if len(other) > len(one) else "narrower"
    if hunk.gone in hunk.come:
        return "wider" if hunk.listed else "narrower"
    if hunk.come in hunk.gone:
        return "narrower" if hunk.listed else "wider"
    return "other"


_SIZES = frozenset("大中小微")


def _of_size(hunk: Hunk) -> bool:
    """中小|微|企业: whether what one side alone has is a size beside others, each of which is meant."""
    placed = hunk.old or hunk.new
    text, start, end = placed[0].sentence, placed[0].start, placed[-1].end
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return _SIZES.issuperset(text[start:end]) and not _SIZES.isdisjoint(beside)


#: What ends the name of a thing: a mark, or a word that joins it to another.
_THING_ENDS = re.compile(r"[、,，。;；:）)]|和|及|与|或|$")


def _names_thing(hunk: Hunk) -> bool:
    """租赁合同|公证书: whether words that one side alone has stand at the end of a name, and make it another thing."""
    placed = hunk.old or hunk.new
    text, start, end = placed[0].sentence, placed[0].start, placed[-1].end
    if hunk.region not in (Region.OBJECT, Region.THING) or hunk.listed or hunk.replaced or end - start > _NOUN:
        return False
    if len(hunk.before) < _NAME:
        return False
    return _THING_ENDS.match(text, end) is not None and _JOINER_EDGES.search(text[start - 1 : start]) is None


def whole_piece(hunk: Hunk, parts: Parts) -> bool:
    """Whether a hunk holds all the words of the case it lies in."""
    placed = hunk.old or hunk.new
    for piece in (*parts.duty.around, *parts.duty.tail):
        if piece.does in (Does.CASE, Does.TOPIC) and piece.start <= placed[0].start < piece.end:
            words = [item for item in parts.tokens if piece.start <= item.start < piece.end]
            counted = [item for item in words if item.token.kind == "amount" and item not in placed]  # told by itself
            return _size(placed) >= _WHOLE * (_size(words) - _size(counted))
    return len(placed) >= _WHOLE * _run_length(placed, parts)  # a case within the predicate


def _size(placed: Sequence[Placed]) -> int:
    return sum(len(item.token.text) for item in placed)


def _run_length(placed: Sequence[Placed], parts: Parts) -> int:
    """How many tokens the case has that a hunk lies in."""
    tokens = parts.tokens
    low = high = next(at for at, item in enumerate(tokens) if item.start == placed[0].start)
    while low > 0 and tokens[low - 1].region is Region.CASE:
        low -= 1
    while high < len(tokens) and tokens[high].region is Region.CASE:
        high += 1
    return high - low


def whole_phrase(hunk: Hunk, parts: Parts) -> bool:
    text = hunk.gone or hunk.come
    placed = hunk.old or hunk.new
    for piece in parts.duty.around:
        if piece.start <= placed[0].start < piece.end:
            return len(text) >= _WHOLE * len(re.sub(r"\W", "", piece.text))
    return bool(_PHRASE.match(text)) and len(text) >= 4
