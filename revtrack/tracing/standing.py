"""Where a document stands: state, province, city, district or town, and how the level of another one relates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from alignment.knowledge import Knowledge
from corpus_repo.clause_rows import VersionRow
from revtrack.ingest.places import place_of


class LevelRelation(StrEnum):
    """Whether another document's body stands above or below: `higher` is the state or a body of the same province or
    city above, `same` the same level anywhere, `beside` another level elsewhere."""

    HIGHER = "higher"
    SAME = "same"
    LOWER = "lower"
    BESIDE = "beside"
    UNKNOWN = "unknown"


_LEVELS = ("state", "province", "city", "district", "town")
_TOWN = re.compile(r"(?:镇|乡|街道|办事处)$")
#: A part of a path that is no county but what a title is about: 郑州市/城市, 某市/居民住宅区.
_NO_PLACE = re.compile(r"^城市$|^[市地城景园校社街灌库林矿牧]区$|住宅|居民|小区|保护区|风景|名胜|实验区|试验区|管理区")
_NATIONAL_FORM = re.compile(r"(?:法|法典|条例|规定|办法|规则|细则|决定|解释|批复)(?:[（(][^（）()]*[）)])?$")
_SHORT = re.compile(r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands: its place as a path of names from the province down, and the rank of its level, 0 for
    the state to 4 for a town, -1 where nothing tells."""

    path: tuple[str, ...]
    rank: int

    @property
    def level(self) -> str:
        """The level by name, "" where unknown."""
        return _LEVELS[self.rank] if self.rank >= 0 else ""

    def to(self, other: Standing) -> LevelRelation:
        """How another document's level relates to this one's."""
        if self.rank < 0 or other.rank < 0:
            return LevelRelation.UNKNOWN
        if other.rank == self.rank:
            return LevelRelation.SAME
        if other.rank < self.rank:
            above = other.rank == 0 or self.path[: len(other.path)] == other.path
            return LevelRelation.HIGHER if above else LevelRelation.BESIDE
        below = self.rank == 0 or other.path[: len(self.path)] == self.path
        return LevelRelation.LOWER if below else LevelRelation.BESIDE


_UNKNOWN = Standing((), -1)


@lru_cache(maxsize=50_000)
def standing(jurisdiction: str, issuers: str, title: str) -> Standing:
    """Where a document stands, by its metadata: the jurisdiction, else the issuer, else the title.

    A law, a regulation or a decision that names no place is the state's.
    """
    path = jurisdiction
    for words in (issuers, title):
        if not path and (place := place_of(words, "")):
            path = place.path
    if not path and title and _NATIONAL_FORM.search(title) and not _names_place(title):
        return Standing((), 0)
    return _standing(path)


def _standing(path: str) -> Standing:
    parts = tuple(part for part in path.split("/") if part and not _NO_PLACE.search(part))
    if not parts:
        return _UNKNOWN
    if parts[0] == "全国":
        return Standing((), 0)
    if _TOWN.search(parts[-1]):
        return Standing(parts, 4)
    within = Knowledge.shipped().within
    if parts[0] not in within:  # a city or a district whose province nobody told
        return Standing(parts, 3 if parts[-1][-1] in "区县旗" else 2 if parts[-1][-1] in "市州盟" else -1)
    # a municipality has districts where a province has cities
    return Standing(parts, min(3, len(parts) + (1 if parts[0].endswith("市") and len(parts) > 1 else 0)))


def guessed(texts: Iterable[str]) -> Standing:
    """Where a text stands that says nothing of itself: the district or city, else the province, that it names most."""
    text = "".join(texts)
    best, most = "", 1
    for province, names in Knowledge.shipped().within.items():
        for name in names:
            if (count := text.count(name)) > most:
                best, most = f"{province}/{name}", count
    if not best:
        for province in Knowledge.shipped().within:
            if (count := text.count(province)) > most:
                best, most = province, count
    return _standing(best)


def _names_place(title: str) -> bool:
    return _places().search(title) is not None


@lru_cache(maxsize=1)
def _places() -> re.Pattern[str]:
    """Any province, prefecture or district by its name, provinces and prefectures by the short one too."""
    names: set[str] = set()
    for province, parts in Knowledge.shipped().within.items():
        names |= {province, _SHORT.sub("", province), *parts}
        names |= {name.removesuffix("市") for name in parts if name.endswith("市") and len(name) > 2}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def standing_of(row: VersionRow) -> Standing:
    """Where a version of the catalog stands."""
    return standing(row.jurisdiction, row.issuers, row.title)
