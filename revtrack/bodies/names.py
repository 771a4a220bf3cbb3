"""Which body a name means: its place and its office, whatever the text shortens.

市发改委 in a text of 北京市/顺义区 and 北京市发展和改革委员会 are one body: its place is 北京市, its office 发展改革委.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alignment.knowledge import Knowledge
from revtrack.holdings.folding import lookup_key
from revtrack.ingest.places import place_of

#: Names of one office, the one that stands for all first: shortened, renamed, or merged into it.
_OFFICES: tuple[tuple[str, ...], ...] = (
    ("政府", "人民政府"),
    ("政府办公室", "人民政府办公室", "政府办公厅", "人民政府办公厅", "政府办"),
    ("发展改革委", "发展和改革委员会", "发展改革委员会", "发改委", "发展改革局", "发展和改革局", "发改局"),
    ("市场监管局", "市场监督管理局"),
    ("经济和信息化局", "经济信息化局", "经信局", "经济信息化委", "经济和信息化委员会", "经济信息化委员会", "经信委"),
    ("工业和信息化局", "工业信息化局", "工信局"),
    ("工业和信息化厅", "工业信息化厅", "工信厅"),
    ("人力资源社会保障局", "人力资源和社会保障局", "人力社保局", "人社局"),
    ("人力资源社会保障厅", "人力资源和社会保障厅", "人社厅"),
    ("住房城乡建设委", "住房和城乡建设委员会", "住房城乡建设委员会", "住房和城乡建设委", "住建委"),
    ("住房城乡建设局", "住房和城乡建设局", "住建局"),
    ("住房城乡建设厅", "住房和城乡建设厅", "住建厅"),
    (
        "规划自然资源委",
        "规划和自然资源委员会",
        "规划自然资源委员会",
        "规自委",
        "规划国土委",
        "规划和国土资源管理委员会",
    ),
    ("规划资源局", "规划和自然资源局", "规划自然资源局"),
    ("自然资源局", "自然资源和规划局", "自然资源规划局", "国土资源局", "国土局"),
    ("卫生健康委", "卫生健康委员会", "卫健委", "卫生计生委", "卫生和计划生育委员会"),
    (
        "科委、中关村管委会",
        "科委中关村管委会",
        "科学技术委员会、中关村科技园区管理委员会",
        "科委",
        "科学技术委员会",
        "中关村管委会",
        "中关村科技园区管理委员会",
    ),
    ("金融监管局", "地方金融监管局", "地方金融监督管理局", "金融局", "金融工作局", "金融办", "金融工作办公室"),
    ("政务服务和数据管理局", "政务服务局", "政务服务管理局", "政务服务办"),
    ("行政审批和政务服务局", "行政审批局", "审批服务管理局", "行政审批服务管理局"),
    ("城市管理委", "城市管理委员会", "城管委"),
    ("交通委", "交通委员会"),
    ("交通运输委", "交通运输委员会"),
    ("交通运输局", "交通局"),
    ("交通运输厅", "交通厅"),
    ("教委", "教育委员会"),
    ("国资委", "国有资产监督管理委员会"),
    ("文化和旅游局", "文化旅游局", "文旅局"),
    ("文化和旅游厅", "文化旅游厅", "文旅厅"),
    ("文旅广电局", "文广旅局", "文化旅游广电局", "文化和旅游广电局"),
    ("生态环境局", "环境保护局", "环保局"),
    ("生态环境厅", "环境保护厅", "环保厅"),
    ("通信管理局", "通管局"),
    ("中级人民法院", "中级法院"),
    ("高级人民法院", "高级法院"),
    ("国家金融监督管理总局监管局", "金融监管总局监管局", "银保监局"),
    ("退役军人局", "退役军人事务局"),
    ("应急局", "应急管理局", "安全生产监督管理局", "安监局"),
)
_SAME: dict[str, str] = {name: group[0] for group in _OFFICES for name in group}
#: The level that a name begins with: 市商务局 is the city's, also in a text of one of its districts.
_LEVEL = re.compile(r"(?:我|本|全)?(?P<level>省|自治区|市|区|县|旗|州|盟)(?:级)?(?=[\u4e00-\u9fff]{2})")
_EVERY = re.compile(
    r"^各|^国家$|任何|^全[市省区县]|有关|相关|其他|等$|^(?:企业|市场主体|社会|群众|单位|部门|本市|我市|个人)"
)
_BRACKETS = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]")
_TAIL = re.compile(r"(?:等(?:市|区|县|省)?(?:级)?(?:有关|相关)?(?:部门|单位|行业主管部门)?|牵头|负责)$")
_STATE = re.compile(r"^国家税务总局(?=.{2,}税务局)")
_MUNICIPAL = frozenset(("北京市", "天津市", "上海市", "重庆市"))


@dataclass(frozen=True, slots=True)
class Office:
    """A body: its place as a path of names ("" where nothing tells) and its office; `own` is false for names that mean
    no single body (各区, 有关部门, 企业)."""

    place: str
    name: str
    own: bool

    @property
    def key(self) -> str:
        """What names it in an address: 北京市/顺义区/政务服务局."""
        return "/".join(filter(None, (self.place, self.name)))

    @property
    def said(self) -> str:
        """Its name for people: 顺义区政务服务局."""
        return f"{self.place.rpartition('/')[2]}{self.name}" if self.own else self.name


@lru_cache(maxsize=50_000)
def office_of(name: str, jurisdiction: str, issuers: str = "") -> Office | None:
    """The body that a name means in a text of a place; None for what is no name.

    >>> office_of("市发改委", "北京市/顺义区").key
    '北京市/发展改革委'
    """
    bare = _TAIL.sub("", _BRACKETS.sub("", lookup_key(name)).strip("，、,;；：: "))
    if len(bare) < 2 or any(mark in bare for mark in "（）()〈〉<>〔〕"):
        return None
    home = jurisdiction or (found.path if (found := place_of(issuers, "")) else "")
    if _EVERY.search(bare) or bare != _TAIL.sub("", bare):
        return Office(home, bare, own=False)
    bare = _STATE.sub("", bare)
    place, rest = _stated(bare)
    if place:
        return Office(place, _same(rest), own=True)
    level = _LEVEL.match(bare)
    if level and home == "全国":  # 省人民政府 in a law means every one
        return Office(home, bare, own=False)
    if level:
        return Office(_at(home, level["level"]), _same(bare[level.end() :]), own=True)
    return Office(home, _same(bare), own=True)


def _same(office: str) -> str:
    """The office that stands for all of its names."""
    known = _SAME.get(office)
    if known:
        return known
    shorter = office.replace("委员会", "委").replace("管理委", "管委会").replace("监督管理局", "监管局")
    return _SAME.get(shorter, shorter)


def _stated(bare: str) -> tuple[str, str]:
    """(the place whose full name a name begins with, the rest), ("", name) for none."""
    path, rest = "", bare
    for province, parts in Knowledge.shipped().within.items():
        if rest.startswith(province):
            path, rest = province, rest[len(province) :]
            below = next((part for part in sorted(parts, key=len, reverse=True) if rest.startswith(part)), "")
            if below and len(rest) > len(below) + 1:
                path, rest = f"{path}/{below}", rest[len(below) :]
            break
    else:
        for province, parts in Knowledge.shipped().within.items():
            below = next((part for part in sorted(parts, key=len, reverse=True) if rest.startswith(part)), "")
            if below:
                path, rest = f"{province}/{below}", rest[len(below) :]
                break
    rest = rest.removeprefix("级") if path else rest
    return (path, rest) if path and len(rest) >= 2 else ("", bare)


def _at(home: str, level: str) -> str:
    """The part of a place that a level means: 市 in 北京市/顺义区 is 北京市, in 河北省/廊坊市/安次区 河北省/廊坊市."""
    parts = [part for part in home.split("/") if part]
    if not parts or parts[0] == "全国":
        return home
    if level in ("省", "自治区"):
        return parts[0]
    if level in ("市", "州", "盟"):
        return parts[0] if parts[0] in _MUNICIPAL else "/".join(parts[:2])
    return home
