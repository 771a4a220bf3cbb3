"""What is measured, folded to one name: 万人高价值专利拥有量 = 每万人拥有高价值发明专利 = 每万人高价值发明专利数."""

from __future__ import annotations

import re
from typing import NamedTuple

from alignment.reading.flat import flatten

#: For what a target is measured: the words in front that say so are no part of its name.
_SCOPE = re.compile(
    r"^(?:(全国|全省|全区|全市|全县|全州|全域|全社会|市、区两级|市区两级|市区|区级|市级|县级|省级|各区|各县|各市|各地"
    r"|各旗县市区|各街镇|本市|我市|本省|我省|本区|我区|本县|我县|国家级|自治区级|[\u4e00-\u9fff]{2,3}[省市县])(?:的|内)?)"
)
_SCOPE_KEYS = {
    "我市": "市", "本市": "市", "全市": "市", "市级": "市", "我省": "省", "本省": "省", "全省": "省", "省级": "省",
    "全区": "区", "本区": "区", "我区": "区", "区级": "区", "各区": "区", "全国": "国", "国家级": "国", "全县": "县",
    "本县": "县", "我县": "县", "县级": "县", "各县": "县", "市、区两级": "市区", "市区两级": "市区", "市区": "市区",
}  # fmt: skip
#: 市级|科技特派员工作站 is a kind of thing, not where it is counted.
_KIND = re.compile(r"^(?:市级|区级|省级|县级|国家级|自治区级)")
_PER = re.compile(r"每?(百|千|万|十万|百万)(人|户|平方公里|名)(?:口)?|人均|户均|亩均|地均|每(?:亩|户|人|平方公里)")
#: Words that only say that something is counted.
_COUNTED = re.compile(r"(?:的)?(?:拥有量|保有量|总数量|总量|总数|数量|个数|件数|家数|户数|人数|数)$")
_SYNONYMS = (
    (re.compile(r"高价值发明专利"), "高价值专利"),
    (re.compile(r"金额|总额|额度"), "额"),
    (re.compile(r"比例|占比|比重|比率"), "率"),
    (re.compile(r"时限|用时|耗时"), "时间"),
    (re.compile(r"同比(?:增长|增加|提高|下降|减少|降低)?|增长率|增长速度|增速|增幅"), "增速"),
    (re.compile(r"拥有|现有"), ""),
    (re.compile(r"(?<=[\u4e00-\u9fff])(?:的|和|及|与)(?=[\u4e00-\u9fff])"), ""),
    (re.compile(r"^有效(?=注册商标|发明专利)"), ""),
)
_MARKS = re.compile(r"[\s\"'“”‘’《》〈〉<>(),。、:·.]")


class Named(NamedTuple):
    """What is measured: its name without its scope, the key of both name and measure, and the scope in one word."""

    name: str
    key: str
    scope: str


def named(words: str) -> Named:
    """The name, key and scope of what is measured.

    >>> [named(words).key for words in ("每万人拥有高价值发明专利", "万人高价值专利拥有量")]
    ['每万人高价值专利', '每万人高价值专利']
    >>> named("全市全程网办比例"), named("高价值发明专利").key
    (Named(name='全程网办比例', key='全程网办率', scope='市'), '高价值专利')
    """
    name = words.strip(" ,、:;的")
    scope = ""
    found = _SCOPE.match(name)
    if found and len(name) - found.end() >= 2 and not _KIND.match(name):
        name, scope = name[found.end() :], _SCOPE_KEYS.get(found[1], found[1])
    return Named(name, key_of(name), scope)


def key_of(words: str) -> str:
    """The folded name: equal for what is one thing in one measure."""
    bare = _MARKS.sub("", flatten(words))
    per = _PER.search(bare)
    head = ""
    if per:
        head = f"每{per[1]}{per[2]}" if per[1] else per[0]
        bare = bare[: per.start()] + bare[per.end() :]
    bare = _COUNTED.sub("", bare) or bare
    for pattern, to in _SYNONYMS:
        bare = pattern.sub(to, bare)
    return head + bare
