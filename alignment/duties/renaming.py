"""What the new text calls otherwise throughout: names that are others everywhere, articles under another number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from alignment.duties.linked import LinkedTexts
from alignment.linking.similarity import token_differences
from alignment.model import Side
from alignment.reading.flat import flatten
from alignment.reading.numerals import parse_numeral
from alignment.reading.values import MARK

#: So many times must one word stand for another, and nowhere else, for a rename throughout.
_RENAMES = 3
#: In so many of the places of a name its counterpart is seen: notes and tables are often linked otherwise.
_SHARE = 0.25
#: A name is looked for with so many equal characters before and behind what differs, and no longer than this.
_LEAD, _TAIL, _LONGEST_NAME = 6, 3, 16
#: An article is the one that so many of its links lead to.
_MOST = 0.6

#: No name begins or ends with them: 区城市管理局|应当, 浴室应当向|区商务局.
_EDGE = re.compile(
    r"^(?:由|向|对|在|和|及|的|应|可|不|当|得|以|须|报|将|把)|(?:应当|应|可以|可|不得|必须|须|要|的|和|及|对|向|在|按|将)$"
    r"|应当|不得|可以|必须"
)
#: What a name may lose or take on and stay: the place and level before it.
_PLACE_OF = re.compile(r"[\u4e00-\u9fff]{0,6}(?:省|市|区|县|镇|乡|州)|[本我该各]")
#: A name of the old text and the one that stands for it in the new text.
_Names = tuple[str, str]


def renames_throughout(texts: LinkedTexts) -> tuple[_Names, ...]:
    """Words that one text writes throughout where the other writes another, and neither has both: 甲局 → 乙局.

    A difference may need the words around it to be one: 管理 → 运行 stands in many places, 区城市管理局 → 区城市运行局
    wherever the body does. The widest words that hold for as many clauses, and stand in as many places, are the name.
    Longest names first.
    """
    before, after = (_unmarked("".join(clause.text for clause in text.side.clauses)) for text in (texts.old, texts.new))
    found: list[_Names] = []
    for names in _clauses_of_names(texts).values():
        able = {
            name: (len(where), before.count(name[0]))
            for name, where in names.items()
            if _throughout(name, len(where), before, after)
        }
        if able:
            most = max(able.values())
            found.append(max((name for name, times in able.items() if times == most), key=lambda name: len(name[0])))
    kept = [
        one for one in found if not any(one != other and one[0] in other[0] and one[1] in other[1] for other in found)
    ]
    return tuple(sorted(dict.fromkeys(kept), key=lambda pair: -len(pair[0])))


def _clauses_of_names(texts: LinkedTexts) -> dict[_Names, dict[_Names, set[str]]]:
    """For words that differ in linked sentences, by each width of name around them: the clauses in which they do."""
    places: dict[_Names, list[tuple[str, _Difference]]] = defaultdict(list)
    for a, b in texts.links:
        left, right = texts.old.units[a], texts.new.units[b]
        if left.key == right.key or left.group != right.group:
            continue
        for place in _differences(_unmarked(left.sentence.text), _unmarked(right.sentence.text)):
            places[place.core].append((right.clause.id, place))
    clauses: dict[_Names, dict[_Names, set[str]]] = {}
    for core, held in places.items():
        # a name stands in no more clauses than the words that differ in it
        if len({clause for clause, _ in held}) >= _RENAMES:
            clauses[core] = defaultdict(set)
            for clause, place in held:
                for name in _names_around(place):
                    clauses[core][name].add(clause)
    return clauses


class _Difference(NamedTuple):
    """Where two texts differ: [a, b) of the old one stands for [c, d) of the new one."""

    old: str
    new: str
    a: int
    b: int
    c: int
    d: int

    @property
    def core(self) -> _Names:
        """The words that differ."""
        return self.old[self.a : self.b], self.new[self.c : self.d]


def _differences(old: str, new: str) -> Iterator[_Difference]:
    """What stands for what between two texts and may belong to a name: no numbers and nothing long."""
    for place in token_differences(old, new):
        found = _Difference(old, new, *place)
        if max(map(len, found.core)) <= _LONGEST_NAME and not re.search(r"\d", "".join(found.core)):
            yield found


def _names_around(place: _Difference) -> list[_Names]:
    """The words that differ, by themselves and with equal words around them, as far as they may be names."""
    old, new, a, b, c, d = place
    names = [
        (old[a - lead : b + tail], new[c - lead : d + tail])
        for lead in range(min(a, c, _LEAD) + 1)
        for tail in range(min(len(old) - b, len(new) - d, _TAIL) + 1)
        if old[a - lead : a] == new[c - lead : c] and old[b : b + tail] == new[d : d + tail]
    ]
    return [name for name in names if name[0] and name[1] and max(map(len, name)) >= 2]


def _throughout(name: _Names, clauses: int, before: str, after: str) -> bool:
    """Whether a name went with hardly a trace and the other came from nowhere, in enough clauses."""
    gone, come = name
    if clauses < _RENAMES or _EDGE.search(gone) or _EDGE.search(come) or _element_put_in(gone, come):
        return False
    if clauses < _SHARE * before.count(gone):
        return False
    if after.count(gone) > 0.1 * before.count(gone) + (gone in come) * after.count(come):
        return False
    return come in gone or before.count(come) <= 0.1 * after.count(come)


def _element_put_in(gone: str, come: str) -> bool:
    """骨灰堂 → 骨灰堂殡仪服务站 puts an element in a list, 市属企业 → 企业 takes a word off: neither is a new name."""
    short, long = sorted((gone, come), key=len)
    return short in long and _PLACE_OF.fullmatch(long.replace(short, "", 1)) is None


def _unmarked(text: str) -> str:
    return MARK.sub("", flatten(text))


def renumbered_articles(texts: LinkedTexts) -> dict[str, str]:
    """The articles that have another number in the new text: 第13条 → 第17条, as far as their links agree."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for a, b in texts.links:
        before, after = _article(texts.old.side, a), _article(texts.new.side, b)
        if before and after:
            found[before][after] += 1
    leading = {before: after.most_common(1)[0] for before, after in found.items()}
    return {before: name for before, (name, times) in leading.items() if times >= _MOST * found[before].total()}


def _article(side: Side, sentence: str) -> str:
    """The article that a sentence stands in, its number in figures; "" where it stands in none."""
    head = side.by_sentence[sentence][0].address.split("/")[0]
    if not head.startswith("第") or not head.endswith("条"):
        return ""
    value = parse_numeral(head[1:-1])
    return f"第{value}条" if value else ""
