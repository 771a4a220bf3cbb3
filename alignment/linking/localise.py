"""Localisation: 各区→我区, 各区政务服务管理部门→区政务服务局. Differences that only name the own place or its body.

Two keys that are equal under `local_key` speak of the same thing, each in the words of its own level.
"""

from __future__ import annotations

import re
from functools import lru_cache

from alignment.knowledge import Knowledge, any_of
from alignment.model import Kind, Side
from alignment.reading.normalize import fold

_LEADING_PLACE = re.compile(
    r"(?:关于印发)?《?([\u4e00-\u9fff]{2,8}?(?:自治区|特别行政区|省|市|自治州|盟|区|县|旗|开发区))(?!域|间|内|外|级)"
)


class Localiser:
    """Folds the names of places and bodies to their bare kind; `places` are the two texts' own places."""

    def __init__(self, knowledge: Knowledge, places: tuple[str, ...] = ()) -> None:
        own = sorted({fold(place) for place in (*knowledge.places, *places) if place}, key=len, reverse=True)
        self._place = any_of(tuple(own))
        self._here = re.compile(f"^(?:{any_of(tuple(sorted(map(fold, places), key=len, reverse=True))).pattern})")
        words: dict[str, str] = {}
        for level, sign in (("province", "省"), ("city", "市"), ("district", "区")):
            words.update(dict.fromkeys((fold(word) for word in knowledge.own_place.get(level, ())), sign))
        self._own = any_of(tuple(words))
        self._own_sign = words
        self._organs = {fold(left): fold(right) for left, right in knowledge.organs.items()}
        self._organ = any_of(tuple(self._organs))
        # most short segments name no place and no body: one look for the last character of any such word tells
        ends = {word[-1] for word in (*own, *words, *self._organs)} | set("省市区")
        self._hint = any_of(tuple(sorted(ends)))
        self._formula = any_of(tuple(sorted({self._key(fold(words)) for words in knowledge.formulas} - {""})))
        self._cached = lru_cache(maxsize=8192)(self._key)

    def key(self, folded: str) -> str:
        """The folded text with places, own-place words and kinds of bodies brought to one form."""
        return self._cached(folded)

    def _key(self, folded: str) -> str:
        if not self._hint.search(folded):
            return folded
        text = self._own.sub(lambda match: self._own_sign[match[0]], folded)
        text = self._place.sub(lambda match: _kind_of_place(match[0]), text)
        text = self._organ.sub(lambda match: self._organs[match[0]], text)
        # 市区政府 (a city's district) and 各区的区级 leave doubled signs behind
        return re.sub(r"[省市区]*([省市区])", r"\1", text)

    def at_home(self, name: str) -> str:
        """The folded name of a body with the texts' own place by its level alone: 云渡区财政局 is 区财政局 there."""
        return self._here.sub(lambda match: _kind_of_place(match[0]), name)

    def content(self, key: str) -> str:
        """A key with the genre's set phrases blanked: what is left says what the sentence is about."""
        return self._formula.sub("\0", key)

    def bare(self, folded: str) -> str:
        """The key without its place signs: equal where only level and place differ (全市餐饮店 = 餐饮店)."""
        return re.sub(r"[省市区](?![域间])", "", self.key(folded))


def _kind_of_place(name: str) -> str:
    if name.endswith(("开发区", "自治区")):
        return "省" if name.endswith("自治区") else "区"
    return {"省": "省", "市": "市", "州": "市", "盟": "市"}.get(name[-1], "区")


def own_places(side: Side) -> tuple[str, ...]:
    """The place that a text speaks for, as its title or its front matter opens with it (云州市, 临江区)."""
    found: list[str] = []
    front = [clause.text for clause in side.clauses if clause.kind is Kind.FRONT]
    for text in (side.title, *front):
        match = _LEADING_PLACE.match(text)
        if match and match[1] not in found:
            found.append(match[1])
    split = [
        part for name in found for part in re.findall(r"[\u4e00-\u9fff]{2,4}?(?:自治区|省|市|州|盟|区|县|旗)", name)
    ]
    return tuple(dict.fromkeys((*found, *(part for part in split if part != "市区"))))
