"""Where a body sits, by its name: 北京市顺义区人民政府办公室 → 北京市/顺义区.

市 is a province in Beijing and a prefecture in Shanxi: the tables tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from alignment.knowledge import Knowledge

_NATIONAL = re.compile(r"(?:中央|中华人民共和国|国务院|全国人民代表大会|中共中央|国家(?!级)|最高人民)")
_COUNTY = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,6}?(?:自治县|自治旗|新区|开发区|示范区|区|县|旗|市))(?!域|间|内|外|级|场|政)"
)
_DEPARTMENT = re.compile(r"(?:局|厅|委员会|委|部|署|院|总队|中心|办)$")
_GOVERNMENT = re.compile(r"人民政府(?:办公厅|办公室)?$|人民代表大会|常务委员会|省委|市委|区委|县委")
_ENDING = re.compile(r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$")


_NONE: Mapping[str, str] = MappingProxyType({})


class Place(NamedTuple):
    """A jurisdiction as a path (北京市/顺义区, 全国), and the level of the body that speaks, "" where unclear."""

    path: str
    level: str


def place_of(words: str, region: str) -> Place | None:
    """The place that the name of a body or a title begins with; `region` is the province known from elsewhere.

    A district without its city (通州区) is taken for the one that the tables know; what they do not know gives None.
    """
    first = words.split("、", 1)[0].lstrip("《“").removeprefix("中共")
    if not first:
        return None
    if _NATIONAL.match(first):
        return Place("全国", "国家")
    provinces: Mapping[str, str] = _provinces()
    known = provinces.get(region) or next((full for name, full in provinces.items() if region and name == region), "")
    province, rest = "", first
    if known and _prefecture(first, known)[0]:  # 河北区 is a district where the text is of Tianjin
        provinces = _NONE
        province = known
    for name, full in provinces.items():
        if first.startswith(full) or (name == first[: len(name)] and full not in first[: len(full)]):
            province = full
            rest = first[len(full) :] if first.startswith(full) else first[len(name) :]
            break
    prefecture, rest = _prefecture(rest, province or known)
    if prefecture and not province:
        province = _homes().get(prefecture, known)
    province = province or (known if re.match(r"(?:全省|省|市|我省|我市|本市)", first) else "")
    if not province and not prefecture:
        return None
    county = _COUNTY.match(rest) if prefecture or province in _municipalities() else None
    named = county["name"] if county and not prefecture.endswith(county["name"]) else ""
    path = "/".join(filter(None, (province, prefecture, named)))
    return Place(path, _level(first, province, prefecture, named))


def _prefecture(rest: str, province: str) -> tuple[str, str]:
    """(prefecture or district, what follows it) at the head of a name."""
    within = Knowledge.shipped().within
    tables = [within[province]] if province in within else within.values()
    for names in tables:
        for name in names:
            short = name.removeprefix(province.removesuffix("市")) if province else name
            for form in (name, short):
                if form and rest.startswith(form):
                    return name, rest[len(form) :]
    return "", rest


def _level(words: str, province: str, prefecture: str, county: str) -> str:
    if "开发区" in words or "示范区" in words:
        return "开发区"
    if not _GOVERNMENT.search(words) and _DEPARTMENT.search(words):
        return "部门"
    if not _GOVERNMENT.search(words):
        return ""
    district = county or (prefecture if province in _municipalities() else "")
    return "区县级" if district else "地市级" if prefecture else "省级"


@lru_cache(maxsize=1)
def _provinces() -> Mapping[str, str]:
    """Provinces by their full and by their short names, the long ones first."""
    full = Knowledge.shipped().within
    names = {name: name for name in full} | {_ENDING.sub("", name): name for name in full}
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=1)
def _homes() -> Mapping[str, str]:
    return {name: province for province, names in Knowledge.shipped().within.items() for name in names}


def _municipalities() -> frozenset[str]:
    return frozenset(("北京市", "天津市", "上海市", "重庆市"))
