"""To whom a duty of a higher body speaks: to lower ones (各区要…), everyone, its own offices and others, or unsaid.

A measure that binds the city's offices is legitimately missing from a district's plan; one that binds all districts is
not. Who bears the duty decides; where nobody is named, the words of the duty do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

#: Lower bodies in general: 各区, 各县（市、区）, 区级, 市、区两级, 地方各级, 县级以上, 属地, 街道.
_LOWER = re.compile(
    r"各(?:有关|相关)?(?:区|县|市(?!直|属|级|委)|州|盟|旗|省|自治区|地区?|乡|镇|街道|村|社区|级)|地方(?:各级|人民政府"
    r"|政府|有关)"
    r"|县级以上|设区的市|(?:市、|省、市|、)(?:区|县)|(?:区|县|旗县市区|乡镇|基层)(?:级|人民?政府|政府|有关部门|两级)"
    r"|属地|辖区|所在地|本行政区域"
    r"|有条件的(?:区|县|市|地区|地方)|区县|旗县|街道|乡镇|(?:试点|相关|有关)(?:区|县|市|地区)(?!域)|两级|三级"
)
#: Everyone of a kind: 各部门, 各单位, 有关部门, 行政机关, 生产经营单位.
_EVERYONE = re.compile(r"^(?:各|有关|相关|全体|所有|任何|其他)|(?:机关|单位|部门|企业|经营者|机构|组织|个人|人员|者)$")
#: Offices of the higher body itself: 市有关部门, 市X局, 市级, 国务院…部门, 省政府.
_OWN = re.compile(
    r"^(?:我|本)?(?:市|省|自治区|国家|全市|全省|国务院)(?:有关|相关|级|直|属|政府|人民政府|各)"
    r"|^(?:市|省|自治区|国家|国务院|[\u4e00-\u9fff]{2,4}(?:市|省))[\u4e00-\u9fff]{1,14}?(?:局|厅|委(?!托|派)|部"
    r"|办(?!理|事|法)|中心|院|署|公司|集团|银行)"
)
#: A named place of its own: 栗川经济技术开发区管委会, 临港新片区.
_NAMED_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,10}(?:开发区|新区|片区|高新区|功能区|自贸区|园区)(?:管委会|管理委员会)?$"
)
_OWN_WITHIN = re.compile(
    r"(?:^|[，。；、由及和与（(：:])(?:市|省|自治区|国家|国务院)[\u4e00-\u9fff]{1,12}?(?:局|厅|委(?!托|派)|部|中心|署)"
)


class Addressed(StrEnum):
    """To whom a duty of a higher text speaks, seen from a lower body."""

    LOWER = "lower"
    EVERYONE = "everyone"
    OTHERS = "others"
    UNCLEAR = "unclear"


def addressed_to(bearers: Iterable[str], words: str) -> Addressed:
    """To whom a duty speaks.

    Args:
        bearers: the names of those whom it binds, by its own words, its stem or its note of responsibility.
        words: the duty's own words, for where nobody is named.

    >>> addressed_to(["各区人民政府"], ""), addressed_to(["市财政局"], ""), addressed_to([], "清掏雨水口").value
    (<Addressed.LOWER: 'lower'>, <Addressed.OTHERS: 'others'>, 'unclear')
    """
    named = [name for name in bearers if name]
    if any(_LOWER.search(name) and not _OWN.match(name) for name in named):
        return Addressed.LOWER
    if named:
        others = [name for name in named if _OWN.match(name) or _NAMED_PLACE.match(name)]
        if len(others) == len(named):
            return Addressed.OTHERS
        return Addressed.EVERYONE if any(_EVERYONE.search(name) for name in named) else Addressed.UNCLEAR
    if _LOWER.search(words):
        return Addressed.LOWER
    return Addressed.OTHERS if _OWN_WITHIN.search(words) else Addressed.UNCLEAR
